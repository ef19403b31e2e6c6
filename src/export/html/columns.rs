//! Nodes and edges as columns of the page's data.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dictionary::EntityId;
use crate::document::Date;
use crate::export::appearance::Palette;
use crate::graph::{EdgeRef, EdgeRelation, EntityGraph, Layout};

use super::sentences::{EvidenceRow, Sentences};

/// The types of the entities, most frequent first, with their colours.
#[derive(Serialize)]
pub(super) struct Types<'g> {
    name: Vec<&'g str>,
    colour: Vec<&'static str>,
    #[serde(skip)]
    place: BTreeMap<&'g str, usize>,
}

impl<'g> Types<'g> {
    pub(super) fn new(graph: &'g EntityGraph) -> Self {
        let palette = Palette::new(graph.nodes());
        let mut entities: BTreeMap<_, usize> = BTreeMap::new();
        for node in graph.nodes() {
            *entities.entry(node.entity_type()).or_default() += 1;
        }
        let mut types: Vec<_> = entities.into_iter().collect();
        types.sort_by_key(|&(_, count)| std::cmp::Reverse(count)); // stable: of equals the first by name
        let name: Vec<&str> = types.iter().map(|(name, _)| name.as_str()).collect();
        Self {
            colour: types
                .iter()
                .map(|(name, _)| palette.colour(name).line)
                .collect(),
            place: name.iter().copied().zip(0..).collect(),
            name,
        }
    }
}

/// The nodes, in the order of their ids. Edges and everything else name them by their places here.
#[derive(Serialize)]
pub(super) struct NodeColumns<'g> {
    id: Vec<&'g str>,
    name: Vec<&'g str>,
    r#type: Vec<usize>,
    /// An id; it need not be in the graph.
    parent: Vec<Option<&'g str>>,
    mentions: Vec<u64>,
    sentences: Vec<u64>,
    paragraphs: Vec<u64>,
    documents: Vec<u64>,
    first: Vec<Option<Date>>,
    last: Vec<Option<Date>>,
    x: Vec<f64>,
    y: Vec<f64>,
    radius: Vec<f64>,
    /// From 1; 0 for those without edges.
    group: Vec<usize>,
}

impl<'g> NodeColumns<'g> {
    pub(super) fn new(graph: &'g EntityGraph, layout: &Layout, types: &Types<'g>) -> Self {
        let nodes: Vec<_> = graph.nodes().collect();
        let windows = || nodes.iter().map(|node| node.windows());
        Self {
            id: nodes.iter().map(|node| node.id().as_str()).collect(),
            name: nodes.iter().map(|node| node.name()).collect(),
            r#type: nodes
                .iter()
                .map(|node| types.place[node.entity_type().as_str()])
                .collect(),
            parent: nodes
                .iter()
                .map(|node| node.parent().map(EntityId::as_str))
                .collect(),
            mentions: nodes.iter().map(|node| node.mentions()).collect(),
            sentences: windows().map(|windows| windows.sentences).collect(),
            paragraphs: windows().map(|windows| windows.paragraphs).collect(),
            documents: windows().map(|windows| windows.documents).collect(),
            first: nodes.iter().map(|node| node.first_seen()).collect(),
            last: nodes.iter().map(|node| node.last_seen()).collect(),
            x: layout.positions().iter().map(|at| tenths(at.x)).collect(),
            y: layout.positions().iter().map(|at| tenths(at.y)).collect(),
            radius: layout.radii().iter().copied().map(tenths).collect(),
            group: layout
                .communities()
                .iter()
                .map(|group| group.unwrap_or(0))
                .collect(),
        }
    }
}

/// The edges, in the order of their ends.
#[derive(Serialize)]
pub(super) struct EdgeColumns<'g> {
    a: Vec<usize>,
    b: Vec<usize>,
    score: Vec<f64>,
    count: Vec<u64>,
    sentences: Vec<u64>,
    paragraphs: Vec<u64>,
    documents: Vec<u64>,
    /// Sentences, paragraphs and documents that repeat no other; nothing where these are the same as all.
    independent: Vec<Option<[u64; 3]>>,
    points: Vec<f64>,
    p: Vec<Option<f64>>,
    q: Vec<Option<f64>>,
    first: Vec<Option<Date>>,
    last: Vec<Option<Date>>,
    relations: Vec<Vec<RelationRow<'g>>>,
    evidence: Vec<Vec<EvidenceRow>>,
}

impl<'g> EdgeColumns<'g> {
    pub(super) fn new(graph: &'g EntityGraph, sentences: &mut Sentences<'g>) -> Self {
        let edges: Vec<EdgeRef<'g>> = graph.edges().collect();
        let ends: Vec<(usize, usize)> = graph
            .as_petgraph()
            .raw_edges()
            .iter()
            .map(|edge| (edge.source().index(), edge.target().index()))
            .collect();
        let windows = || edges.iter().map(|edge| edge.windows());
        Self {
            a: ends.iter().map(|(a, _)| *a).collect(),
            b: ends.iter().map(|(_, b)| *b).collect(),
            score: edges.iter().map(|edge| digits(edge.score(), 6)).collect(),
            count: edges.iter().map(|edge| edge.count()).collect(),
            sentences: windows().map(|windows| windows.sentences).collect(),
            paragraphs: windows().map(|windows| windows.paragraphs).collect(),
            documents: windows().map(|windows| windows.documents).collect(),
            independent: edges.iter().map(independent).collect(),
            points: edges.iter().map(|edge| digits(edge.points(), 6)).collect(),
            p: significances(&edges, |found| found.p_value),
            q: significances(&edges, |found| found.q_value),
            first: edges.iter().map(|edge| edge.first_seen()).collect(),
            last: edges.iter().map(|edge| edge.last_seen()).collect(),
            relations: edges
                .iter()
                .map(|edge| relations(edge.edge().relations(), edge))
                .collect(),
            evidence: edges
                .iter()
                .map(|edge| sentences.rows(edge.edge().evidence()))
                .collect(),
        }
    }
}

/// A relation: its name, whether it leads from the second end to the first, whether it holds both ways, how the sentences stand to it, whether
/// it is over, who says so, and how many sentences.
#[derive(Serialize)]
pub(super) struct RelationRow<'g>(
    &'g str,
    bool,
    bool,
    &'static str,
    bool,
    Option<&'g str>,
    u64,
);

fn relations<'g>(relations: &'g [EdgeRelation], edge: &EdgeRef<'g>) -> Vec<RelationRow<'g>> {
    let row = |relation: &'g EdgeRelation| {
        RelationRow(
            relation.name(),
            relation.head() == edge.b().id().as_str(),
            relation.is_symmetric(),
            relation.polarity().name(),
            relation.is_former(),
            relation.attributed_to(),
            relation.count(),
        )
    };
    relations.iter().map(row).collect()
}

fn independent(edge: &EdgeRef<'_>) -> Option<[u64; 3]> {
    let (all, independent) = (edge.windows(), edge.independent());
    (all != independent).then_some([
        independent.sentences,
        independent.paragraphs,
        independent.documents,
    ])
}

fn significances(
    edges: &[EdgeRef<'_>],
    value: impl Fn(crate::graph::Significance) -> f64,
) -> Vec<Option<f64>> {
    let values = edges
        .iter()
        .map(|edge| edge.significance().map(|found| digits(value(found), 3)));
    values.collect()
}

/// A number with so many digits that count: more are noise on a page, and bytes. Through text, because that rounds the same everywhere.
fn digits(value: f64, digits: usize) -> f64 {
    let text = format!("{value:.*e}", digits - 1);
    text.parse().unwrap_or(value)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these are exact")]
    fn numbers_are_short() {
        assert_eq!(digits(1_234.567_89, 6), 1234.57);
        assert_eq!(digits(0.000_012_345, 3), 0.000_012_3);
        assert_eq!(digits(0.0, 6), 0.0);
        assert_eq!(tenths(12.345), 12.3);
    }
}
