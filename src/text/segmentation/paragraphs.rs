//! Which lines make a paragraph.

use super::characters::{has_word, skip_space, trimmed};
use super::lines::{Line, LineIter};
use crate::text::text_map::Survey;
use crate::text::{Lines, Span};

/// Calls `found` with each paragraph of `text`, in order: trimmed, and holding at least one letter or digit.
///
/// `rule` is [`Lines::Paragraph`], [`Lines::Wrapped`] or [`Lines::Sentence`].
pub(super) fn divide(text: &str, survey: Survey, rule: Lines, mut found: impl FnMut(Span)) {
    let mut open: Option<Open> = None;
    let mut close = |open: &mut Option<Open>| {
        if let Some(Open { span, .. }) = open.take()
            && has_word(span.of(text))
        {
            found(span);
        }
    };
    for line in LineIter::new(text, survey) {
        let content = trimmed(text, line.start, line.end);
        // A line that begins with a letter is neither drawn nor listed.
        let first = text.as_bytes().get(content.start());
        let marked = rule == Lines::Wrapped && !first.is_some_and(u8::is_ascii_alphabetic);
        if content.is_empty() || (marked && is_ruler(content.of(text))) {
            close(&mut open);
            continue;
        }
        let indent = content.start() - line.start;
        let item = if marked {
            Item::read(content.of(text), indent)
        } else {
            None
        };
        match &mut open {
            Some(paragraph) if !paragraph.ends_before(text, rule, indent, item) => {
                paragraph.span = Span::new(paragraph.span.start(), content.end());
            }
            _ => {
                close(&mut open);
                open = Some(Open {
                    span: content,
                    item,
                });
            }
        }
        if line.breaks {
            close(&mut open);
        }
    }
    close(&mut open);
}

/// Calls `found` with each line of a paragraph that holds a letter or digit, trimmed.
pub(super) fn lines_of(text: &str, survey: Survey, paragraph: Span, mut found: impl FnMut(Span)) {
    for Line { start, end, .. } in LineIter::new(paragraph.of(text), survey) {
        let line = trimmed(text, paragraph.start() + start, paragraph.start() + end);
        if has_word(line.of(text)) {
            found(line);
        }
    }
}

/// The paragraph that is being put together.
struct Open {
    span: Span,
    /// Set if it began with a list mark.
    item: Option<Item>,
}

impl Open {
    /// Whether a line with this indentation and list mark starts a new paragraph.
    fn ends_before(&self, text: &str, rule: Lines, indent: usize, item: Option<Item>) -> bool {
        match rule {
            Lines::Sentence => false,
            Lines::Paragraph => true,
            _ => {
                let listed = item.is_some_and(|item| {
                    matches!(item.mark, Mark::Bullet | Mark::Number(1))
                        || self.item.is_some()
                        || self.has_stopped(text)
                });
                // The second line of a list item stands below the first word of the item: it goes on, though it is indented.
                listed || (indent > 0 && self.item.is_none_or(|item| item.column != indent))
            }
        }
    }

    /// Whether the last line came to an end. If it did not, a number at the start of the next is no list mark: wrapping puts any number
    /// there (`as in figure`, `5. Then`).
    fn has_stopped(&self, text: &str) -> bool {
        self.span
            .of(text)
            .ends_with(['.', ':', ';', '!', '?', '。', '：', '；'])
    }
}

/// A list mark, and the column in bytes where the words after it begin.
#[derive(Clone, Copy)]
struct Item {
    column: usize,
    mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet,
    Number(u32),
}

impl Item {
    /// Reads the list mark that a line starts with behind its indentation.
    fn read(line: &str, indent: usize) -> Option<Self> {
        let bytes = line.as_bytes();
        let (mark, length) = match bytes[0] {
            b'-' | b'*' | b'+' => (Mark::Bullet, 1),
            b'0'..=b'9' => {
                let digits = bytes
                    .iter()
                    .take(4)
                    .take_while(|byte| byte.is_ascii_digit())
                    .count();
                // Four digits are a year.
                if digits > 3 || !matches!(bytes.get(digits), Some(b'.' | b')')) {
                    return None;
                }
                (Mark::Number(line[..digits].parse().ok()?), digits + 1)
            }
            0xE2 => {
                let first = line.chars().next()?;
                if !matches!(first, '•' | '–' | '‣' | '▪' | '●' | '◦') {
                    return None;
                }
                (Mark::Bullet, first.len_utf8())
            }
            _ => return None,
        };
        let words = skip_space(line, length);
        (words > length).then_some(Self {
            column: indent + words,
            mark,
        })
    }
}

/// Whether the line is drawn: three or more of one sign, as under a heading or between parts (`-----`, `* * *`).
fn is_ruler(line: &str) -> bool {
    let sign = line.as_bytes()[0];
    if !matches!(sign, b'-' | b'=' | b'*' | b'_' | b'~' | b'#' | b'+') {
        return false;
    }
    let mut signs = 0;
    for byte in line.bytes() {
        match byte {
            b' ' | b'\t' => {}
            byte if byte == sign => signs += 1,
            _ => return false,
        }
    }
    signs >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str, rule: Lines) -> Vec<&str> {
        let mut found = Vec::new();
        divide(text, Survey::of(text), rule, |span| {
            found.push(span.of(text));
        });
        found
    }

    #[test]
    fn blank_and_indented_lines_start_paragraphs_in_wrapped_text() {
        assert_eq!(
            paragraphs(
                "One\ntwo.\n \t\nThree\r\nfour\n  Five\nsix\n\u{3000}Seven",
                Lines::Wrapped
            ),
            ["One\ntwo.", "Three\r\nfour", "Five\nsix", "Seven"]
        );
    }

    #[test]
    fn a_form_feed_and_a_separator_end_paragraphs_under_every_rule() {
        for rule in [Lines::Wrapped, Lines::Paragraph, Lines::Sentence] {
            assert_eq!(
                paragraphs("one\u{c}two\u{2029}three", rule),
                ["one", "two", "three"]
            );
        }
    }

    #[test]
    fn list_marks_start_paragraphs_and_hanging_lines_go_on() {
        assert_eq!(
            paragraphs(
                "We need:\n- bread\n  and butter\n* milk\n• tea\n– salt",
                Lines::Wrapped
            ),
            [
                "We need:",
                "- bread\n  and butter",
                "* milk",
                "• tea",
                "– salt"
            ]
        );
        assert_eq!(
            paragraphs(
                "Steps\n1. Open it\n   slowly\n2) Close it\n    Aside",
                Lines::Wrapped
            ),
            ["Steps", "1. Open it\n   slowly", "2) Close it", "Aside"]
        );
    }

    #[test]
    fn a_number_that_wrapping_put_first_is_no_list_mark() {
        assert_eq!(
            paragraphs(
                "as shown in figure\n5. Then it fell in\n1990. It rose.",
                Lines::Wrapped
            )
            .len(),
            1
        );
        assert_eq!(
            paragraphs("as shown.\n5. Then it fell", Lines::Wrapped).len(),
            2
        );
        assert_eq!(paragraphs("a\n-b\n*c\n3.5 d", Lines::Wrapped).len(), 1);
    }

    #[test]
    fn drawn_lines_divide_and_are_left_out() {
        assert_eq!(
            paragraphs("Heading\n=====\nText\n* * *\nMore\n--\nend", Lines::Wrapped),
            ["Heading", "Text", "More\n--\nend"]
        );
        assert_eq!(paragraphs("a\n---\nb\n", Lines::Paragraph), ["a", "b"]);
        assert_eq!(paragraphs("---\n\n...\n", Lines::Wrapped), [""; 0]);
    }

    #[test]
    fn each_line_is_a_paragraph_or_a_sentence_by_its_rule() {
        let text = "  One\nTwo\n\nThree\n";
        assert_eq!(paragraphs(text, Lines::Paragraph), ["One", "Two", "Three"]);
        assert_eq!(paragraphs(text, Lines::Sentence), ["One\nTwo", "Three"]);
    }
}
