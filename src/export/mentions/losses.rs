//! What a format could not carry.

use std::fmt;

use crate::text::grouped;

/// Something that a format has no place for. Each is counted, and told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Loss {
    /// A mention that overlaps one that was written.
    Overlapping,
    /// A character of a text that became a space or U+FFFD, because it divides lines or cells there.
    Character,
    /// A character of an id or a type that is written as `%` with its number, or as `_`, because it means something else there.
    Name,
    /// A document whose id is that of one before it, or looks the same, so that its files have another name.
    FileName,
}

impl Loss {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Overlapping,
        Self::Character,
        Self::Name,
        Self::FileName,
    ];

    /// What was lost, after a number greater than one, and after one.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Overlapping => (
                "mentions that overlap others",
                "mention that overlaps another",
            ),
            Self::Character => (
                "characters of texts (now spaces)",
                "character of a text (now a space)",
            ),
            Self::Name => (
                "ids and types as they are (now with other characters)",
                "id or type as it is (now with other characters)",
            ),
            Self::FileName => (
                "names of files (numbered, as others have the same)",
                "name of a file (numbered, as another has the same)",
            ),
        }
    }
}

/// How much of each kind was lost. Shown, it is a part of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses([u64; Loss::ALL.len()]);

impl Losses {
    /// Counts losses of one kind.
    pub const fn add(&mut self, loss: Loss, count: u64) {
        self.0[loss as usize] += count;
    }

    /// How many of one kind there are.
    pub const fn get(&self, loss: Loss) -> u64 {
        self.0[loss as usize]
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&count| count == 0)
    }

    /// Adds those of other documents.
    pub fn merge(&mut self, other: &Self) {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum += count;
        }
    }
}

impl fmt::Display for Losses {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "";
        for loss in Loss::ALL {
            let count = self.get(loss);
            let (many, one) = loss.words();
            if count > 0 {
                write!(
                    formatter,
                    "{before}{} {}",
                    grouped(count),
                    if count == 1 { one } else { many }
                )?;
                before = ", ";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_add_up_and_are_told_in_words() {
        let mut losses = Losses::default();
        assert!(losses.is_empty());
        losses.add(Loss::Overlapping, 2);
        let mut more = Losses::default();
        more.add(Loss::Overlapping, 1);
        more.add(Loss::Character, 1);
        losses.merge(&more);
        assert_eq!(
            losses.to_string(),
            "3 mentions that overlap others, 1 character of a text (now a space)"
        );
    }
}
