//! The graph itself and its plain accessors. Questions that need more than a look are asked one floor up.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};

use crate::association::{Contingency, Measure};
use crate::cooccurrence::{Window, WindowCounts};
use crate::dictionary::EntityIndex;
use crate::error::{Error, Result};

use super::builder::Cuts;
use super::{Cut, CutCount, Edge, EdgeRef, EntityGraphBuilder, Node, NodeColumn, View};

/// Entities and their scored co-occurrences.
///
/// Nodes are in the order of their ids, edges in the order of their two ids, smaller end first. Every number is computed once, from whole
/// counts, so equal tallies and equal options give equal graphs.
#[derive(Clone, Debug)]
pub struct EntityGraph {
    pub(super) graph: UnGraph<Node, Edge>,
    pub(super) all_pairs: usize,
    pub(super) cuts: Cuts,
    pub(super) columns: Vec<NodeColumn>,
    pub(super) cut_by_fdr: usize,
    pub(super) view: View,
    pub(super) totals: WindowCounts,
    pub(super) provenance: BTreeMap<String, String>,
}

impl EntityGraph {
    /// Starts a graph with the default view: sentences, the combined score, every count from 1, three pieces of evidence per edge.
    pub fn builder() -> EntityGraphBuilder {
        EntityGraphBuilder::default()
    }

    /// The entity with this id, if the graph holds it.
    ///
    /// # Complexity
    /// Logarithmic in the number of nodes.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.position(id).map(|index| &self.graph[index])
    }

    /// All entities, in the order of their ids.
    pub fn nodes(&self) -> Nodes<'_> {
        Nodes {
            nodes: self.graph.raw_nodes().iter(),
        }
    }

    /// The edge between two entities, given in either order.
    ///
    /// # Complexity
    /// Logarithmic in the number of nodes and edges.
    pub fn edge(&self, one: &str, other: &str) -> Option<EdgeRef<'_>> {
        let ends = ordered(self.position(one)?, self.position(other)?);
        let found = self
            .graph
            .raw_edges()
            .binary_search_by_key(&ends, |edge| (edge.source(), edge.target()))
            .ok()?;
        Some(self.edge_ref(EdgeIndex::new(found)))
    }

    /// All edges, in the order of their ids.
    pub fn edges(&self) -> Edges<'_> {
        Edges {
            graph: self,
            indices: 0..self.graph.edge_count(),
        }
    }

    /// All edges, best score first, then in the order of their ids.
    pub fn strongest_edges(&self) -> StrongestEdges<'_> {
        let mut indices: Vec<_> = self.graph.edge_indices().collect();
        indices.sort_by(|&x, &y| by_score(&self.graph[x], &self.graph[y]).then(x.cmp(&y)));
        StrongestEdges {
            graph: self,
            indices: indices.into_iter(),
        }
    }

    /// How many entities there are.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// How many edges there would be if [`strongest`](EntityGraphBuilder::strongest) had left none out.
    pub const fn all_pairs(&self) -> usize {
        self.all_pairs
    }

    /// How many edges each rule of [`Thinning`](super::Thinning) cut, in the order in which they were applied.
    pub fn cut_counts(&self) -> &[CutCount] {
        &self.cuts.counts
    }

    /// What cut the edge between two entities of the tallies it was built from, if a rule did; smaller index first.
    pub(crate) fn cut(&self, a: EntityIndex, b: EntityIndex) -> Option<&Cut> {
        let pairs = &self.cuts.pairs;
        let found = pairs
            .binary_search_by_key(&(a, b), |(ends, _)| *ends)
            .ok()?;
        Some(&pairs[found].1)
    }

    /// The same graph without the entities that have no edge.
    #[must_use]
    pub fn without_isolated(mut self) -> Self {
        let joined: Vec<bool> = self
            .graph
            .node_indices()
            .map(|node| self.graph.neighbors(node).next().is_some())
            .collect();
        for column in &mut self.columns {
            column.retain(&joined);
        }
        self.graph = self.graph.filter_map_owned(
            |index, node| joined[index.index()].then_some(node),
            |_, edge| Some(edge),
        );
        self
    }

    /// A part of the graph: some of its nodes by their places, and of the edges between them some by the places of their ends, smaller first.
    /// Every figure stays that of the whole.
    pub(crate) fn part(
        &self,
        has_node: impl Fn(usize) -> bool,
        has_edge: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let kept: Vec<bool> = (0..self.node_count()).map(&has_node).collect();
        let mut columns = self.columns.clone();
        for column in &mut columns {
            column.retain(&kept);
        }
        let graph = self.graph.filter_map(
            |index, node| kept[index.index()].then(|| node.clone()),
            |index, edge| {
                let edge_ends = &self.graph.raw_edges()[index.index()];
                has_edge(edge_ends.source().index(), edge_ends.target().index())
                    .then(|| edge.clone())
            },
        );
        Self {
            graph,
            columns,
            cuts: self.cuts.clone(),
            view: self.view.clone(),
            provenance: self.provenance.clone(),
            ..*self
        }
    }

    /// How many edges more there would be if none had been cut for its q-value, see [`fdr`](EntityGraphBuilder::fdr).
    pub const fn cut_by_fdr(&self) -> usize {
        self.cut_by_fdr
    }

    /// The options it was built with.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// The kind of window in which pairs are counted and scored; the paragraph, where that is a token window ([`View::tokens`]).
    pub const fn window(&self) -> Window {
        self.view.window
    }

    /// How pairs are scored.
    pub const fn measure(&self) -> Measure {
        self.view.measure
    }

    /// All windows of each kind, also those without any entity.
    pub const fn totals(&self) -> WindowCounts {
        self.totals
    }

    /// What the counts were made from (hashes of dictionary, options and documents).
    pub const fn provenance(&self) -> &BTreeMap<String, String> {
        &self.provenance
    }

    /// The four counts behind the score of an edge, given by its ends in either order; `n_a` belongs to the smaller id. `None` when no edge
    /// joins them, and of token windows, in which there are no such counts.
    pub fn contingency(&self, one: &str, other: &str) -> Option<Contingency> {
        let edge = self.edge(one, other)?;
        if self.view.tokens.is_some() {
            return None;
        }
        let window = self.view.window;
        Contingency::of_entities(
            edge.count(),
            edge.a().windows().get(window),
            edge.b().windows().get(window),
            self.totals.get(window),
        )
        .ok() // always: the builder made this very table when it scored the edge
    }

    /// Lends the graph to the algorithms of petgraph. Indices follow the order of [`nodes`](Self::nodes) and [`edges`](Self::edges).
    pub const fn as_petgraph(&self) -> &UnGraph<Node, Edge> {
        &self.graph
    }

    /// The place of an entity in the graph.
    pub(crate) fn position(&self, id: &str) -> Option<NodeIndex> {
        self.graph
            .raw_nodes()
            .binary_search_by(|node| node.weight.id.as_str().cmp(id))
            .ok()
            .map(NodeIndex::new)
    }

    /// The place of an entity that must be there.
    ///
    /// # Errors
    /// [`Error::NotInGraph`]
    pub(crate) fn require(&self, id: &str) -> Result<NodeIndex> {
        self.position(id)
            .ok_or_else(|| Error::NotInGraph { id: id.to_owned() })
    }

    /// The edge at a place, with its ends.
    pub(crate) fn edge_ref(&self, index: EdgeIndex) -> EdgeRef<'_> {
        let edge = &self.graph.raw_edges()[index.index()];
        EdgeRef {
            a: &self.graph[edge.source()],
            b: &self.graph[edge.target()],
            edge: &edge.weight,
        }
    }
}

/// Orders the better score first.
pub(crate) fn by_score(x: &Edge, y: &Edge) -> Ordering {
    y.score.total_cmp(&x.score)
}

fn ordered(one: NodeIndex, other: NodeIndex) -> (NodeIndex, NodeIndex) {
    (one.min(other), one.max(other))
}

/// The entities of a graph, in the order of their ids. Made by [`EntityGraph::nodes`].
#[derive(Clone, Debug)]
pub struct Nodes<'g> {
    nodes: std::slice::Iter<'g, petgraph::graph::Node<Node>>,
}

impl<'g> Iterator for Nodes<'g> {
    type Item = &'g Node;

    fn next(&mut self) -> Option<Self::Item> {
        self.nodes.next().map(|node| &node.weight)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.nodes.size_hint()
    }
}

impl ExactSizeIterator for Nodes<'_> {}

/// The edges of a graph, in the order of their ids. Made by [`EntityGraph::edges`].
#[derive(Clone, Debug)]
pub struct Edges<'g> {
    graph: &'g EntityGraph,
    indices: std::ops::Range<usize>,
}

impl<'g> Iterator for Edges<'g> {
    type Item = EdgeRef<'g>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.indices.next()?;
        Some(self.graph.edge_ref(EdgeIndex::new(index)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices.size_hint()
    }
}

impl ExactSizeIterator for Edges<'_> {}

/// The edges of a graph, best score first. Made by [`EntityGraph::strongest_edges`].
#[derive(Clone, Debug)]
pub struct StrongestEdges<'g> {
    graph: &'g EntityGraph,
    indices: std::vec::IntoIter<EdgeIndex>,
}

impl<'g> Iterator for StrongestEdges<'g> {
    type Item = EdgeRef<'g>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.graph.edge_ref(self.indices.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices.size_hint()
    }
}

impl ExactSizeIterator for StrongestEdges<'_> {}
