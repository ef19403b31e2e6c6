//! What triangles tell: clustering, transitivity, effective size.

use super::{Network, ratio_of};

/// Of each node, how many pairs of its neighbours are joined.
pub(crate) struct Triangles(Vec<usize>);

impl Triangles {
    /// Counts each triangle once, from its end with the fewest neighbours.
    ///
    /// # Complexity
    /// Edges times the square root of their number.
    pub(crate) fn of(network: &Network) -> Self {
        let rank = |node: usize| (network.degree(node), node);
        let greater: Vec<Vec<usize>> = network
            .nodes()
            .map(|node| {
                let ends = network.arcs(node).iter().map(|arc| arc.to);
                ends.filter(|&other| rank(node) < rank(other)).collect()
            })
            .collect();
        let mut triangles = vec![0; network.len()];
        let mut marked = vec![usize::MAX; network.len()];
        for node in network.nodes() {
            for &other in &greater[node] {
                marked[other] = node;
            }
            for &other in &greater[node] {
                for &third in &greater[other] {
                    if marked[third] == node {
                        for corner in [node, other, third] {
                            triangles[corner] += 1;
                        }
                    }
                }
            }
        }
        Self(triangles)
    }

    /// The share of the pairs of neighbours that are joined.
    pub(crate) fn clustering(&self, network: &Network) -> Vec<f64> {
        let of = |(node, &joined): (usize, &usize)| match pairs(network.degree(node)) {
            0 => 0.0,
            pairs => ratio_of(joined) / ratio_of(pairs),
        };
        self.0.iter().enumerate().map(of).collect()
    }

    /// The degree less the average number of neighbours that the neighbours share with the node.
    pub(crate) fn effective_size(&self, network: &Network) -> Vec<f64> {
        let of = |(node, &joined): (usize, &usize)| match ratio_of(network.degree(node)) {
            0.0 => 0.0,
            degree => degree - 2.0 * ratio_of(joined) / degree,
        };
        self.0.iter().enumerate().map(of).collect()
    }

    /// The share of all chains of three that close to a triangle; 0 without chains.
    pub(crate) fn transitivity(&self, network: &Network) -> f64 {
        let chains: usize = network
            .nodes()
            .map(|node| pairs(network.degree(node)))
            .sum();
        let closed: usize = self.0.iter().sum();
        if chains == 0 {
            0.0
        } else {
            ratio_of(closed) / ratio_of(chains)
        }
    }
}

const fn pairs(of: usize) -> usize {
    of * of.saturating_sub(1) / 2
}
