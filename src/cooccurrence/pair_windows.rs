//! Counts pairs by rows instead of one by one.
//!
//! A hash map of pairs costs a far jump in memory for each pair of each window; a long document full of names has more than a hundred thousand
//! of them. So windows wait, as lists of their members, until there are many. Then each entity in turn walks the rest of every window it is
//! in and adds to one array: a [row](super::pair_rows) of the matrix of pairs, which leaves in order. Rows that were counted before are
//! [merged in](super::pair_lists).

use crate::dictionary::EntityIndex;
use crate::document::Date;

use super::pair_lists::{InPlace, ends};
use super::pair_rows::{Row, Rows};
use super::{EntityTally, PairTally, Window};

/// How many members may wait, however few pairs there are: about 1.5 MB while they are counted. Few in tests, so that they count many times.
const FEW_MEMBERS: usize = if cfg!(test) { 8 } else { 1 << 16 };
/// How many pairs there may be for each member that waits: merging rows costs as much as there are pairs, so it must not come too often.
const PAIRS_PER_MEMBER: usize = 8;

/// Windows with two or more entities that wait to be counted.
#[derive(Clone, Debug, Default)]
pub(super) struct PairWindows {
    kinds: [Waiting; Window::ALL.len()],
    given: Vec<Given>,
    /// How many members wait, and points of pairs.
    members: usize,
}

/// The windows of one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// The members of all windows, one after another; in each window in the order of the entities.
    pub(super) members: Vec<u32>,
    pub(super) windows: Vec<WaitingWindow>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct WaitingWindow {
    /// Where its members end.
    pub(super) end: u32,
    pub(super) date: Option<Date>,
    /// What it gives each of its pairs.
    pub(super) points: u32,
}

/// Points that a pair gets by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// Members before they are counted, then ranks, the lesser first.
    pub(super) ends: [u32; 2],
    pub(super) points: u32,
}

impl PairWindows {
    /// Adds a window. Its members, numbered as the tallies that [`PairWindows::add_to`] is given, come in the order of the entities.
    /// Whoever stand together in a narrower window stand together in a window of their document as well, pushed before or after.
    pub(super) fn push(
        &mut self,
        window: Window,
        members: impl Iterator<Item = u32>,
        date: Option<Date>,
        points: u32,
    ) {
        let waiting = &mut self.kinds[window as usize];
        let before = waiting.members.len();
        waiting.members.extend(members);
        self.members += waiting.members.len() - before;
        let end = u32::try_from(waiting.members.len()).expect("a document has fewer mentions");
        waiting.windows.push(WaitingWindow { end, date, points });
    }

    /// Gives a pair points; it stands together in a window of its document as well.
    pub(super) fn give(&mut self, one: u32, other: u32, points: u32) {
        self.given.push(Given {
            ends: [one, other],
            points,
        });
        self.members += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members == 0
    }

    /// Whether it is time to count, where `pairs` are counted already. Never inside a document.
    pub(super) fn is_full(&self, pairs: usize) -> bool {
        self.members >= FEW_MEMBERS.max(pairs / PAIRS_PER_MEMBER)
    }

    /// Adds the pairs of all windows to a list that is in order, and is empty again.
    ///
    /// # Complexity
    /// Linear in the pairs of all windows, and in the list. Memory is what the list needs afterwards: a second list of what is new would be as
    /// long where documents are full of names. So rows are added up twice, first to see how many pairs are new.
    pub(super) fn add_to(&mut self, pairs: &mut Vec<PairTally>, entities: &[EntityTally]) {
        let mut order: Vec<u32> = (0..).take(entities.len()).collect();
        order.sort_unstable_by_key(|&member| entities[member as usize].entity);
        let mut ranks = vec![0_u32; entities.len()];
        for (rank, &member) in (0..).zip(&order) {
            ranks[member as usize] = rank;
        }
        let kinds = self
            .kinds
            .each_mut()
            .map(|waiting| Rows::take(waiting, &ranks));
        self.members = 0;
        let mut given = std::mem::take(&mut self.given);
        for pair in &mut given {
            pair.ends = pair.ends.map(|member| ranks[member as usize]);
            pair.ends.sort_unstable();
        }
        given.sort_unstable_by_key(|pair| pair.ends[0]);
        let entity = |&member: &u32| entities[member as usize].entity;
        let matrix = Matrix {
            entities: order.iter().map(entity).collect(),
            kinds,
            given,
        };
        matrix.add_to(pairs);
    }
}

/// What is to be added to a list of pairs.
struct Matrix {
    /// In order.
    entities: Vec<EntityIndex>,
    /// Sentences, paragraphs, documents.
    kinds: [Rows; Window::ALL.len()],
    /// By the first of their ends.
    given: Vec<Given>,
}

impl Matrix {
    fn add_to(&self, pairs: &mut Vec<PairTally>) {
        let [sentences, paragraphs, documents] = &self.kinds;
        let mut row = Row::new(self.entities.len(), documents.dates());
        let mut merge = InPlace::new(pairs, self.count_new(pairs, &mut row));
        let mut given = &*self.given;
        for rank in (0..self.entities.len()).rev() {
            row.add_documents(rank, documents);
            row.add_dates(rank, documents);
            row.add_points(rank, documents);
            let before = given.partition_point(|pair| (pair.ends[0] as usize) < rank);
            let (rest, of_this) = given.split_at(before);
            row.add_given(of_this);
            given = rest;
            row.add_narrower(0, rank, sentences);
            row.add_narrower(1, rank, paragraphs);
            row.take_backwards(rank, |other, windows, points, [first_seen, last_seen]| {
                merge.add(&PairTally {
                    a: self.entities[rank],
                    b: self.entities[other],
                    windows,
                    points,
                    first_seen,
                    last_seen,
                });
            });
        }
    }

    /// How many pairs are not in the list.
    fn count_new(&self, pairs: &[PairTally], row: &mut Row<'_>) -> usize {
        let mut known = pairs.iter().map(ends).peekable();
        let mut new = 0;
        for rank in 0..self.entities.len() {
            row.add_documents(rank, &self.kinds[2]);
            row.clear(rank, |other| {
                let pair = (self.entities[rank], self.entities[other]);
                while known.next_if(|&known| known < pair).is_some() {}
                new += usize::from(known.peek() != Some(&pair));
            });
        }
        new
    }
}
