//! Graph JSON, the format of our own that other tools may rely on.

use std::io::Write;

use serde::Serialize;

use crate::dictionary::{EntityId, EntityType};
use crate::error::Result;
use crate::graph::{EntityGraph, EvidenceRecord, RelationRecord};

use super::facts::{Facts, Files, Group};
use super::records::{EdgeFigures, GraphRecord, NodeFigures, evidence, lines, relations, stream};
use super::{EdgesKey, Exporter};

pub(super) const FACTS: Facts = Facts {
    name: "json",
    group: Group::Json,
    suffixes: &[".json"],
    description: "node-link JSON with counts, scores and evidence, as NetworkX reads it",
    lacks: &[],
    files: Files::One(|options| Box::new(Json::new().edges_key(options.edges_key))),
    is_text: true,
};

/// Writes Graph JSON: everything the graph holds, in the node-link form that `NetworkX` reads (`node_link_graph(data, edges="edges")`).
///
/// One object with, in this order, `schema` (`"comention.graph"`), `version` (1), `directed` and `multigraph` (false), `graph`, `nodes` and
/// `edges`; every node and every edge stands on a line of its own. Absent facts are left out, also empty lists of view options.
///
/// - `graph`: `generator`, the view (`from`, `to`, `roll_up`, `window` (a kind, or `tokens:20`), `distance_weight` (of a window of tokens), `measure`, `min_count`, `fdr`, `types`, `type_pairs`, `backbone`,
///   `top_k`, `k_core`, `evidence`), `node_measures` (what the further fields of the nodes are, where some were asked for), `totals` (all windows:
///   `sentences`, `paragraphs`, `documents`), `provenance` (hashes of what the counts were made from).
/// - a node: `id`, `name`, `type`, `parent`, `mentions`, `sentences`, `paragraphs`, `documents`, `first_seen`, `last_seen`, then the
///   measures asked for ([`NodeColumn`](crate::graph::NodeColumn)). In the order of the ids.
/// - an edge: `source` and `target` (source < target), `sentences`, `paragraphs`, `documents`, `count` (in the chosen window; of tokens, the pairs of mentions),
///   `independent` (the same in documents that repeat no other), `points`, `score`, `measure`, `p_value` and `q_value` (of
///   documents, whatever the window: see [`Significance`](crate::graph::Significance)), `first_seen`, `last_seen`, `relations`, `evidence`. In the order of both ids.
/// - a relation, a thing that sentences say of the two: `type`, `head`, `tail`, `polarity` (`asserted`, `negated`, `hedged`, `question`,
///   `quoted`), `former` (true, if it is said to be over), `attributed_to` (an id, or `(somebody)`), `count` (of sentences).
/// - a piece of evidence: see [`EvidenceRecord`]. Offsets are Unicode code points.
///
/// Dates are ISO 8601, to the day, the month or the year.
///
/// ```json
/// {"schema":"comention.graph","version":1,"directed":false,"multigraph":false,
/// "graph":{"generator":"comention 0.1.0","window":"sentence","measure":"g2","min_count":1,"evidence":3,
///   "totals":{"sentences":9,"paragraphs":6,"documents":3},"provenance":{"dictionary":"d1c7"}},
/// "nodes":[
/// {"id":"h800","name":"H800","type":"chip","mentions":2,"sentences":2,"paragraphs":2,"documents":1,"first_seen":"2024-05-01"},
/// {"id":"nvidia","name":"Nvidia","type":"organization","mentions":4,"sentences":4,"paragraphs":3,"documents":2}
/// ],
/// "edges":[
/// {"source":"h800","target":"nvidia","sentences":2,"paragraphs":2,"documents":1,"count":2,"independent":2,"score":4.18,"measure":"g2",
///   "evidence":[{"document":"d1","field":"text","start":29,"end":68,"text":"…","a":[[48,52]],"b":[[56,62]]}]}
/// ]}
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Json {
    edges_key: EdgesKey,
}

impl Json {
    /// The name every file carries in `schema`.
    pub const SCHEMA: &str = "comention.graph";
    /// The version every file carries in `version`.
    pub const VERSION: u32 = 1;

    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {
            edges_key: EdgesKey::Edges,
        }
    }

    /// Sets the key under which the edges stand.
    #[must_use]
    pub const fn edges_key(mut self, key: EdgesKey) -> Self {
        self.edges_key = key;
        self
    }
}

impl Exporter for Json {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            writeln!(
                output,
                r#"{{"schema":"{}","version":{},"directed":false,"multigraph":false,"#,
                Self::SCHEMA,
                Self::VERSION
            )?;
            output.write_all(b"\"graph\":")?;
            serde_json::to_writer(&mut *output, &GraphRecord::new(graph))?;
            output.write_all(b",\n\"nodes\":[")?;
            let nodes = graph.nodes().enumerate().map(|(place, node)| NodeRecord {
                id: node.id(),
                name: node.name(),
                r#type: node.entity_type(),
                parent: node.parent(),
                figures: NodeFigures::new(node, graph.node_columns(), place),
            });
            lines(output, nodes)?;
            write!(output, "],\n\"{}\":[", self.edges_key.name())?;
            let edges = graph.edges().map(|edge| EdgeRecord {
                source: edge.a().id(),
                target: edge.b().id(),
                figures: EdgeFigures::new(edge, graph),
                relations: relations(edge),
                evidence: evidence(edge),
            });
            lines(output, edges)?;
            output.write_all(b"]}\n")
        })
    }
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    id: &'g EntityId,
    name: &'g str,
    r#type: &'g EntityType,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'g EntityId>,
    #[serde(flatten)]
    figures: NodeFigures,
}

#[derive(Serialize)]
struct EdgeRecord<'g> {
    source: &'g EntityId,
    target: &'g EntityId,
    #[serde(flatten)]
    figures: EdgeFigures,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationRecord<'g>>,
    evidence: Vec<EvidenceRecord<'g>>,
}
