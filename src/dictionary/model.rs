//! The dictionary itself.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::Xxh3;

use super::image::{self, Image, Section, Tag};
use super::row::EntityRow;
#[cfg(feature = "ledger")]
use super::tables::ENTITY_SECTIONS;
use super::tables::{BLOCKS, META, Tables, meta_section};
use super::view::{Entities, EntityRef};
use super::{Block, DictionaryBuilder, EntityIndex, blocks};
use crate::error::{Error, Result};
use crate::text::fold;

/// The dictionary of the artificial-intelligence and semiconductor industry that comes with the crate.
pub(super) const AI_INDUSTRY: &str = include_str!("../../dictionaries/ai-industry.toml");

/// An immutable set of entities and their aliases. Cheap to clone.
///
/// It is a few flat arrays, the same in memory and in the file of a compiled dictionary, whose pages are read when they are needed: one of
/// ten million names opens in milliseconds.
///
/// # Example
/// ```
/// use comention::{Dictionary, dictionary::DictionaryFormat};
///
/// let dictionary = Dictionary::builder()
///     .text("id,name,aliases\nnvidia,Nvidia,Nvidia Corp.|NVDA\n", DictionaryFormat::Csv, "firms.csv")?
///     .build()?;
/// let nvidia = dictionary.get("nvidia").unwrap();
/// assert_eq!(nvidia.forms().collect::<Vec<_>>(), ["Nvidia Corp.", "NVDA"]);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone)]
pub struct Dictionary {
    tables: Arc<Tables>,
    names: Arc<[String]>,
    /// The file it was opened from, if it is a compiled one.
    path: Option<Arc<Path>>,
    forms: u64,
    hash: Arc<OnceLock<u128>>,
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Dictionary")
            .field("names", &self.names)
            .field("entities", &self.len())
            .finish_non_exhaustive()
    }
}

impl Default for Dictionary {
    /// One without entities.
    fn default() -> Self {
        Self::from_image(Image::default(), 0, Vec::new())
    }
}

impl Dictionary {
    /// Starts an empty dictionary.
    pub fn builder() -> DictionaryBuilder {
        DictionaryBuilder::default()
    }

    /// Reads a dictionary file; its format is told by its suffix ([`DictionaryFormat`](crate::dictionary::DictionaryFormat)), a compiled
    /// one by its first bytes.
    ///
    /// # Errors
    /// As [`DictionaryBuilder::path`] and [`DictionaryBuilder::build`].
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().path(path)?.build()
    }

    /// Opens a compiled dictionary, made by [`Dictionary::write_compiled`]. Only its front is read; see [`Dictionary::check`].
    ///
    /// # Errors
    /// If the file cannot be read, is no compiled dictionary, is of another version, or its front is damaged.
    ///
    /// # Complexity
    /// Constant, but for 8 bytes read for every 64 KiB.
    pub fn open_compiled(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Self::opened(image::open(path)?, path)
    }

    /// Opens a compiled dictionary that is part of the file at `path`, such as a ledger. All its checksums are compared.
    #[cfg(feature = "ledger")]
    pub(crate) fn from_compiled(bytes: Vec<u8>, path: &Path) -> Result<Self> {
        let dictionary = Self::opened(image::from_bytes(bytes, path)?, path)?;
        if !dictionary.tables.is_sound() {
            return Err(damaged(path, "a checksum is wrong"));
        }
        Ok(Self {
            path: None,
            ..dictionary
        })
    }

    fn opened(image: Image, path: &Path) -> Result<Self> {
        let tables = Tables::new(image);
        let Some((forms, hash)) = tables.meta() else {
            return Err(damaged(path, "its facts"));
        };
        Ok(Self {
            tables: Arc::new(tables),
            names: Arc::new([path.display().to_string()]),
            path: Some(Arc::from(path)),
            forms,
            hash: Arc::new(OnceLock::from(hash)),
        })
    }

    /// Whether a file begins as a compiled dictionary does. One that cannot be read does not.
    pub fn is_compiled_file(path: impl AsRef<Path>) -> bool {
        image::begins_compiled(path.as_ref())
    }

    /// Compares all checksums of a compiled dictionary's file, which takes some tenths of a second for a gigabyte.
    ///
    /// # Errors
    /// As [`Dictionary::open_compiled`], or if any part of the file is damaged.
    pub fn check_file(path: impl AsRef<Path>) -> Result<()> {
        image::check_blocks(path.as_ref())
    }

    /// The dictionary that comes with the crate: the artificial-intelligence and semiconductor industry as news names it.
    ///
    /// # Example
    /// ```
    /// use comention::Dictionary;
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let h800 = dictionary.get("h800").unwrap();
    /// assert_eq!(h800.parent().unwrap().id(), "nvidia");
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

    pub(super) fn from_image(image: Image, forms: u64, names: Vec<String>) -> Self {
        Self {
            tables: Arc::new(Tables::new(image)),
            names: names.into(),
            path: None,
            forms,
            hash: Arc::default(),
        }
    }

    /// The same with more sections, or the same sections written anew.
    pub(crate) fn with_sections(&self, sections: impl IntoIterator<Item = (Tag, Vec<u8>)>) -> Self {
        Self {
            tables: Arc::new(Tables::new(self.tables.image.with(sections))),
            ..self.clone()
        }
    }

    /// The same under other names for [`Dictionary::names`].
    #[must_use]
    pub fn with_names(mut self, names: &[String]) -> Self {
        self.names = names.into();
        self
    }

    pub(crate) fn image(&self) -> &Image {
        &self.tables.image
    }

    pub(super) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// All its strings, end to end.
    pub(crate) fn text(&self) -> &Section {
        self.tables.text()
    }

    /// The file it was opened from, if it is a compiled one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// All entities, in the order of their ids.
    pub fn entities(&self) -> Entities<'_> {
        Entities::new(self)
    }

    /// The surfaces that are no names, whoever lists them; sorted.
    pub fn blocks(&self) -> Vec<Block> {
        blocks::read(&self.image().section(BLOCKS)).collect()
    }

    /// How many entities it has.
    pub fn len(&self) -> usize {
        self.tables.len() as usize
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the files it was read from, in the order given.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many forms it lists: names and aliases.
    pub const fn alias_count(&self) -> u64 {
        self.forms
    }

    /// The entity at an index.
    ///
    /// # Panics
    /// If the index is not of this dictionary.
    pub fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        assert!(
            (index.0 as usize) < self.len(),
            "the index is of this dictionary"
        );
        EntityRef::new(self, index)
    }

    /// Has what is known of an entity brought near, which will be asked for soon.
    #[inline]
    pub(crate) fn announce(&self, index: EntityIndex) {
        self.tables.announce(index.0);
    }

    /// Has the forms of some entities brought near, which will be asked for soon.
    pub(crate) fn announce_forms(&self, entities: impl Iterator<Item = EntityIndex> + Clone) {
        self.tables.announce_forms(entities.map(|index| index.0));
    }

    /// The index of an id.
    pub fn index_of(&self, id: &str) -> Option<EntityIndex> {
        let (mut low, mut high) = (0, self.tables.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.tables.id(middle).cmp(id) {
                std::cmp::Ordering::Equal => return Some(EntityIndex(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The entity with an id.
    pub fn get(&self, id: &str) -> Option<EntityRef<'_>> {
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
        let all = |test: &dyn Fn(EntityRef<'_>) -> bool| -> Vec<EntityIndex> {
            self.entities()
                .filter(|entity| test(*entity))
                .map(EntityRef::index)
                .collect()
        };
        let steps: [&dyn Fn(EntityRef<'_>) -> bool; 3] = [
            &|entity| fold(entity.id()) == wanted,
            &|entity| fold(entity.name()) == wanted,
            &|entity| entity.forms().any(|form| fold(form) == wanted),
        ];
        steps
            .into_iter()
            .map(all)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The ancestors of an entity, nearest first.
    pub fn ancestors<'d>(&'d self, id: &str) -> impl Iterator<Item = EntityRef<'d>> {
        let parent = self.get(id).and_then(EntityRef::parent);
        // A compiled dictionary could have been made up to go round for ever.
        std::iter::successors(parent, |entity| entity.parent()).take(self.len())
    }

    /// The 128-bit XXH3 hash of all it holds, in hexadecimal. It depends on no file format and no order.
    pub fn hash(&self) -> String {
        format!("{:032x}", self.hash_number())
    }

    fn hash_number(&self) -> u128 {
        *self.hash.get_or_init(|| self.count_hash())
    }

    fn count_hash(&self) -> u128 {
        let mut hasher = Xxh3::new();
        let mut line = Vec::new();
        for entity in self.entities() {
            line.clear();
            write_row(entity, &mut line);
            hasher.update(&line);
        }
        hasher.update(self.image().section(BLOCKS).all().unwrap_or_default());
        hasher.digest128()
    }

    /// Writes it as JSON Lines, which [`DictionaryFormat::JsonLines`](crate::dictionary::DictionaryFormat::JsonLines) reads back.
    ///
    /// # Errors
    /// If `output` fails.
    pub fn write_json_lines(&self, mut output: impl Write) -> std::io::Result<()> {
        let mut line = Vec::new();
        for entity in self.entities() {
            line.clear();
            write_row(entity, &mut line);
            output.write_all(&line)?;
        }
        output.write_all(self.image().section(BLOCKS).all().unwrap_or_default())
    }

    /// Writes it as a file that [`Dictionary::open_compiled`] opens. With the tables of
    /// [`Matcher::compile`](crate::mention::Matcher::compile), matching can begin at once; without them they are made at each start.
    ///
    /// # Errors
    /// If `output` fails, or this dictionary was opened from a file that is damaged.
    pub fn write_compiled(&self, mut output: impl Write) -> std::io::Result<()> {
        let meta = (META, meta_section(self.forms, self.hash_number()));
        image::write(&self.tables.image.with([meta]), &mut output)
    }

    /// Writes its entities as [`Dictionary::write_compiled`] does, without the tables that others made of them.
    #[cfg(feature = "ledger")]
    pub(crate) fn write_entities(&self, mut output: impl Write) -> std::io::Result<()> {
        let meta = (META, meta_section(self.forms, self.hash_number()));
        let image = self.tables.image.only(&ENTITY_SECTIONS).with([meta]);
        image::write(&image, &mut output)
    }

    /// Tells whether all that was asked of this dictionary so far could be answered. A part of a compiled dictionary's file that turns out
    /// to be damaged counts as empty: matching goes on without those names, so ask once it is done.
    ///
    /// # Errors
    /// [`Error::DamagedDictionary`] if a part that was asked for is damaged.
    pub fn check(&self) -> Result<()> {
        match &self.path {
            Some(path) if self.tables.met_damage() => Err(damaged(path, "a part that was needed")),
            _ => Ok(()),
        }
    }

    /// Reads all of it and tells whether it is what its entities make: every checksum, then every table, made anew.
    pub(crate) fn check_all(&self, again: impl FnOnce(&Self) -> Result<Self>) -> Result<()> {
        let path = self.path.as_deref().unwrap_or(Path::new(""));
        if !self.tables.is_sound() {
            return Err(damaged(path, "a checksum is wrong"));
        }
        if self.count_hash() != self.hash_number() {
            return Err(damaged(path, "its hash is not that of its entities"));
        }
        let mut builder = Self::builder();
        for entity in self.entities() {
            builder = builder.entity(&entity.to_entity());
        }
        for block in self.blocks() {
            builder = builder.block(&block);
        }
        let again = again(&builder.build()?)?;
        let meta = again.forms;
        if meta != self.forms {
            return Err(damaged(path, "its number of names"));
        }
        for (tag, section) in again.image().sections() {
            if section.all() != self.image().section(tag).all() {
                let part = format!("section {}", String::from_utf8_lossy(&tag));
                return Err(damaged(path, &part));
            }
        }
        Ok(())
    }
}

fn damaged(path: &Path, part: &str) -> Error {
    Error::DamagedDictionary {
        path: PathBuf::from(path),
        part: part.to_owned(),
    }
}

fn write_row(entity: EntityRef<'_>, line: &mut Vec<u8>) {
    serde_json::to_writer(&mut *line, &EntityRow::of(&entity.to_entity()))
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
                .map(|&index| dictionary.entity(index).id())
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
        assert!(again.entities().eq(dictionary.entities()));
        assert_eq!(again.hash(), dictionary.hash());
    }
}
