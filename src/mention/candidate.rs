//! A place that may be a mention.

use std::cmp::Reverse;

use super::Rule;
use super::pattern::{Pattern, Variant};
use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::Span;

/// A place where a form stands; whether it counts is decided later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) field: Field,
    pub(super) span: Span,
    pub(super) pattern: u32,
    /// Of the pattern, which is asked for these many times.
    pub(super) entity: EntityIndex,
    pub(super) variant: Variant,
    /// How it was found; later, what speaks for or against it.
    pub(super) rule: Rule,
}

impl Candidate {
    /// A place where the pattern of a number stands, found as its form says.
    pub(super) fn new(field: Field, span: Span, number: u32, pattern: &Pattern) -> Self {
        Self {
            field,
            span,
            pattern: number,
            entity: pattern.entity,
            variant: pattern.variant,
            rule: pattern.variant.rule(),
        }
    }

    /// The order in which candidates are decided: by field, leftmost, longest.
    pub(super) fn order(&self) -> (Field, usize, Reverse<usize>, u32) {
        (
            self.field,
            self.span.start(),
            Reverse(self.span.end()),
            self.pattern,
        )
    }
}
