//! `PageRank` by power iteration over the edges.

use super::{Network, ratio_of};

/// The probability of following an edge.
const DAMPING: f64 = 0.85;
/// The iteration ends when the values change by less, all together.
const TOLERANCE: f64 = 1e-15;
/// Or after so many rounds: 0.85^300 is far below what a double can tell from 1.
const ROUNDS: usize = 300;

/// The stationary shares of a walk that follows edges by weight. Who has no edges hands its share to all.
pub(super) fn pagerank(network: &Network) -> Vec<f64> {
    let n = ratio_of(network.len());
    let strengths: Vec<f64> = network.nodes().map(|node| network.strength(node)).collect();
    let mut rank = vec![1.0 / n; network.len()];
    let mut per_weight = vec![0.0; network.len()];
    for _ in 0..ROUNDS {
        let mut dangling = 0.0;
        for (node, &strength) in strengths.iter().enumerate() {
            if strength > 0.0 {
                per_weight[node] = rank[node] / strength;
            } else {
                dangling += rank[node];
            }
        }
        let base = (1.0 - DAMPING + DAMPING * dangling) / n;
        let mut change = 0.0;
        for node in network.nodes() {
            let arriving: f64 = network
                .arcs(node)
                .iter()
                .map(|arc| per_weight[arc.to] * arc.weight)
                .sum();
            let next = base + DAMPING * arriving;
            change += (next - rank[node]).abs();
            rank[node] = next;
        }
        if change < TOLERANCE {
            break;
        }
    }
    rank
}
