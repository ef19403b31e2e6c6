//! Shares of windows: how far the windows of two cover each other, whatever chance says.

use super::Contingency;
use super::contingency::{product, rounded};

/// The share of the windows with the first that have the second too, `n_ab/n_a`; 0 when the first occurs nowhere. Range 0..=1.
///
/// # Example
/// ```
/// use comention::association::{Contingency, p_a_given_b, p_b_given_a};
///
/// let table = Contingency::new(8, 15, 20, 1000)?; // n_ab, n_a, n_b, n
/// assert_eq!((p_b_given_a(&table), p_a_given_b(&table)), (8.0 / 15.0, 0.4));
/// # Ok::<(), comention::Error>(())
/// ```
pub fn p_b_given_a(table: &Contingency) -> f64 {
    share(table.n_ab(), table.n_a())
}

/// The share of the windows with the second that have the first too, `n_ab/n_b`; 0 when the second occurs nowhere. Range 0..=1.
pub fn p_a_given_b(table: &Contingency) -> f64 {
    share(table.n_ab(), table.n_b())
}

pub(super) fn relative_frequency(table: &Contingency) -> f64 {
    share(table.n_ab(), table.n())
}

pub(super) fn overlap(table: &Contingency) -> f64 {
    share(table.n_ab(), table.n_a().min(table.n_b()))
}

pub(super) fn dice(table: &Contingency) -> f64 {
    let mean = f64::midpoint(rounded(table.n_a()), rounded(table.n_b()));
    (rounded(table.n_ab()) / mean).min(1.0)
}

pub(super) fn cosine(table: &Contingency) -> f64 {
    let of_both = rounded(table.n_a()).sqrt() * rounded(table.n_b()).sqrt();
    if table.n_a() == table.n_b() {
        return share(table.n_ab(), table.n_a());
    }
    (rounded(table.n_ab()) / of_both).min(1.0)
}

pub(super) fn lift(table: &Contingency) -> f64 {
    product(table.n_ab(), table.n()) / product(table.n_a(), table.n_b())
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        rounded(part) / rounded(whole)
    }
}
