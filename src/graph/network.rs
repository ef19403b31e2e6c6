//! The bare network under a graph: who is joined to whom, how strongly. What every algorithm of this floor walks.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};

use super::EntityGraph;

/// What an edge weighs in measures that take weights: the heavier, the nearer its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EdgeWeight {
    /// The windows of the view's kind that both ends share: a whole number, at least 1.
    #[default]
    Count,
    /// The score. Edges at or below zero, that is pairs that meet no more often than chance says, weigh nothing: weighted measures pass them
    /// over as if they were not there.
    Score,
    /// 1, whatever the edge.
    One,
}

impl EdgeWeight {
    /// All weights.
    pub const ALL: [Self; 3] = [Self::Count, Self::Score, Self::One];

    /// The stable lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Score => "score",
            Self::One => "one",
        }
    }
}

impl fmt::Display for EdgeWeight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for EdgeWeight {
    type Err = Error;

    /// Reads a [`name`](EdgeWeight::name) in any case.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|weight| weight.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| Error::UnknownMeasure {
                name: text.to_owned(),
                known: Self::ALL.map(Self::name).to_vec(),
            })
    }
}

impl Serialize for EdgeWeight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One direction of an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arc {
    pub(crate) to: usize,
    pub(crate) weight: f64,
}

/// An undirected network in rows: the arcs of each node, in the order of where they lead. Nodes are numbered as in the graph.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    starts: Vec<usize>,
    arcs: Vec<Arc>,
}

impl Network {
    /// The network of a graph. Edges that weigh nothing are left out.
    pub(crate) fn new(graph: &EntityGraph, weight: EdgeWeight) -> Self {
        let edges = graph.as_petgraph().raw_edges().iter().filter_map(|edge| {
            let value = match weight {
                EdgeWeight::Count => real(edge.weight.count()),
                EdgeWeight::Score => edge.weight.score(),
                EdgeWeight::One => 1.0,
            };
            (value > 0.0).then(|| (edge.source().index(), edge.target().index(), value))
        });
        Self::from_edges(graph.node_count(), edges)
    }

    /// The network of edges in the order of their ends, smaller end first: then the rows are in order without being sorted.
    pub(crate) fn from_edges(
        nodes: usize,
        edges: impl Iterator<Item = (usize, usize, f64)> + Clone,
    ) -> Self {
        let mut starts = vec![0; nodes + 1];
        for (a, b, _) in edges.clone() {
            starts[a + 1] += 1;
            starts[b + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut free = starts.clone();
        let mut arcs = vec![Arc { to: 0, weight: 0.0 }; starts[nodes]];
        for (a, b, weight) in edges {
            for (from, to) in [(a, b), (b, a)] {
                arcs[free[from]] = Arc { to, weight };
                free[from] += 1;
            }
        }
        Self { starts, arcs }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn nodes(&self) -> Range<usize> {
        0..self.len()
    }

    /// The number of edges.
    pub(crate) fn edge_count(&self) -> usize {
        self.arcs.len() / 2
    }

    /// The arcs that leave a node.
    pub(crate) fn arcs(&self, node: usize) -> &[Arc] {
        &self.arcs[self.starts[node]..self.starts[node + 1]]
    }

    pub(crate) fn degree(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    /// The weights around a node, added up in the order of the other ends.
    pub(crate) fn strength(&self, node: usize) -> f64 {
        self.arcs(node).iter().map(|arc| arc.weight).sum()
    }

    /// Of each node the number of its component. Components are numbered in the order of their first nodes.
    pub(crate) fn components(&self) -> Vec<usize> {
        let unseen = usize::MAX;
        let mut component = vec![unseen; self.len()];
        let mut count = 0;
        for start in self.nodes() {
            if component[start] != unseen {
                continue;
            }
            component[start] = count;
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                for arc in self.arcs(node) {
                    if component[arc.to] == unseen {
                        component[arc.to] = count;
                        open.push(arc.to);
                    }
                }
            }
            count += 1;
        }
        component
    }
}

/// The sizes of the groups that nodes are numbered into, from 0 without gaps.
pub(crate) fn sizes(groups: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; groups.iter().max().map_or(0, |last| last + 1)];
    for &group in groups {
        sizes[group] += 1;
    }
    sizes
}

/// A count as a number to calculate with; exact up to 2^53.
#[allow(
    clippy::cast_precision_loss,
    reason = "there are no 2^53 windows, nodes or edges"
)]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// Like [`real`], of lengths.
pub(crate) const fn ratio_of(count: usize) -> f64 {
    real(count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_order_and_components_are_found() {
        let edges = [(0, 3, 2.0), (0, 4, 1.0), (1, 3, 5.0), (3, 4, 1.0)];
        let network = Network::from_edges(6, edges.into_iter());
        let row: Vec<_> = network.arcs(3).iter().map(|arc| arc.to).collect();
        assert_eq!(row, [0, 1, 4]);
        assert_eq!((network.degree(2), network.edge_count()), (0, 4));
        assert_eq!(network.strength(3).to_bits(), 8.0_f64.to_bits());
        assert_eq!(network.components(), [0, 0, 1, 0, 0, 2]);
        assert_eq!(sizes(&network.components()), [4, 1, 1]);
        assert_eq!(
            Network::from_edges(0, std::iter::empty()).components(),
            [0; 0]
        );
    }

    #[test]
    fn names_read_back() {
        for weight in EdgeWeight::ALL {
            assert_eq!(weight.name().parse::<EdgeWeight>().unwrap(), weight);
        }
        assert!("heavy".parse::<EdgeWeight>().is_err());
    }
}
