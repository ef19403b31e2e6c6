//! Dictionaries as tables: CSV and TSV, read row by row.

use std::io::Read;
use std::path::Path;

use super::details::Details;
use super::own_formats::syntax_error;
use super::rows::{NewRow, Rows};
use crate::error::{Error, Result};

/// Adds every row of a table.
pub(super) fn read(input: impl Read, path: &Path, delimiter: u8, rows: &mut Rows) -> Result<()> {
    let file = rows.file(&path.display().to_string());
    let failed = |source: csv::Error, rows: &Rows| {
        if !source.is_io_error() {
            let line = source.position().map_or(0, csv::Position::line);
            return syntax_error(rows.file_name(file), line, source);
        }
        Error::Io {
            path: path.to_owned(),
            source: source.into(),
        }
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .from_reader(input);
    let header = reader
        .headers()
        .map_err(|source| failed(source, rows))?
        .clone();
    let columns = Columns::new(&header, path)?;
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|source| failed(source, rows))?
    {
        let line = record.position().map_or(0, csv::Position::line);
        columns.add_row(&record, (file, line), rows)?;
    }
    Ok(())
}

/// Which column holds what.
struct Columns {
    id: Option<usize>,
    name: usize,
    entity_type: Option<usize>,
    aliases: Option<usize>,
    parent: Option<usize>,
    /// All others, with their names.
    attributes: Vec<(usize, String)>,
}

impl Columns {
    fn new(header: &csv::StringRecord, path: &Path) -> Result<Self> {
        let column = |name: &str| {
            header
                .iter()
                .position(|cell| cell.trim().eq_ignore_ascii_case(name))
        };
        let Some(name) = column("name") else {
            return Err(Error::DictionaryColumn {
                path: path.to_owned(),
                column: "name",
                found: header.iter().map(str::to_owned).collect(),
            });
        };
        let [id, entity_type, aliases, parent] = ["id", "type", "aliases", "parent"].map(column);
        let known = [id, Some(name), entity_type, aliases, parent];
        let attributes = header
            .iter()
            .enumerate()
            .filter(|(column, _)| !known.contains(&Some(*column)))
            .map(|(column, name)| (column, name.trim().to_owned()));
        Ok(Self {
            id,
            name,
            entity_type,
            aliases,
            parent,
            attributes: attributes.collect(),
        })
    }

    fn add_row(
        &self,
        record: &csv::StringRecord,
        place: (u32, u64),
        rows: &mut Rows,
    ) -> Result<()> {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| record.get(column))
                .unwrap_or_default()
                .trim()
        };
        let filled = |column| Some(cell(column)).filter(|cell| !cell.is_empty());
        let mut details = Details::default();
        for (column, name) in &self.attributes {
            if let Some(value) = filled(Some(*column)) {
                details.attributes.insert(name.clone(), value.to_owned());
            }
        }
        let row = NewRow {
            id: filled(self.id),
            name: cell(Some(self.name)),
            entity_type: cell(self.entity_type),
            parent: filled(self.parent),
        };
        let aliases = cell(self.aliases);
        if aliases.contains('\\') {
            let aliases: Vec<String> = split_aliases(aliases).collect();
            rows.push(place, row, aliases.iter().map(String::as_str), &details)
        } else {
            let aliases = aliases
                .split('|')
                .map(str::trim)
                .filter(|alias| !alias.is_empty());
            rows.push(place, row, aliases, &details)
        }
    }
}

/// Splits at `|`, with `\|` and `\\` as the only escapes; blank parts are left out.
fn split_aliases(cell: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = cell.chars().peekable();
    std::iter::from_fn(move || {
        rest.peek()?;
        let mut alias = String::new();
        while let Some(character) = rest.next() {
            match character {
                '|' => break,
                '\\' => alias.push(
                    rest.next_if(|next| matches!(next, '|' | '\\'))
                        .unwrap_or('\\'),
                ),
                other => alias.push(other),
            }
        }
        Some(alias.trim().to_owned())
    })
    .filter(|alias| !alias.is_empty())
}
