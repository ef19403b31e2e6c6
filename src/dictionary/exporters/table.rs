//! Our own tables, CSV and TSV.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::on_a_line;
use crate::dictionary::Dictionary;

/// The columns with a meaning of their own. An attribute of that name cannot have a column.
const COLUMNS: [&str; 5] = ["id", "name", "type", "aliases", "parent"];

pub(super) fn write(
    dictionary: &Dictionary,
    delimiter: u8,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut attributes = BTreeSet::new();
    for entity in dictionary.entities() {
        let keys = entity.attributes().into_keys();
        attributes.extend(keys.filter(|key| has_column(key)));
    }
    let is_csv = delimiter == b',';
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(if is_csv {
            csv::QuoteStyle::Necessary
        } else {
            csv::QuoteStyle::Never
        })
        .from_writer(output);
    let cell = |text: &str| -> String {
        if is_csv {
            text.to_owned()
        } else {
            on_a_line(text).into_owned()
        }
    };
    let columns = COLUMNS.iter().copied().map(str::to_owned);
    writer.write_record(columns.chain(attributes.iter().map(|key| cell(key))))?;
    for entity in dictionary.entities() {
        let aliases: Vec<String> = entity.forms().map(escaped).collect();
        let mut record = vec![
            cell(entity.id()),
            cell(entity.name()),
            cell(entity.entity_type()),
            cell(&aliases.join("|")),
            cell(entity.parent().map_or("", |parent| parent.id())),
        ];
        if !attributes.is_empty() {
            let values = entity.attributes();
            let value = |key: &String| values.get(key).map_or("", String::as_str);
            record.extend(attributes.iter().map(|key| cell(value(key))));
        }
        writer.write_record(&record)?;
    }
    writer.flush()
}

/// Whether an attribute can be a column that is read back as that attribute.
pub(super) fn has_column(key: &str) -> bool {
    !key.is_empty()
        && key == on_a_line(key)
        && !COLUMNS
            .iter()
            .any(|column| key.eq_ignore_ascii_case(column))
}

fn escaped(alias: &str) -> String {
    alias.replace('\\', "\\\\").replace('|', "\\|")
}
