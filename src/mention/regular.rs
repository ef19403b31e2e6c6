//! Aliases that are regular expressions: found by the crate `regex`, beside the tables.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern::{Pattern, Patterns};
use super::substring::{begins_on_boundary, on_boundaries};
use super::table::ends_paragraph;
use crate::dictionary::{Dictionary, Section, Tag, regular_expression};
use crate::text::{Span, is_boundary};

/// The numbers of the patterns whose forms are regular expressions.
pub(super) const REGULAR: Tag = *b"RGXN";

/// The longest match, in bytes: names are shorter.
const LONGEST: usize = 256;

/// How much of a text is searched at once. What one search costs is linear in its text, but a text may need as many as it has matches;
/// with this they are linear together, whatever is matched.
const WINDOW: usize = 2048;

/// How many shorter matches are tried where one ends inside a word.
const TRIES: usize = 8;

/// Finds those aliases.
#[derive(Debug)]
pub(super) struct RegularMatcher {
    numbers: Section,
    /// Made when a text is first searched.
    all: OnceLock<Vec<(u32, Regex)>>,
}

impl RegularMatcher {
    /// Those of a dictionary that has tables.
    pub(super) fn open(dictionary: &Dictionary) -> Self {
        Self {
            numbers: dictionary.image().section(REGULAR),
            all: OnceLock::new(),
        }
    }

    /// Hands every place of every alias to `found`, with the pattern and its number.
    pub(super) fn find(
        &self,
        text: &str,
        patterns: &Patterns,
        mut found: impl FnMut(Span, u32, &Pattern),
    ) {
        let count = self.numbers.count(4);
        if count == 0 {
            return;
        }
        let all = self.all.get_or_init(|| {
            let numbers = (0..count).filter_map(|at| self.numbers.u32(at));
            // Each was tried when the dictionary was made; only of a made-up file one can be none.
            let made = numbers.filter_map(|number| {
                let pattern = patterns.get(number);
                let regex = regular_expression(patterns.text_of(&pattern), !pattern.exact);
                Some((number, regex.ok()?))
            });
            made.collect()
        });
        for (number, regex) in all {
            let pattern = patterns.get(*number);
            search(text, regex, pattern.anywhere, |span| {
                found(span, *number, &pattern);
            });
        }
    }
}

/// Hands the matches of a regular expression that stand on word borders to `found`; with `anywhere` all. They do not overlap.
fn search(text: &str, regex: &Regex, anywhere: bool, mut found: impl FnMut(Span)) {
    let mut from = 0;
    while from < text.len() {
        let end = border_from(text, from + WINDOW);
        let is_last = end == text.len();
        let Some(first) = regex.find_at(&text[..end], from) else {
            if is_last {
                return;
            }
            from = border_from(text, end - LONGEST);
            continue;
        };
        let start = first.start();
        // What else it may match there is not all in sight.
        if !is_last && start + LONGEST >= end {
            from = start;
            continue;
        }
        from = if let Some(end) = end_of(text, regex, start, first.end(), anywhere) {
            found(Span::new(start, end));
            end
        } else {
            start + text[start..].chars().next().map_or(1, char::len_utf8)
        };
    }
}

/// The first border of characters from a byte on, or the end of the text.
fn border_from(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// Where a match that begins at `start` may end, of which the longest that the expression prefers ends at `end`.
fn end_of(text: &str, regex: &Regex, start: usize, end: usize, anywhere: bool) -> Option<usize> {
    if !(anywhere || begins_on_boundary(text, start)) {
        return None;
    }
    let within = |limit: usize| {
        let found = regex.find_at(&text[..limit], start)?;
        (found.start() == start).then_some(found.end())
    };
    let limit = border_from(text, start + LONGEST);
    // One that goes on to the limit goes on behind it.
    let mut end = if end > limit {
        within(limit).filter(|&end| end < limit)?
    } else {
        end
    };
    for _ in 0..TRIES {
        let span = Span::new(start, end);
        if span.is_empty() {
            return None;
        }
        if (anywhere || on_boundaries(text, span)) && !ends_paragraph(span.of(text)) {
            return Some(end);
        }
        // `H100 NV` of `H100 NVL` is no name, but `H100` is.
        let mut after = None;
        let border = text[start..end].char_indices().rev().find(|&(at, left)| {
            let right = after.replace(left);
            at + left.len_utf8() < end - start && is_boundary(Some(left), right)
        });
        let (at, left) = border?;
        end = within(start + at + left.len_utf8())?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(regex: &str, text: &'t str) -> Vec<&'t str> {
        let mut all = Vec::new();
        let regex = regular_expression(regex, false).unwrap();
        search(text, &regex, false, |span| all.push(span.of(text)));
        all
    }

    #[test]
    fn matches_stand_on_word_borders() {
        assert_eq!(
            found(r"H\d{3}", "H100, H1000, xH200 H300-H400 采用H500芯片"),
            ["H100", "H300", "H400", "H500"]
        );
        assert_eq!(found("x*", "x yx"), ["x"], "empty ones are none");
        assert_eq!(found("", "abc"), [""; 0]);
        assert_eq!(found(r"(?:é)+", "é éa e\u{301}"), ["é"]);
    }

    #[test]
    fn a_shorter_match_stands_where_a_longer_ends_inside_a_word() {
        assert_eq!(
            found(r"H\d{3}(?: NV)?", "H100 NVL, H100 NV"),
            ["H100", "H100 NV"]
        );
        assert_eq!(found("a (?:b )*b", "a b b bc"), ["a b b"]);
    }

    #[test]
    fn no_match_is_lost_to_one_that_begins_inside_a_word() {
        assert_eq!(found("[a-z]+ H1", "xA H1 a H1"), ["a H1"]);
        assert_eq!(found(r"\d A|A \d", "12 A 3"), ["A 3"]);
    }

    #[test]
    fn windows_do_not_show() {
        for before in WINDOW - LONGEST - 20..WINDOW + 20 {
            let text = format!(
                "{} RTX 4090 {}",
                "é ".repeat(before / 3),
                "b ".repeat(before)
            );
            assert_eq!(found(r"RTX \d+", &text), ["RTX 4090"], "{before}");
            let long = format!("{} a{}z", ".".repeat(before), "-".repeat(400));
            assert_eq!(found("a-*z?", &long), [""; 0], "longer than a name");
        }
    }

    #[test]
    fn a_hostile_expression_ends() {
        let text = "a ".repeat(50_000) + "zz";
        assert_eq!(found("(?:a+ ?)+z", &text), [""; 0]);
        assert_eq!(found("(?s)a.*z", &text).len(), 1);
    }
}
