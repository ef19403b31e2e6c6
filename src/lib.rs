//! Turns documents into an entity and relationship graph.
pub mod association;
pub mod cooccurrence;
pub mod dictionary;
pub mod document;
mod error;
pub mod export;
pub mod graph;
pub mod query;
pub mod text;

pub use error::{Error, Result};
