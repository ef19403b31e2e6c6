//! How far apart the mentions of entities stand, in words: what windows of tokens are counted from.
//!
//! Two mentions make a pair if they are of different entities and begin in one paragraph. Their distance is the number of words from the first
//! word of the one to the first word of the other, at least 1: names that begin in one word, or have no word between them as in scripts
//! without spaces, are neighbours. Two readings of one and the same span make no pair.

use crate::dictionary::EntityIndex;

use super::best_documents::{ends, pair_key};
use super::{MentionRecord, Observation};

/// How many pairs of mentions of two entities stand so many words apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistanceTally {
    /// The entity with the smaller id.
    pub a: EntityIndex,
    /// The entity with the greater id.
    pub b: EntityIndex,
    /// The words from the first word of the one mention to that of the other; at least 1.
    pub distance: u32,
    /// How many pairs of mentions are that far apart.
    pub count: u64,
}

/// The distances of all pairs of mentions up to a width, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distances {
    tallies: Vec<DistanceTally>,
    of_representatives: Option<Vec<DistanceTally>>,
}

impl Distances {
    /// The distances of two entities, `a < b`, smallest first, over all documents.
    ///
    /// # Complexity
    /// Logarithmic in the number of tallies.
    pub fn of(&self, a: EntityIndex, b: EntityIndex) -> &[DistanceTally] {
        part(&self.tallies, a, b)
    }

    /// The same over documents that repeat no other: see [`Counted::independent`](super::Counted::independent).
    pub fn independent(&self, a: EntityIndex, b: EntityIndex) -> &[DistanceTally] {
        part(
            self.of_representatives.as_ref().unwrap_or(&self.tallies),
            a,
            b,
        )
    }

    /// All of them, in the order of the pairs, then of the distances.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &DistanceTally> {
        self.tallies.iter()
    }
}

fn part(tallies: &[DistanceTally], a: EntityIndex, b: EntityIndex) -> &[DistanceTally] {
    let start = tallies.partition_point(|tally| (tally.a, tally.b) < (a, b));
    let length = tallies[start..].partition_point(|tally| (tally.a, tally.b) == (a, b));
    &tallies[start..start + length]
}

/// Counts distances, a document at a time, in any order.
#[derive(Clone, Debug)]
pub struct DistanceCounter {
    width: u32,
    all: Tallied,
    /// Only where some documents repeat others.
    of_representatives: Option<Tallied>,
}

impl DistanceCounter {
    /// Starts with nothing counted. Pairs more than `width` words apart do not count; `with_independent` says whether documents that repeat no other are
    /// to be counted by themselves.
    pub fn new(width: u32, with_independent: bool) -> Self {
        Self {
            width,
            all: Tallied::default(),
            of_representatives: with_independent.then(Tallied::default),
        }
    }

    /// Adds a document, and whether it repeats no other, or stands for those that do.
    ///
    /// # Complexity
    /// Linear in its mentions, times those within the width of each.
    pub fn add(&mut self, observation: &Observation, is_representative: bool) {
        let independent = self.of_representatives.as_mut();
        let mut independent = independent.filter(|_| is_representative);
        let accepted: Vec<_> = observation.accepted().collect();
        for (at, &(one, entity)) in accepted.iter().enumerate() {
            for &(other, other_entity) in &accepted[at + 1..] {
                // Mentions are in the order of the text, so the others are farther still.
                let Some(distance) = distance(observation, one, other, self.width) else {
                    break;
                };
                if entity == other_entity || is_one_place(one, other) {
                    continue;
                }
                let key = pair_key(entity.min(other_entity), entity.max(other_entity));
                self.all.push((key, distance));
                if let Some(independent) = &mut independent {
                    independent.push((key, distance));
                }
            }
        }
    }

    /// What was counted.
    pub fn finish(self) -> Distances {
        Distances {
            tallies: self.all.finish(),
            of_representatives: self.of_representatives.map(Tallied::finish),
        }
    }
}

/// How far apart two mentions are; `None` where they are not in one paragraph, or farther apart than `width`.
pub(super) fn distance(
    observation: &Observation,
    one: &MentionRecord,
    other: &MentionRecord,
    width: u32,
) -> Option<u32> {
    let paragraph =
        |mention: &MentionRecord| observation.sentences[mention.sentence as usize].paragraph;
    let distance = one.token.abs_diff(other.token).max(1);
    (paragraph(one) == paragraph(other) && distance <= width).then_some(distance)
}

/// Whether two mentions of one paragraph are readings of the same words.
pub(super) fn is_one_place(one: &MentionRecord, other: &MentionRecord) -> bool {
    one.span == other.span
}

/// A pair of entities in one number, and a distance.
type Key = (u64, u32);

/// Counts of keys: those counted, in order, and those that wait to be.
#[derive(Clone, Debug, Default)]
struct Tallied {
    counted: Vec<(Key, u64)>,
    waiting: Vec<Key>,
}

/// How many keys wait at least before they are counted. Few in tests, so that it is done many times.
const ROOM: usize = if cfg!(test) { 4 } else { 1 << 16 };

impl Tallied {
    fn push(&mut self, key: Key) {
        self.waiting.push(key);
        // As many as are counted, so that each is moved few times.
        if self.waiting.len() >= ROOM.max(self.counted.len()) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.waiting.sort_unstable();
        let counted = std::mem::take(&mut self.counted);
        self.counted.reserve_exact(counted.len());
        let mut counted = counted.into_iter().peekable();
        for same in self.waiting.chunk_by(|one, other| one == other) {
            let key = same[0];
            while let Some(before) = counted.next_if(|(other, _)| *other < key) {
                self.counted.push(before);
            }
            let already = counted.next_if(|(other, _)| *other == key);
            let count = already.map_or(0, |(_, count)| count) + same.len() as u64;
            self.counted.push((key, count));
        }
        self.counted.extend(counted);
        self.waiting.clear();
    }

    fn finish(mut self) -> Vec<DistanceTally> {
        self.settle();
        let tally = |((key, distance), count)| {
            let (a, b) = ends(key);
            DistanceTally {
                a,
                b,
                distance,
                count,
            }
        };
        self.counted.into_iter().map(tally).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_are_counted_in_any_order(keys in prop::collection::vec((0..5_u64, 1..4_u32), 0..60)) {
            let mut wanted = BTreeMap::new();
            let mut tallied = Tallied::default();
            for &key in &keys {
                *wanted.entry(key).or_insert(0) += 1;
                tallied.push(key);
            }
            tallied.settle();
            prop_assert_eq!(tallied.counted, wanted.into_iter().collect::<Vec<_>>());
        }
    }
}
