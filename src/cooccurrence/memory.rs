//! Counts and evidence kept in memory, for use without a ledger.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::relation::{RelationInfo, RelationPack};

use super::{
    Clusters, Counted, DistanceCounter, Distances, DocumentMentionPairs, DocumentPoints, Evidence,
    EvidenceCollector, Observation, Observed, Selection, Selector, Tallies, Window,
};

/// Counts what annotated documents say, in memory.
///
/// Observe each document once; the order does not matter.
///
/// # Example
/// ```
/// use comention::{Annotator, Cooccurrences, Dictionary, document::Document, cooccurrence::Tallies};
///
/// let dictionary = Dictionary::ai_industry();
/// let annotator = Annotator::new(&dictionary)?;
/// let mut cooccurrences = Cooccurrences::new(&dictionary);
/// cooccurrences.observe(&annotator.annotate(&Document::new("memo", "Nvidia sells the H800. OpenAI buys the H100.")));
/// assert_eq!(cooccurrences.tallies().pairs().len(), 6);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cooccurrences {
    dictionary: Dictionary,
    observed: Observed,
    relations: RelationPack,
}

impl Cooccurrences {
    /// Starts with nothing observed, and will keep every document that shows a mention. The dictionary is the one that the annotator uses.
    pub fn new(dictionary: &Dictionary) -> Self {
        Self::from_observed(dictionary, Observed::default())
    }

    /// The same, but keeps only what can be among the best `limit` windows of one kind of some pair: see [`Observed::with_evidence`].
    ///
    /// # Example
    /// ```
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, Window, document::Document};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::with_evidence(&dictionary, Window::Sentence, 1);
    /// for id in ["c", "a", "b"] {
    ///     cooccurrences.observe(&annotator.annotate(&Document::new(id, "Nvidia sells the H800.")));
    /// }
    /// let graph = EntityGraph::builder().evidence(1).build(&cooccurrences.tallies())?;
    /// let edge = graph.edge("nvidia", "h800").unwrap();
    /// assert_eq!((edge.count(), &*edge.evidence()[0].document), (3, "a"));
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn with_evidence(dictionary: &Dictionary, window: Window, limit: usize) -> Self {
        Self::from_observed(dictionary, Observed::with_evidence(window, limit))
    }

    /// Goes on from what was observed with the annotator of this dictionary.
    pub fn from_observed(dictionary: &Dictionary, observed: Observed) -> Self {
        Self {
            dictionary: dictionary.clone(),
            observed,
            relations: RelationPack::default(),
        }
    }

    /// Names the rules that the annotator finds hints by, so that hints have names.
    #[must_use]
    pub fn relations(mut self, pack: &RelationPack) -> Self {
        self.relations = pack.clone();
        self
    }

    /// Adds the windows of one document, and keeps its sentences for evidence.
    pub fn observe(&mut self, observation: &impl AsRef<Observation>) {
        self.observed.observe(observation.as_ref());
    }

    /// The counts so far, ready to build a graph from.
    pub fn tallies(&self) -> MemoryTallies<'_> {
        let (counted, clusters) = self.observed.counted();
        MemoryTallies {
            dictionary: &self.dictionary,
            counted,
            clusters,
            observed: Cow::Borrowed(&self.observed),
            selector: None,
            relations: self.relations.clone(),
            more_provenance: BTreeMap::new(),
        }
    }

    /// The counts of a part of the documents, or of entities rolled up: see [`Selection`].
    ///
    /// # Errors
    /// [`Error::DocumentsNotKept`] if not all documents were: see [`Cooccurrences::with_evidence`].
    ///
    /// # Complexity
    /// All documents are counted again.
    pub fn tallies_with(&self, selection: &Selection) -> Result<MemoryTallies<'_>> {
        if self.observed.kept_evidence().is_some() {
            return Err(Error::DocumentsNotKept);
        }
        let selector = Selector::new(selection, &self.dictionary);
        let (counted, clusters) = self.observed.counted_by(&selector);
        Ok(MemoryTallies {
            dictionary: &self.dictionary,
            counted,
            clusters,
            observed: Cow::Borrowed(&self.observed),
            selector: Some(selector),
            relations: self.relations.clone(),
            more_provenance: BTreeMap::new(),
        })
    }
}

/// The tallies of a [`Cooccurrences`], or of what was [`Observed`].
#[derive(Clone, Debug)]
pub struct MemoryTallies<'c> {
    dictionary: &'c Dictionary,
    counted: Counted,
    clusters: Clusters,
    observed: Cow<'c, Observed>,
    selector: Option<Selector>,
    relations: RelationPack,
    more_provenance: BTreeMap<String, String>,
}

impl<'c> MemoryTallies<'c> {
    /// The tallies of what was observed with the annotator of this dictionary, without a copy of the counts.
    pub fn new(dictionary: &'c Dictionary, mut observed: Observed) -> Self {
        let (counted, clusters) = observed.take_counted();
        Self {
            dictionary,
            counted,
            clusters,
            observed: Cow::Owned(observed),
            selector: None,
            relations: RelationPack::default(),
            more_provenance: BTreeMap::new(),
        }
    }

    /// Names the rules that hints were found by.
    #[must_use]
    pub fn with_relations(mut self, pack: &RelationPack) -> Self {
        self.relations = pack.clone();
        self
    }

    /// Says more of what was counted than memory knows: [`Tallies::provenance`], and exports, hold it too.
    #[must_use]
    pub fn with_provenance(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.more_provenance.insert(name.into(), value.into());
        self
    }

    /// Makes sure that all documents were kept.
    fn require_all(&self) -> Result<()> {
        match self.observed.kept_evidence() {
            None => Ok(()),
            Some(_) => Err(Error::DocumentsNotKept),
        }
    }

    /// Calls `each` with the documents that were kept and are counted, in the order of their ids.
    fn visit(&self, mut each: impl FnMut(&Observation)) {
        let mut observation = Observation::default();
        for document in self.observed.in_order() {
            document.unpack(&mut observation);
            let selector = self.selector.as_ref();
            if selector.is_none_or(|selector| selector.apply(&mut observation)) {
                each(&observation);
            }
        }
    }
}

impl Tallies for MemoryTallies<'_> {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn selection(&self) -> Selection {
        let selector = self.selector.as_ref();
        selector.map_or_else(Selection::default, |selector| selector.selection().clone())
    }

    fn relations(&self) -> &[RelationInfo] {
        self.relations.relations()
    }

    /// Evidence as [`Tallies::evidence`]; no more than was kept.
    ///
    /// # Errors
    /// [`Error::EvidenceNotKept`] if that of another kind of window was kept.
    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        let limit = match self.observed.kept_evidence() {
            None => limit,
            Some((kept, most)) if kept == window || most.min(limit) == 0 => limit.min(most),
            Some((kept, _)) => {
                return Err(Error::EvidenceNotKept {
                    kept: kept.name(),
                    asked: window.name(),
                });
            }
        };
        let mut collector = EvidenceCollector::new(pairs, window, limit, &self.clusters);
        if collector.wants_nothing() {
            return Ok(collector.finish());
        }
        self.visit(|observation| collector.add(observation));
        Ok(collector.finish())
    }

    fn points(&self, a: EntityIndex, b: EntityIndex) -> Result<Vec<DocumentPoints>> {
        let mut found = Vec::new();
        if self.observed.kept_evidence().is_some() {
            return Ok(found);
        }
        self.visit(|observation| {
            if self.clusters.is_representative(observation) {
                found.extend(observation.document_points(a, b));
            }
        });
        Ok(found)
    }

    fn sources(&self, a: EntityIndex, b: EntityIndex) -> Result<Option<u64>> {
        if self.observed.kept_evidence().is_some() {
            return Ok(None);
        }
        let mut sources = BTreeSet::new();
        self.visit(|observation| {
            if observation.mentions_both(a, b) {
                sources.insert(observation.document.source.clone());
            }
        });
        Ok(Some(sources.len() as u64))
    }

    fn distances(&self, width: u32) -> Result<Distances> {
        self.require_all()?;
        let mut counter = DistanceCounter::new(width, !self.clusters.is_empty());
        self.visit(|observation| {
            counter.add(observation, self.clusters.is_representative(observation));
        });
        Ok(counter.finish())
    }

    fn mention_pairs(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        width: u32,
        limit: usize,
    ) -> Result<Vec<DocumentMentionPairs>> {
        self.require_all()?;
        let mut found = Vec::new();
        self.visit(|observation| {
            found.extend(observation.mention_pairs(a, b, width, limit, &self.clusters));
        });
        Ok(found)
    }

    fn evidence_within(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        width: u32,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        self.require_all()?;
        let mut collector = EvidenceCollector::within(pairs, width, limit, &self.clusters);
        if !collector.wants_nothing() {
            self.visit(|observation| collector.add(observation));
        }
        Ok(collector.finish())
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        let mut provenance = self.more_provenance.clone();
        provenance.insert("dictionary_hash".to_owned(), self.dictionary.hash());
        provenance
    }
}
