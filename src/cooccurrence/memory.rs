//! Counts and evidence kept in memory, for use without a ledger.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::{Error, Result};

use super::evidence::MentionsByEntity;
use super::{
    Counted, Counts, Evidence, Observation, PackedDocument, PackedDocuments, Tallies, Window,
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
}

/// Counts, and the documents they were made from. What a thread gathers by itself, to be put together later.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    counts: Counts,
    documents: Vec<PackedDocuments>,
}

/// How many bytes of packed documents stand together.
const BLOCK_BYTES: usize = 1 << 20;

impl Observed {
    /// Adds the windows of one document, and keeps its sentences for evidence.
    pub fn observe(&mut self, observation: &Observation) {
        self.counts.add(observation);
        match self.documents.last_mut() {
            Some(block) if block.bytes_len() < BLOCK_BYTES => block.push(observation),
            _ => {
                let mut block = PackedDocuments::default();
                block.push(observation);
                self.documents.push(block);
            }
        }
    }

    /// Adds what was observed elsewhere.
    pub fn merge(&mut self, other: Self) {
        self.counts.merge(other.counts);
        self.documents.extend(other.documents);
    }

    /// The documents, each once, in the order of their ids.
    fn in_order(&self) -> Vec<PackedDocument<'_>> {
        let mut documents: Vec<_> = self
            .documents
            .iter()
            .flat_map(PackedDocuments::iter)
            .collect();
        documents.sort_unstable_by_key(|document| document.id());
        // What is the same by id and content is the same evidence.
        documents.dedup_by_key(|document| document.id());
        documents
    }

    /// Makes documents that were observed several times count once; tells how many times that were too many.
    ///
    /// # Errors
    /// [`Error::DuplicateDocument`] for two documents of one id with other content.
    pub fn settle_repeats(&mut self) -> Result<u64> {
        let documents = self.documents.iter().flat_map(PackedDocuments::iter);
        let mut by_hash: Vec<_> = documents
            .map(|document| (xxh3_64(document.id().as_bytes()), document))
            .collect();
        by_hash.sort_unstable_by_key(|&(hash, _)| hash);
        let mut surplus = Counts::default();
        let mut repeats = 0;
        let mut observation = Observation::default();
        for same_hash in by_hash
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() > 1)
        {
            let mut same_hash: Vec<_> = same_hash.iter().map(|&(_, document)| document).collect();
            same_hash.sort_unstable_by_key(|document| (document.id(), document.origin()));
            for two in same_hash
                .windows(2)
                .filter(|two| two[0].id() == two[1].id())
            {
                let (first, second) = (two[0], two[1]);
                if first.hash() != second.hash() {
                    return Err(Error::DuplicateDocument {
                        id: first.id().to_owned(),
                        first: first.origin().to_owned(),
                        second: second.origin().to_owned(),
                    });
                }
                second.unpack(&mut observation);
                surplus.add(&observation);
                repeats += 1;
            }
        }
        if repeats > 0 {
            self.counts.subtract(surplus);
        }
        Ok(repeats)
    }
}

impl Cooccurrences {
    /// Starts with nothing observed. The dictionary is the one that the annotator uses.
    pub fn new(dictionary: &Dictionary) -> Self {
        Self::from_observed(dictionary, Observed::default())
    }

    /// Goes on from what was observed with the annotator of this dictionary.
    pub fn from_observed(dictionary: &Dictionary, observed: Observed) -> Self {
        Self {
            dictionary: dictionary.clone(),
            observed,
        }
    }

    /// Adds the windows of one document, and keeps its sentences for evidence.
    pub fn observe(&mut self, observation: &impl AsRef<Observation>) {
        self.observed.observe(observation.as_ref());
    }

    /// The counts so far, ready to build a graph from.
    pub fn tallies(&self) -> MemoryTallies<'_> {
        MemoryTallies {
            dictionary: &self.dictionary,
            counted: self.observed.counts.counted(),
            observed: &self.observed,
        }
    }
}

/// The tallies of a [`Cooccurrences`].
#[derive(Clone, Debug)]
pub struct MemoryTallies<'c> {
    dictionary: &'c Dictionary,
    counted: Counted,
    observed: &'c Observed,
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
        if collector.is_full() {
            return Ok(collector.finish());
        }
        let mut observation = Observation::default();
        for document in self.observed.in_order() {
            if collector.is_full() {
                break;
            }
            document.unpack(&mut observation);
            collector.add(&observation);
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
