//! The one error type, under every floor.

use std::path::PathBuf;

use crate::dictionary::Place;

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
    /// A dictionary file has a suffix that tells no format.
    #[error("{}: a dictionary is .toml, .jsonl, .csv, .tsv or .txt", path.display())]
    DictionarySuffix {
        /// The file.
        path: PathBuf,
    },
    /// A dictionary file breaks its format.
    #[error("{place}: {source}")]
    DictionarySyntax {
        /// The line.
        place: Place,
        /// What the parser said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A dictionary table lacks a column.
    #[error("{}: no column `{column}` among: {}", path.display(), found.join(", "))]
    DictionaryColumn {
        /// The file.
        path: PathBuf,
        /// The column that is missing.
        column: &'static str,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// Two entities have one id, in one file, or in two with different types.
    #[error("{second}: entity `{id}` ({second_type}) is already at {first} ({first_type})")]
    DuplicateEntity {
        /// The id.
        id: String,
        /// Where it stands first.
        first: Place,
        /// Its type there.
        first_type: String,
        /// Where it stands again.
        second: Place,
        /// Its type there.
        second_type: String,
    },
    /// An entity has a blank name or id.
    #[error("{place}: an entity needs a name, and its id may not be blank")]
    BlankName {
        /// Where.
        place: Place,
    },
    /// An entity names a parent that the dictionary does not hold.
    #[error("{place}: the parent `{parent}` of `{id}` is not in the dictionary")]
    UnknownParent {
        /// The entity.
        id: String,
        /// What it names.
        parent: String,
        /// Where.
        place: Place,
    },
    /// An entity is its own ancestor.
    #[error("{place}: `{id}` is its own ancestor")]
    ParentCycle {
        /// An entity on the cycle.
        id: String,
        /// Where an entity that leads to it stands.
        place: Place,
    },
    /// The names in scripts without spaces are too many for one automaton.
    #[error("the names in scripts without spaces cannot be compiled: {source}")]
    Automaton {
        /// What the automaton's builder said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Two documents of a run have one id and different content.
    #[error("the document id `{id}` stands for two different documents: {first} and {second}")]
    DuplicateDocument {
        /// The id.
        id: String,
        /// Where it was read first.
        first: String,
        /// Where it was read again.
        second: String,
    },
    /// A ledger could not be read or written.
    #[cfg(feature = "ledger")]
    #[error("{}: {source}", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// A file is no ledger.
    #[error("{}: this file is not a comention ledger", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// A ledger is of another version.
    #[error("{}: a ledger of version {found}; this program reads version {supported}", path.display())]
    LedgerVersion {
        /// The ledger.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The version that can be read.
        supported: i32,
    },
    /// A ledger holds something that it cannot have been given.
    #[error("{}: the ledger is damaged: {part}", path.display())]
    DamagedLedger {
        /// The ledger.
        path: PathBuf,
        /// Where.
        part: String,
    },
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
