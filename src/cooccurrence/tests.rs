//! Holds what is kept in parts, in any order and by several threads, against what is kept whole.

use std::fmt::Write;
use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::dictionary::{Dictionary, Entity, EntityIndex};
use crate::document::Field;
use crate::error::Error;
use crate::mention::{Rule, Status};
use crate::text::Span;

const ENTITIES: u32 = 5;

/// For each sentence the entities named in it; two in one place stand on one span.
pub(super) type Sentences = Vec<Vec<(u32, u32)>>;

/// A document whose sentences have ten letters, two to a paragraph.
pub(super) fn observation(id: u32, version: u128, sentences: &Sentences) -> Observation {
    let document = DocumentRecord {
        id: format!("{id:03}"),
        hash: version,
        date: (!id.is_multiple_of(3)).then(|| format!("20{:02}", 10 + id).parse().unwrap()),
        source: (!id.is_multiple_of(4)).then(|| format!("source {}", id % 4)),
        origin: format!("line {id} of version {version}"),
        ..DocumentRecord::default()
    };
    let mut observation = Observation {
        document,
        windows: WindowCounts {
            sentences: sentences.len() as u64,
            paragraphs: sentences.len().div_ceil(2) as u64,
            documents: 1,
        },
        names: u64::from(id) + 1,
        names_known: 1,
        ..Observation::default()
    };
    for (number, mentions) in (0..).zip(sentences) {
        let start = number as usize * 10;
        observation.sentences.push(SentenceRecord {
            field: Field::Text,
            ordinal: number,
            paragraph: number / 2,
            span: Span::new(start, start + 10),
            chars_before: number * 10,
            text_start: number * 10,
        });
        // Some come again, in the same document and in others.
        let words = (id + number) % 7;
        write!(observation.text, "abcd{words} fghi").unwrap();
        let mut mentions = mentions.clone();
        mentions.sort_unstable();
        mentions.dedup();
        for (place, entity) in mentions {
            let start = start + place as usize;
            observation.mentions.push(MentionRecord {
                sentence: number,
                span: Span::new(start, start + 1),
                status: Status::Accepted,
                rule: Rule::ALL[0],
                token: number * 10 + place,
                target: Target::Entity(EntityIndex(entity)),
            });
        }
    }
    observation
}

fn dictionary() -> Dictionary {
    let entities = (0..ENTITIES).map(|number| Entity::new(format!("e{number}"), "name"));
    let builder = entities.fold(Dictionary::builder(), |builder, entity| {
        builder.entity(&entity)
    });
    builder.build().unwrap()
}

fn texts() -> impl Strategy<Value = Vec<Sentences>> {
    let mention = (0..4_u32, 0..ENTITIES);
    let sentence = prop::collection::vec(mention, 0..4);
    prop::collection::vec(prop::collection::vec(sentence, 1..4), 1..40)
}

/// Everything that can be asked.
fn answers(observed: &Observed, window: Window, limit: usize) -> (Counted, Vec<Vec<Evidence>>) {
    let dictionary = dictionary();
    let tallies = MemoryTallies::new(&dictionary, observed.clone());
    let pairs: Vec<_> = (0..ENTITIES)
        .flat_map(|a| (a + 1..ENTITIES).map(move |b| (EntityIndex(a), EntityIndex(b))))
        .collect();
    let evidence = tallies.evidence(&pairs, window, limit).unwrap();
    (tallies.counted().clone(), evidence)
}

proptest! {
    #[test]
    fn the_best_evidence_is_kept_in_any_order_on_any_threads(
        texts in texts(),
        order in any::<prop::sample::Index>(),
        backwards in any::<bool>(),
        kind in 0..3_usize,
        limit in 0..4_usize,
        threads in 1..4_usize,
    ) {
        let window = Window::ALL[kind];
        let mut documents: Vec<_> = (0..)
            .zip(&texts)
            .map(|(id, text)| Observation {
                // Some nearly repeat others.
                signature: Signature::new(0, || unreachable!(), || Some(u64::from(id % 9))),
                ..observation(id, 1, text)
            })
            .collect();
        let mut all = Observed::default();
        for document in &documents {
            all.observe(document);
        }
        if backwards {
            documents.reverse();
        }
        let start = order.index(documents.len());
        documents.rotate_left(start);
        let mut parts = vec![Observed::with_evidence(window, limit); threads];
        let mut entries = RegisterEntries::default();
        for (at, document) in documents.iter().enumerate() {
            parts[at % threads].observe(document);
            entries.push_signed(document);
        }
        let mut capped = Observed::with_evidence(window, limit);
        for part in parts {
            capped.merge(part);
        }
        let mut register = Register::new(Cursor::new(Vec::new()), "memory");
        register.add(&entries).unwrap();
        register.settle(&mut capped, |_| ()).unwrap();
        prop_assert_eq!(answers(&capped, window, limit), answers(&all, window, limit));
    }

    #[test]
    fn repeats_count_once(texts in texts(), twice in prop::collection::vec(0..40_usize, 0..20)) {
        let documents: Vec<_> = (0..)
            .zip(&texts)
            .map(|(id, text)| observation(id, 1, text))
            .collect();
        let mut once = Observed::with_evidence(Window::Sentence, 2);
        for document in &documents {
            once.observe(document);
        }
        let mut parts = vec![Observed::with_evidence(Window::Sentence, 2); 2];
        let mut entries = RegisterEntries::default();
        let again = twice.iter().filter_map(|&at| documents.get(at));
        for (at, document) in documents.iter().chain(again.clone()).enumerate() {
            parts[at % 2].observe(document);
            entries.push(document);
        }
        let mut observed = parts.pop().unwrap();
        observed.merge(parts.pop().unwrap());
        let mut register = Register::new(Cursor::new(Vec::new()), "memory");
        register.add(&entries).unwrap();
        let mut names = 0;
        let repeats = register.settle(&mut observed, |repeat| names += repeat.names).unwrap();
        prop_assert_eq!(repeats, again.clone().count() as u64);
        prop_assert_eq!(names, again.map(|document| document.names).sum::<u64>());
        let (counted, evidence) = answers(&observed, Window::Sentence, 2);
        let (of_once, evidence_of_once) = answers(&once, Window::Sentence, 2);
        prop_assert_eq!(evidence, evidence_of_once);
        prop_assert_eq!(counted, of_once);
    }
}

#[test]
fn an_id_with_other_content_is_an_error_that_names_both_places() {
    let text = vec![vec![(0, 0), (2, 1)]];
    let versions = [(7, 1), (3, 1), (9, 1), (3, 1), (9, 2), (3, 2)];
    let mut observed = Observed::with_evidence(Window::Sentence, 1);
    let mut register = Register::new(Cursor::new(Vec::new()), "memory");
    for (id, version) in versions {
        let document = observation(id, version, &text);
        observed.observe(&document);
        let mut entries = RegisterEntries::default();
        entries.push(&document);
        register.add(&entries).unwrap();
    }
    let error = register.settle(&mut observed, |_| ()).unwrap_err();
    let Error::DuplicateDocument { id, first, second } = error else {
        panic!("{error}");
    };
    // The first of the two in the order they came.
    assert_eq!(id, "009");
    assert_eq!(first, "line 9 of version 1");
    assert_eq!(second, "line 9 of version 2");
}

#[test]
fn evidence_of_another_window_is_refused() {
    let dictionary = dictionary();
    let observed = Observed::with_evidence(Window::Sentence, 1);
    let tallies = MemoryTallies::new(&dictionary, observed);
    let pair = [(EntityIndex(0), EntityIndex(1))];
    assert!(tallies.evidence(&pair, Window::Sentence, 1).is_ok());
    assert!(tallies.evidence(&pair, Window::Document, 0).is_ok());
    let refused = tallies.evidence(&pair, Window::Document, 1).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "evidence was kept of each sentence, not of each document"
    );
}
