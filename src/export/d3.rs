//! Nodes and links, for d3-force.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::Exporter;
use super::facts::{Facts, Files, Group};
use super::records::{EdgeFacts, GraphRecord, NodeFacts, lines, stream};

pub(super) const FACTS: Facts = Facts {
    name: "d3",
    group: Group::Json,
    suffixes: &[".d3.json"],
    description: "nodes and links for d3-force",
    lacks: &[],
    files: Files::One(|_| Box::new(D3::new())),
    is_text: true,
};

/// Writes `{"graph","nodes":[{"id","group",…}],"links":[{"source","target","value",…}]}`, as most pages with d3-force want it. `group` is the type,
/// `value` the score. The page must say `forceLink(links).id(d => d.id)`.///
/// What is said of an entity: `label`, `entity_type`, `parent_id`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`,
/// then the measures asked for. Of an edge: `weight` (the score), the fields of [`Json`](super::Json), and the relation most sentences assert as
/// `relation`, `relation_head` and `relation_count`. Absent facts are left out.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct D3 {}

impl D3 {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for D3 {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            output.write_all(b"{\"graph\":")?;
            serde_json::to_writer(&mut *output, &GraphRecord::new(graph))?;
            output.write_all(b",\n\"nodes\":[")?;
            let nodes = graph.nodes().enumerate();
            let records = nodes.map(|(place, node)| NodeRecord {
                id: node.id().as_str(),
                group: node.entity_type().as_str(),
                facts: NodeFacts::new(node, graph.node_columns(), place),
            });
            lines(output, records)?;
            output.write_all(b"],\n\"links\":[")?;
            let records = graph.edges().map(|edge| LinkRecord {
                source: edge.a().id().as_str(),
                target: edge.b().id().as_str(),
                value: edge.score(),
                facts: EdgeFacts::new(edge, graph),
            });
            lines(output, records)?;
            output.write_all(b"]}\n")
        })
    }
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    id: &'g str,
    group: &'g str,
    #[serde(flatten)]
    facts: NodeFacts<'g>,
}

#[derive(Serialize)]
struct LinkRecord<'g> {
    source: &'g str,
    target: &'g str,
    value: f64,
    #[serde(flatten)]
    facts: EdgeFacts<'g>,
}
