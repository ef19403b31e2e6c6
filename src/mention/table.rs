//! A hash table of whole-word prefixes: which runs of words begin a name, and which are one.

use super::filters::{FirstWordFilter, WordFilters};
use super::slots::{Numbers, Slot, SlotTable};
use crate::text::{fold_shape, folded_shapes, mix};

/// Word-prefix table: keyed by the hash of the first word of a form, of its first two words with what stands between them, and so on.
///
/// Matching words instead of characters makes word boundaries exact by construction: a match can neither begin nor end inside a word, so
/// no true match is lost to one that does.
#[derive(Debug)]
pub(super) struct WordTable {
    pub(super) slots: SlotTable,
    pub(super) filters: WordFilters,
    /// Whether this run folds nothing by itself but case, and that by the smart rule at most.
    pub(super) smart: bool,
}

impl WordTable {
    /// What is known of a prefix.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<Slot> {
        self.slots.get(key)
    }

    /// The filter for the usual words, those of ASCII.
    #[inline]
    pub(super) fn usual_filter(&self) -> &FirstWordFilter {
        if self.smart {
            &self.filters.smart
        } else {
            &self.filters.folded
        }
    }

    /// The patterns whose words are exactly this prefix (or whose hash is the same).
    #[inline]
    pub(super) fn patterns(&self, slot: Slot) -> impl Iterator<Item = u32> {
        self.listed(slot).map(|listed| listed.number)
    }

    /// The same, with what is known of those that have the same form.
    #[inline]
    pub(super) fn listed(&self, slot: Slot) -> Numbers<'_> {
        self.slots.numbers(slot)
    }
}

/// The key of a prefix of one word.
pub(super) fn first_key(hash: u64) -> u64 {
    hash
}

/// The key of a prefix with one more word; `None` where the text between the two can be inside no name (a blank line).
pub(super) fn next_key(key: u64, between: &str, hash: u64) -> Option<u64> {
    Some(mix(key ^ between_key(between)?, hash))
}

/// The same where a single space stands between the two.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn spaced_key(key: u64, hash: u64) -> u64 {
    mix(key ^ u64::from(b' '), hash)
}

/// Hashes what stands between two words, shapes folded and white space run together.
fn between_key(between: &str) -> Option<u64> {
    const LONGEST: usize = 64;
    match between.as_bytes() {
        [0x0C] => return None,
        [single] => return Some(u64::from(fold_shape(char::from(*single)))),
        bytes if bytes.len() > LONGEST => return None,
        _ => {}
    }
    if ends_paragraph(between) {
        return None;
    }
    let (mut key, mut length) = (0, 0);
    for folded in folded_shapes(between) {
        key = if length == 0 {
            u64::from(folded)
        } else {
            mix(key, u64::from(folded))
        };
        length += 1;
    }
    Some(key)
}

/// Whether a paragraph ends inside a stretch of text: at a blank line, a form feed or U+2029.
pub(super) fn ends_paragraph(stretch: &str) -> bool {
    let mut line_ends = 0;
    let mut last = ' ';
    for character in stretch.chars() {
        match character {
            '\u{C}' | '\u{2029}' => return true,
            '\n' if last == '\r' => {}
            '\n' | '\r' => line_ends += 1,
            space if space.is_whitespace() => {}
            _ => line_ends = 0,
        }
        if line_ends > 1 {
            return true;
        }
        last = character;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_words_is_folded() {
        assert_eq!(between_key(" "), between_key("\n"));
        assert_eq!(between_key(" "), between_key(" \r\n  "));
        assert_eq!(between_key("-"), between_key("\u{2011}"));
        assert_eq!(between_key("'"), between_key("’"));
        assert_eq!(between_key(", "), between_key(",\u{A0}"));
        assert_ne!(between_key("-"), between_key(" "));
        assert_ne!(between_key(", "), between_key(" ,"));
        assert_eq!(between_key("`"), between_key("’"));
        assert_eq!(between_key("\u{B}"), between_key(" "));
        assert_eq!(next_key(5, " ", 7), Some(spaced_key(5, 7)));
    }

    #[test]
    fn a_blank_line_is_inside_no_name() {
        assert_eq!(between_key("\n\n"), None);
        assert_eq!(between_key(".\r\n\r\n"), None);
        assert_eq!(between_key("\r\r"), None);
        assert_eq!(between_key("\u{C}"), None);
        assert_eq!(between_key(" \u{2029}"), None);
        assert!(between_key("\r\n").is_some());
        assert!(between_key("\n").is_some());
    }
}
