//! What one character shows where it stands: itself, nothing, others, or a part of the letter before it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{
    canonical_combining_class, compose, decompose_canonical, decompose_compatible,
};

use super::fold::fold_shape;

/// Whether a character, behind another, makes that a text is not read as it is written.
#[inline]
pub(super) fn needs_reading(previous: char, character: char) -> bool {
    match character {
        '\u{80}'..='\u{2FF}' => matches!(
            character,
            '\u{AD}'
                | '\u{132}'..='\u{133}'
                | '\u{13F}'..='\u{140}'
                | '\u{149}'
                | '\u{17F}'
                | '\u{1C4}'..='\u{1CC}'
                | '\u{1F1}'..='\u{1F3}'
                | '\u{2B9}'
                | '\u{2BC}'
        ),
        // Accents that stand behind their letters.
        '\u{300}'..='\u{36F}' => true,
        // Greek and Cyrillic.
        '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' => matches!(
            character,
            '\u{374}' | '\u{37E}' | '\u{387}' | '\u{3D0}'..='\u{3D6}' | '\u{3F0}'..='\u{3F2}' | '\u{3F4}'..='\u{3F5}' | '\u{3F9}'
        ),
        // From Armenian to Thai and Lao.
        '\u{530}'..='\u{EFF}' => {
            matches!(
                character,
                '\u{587}'
                    | '\u{61C}'
                    | '\u{675}'..='\u{678}'
                    | '\u{958}'..='\u{95F}'
                    | '\u{9DC}'..='\u{9DD}'
                    | '\u{9DF}'
                    | '\u{A33}'
                    | '\u{A36}'
                    | '\u{A59}'..='\u{A5B}'
                    | '\u{A5E}'
                    | '\u{B5C}'..='\u{B5D}'
            ) || is_out_of_order(previous, character)
        }
        // ASCII, accented Latin, dashes and quotes, Chinese and Japanese, Korean, full-width signs, pictures.
        '\0'..='\u{7F}'
        | '\u{1E00}'..='\u{1E99}'
        | '\u{1E9C}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FE}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{1F252}'..='\u{1FAFF}' => false,
        _ => {
            is_hidden(previous, character)
                || is_out_of_order(previous, character)
                || is_taken_apart(character)
        }
    }
}

/// Whether a character shows nothing where it stands. The two joiners do in scripts whose letters they shape, and in pictures.
pub(super) fn is_hidden(previous: char, character: char) -> bool {
    match character {
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'
        | '\u{200E}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}' => true,
        '\u{200C}' | '\u{200D}' => !matches!(previous,
            '\u{590}'..='\u{10FF}' | '\u{1200}'..='\u{1CFF}' | '\u{2190}'..='\u{2BFF}' | '\u{A800}'..='\u{ABFF}'
            | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{11FFF}' | '\u{1E800}'..='\u{1FAFF}'),
        _ => false,
    }
}

/// How much a text that begins with a hidden character hides: behind a soft hyphen the end of the line, too.
pub(super) fn hidden_length(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if !rest.starts_with('\u{AD}') {
        return first;
    }
    let behind = &rest[first..];
    let line_end = ["\r\n", "\n", "\r"]
        .into_iter()
        .find(|line_end| behind.starts_with(line_end))
        .map_or(0, str::len);
    let next = behind[line_end..].trim_start_matches([' ', '\t']);
    if line_end > 0 && next.starts_with(char::is_alphanumeric) {
        rest.len() - next.len()
    } else {
        first
    }
}

/// Whether a character belongs to the letter before it.
pub(super) fn continues(previous: char, character: char) -> bool {
    if character < '\u{300}' {
        return false;
    }
    matches!(character, '\u{1160}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}')
        || canonical_combining_class(character) != 0
        || joins(previous, character)
}

/// Whether a character, or the first part of it, makes one with what is before it.
fn joins(previous: char, character: char) -> bool {
    if compose(previous, character).is_some() {
        return true;
    }
    // Vowels in two parts, of which the first joins the vowel before: in Tulu and Kirat Rai only.
    let mut first = None;
    if character >= '\u{11380}' {
        decompose_canonical(character, |part| {
            first.get_or_insert(part);
        });
    }
    first.is_some_and(|first| first != character && compose(previous, first).is_some())
}

/// Whether a mark makes one character of what is before it, or has to stand before it.
fn is_out_of_order(previous: char, character: char) -> bool {
    let class = canonical_combining_class(character);
    (class != 0 && canonical_combining_class(previous) > class) || joins(previous, character)
}

/// Whether a character is read as others.
fn is_taken_apart(character: char) -> bool {
    let mut plain = String::new();
    push_plain(character, &mut plain);
    !plain.nfc().eq([character])
}

/// Appends what a character is read as, accents apart.
pub(super) fn push_plain(character: char, parts: &mut String) {
    let shape = fold_shape(character);
    if character.is_ascii() || character.is_whitespace() || is_kept(character) {
        parts.push(character);
    } else if shape != character {
        parts.push(shape);
    } else {
        let start = parts.len();
        decompose_compatible(character, |part| parts.push(part));
        // An accent by itself stays one.
        if parts[start..].starts_with(' ') {
            parts.truncate(start);
            parts.push(character);
        }
    }
}

/// Whether a character means something else than the letters and digits it is made of: superscripts, fractions, trade marks; or is better
/// left in one: dots, letters of Korean by themselves, a vowel of Thai and of Lao.
fn is_kept(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{BF}' | '\u{2B0}'..='\u{2B8}' | '\u{2BA}' | '\u{2BB}' | '\u{2BD}'..='\u{2FF}'
        | '\u{558}' | '\u{58B}' | '\u{58C}' | '\u{E33}' | '\u{EB3}' | '\u{EDC}' | '\u{EDD}' | '\u{10FC}' | '\u{1D2C}'..='\u{1DBF}' | '\u{2017}'..='\u{207F}'
        | '\u{2120}' | '\u{2122}' | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2C7D}' | '\u{2D6F}'
        | '\u{3131}'..='\u{319F}' | '\u{A69C}' | '\u{A69D}' | '\u{A770}' | '\u{A7F2}'..='\u{A7F9}' | '\u{AB5C}'..='\u{AB69}'
        | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE32}' | '\u{FFA0}'..='\u{FFDC}' | '\u{10780}'..='\u{107BF}'
        | '\u{1F16A}'..='\u{1F16C}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::char_class;

    #[test]
    fn what_is_read_as_it_is_needs_no_reading() {
        let mut wrong = Vec::new();
        for character in '\u{80}'..=char::MAX {
            let mut plain = String::new();
            push_plain(character, &mut plain);
            let read: String = plain.nfc().collect();
            if needs_reading('\0', character) {
                let mark = ('\u{300}'..='\u{36F}').contains(&character);
                if !(mark || is_hidden('\0', character) || is_taken_apart(character)) {
                    wrong.push((character, read));
                }
            } else {
                let shape = fold_shape(character);
                let alike = read.chars().eq([shape]) && char_class(shape) == char_class(character);
                let kept = is_kept(character) || character.is_whitespace();
                let skipped = ('\u{2010}'..='\u{205E}').contains(&character);
                if is_hidden('\0', character) || !(alike || kept || skipped) {
                    wrong.push((character, read));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
