//! Two tables, as spreadsheets and data frames read them.

use std::io::Write;

use crate::cooccurrence::{Evidence, WindowCounts};
use crate::error::Result;
use crate::graph::EntityGraph;

use super::facts::{Facts, Files, Group, Part, table_path};
use super::table::{Exact, Table, nul_texts};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "csv",
    group: Group::Table,
    suffixes: &[".csv"],
    description: "two tables, nodes and edges, for spreadsheets and data frames",
    lacks: &[
        Loss::FurtherRelations,
        Loss::FurtherEvidence,
        Loss::EvidenceOrigin,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::Several(|path, options| {
        let at = |table| table_path(path, table, "csv");
        vec![
            Part::new(at("nodes"), CsvNodes::new().excel_safe(options.excel_safe)),
            Part::new(at("edges"), CsvEdges::new().excel_safe(options.excel_safe)),
        ]
    }),
    is_text: true,
};

/// Writes the table of nodes: `id,name,type,parent,mentions,sentences,paragraphs,documents,first_seen,last_seen`, then a column
/// for each measure asked for, in the order of the ids.
/// Absent facts are empty cells. RFC 4180 with `\n` line ends; cells with commas, quotes or line ends are quoted. The null character,
/// which many readers take for the end of a cell, is written as U+FFFD.
///
/// pandas takes a name like `NA` for a missing one unless told otherwise: `read_csv(path, keep_default_na=False)`.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvNodes {
    excel_safe: bool,
}

impl CsvNodes {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self { excel_safe: false }
    }

    /// Sets whether texts that a spreadsheet would run as formulas are put behind an apostrophe: those that begin with `=`, `+`, `-`, `@`, a tab
    /// or a line end. Such cells no longer read back as they were.
    #[must_use]
    pub const fn excel_safe(mut self, wanted: bool) -> Self {
        self.excel_safe = wanted;
        self
    }
}

impl Exporter for CsvNodes {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut table = Table::new(output, self.excel_safe);
        let columns = graph.node_columns();
        let fixed = [
            "id",
            "name",
            "type",
            "parent",
            "mentions",
            "sentences",
            "paragraphs",
            "documents",
            "first_seen",
            "last_seen",
        ];
        table.header(
            fixed
                .into_iter()
                .chain(columns.iter().map(|column| column.name)),
        )?;
        for (place, node) in graph.nodes().enumerate() {
            table.text(node.id().as_str())?;
            table.text(node.name())?;
            table.text(node.entity_type().as_str())?;
            table.text(node.parent().map_or("", |parent| parent.as_str()))?;
            table.figure(node.mentions())?;
            windows(&mut table, node.windows())?;
            table.figure_if(node.first_seen())?;
            table.figure_if(node.last_seen())?;
            for column in columns {
                table.figure_if(column.values()[place])?;
            }
            table.end_row()?;
        }
        table.finish()
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        nul_texts(graph, true)
    }
}

/// Writes the table of edges: `source,target,sentences,paragraphs,documents,count,independent,points,score,measure,p_value,q_value,first_seen,last_seen,evidence,relation,relation_head,relation_count`,
/// in the order of both ids. `independent` is the count in documents that repeat no other. The evidence is the text of the first piece; the relation is
/// what most sentences assert of the two, with the id it leads from and the number of sentences. Otherwise like [`CsvNodes`].
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvEdges {
    excel_safe: bool,
}

impl CsvEdges {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self { excel_safe: false }
    }

    /// Sets whether texts that a spreadsheet would run as formulas are put behind an apostrophe: those that begin with `=`, `+`, `-`, `@`, a tab
    /// or a line end. Such cells no longer read back as they were.
    #[must_use]
    pub const fn excel_safe(mut self, wanted: bool) -> Self {
        self.excel_safe = wanted;
        self
    }
}

impl Exporter for CsvEdges {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut table = Table::new(output, self.excel_safe);
        table.header([
            "source",
            "target",
            "sentences",
            "paragraphs",
            "documents",
            "count",
            "independent",
            "points",
            "score",
            "measure",
            "p_value",
            "q_value",
            "first_seen",
            "last_seen",
            "evidence",
            "relation",
            "relation_head",
            "relation_count",
        ])?;
        for edge in graph.edges() {
            let significance = edge.significance();
            let label = edge.edge().label();
            table.text(edge.a().id().as_str())?;
            table.text(edge.b().id().as_str())?;
            windows(&mut table, edge.windows())?;
            table.figure(edge.count())?;
            table.figure(edge.independent_count())?;
            table.figure(edge.points())?;
            table.figure(edge.score())?;
            table.figure(graph.measure().name())?;
            table.figure_if(significance.map(|significance| Exact(significance.p_value)))?;
            table.figure_if(significance.map(|significance| Exact(significance.q_value)))?;
            table.figure_if(edge.first_seen())?;
            table.figure_if(edge.last_seen())?;
            let evidence = edge.edge().evidence().first();
            table.text(&evidence.map_or_else(String::new, Evidence::snippet))?;
            table.text(label.map_or("", |label| label.relation.name()))?;
            table.text(label.map_or("", |label| label.relation.head()))?;
            table.figure_if(label.map(|label| label.count))?;
            table.end_row()?;
        }
        table.finish()
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        nul_texts(graph, false)
    }
}

fn windows(table: &mut Table<'_>, counts: WindowCounts) -> Result<()> {
    table.figure(counts.sentences)?;
    table.figure(counts.paragraphs)?;
    table.figure(counts.documents)
}
