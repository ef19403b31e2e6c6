//! What is looked up in the text: one pattern for each form of each entity.

use std::collections::HashMap;
use std::sync::Arc;

use crate::dictionary::{
    Alias, Boundary, Case, Dictionary, Entity, EntityIndex, EntityType, is_ordinary_word,
};
use crate::text::{
    CharClass, Words, char_class, fold, fold_case, folded_shapes, has_unspaced_script,
};

use super::{MatchOptions, Variants};

/// A form of an entity, ready to be compared with text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    pub(super) entity: EntityIndex,
    /// What must hold in the document; an index into [`Patterns::conditions`].
    pub(super) condition: Option<u32>,
    /// The form is derived (a last name), so the document must have a full name too.
    pub(super) short_name: bool,
    /// Case must agree.
    pub(super) exact: bool,
    /// It may begin and end inside words.
    pub(super) anywhere: bool,
    start: u32,
    end: u32,
    /// Bytes of punctuation before the first word.
    pub(super) lead: u16,
    /// Bytes of punctuation after the last word.
    pub(super) tail: u16,
}

/// Words and phrases that an alias needs or excludes; indices into [`Patterns::phrases`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Condition {
    pub(super) needs: Vec<u32>,
    pub(super) unless: Vec<u32>,
}

/// Every form of a dictionary, in the order of entities.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    text: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) phrases: Vec<String>,
}

impl Patterns {
    /// Compiles a dictionary under the options of a run.
    pub(super) fn compile(dictionary: &Dictionary, options: MatchOptions) -> Self {
        let mut compiler = Compiler::new(options);
        for (rank, entity) in (0..).zip(dictionary.entities()) {
            compiler.entity(EntityIndex(rank), entity);
        }
        compiler.patterns
    }

    pub(super) fn all(&self) -> &[Pattern] {
        &self.all
    }

    pub(super) fn get(&self, index: u32) -> &Pattern {
        &self.all[index as usize]
    }

    /// The form: shapes folded, case as listed.
    pub(super) fn text_of(&self, pattern: &Pattern) -> &str {
        &self.text[pattern.start as usize..pattern.end as usize]
    }
}

struct Compiler {
    options: MatchOptions,
    patterns: Patterns,
    phrase_numbers: HashMap<String, u32>,
    condition_numbers: HashMap<Condition, u32>,
    words: Words,
}

impl Compiler {
    fn new(options: MatchOptions) -> Self {
        Self {
            options,
            patterns: Patterns::default(),
            phrase_numbers: HashMap::new(),
            condition_numbers: HashMap::new(),
            words: Words::default(),
        }
    }

    fn entity(&mut self, index: EntityIndex, entity: &Entity) {
        // An alias spelt like the name gives the name its rules.
        if entity.aliases.iter().all(|alias| alias.text != entity.name) {
            self.alias(index, &Alias::new(&entity.name), false);
        }
        for alias in &entity.aliases {
            self.alias(index, alias, false);
        }
        if self.options.variants == Variants::None || !is_person(&entity.entity_type) {
            return;
        }
        let full_names = entity
            .aliases
            .iter()
            .filter(|alias| alias.needs.is_empty() && alias.unless.is_empty());
        let mut short_names: Vec<&str> = std::iter::once(&entity.name)
            .chain(full_names.map(|alias| &alias.text))
            .filter_map(|name| last_name(name))
            .collect();
        short_names.sort_unstable();
        short_names.dedup();
        for short_name in short_names {
            self.alias(index, &Alias::new(short_name).with_case(Case::Exact), true);
        }
    }

    fn alias(&mut self, entity: EntityIndex, alias: &Alias, short_name: bool) {
        if alias.text.trim().is_empty() {
            return;
        }
        let start = self.patterns.text.len();
        self.patterns.text.extend(folded_shapes(alias.text.trim()));
        let text = &self.patterns.text[start..];
        self.words.fill(text);
        let words = self.words.as_slice();
        let (lead, tail) = match (words.first(), words.last()) {
            (Some(first), Some(last)) => (first.start(), text.len() - last.end()),
            _ => (0, 0),
        };
        let narrow =
            |length: usize| u32::try_from(length).expect("a dictionary is far smaller than 4 GiB");
        let (Ok(lead), Ok(tail)) = (u16::try_from(lead), u16::try_from(tail)) else {
            self.patterns.text.truncate(start);
            return;
        };
        let end = narrow(self.patterns.text.len());
        let condition = self.condition(alias);
        self.patterns.all.push(Pattern {
            entity,
            condition,
            short_name,
            exact: needs_exact_case(alias, self.options.case),
            anywhere: alias.boundary == Boundary::None,
            start: narrow(start),
            end,
            lead,
            tail,
        });
    }

    fn condition(&mut self, alias: &Alias) -> Option<u32> {
        if alias.needs.is_empty() && alias.unless.is_empty() {
            return None;
        }
        let condition = Condition {
            needs: self.phrases(&alias.needs),
            unless: self.phrases(&alias.unless),
        };
        let conditions = &mut self.patterns.conditions;
        let number = self
            .condition_numbers
            .entry(condition)
            .or_insert_with_key(|condition| {
                conditions.push(condition.clone());
                u32::try_from(conditions.len() - 1).expect("fewer conditions than aliases")
            });
        Some(*number)
    }

    fn phrases(&mut self, phrases: &[Arc<str>]) -> Vec<u32> {
        let numbers = phrases.iter().map(|phrase| {
            let phrase = fold(phrase);
            let known = &mut self.patterns.phrases;
            *self
                .phrase_numbers
                .entry(phrase)
                .or_insert_with_key(|phrase| {
                    known.push(phrase.clone());
                    u32::try_from(known.len() - 1).expect("fewer phrases than aliases")
                })
        });
        numbers.collect()
    }
}

/// Whether a pattern cannot be found by looking words up: it holds a script without spaces, no word at all, or may stand inside words.
pub(super) fn is_substring(pattern: &Pattern, text: &str) -> bool {
    pattern.anywhere
        || has_unspaced_script(text)
        || !text
            .chars()
            .any(|character| char_class(character) == CharClass::Spaced)
}

/// Decides [`Case::Smart`], and whatever else was asked for, to yes or no.
fn needs_exact_case(alias: &Alias, default: Case) -> bool {
    match alias.case.unwrap_or(default) {
        Case::Exact => true,
        Case::Ignore => false,
        Case::Smart => is_short_capitals(&alias.text) || is_ordinary_with_capital(&alias.text),
    }
}

/// At most four letters, all capitals: `US`, `AMD`, `U.S.`. With three or more characters a digit makes it unlike any word (`H100`).
fn is_short_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|character| character.is_alphabetic());
    let (mut count, mut cased) = (0, true);
    for letter in letters {
        count += 1;
        cased &= letter.is_uppercase();
    }
    let distinct =
        text.chars().any(|character| character.is_ascii_digit()) && text.chars().count() > 2;
    (1..=4).contains(&count) && cased && !distinct
}

/// Spelt with a capital, but made of ordinary words only: `Apple`, `Target`, `The Information`.
fn is_ordinary_with_capital(text: &str) -> bool {
    let is_word = |character: char| char_class(character) != CharClass::Other;
    let mut words = text
        .split(|character| !is_word(character))
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some()
        && text.chars().any(char::is_uppercase)
        && words.all(|word| is_ordinary_word(&word.chars().map(fold_case).collect::<String>()))
}

fn is_person(entity_type: &EntityType) -> bool {
    ["person", "people", "peop", "per", "human"]
        .iter()
        .any(|name| entity_type.as_str().eq_ignore_ascii_case(name))
}

/// The last word of a name of two or more words, generation suffixes left out; `None` where it would not do as a name by itself.
fn last_name(name: &str) -> Option<&str> {
    const SUFFIXES: [&str; 8] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD"];
    let mut words: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(word)) {
        words.pop();
    }
    let last = *words.last()?;
    let fits = words.len() > 1
        && last.chars().count() > 1
        && last.starts_with(char::is_uppercase)
        && last
            .chars()
            .all(|character| character.is_alphabetic() || matches!(character, '-' | '\'' | '’'))
        && !has_unspaced_script(last);
    fits.then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> bool {
        needs_exact_case(&Alias::new(text), Case::Smart)
    }

    #[test]
    fn smart_case_guards_short_capitals_and_ordinary_words() {
        for text in [
            "US",
            "U.S.",
            "AMD",
            "IT",
            "Apple",
            "Meta",
            "Target",
            "The Information",
            "V3",
            "X",
        ] {
            assert!(exact(text), "{text}");
        }
        for text in [
            "Nvidia",
            "NVIDIA",
            "H100",
            "GPT-4",
            "aspirin",
            "cancer",
            "New York",
            "Deutsche Bank",
            "东京",
        ] {
            assert!(!exact(text), "{text}");
        }
    }

    #[test]
    fn an_alias_may_overrule_smart_case() {
        assert!(!needs_exact_case(
            &Alias::new("US").with_case(Case::Ignore),
            Case::Smart
        ));
        assert!(needs_exact_case(
            &Alias::new("Nvidia").with_case(Case::Exact),
            Case::Ignore
        ));
        assert!(!needs_exact_case(&Alias::new("US"), Case::Ignore));
    }

    #[test]
    fn last_names_of_full_names() {
        assert_eq!(last_name("Sam Altman"), Some("Altman"));
        assert_eq!(last_name("Martin Luther King, Jr."), Some("King"));
        assert_eq!(last_name("Sinéad O’Connor"), Some("O’Connor"));
        for name in [
            "Madonna",
            "梁文锋",
            "Henry V",
            "Agent 47",
            "Thomas de",
            "R2 D2",
        ] {
            assert_eq!(last_name(name), None, "{name}");
        }
    }
}
