//! The dictionary itself.

use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::row::EntityRow;
use super::{DictionaryBuilder, Entity, EntityId, EntityIndex};
use crate::error::Result;
use crate::text::fold;

/// The dictionary of the artificial-intelligence and semiconductor industry that comes with the crate.
pub(super) const AI_INDUSTRY: &str = include_str!("../../dictionaries/ai-industry.toml");

/// An immutable set of entities and their aliases. Cheap to clone.
///
/// # Example
/// ```
/// use comention::{Dictionary, dictionary::DictionaryFormat};
///
/// let dictionary = Dictionary::builder()
///     .text("id,name,aliases\nnvidia,Nvidia,Nvidia Corp.|NVDA\n", DictionaryFormat::Csv, "firms.csv")?
///     .build()?;
/// assert_eq!(dictionary.entities()[0].aliases.len(), 2);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dictionary {
    entities: Arc<[Entity]>,
    names: Arc<[String]>,
}

impl Dictionary {
    /// Starts an empty dictionary.
    pub fn builder() -> DictionaryBuilder {
        DictionaryBuilder::default()
    }

    /// Reads a dictionary file; its format is told by its suffix ([`DictionaryFormat`](crate::dictionary::DictionaryFormat)).
    ///
    /// # Errors
    /// As [`DictionaryBuilder::path`] and [`DictionaryBuilder::build`].
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().path(path)?.build()
    }

    /// The dictionary that comes with the crate: the artificial-intelligence and semiconductor industry as news names it.
    ///
    /// # Example
    /// ```
    /// use comention::Dictionary;
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let h800 = dictionary.get("h800").unwrap();
    /// assert_eq!(h800.parent.as_ref().unwrap().as_str(), "nvidia");
    /// ```
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn ai_industry() -> Self {
        Self::builder()
            .embedded()
            .and_then(DictionaryBuilder::build)
            .expect("the embedded dictionary is tested")
    }

    pub(super) fn from_sorted(entities: Vec<Entity>, names: Vec<String>) -> Self {
        debug_assert!(entities.is_sorted_by(|a, b| a.id < b.id));
        Self {
            entities: entities.into(),
            names: names.into(),
        }
    }

    /// All entities, in the order of their ids.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The names of the files it was read from, in the order given.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many forms it lists: names and aliases.
    pub fn alias_count(&self) -> usize {
        let unnamed =
            |entity: &&Entity| entity.aliases.iter().all(|alias| alias.text != entity.name);
        let names = self.entities.iter().filter(unnamed).count();
        names
            + self
                .entities
                .iter()
                .map(|entity| entity.aliases.len())
                .sum::<usize>()
    }

    /// The entity at an index.
    ///
    /// # Panics
    /// If the index is not of this dictionary.
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0 as usize]
    }

    /// The index of an id.
    pub fn index_of(&self, id: &str) -> Option<EntityIndex> {
        let rank = self
            .entities
            .binary_search_by(|entity| entity.id.as_str().cmp(id))
            .ok()?;
        Some(EntityIndex(u32::try_from(rank).ok()?))
    }

    /// The entity with an id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.index_of(id).map(|index| self.entity(index))
    }

    /// The entities that an id, a name or an alias means, in any case: the one with that id if there is one, else all with that name, else
    /// all that list that form.
    ///
    /// # Complexity
    /// Linear in the size of the dictionary.
    pub fn find(&self, text: &str) -> Vec<EntityIndex> {
        if let Some(index) = self.index_of(text.trim()) {
            return vec![index];
        }
        let wanted = fold(text);
        let all = |test: &dyn Fn(&Entity) -> bool| -> Vec<EntityIndex> {
            (0..)
                .zip(self.entities.iter())
                .filter(|(_, entity)| test(entity))
                .map(|(rank, _)| EntityIndex(rank))
                .collect()
        };
        let steps: [&dyn Fn(&Entity) -> bool; 3] = [
            &|entity| fold(entity.id.as_str()) == wanted,
            &|entity| fold(&entity.name) == wanted,
            &|entity| {
                entity
                    .aliases
                    .iter()
                    .any(|alias| fold(&alias.text) == wanted)
            },
        ];
        steps
            .into_iter()
            .map(all)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The ancestors of an entity, nearest first.
    pub fn ancestors<'d>(&'d self, id: &EntityId) -> impl Iterator<Item = &'d Entity> {
        let parent = move |entity: &Entity| {
            entity
                .parent
                .as_ref()
                .and_then(|parent| self.get(parent.as_str()))
        };
        std::iter::successors(self.get(id.as_str()).and_then(parent), move |entity| {
            parent(entity)
        })
    }

    /// The 128-bit XXH3 hash of all it holds, in hexadecimal. It depends on no file format and no order.
    pub fn hash(&self) -> String {
        let mut hasher = Xxh3::new();
        let mut line = Vec::new();
        for entity in self.entities() {
            line.clear();
            write_row(entity, &mut line);
            hasher.update(&line);
        }
        format!("{:032x}", hasher.digest128())
    }

    /// Writes it as JSON Lines, which [`DictionaryFormat::JsonLines`](crate::dictionary::DictionaryFormat::JsonLines) reads back.
    ///
    /// # Errors
    /// If `output` fails.
    pub fn write_json_lines(&self, mut output: impl std::io::Write) -> std::io::Result<()> {
        let mut line = Vec::new();
        for entity in self.entities() {
            line.clear();
            write_row(entity, &mut line);
            output.write_all(&line)?;
        }
        Ok(())
    }
}

fn write_row(entity: &Entity, line: &mut Vec<u8>) {
    serde_json::to_writer(&mut *line, &EntityRow::of(entity))
        .expect("strings are written to memory");
    line.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::DictionaryFormat;

    #[test]
    fn finds_by_id_name_and_alias() {
        let dictionary = Dictionary::builder()
            .text(
                "id,name,aliases\nmu,Micron,MU\nx,Mu,\ny,Y,Micron|why\n",
                DictionaryFormat::Csv,
                "f",
            )
            .unwrap()
            .build()
            .unwrap();
        let ids = |text| {
            dictionary
                .find(text)
                .iter()
                .map(|&index| dictionary.entity(index).id.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("mu"), ["mu"], "an id wins over a name");
        assert_eq!(ids("micron"), ["mu"], "a name wins over an alias");
        assert_eq!(ids("WHY"), ["y"]);
        assert_eq!(ids("nobody"), [""; 0]);
    }

    #[test]
    fn json_lines_read_back_the_same() {
        let dictionary = Dictionary::ai_industry();
        let mut lines = Vec::new();
        dictionary.write_json_lines(&mut lines).unwrap();
        let again = Dictionary::builder()
            .text(
                std::str::from_utf8(&lines).unwrap(),
                DictionaryFormat::JsonLines,
                "again",
            )
            .unwrap()
            .build()
            .unwrap();
        assert_eq!(again.entities(), dictionary.entities());
        assert_eq!(again.hash(), dictionary.hash());
    }
}
