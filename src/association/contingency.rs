//! The 2×2 table behind every measure.

use std::cmp::Ordering;

use crate::error::{Error, Result};

/// How often two things occur, alone and together, among all windows of one kind.
///
/// Every table that exists is a possible one: no cell is negative. The cells are exact over the whole range of `u64`.
///
/// # Example
/// ```
/// use comention::association::Contingency;
///
/// let table = Contingency::new(8, 15, 20, 1000)?; // n_ab, n_a, n_b, n
/// assert_eq!(table.cells(), [8, 7, 12, 973]);
/// assert_eq!(table.expected(), 0.3);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contingency {
    both: u64,
    a: u64,
    b: u64,
    windows: u64,
}

impl Contingency {
    /// Makes the table from the windows with both, the windows with the first, the windows with the second, and all windows.
    ///
    /// # Errors
    /// [`Error::ImpossibleCounts`] if a cell would be negative.
    #[expect(
        clippy::similar_names,
        reason = "the field writes these counts so, and callers read them here"
    )]
    pub fn new(n_ab: u64, n_a: u64, n_b: u64, n: u64) -> Result<Self> {
        let with_either = u128::from(n_a) + u128::from(n_b) - u128::from(n_ab.min(n_a));
        if n_ab > n_a || n_ab > n_b || with_either > u128::from(n) {
            return Err(Error::ImpossibleCounts { n_ab, n_a, n_b, n });
        }
        Ok(Self {
            both: n_ab,
            a: n_a,
            b: n_b,
            windows: n,
        })
    }

    /// The same for entities that one span may stand for both of, as with `--ambiguity all`: a window that has them in such a span only is one
    /// with each of them, but not one with both. Where the counts fit no other way, such windows stand in all twice, once for each of the two.
    ///
    /// # Errors
    /// [`Error::ImpossibleCounts`] if there are more windows with one than in all, or more with both than with one.
    #[expect(
        clippy::similar_names,
        reason = "the field writes these counts so, and callers read them here"
    )]
    pub(crate) fn of_entities(n_ab: u64, n_a: u64, n_b: u64, n: u64) -> Result<Self> {
        let with_either = n_b.saturating_add(n_a.saturating_sub(n_ab));
        let all = if n_a.max(n_b) <= n {
            n.max(with_either)
        } else {
            n
        };
        Self::new(n_ab, n_a, n_b, all)
    }

    /// The windows with both.
    pub const fn n_ab(&self) -> u64 {
        self.both
    }

    /// The windows with the first.
    pub const fn n_a(&self) -> u64 {
        self.a
    }

    /// The windows with the second.
    pub const fn n_b(&self) -> u64 {
        self.b
    }

    /// All windows, also those with neither.
    pub const fn n(&self) -> u64 {
        self.windows
    }

    /// The windows with both, only the first, only the second, neither. They sum to [`n`](Self::n).
    pub const fn cells(&self) -> [u64; 4] {
        [
            self.both,
            self.a - self.both,
            self.b - self.both,
            // In this order no step can leave the range of u64.
            self.windows - self.a - (self.b - self.both),
        ]
    }

    /// The windows with both that chance alone would give: `n_a*n_b/n`. 0 when there are no windows.
    pub fn expected(&self) -> f64 {
        self.expected_cells()[0]
    }

    /// The same with the rarer of the two first: tails are summed up the same way then, whoever is named first.
    pub(super) const fn ordered(self) -> Self {
        if self.a <= self.b {
            return self;
        }
        Self {
            a: self.b,
            b: self.a,
            ..self
        }
    }

    /// What chance alone would give in each of [`cells`](Self::cells), from the marginals. All 0 when there are no windows.
    pub(super) fn expected_cells(&self) -> [f64; 4] {
        if self.windows == 0 {
            return [0.0; 4];
        }
        let (not_a, not_b) = (self.windows - self.a, self.windows - self.b);
        [
            (self.a, self.b),
            (self.a, not_b),
            (not_a, self.b),
            (not_a, not_b),
        ]
        .map(|(row, column)| product(row, column) / rounded(self.windows))
    }

    /// Whether the two meet more often than chance says, as often, or less often. Decided on whole numbers, so it is exact.
    pub fn against_chance(&self) -> Ordering {
        let together = u128::from(self.both) * u128::from(self.windows);
        together.cmp(&(u128::from(self.a) * u128::from(self.b)))
    }

    /// The determinant of the table, `n_ab*n - n_a*n_b`: the distance from independence. The difference is taken on whole numbers and
    /// rounded once, so nothing cancels.
    pub(super) fn determinant(&self) -> f64 {
        let together = u128::from(self.both) * u128::from(self.windows);
        let apart = u128::from(self.a) * u128::from(self.b);
        let distance = wide(together.abs_diff(apart));
        if together < apart {
            -distance
        } else {
            distance
        }
    }
}

/// `x * y`, rounded once.
pub(super) fn product(x: u64, y: u64) -> f64 {
    wide(u128::from(x) * u128::from(y))
}

/// The nearest `f64`; exact up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "this is the one place where counts become floats; 2^53 windows are out of reach"
)]
pub(super) fn rounded(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a product of counts is rounded once, here"
)]
fn wide(product: u128) -> f64 {
    product as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_tables_are_refused_with_their_numbers() {
        for (n_ab, n_a, n_b, n) in [
            (3, 2, 5, 10),
            (3, 5, 2, 10),
            (0, 11, 0, 10),
            (0, 6, 5, 10),
            (1, 0, 0, 0),
            (0, u64::MAX, u64::MAX, u64::MAX),
        ] {
            let error = Contingency::new(n_ab, n_a, n_b, n).expect_err("no such table");
            assert!(matches!(
                error,
                Error::ImpossibleCounts { n_ab: w, n_a: x, n_b: y, n: z } if (w, x, y, z) == (n_ab, n_a, n_b, n)
            ));
        }
    }

    #[test]
    fn spans_that_could_be_either_make_no_table_impossible() {
        let table = |n_ab, n_a, n_b, n| Contingency::of_entities(n_ab, n_a, n_b, n);
        // Two windows: one names both, in the other one span could be either.
        assert_eq!(table(1, 2, 2, 2).unwrap().cells(), [1, 1, 1, 0]);
        assert_eq!(table(1, 2, 2, 9).unwrap().n(), 9);
        for (n_ab, n_a, n_b, n) in [(3, 2, 5, 10), (0, 11, 0, 10), (0, 1, 11, 10)] {
            table(n_ab, n_a, n_b, n).expect_err("no such table");
        }
    }

    #[test]
    fn the_border_cases_are_tables() {
        assert_eq!(Contingency::new(0, 0, 0, 0).unwrap().cells(), [0; 4]);
        assert_eq!(Contingency::new(0, 6, 4, 10).unwrap().cells(), [0, 6, 4, 0]);
        let all = Contingency::new(u64::MAX, u64::MAX, u64::MAX, u64::MAX).unwrap();
        assert_eq!(all.cells(), [u64::MAX, 0, 0, 0]);
    }

    #[test]
    fn independence_is_exact_where_floats_would_round() {
        let third = 3_002_399_751_580_331; // (2^53 + 1) / 3
        let table = Contingency::new(third, 3 * third, third, 3 * third).unwrap();
        assert_eq!(table.against_chance(), Ordering::Equal);
        assert!(table.determinant().abs() < f64::MIN_POSITIVE);
        let nearly = Contingency::new(third - 1, 3 * third - 1, third, 3 * third).unwrap();
        assert_eq!(nearly.against_chance(), Ordering::Less);
    }
}
