//! How texts use the names of a dictionary. [`Observation`](crate::cooccurrence::Observation)s made with [`usage_options`] come in; a
//! [`Usage`] of each form goes out: how often it stands in lower case, begins a sentence, stands beside other capitals, with samples. From
//! these come findings with the [`Diagnostic`](crate::dictionary::Diagnostic)s `D2..`, and a suggested patch of the dictionary.
//!
//! Kept are some numbers and a few samples for each form that occurs, so memory does not grow with the texts.

mod judge;
mod patch;
mod place;
mod tally;
#[cfg(test)]
mod tests;

pub use judge::judge_usage;
pub use patch::suggest_patch;
pub use place::{HowWritten, UsageSample};
pub use tally::{Usage, Usages, usage_options};
