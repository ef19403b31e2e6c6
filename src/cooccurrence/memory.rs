//! Counts and evidence kept in memory, for use without a ledger.

use std::collections::BTreeMap;

use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::Result;

use super::evidence::MentionsByEntity;
use super::{Counted, Counts, Evidence, Observation, Tallies, Window};

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
    counts: Counts,
    observations: Vec<Observation>,
}

impl Cooccurrences {
    /// Starts with nothing observed. The dictionary is the one that the annotator uses.
    pub fn new(dictionary: &Dictionary) -> Self {
        Self {
            dictionary: dictionary.clone(),
            counts: Counts::default(),
            observations: Vec::new(),
        }
    }

    /// Adds the windows of one document, and keeps its sentences for evidence.
    pub fn observe(&mut self, observation: &impl AsRef<Observation>) {
        self.counts.add(observation.as_ref());
        self.observations.push(observation.as_ref().clone());
    }

    /// The counts so far, ready to build a graph from.
    pub fn tallies(&self) -> MemoryTallies<'_> {
        let mut observations: Vec<&Observation> = self.observations.iter().collect();
        observations.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        MemoryTallies {
            dictionary: &self.dictionary,
            counted: self.counts.counted(),
            observations,
        }
    }
}

/// The tallies of a [`Cooccurrences`].
#[derive(Clone, Debug)]
pub struct MemoryTallies<'c> {
    dictionary: &'c Dictionary,
    counted: Counted,
    observations: Vec<&'c Observation>,
}

impl Tallies for MemoryTallies<'_> {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        let mut collector = EvidenceCollector::new(pairs, window, limit);
        for observation in &self.observations {
            collector.add(observation);
        }
        Ok(collector.finish())
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("dictionary_hash".to_owned(), self.dictionary.hash())])
    }
}

/// Collects evidence for many pairs in one pass over observations in document order.
#[derive(Debug)]
pub struct EvidenceCollector {
    wanted: BTreeMap<EntityIndex, Vec<(EntityIndex, usize)>>,
    found: Vec<Vec<Evidence>>,
    window: Window,
    limit: usize,
    open: usize,
}

impl EvidenceCollector {
    /// Starts collecting at most `limit` windows a pair.
    pub fn new(pairs: &[(EntityIndex, EntityIndex)], window: Window, limit: usize) -> Self {
        let mut wanted: BTreeMap<EntityIndex, Vec<(EntityIndex, usize)>> = BTreeMap::new();
        for (slot, &(a, b)) in pairs.iter().enumerate() {
            wanted.entry(a).or_default().push((b, slot));
        }
        let open = if limit == 0 { 0 } else { pairs.len() };
        Self {
            wanted,
            found: vec![Vec::new(); pairs.len()],
            window,
            limit,
            open,
        }
    }

    /// Whether every pair has all it may have.
    pub fn is_full(&self) -> bool {
        self.open == 0
    }

    /// Takes what one document holds.
    pub fn add(&mut self, observation: &Observation) {
        if self.is_full() {
            return;
        }
        let mentions = MentionsByEntity::new(observation);
        for a in mentions.entities() {
            for &(b, slot) in self.wanted.get(&a).map_or(&[][..], Vec::as_slice) {
                let left = self.limit - self.found[slot].len();
                if left > 0 && mentions.has(b) {
                    self.found[slot].extend(mentions.evidence(a, b, self.window, left));
                    self.open -= usize::from(self.found[slot].len() == self.limit);
                }
            }
        }
    }

    /// What was found, parallel to the pairs.
    pub fn finish(self) -> Vec<Vec<Evidence>> {
        self.found
    }
}
