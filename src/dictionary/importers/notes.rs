//! What an importer left out or took otherwise, counted.

use std::fmt;

use crate::error::Place;

/// What had to be left out of a file, or is read otherwise than its own tool would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportRemark {
    /// A spaCy token pattern that asks for more than words in a row, or mixes exact words with words in any case.
    TokenPattern,
    /// A `RegexNER` pattern that is more than words and alternatives.
    Expression,
    /// A `RegexNER` pattern with a plain dot, which stands for any character there.
    PlainDot,
    /// A `RegexNER` pattern whose words another has with higher priority.
    Outranked,
    /// A clean name of flashtext that is not among its own keywords.
    CleanName,
    /// An entity without any name.
    Nameless,
    /// A Wikidata entity that is no item: a property or lexeme.
    NoItem,
    /// A Wikidata item of none of the classes asked for.
    OtherClass,
    /// A feature of `GeoNames` that is neither a place nor a region.
    OtherFeature,
    /// A SKOS concept without an IRI: nothing could refer to it the next time.
    BlankNode,
    /// A name or group of a serial number that no entity has.
    UnknownSerial,
}

impl fmt::Display for ImportRemark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::TokenPattern => "left out a token pattern that is more than a phrase",
            Self::Expression => "left out a regular expression that is more than words",
            Self::PlainDot => "took a plain dot of a pattern for a dot",
            Self::Outranked => "left out a pattern whose words another has with higher priority",
            Self::CleanName => "will look for a clean name that is not among its keywords",
            Self::Nameless => "left out an entity without a name",
            Self::NoItem => "left out an entity that is no item",
            Self::OtherClass => "left out an item of other classes",
            Self::OtherFeature => "left out a feature that is no place or region",
            Self::BlankNode => "left out a concept without an IRI",
            Self::UnknownSerial => "left out a line of an unknown serial number",
        })
    }
}

/// A remark, how often it was to be made of a file, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportNote {
    /// What it is.
    pub remark: ImportRemark,
    /// How often.
    pub count: u64,
    /// Where first.
    pub first: Place,
}

impl fmt::Display for ImportNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.first, self.remark)?;
        match self.count {
            1 => Ok(()),
            count => write!(formatter, ", and {} more", count - 1),
        }
    }
}
