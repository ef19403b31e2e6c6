//! Closeness and harmonic centrality.

use super::distances::Search;
use super::{Network, ratio_of};

/// `(r-1)/sum(d) * (r-1)/(n-1)`, with the distances to the `r-1` others of the component; 0 for those without any.
pub(super) fn closeness(network: &Network, weighted: bool) -> Vec<f64> {
    let mut search = Search::new(network, weighted);
    let of = |node| {
        search.run(node);
        let reached = ratio_of(search.order().len() - 1);
        let sum: f64 = search.distances().sum();
        if sum > 0.0 {
            reached / sum * (reached / ratio_of(network.len() - 1))
        } else {
            0.0
        }
    };
    network.nodes().map(of).collect()
}

/// The sum of the reciprocal distances, in steps.
pub(super) fn harmonic(network: &Network) -> Vec<f64> {
    let mut search = Search::new(network, false);
    let of = |node| {
        search.run(node);
        search.distances().skip(1).map(|steps| 1.0 / steps).sum()
    };
    network.nodes().map(of).collect()
}
