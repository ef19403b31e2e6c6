//! Core numbers by degree and weight.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Network, ratio_of, real};

/// Of each node the greatest level so that it is in a part of the network where everybody has that level or more among the others of the part.
///
/// Whoever has the lowest level is taken away, and the levels of its neighbours fall. A level never rises by that, so what is found does not
/// depend on the order.
///
/// # Complexity
/// Edges times the logarithm of their number.
pub(super) fn weighted_core_numbers(network: &Network) -> Vec<f64> {
    let mut degree: Vec<usize> = network.nodes().map(|node| network.degree(node)).collect();
    let mut strength: Vec<f64> = network.nodes().map(|node| network.strength(node)).collect();
    let mut at: Vec<u64> = degree
        .iter()
        .zip(&strength)
        .map(|(&k, &s)| level(k, s))
        .collect();
    let mut lowest: BinaryHeap<_> = network
        .nodes()
        .map(|node| Reverse((at[node], node)))
        .collect();
    let mut core = vec![0.0; network.len()];
    let mut gone = vec![false; network.len()];
    let mut reached = 0;
    while let Some(Reverse((known, node))) = lowest.pop() {
        if gone[node] || known != at[node] {
            continue; // noted before it fell
        }
        reached = reached.max(known);
        core[node] = real(reached);
        gone[node] = true;
        for arc in network.arcs(node).iter().filter(|arc| !gone[arc.to]) {
            let other = arc.to;
            degree[other] -= 1;
            strength[other] -= arc.weight;
            let fallen = level(degree[other], strength[other]);
            if fallen < at[other] {
                at[other] = fallen;
                lowest.push(Reverse((fallen, other)));
            }
        }
    }
    core
}

/// The geometric mean of degree and strength, rounded, halves up. Of scores that were taken away a hair may be left, or too much gone.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "there is no graph so heavy, and a cast that is out of range ends at the border"
)]
fn level(degree: usize, strength: f64) -> u64 {
    (ratio_of(degree) * strength.max(0.0)).sqrt().round() as u64
}
