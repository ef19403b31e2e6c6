//! Counts pairs by rows instead of one by one.
//!
//! A hash map of pairs costs a far jump in memory for each pair of each window; a long document full of names has more than a hundred thousand
//! of them. So windows wait, as lists of their members, until there are many. Then each entity in turn walks the rest of every window it is
//! in and adds to one array: a [row](super::pair_rows) of the matrix of pairs, which leaves in order. Rows that were counted before are
//! [merged in](super::pair_lists).

use crate::document::Date;

use super::pair_rows::{Row, Rows};
use super::{EntityTally, PairTally, Window};

/// How many members may wait, however few pairs there are: about 1.5 MB while they are counted. Few in tests, so that they count many times.
const FEW_MEMBERS: usize = if cfg!(test) { 8 } else { 1 << 16 };
/// How many pairs there may be for each member that waits: merging rows costs as much as there are pairs, so it must not come too often.
const PAIRS_PER_MEMBER: usize = 8;
/// How many pairs may wait in windows of documents, however few there are: if all are new, they take 200 MB while they are merged.
const FEW_PAIRS: usize = 1 << 22;

/// Windows with two or more entities that wait to be counted.
#[derive(Clone, Debug, Default)]
pub(super) struct PairWindows {
    kinds: [Waiting; Window::ALL.len()],
    members: usize,
    /// The pairs of the windows of documents, each as often as it waits.
    pairs: usize,
}

/// The windows of one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// The members of all windows, one after another; in each window in the order of the entities.
    pub(super) members: Vec<u32>,
    /// Where each window ends, and its date.
    pub(super) windows: Vec<(u32, Option<Date>)>,
}

impl PairWindows {
    /// Adds a window. Its members, numbered as the tallies that [`PairWindows::take_pairs`] is given, come in the order of the entities.
    /// Whoever stand together in a narrower window stand together in a window of their document as well, pushed before or after.
    pub(super) fn push(
        &mut self,
        window: Window,
        members: impl Iterator<Item = u32>,
        date: Option<Date>,
    ) {
        let waiting = &mut self.kinds[window as usize];
        let before = waiting.members.len();
        waiting.members.extend(members);
        let added = waiting.members.len() - before;
        self.members += added;
        if window == Window::Document {
            self.pairs += added * (added - 1) / 2;
        }
        let end = u32::try_from(waiting.members.len()).expect("a document has fewer mentions");
        waiting.windows.push((end, date));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members == 0
    }

    /// Whether it is time to count, where `pairs` are counted already. Never inside a document.
    pub(super) fn is_full(&self, pairs: usize) -> bool {
        self.members >= FEW_MEMBERS.max(pairs / PAIRS_PER_MEMBER)
            || self.pairs >= FEW_PAIRS.max(pairs)
    }

    /// Counts the pairs of all windows, and is empty again. Pairs leave in order.
    ///
    /// # Complexity
    /// Linear in the pairs of all windows.
    pub(super) fn take_pairs(&mut self, entities: &[EntityTally]) -> Vec<PairTally> {
        let mut order: Vec<u32> = (0..).take(entities.len()).collect();
        order.sort_unstable_by_key(|&member| entities[member as usize].entity);
        let mut ranks = vec![0_u32; entities.len()];
        for (rank, &member) in (0..).zip(&order) {
            ranks[member as usize] = rank;
        }
        let [sentences, paragraphs, documents] = self
            .kinds
            .each_mut()
            .map(|waiting| Rows::take(waiting, &ranks));
        (self.members, self.pairs) = (0, 0);
        let mut row = Row::new(entities.len(), documents.dates());
        let mut pairs = Vec::new();
        let entity = |rank: usize| entities[order[rank] as usize].entity;
        for rank in 0..entities.len() {
            row.add_documents(rank, &documents);
            row.add_narrower(0, rank, &sentences);
            row.add_narrower(1, rank, &paragraphs);
            row.take(rank, |other, windows, [first_seen, last_seen]| {
                pairs.push(PairTally {
                    a: entity(rank),
                    b: entity(other),
                    windows,
                    first_seen,
                    last_seen,
                });
            });
        }
        pairs
    }
}
