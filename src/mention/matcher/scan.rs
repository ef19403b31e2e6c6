//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::filters::{Promise, contains, knows, promise};
use crate::mention::table::{WordTable, first_key, next_key, spaced_key};
use crate::text::processor::{self, Kernel};
use crate::text::{TextMap, WordKey, WordPlaces};

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The key of the word.
    pub(super) key: u64,
    /// It may be a form by itself.
    pub(super) alone: bool,
    pub(super) longer: Longer,
}

/// What is known of forms of more than one word that begin with a word.
#[derive(Clone, Copy, Debug)]
pub(super) enum Longer {
    /// There are none.
    No,
    /// They may be found by the word and the next one.
    Pair {
        /// The key of the two.
        key: u64,
        /// Where the next word ends.
        end: usize,
    },
    /// The next word is not known yet.
    Perhaps,
}

/// Room for the numbers of the words of a stretch.
const NUMBERS: usize = WordPlaces::MOST.next_power_of_two();

/// Buffers, to be used again for each text.
#[derive(Debug)]
pub(super) struct Room {
    words: WordPlaces,
    /// Numbers of words with which a form may begin.
    begin: Box<[u16; NUMBERS]>,
    /// Those words that go on as a form may.
    picked: Box<[Picked; WordPlaces::MOST]>,
}

/// A [`FirstWord`], as it is written down.
#[derive(Clone, Copy, Debug, Default)]
struct Picked {
    start: u32,
    end: u32,
    next_end: u32,
    alone: bool,
    in_pair: bool,
    perhaps: bool,
    key: u64,
    pair: u64,
}

impl Default for Room {
    fn default() -> Self {
        const ENOUGH: &str = "as many as asked for";
        Self {
            words: WordPlaces::default(),
            begin: vec![0; NUMBERS].try_into().expect(ENOUGH),
            picked: vec![Picked::default(); WordPlaces::MOST]
                .try_into()
                .expect(ENOUGH),
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
        table,
        room,
        folded,
    }) {
        let picked = &room.picked[..count];
        for word in picked {
            if word.alone | word.perhaps {
                table.slots.announce(word.key);
            }
            if word.in_pair {
                table.slots.announce(word.pair);
            }
        }
        for word in picked {
            found(word.first_word(), folded);
        }
    }
}

impl Picked {
    #[inline]
    fn first_word(&self) -> FirstWord {
        FirstWord {
            start: self.start as usize,
            end: self.end as usize,
            key: self.key,
            alone: self.alone,
            longer: if self.in_pair {
                Longer::Pair {
                    key: self.pair,
                    end: self.next_end as usize,
                }
            } else if self.perhaps {
                Longer::Perhaps
            } else {
                Longer::No
            },
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
        let Room {
            words,
            begin,
            picked,
        } = self.room;
        if !words.advance(self.map) {
            return None;
        }
        let (starts, ends) = words.words();
        let words = Listed {
            text: self.text,
            starts,
            ends: &ends[..ends.len().min(starts.len())],
        };
        let filter = self.table.usual_filter().bits();
        let count = if self.map.is_ascii() {
            begins::<true>(words, filter, begin)
        } else {
            begins::<false>(words, filter, begin)
        };
        Some(pick(
            words,
            &begin[..count],
            self.table,
            picked,
            self.folded,
        ))
    }
}

/// The words of a stretch of text.
#[derive(Clone, Copy)]
struct Listed<'a> {
    text: &'a str,
    starts: &'a [u32],
    /// As long as `starts`, or shorter.
    ends: &'a [u32],
}

impl Listed<'_> {
    /// The hash of a word; of the usual short word at a glance.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn hash(self, number: usize, folded: &mut Vec<u8>) -> u64 {
        let (start, end) = (self.starts[number], self.ends[number]);
        let length = end - start;
        if length <= 8
            && let Some(eight) = self.text.as_bytes()[start as usize..].first_chunk()
            && let (head, true) = WordKey::quick_head(*eight, length)
        {
            return WordKey::of_head(head, length).hash;
        }
        self.key(number, folded).hash
    }

    /// What the filters tell of a word.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn promise(self, number: usize, table: &WordTable, folded: &mut Vec<u8>) -> Promise {
        let (start, end) = (self.starts[number], self.ends[number]);
        if let Some(eight) = self.text.as_bytes()[start as usize..].first_chunk()
            && let (head, true) = WordKey::quick_head(*eight, end - start)
        {
            let written = WordKey::written_head(*eight, end - start);
            return promise(table.usual_filter().bits(), head, written);
        }
        let head = self.key(number, folded).head;
        promise(table.filters.folded.bits(), head, head)
    }

    /// The key of any word.
    #[inline(never)]
    fn key(self, number: usize, folded: &mut Vec<u8>) -> WordKey {
        let (start, end) = (self.starts[number], self.ends[number]);
        WordKey::of(&self.text[start as usize..end as usize], folded)
    }
}

/// Writes down the numbers of the words that the filter passes, and of those that a glance at eight bytes tells nothing of: the last words of a
/// text, and, unless it is all `ASCII`, words that are not. Gives how many there are.
#[allow(clippy::needless_bitwise_bool, reason = "a branch would cost more")]
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn begins<const ASCII: bool>(
    words: Listed<'_>,
    filter: &[u64],
    begin: &mut [u16; NUMBERS],
) -> usize {
    let bytes = words.text.as_bytes();
    let mut count = 0;
    let mut number = 0;
    for (&start, &end) in words.starts.iter().zip(words.ends) {
        let Some(eight) = bytes.get(start as usize..).and_then(<[u8]>::first_chunk) else {
            break;
        };
        let (head, ascii) = WordKey::quick_head(*eight, end - start);
        let written = WordKey::written_head(*eight, end - start);
        // Written down first and kept after: a branch would be guessed wrong far too often. There is room for all; the remainder of the
        // division only tells the compiler.
        begin[count % NUMBERS] = number;
        count += usize::from(knows(filter, head, written) | !(ASCII || ascii));
        number += 1;
    }
    for number in usize::from(number)..words.ends.len() {
        begin[count % NUMBERS] = u16::try_from(number).expect("a stretch has few words");
        count += 1;
    }
    count
}

/// Keeps those of the words that are promised to be forms, or to begin longer ones and are followed by a word that they may go on with. Gives how
/// many there are.
#[allow(clippy::needless_bitwise_bool, reason = "a branch would cost more")]
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn pick(
    words: Listed<'_>,
    begin: &[u16],
    table: &WordTable,
    picked: &mut [Picked; WordPlaces::MOST],
    folded: &mut Vec<u8>,
) -> usize {
    let Listed { text, starts, ends } = words;
    let pairs = table.filters.pairs.bits();
    let mut kept = 0;
    for &number in begin {
        let number = usize::from(number);
        let promise = words.promise(number, table, folded);
        let (start, end) = (starts[number], ends[number]);
        let hash = words.hash(number, folded);
        let mut word = Picked {
            start,
            end,
            next_end: 0,
            alone: promise.alone,
            in_pair: false,
            perhaps: false,
            key: first_key(hash),
            pair: 0,
        };
        if promise.goes_on {
            if let Some(&next_end) = ends.get(number + 1) {
                let next = starts[number + 1];
                let next_hash = words.hash(number + 1, folded);
                let pair = if next == end + 1 && text.as_bytes()[end as usize] == b' ' {
                    Some(spaced_key(word.key, next_hash))
                } else {
                    next_key(word.key, &text[end as usize..next as usize], next_hash)
                };
                word.next_end = next_end;
                word.pair = pair.unwrap_or_default();
                word.in_pair = pair.is_some() & contains(pairs, word.pair);
            } else {
                word.perhaps = true;
            }
        }
        picked[kept] = word;
        kept += usize::from(word.alone | word.in_pair | word.perhaps);
    }
    kept
}
