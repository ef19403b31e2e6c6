//! Reading our own formats: TOML, JSON Lines, plain lists of names. Tables have a file of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::blocks::BlockRow;
use super::details::Details;
use super::row::EntityRow;
use super::rows::{NewRow, Rows};
use super::{Block, Case, Variants};
use crate::error::{Error, Place, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlFile {
    #[serde(default)]
    entity: Vec<Spanned<EntityRow>>,
    #[serde(default)]
    block: Vec<Spanned<TomlBlock>>,
    #[serde(default)]
    types: BTreeMap<String, Spanned<TomlType>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlBlock {
    text: Arc<str>,
    case: Option<Case>,
}

/// What holds for those entities of the file that are of a type and do not say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlType {
    variants: Option<Variants>,
}

pub(super) fn parse_toml(text: &str, file: u32, rows: &mut Rows) -> Result<()> {
    let parsed: TomlFile = toml::from_str(text).map_err(|source| {
        let at = source.span().map_or(0, |span| span.start);
        let line = LineCounter::new(text).line_of(at);
        syntax_error(rows.file_name(file), line, source.message().to_owned())
    })?;
    let mut line = LineCounter::new(text);
    let types = parsed.types;
    let mut used = BTreeSet::new();
    for row in parsed.entity {
        let place = (file, line.line_of(row.span().start));
        let mut row = row.into_inner();
        if let Some(of_type) = types.get(&row.entity_type) {
            row.variants = row.variants.or(of_type.get_ref().variants);
            used.insert(row.entity_type.clone());
        }
        row.add_to(rows, place)?;
    }
    if let Some((name, of_type)) = types.iter().find(|(name, _)| !used.contains(*name)) {
        let line = LineCounter::new(text).line_of(of_type.span().start);
        let what = format!("no entity of this file has the type `{name}`");
        return Err(syntax_error(rows.file_name(file), line, what));
    }
    let mut line = LineCounter::new(text);
    for block in parsed.block {
        let place = (file, line.line_of(block.span().start));
        let TomlBlock { text, case } = block.into_inner();
        rows.push_block(place, Block { text, case })?;
    }
    Ok(())
}

pub(super) fn parse_json_lines(text: &str, file: u32, rows: &mut Rows) -> Result<()> {
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if line.contains("\"block\"") && is_block(line) {
            let block: BlockRow = serde_json::from_str(line)
                .map_err(|source| syntax_error(rows.file_name(file), number, source))?;
            rows.push_block((file, number), block.into())?;
            continue;
        }
        let row: EntityRow = serde_json::from_str(line)
            .map_err(|source| syntax_error(rows.file_name(file), number, source))?;
        row.add_to(rows, (file, number))?;
    }
    Ok(())
}

/// Whether a line is an object with the key `block`.
fn is_block(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        #[serde(rename = "block")]
        _block: IgnoredAny,
    }
    serde_json::from_str::<Probe>(line).is_ok()
}

pub(super) fn parse_names(text: &str, file: u32, rows: &mut Rows) -> Result<()> {
    for (number, line) in (1..).zip(text.lines()) {
        let row = NewRow {
            name: line.trim(),
            ..NewRow::default()
        };
        if !row.name.is_empty() {
            rows.push((file, number), row, std::iter::empty(), &Details::default())?;
        }
    }
    Ok(())
}

pub(super) fn syntax_error(
    file: &Arc<str>,
    line: u64,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::DictionarySyntax {
        place: Place::new(file, line),
        source: source.into(),
    }
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
    use crate::dictionary::DictionaryFormat;
    use crate::dictionary::importers::{ImportOptions, Source};
    use std::path::Path;

    fn parse(format: DictionaryFormat, text: &str) -> Result<Rows> {
        let mut rows = Rows::default();
        let mut source = Source {
            path: Path::new("test"),
            input: &mut text.as_bytes(),
            beside: &|_| unreachable!("our own formats are single files"),
            options: &ImportOptions::default(),
        };
        format.read(&mut source, &mut rows)?;
        Ok(rows)
    }

    fn aliases(rows: &Rows, row: usize) -> Vec<&str> {
        rows.row(row).aliases().collect()
    }

    fn line(rows: &Rows, row: usize) -> u64 {
        rows.row(row).place().line
    }

    #[test]
    fn toml_carries_every_rule_and_its_line() {
        let rows = parse(
            DictionaryFormat::Toml,
            "# ours\n\n[[entity]]\nname = 'Nvidia'\ntype = 'organization'\naliases = ['Nvidia Corp.', { text = 'NVDA', case = 'exact', needs = ['chip'] }]\n\n[[entity]]\nname = 'H800'\nparent = 'nvidia'\n",
        )
        .unwrap();
        assert_eq!(line(&rows, 0), 3);
        assert_eq!(line(&rows, 1), 8);
        assert_eq!(aliases(&rows, 0), ["Nvidia Corp.", "NVDA"]);
        assert_eq!(rows.row(0).to_entity("x").aliases[1].needs.len(), 1);
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
        assert_eq!(aliases(&rows, 0), ["X", "a|b", "c\\", "\\d"]);
        assert_eq!(rows.row(0).to_entity("x").attributes["country"], "us");
        assert_eq!(rows.row(1).name(), "Y, Inc.");
        assert_eq!(rows.row(1).id(), None);
        assert_eq!(line(&rows, 1), 3);
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
        let found: Vec<_> = (0..rows.len())
            .map(|row| (line(&rows, row), rows.row(row).name()))
            .collect();
        assert_eq!(found, [(1, "OpenAI"), (3, "DeepSeek")]);
    }

    #[test]
    fn json_lines_have_the_same_fields() {
        let rows = parse(DictionaryFormat::JsonLines, "{\"id\":\"a\",\"name\":\"A\",\"aliases\":[\"x\",{\"text\":\"y\",\"case\":\"ignore\"}]}\n\n").unwrap();
        assert_eq!(aliases(&rows, 0), ["x", "y"]);
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
