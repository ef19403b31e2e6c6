//! The most mentioned entities and the strongest edges.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::association::Measure;
use crate::cooccurrence::WindowCounts;
use crate::dictionary::{EntityId, EntityType};
use crate::error::Result;
use crate::graph::{EdgeRef, EntityGraph, EvidenceRecord, Node};

use super::neighbors::records;

impl EntityGraph {
    /// The `n` entities with most mentions (then by id) and the `n` edges with the best scores (then by ids).
    pub fn top(&self, n: usize) -> Top<'_> {
        let mut entities: Vec<_> = self.nodes().collect();
        // The sort is stable and the nodes come in the order of their ids.
        entities.sort_by_key(|node| std::cmp::Reverse(node.mentions()));
        entities.truncate(n);
        Top {
            entities,
            edges: self.strongest_edges().take(n).collect(),
            measure: self.measure(),
        }
    }
}

/// The best of a graph. Made by [`EntityGraph::top`].
///
/// Serializes as `entities` (`id`, `name`, `type`, `mentions`, `sentences`, `paragraphs`, `documents`) and `edges` (`source`, `target`,
/// `score`, `measure`, `sentences`, `paragraphs`, `documents`, `evidence`).
#[derive(Clone, Debug)]
pub struct Top<'g> {
    entities: Vec<&'g Node>,
    edges: Vec<EdgeRef<'g>>,
    measure: Measure,
}

impl<'g> Top<'g> {
    /// The most mentioned entities.
    pub fn entities(&self) -> &[&'g Node] {
        &self.entities
    }

    /// The edges with the best scores.
    pub fn edges(&self) -> &[EdgeRef<'g>] {
        &self.edges
    }
}

impl Serialize for Top<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entities: Vec<_> = self.entities.iter().copied().map(EntityRow::new).collect();
        let edges: Vec<_> = self
            .edges
            .iter()
            .map(|edge| EdgeRow::new(edge, self.measure))
            .collect();
        let mut record = serializer.serialize_struct("Top", 2)?;
        record.serialize_field("entities", &entities)?;
        record.serialize_field("edges", &edges)?;
        record.end()
    }
}

#[derive(Serialize)]
struct EntityRow<'g> {
    id: &'g EntityId,
    name: &'g str,
    r#type: &'g EntityType,
    mentions: u64,
    #[serde(flatten)]
    windows: WindowCounts,
}

impl<'g> EntityRow<'g> {
    fn new(node: &'g Node) -> Self {
        Self {
            id: node.id(),
            name: node.name(),
            r#type: node.entity_type(),
            mentions: node.mentions(),
            windows: node.windows(),
        }
    }
}

#[derive(Serialize)]
struct EdgeRow<'g> {
    source: &'g EntityId,
    target: &'g EntityId,
    score: f64,
    measure: Measure,
    #[serde(flatten)]
    windows: WindowCounts,
    evidence: Vec<EvidenceRecord<'g>>,
}

impl<'g> EdgeRow<'g> {
    fn new(edge: &EdgeRef<'g>, measure: Measure) -> Self {
        Self {
            source: edge.a().id(),
            target: edge.b().id(),
            score: edge.score(),
            measure,
            windows: edge.windows(),
            evidence: records(edge.edge().evidence(), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::association::Measure;
    use crate::graph::EntityGraph;
    use crate::graph::fixture::chips;

    #[test]
    fn most_mentioned_and_strongest() {
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .evidence(0)
            .build(&chips().count())
            .unwrap();
        let top = graph.top(2);
        let ids: Vec<_> = top
            .entities()
            .iter()
            .map(|node| node.id().as_str())
            .collect();
        assert_eq!(ids, ["nvidia", "asml"]); // asml and tsmc have three mentions each
        assert_eq!(top.edges().len(), 2);
        let json = serde_json::to_string(&graph.top(1)).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"entities":[{"id":"nvidia","name":"Nvidia","type":"organization","mentions":4,"sentences":4,"#,
                r#""paragraphs":3,"documents":2}],"edges":[{"source":"h800","target":"nvidia","score":2.0,"#,
                r#""measure":"count","sentences":2,"paragraphs":2,"documents":1,"evidence":[]}]}"#
            )
        );
        assert_eq!(graph.top(100).entities().len(), 6);
        assert_eq!(graph.top(0).edges().len(), 0);
    }
}
