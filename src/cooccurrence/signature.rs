//! What tells whether a document repeats another.

/// How many numbers a sketch has.
const BINS: usize = 64;
/// The number of a bin that nothing fell into.
const EMPTY: u8 = u8::MAX;
/// How many shingles a text must have to be compared by its sketch: in English about fifty words.
const FEWEST_SHINGLES: u32 = 12;
/// The share of shingles that near-duplicates have in common at least: 6 in 10.
const SHARE: (u32, u32) = (6, 10);

/// What a document's text looks like: enough to tell whether another document is nearly the same, wherever it is read.
///
/// It is a function of the text alone, so it can be stored and compared later, in any order. Case, white space and punctuation make no
/// difference to it, nor does the title: agencies and papers put their own on the same story.
///
/// # Example
/// ```
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let annotator = Annotator::new(&Dictionary::ai_industry())?;
/// let signature = |text| annotator.annotate(&Document::new("d", text)).into_observation().signature;
/// assert!(signature("Nvidia sells the H800.").is_near(&signature("NVIDIA  sells\nthe H800")));
/// assert!(!signature("Nvidia sells the H800.").is_near(&signature("Nvidia sells the H100.")));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Signature {
    /// Nothing to compare: no word, or recorded before signatures were. Such a document repeats no other.
    #[default]
    None,
    /// A short text, told by a hash of its words: only the same words in the same order are near.
    Words(u64),
    /// A `MinHash` sketch by one permutation: of each bin the last eight bits of its minimum, 255 where it is empty.
    Sketch([u8; BINS]),
}

/// Whether bins that agree, of so many, are enough for near-duplicates.
pub(super) fn is_share((agreeing, bins): (u32, u32)) -> bool {
    let (share, of) = SHARE;
    agreeing > 0 && of * agreeing >= share * bins
}

impl Signature {
    /// The signature of a text with so many shingles; `words` is asked for the hash of the words of a short one.
    pub(crate) fn new(
        shingles: u32,
        bins: impl FnOnce() -> [u8; BINS],
        words: impl FnOnce() -> Option<u64>,
    ) -> Self {
        if shingles >= FEWEST_SHINGLES {
            Self::Sketch(bins())
        } else {
            words().map_or(Self::None, Self::Words)
        }
    }

    /// Whether two documents are near-duplicates: at least six tenths of what either says, by shingles, is in both, as far as the sketches tell
    /// ([`Signature::agreement`]); for short texts, whether their words are the same.
    pub fn is_near(&self, other: &Self) -> bool {
        is_share(self.agreement(other))
    }

    /// In how many bins two sketches agree, of how many that are not empty in both. Their quotient estimates the Jaccard similarity of the
    /// shingles, with a standard error of at most 0.07 for texts of a hundred words and more, and an excess of at most 1/255. Of short texts 1 of 1 or 0 of 1.
    ///
    /// # References
    /// Li, Owen, Zhang (2012), *One Permutation Hashing*, estimator `N_mat / (k − N_emp)`.
    pub fn agreement(&self, other: &Self) -> (u32, u32) {
        match (self, other) {
            (Self::Words(one), Self::Words(other)) => (u32::from(one == other), 1),
            (Self::Sketch(one), Self::Sketch(other)) => {
                let (mut same, mut empty, mut all) = (0, 0, 0);
                for (one, other) in one.iter().zip(other) {
                    let both_empty = (*one & *other) == EMPTY;
                    same += u32::from(one == other);
                    empty += u32::from(both_empty);
                    all += 1;
                }
                (same - empty, all - empty)
            }
            _ => (0, 1),
        }
    }

    /// The numbers of a sketch, with empty bins filled from the next full one on the right, so that parts of it can be looked up.
    pub(super) fn filled(&self) -> Option<[u8; BINS]> {
        let Self::Sketch(bins) = self else {
            return None;
        };
        let mut filled = *bins;
        // Twice around: what the last bins are filled from may stand in front.
        let mut next = EMPTY;
        for at in (0..2 * BINS).rev() {
            let at = at % BINS;
            if bins[at] == EMPTY {
                // Turned with each step, so that borrowed numbers do not pile up.
                next = next.rotate_left(1) ^ 1;
                filled[at] = next;
            } else {
                next = bins[at];
            }
        }
        Some(filled)
    }

    /// As it is stored: nothing, 8 bytes or 64.
    pub fn as_bytes(&self) -> Vec<u8> {
        match self {
            Self::None => Vec::new(),
            Self::Words(hash) => hash.to_be_bytes().to_vec(),
            Self::Sketch(bins) => bins.to_vec(),
        }
    }

    /// Reads what was stored; `None` if it is neither nothing nor 8 nor 64 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.len() {
            0 => Some(Self::None),
            8 => Some(Self::Words(u64::from_be_bytes(bytes.try_into().ok()?))),
            BINS => Some(Self::Sketch(bytes.try_into().ok()?)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(of: impl Fn(usize) -> u8) -> Signature {
        Signature::Sketch(std::array::from_fn(of))
    }

    #[test]
    fn bins_that_are_empty_in_both_tell_nothing() {
        let one = sketch(|at| if at < 20 { EMPTY } else { 7 });
        let other = sketch(|at| match at {
            0..10 => EMPTY,
            10..30 => 8,
            _ => 7,
        });
        assert_eq!(one.agreement(&other), (34, 54));
        assert!(one.is_near(&other));
        let empty = sketch(|_| EMPTY);
        assert_eq!(empty.agreement(&empty), (0, 0));
        assert!(!empty.is_near(&empty));
    }

    #[test]
    fn short_texts_are_near_only_where_they_are_the_same() {
        assert!(Signature::Words(1).is_near(&Signature::Words(1)));
        assert!(!Signature::Words(1).is_near(&Signature::Words(2)));
        assert!(!Signature::None.is_near(&Signature::None));
        assert!(!Signature::Words(1).is_near(&sketch(|_| 1)));
    }

    #[test]
    fn signatures_come_back_from_their_bytes() {
        for signature in [
            Signature::None,
            Signature::Words(0x0102_0304_0506_0708),
            sketch(|at| u8::try_from(at).unwrap()),
        ] {
            let bytes = signature.as_bytes();
            assert_eq!(Signature::from_bytes(&bytes), Some(signature));
        }
        assert_eq!(Signature::from_bytes(&[1, 2]), None);
    }

    #[test]
    fn bins_are_filled_around_the_end() {
        let one = sketch(|at| if at == 5 { 9 } else { EMPTY });
        let filled = one.filled().unwrap();
        assert_eq!(filled[5], 9);
        assert_eq!(filled[4], 9_u8.rotate_left(1) ^ 1);
        assert_ne!(filled[63], EMPTY);
        let same = sketch(|at| if at == 5 { 9 } else { EMPTY });
        assert_eq!(same.filled(), one.filled());
        assert_eq!(Signature::Words(1).filled(), None);
    }
}
