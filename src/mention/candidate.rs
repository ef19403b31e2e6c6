//! A place that may be a mention.

use std::cmp::Reverse;

use super::Rule;
use crate::document::Field;
use crate::text::Span;

/// A place where a form stands; whether it counts is decided later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) field: Field,
    pub(super) span: Span,
    pub(super) pattern: u32,
    /// How it was found.
    pub(super) rule: Rule,
}

impl Candidate {
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
