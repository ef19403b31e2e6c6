//! Two tables, as spreadsheets and data frames read them.

use std::borrow::Cow;
use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};

use crate::cooccurrence::Evidence;
use crate::document::Date;
use crate::error::{Error, Result};
use crate::graph::EntityGraph;

use super::Exporter;

/// Writes the table of nodes: `id,name,type,parent,mentions,sentences,paragraphs,documents,first_seen,last_seen`, then a column
/// for each measure asked for, in the order of the ids.
/// Absent facts are empty cells. RFC 4180 with `\n` line ends; cells with commas, quotes or line ends are quoted. The null character,
/// which many readers take for the end of a cell, is written as U+FFFD.
///
/// pandas takes a name like `NA` for a missing one unless told otherwise: `read_csv(path, keep_default_na=False)`.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CsvNodes {}

impl CsvNodes {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for CsvNodes {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut table = table(output);
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
        row(
            &mut table,
            fixed
                .into_iter()
                .chain(columns.iter().map(|column| column.name)),
        )?;
        for (place, node) in graph.nodes().enumerate() {
            let windows = node.windows();
            let measures: Vec<String> = columns
                .iter()
                .map(|column| column.values()[place].map_or_else(String::new, |v| v.to_string()))
                .collect();
            let cells = [
                node.id().as_str(),
                node.name(),
                node.entity_type().as_str(),
                node.parent().map_or("", |parent| parent.as_str()),
                &node.mentions().to_string(),
                &windows.sentences.to_string(),
                &windows.paragraphs.to_string(),
                &windows.documents.to_string(),
                &day(node.first_seen()),
                &day(node.last_seen()),
            ];
            row(
                &mut table,
                cells.into_iter().chain(measures.iter().map(String::as_str)),
            )?;
        }
        finish(table)
    }
}

/// Writes the table of edges: `source,target,sentences,paragraphs,documents,count,independent,points,score,measure,p_value,q_value,first_seen,last_seen,evidence,relation,relation_head,relation_count`,
/// in the order of both ids. `independent` is the count in documents that repeat no other. The evidence is the text of the first piece; the relation is
/// what most sentences assert of the two, with the id it leads from and the number of sentences. Otherwise like [`CsvNodes`].
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CsvEdges {}

impl CsvEdges {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for CsvEdges {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut table = table(output);
        row(
            &mut table,
            [
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
            ],
        )?;
        for edge in graph.edges() {
            let windows = edge.windows();
            let evidence = edge.evidence().first();
            let significance = edge.significance();
            let cell = |value: Option<f64>| value.map_or_else(String::new, |p| format!("{p:?}"));
            let label = edge.edge().label();
            let cells = [
                edge.a().id().as_str(),
                edge.b().id().as_str(),
                &windows.sentences.to_string(),
                &windows.paragraphs.to_string(),
                &windows.documents.to_string(),
                &edge.count().to_string(),
                &edge.independent().get(graph.window()).to_string(),
                &edge.points().to_string(),
                &edge.score().to_string(),
                graph.measure().name(),
                &cell(significance.map(|significance| significance.p_value)),
                &cell(significance.map(|significance| significance.q_value)),
                &day(edge.first_seen()),
                &day(edge.last_seen()),
                &evidence.map_or_else(String::new, Evidence::snippet),
                label.map_or("", |label| label.relation.name()),
                label.map_or("", |label| label.relation.head()),
                &label.map_or_else(String::new, |label| label.count.to_string()),
            ];
            row(&mut table, cells)?;
        }
        finish(table)
    }
}

fn table(output: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .from_writer(output)
}

fn row<'c>(
    table: &mut Writer<&mut dyn Write>,
    cells: impl IntoIterator<Item = &'c str>,
) -> Result<()> {
    let cells: Vec<_> = cells.into_iter().map(without_nul).collect();
    let written = table.write_record(cells.iter().map(|cell| cell.as_bytes()));
    written.map_err(|error| Error::Output {
        source: error.into(),
    })
}

/// Readers written in C end a cell at U+0000; pandas loses the rest without a word.
fn without_nul(cell: &str) -> Cow<'_, str> {
    if cell.contains('\0') {
        Cow::Owned(cell.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn finish(mut table: Writer<&mut dyn Write>) -> Result<()> {
    table.flush().map_err(|source| Error::Output { source })
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}
