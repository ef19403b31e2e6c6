//! Counts and evidence out of a ledger.

use std::collections::BTreeMap;

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

use crate::cooccurrence::{
    Counted, Counts, Evidence, EvidenceCollector, Observation, Tallies, Window,
};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::mention::Status;

use super::Ledger;

/// How much a ledger holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerStats {
    /// Documents, also those without any window.
    pub documents: u64,
    /// Mentions by status, in the order of their names.
    pub mentions: BTreeMap<&'static str, u64>,
    /// Capitalised names inside sentences.
    pub names: u64,
    /// Those of them that the dictionary holds.
    pub names_known: u64,
}

impl Default for LedgerStats {
    fn default() -> Self {
        Self {
            documents: 0,
            mentions: Status::ALL
                .iter()
                .map(|status| (status.name(), 0))
                .collect(),
            names: 0,
            names_known: 0,
        }
    }
}

impl LedgerStats {
    fn add(&mut self, observation: &Observation) {
        self.documents += 1;
        self.names += observation.names;
        self.names_known += observation.names_known;
        for mention in &observation.mentions {
            *self.mentions.entry(mention.status.name()).or_default() += 1;
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
        let mut counts = Counts::default();
        let mut documents = 0_u128;
        let mut stats = LedgerStats::default();
        self.visit_windows(|observation| {
            let known = observation
                .mentions
                .iter()
                .flat_map(|mention| observation.targets(mention))
                .all(|entity| (entity.0 as usize) < dictionary.len());
            if !known {
                let part = format!("document `{}`", observation.document.id);
                return Err(Error::DamagedLedger {
                    path: self.path().to_owned(),
                    part,
                });
            }
            // A sum, so that the order of the rows does not matter.
            let mut document = Xxh3::new();
            document.update(&observation.document.hash.to_be_bytes());
            document.update(observation.document.id.as_bytes());
            documents = documents.wrapping_add(document.digest128());
            stats.add(observation);
            counts.add(observation);
            Ok(true)
        })?;
        let provenance = BTreeMap::from([
            ("dictionary_hash".to_owned(), self.dictionary_hash()?),
            ("documents_hash".to_owned(), format!("{documents:032x}")),
            ("options".to_owned(), self.settings().annotation_json()),
        ]);
        Ok(LedgerTallies {
            ledger: self,
            dictionary,
            counted: counts.counted(),
            provenance,
            stats,
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

    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        let mut collector = EvidenceCollector::new(pairs, window, limit);
        if !collector.is_full() {
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
