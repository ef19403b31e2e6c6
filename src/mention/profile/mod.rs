//! What a corpus taught about the names of a dictionary: a [`Profile`], read from a file that people can read and change, resolved once
//! for the dictionary it is used with.

mod file;
mod learned;
mod model;

pub(super) use learned::Learned;
pub use model::{ContextWord, Profile, WordUses};
