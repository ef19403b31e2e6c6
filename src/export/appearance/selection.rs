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
    /// How many of the most mentioned entities a thinned picture shows, or more while their edges are no more than `max_edges`.
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
        let mut edges: Vec<_> = graph
            .strongest_edges()
            .map(|edge| ((position(edge.a()), position(edge.b())), edge))
            .collect();
        let most = limits.max_edges.unwrap_or(usize::MAX);
        let thinned = edges.len() > most;
        if thinned {
            let mentioned = most_mentioned(graph);
            let strongest = |entities: usize| {
                let shown = mentioned.iter().take(entities).copied().collect();
                strongest_each(&edges, &shown, graph.node_count(), limits.edges_each)
            };
            let mut entities = limits.entities;
            let mut kept = strongest(entities);
            // Where the most mentioned are hardly joined to each other, there is room for more.
            while entities < graph.node_count() {
                entities *= 2;
                let more = strongest(entities);
                if more.len() > most {
                    break;
                }
                kept = more;
            }
            edges = kept.into_iter().map(|at| edges[at]).collect();
        }
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

/// The places of edges, which come best first, that are among the strongest of one of their ends; both ends are shown.
fn strongest_each(
    edges: &[((usize, usize), EdgeRef<'_>)],
    shown: &BTreeSet<usize>,
    nodes: usize,
    each: usize,
) -> Vec<usize> {
    let mut edges_of = vec![0; nodes];
    let mut kept = Vec::new();
    for (at, &((a, b), _)) in edges.iter().enumerate() {
        let wanted =
            shown.contains(&a) && shown.contains(&b) && (edges_of[a] < each || edges_of[b] < each);
        if wanted {
            edges_of[a] += 1;
            edges_of[b] += 1;
            kept.push(at);
        }
    }
    kept
}

/// The positions of the entities, those in most sentences first, then by id.
fn most_mentioned(graph: &EntityGraph) -> Vec<usize> {
    let mut nodes: Vec<_> = graph.nodes().enumerate().collect();
    // The sort is stable and the nodes come in the order of their ids.
    nodes.sort_by_key(|(_, node)| Reverse(node.windows().sentences));
    nodes.into_iter().map(|(position, _)| position).collect()
}
