//! A relation of an edge in its interchange form.

use serde::Serialize;

use crate::relation::Polarity;

use super::EdgeRelation;

/// What sentences say of two entities, as JSON says it: `type`, `head`, `tail`, `polarity`, `former` (if true), `attributed_to` (if anybody), `count`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RelationRecord<'g> {
    r#type: &'g str,
    head: &'g str,
    tail: &'g str,
    polarity: Polarity,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    former: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributed_to: Option<&'g str>,
    count: u64,
}

impl<'g> RelationRecord<'g> {
    /// That of a relation.
    pub fn new(relation: &'g EdgeRelation) -> Self {
        Self {
            r#type: relation.name(),
            head: relation.head(),
            tail: relation.tail(),
            polarity: relation.polarity(),
            former: relation.is_former(),
            attributed_to: relation.attributed_to(),
            count: relation.count(),
        }
    }
}
