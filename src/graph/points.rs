//! The sums of points behind the combined score.

use crate::association::PointSums;
use crate::cooccurrence::{Counted, POINT, Tallies};
use crate::dictionary::EntityIndex;

/// Points of all pairs, summed up for each entity. Of near-duplicate documents only one counts, and no view changes them: they are to points
/// what the windows with one entity are to those with both.
#[derive(Clone, Debug)]
pub(crate) struct Points<'t> {
    counted: &'t Counted,
    /// Parallel to the entities that are counted.
    of_entities: Vec<u64>,
    all: u64,
}

impl<'t> Points<'t> {
    /// # Complexity
    /// Linear in the pairs, times the logarithm of the entities.
    pub(crate) fn of<T: Tallies + ?Sized>(tallies: &'t T) -> Self {
        let counted = tallies.counted().independent();
        let mut of_entities = vec![0; counted.entities.len()];
        let mut all = 0;
        for pair in &counted.pairs {
            all += pair.points;
            for end in [pair.a, pair.b] {
                if let Some(place) = place(counted, end) {
                    of_entities[place] += pair.points;
                }
            }
        }
        Self {
            counted,
            of_entities,
            all,
        }
    }

    /// The sums for a pair, in points.
    pub(crate) fn sums(&self, a: EntityIndex, b: EntityIndex) -> PointSums {
        let of = |entity| place(self.counted, entity).map_or(0, |place| self.of_entities[place]);
        PointSums {
            pair: in_points(self.counted.points(a.min(b), a.max(b))),
            a: in_points(of(a)),
            b: in_points(of(b)),
            all: in_points(self.all),
        }
    }
}

fn place(counted: &Counted, entity: EntityIndex) -> Option<usize> {
    let found = counted
        .entities
        .binary_search_by_key(&entity, |tally| tally.entity);
    found.ok()
}

/// Millionths as points.
#[expect(
    clippy::cast_precision_loss,
    reason = "2^53 millionths are nine billion points"
)]
pub(crate) fn in_points(millionths: u64) -> f64 {
    millionths as f64 / POINT as f64
}
