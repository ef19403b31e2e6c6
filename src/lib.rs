//! Turns documents into an entity and relationship graph.
pub mod annotation;
pub mod association;
pub mod cooccurrence;
pub mod dictionary;
pub mod document;
mod error;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod mention;
pub mod graph;
pub mod query;
pub mod text;

pub use annotation::Annotator;
pub use cooccurrence::{Cooccurrences, Window};
pub use dictionary::Dictionary;
pub use error::{Error, Result};
#[cfg(feature = "ledger")]
pub use ledger::Ledger;
