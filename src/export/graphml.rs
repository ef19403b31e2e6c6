//! GraphML, for igraph, NetworkX, Gephi, yEd and many more.

use std::io::{self, Write};

use crate::error::Result;
use crate::graph::EntityGraph;

use super::columns::{self, Column, Kind, LACKS, OF_EDGES, Value, present};
use super::facts::{Facts, Files, Group};
use super::records::{edge_prefix, stream};
use super::xml::{self, Xml, has_forbidden};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "graphml",
    group: Group::Network,
    suffixes: &[".graphml"],
    description: "GraphML for igraph, NetworkX, Gephi, yEd and others",
    lacks: LACKS,
    files: Files::One(|_| Box::new(GraphMl::new())),
    is_text: true,
};

/// Writes GraphML: an undirected graph whose nodes have the ids of the entities.
///
/// Data of nodes: `label`, `entity_type`, `parent_id`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`, then the
/// measures asked for. Of edges: `weight` (the score), `sentences`, `paragraphs`, `documents`, `count`, `independent`, `points`, `score`, `measure`,
/// `p_value`, `q_value`, `first_seen`, `last_seen`, the relation most sentences assert as `relation`, `relation_head` (the id it leads from) and
/// `relation_count`, and of the first piece of evidence `evidence` (its text), `evidence_document`, `evidence_date`, `evidence_source` and
/// `evidence_url`. Whole numbers are `long`, others `double`, dates `string`: many are known to the month only. Absent facts have no data.
///
/// Characters that XML cannot hold become U+FFFD; ids stay different.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct GraphMl {}

impl GraphMl {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for GraphMl {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let ids = xml::ids(graph);
        let prefix = edge_prefix(graph);
        let of_nodes = columns::of_nodes(graph);
        stream(output, |output| {
            output.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
            output.write_all(b"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")?;
            let label = Column {
                name: "label",
                kind: Kind::Text,
            };
            key(output, "n", "node", &label)?;
            for (place, column) in of_nodes.iter().enumerate() {
                key(output, &format!("n{place}"), "node", column)?;
            }
            let weight = Column {
                name: "weight",
                kind: Kind::Real,
            };
            key(output, "w", "edge", &weight)?;
            for (place, column) in OF_EDGES.iter().enumerate() {
                key(output, &format!("d{place}"), "edge", column)?;
            }
            output.write_all(b"<graph id=\"comention\" edgedefault=\"undirected\">\n")?;
            for (place, node) in graph.nodes().enumerate() {
                write!(output, "<node id=\"{}\">", Xml(&ids[place]))?;
                write!(output, "<data key=\"n\">{}</data>", Xml(node.name()))?;
                let values = columns::node_values(graph, node, place);
                for (place, _, value) in present(&of_nodes, values) {
                    data(output, 'n', place, &value)?;
                }
                output.write_all(b"</node>\n")?;
            }
            let ends = graph.as_petgraph().raw_edges();
            for (place, (edge, ends)) in graph.edges().zip(ends).enumerate() {
                write!(
                    output,
                    "<edge id=\"{prefix}{place}\" source=\"{}\" target=\"{}\">",
                    Xml(&ids[ends.source().index()]),
                    Xml(&ids[ends.target().index()])
                )?;
                write!(output, "<data key=\"w\">{:?}</data>", edge.score())?;
                for (place, _, value) in present(OF_EDGES, columns::edge_values(graph, edge)) {
                    data(output, 'd', place, &value)?;
                }
                output.write_all(b"</edge>\n")?;
            }
            output.write_all(b"</graph>\n</graphml>\n")
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        vec![(Loss::Characters, columns::texts_with(graph, has_forbidden))]
    }
}

fn key(output: &mut dyn Write, id: &str, of: &str, column: &Column) -> io::Result<()> {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Whole => "long",
        Kind::Real => "double",
    };
    writeln!(
        output,
        "<key id=\"{id}\" for=\"{of}\" attr.name=\"{}\" attr.type=\"{kind}\"/>",
        column.name
    )
}

fn data(output: &mut dyn Write, of: char, place: usize, value: &Value<'_>) -> io::Result<()> {
    write!(output, "<data key=\"{of}{place}\">{value}</data>")
}
