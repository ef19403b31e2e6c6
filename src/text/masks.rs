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
    /// `.`, `!` and `?`.
    pub(super) stop: u64,
    /// `(` and `[`.
    pub(super) bracket: u64,
    /// Line feed, vertical tab, form feed and carriage return.
    pub(super) line_end: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) high: u64,
}

/// Appends the masks of all blocks of `bytes`; the last is filled up with zeros, and there always is one.
pub(super) fn classify(bytes: &[u8], masks: &mut Vec<Masks>) {
    #[cfg(target_arch = "x86_64")]
    {
        #[allow(unsafe_code, reason = "instructions that not every processor has")]
        if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512f") {
            // SAFETY: this processor has them; it was asked.
            return unsafe { wide::classify(bytes, masks) };
        }
        #[allow(unsafe_code, reason = "vector instructions are unsafe to call")]
        // SAFETY: every 64-bit x86 processor has these.
        unsafe {
            narrow::classify(bytes, masks);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    classify_with(bytes, masks, portable);
}

#[allow(
    clippy::inline_always,
    reason = "it is to have the features of its caller"
)]
#[inline(always)]
fn classify_with(bytes: &[u8], masks: &mut Vec<Masks>, of: impl Fn(&[u8; BLOCK]) -> Masks) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    masks.reserve(blocks.len() + 1);
    for block in blocks {
        masks.push(of(block));
    }
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    masks.push(of(&last));
}

/// For any machine, written so that the compiler turns the loop into vector instructions.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn portable(block: &[u8; BLOCK]) -> Masks {
    let gather = |holds: fn(u8) -> bool| {
        // One multiplication moves the eight low bits of eight bytes side by side into the top byte.
        const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
        let flags = block.map(|byte| u8::from(holds(byte)));
        let mut mask = 0;
        for (at, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
            mask |= (u64::from_le_bytes(*eight).wrapping_mul(SIDE_BY_SIDE) >> 56) << (at * 8);
        }
        mask
    };
    Masks {
        word: gather(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
        upper: gather(|byte| byte.is_ascii_uppercase()),
        space: gather(|byte| byte == b' '),
        stop: gather(|byte| matches!(byte, b'.' | b'!' | b'?')),
        bracket: gather(|byte| matches!(byte, b'(' | b'[')),
        line_end: gather(|byte| matches!(byte, b'\n'..=b'\r')),
        high: gather(|byte| !byte.is_ascii()),
    }
}

/// Sixteen bytes at a time, with what every 64-bit x86 processor has: four times as fast as what the compiler makes of the portable loop.
#[cfg(target_arch = "x86_64")]
mod narrow {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    use super::{BLOCK, Masks, classify_with};

    #[target_feature(enable = "sse2")]
    pub(super) fn classify(bytes: &[u8], masks: &mut Vec<Masks>) {
        classify_with(bytes, masks, |block| of(block));
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn of(block: &[u8; BLOCK]) -> Masks {
        let mut masks = Masks::default();
        let mut shift = 0;
        for lane in block.as_chunks::<16>().0 {
            let lane = u128::from_le_bytes(*lane).cast_signed();
            #[allow(clippy::cast_possible_truncation, reason = "one half, then the other")]
            let bytes = _mm_set_epi64x((lane >> 64) as i64, lane as i64);
            let lower = _mm_or_si128(bytes, splat(0x20));
            let letter = in_range(lower, b'a', 26);
            let digit = in_range(bytes, b'0', 10);
            let word = _mm_or_si128(_mm_or_si128(letter, digit), equal(bytes, b'_'));
            let stop = _mm_or_si128(equal(bytes, b'.'), equal(bytes, b'!'));
            let stop = _mm_or_si128(stop, equal(bytes, b'?'));
            let bracket = _mm_or_si128(equal(bytes, b'('), equal(bytes, b'['));
            masks.word |= top_bits(word) << shift;
            masks.upper |= top_bits(in_range(bytes, b'A', 26)) << shift;
            masks.space |= top_bits(equal(bytes, b' ')) << shift;
            masks.stop |= top_bits(stop) << shift;
            masks.bracket |= top_bits(bracket) << shift;
            masks.line_end |= top_bits(in_range(bytes, b'\n', 4)) << shift;
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
    fn equal(bytes: __m128i, byte: u8) -> __m128i {
        _mm_cmpeq_epi8(bytes, splat(byte))
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

/// A whole block at a time, with what newer processors have: a comparison gives a mask as it is.
#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::{
        __m512i, _mm512_cmpeq_epi8_mask, _mm512_cmplt_epu8_mask, _mm512_movepi8_mask,
        _mm512_or_si512, _mm512_set_epi64, _mm512_set1_epi8, _mm512_sub_epi8,
    };

    use super::{BLOCK, Masks, classify_with};

    #[target_feature(enable = "avx512f,avx512bw")]
    pub(super) fn classify(bytes: &[u8], masks: &mut Vec<Masks>) {
        classify_with(bytes, masks, |block| of(block));
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    pub(super) fn of(block: &[u8; BLOCK]) -> Masks {
        let (eights, _) = block.as_chunks();
        let eight = |at: usize| i64::from_le_bytes(eights[at]);
        let bytes = _mm512_set_epi64(
            eight(7),
            eight(6),
            eight(5),
            eight(4),
            eight(3),
            eight(2),
            eight(1),
            eight(0),
        );
        let lower = _mm512_or_si512(bytes, splat(0x20));
        let digit = in_range(bytes, b'0', 10);
        Masks {
            word: in_range(lower, b'a', 26) | digit | equal(bytes, b'_'),
            upper: in_range(bytes, b'A', 26),
            space: equal(bytes, b' '),
            stop: equal(bytes, b'.') | equal(bytes, b'!') | equal(bytes, b'?'),
            bracket: equal(bytes, b'(') | equal(bytes, b'['),
            line_end: in_range(bytes, b'\n', 4),
            high: _mm512_movepi8_mask(bytes),
        }
    }

    /// The bytes that are one of `count` from `first` on.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn in_range(bytes: __m512i, first: u8, count: u8) -> u64 {
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, splat(first)), splat(count))
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn equal(bytes: __m512i, byte: u8) -> u64 {
        _mm512_cmpeq_epi8_mask(bytes, splat(byte))
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn splat(byte: u8) -> __m512i {
        _mm512_set1_epi8(byte.cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte at every place of a block.
    fn blocks() -> impl Iterator<Item = [u8; BLOCK]> {
        (0..=u8::MAX)
            .flat_map(|first| (0..64).map(move |shift| first.wrapping_add(shift)))
            .map(|first| {
                let mut next = first.wrapping_mul(37);
                std::array::from_fn(|_| {
                    let byte = next;
                    next = next.wrapping_add(1);
                    byte
                })
            })
    }

    #[test]
    fn every_byte_is_classified_alike_everywhere() {
        for block in blocks() {
            let mut masks = Vec::new();
            classify(&block, &mut masks);
            assert_eq!(masks[0], portable(&block));
            #[cfg(target_arch = "x86_64")]
            {
                masks.clear();
                #[allow(unsafe_code, reason = "what older processors run")]
                // SAFETY: every 64-bit x86 processor has these.
                unsafe {
                    narrow::classify(&block, &mut masks);
                }
                assert_eq!(masks[0], portable(&block));
            }
        }
    }

    #[test]
    fn the_last_block_is_filled_up() {
        for length in [0, 1, 63, 64, 65, 200] {
            let mut masks = Vec::new();
            classify(&vec![b'x'; length], &mut masks);
            assert_eq!(masks.len(), length / BLOCK + 1);
            let ones: u32 = masks.iter().map(|masks| masks.word.count_ones()).sum();
            assert_eq!(ones as usize, length);
        }
    }
}
