//! The lines of a text, and whether it was wrapped by hand.

use memchr::{memchr3, memmem, memrchr2};

/// A text whose longest line has more characters than this was not wrapped to a width.
const WRAPPED_WIDTH: usize = 120;

const PARAGRAPH_SEPARATOR: &str = "\u{2029}";

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
    pub(super) fn new(text: &'t str) -> Self {
        let separator = if text.is_ascii() {
            text.len()
        } else {
            separator_from(text, 0)
        };
        Self {
            text,
            at: 0,
            ascii: ascii_from(text, 0),
            separator,
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
        let rest = &self.text[end..];
        let breaks = rest.starts_with(['\x0c', '\u{2029}']);
        if end == self.ascii {
            self.at = end + if rest.starts_with("\r\n") { 2 } else { 1 };
            self.ascii = ascii_from(self.text, self.at);
        } else {
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
    memmem::find(rest, PARAGRAPH_SEPARATOR.as_bytes()).map_or(text.len(), |length| at + length)
}

/// Whether some line is longer than a hand-wrapped line would be.
///
/// A window as wide as the longest allowed line is searched backwards for a line end, so that most of the bytes are never looked at.
pub(super) fn has_long_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut start = 0;
    while bytes.len() - start > WRAPPED_WIDTH {
        let window = &bytes[start..=start + WRAPPED_WIDTH];
        if let Some(end) = memrchr2(b'\n', b'\r', window) {
            start += end + 1;
            continue;
        }
        // No line end among the first bytes, so now characters count. A form feed or a separator ends a line too, but both are so rare
        // that they are only looked for here.
        let mut length = 0;
        let mut end = None;
        for c in text[start..].chars().take(WRAPPED_WIDTH + 1) {
            if matches!(c, '\n' | '\r' | '\x0c' | '\u{2029}') {
                end = Some(c);
                break;
            }
            length += 1;
            start += c.len_utf8();
        }
        if length > WRAPPED_WIDTH {
            return true;
        }
        start += end.map_or(0, char::len_utf8);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(&str, bool)> {
        LineIter::new(text)
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
                assert!(!has_long_line(&format!("{line}{end}{line}{end}{line}")));
                assert!(has_long_line(&format!("{line}{end}{line}{letter}")));
                assert!(has_long_line(&format!(
                    "{line}{letter}{end}{line}{end}short"
                )));
            }
        }
        assert!(!has_long_line(""));
        assert!(!has_long_line(&"a\n".repeat(500)));
    }
}
