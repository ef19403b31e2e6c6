//! Pure numbers. Four counts of windows come in ([`Contingency`]); a score that says how much two things belong together goes out
//! ([`Measure`]). Nothing here knows what an entity is.

mod binomial;
mod contingency;
mod formulas;
mod measure;

pub use binomial::binomial_upper_tail;
pub use contingency::Contingency;
pub use measure::Measure;
