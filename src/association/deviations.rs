//! The distance from independence, in units of what chance alone would scatter.

use std::cmp::Ordering;

use super::Contingency;
use super::contingency::rounded;

/// χ² with the sign of the distance from chance; `correction` windows are taken off that distance first, at most all of it.
pub(super) fn chi_square(table: &Contingency, correction: f64) -> f64 {
    let Some(scale) = scale(table) else {
        return 0.0;
    };
    // In each cell the observed count is this far from the expected one.
    let distance = (table.determinant() / rounded(table.n())).abs();
    let distance = (distance - correction).max(0.0) / scale;
    let square = rounded(table.n()) * distance * distance;
    if table.against_chance() == Ordering::Less {
        -square
    } else {
        square
    }
}

pub(super) fn phi(table: &Contingency) -> f64 {
    scale(table).map_or(0.0, |scale| {
        (table.determinant() / rounded(table.n()) / scale).clamp(-1.0, 1.0)
    })
}

pub(super) fn t(table: &Contingency) -> f64 {
    if table.n_ab() == 0 {
        return f64::NEG_INFINITY;
    }
    difference(table) / rounded(table.n_ab()).sqrt()
}

pub(super) fn z(table: &Contingency) -> f64 {
    difference(table) / table.expected().sqrt()
}

pub(super) fn z_hypergeometric(table: &Contingency) -> f64 {
    let [n_a, n_b, n] = [table.n_a(), table.n_b(), table.n()];
    if n_a == n || n_b == n {
        return 0.0;
    }
    let [without_a, without_b] = [n - n_a, n - n_b].map(|without| rounded(without) / rounded(n));
    let variance = table.expected() * without_a * without_b * (rounded(n) / rounded(n - 1));
    difference(table) / variance.sqrt()
}

/// `n_ab - n_a*n_b/n`, without cancellation.
fn difference(table: &Contingency) -> f64 {
    table.determinant() / rounded(table.n())
}

/// `sqrt(n_a*n_b*(n - n_a)*(n - n_b))/n`, half by half so that nothing overflows; `None` when it is zero.
fn scale(table: &Contingency) -> Option<f64> {
    let side = |count: u64| {
        let n = rounded(table.n());
        rounded(count).sqrt() * (rounded(table.n() - count) / n).sqrt()
    };
    let scale = side(table.n_a()) * side(table.n_b());
    (scale > 0.0).then_some(scale)
}
