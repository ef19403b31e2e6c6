//! Windows of tokens: mentions that stand near each other, weighted by how near.

use std::fmt;

use crate::association::DistanceWeighting;
use crate::cooccurrence::DistanceTally;
use crate::text::counted;

/// Two mentions meet if they begin in one paragraph, their first words at most `width` words apart; each pair of mentions counts once. Their
/// distance is at least 1. Written `tokens:20`.
///
/// Such windows overlap, so there is no number of all of them, and nothing to hold a count against: pairs of entities are scored by a
/// [count](crate::Measure::Count) of their pairs of mentions, or by the [sum of their weights](crate::Measure::Weighted).
///
/// # Example
/// ```
/// use comention::graph::TokenWindow;
/// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, document::Document};
///
/// let dictionary = Dictionary::ai_industry();
/// let mut cooccurrences = Cooccurrences::new(&dictionary);
/// let memo = Document::new("memo", "Nvidia sells chips. OpenAI buys them.");
/// cooccurrences.observe(&Annotator::new(&dictionary)?.annotate(&memo));
/// let graph = EntityGraph::builder().token_window(TokenWindow::new(4)).build(&cooccurrences.tallies())?;
/// let edge = graph.edge("nvidia", "openai").unwrap(); // three words apart
/// assert_eq!((edge.count(), edge.score(), edge.windows().sentences), (1, 0.5, 0));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenWindow {
    /// The greatest distance, in words; at least 1, or nothing meets.
    pub width: u32,
    /// How much a pair of mentions counts by its distance.
    pub weighting: DistanceWeighting,
}

impl TokenWindow {
    /// The window of this width, with weights that fall evenly to its edge: [`DistanceWeighting::Shrinking`].
    ///
    /// These need no constant besides the width; a pair at the edge weighs next to nothing, so that little hangs on where it is; and a
    /// long name, whose words are part of the distance to the name behind it, costs little, where one over the distance
    /// ([`DistanceWeighting::Inverse`]) would cost most of the weight.
    pub const fn new(width: u32) -> Self {
        Self {
            width,
            weighting: DistanceWeighting::Shrinking,
        }
    }

    /// Sets how much a pair of mentions counts by its distance.
    #[must_use]
    pub const fn weighting(mut self, weighting: DistanceWeighting) -> Self {
        self.weighting = weighting;
        self
    }

    /// The weight of a pair of mentions.
    pub fn weight(self, distance: u32) -> f64 {
        self.weighting.weight(distance, self.width)
    }

    /// What the pairs of mentions at one distance weigh.
    pub fn weight_of(self, tally: &DistanceTally) -> f64 {
        #[allow(
            clippy::cast_precision_loss,
            reason = "no corpus has 2^53 pairs of mentions of two names"
        )]
        let count = tally.count as f64;
        count * self.weight(tally.distance)
    }

    /// What all pairs of mentions of two entities weigh, added up from the smallest distance on.
    pub fn sum(self, tallies: &[DistanceTally]) -> f64 {
        tallies
            .iter()
            .fold(0.0, |sum, tally| sum + self.weight_of(tally))
    }

    /// How near mentions must stand, in words: `20 words`.
    pub(crate) fn reach(self) -> String {
        counted(self.width.into(), "word")
    }
}

impl fmt::Display for TokenWindow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "tokens:{}", self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::EntityIndex;

    #[test]
    fn weights_are_added_up_by_distance() {
        let tally = |distance, count| DistanceTally {
            a: EntityIndex(0),
            b: EntityIndex(1),
            distance,
            count,
        };
        let tallies = [tally(1, 3), tally(4, 2), tally(5, 1)];
        let window = TokenWindow::new(5);
        for (weighting, sum) in [
            (DistanceWeighting::Binary, 6.0),
            (DistanceWeighting::Linear, 3.0 * 5.0 + 2.0 * 2.0 + 1.0),
            (DistanceWeighting::Inverse, 3.0 + 2.0 / 4.0 + 1.0 / 5.0),
            (DistanceWeighting::Shrinking, 3.0 + 0.8 + 0.2),
        ] {
            let got = window.weighting(weighting).sum(&tallies);
            assert!((got - sum).abs() < 1e-12, "{weighting}: {got}");
        }
        assert_eq!(window.to_string(), "tokens:5");
        assert!(window.sum(&[]).total_cmp(&0.0).is_eq());
    }
}
