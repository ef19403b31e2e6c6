//! What each measure is called, its formula, its range and its source.

use super::Measure;

/// The facts of one measure.
pub(super) struct Facts {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) formula: &'static str,
    pub(super) least: f64,
    pub(super) greatest: f64,
    pub(super) reference: Option<&'static str>,
}

impl Measure {
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) const fn facts(self) -> &'static Facts {
        match self {
            Self::Combined => &Facts {
                name: "combined",
                title: "combined score of all that the two share",
                formula: "points^0.8 * (points*all/(points_a*points_b))^0.2",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Franceschini et al. (2013), STRING v9.1: protein-protein interaction networks, with increased coverage and integration",
                ),
            },
            Self::Weighted => &Facts {
                name: "weighted",
                title: "pairs of mentions, weighted by distance",
                formula: "sum of pairs*weight over the distances",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Lund & Burgess (1996), Producing High-Dimensional Semantic Spaces from Lexical Co-occurrence",
                ),
            },
            Self::LogLikelihood => &Facts {
                name: "g2",
                title: "signed log-likelihood, G²",
                formula: "sign(n_ab - n_a*n_b/n) * 2*sum(O*ln(O/E)) over the four cells",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence",
                ),
            },
            Self::Npmi => &Facts {
                name: "npmi",
                title: "normalised pointwise mutual information",
                formula: "ln(n*n_ab/(n_a*n_b)) / -ln(n_ab/n)",
                least: -1.0,
                greatest: 1.0,
                reference: Some(
                    "Bouma (2009), Normalized (Pointwise) Mutual Information in Collocation Extraction",
                ),
            },
            Self::Pmi => &Facts {
                name: "pmi",
                title: "pointwise mutual information",
                formula: "ln(n*n_ab/(n_a*n_b))",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Church & Hanks (1990), Word Association Norms, Mutual Information, and Lexicography",
                ),
            },
            Self::Jaccard => &Facts {
                name: "jaccard",
                title: "Jaccard index",
                formula: "n_ab/(n_a + n_b - n_ab)",
                least: 0.0,
                greatest: 1.0,
                reference: Some(
                    "Jaccard (1901), Étude comparative de la distribution florale dans une portion des Alpes et du Jura",
                ),
            },
            Self::Count => &Facts {
                name: "count",
                title: "shared windows",
                formula: "n_ab",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: None,
            },
            Self::RelativeFrequency => &Facts {
                name: "relative_frequency",
                title: "share of all windows",
                formula: "n_ab/n",
                least: 0.0,
                greatest: 1.0,
                reference: None,
            },
            Self::Overlap => &Facts {
                name: "overlap",
                title: "overlap coefficient",
                formula: "n_ab/min(n_a, n_b)",
                least: 0.0,
                greatest: 1.0,
                reference: Some("Simpson (1943), Mammals and the Nature of Continents"),
            },
            Self::Dice => &Facts {
                name: "dice",
                title: "Dice coefficient",
                formula: "2*n_ab/(n_a + n_b)",
                least: 0.0,
                greatest: 1.0,
                reference: Some(
                    "Dice (1945), Measures of the Amount of Ecologic Association Between Species",
                ),
            },
            Self::Cosine => &Facts {
                name: "cosine",
                title: "cosine similarity",
                formula: "n_ab/sqrt(n_a*n_b)",
                least: 0.0,
                greatest: 1.0,
                reference: Some(
                    "Salton & McGill (1983), Introduction to Modern Information Retrieval; Ochiai (1957) for the same in ecology",
                ),
            },
            Self::Lift => &Facts {
                name: "lift",
                title: "lift",
                formula: "n*n_ab/(n_a*n_b)",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Brin, Motwani, Ullman & Tsur (1997), Dynamic Itemset Counting and Implication Rules for Market Basket Data",
                ),
            },
            Self::Pmi2 => &Facts {
                name: "pmi2",
                title: "PMI²",
                formula: "ln(n_ab^2/(n_a*n_b))",
                least: f64::NEG_INFINITY,
                greatest: 0.0,
                reference: Some("Daille (1994), Approche mixte pour l’extraction de terminologie"),
            },
            Self::Pmi3 => &Facts {
                name: "pmi3",
                title: "PMI³",
                formula: "ln(n_ab^3/(n*n_a*n_b))",
                least: f64::NEG_INFINITY,
                greatest: 0.0,
                reference: Some("Daille (1994), Approche mixte pour l’extraction de terminologie"),
            },
            Self::Ppmi => &Facts {
                name: "ppmi",
                title: "positive pointwise mutual information",
                formula: "max(0, ln(n*n_ab/(n_a*n_b)))",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Bullinaria & Levy (2007), Extracting Semantic Representations from Word Co-occurrence Statistics",
                ),
            },
            Self::ShiftedPpmi => &Facts {
                name: "sppmi",
                title: "shifted positive pointwise mutual information",
                formula: "max(0, ln(n*n_ab/(n_a*n_b)) - ln 5)",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Levy & Goldberg (2014), Neural Word Embedding as Implicit Matrix Factorization",
                ),
            },
            Self::LocalMi => &Facts {
                name: "lmi",
                title: "local mutual information",
                formula: "n_ab*ln(n*n_ab/(n_a*n_b))",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Evert (2005), The Statistics of Word Cooccurrences: Word Pairs and Collocations",
                ),
            },
            Self::MutualInformation => &Facts {
                name: "mi",
                title: "mutual information",
                formula: "sum(O/n*ln(O/E)) over the four cells",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some("Shannon (1948), A Mathematical Theory of Communication"),
            },
            Self::ChiSquare => &Facts {
                name: "chi2",
                title: "signed χ²",
                formula: "sign(n_ab - n_a*n_b/n) * n*(O11*O22 - O12*O21)^2/(n_a*n_b*(n-n_a)*(n-n_b))",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Pearson (1900), On the Criterion that a Given System of Deviations…",
                ),
            },
            Self::ChiSquareYates => &Facts {
                name: "chi2_yates",
                title: "signed χ² with Yates’s correction",
                formula: "sign(n_ab - n_a*n_b/n) * n*max(0, |O11*O22 - O12*O21| - n/2)^2/(n_a*n_b*(n-n_a)*(n-n_b))",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Yates (1934), Contingency Tables Involving Small Numbers and the χ² Test",
                ),
            },
            Self::Phi => &Facts {
                name: "phi",
                title: "φ coefficient",
                formula: "(O11*O22 - O12*O21)/sqrt(n_a*n_b*(n-n_a)*(n-n_b))",
                least: -1.0,
                greatest: 1.0,
                reference: Some(
                    "Yule (1912), On the Methods of Measuring Association Between Two Attributes",
                ),
            },
            Self::T => &Facts {
                name: "t",
                title: "t-score",
                formula: "(n_ab - n_a*n_b/n)/sqrt(n_ab)",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Church, Gale, Hanks & Hindle (1991), Using Statistics in Lexical Analysis",
                ),
            },
            Self::Z => &Facts {
                name: "z",
                title: "z-score",
                formula: "(n_ab - n_a*n_b/n)/sqrt(n_a*n_b/n)",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Dennis (1965), The Construction of a Thesaurus Automatically from a Sample of Text",
                ),
            },
            Self::ZHypergeometric => &Facts {
                name: "z_hyper",
                title: "hypergeometric z-score",
                formula: "(n_ab - E)/sqrt(E*(n-n_a)*(n-n_b)/(n*(n-1))), E = n_a*n_b/n",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Evert (2005), The Statistics of Word Cooccurrences: Word Pairs and Collocations",
                ),
            },
            Self::OddsRatio => &Facts {
                name: "odds_ratio",
                title: "odds ratio",
                formula: "O11*O22/(O12*O21)",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Cornfield (1951), A Method of Estimating Comparative Rates from Clinical Data",
                ),
            },
            Self::LogOdds => &Facts {
                name: "log_odds",
                title: "log odds ratio",
                formula: "ln((O11+½)*(O22+½)/((O12+½)*(O21+½)))",
                least: f64::NEG_INFINITY,
                greatest: f64::INFINITY,
                reference: Some(
                    "Haldane (1956), The Estimation and Significance of the Logarithm of a Ratio of Frequencies",
                ),
            },
            Self::YulesQ => &Facts {
                name: "yules_q",
                title: "Yule’s Q",
                formula: "(O11*O22 - O12*O21)/(O11*O22 + O12*O21)",
                least: -1.0,
                greatest: 1.0,
                reference: Some("Yule (1900), On the Association of Attributes in Statistics"),
            },
            Self::Hypergeometric => &Facts {
                name: "hypergeometric",
                title: "exact test, -log₁₀ p",
                formula: "-log10 P(X >= n_ab), X hypergeometric",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some("Fisher (1935), The Logic of Inductive Inference"),
            },
            Self::Fisher => &Facts {
                name: "fisher",
                title: "two-sided exact test, -log₁₀ p",
                formula: "-log10 of the sum of P(X = k) over all k no more probable than n_ab, X hypergeometric",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some("Fisher (1935), The Logic of Inductive Inference"),
            },
            Self::Poisson => &Facts {
                name: "poisson",
                title: "Poisson test, -log₁₀ p",
                formula: "-log10 P(X >= n_ab), X Poisson with mean n_a*n_b/n",
                least: 0.0,
                greatest: f64::INFINITY,
                reference: Some(
                    "Quasthoff & Wolff (2002), The Poisson Collocation Measure and its Applications",
                ),
            },
        }
    }
}
