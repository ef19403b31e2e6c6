//! How good a partition is.

use super::super::network::{Network, sizes};

/// `sum(inside/m - resolution*(strength/2m)^2)`; 0 without edges.
pub(super) fn modularity(network: &Network, groups: &[usize], resolution: f64) -> f64 {
    let count = sizes(groups).len();
    let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
    for node in network.nodes() {
        let group = groups[node];
        for arc in network.arcs(node) {
            strength[group] += arc.weight;
            if groups[arc.to] == group {
                inside[group] += arc.weight; // each edge from both its ends
            }
        }
    }
    let twice_m: f64 = strength.iter().sum();
    if twice_m == 0.0 {
        return 0.0;
    }
    inside
        .iter()
        .zip(&strength)
        .map(|(inside, strength)| {
            let share = strength / twice_m;
            inside / twice_m - resolution * share * share
        })
        .sum()
}
