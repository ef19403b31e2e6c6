//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::table::WordTable;
use crate::text::{WordKey, WordMap};

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Words of at least one byte and a gap of one: no more begin in 64 bytes.
const MOST_STARTS: usize = 32;

/// Calls `found` with each word of `text` whose head is one of `table`'s, in order, and with the buffer `folded`.
pub(super) fn scan(
    text: &str,
    map: &WordMap,
    table: &WordTable,
    folded: &mut Vec<u8>,
    mut found: impl FnMut(Start, &mut Vec<u8>),
) {
    let bytes = text.as_bytes();
    let mut kept = [Start::default(); MOST_STARTS];
    for block in map.blocks() {
        let mut starts = block.starts;
        let mut count = 0;
        while starts != 0 {
            let bit = starts.trailing_zeros();
            starts &= starts - 1;
            let start = block.base + bit as usize;
            let eight = bytes.get(start..).and_then(<[u8]>::first_chunk);
            let (head, end) = match (block.ascii_word(bit), eight) {
                (Some(length), Some(eight)) => {
                    (WordKey::ascii_head(*eight, length), start + length as usize)
                }
                _ => {
                    let end = map.end_of(start);
                    (WordKey::of(&text[start..end], folded).head, end)
                }
            };
            // Written whether it is kept or not: a branch here would be guessed wrong far too often.
            kept[count % MOST_STARTS] = Start { start, end };
            count += usize::from(table.may_begin(head));
        }
        for &start in &kept[..count] {
            found(start, folded);
        }
    }
}
