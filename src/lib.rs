//! Turns documents into an entity and relationship graph.
pub mod annotation;
pub mod association;
#[cfg(all(feature = "cli", feature = "ledger"))]
#[doc(hidden)]
pub mod cli;
pub mod cooccurrence;

pub mod dictionary;
pub mod document;
mod error;
pub mod export;
pub mod graph;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod mention;
pub mod query;
pub mod text;

pub use annotation::Annotator;
pub use association::Measure;
pub use cooccurrence::{Cooccurrences, Window};
pub use dictionary::Dictionary;
pub use document::Documents;
pub use error::{Error, Place, Result};
pub use graph::EntityGraph;
#[cfg(feature = "ledger")]
pub use ledger::Ledger;
