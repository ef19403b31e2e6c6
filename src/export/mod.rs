//! Hands a graph to other people's tools. An [`EntityGraph`] comes in; bytes in a format of their choice go out, through one small trait,
//! [`Exporter`]. All text is UTF-8 with `\n` line ends and a final one, and equal graphs give equal bytes.

mod appearance;
#[cfg(feature = "parquet")]
mod columnar;
mod columns;
mod csv;
mod cx2;
mod cypher;
mod cytoscape;
mod d3;
#[cfg(feature = "dot")]
mod dot;
mod facts;
mod follow_the_money;
mod format;
mod gephi;
mod gexf;
mod graphml;
mod graphology;
#[cfg(feature = "parquet")]
mod graphrag;
#[cfg(feature = "viewer")]
mod html;
mod jgf;
mod json;
mod json_text;
mod losses;
mod markdown;
pub mod mentions;
mod mermaid;
mod neo4j;
mod observed;
mod options;
mod pajek;
#[cfg(feature = "dot")]
mod picture;
mod placement;
#[cfg(feature = "png")]
mod png;
#[cfg(feature = "rdf")]
mod rdf;
mod records;
#[cfg(feature = "ledger")]
mod sqlite;
mod svg;
mod table;
#[cfg(test)]
mod tests;
mod vosviewer;
mod web_address;
mod xml;

use std::io::Write;

use crate::error::Result;
use crate::graph::EntityGraph;

pub use csv::{CsvEdges, CsvNodes};
pub use cx2::Cx2;
pub use cypher::Cypher;
pub use cytoscape::Cytoscape;
pub use d3::D3;
#[cfg(feature = "dot")]
pub use dot::Dot;
pub use facts::{Group, Part};
pub use follow_the_money::FollowTheMoney;
pub use format::Format;
pub use gephi::GephiTable;
pub use gexf::Gexf;
pub use graphml::GraphMl;
pub use graphology::Graphology;
#[cfg(feature = "viewer")]
pub use html::Html;
pub use jgf::Jgf;
pub use json::Json;
pub use losses::Loss;
pub use markdown::Markdown;
pub use mermaid::Mermaid;
pub use neo4j::Neo4j;
pub use observed::ObservedDocuments;
pub use options::{EdgesKey, ExportOptions};
pub use pajek::Pajek;
#[cfg(feature = "dot")]
pub use picture::Picture;
#[cfg(feature = "png")]
pub use png::Png;
#[cfg(feature = "rdf")]
pub use rdf::{JsonLd, NTriples, Turtle};
#[cfg(feature = "ledger")]
pub use sqlite::Sqlite;
pub use svg::Svg;
pub use vosviewer::Vosviewer;

/// Writes graphs in one format.
pub trait Exporter {
    /// Writes the whole graph. The writer need not be buffered.
    ///
    /// # Errors
    /// [`Error::Output`](crate::Error::Output) if the writer fails; others where a format says so.
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()>;

    /// The same with the documents that the graph was counted from at hand: formats that hold more than the graph take it from them.
    ///
    /// # Errors
    /// As [`write`](Self::write), and if the documents cannot be read.
    fn write_with(
        &self,
        graph: &EntityGraph,
        documents: &dyn ObservedDocuments,
        output: &mut dyn Write,
    ) -> Result<()> {
        let _ = documents;
        self.write(graph, output)
    }

    /// What it leaves out of this very graph, beside what its format never has room for: what it cuts, characters it may not write.
    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let _ = graph;
        Vec::new()
    }
}
