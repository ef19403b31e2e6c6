//! Evidence for many pairs at once.

use std::collections::BTreeMap;

use crate::dictionary::EntityIndex;

use super::evidence::MentionsByEntity;
use super::{Evidence, Observation, Window};

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
