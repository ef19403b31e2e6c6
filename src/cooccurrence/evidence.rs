//! Finds the words that prove a shared window.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dictionary::EntityIndex;
use crate::text::Span;

use super::{Evidence, MentionRecord, Observation, Passage, PassageHint, Target, Window};

impl Observation {
    /// The windows of one kind in which both entities occur, in order, at most `limit`.
    pub fn evidence(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
        limit: usize,
    ) -> Vec<Evidence> {
        MentionsByEntity::new(self).evidence(a, b, window, limit)
    }
}

/// The accepted mentions of a document, by entity, so that many pairs can be looked up without reading all mentions for each.
pub(super) struct MentionsByEntity<'o> {
    observation: &'o Observation,
    mentions: BTreeMap<EntityIndex, Vec<&'o MentionRecord>>,
}

impl<'o> MentionsByEntity<'o> {
    pub(super) fn new(observation: &'o Observation) -> Self {
        let mut mentions: BTreeMap<EntityIndex, Vec<&MentionRecord>> = BTreeMap::new();
        for (mention, entity) in observation.accepted() {
            mentions.entry(entity).or_default().push(mention);
        }
        Self {
            observation,
            mentions,
        }
    }

    /// The entities, in order.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIndex> {
        self.mentions.keys().copied()
    }

    pub(super) fn has(&self, entity: EntityIndex) -> bool {
        self.mentions.contains_key(&entity)
    }

    /// The windows in which both occur, in order, at most `limit`.
    ///
    /// # Complexity
    /// Linear in the mentions of the two.
    pub(super) fn evidence(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
        limit: usize,
    ) -> Vec<Evidence> {
        // Sentences that were counted and not kept prove nothing.
        if self.observation.text.is_empty() {
            return Vec::new();
        }
        self.meetings(a, b, window)
            .take(limit)
            .map(|(here_a, here_b)| self.evidence_of(here_a, here_b))
            .collect()
    }

    /// How many windows of one kind both share.
    pub(super) fn shared(&self, a: EntityIndex, b: EntityIndex, window: Window) -> u64 {
        self.meetings(a, b, window).count() as u64
    }

    /// How many windows of one kind an entity occurs in.
    pub(super) fn windows_of(&self, entity: EntityIndex, window: Window) -> u64 {
        let key = |mention: &&MentionRecord| self.observation.window_of(mention.sentence, window);
        let same = |a: &&MentionRecord, b: &&MentionRecord| key(a) == key(b);
        self.of(entity).chunk_by(same).count() as u64
    }

    fn of(&self, entity: EntityIndex) -> &[&'o MentionRecord] {
        self.mentions.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The mentions of both in each window that they share, in order.
    fn meetings(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
    ) -> impl Iterator<Item = (&[&'o MentionRecord], &[&'o MentionRecord])> {
        let key =
            move |mention: &&MentionRecord| self.observation.window_of(mention.sentence, window);
        let (mut left, mut right) = (self.of(a), self.of(b));
        std::iter::from_fn(move || {
            while let ([one, ..], [other, ..]) = (left, right) {
                let at = key(one).max(key(other));
                let (here_a, rest_a) = split_window(left, at, key);
                let (here_b, rest_b) = split_window(right, at, key);
                (left, right) = (rest_a, rest_b);
                if !here_a.is_empty() && !here_b.is_empty() && !stand_only_together(here_a, here_b)
                {
                    return Some((here_a, here_b));
                }
            }
            None
        })
    }

    fn evidence_of(&self, a: &[&MentionRecord], b: &[&MentionRecord]) -> Evidence {
        let (with_a, with_b) = self.closest_sentences(a, b);
        let mut sentences = vec![with_a, with_b];
        sentences.sort_unstable();
        sentences.dedup();
        let record = &self.observation.document;
        let shared = |text: &Option<String>| text.as_deref().map(Arc::from);
        Evidence {
            document: Arc::from(record.id.as_str()),
            title: shared(&record.title),
            date: record.date,
            source: shared(&record.source),
            url: shared(&record.url),
            passages: sentences
                .into_iter()
                .map(|sentence| self.passage(sentence, a, b))
                .collect(),
        }
    }

    /// The sentence with a mention of `a` and the one with a mention of `b` that are closest together; the first of equals.
    fn closest_sentences(&self, a: &[&MentionRecord], b: &[&MentionRecord]) -> (u32, u32) {
        let ordinal =
            |mention: &MentionRecord| self.observation.sentences[mention.sentence as usize].ordinal;
        let (mut at, mut with) = (0, 0);
        let mut best = (a[0], b[0]);
        while let (Some(&one), Some(&other)) = (a.get(at), b.get(with)) {
            let distance = |(one, other)| ordinal(one).abs_diff(ordinal(other));
            if distance((one, other)) < distance(best) {
                best = (one, other);
            }
            if one.sentence < other.sentence {
                at += 1;
            } else {
                with += 1;
            }
        }
        (best.0.sentence, best.1.sentence)
    }

    fn passage(&self, sentence: u32, a: &[&MentionRecord], b: &[&MentionRecord]) -> Passage {
        let record = &self.observation.sentences[sentence as usize];
        let spans = |mentions: &[&MentionRecord]| -> Vec<Span> {
            let here = mentions
                .iter()
                .filter(|mention| mention.sentence == sentence);
            here.map(|mention| mention.span).collect()
        };
        Passage {
            field: record.field,
            span: record.span,
            char_start: record.chars_before as usize,
            text: self.observation.sentence_text(record).into(),
            a: spans(a),
            b: spans(b),
            hints: self.hints(sentence, a, b),
        }
    }

    /// What a sentence says of the two.
    fn hints(&self, sentence: u32, a: &[&MentionRecord], b: &[&MentionRecord]) -> Vec<PassageHint> {
        let observation = self.observation;
        let entities = |mentions: &[&MentionRecord]| match mentions.first()?.target {
            Target::Entity(entity) => Some(entity),
            Target::Candidates { .. } => None,
        };
        let ends = entities(a).zip(entities(b));
        let ends = ends.map(|(a, b)| (a.min(b), a.max(b)));
        let here = observation
            .hints
            .iter()
            .filter(|hint| observation.mentions[hint.head as usize].sentence == sentence);
        here.filter_map(|hint| {
            let tally = observation.tally_of(hint)?;
            (Some((tally.a, tally.b)) == ends).then_some(PassageHint {
                tally,
                trigger: hint.trigger,
                source: hint.source.map(|source| source.span),
            })
        })
        .collect()
    }
}

/// The mentions in the window `at`, and those after it; what stands before it is passed over.
fn split_window<'m, 'o>(
    mentions: &'m [&'o MentionRecord],
    at: u32,
    key: impl Fn(&&'o MentionRecord) -> u32,
) -> (&'m [&'o MentionRecord], &'m [&'o MentionRecord]) {
    let start = mentions.partition_point(|mention| key(mention) < at);
    let (_, rest) = mentions.split_at(start);
    rest.split_at(rest.partition_point(|mention| key(mention) <= at))
}

/// Whether two entities stand in a window only because one and the same span could be either.
fn stand_only_together(a: &[&MentionRecord], b: &[&MentionRecord]) -> bool {
    let place = |mention: &MentionRecord| (mention.sentence, mention.span);
    let first = place(a[0]);
    a.iter().chain(b).all(|mention| place(mention) == first)
}
