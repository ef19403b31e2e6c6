//! Measures of information, all in nats.

use super::Contingency;
use super::contingency::{product, rounded};
use super::formulas::{pmi, signed_log_likelihood};

/// The number of negative samples that shifted PPMI stands for.
pub(super) const SHIFT: f64 = 5.0;

/// `ln(n_ab²/(n_a*n_b))`. The shares are taken apart, so that neither can leave the range of `f64`, and 1 stays 1.
pub(super) fn pmi_squared(table: &Contingency) -> f64 {
    let both = rounded(table.n_ab());
    ((both / rounded(table.n_a())) * (both / rounded(table.n_b())))
        .min(1.0)
        .ln()
}

pub(super) fn pmi_cubed(table: &Contingency) -> f64 {
    pmi_squared(table) + (rounded(table.n_ab()) / rounded(table.n())).ln()
}

pub(super) fn local(table: &Contingency) -> f64 {
    if table.n_ab() == 0 {
        return 0.0;
    }
    rounded(table.n_ab()) * pmi(table)
}

pub(super) fn mutual(table: &Contingency) -> f64 {
    signed_log_likelihood(table).abs() / product(2, table.n())
}
