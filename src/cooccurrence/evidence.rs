//! Finds the words that prove a shared window.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::dictionary::EntityIndex;
use crate::relation::HintRecord;
use crate::text::Span;

use super::evidence_rank::{EvidenceRank, Quality};
use super::points::words_between;
use super::token_distances::{distance, is_one_place};
use super::{
    Evidence, MentionRecord, Observation, Passage, PassageHint, SentenceNames, SentenceShape,
    Target, Window,
};

impl Observation {
    /// The windows of one kind in which both entities occur, the best first (by the rank of [`Tallies::evidence`](super::Tallies::evidence), then
    /// by position), at most `limit`. None where the text of the sentences was not kept.
    pub fn evidence(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
        limit: usize,
    ) -> Vec<Evidence> {
        let mentions = MentionsByEntity::new(self);
        let best = mentions.ranked(a, b, window).into_iter().take(limit);
        best.map(|shared| mentions.evidence_of(&shared)).collect()
    }
}

/// The accepted mentions of a document, by entity, so that many pairs can be looked up without reading all mentions for each.
pub(super) struct MentionsByEntity<'o> {
    observation: &'o Observation,
    mentions: BTreeMap<EntityIndex, Vec<&'o MentionRecord>>,
    names: OnceCell<Vec<SentenceNames>>,
    /// Hashes of the words of sentences.
    words: OnceCell<Vec<OnceCell<u64>>>,
}

/// The sentences that show a window, with how good they are, and the mentions of both.
type FoundWindow<'m, 'o> = (
    (Quality, [u32; 2]),
    &'m [&'o MentionRecord],
    &'m [&'o MentionRecord],
);

/// A window that two entities share.
pub(super) struct SharedWindow<'m, 'o> {
    a: &'m [&'o MentionRecord],
    b: &'m [&'o MentionRecord],
    /// The sentence that shows the first, and the one that shows the second.
    sentences: [u32; 2],
    pub(super) rank: EvidenceRank,
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
            names: OnceCell::new(),
            words: OnceCell::new(),
        }
    }

    /// The entities, in order.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIndex> {
        self.mentions.keys().copied()
    }

    /// The windows in which both occur, the best first.
    ///
    /// # Complexity
    /// Linear in the mentions of the two, and in those of the document the first time.
    pub(super) fn ranked(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
    ) -> Vec<SharedWindow<'_, 'o>> {
        // Sentences that were counted and not kept prove nothing.
        if self.observation.text.is_empty() {
            return Vec::new();
        }
        let found = self.meetings(a, b, window);
        self.in_order_of_rank(found.map(|(a, b)| (self.best_sentences(a, b), a, b)))
    }

    /// The paragraphs in which both occur at most `width` words apart, the best first.
    ///
    /// # Complexity
    /// As [`ranked`](Self::ranked), and where no sentence names both so close together, the product of the mentions of the two.
    pub(super) fn ranked_within(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        width: u32,
    ) -> Vec<SharedWindow<'_, 'o>> {
        if self.observation.text.is_empty() {
            return Vec::new();
        }
        let near = |(a, b)| Some((self.best_sentences_within(a, b, width)?, a, b));
        self.in_order_of_rank(self.in_paragraphs(a, b).filter_map(near))
    }

    fn in_order_of_rank<'m>(
        &self,
        found: impl Iterator<Item = FoundWindow<'m, 'o>>,
    ) -> Vec<SharedWindow<'m, 'o>> {
        let mut found: Vec<_> = found.collect();
        // Stable: what is equal stays in the order of the text.
        found.sort_by_key(|((quality, _), ..)| *quality);
        let date = self.observation.document.date;
        (0..)
            .zip(found)
            .map(|(repeat, ((quality, sentences), a, b))| SharedWindow {
                a,
                b,
                sentences,
                rank: EvidenceRank::new(repeat, quality, date),
            })
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

    /// The mentions of both in each paragraph that they share, in order.
    pub(super) fn in_paragraphs(
        &self,
        a: EntityIndex,
        b: EntityIndex,
    ) -> impl Iterator<Item = (&[&'o MentionRecord], &[&'o MentionRecord])> {
        self.meetings(a, b, Window::Paragraph)
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
        meetings(self.of(a), self.of(b), key)
    }

    /// A hash of the words that a window shows, whatever the white space between them.
    pub(super) fn words(&self, shared: &SharedWindow<'_, '_>) -> u64 {
        let [one, other] = shared.sentences;
        let (first, second) = (one.min(other), one.max(other));
        if first == second {
            return self.words_of(first);
        }
        let both = [first, second].map(|sentence| self.words_of(sentence).to_le_bytes());
        xxh3_64(both.as_flattened())
    }

    /// The same of a sentence, worked out once for all its pairs.
    fn words_of(&self, sentence: u32) -> u64 {
        let sentences = &self.observation.sentences;
        let hashes = self
            .words
            .get_or_init(|| vec![OnceCell::new(); sentences.len()]);
        *hashes[sentence as usize].get_or_init(|| {
            let text = self
                .observation
                .sentence_text(&sentences[sentence as usize]);
            let words: Vec<&str> = text.split_whitespace().collect();
            xxh3_64(words.join(" ").as_bytes())
        })
    }

    pub(super) fn evidence_of(&self, shared: &SharedWindow<'_, '_>) -> Evidence {
        self.evidence_with(shared.in_order(), shared.a, shared.b)
    }

    /// One sentence as evidence of two entities.
    pub(super) fn evidence_in(&self, sentence: u32, a: EntityIndex, b: EntityIndex) -> Evidence {
        self.evidence_with(std::iter::once(sentence), self.of(a), self.of(b))
    }

    /// The sentences of two mentions as evidence of just these two.
    pub(super) fn evidence_of_two(&self, a: &MentionRecord, b: &MentionRecord) -> Evidence {
        self.evidence_with(in_order([a.sentence, b.sentence]), &[a], &[b])
    }

    fn evidence_with(
        &self,
        sentences: impl Iterator<Item = u32>,
        a: &[&MentionRecord],
        b: &[&MentionRecord],
    ) -> Evidence {
        let record = &self.observation.document;
        let owned = |text: &Option<String>| text.as_deref().map(Arc::from);
        Evidence {
            document: Arc::from(record.id.as_str()),
            title: owned(&record.title),
            date: record.date,
            source: owned(&record.source),
            url: owned(&record.url),
            passages: sentences
                .map(|sentence| self.passage(sentence, a, b))
                .collect(),
        }
    }

    /// The best sentence of a window that names both; where none does, the closest two. The first of equals.
    fn best_sentences(&self, a: &[&MentionRecord], b: &[&MentionRecord]) -> (Quality, [u32; 2]) {
        let in_one = self.in_one_sentence(a, b, u32::MAX).min();
        in_one.unwrap_or_else(|| self.of_two(self.closest_sentences(a, b)))
    }

    /// The same for mentions at most `width` words apart; `None` where there are none.
    fn best_sentences_within(
        &self,
        a: &[&MentionRecord],
        b: &[&MentionRecord],
        width: u32,
    ) -> Option<(Quality, [u32; 2])> {
        let in_one = self.in_one_sentence(a, b, width).min();
        in_one.or_else(|| {
            let pairs = a
                .iter()
                .flat_map(|&one| b.iter().map(move |&two| (one, two)));
            let apart = pairs.filter(|(one, two)| !is_one_place(one, two));
            let near = apart.filter_map(|(one, two)| {
                let distance = distance(self.observation, one, two, width)?;
                Some((distance, one.sentence, two.sentence))
            });
            let (_, with_a, with_b) = near.min()?;
            Some(self.of_two((with_a, with_b)))
        })
    }

    /// The sentences that name both at most `width` words apart, each with how good it is.
    fn in_one_sentence<'m>(
        &'m self,
        a: &'m [&'m MentionRecord],
        b: &'m [&'m MentionRecord],
        width: u32,
    ) -> impl Iterator<Item = (Quality, [u32; 2])> {
        let spot = |mention: &&MentionRecord| (mention.span, mention.token);
        meetings(a, b, |mention| mention.sentence).filter_map(move |(a, b)| {
            let sentence = a[0].sentence;
            let words = words_between(a, b, spot).filter(|&words| words < width)?;
            let (is_list, bytes) = (self.is_list(sentence), self.bytes(sentence));
            let mut quality = Quality::of_sentence(words, is_list, bytes);
            if self.hints(sentence, a, b).next().is_some() {
                quality = quality.said();
            }
            Some((quality, [sentence; 2]))
        })
    }

    /// Two sentences, one for each of the two, with how good they are together.
    fn of_two(&self, (with_a, with_b): (u32, u32)) -> (Quality, [u32; 2]) {
        let ordinal = |sentence| self.observation.sentences[sentence as usize].ordinal;
        let between = ordinal(with_a).abs_diff(ordinal(with_b)).saturating_sub(1);
        let has_list = self.is_list(with_a) || self.is_list(with_b);
        let bytes = self.bytes(with_a).max(self.bytes(with_b));
        (Quality::of_two(between, has_list, bytes), [with_a, with_b])
    }

    fn is_list(&self, sentence: u32) -> bool {
        let names = self.names.get_or_init(|| self.observation.sentence_names());
        names[sentence as usize].shape == SentenceShape::List
    }

    fn bytes(&self, sentence: u32) -> usize {
        self.observation.sentences[sentence as usize].span.len()
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
            let (here, _) = split_window(mentions, sentence, |mention| mention.sentence);
            here.iter().map(|mention| mention.span).collect()
        };
        Passage {
            field: record.field,
            span: record.span,
            char_start: record.chars_before as usize,
            text: self.observation.sentence_text(record).into(),
            a: spans(a),
            b: spans(b),
            hints: self.hints(sentence, a, b).collect(),
        }
    }

    /// What a sentence says of the two. Hints are recorded in the order of the sentences.
    fn hints(
        &self,
        sentence: u32,
        a: &[&MentionRecord],
        b: &[&MentionRecord],
    ) -> impl Iterator<Item = PassageHint> {
        let observation = self.observation;
        let entities = |mentions: &[&MentionRecord]| match mentions.first()?.target {
            Target::Entity(entity) => Some(entity),
            Target::Candidates { .. } => None,
        };
        let ends = entities(a).zip(entities(b));
        let ends = ends.map(|(a, b)| (a.min(b), a.max(b)));
        let at = |hint: &HintRecord| observation.mentions[hint.head as usize].sentence;
        let from = observation
            .hints
            .partition_point(|hint| at(hint) < sentence);
        let here = observation.hints[from..]
            .iter()
            .take_while(move |hint| at(hint) == sentence);
        here.filter_map(move |hint| {
            let tally = observation.tally_of(hint)?;
            (Some((tally.a, tally.b)) == ends).then_some(PassageHint {
                tally,
                trigger: hint.trigger,
                source: hint.source.map(|source| source.span),
            })
        })
    }
}

impl SharedWindow<'_, '_> {
    /// The sentences it shows, one or two, in the order of the text.
    fn in_order(&self) -> impl Iterator<Item = u32> + use<> {
        in_order(self.sentences)
    }
}

/// Two sentences in the order of the text, once if they are the same.
fn in_order([one, other]: [u32; 2]) -> impl Iterator<Item = u32> {
    let second = (one != other).then_some(one.max(other));
    std::iter::once(one.min(other)).chain(second)
}

/// The mentions of both in each window that they share, in order; `key` tells windows apart.
fn meetings<'m, 'o>(
    a: &'m [&'o MentionRecord],
    b: &'m [&'o MentionRecord],
    key: impl Fn(&&'o MentionRecord) -> u32,
) -> impl Iterator<Item = (&'m [&'o MentionRecord], &'m [&'o MentionRecord])> {
    let (mut left, mut right) = (a, b);
    std::iter::from_fn(move || {
        while let ([one, ..], [other, ..]) = (left, right) {
            let at = key(one).max(key(other));
            let (here_a, rest_a) = split_window(left, at, &key);
            let (here_b, rest_b) = split_window(right, at, &key);
            (left, right) = (rest_a, rest_b);
            if !here_a.is_empty() && !here_b.is_empty() && !stand_only_together(here_a, here_b) {
                return Some((here_a, here_b));
            }
        }
        None
    })
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
