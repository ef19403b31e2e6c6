//! The mentions of two entities that stand near each other in one document, with the sentences.

use std::sync::Arc;

use crate::dictionary::EntityIndex;

use super::evidence::MentionsByEntity;
use super::token_distances::{distance, is_one_place};
use super::{Clusters, DistanceTally, Evidence, MentionRecord, Observation};

/// The pairs of mentions of two entities in one document that stand no farther apart than some width.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentMentionPairs {
    /// The document's id.
    pub document: Arc<str>,
    /// Whether it repeats no other, or stands for those that repeat it.
    pub independent: bool,
    /// How many there are at each distance, smallest first.
    pub distances: Vec<DistanceTally>,
    /// In how many paragraphs.
    pub paragraphs: u64,
    /// The closest of them, then by position: as many as were asked for.
    pub closest: Vec<MentionPair>,
}

impl DocumentMentionPairs {
    /// How many pairs there are.
    pub fn count(&self) -> u64 {
        self.distances.iter().map(|tally| tally.count).sum()
    }
}

/// Two mentions that stand near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionPair {
    /// The words from the first word of the one to that of the other; at least 1.
    pub distance: u32,
    /// The sentences they stand in, with just these two marked; `None` where the text was not kept.
    pub evidence: Option<Evidence>,
}

impl Observation {
    /// The pairs of mentions of two entities, `a < b`, at most `width` words apart, and the closest `limit` of them with their sentences; `None` where there is
    /// none. The clusters tell whether the document repeats another.
    ///
    /// # Complexity
    /// For each paragraph the product of the mentions of both.
    pub fn mention_pairs(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        width: u32,
        limit: usize,
        clusters: &Clusters,
    ) -> Option<DocumentMentionPairs> {
        if !self.mentions_both(a, b) {
            return None;
        }
        let mentions = MentionsByEntity::new(self);
        let mut pairs: Vec<(u32, &MentionRecord, &MentionRecord)> = Vec::new();
        let mut paragraphs = 0;
        for (of_a, of_b) in mentions.in_paragraphs(a, b) {
            let before = pairs.len();
            for one in of_a {
                for other in of_b {
                    if is_one_place(one, other) {
                        continue;
                    }
                    if let Some(distance) = distance(self, one, other, width) {
                        pairs.push((distance, one, other));
                    }
                }
            }
            paragraphs += u64::from(pairs.len() > before);
        }
        if pairs.is_empty() {
            return None;
        }
        // Stable: what is equally far apart stays in the order of the text.
        pairs.sort_by_key(|(distance, ..)| *distance);
        let same = |one: &(u32, _, _), other: &(u32, _, _)| one.0 == other.0;
        let tally = |same: &[(u32, &MentionRecord, &MentionRecord)]| DistanceTally {
            a,
            b,
            distance: same[0].0,
            count: same.len() as u64,
        };
        let closest = pairs.iter().take(limit);
        let closest = closest.map(|&(distance, one, other)| MentionPair {
            distance,
            evidence: (!self.text.is_empty()).then(|| mentions.evidence_of_two(one, other)),
        });
        Some(DocumentMentionPairs {
            document: Arc::from(self.document.id.as_str()),
            independent: clusters.is_representative(self),
            distances: pairs.chunk_by(same).map(tally).collect(),
            paragraphs,
            closest: closest.collect(),
        })
    }
}
