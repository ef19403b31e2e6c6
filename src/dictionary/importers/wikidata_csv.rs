//! CSV of the Wikidata Query Service: a row for each solution of the query, so several for an item.

use std::collections::{BTreeSet, HashMap};

use super::gathered::Gathered;
use super::source::malformed;
use super::{ImportRemark, Source};
use crate::dictionary::Alias;
use crate::dictionary::rows::Rows;
use crate::error::{Error, Place, Result};

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let file = rows.file(&source.path.display().to_string());
    let name = rows.file_name(file).clone();
    let failed = |error: csv::Error| {
        if error.is_io_error() {
            return Error::Io {
                path: source.path.to_owned(),
                source: error.into(),
            };
        }
        let line = error.position().map_or(0, csv::Position::line);
        malformed(source.path, line, error)
    };
    let mut reader = csv::Reader::from_reader(&mut *source.input);
    let header = reader.headers().map_err(failed)?;
    let columns = Columns::of(header).ok_or_else(|| Error::DictionaryColumn {
        path: source.path.to_owned(),
        column: "itemLabel",
        found: header.iter().map(str::to_owned).collect(),
    })?;
    let mut items: Vec<Item> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(failed)? {
        let line = record.position().map_or(0, csv::Position::line);
        let id = tail(record.get(columns.item).unwrap_or_default().trim());
        if id.is_empty() {
            rows.note(ImportRemark::Nameless, (file, line));
            continue;
        }
        let number = *by_id.entry(id.to_owned()).or_insert(items.len());
        if number == items.len() {
            items.push(Item::new(id, line, columns.attributes.len()));
        }
        items[number].add(&record, &columns);
    }
    let mut gathered = Gathered::default();
    for item in &items {
        let Some(label) = &item.label else {
            rows.note(ImportRemark::Nameless, (file, item.line));
            continue;
        };
        let entity_type = item.types.first().map_or("", String::as_str);
        let place = Place::new(&name, item.line);
        let entity = gathered.with_id((&item.id, label, entity_type), &place)?;
        for alias in &item.aliases {
            gathered.alias(entity, Alias::new(alias));
        }
        let values = columns.attributes.iter().zip(&item.attributes);
        for ((_, key), values) in values.filter(|(_, values)| !values.is_empty()) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let attributes = &mut gathered.entity(entity).attributes;
            attributes.insert(key.clone(), values.join("|"));
        }
    }
    gathered.add_to(rows)
}

/// Which column holds what.
struct Columns {
    item: usize,
    label: usize,
    /// With what parts the aliases in them, if there may be several.
    aliases: Vec<(usize, Option<&'static str>)>,
    entity_type: Option<usize>,
    attributes: Vec<(usize, String)>,
}

impl Columns {
    /// The columns of a header; `None` if none has a `Label` beside it.
    fn of(header: &csv::StringRecord) -> Option<Self> {
        let column = |name: &str| header.iter().position(|cell| cell.trim() == name);
        let names = std::iter::once("item").chain(header.iter().map(str::trim));
        let (item, label) = names
            .filter(|name| !name.is_empty())
            .find_map(|name| Some((name, column(name)?, column(&format!("{name}Label"))?)))
            .map(|(name, item, label)| ((name.to_owned(), item), label))?;
        let alt_label = format!("{}AltLabel", item.0);
        let aliases = header.iter().enumerate().filter_map(|(at, cell)| {
            let cell = cell.trim();
            match cell {
                "alias" | "altLabel" => Some((at, None)),
                // What GROUP_CONCAT is told to put between them.
                "aliases" | "altLabels" => Some((at, Some("|"))),
                // What the label service puts between them.
                _ if cell == alt_label => Some((at, Some(", "))),
                _ => None,
            }
        });
        let aliases: Vec<_> = aliases.collect();
        let entity_type = ["typeLabel", "classLabel", "type", "class"]
            .iter()
            .find_map(|name| column(name));
        let used = |at: usize| {
            at == item.1
                || at == label
                || entity_type == Some(at)
                || aliases.iter().any(|(alias, _)| *alias == at)
        };
        let attributes = header.iter().enumerate().filter(|(at, _)| !used(*at));
        let attributes = attributes
            .map(|(at, cell)| (at, cell.trim().to_owned()))
            .collect();
        Some(Self {
            item: item.1,
            label,
            aliases,
            entity_type,
            attributes,
        })
    }
}

/// What all rows say of an item.
struct Item {
    id: String,
    line: u64,
    label: Option<String>,
    aliases: Vec<String>,
    types: BTreeSet<String>,
    /// The values of each further column.
    attributes: Vec<BTreeSet<String>>,
}

impl Item {
    fn new(id: &str, line: u64, attributes: usize) -> Self {
        Self {
            id: id.to_owned(),
            line,
            label: None,
            aliases: Vec::new(),
            types: BTreeSet::new(),
            attributes: vec![BTreeSet::new(); attributes],
        }
    }

    fn add(&mut self, record: &csv::StringRecord, columns: &Columns) {
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let label = cell(columns.label);
        // Without a label in the languages asked for, the service gives the number.
        if !label.is_empty() && label != self.id && self.label.as_deref() != Some(label) {
            match &self.label {
                None => self.label = Some(label.to_owned()),
                Some(_) => self.alias(label),
            }
        }
        for &(column, separator) in &columns.aliases {
            match separator {
                None => self.alias(cell(column)),
                Some(separator) => cell(column)
                    .split(separator)
                    .for_each(|alias| self.alias(alias)),
            }
        }
        if let Some(column) = columns
            .entity_type
            .filter(|column| !cell(*column).is_empty())
        {
            self.types.insert(tail(cell(column)).to_owned());
        }
        for (values, (column, _)) in self.attributes.iter_mut().zip(&columns.attributes) {
            let value = tail(cell(*column));
            if !value.is_empty() {
                values.insert(value.to_owned());
            }
        }
    }

    fn alias(&mut self, alias: &str) {
        let alias = alias.trim();
        if !alias.is_empty() && !self.aliases.iter().any(|known| known == alias) {
            self.aliases.push(alias.to_owned());
        }
    }
}

/// The Q number of an IRI; any other value as it is.
fn tail(value: &str) -> &str {
    value
        .strip_prefix("http://www.wikidata.org/entity/")
        .or_else(|| value.strip_prefix("https://www.wikidata.org/entity/"))
        .unwrap_or(value)
}
