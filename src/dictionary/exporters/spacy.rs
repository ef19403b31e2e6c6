//! Patterns for spaCy's `EntityRuler`.

use std::io::{self, Write};

use serde::Serialize;

use super::forms;
use crate::dictionary::{Alias, Case, Dictionary};

/// The label of entities without a type: spaCy wants one.
const UNTYPED: &str = "ENTITY";

#[derive(Serialize)]
struct Row<'a> {
    label: &'a str,
    pattern: Pattern<'a>,
    id: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Pattern<'a> {
    Phrase(&'a str),
    Tokens(Vec<Token>),
}

#[derive(Serialize)]
struct Token {
    #[serde(rename = "LOWER")]
    lower: String,
}

pub(super) fn write(dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
    for entity in dictionary.entities() {
        let entity = entity.to_entity();
        let label = match entity.entity_type.as_str() {
            "" => UNTYPED,
            known => known,
        };
        for form in forms(&entity) {
            // Tokens in lower case would lose how the name is spelt.
            let pattern = match lower_tokens(&form) {
                Some(tokens) if form.text != entity.name => Pattern::Tokens(tokens),
                _ => Pattern::Phrase(&form.text),
            };
            let row = Row {
                label,
                pattern,
                id: entity.id.as_str(),
            };
            serde_json::to_writer(&mut *output, &row)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// Whether a pattern finds a form in the case it asks for; `is_name` if it is its entity's name.
pub(super) fn carries_case(form: &Alias, is_name: bool) -> bool {
    form.case == Some(Case::Exact) || (!is_name && lower_tokens(form).is_some())
}

/// The tokens of a form in any case, if it is sure how spaCy cuts it: plain words with a space between them.
fn lower_tokens(form: &Alias) -> Option<Vec<Token>> {
    let is_word = |word: &str| {
        !word.is_empty()
            && (word.bytes().all(|byte| byte.is_ascii_alphabetic())
                || word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if form.case != Some(Case::Ignore) || !form.text.split(' ').all(is_word) {
        return None;
    }
    let words = form.text.split(' ');
    Some(
        words
            .map(|word| Token {
                lower: word.to_ascii_lowercase(),
            })
            .collect(),
    )
}
