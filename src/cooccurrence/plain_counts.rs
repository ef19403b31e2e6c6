//! For tests: counts against plain loops over windows made up at random, and packed documents against what was packed.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::dictionary::EntityIndex;
use crate::document::{Date, Field};
use crate::mention::{Rule, Status};
use crate::text::Span;

/// Entities linked to one span: several under `Ambiguity::All`. Refused ones are never counted.
type Spot = (BTreeSet<u32>, bool);

/// A sentence with its names; whether it begins a paragraph, whether it stands in the title.
type Sentence = (Vec<Spot>, bool, bool);

/// Few entities, so that many pairs come again.
const ENTITIES: u32 = 9;

fn sentences() -> impl Strategy<Value = Vec<Sentence>> {
    let spot = (
        prop_oneof![
            4 => btree_set(0..ENTITIES, 1),
            1 => btree_set(0..ENTITIES, 1..4),
        ],
        prop::bool::weighted(0.9),
    );
    vec((vec(spot, 0..6), any::<bool>(), any::<bool>()), 0..6)
}

fn date() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((1_u8..13).prop_map(|month| Date::from_ym(2024, month).unwrap()))
}

fn document() -> impl Strategy<Value = Observation> {
    (
        sentences(),
        date(),
        "[a-zé ]{0,6}",
        prop::option::of(".{0,4}"),
    )
        .prop_map(|(sentences, date, id, label)| {
            let mut observation = observed(&sentences);
            let document = &mut observation.document;
            document.id = id;
            document.hash = u128::from(observation.windows.sentences) << 90 | 7;
            document.date = date;
            document.title.clone_from(&label);
            document.source = label.as_ref().map(|label| label.repeat(2));
            document.lang = label.filter(|label| label.len() > 2);
            document.origin = format!("{}.txt", document.id);
            observation
        })
}

/// What an annotator could have said: names of two letters, with an é between them.
fn observed(sentences: &[Sentence]) -> Observation {
    let mut observation = Observation::default();
    let (mut field, mut field_start, mut chars_before, mut token) = (Field::Title, 0, 0, 0);
    let mut paragraphs = 0;
    for (ordinal, (spots, new_paragraph, in_title)) in (0..).zip(sentences) {
        let entering = field == Field::Title && !in_title;
        if entering {
            (field, field_start, chars_before, token) = (Field::Text, 0, 0, 0);
        }
        if ordinal == 0 || entering || *new_paragraph {
            paragraphs += 1;
        }
        if spots.is_empty() {
            continue;
        }
        let mut text = String::new();
        let index = u32::try_from(observation.sentences.len()).unwrap();
        for (entities, accepted) in spots {
            let span = Span::new(field_start + text.len(), field_start + text.len() + 2);
            text.push_str("Abé");
            let mut mention = MentionRecord {
                sentence: index,
                span,
                status: if *accepted {
                    Status::Accepted
                } else {
                    Status::Ambiguous
                },
                rule: Rule::SharedAlias,
                token,
                target: Target::Candidates {
                    start: u32::try_from(observation.candidates.len()).unwrap(),
                    count: u32::try_from(entities.len()).unwrap(),
                },
            };
            token += 1;
            if *accepted {
                for &entity in entities {
                    mention.target = Target::Entity(EntityIndex(entity));
                    observation.mentions.push(mention);
                }
            } else {
                let candidates = entities.iter().copied().map(EntityIndex);
                observation.candidates.extend(candidates);
                observation.mentions.push(mention);
            }
        }
        observation.sentences.push(SentenceRecord {
            field,
            ordinal,
            paragraph: paragraphs - 1,
            span: Span::new(field_start, field_start + text.len()),
            chars_before,
            text_start: u32::try_from(observation.text.len()).unwrap(),
        });
        field_start += text.len() + 1;
        chars_before += u32::try_from(text.chars().count()).unwrap() + 1;
        observation.text += &text;
    }
    observation.windows = WindowCounts {
        sentences: sentences.len() as u64,
        paragraphs: u64::from(paragraphs),
        documents: u64::from(!sentences.is_empty()),
    };
    observation.names = observation.mentions.len() as u64;
    observation.names_known = observation.names / 2;
    observation
}

/// Counts window by window and pair by pair.
fn plainly_counted(documents: &[Observation]) -> Counted {
    let mut totals = WindowCounts::default();
    let mut entities: BTreeMap<EntityIndex, EntityTally> = BTreeMap::new();
    let mut pairs: BTreeMap<(EntityIndex, EntityIndex), PairTally> = BTreeMap::new();
    let mut document_sizes = Vec::new();
    for document in documents {
        let named: BTreeSet<_> = document.accepted().map(|(_, entity)| entity).collect();
        if !named.is_empty() {
            document_sizes.resize(document_sizes.len().max(named.len() + 1), 0);
            document_sizes[named.len()] += 1;
        }
        totals += document.windows;
        let date = document.document.date;
        let first = |seen: Option<Date>| seen.into_iter().chain(date).min();
        for (_, entity) in document.accepted() {
            let tally = entities.entry(entity).or_insert(EntityTally {
                entity,
                mentions: 0,
                windows: WindowCounts::default(),
                first_seen: None,
                last_seen: None,
            });
            tally.mentions += 1;
            tally.first_seen = first(tally.first_seen);
            tally.last_seen = tally.last_seen.max(date);
        }
        for window in Window::ALL {
            let mut windows: BTreeMap<u32, BTreeMap<EntityIndex, BTreeSet<_>>> = BTreeMap::new();
            for (mention, entity) in document.accepted() {
                let place = (mention.sentence, mention.span.start());
                let members = windows
                    .entry(document.window_of(mention.sentence, window))
                    .or_default();
                members.entry(entity).or_default().insert(place);
            }
            for members in windows.values() {
                for (&a, places) in members {
                    let tally = entities.get_mut(&a).unwrap();
                    tally.windows.add(window, 1);
                    for (&b, others) in members.range(EntityIndex(a.0 + 1)..) {
                        // One place that could be either is no meeting.
                        if places.len() == 1 && places == others {
                            continue;
                        }
                        let pair = pairs.entry((a, b)).or_insert(PairTally {
                            a,
                            b,
                            windows: WindowCounts::default(),
                            points: 0,
                            first_seen: None,
                            last_seen: None,
                        });
                        pair.windows.add(window, 1);
                        pair.first_seen = first(pair.first_seen);
                        pair.last_seen = pair.last_seen.max(date);
                    }
                }
            }
        }
    }
    for pair in pairs.values_mut() {
        let parts = documents
            .iter()
            .flat_map(|document| document.contributions(pair.a, pair.b));
        pair.points = parts.map(|part| part.points).sum();
    }
    Counted {
        totals,
        document_sizes,
        entities: entities.into_values().collect(),
        pairs: pairs.into_values().collect(),
        of_representatives: None,
        hints: Vec::new(),
    }
}

fn counts_of<'o>(documents: impl IntoIterator<Item = &'o Observation>) -> Counts {
    let mut counts = Counts::default();
    documents.into_iter().for_each(|one| counts.add(one));
    counts
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn counts_are_those_of_plain_loops(documents in vec(document(), 0..24)) {
        let wanted = plainly_counted(&documents);
        let counts = counts_of(&documents);
        prop_assert_eq!(&counts.counted(), &wanted, "a look at the counts");
        prop_assert_eq!(counts.into_counted(), wanted);
    }

    #[test]
    fn parts_can_be_put_together_in_any_order(
        documents in vec((document(), 0..4_usize), 0..24),
        order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        looked_at in any::<bool>(),
    ) {
        let mut all = Counts::default();
        for part in order {
            let documents = documents.iter().filter(|(_, of)| *of == part);
            let counts = counts_of(documents.map(|(document, _)| document));
            if looked_at {
                counts.counted();
            }
            all.merge(counts);
        }
        let documents: Vec<_> = documents.into_iter().map(|(document, _)| document).collect();
        prop_assert_eq!(all.into_counted(), plainly_counted(&documents));
    }

    #[test]
    fn what_counts_again_can_be_taken_away(
        documents in vec(document(), 1..16),
        again in vec(any::<Index>(), 0..12),
    ) {
        let surplus: Vec<_> = again.iter().map(|one| one.get(&documents)).collect();
        let mut counts = counts_of(documents.iter().chain(surplus.iter().copied()));
        counts.subtract(counts_of(surplus));
        prop_assert_eq!(counts.into_counted(), plainly_counted(&documents));
    }

    #[test]
    fn what_was_packed_is_unpacked(documents in vec(document(), 0..12), order in vec(any::<Index>(), 0..12)) {
        let mut packed = PackedDocuments::default();
        for document in &documents {
            packed.push(document);
        }
        prop_assert_eq!(packed.iter().len(), documents.len());
        let mut unpacked = Observation::default();
        for (packed, document) in packed.iter().zip(&documents) {
            prop_assert_eq!(packed.id(), &document.document.id);
            prop_assert_eq!(packed.hash(), document.document.hash);
            packed.unpack(&mut unpacked);
            prop_assert_eq!(&unpacked, document);
        }
        // In any order, over whatever the observation holds.
        for number in order.iter().filter(|_| !documents.is_empty()).map(|at| at.index(documents.len())) {
            packed.iter().nth(number).unwrap().unpack(&mut unpacked);
            prop_assert_eq!(&unpacked, &documents[number]);
        }
    }
}
