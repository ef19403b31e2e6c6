//! The smart rule's doubts: short forms and ordinary words, by what is around them.

use std::ops::Range;

use comention::dictionary::Case;

use super::{Form, Place, folded, is_ordinary, lower};

/// What makes that a form is not a name wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    None,
    Short,
    Ordinary,
}

pub(super) fn doubt(form: &Form, case: Case) -> Doubt {
    let text = folded(form.text.trim());
    let bare = text.strip_suffix('.').unwrap_or(&text);
    let number = bare.len() <= 3 && bare.chars().all(|c| c.is_ascii_digit());
    if case != Case::Smart {
        Doubt::None
    } else if bare.chars().count() < 2 || number {
        Doubt::Short
    } else if is_ordinary_name(&text) {
        Doubt::Ordinary
    } else {
        Doubt::None
    }
}

/// Whether a form is one ordinary word that begins with a capital, or is in capitals.
fn is_ordinary_name(form: &str) -> bool {
    let rest: Vec<char> = form.chars().skip(1).collect();
    form.starts_with(char::is_uppercase)
        && form.chars().all(char::is_alphabetic)
        && (rest.iter().all(|c| c.is_lowercase()) || rest.iter().all(|c| c.is_uppercase()))
        && is_ordinary(&lower(form))
}

pub(super) fn is_in_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_uppercase)
}

/// Whether an ordinary word is written as a name.
pub(super) fn stands_as_name(text: &str, start: usize, end: usize) -> bool {
    if is_in_capitals(&text[start..end]) {
        return !is_shouted(text, start, end);
    }
    !begins_sentence(text, start) && !is_remark(text, start, end)
}

/// Whether the line of a word has other capitals, and nothing small.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let breaks = ['\n', '\r', '\u{C}', '\u{2028}', '\u{2029}'];
    let before = text[..start].rsplit(breaks).next().unwrap_or_default();
    let after = text[end..].split(breaks).next().unwrap_or_default();
    let line = || {
        before
            .chars()
            .rev()
            .take(100)
            .chain(after.chars().take(100))
    };
    !line().any(char::is_lowercase) && line().filter(|c| c.is_uppercase()).count() > 1
}

/// Whether brackets between sentences hold a word and nothing else.
fn is_remark(text: &str, start: usize, end: usize) -> bool {
    [('(', ')'), ('[', ']')].iter().any(|&(open, close)| {
        let outside = text[..start].strip_suffix(open);
        text[end..].starts_with(close)
            && outside.is_some_and(|before| {
                let last = before.trim_end().chars().next_back();
                !last.is_some_and(|c| c.is_alphanumeric() || c == ',')
            })
    })
}

/// Whether a word next to a place has a capital, and is no part of a name that is listed.
pub(super) fn is_part_of_name(
    places: &[Place<'_>],
    case: Case,
    text: &str,
    start: usize,
    end: usize,
) -> bool {
    let is_name = |word: &Range<usize>| {
        let listed = places.iter().any(|place| {
            place.start <= word.start
                && word.end <= place.end
                && place
                    .forms
                    .iter()
                    .any(|form| doubt(form, case) == Doubt::None)
        });
        let word = &text[word.clone()];
        let compound = word
            .rsplit_once('-')
            .is_some_and(|(_, last)| is_ordinary(last));
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && !compound
            && !listed
    };
    let led = word_before(text, start).is_some_and(|word| {
        let apart = !text[word.end..start].trim().is_empty();
        let plain = begins_sentence(text, word.start) && is_ordinary(&lower(&text[word.clone()]));
        is_name(&word) && !apart && !plain
    });
    let of = text[end..].strip_prefix(" of ");
    led || word_after(text, end).is_some_and(|word| is_name(&word))
        || of.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a place is where a sentence begins. A stop behind a capital by itself ends none.
fn begins_sentence(text: &str, at: usize) -> bool {
    let between = " \u{A0}\"'“‘«([*_-–—";
    let before = text[..at].trim_end_matches(|c| between.contains(c));
    let Some(rest) = before.strip_suffix('.') else {
        return before.is_empty()
            || before.ends_with(|c| "!?:;\n\r\u{C}\u{2028}\u{2029}…•|".contains(c));
    };
    let word = rest
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    !(word.chars().count() < 2 && word.starts_with(char::is_uppercase))
}

const BETWEEN_WORDS: [char; 4] = [' ', '\u{A0}', '\n', '\r'];

/// Where the word before a place is, behind which there may be a stop, and is white space.
fn word_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].trim_end_matches(BETWEEN_WORDS);
    if before.len() == at || is_blank_line(&text[before.len()..at]) {
        return None;
    }
    let before = before.strip_suffix('.').unwrap_or(before);
    let start = before.trim_end_matches(in_neighbour).len();
    (start < before.len()).then_some(start..before.len())
}

/// Where the word after a place and after white space is.
fn word_after(text: &str, at: usize) -> Option<Range<usize>> {
    let after = text[at..].trim_start_matches(BETWEEN_WORDS);
    let start = text.len() - after.len();
    let length = after.len() - after.trim_start_matches(in_neighbour).len();
    (start > at && length > 0 && !is_blank_line(&text[at..start])).then_some(start..start + length)
}

fn is_blank_line(gap: &str) -> bool {
    gap.matches('\n').count() > 1
}

fn in_neighbour(character: char) -> bool {
    character.is_alphanumeric() || character == '-'
}
