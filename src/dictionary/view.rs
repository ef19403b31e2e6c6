//! An entity of a dictionary, to be looked at: nothing is copied before it is asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::details::Details;
use super::{Alias, Dictionary, Entity, EntityIndex};

/// An entity of a [`Dictionary`]. Cheap to copy; two are equal when they say the same.
///
/// # Example
/// ```
/// use comention::Dictionary;
///
/// let dictionary = Dictionary::ai_industry();
/// let h800 = dictionary.get("h800").unwrap();
/// assert_eq!((h800.name(), h800.entity_type()), ("H800", "chip"));
/// assert_eq!(h800.parent().unwrap().id(), "nvidia");
/// ```
#[derive(Clone, Copy)]
pub struct EntityRef<'d> {
    dictionary: &'d Dictionary,
    index: EntityIndex,
}

impl<'d> EntityRef<'d> {
    pub(super) const fn new(dictionary: &'d Dictionary, index: EntityIndex) -> Self {
        Self { dictionary, index }
    }

    /// Its place in the dictionary.
    pub const fn index(self) -> EntityIndex {
        self.index
    }

    /// Its stable id.
    pub fn id(self) -> &'d str {
        self.dictionary.tables().id(self.index.0)
    }

    /// The name shown to people. It is an alias too; one of [`EntityRef::aliases`] with the same text gives it rules.
    pub fn name(self) -> &'d str {
        self.all_forms().next().unwrap_or_default()
    }

    /// Its class; empty when the dictionary names none.
    pub fn entity_type(self) -> &'d str {
        self.dictionary.tables().entity_type(self.index.0)
    }

    /// A number that entities of the same type have in common, in this dictionary.
    pub(crate) fn type_number(self) -> u32 {
        self.dictionary.tables().type_number(self.index.0)
    }

    /// The entity it belongs to (a chip's maker, a model's developer), for roll-up.
    pub fn parent(self) -> Option<EntityRef<'d>> {
        let parent = self.dictionary.tables().parent(self.index.0)?;
        Some(Self::new(self.dictionary, EntityIndex(parent)))
    }

    /// The forms it is listed under, besides its name, without their rules.
    pub fn forms(self) -> impl Iterator<Item = &'d str> {
        self.strings(2)
    }

    /// Its name, then the other forms it is listed under, without their rules.
    pub fn all_forms(self) -> impl Iterator<Item = &'d str> {
        self.strings(1)
    }

    /// The forms it is listed under, besides its name.
    pub fn aliases(self) -> Vec<Alias> {
        self.to_entity().aliases
    }

    /// Words that speak for it.
    pub fn context(self) -> Vec<Arc<str>> {
        self.details().unwrap_or_default().context
    }

    /// Whatever else the dictionary says of it.
    pub fn attributes(self) -> BTreeMap<String, String> {
        self.details().unwrap_or_default().attributes
    }

    /// A copy of all that is said of it, to be changed or kept.
    pub fn to_entity(self) -> Entity {
        let mut entity = Entity::new(self.id(), self.name()).with_type(self.entity_type());
        entity.parent = self.parent().map(|parent| parent.id().into());
        entity.aliases = self.forms().map(Alias::new).collect();
        if let Some(details) = self.details() {
            details.give_to(&mut entity);
        }
        entity
    }

    pub(crate) fn details(self) -> Option<Details> {
        self.dictionary.tables().details(self.index.0)
    }

    /// Its name and then its other forms, each with the byte of the dictionary's text that it begins at.
    pub(crate) fn placed_forms(self) -> impl Iterator<Item = (usize, &'d str)> {
        let tables = self.dictionary.tables();
        let strings = tables.strings(self.index.0);
        strings.skip(1).map(move |number| tables.string(number))
    }

    /// Its strings from a place on: id, name, other forms.
    fn strings(self, from: usize) -> impl Iterator<Item = &'d str> {
        let tables = self.dictionary.tables();
        let strings = tables.strings(self.index.0).skip(from);
        strings.map(move |number| tables.string(number).1)
    }
}

impl PartialEq for EntityRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_entity() == other.to_entity()
    }
}

impl Eq for EntityRef<'_> {}

impl fmt::Debug for EntityRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_entity().fmt(formatter)
    }
}

/// Iterator over the entities of a dictionary, in the order of their ids; made by [`Dictionary::entities`].
#[derive(Clone, Debug)]
pub struct Entities<'d> {
    dictionary: &'d Dictionary,
    left: std::ops::Range<u32>,
}

impl<'d> Entities<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self {
            dictionary,
            left: 0..dictionary.tables().len(),
        }
    }
}

impl<'d> Iterator for Entities<'d> {
    type Item = EntityRef<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        let rank = self.left.next()?;
        Some(EntityRef::new(self.dictionary, EntityIndex(rank)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Entities<'_> {}
