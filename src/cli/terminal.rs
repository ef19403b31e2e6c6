//! What a person reads: colours, tables, numbers, sentences with names marked.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table, presets};

use crate::cooccurrence::{Evidence, Passage};
use crate::graph::EdgeLabel;
use crate::text::Span;

/// The first of two names marked in a sentence.
const FIRST: Style = AnsiColor::Cyan.on_default().bold();
/// The second.
const SECOND: Style = AnsiColor::Yellow.on_default().bold();
/// What matters less.
const DIM: Style = Style::new().dimmed();
/// Headings.
const BOLD: Style = Style::new().bold();
/// The word that begins a warning.
const WARN: Style = AnsiColor::Yellow.on_default();

/// Where a command writes: what people read to `out`, what programs read to `data`, talk to `talk`. An answer goes to one of the first two.
pub(crate) struct Terminal {
    pub(crate) out: Box<dyn Write>,
    pub(crate) data: Box<dyn Write>,
    pub(crate) talk: Box<dyn Write>,
}

impl Terminal {
    /// The standard streams, coloured as asked: `auto`, `always`, `never`.
    pub(crate) fn standard(color: &str) -> Self {
        let choice = match color {
            "always" => ColorChoice::Always,
            "never" => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self {
            out: Box::new(AutoStream::new(io::stdout(), choice)),
            data: Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout())),
            talk: Box::new(AutoStream::new(io::stderr(), choice)),
        }
    }

    /// Writes what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.data.flush()
    }

    /// Prints a value as one line of JSON.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.data, value)?;
        writeln!(self.data)
    }

    /// Says something that went wrong but does not stop the run.
    pub(crate) fn warn(&mut self, message: &str) -> io::Result<()> {
        writeln!(self.talk, "{WARN}warning:{WARN:#} {message}")
    }
}

/// A heading.
pub(crate) fn heading(text: &str) -> String {
    format!("{BOLD}{text}{BOLD:#}")
}

/// Text that matters less.
pub(crate) fn dim(text: &str) -> String {
    format!("{DIM}{text}{DIM:#}")
}

/// A table without lines. Columns whose header ends in `#` hold numbers and stand to the right.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .enforce_styling()
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(
        header
            .iter()
            .map(|title| Cell::new(title.trim_end_matches('#')).add_attribute(Attribute::Bold)),
    );
    for row in rows {
        table.add_row(row);
    }
    for (column, title) in table.column_iter_mut().zip(header) {
        if title.ends_with('#') {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// What an edge is called by, seen from one of its ends: an arrow leads from head to tail.
pub(crate) fn relation(label: &EdgeLabel<'_>, seen_from: &str) -> String {
    let arrow = if label.relation.is_symmetric() {
        "–"
    } else if label.relation.head() == seen_from {
        "→"
    } else {
        "←"
    };
    let name = printable(label.relation.name());
    format!("{arrow} {name} ({})", number(label.count))
}

pub(crate) use crate::text::{counted, grouped as number, short as score};

/// Where evidence comes from, in a line: document, date, source.
pub(crate) fn origin(evidence: &Evidence) -> String {
    let mut line = printable(&evidence.document);
    for part in [
        evidence.date.map(|date| date.to_string()),
        evidence.source.as_deref().map(printable),
    ]
    .into_iter()
    .flatten()
    {
        write!(line, " · {part}").expect("strings can be written");
    }
    dim(&line)
}

/// A sentence with both names marked.
pub(crate) fn marked(passage: &Passage) -> String {
    let mut marks: Vec<(Span, Style)> = passage
        .a
        .iter()
        .map(|&span| (span, FIRST))
        .chain(passage.b.iter().map(|&span| (span, SECOND)))
        .collect();
    marks.sort_by_key(|(span, _)| *span);
    let mut line = String::new();
    let mut at = passage.span.start();
    for (span, style) in marks {
        if span.start() < at {
            continue;
        }
        let cut = |from: usize, to: usize| {
            printable(&passage.text[from - passage.span.start()..to - passage.span.start()])
        };
        write!(
            line,
            "{}{style}{}{style:#}",
            cut(at, span.start()),
            cut(span.start(), span.end())
        )
        .expect("strings can be written");
        at = span.end();
    }
    line.push_str(&printable(&passage.text[at - passage.span.start()..]));
    line
}

/// Text of a document made safe for a terminal: white space to single spaces, control characters shown, not obeyed.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => {
                if !safe.ends_with(' ') {
                    safe.push(' ');
                }
            }
            control
                if control.is_control()
                    || matches!(control, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
            {
                safe.push('\u{FFFD}');
            }
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(counted(1, "document"), "1 document");
        assert_eq!(counted(2, "entity"), "2 entities");
    }

    #[test]
    fn documents_cannot_command_the_terminal() {
        assert_eq!(
            printable("a\u{1b}[31mb\nc\u{202E}d"),
            "a\u{FFFD}[31mb c\u{FFFD}d"
        );
    }

    #[test]
    fn scores_are_short() {
        assert_eq!(
            [score(0.1234), score(12.345), score(1234.5), score(-0.5)],
            ["0.12", "12.3", "1234", "-0.50"]
        );
    }
}
