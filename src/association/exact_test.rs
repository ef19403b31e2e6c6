//! Exact tests of a 2×2 table, as logarithms of probabilities.

use super::Contingency;
use super::tails::{Hypergeometric, Poisson, Unimodal, ln_add};

/// The natural logarithm of the probability of as many shared windows or more, where both are thrown into the windows at random:
/// Fisher's exact test, one-sided. Range minus infinity (never reached) to 0.
///
/// # Example
/// ```
/// use comention::association::{Contingency, ln_p_more};
///
/// let table = Contingency::new(3, 5, 4, 12)?; // n_ab, n_a, n_b, n
/// assert!((ln_p_more(&table).exp() - 75.0 / 495.0).abs() < 1e-12);
/// # Ok::<(), comention::Error>(())
/// ```
///
/// # References
/// Fisher (1935), *The Logic of Inductive Inference*.
pub fn ln_p_more(table: &Contingency) -> f64 {
    hypergeometric(table).ln_at_least(table.n_ab())
}

/// The natural logarithm of the probability of as few shared windows or fewer: [`ln_p_more`] for avoidance.
pub fn ln_p_fewer(table: &Contingency) -> f64 {
    hypergeometric(table).ln_at_most(table.n_ab())
}

/// The natural logarithm of the two-sided p of Fisher's exact test: the probability of all tables with these margins that are no more
/// probable than this one. What is within one in 10^7 of its probability counts as equal, as in R and `SciPy`.
pub fn ln_p_two_sided(table: &Contingency) -> f64 {
    let distribution = hypergeometric(table);
    let (first, last) = distribution.support();
    let observed = super::contingency::rounded(table.n_ab());
    let bound = distribution.ln_probability(observed) + 1e-7_f64.ln_1p();
    let improbable = |k: f64| distribution.ln_probability(k) <= bound;
    let mode = distribution.mode();
    if improbable(mode) {
        return 0.0;
    }
    let (side, far, direction) = if observed > mode {
        (1.0, first, -1.0)
    } else {
        (-1.0, last, 1.0)
    };
    let near = distribution.ln_sum(observed, side);
    if !improbable(far) {
        return near.min(0.0);
    }
    // The improbable ones of the other side end between `far`, which is one, and the peak, which is none.
    let (mut yes, mut no) = (far, mode);
    while (no - yes).abs() > 1.0 {
        let middle = f64::midpoint(yes, no).floor();
        if improbable(middle) {
            yes = middle;
        } else {
            no = middle;
        }
        if (no - yes).abs() <= f64::EPSILON * no.abs() {
            break; // counts beyond 2^53 have no neighbours
        }
    }
    ln_add(near, distribution.ln_sum(yes, direction)).min(0.0)
}

/// The natural logarithm of the probability of as many shared windows or more, where they come at random one by one, as many as chance expects:
/// the tail of a Poisson distribution with mean `n_a*n_b/n`. Never much smaller than [`ln_p_more`]; cautious for frequent names.
///
/// # References
/// Quasthoff & Wolff (2002), *The Poisson Collocation Measure and its Applications*.
pub fn ln_p_poisson(table: &Contingency) -> f64 {
    let mean = table.expected();
    Poisson { mean }.ln_at_least(table.n_ab())
}

/// The probability that a χ² statistic with one degree of freedom, such as G², is at least this large. 1 for zero and below.
pub fn chi_square_p(statistic: f64) -> f64 {
    if statistic > 0.0 {
        complementary_error((statistic / 2.0).sqrt())
    } else {
        1.0
    }
}

/// `erfc(x)` for positive `x`: a series of positive terms near zero, a continued fraction beyond.
fn complementary_error(x: f64) -> f64 {
    let gauss = (-x * x).exp();
    if x < 2.0 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= 2.0 * x * x / (2.0 * n + 1.0);
            sum += term;
        }
        return 1.0 - std::f64::consts::FRAC_2_SQRT_PI * gauss * sum;
    }
    // Laplace's fraction, from the inside out; for x >= 2 a hundred steps are more than enough.
    let mut fraction = x;
    for step in (1..=100).rev() {
        fraction = x + f64::from(step) / 2.0 / fraction;
    }
    gauss / fraction / std::f64::consts::PI.sqrt()
}

fn hypergeometric(table: &Contingency) -> Hypergeometric {
    Hypergeometric::new(table.n(), table.n_a(), table.n_b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lady_tasting_tea() {
        // Eight cups, four with milk first, all named right: 1 in C(8,4) = 70; 34 in 70 with 3 or more right are two-sided.
        let right = Contingency::new(4, 4, 4, 8).unwrap();
        assert!((ln_p_more(&right).exp() - 1.0 / 70.0).abs() < 1e-14);
        let three = Contingency::new(3, 4, 4, 8).unwrap();
        assert!((ln_p_two_sided(&three).exp() - 34.0 / 70.0).abs() < 1e-14);
    }

    #[test]
    fn both_ends_of_the_error_function_meet() {
        let (below, above) = (2.0 - 1e-12, 2.0);
        let step = complementary_error(below) - complementary_error(above);
        assert!(step.abs() < 1e-13, "{step}");
        assert!((chi_square_p(3.841_458_820_694_124) - 0.05).abs() < 1e-12);
        assert!((chi_square_p(-1.0) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn counts_without_end_are_no_endless_loop() {
        let n = u64::MAX;
        for (n_ab, n_a, n_b) in [
            (n / 4, n / 2, n / 2),
            (n / 4 + 1, n / 2, n / 2),
            (9, 1 << 40, 1 << 30),
        ] {
            let table = Contingency::new(n_ab, n_a, n_b, n).unwrap();
            for ln_p in [
                ln_p_more(&table),
                ln_p_fewer(&table),
                ln_p_two_sided(&table),
                ln_p_poisson(&table),
            ] {
                assert!(ln_p <= 0.0, "{ln_p}");
            }
        }
    }
}
