//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::table::WordTable;
use crate::text::processor::{self, Kernel};
use crate::text::{Places, WordKey, WordMap, WordPlaces};

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Buffers, to be used again for each text.
#[derive(Debug, Default)]
pub(super) struct Room {
    words: WordPlaces,
    /// Where words begin, and end, with which a form may begin.
    starts: Places,
    ends: Places,
}

/// Calls `found` with each word of `text` whose head is one of `table`'s, in order, and with the buffer `folded`.
pub(super) fn scan(
    text: &str,
    map: &WordMap,
    table: &WordTable,
    room: &mut Room,
    folded: &mut Vec<u8>,
    mut found: impl FnMut(Start, &mut Vec<u8>),
) {
    room.words.restart();
    while processor::run(Stretch {
        text,
        map,
        table,
        room,
        folded,
    }) {
        let starts = room.starts.as_slice().iter();
        for (&start, &end) in starts.zip(room.ends.as_slice()) {
            let (start, end) = (start as usize, end as usize);
            found(Start { start, end }, folded);
        }
    }
}

/// The next stretch of a text; `false` where there is none.
struct Stretch<'a> {
    text: &'a str,
    map: &'a WordMap,
    table: &'a WordTable,
    room: &'a mut Room,
    folded: &'a mut Vec<u8>,
}

impl Kernel for Stretch<'_> {
    type Output = bool;

    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) -> bool {
        let Room {
            words,
            starts,
            ends,
        } = self.room;
        starts.clear();
        ends.clear();
        if !words.advance(self.map) {
            return false;
        }
        let bytes = self.text.as_bytes();
        for (start, end) in words.words() {
            let eight = bytes.get(start as usize..).and_then(<[u8]>::first_chunk);
            let head = eight.and_then(|eight| WordKey::ascii_head(*eight, end - start));
            let head = head.unwrap_or_else(|| {
                let word = &self.text[start as usize..end as usize];
                WordKey::of(word, self.folded).head
            });
            let may_begin = self.table.may_begin(head);
            starts.push_if(start, may_begin);
            ends.push_if(end, may_begin);
        }
        true
    }
}
