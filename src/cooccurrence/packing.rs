//! The compact form of what is counted of one document: a record.
//!
//! A record is the hash of the document's content, 16 bytes, high byte first, and then [varints](super::varint): how many sentences and
//! paragraphs the document has, how many capitalised names, how many of those the dictionary holds; how many sentences are recorded; those
//! sentences; and to the end the mentions, or to [`HINTS_FOLLOW`], which stands where another mention would begin if there are hints. Most
//! numbers are differences from the row before, so most take one byte.
//!
//! - A sentence: field (0 title, 1 text), ordinal − last ordinal, paragraph −
//!   last paragraph, start − last start in the field, length, code points before it − last such number in the field.
//! - A mention: sentence − last sentence, start − start of the sentence, length, rule × 4 + status, token − last token in the field,
//!   then 0 and the entity, or the number of candidates and the candidates.
//! - A hint: head, tail, relation, start of the trigger − start of the sentence, its length; then polarity + 8 if it is over + 16 if a source is
//!   named + 32 if that is a mention; then of a source start − start of the sentence, length and mention, if so.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::mention::{Rule, Status};
use crate::relation::{HintRecord, HintSource, Polarity, RelationIndex};
use crate::text::Span;

use super::varint::{Reader, push};
use super::{MentionRecord, Observation, SentenceRecord, Target, WindowCounts};

/// How many bytes the hash takes.
const HASH_BYTES: usize = size_of::<u128>();

/// Ends the mentions where hints follow. No mention begins so: no document has so many sentences.
const HINTS_FOLLOW: u32 = u32::MAX;

/// Packs all that is counted.
pub(super) fn pack(observation: &Observation, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&observation.document.hash.to_be_bytes());
    for count in [
        observation.windows.sentences,
        observation.windows.paragraphs,
        observation.names,
        observation.names_known,
        observation.sentences.len() as u64,
    ] {
        let count = u32::try_from(count).expect("documents are limited to 256 MB");
        push(bytes, count);
    }
    pack_sentences(observation, bytes);
    pack_mentions(observation, bytes);
    pack_hints(observation, bytes);
}

/// The hash of the content of the document that a record is of.
pub(crate) fn hash_of(record: &[u8]) -> Option<u128> {
    record
        .first_chunk::<HASH_BYTES>()
        .map(|&hash| u128::from_be_bytes(hash))
}

fn pack_sentences(observation: &Observation, bytes: &mut Vec<u8>) {
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

fn pack_mentions(observation: &Observation, bytes: &mut Vec<u8>) {
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
        push(bytes, (mention.rule as u32) << 2 | mention.status as u32);
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

fn pack_hints(observation: &Observation, bytes: &mut Vec<u8>) {
    if observation.hints.is_empty() {
        return;
    }
    push(bytes, HINTS_FOLLOW);
    for hint in &observation.hints {
        let start = observation.sentence_of(hint).span.start();
        for number in [hint.head, hint.tail, hint.relation.0] {
            push(bytes, number);
        }
        push(bytes, narrow(hint.trigger.start() - start));
        push(bytes, narrow(hint.trigger.len()));
        let mention = hint.source.and_then(|source| source.mention);
        let flags = hint.polarity as u32
            | u32::from(hint.former) << 3
            | u32::from(hint.source.is_some()) << 4
            | u32::from(mention.is_some()) << 5;
        push(bytes, flags);
        if let Some(source) = hint.source {
            push(bytes, narrow(source.span.start() - start));
            push(bytes, narrow(source.span.len()));
        }
        if let Some(mention) = mention {
            push(bytes, mention);
        }
    }
}

/// Unpacks a record into `observation`, in place of what was counted of another document. `None` where the bytes are damaged: whatever
/// they are, every index in the result is in bounds.
pub(crate) fn unpack(observation: &mut Observation, record: &[u8]) -> Option<()> {
    observation.sentences.clear();
    observation.mentions.clear();
    observation.candidates.clear();
    observation.hints.clear();
    observation.document.hash = hash_of(record)?;
    let mut reader = Reader::new(&record[HASH_BYTES..]);
    let (sentences, paragraphs) = (reader.next()?, reader.next()?);
    observation.windows = WindowCounts {
        sentences: u64::from(sentences),
        paragraphs: u64::from(paragraphs),
        documents: u64::from(sentences > 0),
    };
    observation.names = u64::from(reader.next()?);
    observation.names_known = u64::from(reader.next()?);
    if observation.names_known > observation.names {
        return None;
    }
    let kept = reader.next()?;
    unpack_sentences(observation, kept, &mut reader)?;
    unpack_mentions(observation, reader)
}

fn unpack_sentences(
    observation: &mut Observation,
    count: u32,
    reader: &mut Reader<'_>,
) -> Option<()> {
    let mut last = Position::default();
    let mut text_start = 0_u32;
    for _ in 0..count {
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
        let step = reader.next()?;
        if step == HINTS_FOLLOW {
            return unpack_hints(observation, reader);
        }
        sentence_index = sentence_index.checked_add(step)?;
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

fn unpack_hints(observation: &mut Observation, mut reader: Reader<'_>) -> Option<()> {
    while !reader.is_empty() {
        let (head, tail) = (reader.next()?, reader.next()?);
        let relation = RelationIndex(reader.next()?);
        let sentence = observation.mentions.get(head as usize)?.sentence;
        observation.mentions.get(tail as usize)?;
        let sentence = observation.sentences.get(sentence as usize)?.span;
        let span = |reader: &mut Reader<'_>| {
            let start = sentence.start().checked_add(reader.next()? as usize)?;
            let end = start.checked_add(reader.next()? as usize)?;
            (end <= sentence.end()).then(|| Span::new(start, end))
        };
        let trigger = span(&mut reader)?;
        let flags = reader.next()?;
        let source = if flags & 16 == 0 {
            None
        } else {
            let span = span(&mut reader)?;
            let mention = if flags & 32 == 0 {
                None
            } else {
                Some(reader.next()?)
            };
            if mention.is_some_and(|mention| observation.mentions.len() <= mention as usize) {
                return None;
            }
            Some(HintSource { span, mention })
        };
        observation.hints.push(HintRecord {
            relation,
            head,
            tail,
            trigger,
            polarity: *Polarity::ALL.get(flags as usize & 7)?,
            former: flags & 8 != 0,
            source,
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_statuses_are_numbered_by_their_place() {
        for (number, rule) in Rule::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, number);
        }
        for (number, status) in Status::ALL.into_iter().enumerate() {
            assert_eq!(status as usize, number);
        }
    }

    #[test]
    fn hints_come_back_with_their_words_and_sources() {
        let span = Span::new;
        let mention = |start: usize, entity| MentionRecord {
            sentence: 0,
            span: span(start, start + 4),
            status: Status::Accepted,
            rule: Rule::ALL[0],
            token: u32::try_from(start).unwrap(),
            target: Target::Entity(EntityIndex(entity)),
        };
        let hint = HintRecord {
            relation: RelationIndex(7),
            head: 1,
            tail: 0,
            trigger: span(15, 20),
            polarity: Polarity::Quoted,
            former: true,
            source: None,
        };
        let source = |mention| {
            Some(HintSource {
                span: span(30, 34),
                mention,
            })
        };
        let observation = Observation {
            sentences: vec![SentenceRecord {
                field: Field::Text,
                ordinal: 0,
                paragraph: 0,
                span: span(10, 40),
                chars_before: 10,
                text_start: 0,
            }],
            mentions: vec![mention(10, 3), mention(30, 5)],
            hints: vec![
                hint,
                HintRecord {
                    source: source(None),
                    ..hint
                },
                HintRecord {
                    source: source(Some(1)),
                    ..hint
                },
            ],
            ..Observation::default()
        };
        let mut bytes = Vec::new();
        pack(&observation, &mut bytes);
        let mut unpacked = Observation::default();
        assert_eq!(unpack(&mut unpacked, &bytes), Some(()));
        assert_eq!(unpacked, observation);
        assert_eq!(unpack(&mut unpacked, &bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn a_record_cut_short_is_damaged() {
        let mut bytes = Vec::new();
        let mut observation = Observation::default();
        observation.document.hash = 7;
        observation.windows.sentences = 300;
        observation.windows.documents = 1;
        observation.names = 2;
        pack(&observation, &mut bytes);
        let mut unpacked = Observation::default();
        assert_eq!(unpack(&mut unpacked, &bytes), Some(()));
        assert_eq!(unpacked, observation);
        for end in 0..bytes.len() {
            assert_eq!(unpack(&mut unpacked, &bytes[..end]), None);
        }
    }
}
