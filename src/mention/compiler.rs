//! Compiles a dictionary into the tables of the matcher: every form becomes a pattern, found by its words or by its characters.
//!
//! The tables do not depend on the options of a run: last names are always there and marked, case rules are kept as they are given, and
//! the matcher leaves out what its options do not want.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::dictionary::{
    Alias, AliasRules, Boundary, Case, Details, Dictionary, EntityIndex, EntityRef, Tag, TypeClass,
    Variants, push_u32,
};
use crate::error::{Error, Result};
use crate::text::{
    CharClass, Folding, WordKey, Words, char_class, fold, folded_form, has_unspaced_script,
};

use super::conditions::{CONDITIONS, PHRASE_ENDS, PHRASES};
use super::filters::{FormStart, InAscii, WordFilters};
use super::forms::{
    is_calendar_word, is_case_telling, is_nationality, is_ordinary_name, is_too_short, last_name,
    looks_like_person,
};
use super::pattern::{FOLDED, NewPattern, PATTERNS, RARE, Variant, written_form};
use super::regular::REGULAR;
use super::slots::BuiltSlots;
use super::substring::SubstringForms;
use super::table::{first_key, next_key};
use super::variants;

/// Everything the matcher needs of a dictionary, in sections.
#[derive(Debug)]
pub(super) struct CompiledTables {
    /// The patterns, their texts and conditions.
    pub(super) patterns: [(Tag, Vec<u8>); 7],
    /// The most that any pattern says of the forms that follow from it.
    pub(super) variants: Variants,
    pub(super) has_blocks: bool,
    pub(super) words: BuiltSlots,
    pub(super) filters: WordFilters,
    pub(super) substrings: SubstringForms,
}

/// Compiles every form of a dictionary.
///
/// # Errors
/// If there are more forms than the tables count.
pub(super) fn compile(dictionary: &Dictionary) -> Result<CompiledTables> {
    let mut compiler = Compiler {
        variants: Variants::None,
        ..Compiler::default()
    };
    for entity in dictionary.entities() {
        compiler.entity(entity)?;
    }
    let blocks = dictionary.blocks();
    for block in &blocks {
        let rules = AliasRules {
            case: block.case,
            ..AliasRules::default()
        };
        compiler.form(Form {
            entity: EntityIndex(0),
            start: None,
            text: &block.text,
            class: TypeClass::Other,
            rules: Some(&rules),
            variants: None,
            variant: Variant::Block,
            is_name: false,
        })?;
    }
    let Compiler {
        mut records,
        variants,
        regular,
        rare,
        folded,
        conditions,
        phrases,
        phrase_ends,
        whole,
        prefixes,
        starts,
        pairs,
        substrings,
        ..
    } = compiler;
    records.shrink_to_fit();
    let filters = WordFilters::build(&starts, pairs);
    drop(starts);
    let form_of = |number| written_form(number, &records, dictionary, &folded);
    let words = BuiltSlots::build(whole, prefixes, form_of)?;
    Ok(CompiledTables {
        filters,
        words,
        substrings,
        patterns: [
            (PATTERNS, records),
            (RARE, rare),
            (FOLDED, folded.into_bytes()),
            (CONDITIONS, conditions),
            (PHRASES, phrases.into_bytes()),
            (PHRASE_ENDS, phrase_ends),
            (REGULAR, regular),
        ],
        variants,
        has_blocks: !blocks.is_empty(),
    })
}

#[derive(Default)]
struct Compiler {
    count: u32,
    records: Vec<u8>,
    rare: Vec<u8>,
    variants: Variants,
    /// The numbers of regular expressions.
    regular: Vec<u8>,
    /// Forms that folding changes or rules make, and regular expressions.
    folded: String,
    /// Where short ones stand there.
    short_forms: HashMap<ShortForm, usize>,
    conditions: Vec<u8>,
    condition_places: HashMap<[Vec<u32>; 2], u32>,
    phrases: String,
    phrase_ends: Vec<u8>,
    phrase_numbers: HashMap<String, u32>,
    /// The keys of whole forms, and of what they begin with.
    whole: Vec<(u64, u32)>,
    prefixes: Vec<u64>,
    /// What the filters are made of.
    starts: Vec<FormStart>,
    pairs: Vec<u64>,
    substrings: SubstringForms,
    words: Words,
    /// The type of the last entity, by number.
    kind: Option<(u32, Kind)>,
}

/// A form of at most eight bytes: its length, and they.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ShortForm(usize, [u8; 8]);

impl ShortForm {
    fn of(form: &str) -> Option<Self> {
        let mut bytes = [0; 8];
        bytes
            .get_mut(..form.len())?
            .copy_from_slice(form.as_bytes());
        Some(Self(form.len(), bytes))
    }
}

/// A form as the dictionary lists it, with what is known of it.
#[derive(Clone, Copy)]
struct Form<'a> {
    entity: EntityIndex,
    /// Where the text begins in the dictionary; `None` if it is made of what stands there.
    start: Option<usize>,
    text: &'a str,
    class: TypeClass,
    rules: Option<&'a AliasRules>,
    variant: Variant,
    variants: Option<Variants>,
    is_name: bool,
}

impl Compiler {
    fn entity(&mut self, entity: EntityRef<'_>) -> Result<()> {
        let details = entity.details().unwrap_or_default();
        let kind = self.kind_of(entity);
        let (class, untyped) = (kind.class, kind.untyped);
        let person = class == TypeClass::Person;
        let mut short_names: Vec<(&str, usize, Option<Variants>)> = Vec::new();
        let mut made: Vec<(String, Variant, Option<&AliasRules>)> = Vec::new();
        let blocked = Blocked::of(&details);
        let variants_of = |rules: Option<&AliasRules>| {
            rules.and_then(|rules| rules.variants).or(details.variants)
        };
        let name = entity.name();
        // An alias spelt like the name gives the name its rules.
        let named = entity.forms().any(|form| form == name);
        for (place, (start, text)) in (0_u32..).zip(entity.placed_forms()) {
            let rules = place.checked_sub(1).and_then(|alias| details.rules(alias));
            if blocked.has_form(text) {
                continue;
            }
            let variants = variants_of(rules);
            let follow = variants != Some(Variants::None);
            let free = rules.is_none_or(|rules| rules.needs.is_empty() && rules.unless.is_empty());
            if follow && free && (person || (untyped && looks_like_person(text))) {
                let last = last_name(text);
                let last = last.filter(|last| !blocked.has_form(last));
                short_names
                    .extend(last.map(|last| (last, start + offset_in(text, last), variants)));
            }
            if follow && rules.is_none_or(|rules| rules.boundary == Boundary::Word) {
                variants::derive(text.trim(), class, untyped, |form, variant| {
                    made.push((form, variant, rules));
                });
            }
            if place > 0 || !named {
                self.form(Form {
                    entity: entity.index(),
                    start: Some(start),
                    text,
                    class,
                    rules,
                    variants,
                    variant: if rules.is_none_or(AliasRules::leave_the_form) {
                        // As it is read: `ﬁ` is two letters, `é` in two parts one.
                        listed_variant(&folded_form(text.trim()), kind)
                    } else {
                        Variant::Listed
                    },
                    is_name: text == name,
                })?;
            }
        }
        short_names.sort_unstable();
        short_names.dedup_by_key(|(last, ..)| *last);
        for (text, start, variants) in short_names {
            self.form(Form {
                entity: entity.index(),
                start: Some(start),
                text,
                class,
                rules: None,
                variants,
                variant: Variant::LastName,
                is_name: false,
            })?;
        }
        for alias in details.others().filter(|alias| alias.regex) {
            if !blocked.has_regex(&alias.text) {
                self.regular(entity.index(), alias)?;
            }
        }
        if made.is_empty() {
            return Ok(());
        }
        let listed: Vec<String> = std::iter::once(name)
            .chain(entity.forms())
            .map(fold)
            .collect();
        made.sort_by(|a, b| (&a.0, a.1 as u16).cmp(&(&b.0, b.1 as u16)));
        made.dedup_by(|a, b| a.0 == b.0);
        for (text, variant, rules) in &made {
            if blocked.has_form(text)
                || (listed.contains(&fold(text)) && *variant != Variant::Joined)
            {
                continue;
            }
            self.form(Form {
                entity: entity.index(),
                start: None,
                text,
                class,
                rules: *rules,
                variants: variants_of(*rules),
                variant: *variant,
                is_name: false,
            })?;
        }
        Ok(())
    }

    /// What is told by the type of an entity. Most entities have the type of the one before.
    fn kind_of(&mut self, entity: EntityRef<'_>) -> Kind {
        let number = entity.type_number();
        match self.kind {
            Some((known, kind)) if known == number => kind,
            _ => {
                let kind = Kind::of(entity.entity_type());
                self.kind = Some((number, kind));
                kind
            }
        }
    }

    fn form(&mut self, form: Form<'_>) -> Result<()> {
        let listed = form.text.trim();
        let compared = folded_form(listed);
        if compared.is_empty() {
            return Ok(());
        }
        let text = &*compared;
        let place = form.start.map(|start| start + offset_in(form.text, listed));
        let place = place.filter(|_| matches!(compared, Cow::Borrowed(_)));
        self.words.fill(text);
        let words = self.words.as_slice();
        let (lead, tail) = match (words.first(), words.last()) {
            (Some(first), Some(last)) => (first.start(), text.len() - last.end()),
            _ => (0, 0),
        };
        let (Ok(lead), Ok(tail)) = (u16::try_from(lead), u16::try_from(tail)) else {
            return Ok(());
        };
        let number = self.count;
        let anywhere = form
            .rules
            .is_some_and(|rules| rules.boundary == Boundary::None);
        let by_words = !anywhere && is_of_words(text);
        let case = match form.variant {
            Variant::LastName | Variant::Part | Variant::Joined | Variant::Acronym => {
                Some(Case::Exact)
            }
            _ => form.rules.and_then(|rules| rules.case),
        };
        let telling = matches!(case, None | Some(Case::Smart)) && is_case_telling(text, form.class);
        let length = narrow("bytes of names", text.len())?;
        let exact = telling || case == Some(Case::Exact);
        if !(by_words && self.keys(number, text, exact)) {
            self.substrings.add(number, text);
        }
        let condition = form.rules.map(|rules| self.condition(rules)).transpose()?;
        let start = place.unwrap_or_else(|| self.keep(text));
        let pattern = NewPattern {
            entity: form.entity,
            case,
            telling,
            variant: form.variant,
            variants: form.variants,
            is_name: form.is_name,
            anywhere,
            folded: place.is_none(),
            condition: condition.flatten(),
            start: narrow("bytes of names", start)?,
            length,
            lead,
            tail,
        };
        self.add(pattern)
    }

    /// Keeps a form that stands nowhere in the dictionary; tells where. Short ones, acronyms most of them, are those of many.
    fn keep(&mut self, form: &str) -> usize {
        let folded = &mut self.folded;
        let mut push = || {
            folded.push_str(form);
            folded.len() - form.len()
        };
        match ShortForm::of(form) {
            Some(short) => *self.short_forms.entry(short).or_insert_with(push),
            None => push(),
        }
    }

    fn add(&mut self, pattern: NewPattern) -> Result<()> {
        let number = self.count;
        pattern.write(number, &mut self.records, &mut self.rare);
        self.variants = self
            .variants
            .max(pattern.variants.unwrap_or(Variants::None));
        self.count = number.checked_add(1).ok_or(Error::DictionaryTooLarge {
            what: "forms",
            count: 1 << 32,
            limit: u64::from(u32::MAX),
        })?;
        Ok(())
    }

    /// Adds an alias that is a regular expression.
    fn regular(&mut self, entity: EntityIndex, alias: &Alias) -> Result<()> {
        let start = narrow("bytes of names", self.folded.len())?;
        self.folded.push_str(&alias.text);
        push_u32(&mut self.regular, self.count);
        let condition = self.condition(&AliasRules::of(alias))?;
        self.add(NewPattern {
            entity,
            // Its case is its own.
            case: Some(match alias.case {
                Some(Case::Ignore) => Case::Ignore,
                _ => Case::Exact,
            }),
            telling: false,
            variant: Variant::Regex,
            variants: None,
            is_name: false,
            anywhere: alias.boundary == Boundary::None,
            folded: true,
            condition,
            start,
            length: narrow("bytes of names", alias.text.len())?,
            lead: 0,
            tail: 0,
        })
    }

    /// Notes the keys of the words of a form, and its first word with its case where that must be `exact`; `false` if more stands between two of
    /// them than is ever looked at.
    fn keys(&mut self, number: u32, text: &str, exact: bool) -> bool {
        let words = self.words.as_slice();
        let before = self.prefixes.len();
        let mut key = first_key(words[0].key.hash);
        for pair in words.windows(2) {
            self.prefixes.push(key);
            let between = &text[pair[0].end()..pair[1].start()];
            let Some(next) = next_key(key, between, pair[1].key.hash) else {
                self.prefixes.truncate(before);
                return false;
            };
            key = next;
            if self.prefixes.len() == before + 1 {
                self.pairs.push(key);
            }
        }
        let first = FormStart {
            head: words[0].key.head,
            in_ascii: in_ascii(&text[words[0].start()..words[0].end()], exact),
            goes_on: words.len() > 1,
        };
        // Most entities list forms that begin alike.
        if self.starts.last() != Some(&first) {
            self.starts.push(first);
        }
        self.whole.push((key, number));
        true
    }

    /// Where the condition of an alias stands, if it has one.
    fn condition(&mut self, rules: &AliasRules) -> Result<Option<u32>> {
        if rules.needs.is_empty() && rules.unless.is_empty() {
            return Ok(None);
        }
        let condition = [self.phrases(&rules.needs)?, self.phrases(&rules.unless)?];
        if let Some(&place) = self.condition_places.get(&condition) {
            return Ok(Some(place));
        }
        let place = narrow("conditions", self.conditions.len() / 4)?;
        for phrases in &condition {
            push_u32(&mut self.conditions, narrow("conditions", phrases.len())?);
            for &phrase in phrases {
                push_u32(&mut self.conditions, phrase);
            }
        }
        self.condition_places.insert(condition, place);
        Ok(Some(place))
    }

    fn phrases(&mut self, phrases: &[Arc<str>]) -> Result<Vec<u32>> {
        let mut numbers = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            let phrase = fold(phrase);
            let next = narrow("conditions", self.phrase_numbers.len())?;
            let number = *self
                .phrase_numbers
                .entry(phrase)
                .or_insert_with_key(|phrase| {
                    self.phrases.push_str(phrase);
                    next
                });
            if number == next {
                let end = narrow("conditions", self.phrases.len())?;
                push_u32(&mut self.phrase_ends, end);
            }
            numbers.push(number);
        }
        Ok(numbers)
    }
}

/// What is never found for an entity.
struct Blocked<'a> {
    /// Folded.
    forms: Vec<String>,
    regexes: Vec<&'a str>,
}

impl<'a> Blocked<'a> {
    fn of(details: &'a Details) -> Self {
        let (regexes, forms): (Vec<&Alias>, _) = details
            .others()
            .filter(|alias| alias.blocked)
            .partition(|alias| alias.regex);
        Self {
            forms: forms.iter().map(|alias| fold(alias.text.trim())).collect(),
            regexes: regexes.iter().map(|alias| &*alias.text).collect(),
        }
    }

    fn has_form(&self, form: &str) -> bool {
        !self.forms.is_empty() && self.forms.contains(&fold(form.trim()))
    }

    fn has_regex(&self, regex: &str) -> bool {
        self.regexes.contains(&regex)
    }
}

/// What is to be known of a form that the dictionary lists without rules of its own.
fn listed_variant(text: &str, kind: Kind) -> Variant {
    let class = kind.class;
    if kind.is_date {
        return Variant::Listed;
    }
    if is_too_short(text) {
        Variant::Short
    } else if is_calendar_word(text) {
        Variant::Calendar
    } else if class == TypeClass::Term {
        Variant::Listed
    } else if is_ordinary_name(text) || (class == TypeClass::Organization && is_nationality(text)) {
        Variant::Ordinary
    } else if class == TypeClass::Person
        && !text.contains(|c: char| !c.is_alphabetic())
        && !has_unspaced_script(text)
    {
        Variant::NameWord
    } else {
        Variant::Listed
    }
}

/// What the type of an entity tells.
#[derive(Clone, Copy)]
struct Kind {
    class: TypeClass,
    /// It says nothing of what its entities are.
    untyped: bool,
    is_date: bool,
}

impl Kind {
    fn of(entity_type: &str) -> Self {
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|name| entity_type.eq_ignore_ascii_case(name))
        };
        Self {
            class: TypeClass::of(entity_type),
            untyped: is(&["", "ent", "entity", "misc", "name", "thing"]),
            is_date: is(&["date", "time", "year"]),
        }
    }
}

/// How a word whose first eight bytes are ASCII must be written to be the first word of a form.
fn in_ascii(first: &str, exact: bool) -> InAscii {
    if exact {
        return WordKey::written(first).map_or(InAscii::Never, InAscii::Written);
    }
    if first.is_ascii() {
        return InAscii::AnyCase;
    }
    // `ß` is `ss`.
    let letters = first.chars().flat_map(|letter| Folding::CASE.of(letter));
    if letters.take(8).all(|letter| letter.is_ascii()) {
        InAscii::AnyCase
    } else {
        InAscii::Never
    }
}

fn narrow(what: &'static str, count: usize) -> Result<u32> {
    u32::try_from(count).map_err(|_| Error::DictionaryTooLarge {
        what,
        count: count as u64,
        limit: u64::from(u32::MAX),
    })
}

/// Where a part of a string begins in it.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Whether words can find a form: it has one, and no script without spaces.
fn is_of_words(text: &str) -> bool {
    text.chars()
        .any(|character| char_class(character) == CharClass::Spaced)
        && !has_unspaced_script(text)
}
