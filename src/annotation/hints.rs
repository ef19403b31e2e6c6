//! Applies rules to the sentences of a document that is observed.

use crate::cooccurrence::{MentionRecord, Observation};
use crate::dictionary::Dictionary;
use crate::mention::Status;
use crate::relation::{HintRecord, HintSource, RelationRules, RuleScratch, SentenceMention};
use crate::text::Span;

/// Buffers of one thread.
#[derive(Debug, Default)]
pub(super) struct HintScratch {
    rules: RuleScratch,
    /// The places of the mentions of a sentence among all.
    places: Vec<u32>,
}

/// Notes what the sentences say. Only those with two accepted mentions or more are looked at.
pub(super) fn note(
    rules: &RelationRules,
    dictionary: &Dictionary,
    observation: &mut Observation,
    scratch: &mut HintScratch,
) {
    let mut hints = std::mem::take(&mut observation.hints);
    let mut first = 0;
    let same = |one: &MentionRecord, other: &MentionRecord| one.sentence == other.sentence;
    for chunk in observation.mentions.chunk_by(same) {
        let accepted = chunk
            .iter()
            .filter(|mention| mention.status == Status::Accepted);
        if chunk.len() > 1 && accepted.count() > 1 {
            note_sentence(
                rules,
                dictionary,
                observation,
                (first, chunk),
                scratch,
                &mut hints,
            );
        }
        first += chunk.len();
    }
    observation.hints = hints;
}

fn note_sentence(
    rules: &RelationRules,
    dictionary: &Dictionary,
    observation: &Observation,
    (first, chunk): (usize, &[MentionRecord]),
    scratch: &mut HintScratch,
    hints: &mut Vec<HintRecord>,
) {
    let sentence = &observation.sentences[chunk[0].sentence as usize];
    let start = sentence.span.start();
    let inside = |span: Span| Span::new(span.start() - start, span.end() - start);
    let outside = |span: Span| Span::new(span.start() + start, span.end() + start);
    let HintScratch {
        rules: buffers,
        places,
    } = scratch;
    places.clear();
    let mut end = 0;
    let mut mentions = Vec::with_capacity(chunk.len());
    for (place, mention) in (first..).zip(chunk) {
        let number = u32::try_from(place).expect("documents are limited to 256 MB");
        let entity = observation.entity_of(number);
        // Where several entities are linked to one span, the first stands for it.
        if let (Status::Accepted, Some(entity)) = (mention.status, entity)
            && end <= mention.span.start()
        {
            end = mention.span.end();
            places.push(number);
            mentions.push(SentenceMention {
                span: inside(mention.span),
                entity,
                entity_type: dictionary.entity(entity).entity_type(),
            });
        }
    }
    if mentions.len() < 2 {
        return;
    }
    let found = rules.hints(observation.sentence_text(sentence), &mentions, buffers);
    hints.extend(found.iter().map(|hint| HintRecord {
        relation: hint.relation,
        head: places[hint.head],
        tail: places[hint.tail],
        trigger: outside(hint.trigger),
        polarity: hint.polarity,
        former: hint.former,
        source: hint.source.map(|source| HintSource {
            span: outside(source.span),
            mention: source.mention.map(|mention| places[mention as usize]),
        }),
    }));
}
