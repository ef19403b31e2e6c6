//! What a text holds at all, found in one pass, so that nothing is looked for again where there is none of it.

/// How many bytes are looked at side by side: a vector register of every machine.
const LANES: usize = 16;

/// Which kinds of bytes a text has. Most documents of one line have none of them, and then cost this one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Survey {
    /// No byte belongs to a longer character.
    pub(super) ascii: bool,
    /// Some line may end before the text does. A U+2029 is not looked for: only text that is not ASCII can hold one.
    pub(super) line_ends: bool,
    /// There is a `(` or `[`.
    pub(super) brackets: bool,
}

impl Survey {
    pub(super) fn of(text: &str) -> Self {
        let (chunks, rest) = text.as_bytes().as_chunks::<LANES>();
        let mut seen = Seen::default();
        let (fours, ones) = chunks.as_chunks::<4>();
        for four in fours {
            for chunk in four {
                seen.add(chunk);
            }
        }
        for chunk in ones {
            seen.add(chunk);
        }
        let mut last = [0; LANES];
        last[..rest.len()].copy_from_slice(rest);
        seen.add(&last);
        Self {
            ascii: seen.bits.iter().all(u8::is_ascii),
            line_ends: seen.line_ends.iter().any(|&least| least < 4),
            brackets: seen
                .round
                .iter()
                .chain(&seen.square)
                .any(|&least| least == 0),
        }
    }
}

/// Each lane sums up every sixteenth byte. What is looked for is made the least of all values, so that a step costs two instructions, and
/// the loops are written so that the compiler turns them into vector instructions.
struct Seen {
    bits: [u8; LANES],
    line_ends: [u8; LANES],
    round: [u8; LANES],
    square: [u8; LANES],
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            bits: [0; LANES],
            line_ends: [u8::MAX; LANES],
            round: [u8::MAX; LANES],
            square: [u8::MAX; LANES],
        }
    }
}

impl Seen {
    #[inline]
    fn add(&mut self, chunk: &[u8; LANES]) {
        for (lane, &byte) in chunk.iter().enumerate() {
            self.bits[lane] |= byte;
            // Line feed, vertical tab, form feed and carriage return become 0 to 3.
            self.line_ends[lane] = self.line_ends[lane].min(byte.wrapping_sub(b'\n'));
            self.round[lane] = self.round[lane].min(byte ^ b'(');
            self.square[lane] = self.square[lane].min(byte ^ b'[');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_seen_at_every_place() {
        let none = Survey {
            ascii: true,
            line_ends: false,
            brackets: false,
        };
        for length in 0..70 {
            let text = "x \t~".repeat(20);
            assert_eq!(Survey::of(&text[..length]), none);
            for (sign, expected) in [
                (
                    "é",
                    Survey {
                        ascii: false,
                        ..none
                    },
                ),
                (
                    "\n",
                    Survey {
                        line_ends: true,
                        ..none
                    },
                ),
                (
                    "\r",
                    Survey {
                        line_ends: true,
                        ..none
                    },
                ),
                (
                    "\x0c",
                    Survey {
                        line_ends: true,
                        ..none
                    },
                ),
                (
                    "(",
                    Survey {
                        brackets: true,
                        ..none
                    },
                ),
                (
                    "[",
                    Survey {
                        brackets: true,
                        ..none
                    },
                ),
            ] {
                let text = format!("{}{sign}{}", &text[..length], &text[length..]);
                assert_eq!(Survey::of(&text), expected);
            }
        }
    }
}
