//! Evidence for many pairs at once.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::dictionary::EntityIndex;

use super::best_evidence::{BestEvidence, Candidate, Facts, Limits};
use super::evidence::MentionsByEntity;
use super::evidence_rank::EvidenceRank;
use super::{Clusters, Evidence, Observation, Window};

/// Collects the best evidence of many pairs in one pass over observations, in any order.
///
/// # Complexity
/// Linear in the mentions and the pairs that meet in each document. Memory is bounded by a few windows a pair.
#[derive(Debug)]
pub struct EvidenceCollector<'c> {
    /// For each first entity the second ones, in order, with the place of the pair.
    wanted: BTreeMap<EntityIndex, Vec<(EntityIndex, usize)>>,
    found: Vec<BestEvidence<Found>>,
    window: Window,
    /// How many words two mentions may be apart at most, where it matters.
    width: Option<u32>,
    limits: Limits,
    clusters: &'c Clusters,
}

#[derive(Clone, Debug)]
struct Found {
    rank: EvidenceRank,
    words: u64,
    cluster: Option<usize>,
    evidence: Evidence,
}

impl Candidate for Found {
    fn rank(&self) -> EvidenceRank {
        self.rank
    }

    fn words(&self) -> u64 {
        self.words
    }
}

impl Found {
    fn key(&self) -> (EvidenceRank, &str) {
        (self.rank, &self.evidence.document)
    }

    fn order(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }

    fn comes_before(&self, rank: EvidenceRank, id: &str) -> bool {
        self.key() < (rank, id)
    }
}

impl<'c> EvidenceCollector<'c> {
    /// Starts collecting at most `limit` windows a pair, by the order of [`Tallies::evidence`](super::Tallies::evidence). The clusters tell which documents
    /// nearly repeat others.
    pub fn new(
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
        clusters: &'c Clusters,
    ) -> Self {
        let mut wanted: BTreeMap<EntityIndex, Vec<(EntityIndex, usize)>> = BTreeMap::new();
        for (slot, &(a, b)) in pairs.iter().enumerate() {
            wanted.entry(a).or_default().push((b, slot));
        }
        for others in wanted.values_mut() {
            others.sort_unstable();
        }
        Self {
            wanted,
            found: vec![BestEvidence::default(); pairs.len()],
            window,
            width: None,
            limits: Limits::new(limit),
            clusters,
        }
    }

    /// The same of paragraphs, but only those in which the two stand at most `width` words apart.
    pub fn within(
        pairs: &[(EntityIndex, EntityIndex)],
        width: u32,
        limit: usize,
        clusters: &'c Clusters,
    ) -> Self {
        Self {
            width: Some(width),
            ..Self::new(pairs, Window::Paragraph, limit, clusters)
        }
    }

    /// Whether there is nothing to collect.
    pub fn wants_nothing(&self) -> bool {
        self.found.is_empty() || self.limits.shown() == 0
    }

    /// Takes what one document holds. A document that was taken before changes nothing.
    pub fn add(&mut self, observation: &Observation) {
        if self.wants_nothing() {
            return;
        }
        let mentions = MentionsByEntity::new(observation);
        let best_rank = EvidenceRank::best_of(observation.document.date);
        let id = observation.document.id.as_str();
        let limits = self.limits;
        let ranked = |a, b| match self.width {
            None => mentions.ranked(a, b, self.window),
            Some(width) => mentions.ranked_within(a, b, width),
        };
        let cluster = self.clusters.of(observation);
        for a in mentions.entities() {
            let Some(others) = self.wanted.get(&a) else {
                continue;
            };
            let mut rest = others.as_slice();
            for b in mentions.entities() {
                rest = &rest[rest.partition_point(|(other, _)| *other < b)..];
                for &(_, slot) in rest.iter().take_while(|(other, _)| *other == b) {
                    let best = &mut self.found[slot];
                    if best
                        .bar()
                        .is_some_and(|bar| bar.comes_before(best_rank, id))
                    {
                        continue;
                    }
                    for shared in ranked(a, b) {
                        if best
                            .bar()
                            .is_some_and(|bar| bar.comes_before(shared.rank, id))
                        {
                            break;
                        }
                        let found = Found {
                            rank: shared.rank,
                            words: mentions.words(&shared),
                            cluster,
                            evidence: mentions.evidence_of(&shared),
                        };
                        best.add(found, limits, Found::order, drop);
                    }
                }
            }
        }
    }

    /// What was found, parallel to the pairs.
    pub fn finish(self) -> Vec<Vec<Evidence>> {
        let facts = |found: &Found| Facts {
            document: found.evidence.document.clone(),
            cluster: found.cluster,
            source: found.evidence.source.clone(),
        };
        let best = |found: BestEvidence<Found>| {
            let best = found.finish(self.limits, Found::order, facts).into_iter();
            best.map(|found| found.evidence).collect()
        };
        self.found.into_iter().map(best).collect()
    }
}
