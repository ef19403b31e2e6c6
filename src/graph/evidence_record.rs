//! The form in which evidence leaves the program, the same in every JSON it writes.

use serde::Serialize;

use crate::cooccurrence::{Evidence, Passage};
use crate::document::{Date, Field};
use crate::text::Span;

/// A piece of [`Evidence`] as JSON shows it: offsets are Unicode code points of the field, absent facts are left out.
///
/// Fields, in order: `document`, then those of the first passage (`field`, `start`, `end`, `text`, `a`, `b`), `date`, `source`, `url`, and
/// `passages` with all of them where there is more than one. `a` and `b` are lists of `[start, end]`, the mentions of either entity.
///
/// ```json
/// {"document":"news/7","field":"text","start":120,"end":152,"text":"Nvidia sells the H800 in China.",
///  "a":[[137,141]],"b":[[120,126]],"date":"2025-01-27"}
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceRecord<'e> {
    document: &'e str,
    #[serde(flatten)]
    first: Option<PassageRecord<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passages: Vec<PassageRecord<'e>>,
}

/// One [`Passage`] as JSON shows it.
#[derive(Clone, Debug, Serialize)]
pub struct PassageRecord<'e> {
    field: Field,
    start: usize,
    end: usize,
    text: &'e str,
    a: Vec<(usize, usize)>,
    b: Vec<(usize, usize)>,
}

impl<'e> EvidenceRecord<'e> {
    /// Shows the evidence with the entity of the smaller id as `a`.
    pub fn new(evidence: &'e Evidence) -> Self {
        Self::of(evidence, false)
    }

    /// Shows the evidence with the entity of the greater id as `a`, for answers that name that one first.
    pub fn swapped(evidence: &'e Evidence) -> Self {
        Self::of(evidence, true)
    }

    fn of(evidence: &'e Evidence, swapped: bool) -> Self {
        let mut passages: Vec<_> = evidence
            .passages
            .iter()
            .map(|passage| PassageRecord::of(passage, swapped))
            .collect();
        let first = passages.first().cloned();
        if passages.len() < 2 {
            passages.clear();
        }
        Self {
            document: &evidence.document,
            first,
            date: evidence.date,
            source: evidence.source.as_deref(),
            url: evidence.url.as_deref(),
            passages,
        }
    }
}

impl<'e> PassageRecord<'e> {
    fn of(passage: &'e Passage, swapped: bool) -> Self {
        let chars = |spans: &[Span]| {
            let ranges = spans.iter().map(|&span| passage.chars_of(span));
            ranges.map(|range| (range.start, range.end)).collect()
        };
        let (mut a, mut b) = (chars(&passage.a), chars(&passage.b));
        if swapped {
            std::mem::swap(&mut a, &mut b);
        }
        let place = passage.chars();
        Self {
            field: passage.field,
            start: place.start,
            end: place.end,
            text: &passage.text,
            a,
            b,
        }
    }
}
