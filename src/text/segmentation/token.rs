//! What stands before a stop.

use super::characters::{char_before, is_east_asian, is_word};

/// A token is read no further back than this; no abbreviation is as long.
const LONGEST_TOKEN: usize = 24;

/// White space before a token is passed over no further than this.
const MOST_SPACE: usize = 8;

/// The letters, digits, dots, hyphens and ampersands right before a stop. Empty in scripts without spaces, which do not abbreviate with dots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    /// The token goes on to the left, so it is nothing but a long word.
    cut: bool,
}

impl<'t> Token<'t> {
    /// Reads back from `end`, at most to `floor`.
    pub(super) fn before(text: &'t str, floor: usize, end: usize) -> Self {
        let bytes = text.as_bytes();
        let mut start = end;
        let mut cut = false;
        while start > floor {
            let byte = bytes[start - 1];
            let width = if byte.is_ascii() {
                if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'&')) {
                    break;
                }
                1
            } else {
                match char_before(text, start) {
                    Some(c) if (is_word(c) && !is_east_asian(c)) || is_mark(c) => c.len_utf8(),
                    _ => break,
                }
            };
            if end - start >= LONGEST_TOKEN {
                cut = true;
                break;
            }
            start -= width;
        }
        Self {
            text,
            start,
            end,
            cut,
        }
    }

    pub(super) fn as_str(&self) -> &'t str {
        &self.text[self.start..self.end]
    }

    /// Where the token starts.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// Whether it can be something else than a plain word.
    pub(super) const fn is_short(&self) -> bool {
        !self.cut && self.end > self.start
    }

    /// What stands after the last hyphen: `Mass` in `D-Mass`.
    pub(super) fn last_part(&self) -> &'t str {
        let token = self.as_str();
        let hyphen = token.bytes().rposition(|byte| byte == b'-');
        hyphen.map_or(token, |hyphen| &token[hyphen + 1..])
    }

    /// The token before this one, with the white space between passed over.
    pub(super) fn previous(&self, floor: usize) -> Self {
        Self::before(self.text, floor, self.space_before(floor))
    }

    /// The character before this token, with the white space between passed over.
    pub(super) fn sign_before(&self, floor: usize) -> Option<char> {
        let end = self.space_before(floor);
        char_before(self.text, end).filter(|_| end > floor)
    }

    fn space_before(&self, floor: usize) -> usize {
        let mut end = self.start;
        for _ in 0..MOST_SPACE {
            match char_before(self.text, end) {
                Some(c) if end > floor && c.is_whitespace() => end -= c.len_utf8(),
                _ => break,
            }
        }
        end
    }

    /// Three or more letters and nothing else: a word that can end a sentence.
    pub(super) fn is_plain_word(&self) -> bool {
        let letters = self.as_str();
        letters.chars().count() >= 3 && letters.chars().all(char::is_alphabetic)
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    c.general_category_group() == GeneralCategoryGroup::Mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> (&str, &str) {
        let token = Token::before(text, 0, text.len());
        (token.as_str(), token.previous(0).as_str())
    }

    #[test]
    fn tokens_keep_inner_dots_and_hyphens() {
        assert_eq!(tokens("in the U.S"), ("U.S", "the"));
        assert_eq!(tokens("(D-Mass"), ("D-Mass", ""));
        assert_eq!(tokens("for AT&T"), ("AT&T", "for"));
        assert_eq!(tokens("am\n 3"), ("3", "am"));
        assert_eq!(tokens("l’av"), ("av", ""));
        assert_eq!(tokens("mit Ä"), ("Ä", "mit"));
        assert_eq!(tokens("die Ma\u{308}nner"), ("Ma\u{308}nner", "die"));
        assert_eq!(tokens("left "), ("", "left"));
        assert_eq!(tokens("甲はYahoo"), ("Yahoo", ""));
        assert_eq!(Token::before("D-Mass", 0, 6).last_part(), "Mass");
    }

    #[test]
    fn long_tokens_are_plain() {
        let text = "é".repeat(100);
        assert!(!Token::before(&text, 0, text.len()).is_short());
        assert!(!Token::before("", 0, 0).is_short());
        assert!(Token::before("Mr", 0, 2).is_short());
        assert!(!Token::before("字", 0, 3).is_short());
    }
}
