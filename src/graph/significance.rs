//! Which pairs meet in more documents than chance explains.

use std::collections::BTreeMap;

use crate::association::{PairTest, TwoModeNull, benjamini_hochberg};
use crate::cooccurrence::{Counted, EntityTally, PairTally, Tallies, Window};
use crate::error::Result;

use super::View;

/// How sure it is that a pair is no chance.
///
/// Always of documents, whatever the window in which pairs are counted and scored: sentences of one document are not independent of each
/// other. Chance knows in how many documents each entity is and how many entities each document names, and nothing else; see
/// [`TwoModeNull`].
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Significance {
    /// The probability that two such entities share so many documents or more by chance. Above 0, at most 1.
    pub p_value: f64,
    /// The false discovery rate at which the pair is just kept, by Benjamini and Hochberg, among all pairs of entities that the view could join:
    /// also those that share nothing.
    pub q_value: f64,
}

/// The significance of all pairs of some tallies in a view.
#[derive(Clone, Debug)]
pub struct Significances {
    /// Parallel to the pairs of the tallies; nothing for those that the view does not test.
    values: Vec<Option<Significance>>,
    tests: u64,
}

impl Significances {
    /// Tests the pairs of entities that are `shown` and that the view joins, over documents that repeat no other
    /// ([`Counted::independent`]): forty copies of a story are no forty signs. Its least count changes nothing here: a pair is tested before anybody
    /// looks how often it meets.
    ///
    /// # Errors
    /// [`Error::ImpossibleDegrees`](crate::Error::ImpossibleDegrees) if the tallies do not fit each other.
    ///
    /// # Complexity
    /// Once for all pairs with equal counts of documents: the number of different document sizes, times the documents they share.
    pub fn of<T: Tallies + ?Sized>(
        tallies: &T,
        view: &View,
        shown: impl Fn(&EntityTally) -> bool,
    ) -> Result<Self> {
        let independent = tallies.counted().independent();
        let mut test = PairTest::new(null(independent)?);
        let entities = tallies.entities();
        let documents: Vec<u64> = documents_of(entities, &independent.entities);
        let shown: Vec<bool> = entities.iter().map(shown).collect();
        let find = |entity, from: usize| {
            let found = entities[from..].binary_search_by_key(&entity, |tally| tally.entity);
            found.map(|place| from + place)
        };
        let (mut places, mut p_values) = (Vec::new(), Vec::new());
        // The pairs are in order, so the first end is mostly that of the pair before.
        let mut first = 0;
        for (place, pair) in tallies.pairs().iter().enumerate() {
            if entities
                .get(first)
                .is_none_or(|tally| tally.entity != pair.a)
            {
                first = find(pair.a, 0).unwrap_or_default();
            }
            let Ok(second) = find(pair.b, first) else {
                continue;
            };
            if !(shown[first] && shown[second] && joins(tallies, view, pair)) {
                continue;
            }
            let both = match &tallies.counted().of_representatives {
                None => pair.windows,
                Some(counted) => counted.shared(pair.a, pair.b),
            };
            places.push(place);
            p_values.push(test.p_value(both.documents, documents[first], documents[second]));
        }
        let shown = entities.iter().zip(&shown).filter(|(_, shown)| **shown);
        let tests = tests(tallies, view, shown.map(|(tally, _)| tally));
        let q_values = benjamini_hochberg(&p_values, tests);
        let mut values = vec![None; tallies.pairs().len()];
        for ((place, p_value), q_value) in places.into_iter().zip(p_values).zip(q_values) {
            values[place] = Some(Significance { p_value, q_value });
        }
        Ok(Self { values, tests })
    }

    /// That of the pair at a place among the pairs of the tallies; `None` where the view does not test it.
    pub fn get(&self, place: usize) -> Option<Significance> {
        self.values.get(place).copied().flatten()
    }

    /// How many pairs were tested, with those that share no document.
    pub const fn tests(&self) -> u64 {
        self.tests
    }
}

/// The documents of each entity among others that are in the same order; 0 for those that are not there.
fn documents_of(entities: &[EntityTally], among: &[EntityTally]) -> Vec<u64> {
    let mut among = among.iter().peekable();
    let documents = |tally: &EntityTally| {
        while among.next_if(|other| other.entity < tally.entity).is_some() {}
        let same = among.next_if(|other| other.entity == tally.entity);
        same.map_or(0, |same| same.windows.documents)
    };
    entities.iter().map(documents).collect()
}

/// The chance that counts are held against: that of all their entities and documents, whatever a view shows of them.
fn null(counted: &Counted) -> Result<TwoModeNull> {
    let mut members = BTreeMap::new();
    for tally in &counted.entities {
        *members
            .entry(tally.windows.get(Window::Document))
            .or_insert(0) += 1;
    }
    let members: Vec<(u64, u64)> = members.into_iter().collect();
    let sizes: Vec<(u64, u64)> = (0..).zip(counted.document_sizes.iter().copied()).collect();
    TwoModeNull::fit(&members, &sizes)
}

/// How many pairs of the entities shown a view could join.
pub(super) fn tests<'t, T: Tallies + ?Sized>(
    tallies: &T,
    view: &View,
    shown: impl Iterator<Item = &'t EntityTally>,
) -> u64 {
    let mut types: BTreeMap<&str, u64> = BTreeMap::new();
    for tally in shown {
        *types
            .entry(tallies.entity(tally.entity).entity_type())
            .or_default() += 1;
    }
    let types: Vec<(&str, u64)> = types.into_iter().collect();
    let mut tests = 0;
    for (at, &(one, count)) in types.iter().enumerate() {
        if view.joins(one, one) {
            tests += count * (count - 1) / 2;
        }
        let others = types[at + 1..].iter();
        tests += others
            .filter(|(other, _)| view.joins(one, other))
            .map(|(_, others)| count * others)
            .sum::<u64>();
    }
    tests
}

fn joins<T: Tallies + ?Sized>(tallies: &T, view: &View, pair: &PairTally) -> bool {
    view.type_pairs.is_empty()
        || view.joins(
            tallies.entity(pair.a).entity_type(),
            tallies.entity(pair.b).entity_type(),
        )
}
