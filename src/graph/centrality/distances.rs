//! Shortest paths from one node to all others.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Network;

/// Lengths that differ by less, as a share of the longer, are equal: sums of reciprocals round differently in different orders.
const SAME: f64 = 1e-12;

/// A search from one node after another, with memory that is used again.
pub(super) struct Search<'n> {
    network: &'n Network,
    weighted: bool,
    /// Infinite for nodes not reached.
    distance: Vec<f64>,
    /// The number of shortest paths from the start.
    paths: Vec<f64>,
    /// The nodes reached, nearest first, the start before all.
    order: Vec<usize>,
    heap: BinaryHeap<Reached>,
}

impl<'n> Search<'n> {
    /// A search by steps or, weighted, by lengths of 1/weight.
    pub(super) fn new(network: &'n Network, weighted: bool) -> Self {
        Self {
            network,
            weighted,
            distance: vec![f64::INFINITY; network.len()],
            paths: vec![0.0; network.len()],
            order: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Finds the nearest way from `start` to all others.
    pub(super) fn run(&mut self, start: usize) {
        for &node in &self.order {
            self.distance[node] = f64::INFINITY;
            self.paths[node] = 0.0;
        }
        self.order.clear();
        self.distance[start] = 0.0;
        self.paths[start] = 1.0;
        if self.weighted {
            self.by_length(start);
        } else {
            self.by_steps(start);
        }
    }

    fn by_steps(&mut self, start: usize) {
        self.order.push(start);
        let mut at = 0;
        while let Some(&node) = self.order.get(at) {
            at += 1;
            let next = self.distance[node] + 1.0;
            for arc in self.network.arcs(node) {
                if self.distance[arc.to].is_infinite() {
                    self.distance[arc.to] = next;
                    self.order.push(arc.to);
                }
                if is_same(self.distance[arc.to], next) {
                    self.paths[arc.to] += self.paths[node];
                }
            }
        }
    }

    /// Dijkstra's algorithm. Who is on a shortest path to a node comes out of the heap before it, and all its paths are known by then. Where
    /// lengths differ by many powers of ten, a short edge may be lost in what counts as the same length; it never leads backwards.
    fn by_length(&mut self, start: usize) {
        self.heap.push(Reached {
            distance: 0.0,
            node: start,
        });
        while let Some(Reached { distance, node }) = self.heap.pop() {
            if distance > self.distance[node] {
                continue; // a shorter way was found after this one was noted
            }
            self.order.push(node);
            for arc in self.network.arcs(node) {
                let next = distance + 1.0 / arc.weight;
                let known = self.distance[arc.to];
                if known <= distance {
                    continue; // no shortest path leads back
                }
                if is_same(known, next) {
                    self.paths[arc.to] += self.paths[node];
                } else if next < known {
                    self.distance[arc.to] = next;
                    self.paths[arc.to] = self.paths[node];
                    self.heap.push(Reached {
                        distance: next,
                        node: arc.to,
                    });
                }
            }
        }
    }

    /// The nodes reached, nearest first, the start before all.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// Their distances, in the same order.
    pub(super) fn distances(&self) -> impl Iterator<Item = f64> + '_ {
        self.order.iter().map(|&node| self.distance[node])
    }

    /// The number of shortest paths to a node.
    pub(super) fn paths(&self, node: usize) -> f64 {
        self.paths[node]
    }

    /// The nodes before `node` on shortest paths to it.
    pub(super) fn before(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let here = self.distance[node];
        self.network.arcs(node).iter().filter_map(move |arc| {
            let step = if self.weighted { 1.0 / arc.weight } else { 1.0 };
            let there = self.distance[arc.to];
            (there < here && is_same(there + step, here)).then_some(arc.to)
        })
    }
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME * one.max(other) && one.is_finite()
}

/// A node in the heap, nearest first, then in the order of the ids.
struct Reached {
    distance: f64,
    node: usize,
}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        let nearer = other.distance.total_cmp(&self.distance);
        nearer.then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Reached {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Reached {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shortest_path_leads_back_over_a_step_that_rounding_loses() {
        let edges = [(0, 1, 1e-12), (1, 2, 2.0), (2, 3, 2.0)];
        let network = Network::from_edges(4, edges.into_iter());
        let mut search = Search::new(&network, true);
        search.run(0);
        assert_eq!(search.order(), [0, 1, 2, 3]);
        for node in 0..4 {
            assert!((search.paths(node) - 1.0).abs() < 1e-15, "{node}");
        }
    }
}
