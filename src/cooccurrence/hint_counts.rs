//! Adds up hints: how often what was said of two entities, and by whom.

use std::collections::BTreeMap;

use crate::dictionary::EntityIndex;
use crate::relation::{HintRecord, Polarity, RelationIndex};

use super::Observation;

/// How often sentences said one thing of two entities in one way. In the order of the two, then of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HintTally {
    /// The entity with the smaller id.
    pub a: EntityIndex,
    /// The entity with the greater id.
    pub b: EntityIndex,
    /// The relation.
    pub relation: RelationIndex,
    /// Whether it leads from the greater id to the smaller.
    pub backward: bool,
    /// How the sentences stood to it.
    pub polarity: Polarity,
    /// Whether it is said to be over.
    pub former: bool,
    /// Who said so.
    pub said_by: SaidBy,
    /// How many sentences.
    pub count: u64,
}

/// Whose words something is, as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SaidBy {
    /// The document's own.
    Document,
    /// Somebody's who is no entity: "people familiar with the matter".
    Somebody,
    /// An entity's.
    Entity(EntityIndex),
}

impl HintTally {
    /// The entity it leads from.
    pub const fn head(&self) -> EntityIndex {
        if self.backward { self.b } else { self.a }
    }

    /// The entity it leads to.
    pub const fn tail(&self) -> EntityIndex {
        if self.backward { self.a } else { self.b }
    }
}

/// Counts of hints over any number of documents.
#[derive(Clone, Debug, Default)]
pub(super) struct HintCounts(BTreeMap<HintTally, u64>);

impl HintCounts {
    /// Adds those of a document.
    pub(super) fn add(&mut self, observation: &Observation) {
        let tallies = observation.hints.iter();
        for tally in tallies.filter_map(|hint| observation.tally_of(hint)) {
            *self.0.entry(tally).or_default() += 1;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (tally, count) in other.0 {
            *self.0.entry(tally).or_default() += count;
        }
    }

    /// Takes away what was added before.
    pub(super) fn subtract(&mut self, other: &Self) {
        for (tally, count) in &other.0 {
            if let Some(ours) = self.0.get_mut(tally) {
                *ours -= count;
            }
        }
        self.0.retain(|_, count| *count > 0);
    }

    pub(super) fn into_tallies(self) -> Vec<HintTally> {
        let counted = self.0.into_iter();
        counted
            .map(|(tally, count)| HintTally { count, ..tally })
            .collect()
    }
}

impl Observation {
    /// What a hint is counted as, with a count of 0.
    pub(super) fn tally_of(&self, hint: &HintRecord) -> Option<HintTally> {
        let (head, tail) = (self.entity_of(hint.head)?, self.entity_of(hint.tail)?);
        if head == tail {
            return None; // counted as one, by a roll-up
        }
        let said_by = match hint.source {
            None => SaidBy::Document,
            Some(source) => source
                .mention
                .and_then(|mention| self.entity_of(mention))
                .map_or(SaidBy::Somebody, SaidBy::Entity),
        };
        Some(HintTally {
            a: head.min(tail),
            b: head.max(tail),
            relation: hint.relation,
            backward: tail < head,
            polarity: hint.polarity,
            former: hint.former,
            said_by,
            count: 0,
        })
    }
}
