//! What rejects most words of a text before any table is asked: some bits for each key that there is, in two megabytes at most.

use std::ops::Deref;

use crate::dictionary::Section;
use crate::text::mix;
use crate::text::processor::announce;

/// Which words begin a form, which are one by themselves, and which two begin one or are one.
#[derive(Debug)]
pub(super) struct WordFilters {
    /// For words whose first eight bytes are ASCII, by the smart rule of case and with all accents kept.
    pub(super) smart: FirstWordFilter,
    /// For all words, whatever is folded.
    pub(super) folded: FirstWordFilter,
    /// By the keys of the first two words.
    pub(super) pairs: KeyFilter,
}

impl WordFilters {
    /// Notes the first words of forms, and the keys of first and second words; both may repeat.
    pub(super) fn build(starts: &[FormStart], pairs: Vec<u64>) -> Self {
        let mut known: Vec<u64> = starts.iter().map(FormStart::hash).collect();
        known.sort_unstable();
        known.dedup();
        let [smart, folded] =
            [true, false].map(|smart| FirstWordFilter::build(starts, known.len(), smart));
        Self {
            smart,
            folded,
            pairs: KeyFilter::build(pairs),
        }
    }
}

/// The first word of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormStart {
    /// The head of its key.
    pub(super) head: u64,
    pub(super) in_ascii: InAscii,
    /// Whether other words follow in the form.
    pub(super) goes_on: bool,
}

impl FormStart {
    fn hash(&self) -> u64 {
        let case = match self.in_ascii {
            InAscii::AnyCase => 0,
            InAscii::Never => 1,
            InAscii::Written(head) => head,
        };
        mix(mix(self.head, case), self.goes_on.into())
    }
}

/// How a word of a text, whose first eight bytes are ASCII, must be written to be the first word of a form, where nothing is folded but case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InAscii {
    AnyCase,
    /// Its case must agree under the smart rule, and so under the exact one; the head as it is written.
    Written(u64),
    /// There are other letters among its first.
    Never,
}

/// What a filter tells of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Promise {
    /// A form of more than one word may begin with it.
    pub(super) goes_on: bool,
    /// It may be a form.
    pub(super) alone: bool,
}

/// The most bits of a filter: 2 MiB, about what a core has in its second cache.
const MOST: usize = 1 << 24;

/// First words of forms, known by their heads. All that is known of a word stands in 64 bits, so that one look tells it.
#[derive(Debug)]
pub(super) struct FirstWordFilter {
    pub(super) bits: Bits,
}

impl FirstWordFilter {
    /// How many bits there are for each first word.
    const BITS_EACH: usize = 32;
    const FEWEST: usize = 1 << 15;

    /// Notes all first words, `distinct` of them different; if `smart`, for words whose first eight bytes are ASCII.
    fn build(starts: &[FormStart], distinct: usize, smart: bool) -> Self {
        let size = (distinct * Self::BITS_EACH)
            .next_power_of_two()
            .clamp(Self::FEWEST, MOST);
        let mut bits = vec![0; size / 64];
        for start in starts {
            let (at, place) = home(start.head, bits.len());
            let place = match start.in_ascii {
                InAscii::Written(written) if smart => place_as_written(written),
                InAscii::Never if smart => continue,
                _ => place,
            };
            bits[at] |= (if start.goes_on { GOES_ON } else { ALONE }) << place;
        }
        Self { bits: Bits(bits) }
    }

    /// Reads what [`Bits::to_bytes`] wrote; `None` if it is not that.
    pub(super) fn open(section: &Section) -> Option<Self> {
        let bits = Bits::open(section, Self::FEWEST)?;
        Some(Self { bits })
    }
}

/// Whether anything is known of a word, by its head and its head as it is written.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn knows(bits: &[u64], head: u64, written: u64) -> bool {
    let (at, place) = home(head, bits.len());
    bits[at] & (0b11 << place | 0b11 << place_as_written(written)) != 0
}

/// Has what is known of a word brought near.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn announce_word(bits: &[u64], head: u64) {
    announce(&bits[home(head, bits.len()).0]);
}

/// What is known of a word.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn promise(bits: &[u64], head: u64, written: u64) -> Promise {
    let (at, place) = home(head, bits.len());
    let known = bits[at] >> place | bits[at] >> place_as_written(written);
    Promise {
        alone: known & ALONE != 0,
        goes_on: known & GOES_ON != 0,
    }
}

/// The two bits that stand together, for forms of one word and for those that go on.
const ALONE: u64 = 1;
const GOES_ON: u64 = 2;
/// Places of two bits among 64: the even ones.
const PLACE: u64 = 0x3E;

/// Where what is known of a head stands, and where in it that of forms whatever their case.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[allow(clippy::cast_possible_truncation, reason = "a place in memory")]
#[inline(always)]
fn home(head: u64, words: usize) -> (usize, u64) {
    // A bit of a product depends on those below it in the key: only the highest on all. The number of words is a power of two, 2^9 to 2^18.
    let product = head.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let at = (product >> (u64::BITS - words.trailing_zeros())) as usize;
    (at & (words - 1), product >> 40 & PLACE)
}

/// The same of forms written just so.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
fn place_as_written(written: u64) -> u64 {
    written.wrapping_mul(0xD1B5_4A32_D192_ED03) >> 58 & PLACE
}

/// A set of keys that may take a key for one of its own, and never misses one.
#[derive(Debug)]
pub(super) struct KeyFilter {
    pub(super) bits: Bits,
}

impl KeyFilter {
    /// How many bits there are for each key: one other key in so many passes by chance.
    const BITS_EACH: usize = 16;
    const FEWEST: usize = 1 << 12;

    /// Notes all keys, which may repeat.
    pub(super) fn build(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let size = (keys.len() * Self::BITS_EACH)
            .next_power_of_two()
            .clamp(Self::FEWEST, MOST);
        let mut bits = vec![0; size / 64];
        for key in keys {
            let (at, bit) = place(key, bits.len());
            bits[at] |= bit;
        }
        Self { bits: Bits(bits) }
    }

    /// Reads what [`Bits::to_bytes`] wrote; `None` if it is not that.
    pub(super) fn open(section: &Section) -> Option<Self> {
        let bits = Bits::open(section, Self::FEWEST)?;
        Some(Self { bits })
    }
}

/// Has what is known of a key brought near.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn announce_key(bits: &[u64], key: u64) {
    announce(&bits[place(key, bits.len()).0]);
}

/// Whether a key may be one of those whose bits these are.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn contains(bits: &[u64], key: u64) -> bool {
    let (at, bit) = place(key, bits.len());
    bits[at] & bit != 0
}

/// Where the bit of a key is.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[allow(clippy::cast_possible_truncation, reason = "a place in memory")]
#[inline(always)]
fn place(key: u64, words: usize) -> (usize, u64) {
    // Keys are hashes, so it does not matter that the middle of a product depends on their lower bits only. The number of words is a power of two.
    let product = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    ((product >> 6) as usize & (words - 1), 1 << (product & 63))
}

/// The bits of a filter, to be asked many times.
#[derive(Debug)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Reads what [`Bits::to_bytes`] wrote, if there are at least so many; `None` where a section holds none.
    fn open(section: &Section, fewest: usize) -> Option<Self> {
        let bytes = section.all()?;
        let bits = bytes.len() * 8;
        if !bits.is_power_of_two() || !(fewest..=MOST).contains(&bits) {
            return None;
        }
        let (words, _) = bytes.as_chunks();
        let words = words.iter().map(|word| u64::from_le_bytes(*word));
        Some(Self(words.collect()))
    }

    /// The section that [`Bits::open`] reads.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

impl Deref for Bits {
    type Target = [u64];

    #[inline]
    fn deref(&self) -> &[u64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_all_of_its_keys_and_few_others() {
        let keys: Vec<u64> = (0..5_000_u64).map(|key| mix(key, 1)).collect();
        let filter = KeyFilter::build(keys.clone());
        assert!(keys.iter().all(|&key| contains(&filter.bits, key)));
        let others = (0..5_000_u64).map(|key| mix(key, 2));
        let passed = others.filter(|&key| contains(&filter.bits, key)).count();
        assert!(passed < 5_000 / 8, "{passed}");
    }

    #[test]
    fn all_eight_bytes_of_a_head_count() {
        let head = |word: &str| u64::from_le_bytes(word.as_bytes()[..8].try_into().unwrap());
        let start = FormStart {
            head: head("microsof"),
            in_ascii: InAscii::AnyCase,
            goes_on: false,
        };
        let filters = WordFilters::build(&[start], Vec::new());
        for word in ["microsoz", "microsxf", "microxof", "xicrosof"] {
            assert!(
                !knows(&filters.folded.bits, head(word), head(word)),
                "{word}"
            );
        }
        assert!(knows(&filters.folded.bits, start.head, 0));
    }

    #[test]
    fn case_counts_where_it_must_agree() {
        let start = |key: u64| FormStart {
            head: mix(key, 1),
            in_ascii: match key % 4 {
                0 => InAscii::Never,
                1 | 2 => InAscii::Written(mix(key, 2)),
                _ => InAscii::AnyCase,
            },
            goes_on: key.is_multiple_of(3),
        };
        let starts: Vec<FormStart> = (0..5_000).map(start).collect();
        let WordFilters {
            smart: by_smart_rule,
            folded,
            ..
        } = WordFilters::build(&starts, Vec::new());
        let keeps = |filter: &FirstWordFilter, start: &FormStart, written: u64| {
            let promise = promise(&filter.bits, start.head, written);
            if start.goes_on {
                promise.goes_on
            } else {
                promise.alone
            }
        };
        let mut passed = 0;
        for start in &starts {
            assert!(keeps(&folded, start, 7));
            match start.in_ascii {
                InAscii::AnyCase => assert!(keeps(&by_smart_rule, start, 7)),
                InAscii::Written(written) => assert!(keeps(&by_smart_rule, start, written)),
                InAscii::Never => {}
            }
            passed +=
                usize::from(start.in_ascii != InAscii::AnyCase && keeps(&by_smart_rule, start, 7));
        }
        assert!(passed < 3_750 / 8, "{passed}");
    }
}
