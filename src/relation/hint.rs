//! What a rule found.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::text::Span;

/// The number of a relation: its place among the relations of a [`RelationPack`](super::RelationPack).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationIndex(pub u32);

/// How a sentence stands to what it says. Only what is asserted speaks for an edge; the others are kept and shown as what they are.
///
/// Where several apply, the first in this order holds, but for `Asserted`: a denial in quotation marks is a denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Polarity {
    /// It says so: "Acme supplies Beta".
    Asserted,
    /// It says that it is not so: "Acme did not supply Beta", "denied that …".
    Negated,
    /// It does not say that it is so: "would", "may", "plans to", "in talks to", "if".
    Hedged,
    /// It asks.
    Question,
    /// Somebody's words in quotation marks say so.
    Quoted,
}

impl Polarity {
    /// All of them, in the order of their numbers in records.
    pub const ALL: [Self; 5] = [
        Self::Asserted,
        Self::Negated,
        Self::Hedged,
        Self::Question,
        Self::Quoted,
    ];

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
            Self::Hedged => "hedged",
            Self::Question => "question",
            Self::Quoted => "quoted",
        }
    }
}

impl fmt::Display for Polarity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Serialize for Polarity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What one sentence says of two of its mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The relation.
    pub relation: RelationIndex,
    /// The mention it leads from, by its place among those of the sentence.
    pub head: usize,
    /// The mention it leads to.
    pub tail: usize,
    /// The words that say so, in the sentence.
    pub trigger: Span,
    /// How the sentence stands to it.
    pub polarity: Polarity,
    /// Whether it is said to be over: "former", "ex-".
    pub former: bool,
    /// Who says so, where the sentence tells.
    pub source: Option<HintSource>,
}

/// Who a sentence says something by: the words, and the mention among them if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintSource {
    /// The words.
    pub span: Span,
    /// The mention, by its place among those of the sentence; in a [`HintRecord`] among those of the document.
    pub mention: Option<u32>,
}

/// A hint, as recorded of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintRecord {
    /// The relation.
    pub relation: RelationIndex,
    /// The mention it leads from, as an index into those of the document.
    pub head: u32,
    /// The mention it leads to; in the same sentence.
    pub tail: u32,
    /// The words that say so, as a span of the field.
    pub trigger: Span,
    /// How the sentence stands to it.
    pub polarity: Polarity,
    /// Whether it is said to be over.
    pub former: bool,
    /// Who says so; the span is one of the field.
    pub source: Option<HintSource>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polarities_are_numbered_by_their_place() {
        for (number, polarity) in Polarity::ALL.into_iter().enumerate() {
            assert_eq!(polarity as usize, number);
        }
    }
}
