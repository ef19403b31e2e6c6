//! Counts pairs by rows instead of one by one.
//!
//! A hash map of pairs costs a far jump in memory for each pair of each window; a long document full of names has more than a hundred thousand
//! of them. So windows wait, as lists of their members, until there are many. Then each entity in turn walks the rest of every window it is
//! in and adds to one array: a row of the matrix of pairs, which leaves in order. Rows that were counted before are merged in.

use crate::document::Date;

use super::counts::earliest;
use super::{EntityTally, PairTally, Window, WindowCounts};

/// How many members may wait, however few pairs there are: about 1.5 MB while they are counted. Few in tests, so that they count many times.
const FEW_MEMBERS: usize = if cfg!(test) { 8 } else { 1 << 16 };
/// How many pairs there may be for each member that waits: merging rows costs as much as there are pairs, so it must not come too often.
const PAIRS_PER_MEMBER: usize = 8;

/// Windows with two or more entities that wait to be counted.
#[derive(Clone, Debug, Default)]
pub(super) struct PairWindows {
    kinds: [Waiting; Window::ALL.len()],
    members: usize,
}

/// The windows of one kind.
#[derive(Clone, Debug, Default)]
struct Waiting {
    /// The members of all windows, one after another; in each window in the order of the entities.
    members: Vec<u32>,
    /// Where each window ends, and its date.
    windows: Vec<(u32, Option<Date>)>,
}

/// What is added up for a pair while its row is counted.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    counts: [u32; Window::ALL.len()],
    dates: Option<(Date, Date)>,
}

impl PairWindows {
    /// Adds a window. Its members, numbered as the tallies that [`PairWindows::take_pairs`] is given, come in the order of the entities.
    pub(super) fn push(
        &mut self,
        window: Window,
        members: impl Iterator<Item = u32>,
        date: Option<Date>,
    ) {
        let waiting = &mut self.kinds[window as usize];
        let before = waiting.members.len();
        waiting.members.extend(members);
        self.members += waiting.members.len() - before;
        let end = u32::try_from(waiting.members.len()).expect("a document has fewer mentions");
        waiting.windows.push((end, date));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members == 0
    }

    /// Whether it is time to count, where `pairs` are counted already.
    pub(super) fn is_full(&self, pairs: usize) -> bool {
        self.members >= FEW_MEMBERS.max(pairs / PAIRS_PER_MEMBER)
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
        let kinds = self
            .kinds
            .each_mut()
            .map(|waiting| Rows::take(waiting, &ranks));
        self.members = 0;
        let mut cells = vec![Cell::default(); entities.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut pairs = Vec::new();
        for rank in 0..entities.len() {
            for (kind, rows) in kinds.iter().enumerate() {
                rows.add(rank, kind, &mut cells, &mut touched);
            }
            touched.sort_unstable();
            let entity = |rank: usize| entities[order[rank] as usize].entity;
            for &other in &touched {
                let cell = std::mem::take(&mut cells[other as usize]);
                let [sentences, paragraphs, documents] = cell.counts.map(u64::from);
                pairs.push(PairTally {
                    a: entity(rank),
                    b: entity(other as usize),
                    windows: WindowCounts {
                        sentences,
                        paragraphs,
                        documents,
                    },
                    first_seen: cell.dates.map(|(first, _)| first),
                    last_seen: cell.dates.map(|(_, last)| last),
                });
            }
            touched.clear();
        }
        pairs
    }
}

/// The windows of one kind, with the places at which each entity stands in them.
struct Rows {
    members: Vec<u32>,
    /// The ends of the stretches of `places`, by rank.
    ends: Vec<u32>,
    places: Vec<Place>,
}

/// A place in the members: those of the same window behind it are `start..end`.
#[derive(Clone, Copy, Default)]
struct Place {
    start: u32,
    end: u32,
    date: Option<Date>,
}

impl Rows {
    fn take(waiting: &mut Waiting, ranks: &[u32]) -> Self {
        let mut members = std::mem::take(&mut waiting.members);
        let mut ends = vec![0_u32; ranks.len() + 1];
        for member in &mut members {
            *member = ranks[*member as usize];
            ends[*member as usize + 1] += 1;
        }
        for rank in 1..ends.len() {
            ends[rank] += ends[rank - 1];
        }
        // Filling moves the start of each stretch to its end.
        let mut places = vec![Place::default(); members.len()];
        let mut start = 0;
        for (end, date) in waiting.windows.drain(..) {
            for at in start..end {
                let next = &mut ends[members[at as usize] as usize];
                places[*next as usize] = Place {
                    start: at + 1,
                    end,
                    date,
                };
                *next += 1;
            }
            start = end;
        }
        Self {
            members,
            ends,
            places,
        }
    }

    /// Adds the row of one entity.
    fn add(&self, rank: usize, kind: usize, cells: &mut [Cell], touched: &mut Vec<u32>) {
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        for place in &self.places[start as usize..self.ends[rank] as usize] {
            for &other in &self.members[place.start as usize..place.end as usize] {
                let cell = &mut cells[other as usize];
                if cell.counts == [0; Window::ALL.len()] {
                    touched.push(other);
                }
                cell.counts[kind] += 1;
                if let Some(date) = place.date {
                    let (first, last) = cell.dates.unwrap_or((date, date));
                    cell.dates = Some((first.min(date), last.max(date)));
                }
            }
        }
    }
}

/// Adds up two sorted lists of pairs.
pub(super) fn add_pairs(ours: Vec<PairTally>, theirs: Vec<PairTally>) -> Vec<PairTally> {
    if ours.is_empty() {
        return theirs;
    }
    if theirs.is_empty() {
        return ours;
    }
    let mut sum = Vec::with_capacity(ours.len().max(theirs.len()));
    let mut theirs = theirs.into_iter().peekable();
    for mut pair in ours {
        while let Some(other) = theirs.next_if(|other| (other.a, other.b) < (pair.a, pair.b)) {
            sum.push(other);
        }
        if let Some(other) = theirs.next_if(|other| (other.a, other.b) == (pair.a, pair.b)) {
            pair.windows += other.windows;
            pair.first_seen = earliest(pair.first_seen, other.first_seen);
            pair.last_seen = pair.last_seen.max(other.last_seen);
        }
        sum.push(pair);
    }
    sum.extend(theirs);
    sum
}

/// Takes one sorted list of pairs away from another that holds all of them.
pub(super) fn subtract_pairs(ours: &mut Vec<PairTally>, theirs: &[PairTally]) {
    let mut theirs = theirs.iter().peekable();
    ours.retain_mut(|pair| {
        if let Some(other) = theirs.next_if(|other| (other.a, other.b) == (pair.a, pair.b)) {
            pair.windows -= other.windows;
        }
        pair.windows != WindowCounts::default()
    });
}
