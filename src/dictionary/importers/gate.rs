//! GATE gazetteers: an index of lists, or one list.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use super::Source;
use super::gathered::Gathered;
use super::source::{Lines, Malformed, malformed};
use crate::dictionary::Alias;
use crate::dictionary::rows::Rows;
use crate::error::{Place, Result};

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let is_index = source
        .path
        .extension()
        .is_some_and(|suffix| suffix.eq_ignore_ascii_case("def"));
    let mut gathered = Gathered::default();
    if is_index {
        let mut index = Lines::new(&mut *source.input, source.path);
        while let Some((number, line)) = index.next_filled()? {
            let list = List::parse(line)
                .ok_or_else(|| malformed(source.path, number, Malformed::NoList))?;
            let path = source.path.with_file_name(list.file);
            let mut input = (source.beside)(Path::new(list.file))?;
            list.read(&mut *input, &path, &mut gathered)?;
        }
    } else {
        List::default().read(&mut *source.input, source.path, &mut gathered)?;
    }
    gathered.add_to(rows)
}

/// A line of the index.
#[derive(Debug, Default)]
struct List<'a> {
    file: &'a str,
    entity_type: &'a str,
    /// What the entries have beside their type.
    attributes: BTreeMap<String, String>,
}

impl<'a> List<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.split(':').map(str::trim);
        let file = fields.next().filter(|file| !file.is_empty())?;
        let [major, minor, language, annotation] =
            std::array::from_fn(|_| fields.next().unwrap_or_default());
        let (entity_type, major) = if minor.is_empty() {
            (major, "")
        } else {
            (minor, major)
        };
        let attributes = [
            ("majorType", major),
            ("language", language),
            ("annotationType", annotation),
        ];
        let filled = attributes
            .into_iter()
            .filter(|(_, value)| !value.is_empty());
        Some(Self {
            file,
            entity_type,
            attributes: filled
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        })
    }

    fn read(&self, input: &mut dyn BufRead, path: &Path, gathered: &mut Gathered) -> Result<()> {
        let mut lines = Lines::new(input, path);
        let file = lines.file();
        while let Some((number, line)) = lines.next_filled()? {
            let (name, features) = split(line);
            if name.is_empty() {
                continue;
            }
            let place = Place::new(&file, number);
            let id = features.iter().find(|(key, _)| *key == "id");
            let entity = match id.map(|(_, id)| *id).filter(|id| !id.is_empty()) {
                Some(id) => gathered.with_id((id, name, self.entity_type), &place)?,
                None => gathered.named(name, self.entity_type, &place),
            };
            gathered.alias(entity, Alias::new(name));
            let attributes = &mut gathered.entity(entity).attributes;
            for (key, value) in &self.attributes {
                attributes
                    .entry(key.clone())
                    .or_insert_with(|| value.clone());
            }
            for (key, value) in features {
                if key != "id" && !value.is_empty() {
                    let attribute = attributes.entry(key.to_owned());
                    attribute.or_insert_with(|| value.to_owned());
                }
            }
        }
        Ok(())
    }
}

/// An entry and its features. What parts them is an option of GATE's loader, which the file does not tell: a tab always does, an `&` where all
/// behind it is `name=value`.
fn split(line: &str) -> (&str, Vec<(&str, &str)>) {
    if let Some((name, features)) = line.split_once('\t') {
        return (
            name.trim(),
            features.split('\t').filter_map(feature).collect(),
        );
    }
    let parsed = line.split_once('&').and_then(|(name, features)| {
        let features: Option<Vec<_>> = features.split('&').map(feature).collect();
        Some((name.trim(), features?))
    });
    parsed.unwrap_or((line.trim(), Vec::new()))
}

fn feature(part: &str) -> Option<(&str, &str)> {
    let (key, value) = part.split_once('=')?;
    let key = key.trim();
    let is_name = key.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    is_name.then_some((key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ampersand_may_be_part_of_a_name() {
        assert_eq!(split("AT&T").0, "AT&T");
        assert_eq!(split("Marks & Spencer & Sons").0, "Marks & Spencer & Sons");
        assert_eq!(
            split("Acme&id=Q1&kind=org"),
            ("Acme", vec![("id", "Q1"), ("kind", "org")])
        );
        assert_eq!(split("AT&T\tid=att\tnote"), ("AT&T", vec![("id", "att")]));
    }
}
