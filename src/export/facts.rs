//! What there is to know of a format. The file that writes a format says it, in a constant of its own.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{ExportOptions, Exporter, Loss};

/// What a format is for. [`Format::ALL`](super::Format::ALL) goes group by group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// Graphs as JSON, for programs and libraries.
    Json,
    /// Graphs in the files of programs that draw and measure them.
    Network,
    /// Rows and columns.
    Table,
    /// Databases of graphs and knowledge.
    Database,
    /// Something to look at.
    Picture,
}

impl Group {
    /// Its heading in lists.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Json => "graphs as JSON",
            Self::Network => "graphs for other programs",
            Self::Table => "tables",
            Self::Database => "graph databases and knowledge graphs",
            Self::Picture => "pictures and pages",
        }
    }

    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Network => "network",
            Self::Table => "table",
            Self::Database => "database",
            Self::Picture => "picture",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// One file of an export, with what writes it.
pub struct Part {
    /// Where it goes.
    pub path: PathBuf,
    /// What writes it.
    pub exporter: Box<dyn Exporter>,
}

impl Part {
    pub(super) fn new(path: impl Into<PathBuf>, exporter: impl Exporter + 'static) -> Self {
        Self {
            path: path.into(),
            exporter: Box::new(exporter),
        }
    }
}

/// The facts of a format.
pub(super) struct Facts {
    /// In lower case; what `Format::from_str` reads.
    pub(super) name: &'static str,
    pub(super) group: Group,
    /// In lower case, with the dot, the usual one first.
    pub(super) suffixes: &'static [&'static str],
    /// A line.
    pub(super) description: &'static str,
    /// What it has no room for, whatever the options.
    pub(super) lacks: &'static [Loss],
    pub(super) files: Files,
    /// Whether what it writes is text: UTF-8 with `\n` line ends.
    pub(super) is_text: bool,
}

/// The files that an export consists of.
pub(super) enum Files {
    /// The path itself, or a stream.
    One(fn(&ExportOptions) -> Box<dyn Exporter>),
    /// Several, that take their names from the path.
    Several(fn(&Path, &ExportOptions) -> Vec<Part>),
}

/// The path of one of several files: `graph.nodes.csv` beside `graph.csv`, for the table `nodes` and the suffix `csv`. Any other path is a
/// folder, that gets `nodes.csv`.
pub(super) fn table_path(path: &Path, table: &str, suffix: &str) -> PathBuf {
    let is_file = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix));
    if is_file {
        path.with_extension(format!("{table}.{suffix}"))
    } else {
        path.join(format!("{table}.{suffix}"))
    }
}
