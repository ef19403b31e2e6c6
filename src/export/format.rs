//! The registry of formats: one line each per question.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::{Error, Result};

use super::{CsvEdges, CsvNodes, Exporter, Json};
#[cfg(feature = "viewer")]
use super::Html;
#[cfg(feature = "dot")]
use super::{Dot, Picture};

/// A file format that graphs can be written in.
///
/// # Example
/// ```
/// use comention::export::Format;
///
/// assert_eq!(Format::from_path("out/graph.JSON".as_ref()), Some(Format::Json));
/// let files: Vec<_> = Format::Csv.parts("out/graph.csv".as_ref()).into_iter().map(|part| part.path).collect();
/// assert_eq!(files, ["out/graph.nodes.csv".as_ref(), "out/graph.edges.csv".as_ref() as &std::path::Path]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Graph JSON, everything the graph holds: see [`Json`].
    Json,
    /// Two tables: see [`CsvNodes`] and [`CsvEdges`].
    Csv,
    /// The viewer, one page: see [`Html`].
    #[cfg(feature = "viewer")]
    Html,
    /// Graphviz DOT: see [`Dot`].
    #[cfg(feature = "dot")]
    Dot,
    /// A drawing by Graphviz: see [`Picture`].
    #[cfg(feature = "dot")]
    Svg,
    /// A bitmap by Graphviz: see [`Picture`].
    #[cfg(feature = "dot")]
    Png,
}

/// One file of an export, with what writes it.
pub struct Part {
    /// Where it goes.
    pub path: PathBuf,
    /// What writes it.
    pub exporter: Box<dyn Exporter>,
}

impl Format {
    /// All formats of this build.
    pub const ALL: &[Self] = &[
        Self::Json,
        Self::Csv,
        #[cfg(feature = "viewer")]
        Self::Html,
        #[cfg(feature = "dot")]
        Self::Dot,
        #[cfg(feature = "dot")]
        Self::Svg,
        #[cfg(feature = "dot")]
        Self::Png,
    ];

    /// The stable lower-case name used in flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            #[cfg(feature = "viewer")]
            Self::Html => "html",
            #[cfg(feature = "dot")]
            Self::Dot => "dot",
            #[cfg(feature = "dot")]
            Self::Svg => "svg",
            #[cfg(feature = "dot")]
            Self::Png => "png",
        }
    }

    /// How its files end, in lower case, the usual way first.
    pub const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Json => &[".json"],
            Self::Csv => &[".csv"],
            #[cfg(feature = "viewer")]
            Self::Html => &[".html"],
            #[cfg(feature = "dot")]
            Self::Dot => &[".dot", ".gv"],
            #[cfg(feature = "dot")]
            Self::Svg => &[".svg"],
            #[cfg(feature = "dot")]
            Self::Png => &[".png"],
        }
    }

    /// What it is, in one line.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Json => "node-link JSON with counts, scores and evidence, as NetworkX reads it",
            Self::Csv => "two tables, nodes and edges, for spreadsheets and data frames",
            #[cfg(feature = "viewer")]
            Self::Html => "page for the browser: pan, zoom, search, filter, and the sentences behind every edge",
            #[cfg(feature = "dot")]
            Self::Dot => "Graphviz source of a picture; the strongest edges of a large graph",
            #[cfg(feature = "dot")]
            Self::Svg => "picture drawn by an installed Graphviz; sentences show on hovering",
            #[cfg(feature = "dot")]
            Self::Png => "picture drawn by an installed Graphviz",
        }
    }

    /// The format a file name asks for by its end, in any case. The longest suffix wins.
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        Self::ALL
            .iter()
            .flat_map(|format| format.suffixes().iter().map(move |suffix| (suffix, format)))
            .filter(|(suffix, _)| name.len() > suffix.len() && name.ends_with(**suffix))
            .max_by_key(|(suffix, _)| suffix.len())
            .map(|(_, format)| *format)
    }

    /// Whether an export is more than one file. Such a format cannot be written to a stream.
    pub const fn has_parts(self) -> bool {
        matches!(self, Self::Csv)
    }

    /// The files an export to `path` consists of. Most formats write `path` itself. CSV writes `graph.nodes.csv` and `graph.edges.csv` for
    /// `graph.csv`; any other path is a folder that gets `nodes.csv` and `edges.csv`.
    pub fn parts(self, path: &Path) -> Vec<Part> {
        match self {
            Self::Json => vec![Part::new(path, Json::new())],
            Self::Csv => {
                let [nodes, edges] = ["nodes", "edges"].map(|table| table_path(path, table));
                vec![
                    Part::new(nodes, CsvNodes::new()),
                    Part::new(edges, CsvEdges::new()),
                ]
            }
            #[cfg(feature = "viewer")]
            Self::Html => vec![Part::new(path, Html::new())],
            #[cfg(feature = "dot")]
            Self::Dot => vec![Part::new(path, Dot::new())],
            #[cfg(feature = "dot")]
            Self::Svg => vec![Part::new(path, Picture::svg())],
            #[cfg(feature = "dot")]
            Self::Png => vec![Part::new(path, Picture::png())],
        }
    }

    /// What writes the format to a stream; `None` for those of several files.
    pub fn exporter(self) -> Option<Box<dyn Exporter>> {
        let mut parts = self.parts(Path::new(""));
        if self.has_parts() {
            return None;
        }
        parts.pop().map(|part| part.exporter)
    }
}

impl Part {
    fn new(path: impl Into<PathBuf>, exporter: impl Exporter + 'static) -> Self {
        Self {
            path: path.into(),
            exporter: Box::new(exporter),
        }
    }
}

fn table_path(path: &Path, table: &str) -> PathBuf {
    let is_csv = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if is_csv {
        path.with_extension(format!("{table}.csv"))
    } else {
        path.join(format!("{table}.csv"))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads a [`name`](Format::name) in any case.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| Error::UnknownFormat {
                name: text.to_owned(),
                known: Self::ALL.iter().map(|format| format.name()).collect(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_suffixes_lead_back() {
        for &format in Format::ALL {
            assert_eq!(
                format.name().to_uppercase().parse::<Format>().unwrap(),
                format
            );
            for suffix in format.suffixes() {
                let path = PathBuf::from(format!("out/v1.2{}", suffix.to_uppercase()));
                assert_eq!(Format::from_path(&path), Some(format));
            }
            assert_eq!(format.exporter().is_none(), format.has_parts());
        }
    }

    #[test]
    fn what_is_no_format() {
        for path in ["graph", "graph.jsonx", ".json", "out/", "", "json"] {
            assert_eq!(Format::from_path(path.as_ref()), None, "{path}");
        }
        let error = "xlsx".parse::<Format>().expect_err("not a format");
        assert!(error.to_string().contains("json, csv"), "{error}");
    }

    #[test]
    fn tables_go_beside_the_file_or_into_the_folder() {
        let paths = |path: &str| {
            let parts = Format::Csv.parts(path.as_ref());
            let names = parts.iter().map(|part| part.path.to_string_lossy());
            names.map(String::from).collect::<Vec<_>>()
        };
        assert_eq!(paths("a/b.c.CSV"), ["a/b.c.nodes.csv", "a/b.c.edges.csv"]);
        assert_eq!(
            paths("a/tables"),
            ["a/tables/nodes.csv", "a/tables/edges.csv"]
        );
    }
}
