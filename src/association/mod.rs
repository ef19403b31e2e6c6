//! Pure numbers. Four counts of windows come in ([`Contingency`]); a score that says how much two things belong together goes out
//! ([`Measure`]). How often things are in sets comes in ([`TwoModeNull`]); how probable it is that two share so many goes out. Nothing here
//! knows what an entity is.

mod binomial;
mod contingency;
mod deviations;
mod exact_test;
mod formulas;
#[cfg(test)]
mod golden;
mod information;
mod measure;
mod measure_facts;
mod multiple_testing;
mod odds;
mod pair_test;
mod poisson_binomial;
mod proportion;
mod proximity;
mod shares;
mod shuffle;
mod tails;
mod two_mode;
mod weighting;

pub use binomial::binomial_upper_tail;
pub use contingency::Contingency;
pub use exact_test::{chi_square_p, ln_p_fewer, ln_p_more, ln_p_poisson, ln_p_two_sided};
pub use measure::Measure;
pub use multiple_testing::{benjamini_hochberg, benjamini_yekutieli};
pub use odds::{LogOddsDirichlet, log_odds_dirichlet};
pub use pair_test::PairTest;
pub use poisson_binomial::PoissonBinomial;
pub use proportion::clopper_pearson;
pub use proximity::{PointSums, association_strength, comention_score, fractionalization};
pub use shares::{p_a_given_b, p_b_given_a};
pub(crate) use shuffle::Random;
pub use shuffle::Shuffle;
pub use two_mode::TwoModeNull;
pub use weighting::{DistanceWeighting, time_decay};
