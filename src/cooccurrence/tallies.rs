//! What the graph needs to know of counts, whoever kept them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::dictionary::{EntityIndex, EntityRef};
use crate::document::{Date, Field};
use crate::error::{Error, Result};
use crate::relation::RelationInfo;
use crate::text::Span;

use super::{
    Distances, DocumentMentionPairs, DocumentPoints, HintTally, Selection, Window, WindowCounts,
};

/// Counts with their evidence. [`Cooccurrences`](super::Cooccurrences) keeps them in memory, a ledger reads them from its file; a graph is
/// built from either.
pub trait Tallies {
    /// The entity behind an index.
    ///
    /// # Panics
    /// If the index did not come from these tallies.
    fn entity(&self, index: EntityIndex) -> EntityRef<'_>;

    /// The counts themselves.
    fn counted(&self) -> &Counted;

    /// What was counted; everything, unless told otherwise.
    fn selection(&self) -> Selection {
        Selection::default()
    }

    /// All windows of each kind, also those without any entity: the N of every measure.
    fn totals(&self) -> WindowCounts {
        self.counted().totals
    }

    /// The entities that occur, in the order of their ids, with the windows each occurs in (the marginals).
    fn entities(&self) -> &[EntityTally] {
        &self.counted().entities
    }

    /// The pairs that share at least one window of any kind, `a < b`, in order, with the windows they share.
    fn pairs(&self) -> &[PairTally] {
        &self.counted().pairs
    }

    /// What sentences said of pairs, in the order of the pairs and of [`HintTally`].
    fn hints(&self) -> &[HintTally] {
        &self.counted().hints
    }

    /// The relations that hints are numbered by.
    fn relations(&self) -> &[RelationInfo] {
        &[]
    }

    /// For each of `pairs` the best `limit` windows of the given kind that both share, the best first. The answer is parallel to `pairs`.
    ///
    /// Windows are ranked by whole numbers, none of which depends on what other documents there are:
    ///
    /// 1. the best window of each document, then the second best of each, and so on;
    /// 2. a sentence that says what the two are to each other (a hint, however it stands to it), before others;
    /// 3. both names in one sentence, before two sentences;
    /// 4. prose, before a sentence that [lists](super::SentenceShape::List) its names;
    /// 5. names close together: fewer than 10 words between them (in two sentences: no sentence between them), than 20 (one), than 30 (two), and the rest;
    /// 6. sentences of at most 300 bytes, before longer ones;
    /// 7. the latest date; undated documents last;
    /// 8. document id, then position.
    ///
    /// Of those that differ in their words the first `4 * limit` are looked at, and put into this order with two more rules before it: what
    /// repeats another of them (word for word, or in another document of the same [cluster](super::Clusters)) comes after all that do not; and, among
    /// the best windows of documents, each source shows one before any shows two.
    ///
    /// A window of several sentences is shown by the best of those that name both, or else by the closest two.
    ///
    /// # Errors
    /// If a ledger cannot be read.
    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>>;

    /// What each document says for a pair, of near-duplicates only one, `a < b`; in the order of the ids. Their points add up to
    /// [`Counted::points`] of [`Counted::independent`]. Empty where documents are not kept.
    ///
    /// # Errors
    /// If a ledger cannot be read.
    fn points(&self, _a: EntityIndex, _b: EntityIndex) -> Result<Vec<DocumentPoints>> {
        Ok(Vec::new())
    }

    /// How many distinct sources have a document in which both entities occur; all documents that name none are one. `None`
    /// where documents are not kept.
    ///
    /// # Errors
    /// If a ledger cannot be read.
    fn sources(&self, _a: EntityIndex, _b: EntityIndex) -> Result<Option<u64>> {
        Ok(None)
    }

    /// How far apart the mentions of all pairs stand, in words, up to `width`. What windows of tokens are counted from.
    ///
    /// # Errors
    /// [`Error::DocumentsNotKept`] where not all documents are kept; or if a ledger cannot be read.
    ///
    /// # Complexity
    /// All documents are looked through; linear in the pairs of mentions that are counted, times a logarithm.
    fn distances(&self, _width: u32) -> Result<Distances> {
        Err(Error::DocumentsNotKept)
    }

    /// The mentions of two entities, `a < b`, that stand at most `width` words apart in one paragraph: for each document that has some, in the order of
    /// the ids, with the `limit` closest. Their distances add up to those of [`distances`](Self::distances).
    ///
    /// # Errors
    /// As [`distances`](Self::distances).
    fn mention_pairs(
        &self,
        _a: EntityIndex,
        _b: EntityIndex,
        _width: u32,
        _limit: usize,
    ) -> Result<Vec<DocumentMentionPairs>> {
        Err(Error::DocumentsNotKept)
    }

    /// For each of `pairs` the best `limit` paragraphs in which both stand at most `width` words apart, by the ranks of [`evidence`](Self::evidence). Each is shown
    /// by the best sentence that names both so close together, or else by those of the closest two mentions.
    ///
    /// # Errors
    /// As [`distances`](Self::distances).
    fn evidence_within(
        &self,
        _pairs: &[(EntityIndex, EntityIndex)],
        _width: u32,
        _limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        Err(Error::DocumentsNotKept)
    }

    /// What these counts were made from (hashes of dictionary, options and documents), in the order of its keys. Goes into exports.
    fn provenance(&self) -> BTreeMap<String, String>;
}

/// Finished counts: integers only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// All windows of each kind.
    pub totals: WindowCounts,
    /// The entities that occur, in the order of their ids.
    pub entities: Vec<EntityTally>,
    /// The pairs that share a window of any kind, `a < b`, in order.
    pub pairs: Vec<PairTally>,
    /// The same over one representative of each cluster of near-duplicate documents
    /// ([`Clusters::is_representative`](super::Clusters::is_representative)); `None` where no document repeats another, and both are the same.
    pub of_representatives: Option<Box<Self>>,
    /// At place `k` the number of documents that mention `k` different entities; at place 0, and behind the last, nothing.
    pub document_sizes: Vec<u64>,
    /// What was said of pairs, in the order of the pairs.
    pub hints: Vec<HintTally>,
}

impl Counted {
    /// Independent counts: a story that was copied forty times counts once. Where no document repeats another, these counts themselves.
    pub fn independent(&self) -> &Self {
        self.of_representatives.as_deref().unwrap_or(self)
    }

    /// The windows that two entities share, `a < b`; all zero where they share none.
    ///
    /// # Complexity
    /// Logarithmic in the number of pairs.
    pub fn shared(&self, a: EntityIndex, b: EntityIndex) -> WindowCounts {
        self.pair(a, b).map(|pair| pair.windows).unwrap_or_default()
    }

    /// What documents say of two entities together, `a < b`, in millionths of a point.
    ///
    /// # Complexity
    /// Logarithmic in the number of pairs.
    pub fn points(&self, a: EntityIndex, b: EntityIndex) -> u64 {
        self.pair(a, b).map(|pair| pair.points).unwrap_or_default()
    }

    fn pair(&self, a: EntityIndex, b: EntityIndex) -> Option<&PairTally> {
        let found = self
            .pairs
            .binary_search_by_key(&(a, b), |pair| (pair.a, pair.b));
        found.ok().map(|at| &self.pairs[at])
    }
}

/// How often one entity occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityTally {
    /// The entity.
    pub entity: EntityIndex,
    /// Its accepted mentions.
    pub mentions: u64,
    /// The windows with at least one accepted mention of it.
    pub windows: WindowCounts,
    /// The earliest date of a document that mentions it.
    pub first_seen: Option<Date>,
    /// The latest date of a document that mentions it.
    pub last_seen: Option<Date>,
}

/// How often two entities occur together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairTally {
    /// The entity with the smaller id.
    pub a: EntityIndex,
    /// The entity with the greater id.
    pub b: EntityIndex,
    /// The windows with both.
    pub windows: WindowCounts,
    /// What their documents say of the two together: the sum of all [contributions](super::Contribution), in millionths of a point.
    pub points: u64,
    /// The earliest date of a document that mentions both.
    pub first_seen: Option<Date>,
    /// The latest date of a document that mentions both.
    pub last_seen: Option<Date>,
}

/// One window that two entities share, with the words that prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The document's id.
    pub document: Arc<str>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Its date.
    pub date: Option<Date>,
    /// Its source.
    pub source: Option<Arc<str>>,
    /// Its address.
    pub url: Option<Arc<str>>,
    /// The sentence that names both; or, where no sentence of the window does, two sentences in reading order, one for each, as close
    /// together as the window has them.
    pub passages: Vec<Passage>,
}

impl Evidence {
    /// The text of the passages, joined by ` … ` where there are two.
    pub fn snippet(&self) -> String {
        self.passages
            .iter()
            .map(|passage| passage.text.as_ref())
            .collect::<Vec<_>>()
            .join(" … ")
    }
}

/// A sentence with the places where the two entities of a pair stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The field the sentence stands in.
    pub field: Field,
    /// Its place in that field.
    pub span: Span,
    /// How many code points of the field come before it.
    /// The code points before it in that field: what turns spans into the offsets other tools count in, without the document.
    pub char_start: usize,
    /// Its text: exactly what `span` cuts out of the field.
    pub text: Arc<str>,
    /// Accepted mentions of the first entity, as spans of the field.
    pub a: Vec<Span>,
    /// Accepted mentions of the second entity, as spans of the field.
    pub b: Vec<Span>,
    /// What it says of the two.
    pub hints: Vec<PassageHint>,
}

/// What a sentence says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageHint {
    /// What it is counted as.
    pub tally: HintTally,
    /// The words that say so, as a span of the field.
    pub trigger: Span,
    /// The words that name who says so, as a span of the field.
    pub source: Option<Span>,
}

impl Passage {
    /// The sentence's place in its field, in Unicode code points.
    pub fn chars(&self) -> Range<usize> {
        self.char_start..self.char_start + self.text.chars().count()
    }

    /// The text of a span of the field that lies in this sentence.
    ///
    /// # Panics
    /// If it does not lie there, on character boundaries.
    pub fn text_of(&self, span: Span) -> &str {
        &self.text[span.start() - self.span.start()..span.end() - self.span.start()]
    }

    /// The place of a mention in this sentence, in Unicode code points of the field.
    ///
    /// # Panics
    /// If the mention, a span of the field, does not lie inside the sentence on character boundaries.
    pub fn chars_of(&self, mention: Span) -> Range<usize> {
        let offset = self.span.start();
        let inside = Span::new(mention.start() - offset, mention.end() - offset);
        let chars = inside.chars(&self.text);
        self.char_start + chars.start..self.char_start + chars.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_count_code_points_of_the_field() {
        let field = "Déjà vu. Nvidia’s 芯片 sells.";
        let start = field.find("Nvidia").unwrap();
        let passage = Passage {
            field: Field::Text,
            span: Span::new(start, field.len()),
            char_start: field[..start].chars().count(),
            text: Arc::from(&field[start..]),
            a: Vec::new(),
            b: Vec::new(),
            hints: Vec::new(),
        };
        let chip = Span::new(field.find("芯").unwrap(), field.find(" sells").unwrap());
        assert_eq!(passage.chars(), 9..27);
        assert_eq!(passage.chars_of(chip), chip.chars(field));
        assert_eq!(passage.chars_of(chip), 18..20);
    }
}
