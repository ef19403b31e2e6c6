//! graphology JSON, for Sigma.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::Exporter;
use super::facts::{Facts, Files, Group};
use super::placement::Placement;
use super::records::{EdgeFacts, GraphRecord, NodeFacts, edge_prefix, lines, stream};

pub(super) const FACTS: Facts = Facts {
    name: "graphology",
    group: Group::Json,
    suffixes: &[".graphology.json", ".sigma.json"],
    description: "graphology JSON with places and sizes, as Sigma draws it",
    lacks: &[],
    files: Files::One(|_| Box::new(Graphology::new())),
    is_text: true,
};

/// Writes the JSON of graphology (`Graph.from(json)`), with what Sigma needs to draw it: `label`, `x`, `y` and `size` of every node. A graph of more
/// than 5,000 nodes or 20,000 edges is not laid out: its nodes stand on a spiral, the most mentioned in the middle.///
/// What is said of an entity: `label`, `entity_type`, `parent_id`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`,
/// then the measures asked for. Of an edge: `weight` (the score), the fields of [`Json`](super::Json), and the relation most sentences assert as
/// `relation`, `relation_head` and `relation_count`. Absent facts are left out.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Graphology {}

impl Graphology {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Graphology {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let prefix = edge_prefix(graph);
        let placement = Placement::of(graph).or_spiral(graph);
        stream(output, |output| {
            output.write_all(b"{\"attributes\":")?;
            serde_json::to_writer(&mut *output, &GraphRecord::new(graph))?;
            output.write_all(
                br#","options":{"type":"undirected","multi":false,"allowSelfLoops":false},"#,
            )?;
            output.write_all(b"\n\"nodes\":[")?;
            let nodes = graph.nodes().enumerate();
            let records = nodes.map(|(place, node)| NodeRecord {
                key: node.id().as_str(),
                attributes: NodeAttributes {
                    place: placement.place(place),
                    size: placement.radius(place),
                    facts: NodeFacts::new(node, graph.node_columns(), place),
                },
            });
            lines(output, records)?;
            output.write_all(b"],\n\"edges\":[")?;
            let records = graph.edges().enumerate().map(|(place, edge)| EdgeRecord {
                key: format!("{prefix}{place}"),
                source: edge.a().id().as_str(),
                target: edge.b().id().as_str(),
                undirected: true,
                attributes: EdgeFacts::new(edge, graph),
            });
            lines(output, records)?;
            output.write_all(b"]}\n")
        })
    }
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    key: &'g str,
    attributes: NodeAttributes<'g>,
}

#[derive(Serialize)]
struct NodeAttributes<'g> {
    #[serde(flatten)]
    place: Option<super::placement::Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<f64>,
    #[serde(flatten)]
    facts: NodeFacts<'g>,
}

#[derive(Serialize)]
struct EdgeRecord<'g> {
    key: String,
    source: &'g str,
    target: &'g str,
    undirected: bool,
    attributes: EdgeFacts<'g>,
}
