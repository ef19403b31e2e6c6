//! What one document says: its windows, and the mentions in them.

use std::ops::Range;

use crate::dictionary::EntityIndex;
use crate::document::{Date, Field};
use crate::mention::{Rule, Status};
use crate::relation::HintRecord;
use crate::text::Span;

use super::{Signature, Window, WindowCounts};

/// Everything that is recorded of one document. Counts, evidence and ledgers are made from these alone; the text is not needed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observation {
    /// What is known of the document.
    pub document: DocumentRecord,
    /// What its text looks like, to tell whether it repeats another.
    pub signature: Signature,
    /// How many windows of each kind it has, with or without mentions; windows without a letter or digit do not count.
    pub windows: WindowCounts,
    /// Capitalised names inside sentences, as a reader would count them: runs of capitalised words that do not begin a sentence.
    pub names: u64,
    /// Those of them that the dictionary holds.
    pub names_known: u64,
    /// The sentences that hold a mention of any status, in order.
    pub sentences: Vec<SentenceRecord>,
    /// The mentions, in order.
    pub mentions: Vec<MentionRecord>,
    /// Candidates of the mentions that have several.
    pub candidates: Vec<EntityIndex>,
    /// What sentences say of their mentions, in order; empty without rules.
    pub hints: Vec<HintRecord>,
    /// The texts of `sentences`, one after another; empty where a ledger keeps no evidence.
    pub text: String,
}

/// What is known of a document, apart from its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Its id.
    pub id: String,
    /// The 128-bit XXH3 hash of its fields.
    pub hash: u128,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Its source.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Where it was read.
    pub origin: String,
}

/// A sentence that holds mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceRecord {
    /// The field it stands in.
    pub field: Field,
    /// How many sentences of the document come before it.
    pub ordinal: u32,
    /// How many paragraphs of the document come before its own.
    pub paragraph: u32,
    /// Its place in the field.
    pub span: Span,
    /// How many code points of the field come before it.
    pub chars_before: u32,
    /// Where its text begins in [`Observation::text`]; it is as long as `span`.
    pub text_start: u32,
}

/// A mention, as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentionRecord {
    /// The sentence it begins in, as an index into [`Observation::sentences`].
    pub sentence: u32,
    /// Its place in the field of that sentence.
    pub span: Span,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub rule: Rule,
    /// How many words of the field come before it.
    pub token: u32,
    /// The entity it is linked to, or would be; or where its candidates stand in [`Observation::candidates`].
    pub target: Target,
}

/// What a mention points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One entity.
    Entity(EntityIndex),
    /// Several: a range of [`Observation::candidates`].
    Candidates {
        /// Where they begin.
        start: u32,
        /// How many there are.
        count: u32,
    },
}

impl Observation {
    /// Empties it, except for what is known of the document, keeping its buffers for the next.
    pub(crate) fn clear(&mut self) {
        self.signature = Signature::None;
        self.windows = WindowCounts::default();
        (self.names, self.names_known) = (0, 0);
        self.sentences.clear();
        self.mentions.clear();
        self.candidates.clear();
        self.hints.clear();
        self.text.clear();
    }

    /// The text of a sentence; empty where it was not kept.
    ///
    /// # Panics
    /// If the sentence is not of this observation.
    pub fn sentence_text(&self, sentence: &SentenceRecord) -> &str {
        if self.text.is_empty() {
            return "";
        }
        &self.text[sentence.text_start as usize..][..sentence.span.len()]
    }

    /// The text of a mention; empty where it was not kept.
    ///
    /// # Panics
    /// If the mention is not of this observation.
    pub fn surface(&self, mention: &MentionRecord) -> &str {
        if self.text.is_empty() {
            return "";
        }
        let sentence = &self.sentences[mention.sentence as usize];
        &self.sentence_text(sentence)[mention.span.start() - sentence.span.start()..]
            [..mention.span.len()]
    }

    /// Where a mention stands in its field, in code points; `None` where the text was not kept.
    ///
    /// # Panics
    /// If the mention is not of this observation.
    pub fn chars_of(&self, mention: &MentionRecord) -> Option<Range<usize>> {
        if self.text.is_empty() {
            return None;
        }
        let sentence = &self.sentences[mention.sentence as usize];
        let before = Span::new(sentence.span.start(), mention.span.start());
        let start = sentence.chars_before as usize + self.text_in(sentence, before).chars().count();
        Some(start..start + self.surface(mention).chars().count())
    }

    /// The sentence that a hint stands in.
    ///
    /// # Panics
    /// If the hint is not of this observation.
    pub fn sentence_of(&self, hint: &HintRecord) -> &SentenceRecord {
        let head = &self.mentions[hint.head as usize];
        &self.sentences[head.sentence as usize]
    }

    /// The text of a span of a field that lies in a sentence; empty where it was not kept.
    ///
    /// # Panics
    /// If it does not lie there.
    pub fn text_in(&self, sentence: &SentenceRecord, span: Span) -> &str {
        if self.text.is_empty() {
            return "";
        }
        let start = span.start() - sentence.span.start();
        &self.sentence_text(sentence)[start..start + span.len()]
    }

    /// The entity that an accepted mention is linked to, by its place among [`mentions`](Self::mentions).
    pub fn entity_of(&self, mention: u32) -> Option<EntityIndex> {
        match self.mentions.get(mention as usize)?.target {
            Target::Entity(entity) => Some(entity),
            Target::Candidates { .. } => None,
        }
    }

    /// The entities a mention is linked to or could be.
    pub fn targets<'o>(&'o self, mention: &'o MentionRecord) -> &'o [EntityIndex] {
        match &mention.target {
            Target::Entity(entity) => std::slice::from_ref(entity),
            Target::Candidates { start, count } => {
                &self.candidates[*start as usize..][..*count as usize]
            }
        }
    }

    /// Which window of a kind a sentence belongs to; windows that come later have greater numbers.
    pub(super) fn window_of(&self, sentence: u32, window: Window) -> u32 {
        match window {
            Window::Sentence => sentence,
            Window::Paragraph => self.sentences[sentence as usize].paragraph,
            Window::Document => 0,
        }
    }

    /// Whether mentions of both entities count.
    pub fn mentions_both(&self, a: EntityIndex, b: EntityIndex) -> bool {
        let (mut has_a, mut has_b) = (false, false);
        for (_, entity) in self.accepted() {
            has_a |= entity == a;
            has_b |= entity == b;
        }
        has_a && has_b
    }

    /// The mentions that count, with their entity.
    pub fn accepted(&self) -> impl Iterator<Item = (&MentionRecord, EntityIndex)> {
        self.mentions
            .iter()
            .filter_map(|mention| match (mention.status, mention.target) {
                (Status::Accepted, Target::Entity(entity)) => Some((mention, entity)),
                _ => None,
            })
    }
}

impl AsRef<Observation> for Observation {
    fn as_ref(&self) -> &Observation {
        self
    }
}
