//! Adds up sorted lists of pairs, in place: there can be ten millions of them.

use super::counts::earliest;
use super::{PairTally, WindowCounts};

fn ends(pair: &PairTally) -> (u32, u32) {
    (pair.a.0, pair.b.0)
}

/// Adds one sorted list to another.
///
/// # Complexity
/// Linear in both; no third list is made.
pub(super) fn add_pairs(ours: &mut Vec<PairTally>, theirs: Vec<PairTally>) {
    let Some(&filler) = theirs.last() else {
        return;
    };
    if ours.is_empty() {
        *ours = theirs;
        return;
    }
    let new = count_new(ours, &theirs);
    let mut our = ours.len();
    ours.reserve_exact(new);
    ours.resize(our + new, filler);
    // From behind, so that nothing is overwritten that is still to be read.
    let mut to = ours.len();
    for pair in theirs.iter().rev() {
        while our > 0 && ends(&ours[our - 1]) > ends(pair) {
            (our, to) = (our - 1, to - 1);
            ours[to] = ours[our];
        }
        to -= 1;
        ours[to] = if our > 0 && ends(&ours[our - 1]) == ends(pair) {
            our -= 1;
            sum(&ours[our], pair)
        } else {
            *pair
        };
    }
}

/// How many of theirs are not among ours.
fn count_new(ours: &[PairTally], theirs: &[PairTally]) -> usize {
    let mut our = 0;
    let mut new = 0;
    for pair in theirs {
        while ours.get(our).is_some_and(|ours| ends(ours) < ends(pair)) {
            our += 1;
        }
        new += usize::from(ours.get(our).is_none_or(|ours| ends(ours) != ends(pair)));
    }
    new
}

fn sum(one: &PairTally, other: &PairTally) -> PairTally {
    let mut sum = *one;
    sum.windows += other.windows;
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
        }
        pair.windows != WindowCounts::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::EntityIndex;

    fn pairs(list: &[(u32, u32, u64)]) -> Vec<PairTally> {
        let of = |&(a, b, documents)| PairTally {
            a: EntityIndex(a),
            b: EntityIndex(b),
            windows: WindowCounts {
                documents,
                ..WindowCounts::default()
            },
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
