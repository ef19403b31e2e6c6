//! What the bytes of a text are, a few bits each: finding words and stops, counting them and telling which words begin with a capital then
//! are operations on whole machine words.

use super::masks::{BLOCK, Masks, classify};
use super::shown::needs_reading;
use super::{CharClass, char_class};

/// The bytes of one text: which belong to words (maximal runs of word characters of scripts with spaces), which are stops, and so on. A
/// buffer to be filled again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextMap {
    pub(super) blocks: Vec<Masks>,
    survey: Survey,
}

/// Which kinds of bytes a text holds, so that nothing is looked for where there is none of it. Most documents of one line have none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(super) struct Survey {
    /// No byte belongs to a longer character.
    pub(super) ascii: bool,
    /// Some line may end before the text does. A U+2029 is not looked for: only text that is not ASCII can hold one.
    pub(super) line_ends: bool,
    /// There is a `(` or `[`.
    pub(super) brackets: bool,
    /// A reader sees another text than is written.
    pub(super) reading: bool,
}

#[cfg(test)]
impl Survey {
    pub(super) fn of(text: &str) -> Self {
        let mut map = TextMap::default();
        map.fill(text);
        map.survey()
    }
}

impl TextMap {
    /// Looks at every byte of `text`.
    ///
    /// # Panics
    /// If `text` is 4 GiB or longer: documents are limited to 256 MB.
    pub(crate) fn fill(&mut self, text: &str) {
        assert!(
            u32::try_from(text.len()).is_ok(),
            "documents are limited to 256 MB"
        );
        self.blocks.clear();
        classify(text.as_bytes(), &mut self.blocks);
        let (mut high, mut line_ends, mut brackets) = (0, 0, 0);
        for masks in &self.blocks {
            high |= masks.high;
            line_ends |= masks.line_end;
            brackets |= masks.bracket;
        }
        self.survey = Survey {
            ascii: high == 0,
            line_ends: line_ends != 0,
            brackets: brackets != 0,
            reading: false,
        };
        if high != 0 {
            self.fill_characters(text);
        }
    }

    /// Whether the text is all ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        self.survey.ascii
    }

    /// Whether a reader sees another text than is written; [`Reading`](super::Reading) tells which.
    pub(crate) fn needs_reading(&self) -> bool {
        self.survey.reading
    }

    /// Which kinds of bytes the text holds.
    pub(super) fn survey(&self) -> Survey {
        self.survey
    }

    /// The places of `.`, `!` and `?` in a block, a bit each.
    #[inline]
    pub(super) fn stops(&self, block: usize) -> u64 {
        self.blocks[block].stop
    }

    /// Marks the characters beyond ASCII.
    fn fill_characters(&mut self, text: &str) {
        let mut done = 0;
        let mut previous = '\0';
        let mut reading = false;
        for at in 0..self.blocks.len() {
            let mut high = self.blocks[at].high;
            while high != 0 {
                let start = at * BLOCK + high.trailing_zeros() as usize;
                high &= high - 1;
                if start < done {
                    continue;
                }
                if done < start {
                    previous = char::from(text.as_bytes()[start - 1]);
                }
                let character = text[start..]
                    .chars()
                    .next()
                    .expect("a high byte that no character before it covers begins one");
                done = start + character.len_utf8();
                reading = reading || needs_reading(previous, character);
                previous = character;
                if char_class(character) == CharClass::Spaced {
                    self.mark_word(start, done);
                    if character.is_uppercase() {
                        self.blocks[at].upper |= 1 << (start % BLOCK);
                    }
                }
            }
        }
        self.survey.reading = reading;
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
    map: &'m TextMap,
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
        let mut map = TextMap::default();
        map.fill(text);
        let mut counter = map.counter();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = map.next_from(from) {
            let end = map.end_of(start);
            assert_eq!(counter.before(start) as usize, found.len());
            found.push(&text[start..end]);
            from = end;
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
