//! Tests all pairs of members of sets at once.

use std::collections::HashMap;

use super::{TwoModeNull, benjamini_hochberg};
use crate::error::Result;

/// Tells which pairs of members share more sets than chance explains, where chance is a [`TwoModeNull`]. p-values are worked out once for all
/// pairs with the same three counts.
///
/// # Example
/// ```
/// use comention::association::PairTest;
///
/// // Of 60 members two go together: they are in the same ten sets of a hundred.
/// let sets: Vec<Vec<u32>> = (0..100_u32)
///     .map(|set| if set < 10 { vec![0, 1, 2 + set] } else { vec![2 + set % 58, 2 + set * 7 % 57] })
///     .collect();
/// let mut test = PairTest::fit(&sets)?;
/// let pairs = 60 * 59 / 2;
/// assert_eq!(test.significant(&sets, |_, _| true, pairs, 0.05), [(0, 1)]);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PairTest {
    null: TwoModeNull,
    known: HashMap<[u64; 3], f64>,
}

impl PairTest {
    /// Tests against a fitted model.
    pub fn new(null: TwoModeNull) -> Self {
        Self {
            null,
            known: HashMap::new(),
        }
    }

    /// Fits the model to sets, whose members come once each.
    ///
    /// # Errors
    /// [`Error::ImpossibleDegrees`](crate::Error::ImpossibleDegrees) if they do not.
    pub fn fit(sets: &[Vec<u32>]) -> Result<Self> {
        let members: Vec<_> = degrees(sets)
            .into_iter()
            .map(|degree| (degree, 1))
            .collect();
        let sizes: Vec<_> = sets.iter().map(|set| (set.len() as u64, 1)).collect();
        Ok(Self::new(TwoModeNull::fit(&members, &sizes)?))
    }

    /// The probability that two members who are in `n_a` and `n_b` sets share `n_ab` or more. Never 0: what is less than the smallest normal `f64`
    /// counts as that. 1 when they share none.
    #[expect(clippy::similar_names, reason = "the field writes these counts so")]
    pub fn p_value(&mut self, n_ab: u64, n_a: u64, n_b: u64) -> f64 {
        if n_ab == 0 {
            return 1.0;
        }
        let null = &self.null;
        let p = || {
            let ln_p = null.shared(n_a, n_b).ln_at_least(n_ab);
            ln_p.exp().clamp(f64::MIN_POSITIVE, 1.0)
        };
        *self
            .known
            .entry([n_ab, n_a.min(n_b), n_a.max(n_b)])
            .or_insert_with(p)
    }

    /// The pairs of members, smaller first and in order, that share more sets than chance explains, so that by the rule of Benjamini and Hochberg
    /// the share `fdr` of them is to be expected by chance at most. Only those that are `tested` count, of which there are `tests` with those
    /// that share nothing.
    pub fn significant(
        &mut self,
        sets: &[Vec<u32>],
        tested: impl Fn(u32, u32) -> bool,
        tests: u64,
        fdr: f64,
    ) -> Vec<(u32, u32)> {
        let degrees = degrees(sets);
        let mut met = Vec::new();
        for set in sets {
            for (at, &a) in set.iter().enumerate() {
                let others = set[at + 1..].iter();
                met.extend(others.map(|&b| (a.min(b), a.max(b))));
            }
        }
        met.sort_unstable();
        let (mut pairs, mut p_values) = (Vec::new(), Vec::new());
        for same in met.chunk_by(|one, other| one == other) {
            let (a, b) = same[0];
            if !tested(a, b) {
                continue;
            }
            let [n_a, n_b] = [a, b].map(|member| degrees[member as usize]);
            let p = self.p_value(same.len() as u64, n_a, n_b);
            // A greater p has a greater q yet, and moves no other.
            if p <= fdr {
                pairs.push((a, b));
                p_values.push(p);
            }
        }
        let q_values = benjamini_hochberg(&p_values, tests);
        let kept = pairs.into_iter().zip(q_values);
        kept.filter(|(_, q)| *q <= fdr)
            .map(|(pair, _)| pair)
            .collect()
    }
}

/// In how many sets each member is.
fn degrees(sets: &[Vec<u32>]) -> Vec<u64> {
    let mut degrees = Vec::new();
    for &member in sets.iter().flatten() {
        let place = member as usize;
        degrees.resize(degrees.len().max(place + 1), 0);
        degrees[place] += 1;
    }
    degrees
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::association::Shuffle;

    /// 400 sets of 1 to 9 members, of which some are in hundreds of sets and some in one.
    fn sets() -> Vec<Vec<u32>> {
        let set = |set: u32| {
            let size = 1 + set * set % 9;
            let mut set: Vec<u32> = (0..size)
                .map(|place| {
                    let spread = set.wrapping_mul(2_654_435_761).wrapping_add(place * 97_003) >> 7;
                    let reach = [5, 20, 60, 120][(spread % 4) as usize];
                    (spread / 4) % reach
                })
                .collect();
            set.sort_unstable();
            set.dedup();
            set
        };
        (0..400).map(set).collect()
    }

    #[test]
    fn shuffles_keep_nothing_mostly() {
        let mut test = PairTest::fit(&sets()).unwrap();
        let mut shuffle = Shuffle::new(sets(), 3);
        let mut any = 0;
        for _ in 0..100 {
            shuffle.trade(2000);
            let kept = test.significant(shuffle.sets(), |_, _| true, 120 * 119 / 2, 0.05);
            any += u32::from(!kept.is_empty());
        }
        assert!(any <= 9, "{any} of 100"); // 5 expected at most; 10 or more come up in one of 35
    }

    #[test]
    fn planted_pairs_are_found_and_little_else() {
        let mut shuffle = Shuffle::new(sets(), 5);
        shuffle.trade(5000);
        let mut sets = shuffle.sets().to_vec();
        // Ten pairs of rare members, put into eight sets each.
        for pair in 0..10 {
            for set in 0..8 {
                let place = &mut sets[(pair * 37 + set * 8) as usize];
                place.extend([60 + 2 * pair, 61 + 2 * pair]);
                place.sort_unstable();
                place.dedup();
            }
        }
        let mut test = PairTest::fit(&sets).unwrap();
        let kept = test.significant(&sets, |_, _| true, 120 * 119 / 2, 0.05);
        let planted = kept
            .iter()
            .filter(|(a, b)| *a >= 60 && a % 2 == 0 && *b == a + 1);
        assert_eq!(planted.count(), 10);
        assert!(kept.len() <= 11, "{kept:?}");
    }

    #[test]
    fn pairs_left_out_are_not_kept_but_decide_how_many_tests_there_are() {
        let sets: Vec<Vec<u32>> = (0..50)
            .map(|set| {
                if set < 9 {
                    vec![0, 1]
                } else {
                    vec![2 + set % 7, 9 + set]
                }
            })
            .collect();
        let mut test = PairTest::fit(&sets).unwrap();
        assert_eq!(test.significant(&sets, |_, _| true, 2000, 0.05), [(0, 1)]);
        assert!(test.significant(&sets, |a, _| a > 0, 2000, 0.05).is_empty());
        assert!(
            test.significant(&sets, |_, _| true, u64::MAX, 0.05)
                .is_empty()
        );
    }
}
