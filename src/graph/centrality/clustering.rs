//! What triangles tell: clustering, plain and by weight, transitivity, effective size.

use super::super::network::Arc;
use super::{Network, ratio_of};

/// Of each node, how many pairs of its neighbours are joined.
pub(crate) struct Triangles(Vec<usize>);

impl Triangles {
    /// Counts each triangle once, from its end with the fewest neighbours.
    ///
    /// # Complexity
    /// Edges times the square root of their number.
    pub(crate) fn of(network: &Network) -> Self {
        let mut triangles = vec![0; network.len()];
        each_triangle(network, |corners, _| {
            for corner in corners {
                triangles[corner] += 1;
            }
        });
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

/// Of each node the sum of how heavy its triangles are, divided by the pairs of its neighbours. A triangle is as heavy as the geometric mean
/// of its edges, each as a share of the heaviest edge of all.
pub(super) fn weighted_clustering(network: &Network) -> Vec<f64> {
    let arcs = network.nodes().flat_map(|node| network.arcs(node));
    let heaviest = arcs.map(|arc| arc.weight).fold(0.0, f64::max);
    let mut sums = vec![0.0; network.len()];
    each_triangle(network, |corners, weights| {
        let product: f64 = weights.iter().map(|weight| weight / heaviest).product();
        let mean = product.cbrt();
        for corner in corners {
            sums[corner] += mean;
        }
    });
    for (node, sum) in sums.iter_mut().enumerate() {
        match pairs(network.degree(node)) {
            0 => {}
            pairs => *sum /= ratio_of(pairs),
        }
    }
    sums
}

/// Names each triangle once, by its corners and the weights of its edges, in an order that the network settles.
fn each_triangle(network: &Network, mut found: impl FnMut([usize; 3], [f64; 3])) {
    let rank = |node: usize| (network.degree(node), node);
    let greater: Vec<Vec<Arc>> = network
        .nodes()
        .map(|node| {
            let arcs = network.arcs(node).iter().copied();
            arcs.filter(|arc| rank(node) < rank(arc.to)).collect()
        })
        .collect();
    // From which node each was last marked, and by how heavy an edge.
    let mut marked = vec![(usize::MAX, 0.0); network.len()];
    for node in network.nodes() {
        for arc in &greater[node] {
            marked[arc.to] = (node, arc.weight);
        }
        for first in &greater[node] {
            for second in &greater[first.to] {
                let (from, third) = marked[second.to];
                if from == node {
                    let corners = [node, first.to, second.to];
                    found(corners, [first.weight, second.weight, third]);
                }
            }
        }
    }
}

const fn pairs(of: usize) -> usize {
    of * of.saturating_sub(1) / 2
}
