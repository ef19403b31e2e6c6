//! Words of a text, each with the hash of its folded form: what the matcher looks up.
//!
//! Most bytes of most texts are ASCII, so ASCII words are found by masks of 64 bytes and hashed eight bytes at a step; characters are
//! decoded only in the stretches that hold others.

use super::{CharClass, Span, char_class, fold_case, fold_shape};

/// A word of a script with spaces: a maximal run of word characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of the folded word; equal words have equal hashes, whatever their case.
    pub(crate) hash: u64,
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

    /// The place of the word.
    pub(crate) fn span(self) -> Span {
        Span::new(self.start(), self.end())
    }
}

/// The words of one text. A buffer to be filled again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    words: Vec<Word>,
    folded: Vec<u8>,
}

/// How many bytes are classified at a time: one bit each in a word of the machine.
const BLOCK: usize = u64::BITS as usize;

/// Which bytes of a block belong to ASCII words, and which to longer characters; the first byte is the lowest bit.
#[derive(Clone, Copy)]
struct Masks {
    word: u64,
    high: u64,
}

impl Masks {
    fn of(block: &[u8; BLOCK]) -> Self {
        // Written so that the compiler turns both loops into vector instructions.
        let mut word = [0_u8; BLOCK];
        let mut high = [0_u8; BLOCK];
        for (at, &byte) in block.iter().enumerate() {
            let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            word[at] = u8::from(letter) | u8::from(digit) | u8::from(byte == b'_');
            high[at] = byte >> 7;
        }
        Self {
            word: gather(&word),
            high: gather(&high),
        }
    }

    /// Only what lies at or after bit `from`, which is under 64.
    fn starting_at(self, from: usize) -> Self {
        Self {
            word: self.word & (u64::MAX << from),
            high: self.high & (u64::MAX << from),
        }
    }
}

/// Packs the lowest bit of each byte into one number.
fn gather(flags: &[u8; BLOCK]) -> u64 {
    // One multiplication moves the eight low bits of eight bytes side by side into the top byte.
    const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
    let mut mask = 0;
    for (at, eight) in flags.chunks_exact(8).enumerate() {
        let value = u64::from_le_bytes(eight.try_into().expect("chunks of eight"));
        mask |= (value.wrapping_mul(SIDE_BY_SIDE) >> 56) << (at * 8);
    }
    mask
}

impl Words {
    /// Finds the words of `text`, in order.
    ///
    /// # Panics
    /// If `text` is 4 GiB or longer: documents are limited to 256 MB.
    pub(crate) fn fill(&mut self, text: &str) {
        self.words.clear();
        assert!(
            u32::try_from(text.len()).is_ok(),
            "documents are limited to 256 MB"
        );
        let bytes = text.as_bytes();
        let mut done = 0;
        for base in (0..bytes.len()).step_by(BLOCK) {
            if done >= base + BLOCK {
                continue;
            }
            let masks = if let Some(block) = bytes.get(base..base + BLOCK) {
                Masks::of(block.try_into().expect("a slice of that length"))
            } else {
                let mut block = [0; BLOCK];
                block[..bytes.len() - base].copy_from_slice(&bytes[base..]);
                Masks::of(&block)
            };
            done = self.fill_block(text, base, done.max(base), masks);
        }
    }

    /// Finds the words that begin in one block, at or after `from`; gives how far the text is done.
    fn fill_block(&mut self, text: &str, base: usize, from: usize, masks: Masks) -> usize {
        let bytes = text.as_bytes();
        let mut left = masks.starting_at(from - base);
        if left.high == 0 {
            self.words.reserve(BLOCK / 2);
            while left.word != 0 {
                let first = left.word.trailing_zeros();
                // Adding the lowest bit of a run clears the run and sets the bit behind it, if the block has one.
                let behind = left.word.wrapping_add(1 << first);
                let ends = behind & !left.word;
                if ends == 0 {
                    break;
                }
                left.word &= behind;
                let (start, end) = (base + first as usize, base + ends.trailing_zeros() as usize);
                self.push(start, end, ascii_hash(bytes, start, end));
            }
        }
        loop {
            let next = left.word | left.high;
            if next == 0 {
                return base + BLOCK;
            }
            let first = next.trailing_zeros() as usize;
            let start = base + first;
            let length = (!(left.word >> first)).trailing_zeros() as usize;
            let mut end = start + length;
            if end == base + BLOCK {
                while bytes.get(end).is_some_and(|&byte| is_word_byte(byte)) {
                    end += 1;
                }
            }
            let done = if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
                self.unicode_stretch(text, start)
            } else {
                self.push(start, end, ascii_hash(bytes, start, end));
                end
            };
            if done >= base + BLOCK {
                return done;
            }
            left = masks.starting_at(done - base);
        }
    }

    /// The words found last.
    pub(crate) fn as_slice(&self) -> &[Word] {
        &self.words
    }

    /// Reads characters from `start` up to the first one between words after it; gives where it stopped.
    fn unicode_stretch(&mut self, text: &str, start: usize) -> usize {
        self.folded.clear();
        let mut word_start = None;
        for (offset, character) in text[start..].char_indices() {
            let at = start + offset;
            let class = char_class(character);
            if class == CharClass::Spaced {
                word_start.get_or_insert(at);
                push_folded(&mut self.folded, character);
            } else {
                self.finish_word(&mut word_start, at);
                if class == CharClass::Other {
                    return at + character.len_utf8();
                }
            }
        }
        self.finish_word(&mut word_start, text.len());
        text.len()
    }

    fn finish_word(&mut self, word_start: &mut Option<usize>, end: usize) {
        if let Some(start) = word_start.take() {
            let hash = ascii_hash(&self.folded, 0, self.folded.len());
            self.push(start, end, hash);
            self.folded.clear();
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "checked by fill, once")]
    fn push(&mut self, start: usize, end: usize, hash: u64) {
        self.words.push(Word {
            hash,
            start: start as u32,
            end: end as u32,
        });
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn push_folded(folded: &mut Vec<u8>, character: char) {
    let mut buffer = [0; 4];
    let character = fold_case(fold_shape(character));
    folded.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
}

/// Hashes `bytes[start..end]`, taking upper and lower case ASCII letters for the same. Setting bit 5 of every byte folds the letters,
/// changes no digit, and keeps the word bytes of ASCII apart from each other; other bytes may collide, which costs a comparison, no error.
#[inline]
fn ascii_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let length = end - start;
    let eight = |at: usize| {
        let chunk = bytes.get(at..at + 8)?;
        Some(u64::from_le_bytes(
            chunk.try_into().expect("a slice of eight"),
        ))
    };
    if let (1..=8, Some(chunk)) = (length, eight(start)) {
        return mix(
            length as u64,
            chunk & (u64::MAX >> (64 - 8 * length)) | FOLD,
        );
    }
    if length > 8 {
        // Whole chunks, then the last eight bytes, which may overlap them.
        let chunks = (start..end - 8).step_by(8).chain([end - 8]);
        return chunks.fold(length as u64, |hash, at| {
            mix(hash, eight(at).expect("inside the word") | FOLD)
        });
    }
    // A short word at the end of the text.
    let value = bytes[start..end]
        .iter()
        .rev()
        .fold(0, |value, &byte| value << 8 | u64::from(byte));
    mix(length as u64, value | FOLD)
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

    fn words(text: &str) -> Vec<&str> {
        let mut words = Words::default();
        words.fill(text);
        words
            .words
            .iter()
            .map(|word| word.span().of(text))
            .collect()
    }

    fn hash(word: &str) -> u64 {
        let mut words = Words::default();
        words.fill(word);
        assert_eq!(words.words.len(), 1, "{word}");
        words.words[0].hash
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
    fn case_does_not_change_the_hash() {
        assert_eq!(hash("NVIDIA"), hash("nvidia"));
        assert_eq!(hash("Semiconductor_Ltd"), hash("SEMICONDUCTOR_LTD"));
        assert_eq!(hash("ÉCOLE"), hash("école"));
        assert_ne!(hash("H800"), hash("H100"));
        assert_ne!(hash("a"), hash("aa"));
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
    }

    #[test]
    fn the_hash_does_not_depend_on_what_follows() {
        for length in 1..20 {
            let word = "abcdefghijklmnopqrst"[..length].to_owned();
            let mut padded = Words::default();
            padded.fill(&format!("{word} and more text after it"));
            assert_eq!(padded.words[0].hash, hash(&word), "{length}");
        }
    }
}
