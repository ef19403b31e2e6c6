//! Finds the words of a text with which a form may begin: the loop that every word of every text goes through.

use crate::mention::filters::{announce_key, announce_word, contains, knows, promise};
use crate::mention::table::{WordTable, first_key, next_key, spaced_key};
use crate::text::processor::{self, Kernel};
use crate::text::{TextMap, WordKey, WordPlaces};

/// How many numbers a filter may have, 128 KiB, of which the processor has near enough what is asked of them.
const NEAR: usize = 1 << 14;

/// Room for the numbers of the words of a stretch.
const NUMBERS: usize = WordPlaces::MOST.next_power_of_two();

/// Buffers, to be used again for each text.
#[derive(Debug)]
pub(super) struct Room {
    words: WordPlaces,
    /// Numbers of words with which a form may begin.
    begin: Box<[u32; NUMBERS]>,
    /// Those of them that are a form or go on as one, as far as the filters tell.
    picked: Box<[Picked; WordPlaces::MOST]>,
}

/// A word with which a form may begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Picked {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the next word ends, if it is known.
    pub(super) next_end: u32,
    /// It may be a form by itself.
    pub(super) alone: bool,
    /// With the next word, it may be a form or begin one.
    pub(super) in_pair: bool,
    /// A longer form may begin with it, but the next word is not known yet.
    pub(super) next_unknown: bool,
    /// The key of the word.
    pub(super) key: u64,
    /// The key of it and the next one.
    pub(super) pair: u64,
}

impl Picked {
    #[allow(clippy::needless_bitwise_bool, reason = "a branch would cost more")]
    #[inline]
    fn may_begin_a_form(self) -> bool {
        self.alone | self.in_pair | self.next_unknown
    }
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

impl Room {
    /// Begins a text.
    pub(super) fn restart(&mut self) {
        self.words.restart();
    }

    /// Goes on to the next stretch of a text: the words, in order, at which a form may stand as far as the filters tell. Their slots are
    /// announced. `None` where the text has ended.
    pub(super) fn advance(
        &mut self,
        text: &str,
        map: &TextMap,
        table: &WordTable,
        folded: &mut Vec<u8>,
    ) -> Option<&[Picked]> {
        let count = processor::run(Stretch {
            text,
            map,
            table,
            room: self,
            folded,
        })?;
        let picked = &self.picked[..count];
        for word in picked {
            if word.alone || word.next_unknown {
                table.slots.announce(word.key);
            }
            if word.in_pair {
                table.slots.announce(word.pair);
            }
        }
        Some(picked)
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
        let filter = &self.table.usual_filter().bits;
        if filter.len() > NEAR {
            announce_all(words, filter);
        }
        let count = if self.map.is_ascii() {
            begins::<true>(words, filter, begin)
        } else {
            begins::<false>(words, filter, begin)
        };
        let count = pick(words, &begin[..count], self.table, picked, self.folded);
        let pairs = &self.table.filters.pairs.bits;
        Some(confirm(&mut picked[..count], pairs))
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
        let length = self.ends[number] - self.starts[number];
        match self.head(number) {
            Some((head, _)) if length <= 8 => WordKey::of_head(head, length).hash,
            _ => self.key(number, folded).hash,
        }
    }

    /// The head of a word, and the same as it is written, where a glance at eight bytes tells them.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn head(self, number: usize) -> Option<(u64, u64)> {
        let (start, end) = (self.starts[number], self.ends[number]);
        let eight = self.text.as_bytes()[start as usize..].first_chunk()?;
        let (head, ascii) = WordKey::quick_head(*eight, end - start);
        ascii.then(|| (head, WordKey::written_head(*eight, end - start)))
    }

    /// The key of any word.
    #[inline(never)]
    fn key(self, number: usize, folded: &mut Vec<u8>) -> WordKey {
        let (start, end) = (self.starts[number], self.ends[number]);
        WordKey::of(&self.text[start as usize..end as usize], folded)
    }
}

/// Has brought near what the filter knows of all words.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn announce_all(words: Listed<'_>, filter: &[u64]) {
    for (&start, &end) in words.starts.iter().zip(words.ends) {
        let rest = words.text.as_bytes().get(start as usize..);
        if let Some(eight) = rest.and_then(<[u8]>::first_chunk) {
            announce_word(filter, WordKey::quick_head(*eight, end - start).0);
        }
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
    begin: &mut [u32; NUMBERS],
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
    for number in number as usize..words.ends.len() {
        begin[count % NUMBERS] = u32::try_from(number).expect("a stretch has few words");
        count += 1;
    }
    count
}

/// Picks those of the words that are promised to be forms, or to begin longer ones, with the keys by which those are looked up. What the filter
/// of pairs knows of them is announced. Gives how many there are.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn pick(
    words: Listed<'_>,
    begin: &[u32],
    table: &WordTable,
    picked: &mut [Picked; WordPlaces::MOST],
    folded: &mut Vec<u8>,
) -> usize {
    let Listed { text, starts, ends } = words;
    let pairs = &table.filters.pairs.bits;
    let mut kept = 0;
    for &number in begin {
        let number = number as usize;
        let (start, end) = (starts[number], ends[number]);
        let (promise, hash) = if let Some((head, written)) = words.head(number) {
            let promise = promise(&table.usual_filter().bits, head, written);
            (promise, words.hash(number, folded))
        } else {
            let key = words.key(number, folded);
            let promise = promise(&table.filters.folded.bits, key.head, key.head);
            if !(promise.alone || promise.goes_on) {
                continue;
            }
            (promise, key.hash)
        };
        let mut word = Picked {
            start,
            end,
            next_end: 0,
            alone: promise.alone,
            in_pair: false,
            next_unknown: false,
            key: first_key(hash),
            pair: 0,
        };
        if let Some(&next_end) = ends.get(number + 1) {
            let next = starts[number + 1];
            word.next_end = next_end;
            if next == end + 1 && text.as_bytes()[end as usize] == b' ' {
                // Also where it is not wanted: that is cheaper than to guess.
                word.pair = spaced_key(word.key, words.hash(number + 1, folded));
                word.in_pair = promise.goes_on;
            } else if promise.goes_on {
                let hash = words.hash(number + 1, folded);
                let pair = next_key(word.key, &text[end as usize..next as usize], hash);
                word.pair = pair.unwrap_or_default();
                word.in_pair = pair.is_some();
            }
            announce_key(pairs, word.pair);
        } else {
            word.next_unknown = promise.goes_on;
        }
        picked[kept] = word;
        kept += usize::from(word.may_begin_a_form());
    }
    kept
}

/// Keeps those of the words picked with which a form may begin, now that the filter of pairs is near. Gives how many there are.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn confirm(picked: &mut [Picked], pairs: &[u64]) -> usize {
    let mut kept = 0;
    for at in 0..picked.len() {
        let mut word = picked[at];
        word.in_pair &= contains(pairs, word.pair);
        picked[kept] = word;
        kept += usize::from(word.may_begin_a_form());
    }
    kept
}
