//! Adds up windows: which entities occur, which occur together.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::dictionary::EntityIndex;
use crate::document::Date;
use crate::text::Span;

use super::{Counted, EntityTally, Observation, PairTally, Window, WindowCounts};

/// Counts over any number of documents. Integers only, so the order in which documents come does not matter.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    totals: WindowCounts,
    entities: HashMap<EntityIndex, Seen, BuildHasherDefault<KeyHasher>>,
    pairs: HashMap<(EntityIndex, EntityIndex), Seen, BuildHasherDefault<KeyHasher>>,
    members: Members,
}

/// What is added up for an entity or a pair.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    mentions: u64,
    windows: WindowCounts,
    dates: Option<(Date, Date)>,
}

impl Seen {
    fn add(&mut self, window: Window, date: Option<Date>) {
        let count = match window {
            Window::Sentence => &mut self.windows.sentences,
            Window::Paragraph => &mut self.windows.paragraphs,
            Window::Document => &mut self.windows.documents,
        };
        *count += 1;
        if let Some(date) = date {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
    }
}

impl Counts {
    /// Adds the windows of one document.
    pub fn add(&mut self, observation: &Observation) {
        self.totals += observation.windows;
        let mut members = std::mem::take(&mut self.members);
        let date = observation.document.date;
        for (_, entity) in observation.accepted() {
            self.entities.entry(entity).or_default().mentions += 1;
        }
        for window in Window::ALL {
            // Dates are of documents: noting them once, in the document window, is enough.
            let date = date.filter(|_| window == Window::Document);
            members.for_each_window(observation, window, |members| {
                self.add_window(members, window, date);
            });
        }
        self.members = members;
    }

    fn add_window(&mut self, members: &Members, window: Window, date: Option<Date>) {
        for (at, &a) in members.entities.iter().enumerate() {
            self.entities.entry(a).or_default().add(window, date);
            for &b in &members.entities[at + 1..] {
                if members.shared_spans && members.only_share_one_span(a, b) {
                    continue;
                }
                self.pairs.entry((a, b)).or_default().add(window, date);
            }
        }
    }

    /// The counts so far, in the order of the entities.
    pub fn counted(&self) -> Counted {
        Counted {
            totals: self.totals,
            entities: self.entities(),
            pairs: self.pairs(),
        }
    }

    fn entities(&self) -> Vec<EntityTally> {
        #[allow(clippy::iter_over_hash_type, reason = "sorted below")]
        let mut tallies: Vec<_> = self
            .entities
            .iter()
            .map(|(&entity, seen)| EntityTally {
                entity,
                mentions: seen.mentions,
                windows: seen.windows,
                first_seen: seen.dates.map(|(first, _)| first),
                last_seen: seen.dates.map(|(_, last)| last),
            })
            .collect();
        tallies.sort_unstable_by_key(|tally| tally.entity);
        tallies
    }

    fn pairs(&self) -> Vec<PairTally> {
        #[allow(clippy::iter_over_hash_type, reason = "sorted below")]
        let mut tallies: Vec<_> = self
            .pairs
            .iter()
            .map(|(&(a, b), seen)| PairTally {
                a,
                b,
                windows: seen.windows,
                first_seen: seen.dates.map(|(first, _)| first),
                last_seen: seen.dates.map(|(_, last)| last),
            })
            .collect();
        tallies.sort_unstable_by_key(|tally| (tally.a, tally.b));
        tallies
    }
}

/// The entities of one window, in order, each once. A buffer to be used again.
#[derive(Clone, Debug, Default)]
struct Members {
    entities: Vec<EntityIndex>,
    /// Each accepted mention: where, and of what.
    mentions: Vec<(u32, Span, EntityIndex)>,
    /// Some span stands for several entities.
    shared_spans: bool,
}

impl Members {
    /// Calls `each` with the members of every window of one kind that has any, in order.
    fn for_each_window(
        &mut self,
        observation: &Observation,
        window: Window,
        mut each: impl FnMut(&Self),
    ) {
        let mut current = None;
        self.clear();
        for (mention, entity) in observation.accepted() {
            let next = Some(observation.window_of(mention.sentence, window));
            if current != next && !self.mentions.is_empty() {
                self.finish();
                each(self);
                self.clear();
            }
            current = next;
            self.mentions.push((mention.sentence, mention.span, entity));
        }
        if !self.mentions.is_empty() {
            self.finish();
            each(self);
        }
    }

    fn clear(&mut self) {
        self.mentions.clear();
        self.entities.clear();
    }

    fn finish(&mut self) {
        self.shared_spans = self
            .mentions
            .windows(2)
            .any(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1));
        self.entities
            .extend(self.mentions.iter().map(|&(_, _, entity)| entity));
        self.entities.sort_unstable();
        self.entities.dedup();
    }

    /// Whether two members stand together only because one span could be either.
    fn only_share_one_span(&self, a: EntityIndex, b: EntityIndex) -> bool {
        let places = |wanted: EntityIndex| {
            self.mentions
                .iter()
                .filter(move |(.., entity)| *entity == wanted)
                .map(|&(sentence, span, _)| (sentence, span))
        };
        self.shared_spans && places(a).all(|a| places(b).all(|b| a == b))
    }
}

/// Hashes the one or two 32-bit numbers of a key: they are no secret and nobody chooses them, so one multiplication will do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeyHasher(u64);

impl std::hash::Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        crate::text::mix(self.0, 0)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = crate::text::mix(self.0, u64::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = self.0 << 32 | u64::from(number);
    }
}
