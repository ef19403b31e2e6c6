//! A relation of an edge in its interchange form.

use std::borrow::Cow;

use serde::Serialize;

use crate::relation::Polarity;

use super::EdgeRelation;

/// What sentences say of two entities, as JSON says it: `type`, `head`, `tail`, `polarity`, `former` (if true), `attributed_to` (if anybody), `count`.
#[derive(Clone, Debug, Serialize)]
pub struct RelationRecord<'g> {
    r#type: Cow<'g, str>,
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
        Self::named(relation, relation.name(), false)
    }

    /// The same under another name, read from tail to head where `flipped`.
    pub fn named(relation: &'g EdgeRelation, name: impl Into<Cow<'g, str>>, flipped: bool) -> Self {
        let (from, to) = (relation.head(), relation.tail());
        let (head, tail) = if flipped { (to, from) } else { (from, to) };
        Self {
            r#type: name.into(),
            head,
            tail,
            polarity: relation.polarity(),
            former: relation.is_former(),
            attributed_to: relation.attributed_to(),
            count: relation.count(),
        }
    }
}
