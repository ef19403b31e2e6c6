//! spaCy's patterns for `EntityRuler` and `SpanRuler`, JSON Lines.
//!
//! spaCy compares tokens, we compare words: a pattern of tokens is a phrase if each token says no more than how it is spelt.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::gathered::Gathered;
use super::phrase::joined;
use super::source::{Lines, malformed};
use super::{ImportRemark, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, Case};
use crate::error::{Place, Result};

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    label: Cow<'a, str>,
    pattern: Pattern,
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a pattern is a string or a list of tokens")]
enum Pattern {
    Phrase(String),
    Tokens(Vec<BTreeMap<String, Value>>),
}

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let mut lines = Lines::new(&mut *source.input, source.path);
    let name = lines.file();
    let file = rows.file(&name);
    let mut gathered = Gathered::default();
    // By the number of the entity: whether its name is spelt as listed, not in lower case only because case does not count.
    let mut has_cased_name: Vec<bool> = Vec::new();
    while let Some((number, line)) = lines.next_filled()? {
        let row: Row<'_> =
            serde_json::from_str(line).map_err(|error| malformed(source.path, number, error))?;
        let Some((phrases, case)) = row.pattern.phrases() else {
            rows.note(ImportRemark::TokenPattern, (file, number));
            continue;
        };
        let place = Place::new(&name, number);
        let entity = match row.id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => gathered.with_id((id, &phrases[0], &row.label), &place)?,
            None => gathered.named(&phrases[0], &row.label, &place),
        };
        let is_cased = case != Case::Ignore;
        if entity == has_cased_name.len() {
            has_cased_name.push(is_cased);
        } else if is_cased && !has_cased_name[entity] {
            has_cased_name[entity] = true;
            gathered.entity(entity).name = phrases[0].as_str().into();
        }
        for phrase in &phrases {
            gathered.alias(entity, Alias::new(phrase).with_case(case));
        }
    }
    gathered.add_to(rows)
}

impl Pattern {
    /// The forms that a pattern finds, and in which case; `None` if it asks for more than words in a row.
    fn phrases(self) -> Option<(Vec<String>, Case)> {
        let tokens = match self {
            Self::Phrase(phrase) if phrase.trim().is_empty() => return None,
            Self::Phrase(phrase) => return Some((vec![phrase], Case::Exact)),
            Self::Tokens(tokens) => tokens,
        };
        let mut words = Vec::new();
        let (mut exact, mut any_case) = (false, false);
        for token in &tokens {
            let mut conditions = token.iter();
            let (Some((attribute, Value::String(word))), None) =
                (conditions.next(), conditions.next())
            else {
                return None;
            };
            let has_case = word.chars().any(char::is_alphabetic);
            match attribute.to_ascii_uppercase().as_str() {
                "ORTH" | "TEXT" => exact |= has_case,
                "LOWER" | "NORM" => any_case |= has_case,
                _ => return None,
            }
            words.push(word.as_str());
        }
        if words.iter().all(|word| word.trim().is_empty()) || (exact && any_case) {
            return None;
        }
        let case = if any_case { Case::Ignore } else { Case::Exact };
        Some((joined(&words), case))
    }
}
