//! What we look in. Paths, globs or a stream come in; [`Document`]s go out.
//!
mod model;

pub use model::{Date, Document, Field};
