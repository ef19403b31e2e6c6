//! The registry of formats: a line each.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::error::{Error, Result};

use super::facts::{Facts, Files};
use super::{ExportOptions, Exporter, Group, Loss, Part};

/// Makes the enum of formats from a list of them, each with the file that says all there is to know of it.
macro_rules! formats {
    ($($(#[$attribute:meta])* $(@if $gate:literal)? $variant:ident => $file:ident::$facts:ident;)*) => {
        /// A file format that graphs can be written in.
        ///
        /// # Example
        /// ```
        /// use comention::export::{ExportOptions, Format};
        ///
        /// assert_eq!(Format::from_path("out/graph.JSON".as_ref()), Some(Format::Json));
        /// let parts = Format::Csv.parts("out/graph.csv".as_ref(), &ExportOptions::default());
        /// let files: Vec<_> = parts.iter().map(|part| part.path.to_str()).collect();
        /// assert_eq!(files, [Some("out/graph.nodes.csv"), Some("out/graph.edges.csv")]);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$attribute])* $(#[cfg(feature = $gate)])? $variant,)*
        }

        impl Format {
            /// All formats of this build, group by group.
            pub const ALL: &[Self] = &[$($(#[cfg(feature = $gate)])? Self::$variant,)*];

            const fn facts(self) -> &'static Facts {
                match self {
                    $($(#[cfg(feature = $gate)])? Self::$variant => &super::$file::$facts,)*
                }
            }
        }
    };
}

formats! {
    /// Graph JSON, everything the graph holds: see [`Json`](super::Json).
    Json => json::FACTS;
    /// JSON Graph Format: see [`Jgf`](super::Jgf).
    Jgf => jgf::FACTS;
    /// Elements of Cytoscape.js: see [`Cytoscape`](super::Cytoscape).
    Cytoscape => cytoscape::FACTS;
    /// CX2: see [`Cx2`](super::Cx2).
    Cx2 => cx2::FACTS;
    /// JSON of graphology, for Sigma: see [`Graphology`](super::Graphology).
    Graphology => graphology::FACTS;
    /// Nodes and links for d3-force: see [`D3`](super::D3).
    D3 => d3::FACTS;
    /// JSON of `VOSviewer`: see [`Vosviewer`](super::Vosviewer).
    Vosviewer => vosviewer::FACTS;
    /// GraphML: see [`GraphMl`](super::GraphMl).
    GraphMl => graphml::FACTS;
    /// GEXF 1.3: see [`Gexf`](super::Gexf).
    Gexf => gexf::FACTS;
    /// A Pajek network: see [`Pajek`](super::Pajek).
    Pajek => pajek::FACTS;
    /// Two tables: see [`CsvNodes`](super::CsvNodes) and [`CsvEdges`](super::CsvEdges).
    Csv => csv::FACTS;
    /// Two tables for Gephi: see [`GephiTable`](super::GephiTable).
    Gephi => gephi::FACTS;
    /// Six Parquet tables.
    @if "parquet" Parquet => columnar::PARQUET;
    /// The same as Arrow IPC files.
    @if "parquet" Arrow => columnar::ARROW;
    /// The tables of Microsoft `GraphRAG`.
    @if "parquet" GraphRag => graphrag::FACTS;
    /// Plain `SQLite` tables: see [`Sqlite`](super::Sqlite).
    @if "ledger" Sqlite => sqlite::FACTS;
    /// A Cypher script: see [`Cypher`](super::Cypher).
    Cypher => cypher::FACTS;
    /// A folder of tables and a script for Neo4j: see [`Neo4j`](super::Neo4j).
    Neo4j => neo4j::FACTS;
    /// RDF as Turtle: see [`Turtle`](super::Turtle).
    @if "rdf" Turtle => rdf::TURTLE;
    /// RDF as N-Triples: see [`NTriples`](super::NTriples).
    @if "rdf" NTriples => rdf::N_TRIPLES;
    /// RDF as JSON-LD: see [`JsonLd`](super::JsonLd).
    @if "rdf" JsonLd => rdf::JSON_LD;
    /// `FollowTheMoney` entities: see [`FollowTheMoney`](super::FollowTheMoney).
    FollowTheMoney => follow_the_money::FACTS;
    /// A page for the browser: see [`Html`](super::Html).
    @if "viewer" Html => html::FACTS;
    /// A picture: see [`Svg`](super::Svg).
    Svg => svg::FACTS;
    /// A picture as a bitmap: see [`Png`](super::Png).
    @if "png" Png => png::FACTS;
    /// Graphviz DOT: see [`Dot`](super::Dot).
    @if "dot" Dot => dot::FACTS;
    /// A drawing by Graphviz: see [`Picture`](super::Picture).
    @if "dot" DotSvg => picture::SVG;
    /// A bitmap by Graphviz: see [`Picture`](super::Picture).
    @if "dot" DotPng => picture::PNG;
    /// A Mermaid flowchart: see [`Mermaid`](super::Mermaid).
    Mermaid => mermaid::FACTS;
    /// A report: see [`Markdown`](super::Markdown).
    Markdown => markdown::FACTS;
}

impl Format {
    /// The stable lower-case name used in flags.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What it is for.
    pub const fn group(self) -> Group {
        self.facts().group
    }

    /// How its files end, in lower case, the usual way first.
    pub const fn suffixes(self) -> &'static [&'static str] {
        self.facts().suffixes
    }

    /// What it is, in one line.
    pub const fn description(self) -> &'static str {
        self.facts().description
    }

    /// What it has no room for, whatever the graph. [`Format::losses`] counts it, with what depends on the graph.
    pub const fn lacks(self) -> &'static [Loss] {
        self.facts().lacks
    }

    /// Whether its files are text: UTF-8 with `\n` line ends.
    pub const fn is_text(self) -> bool {
        self.facts().is_text
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
        matches!(self.facts().files, Files::Several(_))
    }

    /// The files an export to `path` consists of. Most formats write `path` itself. CSV writes `graph.nodes.csv` and `graph.edges.csv` for
    /// `graph.csv`; any other path is a folder that gets `nodes.csv` and `edges.csv`. Other formats of several files do likewise, and say so.
    pub fn parts(self, path: &Path, options: &ExportOptions) -> Vec<Part> {
        match self.facts().files {
            Files::One(exporter) => vec![Part {
                path: path.to_owned(),
                exporter: exporter(options),
            }],
            Files::Several(parts) => parts(path, options),
        }
    }

    /// What writes the format to a stream; `None` for those of several files.
    pub fn exporter(self, options: &ExportOptions) -> Option<Box<dyn Exporter>> {
        match self.facts().files {
            Files::One(exporter) => Some(exporter(options)),
            Files::Several(_) => None,
        }
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
    use std::collections::BTreeSet;
    use std::path::PathBuf;

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
            assert_eq!(
                format.exporter(&ExportOptions::default()).is_none(),
                format.has_parts()
            );
        }
    }

    #[test]
    fn no_two_share_a_name_or_a_suffix_and_groups_stay_together() {
        let names: BTreeSet<_> = Format::ALL.iter().map(|format| format.name()).collect();
        assert_eq!(names.len(), Format::ALL.len());
        let suffixes: Vec<_> = Format::ALL
            .iter()
            .flat_map(|format| format.suffixes())
            .collect();
        let distinct: BTreeSet<_> = suffixes.iter().collect();
        assert_eq!(distinct.len(), suffixes.len());
        assert!(Format::ALL.is_sorted_by_key(|format| format.group()));
    }

    #[test]
    fn what_is_no_format() {
        for path in ["graph", "graph.jsonx", ".json", "out/", "", "json"] {
            assert_eq!(Format::from_path(path.as_ref()), None, "{path}");
        }
        let error = "xlsx".parse::<Format>().expect_err("not a format");
        assert!(error.to_string().contains("json, jgf"), "{error}");
    }

    #[test]
    fn tables_go_beside_the_file_or_into_the_folder() {
        let paths = |path: &str| {
            let parts = Format::Csv.parts(path.as_ref(), &ExportOptions::default());
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
