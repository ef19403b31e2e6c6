//! Eigenvector centrality by power iteration in the largest component.

use super::super::network::sizes;
use super::Network;

/// The iteration ends when the vector, of length 1, moves by less.
const TOLERANCE: f64 = 1e-14;
/// Or after so many rounds, where two parts of the graph are almost apart and almost as heavy.
const ROUNDS: usize = 20_000;

/// The eigenvector of the greatest eigenvalue, of length 1, of the largest component; 0 elsewhere.
pub(super) fn eigenvector(network: &Network) -> Vec<f64> {
    let mut values = vec![0.0; network.len()];
    let component = network.components();
    // Of equal components the first, which has the smallest id: `max_by_key` would give the last.
    let largest = sizes(&component)
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, size)| **size)
        .map_or(0, |(number, _)| number);
    let nodes: Vec<usize> = network
        .nodes()
        .filter(|&node| component[node] == largest && network.degree(node) > 0)
        .collect();
    if nodes.is_empty() {
        return values;
    }
    for &node in &nodes {
        values[node] = 1.0;
    }
    scale(&mut values, &nodes);
    let mut next = values.clone();
    for _ in 0..ROUNDS {
        for &node in &nodes {
            next[node] = network
                .arcs(node)
                .iter()
                .map(|arc| values[arc.to] * arc.weight)
                .sum();
        }
        // Where all neighbours are of the other of two sides, the plain iteration would swing between the sides for ever. A share of the old
        // vector, half as long as the new one, damps that and moves no eigenvector.
        let half = length(&next, &nodes) / 2.0;
        for &node in &nodes {
            next[node] += half * values[node];
        }
        scale(&mut next, &nodes);
        let moved: f64 = nodes
            .iter()
            .map(|&node| (next[node] - values[node]).powi(2))
            .sum();
        std::mem::swap(&mut values, &mut next);
        if moved < TOLERANCE * TOLERANCE {
            break;
        }
    }
    values
}

fn length(values: &[f64], nodes: &[usize]) -> f64 {
    let squares: f64 = nodes.iter().map(|&node| values[node] * values[node]).sum();
    squares.sqrt()
}

fn scale(values: &mut [f64], nodes: &[usize]) {
    let length = length(values, nodes);
    for &node in nodes {
        values[node] /= length;
    }
}
