//! Texts as tokens, for formats that speak of nothing else.

use crate::text::{CharClass, Span, char_class, is_mark};

/// Cuts a text into tokens: words as the matcher sees them, each sign on its own, and white space where it is more than the one space between
/// two tokens. Each of `borders`, which rise, parts two tokens too, unless white space is on both its sides. So every byte is in a token or is such
/// a space.
pub(super) fn cut(text: &str, borders: &[usize], mut each: impl FnMut(Span)) {
    let mut borders = borders.iter().copied().peekable();
    let mut start = 0;
    let mut before: Option<Kind> = None;
    for (place, character) in text.char_indices() {
        let kind = Kind::of(character);
        let mut parts = before.is_some_and(|before| before.parts_from(kind));
        let is_inside_white = kind == Kind::White && before == Some(Kind::White);
        while let Some(border) = borders.next_if(|&border| border <= place) {
            parts |= border == place && !is_inside_white;
        }
        if parts {
            push(text, Span::new(start, place), &mut each);
            start = place;
        }
        before = Some(kind);
    }
    push(text, Span::new(start, text.len()), &mut each);
}

/// White space gives its first space to the token before it, if there is one.
fn push(text: &str, span: Span, each: &mut impl FnMut(Span)) {
    let is_gap = span.start() > 0
        && span.of(text).starts_with(' ')
        && !text[..span.start()].ends_with(is_white);
    let span = Span::new(span.start() + usize::from(is_gap), span.end());
    if !span.is_empty() {
        each(span);
    }
}

/// White space as Python sees it, which counts the separators among the control characters.
pub(super) fn is_white(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    White,
    /// Letters and digits of a script with spaces: they run on.
    Spaced,
    /// A character that is a token, but for what combines with it.
    Single,
    /// A mark without a letter, which stays with what is before it.
    Joins,
}

impl Kind {
    fn of(character: char) -> Self {
        if is_white(character) {
            return Self::White;
        }
        match char_class(character) {
            CharClass::Spaced | CharClass::Unspaced if is_mark(character) => Self::Joins,
            CharClass::Spaced => Self::Spaced,
            // Variation selectors and the like are marks; emoji are joined by U+200D, which is a word character.
            CharClass::Unspaced | CharClass::Other => Self::Single,
        }
    }

    fn parts_from(self, next: Self) -> bool {
        match next {
            Self::White => self != Self::White,
            Self::Spaced => !matches!(self, Self::Spaced | Self::Joins),
            Self::Joins => self == Self::White,
            Self::Single => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens<'t>(text: &'t str, borders: &[usize]) -> Vec<&'t str> {
        let mut found = Vec::new();
        cut(text, borders, |span| found.push(span.of(text)));
        found
    }

    #[test]
    fn texts_are_cut_at_words_and_signs() {
        assert_eq!(
            tokens("The H800's, (best).", &[]),
            ["The", "H800", "'", "s", ",", "(", "best", ")", "."]
        );
        assert_eq!(tokens("芯片 AI", &[]), ["芯", "片", "AI"]);
        assert_eq!(tokens("Cafe\u{301}s", &[]), ["Cafe\u{301}s"]);
        assert_eq!(tokens("", &[]), [""; 0]);
    }

    #[test]
    fn one_space_is_between_tokens_and_more_is_one() {
        assert_eq!(tokens("a b", &[]), ["a", "b"]);
        assert_eq!(tokens("a  b", &[]), ["a", " ", "b"]);
        assert_eq!(tokens("a\n\nb ", &[]), ["a", "\n\n", "b"]);
        assert_eq!(tokens(" a", &[]), [" ", "a"]);
        assert_eq!(tokens("a \n b", &[]), ["a", "\n ", "b"]);
    }

    #[test]
    fn borders_part_words() {
        assert_eq!(tokens("Chatbot x", &[0, 4, 9]), ["Chat", "bot", "x"]);
        assert_eq!(tokens("a  b", &[2]), ["a", " ", "b"]);
        assert_eq!(tokens("a\n\n b", &[3]), ["a", "\n\n ", "b"]);
        assert_eq!(tokens("a\u{1c} b", &[]), ["a", "\u{1c} ", "b"]);
    }
}
