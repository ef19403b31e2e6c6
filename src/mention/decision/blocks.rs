//! Surfaces that the dictionary blocks: what stands there is no name, nor is what stands inside.

use crate::document::Field;
use crate::mention::Rule;
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Variant;
use crate::text::Span;

/// The blocked places of a document. A buffer, to be used again for each.
#[derive(Debug, Default)]
pub(in crate::mention) struct Blocks {
    /// Field, start and end; once sorted, the farthest end of all that start no later.
    places: Vec<(Field, usize, usize)>,
}

impl Blocks {
    /// Begins a document.
    pub(in crate::mention) fn restart(&mut self) {
        self.places.clear();
    }

    /// Takes the blocked places out of candidates, from a number on.
    pub(in crate::mention) fn take(&mut self, candidates: &mut Vec<Candidate>, known: usize) {
        let mut kept = known;
        for at in known..candidates.len() {
            let Candidate {
                field,
                span,
                variant,
                ..
            } = candidates[at];
            if variant == Variant::Block {
                self.places.push((field, span.start(), span.end()));
            } else {
                candidates.swap(kept, at);
                kept += 1;
            }
        }
        candidates.truncate(kept);
    }

    /// Sorts the places, once all are there.
    pub(in crate::mention) fn sort(&mut self) {
        self.places.sort_unstable();
        for at in 1..self.places.len() {
            let (field, _, end) = self.places[at - 1];
            if self.places[at].0 == field {
                self.places[at].2 = self.places[at].2.max(end);
            }
        }
    }

    /// Rejects the candidates at blocked places and inside them.
    pub(super) fn reject(&self, candidates: &mut [Candidate]) {
        if self.places.is_empty() {
            return;
        }
        for candidate in candidates {
            if self.hold(candidate.field, candidate.span) {
                candidate.rule = Rule::Blocked;
            }
        }
    }

    fn hold(&self, field: Field, span: Span) -> bool {
        let before = self
            .places
            .partition_point(|&(of, start, _)| (of, start) <= (field, span.start()));
        before
            .checked_sub(1)
            .map(|last| self.places[last])
            .is_some_and(|(of, _, end)| of == field && end >= span.end())
    }
}
