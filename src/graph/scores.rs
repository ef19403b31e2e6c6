//! How often the two of a pair meet, and what that scores, in the window of a view.

use crate::association::{Contingency, Measure, PointSums};
use crate::cooccurrence::{Distances, EntityTally, PairTally, Tallies, Window, WindowCounts};
use crate::error::Result;

use super::{Points, TokenWindow, View};

/// Where pairs meet in a view.
pub(super) enum Met {
    /// In windows of one kind, which the tallies have counted.
    Windows(Window),
    /// Near each other, wherever that is.
    Near(TokenWindow, Distances),
}

impl Met {
    pub(super) fn of<T: Tallies + ?Sized>(tallies: &T, view: &View) -> Result<Self> {
        Ok(match view.tokens {
            None => Self::Windows(view.window),
            Some(tokens) => Self::Near(tokens, tallies.distances(tokens.width)?),
        })
    }

    /// How often.
    pub(super) fn count(&self, pair: &PairTally) -> u64 {
        match self {
            Self::Windows(window) => pair.windows.get(*window),
            Self::Near(_, distances) => {
                let tallies = distances.of(pair.a, pair.b).iter();
                tallies.map(|tally| tally.count).sum()
            }
        }
    }

    /// How often in documents that repeat no other, in which they share so many windows of each kind.
    pub(super) fn independent(&self, pair: &PairTally, windows: WindowCounts) -> u64 {
        match self {
            Self::Windows(window) => windows.get(*window),
            Self::Near(_, distances) => {
                let tallies = distances.independent(pair.a, pair.b).iter();
                tallies.map(|tally| tally.count).sum()
            }
        }
    }
}

/// What scores are computed from.
pub(super) enum Scores<'s> {
    /// Four counts of windows, and points where the measure takes them.
    Windows {
        view: &'s View,
        n: u64,
        points: Option<Points<'s>>,
    },
    /// Weights of pairs of mentions.
    Near(TokenWindow, &'s Distances),
}

impl<'s> Scores<'s> {
    pub(super) fn of<T: Tallies + ?Sized>(tallies: &'s T, view: &'s View, met: &'s Met) -> Self {
        match met {
            Met::Windows(window) => Self::Windows {
                view,
                n: tallies.totals().get(*window),
                points: (view.measure == Measure::Combined).then(|| Points::of(tallies)),
            },
            Met::Near(tokens, distances) => Self::Near(*tokens, distances),
        }
    }

    /// That of a pair that meets `both` times, with its ends.
    ///
    /// # Errors
    /// If there are counts no set of windows can have.
    pub(super) fn score(
        &self,
        pair: &PairTally,
        both: u64,
        ends: [&EntityTally; 2],
    ) -> Result<f64> {
        match self {
            Self::Windows { view, n, points } => {
                let [n_a, n_b] = ends.map(|end| end.windows.get(view.window));
                let table = Contingency::of_entities(both, n_a, n_b, *n)?;
                let sums = match points {
                    Some(points) => points.sums(pair.a, pair.b),
                    None => PointSums::default(),
                };
                Ok(view.measure.edge_score(&table, &sums))
            }
            Self::Near(tokens, distances) => Ok(tokens.sum(distances.of(pair.a, pair.b))),
        }
    }
}
