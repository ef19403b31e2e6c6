//! The lines of a text, and whether it was wrapped by hand.

use crate::text::text_map::Survey;
use memchr::{memchr3, memmem, memrchr2};
use std::sync::LazyLock;

/// A text whose longest line has more characters than this was not wrapped to a width.
const WRAPPED_WIDTH: usize = 120;

const PARAGRAPH_SEPARATOR: &str = "\u{2029}";

/// Made once: for a short text, making it costs more than the search.
static SEPARATOR_FINDER: LazyLock<memmem::Finder<'static>> =
    LazyLock::new(|| memmem::Finder::new(PARAGRAPH_SEPARATOR));

/// One line: `start..end` without its line end; the next line starts at `next`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a form feed or a paragraph separator ends the line, so that the paragraph ends with it under every rule.
    pub(super) breaks: bool,
}

/// The lines of `text`, ended by `\n`, `\r\n`, `\r`, form feed or U+2029.
pub(super) struct LineIter<'t> {
    text: &'t str,
    at: usize,
    /// Where the next ASCII line end is, and the next U+2029; the length of the text if there is none. Both are kept until they are
    /// passed, so that many of one kind do not cost many searches for the other.
    ascii: usize,
    separator: usize,
}

impl<'t> LineIter<'t> {
    pub(super) fn new(text: &'t str, survey: Survey) -> Self {
        let find_if = |may_be: bool, find: fn(&str, usize) -> usize| {
            if may_be { find(text, 0) } else { text.len() }
        };
        Self {
            text,
            at: 0,
            ascii: find_if(survey.line_ends, ascii_from),
            separator: find_if(!survey.ascii, separator_from),
        }
    }
}

impl Iterator for LineIter<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let end = self.ascii.min(self.separator);
        let bytes = self.text.as_bytes();
        let mut breaks = false;
        if end == self.ascii {
            self.at = end + 1;
            match bytes.get(end) {
                Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => self.at += 1,
                Some(b'\x0c') => breaks = true,
                _ => {}
            }
            self.ascii = ascii_from(self.text, self.at);
        } else {
            breaks = true;
            self.at = end + PARAGRAPH_SEPARATOR.len();
            self.separator = separator_from(self.text, self.at);
        }
        Some(Line { start, end, breaks })
    }
}

fn ascii_from(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    memchr3(b'\n', b'\r', b'\x0c', rest).map_or(text.len(), |length| at + length)
}

fn separator_from(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    SEPARATOR_FINDER
        .find(rest)
        .map_or(text.len(), |length| at + length)
}

/// Whether some line is longer than a hand-wrapped line would be.
///
/// A window as wide as the longest allowed line is searched backwards for a line end, so that most of the bytes are never looked at.
pub(super) fn has_long_line(text: &str, survey: Survey) -> bool {
    // As many bytes as one character too many can take.
    const MOST: usize = 4 * (WRAPPED_WIDTH + 1);
    let bytes = text.as_bytes();
    if survey.ascii && !survey.line_ends {
        return bytes.len() > WRAPPED_WIDTH;
    }
    let mut start = 0;
    while bytes.len() - start > WRAPPED_WIDTH {
        let window = &bytes[start..=start + WRAPPED_WIDTH];
        if let Some(end) = memrchr2(b'\n', b'\r', window) {
            start += end + 1;
            continue;
        }
        // No line end among the first bytes, so now characters count. A form feed or a separator ends a line too, but both are so rare
        // that they are only looked for here.
        let window = &bytes[start..bytes.len().min(start + MOST)];
        let end = memchr3(b'\n', b'\r', b'\x0c', window).unwrap_or(window.len());
        let (end, width) = match SEPARATOR_FINDER.find(&window[..end]) {
            Some(end) => (end, PARAGRAPH_SEPARATOR.len()),
            None => (end, 1),
        };
        // The bytes that begin a character: the window may cut its last one, but then holds enough others.
        let characters = window[..end].iter().filter(|&&byte| byte & 0xC0 != 0x80);
        if characters.count() > WRAPPED_WIDTH {
            return true;
        }
        start = bytes.len().min(start + end + width);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(text: &str) -> bool {
        has_long_line(text, Survey::of(text))
    }

    fn lines(text: &str) -> Vec<(&str, bool)> {
        LineIter::new(text, Survey::of(text))
            .map(|line| (&text[line.start..line.end], line.breaks))
            .collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_one_line() {
        assert_eq!(
            lines("a\nb\r\nc\rd\n\re\r\n"),
            [
                ("a", false),
                ("b", false),
                ("c", false),
                ("d", false),
                ("", false),
                ("e", false)
            ]
        );
        assert_eq!(
            lines("a\u{c}b\u{2029}c\nd"),
            [("a", true), ("b", true), ("c", false), ("d", false)]
        );
        assert_eq!(lines(""), []);
    }

    #[test]
    fn a_line_is_long_from_121_characters_on() {
        for end in ["\n", "\r\n", "\r", "\u{c}", "\u{2029}"] {
            for letter in ["x", "é", "字", "😀"] {
                let line = letter.repeat(WRAPPED_WIDTH);
                assert!(!long(&format!("{line}{end}{line}{end}{line}")));
                assert!(long(&format!("{line}{end}{line}{letter}")));
                assert!(long(&format!("{line}{letter}{end}{line}{end}short")));
            }
        }
        assert!(!long(""));
        assert!(!long(&"a\n".repeat(500)));
    }
}
