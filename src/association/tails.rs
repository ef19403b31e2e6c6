//! Tails of distributions on whole numbers, in log space: a probability far below the smallest `f64` still has all its digits.

use super::contingency::rounded;
use super::formulas::deviance;

/// ½·ln(2π).
const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// How many terms are added up one by one; longer tails are added up in blocks.
const TERMS: f64 = 4096.0;

/// A distribution whose probabilities rise to one peak and fall from there.
pub(super) trait Unimodal {
    /// The logarithm of the probability of `k`. Between whole numbers a smooth curve through them.
    fn ln_probability(&self, k: f64) -> f64;

    /// The probability of `k + 1` over that of `k`.
    fn ratio(&self, k: f64) -> f64;

    /// The least and the greatest value.
    fn support(&self) -> (f64, f64);

    fn mean(&self) -> f64;

    fn deviation(&self) -> f64;

    /// The logarithm of the probability of `k` or more.
    fn ln_at_least(&self, k: u64) -> f64 {
        let (first, last) = self.support();
        let k = rounded(k);
        if k <= first {
            0.0
        } else if k > last {
            f64::NEG_INFINITY
        } else if k > self.mean() {
            self.ln_sum(k, 1.0).min(0.0)
        } else {
            // Never one minus a number near one: below the mean the other tail is the shorter one.
            ln_complement(self.ln_sum(k - 1.0, -1.0))
        }
    }

    /// The logarithm of the probability of `k` or less.
    fn ln_at_most(&self, k: u64) -> f64 {
        let (first, last) = self.support();
        let k = rounded(k);
        if k >= last {
            0.0
        } else if k < first {
            f64::NEG_INFINITY
        } else if k < self.mean() {
            self.ln_sum(k, -1.0).min(0.0)
        } else {
            ln_complement(self.ln_sum(k + 1.0, 1.0))
        }
    }

    /// The logarithm of the sum of the probabilities of `from` and all beyond it, where `direction` (1 or -1) leads away from the peak.
    ///
    /// # Complexity
    /// At most some thousand terms. Where the tail has more, blocks of `h` neighbours count as `h` times the one in their middle: an error
    /// of the second order that sums up to a difference of two terms at the border, which is taken off; what is left is of the fourth.
    fn ln_sum(&self, from: f64, direction: f64) -> f64 {
        let (first, last) = self.support();
        let end = if direction > 0.0 { last } else { first };
        let room = (end - from) * direction;
        let next = |k: f64| {
            if direction > 0.0 {
                self.ratio(k)
            } else {
                1.0 / self.ratio(k - 1.0)
            }
        };
        let base = self.ln_probability(from);
        if room < 1.0 {
            return base;
        }
        let decay = -next(from).ln();
        let mut terms = room.min(9.0 * self.deviation());
        if decay > 0.0 {
            terms = terms.min(40.0 / decay);
        }
        let h = 2.0 * (terms / (2.0 * TERMS)).floor() + 1.0;
        if h > 1.0 {
            let relative = |k: f64| (self.ln_probability(k) - base).exp();
            let mut middle = from + direction * (h - 1.0) / 2.0;
            let correction =
                (h - 1.0 / h) / 24.0 * (relative(middle - direction * h) - relative(middle));
            let mut sum = 0.0;
            while (end - middle) * direction >= 0.0 {
                let new = sum + relative(middle);
                if same(new, sum) {
                    break;
                }
                sum = new;
                middle += direction * h;
            }
            return base + (h * sum + correction).ln();
        }
        let (mut k, mut term, mut sum) = (from, 1.0, 1.0);
        while (end - k) * direction >= 1.0 {
            term *= next(k);
            let new = sum + term;
            if same(new, sum) {
                break;
            }
            sum = new;
            k += direction;
        }
        base + sum.ln()
    }
}

/// The number of marked things among `draws` of `population`, of which `marked` are marked, drawn without putting back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hypergeometric {
    population: f64,
    marked: f64,
    draws: f64,
    first: f64,
}

impl Hypergeometric {
    pub(super) fn new(population: u64, marked: u64, draws: u64) -> Self {
        Self {
            population: rounded(population),
            marked: rounded(marked),
            draws: rounded(draws),
            // On whole numbers: one less than 2^64 would be 2^64.
            first: rounded(marked.saturating_sub(population.saturating_sub(draws))),
        }
    }

    /// A value that no other exceeds in probability.
    pub(super) fn mode(&self) -> f64 {
        let (first, last) = self.support();
        ((self.marked + 1.0) / (self.population + 2.0) * (self.draws + 1.0))
            .floor()
            .clamp(first, last)
    }

    /// The four cells of the table that `k` stands for, and what the margins alone expect there.
    fn cells(&self, k: f64) -> [(f64, f64); 4] {
        let unmarked = self.population - self.marked;
        let left = self.population - self.draws;
        let expected = |row: f64, column: f64| row * column / self.population;
        [
            (k, expected(self.marked, self.draws)),
            (self.marked - k, expected(self.marked, left)),
            (self.draws - k, expected(unmarked, self.draws)),
            (
                self.population - self.marked - (self.draws - k),
                expected(unmarked, left),
            ),
        ]
    }
}

impl Unimodal for Hypergeometric {
    fn ln_probability(&self, k: f64) -> f64 {
        // Each factor as Loader writes a binomial: the deviances of the four cells, and what Stirling's formula leaves over.
        let deviances: f64 = self
            .cells(k)
            .into_iter()
            .map(|(observed, expected)| deviance(observed, expected, observed - expected))
            .sum();
        let unmarked = self.population - self.marked;
        ln_choices(k, self.marked) + ln_choices(self.draws - k, unmarked)
            - ln_choices(self.draws, self.population)
            - deviances
    }

    fn ratio(&self, k: f64) -> f64 {
        let neither = self.population - self.marked - (self.draws - k);
        (self.marked - k) / (k + 1.0) * ((self.draws - k) / (neither + 1.0))
    }

    fn support(&self) -> (f64, f64) {
        (self.first, self.marked.min(self.draws))
    }

    fn mean(&self) -> f64 {
        self.marked / self.population * self.draws
    }

    fn deviation(&self) -> f64 {
        if self.population <= 1.0 {
            return 0.0;
        }
        let unmarked = (self.population - self.marked) / self.population;
        let left = (self.population - self.draws) / (self.population - 1.0);
        (self.mean() * unmarked * left).sqrt()
    }
}

/// Rare events, `mean` of them expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Poisson {
    pub(super) mean: f64,
}

impl Unimodal for Poisson {
    fn ln_probability(&self, k: f64) -> f64 {
        let leftover = if k > 0.0 {
            stirling_error(k) + 0.5 * k.ln() + HALF_LN_2_PI
        } else {
            0.0
        };
        -deviance(k, self.mean, k - self.mean) - leftover
    }

    fn ratio(&self, k: f64) -> f64 {
        self.mean / (k + 1.0)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, if self.mean > 0.0 { f64::INFINITY } else { 0.0 })
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn deviation(&self) -> f64 {
        self.mean.sqrt()
    }
}

/// Successes in `trials` that succeed with a probability each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binomial {
    pub(super) trials: f64,
    pub(super) probability: f64,
}

impl Unimodal for Binomial {
    fn ln_probability(&self, k: f64) -> f64 {
        let expected = self.mean();
        let failures = self.trials * (1.0 - self.probability);
        ln_choices(k, self.trials)
            - deviance(k, expected, k - expected)
            - deviance(self.trials - k, failures, self.trials - k - failures)
    }

    fn ratio(&self, k: f64) -> f64 {
        (self.trials - k) / (k + 1.0) * (self.probability / (1.0 - self.probability))
    }

    fn support(&self) -> (f64, f64) {
        let first = if self.probability < 1.0 {
            0.0
        } else {
            self.trials
        };
        let last = if self.probability > 0.0 {
            self.trials
        } else {
            0.0
        };
        (first, last)
    }

    fn mean(&self) -> f64 {
        self.trials * self.probability
    }

    fn deviation(&self) -> f64 {
        (self.mean() * (1.0 - self.probability)).sqrt()
    }
}

/// `ln(1 - e^x)` for negative `x`.
pub(super) fn ln_complement(x: f64) -> f64 {
    if x >= 0.0 {
        f64::NEG_INFINITY
    } else if x > -std::f64::consts::LN_2 {
        (-x.exp_m1()).ln()
    } else {
        (-x.exp()).ln_1p()
    }
}

/// `ln(e^x + e^y)`.
pub(super) fn ln_add(x: f64, y: f64) -> f64 {
    let (small, large) = (x.min(y), x.max(y));
    if small.is_infinite() {
        return large;
    }
    large + (small - large).exp().ln_1p()
}

/// What is left of the logarithm of the number of ways to choose `k` of `n` when the entropy, which the deviances hold, is taken off.
fn ln_choices(k: f64, n: f64) -> f64 {
    let rest = n - k;
    if k <= 0.0 || rest <= 0.0 {
        return 0.0;
    }
    stirling_error(n) - stirling_error(k) - stirling_error(rest) + 0.5 * (n / k / rest).ln()
        - HALF_LN_2_PI
}

/// `ln(n!) - ((n + ½)·ln n - n + ½·ln(2π))`, what Stirling's formula leaves over; 0 for `n <= 0`, where nobody asks.
///
/// # References
/// Loader (2000), *Fast and Accurate Computation of Binomial Probabilities*.
fn stirling_error(n: f64) -> f64 {
    if n <= 0.0 {
        return 0.0;
    }
    if n < 16.0 {
        if n.fract() > 0.0 {
            return stirling_error(n + 1.0) + (n + 0.5) * (1.0 / n).ln_1p() - 1.0;
        }
        let mut factorial = 1.0; // exact: 15! has fewer digits than f64
        let mut k = 2.0;
        while k <= n {
            factorial *= k;
            k += 1.0;
        }
        return factorial.ln() - (n + 0.5) * n.ln() + n - HALF_LN_2_PI;
    }
    let square = n * n;
    let series = 1.0 / 1680.0 - 1.0 / 1188.0 / square;
    let series = 1.0 / 1260.0 - series / square;
    let series = 1.0 / 360.0 - series / square;
    (1.0 / 12.0 - series / square) / n
}

fn same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(got: f64, want: f64) {
        assert!(
            (got - want).abs() <= 1e-12 * want.abs().max(1.0),
            "{got} {want}"
        );
    }

    #[test]
    fn tails_by_hand() {
        let dice = Binomial {
            trials: 2.0,
            probability: 0.5,
        };
        assert_near(dice.ln_at_least(2), 0.25_f64.ln());
        assert_near(dice.ln_at_least(1), 0.75_f64.ln());
        assert_near(dice.ln_at_most(0), 0.25_f64.ln());
        assert_near(dice.ln_at_least(0), 0.0);
        let rare = Poisson { mean: 0.5 };
        assert_near(rare.ln_at_least(1), (-(-0.5_f64).exp_m1()).ln());
        assert_near(rare.ln_probability(3.0), (0.125 / 6.0_f64).ln() - 0.5);
        // 3 of 5 marked among 12, 4 drawn: (C(5,3)*7 + C(5,4)) / C(12,4).
        let urn = Hypergeometric::new(12, 5, 4);
        assert_near(urn.ln_at_least(3), (75.0 / 495.0_f64).ln());
        assert_near(urn.ln_at_most(2), (420.0 / 495.0_f64).ln());
    }

    #[test]
    fn probabilities_sum_to_one() {
        let urn = Hypergeometric::new(300, 90, 110);
        let all: f64 = (0..=90)
            .map(|k| urn.ln_probability(f64::from(k)).exp())
            .sum();
        assert_near(all, 1.0);
        for k in 0..90 {
            let both = urn.ln_at_least(k + 1).exp() + urn.ln_at_most(k).exp();
            assert_near(both, 1.0);
        }
    }

    #[test]
    fn blocks_agree_with_every_term() {
        // Wide enough for blocks of some hundred neighbours.
        let wide = Poisson { mean: 1e10 };
        for from in [1e10 + 1.0, 1e10 + 2.5e5, 1e10 + 1.2e6] {
            let blocks = wide.ln_sum(from, 1.0);
            let (mut term, mut sum, mut k) = (1.0_f64, 0.0_f64, from);
            while term > 1e-18 {
                sum += term;
                term *= wide.ratio(k);
                k += 1.0;
            }
            let every = wide.ln_probability(from) + sum.ln();
            assert!((blocks - every).abs() < 1e-9, "{blocks} {every}");
        }
    }

    #[test]
    fn what_stirling_leaves_over_is_smooth_where_the_series_begins() {
        for n in [0.5, 1.0, 7.0, 15.0, 15.5, 16.0, 30.0] {
            // By its recursion, which is exact.
            let next = stirling_error(n + 1.0) + (n + 0.5) * (1.0 / n).ln_1p() - 1.0;
            assert!((stirling_error(n) - next).abs() < 1e-13, "{n}");
        }
    }
}
