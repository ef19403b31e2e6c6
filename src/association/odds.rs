//! Odds and their ratios.

use std::cmp::Ordering;

use super::Contingency;
use super::contingency::{product, rounded};

pub(super) fn ratio(table: &Contingency) -> f64 {
    let [both, a, b, neither] = table.cells();
    let (for_it, against) = (product(both, neither), product(a, b));
    if against > 0.0 {
        for_it / against
    } else if for_it > 0.0 {
        f64::INFINITY
    } else {
        1.0
    }
}

pub(super) fn log_ratio(table: &Contingency) -> f64 {
    let [both, a, b, neither] = table.cells().map(|cell| (rounded(cell) + 0.5).ln());
    (both + neither) - (a + b)
}

pub(super) fn yules_q(table: &Contingency) -> f64 {
    let [both, a, b, neither] = table.cells();
    let (for_it, against) = (product(both, neither), product(a, b));
    match table.against_chance() {
        Ordering::Equal => 0.0, // exactly, and 0/0
        _ => (for_it - against) / (for_it + against),
    }
}

/// What is typical of windows that mention the first: the log odds ratio of the second in windows with the first against windows without it,
/// and its z-score, with a prior of `prior` windows that hold the second as often as all windows do. `None` where that is undefined: one of the
/// two occurs nowhere or everywhere, or the prior is not positive.
///
/// It looks from the first at the second; the other way round gives other numbers.
///
/// # References
/// Monroe, Colaresi & Quinn (2008), *Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political
/// Conflict*.
///
/// # Example
/// ```
/// use comention::association::{Contingency, log_odds_dirichlet};
///
/// let table = Contingency::new(8, 15, 20, 1000)?; // n_ab, n_a, n_b, n
/// let typical = log_odds_dirichlet(&table, 10.0).expect("both occur, neither everywhere");
/// assert!(typical.z > 1.96);
/// # Ok::<(), comention::Error>(())
/// ```
pub fn log_odds_dirichlet(table: &Contingency, prior: f64) -> Option<LogOddsDirichlet> {
    let [both, a, b, neither] = table.cells().map(rounded);
    let [n_b, n] = [table.n_b(), table.n()].map(rounded);
    let inside = |count: u64| 0 < count && count < table.n();
    if !(inside(table.n_a()) && inside(table.n_b()) && prior > 0.0 && prior.is_finite()) {
        return None;
    }
    let (with, without) = (prior * n_b / n, prior * ((n - n_b) / n));
    let log_odds = ((both + with) / (a + without)).ln() - ((b + with) / (neither + without)).ln();
    let variance = 1.0 / (both + with) + 1.0 / (b + with);
    Some(LogOddsDirichlet {
        log_odds,
        z: log_odds / variance.sqrt(),
    })
}

/// The answer of [`log_odds_dirichlet`].
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogOddsDirichlet {
    /// The log odds ratio, in nats; 0 is independence.
    pub log_odds: f64,
    /// That in standard deviations; beyond 1.96 is the usual line.
    pub z: f64,
}
