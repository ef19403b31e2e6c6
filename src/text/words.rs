//! Words of a text, each with the hash of its folded form: what the matcher looks up.

use super::fold_shape;
use super::letters::key_letters;
use super::text_map::TextMap;

/// A word of a script with spaces: a maximal run of word characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// What tells it from other words, whatever its case and accents.
    pub(crate) key: WordKey,
    start: u32,
    end: u32,
}

impl Word {
    /// The first byte.
    pub(crate) const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub(crate) const fn end(self) -> usize {
        self.end as usize
    }
}

/// The words of one text, listed. Texts that are only searched have a [`TextMap`], which costs less.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    map: TextMap,
    list: Vec<Word>,
    folded: Vec<u8>,
}

impl Words {
    /// Lists the words of `text`, in order.
    ///
    /// # Panics
    /// As [`TextMap::fill`].
    #[allow(clippy::cast_possible_truncation, reason = "checked by the map")]
    pub(crate) fn fill(&mut self, text: &str) {
        self.list.clear();
        self.map.fill(text);
        let mut from = 0;
        while let Some(start) = self.map.next_from(from) {
            let end = self.map.end_of(start);
            let key = WordKey::of(&text[start..end], &mut self.folded);
            self.list.push(Word {
                key,
                start: start as u32,
                end: end as u32,
            });
            from = end;
        }
    }

    /// The words found last.
    pub(crate) fn as_slice(&self) -> &[Word] {
        &self.list
    }
}

/// Two numbers that equal words have in common, whatever their case, shape and accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordKey {
    /// The first eight bytes of the folded word: one load and two operations, so it can be had of every word of a text.
    pub(crate) head: u64,
    /// A hash of all of it.
    pub(crate) hash: u64,
}

/// Setting bit 5 of every byte folds the case of ASCII letters, changes no digit, and keeps the word bytes of ASCII apart from each other;
/// other bytes may collide, which costs a comparison, no error.
const FOLD: u64 = 0x2020_2020_2020_2020;

/// All ones in as many bytes as the index says. A load costs less than making them.
const FIRST_BYTES: [u64; 9] = {
    let mut masks = [0; 9];
    let mut length = 1;
    while length <= 8 {
        masks[length] = u64::MAX >> (64 - 8 * length);
        length += 1;
    }
    masks
};

impl WordKey {
    /// The key of a word; `folded` is a buffer.
    #[inline]
    pub(crate) fn of(word: &str, folded: &mut Vec<u8>) -> Self {
        if word.is_ascii() {
            return Self::of_bytes(word.as_bytes());
        }
        folded.clear();
        for character in word.chars() {
            for letter in key_letters(fold_shape(character)) {
                folded.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        Self::of_bytes(folded)
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        let Some(first) = bytes.first_chunk() else {
            let mut first = [0; 8];
            first[..bytes.len()].copy_from_slice(bytes);
            let head = u64::from_le_bytes(first) | FOLD;
            #[allow(clippy::cast_possible_truncation, reason = "under eight")]
            return Self::of_head(head, bytes.len() as u32);
        };
        // Whole chunks, then the last eight bytes, which may overlap them.
        let (chunks, _) = bytes[..bytes.len() - 1].as_chunks();
        let last = bytes.last_chunk().expect("as long as the first");
        let hash = chunks
            .iter()
            .chain([last])
            .fold(bytes.len() as u64, |hash, chunk| {
                mix(hash, u64::from_le_bytes(*chunk) | FOLD)
            });
        Self {
            head: u64::from_le_bytes(*first) | FOLD,
            hash,
        }
    }

    /// The key of a word of at most eight bytes, from its head.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    pub(crate) fn of_head(head: u64, length: u32) -> Self {
        Self {
            head,
            hash: mix(u64::from(length), head),
        }
    }

    /// The first eight bytes of a word as they are written, if they are ASCII.
    pub(crate) fn written(word: &str) -> Option<u64> {
        let mut first = [0; 8];
        for (to, byte) in first.iter_mut().zip(word.bytes()) {
            *to = byte;
        }
        first.is_ascii().then_some(u64::from_le_bytes(first))
    }

    /// The same of a word of `length` bytes, from eight bytes of text that begin with it.
    #[allow(clippy::inline_always, reason = "called by kernels only")]
    #[inline(always)]
    pub(crate) fn written_head(eight: [u8; 8], length: u32) -> u64 {
        u64::from_le_bytes(eight) & FIRST_BYTES[length.min(8) as usize]
    }

    /// The head of a word of `length` bytes, from eight bytes of text that begin with it; and whether it is all ASCII, without which it is
    /// worth nothing.
    #[allow(clippy::inline_always, reason = "called by kernels only")]
    #[inline(always)]
    pub(crate) fn quick_head(eight: [u8; 8], length: u32) -> (u64, bool) {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let used = Self::written_head(eight, length);
        (used | FOLD, used & HIGH == 0)
    }
}

/// Folds `value` into `hash`: one wide multiplication, its halves combined (the step of wyhash and foldhash).
#[inline]
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const SECOND: u64 = 0xD1B5_4A32_D192_ED03;
    let product = u128::from(hash ^ FIRST) * u128::from(value ^ SECOND);
    #[allow(clippy::cast_possible_truncation, reason = "the two halves are wanted")]
    let folded = (product >> 64) as u64 ^ product as u64;
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> WordKey {
        let mut words = Words::default();
        words.fill(word);
        assert_eq!(words.list.len(), 1, "{word}");
        words.list[0].key
    }

    #[test]
    fn words_are_listed_with_their_places() {
        let text = "The U.S. snake_case, H800/H100 naïve “Ångström”";
        let mut words = Words::default();
        words.fill(text);
        let found: Vec<_> = words
            .as_slice()
            .iter()
            .map(|word| &text[word.start()..word.end()])
            .collect();
        let expected = [
            "The",
            "U",
            "S",
            "snake_case",
            "H800",
            "H100",
            "naïve",
            "Ångström",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn case_does_not_change_the_key() {
        assert_eq!(key("NVIDIA"), key("nvidia"));
        assert_eq!(key("Semiconductor_Ltd"), key("SEMICONDUCTOR_LTD"));
        assert_eq!(key("ÉCOLE"), key("école"));
        assert_eq!(key("GIESSEN"), key("Gießen"));
        assert_eq!(
            key("IĞDIR"),
            key("Iğdır"),
            "options may want them to be the same"
        );
        assert_eq!(key("\u{212A}ing"), key("king"), "the sign of the kelvin");
        assert_ne!(key("H800"), key("H100"));
        assert_ne!(key("a").hash, key("aa").hash);
        assert_ne!(key("abcdefgh").hash, key("abcdefghh").hash);
        assert_ne!(key("abcdefghabcdefgh").hash, key("abcdefghabcdefg").hash);
    }

    #[test]
    fn heads_come_out_of_the_text_as_out_of_the_word() {
        let text = *b"Semiconductors, x";
        for length in 1..=14_u32 {
            let word = std::str::from_utf8(&text[..length as usize]).unwrap();
            let head = WordKey::quick_head(*text.first_chunk().unwrap(), length);
            assert_eq!(head, (key(word).head, true), "{word}");
        }
        let eight = *"naïve to".as_bytes().first_chunk().unwrap();
        assert!(!WordKey::quick_head(eight, 6).1);
        assert_eq!(WordKey::quick_head(eight, 2), (key("na").head, true));
    }
}
