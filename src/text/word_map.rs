//! Where the words of a text are: one bit a byte, so that finding words, counting them and telling which begin with a capital are
//! operations on whole machine words.

use super::masks::{BLOCK, Masks};
use super::{CharClass, char_class};

/// The words of one text: maximal runs of word characters of scripts with spaces. A buffer to be filled again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordMap {
    pub(super) blocks: Vec<Masks>,
}

/// The words that begin in one block of 64 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockWords {
    /// Where the block begins.
    pub(crate) base: usize,
    /// A bit for each byte at which a word begins.
    pub(crate) starts: u64,
    word: u64,
    high: u64,
}

impl BlockWords {
    /// The length of the word that begins at bit `start`, if it is all ASCII and ends inside the block.
    #[inline]
    pub(crate) fn ascii_word(self, start: u32) -> Option<u32> {
        let length = (!(self.word >> start)).trailing_zeros();
        // The last bit of the block may belong to a word that goes on; shifting in two steps allows for all 64.
        let inside = start + length < u64::BITS;
        let run = !(u64::MAX << (length & 63)) << start;
        (inside && self.high & run == 0).then_some(length)
    }
}

impl WordMap {
    /// Finds the words of `text`.
    ///
    /// # Panics
    /// If `text` is 4 GiB or longer: documents are limited to 256 MB.
    pub(crate) fn fill(&mut self, text: &str) {
        assert!(
            u32::try_from(text.len()).is_ok(),
            "documents are limited to 256 MB"
        );
        self.blocks.clear();
        let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
        self.blocks.reserve(blocks.len() + 1);
        let mut high = 0;
        for block in blocks {
            let masks = Masks::of(block);
            high |= masks.high;
            self.blocks.push(masks);
        }
        // What is left, which may be nothing: so the last block always ends in a byte of no word.
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        let masks = Masks::of(&block);
        self.blocks.push(masks);
        if high | masks.high != 0 {
            self.fill_characters(text);
        }
    }

    /// Marks the characters beyond ASCII.
    fn fill_characters(&mut self, text: &str) {
        let mut done = 0;
        for at in 0..self.blocks.len() {
            let mut high = self.blocks[at].high;
            while high != 0 {
                let start = at * BLOCK + high.trailing_zeros() as usize;
                high &= high - 1;
                if start < done {
                    continue;
                }
                let character = text[start..]
                    .chars()
                    .next()
                    .expect("a high byte that no character before it covers begins one");
                done = start + character.len_utf8();
                if char_class(character) == CharClass::Spaced {
                    self.mark_word(start, done);
                    if character.is_uppercase() {
                        self.blocks[at].upper |= 1 << (start % BLOCK);
                    }
                }
            }
        }
    }

    fn mark_word(&mut self, start: usize, end: usize) {
        for at in start..end {
            self.blocks[at / BLOCK].word |= 1 << (at % BLOCK);
        }
    }

    /// A bit for each byte of a block at which a word begins; none behind the last block.
    #[inline]
    pub(super) fn starts(&self, block: usize) -> u64 {
        let carry = match block.checked_sub(1) {
            Some(before) => self.blocks[before].word >> (BLOCK - 1),
            None => 0,
        };
        let word = self.blocks.get(block).map_or(0, |masks| masks.word);
        word & !(word << 1 | carry)
    }

    /// The blocks with the words that begin in each, in order.
    #[inline]
    pub(crate) fn blocks(&self) -> impl Iterator<Item = BlockWords> {
        let mut carry = 0;
        self.blocks.iter().enumerate().map(move |(at, masks)| {
            let starts = masks.word & !(masks.word << 1 | carry);
            carry = masks.word >> (BLOCK - 1);
            BlockWords {
                base: at * BLOCK,
                starts,
                word: masks.word,
                high: masks.high,
            }
        })
    }

    /// Where the word that covers `start` ends.
    #[inline]
    pub(crate) fn end_of(&self, start: usize) -> usize {
        let mut at = start / BLOCK;
        let mut gaps = !self.blocks[at].word & (u64::MAX << (start % BLOCK));
        while gaps == 0 {
            at += 1;
            gaps = !self.blocks[at].word;
        }
        at * BLOCK + gaps.trailing_zeros() as usize
    }

    /// Where the first word at or after `from`, which is inside no word, begins.
    #[inline]
    pub(crate) fn next_from(&self, from: usize) -> Option<usize> {
        let mut at = from / BLOCK;
        let mut words = self.blocks.get(at)?.word & (u64::MAX << (from % BLOCK));
        while words == 0 {
            at += 1;
            words = self.blocks.get(at)?.word;
        }
        Some(at * BLOCK + words.trailing_zeros() as usize)
    }

    /// A counter of the words before rising places.
    pub(crate) fn counter(&self) -> WordCounter<'_> {
        WordCounter {
            map: self,
            block: 0,
            before: 0,
        }
    }
}

/// Counts the words before places that rise.
#[derive(Clone, Debug)]
pub(crate) struct WordCounter<'m> {
    map: &'m WordMap,
    block: usize,
    before: u32,
}

impl WordCounter<'_> {
    /// How many words begin before `place`, which must not be before the place asked for last.
    pub(crate) fn before(&mut self, place: usize) -> u32 {
        let last = self.map.blocks.len();
        while self.block < last.min(place / BLOCK) {
            self.before += self.starts(self.block).count_ones();
            self.block += 1;
        }
        let here = self.starts(self.block) & !(u64::MAX << (place % BLOCK));
        self.before + here.count_ones()
    }

    fn starts(&self, block: usize) -> u64 {
        self.map.starts(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut map = WordMap::default();
        map.fill(text);
        let mut counter = map.counter();
        let mut found = Vec::new();
        for block in map.blocks() {
            let mut starts = block.starts;
            while starts != 0 {
                let bit = starts.trailing_zeros();
                starts &= starts - 1;
                let start = block.base + bit as usize;
                let end = map.end_of(start);
                if let Some(length) = block.ascii_word(bit) {
                    assert_eq!(start + length as usize, end);
                    assert!(text[start..end].is_ascii());
                }
                assert_eq!(map.next_from(start), Some(start));
                assert_eq!(counter.before(start) as usize, found.len());
                found.push(&text[start..end]);
            }
        }
        assert_eq!(counter.before(text.len()) as usize, found.len());
        found
    }

    #[test]
    fn words_end_where_word_characters_end() {
        assert_eq!(
            words("The U.S. snake_case, H800/H100!"),
            ["The", "U", "S", "snake_case", "H800", "H100"]
        );
        assert_eq!(
            words("naïve café “Ångström”—x"),
            ["naïve", "café", "Ångström", "x"]
        );
        assert_eq!(words("abcé"), ["abcé"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn scripts_without_spaces_only_divide() {
        assert_eq!(words("日本語Acmeです Beta東"), ["Acme", "Beta"]);
    }

    #[test]
    fn blocks_have_no_say_in_where_words_end() {
        for shift in 0..140 {
            let text = format!(
                "{}Deutsche naïve_Bank “AG” {}é {} end",
                " ".repeat(shift),
                "x".repeat(70),
                "é".repeat(70)
            );
            let expected = [
                "Deutsche".to_owned(),
                "naïve_Bank".to_owned(),
                "AG".to_owned(),
                "x".repeat(70) + "é",
                "é".repeat(70),
                "end".to_owned(),
            ];
            assert_eq!(words(&text), expected, "{shift}");
        }
        for length in 0..200 {
            let word = "x".repeat(length);
            assert_eq!(words(&word).len(), usize::from(length > 0));
        }
    }
}
