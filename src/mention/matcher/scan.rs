//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::filters::{WordFilters, contains};
use crate::mention::table::{WordTable, first_key, spaced_key};
use crate::text::processor::{self, Kernel};
use crate::text::{TextMap, WordKey, WordPlaces};

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The key of the word.
    pub(super) key: u64,
}

/// Room for the numbers of the words of a stretch.
const NUMBERS: usize = WordPlaces::MOST.next_power_of_two();

/// Buffers, to be used again for each text.
#[derive(Debug)]
pub(super) struct Room {
    words: WordPlaces,
    /// Numbers of words with which a form may begin.
    begin: Box<[u32; NUMBERS]>,
    /// Where those of them begin and end that go on as a form may.
    picked: Box<[Picked; WordPlaces::MOST]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Picked {
    start: u32,
    end: u32,
    key: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            words: WordPlaces::default(),
            begin: vec![0; NUMBERS].try_into().expect("as many as asked for"),
            picked: vec![Picked::default(); WordPlaces::MOST]
                .try_into()
                .expect("as many as asked for"),
        }
    }
}

/// Calls `found`, in order, with the words of `text` at which a form may stand as far as the filters tell, and with the buffer `folded`.
pub(super) fn scan(
    text: &str,
    map: &TextMap,
    table: &WordTable,
    room: &mut Room,
    folded: &mut Vec<u8>,
    mut found: impl FnMut(FirstWord, &mut Vec<u8>),
) {
    room.words.restart();
    while let Some(count) = processor::run(Stretch {
        text,
        map,
        filters: &table.filters,
        room,
        folded,
    }) {
        let picked = &room.picked[..count];
        for word in picked {
            table.slots.announce(word.key);
        }
        for &Picked { start, end, key } in picked {
            let (start, end) = (start as usize, end as usize);
            found(FirstWord { start, end, key }, folded);
        }
    }
}

/// Picks words out of the next stretch of a text; gives their number, `None` where the text has ended.
struct Stretch<'a> {
    text: &'a str,
    map: &'a TextMap,
    filters: &'a WordFilters,
    room: &'a mut Room,
    folded: &'a mut Vec<u8>,
}

impl Kernel for Stretch<'_> {
    type Output = Option<usize>;

    #[allow(clippy::needless_bitwise_bool, reason = "a branch would cost more")]
    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) -> Option<usize> {
        let Room {
            words,
            begin,
            picked,
        } = self.room;
        if !words.advance(self.map) {
            return None;
        }
        let text = self.text;
        let (starts, ends) = words.words();
        let ends = &ends[..ends.len().min(starts.len())];
        let begin = &mut **begin;
        let (bytes, filter) = (text.as_bytes(), self.filters.starts.bits());
        let count = if self.map.is_ascii() {
            begins::<true>(bytes, starts, ends, filter, begin)
        } else {
            begins::<false>(bytes, starts, ends, filter, begin)
        };
        let picked = &mut **picked;
        let (alone, pairs) = (self.filters.alone.bits(), self.filters.pairs.bits());
        let mut kept = 0;
        for &number in &begin[..count] {
            let number = number as usize;
            let (start, end) = (starts[number], ends[number]);
            let key = full_key(text, start, end, self.folded);
            if !contains(filter, key.head) {
                continue;
            }
            let goes_on = match (starts.get(number + 1), ends.get(number + 1)) {
                (Some(&next), Some(&next_end))
                    if next == end + 1 && text.as_bytes()[end as usize] == b' ' =>
                {
                    let hash = full_key(text, next, next_end, self.folded).hash;
                    contains(pairs, spaced_key(first_key(key.hash), hash))
                }
                // Something else stands between, or the next word is in the next stretch.
                _ => true,
            };
            picked[kept] = Picked {
                start,
                end,
                key: first_key(key.hash),
            };
            kept += usize::from(goes_on | contains(alone, key.head));
        }
        Some(kept)
    }
}

/// Writes down the numbers of the words that the filter passes, and of those that a glance at eight bytes tells nothing of: the last words of a
/// text, and, unless it is all `ASCII`, words that are not. Gives how many there are.
#[allow(clippy::needless_bitwise_bool, reason = "a branch would cost more")]
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn begins<const ASCII: bool>(
    bytes: &[u8],
    starts: &[u32],
    ends: &[u32],
    filter: &[u64],
    begin: &mut [u32; NUMBERS],
) -> usize {
    let mut count = 0;
    let mut number = 0;
    for (&start, &end) in starts.iter().zip(ends) {
        let Some(eight) = bytes.get(start as usize..).and_then(<[u8]>::first_chunk) else {
            break;
        };
        let (head, ascii) = WordKey::quick_head(*eight, end - start);
        // Written down first and kept after: a branch would be guessed wrong far too often. There is room for all; the remainder of the
        // division only tells the compiler.
        begin[count % NUMBERS] = number;
        count += usize::from(contains(filter, head) | !(ASCII || ascii));
        number += 1;
    }
    for number in number as usize..ends.len() {
        begin[count % NUMBERS] = u32::try_from(number).expect("a stretch has few words");
        count += 1;
    }
    count
}

/// The key of a word; of the usual short word at a glance.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn full_key(text: &str, start: u32, end: u32, folded: &mut Vec<u8>) -> WordKey {
    let length = end - start;
    if length <= 8
        && let Some(eight) = text.as_bytes()[start as usize..].first_chunk()
        && let (head, true) = WordKey::quick_head(*eight, length)
    {
        return WordKey::of_head(head, length);
    }
    key_of(text, start, end, folded)
}

#[inline(never)]
fn key_of(text: &str, start: u32, end: u32, folded: &mut Vec<u8>) -> WordKey {
    WordKey::of(&text[start as usize..end as usize], folded)
}
