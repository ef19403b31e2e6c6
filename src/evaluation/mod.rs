//! How good a dictionary is. [`Gold`] comes in: texts in which people marked the names; an [`Evaluation`] goes out: precision, recall and F1,
//! and every [`Mistake`] with its [`Cause`].
//!
//! Spans are held against spans to the character, entities against ids. Each document is scored by itself and only sums are kept, so memory
//! does not grow with the documents, but with the different names that were got wrong.
//!
//! Where nothing is marked, [`Usages`] tell how texts use the names of a dictionary, and which of them they use for something else.

mod cause;
mod diagnosis;
mod evaluator;
mod forms;
mod gold;
mod mistake;
mod scores;
mod sums;
#[cfg(test)]
mod tests;
mod types;
mod usage;

pub use cause::{Cause, Side};
pub use evaluator::{Evaluation, Evaluator};
pub use gold::{Columns, Gold, GoldBuilder, GoldDocument, GoldFormat, GoldMention};
pub use mistake::{CauseGroup, Mistake, WrongSurface};
pub use scores::{Score, Scores, TypeScore};
pub use usage::{
    HowWritten, Usage, UsageSample, Usages, judge_usage, suggest_patch, usage_options,
};
