//! The formulas, written so that large counts do not cancel each other away.

use std::cmp::Ordering;

use super::Contingency;
use super::contingency::{product, rounded};

/// Whether one of the two occurs in no window: every measure is 0 there.
fn says_nothing(table: &Contingency) -> bool {
    table.n_a() == 0 || table.n_b() == 0
}

pub(super) fn count(table: &Contingency) -> f64 {
    rounded(table.n_ab())
}

pub(super) fn jaccard(table: &Contingency) -> f64 {
    if says_nothing(table) {
        return 0.0;
    }
    // No overflow: a table has n_a + n_b - n_ab <= n.
    rounded(table.n_ab()) / rounded(table.n_a() + (table.n_b() - table.n_ab()))
}

pub(super) fn pmi(table: &Contingency) -> f64 {
    if says_nothing(table) {
        return 0.0;
    }
    if table.n_ab() == 0 {
        return f64::NEG_INFINITY;
    }
    let by_chance = product(table.n_a(), table.n_b());
    let excess = table.determinant() / by_chance;
    if excess.abs() < 0.5 {
        excess.ln_1p() // near independence the ratio itself would round to 1
    } else {
        (product(table.n_ab(), table.n()) / by_chance).ln()
    }
}

pub(super) fn npmi(table: &Contingency) -> f64 {
    if says_nothing(table) {
        return 0.0;
    }
    if table.n_ab() == 0 {
        return -1.0;
    }
    if table.n_ab() == table.n_a() && table.n_ab() == table.n_b() {
        return 1.0; // exactly, and where every window has both it is the limit of 0/0
    }
    let share = rounded(table.n_ab()) / rounded(table.n());
    let surprise = if share > 0.5 {
        -(-rounded(table.n() - table.n_ab()) / rounded(table.n())).ln_1p()
    } else {
        -share.ln()
    };
    (pmi(table) / surprise).clamp(-1.0, 1.0) + 0.0
}

/// G² with the sign of the distance from chance.
///
/// In every cell `O - E` is plus or minus the same number, the determinant over `n`, and over the four cells these differences sum to zero.
/// So `sum(O*ln(O/E))` is `sum(O*ln(O/E) - (O - E))`, whose terms are never negative: no term can eat another, where the plain sum loses
/// every digit for large counts near independence.
pub(super) fn signed_log_likelihood(table: &Contingency) -> f64 {
    if says_nothing(table) {
        return 0.0;
    }
    let difference = table.determinant() / rounded(table.n());
    let signs = [1.0, -1.0, -1.0, 1.0];
    let mut sum = 0.0;
    for ((observed, expected), sign) in table
        .cells()
        .into_iter()
        .zip(table.expected_cells())
        .zip(signs)
    {
        sum += deviance(rounded(observed), expected, sign * difference);
    }
    match table.against_chance() {
        Ordering::Less => -2.0 * sum,
        Ordering::Equal => 0.0,
        Ordering::Greater => 2.0 * sum,
    }
}

/// `observed*ln(observed/expected) - (observed - expected)` with the difference given exactly; 0*ln 0 is 0.
///
/// # References
/// Loader (2000), *Fast and Accurate Computation of Binomial Probabilities*: for small differences the deviance as a series in
/// `difference/(observed + expected)`.
pub(super) fn deviance(observed: f64, expected: f64, difference: f64) -> f64 {
    if observed <= 0.0 {
        return expected;
    }
    if expected <= 0.0 {
        return 0.0; // an empty row or column: observed is 0 too, up to rounding
    }
    let v = difference / (observed + expected);
    if v.abs() >= 0.1 {
        return (observed * (observed / expected).ln() - difference).max(0.0);
    }
    // observed*ln(observed/expected) = 2*observed*atanh(v), and 2*observed*v - difference = difference*v.
    let mut sum = difference * v;
    let mut power = 2.0 * observed * v;
    let mut divisor = 3.0;
    loop {
        power *= v * v;
        let next = sum + power / divisor;
        if next.to_bits() == sum.to_bits() {
            return sum;
        }
        sum = next;
        divisor += 2.0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::association::{Contingency, Measure, PointSums};

    fn assert_close(got: f64, want: f64, what: &str) {
        let close = if want.is_infinite() {
            got.total_cmp(&want).is_eq()
        } else {
            (got - want).abs() <= 1e-12 + 1e-9 * want.abs()
        };
        assert!(close, "{what}: got {got}, want {want}");
    }

    #[test]
    fn dunning_1993_the_swiss() {
        let table = Contingency::new(110, 2552, 221, 31777).unwrap();
        let printed = format!("{:.2}", Measure::LogLikelihood.score(&table));
        assert_eq!(printed, "270.72");
    }

    #[test]
    fn a_small_table_by_hand() {
        // 2 of 4 windows have a, 2 have b, 1 has both: exactly chance.
        let chance = Contingency::new(1, 2, 2, 4).unwrap();
        for (measure, want) in [
            (Measure::Count, 1.0),
            (Measure::Jaccard, 1.0 / 3.0),
            (Measure::Pmi, 0.0),
            (Measure::Npmi, 0.0),
            (Measure::LogLikelihood, 0.0),
        ] {
            assert_close(measure.score(&chance), want, measure.name());
        }
        // 2 of 4 windows have both: pmi = ln 2, G2 = 2*4*ln 2.
        let perfect = Contingency::new(2, 2, 2, 4).unwrap();
        assert_close(Measure::Pmi.score(&perfect), std::f64::consts::LN_2, "pmi");
        assert_close(Measure::Npmi.score(&perfect), 1.0, "npmi");
        assert_close(
            Measure::LogLikelihood.score(&perfect),
            8.0 * std::f64::consts::LN_2,
            "g2",
        );
    }

    #[test]
    fn degenerate_tables() {
        let unseen = Contingency::new(0, 0, 5, 10).unwrap();
        let nothing = Contingency::new(0, 0, 0, 0).unwrap();
        for measure in Measure::ALL {
            assert_close(measure.score(&unseen), 0.0, measure.name());
            assert_close(measure.score(&nothing), 0.0, measure.name());
        }
        let apart = Contingency::new(0, 5, 5, 10).unwrap();
        assert_close(Measure::Pmi.score(&apart), f64::NEG_INFINITY, "pmi");
        assert_close(Measure::Npmi.score(&apart), -1.0, "npmi");
        assert_close(
            Measure::LogLikelihood.score(&apart),
            -20.0 * std::f64::consts::LN_2,
            "g2",
        );
    }

    #[test]
    fn digits_survive_large_counts_near_independence() {
        // Both marginals are half of n = 2^52, and one window more than chance is shared: G2 = 16/n to the first order.
        let n = 1_u64 << 52;
        let table = Contingency::new(n / 4 + 1, n / 2, n / 2, n).unwrap();
        let n = 2_f64.powi(52);
        let g2 = Measure::LogLikelihood.score(&table);
        assert!((g2 / (16.0 / n) - 1.0).abs() < 1e-9, "{g2:e}");
        let pmi = Measure::Pmi.score(&table);
        assert!((pmi / (4.0 / n) - 1.0).abs() < 1e-9, "{pmi:e}");
    }

    #[test]
    fn the_largest_counts_stay_in_range() {
        let n = u64::MAX;
        for (n_ab, n_a, n_b) in [
            (n, n, n),
            (1, n, 1),
            (1, 1, 1),
            (n / 2, n / 2, n),
            (7, 9, 11),
        ] {
            let table = Contingency::new(n_ab, n_a, n_b, n).unwrap();
            for measure in Measure::ALL {
                let score = measure.score(&table);
                assert!(measure.range().contains(&score), "{measure} {score}");
                assert!(
                    measure
                        .edge_score(&table, &PointSums::default())
                        .is_finite(),
                    "{measure} {score}"
                );
            }
        }
    }

    prop_compose! {
        fn table()(cells in prop::array::uniform4(prop_oneof![0_u64..4, 0_u64..1000, 0_u64..(1 << 51)])) -> Contingency {
            let [both, a, b, neither] = cells;
            Contingency::new(both, both + a, both + b, both + a + b + neither).unwrap()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn scores_are_numbers_in_range_and_symmetric(table in table()) {
            let mirrored = Contingency::new(table.n_ab(), table.n_b(), table.n_a(), table.n()).unwrap();
            for measure in Measure::ALL {
                let score = measure.score(&table);
                prop_assert!(measure.range().contains(&score), "{} of {:?} is {}", measure, table, score);
                if table.n_ab() > 0 {
                    prop_assert!(score.is_finite() || measure == Measure::OddsRatio);
                    prop_assert!(measure.edge_score(&table, &PointSums::default()).is_finite());
                }
                prop_assert!(score.to_bits() != (-0.0_f64).to_bits());
                let other = measure.score(&mirrored);
                prop_assert!(
                    score.total_cmp(&other).is_eq() || (score - other).abs() <= 1e-12 * score.abs().max(1.0),
                    "{} of {:?}: {} and {}", measure, table, score, other
                );
            }
        }

        #[test]
        fn signs_agree_with_chance(table in table()) {
            use std::cmp::Ordering::{Equal, Greater, Less};
            prop_assume!(table.n_a() > 0 && table.n_b() > 0);
            let g2 = Measure::LogLikelihood.score(&table);
            let pmi = Measure::Pmi.score(&table);
            match table.against_chance() {
                Less => prop_assert!(g2 <= 0.0 && pmi <= 0.0),
                Equal => prop_assert!(g2 == 0.0 && pmi == 0.0),
                Greater => prop_assert!(g2 >= 0.0 && pmi >= 0.0),
            }
        }

        #[test]
        fn g2_is_the_textbook_sum_where_that_sum_has_digits(cells in prop::array::uniform4(1_u32..500)) {
            let [both, a, b, neither] = cells.map(u64::from);
            let table = Contingency::new(both, both + a, both + b, both + a + b + neither).unwrap();
            let textbook: f64 = 2.0 * table.cells().into_iter().zip(table.expected_cells())
                .map(|(observed, expected)| {
                    let observed = f64::from(u32::try_from(observed).unwrap());
                    observed * (observed / expected).ln()
                })
                .sum::<f64>();
            let got = Measure::LogLikelihood.score(&table).abs();
            prop_assert!((got - textbook).abs() < 1e-9, "{} and {}", got, textbook);
        }
    }
}
