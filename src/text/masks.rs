//! Classifies 64 bytes at a time: one bit a byte in a word of the machine.

/// How many bytes are classified at a time.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// What the bytes of a block are; the first byte is the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// ASCII letters, digits and `_`.
    pub(super) word: u64,
    /// ASCII capital letters.
    pub(super) upper: u64,
    /// Spaces (U+0020 only).
    pub(super) space: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) high: u64,
}

impl Masks {
    #[cfg(target_feature = "sse2")]
    #[inline]
    pub(super) fn of(block: &[u8; BLOCK]) -> Self {
        #[allow(unsafe_code, reason = "vector instructions are unsafe to call")]
        // SAFETY: this function is only compiled where every processor has them.
        unsafe {
            sse2::classify(block)
        }
    }

    #[cfg(not(target_feature = "sse2"))]
    #[inline]
    pub(super) fn of(block: &[u8; BLOCK]) -> Self {
        Self::portable(block)
    }

    /// The same for any machine, written so that the compiler turns the loop into vector instructions.
    #[cfg(any(test, not(target_feature = "sse2")))]
    fn portable(block: &[u8; BLOCK]) -> Self {
        let [mut word, mut upper, mut space, mut high] = [[0_u8; BLOCK]; 4];
        for (at, &byte) in block.iter().enumerate() {
            let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            word[at] = u8::from(letter) | u8::from(digit) | u8::from(byte == b'_');
            upper[at] = u8::from(byte.wrapping_sub(b'A') < 26);
            space[at] = u8::from(byte == b' ');
            high[at] = byte >> 7;
        }
        Self {
            word: gather(&word),
            upper: gather(&upper),
            space: gather(&space),
            high: gather(&high),
        }
    }
}

/// Packs the lowest bit of each byte into one number.
#[cfg(any(test, not(target_feature = "sse2")))]
fn gather(flags: &[u8; BLOCK]) -> u64 {
    // One multiplication moves the eight low bits of eight bytes side by side into the top byte.
    const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
    let mut mask = 0;
    for (at, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
        let value = u64::from_le_bytes(*eight);
        mask |= (value.wrapping_mul(SIDE_BY_SIDE) >> 56) << (at * 8);
    }
    mask
}

/// The instructions every 64-bit x86 processor has: four times as fast as what the compiler makes of the portable loop.
#[cfg(target_feature = "sse2")]
mod sse2 {
    #[cfg(target_arch = "x86")]
    use std::arch::x86 as arch;
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64 as arch;

    use super::{BLOCK, Masks};
    use arch::{
        __m128i, _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn classify(block: &[u8; BLOCK]) -> Masks {
        let mut masks = Masks::default();
        let (lanes, _) = block.as_chunks::<16>();
        let mut shift = 0;
        for lane in lanes {
            let lane = u128::from_le_bytes(*lane).cast_signed();
            #[allow(clippy::cast_possible_truncation, reason = "one half, then the other")]
            let bytes = _mm_set_epi64x((lane >> 64) as i64, lane as i64);
            let lower = _mm_or_si128(bytes, splat(0x20));
            let letter = in_range(lower, b'a', 26);
            let digit = in_range(bytes, b'0', 10);
            let underscore = _mm_cmpeq_epi8(bytes, splat(b'_'));
            let word = _mm_or_si128(_mm_or_si128(letter, digit), underscore);
            masks.word |= top_bits(word) << shift;
            masks.upper |= top_bits(in_range(bytes, b'A', 26)) << shift;
            masks.space |= top_bits(_mm_cmpeq_epi8(bytes, splat(b' '))) << shift;
            masks.high |= top_bits(bytes) << shift;
            shift += 16;
        }
        masks
    }

    /// All ones where a byte is one of `count` from `first` on.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn in_range(bytes: __m128i, first: u8, count: u8) -> __m128i {
        let offset = _mm_sub_epi8(bytes, splat(first));
        _mm_cmpeq_epi8(_mm_min_epu8(offset, splat(count - 1)), offset)
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn splat(byte: u8) -> __m128i {
        _mm_set1_epi8(byte.cast_signed())
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn top_bits(bytes: __m128i) -> u64 {
        u64::from(_mm_movemask_epi8(bytes).cast_unsigned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_classified_alike_everywhere() {
        for first in [0, 64, 128, 192_u8] {
            for shift in 0..64 {
                let block: [u8; BLOCK] =
                    std::array::from_fn(|at| first + ((at + shift) % 64) as u8);
                let masks = Masks::of(&block);
                assert_eq!(masks, Masks::portable(&block));
                for (at, byte) in block.into_iter().enumerate() {
                    let bit = |mask: u64| mask >> at & 1 == 1;
                    let word = byte.is_ascii_alphanumeric() || byte == b'_';
                    assert_eq!(bit(masks.word), word, "{byte:x}");
                    assert_eq!(bit(masks.upper), byte.is_ascii_uppercase(), "{byte:x}");
                    assert_eq!(bit(masks.space), byte == b' ', "{byte:x}");
                    assert_eq!(bit(masks.high), !byte.is_ascii(), "{byte:x}");
                }
            }
        }
    }
}
