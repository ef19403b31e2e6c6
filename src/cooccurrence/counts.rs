//! Adds up windows: which entities occur, which occur together.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::dictionary::EntityIndex;
use crate::document::Date;
use crate::text::Span;

use super::hint_counts::HintCounts;
use super::pair_lists::{add_pairs, subtract_pairs};
use super::pair_windows::PairWindows;
use super::points::{self, Standing};
use super::{Counted, EntityTally, Observation, PairTally, SentenceNames, Window, WindowCounts};

/// Counts over any number of documents. Integers only, so the order in which documents come does not matter, and counts of parts of a corpus
/// can be put together.
///
/// # Complexity
/// Memory grows with the entities and the pairs that occur, not with the documents: windows wait in a buffer of bounded size.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    totals: WindowCounts,
    /// As in [`Counted`].
    document_sizes: Vec<u64>,
    /// The entities that occur, in the order they came.
    entities: Vec<EntityTally>,
    places: HashMap<EntityIndex, u32, BuildHasherDefault<KeyHasher>>,
    pairs: Vec<PairTally>,
    waiting: PairWindows,
    hints: HintCounts,
    mentions: Vec<Placed>,
    members: Vec<(EntityIndex, u32)>,
    standing: Vec<Standing>,
    spans: Vec<Span>,
}

/// An accepted mention of the document being counted.
#[derive(Clone, Copy, Debug)]
struct Placed {
    sentence: u32,
    paragraph: u32,
    span: Span,
    token: u32,
    entity: EntityIndex,
    /// Of its tally.
    place: u32,
}

impl Placed {
    fn window(&self, window: Window) -> u32 {
        match window {
            Window::Sentence => self.sentence,
            Window::Paragraph => self.paragraph,
            Window::Document => 0,
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            entity: self.entity,
            place: self.place,
            token: self.token,
            span: self.span,
        }
    }

    /// Where it stands.
    fn spot(&self) -> (u32, Span) {
        (self.sentence, self.span)
    }
}

impl Counts {
    /// Adds the windows of one document.
    pub fn add(&mut self, observation: &Observation) {
        self.add_meetings(observation, None, |_, _| ());
    }

    /// The same; tells of each pair in each window of one kind, the entity with the smaller index first.
    pub(super) fn add_meetings(
        &mut self,
        observation: &Observation,
        told: Option<Window>,
        mut met: impl FnMut(EntityIndex, EntityIndex),
    ) {
        self.totals += observation.windows;
        self.hints.add(observation);
        let mut mentions = std::mem::take(&mut self.mentions);
        mentions.clear();
        for (mention, entity) in observation.accepted() {
            let place = self.place_of(entity);
            self.entities[place as usize].mentions += 1;
            mentions.push(Placed {
                sentence: mention.sentence,
                paragraph: observation.window_of(mention.sentence, Window::Paragraph),
                span: mention.span,
                token: mention.token,
                entity,
                place,
            });
        }
        // Only where several entities are linked to one span.
        let shared_spans = mentions
            .windows(2)
            .any(|two| two[0].spot() == two[1].spot());
        for window in Window::ALL {
            let same = |a: &Placed, b: &Placed| a.window(window) == b.window(window);
            for mentions in mentions.chunk_by(same) {
                let date = observation.document.date;
                self.add_window(mentions, window, date, shared_spans, |a, b| {
                    if told == Some(window) {
                        met(a, b);
                    }
                });
            }
        }
        self.give_points(observation, &mentions, shared_spans);
        self.mentions = mentions;
        if self.waiting.is_full(self.pairs.len()) {
            self.settle();
        }
    }

    /// Adds what other counts hold.
    pub fn merge(&mut self, mut other: Self) {
        other.settle();
        self.settle();
        self.totals += other.totals;
        let sizes = self.document_sizes.len().max(other.document_sizes.len());
        self.document_sizes.resize(sizes, 0);
        for (ours, theirs) in self.document_sizes.iter_mut().zip(other.document_sizes) {
            *ours += theirs;
        }
        for tally in other.entities {
            let place = self.place_of(tally.entity);
            let ours = &mut self.entities[place as usize];
            ours.mentions += tally.mentions;
            ours.windows += tally.windows;
            (ours.first_seen, ours.last_seen) = (
                earliest(ours.first_seen, tally.first_seen),
                ours.last_seen.max(tally.last_seen),
            );
        }
        add_pairs(&mut self.pairs, other.pairs);
        self.hints.merge(other.hints);
    }

    /// Takes away what other counts hold, which must have been added before, of documents that are all counted once more: so the dates stay.
    pub(super) fn subtract(&mut self, mut other: Self) {
        other.settle();
        self.settle();
        self.totals -= other.totals;
        for (ours, theirs) in self.document_sizes.iter_mut().zip(other.document_sizes) {
            *ours -= theirs;
        }
        while self.document_sizes.last() == Some(&0) {
            self.document_sizes.pop();
        }
        for tally in other.entities {
            let place = self.place_of(tally.entity);
            let ours = &mut self.entities[place as usize];
            ours.mentions -= tally.mentions;
            ours.windows -= tally.windows;
        }
        subtract_pairs(&mut self.pairs, &other.pairs);
        self.hints.subtract(&other.hints);
    }

    /// The counts so far, in the order of the entities.
    pub fn counted(&self) -> Counted {
        self.clone().into_counted()
    }

    /// The counts, without a copy of them.
    pub fn into_counted(mut self) -> Counted {
        self.settle();
        self.entities.sort_unstable_by_key(|tally| tally.entity);
        Counted {
            totals: self.totals,
            document_sizes: self.document_sizes,
            entities: self.entities,
            pairs: self.pairs,
            of_representatives: None,
            hints: self.hints.into_tallies(),
        }
    }

    /// Counts the pairs of the windows that wait.
    fn settle(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        self.waiting.add_to(&mut self.pairs, &self.entities);
    }

    fn place_of(&mut self, entity: EntityIndex) -> u32 {
        let entities = &mut self.entities;
        *self.places.entry(entity).or_insert_with(|| {
            entities.push(EntityTally {
                entity,
                mentions: 0,
                windows: WindowCounts::default(),
                first_seen: None,
                last_seen: None,
            });
            u32::try_from(entities.len() - 1).expect("entities are numbered by 32 bits")
        })
    }

    fn add_window(
        &mut self,
        mentions: &[Placed],
        window: Window,
        date: Option<Date>,
        shared_spans: bool,
        mut met: impl FnMut(EntityIndex, EntityIndex),
    ) {
        // Dates are of documents: noting them once, in the document window, is enough.
        let date = date.filter(|_| window == Window::Document);
        let members = &mut self.members;
        members.clear();
        members.extend(
            mentions
                .iter()
                .map(|mention| (mention.entity, mention.place)),
        );
        if members.len() > 1 {
            members.sort_unstable();
            members.dedup();
        }
        if window == Window::Document {
            let size = members.len();
            let sizes = self.document_sizes.len().max(size + 1);
            self.document_sizes.resize(sizes, 0);
            self.document_sizes[size] += 1;
        }
        for &(_, place) in &*members {
            let tally = &mut self.entities[place as usize];
            tally.windows.add(window, 1);
            if date.is_some() {
                tally.first_seen = earliest(tally.first_seen, date);
                tally.last_seen = tally.last_seen.max(date);
            }
        }
        let points = match window {
            Window::Document => points::of_document(members.len()),
            _ => 0,
        };
        if !shared_spans {
            if members.len() > 1 {
                let places = members.iter().map(|&(_, place)| place);
                self.waiting.push(window, places, date, points);
                for (at, &(a, _)) in members.iter().enumerate() {
                    for &(b, _) in &members[at + 1..] {
                        met(a, b);
                    }
                }
            }
            return;
        }
        for (at, &(a, place)) in members.iter().enumerate() {
            for &(b, other) in &members[at + 1..] {
                if !only_share_one_span(mentions, a, b) {
                    let pair = [place, other].into_iter();
                    self.waiting.push(window, pair, date, points);
                    met(a, b);
                }
            }
        }
    }

    /// Gives pairs their points but for those that their document gives all alike. Its members are those of the window added last.
    fn give_points(&mut self, observation: &Observation, mentions: &[Placed], shared_spans: bool) {
        let members = &self.members;
        if mentions.is_empty() || members.len() < 2 {
            return;
        }
        let of_document = points::of_document(members.len());
        if !observation.hints.is_empty() {
            let of_hint = points::of_hint(of_document);
            for (_, a, b) in points::hinted(observation) {
                if !(shared_spans && only_share_one_span(mentions, a, b)) {
                    self.waiting.give(self.places[&a], self.places[&b], of_hint);
                }
            }
        }
        for mentions_here in mentions.chunk_by(|one, other| one.sentence == other.sentence) {
            let standing = &mut self.standing;
            standing.clear();
            standing.extend(mentions_here.iter().map(Placed::standing));
            standing.sort_unstable_by_key(|mention| (mention.entity, mention.span.start()));
            let of_entities = standing.chunk_by(|one, other| one.entity == other.entity);
            let entities = of_entities.clone().count();
            self.spans.clear();
            self.spans
                .extend(mentions_here.iter().map(|mention| mention.span));
            let names = SentenceNames::of(entities, &self.spans);
            let ordinal = observation.sentences[mentions_here[0].sentence as usize].ordinal;
            if points::is_lead(ordinal, names) {
                for lead in of_entities.map(|mentions| mentions[0]) {
                    for &(other, place) in members.iter().filter(|(other, _)| *other != lead.entity)
                    {
                        if !(shared_spans && only_share_one_span(mentions, lead.entity, other)) {
                            self.waiting.give(lead.place, place, of_document);
                        }
                    }
                }
            }
            if entities > 1 {
                points::share_out(standing, names, of_document, |one, other, _, points| {
                    self.waiting.give(one.place, other.place, points);
                });
            }
        }
    }
}

/// Whether two entities stand together only because one span could be either.
fn only_share_one_span(mentions: &[Placed], a: EntityIndex, b: EntityIndex) -> bool {
    let spots = |wanted| {
        let of = mentions
            .iter()
            .filter(move |mention| mention.entity == wanted);
        of.map(Placed::spot)
    };
    spots(a).all(|a| spots(b).all(|b| a == b))
}

/// The earlier of two dates; an unknown one is later than any.
pub(super) fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// Hashes a number: it is no secret and nobody chooses it, so one multiplication will do.
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

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
