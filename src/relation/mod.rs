//! Typed hints: what a sentence says two entities are to each other, in which words, and who says so. A [`RelationPack`] of rules comes in,
//! then sentences with their mentions; [`Hint`]s go out, each with its trigger, its polarity and its source.
//!
//! A hint is a hint: a pattern matched. It never changes a count or a score; it labels an edge that is there anyway.

mod attribution;
mod frames;
mod hint;
mod masked;
mod names;
mod pack;
mod pattern;
mod polarity;
mod program;
mod region;
mod rules;
mod search;
mod syntax;
mod trigger;
mod vocabulary;
mod wake;
mod word_set;
mod words;

pub use hint::{Hint, HintRecord, HintSource, Polarity, RelationIndex};
pub use names::RelationInfo;
pub use pack::RelationPack;
pub use rules::{RelationRules, RuleScratch, SentenceMention};
