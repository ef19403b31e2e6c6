//! Tails of the binomial distribution.

/// The chance of `k` or more successes in `n` independent trials that each succeed with chance `p`: the p-value of a count that is said to
/// be high. Range 0..=1; 1 for `k == 0`.
///
/// Terms are added outwards from `k`, each from the one before, so nothing overflows; chances below the smallest double are 0.
///
/// # Complexity
/// Linear in `k` and in the number of terms that matter, a few times the square root of `n` in the worst case.
///
/// # Example
/// ```
/// use comention::association::binomial_upper_tail;
///
/// // Two heads or more in three throws.
/// assert!((binomial_upper_tail(2, 3, 0.5) - 0.5).abs() < 1e-15);
/// ```
pub fn binomial_upper_tail(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return if k <= n { 1.0 } else { 0.0 };
    }
    if k > n || p <= 0.0 {
        return 0.0;
    }
    // The smaller of both tails is added up: the other would lose its digits, or begin with terms that are 0.
    if float(k) > float(n) * p {
        let mut at = k;
        outwards(term(k, n, p), || {
            let ratio = float(n - at) / float(at + 1) * p / (1.0 - p);
            at += 1;
            ratio
        })
        .min(1.0)
    } else {
        let mut at = k - 1;
        let below = outwards(term(at, n, p), || {
            let ratio = float(at) / float(n - at + 1) * (1.0 - p) / p;
            at = at.saturating_sub(1);
            ratio
        });
        (1.0 - below).max(0.0)
    }
}

/// Adds terms, each from the one before, until they no longer matter.
fn outwards(first: f64, mut ratio: impl FnMut() -> f64) -> f64 {
    let (mut term, mut sum) = (first, first);
    while term > sum * f64::EPSILON / 8.0 {
        term *= ratio();
        sum += term;
    }
    sum
}

/// The chance of exactly `k`.
fn term(k: u64, n: u64, p: f64) -> f64 {
    let few = k.min(n - k);
    let choices: f64 = (1..=few)
        .map(|at| (float(n - few + at) / float(at)).ln())
        .sum();
    (choices + float(k) * p.ln() + float(n - k) * (-p).ln_1p()).exp()
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn float(count: u64) -> f64 {
    count as f64
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
