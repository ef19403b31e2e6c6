//! Tails of the binomial distribution.

use super::contingency::rounded;
use super::tails::{Binomial, Unimodal};

/// The chance of `k` or more successes in `n` independent trials that each succeed with chance `p`: the p-value of a count that is said to
/// be high. Range 0..=1; 1 for `k == 0`.
///
/// Chances below the smallest double are 0.
///
/// # Complexity
/// Linear in the number of terms that matter, a few times the square root of `n` in the worst case.
///
/// # Example
/// ```
/// use comention::association::binomial_upper_tail;
///
/// // Two heads or more in three throws.
/// assert!((binomial_upper_tail(2, 3, 0.5) - 0.5).abs() < 1e-15);
/// ```
pub fn binomial_upper_tail(k: u64, n: u64, p: f64) -> f64 {
    let tail = Binomial {
        trials: rounded(n),
        probability: p.clamp(0.0, 1.0),
    };
    tail.ln_at_least(k).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64) {
        assert!(
            (found - wanted).abs() <= 1e-12 * wanted,
            "{found} is not {wanted}"
        );
    }

    #[test]
    fn small_cases_by_hand() {
        close(binomial_upper_tail(1, 3, 0.5), 7.0 / 8.0);
        close(binomial_upper_tail(3, 3, 0.5), 1.0 / 8.0);
        close(binomial_upper_tail(2, 2, 0.25), 1.0 / 16.0);
        close(binomial_upper_tail(1, 2, 0.25), 7.0 / 16.0);
        // 11 of 26 in a 39th of the time, by exact fractions.
        close(
            binomial_upper_tail(11, 26, 1.0 / 39.0),
            1.704_101_658_927_718e-11,
        );
    }

    #[test]
    fn ends_and_impossible_counts() {
        for (k, n, p, wanted) in [
            (0, 0, 0.5, 1.0),
            (0, 9, 0.0, 1.0),
            (1, 9, 0.0, 0.0),
            (10, 9, 0.5, 0.0),
            (9, 9, 1.0, 1.0),
            (10, 9, 1.0, 0.0),
        ] {
            assert!((binomial_upper_tail(k, n, p) - wanted).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn large_counts_neither_overflow_nor_vanish() {
        let even = binomial_upper_tail(500_000, 1_000_000, 0.5);
        assert!((even - 0.5).abs() < 1e-3, "{even}");
        close(binomial_upper_tail(0, 1_000_000, 0.5), 1.0);
        assert!(binomial_upper_tail(1, 1_000_000, 0.5) > 0.999);
        assert!(binomial_upper_tail(900_000, 1_000_000, 0.5) < 1e-300);
    }
}
