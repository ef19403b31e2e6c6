//! A few numbers that texts with the same words in the same order have in common, and texts with nearly the same nearly all of.

use super::masks::BLOCK;
use super::processor::{self, Kernel};
use super::text_map::TextMap;
use super::{CharClass, WordKey, char_class, mix};

/// How many numbers a sketch has.
pub(crate) const BINS: usize = 64;
/// How many blocks are looked through at a time: 4 KB of text.
const BLOCKS: usize = 64;
/// As the places are counted.
const BLOCK_U32: u32 = u64::BITS;
/// How many long words begin in a block at most: every eighth byte.
const MOST: usize = BLOCK.div_ceil(LONG + 1);
/// How many places of a block are written down without asking how many there are.
const USUAL: usize = 4;
/// How many letters a long word has at least, and how many of them tell it from others.
const LONG: usize = 7;
/// Keeps the letters that tell a long word, of eight bytes.
const LETTERS: u64 = u64::MAX >> (8 * (8 - LONG));
/// Folds the case of ASCII letters.
const FOLD: u64 = 0x2020_2020_2020_2020;
/// A text with more bytes than this for each of its long words is written without spaces, or in very short words.
const SPARSE: usize = 64;
/// How many characters make a shingle where there are no spaces.
const CHARACTERS: usize = 5;

/// A `MinHash` sketch of the shingles of a text: each long word with the long word before it, seven letters of each, case folded. Short words,
/// numbers, punctuation and white space make no difference; in English text a shingle spans about eight words. Where a text has no
/// spaces, shingles are five letters in a row.
///
/// One permutation serves for all bins: the hash of a shingle chooses its bin, and each bin keeps its minimum. Bins that no shingle chose are
/// left empty, which the estimate of the similarity allows for, so nothing is made up for them.
///
/// # References
/// Li, Owen, Zhang (2012), *One Permutation Hashing*; Broder (1997), *On the resemblance and containment of documents*.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    minima: Minima,
    /// Where long words begin: a buffer.
    places: Box<[u32; BLOCKS * MOST + USUAL]>,
}

#[derive(Clone, Copy, Debug)]
struct Minima {
    bins: [u32; BINS],
    shingles: u32,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            minima: Minima::EMPTY,
            places: Box::new([0; BLOCKS * MOST + USUAL]),
        }
    }
}

impl Sketch {
    /// Makes the sketch of a text whose map is there, in place of what the buffer held before.
    pub(crate) fn fill(&mut self, text: &str, map: &TextMap) {
        self.minima = Minima::EMPTY;
        processor::run(Words {
            text: text.as_bytes(),
            map,
            minima: &mut self.minima,
            places: &mut self.places,
        });
        if !map.is_ascii() && self.shingles() as usize * SPARSE < text.len() {
            self.minima.add_characters(text);
        }
    }

    /// How many shingles it was made of.
    pub(crate) fn shingles(&self) -> u32 {
        self.minima.shingles
    }

    /// The last eight bits of the minimum of each bin, 255 where it is empty.
    pub(crate) fn bins(&self) -> [u8; BINS] {
        // One value less keeps full bins apart from empty ones.
        self.minima.bins.map(|minimum| match minimum {
            u32::MAX => u8::MAX,
            #[allow(clippy::cast_possible_truncation, reason = "the last bits are wanted")]
            minimum => (minimum as u8).min(u8::MAX - 1),
        })
    }
}

impl Minima {
    const EMPTY: Self = Self {
        bins: [u32::MAX; BINS],
        shingles: 0,
    };

    fn add_characters(&mut self, text: &str) {
        let letters = text
            .chars()
            .filter(|&character| char_class(character) != CharClass::Other);
        let mut window = [0_u64; CHARACTERS];
        for (at, letter) in letters.enumerate() {
            window.rotate_left(1);
            window[CHARACTERS - 1] = u64::from(letter);
            if at + 1 >= CHARACTERS {
                self.add(window.iter().fold(0, |hash, &letter| mix(hash, letter)));
                self.shingles += 1;
            }
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "some of the bits are wanted"
    )]
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    fn add(&mut self, shingle: u64) {
        let bin = &mut self.bins[(shingle >> (u64::BITS - BINS.ilog2())) as usize];
        *bin = (*bin).min(shingle as u32);
    }
}

/// A hash of all words of a text, in order, whatever their case and what stands between them; `folded` is a buffer. `None` where there is none.
pub(crate) fn hash_of_words(text: &str, map: &TextMap, folded: &mut Vec<u8>) -> Option<u64> {
    let words = AllWords { text, map, folded };
    let (hash, words) = processor::run(words);
    let hash = (words > 0).then_some(hash);
    if map.is_ascii() {
        return hash;
    }
    let unspaced = text
        .chars()
        .filter(|&character| char_class(character) == CharClass::Unspaced);
    unspaced.fold(hash, |hash, character| {
        Some(mix(hash.unwrap_or_default(), u64::from(character)))
    })
}

/// Hashes all words, in order, and counts them.
struct AllWords<'a> {
    text: &'a str,
    map: &'a TextMap,
    folded: &'a mut Vec<u8>,
}

impl Kernel for AllWords<'_> {
    type Output = (u64, u32);

    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) -> (u64, u32) {
        let (mut hash, mut words) = (0, 0);
        let mut from = 0;
        while let Some(start) = self.map.next_from(from) {
            from = self.map.end_of(start);
            let length = from - start;
            // The usual short word at a glance.
            let word = match self.text.as_bytes()[start..].first_chunk() {
                Some(eight) if length <= 8 => {
                    #[allow(clippy::cast_possible_truncation, reason = "at most eight")]
                    let (head, is_ascii) = WordKey::quick_head(*eight, length as u32);
                    is_ascii.then_some(mix(length as u64, head))
                }
                _ => None,
            };
            let word =
                word.unwrap_or_else(|| WordKey::of(&self.text[start..from], self.folded).hash);
            hash = mix(hash, word);
            words += 1;
        }
        (hash, words)
    }
}

/// Adds the shingles of words.
struct Words<'a> {
    text: &'a [u8],
    map: &'a TextMap,
    minima: &'a mut Minima,
    places: &'a mut [u32; BLOCKS * MOST + USUAL],
}

impl Kernel for Words<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) {
        let (blocks, places) = (&self.map.blocks, self.places);
        let mut before = 0;
        let mut carry = 0;
        let mut base = 0;
        for first in (0..blocks.len()).step_by(BLOCKS) {
            let mut count = 0;
            for at in first..blocks.len().min(first + BLOCKS) {
                let word = blocks[at].word;
                let next = blocks.get(at + 1).map_or(0, |masks| masks.word);
                let mut long = word & !(word << 1 | carry) & long_runs(word, next);
                carry = word >> (BLOCK - 1);
                let long_words = long.count_ones() as usize;
                // Written down first and kept after, as most blocks have few: a loop that ends at any number is guessed wrong too often.
                for place in &mut places[count..count + USUAL] {
                    *place = base + long.trailing_zeros();
                    long &= long.wrapping_sub(1);
                }
                let mut more = count + USUAL;
                while long != 0 {
                    places[more] = base + long.trailing_zeros();
                    long &= long - 1;
                    more += 1;
                }
                count += long_words;
                base += BLOCK_U32;
            }
            self.minima.shingles += u32::try_from(count).expect("a stretch has few words");
            for &place in &places[..count] {
                let word = letters(self.text, place as usize);
                self.minima.add(mix(before, word));
                before = word.rotate_left(23);
            }
        }
    }
}

/// The places of a block at which seven bytes in a row are of words; `next` is the block behind it.
#[allow(clippy::cast_possible_truncation, reason = "the first half is wanted")]
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn long_runs(word: u64, next: u64) -> u64 {
    let both = u128::from(next) << BLOCK | u128::from(word);
    let two = both & both >> 1;
    let four = two & two >> 2;
    (four & four >> 3) as u64
}

/// The first letters of a long word.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn letters(text: &[u8], place: usize) -> u64 {
    let eight = text[place..].first_chunk().copied().unwrap_or_else(|| {
        let mut eight = [0; 8];
        let rest = &text[place..];
        eight[..rest.len()].copy_from_slice(rest);
        eight
    });
    (u64::from_le_bytes(eight) | FOLD) & LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        let mut map = TextMap::default();
        map.fill(text);
        let mut sketch = Sketch::default();
        sketch.fill(text, &map);
        sketch
    }

    /// The shingles, found plainly.
    fn plain(text: &str) -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let long: Vec<_> = words
            .filter(|word| word.len() >= LONG)
            .map(|word| word[..LONG].to_lowercase())
            .collect();
        let before = std::iter::once("").chain(long.iter().map(String::as_str));
        let shingles = before
            .zip(&long)
            .map(|(one, other)| format!("{one} {other}"));
        shingles.collect()
    }

    #[test]
    fn shingles_are_long_words_in_pairs_wherever_blocks_end() {
        let text = "Semiconductor makers in Taiwan, Japan and Germany reported stronger quarterly earnings, and shares of snake_case climbed";
        let expected = u32::try_from(plain(text).len()).unwrap();
        let bins = sketch(text).bins();
        for shift in 0..140 {
            let shifted = format!("{}{text}", " ".repeat(shift));
            let found = sketch(&shifted);
            assert_eq!(found.shingles(), expected, "{shift}");
            assert_eq!(found.bins(), bins, "{shift}");
        }
    }

    #[test]
    fn every_long_word_counts_where_all_are_long() {
        let text = "abcdefg ".repeat(3_000);
        assert_eq!(sketch(&text).shingles(), 3_000);
        let end = "a long wording";
        assert_eq!(sketch(end).shingles(), 1);
        assert_eq!(sketch("words").shingles(), 0);
        assert_eq!(sketch("").shingles(), 0);
    }

    #[test]
    fn case_and_white_space_make_no_difference() {
        let one = sketch("The chairman announced\nstronger quarterly  earnings.");
        let other = sketch("THE CHAIRMAN ANNOUNCED STRONGER QUARTERLY\r\nEARNINGS");
        assert_eq!(one.bins(), other.bins());
        assert_eq!(one.shingles(), 5);
    }

    #[test]
    fn texts_without_spaces_are_told_by_their_characters() {
        let one = "台积电宣布将在亚利桑那州扩大投资并建设第二座晶圆厂以满足客户需求";
        let same = sketch(&format!("  {one}。"));
        assert_eq!(sketch(one).bins(), same.bins());
        assert!(same.shingles() > 20);
        assert_ne!(
            sketch("东京股市周三收盘上涨投资者关注央行的利率决定和企业财报").bins(),
            same.bins()
        );
    }

    #[test]
    fn the_hash_of_words_sees_all_of_them() {
        let hash = |text: &str| {
            let mut map = TextMap::default();
            map.fill(text);
            hash_of_words(text, &map, &mut Vec::new())
        };
        assert_eq!(hash("Acme  buys\nBeta."), hash("ACME buys Beta"));
        assert_ne!(hash("Acme buys Beta"), hash("Beta buys Acme"));
        assert_ne!(hash("Acme 12"), hash("Acme 13"));
        assert_eq!(hash("日本。"), hash("日本"));
        assert_ne!(hash("日本"), hash("中国"));
        assert_eq!(hash("— …"), None);
    }
}
