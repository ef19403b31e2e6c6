//! The compact form of one document's sentences and mentions.
//!
//! Both are lists of [varints](super::varint). Most numbers are differences from the row before, so most take one byte.
//!
//! - A sentence: field (0 title, 1 text), ordinal − last ordinal, paragraph −
//!   last paragraph, start − last start in the field, length, code points before it − last such number in the field.
//! - A mention: sentence − last sentence, start − start of the sentence, length, rule × 4 + status, token − last token in the field,
//!   then 0 and the entity, or the number of candidates and the candidates.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::mention::{Rule, Status};
use crate::text::Span;

use super::varint::{Reader, push};
use super::{MentionRecord, Observation, SentenceRecord, Target};

/// Packs the sentences.
pub(super) fn pack_sentences(observation: &Observation, bytes: &mut Vec<u8>) {
    let mut last = Position::default();
    for sentence in &observation.sentences {
        last.enter(sentence.field);
        push(bytes, u32::from(sentence.field == Field::Text));
        push(bytes, sentence.ordinal - last.ordinal);
        push(bytes, sentence.paragraph - last.paragraph);
        push(bytes, narrow(sentence.span.start() - last.start));
        push(bytes, narrow(sentence.span.len()));
        push(bytes, sentence.chars_before - last.chars_before);
        last.follow(sentence);
    }
}

/// Packs the mentions.
pub(super) fn pack_mentions(observation: &Observation, bytes: &mut Vec<u8>) {
    let mut last_sentence = 0;
    let mut last_token = 0;
    let mut field = Field::Title;
    for mention in &observation.mentions {
        let sentence = &observation.sentences[mention.sentence as usize];
        if sentence.field != field {
            field = sentence.field;
            last_token = 0;
        }
        push(bytes, mention.sentence - last_sentence);
        push(bytes, narrow(mention.span.start() - sentence.span.start()));
        push(bytes, narrow(mention.span.len()));
        push(
            bytes,
            number_of(&Rule::ALL, &mention.rule) << 2 | number_of(&Status::ALL, &mention.status),
        );
        push(bytes, mention.token - last_token);
        match mention.target {
            Target::Entity(entity) => {
                push(bytes, 0);
                push(bytes, entity.0);
            }
            Target::Candidates { .. } => {
                let candidates = observation.targets(mention);
                push(bytes, narrow(candidates.len()));
                for candidate in candidates {
                    push(bytes, candidate.0);
                }
            }
        }
        last_sentence = mention.sentence;
        last_token = mention.token;
    }
}

/// Unpacks sentences and mentions into `observation`, after what it holds is cleared. `None` where the bytes are damaged: whatever they
/// are, every index in the result is in bounds.
pub(crate) fn unpack(
    observation: &mut Observation,
    sentences: &[u8],
    mentions: &[u8],
) -> Option<()> {
    observation.sentences.clear();
    observation.mentions.clear();
    observation.candidates.clear();
    unpack_sentences(observation, Reader::new(sentences))?;
    unpack_mentions(observation, Reader::new(mentions))
}

fn unpack_sentences(observation: &mut Observation, mut reader: Reader<'_>) -> Option<()> {
    let mut last = Position::default();
    let mut text_start = 0_u32;
    while !reader.is_empty() {
        let field = match reader.next()? {
            0 if last.field == Field::Title => Field::Title,
            1 => Field::Text,
            _ => return None,
        };
        last.enter(field);
        let ordinal = last.ordinal.checked_add(reader.next()?)?;
        let paragraph = last.paragraph.checked_add(reader.next()?)?;
        let start = u32::try_from(last.start)
            .ok()?
            .checked_add(reader.next()?)?;
        let end = start.checked_add(reader.next()?)?;
        let chars_before = last.chars_before.checked_add(reader.next()?)?;
        let span = Span::new(start as usize, end as usize);
        let sentence = SentenceRecord {
            field,
            ordinal,
            paragraph,
            span,
            chars_before,
            text_start,
        };
        text_start = text_start.checked_add(narrow(span.len()))?;
        last.follow(&sentence);
        observation.sentences.push(sentence);
    }
    Some(())
}

fn unpack_mentions(observation: &mut Observation, mut reader: Reader<'_>) -> Option<()> {
    let mut sentence_index = 0_u32;
    let mut last_token = 0_u32;
    let mut field = Field::Title;
    while !reader.is_empty() {
        sentence_index = sentence_index.checked_add(reader.next()?)?;
        let sentence = observation.sentences.get(sentence_index as usize)?;
        if sentence.field != field {
            field = sentence.field;
            last_token = 0;
        }
        let start = sentence.span.start().checked_add(reader.next()? as usize)?;
        let end = start.checked_add(reader.next()? as usize)?;
        if end > sentence.span.end() {
            return None;
        }
        let decision = reader.next()?;
        let token = last_token.checked_add(reader.next()?)?;
        let target = match reader.next()? {
            0 => Target::Entity(EntityIndex(reader.next()?)),
            count => {
                let start = narrow(observation.candidates.len());
                for _ in 0..count {
                    observation.candidates.push(EntityIndex(reader.next()?));
                }
                Target::Candidates { start, count }
            }
        };
        observation.mentions.push(MentionRecord {
            sentence: sentence_index,
            span: Span::new(start, end),
            status: *Status::ALL.get(decision as usize & 3)?,
            rule: *Rule::ALL.get(decision as usize >> 2)?,
            token,
            target,
        });
        last_token = token;
    }
    Some(())
}

/// What the next sentence is told relative to.
#[derive(Clone, Copy)]
struct Position {
    field: Field,
    ordinal: u32,
    paragraph: u32,
    start: usize,
    chars_before: u32,
}

impl Default for Position {
    fn default() -> Self {
        Self {
            field: Field::Title,
            ordinal: 0,
            paragraph: 0,
            start: 0,
            chars_before: 0,
        }
    }
}

impl Position {
    /// Places in a field are counted from its start; windows are counted through the document.
    fn enter(&mut self, field: Field) {
        if self.field != field {
            *self = Self {
                field,
                start: 0,
                chars_before: 0,
                ..*self
            };
        }
    }

    fn follow(&mut self, sentence: &SentenceRecord) {
        self.ordinal = sentence.ordinal;
        self.paragraph = sentence.paragraph;
        self.start = sentence.span.start();
        self.chars_before = sentence.chars_before;
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("documents are limited to 256 MB")
}

fn number_of<T: PartialEq>(all: &[T], wanted: &T) -> u32 {
    narrow(
        all.iter()
            .position(|one| one == wanted)
            .expect("the list is complete"),
    )
}
