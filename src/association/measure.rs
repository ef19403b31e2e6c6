//! The registry of measures: one enum, and how each is computed.

use std::f64::consts::LN_10;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};

use super::{
    Contingency, PointSums, deviations, formulas, information, ln_p_more, ln_p_poisson,
    ln_p_two_sided, odds, shares,
};

/// How the association of two entities is turned into one number, from four counts of windows: `n_ab` with both, `n_a` and `n_b` with
/// each, `n` in all.
///
/// Every measure is symmetric, never NaN and never negative zero. Whoever occurs in no window (`n_a == 0` or `n_b == 0`) tells nothing
/// about anybody: every score is then 0. In all other tables with `n_ab > 0` the score is finite, but for odds ratios
/// ([`Measure::edge_score`] is always). Conditional probabilities and [`log_odds_dirichlet`](super::log_odds_dirichlet), which look from one of
/// the two at the other, are functions of their own: an edge has no direction.
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
    /// What documents say of the two together, in points, held against what they say of each: `points^0.8 *
    /// (points*all/(points_a*points_b))^0.2`, the co-mention score of STRING ([`comention_score`](super::comention_score)) with less weight on
    /// the comparison with chance. Range 0 and up. Points are given for sharing a document, its first sentence, a sentence; fewer where names
    /// stand apart, in lists, or in documents that name many (the table is with `Contribution` in `cooccurrence`). Of a table alone
    /// ([`Measure::score`]) it tells nothing: 0.
    ///
    /// # References
    /// Franceschini et al. (2013), *STRING v9.1: protein-protein interaction networks, with increased coverage and integration*.
    #[default]
    Combined,
    /// How near each other the two are mentioned: the weights of all pairs of mentions within a window of tokens, by their distance, added up
    /// ([`DistanceWeighting`](super::DistanceWeighting)). Range 0 and up. Of such windows only; of a table alone it tells nothing: 0.
    ///
    /// # References
    /// Lund & Burgess (1996), *Producing High-Dimensional Semantic Spaces from Lexical Co-occurrence*.
    Weighted,
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
    LogLikelihood,
    /// The share of all windows that have both, `n_ab/n`. Range 0..=1. Ranks as [`Measure::Count`] does, and compares corpora of different sizes.
    RelativeFrequency,
    /// The share of the rarer one's windows that have both, `n_ab/min(n_a, n_b)`. Range 0..=1; 1 when the rarer one never appears alone, however
    /// rare it is.
    ///
    /// # References
    /// Simpson (1943), Mammals and the Nature of Continents.
    Overlap,
    /// Twice the shared windows over the windows of each, `2*n_ab/(n_a + n_b)`. Range 0..=1. Ranks as [`Measure::Jaccard`] does.
    ///
    /// # References
    /// Dice (1945), Measures of the Amount of Ecologic Association Between Species.
    Dice,
    /// The cosine of the angle between the two lists of windows, `n_ab/sqrt(n_a*n_b)`. Range 0..=1; milder than [`Measure::Jaccard`] where one of
    /// the two is much rarer.
    ///
    /// # References
    /// Salton & `McGill` (1983), Introduction to Modern Information Retrieval; Ochiai (1957) for the same in ecology.
    Cosine,
    /// How many times as many windows are shared as chance expects, `n*n_ab/(n_a*n_b)`. Range 0 to n, 1 is independence. Pairs of rare names score
    /// high on a single meeting. Called association strength or proximity index where the constant n is left out.
    ///
    /// # References
    /// Brin, Motwani, Ullman & Tsur (1997), Dynamic Itemset Counting and Implication Rules for Market Basket Data.
    Lift,
    /// PMI with the shared windows squared, `ln(n_ab^2/(n_a*n_b))`, in nats: twice the logarithm of [`Measure::Cosine`]. At most 0, when the two
    /// never part; minus infinity when `n_ab == 0` though both occur.
    ///
    /// # References
    /// Daille (1994), Approche mixte pour l’extraction de terminologie.
    Pmi2,
    /// PMI with the shared windows cubed, `ln(n_ab^3/(n*n_a*n_b))`, in nats: as [`Measure::Pmi2`], and leans further to frequent pairs. At most 0;
    /// minus infinity when `n_ab == 0` though both occur.
    ///
    /// # References
    /// Daille (1994), Approche mixte pour l’extraction de terminologie.
    Pmi3,
    /// [`Measure::Pmi`], or 0 where that is negative. Range 0 to ln n, in nats.
    ///
    /// # References
    /// Bullinaria & Levy (2007), Extracting Semantic Representations from Word Co-occurrence Statistics.
    Ppmi,
    /// [`Measure::Pmi`] less ln 5, or 0 where that is negative: what a skip-gram model with five negative samples approximates. Range 0 and up, in
    /// nats.
    ///
    /// # References
    /// Levy & Goldberg (2014), Neural Word Embedding as Implicit Matrix Factorization.
    ShiftedPpmi,
    /// [`Measure::Pmi`] for each shared window, `n_ab*ln(n*n_ab/(n_a*n_b))`, in nats. Ranks much as [`Measure::LogLikelihood`] does, of which it is
    /// the first cell; 0 when `n_ab == 0`.
    ///
    /// # References
    /// Evert (2005), The Statistics of Word Cooccurrences: Word Pairs and Collocations.
    LocalMi,
    /// What seeing one of the two tells of the other, `sum(O/n*ln(O/E))` over the four cells, in nats: G² over 2n, without a sign, so that pairs
    /// that avoid each other score high as well. Range 0 to ln 2.
    ///
    /// # References
    /// Shannon (1948), A Mathematical Theory of Communication.
    MutualInformation,
    /// Pearson's χ², `n*(O11*O22 - O12*O21)^2/(n_a*n_b*(n - n_a)*(n - n_b))`, with the sign of `n_ab - n_a*n_b/n`. At most n. Only to be trusted
    /// where chance expects five or more in every cell, which it seldom does of names. 0 where one of the two is in every window.
    ///
    /// # References
    /// Pearson (1900), On the Criterion that a Given System of Deviations….
    ChiSquare,
    /// [`Measure::ChiSquare`] with half a window taken off the distance from chance, `n*max(0, |O11*O22 - O12*O21| - n/2)^2` over the same. Signed
    /// too, and 0 where one of the two is in every window.
    ///
    /// # References
    /// Yates (1934), Contingency Tables Involving Small Numbers and the χ² Test.
    ChiSquareYates,
    /// The correlation of the two, `(O11*O22 - O12*O21)/sqrt(n_a*n_b*(n - n_a)*(n - n_b))`; also called Matthews correlation. Range -1..=1, 0 is
    /// independence. 0 where one of the two is in every window (0/0).
    ///
    /// # References
    /// Yule (1912), On the Methods of Measuring Association Between Two Attributes.
    Phi,
    /// The distance from chance in standard deviations of the count, `(n_ab - n_a*n_b/n)/sqrt(n_ab)`. Favours frequent pairs; minus infinity when
    /// `n_ab == 0` though both occur.
    ///
    /// # References
    /// Church, Gale, Hanks & Hindle (1991), Using Statistics in Lexical Analysis.
    T,
    /// The distance from chance in standard deviations of a Poisson distribution, `(n_ab - n_a*n_b/n)/sqrt(n_a*n_b/n)`. Not to be trusted where
    /// chance expects less than one window.
    ///
    /// # References
    /// Dennis (1965), The Construction of a Thesaurus Automatically from a Sample of Text.
    Z,
    /// The distance from chance in its true standard deviations, `(n_ab - E)/sqrt(E*(n - n_a)*(n - n_b)/(n*(n - 1)))` where `E = n_a*n_b/n`. 0 where
    /// one of the two is in every window (0/0).
    ///
    /// # References
    /// Evert (2005), The Statistics of Word Cooccurrences: Word Pairs and Collocations.
    ZHypergeometric,
    /// The odds of the one with the other over those without, `O11*O22/(O12*O21)`. Range 0 and up, 1 is independence and also what 0/0 counts as.
    /// Infinite when one of the two never appears alone: see [`Measure::edge_score`].
    ///
    /// # References
    /// Cornfield (1951), A Method of Estimating Comparative Rates from Clinical Data.
    OddsRatio,
    /// The logarithm of the odds ratio with half a window added to each cell, `ln((O11+½)*(O22+½)/((O12+½)*(O21+½)))`. Always finite.
    ///
    /// # References
    /// Haldane (1956), The Estimation and Significance of the Logarithm of a Ratio of Frequencies.
    LogOdds,
    /// The odds ratio put between -1 and 1, `(O11*O22 - O12*O21)/(O11*O22 + O12*O21)`. 0 is independence and also what 0/0 counts as; 1 when one of
    /// the two never appears alone.
    ///
    /// # References
    /// Yule (1900), On the Association of Attributes in Statistics.
    YulesQ,
    /// How improbable so many shared windows or more are where both are thrown into the windows at random: `-log10` of the p of Fisher's exact test,
    /// one-sided, 6 for one in a million. Range 0 and up, see [`ln_p_more`](super::ln_p_more).
    ///
    /// # References
    /// Fisher (1935), The Logic of Inductive Inference.
    Hypergeometric,
    /// `-log10` of the two-sided p of Fisher's exact test. High for pairs that avoid each other as well. Range 0 and up, see
    /// [`ln_p_two_sided`](super::ln_p_two_sided).
    ///
    /// # References
    /// Fisher (1935), The Logic of Inductive Inference.
    Fisher,
    /// `-log10` of the probability of so many shared windows or more by a Poisson distribution. Range 0 and up, see
    /// [`ln_p_poisson`](super::ln_p_poisson).
    ///
    /// # References
    /// Quasthoff & Wolff (2002), The Poisson Collocation Measure and its Applications.
    Poisson,
}

impl Measure {
    /// All measures, those asked for most first.
    pub const ALL: [Self; 30] = [
        Self::Combined,
        Self::LogLikelihood,
        Self::Npmi,
        Self::Pmi,
        Self::Jaccard,
        Self::Count,
        Self::RelativeFrequency,
        Self::Overlap,
        Self::Dice,
        Self::Cosine,
        Self::Lift,
        Self::Pmi2,
        Self::Pmi3,
        Self::Ppmi,
        Self::ShiftedPpmi,
        Self::LocalMi,
        Self::MutualInformation,
        Self::ChiSquare,
        Self::ChiSquareYates,
        Self::Phi,
        Self::T,
        Self::Z,
        Self::ZHypergeometric,
        Self::OddsRatio,
        Self::LogOdds,
        Self::YulesQ,
        Self::Hypergeometric,
        Self::Fisher,
        Self::Poisson,
        Self::Weighted,
    ];

    /// Scores a table. Never NaN. Infinite only are [`Measure::Pmi`], [`Measure::Pmi2`], [`Measure::Pmi3`] and [`Measure::T`] of two that never
    /// meet, which are minus infinity, and [`Measure::OddsRatio`] where one of the two never appears alone.
    pub fn score(self, table: &Contingency) -> f64 {
        if table.n_a() == 0 || table.n_b() == 0 {
            return 0.0; // whoever occurs nowhere tells nothing
        }
        let score = match self {
            Self::Combined | Self::Weighted => 0.0,
            Self::Count => formulas::count(table),
            Self::RelativeFrequency => shares::relative_frequency(table),
            Self::Overlap => shares::overlap(table),
            Self::Jaccard => formulas::jaccard(table),
            Self::Dice => shares::dice(table),
            Self::Cosine => shares::cosine(table),
            Self::Lift => shares::lift(table),
            Self::Pmi => formulas::pmi(table),
            Self::Pmi2 => information::pmi_squared(table),
            Self::Pmi3 => information::pmi_cubed(table),
            Self::Ppmi => formulas::pmi(table).max(0.0),
            Self::ShiftedPpmi => (formulas::pmi(table) - information::SHIFT.ln()).max(0.0),
            Self::Npmi => formulas::npmi(table),
            Self::LocalMi => information::local(table),
            Self::MutualInformation => information::mutual(table),
            Self::LogLikelihood => formulas::signed_log_likelihood(table),
            Self::ChiSquare => deviations::chi_square(table, 0.0),
            Self::ChiSquareYates => deviations::chi_square(table, 0.5),
            Self::Phi => deviations::phi(table),
            Self::T => deviations::t(table),
            Self::Z => deviations::z(table),
            Self::ZHypergeometric => deviations::z_hypergeometric(table),
            Self::OddsRatio => odds::ratio(table),
            Self::LogOdds => odds::log_ratio(table),
            Self::YulesQ => odds::yules_q(table),
            Self::Hypergeometric => -ln_p_more(&table.ordered()) / LN_10,
            Self::Fisher => -ln_p_two_sided(&table.ordered()) / LN_10,
            Self::Poisson => -ln_p_poisson(&table.ordered()) / LN_10,
        };
        score + 0.0 // never negative zero
    }

    /// The score of an edge, which must be a number that files can hold and lists can be sorted by: [`score`](Self::score), but where an odds
    /// ratio is infinite, the ratio with half a window added to each cell (Haldane's correction, as in [`Measure::LogOdds`]). Finite for every
    /// table with `n_ab > 0`.
    ///
    /// # Example
    /// ```
    /// use comention::association::{Contingency, Measure, PointSums};
    ///
    /// let subset = Contingency::new(20, 20, 200, 2000)?; // n_ab, n_a, n_b, n
    /// assert_eq!(Measure::OddsRatio.score(&subset), f64::INFINITY);
    /// assert_eq!(Measure::OddsRatio.edge_score(&subset, &PointSums::default()).round(), 409.0);
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn edge_score(self, table: &Contingency, points: &PointSums) -> f64 {
        if self == Self::Combined {
            return points.score();
        }
        let score = self.score(table);
        if score < f64::INFINITY {
            score
        } else {
            odds::log_ratio(table).exp()
        }
    }

    /// The stable lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its name as people write it.
    pub const fn title(self) -> &'static str {
        self.facts().title
    }

    /// The formula, in the four counts; `O` and `E` are the cells of the table, observed and expected, `O11` to `O22` the windows with both, with
    /// the first only, with the second only, with neither.
    pub const fn formula(self) -> &'static str {
        self.facts().formula
    }

    /// The least and the greatest score any table can have.
    pub const fn range(self) -> RangeInclusive<f64> {
        self.facts().least..=self.facts().greatest
    }

    /// The paper that brought the measure into use; `None` for plain counts.
    pub const fn reference(self) -> Option<&'static str> {
        self.facts().reference
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
        assert_eq!("LLR".parse::<Measure>().unwrap(), Measure::LogLikelihood);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "pmi4".parse::<Measure>().expect_err("not a measure");
        assert!(error.to_string().contains("npmi"), "{error}");
    }
}
