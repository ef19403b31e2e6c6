//! Tables as CSV, written cell by cell.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};

use crate::error::{Error, Result};
use crate::graph::EntityGraph;

use super::Loss;
use super::columns::{texts_of_edges, texts_of_nodes};

/// A table on its way out. RFC 4180 with `\n` line ends; cells with commas, quotes or line ends are quoted. The null character, at which
/// readers written in C end a cell (pandas loses the rest without a word), becomes U+FFFD.
pub(super) struct Table<'o> {
    writer: Writer<&'o mut dyn Write>,
    excel_safe: bool,
    buffer: String,
}

impl<'o> Table<'o> {
    /// Starts one; `excel_safe` puts texts that a spreadsheet would run behind an apostrophe.
    pub(super) fn new(output: &'o mut dyn Write, excel_safe: bool) -> Self {
        Self {
            writer: WriterBuilder::new()
                .terminator(Terminator::Any(b'\n'))
                .from_writer(output),
            excel_safe,
            buffer: String::new(),
        }
    }

    /// Writes the names of the columns.
    pub(super) fn header<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> Result<()> {
        for name in names {
            self.field(name)?;
        }
        self.end_row()
    }

    /// Writes a cell that may hold anything.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        let text = without_nul(text);
        if self.excel_safe && is_formula(&text) {
            return self.field(&format!("'{text}"));
        }
        self.field(&text)
    }

    /// Writes a cell that holds a number, a date or the like.
    pub(super) fn figure(&mut self, figure: impl Display) -> Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let _ = write!(buffer, "{figure}"); // a string takes everything
        let written = self.field(&buffer);
        self.buffer = buffer;
        written
    }

    /// The same, or an empty cell.
    pub(super) fn figure_if(&mut self, figure: Option<impl Display>) -> Result<()> {
        match figure {
            Some(figure) => self.figure(figure),
            None => self.field(""),
        }
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) -> Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Hands everything on.
    pub(super) fn finish(mut self) -> Result<()> {
        self.writer
            .flush()
            .map_err(|source| Error::Output { source })
    }

    fn field(&mut self, field: &str) -> Result<()> {
        self.writer.write_field(field).map_err(failed)
    }
}

/// A number as short as it can be and still read back, with an exponent where it is far from 1.
pub(super) struct Exact(pub(super) f64);

impl Display for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

fn failed(error: csv::Error) -> Error {
    Error::Output {
        source: error.into(),
    }
}

fn without_nul(cell: &str) -> Cow<'_, str> {
    if has_nul(cell) {
        Cow::Owned(cell.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// In how many texts of the nodes, or else of the edges, a null character is replaced.
pub(super) fn nul_texts(graph: &EntityGraph, of_nodes: bool) -> Vec<(Loss, u64)> {
    let count = if of_nodes {
        texts_of_nodes(graph, has_nul)
    } else {
        texts_of_edges(graph, has_nul)
    };
    vec![(Loss::Characters, count)]
}

fn has_nul(text: &str) -> bool {
    text.contains('\0')
}

/// Whether a spreadsheet would run a cell. A full-width sign counts: some turn it into the narrow one first.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(excel_safe: bool, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, excel_safe);
        for cell in cells {
            table.text(cell).unwrap();
        }
        table.figure(-1.5).unwrap();
        table.figure_if(None::<u64>).unwrap();
        table.end_row().unwrap();
        table.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_put_behind_an_apostrophe() {
        let cells = ["=1+1", "a=b", "@x", "-", "\tx", ""];
        assert_eq!(written(false, &cells), "=1+1,a=b,@x,-,\tx,,-1.5,\n");
        assert_eq!(written(true, &cells), "'=1+1,a=b,'@x,'-,'\tx,,-1.5,\n");
    }

    #[test]
    fn numbers_far_from_one_are_short() {
        assert_eq!(Exact(1e-300).to_string(), "1e-300");
        assert_eq!(Exact(2.5).to_string(), "2.5");
    }
}
