//! The words that patterns speak of, each with a number.

use std::collections::BTreeMap;

use super::syntax::Node;
use super::words::{BETWEEN_SUBJECT_AND_VERB, FUNCTION_WORDS};

/// The number of a token's word. That of a mention is the byte of its class, 1 to 5.
pub(super) type WordNumber = u32;

/// Any word that no pattern names.
pub(super) const UNKNOWN: WordNumber = 0;
/// Any such word that ends in "ly".
pub(super) const UNKNOWN_LY: WordNumber = 6;
pub(super) const COMMA: WordNumber = 7;
pub(super) const DASH: WordNumber = 8;
pub(super) const OPENING: WordNumber = 9;
pub(super) const CLOSING: WordNumber = 10;
pub(super) const SEMICOLON: WordNumber = 11;
pub(super) const COLON: WordNumber = 12;
/// The "'s" of "Acme's".
pub(super) const GENITIVE: WordNumber = 13;

/// The tokens that are no words, from [`COMMA`] on.
const SIGNS: [&str; 15] = [
    ",", "--", "(", ")", ";", ":", "'s", ".", "-", "?", "!", "/", "&", "%", "$",
];

/// Words that the language of patterns itself speaks of, besides those.
const OWN_WORDS: [&str; 4] = ["his", "its", "one", "well"];

/// Behind the signs, function words come first.
const FIRST_WORD: WordNumber = COMMA + 15;
const _: () = assert!(SIGNS.len() == 15);

/// Words of more bytes are looked up in another table.
pub(super) const KEY_BYTES: usize = 16;

/// What patterns tell apart. Two tokens with one number are the same to them, but for words with a `*`.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Where a word may stand among the keys; a number less [`COMMA`] plus 1, or 0. Their length is a power of 2.
    slots: Vec<u32>,
    /// The bytes of each word from [`COMMA`] on; 0 for long ones.
    keys: Vec<u128>,
    long: BTreeMap<Vec<u8>, WordNumber>,
    /// The first number that is no function word.
    first_plain: WordNumber,
}

impl Vocabulary {
    /// Signs, and the words that the language of patterns itself speaks of.
    pub(super) fn new() -> Self {
        let mut vocabulary = Self {
            slots: vec![0; 1 << 10],
            keys: Vec::new(),
            long: BTreeMap::new(),
            first_plain: 0,
        };
        for word in SIGNS.iter().chain(FUNCTION_WORDS) {
            vocabulary.insert(word);
        }
        vocabulary.first_plain = vocabulary.len();
        for word in BETWEEN_SUBJECT_AND_VERB {
            vocabulary.insert(word);
        }
        for word in OWN_WORDS {
            vocabulary.insert(word);
        }
        vocabulary
    }

    /// Adds the words of a pattern, but for those with a `*`.
    pub(super) fn learn(&mut self, row: &[Node]) {
        for node in row {
            match node {
                Node::Word { text, .. } if !text.contains('*') => self.insert(text),
                Node::Either { rows, .. } => rows.iter().for_each(|row| self.learn(row)),
                Node::Trigger(row) => self.learn(row),
                _ => {}
            }
        }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> WordNumber {
        COMMA + u32::try_from(self.keys.len()).expect("packs are limited to a few megabytes")
    }

    /// The number of a word in small letters.
    pub(super) fn number(&self, word: &[u8]) -> WordNumber {
        let known = if word.len() > KEY_BYTES {
            self.long.get(word).copied()
        } else {
            self.find(key_of(word)).ok()
        };
        known.unwrap_or_else(|| unknown(word.ends_with(b"ly")))
    }

    /// The number of a word of a pattern, or of the language itself.
    ///
    /// # Panics
    /// In debug builds, if it was not told of: it would be any word.
    pub(super) fn known(&self, word: &str) -> WordNumber {
        let number = self.number(word.as_bytes());
        debug_assert!(!matches!(number, UNKNOWN | UNKNOWN_LY), "{word}");
        number
    }

    /// The number of a word of at most [`KEY_BYTES`] bytes, given by them.
    pub(super) fn number_of_key(&self, key: u128, length: usize) -> WordNumber {
        let known = self.find(key);
        known.unwrap_or_else(|_| {
            let end = u128::from(u16::from_le_bytes(*b"ly"));
            unknown(length > 1 && key >> (8 * (length - 2)) == end)
        })
    }

    /// The numbers of all words that end in "ly".
    pub(super) fn ending_in_ly(&self) -> impl Iterator<Item = WordNumber> {
        let ends = |key: &u128| {
            let bytes = key.to_le_bytes();
            let length = bytes.iter().position(|&byte| byte == 0);
            bytes[..length.unwrap_or(KEY_BYTES)].ends_with(b"ly")
        };
        let short = (COMMA..).zip(&self.keys).filter(move |(_, key)| ends(key));
        let long = self.long.iter().filter(|(word, _)| word.ends_with(b"ly"));
        [UNKNOWN_LY]
            .into_iter()
            .chain(short.map(|(number, _)| number))
            .chain(long.map(|(_, &number)| number))
    }

    /// Whether no gap may cross a word.
    pub(super) const fn is_function_word(&self, number: WordNumber) -> bool {
        FIRST_WORD <= number && number < self.first_plain
    }

    /// Whether a number is that of a word, not of a sign or a mention.
    pub(super) const fn is_word(number: WordNumber) -> bool {
        matches!(number, UNKNOWN | UNKNOWN_LY) || number >= FIRST_WORD
    }

    fn insert(&mut self, word: &str) {
        let number = self.len();
        if word.len() > KEY_BYTES {
            if !self.long.contains_key(word.as_bytes()) {
                self.long.insert(word.as_bytes().to_vec(), number);
                self.keys.push(0);
            }
            return;
        }
        let key = key_of(word.as_bytes());
        if let Err(slot) = self.find(key) {
            self.keys.push(key);
            self.slots[slot] = number - COMMA + 1;
            // A quarter full at most: words that are not there are the rule.
            if self.keys.len() * 4 > self.slots.len() {
                self.grow();
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for (place, &key) in (1..).zip(&self.keys) {
            if key != 0 {
                let mut slot = self.first_slot(key);
                while self.slots[slot] != 0 {
                    slot = (slot + 1) & (self.slots.len() - 1);
                }
                self.slots[slot] = place;
            }
        }
    }

    /// The number of a key, or the slot where it would be.
    fn find(&self, key: u128) -> Result<WordNumber, usize> {
        let mut slot = self.first_slot(key);
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                place if self.keys[place as usize - 1] == key => return Ok(COMMA + place - 1),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "halves and the upper bits are meant"
    )]
    fn first_slot(&self, key: u128) -> usize {
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
        let mixed = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & (self.slots.len() - 1)
    }
}

const fn unknown(ends_in_ly: bool) -> WordNumber {
    if ends_in_ly { UNKNOWN_LY } else { UNKNOWN }
}

/// The bytes of a word of at most [`KEY_BYTES`]. No word has a zero.
fn key_of(word: &[u8]) -> u128 {
    let mut bytes = [0; KEY_BYTES];
    bytes[..word.len()].copy_from_slice(word);
    u128::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_numbers() {
        let mut vocabulary = Vocabulary::new();
        for number in 0..2_000 {
            vocabulary.insert(&format!("word{number}"));
        }
        let long = "a-word-that-is-long-indeed";
        vocabulary.insert(long);
        let before = vocabulary.len();
        vocabulary.insert("word7");
        vocabulary.insert(long);
        assert_eq!(vocabulary.len(), before);
        let number = |word: &str| vocabulary.number(word.as_bytes());
        let mut numbers: Vec<_> = (0..2_000).map(|at| number(&format!("word{at}"))).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), 2_000);
        assert_eq!(number(long), before - 1);
        assert_eq!((number("chip"), number("boldly")), (UNKNOWN, UNKNOWN_LY));
        assert_eq!(number("a-word-that-is-longer-still"), UNKNOWN);
        for word in [
            "ly",
            "fly",
            "y",
            "word7",
            "boldly",
            "sixteen-letters-",
            "fourteen-ly-ly",
        ] {
            let key = key_of(word.as_bytes());
            assert_eq!(
                vocabulary.number_of_key(key, word.len()),
                number(word),
                "{word}"
            );
        }
    }

    #[test]
    fn signs_and_function_words_come_first() {
        let vocabulary = Vocabulary::new();
        let signs = [COMMA, DASH, OPENING, CLOSING, SEMICOLON, COLON, GENITIVE];
        for (text, number) in SIGNS.iter().zip(signs) {
            assert_eq!(vocabulary.number(text.as_bytes()), number, "{text}");
            assert!(!Vocabulary::is_word(number));
        }
        for word in FUNCTION_WORDS {
            let number = vocabulary.number(word.as_bytes());
            assert!(vocabulary.is_function_word(number) && Vocabulary::is_word(number));
        }
        assert!(!vocabulary.is_function_word(vocabulary.number(b"already")));
        assert!(!vocabulary.is_function_word(vocabulary.number(b"$")));
    }
}
