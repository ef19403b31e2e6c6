//! A hash table of whole-word prefixes: which runs of words begin a name, and which are one.

use super::pattern::{Patterns, is_substring};
use crate::text::{Words, fold_shape, folded_shapes, mix};

/// Word-prefix table: keyed by the hash of the first word of a form, of its first two words with what stands between them, and so on.
///
/// Matching words instead of characters makes word boundaries exact by construction: a match can neither begin nor end inside a word, so
/// no true match is lost to one that does.
#[derive(Debug)]
pub(super) struct WordTable {
    slots: Vec<Slot>,
    /// Pattern numbers; those of one key stand together.
    patterns: Vec<u32>,
    mask: usize,
    first_words: FirstWords,
}

/// A bit for the head of every first word: small enough to stay near the processor, it rejects most words of a text.
#[derive(Debug)]
struct FirstWords {
    bits: Vec<u64>,
    mask: u64,
}

impl FirstWords {
    /// How many bits there are for each first word: one word in so many passes by chance.
    const BITS_EACH: usize = 16;

    fn new(words: usize) -> Self {
        let bits = (words * Self::BITS_EACH)
            .next_power_of_two()
            .clamp(1 << 12, 1 << 24);
        Self {
            bits: vec![0; bits / 64],
            mask: bits as u64 - 1,
        }
    }

    fn insert(&mut self, head: u64) {
        let (at, bit) = self.place(head);
        self.bits[at] |= bit;
    }

    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn contains(&self, head: u64) -> bool {
        let (at, bit) = self.place(head);
        self.bits[at] & bit != 0
    }

    /// The top bits of a product are those that every bit of the head has a say in.
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps what fits")]
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn place(&self, head: u64) -> (usize, u64) {
        let bit = head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & self.mask;
        ((bit / 64) as usize, 1 << (bit % 64))
    }
}

/// What a table says of a prefix.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    key: u64,
    first: u32,
    count: u32,
    /// Longer forms begin with this prefix.
    pub(super) continues: bool,
    used: bool,
}

impl WordTable {
    /// Builds the table over all patterns that words can find; gives the numbers of the others.
    pub(super) fn build(patterns: &Patterns) -> (Self, Vec<u32>) {
        let mut substrings = Vec::new();
        let mut whole = Vec::new();
        let mut prefixes = Vec::new();
        let mut firsts = Vec::new();
        let mut words = Words::default();
        for (number, pattern) in (0..).zip(patterns.all()) {
            let text = patterns.text_of(pattern);
            if is_substring(pattern, text) {
                substrings.push(number);
                continue;
            }
            words.fill(text);
            let words = words.as_slice();
            let known = prefixes.len();
            let mut key = Some(first_key(words[0].key.hash));
            for pair in words.windows(2) {
                prefixes.extend(key);
                let between = &text[pair[0].end()..pair[1].start()];
                key = key.and_then(|key| next_key(key, between, pair[1].key.hash));
            }
            let Some(key) = key else {
                // More between two words than is ever looked at.
                prefixes.truncate(known);
                substrings.push(number);
                continue;
            };
            firsts.push(words[0].key.head);
            whole.push((key, number));
        }
        whole.sort_unstable();
        prefixes.sort_unstable();
        prefixes.dedup();
        let size = ((whole.len() + prefixes.len()) * 2)
            .next_power_of_two()
            .max(2);
        firsts.sort_unstable();
        firsts.dedup();
        let mut first_words = FirstWords::new(firsts.len());
        for head in firsts {
            first_words.insert(head);
        }
        let mut table = Self {
            first_words,
            slots: vec![Slot::default(); size],
            patterns: Vec::with_capacity(whole.len()),
            mask: size - 1,
        };
        for group in whole.chunk_by(|a, b| a.0 == b.0) {
            let narrow = |length: usize| u32::try_from(length).expect("fewer patterns than 2^32");
            let slot = table.slot_mut(group[0].0);
            slot.count = narrow(group.len());
            slot.first = narrow(whole_index(&whole, group));
        }
        table.patterns = whole.iter().map(|&(_, number)| number).collect();
        for prefix in prefixes {
            table.slot_mut(prefix).continues = true;
        }
        (table, substrings)
    }

    /// Whether a form may begin with a word of this head; never wrong about those that do.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    pub(super) fn may_begin(&self, head: u64) -> bool {
        self.first_words.contains(head)
    }

    /// What is known of a prefix.
    pub(super) fn get(&self, key: u64) -> Option<&Slot> {
        let mut at = self.home(key);
        loop {
            let slot = &self.slots[at];
            if !slot.used {
                return None;
            }
            if slot.key == key {
                return Some(slot);
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The patterns whose words are exactly this prefix (or whose hash is the same).
    pub(super) fn patterns(&self, slot: &Slot) -> &[u32] {
        &self.patterns[slot.first as usize..][..slot.count as usize]
    }

    fn slot_mut(&mut self, key: u64) -> &mut Slot {
        let mut at = self.home(key);
        while self.slots[at].used && self.slots[at].key != key {
            at = (at + 1) & self.mask;
        }
        let slot = &mut self.slots[at];
        slot.used = true;
        slot.key = key;
        slot
    }

    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps what fits")]
    fn home(&self, key: u64) -> usize {
        key as usize & self.mask
    }
}

fn whole_index(whole: &[(u64, u32)], group: &[(u64, u32)]) -> usize {
    whole.partition_point(|entry| *entry < group[0])
}

/// The key of a prefix of one word.
pub(super) fn first_key(hash: u64) -> u64 {
    hash
}

/// The key of a prefix with one more word; `None` where the text between the two can be inside no name (a blank line).
pub(super) fn next_key(key: u64, between: &str, hash: u64) -> Option<u64> {
    Some(mix(key ^ between_key(between)?, hash))
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
