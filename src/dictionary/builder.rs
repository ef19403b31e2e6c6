//! Puts a dictionary together: files merged, ids derived, parents checked.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::row::EntityRow;
use super::{Dictionary, DictionaryFormat, Entity, EntityId};
use crate::error::{Error, Place, Result};

/// Collects entities from files and from code; [`DictionaryBuilder::build`] checks them and makes the [`Dictionary`].
#[derive(Debug, Default)]
#[must_use]
pub struct DictionaryBuilder {
    rows: Vec<(Place, EntityRow)>,
    names: Vec<String>,
}

impl DictionaryBuilder {
    /// Adds an entity.
    pub fn entity(mut self, entity: &Entity) -> Self {
        let place = Place::new(&Arc::from("entity"), self.rows.len() as u64 + 1);
        self.rows.push((place, EntityRow::of(entity)));
        self
    }

    /// Adds every entity of a file.
    ///
    /// # Errors
    /// If the file cannot be read, is not UTF-8, has an unknown suffix or breaks its format; the error names the line.
    pub fn path(self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let format = DictionaryFormat::from_path(path)?;
        let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
        self.text(&text, format, &path.display().to_string())
    }

    /// Adds every entity of a text, under a name for messages.
    ///
    /// # Errors
    /// If the text breaks its format; the error names the line.
    pub fn text(mut self, text: &str, format: DictionaryFormat, name: &str) -> Result<Self> {
        self.rows.extend(format.parse(text, &Arc::from(name))?);
        self.names.push(name.to_owned());
        Ok(self)
    }

    /// Adds every entity of the dictionary that comes with the crate; see [`Dictionary::ai_industry`].
    ///
    /// # Errors
    /// Never: a test reads it.
    pub fn embedded(self) -> Result<Self> {
        self.text(
            super::model::AI_INDUSTRY,
            DictionaryFormat::Toml,
            "@ai-industry",
        )
    }

    /// Makes the dictionary. The order in which entities came does not matter.
    ///
    /// # Errors
    /// If two entities of one file have the same id; if two of different files do and their types differ; if a name is blank; if a
    /// parent does not exist, or an entity is its own ancestor.
    pub fn build(self) -> Result<Dictionary> {
        let ids = derive_ids(&self.rows)?;
        let mut by_id: BTreeMap<&str, (&Place, Entity)> = BTreeMap::new();
        // Where an id is given in so many words: once a file.
        let mut given: HashMap<(&str, &str), &Place> = HashMap::new();
        for ((place, row), id) in self.rows.iter().zip(&ids) {
            check_phrases(place, row)?;
            let entity = row.clone().into_entity(id);
            let twice = row
                .id
                .as_ref()
                .and_then(|id| given.insert((&place.file, id), place));
            let Some((first, known)) = by_id.get_mut(id.as_str()) else {
                by_id.insert(id, (place, entity));
                continue;
            };
            let other_type = !entity.entity_type.as_str().is_empty()
                && !known.entity_type.as_str().is_empty()
                && known.entity_type != entity.entity_type;
            if twice.is_some() || other_type {
                return Err(Error::DuplicateEntity {
                    id: id.clone(),
                    first: twice.unwrap_or(first).clone(),
                    first_type: known.entity_type.to_string(),
                    second: place.clone(),
                    second_type: entity.entity_type.to_string(),
                });
            }
            merge(known, entity);
        }
        check_parents(&by_id)?;
        let entities = by_id.into_values().map(|(_, entity)| entity).collect();
        Ok(Dictionary::from_sorted(entities, self.names))
    }
}

/// A blank word would be found in every document.
fn check_phrases(place: &Place, row: &EntityRow) -> Result<()> {
    let phrases = row
        .aliases
        .iter()
        .flat_map(|alias| alias.0.needs.iter().chain(&alias.0.unless));
    for phrase in phrases {
        if phrase.trim().is_empty() {
            return Err(Error::BlankPhrase {
                place: place.clone(),
            });
        }
    }
    Ok(())
}

/// Gives each row its id: its own, else the slug of its name; names that differ but have the same slug keep the exact name as id, whatever
/// their order.
fn derive_ids(rows: &[(Place, EntityRow)]) -> Result<Vec<String>> {
    let mut names_by_slug: HashMap<String, Option<&str>> = HashMap::new();
    let mut slugs = Vec::with_capacity(rows.len());
    for (place, row) in rows {
        let blank = row.name.trim().is_empty();
        if blank || row.id.as_ref().is_some_and(|id| id.trim().is_empty()) {
            return Err(Error::BlankName {
                place: place.clone(),
            });
        }
        let slug = row.id.is_none().then(|| slug(&row.name));
        if let Some(slug) = &slug {
            names_by_slug
                .entry(slug.clone())
                .and_modify(|name| {
                    if *name != Some(row.name.as_str()) {
                        *name = None;
                    }
                })
                .or_insert(Some(row.name.as_str()));
        }
        slugs.push(slug);
    }
    let ids = rows
        .iter()
        .zip(slugs)
        .map(|((_, row), slug)| match (&row.id, slug) {
            (Some(id), _) => id.clone(),
            (None, Some(slug)) if !slug.is_empty() && names_by_slug[&slug].is_some() => slug,
            _ => row.name.trim().to_owned(),
        });
    Ok(ids.collect())
}

/// The id that a name gives: lower case, with every run of other characters than letters and digits as one hyphen.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Adds to `known` what another file says of the same entity. The name that comes first in byte order leads, so that the order of the
/// files does not matter.
fn merge(known: &mut Entity, other: Entity) {
    if known.name != other.name {
        let (lead, alias) = if known.name < other.name {
            (known.name.clone(), other.name)
        } else {
            (other.name, known.name.clone())
        };
        known.name = lead;
        known.aliases.push(super::Alias::new(alias));
    }
    if known.entity_type.as_str().is_empty() {
        known.entity_type = other.entity_type;
    }
    known.parent = match (known.parent.take(), other.parent) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.aliases.extend(other.aliases);
    known.aliases.sort();
    known.aliases.dedup();
    known.context.extend(other.context);
    known.context.sort();
    known.context.dedup();
    for (key, value) in other.attributes {
        known
            .attributes
            .entry(key)
            .and_modify(|kept| *kept = kept.clone().min(value.clone()))
            .or_insert(value);
    }
}

fn check_parents(by_id: &BTreeMap<&str, (&Place, Entity)>) -> Result<()> {
    let parent_of = |id: &str| {
        by_id
            .get(id)
            .and_then(|(_, entity)| entity.parent.as_ref())
            .map(EntityId::as_str)
    };
    for (id, (place, entity)) in by_id {
        let Some(parent) = &entity.parent else {
            continue;
        };
        if !by_id.contains_key(parent.as_str()) {
            return Err(Error::UnknownParent {
                id: (*id).to_owned(),
                parent: parent.to_string(),
                place: (*place).clone(),
            });
        }
        let (mut slow, mut fast) = (*id, parent_of(id));
        while let Some(next) = fast {
            if next == slow {
                return Err(Error::ParentCycle {
                    id: next.to_owned(),
                    place: (*place).clone(),
                });
            }
            slow = parent_of(slow).expect("the slow walk follows the fast one");
            fast = parent_of(next).and_then(parent_of);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(files: &[(&str, &str)]) -> Result<Dictionary> {
        let mut builder = Dictionary::builder();
        for (name, text) in files {
            builder = builder.text(text, DictionaryFormat::Csv, name)?;
        }
        builder.build()
    }

    fn ids(dictionary: &Dictionary) -> Vec<&str> {
        dictionary
            .entities()
            .iter()
            .map(|entity| entity.id.as_str())
            .collect()
    }

    #[test]
    fn ids_come_from_names_and_stay_apart() {
        let dictionary =
            build(&[("f", "name\nOpenAI\nC\nC++\nMoore Threads\n深度求索\n")]).unwrap();
        assert_eq!(
            ids(&dictionary),
            ["C", "C++", "moore-threads", "openai", "深度求索"]
        );
        let reordered = build(&[("f", "name\nC++\n深度求索\nMoore Threads\nC\nOpenAI\n")]).unwrap();
        assert_eq!(ids(&dictionary), ids(&reordered));
        assert_eq!(dictionary.hash(), reordered.hash());
    }

    #[test]
    fn two_files_merge_when_types_agree() {
        let a = ("a", "id,name,type,aliases\nx,Xi,org,one\n");
        let b = ("b", "id,name,type,aliases\nx,Chi,org,two\n");
        let merged = build(&[a, b]).unwrap();
        let entity = &merged.entities()[0];
        assert_eq!(&*entity.name, "Chi");
        assert_eq!(entity.aliases.len(), 3);
        assert_eq!(merged.hash(), build(&[b, a]).unwrap().hash());
    }

    #[test]
    fn conflicts_name_both_places() {
        let error = build(&[
            ("a", "id,name,type\nx,X,org\n"),
            ("b", "id,name,type\ny,Y,org\nx,X,chip\n"),
        ])
        .unwrap_err()
        .to_string();
        assert!(error.contains("a:2") && error.contains("b:3"), "{error}");
        let error = build(&[("a", "id,name\nx,X\nx,Y\n")])
            .unwrap_err()
            .to_string();
        assert!(error.contains("a:2") && error.contains("a:3"), "{error}");
    }

    #[test]
    fn the_order_of_files_does_not_matter() {
        let a = ("a", "id,name\nx,X\n");
        let b = ("b", "id,name\nx,X\nx,Y\n");
        assert!(build(&[a, b]).is_err());
        assert!(build(&[b, a]).is_err());
        let rules = |case: &str| {
            format!(
                "{{\"id\":\"x\",\"name\":\"X\",\"aliases\":[{{\"text\":\"why\",\"case\":\"{case}\"}}]}}\n"
            )
        };
        let build = |first: &str, second: &str| {
            let format = DictionaryFormat::JsonLines;
            let builder = Dictionary::builder()
                .text(&rules(first), format, "1")
                .unwrap();
            let builder = builder.text(&rules(second), format, "2").unwrap();
            builder.build().unwrap().hash()
        };
        assert_eq!(build("exact", "ignore"), build("ignore", "exact"));
    }

    #[test]
    fn parents_must_exist_and_end() {
        assert!(matches!(
            build(&[("a", "id,name,parent\nx,X,y\n")]).unwrap_err(),
            Error::UnknownParent { .. }
        ));
        assert!(matches!(
            build(&[("a", "id,name,parent\nx,X,y\ny,Y,z\nz,Z,x\n")]).unwrap_err(),
            Error::ParentCycle { .. }
        ));
        assert!(matches!(
            build(&[("a", "id,name,parent\nx,X,x\n")]).unwrap_err(),
            Error::ParentCycle { .. }
        ));
        assert!(matches!(
            build(&[("a", "id,name,parent\nw,W,x\nx,X,y\ny,Y,x\n")]).unwrap_err(),
            Error::ParentCycle { .. }
        ));
        assert!(build(&[("a", "id,name,parent\nx,X,y\ny,Y,z\nz,Z,\n")]).is_ok());
    }

    #[test]
    fn blank_names_are_refused() {
        assert!(matches!(
            build(&[("a", "id,name\nx,\n")]).unwrap_err(),
            Error::BlankName { .. }
        ));
    }
}
