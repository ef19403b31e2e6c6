//! What a corpus teaches about the names of a dictionary. Documents and what was observed of them come in; a
//! [`Profile`](crate::mention::Profile) goes out, by which later documents are read.
//!
//! Counts of documents are added up, so neither their order nor the number of threads plays a part. Documents that come twice count twice.

mod learner;
mod links;
mod names;
mod uses;

pub use learner::{Learner, Lessons};
