//! Adds up sorted lists of pairs, in place: there can be ten millions of them.

use crate::dictionary::EntityIndex;

use super::counts::earliest;
use super::{PairTally, WindowCounts};

pub(super) fn ends(pair: &PairTally) -> (EntityIndex, EntityIndex) {
    (pair.a, pair.b)
}

/// Adds pairs to a sorted list, in place: those that come last first, so that nothing is overwritten that is still to be read.
pub(super) struct InPlace<'p> {
    pairs: &'p mut [PairTally],
    /// How many of the old pairs are still where they were.
    left: usize,
    /// Where the last of those comes to stand is before this.
    to: usize,
}

impl<'p> InPlace<'p> {
    /// Makes room for pairs that are not in the list: exactly so many of those that will be added.
    pub(super) fn new(pairs: &'p mut Vec<PairTally>, new: usize) -> Self {
        let left = pairs.len();
        let nobody = EntityIndex(0);
        let filler = PairTally {
            a: nobody,
            b: nobody,
            windows: WindowCounts::default(),
            points: 0,
            first_seen: None,
            last_seen: None,
        };
        pairs.reserve_exact(new);
        pairs.resize(left + new, filler);
        Self {
            to: pairs.len(),
            pairs,
            left,
        }
    }

    /// Adds a pair that stands before those added so far.
    pub(super) fn add(&mut self, pair: &PairTally) {
        while self.left > 0 && ends(&self.pairs[self.left - 1]) > ends(pair) {
            (self.left, self.to) = (self.left - 1, self.to - 1);
            self.pairs[self.to] = self.pairs[self.left];
        }
        self.to -= 1;
        self.pairs[self.to] = if self.left > 0 && ends(&self.pairs[self.left - 1]) == ends(pair) {
            self.left -= 1;
            sum(&self.pairs[self.left], pair)
        } else {
            *pair
        };
    }
}

/// Adds one sorted list to another.
///
/// # Complexity
/// Linear in both; no third list is made.
pub(super) fn add_pairs(ours: &mut Vec<PairTally>, theirs: Vec<PairTally>) {
    if ours.is_empty() {
        *ours = theirs;
        return;
    }
    let mut known = ours.iter().map(ends).peekable();
    let mut new = 0;
    for pair in theirs.iter().map(ends) {
        while known.next_if(|&known| known < pair).is_some() {}
        new += usize::from(known.peek() != Some(&pair));
    }
    let mut merge = InPlace::new(ours, new);
    theirs.iter().rev().for_each(|pair| merge.add(pair));
}

fn sum(one: &PairTally, other: &PairTally) -> PairTally {
    let mut sum = *one;
    sum.windows += other.windows;
    sum.points += other.points;
    sum.first_seen = earliest(one.first_seen, other.first_seen);
    sum.last_seen = one.last_seen.max(other.last_seen);
    sum
}

/// Takes one sorted list of pairs away from another that holds all of them.
pub(super) fn subtract_pairs(ours: &mut Vec<PairTally>, theirs: &[PairTally]) {
    let mut theirs = theirs.iter().peekable();
    ours.retain_mut(|pair| {
        if let Some(other) = theirs.next_if(|other| ends(other) == ends(pair)) {
            pair.windows -= other.windows;
            pair.points -= other.points;
        }
        pair.windows != WindowCounts::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(u32, u32, u64)]) -> Vec<PairTally> {
        let of = |&(a, b, documents)| PairTally {
            a: EntityIndex(a),
            b: EntityIndex(b),
            windows: WindowCounts {
                documents,
                ..WindowCounts::default()
            },
            points: 7 * documents,
            first_seen: None,
            last_seen: None,
        };
        list.iter().map(of).collect()
    }

    #[test]
    fn lists_add_up_wherever_their_pairs_stand() {
        let lists = [
            pairs(&[]),
            pairs(&[(0, 1, 1)]),
            pairs(&[(0, 2, 2), (3, 4, 1)]),
            pairs(&[(0, 1, 3), (0, 2, 1), (1, 2, 1), (5, 6, 2)]),
        ];
        for one in &lists {
            for other in &lists {
                let mut sum = one.clone();
                add_pairs(&mut sum, other.clone());
                let mut plain = std::collections::BTreeMap::new();
                for pair in one.iter().chain(other) {
                    *plain.entry(ends(pair)).or_insert(0) += pair.windows.documents;
                }
                let of = |pair: &PairTally| (ends(pair), pair.windows.documents);
                assert_eq!(
                    sum.iter().map(of).collect::<Vec<_>>(),
                    plain.into_iter().collect::<Vec<_>>()
                );
                subtract_pairs(&mut sum, other);
                assert_eq!(&sum, one);
            }
        }
    }
}
