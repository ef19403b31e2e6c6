//! Characters that cannot be seen, or that look like others.

use super::Diagnostic;
use crate::text::{CharClass, char_class};

/// Letters of Greek that look like Latin ones in every font. Greek letters that do not are part of many names (`NF-κB`).
const GREEK_LOOKALIKES: &str = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ";

/// What is to be said of the characters of a form.
pub(super) fn check(text: &str) -> Vec<(Diagnostic, String)> {
    let mut told = Vec::new();
    let mut before = None;
    for (at, character) in (1..).zip(text.chars()) {
        if is_invisible(before, character) {
            let code = u32::from(character);
            told.push((
                Diagnostic::InvisibleCharacter,
                format!("character {at} is U+{code:04X}, which cannot be seen"),
            ));
            break;
        }
        before = Some(character);
    }
    let mut words = text.split(|character| char_class(character) == CharClass::Other);
    told.extend(words.find_map(foreign_letter).map(|(word, letter)| {
        let code = u32::from(letter);
        let alphabet = if is_cyrillic(letter) {
            "Cyrillic"
        } else {
            "Greek"
        };
        let message = format!("`{letter}` in `{word}` is {alphabet} (U+{code:04X})");
        (Diagnostic::MixedScripts, message)
    }));
    told
}

/// Control, zero-width and direction characters, but for tabs and line ends, which are spaces. Joiners are letters in the scripts that need
/// them.
fn is_invisible(before: Option<char>, character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{200C}' | '\u{200D}' => before.is_none_or(|letter| letter.is_ascii()),
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' => true,
        other => other.is_control(),
    }
}

/// The first letter of a word with Latin letters that belongs to another alphabet that looks like it; or, where those are most, the first
/// Latin one's rivals all the same: which were meant, nobody can tell.
fn foreign_letter(word: &str) -> Option<(&str, char)> {
    let has_latin = word.chars().any(is_latin);
    let foreign = |&letter: &char| is_cyrillic(letter) || GREEK_LOOKALIKES.contains(letter);
    let letter = word.chars().find(foreign)?;
    has_latin.then_some((word, letter))
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
            && letter.is_alphabetic()
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}')
}
