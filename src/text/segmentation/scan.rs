//! Places of a class of bytes, found 64 bytes at a time.

/// How many bytes are classified at a time: one bit each in a word of the machine.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// One flag a byte, all ones or all zeros, so that comparisons of vectors give them as they are.
pub(super) type Flags = [u8; BLOCK];

/// A class of places in a text, by the byte there and the byte behind it.
pub(super) trait Class {
    /// The flags of the places that belong to the class. The byte behind the last place of a text counts as 0.
    fn flags(bytes: &[u8; BLOCK], behind: &[u8; BLOCK]) -> Flags;
}

/// All ones if `holds`.
#[inline]
pub(super) const fn flag(holds: bool) -> u8 {
    0_u8.wrapping_sub(holds as u8)
}

/// The places of a class in the block that starts at `base`, which lies in `bytes`; the first place is the lowest bit.
#[inline]
pub(super) fn places<C: Class>(bytes: &[u8], base: usize) -> u64 {
    if let Some(window) = bytes.get(base..=base + BLOCK)
        && let (Some(block), Some(behind)) = (window.first_chunk(), window.last_chunk())
    {
        return gather(&C::flags(block, behind));
    }
    // At the end of the text, the bytes of its last block, moved to where they belong; a shorter text is padded.
    let left = bytes.len() - base;
    let (block, moved) = if let Some(&last) = bytes.last_chunk() {
        (last, BLOCK.saturating_sub(left))
    } else {
        let mut padded = [0; BLOCK];
        padded[..bytes.len()].copy_from_slice(bytes);
        (padded, base)
    };
    let mut behind = [0; BLOCK];
    behind[..BLOCK - 1].copy_from_slice(&block[1..]);
    gather(&C::flags(&block, &behind)) >> moved
}

/// Packs the flags into one number, a bit each.
///
/// Eight numbers of eight flags are laid over each other, so that byte `a` has as its bit `b` the flag of place `8b + a`; turned over its
/// diagonal, the number has them in order.
#[inline]
fn gather(flags: &Flags) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    let mut laid = 0;
    for (row, &eight) in flags.as_chunks().0.iter().enumerate() {
        laid |= u64::from_le_bytes(eight) & (LOWEST << row);
    }
    turn(laid)
}

/// Turns eight rows of eight bits into columns (Warren, *Hacker's Delight*, 7-3): halves of halves change places.
#[inline]
const fn turn(bits: u64) -> u64 {
    const fn swap(bits: u64, mask: u64, distance: u32) -> u64 {
        let change = (bits ^ (bits >> distance)) & mask;
        bits ^ change ^ (change << distance)
    }
    let bits = swap(bits, 0x00AA_00AA_00AA_00AA, 7);
    let bits = swap(bits, 0x0000_CCCC_0000_CCCC, 14);
    swap(bits, 0x0000_0000_F0F0_F0F0, 28)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An `x`, and a `y` with a `z` behind it.
    struct Letters;

    impl Class for Letters {
        fn flags(bytes: &[u8; BLOCK], behind: &[u8; BLOCK]) -> Flags {
            std::array::from_fn(|at| {
                flag(bytes[at] == b'x') | (flag(bytes[at] == b'y') & flag(behind[at] == b'z'))
            })
        }
    }

    #[test]
    fn every_place_has_its_bit() {
        for length in 1..200 {
            for place in 0..length {
                for sign in ["x", "yz"] {
                    let mut text = ".".repeat(length);
                    text.replace_range(place..place, sign);
                    text.push('y');
                    for base in (0..text.len()).step_by(BLOCK) {
                        let expected = match place.checked_sub(base) {
                            Some(bit @ 0..BLOCK) => 1 << bit,
                            _ => 0,
                        };
                        assert_eq!(places::<Letters>(text.as_bytes(), base), expected);
                    }
                }
            }
        }
    }

    #[test]
    fn many_places_have_their_bits() {
        let text = "xy".repeat(BLOCK);
        assert_eq!(places::<Letters>(text.as_bytes(), 0), u64::MAX / 3);
        let text = "yz".repeat(BLOCK / 2);
        assert_eq!(places::<Letters>(text.as_bytes(), 0), u64::MAX / 3);
        // Without a `z` behind it, the last `y` does not count.
        let last = text.len() - 1;
        assert_eq!(
            places::<Letters>(&text.as_bytes()[..last], 0),
            (u64::MAX / 3) >> 2
        );
    }
}
