//! Tells how a dictionary file is written: by its suffix, and, where our own formats and those of other tools share one, by its first bytes.
//!
//! A file is taken for another tool's only if it cannot be one of ours: a wrong guess would find wrong names without a word.

use std::path::Path;

use serde_json::{Map, Value};

use super::DictionaryFormat;
use crate::error::{Error, Result};

/// The columns of a table of `GeoNames`.
const GEONAMES_COLUMNS: usize = 19;

/// The format of a file, whose compression is undone.
pub(super) fn detect(path: &Path, head: &[u8]) -> Result<DictionaryFormat> {
    let is_packed = path
        .extension()
        .is_some_and(|suffix| suffix.eq_ignore_ascii_case("gz"));
    let inner = if is_packed {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let line = head.lines().next().unwrap_or_default();
    let is_json = inner
        .extension()
        .is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"));
    if is_json {
        return json(head).ok_or_else(|| Error::DictionarySuffix {
            path: path.to_owned(),
        });
    }
    let by_suffix = DictionaryFormat::from_path(&inner).map_err(|_| Error::DictionarySuffix {
        path: path.to_owned(),
    })?;
    let other = match by_suffix {
        DictionaryFormat::JsonLines => json_lines(line),
        DictionaryFormat::Csv => wikidata_csv(line),
        DictionaryFormat::Tsv => jensen_lab(&inner, line),
        DictionaryFormat::Names => geonames(line),
        _ => None,
    };
    Ok(other.unwrap_or(by_suffix))
}

/// None of ours ends in `.json`.
fn json(head: &str) -> Option<DictionaryFormat> {
    if head.starts_with('[') || is_wikidata(head) {
        return Some(DictionaryFormat::Wikidata);
    }
    head.starts_with('{').then_some(DictionaryFormat::Flashtext)
}

/// Ours have a `name`, and no `pattern` or `labels`.
fn json_lines(line: &str) -> Option<DictionaryFormat> {
    if is_wikidata(line) {
        return Some(DictionaryFormat::Wikidata);
    }
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    let is_spacy = object.contains_key("label") && object.contains_key("pattern");
    is_spacy.then_some(DictionaryFormat::Spacy)
}

/// How the dump begins each entity. One is often longer than what is looked at.
fn is_wikidata(head: &str) -> bool {
    ["item", "property", "lexeme"].iter().any(|kind| {
        head.strip_prefix("{\"type\":\"")
            .is_some_and(|rest| rest.starts_with(kind))
    })
}

/// Ours have a column `name`.
fn wikidata_csv(line: &str) -> Option<DictionaryFormat> {
    let cells: Vec<&str> = line
        .split(',')
        .map(|cell| cell.trim_matches(['"', ' ']))
        .collect();
    let has = |name: &str| cells.contains(&name);
    let is_ours = cells.iter().any(|cell| cell.eq_ignore_ascii_case("name"));
    (!is_ours && has("item") && has("itemLabel")).then_some(DictionaryFormat::WikidataCsv)
}

/// Ours begin with the names of columns.
fn jensen_lab(path: &Path, line: &str) -> Option<DictionaryFormat> {
    let name = path.file_name()?.to_str()?;
    let mut cells = line.split('\t');
    let mut is_number = || {
        cells
            .next()
            .is_some_and(|cell| cell.trim().parse::<i64>().is_ok())
    };
    (name.ends_with("entities.tsv") && is_number() && is_number())
        .then_some(DictionaryFormat::JensenLab)
}

/// Ours have a name on each line, which is not parted by eighteen tabs.
fn geonames(line: &str) -> Option<DictionaryFormat> {
    let cells: Vec<&str> = line.split('\t').collect();
    let is_table = cells.len() == GEONAMES_COLUMNS
        && cells[0].bytes().all(|byte| byte.is_ascii_digit())
        && cells[4].parse::<f64>().is_ok();
    is_table.then_some(DictionaryFormat::GeoNames)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DictionaryFormat as F;

    #[test]
    fn ours_stay_ours_and_others_are_known_by_their_content() {
        let place = "1\tOf\tOf\t\t40.9\t40.2\tP\tPPL\tTR\t\t\t\t\t\t1\t\t\tx\t2020-01-01\n";
        for (path, head, format) in [
            ("a.toml", "[[entity]]", F::Toml),
            ("a.jsonl", "{\"name\":\"A\"}\n", F::JsonLines),
            (
                "a.jsonl",
                "\n{\"label\":\"ORG\",\"pattern\":\"A\"}\n",
                F::Spacy,
            ),
            (
                "a.jsonl",
                "{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\"",
                F::Wikidata,
            ),
            ("a.json.gz", "[\n{\"type\":\"item\"", F::Wikidata),
            ("a.json", "{\"Acme\": [\"acme inc\"]}", F::Flashtext),
            ("a.csv", "item,itemLabel,alias\n", F::WikidataCsv),
            ("a.csv", "name,item,itemLabel\n", F::Csv),
            ("x_entities.tsv", "1\t-26\tDOID:1\n", F::JensenLab),
            ("x_entities.tsv", "id\tname\n", F::Tsv),
            ("x.tsv", "1\t-26\tDOID:1\n", F::Tsv),
            ("cities.txt", place, F::GeoNames),
            ("a.txt", "Acme=>Acme Corp\n", F::Names),
            ("lists.def", "a.lst:org", F::Gate),
            ("t.ttl", "", F::Skos),
        ] {
            let found = detect(Path::new(path), head.as_bytes());
            assert_eq!(found.unwrap(), format, "{path}: {head}");
        }
        for path in ["a", "a.xml", "a.json"] {
            assert!(detect(Path::new(path), b"acme").is_err(), "{path}");
        }
    }
}
