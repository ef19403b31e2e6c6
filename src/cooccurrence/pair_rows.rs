//! One row of the matrix of pairs: an entity with all that come after it.

use crate::document::Date;

use super::WindowCounts;
use super::pair_windows::{Given, Waiting, WaitingWindow};

/// A row is read from end to end, instead of by a list of what it holds, if it has an addition for each so many cells.
const CELLS_PER_ADDITION: usize = 8;

/// The windows of one kind, with the places at which each entity stands in them.
pub(super) struct Rows {
    /// The ranks of the members of all windows, rising in each.
    members: Vec<u32>,
    /// The ends of the stretches of `places`, by rank.
    ends: Vec<u32>,
    places: Vec<Place>,
    /// The dates of the windows, each once, in order.
    dates: Vec<Date>,
}

/// A place in the members: those of the same window behind it are `start..end`.
#[derive(Clone, Copy, Default)]
struct Place {
    start: u32,
    end: u32,
    /// One more than the place of the date among all dates; 0 without.
    date: u32,
    points: u32,
}

impl Rows {
    /// Sorts the windows that wait by their members. `ranks` gives the place of each member in the order of the entities.
    pub(super) fn take(waiting: &mut Waiting, ranks: &[u32]) -> Self {
        let mut dates: Vec<Date> = waiting
            .windows
            .iter()
            .filter_map(|window| window.date)
            .collect();
        dates.sort_unstable();
        dates.dedup();
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
        for WaitingWindow { end, date, points } in waiting.windows.drain(..) {
            let date = date.map_or(0, |date| {
                let before = dates.partition_point(|&other| other < date);
                u32::try_from(before).expect("windows are numbered by 32 bits") + 1
            });
            for at in start..end {
                let next = &mut ends[members[at as usize] as usize];
                places[*next as usize] = Place {
                    start: at + 1,
                    end,
                    date,
                    points,
                };
                *next += 1;
            }
            start = end;
        }
        Self {
            members,
            ends,
            places,
            dates,
        }
    }

    /// The dates of the windows, each once, in order.
    pub(super) fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The rest of each window that an entity is in, with its place.
    fn of(&self, rank: usize) -> impl Iterator<Item = (&[u32], &Place)> + Clone {
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        let places = &self.places[start as usize..self.ends[rank] as usize];
        places.iter().map(|place| {
            let rest = &self.members[place.start as usize..place.end as usize];
            (rest, place)
        })
    }
}

/// What is added up for one entity with each other. Empty between two rows.
pub(super) struct Row<'d> {
    documents: Vec<u32>,
    /// Sentences, paragraphs.
    narrower: [Vec<u32>; 2],
    points: Vec<u64>,
    /// The numbers of the first date and the last, where there are dates at all.
    seen: Vec<[u32; 2]>,
    dates: &'d [Date],
    /// The cells that are not 0, unless so many that all are looked at.
    touched: Vec<u32>,
    all: bool,
}

/// No date yet: later than any as the first, earlier than any as the last.
const NEVER: [u32; 2] = [u32::MAX, 0];

impl<'d> Row<'d> {
    pub(super) fn new(entities: usize, dates: &'d [Date]) -> Self {
        let cells = if dates.is_empty() { 0 } else { entities };
        Self {
            documents: vec![0; entities],
            narrower: [vec![0; entities], vec![0; entities]],
            points: vec![0; entities],
            seen: vec![NEVER; cells],
            dates,
            touched: Vec::new(),
            all: false,
        }
    }

    /// Adds the windows of documents: every cell of the row is in one of them.
    pub(super) fn add_documents(&mut self, rank: usize, rows: &Rows) {
        let additions: usize = rows.of(rank).map(|(rest, _)| rest.len()).sum();
        self.all = additions > (self.documents.len() - rank) / CELLS_PER_ADDITION;
        for (rest, _) in rows.of(rank) {
            if self.all {
                for &other in rest {
                    self.documents[other as usize] += 1;
                }
            } else {
                for &other in rest {
                    let cell = &mut self.documents[other as usize];
                    if *cell == 0 {
                        self.touched.push(other);
                    }
                    *cell += 1;
                }
            }
        }
    }

    /// Adds the dates of the windows of documents.
    pub(super) fn add_dates(&mut self, rank: usize, rows: &Rows) {
        if self.dates.is_empty() {
            return;
        }
        for (rest, &Place { date, .. }) in rows.of(rank).filter(|(_, place)| place.date > 0) {
            for &other in rest {
                let [first, last] = &mut self.seen[other as usize];
                *first = date.min(*first);
                *last = date.max(*last);
            }
        }
    }

    /// Adds the points that documents give each of their pairs.
    pub(super) fn add_points(&mut self, rank: usize, rows: &Rows) {
        for (rest, place) in rows.of(rank) {
            for &other in rest {
                self.points[other as usize] += u64::from(place.points);
            }
        }
    }

    /// Adds the points that pairs of this row get by themselves.
    pub(super) fn add_given(&mut self, given: &[Given]) {
        for pair in given {
            self.points[pair.ends[1] as usize] += u64::from(pair.points);
        }
    }

    /// Adds windows of a narrower kind: sentences are 0, paragraphs 1.
    pub(super) fn add_narrower(&mut self, kind: usize, rank: usize, rows: &Rows) {
        let cells = &mut self.narrower[kind];
        for (rest, _) in rows.of(rank) {
            for &other in rest {
                cells[other as usize] += 1;
            }
        }
    }

    /// Hands on each cell that is not 0, the last first, with its points, the first date and the last, and empties it.
    pub(super) fn take_backwards(
        &mut self,
        rank: usize,
        mut hand_on: impl FnMut(usize, WindowCounts, u64, [Option<Date>; 2]),
    ) {
        if self.all {
            for other in (rank + 1..self.documents.len()).rev() {
                if self.documents[other] > 0 {
                    self.take_cell(other, &mut hand_on);
                }
            }
            return;
        }
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        for &other in touched.iter().rev() {
            self.take_cell(other as usize, &mut hand_on);
        }
        touched.clear();
        self.touched = touched;
    }

    /// Tells of each cell that is not 0, in order, and empties them.
    pub(super) fn clear(&mut self, rank: usize, mut tell: impl FnMut(usize)) {
        if self.all {
            for (at, cell) in self.documents[rank + 1..].iter_mut().enumerate() {
                if std::mem::take(cell) > 0 {
                    tell(rank + 1 + at);
                }
            }
            return;
        }
        self.touched.sort_unstable();
        for other in self.touched.drain(..) {
            self.documents[other as usize] = 0;
            tell(other as usize);
        }
    }

    fn take_cell(
        &mut self,
        other: usize,
        hand_on: &mut impl FnMut(usize, WindowCounts, u64, [Option<Date>; 2]),
    ) {
        let [sentences, paragraphs] = self
            .narrower
            .each_mut()
            .map(|cells| u64::from(std::mem::take(&mut cells[other])));
        let documents = u64::from(std::mem::take(&mut self.documents[other]));
        let windows = WindowCounts {
            sentences,
            paragraphs,
            documents,
        };
        let points = std::mem::take(&mut self.points[other]);
        let seen = self.seen.get_mut(other);
        let seen = seen.map_or(NEVER, |seen| std::mem::replace(seen, NEVER));
        let date = |number: u32| {
            let at = number.checked_sub(1)?;
            self.dates.get(at as usize).copied()
        };
        hand_on(other, windows, points, seen.map(date));
    }
}
