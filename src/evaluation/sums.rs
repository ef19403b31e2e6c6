//! The counts behind all scores. Everything counted is a thing of one document, so that the sums are those of all documents taken together.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Span;

use super::diagnosis::{Found, GoldPlace, Places};
use super::gold::GoldMention;
use super::scores::Tally;
use super::types::TypeNames;
use super::{Scores, TypeScore};

/// What is added up.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) documents: u64,
    pub(super) marks: u64,
    pub(super) without_id: u64,
    pub(super) discontinuous: u64,
    /// Entities found only at places that name none.
    pub(super) left_out: u64,
    span: Tally,
    overlap: Tally,
    span_entity: Tally,
    document_entity: Tally,
    span_type: Tally,
    /// What was found at places whose entity the gold names.
    linked: u64,
    /// Whether any mark has a type.
    has_types: bool,
    types: BTreeMap<String, TypeSums>,
}

#[derive(Debug, Default)]
struct TypeSums {
    marks: u64,
    marks_found: u64,
    tally: Tally,
}

impl Sums {
    /// Adds a document: its marks, the places they make, and what was found.
    pub(super) fn add(
        &mut self,
        marks: &[GoldMention],
        places: &[GoldPlace<'_>],
        found: &Found<'_>,
    ) {
        self.documents += 1;
        self.marks += marks.len() as u64;
        self.without_id += marks.iter().filter(|mark| mark.ids.is_empty()).count() as u64;
        let mut spans: Vec<Span> = found.linked.iter().map(|(span, _)| *span).collect();
        spans.dedup();
        self.add_spans(places, &spans);
        self.add_entities(places, found);
    }

    fn add_spans(&mut self, places: &[GoldPlace<'_>], spans: &[Span]) {
        let is_gold = |span: &&Span| {
            places
                .binary_search_by_key(*span, |place| place.span)
                .is_ok()
        };
        let right = spans.iter().filter(is_gold).count() as u64;
        for tally in [&mut self.span, &mut self.overlap] {
            tally.found += spans.len() as u64;
            tally.gold += places.len() as u64;
        }
        self.span.right_found += right;
        self.span.right_gold += right;
        let gold_spans = || places.iter().map(|place| place.span);
        let (gold, all) = (
            Places::new(gold_spans()),
            Places::new(spans.iter().copied()),
        );
        let overlapping = |span: &Span| gold.overlapping(*span).is_some();
        self.overlap.right_found += spans.iter().filter(|span| overlapping(span)).count() as u64;
        let overlapped = gold_spans().filter(|&span| all.overlapping(span).is_some());
        self.overlap.right_gold += overlapped.count() as u64;
    }

    fn add_entities(&mut self, places: &[GoldPlace<'_>], found: &Found<'_>) {
        let gold: BTreeSet<&str> = places.iter().flat_map(|p| p.ids.iter().copied()).collect();
        // At places that name an entity or lie outside of the gold; and at all.
        let mut counted: BTreeSet<&str> = BTreeSet::new();
        let mut all: BTreeSet<&str> = BTreeSet::new();
        let mut right: BTreeSet<Span> = BTreeSet::new();
        for (span, entity) in found.entities() {
            all.insert(entity.id());
            let place = places.binary_search_by_key(&span, |place| place.span);
            let ids = place.ok().map(|at| &places[at].ids[..]);
            if ids == Some(&[]) {
                continue;
            }
            counted.insert(entity.id());
            self.span_entity.found += 1;
            let Some(ids) = ids else { continue };
            self.linked += 1;
            if ids.binary_search(&entity.id()).is_ok() {
                self.span_entity.right_found += 1;
                right.insert(span);
            }
        }
        let linkable = places.iter().filter(|place| !place.ids.is_empty());
        self.span_entity.gold += linkable.count() as u64;
        self.span_entity.right_gold += right.len() as u64;
        let common = gold.intersection(&counted).count() as u64;
        self.document_entity.right_found += common;
        self.document_entity.right_gold += common;
        self.document_entity.found += counted.len() as u64;
        self.document_entity.gold += gold.len() as u64;
        self.left_out += (all.len() - counted.len()) as u64;
    }

    /// Adds the types of a document.
    pub(super) fn add_types(
        &mut self,
        marks: &[GoldMention],
        places: &[GoldPlace<'_>],
        found: &Found<'_>,
        names: &TypeNames,
    ) {
        for mark in marks.iter().filter(|mark| !mark.entity_type.is_empty()) {
            self.has_types = true;
            let sums = self.of_type(names.canonical(&mark.entity_type));
            sums.marks += 1;
            sums.marks_found += u64::from(found.is_linked(mark.span));
        }
        let marked = places
            .iter()
            .flat_map(|place| place.types.iter().map(|&name| (place.span, name)));
        let gold: BTreeSet<(Span, &str)> = marked.collect();
        let found: BTreeSet<(Span, &str)> = found
            .entities()
            .map(|(span, entity)| (span, entity.entity_type()))
            .collect();
        for &(_, name) in &gold {
            self.of_type(name).tally.gold += 1;
        }
        for pair in &found {
            let right = u64::from(gold.contains(pair));
            let tally = &mut self.of_type(pair.1).tally;
            tally.found += 1;
            tally.right_found += right;
            tally.right_gold += right;
            self.span_type.right_found += right;
            self.span_type.right_gold += right;
        }
        self.span_type.gold += gold.len() as u64;
        self.span_type.found += found.len() as u64;
    }

    fn of_type(&mut self, name: &str) -> &mut TypeSums {
        if !self.types.contains_key(name) {
            self.types.insert(name.to_owned(), TypeSums::default());
        }
        self.types.get_mut(name).expect("just put there")
    }

    /// All scores, and those of each type.
    pub(super) fn scores(&self) -> (Scores, Vec<TypeScore>) {
        let has_ids = self.marks > self.without_id;
        #[allow(clippy::cast_precision_loss, reason = "counts of mentions")]
        let linked = self.span_entity.right_found as f64 / self.linked as f64;
        let scores = Scores {
            span: self.span.score(),
            span_overlap: self.overlap.score(),
            span_entity: has_ids.then(|| self.span_entity.score()),
            document_entity: has_ids.then(|| self.document_entity.score()),
            span_type: self.has_types.then(|| self.span_type.score()),
            right_spans_linked: (self.linked > 0).then_some(linked),
        };
        let mut types: Vec<TypeScore> = Vec::new();
        if self.has_types {
            types.extend(self.types.iter().map(|(name, sums)| TypeScore {
                name: name.clone(),
                marks: sums.marks,
                marks_found: sums.marks_found,
                score: sums.tally.score(),
            }));
            // Equals stay in the order of their names.
            types.sort_by_key(|row| std::cmp::Reverse((row.marks, row.score.found)));
        }
        (scores, types)
    }
}
