//! Which characters make words, and where a name may begin and end.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a character means for word boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharClass {
    /// Space, punctuation, symbol: belongs to no word.
    Other,
    /// A letter, mark, digit or connector of a script that writes spaces between words.
    Spaced,
    /// A letter, mark or digit of a script that does not: Han, Kana, Thai, Lao, Khmer, Myanmar.
    Unspaced,
}

/// Classifies a character: letters, marks, numbers, connector punctuation (`_`) and U+200D are word characters.
///
/// # Example
/// ```
/// use comention::text::{CharClass, char_class};
///
/// assert_eq!(char_class('é'), CharClass::Spaced);
/// assert_eq!(char_class('_'), CharClass::Spaced);
/// assert_eq!(char_class('東'), CharClass::Unspaced);
/// assert_eq!(char_class('’'), CharClass::Other);
/// ```
pub fn char_class(character: char) -> CharClass {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() || character == '_' {
            CharClass::Spaced
        } else {
            CharClass::Other
        };
    }
    // The two ranges that fill Chinese and Japanese texts, before the table is asked.
    if matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}') {
        return CharClass::Unspaced;
    }
    let is_word = character == '\u{200D}'
        || match character.general_category() {
            GeneralCategory::ConnectorPunctuation => true,
            _ => matches!(
                character.general_category_group(),
                GeneralCategoryGroup::Letter
                    | GeneralCategoryGroup::Mark
                    | GeneralCategoryGroup::Number
            ),
        };
    match (is_word, is_unspaced_script(character)) {
        (false, _) => CharClass::Other,
        (true, false) => CharClass::Spaced,
        (true, true) => CharClass::Unspaced,
    }
}

/// Whether a character is a mark: an accent, a vowel sign or the like, which belongs to the letter before it.
pub(crate) fn is_mark(character: char) -> bool {
    character > '\u{2FF}' && character.general_category_group() == GeneralCategoryGroup::Mark
}

/// Whether a name may begin or end between two neighbouring characters: always, except inside a word of a script with spaces. `None`
/// stands for the edge of the text.
///
/// # Example
/// ```
/// use comention::text::is_boundary;
///
/// assert!(is_boundary(Some('l'), Some('-')));
/// assert!(!is_boundary(Some('l'), Some('l')));
/// assert!(is_boundary(Some('本'), Some('A'))); // a change of script
/// assert!(is_boundary(Some('東'), Some('京'))); // no spaces to go by
/// ```
pub fn is_boundary(left: Option<char>, right: Option<char>) -> bool {
    let spaced = |side: Option<char>| side.is_some_and(|c| char_class(c) == CharClass::Spaced);
    !(spaced(left) && spaced(right))
}

/// Whether a character belongs to a script written without spaces between words.
fn is_unspaced_script(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}'                             // Thai, Lao
        | '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' | '\u{19E0}'..='\u{19FF}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}' // Han marks and numerals
        | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' // Kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{1AFF0}'..='\u{1B16F}'                         // Kana supplements
        | '\u{20000}'..='\u{3FFFF}' // Han supplements
    )
}

/// Whether the text holds a character of a script without spaces. Looks at bytes, so plain ASCII costs next to nothing.
pub(crate) fn has_unspaced_script(text: &str) -> bool {
    // Such characters are encoded in three or four bytes and no such lead byte is E2 (general punctuation, arrows, symbols), the only
    // one that ordinary Latin text is full of.
    let may_hold = |byte: u8| byte >= 0xE0 && byte != 0xE2;
    text.bytes().any(may_hold)
        && text
            .chars()
            .any(|c| !c.is_ascii() && char_class(c) == CharClass::Unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_joiners_belong_to_words() {
        assert_eq!(char_class('\u{301}'), CharClass::Spaced);
        assert_eq!(char_class('\u{200D}'), CharClass::Spaced);
        assert_eq!(char_class('\u{200B}'), CharClass::Other);
        assert_eq!(char_class('½'), CharClass::Spaced);
    }

    #[test]
    fn scripts_without_spaces() {
        for character in ['東', 'カ', 'ひ', 'ภ', 'က', 'ខ', 'ｶ', '々'] {
            assert_eq!(char_class(character), CharClass::Unspaced, "{character}");
        }
        for character in ['한', 'Ж', 'ع', 'Ａ', 'α'] {
            assert_eq!(char_class(character), CharClass::Spaced, "{character}");
        }
        assert_eq!(char_class('。'), CharClass::Other);
    }

    #[test]
    fn finds_scripts_without_spaces_only_where_they_are() {
        assert!(has_unspaced_script("the city of 東京"));
        assert!(!has_unspaced_script("plain “quoted” text – naïve café €5"));
        assert!(!has_unspaced_script("한국 हिन्दी"));
    }
}
