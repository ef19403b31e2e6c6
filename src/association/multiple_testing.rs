//! Many tests at once: how large a share of what is kept would be there by chance.

use super::contingency::rounded;

/// The q-values of p-values, in the same order: the least false discovery rate at which each would be kept. `tests` is the number of all tests
/// made, also those that are not listed because nothing was found (p of 1); never taken as less than the list.
///
/// Holds for tests that are independent or depend on each other positively, as counts of shared windows mostly do; see
/// [`benjamini_yekutieli`] for any others. The values lie in 0..=1.
///
/// # References
/// Benjamini & Hochberg (1995), *Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing*.
///
/// # Example
/// ```
/// use comention::association::benjamini_hochberg;
///
/// let q = benjamini_hochberg(&[0.02, 0.001, 0.5], 10);
/// assert_eq!(q, [0.1, 0.01, 1.0]);
/// ```
pub fn benjamini_hochberg(p_values: &[f64], tests: u64) -> Vec<f64> {
    step_up(p_values, tests, 1.0)
}

/// The same whatever the dependence between the tests: [`benjamini_hochberg`] times `1 + 1/2 + ... + 1/tests`, at most 1.
///
/// # References
/// Benjamini & Yekutieli (2001), *The Control of the False Discovery Rate in Multiple Testing under Dependency*.
pub fn benjamini_yekutieli(p_values: &[f64], tests: u64) -> Vec<f64> {
    step_up(p_values, tests, harmonic(tests.max(p_values.len() as u64)))
}

fn step_up(p_values: &[f64], tests: u64, factor: f64) -> Vec<f64> {
    let tests = rounded(tests.max(p_values.len() as u64)) * factor;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_unstable_by(|&x, &y| p_values[x].total_cmp(&p_values[y]).then(x.cmp(&y)));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, place) in (1_u64..).zip(order).collect::<Vec<_>>().into_iter().rev() {
        least = least.min(p_values[place] * (tests / rounded(rank)));
        q_values[place] = least;
    }
    q_values
}

/// `1 + 1/2 + ... + 1/n`.
fn harmonic(n: u64) -> f64 {
    const EXACT: u64 = 1000;
    if n <= EXACT {
        return (1..=n).rev().map(|k| 1.0 / rounded(k)).sum();
    }
    let n = rounded(n);
    let euler = 0.577_215_664_901_532_9;
    n.ln() + euler + 1.0 / (2.0 * n) - 1.0 / (12.0 * n * n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_and_its_expansion_meet() {
        let step = harmonic(1001) - harmonic(1000);
        assert!((step - 1.0 / 1001.0).abs() < 1e-12, "{step}");
    }

    #[test]
    fn equal_p_values_have_equal_q_values() {
        assert_eq!(
            benjamini_hochberg(&[0.01, 0.2, 0.01], 3),
            [0.015, 0.2, 0.015]
        );
        assert!(benjamini_hochberg(&[], 7).is_empty());
    }
}
