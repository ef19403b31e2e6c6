//! The registry of measures: one enum, one line each per question.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};

use super::{Contingency, formulas};

/// How the association of two entities is turned into one number, from four counts of windows: `n_ab` with both, `n_a` and `n_b` with
/// each, `n` in all.
///
/// Every measure is symmetric, never NaN and never negative zero. Whoever occurs in no window (`n_a == 0` or `n_b == 0`) tells nothing
/// about anybody: every score is then 0. In all other tables with `n_ab > 0` the score is finite.
///
/// # Example
/// ```
/// use comention::association::{Contingency, Measure};
///
/// let table = Contingency::new(4, 4, 4, 8)?; // n_ab, n_a, n_b, n
/// assert_eq!(Measure::Npmi.score(&table), 1.0);
/// assert_eq!("g2".parse::<Measure>()?, Measure::LogLikelihood);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// The number of windows with both, `n_ab`: plain evidence, whatever chance says. Range 0 and up.
    Count,
    /// The share of the windows with either that have both, `n_ab/(n_a + n_b - n_ab)`. Range 0..=1; 1 when the two never part.
    ///
    /// # References
    /// Jaccard (1901), *Étude comparative de la distribution florale dans une portion des Alpes et du Jura*.
    Jaccard,
    /// Pointwise mutual information, `ln(n*n_ab/(n_a*n_b))`, in nats: how many times more often than by chance. 0 is independence, negative
    /// is avoidance, at most `ln n`. Minus infinity when `n_ab == 0` though both occur; no edge is such a pair, and JSON leaves it out.
    /// Pairs of rare names score high on a single meeting.
    ///
    /// # References
    /// Church & Hanks (1990), *Word Association Norms, Mutual Information, and Lexicography* (there with log₂).
    Pmi,
    /// Normalised PMI, `ln(n*n_ab/(n_a*n_b)) / -ln(n_ab/n)`. Range -1..=1, 0 is independence, 1 when the two never part; -1 when `n_ab == 0`
    /// though both occur; 1 when every window has both (0/0, defined as the limit of pairs that never part).
    ///
    /// # References
    /// Bouma (2009), *Normalized (Pointwise) Mutual Information in Collocation Extraction*.
    Npmi,
    /// The log-likelihood ratio G², `2*sum(O*ln(O/E))` over the four cells of the table, observed and expected, with the sign of
    /// `n_ab - n_a*n_b/n`: positive where the two meet more often than chance says, negative where less often. It ranks by evidence, not by
    /// strength: frequent pairs can score high. 3.84 is the 5 % line of one test.
    ///
    /// # References
    /// Dunning (1993), *Accurate Methods for the Statistics of Surprise and Coincidence*.
    #[default]
    LogLikelihood,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 5] = [
        Self::LogLikelihood,
        Self::Npmi,
        Self::Pmi,
        Self::Jaccard,
        Self::Count,
    ];

    /// Scores a table. Never NaN; only [`Measure::Pmi`] of two that never meet is infinite.
    pub fn score(self, table: &Contingency) -> f64 {
        match self {
            Self::Count => formulas::count(table),
            Self::Jaccard => formulas::jaccard(table),
            Self::Pmi => formulas::pmi(table),
            Self::Npmi => formulas::npmi(table),
            Self::LogLikelihood => formulas::signed_log_likelihood(table),
        }
    }

    /// The stable lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Jaccard => "jaccard",
            Self::Pmi => "pmi",
            Self::Npmi => "npmi",
            Self::LogLikelihood => "g2",
        }
    }

    /// Its name as people write it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Count => "shared windows",
            Self::Jaccard => "Jaccard index",
            Self::Pmi => "pointwise mutual information",
            Self::Npmi => "normalised pointwise mutual information",
            Self::LogLikelihood => "signed log-likelihood, G²",
        }
    }

    /// The formula, in the four counts.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Count => "n_ab",
            Self::Jaccard => "n_ab/(n_a + n_b - n_ab)",
            Self::Pmi => "ln(n*n_ab/(n_a*n_b))",
            Self::Npmi => "ln(n*n_ab/(n_a*n_b)) / -ln(n_ab/n)",
            Self::LogLikelihood => "sign(n_ab - n_a*n_b/n) * 2*sum(O*ln(O/E)) over the four cells",
        }
    }

    /// The least and the greatest score any table can have.
    pub const fn range(self) -> RangeInclusive<f64> {
        match self {
            Self::Count => 0.0..=f64::INFINITY,
            Self::Jaccard => 0.0..=1.0,
            Self::Pmi | Self::LogLikelihood => f64::NEG_INFINITY..=f64::INFINITY,
            Self::Npmi => -1.0..=1.0,
        }
    }

    /// The paper that brought the measure into use; `None` for plain counts.
    pub const fn reference(self) -> Option<&'static str> {
        match self {
            Self::Count => None,
            Self::Jaccard => Some(
                "Jaccard (1901), Étude comparative de la distribution florale dans une portion des Alpes et du Jura",
            ),
            Self::Pmi => Some(
                "Church & Hanks (1990), Word Association Norms, Mutual Information, and Lexicography",
            ),
            Self::Npmi => Some(
                "Bouma (2009), Normalized (Pointwise) Mutual Information in Collocation Extraction",
            ),
            Self::LogLikelihood => Some(
                "Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence",
            ),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Measure {
    type Err = Error;

    /// Reads a [`name`](Measure::name) in any case; `llr`, `log-likelihood` and `log_likelihood` are g2 too.
    fn from_str(text: &str) -> Result<Self> {
        let lower = text.to_ascii_lowercase();
        if matches!(lower.as_str(), "llr" | "log-likelihood" | "log_likelihood") {
            return Ok(Self::LogLikelihood);
        }
        Self::ALL
            .into_iter()
            .find(|measure| measure.name() == lower)
            .ok_or_else(|| Error::UnknownMeasure {
                name: text.to_owned(),
                known: Self::ALL.map(Self::name).to_vec(),
            })
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_in_any_case() {
        for measure in Measure::ALL {
            assert_eq!(measure.name().parse::<Measure>().unwrap(), measure);
            assert_eq!(
                measure.name().to_uppercase().parse::<Measure>().unwrap(),
                measure
            );
        }
        assert_eq!(
            "LLR".parse::<Measure>().unwrap(),
            Measure::default(),
            "the default is g2"
        );
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "pmi2".parse::<Measure>().expect_err("not a measure");
        assert!(error.to_string().contains("npmi"), "{error}");
    }
}
