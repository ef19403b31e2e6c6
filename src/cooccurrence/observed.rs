//! What was observed of many documents: counts, and the documents that evidence may be asked of.

use super::best_documents::{BestDocuments, pair_key};
use super::{
    Clusters, Counted, Counts, NearDuplicates, Observation, PackedDocument, PackedDocuments,
    Selector, Window,
};

/// Counts, and the documents they were made from, or as many of them as evidence needs. What a thread gathers by itself, to be put together
/// later.
///
/// A document that is observed twice counts twice; a [`Register`](super::Register) finds such and takes them away again.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    counts: Counts,
    kept: Kept,
    /// The counts of representatives, where they were made elsewhere.
    of_representatives: Option<Box<Counted>>,
    /// The clusters of near-duplicates, where they were found elsewhere.
    clusters: Clusters,
}

/// The documents that are kept.
#[derive(Clone, Debug)]
enum Kept {
    All(Vec<PackedDocuments>),
    Best(Box<BestDocuments>),
}

impl Default for Kept {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// How many bytes of packed documents stand together.
const BLOCK_BYTES: usize = 1 << 20;

impl Observed {
    /// Starts with nothing, and will keep only those documents that may hold the best windows of some pair, by the order of
    /// [`Tallies::evidence`](super::Tallies::evidence): `limit` windows a pair, of one kind. No more can be asked for later. With 0 no document is kept. Near-duplicates are told
    /// apart from other documents if a [`Register`](super::Register) has found them.
    ///
    /// # Complexity
    /// Memory grows with the pairs that meet in such windows, not with the documents.
    pub fn with_evidence(window: Window, limit: usize) -> Self {
        Self {
            counts: Counts::default(),
            kept: Kept::Best(Box::new(BestDocuments::new(window, limit))),
            of_representatives: None,
            clusters: Clusters::default(),
        }
    }

    /// Adds the windows of one document, and keeps its sentences if evidence may need them.
    pub fn observe(&mut self, observation: &Observation) {
        let (counts, kept) = (&mut self.counts, &mut self.kept);
        match kept {
            Kept::Best(best) if best.limit() > 0 => {
                let mut met = best.take_buffer();
                counts.add_meetings(observation, Some(best.window()), |a, b| {
                    met.push(pair_key(a, b));
                });
                best.add(observation, met);
            }
            Kept::Best(_) => counts.add(observation),
            Kept::All(blocks) => {
                counts.add(observation);
                match blocks.last_mut() {
                    Some(block) if block.bytes_len() < BLOCK_BYTES => block.push(observation),
                    _ => {
                        let room = BLOCK_BYTES + BLOCK_BYTES / 8;
                        let mut block = PackedDocuments::with_capacity(room);
                        block.push(observation);
                        blocks.push(block);
                    }
                }
            }
        }
    }

    /// Adds what was observed elsewhere.
    ///
    /// # Panics
    /// If one keeps evidence that the other does not.
    pub fn merge(&mut self, other: Self) {
        assert_eq!(
            self.kept_evidence(),
            other.kept_evidence(),
            "both keep the same evidence"
        );
        self.counts.merge(other.counts);
        match (&mut self.kept, other.kept) {
            (Kept::All(ours), Kept::All(theirs)) => ours.extend(theirs),
            (Kept::Best(ours), Kept::Best(theirs)) => ours.merge(*theirs),
            _ => {}
        }
    }

    /// Takes away counts of documents that were observed once more.
    pub(super) fn subtract(&mut self, surplus: Counts) {
        self.counts.subtract(surplus);
    }

    /// The kind of window and the number of windows a pair that evidence is kept of; `None` where it is all.
    pub(super) fn kept_evidence(&self) -> Option<(Window, usize)> {
        match &self.kept {
            Kept::All(_) => None,
            Kept::Best(best) => Some((best.window(), best.limit())),
        }
    }

    /// The documents kept, each once, in the order of their ids.
    pub(super) fn in_order(&self) -> Vec<PackedDocument<'_>> {
        let mut documents: Vec<_> = match &self.kept {
            Kept::All(blocks) => blocks.iter().flat_map(PackedDocuments::iter).collect(),
            Kept::Best(best) => best.iter().collect(),
        };
        documents.sort_unstable_by_key(|document| document.id());
        // What is the same by id and content is the same evidence.
        documents.dedup_by_key(|document| document.id());
        documents
    }

    /// Notes which documents nearly repeat others, and what the representatives of their clusters come to, with all others.
    pub(super) fn set_representatives(&mut self, clusters: Clusters, counted: Counted) {
        self.clusters = clusters;
        self.of_representatives = Some(Box::new(counted));
    }

    /// The clusters of near-duplicates, of those documents that a selector leaves.
    fn clusters(&self, selector: Option<&Selector>) -> Clusters {
        let Kept::All(_) = self.kept else {
            return self.clusters.clone();
        };
        let mut near_duplicates = NearDuplicates::default();
        for document in self.in_order() {
            let date = document.date();
            if selector.is_none_or(|selector| selector.selection().period.contains(date)) {
                near_duplicates.add_signature(document.signature(), date, document.id());
            }
        }
        near_duplicates.clusters()
    }

    /// The counts so far, and the clusters of near-duplicates.
    pub(super) fn counted(&self) -> (Counted, Clusters) {
        let clusters = self.clusters(None);
        let counted = Counted {
            of_representatives: self.count_representatives(&clusters),
            ..self.counts.counted()
        };
        (counted, clusters)
    }

    /// The same, leaving no counts.
    pub(super) fn take_counted(&mut self) -> (Counted, Clusters) {
        let clusters = self.clusters(None);
        let counted = Counted {
            of_representatives: self.count_representatives(&clusters),
            ..std::mem::take(&mut self.counts).into_counted()
        };
        (counted, clusters)
    }

    /// The same of what a selection leaves, where all documents are kept.
    pub(super) fn counted_by(&self, selector: &Selector) -> (Counted, Clusters) {
        let counted = self.count_if(|observation| selector.apply(observation));
        let clusters = self.clusters(Some(selector));
        let of_representatives = (!clusters.is_empty()).then(|| {
            Box::new(self.count_if(|observation| {
                clusters.is_representative(observation) && selector.apply(observation)
            }))
        });
        let counted = Counted {
            of_representatives,
            ..counted
        };
        (counted, clusters)
    }

    fn count_representatives(&self, clusters: &Clusters) -> Option<Box<Counted>> {
        let Kept::All(_) = self.kept else {
            return self.of_representatives.clone();
        };
        let count = || self.count_if(|observation| clusters.is_representative(observation));
        (!clusters.is_empty()).then(|| Box::new(count()))
    }

    fn count_if(&self, mut counts_in: impl FnMut(&mut Observation) -> bool) -> Counted {
        let (mut counts, mut observation) = (Counts::default(), Observation::default());
        for document in self.in_order() {
            document.unpack(&mut observation);
            if counts_in(&mut observation) {
                counts.add(&observation);
            }
        }
        counts.into_counted()
    }
}
