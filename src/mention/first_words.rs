//! Which words begin a form: a bit for the head of every first word. Small enough to stay near the processor, it rejects most words of a text.

use crate::dictionary::Section;

/// The bits. In memory even where the dictionary is mapped: they are asked for every word.
#[derive(Debug)]
pub(super) struct FirstWords {
    bits: Vec<u64>,
    mask: u64,
}

impl FirstWords {
    /// How many bits there are for each first word: one word in so many passes by chance.
    const BITS_EACH: usize = 16;
    /// The fewest and the most bits; 2 MiB are about what a core keeps near.
    const FEWEST: usize = 1 << 12;
    const MOST: usize = 1 << 24;

    /// Notes the heads of all first words, which may repeat.
    pub(super) fn build(mut heads: Vec<u64>) -> Self {
        heads.sort_unstable();
        heads.dedup();
        let bits = (heads.len() * Self::BITS_EACH)
            .next_power_of_two()
            .clamp(Self::FEWEST, Self::MOST);
        let mut words = Self {
            bits: vec![0; bits / 64],
            mask: bits as u64 - 1,
        };
        for head in heads {
            let (at, bit) = words.place(head);
            words.bits[at] |= bit;
        }
        words
    }

    /// Reads what [`FirstWords::to_bytes`] wrote; `None` if it is not that.
    pub(super) fn open(section: &Section) -> Option<Self> {
        let bytes = section.all()?;
        let bits = bytes.len() * 8;
        if !bits.is_power_of_two() || !(Self::FEWEST..=Self::MOST).contains(&bits) {
            return None;
        }
        let words = bytes
            .chunks_exact(8)
            .map(|word| u64::from_le_bytes(word.try_into().expect("chunks of eight")));
        Some(Self {
            bits: words.collect(),
            mask: bits as u64 - 1,
        })
    }

    /// The section that [`FirstWords::open`] reads.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.bits
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }

    /// Whether a form may begin with a word of this head; never wrong about those that do.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[inline(always)]
    pub(super) fn contains(&self, head: u64) -> bool {
        let (at, bit) = self.place(head);
        self.bits[at] & bit != 0
    }

    /// The upper half of a product has a bit of every bit of the head.
    #[allow(clippy::inline_always, reason = "called by kernels")]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps what fits")]
    #[inline(always)]
    fn place(&self, head: u64) -> (usize, u64) {
        let bit = head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & self.mask;
        ((bit / 64) as usize, 1 << (bit % 64))
    }
}
