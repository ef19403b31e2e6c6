//! The file formats of dictionaries: TOML for people, JSON Lines for machines, CSV and TSV for spreadsheets, a plain list of names.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::Alias;
use super::row::{AliasRow, EntityRow};
use crate::error::{Error, Place, Result};

/// How a dictionary file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DictionaryFormat {
    /// `[[entity]]` tables.
    Toml,
    /// One JSON object a line, with the fields of the TOML form.
    JsonLines,
    /// A header with `id,name,type,aliases,parent`, of which `name` suffices; aliases joined by `|`, with `\|` and `\\` as the only
    /// escapes; every further column is an attribute.
    Csv,
    /// The same, separated by tabs, without quoting.
    Tsv,
    /// One name a line.
    Names,
}

impl DictionaryFormat {
    /// Tells the format from a file's suffix.
    ///
    /// # Errors
    /// If the suffix is none of `.toml`, `.jsonl`, `.ndjson`, `.csv`, `.tsv`, `.txt`.
    pub fn from_path(path: &Path) -> Result<Self> {
        let suffix = path
            .extension()
            .and_then(|suffix| suffix.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        match suffix.as_str() {
            "toml" => Ok(Self::Toml),
            "jsonl" | "ndjson" => Ok(Self::JsonLines),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "txt" => Ok(Self::Names),
            _ => Err(Error::DictionarySuffix {
                path: path.to_owned(),
            }),
        }
    }

    /// Reads every entity of a file's text, each with its place.
    pub(super) fn parse(self, text: &str, file: &Arc<str>) -> Result<Vec<(Place, EntityRow)>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        match self {
            Self::Toml => parse_toml(text, file),
            Self::JsonLines => parse_json_lines(text, file),
            Self::Csv => parse_table(text, file, b','),
            Self::Tsv => parse_table(text, file, b'\t'),
            Self::Names => Ok(parse_names(text, file)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlFile {
    #[serde(default)]
    entity: Vec<Spanned<EntityRow>>,
}

fn parse_toml(text: &str, file: &Arc<str>) -> Result<Vec<(Place, EntityRow)>> {
    let parsed: TomlFile = toml::from_str(text).map_err(|source| {
        let at = source.span().map_or(0, |span| span.start);
        syntax_error(file, line_of(text, at), source.message().to_owned())
    })?;
    let mut line = LineCounter::new(text);
    Ok(parsed
        .entity
        .into_iter()
        .map(|row| {
            (
                Place::new(file, line.line_of(row.span().start)),
                row.into_inner(),
            )
        })
        .collect())
}

fn parse_json_lines(text: &str, file: &Arc<str>) -> Result<Vec<(Place, EntityRow)>> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let row =
            serde_json::from_str(line).map_err(|source| syntax_error(file, number, source))?;
        rows.push((Place::new(file, number), row));
    }
    Ok(rows)
}

fn parse_names(text: &str, file: &Arc<str>) -> Vec<(Place, EntityRow)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let row = EntityRow {
                name: line.trim().to_owned(),
                ..EntityRow::default()
            };
            (Place::new(file, number), row)
        })
        .collect()
}

fn parse_table(text: &str, file: &Arc<str>, delimiter: u8) -> Result<Vec<(Place, EntityRow)>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|source| csv_error(file, source))?
        .clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(name))
    };
    let Some(name) = column("name") else {
        return Err(Error::DictionaryColumn {
            path: file.as_ref().into(),
            column: "name",
            found: header.iter().map(str::to_owned).collect(),
        });
    };
    let known = [
        column("id"),
        Some(name),
        column("type"),
        column("aliases"),
        column("parent"),
    ];
    let [id, _, entity_type, aliases, parent] = known;
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|source| csv_error(file, source))?
    {
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| record.get(column))
                .unwrap_or_default()
                .trim()
        };
        let filled = |column| {
            Some(cell(column))
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned)
        };
        let row = EntityRow {
            id: filled(id),
            name: cell(Some(name)).to_owned(),
            entity_type: cell(entity_type).to_owned(),
            parent: filled(parent),
            context: Vec::new(),
            aliases: split_aliases(cell(aliases))
                .map(|alias| AliasRow(Alias::new(alias)))
                .collect(),
            attributes: header
                .iter()
                .enumerate()
                .filter(|(column, _)| !known.contains(&Some(*column)))
                .filter_map(|(column, name)| Some((name.trim().to_owned(), filled(Some(column))?)))
                .collect(),
        };
        rows.push((Place::new(file, line), row));
    }
    Ok(rows)
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

fn syntax_error(
    file: &Arc<str>,
    line: u64,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::DictionarySyntax {
        place: Place::new(file, line),
        source: source.into(),
    }
}

fn csv_error(file: &Arc<str>, source: csv::Error) -> Error {
    let line = source.position().map_or(0, csv::Position::line);
    syntax_error(file, line, source)
}

fn line_of(text: &str, offset: usize) -> u64 {
    LineCounter::new(text).line_of(offset)
}

/// Turns rising byte offsets into line numbers in one pass.
struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn line_of(&mut self, offset: usize) -> u64 {
        let offset = offset.clamp(self.at, self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..offset]).count() as u64;
        self.at = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(format: DictionaryFormat, text: &str) -> Result<Vec<(Place, EntityRow)>> {
        format.parse(text, &Arc::from("test"))
    }

    fn aliases(row: &EntityRow) -> Vec<&str> {
        row.aliases.iter().map(|alias| &*alias.0.text).collect()
    }

    #[test]
    fn toml_carries_every_rule_and_its_line() {
        let rows = parse(
            DictionaryFormat::Toml,
            "# ours\n\n[[entity]]\nname = 'Nvidia'\ntype = 'organization'\naliases = ['Nvidia Corp.', { text = 'NVDA', case = 'exact', needs = ['chip'] }]\n\n[[entity]]\nname = 'H800'\nparent = 'nvidia'\n",
        )
        .unwrap();
        assert_eq!(rows[0].0.line, 3);
        assert_eq!(rows[1].0.line, 8);
        assert_eq!(aliases(&rows[0].1), ["Nvidia Corp.", "NVDA"]);
        assert_eq!(rows[0].1.aliases[1].0.needs.len(), 1);
    }

    #[test]
    fn mistakes_in_toml_name_the_line_and_the_field() {
        let error = parse(
            DictionaryFormat::Toml,
            "[[entity]]\nname = 'A'\n[[entity]]\nname = 'B'\naliases = [{ txt = 'b' }]\n",
        )
        .unwrap_err();
        let message = error.to_string();
        assert!(message.contains("test:5"), "{message}");
        assert!(
            std::error::Error::source(&error)
                .unwrap()
                .to_string()
                .contains("txt")
        );
    }

    #[test]
    fn tables_split_aliases_and_keep_further_columns() {
        let rows = parse(
            DictionaryFormat::Csv,
            "id,name,type,aliases,country\nx,X Corp,org,X|a\\|b|c\\\\|\\d,us\n,\"Y, Inc.\",,,\n",
        )
        .unwrap();
        assert_eq!(aliases(&rows[0].1), ["X", "a|b", "c\\", "\\d"]);
        assert_eq!(rows[0].1.attributes["country"], "us");
        assert_eq!(rows[1].1.name, "Y, Inc.");
        assert_eq!(rows[1].1.id, None);
        assert_eq!(rows[1].0.line, 3);
    }

    #[test]
    fn a_table_without_names_is_refused_with_what_it_has() {
        let error = parse(DictionaryFormat::Tsv, "label\tid\na\t1\n").unwrap_err();
        assert!(error.to_string().contains("label"), "{error}");
    }

    #[test]
    fn a_ragged_row_is_named_by_its_line() {
        let error = parse(DictionaryFormat::Csv, "id,name\na,A\nb,B,extra\n").unwrap_err();
        assert!(error.to_string().contains("test:3"), "{error}");
    }

    #[test]
    fn names_are_one_a_line() {
        let rows = parse(DictionaryFormat::Names, "OpenAI\n\n  DeepSeek  \r\n").unwrap();
        assert_eq!(
            rows.iter()
                .map(|(place, row)| (place.line, row.name.as_str()))
                .collect::<Vec<_>>(),
            [(1, "OpenAI"), (3, "DeepSeek")]
        );
    }

    #[test]
    fn json_lines_have_the_same_fields() {
        let rows = parse(DictionaryFormat::JsonLines, "{\"id\":\"a\",\"name\":\"A\",\"aliases\":[\"x\",{\"text\":\"y\",\"case\":\"ignore\"}]}\n\n").unwrap();
        assert_eq!(aliases(&rows[0].1), ["x", "y"]);
        assert!(
            parse(
                DictionaryFormat::JsonLines,
                "{\"name\":\"A\"}\n{\"nam\":1}\n"
            )
            .unwrap_err()
            .to_string()
            .contains("test:2")
        );
    }
}
