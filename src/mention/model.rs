//! A mention as the matcher decides it.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::Span;

use super::{Rule, Status};

/// One entity at one span of a document, or several that could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mention {
    /// The field it stands in.
    pub field: Field,
    /// Its place in that field; cuts the surface out of it.
    pub span: Span,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub rule: Rule,
    /// The entity, where only one is possible.
    pub entity: Option<EntityIndex>,
    /// The possible entities, in the order of their ids, where there are several.
    pub candidates: Box<[EntityIndex]>,
    /// How many words stand before it in its field.
    pub token: u32,
}

impl Mention {
    /// Whether it is linked to its entity and counted.
    pub fn is_accepted(&self) -> bool {
        self.status == Status::Accepted
    }
}
