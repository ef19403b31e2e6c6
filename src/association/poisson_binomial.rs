//! The number of successes in trials that succeed with different probabilities.

use super::contingency::rounded;
use super::tails::ln_complement;

/// The most successes whose probability is worked out by adding up all ways to come to fewer; what is more likely or farther out, by an integral.
const FEW: u64 = 32;

/// The Poisson binomial distribution: the number of successes in independent trials, given in groups of equal probability.
///
/// Tails are exact up to rounding, in log space: they hold their digits however improbable they are.
///
/// # Example
/// ```
/// use comention::association::PoissonBinomial;
///
/// let coins = PoissonBinomial::new([(1, 0.5), (2, 0.1)]); // how many trials, of which probability
/// let both_rare_or_more = coins.ln_at_least(2).exp();
/// assert!((both_rare_or_more - (0.5 * 0.19 + 0.5 * 0.01)).abs() < 1e-15);
/// ```
#[derive(Clone, Debug)]
pub struct PoissonBinomial {
    groups: Vec<Group>,
    /// Trials that always succeed.
    sure: u64,
    trials: u64,
    mean: f64,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    trials: f64,
    success: f64,
    failure: f64,
}

impl PoissonBinomial {
    /// Makes the distribution of groups of trials, each with its number and the probability of each of them. Probabilities outside 0..=1 count as
    /// the nearer of the two.
    pub fn new(groups: impl IntoIterator<Item = (u64, f64)>) -> Self {
        let (mut sure, mut trials, mut mean) = (0, 0, 0.0);
        let mut uncertain = Vec::new();
        for (count, probability) in groups {
            if probability >= 1.0 {
                sure += count;
            } else if probability > 0.0 && count > 0 {
                trials += count;
                mean += rounded(count) * probability;
                uncertain.push(Group {
                    trials: rounded(count),
                    success: probability,
                    failure: 1.0 - probability,
                });
            }
        }
        Self {
            groups: uncertain,
            sure,
            trials,
            mean,
        }
    }

    /// The number of successes that is expected.
    pub fn mean(&self) -> f64 {
        rounded(self.sure) + self.mean
    }

    /// The natural logarithm of the probability of `successes` or more; minus infinity where there are fewer trials.
    ///
    /// # References
    /// Hong (2013), *On computing the distribution function for the Poisson binomial distribution*, for the transform, which is taken here on
    /// a circle through the saddle point, so that small tails are not lost in the rounding of large ones (Daniels 1954, *Saddlepoint
    /// Approximations in Statistics*).
    ///
    /// # Complexity
    /// Linear in the groups; for few successes also in their square, else about sixty times the groups.
    pub fn ln_at_least(&self, successes: u64) -> f64 {
        let Some(successes) = successes.checked_sub(self.sure).filter(|&k| k > 0) else {
            return 0.0;
        };
        if successes > self.trials {
            return f64::NEG_INFINITY;
        }
        if rounded(successes) > self.mean {
            return self.ln_tail(successes);
        }
        if successes <= FEW && self.sums_hold() {
            let fewer = self.summed(successes).0;
            return (-fewer).ln_1p();
        }
        // Below the mean the failures are the rare ones.
        let mirrored = Self {
            groups: self.groups.iter().map(Group::mirrored).collect(),
            sure: 0,
            trials: self.trials,
            mean: rounded(self.trials) - self.mean,
        };
        ln_complement(mirrored.ln_tail(self.trials - successes + 1))
    }

    /// The tail from a number above the mean on.
    fn ln_tail(&self, successes: u64) -> f64 {
        let ln_none = |group: &Group| group.trials * (-group.success).ln_1p();
        if successes == 1 {
            let none: f64 = self.groups.iter().map(ln_none).sum();
            return ln_complement(none);
        }
        if successes == self.trials {
            let all = |group: &Group| group.trials * group.success.ln();
            return self.groups.iter().map(all).sum();
        }
        if successes <= FEW {
            let tail = self.summed(successes).1;
            if tail > 1e-280 && self.sums_hold() {
                return tail.ln().min(0.0);
            }
        }
        self.integrated_tail(rounded(successes)).min(0.0)
    }

    /// Whether sums need no logarithms: nothing on the way is too small for `f64`.
    fn sums_hold(&self) -> bool {
        let ln_none = |group: &Group| group.trials * (-group.success).ln_1p();
        self.groups.iter().all(|group| ln_none(group) > -600.0)
    }

    /// The probability of fewer `successes` and that of so many or more, both as sums of positive terms only: group by group, how probable each
    /// smaller number is, and what has reached it.
    fn summed(&self, successes: u64) -> (f64, f64) {
        let count = usize::try_from(successes).expect("a few");
        let mut fewer = vec![0.0; count];
        fewer[0] = 1.0;
        let mut reached = 0.0;
        let mut exactly = vec![0.0; count];
        let mut at_least = vec![0.0; count + 1];
        for group in &self.groups {
            if group.trials <= 4.0 {
                let mut left = group.trials;
                while left > 0.0 {
                    reached += fewer[count - 1] * group.success;
                    for after in (1..count).rev() {
                        fewer[after] =
                            fewer[after] * group.failure + fewer[after - 1] * group.success;
                    }
                    fewer[0] *= group.failure;
                    left -= 1.0;
                }
                continue;
            }
            group.fill(&mut exactly, &mut at_least);
            for (before, probability) in fewer.iter().enumerate() {
                reached += probability * at_least[count - before];
            }
            for after in (0..count).rev() {
                fewer[after] = (0..=after)
                    .map(|before| fewer[before] * exactly[after - before])
                    .sum();
            }
        }
        (fewer.iter().sum(), reached)
    }

    /// The tail as an integral of the generating function around a circle of radius `e^s`, on which the saddle point lies.
    fn integrated_tail(&self, successes: f64) -> f64 {
        let mut s = self.saddle(successes);
        let mut deviation = self.tilted(s).1.sqrt();
        // Close to the mean the circle would come too near to the pole at 1.
        if s * deviation < 1.0 {
            s = 1.0 / deviation;
            deviation = self.tilted(s).1.sqrt();
        }
        let radius = s.exp();
        let log_sum = |group: &Group| group.trials * (group.success * s.exp_m1()).ln_1p();
        let scale: f64 = self.groups.iter().map(log_sum).sum::<f64>() - s * successes;
        let shares: Vec<(f64, f64)> = self
            .groups
            .iter()
            .map(|group| {
                let share = group.success * radius / (group.failure + group.success * radius);
                (group.trials, share)
            })
            .collect();
        let points = 2.0 * (20.0 * deviation.max(2.0)).ceil() + 65.0;
        let mut sum = radius / (radius - 1.0);
        let mut point = 1.0;
        while 2.0 * point < points {
            let angle = std::f64::consts::TAU * point / points;
            let (sine, cosine) = angle.sin_cos();
            let half = (angle / 2.0).sin();
            if 2.0 * deviation * deviation * half * half > 60.0 {
                break; // from here on nothing is left
            }
            // The generating function over its value on the axis, then the power, then 1/(1 - 1/z).
            let (mut ln_size, mut turn) = (0.0, -successes * angle);
            // Few equal trials are multiplied, which is faster than logarithms.
            let (mut real, mut imaginary) = (1.0, 0.0);
            for &(trials, share) in &shares {
                if trials <= 16.0 {
                    let (x, y) = (1.0 - share + share * cosine, share * sine);
                    let mut left = trials;
                    while left > 0.0 {
                        (real, imaginary) = (real * x - imaginary * y, real * y + imaginary * x);
                        left -= 1.0;
                    }
                    continue;
                }
                // |1 - share + share*e^(i*angle)|² is 1 - 4*share*(1 - share)*sin²(angle/2).
                let lost = 4.0 * share * (1.0 - share) * half * half;
                ln_size += 0.5 * trials * (-lost).ln_1p();
                turn += trials * (share * sine).atan2(1.0 - share + share * cosine);
            }
            let pole = (1.0 - cosine / radius, sine / radius);
            ln_size -= 0.5 * (pole.0 * pole.0 + pole.1 * pole.1).ln();
            turn -= pole.1.atan2(pole.0);
            let (sine, cosine) = turn.sin_cos();
            sum += 2.0 * ln_size.exp() * (real * cosine - imaginary * sine);
            point += 1.0;
        }
        scale + (sum / points).ln()
    }

    /// Where the distribution, tilted by `e^(s*k)`, has this mean.
    fn saddle(&self, mean: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        while self.tilted(high).0 < mean && high < 700.0 {
            (low, high) = (high, 2.0 * high);
        }
        let mut s: f64 = f64::midpoint(low, high);
        for _ in 0..100 {
            let (at, variance) = self.tilted(s);
            if at < mean {
                low = s;
            } else {
                high = s;
            }
            let newton = s + (mean - at) / variance;
            let next = if low < newton && newton < high {
                newton
            } else {
                f64::midpoint(low, high)
            };
            if (next - s).abs() <= 1e-9 * s {
                return next;
            }
            s = next;
        }
        s
    }

    /// Mean and variance of the distribution tilted by `e^(s*k)`.
    fn tilted(&self, s: f64) -> (f64, f64) {
        let radius = s.exp();
        let (mut mean, mut variance) = (0.0, 0.0);
        for group in &self.groups {
            let share = group.success * radius / (group.failure + group.success * radius);
            mean += group.trials * share;
            variance += group.trials * share * (1.0 - share);
        }
        (mean, variance)
    }
}

impl Group {
    fn mirrored(&self) -> Self {
        Self {
            trials: self.trials,
            success: self.failure,
            failure: self.success,
        }
    }

    /// The probabilities of 0, 1, 2, ... successes in this group, and of as many or more.
    fn fill(&self, exactly: &mut [f64], at_least: &mut [f64]) {
        let odds = self.success / self.failure;
        let mut successes = 0.0;
        let mut term = (self.trials * (-self.success).ln_1p()).exp();
        let step = |term: f64, successes: f64| {
            let left = (self.trials - successes).max(0.0);
            term * odds * left / (successes + 1.0)
        };
        for probability in &mut *exactly {
            *probability = term;
            term = step(term, successes);
            successes += 1.0;
        }
        let mut tail = 0.0;
        while successes <= self.trials {
            tail += term;
            if term <= tail * 1e-17 && successes > self.trials * self.success {
                break;
            }
            term = step(term, successes);
            successes += 1.0;
        }
        for (place, at_least) in at_least.iter_mut().enumerate().rev() {
            tail += exactly.get(place).copied().unwrap_or_default();
            *at_least = tail;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::association::tails::{Binomial, Unimodal};

    /// All probabilities, trial by trial.
    fn plain(groups: &[(u64, f64)]) -> Vec<f64> {
        let mut all = vec![1.0];
        for &(trials, success) in groups {
            for _ in 0..trials {
                let mut next = vec![0.0; all.len() + 1];
                for (k, p) in all.iter().enumerate() {
                    next[k] += p * (1.0 - success);
                    next[k + 1] += p * success;
                }
                all = next;
            }
        }
        all
    }

    fn assert_near(got: f64, want: f64, what: &str) {
        let near = (got - want).abs() <= 1e-9 * (1.0 + want.abs());
        assert!(
            near || (got.is_infinite() && want < -700.0),
            "{what}: {got} {want}"
        );
    }

    #[test]
    fn equal_trials_are_a_binomial() {
        for (trials, probability) in [(50, 0.01), (200, 0.4), (5000, 0.1), (100_000, 0.02)] {
            let binomial = Binomial {
                trials: rounded(trials),
                probability,
            };
            let same = PoissonBinomial::new([(trials, probability)]);
            for k in [1, 2, 5, 31, 32, 33, 34, 50, trials / 10, trials / 2, trials] {
                assert_near(
                    same.ln_at_least(k),
                    binomial.ln_at_least(k),
                    &format!("{k} of {trials} at {probability}"),
                );
            }
        }
    }

    #[test]
    fn sure_and_impossible_trials() {
        let mixed = PoissonBinomial::new([(2, 1.0), (3, 0.0), (1, 0.25)]);
        assert_near(mixed.mean(), 2.25, "mean");
        assert_near(mixed.ln_at_least(2), 0.0, "sure");
        assert_near(mixed.ln_at_least(3), 0.25_f64.ln(), "one more");
        assert!(mixed.ln_at_least(4).is_infinite());
    }

    #[test]
    fn far_tails_keep_their_digits() {
        // All of 40 and of 400 trials at one in a million, and one fewer than that.
        for trials in [20_u64, 400] {
            let rare = PoissonBinomial::new([(trials, 1e-6)]);
            let n = rounded(trials);
            let ln_p = 1e-6_f64.ln();
            assert_near(rare.ln_at_least(trials), n * ln_p, "all");
            let all_but_one = (n - 1.0) * ln_p + (n * (1.0 - 1e-6) + 1e-6).ln();
            assert_near(rare.ln_at_least(trials - 1), all_but_one, "all but one");
        }
    }

    proptest! {
        #[test]
        fn tails_are_the_plain_sums(
            groups in prop::collection::vec((0_u64..40, prop_oneof![0.0..1.0_f64, 0.0..0.01_f64]), 1..6),
        ) {
            let all = plain(&groups);
            let distribution = PoissonBinomial::new(groups.iter().copied());
            for k in 0..all.len() {
                let tail: f64 = all[k..].iter().rev().sum();
                let got = distribution.ln_at_least(k as u64).exp();
                prop_assert!((got - tail).abs() <= 1e-11 * tail + 1e-300, "{}: {} {}", k, got, tail);
            }
        }
    }
}
