//! The documents that may hold the best evidence of some pair, and no others.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::dictionary::EntityIndex;

use super::best_evidence::{BestEvidence, Candidate, Limits};
use super::counts::KeyHasher;
use super::document_store::DocumentStore;
use super::evidence::MentionsByEntity;
use super::evidence_rank::EvidenceRank;
use super::{Observation, PackedDocument, Window};

/// For each pair that meets in windows of one kind, the documents of the windows that have a chance to be shown: those that are in these
/// when all documents have come are the same, in whatever order they came.
#[derive(Clone, Debug)]
pub(super) struct BestDocuments {
    window: Window,
    limits: Limits,
    /// The number of each pair.
    numbers: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    /// The pairs, by number.
    pairs: Vec<u64>,
    /// The candidates of each pair. Each holds its document.
    best: Vec<BestEvidence<Held>>,
    documents: DocumentStore,
    /// The pairs of the document being added.
    met: Vec<u64>,
    /// Documents to be released.
    dropped: Vec<u32>,
}

/// A window of a document that is kept.
#[derive(Clone, Copy, Debug)]
struct Held {
    rank: EvidenceRank,
    document: u32,
    words: u64,
}

impl Candidate for Held {
    fn rank(&self) -> EvidenceRank {
        self.rank
    }

    fn words(&self) -> u64 {
        self.words
    }
}

/// Both entities in one number.
pub(super) fn pair_key(a: EntityIndex, b: EntityIndex) -> u64 {
    u64::from(a.0) << 32 | u64::from(b.0)
}

/// The entities of a number.
pub(super) fn ends(key: u64) -> (EntityIndex, EntityIndex) {
    let [a, b] = [key >> 32, key & u64::from(u32::MAX)]
        .map(|end| EntityIndex(u32::try_from(end).expect("half of a key")));
    (a, b)
}

impl BestDocuments {
    pub(super) fn new(window: Window, limit: usize) -> Self {
        Self {
            window,
            limits: Limits::new(limit),
            numbers: HashMap::default(),
            pairs: Vec::new(),
            best: Vec::new(),
            documents: DocumentStore::default(),
            met: Vec::new(),
            dropped: Vec::new(),
        }
    }

    pub(super) fn window(&self) -> Window {
        self.window
    }

    pub(super) fn limit(&self) -> usize {
        self.limits.shown()
    }

    /// A buffer for the keys of the pairs that meet in a document, to be given to [`BestDocuments::add`].
    pub(super) fn take_buffer(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.met)
    }

    /// Keeps a document if one of the pairs that meet in it may show it.
    pub(super) fn add(&mut self, observation: &Observation, mut met: Vec<u64>) {
        met.sort_unstable();
        met.dedup();
        let id = observation.document.id.as_str();
        let best_rank = EvidenceRank::best_of(observation.document.date);
        let mut mentions = None;
        let mut kept = None;
        for &pair in &met {
            let number = self.number_of(pair);
            if !self.has_chance(number, best_rank, id) {
                continue;
            }
            let mentions = mentions.get_or_insert_with(|| MentionsByEntity::new(observation));
            let (a, b) = ends(pair);
            for shared in mentions.ranked(a, b, self.window) {
                if !self.has_chance(number, shared.rank, id) {
                    break;
                }
                let document = *kept.get_or_insert_with(|| {
                    let document = self.documents.add(observation);
                    // Until all pairs have seen it.
                    self.documents.hold(document);
                    document
                });
                let held = Held {
                    rank: shared.rank,
                    document,
                    words: mentions.words(&shared),
                };
                self.insert(number, held);
            }
        }
        if let Some(document) = kept {
            self.documents.release(document);
        }
        met.clear();
        self.met = met;
    }

    /// Takes what another has kept, of the same kind of window and as many a pair.
    pub(super) fn merge(&mut self, other: Self) {
        let base = self.documents.append(other.documents);
        for (&pair, theirs) in other.pairs.iter().zip(&other.best) {
            let number = self.number_of(pair);
            for held in theirs.candidates() {
                let document = held.document + base;
                self.insert(number, Held { document, ..*held });
                // The pair of the other holds it no longer.
                self.documents.release(document);
            }
        }
    }

    /// The documents kept, in any order; one that was observed twice may be there twice.
    pub(super) fn iter(&self) -> impl Iterator<Item = PackedDocument<'_>> {
        self.documents.iter()
    }

    fn number_of(&mut self, pair: u64) -> usize {
        let (pairs, best) = (&mut self.pairs, &mut self.best);
        let number = *self.numbers.entry(pair).or_insert_with(|| {
            pairs.push(pair);
            best.push(BestEvidence::default());
            u32::try_from(pairs.len() - 1).expect("fewer pairs than that fit in memory")
        });
        number as usize
    }

    /// Whether a window of this rank, in the document of this id, may be shown for a pair.
    fn has_chance(&self, pair: usize, rank: EvidenceRank, id: &str) -> bool {
        self.best[pair].bar().is_none_or(|bar| {
            let by_rank = bar.rank.cmp(&rank);
            // Most are told by their ranks.
            let order = by_rank.then_with(|| self.documents.get(bar.document).id().cmp(id));
            order.is_gt()
        })
    }

    /// Holds a document for a pair, and releases those that have no chance any longer.
    fn insert(&mut self, pair: usize, held: Held) {
        self.documents.hold(held.document);
        let (documents, dropped) = (&self.documents, &mut self.dropped);
        let id = |held: &Held| documents.get(held.document).id();
        let order = |one: &Held, other: &Held| {
            let by_rank = one.rank.cmp(&other.rank);
            by_rank.then_with(|| id(one).cmp(id(other)))
        };
        self.best[pair].add(held, self.limits, order, |held| dropped.push(held.document));
        for document in self.dropped.drain(..) {
            self.documents.release(document);
        }
    }
}
