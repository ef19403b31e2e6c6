//! The one error type, under every floor.

use std::path::PathBuf;

/// What can go wrong. Variants carry the facts (path, line, what was expected, what was found); how to fix it from the command line is
/// said by the command line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Four counts that no set of windows can have.
    #[error(
        "no windows can have these counts: {n_ab} with both, {n_a} with one, {n_b} with the other, {n} in all"
    )]
    ImpossibleCounts {
        /// Windows with both.
        n_ab: u64,
        /// Windows with the first.
        n_a: u64,
        /// Windows with the second.
        n_b: u64,
        /// All windows.
        n: u64,
    },
    /// A name that no measure has.
    #[error("there is no measure `{name}`; there are {}", known.join(", "))]
    UnknownMeasure {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// An entity that the graph does not hold: unknown, never mentioned, or of a type that the view leaves out.
    #[error("the graph holds no entity with the id `{id}`")]
    NotInGraph {
        /// The id asked for.
        id: String,
    },
    /// One entity where two were needed: an entity never pairs with itself.
    #[error("`{id}` is both ends of the pair; an entity never pairs with itself")]
    SameEntity {
        /// The id given twice.
        id: String,
    },
    /// A writer did not take what was written.
    #[error("the output could not be written: {source}")]
    Output {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A name that no export format has.
    #[error("there is no format `{name}`; there are {}", known.join(", "))]
    UnknownFormat {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The program that draws pictures is not installed.
    #[error("Graphviz is not installed: its program `dot` was not found")]
    GraphvizMissing {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The program that draws pictures gave up.
    #[error("Graphviz failed{}: {stderr}", code.map_or_else(String::new, |code| format!(" with exit code {code}")))]
    GraphvizFailed {
        /// Its exit code, if it ended by itself.
        code: Option<i32>,
        /// What it said.
        stderr: String,
    },
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
