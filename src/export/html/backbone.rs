//! What of a large graph the page shows: its backbone.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::graph::EntityGraph;

/// The part of a graph that stays within the limits; `None` if all of it does.
///
/// Of the entities those in most windows of the view's kind stay. Of the edges between them first those of the maximum spanning tree, so that
/// what hangs together still does, then the strongest.
pub(super) fn shown(graph: &EntityGraph, nodes: usize, edges: usize) -> Option<EntityGraph> {
    if graph.node_count() <= nodes && graph.edge_count() <= edges {
        return None;
    }
    let has_node = most_mentioned(graph, nodes);
    let mut best: Vec<(f64, usize, usize)> = graph
        .as_petgraph()
        .raw_edges()
        .iter()
        .map(|edge| {
            (
                edge.weight.score(),
                edge.source().index(),
                edge.target().index(),
            )
        })
        .filter(|&(_, a, b)| has_node[a] && has_node[b])
        .collect();
    // Stable, and the edges come in the order of their ids.
    best.sort_by(|(x, ..), (y, ..)| y.total_cmp(x));
    let mut joined = Joined::new(graph.node_count());
    let (tree, rest): (Vec<_>, Vec<_>) = best.into_iter().partition(|&(_, a, b)| joined.join(a, b));
    let kept: BTreeSet<(usize, usize)> = tree
        .into_iter()
        .chain(rest)
        .take(edges)
        .map(|(_, a, b)| (a, b))
        .collect();
    Some(graph.part(|node| has_node[node], |a, b| kept.contains(&(a, b))))
}

fn most_mentioned(graph: &EntityGraph, limit: usize) -> Vec<bool> {
    let mut order: Vec<(u64, usize)> = graph
        .nodes()
        .enumerate()
        .map(|(place, node)| (node.windows().get(graph.window()), place))
        .collect();
    order.sort_by_key(|&(windows, place)| (Reverse(windows), place));
    let mut kept = vec![false; graph.node_count()];
    for (_, place) in order.into_iter().take(limit) {
        kept[place] = true;
    }
    kept
}

/// Which nodes hang together so far.
struct Joined {
    parent: Vec<usize>,
}

impl Joined {
    fn new(nodes: usize) -> Self {
        Self {
            parent: (0..nodes).collect(),
        }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    /// Joins two nodes; false if they hung together before.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
        a != b
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::association::Measure;
    use crate::graph::fixture::Counts;

    fn graph() -> EntityGraph {
        // A chain of light edges, and a heavy triangle at its head.
        let pairs: BTreeMap<_, _> = [
            ((0, 1), 9),
            ((0, 2), 8),
            ((1, 2), 7),
            ((2, 3), 1),
            ((3, 4), 1),
        ]
        .into();
        EntityGraph::builder()
            .measure(Measure::Count)
            .build(&Counts::made_up(5, &pairs))
            .unwrap()
    }

    #[test]
    fn a_small_graph_is_shown_whole() {
        assert!(shown(&graph(), 5, 5).is_none());
    }

    #[test]
    fn what_hangs_together_still_does() {
        let part = shown(&graph(), 5, 4).unwrap();
        let kept: Vec<_> = part
            .edges()
            .map(|edge| (edge.a().id().to_string(), edge.b().id().to_string()))
            .collect();
        let name = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            kept,
            [
                name("n00", "n01"),
                name("n00", "n02"),
                name("n02", "n03"),
                name("n03", "n04")
            ]
        );
    }

    #[test]
    fn the_most_mentioned_stay() {
        let part = shown(&graph(), 3, 20).unwrap();
        assert_eq!((part.node_count(), part.edge_count()), (3, 3));
    }
}
