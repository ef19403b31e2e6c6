//! What a graph is like as a whole.

use serde::Serialize;

use super::centrality::Triangles;
use super::network::{Network, ratio_of, sizes};
use super::steps::steps;
use super::{EdgeWeight, EntityGraph};

/// Figures of a whole graph, as the network sciences compare them. Weights play no part. Made by [`EntityGraph::shape`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GraphShape {
    /// Entities.
    pub nodes: usize,
    /// Edges.
    pub edges: usize,
    /// Entities without edges.
    pub isolated: usize,
    /// The parts that hang together, isolated entities among them.
    pub components: usize,
    /// The entities of the largest part.
    pub largest_component: usize,
    /// The share of all pairs that are edges. Range 0..=1; 0 with fewer than two entities.
    pub density: f64,
    /// Of all chains of three, the share that close to a triangle. Range 0..=1; 0 without chains.
    pub transitivity: f64,
    /// The mean of [`Centrality::Clustering`](super::Centrality::Clustering) over all entities. Range 0..=1.
    pub average_clustering: f64,
    /// The correlation of the degrees at the two ends of an edge, -1..=1: negative where hubs are joined to entities with few neighbours. `None`
    /// where all ends have the same degree.
    ///
    /// # References
    /// Newman (2002), *Assortative Mixing in Networks*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assortativity: Option<f64>,
    /// The most steps between any two entities that hang together. `None` without edges, or where the graph is too large for
    /// [`GraphShape::DISTANCES_UP_TO`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diameter: Option<usize>,
    /// The mean number of steps between two entities, over all pairs that hang together. At least 1. `None` where [`diameter`](Self::diameter)
    /// is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_path_length: Option<f64>,
}

impl GraphShape {
    /// Distances are counted where entities times edges are no more than this, which takes a few seconds: 20,000 entities with half a million
    /// edges, say. Beyond, they would keep all the other figures waiting.
    pub const DISTANCES_UP_TO: usize = 10_000_000_000;

    /// Whether the graph is too large for its distances to be counted.
    pub const fn without_distances(&self) -> bool {
        self.nodes.saturating_mul(self.edges) > Self::DISTANCES_UP_TO
    }
}

impl EntityGraph {
    /// What the graph is like as a whole.
    ///
    /// # Complexity
    /// Edges times the square root of their number; for the distances, up to [`GraphShape::DISTANCES_UP_TO`], entities times edges times the
    /// diameter, by 64.
    pub fn shape(&self) -> GraphShape {
        let network = Network::new(self, EdgeWeight::One);
        let triangles = Triangles::of(&network);
        let components = sizes(&network.components());
        let (n, m) = (ratio_of(network.len()), ratio_of(network.edge_count()));
        let clustering: f64 = triangles.clustering(&network).iter().sum();
        let mut shape = GraphShape {
            nodes: network.len(),
            edges: network.edge_count(),
            isolated: network
                .nodes()
                .filter(|&node| network.degree(node) == 0)
                .count(),
            components: components.len(),
            largest_component: components.into_iter().max().unwrap_or(0),
            density: if n > 1.0 {
                2.0 * m / (n * (n - 1.0))
            } else {
                0.0
            },
            transitivity: triangles.transitivity(&network),
            average_clustering: if n > 0.0 { clustering / n } else { 0.0 },
            assortativity: assortativity(&network),
            diameter: None,
            average_path_length: None,
        };
        let counted = (!shape.without_distances()).then(|| steps(&network));
        if let Some(steps) = counted.flatten() {
            shape.diameter = Some(steps.most);
            shape.average_path_length = Some(steps.mean);
        }
        shape
    }
}

/// Pearson's correlation over both directions of all edges. The sums are of whole numbers, so nothing cancels.
fn assortativity(network: &Network) -> Option<f64> {
    let (mut ends, mut sum, mut squares, mut products) = (0_i128, 0_i128, 0_i128, 0_i128);
    for node in network.nodes() {
        let degree = network.degree(node) as i128;
        for arc in network.arcs(node) {
            ends += 1;
            sum += degree;
            squares += degree * degree;
            products += degree * network.degree(arc.to) as i128;
        }
    }
    let variance = ends * squares - sum * sum;
    #[allow(clippy::cast_precision_loss, reason = "rounded once, at the end")]
    (variance > 0).then(|| (ends * products - sum * sum) as f64 / variance as f64)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Counts, chips};
    use super::super::golden::{assert_close, golden, sample};
    use super::*;

    #[test]
    fn golden_vectors() {
        let (shape, golden) = (sample().shape(), golden());
        for (name, value) in [
            ("density", shape.density),
            ("transitivity", shape.transitivity),
            ("average_clustering", shape.average_clustering),
            ("assortativity_degree", shape.assortativity.unwrap()),
            (
                "average_shortest_path_length",
                shape.average_path_length.unwrap(),
            ),
        ] {
            assert_close(value, golden[name].as_f64().unwrap(), name);
        }
        assert_eq!((shape.nodes, shape.edges, shape.components), (7, 9, 1));
        assert_eq!(serde_json::json!(shape.diameter), golden["diameter"]);
    }

    #[test]
    fn graphs_of_next_to_nothing() {
        let empty = EntityGraph::builder()
            .build(&Counts::made_up(0, &[].into()))
            .unwrap()
            .shape();
        assert_eq!((empty.nodes, empty.components), (0, 0));
        assert!(empty.density == 0.0 && empty.assortativity.is_none());
        assert!(empty.diameter.is_none() && !empty.without_distances());
        let chips = EntityGraph::builder().build(&chips().count()).unwrap();
        let shape = chips.shape();
        assert_eq!((shape.isolated, shape.components), (1, 2));
        assert_eq!(shape.largest_component, 5);
        // Of the ten pairs of five entities, five are edges, four share a neighbour, and asml and huang are three steps apart.
        assert_eq!(shape.diameter, Some(3));
        assert_close(shape.average_path_length.unwrap(), 1.6, "mean");
        let large = GraphShape {
            nodes: 100_001,
            edges: 100_000,
            ..shape
        };
        assert!(large.without_distances());
    }
}
