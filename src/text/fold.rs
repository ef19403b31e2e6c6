//! Folding: the form in which text and aliases are compared.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::han::simplified;
use super::letters::fold_case;
use super::reading::read;

/// Folds what is written in many ways and read as one, leaving case alone: typographic apostrophes and quotes to `'` and `"`, the hyphens
/// U+2010 and U+2011 to `-`, any white space to a space, full-width signs and letters to plain ones, traditional Chinese characters to
/// simplified ones. What takes more than one character for another is the business of [reading](super::reading).
#[inline]
pub(crate) fn fold_shape(character: char) -> char {
    if character.is_ascii() {
        return match character {
            '`' => '\'',
            '\t'..='\r' => ' ',
            _ => character,
        };
    }
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{02B9}' | '\u{2032}'
        | '\u{FF07}' | '\u{FF40}' | '\u{B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}'
        | '\u{FF02}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}' | '\u{2043}' => '-',
        // The sign of the micron is a letter.
        '\u{B5}' => 'μ',
        '\u{3400}'..='\u{9FFF}' => simplified(character),
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).expect("printable ASCII is as long")
        }
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Folds a string the way names are compared when case is ignored: what the reader sees, shapes and case folded, runs of white space as one
/// space, none at the ends.
///
/// # Example
/// ```
/// use comention::text::fold;
///
/// assert_eq!(fold("  Sam\n ALTMAN’s "), "sam altman's");
/// assert_eq!(fold("STRASSE"), fold("Straße"));
/// assert_eq!(fold("co\u{AD}op"), "coop");
/// ```
pub fn fold(text: &str) -> String {
    let read = read(text);
    let mut folded = String::with_capacity(read.len());
    for character in folded_shapes(read.trim()) {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else {
            folded.extend(fold_case(character));
        }
    }
    if is_nfc(&folded) {
        folded
    } else {
        folded.nfc().collect()
    }
}

/// The characters of a text with shapes folded and each run of white space as one space.
pub(crate) fn folded_shapes(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut after_space = false;
    text.chars().map(fold_shape).filter(move |&character| {
        let repeated = character == ' ' && after_space;
        after_space = character == ' ';
        !repeated
    })
}

/// A form as it is compared with text: as it is read, with shapes folded. Most forms are as they are listed.
pub(crate) fn folded_form(listed: &str) -> Cow<'_, str> {
    let plain = |&byte: &u8| (b' '..0x7F).contains(&byte) && byte != b'`';
    if listed.as_bytes().iter().all(plain) && !listed.contains("  ") {
        return Cow::Borrowed(listed);
    }
    let read = read(listed);
    let shown = read.trim();
    if shown.len() == listed.len() && folded_shapes(shown).eq(listed.chars()) {
        return Cow::Borrowed(listed);
    }
    Cow::Owned(folded_shapes(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::char_class;

    #[test]
    fn folds_to_one_form() {
        assert_eq!(fold("O’Neil"), fold("O'NEIL"));
        assert_eq!(fold("e\u{2011}mail"), "e-mail");
        assert_eq!(fold("New\u{A0}\u{A0}York"), "new york");
        assert_eq!(fold("e–mail"), "e–mail", "an en dash joins two names");
        assert_eq!(fold("Ｎｅｗ\u{3000}Ｙｏｒｋ"), "new york");
        assert_eq!(fold("Ϊ\u{301}"), fold("ΐ"));
        assert_eq!(fold("J\u{30C}"), "ǰ");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for character in '\0'..='\u{2FFFF}' {
            let shape = fold_shape(character);
            assert_eq!(fold_shape(shape), shape, "{character:?}");
            for text in [character.to_string(), format!("a{character}b{character}")] {
                let once = fold(&text);
                assert_eq!(fold(&once), once, "{text:?}");
            }
        }
    }

    #[test]
    fn shapes_change_no_border_of_a_word() {
        for character in '\0'..=char::MAX {
            let shape = fold_shape(character);
            let rewritten = matches!(character, '\u{02BC}' | '\u{02B9}');
            assert!(
                rewritten || char_class(shape) == char_class(character),
                "{character:?}"
            );
        }
    }

    #[test]
    fn forms_that_folding_leaves_alone_are_not_copied() {
        for (listed, copied) in [
            ("Deutsche Bank", false),
            ("Łódź", false),
            ("O’Neil", true),
            ("Deutsche  Bank", true),
            ("of\u{FB01}ce", true),
            ("Zoe\u{308}", true),
        ] {
            assert_eq!(
                matches!(folded_form(listed), Cow::Owned(_)),
                copied,
                "{listed}"
            );
        }
    }
}
