//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::table::WordTable;
use crate::text::processor::{self, Kernel};
use crate::text::{TextMap, WordKey, WordPlaces};

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Buffers, to be used again for each text.
#[derive(Debug)]
pub(super) struct Room {
    words: WordPlaces,
    /// Where the words begin and end with which a form may begin.
    picked: Box<[(u32, u32); WordPlaces::MOST]>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            words: WordPlaces::default(),
            picked: vec![(0, 0); WordPlaces::MOST]
                .try_into()
                .expect("as many as asked for"),
        }
    }
}

/// Calls `found` with each word of `text` whose head is one of `table`'s, in order, and with the buffer `folded`.
pub(super) fn scan(
    text: &str,
    map: &TextMap,
    table: &WordTable,
    room: &mut Room,
    folded: &mut Vec<u8>,
    mut found: impl FnMut(Start, &mut Vec<u8>),
) {
    room.words.restart();
    while let Some(count) = processor::run(Stretch {
        text,
        map,
        table,
        room,
        folded,
    }) {
        for &(start, end) in &room.picked[..count] {
            let (start, end) = (start as usize, end as usize);
            found(Start { start, end }, folded);
        }
    }
}

/// Picks words out of the next stretch of a text; gives their number, `None` where the text has ended.
struct Stretch<'a> {
    text: &'a str,
    map: &'a TextMap,
    table: &'a WordTable,
    room: &'a mut Room,
    folded: &'a mut Vec<u8>,
}

impl Kernel for Stretch<'_> {
    type Output = Option<usize>;

    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) -> Option<usize> {
        let Room { words, picked } = self.room;
        if !words.advance(self.map) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let first_words = self.table.first_words();
        let mut count = 0;
        for (start, end) in words.words() {
            let head = match bytes[start as usize..].first_chunk() {
                Some(eight) => WordKey::ascii_head(*eight, end - start),
                None => None,
            };
            let head = match head {
                Some(head) => head,
                None => head_of(self.text, start, end, self.folded),
            };
            // Each word is written down, and stays if it is picked: a branch would be guessed wrong far too often.
            picked[count] = (start, end);
            count += usize::from(first_words.contains(head));
        }
        Some(count)
    }
}

/// The head of a word that is not all ASCII, or stands at the end of the text.
#[cold]
fn head_of(text: &str, start: u32, end: u32, folded: &mut Vec<u8>) -> u64 {
    WordKey::of(&text[start as usize..end as usize], folded).head
}
