//! JSON Graph Format.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::Exporter;
use super::facts::{Facts, Files, Group};
use super::records::{EdgeFacts, GraphRecord, NodeFacts, edge_prefix, lines, stream};

pub(super) const FACTS: Facts = Facts {
    name: "jgf",
    group: Group::Json,
    suffixes: &[".jgf.json", ".jgf"],
    description: "JSON Graph Format 2, everything in the metadata",
    lacks: &[],
    files: Files::One(|_| Box::new(Jgf::new())),
    is_text: true,
};

/// Writes JSON Graph Format, version 2: `{"graph":{"directed":false,"nodes":{ID:{"label","metadata"}},"edges":[{"source","target","metadata"}]}}`.
/// Everything the graph holds is in the `metadata` of the graph, its nodes and its edges.///
/// What is said of an entity: `label`, `entity_type`, `parent_id`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`,
/// then the measures asked for. Of an edge: `weight` (the score), the fields of [`Json`](super::Json), and the relation most sentences assert as
/// `relation`, `relation_head` and `relation_count`. Absent facts are left out.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Jgf {}

impl Jgf {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Jgf {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let prefix = edge_prefix(graph);
        stream(output, |output| {
            output.write_all(
                br#"{"graph":{"id":"comention","type":"co-mention","directed":false,"metadata":"#,
            )?;
            serde_json::to_writer(&mut *output, &GraphRecord::new(graph))?;
            output.write_all(b",\n\"nodes\":{")?;
            for (place, node) in graph.nodes().enumerate() {
                output.write_all(if place == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(&mut *output, node.id())?;
                output.write_all(b":")?;
                let record = NodeRecord {
                    label: node.name(),
                    metadata: NodeFacts::new(node, graph.node_columns(), place),
                };
                serde_json::to_writer(&mut *output, &record)?;
            }
            output.write_all(b"\n},\n\"edges\":[")?;
            let records = graph.edges().enumerate().map(|(place, edge)| EdgeRecord {
                id: format!("{prefix}{place}"),
                source: edge.a().id().as_str(),
                target: edge.b().id().as_str(),
                relation: "co-mention",
                directed: false,
                metadata: EdgeFacts::new(edge, graph),
            });
            lines(output, records)?;
            output.write_all(b"]}}\n")
        })
    }
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    label: &'g str,
    metadata: NodeFacts<'g>,
}

#[derive(Serialize)]
struct EdgeRecord<'g> {
    id: String,
    source: &'g str,
    target: &'g str,
    relation: &'static str,
    directed: bool,
    metadata: EdgeFacts<'g>,
}
