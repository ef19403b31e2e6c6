//! Where words begin and end, written down a stretch of text at a time, so that the loop over them runs on without asking where a block ends:
//! a loop that ends after eight words or after thirteen costs more than what it does.

use super::masks::BLOCK;
use super::text_map::TextMap;

/// How many blocks are written down at a time: 2 KB of text, so that all that its words lead to stays in the cache next to the processor.
const BLOCKS: usize = 32;

/// How many words begin in a block at most.
const MOST: usize = BLOCK / 2;

/// How many places of a block are written down without asking how many there are.
const USUAL: usize = 16;

/// The first or the last places of the words of a stretch.
#[derive(Clone, Debug)]
struct Places {
    places: Box<[u32; BLOCKS * MOST + BLOCK]>,
    count: usize,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            places: Box::new([0; BLOCKS * MOST + BLOCK]),
            count: 0,
        }
    }
}

impl Places {
    fn as_slice(&self) -> &[u32] {
        &self.places[..self.count]
    }

    /// Writes down the places of the bits of a block that begins at `base`.
    #[allow(clippy::inline_always, reason = "called by kernels only")]
    #[inline(always)]
    fn push_bits(&mut self, mut bits: u64, base: u32) {
        let count = bits.count_ones() as usize;
        let room: &mut [u32; BLOCK] = self.places[self.count..]
            .first_chunk_mut()
            .expect("there is room for a block behind all that were asked for");
        for place in &mut room[..USUAL] {
            *place = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if count > USUAL {
            for place in &mut room[USUAL..] {
                *place = base + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
        }
        self.count += count;
    }
}

/// The words of a text, a stretch at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPlaces {
    starts: Places,
    ends: Places,
    next: usize,
}

impl WordPlaces {
    /// How many words a stretch has at most, one that began before it included.
    pub(crate) const MOST: usize = BLOCKS * MOST + 1;

    /// Begins anew.
    pub(crate) fn restart(&mut self) {
        self.next = 0;
        self.starts.count = 0;
        self.ends.count = 0;
    }

    /// Goes on to the next stretch of text; `false` where there is none. For kernels.
    #[allow(clippy::inline_always, reason = "called by kernels only")]
    #[allow(clippy::cast_possible_truncation, reason = "the map has checked it")]
    #[inline(always)]
    pub(crate) fn advance(&mut self, map: &TextMap) -> bool {
        let blocks = &map.blocks[self.next..];
        let blocks = &blocks[..blocks.len().min(BLOCKS)];
        // A word that begins in one stretch may end in a later one; it belongs to that one.
        let open = self.starts.as_slice().get(self.ends.count).copied();
        self.starts.count = 0;
        self.ends.count = 0;
        if blocks.is_empty() {
            return false;
        }
        if let Some(open) = open {
            self.starts.places[0] = open;
            self.starts.count = 1;
        }
        let mut carry = u64::from(open.is_some());
        let mut base = (self.next * BLOCK) as u32;
        for masks in blocks {
            let shifted = masks.word << 1 | carry;
            self.starts.push_bits(masks.word & !shifted, base);
            self.ends.push_bits(!masks.word & shifted, base);
            carry = masks.word >> (BLOCK - 1);
            base += BLOCK as u32;
        }
        self.next += blocks.len();
        true
    }

    /// Where the words of this stretch begin, and where they end. The last may end in a later stretch; then it has no end here, and comes again.
    #[inline]
    pub(crate) fn words(&self) -> (&[u32], &[u32]) {
        (self.starts.as_slice(), self.ends.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_map() {
        let long = "x".repeat(3 * BLOCKS * BLOCK);
        for unit in [
            "a b,c",
            "The quick brown fox. ",
            "é ",
            "x",
            " ",
            "naïve Ω",
            &long,
        ] {
            for shift in [0, 1, 63, 64] {
                let text = format!("{}{} end", " ".repeat(shift), unit.repeat(1_500));
                let mut map = TextMap::default();
                map.fill(&text);
                let mut places = WordPlaces::default();
                places.restart();
                let mut from = 0;
                while places.advance(&map) {
                    let (starts, ends) = places.words();
                    for (&start, &end) in starts.iter().zip(ends) {
                        let expected = map.next_from(from).unwrap();
                        assert_eq!(start as usize, expected);
                        assert_eq!(end as usize, map.end_of(expected));
                        from = end as usize;
                    }
                }
                assert_eq!(map.next_from(from), None);
            }
        }
    }
}
