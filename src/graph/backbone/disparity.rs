//! The disparity filter.

use super::super::network::real;
use super::{Candidate, Cut, degrees_and_strengths};

pub(super) fn cuts(nodes: usize, edges: &[Candidate], alpha: f64) -> Vec<Option<Cut>> {
    let ends = degrees_and_strengths(nodes, edges);
    let verdict = |edge: &Candidate| {
        let [alpha_a, alpha_b] = [edge.a, edge.b].map(|end| {
            let (degree, strength) = ends[end];
            probability(edge.count, degree, strength)
        });
        (alpha_a.min(alpha_b) >= alpha).then_some(Cut::Disparity { alpha_a, alpha_b })
    };
    edges.iter().map(verdict).collect()
}

/// The probability that one of `degree` random shares of `strength` is `weight` or greater; 1 for a single edge, which has it all.
pub(super) fn probability(weight: u64, degree: u64, strength: u64) -> f64 {
    let rest = real(strength - weight) / real(strength);
    // Not `powi`, whose last bits differ between platforms.
    let mut power = 1.0;
    let (mut square, mut exponent) = (rest, degree - 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        square *= square;
        exponent /= 2;
    }
    power
}
