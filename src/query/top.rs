//! The most mentioned entities and the strongest edges.

use std::collections::BTreeMap;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::association::Measure;
use crate::cooccurrence::WindowCounts;
use crate::dictionary::{EntityId, EntityType};
use crate::error::Result;
use crate::graph::{Centrality, EdgeRef, EdgeWeight, EntityGraph, EvidenceRecord, Node, NodeValue};

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
            ranked: None,
            edges: self.strongest_edges().take(n).collect(),
            measure: self.measure(),
        }
    }

    /// The `n` entities with the greatest values of a measure (then with most mentions, then by id) and the `n` edges with the best scores.
    ///
    /// # Complexity
    /// See [`Centrality`].
    pub fn top_by(&self, centrality: Centrality, weight: EdgeWeight, n: usize) -> Top<'_> {
        let mut ranked: Vec<_> = self
            .nodes()
            .zip(self.centrality(centrality, weight))
            .collect();
        ranked.sort_by(|(one, x), (other, y)| {
            let by_value = y.total_cmp(x);
            by_value.then_with(|| other.mentions().cmp(&one.mentions()))
        });
        ranked.truncate(n);
        let (entities, values) = ranked.into_iter().unzip();
        Top {
            entities,
            ranked: Some(Ranked {
                centrality,
                weight,
                values,
            }),
            edges: self.strongest_edges().take(n).collect(),
            measure: self.measure(),
        }
    }
}

/// The best of a graph. Made by [`EntityGraph::top`] and [`EntityGraph::top_by`].
///
/// Serializes as `entities` (`id`, `name`, `type`, `mentions`, `sentences`, `paragraphs`, `documents`) and `edges` (`source`, `target`,
/// `score`, `measure`, `sentences`, `paragraphs`, `documents`, `evidence`). Where a measure of entities was chosen, before these `by`, its
/// name, and `weight` if it takes weights; each entity then has its value in a field of the name of the measure, with `_` for `-`.
#[derive(Clone, Debug)]
pub struct Top<'g> {
    entities: Vec<&'g Node>,
    ranked: Option<Ranked>,
    edges: Vec<EdgeRef<'g>>,
    measure: Measure,
}

/// By what the entities are ranked, and the value of each.
#[derive(Clone, Debug)]
struct Ranked {
    centrality: Centrality,
    weight: EdgeWeight,
    values: Vec<f64>,
}

impl<'g> Top<'g> {
    /// The most mentioned entities, or those with the greatest values.
    pub fn entities(&self) -> &[&'g Node] {
        &self.entities
    }

    /// Their values of the measure chosen; `None` where they are ranked by mentions.
    pub fn values(&self) -> Option<&[f64]> {
        self.ranked.as_ref().map(|ranked| &ranked.values[..])
    }

    /// The edges with the best scores.
    pub fn edges(&self) -> &[EdgeRef<'g>] {
        &self.edges
    }
}

impl<'g> Serialize for Top<'g> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = |(place, node): (usize, &&'g Node)| {
            let value = self.ranked.as_ref().map(|ranked| {
                let Ranked { centrality, .. } = ranked;
                (centrality.field(), centrality.value(ranked.values[place]))
            });
            EntityRow::new(node, value)
        };
        let entities: Vec<_> = self.entities.iter().enumerate().map(row).collect();
        let edges: Vec<_> = self
            .edges
            .iter()
            .map(|edge| EdgeRow::new(edge, self.measure))
            .collect();
        let mut record = serializer.serialize_struct("Top", 4)?;
        if let Some(ranked) = &self.ranked {
            record.serialize_field("by", &ranked.centrality)?;
            if ranked.centrality.is_weighted() {
                record.serialize_field("weight", &ranked.weight)?;
            }
        }
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
    #[serde(flatten)]
    value: BTreeMap<&'static str, NodeValue>,
}

impl<'g> EntityRow<'g> {
    fn new(node: &'g Node, value: Option<(&'static str, NodeValue)>) -> Self {
        Self {
            id: node.id(),
            name: node.name(),
            r#type: node.entity_type(),
            mentions: node.mentions(),
            windows: node.windows(),
            value: value.into_iter().collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct EdgeRow<'g> {
    source: &'g EntityId,
    target: &'g EntityId,
    score: f64,
    measure: Measure,
    #[serde(flatten)]
    windows: WindowCounts,
    evidence: Vec<EvidenceRecord<'g>>,
}

impl<'g> EdgeRow<'g> {
    pub(super) fn new(edge: &EdgeRef<'g>, measure: Measure) -> Self {
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
    use crate::graph::fixture::chips;
    use crate::graph::{Centrality, EdgeWeight, EntityGraph};

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
        assert!(graph.top(1).values().is_none());
    }

    #[test]
    fn by_a_measure() {
        let graph = EntityGraph::builder()
            .evidence(0)
            .build(&chips().count())
            .unwrap();
        let top = graph.top_by(Centrality::Degree, EdgeWeight::Count, 3);
        let ids: Vec<_> = top
            .entities()
            .iter()
            .map(|node| node.id().as_str())
            .collect();
        assert_eq!(ids, ["nvidia", "tsmc", "h800"]); // both first have three neighbours; Nvidia has more mentions
        assert_eq!(top.values(), Some(&[3.0, 3.0, 2.0][..]));
        let json = serde_json::to_value(&top).unwrap();
        assert_eq!(
            (&json["by"], &json["entities"][2]["degree"]),
            (&"degree".into(), &2.into())
        );
        assert!(json.get("weight").is_none());
        let top = graph.top_by(Centrality::EffectiveSize, EdgeWeight::Count, 1);
        let json = serde_json::to_value(&top).unwrap();
        assert!(json["entities"][0]["effective_size"].is_f64());
        let top = graph.top_by(Centrality::Strength, EdgeWeight::One, 1);
        assert_eq!(serde_json::to_value(&top).unwrap()["weight"], "one");
    }
}
