//! How sure one can be of a share that was counted.

use std::ops::RangeInclusive;

use super::contingency::rounded;
use super::tails::{Binomial, Unimodal};

/// The exact interval of a share of which `successes` in `trials` were seen, by Clopper and Pearson: it holds the true share with at least
/// this `confidence`, such as 0.95. `0..=1` when there were no trials.
///
/// # References
/// Clopper & Pearson (1934), *The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial*.
///
/// # Example
/// ```
/// use comention::association::clopper_pearson;
///
/// let interval = clopper_pearson(0, 200, 0.95);
/// assert_eq!(*interval.start(), 0.0);
/// assert!((interval.end() - 0.018_276).abs() < 1e-6); // 1 - 0.025^(1/200)
/// ```
pub fn clopper_pearson(successes: u64, trials: u64, confidence: f64) -> RangeInclusive<f64> {
    let successes = successes.min(trials);
    let outside = ((1.0 - confidence) / 2.0).clamp(0.0, 0.5).ln();
    let at = |probability| Binomial {
        trials: rounded(trials),
        probability,
    };
    let low = if successes == 0 {
        0.0
    } else {
        crossing(|p| at(p).ln_at_least(successes) > outside)
    };
    let high = if successes == trials {
        1.0
    } else {
        crossing(|p| at(p).ln_at_most(successes) < outside)
    };
    low..=high
}

/// Where a condition that fails at 0 begins to hold, between 0 and 1.
fn crossing(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut no, mut yes) = (0.0, 1.0);
    for _ in 0..64 {
        let middle = f64::midpoint(no, yes);
        if holds(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_that_have_a_closed_form() {
        let all = clopper_pearson(10, 10, 0.95);
        assert!((all.start() - 0.025_f64.powf(0.1)).abs() < 1e-12);
        assert!((all.end() - 1.0).abs() < f64::EPSILON);
        assert_eq!(clopper_pearson(0, 0, 0.95), 0.0..=1.0);
        // One in two: 1 - sqrt(1 - 0.025) and its mirror.
        let half = clopper_pearson(1, 2, 0.95);
        assert!((half.start() - (1.0 - 0.975_f64.sqrt())).abs() < 1e-12);
        assert!((half.end() - 0.975_f64.sqrt()).abs() < 1e-12);
    }
}
