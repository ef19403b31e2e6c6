//! From a dictionary and a document to mentions: finding, word borders, overlap, disambiguation. A [`Document`](crate::document::Document)
//! comes in; [`Mention`]s go out, each with a [`Status`] and the [`Rule`] that gave it.
//!
//! **[`Overlap`]**: leftmost, then longest, unless all is asked for. A form that a rule refuses holds no place, so a shorter or later one may take it.
//! A form inside an accepted name of another entity is kept as nested; one that may be the same entity is part of the name.

mod address;
mod candidate;
mod comparison;
mod compiled;
mod compiler;
mod conditions;
mod decision;
mod filters;
mod forms;
mod furniture;
mod matcher;
mod model;
mod options;
mod pattern;
mod profile;
mod regular;
mod rule;
mod slots;
mod substring;
mod table;
mod variants;

pub use matcher::{Matcher, Scratch};
pub use model::Mention;
pub use options::{Ambiguity, MatchOptions, Overlap};
pub use profile::{ContextWord, Profile, WordUses};
pub use rule::{Rule, Status};

pub use crate::dictionary::Variants;
