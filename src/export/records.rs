//! What JSON says of a graph, its nodes and its edges, under names that no reader takes for something else.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::association::Measure;
use crate::cooccurrence::WindowCounts;
use crate::dictionary::{EntityId, EntityType};
use crate::document::Date;
use crate::error::{Error, Result};
use crate::graph::{
    EdgeRef, EntityGraph, EvidenceRecord, Node, NodeColumn, NodeValue, RelationRecord, Thinning,
    View,
};

/// Writes through a buffer, and hands everything on.
pub(super) fn stream(
    output: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let mut output = io::BufWriter::with_capacity(1 << 16, output);
    write(&mut output)
        .and_then(|()| output.flush())
        .map_err(|source| Error::Output { source })
}

/// Writes the elements of a list, each on a line of its own.
pub(super) fn lines<T: Serialize>(
    output: &mut dyn Write,
    records: impl Iterator<Item = T>,
) -> io::Result<()> {
    let mut before = "\n";
    for record in records {
        output.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *output, &record)?;
        before = ",\n";
    }
    if before == ",\n" {
        output.write_all(b"\n")?;
    }
    Ok(())
}

/// What edges are called: `e0`, `e1` and so on, with a longer beginning where an entity has such an id. Some readers keep nodes and edges in
/// one list, and drop what comes second.
pub(super) fn edge_prefix(graph: &EntityGraph) -> String {
    let mut prefix = "e".to_owned();
    let is_taken = |prefix: &str| {
        graph.nodes().any(|node| {
            let rest = node.id().as_str().strip_prefix(prefix);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    while is_taken(&prefix) {
        prefix.push('_');
    }
    prefix
}

/// What the graph is: where it comes from and how it was looked at.
#[derive(Serialize)]
pub(super) struct GraphRecord<'g> {
    generator: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roll_up: Option<String>,
    window: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_weight: Option<String>,
    measure: Measure,
    min_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    fdr: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    types: &'g [EntityType],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    type_pairs: &'g [(EntityType, EntityType)],
    #[serde(flatten)]
    thinning: Thinning,
    evidence: usize,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    node_measures: &'g [NodeColumn],
    totals: WindowCounts,
    provenance: &'g BTreeMap<String, String>,
}

impl<'g> GraphRecord<'g> {
    /// That of a graph.
    pub(super) fn new(graph: &'g EntityGraph) -> Self {
        let View {
            selection,
            window: _,
            tokens,
            measure,
            min_count,
            fdr,
            types,
            type_pairs,
            thinning,
            evidence,
        } = graph.view();
        Self {
            generator: concat!("comention ", env!("CARGO_PKG_VERSION")),
            from: selection.period.from(),
            to: selection.period.to(),
            roll_up: selection.roll_up.as_ref().map(ToString::to_string),
            window: graph.view().window_name(),
            distance_weight: tokens.map(|tokens| tokens.weighting.to_string()),
            measure: *measure,
            min_count: *min_count,
            fdr: *fdr,
            types,
            type_pairs,
            thinning: *thinning,
            evidence: *evidence,
            node_measures: graph.node_columns(),
            totals: graph.totals(),
            provenance: graph.provenance(),
        }
    }
}

/// The figures of an entity.
#[derive(Serialize)]
pub(super) struct NodeFigures {
    mentions: u64,
    #[serde(flatten)]
    windows: WindowCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen: Option<Date>,
    #[serde(flatten)]
    measures: BTreeMap<&'static str, NodeValue>,
}

impl NodeFigures {
    /// Those of the node at a place.
    pub(super) fn new(node: &Node, columns: &[NodeColumn], place: usize) -> Self {
        let measures = columns
            .iter()
            .filter_map(|column| Some((column.name, column.values()[place]?)));
        Self {
            mentions: node.mentions(),
            windows: node.windows(),
            first_seen: node.first_seen(),
            last_seen: node.last_seen(),
            measures: measures.collect(),
        }
    }
}

/// What is said of an entity. `type`, `parent`, `name` and the like mean something to one reader or another.
#[derive(Serialize)]
pub(super) struct NodeFacts<'g> {
    label: &'g str,
    #[serde(skip_serializing_if = "str::is_empty")]
    entity_type: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'g EntityId>,
    #[serde(flatten)]
    figures: NodeFigures,
}

impl<'g> NodeFacts<'g> {
    /// Those of the node at a place.
    pub(super) fn new(node: &'g Node, columns: &[NodeColumn], place: usize) -> Self {
        Self {
            label: node.name(),
            entity_type: node.entity_type().as_str(),
            parent_id: node.parent(),
            figures: NodeFigures::new(node, columns, place),
        }
    }
}

/// The figures of an edge.
#[derive(Serialize)]
pub(super) struct EdgeFigures {
    #[serde(flatten)]
    windows: WindowCounts,
    count: u64,
    independent: u64,
    points: f64,
    score: f64,
    measure: Measure,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    q_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen: Option<Date>,
}

impl EdgeFigures {
    /// Those of an edge.
    pub(super) fn new(edge: EdgeRef<'_>, graph: &EntityGraph) -> Self {
        let significance = edge.significance();
        Self {
            windows: edge.windows(),
            count: edge.count(),
            independent: edge.independent_count(),
            points: edge.points(),
            score: edge.score(),
            measure: graph.measure(),
            p_value: significance.map(|significance| significance.p_value),
            q_value: significance.map(|significance| significance.q_value),
            first_seen: edge.first_seen(),
            last_seen: edge.last_seen(),
        }
    }
}

/// What sentences say of an edge.
pub(super) fn relations(edge: EdgeRef<'_>) -> Vec<RelationRecord<'_>> {
    let relations = edge.edge().relations().iter();
    relations.map(RelationRecord::new).collect()
}

/// Its evidence.
pub(super) fn evidence(edge: EdgeRef<'_>) -> Vec<EvidenceRecord<'_>> {
    let evidence = edge.edge().evidence().iter();
    evidence.map(EvidenceRecord::new).collect()
}

/// What is said of an edge. `weight` is the score.
#[derive(Serialize)]
pub(super) struct EdgeFacts<'g> {
    weight: f64,
    #[serde(flatten)]
    figures: EdgeFigures,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation_head: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation_count: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationRecord<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceRecord<'g>>,
}

impl<'g> EdgeFacts<'g> {
    /// Those of an edge.
    pub(super) fn new(edge: EdgeRef<'g>, graph: &EntityGraph) -> Self {
        let label = edge.edge().label();
        Self {
            weight: edge.score(),
            figures: EdgeFigures::new(edge, graph),
            relation: label.map(|label| label.relation.name()),
            relation_head: label.map(|label| label.relation.head()),
            relation_count: label.map(|label| label.count),
            relations: relations(edge),
            evidence: evidence(edge),
        }
    }
}
