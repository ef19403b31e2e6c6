//! Conditions of aliases: phrases of which the document must hold one, and phrases of which it must hold none.
//!
//! A document is searched for phrases only where an alias with a condition was found in it. Then one automaton over all phrases of the
//! dictionary reads the folded document once and tells which of them stand in it as strings; those that are asked for are held against the
//! borders of words.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use crate::dictionary::{Dictionary, Section, Tag};
use crate::text::{Folding, Span, Words, fold, has_unspaced_script};

use super::Rule;
use super::comparison::{match_backwards, match_forwards, same_text};

pub(super) const CONDITIONS: Tag = *b"COND";
pub(super) const PHRASES: Tag = *b"PHRX";
pub(super) const PHRASE_ENDS: Tag = *b"PHRE";

/// How many bytes of phrases an automaton is made of at most: of so many it takes some 40 ms to make and nine times the memory. Where a
/// dictionary has more, each phrase that is asked for is searched by itself, which finds the same.
const AUTOMATON_BYTES: usize = 1 << 18;

/// The conditions of a dictionary. As with [patterns](super::pattern), what a damaged file says is held against its bounds.
#[derive(Clone, Debug)]
pub(super) struct Conditions {
    /// For each the number of phrases it needs one of, those, the number of phrases that exclude, those.
    lists: Section,
    phrases: Section,
    phrase_ends: Section,
    /// Made when it is first needed: most runs over most dictionaries never do.
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Conditions {
    /// The conditions of a dictionary that has tables.
    pub(super) fn open(dictionary: &Dictionary) -> Self {
        let section = |tag| dictionary.image().section(tag);
        Self {
            lists: section(CONDITIONS),
            phrases: section(PHRASES),
            phrase_ends: section(PHRASE_ENDS),
            automaton: OnceLock::new(),
        }
    }

    /// Whether no alias has one.
    pub(super) fn are_none(&self) -> bool {
        self.lists.count(4) == 0
    }

    /// What a condition says of its alias in a document with these fields; [`Rule::Listed`] if it holds.
    pub(super) fn judge(&self, condition: u32, fields: [&str; 2], seen: &mut SeenPhrases) -> Rule {
        let [needs, mut unless] = self.phrases_of(condition);
        let mut needs = needs.peekable();
        let mut stands = |phrase| seen.sees(self, phrase, fields);
        if needs.peek().is_some() && !needs.any(&mut stands) {
            return Rule::NeedsMissing;
        }
        if unless.any(stands) {
            return Rule::UnlessPresent;
        }
        Rule::Listed
    }

    /// The phrases of a condition: those it needs one of, then those that exclude.
    fn phrases_of(&self, condition: u32) -> [impl Iterator<Item = u32>; 2] {
        let at = condition as usize;
        let number = |at: usize| self.lists.u32(at).unwrap_or_default();
        let all = self.lists.count(4);
        let needs = at.saturating_add(1);
        let unless = needs.saturating_add(number(at) as usize).min(all);
        let end = unless.saturating_add(1 + number(unless) as usize).min(all);
        [needs..unless, unless.saturating_add(1)..end].map(|places| places.map(number))
    }

    /// A phrase, folded.
    fn phrase(&self, number: u32) -> &str {
        let end = |number: u32| self.phrase_ends.u32(number as usize).unwrap_or_default() as usize;
        let start = number.checked_sub(1).map_or(0, end);
        self.phrases.text(start, end(number))
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let make = || {
            if self.phrases.count(1) > AUTOMATON_BYTES {
                return None;
            }
            let phrases = (0..).take(self.phrase_ends.count(4));
            AhoCorasick::new(phrases.map(|number| self.phrase(number))).ok()
        };
        self.automaton.get_or_init(make).as_ref()
    }
}

/// What is known of the phrases in one document. Buffers, to be used again for each.
#[derive(Debug, Default)]
pub(super) struct SeenPhrases {
    /// Whether `fields` are of this document.
    read: bool,
    fields: [SearchedField; 2],
    answers: HashMap<u32, bool>,
    phrase_words: Words,
}

/// A field in the forms in which phrases are looked for.
#[derive(Debug, Default)]
struct SearchedField {
    folded: String,
    words: Words,
    /// A bit for each phrase, set where the folded text holds it; empty where no automaton can tell.
    held: Vec<u64>,
}

impl SeenPhrases {
    /// Begins a document.
    pub(super) fn restart(&mut self) {
        self.read = false;
    }

    /// Whether a phrase that is no part of a condition stands in a field of the document, in the same way.
    pub(super) fn has(&mut self, conditions: &Conditions, phrase: &str, fields: [&str; 2]) -> bool {
        self.read(conditions, fields);
        let phrase = fold(phrase);
        self.phrase_words.fill(&phrase);
        let mut searched = self.fields.iter().zip(fields);
        searched.any(|(field, content)| field.holds(content, &phrase, &self.phrase_words))
    }

    fn read(&mut self, conditions: &Conditions, fields: [&str; 2]) {
        if !self.read {
            self.read = true;
            self.answers.clear();
            for (field, content) in self.fields.iter_mut().zip(fields) {
                field.read(content, conditions);
            }
        }
    }

    /// Whether a phrase stands in a field of the document on word borders, shapes and case folded.
    fn sees(&mut self, conditions: &Conditions, number: u32, fields: [&str; 2]) -> bool {
        self.read(conditions, fields);
        let (searched, words) = (&self.fields, &mut self.phrase_words);
        *self.answers.entry(number).or_insert_with(|| {
            let phrase = conditions.phrase(number);
            words.fill(phrase);
            searched.iter().zip(fields).any(|(field, content)| {
                field.may_hold(number) && field.holds(content, phrase, words)
            })
        })
    }
}

impl SearchedField {
    fn read(&mut self, content: &str, conditions: &Conditions) {
        self.folded = fold(content);
        self.words.fill(content);
        self.held.clear();
        if let Some(automaton) = conditions.automaton() {
            self.held.resize(automaton.patterns_len().div_ceil(64), 0);
            for found in automaton.find_overlapping_iter(&self.folded) {
                let phrase = found.pattern().as_usize();
                self.held[phrase / 64] |= 1 << (phrase % 64);
            }
        }
    }

    /// `false` only where the folded text lacks the phrase.
    fn may_hold(&self, phrase: u32) -> bool {
        let bits = self.held.get(phrase as usize / 64);
        bits.is_none_or(|bits| bits >> (phrase % 64) & 1 == 1)
    }

    /// Whether a folded phrase of these words stands in the field. One without words, or in a script without spaces, may stand anywhere.
    fn holds(&self, content: &str, phrase: &str, phrase_words: &Words) -> bool {
        let (Some(first), Some(last)) = (
            phrase_words.as_slice().first(),
            phrase_words.as_slice().last(),
        ) else {
            return self.folded.contains(phrase);
        };
        if has_unspaced_script(phrase) {
            return self.folded.contains(phrase);
        }
        let (lead, rest) = phrase.split_at(first.start());
        let (core, tail) = rest.split_at(last.end() - first.start());
        let length = phrase_words.as_slice().len();
        self.words
            .as_slice()
            .windows(length)
            .filter(|run| run[0].key == first.key)
            .any(|run| {
                let place = Span::new(run[0].start(), run[length - 1].end());
                same_text(place.of(content), core, Folding::CASE)
                    && (lead.is_empty()
                        || match_backwards(&content[..place.start()], lead).is_some())
                    && match_forwards(&content[place.end()..], tail).is_some()
            })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::dictionary::{Alias, Entity};
    use crate::mention::Matcher;
    use crate::text::read;
    /// The conditions of a dictionary in which the alias `x0` needs the first phrase, `x1` the second, and so on.
    fn conditions(phrases: &[String]) -> Conditions {
        let numbered = phrases.iter().enumerate();
        let builder = numbered.fold(Dictionary::builder(), |builder, (number, phrase)| {
            let alias = Alias::new(format!("x{number}")).with_need(phrase);
            builder.entity(&Entity::new(format!("e{number}"), "unheard-of").with_alias(alias))
        });
        Conditions::open(&Matcher::compile(&builder.build().unwrap()).unwrap())
    }

    fn number_of(conditions: &Conditions, phrase: &str) -> u32 {
        let folded = fold(phrase);
        let mut numbers = (0..).take(conditions.phrase_ends.count(4));
        numbers
            .find(|&number| conditions.phrase(number) == folded)
            .unwrap()
    }

    /// The search of each phrase by itself, as it was before there was an automaton.
    fn searched(text: &str, phrase: &str) -> bool {
        let (mut words, mut phrase_words) = (Words::default(), Words::default());
        words.fill(text);
        phrase_words.fill(phrase);
        let Some(first) = phrase_words
            .as_slice()
            .first()
            .filter(|_| !has_unspaced_script(phrase))
        else {
            return fold(text).contains(phrase);
        };
        let (lead, length) = (first.start(), phrase_words.as_slice().len());
        let tail = phrase.len() - phrase_words.as_slice()[length - 1].end();
        words
            .as_slice()
            .windows(length)
            .filter(|run| run[0].key == first.key)
            .any(|run| {
                let core = Span::new(run[0].start(), run[length - 1].end());
                same_text(
                    core.of(text),
                    &phrase[lead..phrase.len() - tail],
                    Folding::CASE,
                ) && (lead == 0
                    || match_backwards(&text[..core.start()], &phrase[..lead]).is_some())
                    && match_forwards(&text[core.end()..], &phrase[phrase.len() - tail..]).is_some()
            })
    }

    /// Pieces of phrases and of texts: letters that fold, signs that do, some that do only half.
    const PIECES: [&str; 34] = [
        "a", "A", "gpu", "GPU", "gpus", "New", "york", "é", "É", "\u{212A}", "k", "İ", "i̇", "ſ",
        "s", "\u{2BC}", "'", "’", "`", "\u{2B9}", "Ⓐ", "ⓐ", "Ⅷ", "東京", "東", "京", "++", ".",
        "-", "\u{2011}", "(", "ß", "ẞ", "_",
    ];
    const GAPS: [&str; 10] = [
        "", "", " ", " ", "  ", "\n", "\u{A0}", " \n\n ", "\u{3000}", ".",
    ];

    fn string(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
        vec((select(&PIECES[..]), select(&GAPS[..])), pieces).prop_map(|pairs| {
            let mut text = String::new();
            for (piece, gap) in pairs {
                text += piece;
                text += gap;
            }
            text
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_pass_sees_what_a_search_of_each_phrase_sees(
            phrases in vec(string(1..4), 1..12),
            title in string(0..6),
            text in string(0..40),
        ) {
            let conditions = conditions(&phrases);
            let mut seen = SeenPhrases::default();
            prop_assert!(conditions.automaton().is_some());
            // What is searched is the text that a reader sees.
            let (title, text) = (read(&title), read(&text));
            for fields in [[&*title, &*text], ["", &*text], [&*text, ""]] {
                seen.restart();
                for phrase in &phrases {
                    let number = number_of(&conditions, phrase);
                    let wanted = fields.iter().any(|content| searched(content, conditions.phrase(number)));
                    prop_assert_eq!(seen.sees(&conditions, number, fields), wanted, "{:?}", phrase);
                }
            }
        }
    }

    #[test]
    fn many_phrases_are_searched_one_by_one_and_found_alike() {
        let mut phrases: Vec<String> = (0..9).map(|number| format!("filler {number}")).collect();
        phrases.push("word ".repeat(AUTOMATON_BYTES / 5));
        phrases.push("New York".to_owned());
        let conditions = conditions(&phrases);
        assert!(conditions.automaton().is_none());
        let mut seen = SeenPhrases::default();
        let fields = ["", "Filler 7 of new\nyork"];
        let stands = |phrase| seen.sees(&conditions, number_of(&conditions, phrase), fields);
        let asked = ["filler 7", "filler 8", "New York"];
        let wanted = [true, false, true];
        assert_eq!(
            asked.iter().copied().map(stands).collect::<Vec<_>>(),
            wanted
        );
    }

    #[test]
    fn an_opened_dictionary_has_no_automaton_until_a_condition_asks() {
        let phrases = ["gpu".to_owned()];
        let conditions = conditions(&phrases);
        assert!(conditions.automaton.get().is_none());
        let mut seen = SeenPhrases::default();
        assert_eq!(conditions.judge(0, ["", "a GPU"], &mut seen), Rule::Listed);
        assert!(conditions.automaton.get().is_some());
        seen.restart();
        assert_eq!(
            conditions.judge(0, ["", "GPUs"], &mut seen),
            Rule::NeedsMissing
        );
    }
}
