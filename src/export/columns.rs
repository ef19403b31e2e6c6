//! Facts of entities and edges as columns with a type, for formats in which every value is declared.

use std::borrow::Cow;

use serde::Serialize;

use crate::document::Date;
use crate::graph::{EdgeRef, EntityGraph, Node, NodeColumn, NodeValue};

use super::Loss;

/// What a format with columns has no room for, as a rule.
pub(super) const LACKS: &[Loss] = &[
    Loss::FurtherRelations,
    Loss::FurtherEvidence,
    Loss::EvidencePlaces,
    Loss::Provenance,
];

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Real,
}

/// A column: what it is called and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'g> {
    Text(Cow<'g, str>),
    Whole(u64),
    Real(f64),
    /// To the day, the month or the year: not what most formats call a date, so the column is of texts.
    Date(Date),
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// The columns of nodes beside id and name, the same for every graph but for the measures asked for.
pub(super) fn of_nodes(graph: &EntityGraph) -> Vec<Column> {
    let mut columns = vec![
        column("entity_type", Kind::Text),
        column("parent_id", Kind::Text),
        column("mentions", Kind::Whole),
        column("sentences", Kind::Whole),
        column("paragraphs", Kind::Whole),
        column("documents", Kind::Whole),
        column("first_seen", Kind::Text),
        column("last_seen", Kind::Text),
    ];
    columns.extend(graph.node_columns().iter().map(of_measure));
    columns
}

fn of_measure(measure: &NodeColumn) -> Column {
    let is_whole = |value: &NodeValue| matches!(value, NodeValue::Whole(_));
    let kind = if measure.values().iter().flatten().all(is_whole) {
        Kind::Whole
    } else {
        Kind::Real
    };
    column(measure.name, kind)
}

/// The values of a node, in the order of its columns.
pub(super) fn node_values<'g>(
    graph: &'g EntityGraph,
    node: &'g Node,
    place: usize,
) -> Vec<Option<Value<'g>>> {
    let windows = node.windows();
    let mut values = vec![
        text(node.entity_type().as_str()),
        node.parent().and_then(|parent| text(parent.as_str())),
        Some(Value::Whole(node.mentions())),
        Some(Value::Whole(windows.sentences)),
        Some(Value::Whole(windows.paragraphs)),
        Some(Value::Whole(windows.documents)),
        node.first_seen().map(Value::Date),
        node.last_seen().map(Value::Date),
    ];
    let measures = graph.node_columns().iter();
    values.extend(measures.map(|column| column.values()[place].map(Value::from)));
    values
}

/// The columns of edges beside their ends.
pub(super) const OF_EDGES: &[Column] = &[
    column("sentences", Kind::Whole),
    column("paragraphs", Kind::Whole),
    column("documents", Kind::Whole),
    column("count", Kind::Whole),
    column("independent", Kind::Whole),
    column("points", Kind::Real),
    column("score", Kind::Real),
    column("measure", Kind::Text),
    column("p_value", Kind::Real),
    column("q_value", Kind::Real),
    column("first_seen", Kind::Text),
    column("last_seen", Kind::Text),
    column("relation", Kind::Text),
    column("relation_head", Kind::Text),
    column("relation_count", Kind::Whole),
    column("evidence", Kind::Text),
    column("evidence_document", Kind::Text),
    column("evidence_date", Kind::Text),
    column("evidence_source", Kind::Text),
    column("evidence_url", Kind::Text),
];

/// The values of an edge, in the order of [`OF_EDGES`]. The relation is what most sentences assert, the evidence the first piece.
pub(super) fn edge_values<'g>(graph: &EntityGraph, edge: EdgeRef<'g>) -> Vec<Option<Value<'g>>> {
    let inner = edge.edge();
    let windows = edge.windows();
    let significance = edge.significance();
    let label = inner.label();
    let evidence = inner.evidence().first();
    vec![
        Some(Value::Whole(windows.sentences)),
        Some(Value::Whole(windows.paragraphs)),
        Some(Value::Whole(windows.documents)),
        Some(Value::Whole(edge.count())),
        Some(Value::Whole(edge.independent_count())),
        Some(Value::Real(edge.points())),
        Some(Value::Real(edge.score())),
        text(graph.measure().name()),
        significance.map(|significance| Value::Real(significance.p_value)),
        significance.map(|significance| Value::Real(significance.q_value)),
        edge.first_seen().map(Value::Date),
        edge.last_seen().map(Value::Date),
        label.and_then(|label| text(label.relation.name())),
        label.and_then(|label| text(label.relation.head())),
        label.map(|label| Value::Whole(label.count)),
        evidence.map(|evidence| Value::Text(Cow::Owned(evidence.snippet()))),
        evidence.and_then(|evidence| text(&evidence.document)),
        evidence.and_then(|evidence| evidence.date.map(Value::Date)),
        evidence.and_then(|evidence| text(evidence.source.as_deref()?)),
        evidence.and_then(|evidence| text(evidence.url.as_deref()?)),
    ]
}

/// The values that are there, each with its column.
pub(super) fn present<'c, 'g>(
    columns: &'c [Column],
    values: Vec<Option<Value<'g>>>,
) -> impl Iterator<Item = (usize, &'c Column, Value<'g>)> {
    let values = columns.iter().enumerate().zip(values);
    values.filter_map(|((place, column), value)| Some((place, column, value?)))
}

/// In how many texts of a graph something stands that a format has to replace.
pub(super) fn texts_with(graph: &EntityGraph, is_replaced: fn(&str) -> bool) -> u64 {
    texts_of_nodes(graph, is_replaced) + texts_of_edges(graph, is_replaced)
}

/// The same of the nodes only.
pub(super) fn texts_of_nodes(graph: &EntityGraph, is_replaced: fn(&str) -> bool) -> u64 {
    let in_node = |(place, node): (usize, &Node)| {
        let names = [node.id().as_str(), node.name()];
        names.into_iter().filter(|text| is_replaced(text)).count() as u64
            + texts_among(&node_values(graph, node, place), is_replaced)
    };
    graph.nodes().enumerate().map(in_node).sum()
}

/// The same of the edges only, without the ids of their ends.
pub(super) fn texts_of_edges(graph: &EntityGraph, is_replaced: fn(&str) -> bool) -> u64 {
    let in_edge = |edge| texts_among(&edge_values(graph, edge), is_replaced);
    graph.edges().map(in_edge).sum()
}

fn texts_among(values: &[Option<Value<'_>>], is_replaced: fn(&str) -> bool) -> u64 {
    let is_lost = |value: &&Value<'_>| matches!(value, Value::Text(text) if is_replaced(text));
    values.iter().flatten().filter(is_lost).count() as u64
}

fn text(text: &str) -> Option<Value<'_>> {
    (!text.is_empty()).then_some(Value::Text(Cow::Borrowed(text)))
}

impl From<NodeValue> for Value<'_> {
    fn from(value: NodeValue) -> Self {
        match value {
            NodeValue::Whole(value) => Self::Whole(value as u64),
            NodeValue::Real(value) => Self::Real(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::chips;

    #[test]
    fn every_value_has_its_column() {
        let graph = EntityGraph::builder().build(&chips().count()).unwrap();
        let columns = of_nodes(&graph);
        for (place, node) in graph.nodes().enumerate() {
            assert_eq!(node_values(&graph, node, place).len(), columns.len());
        }
        for edge in graph.edges() {
            let values = edge_values(&graph, edge);
            assert_eq!(values.len(), OF_EDGES.len());
            for (_, column, value) in present(OF_EDGES, values) {
                let kind = match value {
                    Value::Text(_) | Value::Date(_) => Kind::Text,
                    Value::Whole(_) => Kind::Whole,
                    Value::Real(_) => Kind::Real,
                };
                assert_eq!(kind, column.kind, "{}", column.name);
            }
        }
    }
}
