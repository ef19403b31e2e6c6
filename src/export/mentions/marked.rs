//! One document with the mentions that are to be written.

use crate::cooccurrence::{MentionRecord, Observation};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::document::{Document, Field};
use crate::mention::{Rule, Status};
use crate::text::Span;

/// A document, what was found in it, and which of that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct MarkedDocument<'a> {
    pub(super) document: &'a Document,
    pub(super) observation: &'a Observation,
    pub(super) dictionary: &'a Dictionary,
    statuses: &'a [Status],
}

/// A mention that is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    pub(super) record: &'a MentionRecord,
    /// The field it stands in.
    pub field: Field,
    /// Its place in that field.
    pub span: Span,
    /// The text it covers.
    pub surface: &'a str,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub rule: Rule,
    /// The entity it is linked to; several where it could be any of them.
    pub entities: &'a [EntityIndex],
}

impl Mark<'_> {
    /// The entity, where only one is possible.
    pub const fn entity(&self) -> Option<EntityIndex> {
        match *self.entities {
            [entity] => Some(entity),
            _ => None,
        }
    }
}

impl<'a> MarkedDocument<'a> {
    /// Puts them together. The observation must be of the document, made with the dictionary.
    pub const fn new(
        document: &'a Document,
        observation: &'a Observation,
        dictionary: &'a Dictionary,
        statuses: &'a [Status],
    ) -> Self {
        Self {
            document,
            observation,
            dictionary,
            statuses,
        }
    }

    /// The document.
    pub const fn document(&self) -> &'a Document {
        self.document
    }

    /// The entity with this index.
    pub fn entity(&self, index: EntityIndex) -> EntityRef<'a> {
        self.dictionary.entity(index)
    }

    /// The mentions that have one of the wanted statuses, those of the title first, each not before the last.
    pub fn marks(&self) -> impl Iterator<Item = Mark<'a>> + use<'a> {
        let Self {
            document,
            observation,
            statuses,
            ..
        } = *self;
        observation
            .mentions
            .iter()
            .filter(|mention| statuses.contains(&mention.status))
            .map(move |record| {
                let field = observation.sentences[record.sentence as usize].field;
                Mark {
                    record,
                    field,
                    span: record.span,
                    surface: record.span.of(document.field(field)),
                    status: record.status,
                    rule: record.rule,
                    entities: observation.targets(record),
                }
            })
    }

    /// The type of a mention: that of its entity, or the one that all its candidates share; else empty.
    pub fn type_of(&self, mark: &Mark<'_>) -> &'a str {
        let mut types = mark
            .entities
            .iter()
            .map(|&entity| self.entity(entity).entity_type());
        let first = types.next().unwrap_or_default();
        if types.all(|other| other == first) {
            first
        } else {
            ""
        }
    }
}
