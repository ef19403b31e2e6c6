//! Two tables as the importer of Gephi wants them.

use std::io::Write;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::columns::{self, LACKS, OF_EDGES, Value};
use super::facts::{Facts, Files, Group, Part, table_path};
use super::table::{Exact, Table, nul_texts};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "gephi",
    group: Group::Table,
    suffixes: &[".gephi.csv"],
    description: "two tables for the importer of Gephi: nodes first, then edges",
    lacks: LACKS,
    files: Files::Several(|path, options| {
        let at = |table| table_path(path, table, "csv");
        let table = |edges| GephiTable {
            edges,
            excel_safe: options.excel_safe,
        };
        vec![
            Part::new(at("nodes"), table(false)),
            Part::new(at("edges"), table(true)),
        ]
    }),
    is_text: true,
};

/// Writes a table for Gephi: of nodes, `Id`, `Label` and the attributes of [`GraphMl`](super::GraphMl); of edges, `Source`, `Target`, `Type`
/// (`Undirected`), `Weight` (the score) and the attributes.
#[derive(Clone, Copy, Debug)]
pub struct GephiTable {
    edges: bool,
    excel_safe: bool,
}

impl GephiTable {
    /// Makes the exporter of nodes.
    pub const fn nodes() -> Self {
        Self {
            edges: false,
            excel_safe: false,
        }
    }

    /// Makes the exporter of edges.
    pub const fn edges() -> Self {
        Self {
            edges: true,
            excel_safe: false,
        }
    }

    /// Sets whether texts that a spreadsheet would run as formulas are put behind an apostrophe.
    #[must_use]
    pub const fn excel_safe(mut self, wanted: bool) -> Self {
        self.excel_safe = wanted;
        self
    }
}

impl Exporter for GephiTable {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut table = Table::new(output, self.excel_safe);
        if self.edges {
            let fixed = ["Source", "Target", "Type", "Weight"];
            table.header(fixed.into_iter().chain(OF_EDGES.iter().map(|c| c.name)))?;
            for edge in graph.edges() {
                table.text(edge.a().id().as_str())?;
                table.text(edge.b().id().as_str())?;
                // Whatever else stands here, and nothing too, is directed to Gephi.
                table.figure("Undirected")?;
                table.figure(Exact(edge.score()))?;
                values(&mut table, columns::edge_values(graph, edge))?;
            }
        } else {
            let columns = columns::of_nodes(graph);
            let names = columns.iter().map(|column| column.name);
            table.header(["Id", "Label"].into_iter().chain(names))?;
            for (place, node) in graph.nodes().enumerate() {
                table.text(node.id().as_str())?;
                table.text(node.name())?;
                values(&mut table, columns::node_values(graph, node, place))?;
            }
        }
        table.finish()
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        nul_texts(graph, !self.edges)
    }
}

/// The rest of a row.
fn values(table: &mut Table<'_>, values: Vec<Option<Value<'_>>>) -> Result<()> {
    for value in values {
        match value {
            None => table.text("")?,
            Some(Value::Text(text)) => table.text(&text)?,
            Some(Value::Whole(value)) => table.figure(value)?,
            Some(Value::Real(value)) => table.figure(Exact(value))?,
            Some(Value::Date(date)) => table.figure(date)?,
        }
    }
    table.end_row()
}
