//! CX2, the exchange format of Cytoscape and NDEx.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use serde_json::json;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::columns::{self, Column, Kind, OF_EDGES, Value, present};
use super::facts::{Facts, Files, Group};
use super::placement::Placement;
use super::records::{GraphRecord, lines, stream};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "cx2",
    group: Group::Json,
    suffixes: &[".cx2"],
    description: "CX2 for Cytoscape and NDEx, laid out",
    lacks: &[
        Loss::FurtherRelations,
        Loss::FurtherEvidence,
        Loss::EvidencePlaces,
    ],
    files: Files::One(|_| Box::new(Cx2::new())),
    is_text: true,
};

/// Writes CX2: aspects for the declarations, the network, the nodes and the edges, then `status`.
///
/// Nodes are numbered from 0 in the order of the ids, edges likewise; the attributes are those of [`GraphMl`](super::GraphMl), with the name as `name`
/// and the id as `represents`. The network has a `name`, and what the graph is made from as JSON in `view`. Nodes of a graph of up to 5,000
/// nodes and 20,000 edges have a place.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Cx2 {}

impl Cx2 {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    id: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<f64>,
    v: BTreeMap<&'static str, Value<'g>>,
}

#[derive(Serialize)]
struct EdgeRecord<'g> {
    id: usize,
    s: usize,
    t: usize,
    v: BTreeMap<&'static str, Value<'g>>,
}

impl Exporter for Cx2 {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let of_nodes = columns::of_nodes(graph);
        let placement = Placement::of(graph);
        stream(output, |output| {
            output.write_all(b"[{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n")?;
            let aspects = [
                ("attributeDeclarations", 1),
                ("networkAttributes", 1),
                ("nodes", graph.node_count()),
                ("edges", graph.edge_count()),
            ];
            let aspects = aspects.map(|(name, count)| json!({"name": name, "elementCount": count}));
            writeln!(output, "{},", json!({"metaData": aspects}))?;
            let text = |name| Column {
                name,
                kind: Kind::Text,
            };
            let weight = Column {
                name: "weight",
                kind: Kind::Real,
            };
            let declarations = json!({"attributeDeclarations": [{
                "networkAttributes": declared(&[text("name"), text("view")]),
                "nodes": declared(&[&[text("name"), text("represents")], &of_nodes[..]].concat()),
                "edges": declared(&[&[weight], OF_EDGES].concat()),
            }]});
            writeln!(output, "{declarations},")?;
            let view = serde_json::to_string(&GraphRecord::new(graph))?;
            let network = json!({"networkAttributes": [{"name": "comention", "view": view}]});
            writeln!(output, "{network},")?;
            output.write_all(b"{\"nodes\":[")?;
            let nodes = graph.nodes().enumerate().map(|(id, node)| {
                let values = columns::node_values(graph, node, id);
                let mut v = named(&of_nodes, values);
                v.insert("name", Value::Text(node.name().into()));
                v.insert("represents", Value::Text(node.id().as_str().into()));
                let place = placement.place(id);
                NodeRecord {
                    id,
                    x: place.map(|place| place.x),
                    y: place.map(|place| place.y),
                    v,
                }
            });
            lines(output, nodes)?;
            output.write_all(b"]},\n{\"edges\":[")?;
            let ends = graph.as_petgraph().raw_edges();
            let edges = graph.edges().zip(ends).enumerate();
            let edges = edges.map(|(id, (edge, ends))| {
                let mut v = named(OF_EDGES, columns::edge_values(graph, edge));
                v.insert("weight", Value::Real(edge.score()));
                EdgeRecord {
                    id,
                    s: ends.source().index(),
                    t: ends.target().index(),
                    v,
                }
            });
            lines(output, edges)?;
            output.write_all(b"]},\n{\"status\":[{\"error\":\"\",\"success\":true}]}]\n")
        })
    }
}

fn declared(columns: &[Column]) -> serde_json::Value {
    let kind = |column: &Column| match column.kind {
        Kind::Text => "string",
        Kind::Whole => "long",
        Kind::Real => "double",
    };
    let declared = columns
        .iter()
        .map(|column| (column.name.to_owned(), json!({"d": kind(column)})));
    serde_json::Value::Object(declared.collect())
}

fn named<'g>(
    columns: &[Column],
    values: Vec<Option<Value<'g>>>,
) -> BTreeMap<&'static str, Value<'g>> {
    present(columns, values)
        .map(|(_, column, value)| (column.name, value))
        .collect()
}
