//! Words of a text, each with the hash of its folded form: what the matcher looks up.
//!
//! Most bytes of most texts are ASCII, so ASCII words are found by a byte table and hashed eight bytes at a step; characters are decoded
//! only in the stretches that hold others.

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

/// What a byte is: 0 between words, 1 in a word, 2 part of a longer character.
const BYTE_CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' => 1,
            0x80.. => 2,
            _ => 0,
        };
        byte += 1;
    }
    table
};

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
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            match BYTE_CLASS[bytes[at] as usize] {
                0 => at += 1,
                1 => {
                    at += 1;
                    while at < bytes.len() && BYTE_CLASS[bytes[at] as usize] == 1 {
                        at += 1;
                    }
                    if at < bytes.len() && bytes[at] >= 0x80 {
                        at = self.unicode_stretch(text, start);
                    } else {
                        let hash = ascii_hash(bytes, start, at);
                        self.push(start, at, hash);
                    }
                }
                _ => at = self.unicode_stretch(text, start),
            }
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

    fn push(&mut self, start: usize, end: usize, hash: u64) {
        let narrow = |offset| u32::try_from(offset).expect("checked by fill");
        self.words.push(Word {
            hash,
            start: narrow(start),
            end: narrow(end),
        });
    }
}

fn push_folded(folded: &mut Vec<u8>, character: char) {
    let mut buffer = [0; 4];
    let character = fold_case(fold_shape(character));
    folded.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
}

/// Hashes `bytes[start..end]`, taking upper and lower case ASCII letters for the same. Setting bit 5 of every byte folds the letters,
/// changes no digit, and keeps the word bytes of ASCII apart from each other; other bytes may collide, which costs a comparison, no error.
fn ascii_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let mut hash = (end - start) as u64;
    let mut at = start;
    while at < end {
        let left = end - at;
        let chunk = match bytes.get(at..at + 8) {
            Some(eight) => {
                let value = u64::from_le_bytes(eight.try_into().expect("a slice of eight"));
                if left < 8 {
                    value & (u64::MAX >> (8 * (8 - left)))
                } else {
                    value
                }
            }
            None => bytes[at..end]
                .iter()
                .rev()
                .fold(0, |value, &byte| value << 8 | u64::from(byte)),
        };
        hash = mix(hash, chunk | FOLD);
        at += 8;
    }
    hash
}

/// Folds `value` into `hash`: one wide multiplication, its halves combined (the step of wyhash and foldhash).
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
    fn the_hash_does_not_depend_on_what_follows() {
        for length in 1..20 {
            let word = "abcdefghijklmnopqrst"[..length].to_owned();
            let mut padded = Words::default();
            padded.fill(&format!("{word} and more text after it"));
            assert_eq!(padded.words[0].hash, hash(&word), "{length}");
        }
    }
}
