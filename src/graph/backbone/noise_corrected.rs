//! The noise-corrected backbone.

use super::super::network::real;
use super::{Candidate, Cut, degrees_and_strengths};

pub(super) fn cuts(nodes: usize, edges: &[Candidate], delta: f64) -> Vec<Option<Cut>> {
    let ends = degrees_and_strengths(nodes, edges);
    let total = real(ends.iter().map(|(_, strength)| strength).sum());
    let verdict = |edge: &Candidate| {
        let [n_a, n_b] = [edge.a, edge.b].map(|end| real(ends[end].1));
        let (lift, deviation) = lift(real(edge.count), n_a, n_b, total);
        (lift <= delta * deviation).then_some(Cut::NoiseCorrected { lift, deviation })
    };
    edges.iter().map(verdict).collect()
}

/// How far a weight `w` is above what the strengths `n_a` and `n_b` of its ends predict, from -1 to 1, and the standard deviation of that by
/// the delta method, with a beta prior for the weight's share that has the mean and variance of a random one. `n` is the sum of all
/// strengths, so twice that of all weights; no strength is more than half of it, which keeps all denominators from 0.
pub(super) fn lift(w: f64, n_a: f64, n_b: f64, n: f64) -> (f64, f64) {
    let expected = n_a * n_b / n;
    let kappa = 1.0 / expected;
    let lift = (kappa * w - 1.0) / (kappa * w + 1.0);

    let mean = expected / n;
    let variance = n_a * n_b * (n - n_a) * (n - n_b) / (n * n * n * n * (n - 1.0));
    let alpha = mean * mean / variance * (1.0 - mean) - mean;
    let beta = mean / variance * (1.0 - mean * mean) - (1.0 - mean);
    let share = (alpha + w) / (alpha + w + n - w + beta);
    let variance_of_weight = share * (1.0 - share) * n;
    let slope_of_kappa = 1.0 / (n_a * n_b) - n * (n_a + n_b) / (n_a * n_b * n_a * n_b);
    let slope = 2.0 * (kappa + w * slope_of_kappa) / ((kappa * w + 1.0) * (kappa * w + 1.0));
    let deviation = variance_of_weight.sqrt() * slope.abs();
    (lift, deviation)
}
