//! Rows of dictionary files as they were read: strings end to end in one buffer, a few numbers for each row. A million rows are a handful
//! of allocations.

use std::collections::HashMap;
use std::sync::Arc;

use super::details::Details;
use super::importers::{ImportNote, ImportRemark};
use super::{Alias, Block, Entity, EntityId};
use crate::error::{Error, Place, Result};

/// All rows, in the order they came.
#[derive(Debug, Default)]
pub(super) struct Rows {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    all: Vec<Row>,
    types: Vec<Arc<str>>,
    type_numbers: HashMap<Arc<str>, u32>,
    details: Vec<u8>,
    files: Vec<Arc<str>>,
    /// The first row with a blank word in a condition.
    pub(super) blank_phrase: Option<Place>,
    notes: Vec<ImportNote>,
    pub(super) blocks: Vec<Block>,
}

/// One row: its strings are its id, if it has one, its name, its parent, if it has one, then its aliases.
#[derive(Clone, Copy, Debug)]
struct Row {
    first: u32,
    entity_type: u32,
    /// Where its details end; they begin where those of the row before end.
    details_end: u32,
    file: u32,
    line: u32,
    has_id: bool,
    has_parent: bool,
}

/// What a row says, but for its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NewRow<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) entity_type: &'a str,
    pub(super) parent: Option<&'a str>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The number of a file that rows are from; files of one name are one.
    pub(super) fn file(&mut self, name: &str) -> u32 {
        let known = self.files.iter().position(|file| &**file == name);
        let number = known.unwrap_or_else(|| {
            self.files.push(Arc::from(name));
            self.files.len() - 1
        });
        u32::try_from(number).expect("fewer files than 2^32")
    }

    /// The name of a file.
    pub(super) fn file_name(&self, file: u32) -> &Arc<str> {
        &self.files[file as usize]
    }

    /// Notes that something of a file was left out or taken otherwise.
    pub(super) fn note(&mut self, remark: ImportRemark, (file, line): (u32, u64)) {
        let name = &self.files[file as usize];
        let same =
            |note: &&mut ImportNote| note.remark == remark && Arc::ptr_eq(&note.first.file, name);
        match self.notes.iter_mut().find(same) {
            Some(note) => note.count += 1,
            None => self.notes.push(ImportNote {
                remark,
                count: 1,
                first: Place::new(name, line),
            }),
        }
    }

    /// What was noted, in the order in which the first causes were met.
    pub(super) fn notes(&self) -> &[ImportNote] {
        &self.notes
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If a regular expression is none; if there is more of anything than 32-bit numbers count.
    pub(super) fn push<'a>(
        &mut self,
        (file, line): (u32, u64),
        row: NewRow<'_>,
        aliases: impl Iterator<Item = &'a str>,
        details: &Details,
    ) -> Result<()> {
        let first = narrow("strings", self.ends.len())?;
        if let Some((pattern, source)) = details.bad_pattern() {
            return Err(Error::AliasPattern {
                place: Place::new(&self.files[file as usize], line),
                pattern: pattern.to_owned(),
                source: source.into(),
            });
        }
        if let Some(id) = row.id {
            self.string(id)?;
        }
        self.string(row.name)?;
        if let Some(parent) = row.parent {
            self.string(parent)?;
        }
        for alias in aliases {
            self.string(alias)?;
        }
        if details.has_blank_phrase() && self.blank_phrase.is_none() {
            self.blank_phrase = Some(Place::new(&self.files[file as usize], line));
        }
        details.write(&mut self.details);
        let row = Row {
            first,
            entity_type: self.type_number(row.entity_type)?,
            details_end: narrow("bytes of attributes", self.details.len())?,
            file,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            has_id: row.id.is_some(),
            has_parent: row.parent.is_some(),
        };
        self.all.push(row);
        narrow("entities", self.all.len())?;
        Ok(())
    }

    /// Adds an entity made by code.
    pub(super) fn push_entity(
        &mut self,
        place: (u32, u64),
        id: Option<&str>,
        entity: &Entity,
    ) -> Result<()> {
        let row = NewRow {
            id,
            name: &entity.name,
            entity_type: entity.entity_type.as_str(),
            parent: entity.parent.as_ref().map(EntityId::as_str),
        };
        let forms = entity.aliases.iter().filter(|alias| alias.is_form());
        let forms = forms.map(|alias| &*alias.text);
        self.push(place, row, forms, &Details::of(entity))
    }

    /// Adds a surface that is no name.
    ///
    /// # Errors
    /// If it is blank.
    pub(super) fn push_block(&mut self, (file, line): (u32, u64), block: Block) -> Result<()> {
        if block.text.trim().is_empty() {
            let place = Place::new(&self.files[file as usize], line);
            return Err(Error::BlankBlock { place });
        }
        self.blocks.push(block);
        Ok(())
    }

    fn string(&mut self, text: &str) -> Result<()> {
        self.text.push_str(text);
        self.ends.push(narrow("bytes of names", self.text.len())?);
        Ok(())
    }

    /// The number of a type that some row has.
    pub(super) fn number_of_type(&self, entity_type: &str) -> u32 {
        self.type_numbers[entity_type]
    }

    fn type_number(&mut self, entity_type: &str) -> Result<u32> {
        if let Some(&number) = self.type_numbers.get(entity_type) {
            return Ok(number);
        }
        let number = narrow("types", self.types.len())?;
        let shared: Arc<str> = Arc::from(entity_type);
        self.types.push(Arc::clone(&shared));
        self.type_numbers.insert(shared, number);
        Ok(number)
    }

    fn string_at(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// The types, by their numbers.
    pub(super) fn types(&self) -> &[Arc<str>] {
        &self.types
    }

    /// The first row with a blank name or id.
    pub(super) fn first_blank(&self) -> Option<Place> {
        let mut rows = (0..self.len()).map(|number| self.row(number));
        let is_blank = |row: &RowView<'_>| {
            row.name().trim().is_empty() || row.id().is_some_and(|id| id.trim().is_empty())
        };
        rows.find(is_blank).map(RowView::place)
    }

    pub(super) fn row(&self, number: usize) -> RowView<'_> {
        RowView { rows: self, number }
    }
}

/// A row to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowView<'r> {
    rows: &'r Rows,
    number: usize,
}

impl<'r> RowView<'r> {
    fn row(self) -> &'r Row {
        &self.rows.all[self.number]
    }

    pub(super) fn id(self) -> Option<&'r str> {
        let row = self.row();
        row.has_id.then(|| self.rows.string_at(row.first as usize))
    }

    fn name_number(self) -> usize {
        let row = self.row();
        row.first as usize + usize::from(row.has_id)
    }

    pub(super) fn name(self) -> &'r str {
        self.rows.string_at(self.name_number())
    }

    pub(super) fn type_number(self) -> u32 {
        self.row().entity_type
    }

    pub(super) fn entity_type(self) -> &'r str {
        &self.rows.types[self.row().entity_type as usize]
    }

    pub(super) fn parent(self) -> Option<&'r str> {
        self.row()
            .has_parent
            .then(|| self.rows.string_at(self.name_number() + 1))
    }

    pub(super) fn aliases(self) -> impl Iterator<Item = &'r str> {
        let first = self.name_number() + 1 + usize::from(self.row().has_parent);
        let end = self
            .rows
            .all
            .get(self.number + 1)
            .map_or(self.rows.ends.len(), |next| next.first as usize);
        (first..end).map(move |number| self.rows.string_at(number))
    }

    /// Its details as they are kept: JSON, or nothing.
    pub(super) fn details(self) -> &'r [u8] {
        let start = self
            .number
            .checked_sub(1)
            .map_or(0, |before| self.rows.all[before].details_end);
        &self.rows.details[start as usize..self.row().details_end as usize]
    }

    /// The number of the file it is from.
    pub(super) fn file(self) -> u32 {
        self.row().file
    }

    pub(super) fn place(self) -> Place {
        let row = self.row();
        Place::new(&self.rows.files[row.file as usize], u64::from(row.line))
    }

    /// The entity it describes, under an id that may have been derived.
    pub(super) fn to_entity(self, id: &str) -> Entity {
        let mut entity = Entity::new(id, self.name()).with_type(self.entity_type());
        entity.parent = self.parent().map(EntityId::new);
        entity.aliases = self.aliases().map(Alias::new).collect();
        Details::read(self.details()).give_to(&mut entity);
        entity
    }
}

/// A number of 32 bits.
pub(super) fn narrow(what: &'static str, count: usize) -> Result<u32> {
    u32::try_from(count).map_err(|_| Error::DictionaryTooLarge {
        what,
        count: count as u64,
        limit: u64::from(u32::MAX),
    })
}
