//! Counts and evidence out of a ledger.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::cooccurrence::{
    Counted, Counts, DocumentsHash, Evidence, EvidenceCollector, Observation, Tallies, Window,
};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::mention::Status;
use crate::relation::RelationInfo;

use super::Ledger;

/// How much a ledger holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LedgerStats {
    /// Documents, also those without any window.
    pub documents: u64,
    /// Mentions by status.
    pub mentions: MentionCounts,
    /// Capitalised names inside sentences.
    pub names: u64,
    /// Those of them that the dictionary holds.
    pub names_known: u64,
}

/// Mentions by status, written in the order of the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MentionCounts([u64; Status::ALL.len()]);

impl MentionCounts {
    /// How many mentions have a status.
    pub const fn get(&self, status: Status) -> u64 {
        self.0[status as usize]
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The names of the statuses with their mentions, in the order of the names.
    pub fn by_name(&self) -> BTreeMap<&'static str, u64> {
        Status::ALL
            .map(|status| (status.name(), self.get(status)))
            .into()
    }
}

impl Serialize for MentionCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.by_name())
    }
}

impl LedgerStats {
    /// Adds a document.
    pub fn add(&mut self, observation: &Observation) {
        self.documents += 1;
        self.names += observation.names;
        self.names_known += observation.names_known;
        for mention in &observation.mentions {
            self.mentions.0[mention.status as usize] += 1;
        }
    }

    /// Takes away what was summed up of documents that were added twice.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.documents -= other.documents;
        self.names -= other.names;
        self.names_known -= other.names_known;
        for (ours, theirs) in self.mentions.0.iter_mut().zip(other.mentions.0) {
            *ours -= theirs;
        }
    }

    /// Adds what others summed up.
    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.names += other.names;
        self.names_known += other.names_known;
        for (ours, theirs) in self.mentions.0.iter_mut().zip(other.mentions.0) {
            *ours += theirs;
        }
    }
}

/// The tallies of a ledger: its documents, counted.
#[derive(Debug)]
pub struct LedgerTallies<'l> {
    ledger: &'l Ledger,
    dictionary: Dictionary,
    counted: Counted,
    provenance: BTreeMap<String, String>,
    stats: LedgerStats,
}

/// Counts of the documents of a ledger, with what else is summed up over them. Threads can count side by side and merge what they have.
#[derive(Clone, Debug, Default)]
pub struct LedgerCounts {
    counts: Counts,
    stats: LedgerStats,
    documents_hash: DocumentsHash,
}

impl LedgerCounts {
    /// Adds one document.
    pub fn add(&mut self, observation: &Observation) {
        self.documents_hash.add(&observation.document);
        self.stats.add(observation);
        self.counts.add(observation);
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: Self) {
        self.documents_hash.merge(other.documents_hash);
        self.stats.merge(&other.stats);
        self.counts.merge(other.counts);
    }
}

impl Ledger {
    /// Counts every window of every document.
    ///
    /// # Errors
    /// If the file is damaged.
    ///
    /// # Complexity
    /// Linear in the number of mentions, and of pairs of entities that share a document.
    pub fn tallies(&self) -> Result<LedgerTallies<'_>> {
        let dictionary = self.dictionary()?;
        let relations = self.settings().relations.relations().len();
        let mut counts = LedgerCounts::default();
        self.visit_windows(|observation| {
            let known = observation
                .mentions
                .iter()
                .flat_map(|mention| observation.targets(mention))
                .all(|entity| (entity.0 as usize) < dictionary.len());
            let named = observation
                .hints
                .iter()
                .all(|hint| (hint.relation.0 as usize) < relations);
            if !known || !named {
                let part = format!("document `{}`", observation.document.id);
                return Err(Error::DamagedLedger {
                    path: self.path().to_owned(),
                    part,
                });
            }
            counts.add(observation);
            Ok(true)
        })?;
        self.tallies_of(&dictionary, counts)
    }

    /// The same without reading the documents again, from the ledger's dictionary and counts of exactly its documents.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn tallies_of(
        &self,
        dictionary: &Dictionary,
        counts: LedgerCounts,
    ) -> Result<LedgerTallies<'_>> {
        let documents_hash = counts.documents_hash.to_string();
        let mut provenance = BTreeMap::from([
            ("dictionary_hash".to_owned(), self.dictionary_hash()?),
            ("documents_hash".to_owned(), documents_hash),
            ("options".to_owned(), self.settings().annotation.to_json()),
        ]);
        let profile = &self.settings().profile;
        if !profile.is_empty() {
            provenance.insert("profile_hash".to_owned(), profile.hash());
        }
        let relations = &self.settings().relations;
        if !relations.is_empty() {
            provenance.insert("relations_hash".to_owned(), relations.hash());
        }
        Ok(LedgerTallies {
            ledger: self,
            dictionary: dictionary.clone(),
            counted: counts.counts.into_counted(),
            provenance,
            stats: counts.stats,
        })
    }
}

impl<'l> LedgerTallies<'l> {
    /// The ledger that was counted.
    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// How much the ledger holds.
    pub fn stats(&self) -> &LedgerStats {
        &self.stats
    }

    /// The dictionary of the ledger.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }
}

impl Tallies for LedgerTallies<'_> {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn relations(&self) -> &[RelationInfo] {
        self.ledger.settings().relations.relations()
    }

    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        let mut collector = EvidenceCollector::new(pairs, window, limit);
        if self.ledger.settings().evidence && !collector.is_full() {
            self.ledger.visit(|observation| {
                collector.add(observation);
                Ok(!collector.is_full())
            })?;
        }
        Ok(collector.finish())
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        self.provenance.clone()
    }
}
