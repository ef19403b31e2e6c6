//! Who is mentioned together with an entity.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::association::Measure;
use crate::cooccurrence::Evidence;
use crate::error::Result;
use crate::graph::{EdgeRef, EntityGraph, EvidenceRecord, Node, RelationRecord};

impl EntityGraph {
    /// The neighbours of an entity, best score first, then in the order of their ids.
    ///
    /// # Errors
    /// [`Error::NotInGraph`](crate::Error::NotInGraph)
    ///
    /// # Complexity
    /// `d*ln d` in the number of neighbours.
    pub fn neighbors(&self, id: &str) -> Result<Neighbors<'_>> {
        let position = self.require(id)?;
        let asked = &self.as_petgraph()[position];
        let mut found: Vec<_> = self
            .as_petgraph()
            .edges(position)
            .map(|edge| Neighbor {
                asked,
                edge: self.edge_ref(petgraph::visit::EdgeRef::id(&edge)),
                measure: self.measure(),
            })
            .collect();
        found.sort_by(|x, y| {
            let by_score = y.score().total_cmp(&x.score());
            by_score.then_with(|| x.entity().id().cmp(y.entity().id()))
        });
        Ok(Neighbors {
            found: found.into_iter(),
        })
    }
}

/// The neighbours of an entity, best first. Made by [`EntityGraph::neighbors`].
#[derive(Clone, Debug)]
pub struct Neighbors<'g> {
    found: std::vec::IntoIter<Neighbor<'g>>,
}

impl<'g> Iterator for Neighbors<'g> {
    type Item = Neighbor<'g>;

    fn next(&mut self) -> Option<Self::Item> {
        self.found.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.found.size_hint()
    }
}

impl ExactSizeIterator for Neighbors<'_> {}

/// One neighbour of the entity asked about.
///
/// Serializes as `id`, `name`, `type`, `score`, `measure`, `sentences`, `paragraphs`, `documents`, `relations` (if any), `evidence`; in the evidence `a` is the
/// entity asked about and `b` the neighbour.
#[derive(Clone, Copy, Debug)]
pub struct Neighbor<'g> {
    asked: &'g Node,
    edge: EdgeRef<'g>,
    measure: Measure,
}

impl<'g> Neighbor<'g> {
    /// The neighbour itself.
    pub fn entity(&self) -> &'g Node {
        if self.is_swapped() {
            self.edge.a()
        } else {
            self.edge.b()
        }
    }

    /// The edge that leads to it.
    pub const fn edge(&self) -> EdgeRef<'g> {
        self.edge
    }

    /// The value of the view's measure.
    pub fn score(&self) -> f64 {
        self.edge.score()
    }

    /// The best windows the two share, the best first. In their passages, `a` is the entity with the smaller id, whoever was asked about.
    pub fn evidence(&self) -> &'g [Evidence] {
        self.edge.edge().evidence()
    }

    /// Whether the entity asked about has the greater id.
    fn is_swapped(&self) -> bool {
        self.edge.b().id() == self.asked.id()
    }
}

impl Serialize for Neighbor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = self.entity();
        let windows = self.edge.windows();
        let mut record = serializer.serialize_struct("Neighbor", 10)?;
        record.serialize_field("id", entity.id())?;
        record.serialize_field("name", entity.name())?;
        record.serialize_field("type", entity.entity_type())?;
        record.serialize_field("score", &self.score())?;
        record.serialize_field("measure", &self.measure)?;
        record.serialize_field("sentences", &windows.sentences)?;
        record.serialize_field("paragraphs", &windows.paragraphs)?;
        record.serialize_field("documents", &windows.documents)?;
        let relations = self.edge.edge().relations();
        if !relations.is_empty() {
            let records: Vec<_> = relations.iter().map(RelationRecord::new).collect();
            record.serialize_field("relations", &records)?;
        }
        record.serialize_field("evidence", &records(self.evidence(), self.is_swapped()))?;
        record.end()
    }
}

/// Evidence in its interchange form, seen from the end that the answer names first.
pub(super) fn records(evidence: &[Evidence], swapped: bool) -> Vec<EvidenceRecord<'_>> {
    evidence
        .iter()
        .map(|evidence| {
            if swapped {
                EvidenceRecord::swapped(evidence)
            } else {
                EvidenceRecord::new(evidence)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::association::Measure;
    use crate::error::Error;
    use crate::graph::EntityGraph;
    use crate::graph::fixture::{Counts, chips};

    #[test]
    fn ranked_by_score_then_id_from_either_end() {
        let pairs: BTreeMap<_, _> = [
            ((0, 2), 4),
            ((1, 2), 9),
            ((2, 3), 4),
            ((2, 4), 1),
            ((0, 1), 8),
        ]
        .into();
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .build(&Counts::made_up(6, &pairs))
            .unwrap();
        let ranked: Vec<_> = graph
            .neighbors("n02")
            .unwrap()
            .map(|neighbor| (neighbor.entity().id().as_str(), neighbor.edge().count()))
            .collect();
        assert_eq!(ranked, [("n01", 9), ("n00", 4), ("n03", 4), ("n04", 1)]);
        assert_eq!(graph.neighbors("n05").unwrap().len(), 0);
        assert!(matches!(
            graph.neighbors("n06"),
            Err(Error::NotInGraph { id }) if id == "n06"
        ));
    }

    #[test]
    fn the_answer_puts_the_entity_asked_about_first() {
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .evidence(1)
            .build(&chips().count())
            .unwrap();
        let chip = graph.neighbors("nvidia").unwrap().next().unwrap();
        assert_eq!(
            serde_json::to_string(&chip).unwrap(),
            concat!(
                r#"{"id":"h800","name":"H800","type":"chip","score":2.0,"measure":"count","sentences":2,"paragraphs":2,"#,
                r#""documents":1,"evidence":[{"document":"d1","field":"text","start":29,"end":68,"#,
                r#""text":"The café sells the H800 to Nvidia fans.","a":[[56,62]],"b":[[48,52]],"date":"2024-05-01"}]}"#
            )
        );
        let firm = graph.neighbors("h800").unwrap().next().unwrap();
        let json = serde_json::to_value(firm).unwrap();
        assert_eq!(json["id"], "nvidia");
        assert_eq!(json["evidence"][0]["a"], serde_json::json!([[48, 52]]));
    }
}
