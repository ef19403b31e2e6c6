//! Folding: the form in which text and aliases are compared.

/// Folds what is written in many ways and read as one, leaving case alone: typographic apostrophes and quotes to `'` and `"`, the hyphens
/// U+2010 and U+2011 to `-`, any white space to a space.
pub(crate) fn fold_shape(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{02B9}' | '\u{2032}'
        | '\u{FF07}' | '\u{60}' | '\u{B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}'
        | '\u{FF02}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}' | '\u{2043}' => '-',
        c if c.is_ascii() => {
            if c.is_ascii_whitespace() || c == '\u{B}' {
                ' '
            } else {
                c
            }
        }
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Folds the case of a character, where its lower-case form is one character; the rest stay as they are.
pub(crate) fn fold_case(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => character,
    }
}

/// Folds a string the way names are compared when case is ignored: shapes, case, and runs of white space to one space, none at the ends.
///
/// # Example
/// ```
/// assert_eq!(comention::text::fold("  Sam\n ALTMAN’s "), "sam altman's");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in folded_shapes(text.trim()) {
        folded.push(fold_case(character));
    }
    folded
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_to_one_form() {
        assert_eq!(fold("O’Neil"), fold("O'NEIL"));
        assert_eq!(fold("e\u{2011}mail"), "e-mail");
        assert_eq!(fold("New\u{A0}\u{A0}York"), "new york");
        assert_eq!(fold("e–mail"), "e–mail", "an en dash joins two names");
    }

    #[test]
    fn keeps_what_has_no_single_lower_case_form() {
        assert_eq!(fold_case('İ'), 'İ');
        assert_eq!(fold_case('Σ'), 'σ');
    }
}
