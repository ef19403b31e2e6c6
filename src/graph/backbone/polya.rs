//! The Pólya filter.

use super::super::network::real;
use super::{Candidate, Cut, degrees_and_strengths};

/// How much an edge that was chosen is more likely to be chosen again.
const REINFORCEMENT: f64 = 1.0;

pub(super) fn cuts(nodes: usize, edges: &[Candidate], alpha: f64) -> Vec<Option<Cut>> {
    let ends = degrees_and_strengths(nodes, edges);
    let verdict = |edge: &Candidate| {
        let [p_a, p_b] = [edge.a, edge.b].map(|end| {
            let (degree, strength) = ends[end];
            tail(edge.count, degree, strength, REINFORCEMENT)
        });
        (p_a.min(p_b) >= alpha).then_some(Cut::Polya { p_a, p_b })
    };
    edges.iter().map(verdict).collect()
}

/// The probability that `weight` or more of `strength` draws fall on one of `degree` edges: the tail of a beta-binomial distribution with the
/// parameters `1/a` and `(degree - 1)/a`; 1 for a single edge, on which all fall.
///
/// The shorter side is added up, from its greatest term on where terms fall: terms are products of ratios, so there is no logarithm of a
/// gamma function to lose digits in.
pub(super) fn tail(weight: u64, degree: u64, strength: u64, a: f64) -> f64 {
    if degree < 2 || weight == 0 {
        return 1.0;
    }
    let n = real(strength);
    let (alpha, beta) = (1.0 / a, real(degree - 1) / a);
    // The terms rise and fall by this ratio of neighbours: that of x + 1 to that of x.
    let ratio = |x: f64| (n - x) * (alpha + x) / ((x + 1.0) * (n - x - 1.0 + beta));
    // The sum up to the weight against all, with the first term as the unit. All lie in one range, or the rest is beyond the last digit.
    let (mut below, mut above) = (0.0, 0.0);
    let mut term = 1.0_f64;
    for x in 0..=strength {
        if x < weight {
            below += term;
        } else {
            above += term;
            if term < above * 1e-18 && ratio(real(x)) < 1.0 {
                break;
            }
        }
        term *= ratio(real(x));
        if term > 1e200 {
            term *= 1e-200;
            below *= 1e-200;
            above *= 1e-200;
        }
    }
    above / (above + below)
}
