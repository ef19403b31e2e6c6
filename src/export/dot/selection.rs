//! What of a graph a picture shows.

use std::collections::BTreeSet;

use crate::graph::{EdgeRef, EntityGraph, Node};

/// The nodes and edges of a picture, both in the order of their ids, with their positions in the graph.
pub(super) struct Selection<'g> {
    graph: &'g EntityGraph,
    nodes: Vec<(usize, &'g Node)>,
    edges: Vec<((usize, usize), EdgeRef<'g>)>,
}

impl<'g> Selection<'g> {
    pub(super) fn new(graph: &'g EntityGraph, max_edges: Option<usize>, isolated: bool) -> Self {
        let position = |node: &Node| {
            let found = graph.position(node.id().as_str());
            found.expect("the ends of an edge are in the graph").index()
        };
        let mut edges: Vec<_> = graph
            .strongest_edges()
            .take(max_edges.unwrap_or(usize::MAX))
            .map(|edge| ((position(edge.a()), position(edge.b())), edge))
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
        }
    }

    pub(super) fn nodes(&self) -> &[(usize, &'g Node)] {
        &self.nodes
    }

    pub(super) fn edges(&self) -> &[((usize, usize), EdgeRef<'g>)] {
        &self.edges
    }

    /// What the picture shows, and what it leaves out.
    pub(super) fn caption(&self) -> String {
        let mut caption = format!(
            "Mentioned in the same {}, scored by {}",
            self.graph.window(),
            self.graph.measure()
        );
        let (shown, all) = (self.nodes.len(), self.graph.node_count());
        let mut parts = Vec::new();
        if shown < all {
            parts.push(format!("{} of {} entities", grouped(shown), grouped(all)));
        }
        let (shown, all) = (self.edges.len(), self.graph.edge_count());
        if shown < all {
            let (shown, all) = (grouped(shown), grouped(all));
            parts.push(format!("{shown} strongest of {all} edges"));
        }
        if !parts.is_empty() {
            caption.push('\n');
            caption.push_str(&parts.join(", "));
        }
        caption
    }
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1234, 1_234_567].map(grouped),
            ["0", "999", "1,234", "1,234,567"]
        );
    }
}
