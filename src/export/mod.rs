//! Hands a graph to other people's tools. An [`EntityGraph`] comes in; bytes in a format of their choice go out, through one small trait,
//! [`Exporter`]. All text is UTF-8 with `\n` line ends and a final one, and equal graphs give equal bytes.

mod csv;
#[cfg(feature = "dot")]
mod dot;
mod format;
mod json;
mod json_text;
pub mod mentions;
#[cfg(feature = "dot")]
mod picture;
#[cfg(test)]
mod tests;

use std::io::Write;

use crate::error::Result;
use crate::graph::EntityGraph;

pub use csv::{CsvEdges, CsvNodes};
#[cfg(feature = "dot")]
pub use dot::Dot;
pub use format::{Format, Part};
pub use json::Json;
#[cfg(feature = "dot")]
pub use picture::Picture;

/// Writes graphs in one format.
pub trait Exporter {
    /// Writes the whole graph. The writer need not be buffered.
    ///
    /// # Errors
    /// [`Error::Output`](crate::Error::Output) if the writer fails; others where a format says so.
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()>;
}
