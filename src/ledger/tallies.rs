//! Counts and evidence out of a ledger.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use crate::cooccurrence::{
    Clusters, Counted, Counts, DistanceCounter, Distances, DocumentMentionPairs, DocumentPoints,
    DocumentsHash, Evidence, EvidenceCollector, NearDuplicates, Observation, Selection, Selector,
    Series, SeriesCollector, Tallies, Window,
};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::document::CalendarUnit;
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
    clusters: Clusters,
    stats: LedgerStats,
    selector: Selector,
    passed_over: PassedOver,
}

/// How many documents of a ledger were not counted because they are not of the period asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// Documents with a date that is outside, or may be.
    pub outside: u64,
    /// Documents without a date.
    pub undated: u64,
}

/// Counts of the documents of a ledger, with what else is summed up over them. Threads can count side by side and merge what they have.
#[derive(Clone, Debug, Default)]
pub struct LedgerCounts {
    counts: Counts,
    stats: LedgerStats,
    documents_hash: DocumentsHash,
    near_duplicates: NearDuplicates,
}

impl LedgerCounts {
    /// Adds one document.
    pub fn add(&mut self, observation: &Observation) {
        self.documents_hash.add(&observation.document);
        self.stats.add(observation);
        self.near_duplicates.add(observation);
        self.counts.add(observation);
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: Self) {
        self.documents_hash.merge(other.documents_hash);
        self.stats.merge(&other.stats);
        self.near_duplicates.merge(other.near_duplicates);
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
        self.tallies_with(&Selection::default())
    }

    /// The same for the documents of a period, or with entities rolled up: what a ledger of just those documents would say. Totals, evidence
    /// and the hash of the documents follow.
    ///
    /// # Errors
    /// As [`Ledger::tallies`].
    pub fn tallies_with(&self, selection: &Selection) -> Result<LedgerTallies<'_>> {
        let dictionary = self.dictionary()?;
        let selector = Selector::new(selection, &dictionary);
        let relations = self.settings().relations.relations().len();
        let mut counts = LedgerCounts::default();
        let mut passed_over = PassedOver::default();
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
            if selector.apply(observation) {
                counts.add(observation);
            } else if observation.document.date.is_some() {
                passed_over.outside += 1;
            } else {
                passed_over.undated += 1;
            }
            Ok(true)
        })?;
        let tallies = self.tallies_by(&dictionary, counts, selector)?;
        Ok(LedgerTallies {
            passed_over,
            ..tallies
        })
    }

    /// The same from the ledger's dictionary and counts of exactly its documents: none is read again, unless some nearly repeat others; then
    /// those that stand for them are counted once more.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn tallies_of(
        &self,
        dictionary: &Dictionary,
        counts: LedgerCounts,
    ) -> Result<LedgerTallies<'_>> {
        let selector = Selector::new(&Selection::default(), dictionary);
        self.tallies_by(dictionary, counts, selector)
    }

    fn tallies_by(
        &self,
        dictionary: &Dictionary,
        counts: LedgerCounts,
        selector: Selector,
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
        let clusters = counts.near_duplicates.clusters();
        let mut counted = counts.counts.into_counted();
        if !clusters.is_empty() {
            counted.of_representatives =
                Some(Box::new(self.count_representatives(&clusters, &selector)?));
        }
        let relations = &self.settings().relations;
        if !relations.is_empty() {
            provenance.insert("relations_hash".to_owned(), relations.hash());
        }
        Ok(LedgerTallies {
            ledger: self,
            dictionary: dictionary.clone(),
            counted,
            clusters,
            provenance,
            stats: counts.stats,
            selector,
            passed_over: PassedOver::default(),
        })
    }
}

impl Ledger {
    /// Groups its documents by how nearly they are the same.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn clusters(&self) -> Result<Clusters> {
        let mut near_duplicates = NearDuplicates::default();
        self.visit_windows(|observation| {
            near_duplicates.add(observation);
            Ok(true)
        })?;
        Ok(near_duplicates.clusters())
    }

    /// Counts the documents that stand for their clusters, and those that repeat no other.
    fn count_representatives(&self, clusters: &Clusters, selector: &Selector) -> Result<Counted> {
        let mut counts = Counts::default();
        self.visit_windows(|observation| {
            if clusters.is_representative(observation) && selector.apply(observation) {
                counts.add(observation);
            }
            Ok(true)
        })?;
        Ok(counts.into_counted())
    }
}

impl<'l> LedgerTallies<'l> {
    /// The ledger that was counted.
    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// How much was counted: documents of the period, their mentions as entities are counted.
    pub fn stats(&self) -> &LedgerStats {
        &self.stats
    }

    /// Its clusters of near-duplicate documents.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// The dictionary of the ledger.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// How many documents were not counted.
    pub fn passed_over(&self) -> PassedOver {
        self.passed_over
    }

    /// What was selected, and what each entity is counted as.
    pub fn selector(&self) -> &Selector {
        &self.selector
    }

    /// The windows of an entity, or of a pair, by the date of their documents.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn series(
        &self,
        entity: EntityIndex,
        other: Option<EntityIndex>,
        unit: CalendarUnit,
    ) -> Result<Series> {
        let mut collector = SeriesCollector::new(entity, other, unit);
        self.ledger.visit_windows(|observation| {
            if self.selector.apply(observation) {
                collector.add(observation);
            }
            Ok(true)
        })?;
        Ok(collector.finish())
    }

    /// Shows a collector all documents, if they have sentences.
    fn collect(&self, mut collector: EvidenceCollector<'_>) -> Result<Vec<Vec<Evidence>>> {
        if self.ledger.settings().evidence && !collector.wants_nothing() {
            self.visit(|observation| {
                collector.add(observation);
                Ok(true)
            })?;
        }
        Ok(collector.finish())
    }

    /// Calls `each` with every document that was counted, as it was, in the order of their ids, until it answers `false`; see
    /// [`Ledger::visit`].
    ///
    /// # Errors
    /// If the file is damaged, or the first error of `each`.
    pub fn visit(&self, mut each: impl FnMut(&Observation) -> Result<bool>) -> Result<()> {
        self.ledger.visit_changing(|observation| {
            Ok(!self.selector.apply(observation) || each(observation)?)
        })
    }
}

impl Tallies for LedgerTallies<'_> {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn selection(&self) -> Selection {
        self.selector.selection().clone()
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
        self.collect(EvidenceCollector::new(pairs, window, limit, &self.clusters))
    }

    fn points(&self, a: EntityIndex, b: EntityIndex) -> Result<Vec<DocumentPoints>> {
        let mut found = Vec::new();
        self.visit(|observation| {
            if self.clusters.is_representative(observation) {
                found.extend(observation.document_points(a, b));
            }
            Ok(true)
        })?;
        Ok(found)
    }

    fn sources(&self, a: EntityIndex, b: EntityIndex) -> Result<Option<u64>> {
        let mut sources = BTreeSet::new();
        self.visit(|observation| {
            if observation.mentions_both(a, b) {
                sources.insert(observation.document.source.clone());
            }
            Ok(true)
        })?;
        Ok(Some(sources.len() as u64))
    }

    fn distances(&self, width: u32) -> Result<Distances> {
        let mut counter = DistanceCounter::new(width, !self.clusters.is_empty());
        self.ledger.visit_windows(|observation| {
            if self.selector.apply(observation) {
                counter.add(observation, self.clusters.is_representative(observation));
            }
            Ok(true)
        })?;
        Ok(counter.finish())
    }

    fn mention_pairs(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        width: u32,
        limit: usize,
    ) -> Result<Vec<DocumentMentionPairs>> {
        let mut found = Vec::new();
        self.visit(|observation| {
            found.extend(observation.mention_pairs(a, b, width, limit, &self.clusters));
            Ok(true)
        })?;
        Ok(found)
    }

    fn evidence_within(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        width: u32,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        self.collect(EvidenceCollector::within(
            pairs,
            width,
            limit,
            &self.clusters,
        ))
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        self.provenance.clone()
    }
}
