//! Writes entities, in the order of their ids, into the sections of a [`Dictionary`](super::Dictionary).

use std::sync::Arc;

use super::details::Details;
use super::image::{Image, push_u32};
use super::parents::NamedParents;
use super::rows::{RowView, narrow};
use super::tables::{self, ENTITY_WIDTH};
use super::{Entity, EntityId};
use crate::error::Result;

/// Sections that are being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: Vec<u8>,
    ends: Vec<u8>,
    entities: Vec<u8>,
    detail_ends: Vec<u8>,
    details: Vec<u8>,
    forms: u64,
    pub(super) parents: NamedParents,
}

impl Writer {
    /// Adds the entity of a row. Its type is a number of the row's types, until [`Writer::finish`].
    pub(super) fn row(&mut self, id: &str, row: RowView<'_>) -> Result<()> {
        self.entity_record(row.type_number(), row.details())?;
        self.names(id, row.name(), row.aliases())?;
        self.parent_named(row.parent())
    }

    /// Adds an entity that was merged.
    pub(super) fn entity(&mut self, entity: &Entity, type_number: u32) -> Result<()> {
        let mut details = Vec::new();
        Details::of(entity).write(&mut details);
        self.entity_record(type_number, &details)?;
        let forms = entity.aliases.iter().filter(|alias| alias.is_form());
        let forms = forms.map(|alias| &*alias.text);
        self.names(entity.id.as_str(), &entity.name, forms)?;
        self.parent_named(entity.parent.as_ref().map(EntityId::as_str))
    }

    fn entity_record(&mut self, type_number: u32, details: &[u8]) -> Result<()> {
        let mut number = 0;
        if !details.is_empty() {
            self.details.extend_from_slice(details);
            let end = narrow("bytes of attributes", self.details.len())?;
            push_u32(&mut self.detail_ends, end);
            number = narrow("entities", self.detail_ends.len() / 4)?;
        }
        let first = narrow("strings", self.ends.len() / 4)?;
        for field in [first, type_number, 0, number] {
            push_u32(&mut self.entities, field);
        }
        Ok(())
    }

    fn names<'a>(
        &mut self,
        id: &str,
        name: &str,
        aliases: impl Iterator<Item = &'a str>,
    ) -> Result<()> {
        self.string(id)?;
        self.string(name)?;
        let mut named = false;
        for alias in aliases {
            self.string(alias)?;
            self.forms += 1;
            named |= alias == name;
        }
        self.forms += u64::from(!named);
        Ok(())
    }

    fn parent_named(&mut self, parent: Option<&str>) -> Result<()> {
        if let Some(parent) = parent {
            let entity = narrow("entities", self.entity_count() - 1)?;
            self.parents.push(entity, parent);
        }
        Ok(())
    }

    fn string(&mut self, text: &str) -> Result<()> {
        self.text.extend_from_slice(text.as_bytes());
        let end = narrow("bytes of names", self.text.len())?;
        push_u32(&mut self.ends, end);
        Ok(())
    }

    pub(super) fn entity_count(&self) -> usize {
        self.entities.len() / ENTITY_WIDTH
    }

    fn field(&self, entity: u32, field: usize) -> u32 {
        let at = entity as usize * ENTITY_WIDTH + field * 4;
        let bytes = self.entities[at..at + 4].try_into();
        u32::from_le_bytes(bytes.expect("a slice of four"))
    }

    fn set_field(&mut self, entity: u32, field: usize, value: u32) {
        let at = entity as usize * ENTITY_WIDTH + field * 4;
        self.entities[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }

    pub(super) fn parent(&self, entity: u32) -> Option<u32> {
        self.field(entity, tables::PARENT).checked_sub(1)
    }

    pub(super) fn set_parent(&mut self, entity: u32, parent: u32) {
        self.set_field(entity, tables::PARENT, parent + 1);
    }

    pub(super) fn id(&self, entity: u32) -> &str {
        let number = self.field(entity, tables::FIRST) as usize;
        let end = |number: usize| {
            let bytes = self.ends[number * 4..number * 4 + 4].try_into();
            u32::from_le_bytes(bytes.expect("a slice of four")) as usize
        };
        let start = number.checked_sub(1).map_or(0, end);
        std::str::from_utf8(&self.text[start..end(number)]).expect("strings were written")
    }

    /// The number of an id.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, u32::try_from(self.entity_count()).ok()?);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle).cmp(id) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The finished sections, with how many forms they list.
    pub(super) fn finish(mut self, types: &[Arc<str>]) -> Result<(Image, u64)> {
        let count = self.entity_count();
        let sentinel = narrow("strings", self.ends.len() / 4)?;
        // Types that are left are written in order, so that the order of the rows does not show.
        let mut used = vec![false; types.len()];
        for entity in 0..narrow("entities", count)? {
            used[self.field(entity, tables::TYPE) as usize] = true;
        }
        let mut sorted: Vec<usize> = (0..types.len()).filter(|&number| used[number]).collect();
        sorted.sort_unstable_by_key(|&number| &types[number]);
        let mut strings = vec![0; types.len()];
        for number in sorted {
            strings[number] = narrow("strings", self.ends.len() / 4)?;
            self.string(&types[number])?;
        }
        for entity in 0..narrow("entities", count)? {
            let string = strings[self.field(entity, tables::TYPE) as usize];
            self.set_field(entity, tables::TYPE, string);
        }
        for field in [sentinel, 0, 0, 0] {
            push_u32(&mut self.entities, field);
        }
        for section in [
            &mut self.text,
            &mut self.ends,
            &mut self.entities,
            &mut self.detail_ends,
            &mut self.details,
        ] {
            section.shrink_to_fit();
        }
        let image = Image::default().with([
            (tables::TEXT, self.text),
            (tables::ENDS, self.ends),
            (tables::ENTITIES, self.entities),
            (tables::DETAIL_ENDS, self.detail_ends),
            (tables::DETAILS, self.details),
        ]);
        Ok((image, self.forms))
    }
}
