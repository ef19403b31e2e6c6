//! One annotated document, to be looked at.

use crate::cooccurrence::{MentionRecord, Observation};
use crate::dictionary::{Dictionary, EntityRef};
use crate::document::{Document, Field};
use crate::mention::{Rule, Status};
use crate::text::Span;

/// A document with its mentions and windows.
#[derive(Clone, Debug)]
pub struct Annotation<'a> {
    document: &'a Document,
    dictionary: &'a Dictionary,
    observation: Observation,
}

impl<'a> Annotation<'a> {
    pub(super) fn new(
        document: &'a Document,
        dictionary: &'a Dictionary,
        observation: Observation,
    ) -> Self {
        Self {
            document,
            dictionary,
            observation,
        }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// Its mentions of every status, ordered by field, start and falling length.
    pub fn mentions(&self) -> Mentions<'_> {
        Mentions {
            annotation: self,
            records: self.observation.mentions.iter(),
        }
    }

    /// What is recorded of it.
    pub fn into_observation(self) -> Observation {
        self.observation
    }
}

impl AsRef<Observation> for Annotation<'_> {
    fn as_ref(&self) -> &Observation {
        &self.observation
    }
}

/// Iterator over the mentions of an annotated document; made by [`Annotation::mentions`].
#[derive(Clone, Debug)]
pub struct Mentions<'a> {
    annotation: &'a Annotation<'a>,
    records: std::slice::Iter<'a, MentionRecord>,
}

impl<'a> Iterator for Mentions<'a> {
    type Item = MentionView<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(MentionView {
            annotation: self.annotation,
            record,
        })
    }
}

/// A mention that knows its text and its entity.
#[derive(Clone, Copy, Debug)]
pub struct MentionView<'a> {
    annotation: &'a Annotation<'a>,
    record: &'a MentionRecord,
}

impl<'a> MentionView<'a> {
    /// The field it stands in.
    pub fn field(self) -> Field {
        self.annotation.observation.sentences[self.record.sentence as usize].field
    }

    /// Its place in that field.
    pub fn span(self) -> Span {
        self.record.span
    }

    /// The words of the document.
    pub fn surface(self) -> &'a str {
        self.span().of(self.annotation.document.field(self.field()))
    }

    /// What became of it.
    pub fn status(self) -> Status {
        self.record.status
    }

    /// Why.
    pub fn rule(self) -> Rule {
        self.record.rule
    }

    /// Whether it is linked to its entity and counted.
    pub fn is_accepted(self) -> bool {
        self.status() == Status::Accepted
    }

    /// The entity, where only one is possible.
    pub fn entity(self) -> Option<EntityRef<'a>> {
        let mut candidates = self.candidates();
        candidates.next().filter(|_| candidates.next().is_none())
    }

    /// The entities it is linked to or could be, in the order of their ids.
    pub fn candidates(self) -> impl Iterator<Item = EntityRef<'a>> {
        self.annotation
            .observation
            .targets(self.record)
            .iter()
            .map(|&index| self.annotation.dictionary.entity(index))
    }
}
