//! The Katz index: all walks between two nodes, each the less the longer it is.

use std::ops::Range;

use super::network::Network;

/// What a walk of one step more counts, as a share of the limit above which the sum over all walks has no end.
const SHARE: f64 = 0.5;
/// The search for that limit ends when it changes by less, as a share.
const TOLERANCE: f64 = 1e-12;
/// Or after so many rounds, where two parts of the network are almost apart and almost as dense. It is then too low by a hair.
const ROUNDS: usize = 1000;

/// What a walk counts for each step it takes: half the reciprocal of the greatest eigenvalue; 0 without edges.
pub(super) fn damping(network: &Network) -> f64 {
    match greatest_eigenvalue(network) {
        0.0 => 0.0,
        eigenvalue => SHARE / eigenvalue,
    }
}

/// The greatest eigenvalue of who is joined to whom, by power iteration. Estimates come from below.
fn greatest_eigenvalue(network: &Network) -> f64 {
    let mut values = vec![1.0; network.len()];
    let mut estimate = 0.0;
    for _ in 0..ROUNDS {
        let length = length(&values);
        for value in &mut values {
            *value /= length;
        }
        let arrived: Vec<f64> = network
            .nodes()
            .map(|node| network.arcs(node).iter().map(|arc| values[arc.to]).sum())
            .collect();
        let before = estimate;
        estimate = arrived.iter().zip(&values).map(|(x, y)| x * y).sum();
        if estimate - before <= TOLERANCE * estimate {
            break;
        }
        // A share of the old values keeps two sides, each joined only to the other, from swinging for ever.
        for (value, arrived) in values.iter_mut().zip(arrived) {
            *value = arrived + estimate / 2.0 * *value;
        }
    }
    estimate
}

fn length(values: &[f64]) -> f64 {
    let squares: f64 = values.iter().map(|value| value * value).sum();
    squares.sqrt()
}

/// How many nodes walks are followed from at once. What one of them brings lies beside what the others do, in one line of memory, and the edges
/// are read once for all.
pub(super) const TOGETHER: usize = 8;

/// A number for each node that walks are followed from.
type Lanes = [f64; TOGETHER];

/// A node that a walk from another can reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached {
    pub(super) node: usize,
    /// The steps of the shortest walk.
    pub(super) steps: usize,
    /// The sum over all walks.
    pub(super) score: f64,
}

/// Walks from some nodes after others, with memory that is used again.
pub(super) struct Walks<'n> {
    network: &'n Network,
    damping: f64,
    /// The nodes that any walk reaches.
    nodes: Vec<usize>,
    /// What walks of the length looked at bring to each node.
    arriving: Vec<Lanes>,
    next: Vec<Lanes>,
    /// What all up to that length bring.
    sum: Vec<Lanes>,
}

impl<'n> Walks<'n> {
    pub(super) fn new(network: &'n Network, damping: f64) -> Self {
        let lanes = vec![[0.0; TOGETHER]; network.len()];
        Self {
            network,
            damping,
            nodes: Vec::new(),
            arriving: lanes.clone(),
            next: lanes.clone(),
            sum: lanes,
        }
    }

    /// For each of at most [`TOGETHER`] nodes all that hang together with it and are not joined to it, nearest first: of each the sum of
    /// `damping^l` over the walks of `l` steps.
    ///
    /// Length by length, until two lengths running change nothing: between two sides every other length brings nothing to a node.
    ///
    /// # Complexity
    /// The edges of the components, times some sixty lengths.
    pub(super) fn from(&mut self, starts: Range<usize>) -> Vec<Vec<Reached>> {
        for node in self.nodes.drain(..) {
            for values in [&mut self.arriving, &mut self.next, &mut self.sum] {
                values[node] = [0.0; TOGETHER];
            }
        }
        let ways: Vec<_> = starts
            .clone()
            .map(|start| reached_from(self.network, start))
            .collect();
        self.nodes
            .extend(ways.iter().flatten().map(|(node, _)| *node));
        self.nodes.sort_unstable();
        self.nodes.dedup();
        for (lane, start) in starts.enumerate() {
            self.arriving[start][lane] = 1.0;
        }
        let mut idle = 0;
        while idle < 2 {
            idle = if self.walk_on() { 0 } else { idle + 1 };
        }
        ways.into_iter()
            .enumerate()
            .map(|(lane, ways)| {
                let apart = ways.into_iter().filter(|(_, steps)| *steps > 1);
                apart
                    .map(|(node, steps)| Reached {
                        node,
                        steps,
                        score: alike(self.sum[node][lane]),
                    })
                    .collect()
            })
            .collect()
    }

    /// Takes every walk one step on; tells whether that changes any sum.
    fn walk_on(&mut self) -> bool {
        let mut changed = false;
        for &node in &self.nodes {
            let mut arrived = [0.0; TOGETHER];
            for arc in self.network.arcs(node) {
                for (arrived, there) in arrived.iter_mut().zip(&self.arriving[arc.to]) {
                    *arrived += there;
                }
            }
            let sums = self.sum[node].iter_mut().zip(&mut self.next[node]);
            for ((sum, next), arrived) in sums.zip(arrived) {
                *next = self.damping * arrived;
                let before = *sum;
                *sum += *next;
                changed |= *sum > before;
            }
        }
        std::mem::swap(&mut self.arriving, &mut self.next);
        changed
    }
}

/// The nodes that hang together with one, nearest first, with the steps to each; the one itself comes first, with none.
fn reached_from(network: &Network, start: usize) -> Vec<(usize, usize)> {
    let mut seen = vec![false; network.len()];
    seen[start] = true;
    let mut order = vec![(start, 0)];
    let mut at = 0;
    while let Some(&(node, steps)) = order.get(at) {
        at += 1;
        for arc in network.arcs(node) {
            if !seen[arc.to] {
                seen[arc.to] = true;
                order.push((arc.to, steps + 1));
            }
        }
    }
    order
}

/// A sum without its last twelve bits of 53, so twelve digits: it is added up in another order from the other end, and for another pair that
/// is placed alike.
fn alike(sum: f64) -> f64 {
    const BITS: u64 = 12;
    let half = 1 << (BITS - 1);
    f64::from_bits((sum.to_bits() + half) & !((1 << BITS) - 1))
}

#[cfg(test)]
mod tests {
    use super::super::EdgeWeight;
    use super::super::golden::{assert_close, golden, sample};
    use super::*;

    fn network(nodes: usize, edges: &[(usize, usize)]) -> Network {
        Network::from_edges(nodes, edges.iter().map(|&(a, b)| (a, b, 1.0)))
    }

    #[test]
    fn golden_vectors() {
        let network = Network::new(&sample(), EdgeWeight::Count);
        let mut walks = Walks::new(&network, 0.05);
        let golden = golden();
        let golden = golden["katz_index_beta_0.05"].as_object().unwrap();
        let letter = |node: usize| char::from(b'A' + u8::try_from(node).unwrap());
        let mut seen = 0;
        for start in network.nodes() {
            for reached in &walks.from(start..start + 1)[0] {
                let (a, b) = (start.min(reached.node), start.max(reached.node));
                let pair = format!("{}-{}", letter(a), letter(b));
                assert_close(reached.score, golden[&pair].as_f64().unwrap(), &pair);
                seen += 1;
            }
        }
        assert_eq!(seen, 2 * golden.len());
    }

    #[test]
    fn eigenvalues_by_hand() {
        // All joined to all, a star with nine points, a chain of three beside it, nothing.
        let all = network(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        assert_close(greatest_eigenvalue(&all), 3.0, "all");
        let star: Vec<_> = (1..10).map(|leaf| (0, leaf)).collect();
        let star = network(13, &[&star[..], &[(10, 11), (11, 12)]].concat());
        assert_close(greatest_eigenvalue(&star), 3.0, "star");
        assert_close(damping(&star), 0.5 / 3.0, "damping");
        assert_close(damping(&network(3, &[])), 0.0, "nothing");
        assert_close(damping(&network(0, &[])), 0.0, "nobody");
    }

    #[test]
    fn walks_reach_the_ends_of_a_chain_and_no_farther() {
        let chain: Vec<_> = (0..40).map(|node| (node, node + 1)).collect();
        let network = network(43, &[&chain[..], &[(41, 42)]].concat());
        let mut walks = Walks::new(&network, damping(&network));
        let from_first = walks.from(0..TOGETHER).swap_remove(0);
        assert_eq!(from_first.len(), 39);
        let last = from_first[38];
        assert_eq!((last.node, last.steps), (40, 40));
        assert!(last.score > 0.0);
        // The same from the other end, to the last bit.
        let from_last = walks.from(40..42);
        assert_eq!(from_last[0][38].score.to_bits(), last.score.to_bits());
        assert!(from_last[1].is_empty());
    }
}
