//! What sentences say of the two ends of an edge.

use std::sync::Arc;

use crate::cooccurrence::{HintTally, SaidBy, Tallies};
use crate::dictionary::EntityIndex;
use crate::relation::{Polarity, RelationIndex};

/// One thing that sentences say of two entities, in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeRelation {
    index: RelationIndex,
    name: Arc<str>,
    head: Arc<str>,
    tail: Arc<str>,
    symmetric: bool,
    polarity: Polarity,
    former: bool,
    attributed_to: Option<Arc<str>>,
    count: u64,
}

impl EdgeRelation {
    /// What those who are named without being entities go by: "people familiar with the matter".
    pub const SOMEBODY: &str = "(somebody)";

    pub(crate) fn new<T: Tallies + ?Sized>(tallies: &T, hint: &HintTally) -> Self {
        let id = |entity| Arc::from(tallies.entity(entity).id());
        let info = tallies.relations().get(hint.relation.0 as usize);
        Self {
            index: hint.relation,
            name: Arc::from(info.map_or("", |info| info.name.as_str())),
            head: id(hint.head()),
            tail: id(hint.tail()),
            symmetric: info.is_some_and(|info| info.symmetric),
            polarity: hint.polarity,
            former: hint.former,
            attributed_to: match hint.said_by {
                SaidBy::Document => None,
                SaidBy::Somebody => Some(Arc::from(Self::SOMEBODY)),
                SaidBy::Entity(entity) => Some(id(entity)),
            },
            count: hint.count,
        }
    }

    /// Its place among the relations of the pack.
    pub const fn index(&self) -> RelationIndex {
        self.index
    }

    /// The relation, read from head to tail: `founder_of`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the entity it leads from.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The id of the entity it leads to.
    pub fn tail(&self) -> &str {
        &self.tail
    }

    /// Whether it holds both ways.
    pub const fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// How the sentences stand to it.
    pub const fn polarity(&self) -> Polarity {
        self.polarity
    }

    /// Whether it is said to be over.
    pub const fn is_former(&self) -> bool {
        self.former
    }

    /// Who says so: the id of an entity, or [`SOMEBODY`](Self::SOMEBODY); `None` where it is the document.
    pub fn attributed_to(&self) -> Option<&str> {
        self.attributed_to.as_deref()
    }

    /// How many sentences.
    pub const fn count(&self) -> u64 {
        self.count
    }
}

/// The hints of a pair.
///
/// # Complexity
/// Logarithmic in all hints.
pub(crate) fn relations_of<T: Tallies + ?Sized>(
    tallies: &T,
    a: EntityIndex,
    b: EntityIndex,
) -> &[HintTally] {
    let hints = tallies.hints();
    let start = hints.partition_point(|hint| (hint.a, hint.b) < (a, b));
    let end = hints.partition_point(|hint| (hint.a, hint.b) <= (a, b));
    &hints[start..end]
}

/// The same as an edge shows them.
pub(super) fn all<T: Tallies + ?Sized>(
    tallies: &T,
    a: EntityIndex,
    b: EntityIndex,
) -> Vec<EdgeRelation> {
    let hints = relations_of(tallies, a, b);
    hints
        .iter()
        .map(|hint| EdgeRelation::new(tallies, hint))
        .collect()
}

/// Whether some sentence asserts a relation of a pair.
pub(super) fn is_asserted<T: Tallies + ?Sized>(
    tallies: &T,
    a: EntityIndex,
    b: EntityIndex,
) -> bool {
    let hints = relations_of(tallies, a, b);
    hints.iter().any(|hint| hint.polarity == Polarity::Asserted)
}

/// What an edge is called by: the relation that most sentences assert, whoever says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeLabel<'g> {
    /// The relation, with its direction.
    pub relation: &'g EdgeRelation,
    /// How many sentences assert it.
    pub count: u64,
}

/// The best supported of some relations; of equals the first by name, then by head.
pub(super) fn label(relations: &[EdgeRelation]) -> Option<EdgeLabel<'_>> {
    let asserted = || {
        relations
            .iter()
            .filter(|relation| relation.polarity == Polarity::Asserted)
    };
    let total = |wanted: &EdgeRelation| {
        let same = |other: &&EdgeRelation| other.name == wanted.name && other.head == wanted.head;
        asserted().filter(same).map(EdgeRelation::count).sum()
    };
    asserted()
        .map(|relation| EdgeLabel {
            relation,
            count: total(relation),
        })
        .min_by(|one, other| {
            let key = |label: &EdgeLabel<'_>| {
                (
                    std::cmp::Reverse(label.count),
                    label.relation.name.clone(),
                    label.relation.head.clone(),
                )
            };
            key(one).cmp(&key(other))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(name: &str, polarity: Polarity, count: u64) -> EdgeRelation {
        EdgeRelation {
            index: RelationIndex(0),
            name: Arc::from(name),
            head: Arc::from("a"),
            tail: Arc::from("b"),
            symmetric: false,
            polarity,
            former: false,
            attributed_to: None,
            count,
        }
    }

    #[test]
    fn the_label_is_what_most_sentences_assert() {
        let relations = [
            relation("sues", Polarity::Negated, 9),
            relation("uses", Polarity::Asserted, 2),
            relation("makes", Polarity::Asserted, 1),
            relation("makes", Polarity::Asserted, 1),
        ];
        let label = label(&relations).unwrap();
        assert_eq!((label.relation.name(), label.count), ("makes", 2));
    }
}
