//! What rejects most words of a text before any table is asked: a bit for each key that there is. Small enough to stay near the processor.

use crate::dictionary::Section;

/// Which words begin a form, which are one by themselves, and which two with a space between begin one or are one.
#[derive(Debug)]
pub(super) struct WordFilters {
    /// By the heads of first words.
    pub(super) starts: KeyFilter,
    /// By the heads of words that are a form by themselves.
    pub(super) alone: KeyFilter,
    /// By the keys of the first two words.
    pub(super) pairs: KeyFilter,
}

/// A set of keys that may take a key for one of its own, and never misses one.
#[derive(Debug)]
pub(super) struct KeyFilter {
    bits: Vec<u64>,
}

impl KeyFilter {
    /// How many bits there are for each key: one other key in so many passes by chance.
    const BITS_EACH: usize = 16;
    /// The fewest and the most bits; 2 MiB are about what a core keeps near.
    const FEWEST: usize = 1 << 12;
    const MOST: usize = 1 << 24;

    /// Notes all keys, which may repeat.
    pub(super) fn build(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let bits = (keys.len() * Self::BITS_EACH)
            .next_power_of_two()
            .clamp(Self::FEWEST, Self::MOST);
        let mut filter = Self {
            bits: vec![0; bits / 64],
        };
        for key in keys {
            let (at, bit) = place(key, filter.bits.len());
            filter.bits[at] |= bit;
        }
        filter
    }

    /// Reads what [`KeyFilter::to_bytes`] wrote; `None` if it is not that.
    pub(super) fn open(section: &Section) -> Option<Self> {
        let bytes = section.all()?;
        let bits = bytes.len() * 8;
        if !bits.is_power_of_two() || !(Self::FEWEST..=Self::MOST).contains(&bits) {
            return None;
        }
        let (words, _) = bytes.as_chunks();
        Some(Self {
            bits: words.iter().map(|word| u64::from_le_bytes(*word)).collect(),
        })
    }

    /// The section that [`KeyFilter::open`] reads.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.bits
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }

    /// The bits, to be asked many times with [`contains`].
    pub(super) fn bits(&self) -> &[u64] {
        &self.bits
    }
}

/// Whether a key may be one of those whose bits these are.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[inline(always)]
pub(super) fn contains(bits: &[u64], key: u64) -> bool {
    let (at, bit) = place(key, bits.len());
    bits[at] & bit != 0
}

/// Where the bit of a key is. The upper half of a product has a bit of every bit of the key.
#[allow(clippy::inline_always, reason = "called by kernels")]
#[allow(clippy::cast_possible_truncation, reason = "a place in memory")]
#[inline(always)]
fn place(key: u64, words: usize) -> (usize, u64) {
    let product = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    // The number of words is a power of two.
    ((product >> 6) as usize & (words - 1), 1 << (product & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_all_of_its_keys_and_few_others() {
        let keys: Vec<u64> = (0..5_000_u64).map(|key| crate::text::mix(key, 1)).collect();
        let filter = KeyFilter::build(keys.clone());
        assert!(keys.iter().all(|&key| contains(filter.bits(), key)));
        let others = (0..5_000_u64).map(|key| crate::text::mix(key, 2));
        let passed = others.filter(|&key| contains(filter.bits(), key)).count();
        assert!(passed < 5_000 / 8, "{passed}");
    }
}
