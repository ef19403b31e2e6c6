//! Puts a dictionary together: files merged, ids derived, parents checked.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::detection::detect;
use super::ids::DerivedIds;
use super::importers::{Beside, ImportNote, ImportOptions, Source};
use super::merge::{Conflict, merge_rows};
use super::rows::Rows;
use super::tables::BLOCKS;
use super::writer::Writer;
use super::{Block, Dictionary, DictionaryFormat, Entity, Lint, blocks, image, parents};
use crate::error::{Error, Result};

/// Collects entities from files and from code; [`DictionaryBuilder::build`] checks them and makes the [`Dictionary`].
#[derive(Debug, Default)]
#[must_use]
pub struct DictionaryBuilder {
    rows: Rows,
    names: Vec<String>,
    compiled: Vec<Dictionary>,
    options: ImportOptions,
    has_foreign: bool,
    /// The first error of a method that returns none.
    failed: Option<Error>,
}

impl DictionaryBuilder {
    /// Adds an entity.
    pub fn entity(mut self, entity: &Entity) -> Self {
        let place = (self.rows.file("entity"), self.rows.len() as u64 + 1);
        let pushed = self
            .rows
            .push_entity(place, Some(entity.id.as_str()), entity);
        self.failed = self.failed.or(pushed.err());
        self
    }

    /// Adds a surface that is no name, whoever lists it.
    pub fn block(mut self, block: &Block) -> Self {
        let place = (self.rows.file("block"), 0);
        let pushed = self.rows.push_block(place, block.clone());
        self.failed = self.failed.or(pushed.err());
        self
    }

    /// Adds every entity of a file, which may be packed by gzip. A compiled dictionary is told by its first bytes; if it is all there is, it is
    /// opened as it is. Files of other tools are read where suffix and content leave no doubt; [`DictionaryBuilder::path_as`] reads the others.
    ///
    /// # Errors
    /// If the file cannot be read, is not UTF-8, has an unknown suffix or breaks its format; the error names the line.
    pub fn path(self, path: impl AsRef<Path>) -> Result<Self> {
        self.open(path.as_ref(), None)
    }

    /// Adds every entity of a file of a format, whatever its name.
    ///
    /// # Errors
    /// As [`DictionaryBuilder::path`].
    pub fn path_as(self, path: impl AsRef<Path>, format: DictionaryFormat) -> Result<Self> {
        self.open(path.as_ref(), Some(format))
    }

    fn open(mut self, path: &Path, format: Option<DictionaryFormat>) -> Result<Self> {
        let mut input = open(path)?;
        let failed = |source| io_error(path, source);
        if format.is_none() && image::is_compiled(input.fill_buf().map_err(failed)?) {
            self.compiled.push(Dictionary::open_compiled(path)?);
            self.names.push(path.display().to_string());
            return Ok(self);
        }
        let mut input = unpacked(input, path)?;
        let format = match format {
            Some(format) => format,
            None => detect(path, input.fill_buf().map_err(failed)?)?,
        };
        let beside = |file: &Path| -> Result<Box<dyn BufRead>> {
            let path = path.with_file_name(file);
            unpacked(open(&path)?, &path)
        };
        self.read(path, &mut *input, &beside, format)
    }

    fn read(
        mut self,
        path: &Path,
        input: &mut dyn BufRead,
        beside: &Beside<'_>,
        format: DictionaryFormat,
    ) -> Result<Self> {
        let mut source = Source {
            path,
            input,
            beside,
            options: &self.options,
        };
        format.read(&mut source, &mut self.rows)?;
        self.has_foreign |= !format.is_own();
        self.names.push(path.display().to_string());
        Ok(self)
    }

    /// Adds every entity of a text, under a name for messages. Formats of several files cannot be read from a text.
    ///
    /// # Errors
    /// If the text breaks its format; the error names the line.
    pub fn text(self, text: &str, format: DictionaryFormat, name: &str) -> Result<Self> {
        let beside = |file: &Path| {
            let missing = std::io::ErrorKind::NotFound.into();
            Err(io_error(&Path::new(name).with_file_name(file), missing))
        };
        self.read(Path::new(name), &mut text.as_bytes(), &beside, format)
    }

    /// Sets what is taken out of the files of other tools that are added from now on.
    pub fn import_options(mut self, options: ImportOptions) -> Self {
        self.options = options;
        self
    }

    /// What was left out of files of other tools so far, or is read otherwise than they do.
    pub fn notes(&self) -> &[ImportNote] {
        self.rows.notes()
    }

    /// Whether any of the files is another tool's.
    pub const fn has_foreign_files(&self) -> bool {
        self.has_foreign
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

    /// Looks through what was added, instead of making a dictionary of it.
    ///
    /// # Errors
    /// If there is more of something than 32-bit numbers count, or a compiled dictionary is damaged.
    pub fn lint(mut self) -> Result<Lint> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        for dictionary in &self.compiled {
            add_compiled(&mut self.rows, dictionary)?;
        }
        Lint::new(self.rows)
    }

    /// Makes the dictionary. The order in which entities came does not matter.
    ///
    /// # Errors
    /// If a regular expression is none, or a block is blank; if two entities of one file have the same id; if two of different files do and their types differ; if a name is blank; if a
    /// parent does not exist, or an entity is its own ancestor; if there is more of something than 32-bit numbers count.
    pub fn build(mut self) -> Result<Dictionary> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let is_bare = self.rows.len() == 0 && self.rows.blocks.is_empty();
        if is_bare && self.compiled.len() == 1 && self.names.len() == 1 {
            return Ok(self.compiled.swap_remove(0));
        }
        for dictionary in &self.compiled {
            add_compiled(&mut self.rows, dictionary)?;
        }
        let mut rows = self.rows;
        let blocks = std::mem::take(&mut rows.blocks);
        if let Some(place) = rows.first_blank() {
            return Err(Error::BlankName { place });
        }
        let ids = DerivedIds::derive(&rows)?;
        if let Some(place) = rows.blank_phrase {
            return Err(Error::BlankPhrase { place });
        }
        let order = by_id(&rows, &ids);
        let mut writer = Writer::default();
        let mut first_rows = Vec::new();
        let mut conflict: Option<Box<Conflict>> = None;
        let id_of = |place: &Placed| ids.of(&rows, place.row as usize);
        for same in order.chunk_by(|a, b| a.prefix == b.prefix && id_of(a) == id_of(b)) {
            first_rows.push(same[0].row);
            if let [one] = same {
                writer.row(id_of(one), rows.row(one.row as usize))?;
                continue;
            }
            let numbers: Vec<u32> = same.iter().map(|place| place.row).collect();
            match merge_rows(&rows, &ids, &numbers) {
                Ok(entity) => {
                    let type_number = rows.number_of_type(entity.entity_type.as_str());
                    writer.entity(&entity, type_number)?;
                }
                // Of several, the one that was read first is told.
                Err(found) if conflict.as_ref().is_none_or(|known| found.row < known.row) => {
                    conflict = Some(found);
                }
                Err(_) => {}
            }
        }
        if let Some(conflict) = conflict {
            return Err(conflict.error);
        }
        drop(order);
        parents::resolve(&mut writer, |entity| {
            rows.row(first_rows[entity as usize] as usize).place()
        })?;
        let types = rows.types().to_vec();
        drop((rows, ids, first_rows));
        let (mut image, forms) = writer.finish(&types)?;
        if !blocks.is_empty() {
            image = image.with([(BLOCKS, blocks::section(blocks))]);
        }
        Ok(Dictionary::from_image(image, forms, self.names))
    }
}

fn io_error(path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).map_err(|source| io_error(path, source))?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

/// The content of a file, known to be packed by its first bytes.
fn unpacked(mut input: BufReader<File>, path: &Path) -> Result<Box<dyn BufRead>> {
    let head = input.fill_buf().map_err(|source| io_error(path, source))?;
    if !head.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(input));
    }
    #[cfg(feature = "gzip")]
    {
        // Of several members the simple decoder reads the first alone.
        let decoder = flate2::bufread::MultiGzDecoder::new(input);
        Ok(Box::new(BufReader::with_capacity(1 << 16, decoder)))
    }
    #[cfg(not(feature = "gzip"))]
    Err(Error::FeatureNeeded {
        path: path.to_owned(),
        feature: "gzip",
    })
}

/// Adds the entities of a compiled dictionary, to be merged with others.
fn add_compiled(rows: &mut Rows, dictionary: &Dictionary) -> Result<()> {
    let file = rows.file(&dictionary.names()[0]);
    for entity in dictionary.entities() {
        rows.push_entity((file, 0), Some(entity.id()), &entity.to_entity())?;
    }
    for block in dictionary.blocks() {
        rows.push_block((file, 0), block)?;
    }
    dictionary.check()
}

/// A row with the first bytes of its id: most are told apart by them alone.
pub(super) struct Placed {
    prefix: u64,
    pub(super) row: u32,
}

/// The rows in the order of their ids, those of one id in the order they came.
pub(super) fn by_id(rows: &Rows, ids: &DerivedIds) -> Vec<Placed> {
    let placed = (0..).take(rows.len()).map(|row: u32| {
        let mut prefix = [0; 8];
        let id = ids.of(rows, row as usize).as_bytes();
        let length = id.len().min(8);
        prefix[..length].copy_from_slice(&id[..length]);
        Placed {
            prefix: u64::from_be_bytes(prefix),
            row,
        }
    });
    let mut placed: Vec<Placed> = placed.collect();
    let id = |place: &Placed| ids.of(rows, place.row as usize);
    placed.sort_unstable_by(|a, b| {
        a.prefix
            .cmp(&b.prefix)
            .then_with(|| id(a).cmp(id(b)))
            .then(a.row.cmp(&b.row))
    });
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::EntityRef;

    fn build(files: &[(&str, &str)]) -> Result<Dictionary> {
        let mut builder = Dictionary::builder();
        for (name, text) in files {
            builder = builder.text(text, DictionaryFormat::Csv, name)?;
        }
        builder.build()
    }

    fn ids(dictionary: &Dictionary) -> Vec<&str> {
        dictionary.entities().map(EntityRef::id).collect()
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
        let entity = merged.get("x").unwrap();
        assert_eq!(entity.name(), "Chi");
        assert_eq!(entity.forms().count(), 3);
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
