//! What stands behind a stop.

use super::characters::{char_at, is_joining, is_leading, is_lower, is_word, skip_space, stop};

/// How many quotation marks, brackets and dashes may stand before the first letter of a sentence.
const MOST_LEADING: usize = 8;

/// A word is read no further than this; no word of our tables is as long.
const LONGEST_WORD: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Lower,
    Upper,
    Digit,
    /// A letter of a script without case.
    Uncased,
    /// A sign with which no sentence starts: a comma, a further stop.
    Joining,
    Symbol,
}

/// The first thing behind a stop and the white space after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next<'t> {
    text: &'t str,
    pub(super) kind: Kind,
    /// The first of the quotation marks, brackets or dashes before the word.
    pub(super) leading: Option<char>,
    /// Where the word starts.
    pub(super) at: usize,
}

impl<'t> Next<'t> {
    /// Reads on from `at`, which is no white space. Nothing but marks is a symbol.
    pub(super) fn read(text: &'t str, mut at: usize) -> Self {
        let mut leading = None;
        let mut count = 0;
        let kind = loop {
            let Some(c) = char_at(text, at) else {
                break Kind::Symbol;
            };
            if is_word(c) {
                break kind_of_word(c);
            }
            // A name like `.NET`, an amount like `.5`.
            let name = c == '.' && char_at(text, at + 1).is_some_and(is_word);
            if count < MOST_LEADING && (name || is_leading(c)) {
                leading = leading.or(Some(c));
                count += 1;
                at = skip_space(text, at + c.len_utf8());
                continue;
            }
            let joins = is_joining(c) || stop(c).is_some();
            break if joins { Kind::Joining } else { Kind::Symbol };
        };
        Self {
            text,
            kind,
            leading,
            at,
        }
    }

    /// The letters and digits of the word.
    pub(super) fn word(&self) -> &'t str {
        word_at(self.text, self.at)
    }

    /// Whether the word is a number or all in capitals, as in headlines.
    pub(super) fn is_in_capitals(&self) -> bool {
        let word = self.word();
        self.kind == Kind::Digit || (word.len() > 1 && !word.chars().any(is_lower))
    }

    /// The character right behind the word.
    pub(super) fn after_word(&self) -> Option<char> {
        char_at(self.text, self.at + self.word().len())
    }

    /// The kind of the word after the next, if only white space is between.
    pub(super) fn kind_of_second(&self) -> Option<Kind> {
        let end = self.at + self.word().len();
        let second = skip_space(self.text, end);
        char_at(self.text, second)
            .filter(|&c| second > end && is_word(c))
            .map(kind_of_word)
    }

    /// The words after the first, as far as white space alone divides them.
    pub(super) fn following_words(&self) -> impl Iterator<Item = &'t str> {
        let mut at = self.at + self.word().len();
        std::iter::from_fn(move || {
            at = skip_space(self.text, at);
            let word = word_at(self.text, at);
            at += word.len();
            (!word.is_empty()).then_some(word)
        })
    }

    /// Whether the word starts in lower case but is a name all the same (`iPad`, `v3`, `al-Qaeda`).
    pub(super) fn is_lower_name(&self) -> bool {
        self.text[self.at..]
            .chars()
            .take(LONGEST_WORD)
            .take_while(|&c| is_word(c) || matches!(c, '-' | '\'' | '’'))
            .any(|c| c.is_uppercase() || c.is_numeric())
    }
}

fn kind_of_word(c: char) -> Kind {
    match c {
        'a'..='z' => Kind::Lower,
        'A'..='Z' => Kind::Upper,
        c if c.is_numeric() => Kind::Digit,
        c if is_lower(c) => Kind::Lower,
        c if c.is_uppercase() => Kind::Upper,
        _ => Kind::Uncased,
    }
}

fn word_at(text: &str, at: usize) -> &str {
    let mut end = at;
    while end - at < LONGEST_WORD
        && let Some(c) = char_at(text, end)
        && is_word(c)
    {
        end += c.len_utf8();
    }
    &text[at..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_the_first_letter_are_passed_over() {
        for (text, kind, word) in [
            ("\"Next", Kind::Upper, "Next"),
            ("– (we", Kind::Lower, "we"),
            (".NET is", Kind::Upper, "NET"),
            ("... and", Kind::Joining, ""),
            (", and", Kind::Joining, ""),
            ("$5", Kind::Symbol, ""),
            ("5 people", Kind::Digit, "5"),
            ("저는 나", Kind::Uncased, "저는"),
            ("ქართული", Kind::Uncased, "ქართული"),
            ("Éva", Kind::Upper, "Éva"),
            ("\"", Kind::Symbol, ""),
        ] {
            let next = Next::read(text, 0);
            assert_eq!(next.kind, kind, "{text}");
            if !word.is_empty() {
                assert_eq!(next.word(), word);
            }
        }
        assert_eq!(Next::read(&"(".repeat(100), 0).kind, Kind::Symbol);
    }

    #[test]
    fn names_in_lower_case_show_a_capital_or_a_digit() {
        for name in ["iPad", "v3", "al-Qaeda", "d’Alema", "p53"] {
            assert!(Next::read(name, 0).is_lower_name(), "{name}");
        }
        assert!(!Next::read("we and U2", 0).is_lower_name());
    }
}
