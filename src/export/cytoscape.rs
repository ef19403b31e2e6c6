//! Cytoscape.js elements.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::Exporter;
use super::facts::{Facts, Files, Group};
use super::placement::{Place, Placement};
use super::records::{EdgeFacts, GraphRecord, NodeFacts, edge_prefix, lines, stream};

pub(super) const FACTS: Facts = Facts {
    name: "cytoscape",
    group: Group::Json,
    suffixes: &[".cyjs", ".cytoscape.json"],
    description: "Cytoscape.js and Cytoscape elements, laid out; NetworkX reads it too",
    lacks: &[],
    files: Files::One(|_| Box::new(Cytoscape::new())),
    is_text: true,
};

/// Writes what Cytoscape.js takes as `elements` and Cytoscape opens as `.cyjs`: `{"elements":{"nodes":[{"data","position"}],"edges":[{"data"}]}}`.
/// `data` holds `id`, `name` and all facts; what the graph as a whole is stands under `graph`. Nodes of a graph of up to 5,000 nodes and 20,000
/// edges have their places (layout `preset`). `NetworkX` reads it with `cytoscape_graph`, for which nodes have their id as `value` too.///
/// What is said of an entity: `label`, `entity_type`, `parent_id`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`,
/// then the measures asked for. Of an edge: `weight` (the score), the fields of [`Json`](super::Json), and the relation most sentences assert as
/// `relation`, `relation_head` and `relation_count`. Absent facts are left out.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Cytoscape {}

impl Cytoscape {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Cytoscape {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let prefix = edge_prefix(graph);
        let placement = Placement::of(graph);
        stream(output, |output| {
            output.write_all(
                br#"{"format_version":"1.0","generated_by":"comention","target_cytoscapejs_version":"~3.0","data":[],"directed":false,"multigraph":false,"#,
            )?;
            output.write_all(b"\n\"graph\":")?;
            serde_json::to_writer(&mut *output, &GraphRecord::new(graph))?;
            output.write_all(b",\n\"elements\":{\"nodes\":[")?;
            let nodes = graph.nodes().enumerate();
            let records = nodes.map(|(place, node)| Element {
                data: NodeData {
                    id: node.id().as_str(),
                    value: node.id().as_str(),
                    name: node.name(),
                    facts: NodeFacts::new(node, graph.node_columns(), place),
                },
                position: placement.place(place),
            });
            lines(output, records)?;
            output.write_all(b"],\n\"edges\":[")?;
            let records = graph.edges().enumerate().map(|(place, edge)| Element {
                data: EdgeData {
                    id: format!("{prefix}{place}"),
                    source: edge.a().id().as_str(),
                    target: edge.b().id().as_str(),
                    facts: EdgeFacts::new(edge, graph),
                },
                position: None,
            });
            lines(output, records)?;
            output.write_all(b"]}}\n")
        })
    }
}

#[derive(Serialize)]
struct Element<T> {
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Place>,
}

#[derive(Serialize)]
struct NodeData<'g> {
    id: &'g str,
    value: &'g str,
    name: &'g str,
    #[serde(flatten)]
    facts: NodeFacts<'g>,
}

#[derive(Serialize)]
struct EdgeData<'g> {
    id: String,
    source: &'g str,
    target: &'g str,
    #[serde(flatten)]
    facts: EdgeFacts<'g>,
}
