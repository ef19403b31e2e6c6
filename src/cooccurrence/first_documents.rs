//! The documents that hold the first evidence of some pair, and no others.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::dictionary::EntityIndex;

use super::counts::KeyHasher;
use super::document_store::{DocumentStore, NONE};
use super::{Observation, PackedDocument, Window};

/// For each pair that meets in windows of one kind, the first documents, by their ids, in which it does: as many as it may show windows. The
/// windows shown are in these, whatever came later and in whatever order.
#[derive(Clone, Debug)]
pub(super) struct FirstDocuments {
    window: Window,
    limit: usize,
    /// The number of each pair.
    numbers: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    /// The pairs, by number.
    pairs: Vec<u64>,
    /// Of each pair `limit` documents in the order of their ids, the places left over filled with [`NONE`].
    lists: Vec<u32>,
    documents: DocumentStore,
    /// The pairs of the document being added.
    met: Vec<u64>,
}

/// Both entities in one number.
pub(super) fn pair_key(a: EntityIndex, b: EntityIndex) -> u64 {
    u64::from(a.0) << 32 | u64::from(b.0)
}

impl FirstDocuments {
    pub(super) fn new(window: Window, limit: usize) -> Self {
        Self {
            window,
            limit,
            numbers: HashMap::default(),
            pairs: Vec::new(),
            lists: Vec::new(),
            documents: DocumentStore::default(),
            met: Vec::new(),
        }
    }

    pub(super) fn window(&self) -> Window {
        self.window
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// A buffer for the keys of the pairs that meet in a document, to be given to [`FirstDocuments::add`].
    pub(super) fn take_buffer(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.met)
    }

    /// Keeps a document if it is among the first of one of the pairs that meet in it.
    pub(super) fn add(&mut self, observation: &Observation, mut met: Vec<u64>) {
        met.sort_unstable();
        met.dedup();
        let mut number = None;
        for &pair in &met {
            let list = self.list_of(pair);
            let id = observation.document.id.as_str();
            if let Some(place) = self.place_in(list, id) {
                let number = *number.get_or_insert_with(|| self.documents.add(observation));
                self.insert(list, place, number);
            }
        }
        met.clear();
        self.met = met;
    }

    /// Takes what another has kept, of the same kind of window and as many a pair.
    pub(super) fn merge(&mut self, other: Self) {
        let base = self.documents.append(other.documents);
        let lists = other.lists.chunks_exact(other.limit.max(1));
        for (&pair, theirs) in other.pairs.iter().zip(lists) {
            let list = self.list_of(pair);
            for number in theirs.iter().take_while(|&&number| number != NONE) {
                let number = number + base;
                let id = self.documents.get(number).id();
                if let Some(place) = self.place_in(list, id) {
                    self.insert(list, place, number);
                }
                // The pair of the other holds it no longer.
                self.documents.release(number);
            }
        }
    }

    /// The documents kept, in any order; one that was observed twice may be there twice.
    pub(super) fn iter(&self) -> impl Iterator<Item = PackedDocument<'_>> {
        self.documents.iter()
    }

    /// Where the list of a pair begins.
    fn list_of(&mut self, pair: u64) -> usize {
        let (pairs, lists) = (&mut self.pairs, &mut self.lists);
        let limit = self.limit;
        let number = *self.numbers.entry(pair).or_insert_with(|| {
            pairs.push(pair);
            lists.resize(lists.len() + limit, NONE);
            u32::try_from(pairs.len() - 1).expect("fewer pairs than that fit in memory")
        });
        number as usize * limit
    }

    /// Where in the list a document of this id belongs; `None` if it is there, or all that are there come first.
    fn place_in(&self, list: usize, id: &str) -> Option<usize> {
        let list = &self.lists[list..list + self.limit];
        let id_of = |number: u32| self.documents.get(number).id();
        let end = *list.last()?;
        if end != NONE && id_of(end) <= id {
            return None;
        }
        let place = list.partition_point(|&number| number != NONE && id_of(number) < id);
        let there = list[place];
        (there == NONE || id_of(there) != id).then_some(place)
    }

    /// Puts a document into a list; the last leaves a full one.
    fn insert(&mut self, list: usize, place: usize, number: u32) {
        self.documents.hold(number);
        let list = &mut self.lists[list..list + self.limit];
        let pushed_out = list[list.len() - 1];
        list.copy_within(place..list.len() - 1, place + 1);
        list[place] = number;
        if pushed_out != NONE {
            self.documents.release(pushed_out);
        }
    }
}
