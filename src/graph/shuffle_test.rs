//! Documents with the same sizes and the same entities, but shuffled: what of a graph would be there by chance?

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::association::{PairTest, Shuffle, clopper_pearson};
use crate::cooccurrence::Tallies;
use crate::dictionary::EntityIndex;
use crate::error::Result;

use super::View;
use super::significance::tests;

/// Trades for each document before a shuffle is looked at; five are the usual number.
const TRADES: usize = 5;

/// How many pairs are significant in documents as they are, and in documents among which the mentions were shuffled.
///
/// Serializes as `fdr`, `seed`, `tests` (pairs tested), `significant` (pairs, as the documents are), `shuffles` (a list: such pairs in each
/// shuffle).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ShuffleTest {
    /// The false discovery rate at which pairs are kept.
    pub fdr: f64,
    /// What the random numbers began with.
    pub seed: u64,
    /// How many pairs are tested.
    pub tests: u64,
    /// The pairs kept in the documents as they are.
    pub significant: u64,
    /// The pairs kept in each shuffle: all of them are false.
    pub shuffles: Vec<u64>,
}

impl ShuffleTest {
    /// Shuffles documents so often, and keeps the pairs that are significant at the false discovery rate `fdr`, as [`Significance`](super::Significance)
    /// defines it. Every entity stays in as many documents, every document has as many entities. `documents` are those of the tallies, each as
    /// its accepted entities.
    ///
    /// # Errors
    /// [`Error::ImpossibleDegrees`](crate::Error::ImpossibleDegrees), never for such documents.
    ///
    /// # Complexity
    /// For each shuffle linear in the mentions and in the pairs of all documents, which are sorted.
    pub fn run<T: Tallies + ?Sized>(
        tallies: &T,
        view: &View,
        documents: Vec<Vec<EntityIndex>>,
        fdr: f64,
        shuffles: usize,
        seed: u64,
    ) -> Result<Self> {
        let entities = tallies.entities();
        let kind = |tally| tallies.entity(tally).entity_type();
        let shown: Vec<bool> = entities
            .iter()
            .map(|tally| view.shows(kind(tally.entity)))
            .collect();
        let place = |entity: EntityIndex| {
            let found = entities.binary_search_by_key(&entity, |tally| tally.entity);
            found.ok().and_then(|place| u32::try_from(place).ok())
        };
        let sets = documents
            .into_iter()
            .map(|document| document.into_iter().filter_map(place).collect())
            .collect();
        let mut shuffle = Shuffle::new(sets, seed);
        let mut test = PairTest::fit(shuffle.sets())?;
        let all_shown = entities.iter().zip(&shown).filter(|(_, shown)| **shown);
        let tests = tests(tallies, view, all_shown.map(|(tally, _)| tally));
        let tested = |a: u32, b: u32| {
            let [a, b] = [a, b].map(|place| place as usize);
            shown[a] && shown[b] && view.joins(kind(entities[a].entity), kind(entities[b].entity))
        };
        let mut count =
            |shuffle: &Shuffle| test.significant(shuffle.sets(), tested, tests, fdr).len() as u64;
        let significant = count(&shuffle);
        let trades = TRADES * shuffle.sets().len();
        let shuffles = (0..shuffles)
            .map(|_| {
                shuffle.trade(trades);
                count(&shuffle)
            })
            .collect();
        Ok(Self {
            fdr,
            seed,
            tests,
            significant,
            shuffles,
        })
    }

    /// How many shuffles kept any pair.
    pub fn with_any(&self) -> u64 {
        self.shuffles.iter().filter(|kept| **kept > 0).count() as u64
    }

    /// What the share of shuffles that keep any pair can be, with 95 % confidence.
    pub fn interval(&self) -> RangeInclusive<f64> {
        clopper_pearson(self.with_any(), self.shuffles.len() as u64, 0.95)
    }
}
