//! What of a graph a picture shows.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::graph::{EdgeRef, EntityGraph, Node};

use super::super::Loss;
use super::caption::caption;

/// How much a picture may show before it is thinned, and what is left then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// A graph with more edges is thinned; `None` thins none.
    pub(crate) max_edges: Option<usize>,
    /// How many of the most mentioned entities a thinned picture shows.
    pub(crate) entities: usize,
    /// How many edges it gives each of them: the strongest.
    pub(crate) edges_each: usize,
}

/// The nodes and edges of a picture, both in the order of their ids, with their positions in the graph.
pub(crate) struct Selection<'g> {
    graph: &'g EntityGraph,
    nodes: Vec<(usize, &'g Node)>,
    edges: Vec<((usize, usize), EdgeRef<'g>)>,
    thinned: bool,
}

impl<'g> Selection<'g> {
    /// Takes all edges; of a graph with too many the strongest of each of the most mentioned entities. The strongest edges of all would not
    /// do: by most measures they join names that occur once, and the entities that matter would be missing.
    pub(crate) fn new(graph: &'g EntityGraph, limits: Limits, isolated: bool) -> Self {
        let position = |node: &Node| {
            let found = graph.position(node.id().as_str());
            found.expect("the ends of an edge are in the graph").index()
        };
        let thinned = limits
            .max_edges
            .is_some_and(|limit| graph.edge_count() > limit);
        let most_mentioned = thinned.then(|| most_mentioned(graph, limits.entities));
        let mut edges_of = vec![0; graph.node_count()];
        let mut edges: Vec<_> = graph
            .strongest_edges()
            .map(|edge| ((position(edge.a()), position(edge.b())), edge))
            .filter(|&((a, b), _)| {
                let Some(shown) = &most_mentioned else {
                    return true;
                };
                let wanted = shown.contains(&a)
                    && shown.contains(&b)
                    && (edges_of[a] < limits.edges_each || edges_of[b] < limits.edges_each);
                edges_of[a] += usize::from(wanted);
                edges_of[b] += usize::from(wanted);
                wanted
            })
            .collect();
        edges.sort_by_key(|(ends, _)| *ends);
        let joined: BTreeSet<_> = edges.iter().flat_map(|((a, b), _)| [*a, *b]).collect();
        let nodes = graph
            .nodes()
            .enumerate()
            .filter(|(position, _)| isolated || joined.contains(position))
            .collect();
        Self {
            graph,
            nodes,
            edges,
            thinned,
        }
    }

    pub(crate) fn nodes(&self) -> &[(usize, &'g Node)] {
        &self.nodes
    }

    pub(crate) fn edges(&self) -> &[((usize, usize), EdgeRef<'g>)] {
        &self.edges
    }

    /// How many entities and edges are not shown.
    pub(crate) fn left_out(&self) -> Vec<(Loss, u64)> {
        let lost = |all: usize, kept: usize| (all - kept) as u64;
        let nodes = lost(self.graph.node_count(), self.nodes.len());
        let edges = lost(self.graph.edge_count(), self.edges.len());
        vec![(Loss::Nodes, nodes), (Loss::Edges, edges)]
    }

    /// What is shown, as a graph of its own: its layout takes no account of what is not.
    pub(crate) fn graph(&self) -> EntityGraph {
        let nodes: BTreeSet<usize> = self.nodes.iter().map(|(node, _)| *node).collect();
        let edges: BTreeSet<(usize, usize)> = self.edges.iter().map(|(ends, _)| *ends).collect();
        self.graph
            .part(|node| nodes.contains(&node), |a, b| edges.contains(&(a, b)))
    }

    /// What the picture shows, and what it leaves out.
    pub(crate) fn caption(&self) -> String {
        caption(self.graph, self.nodes.len(), self.edges.len(), self.thinned)
    }
}

/// The positions of the entities in most sentences, then by id.
fn most_mentioned(graph: &EntityGraph, count: usize) -> BTreeSet<usize> {
    let mut nodes: Vec<_> = graph.nodes().enumerate().collect();
    // The sort is stable and the nodes come in the order of their ids.
    nodes.sort_by_key(|(_, node)| Reverse(node.windows().sentences));
    nodes
        .into_iter()
        .take(count)
        .map(|(position, _)| position)
        .collect()
}
