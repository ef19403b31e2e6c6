//! Every cause, and scores held against a slow count.

use std::collections::BTreeSet;

use crate::annotation::{AnnotationOptions, Annotator};
use crate::dictionary::{Dictionary, DictionaryFormat};
use crate::document::Document;
use crate::mention::{Ambiguity, MatchOptions};
use crate::text::Span;

use super::{Cause, Evaluator, GoldDocument, GoldMention, Mistake, Score};

const DICTIONARY: &str = r#"
[[entity]]
id = "acme"
name = "Acme"
type = "ORG"
aliases = ["Acme Holding", "Shared", { text = "Anvil", needs = ["smith"] }, { text = "Dropper", unless = ["liquid"] }]

[[entity]]
id = "beta"
name = "Beta Labs"
type = "ORG"
aliases = ["Shared", { text = "Betty", case = "exact" }]

[[entity]]
id = "cara"
name = "Cara Diaz"
type = "person"

[[entity]]
id = "holding"
name = "Holding Company"
type = "ORG"
"#;

fn annotator(ambiguity: Ambiguity) -> Annotator {
    let builder = Dictionary::builder().text(DICTIONARY, DictionaryFormat::Toml, "d.toml");
    let dictionary = builder.unwrap().build().unwrap();
    let matching = MatchOptions::default().with_ambiguity(ambiguity);
    let options = AnnotationOptions::default().with_matching(matching);
    Annotator::with_options(&dictionary, options).unwrap()
}

/// A text whose marks stand in brackets: `[Acme=acme|beta/ORG]`, ids and type only where given.
fn gold(marked: &str) -> GoldDocument {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut parts = marked.split('[');
    text.push_str(parts.next().unwrap());
    for part in parts {
        let (mark, rest) = part.split_once(']').unwrap();
        let (mark, kind) = mark.split_once('/').unwrap_or((mark, ""));
        let (surface, ids) = mark.split_once('=').unwrap_or((mark, ""));
        let span = Span::new(text.len(), text.len() + surface.len());
        let mention = GoldMention::new(span, kind);
        let ids = ids.split('|').filter(|id| !id.is_empty());
        mentions.push(ids.fold(mention, GoldMention::with_id));
        text.push_str(surface);
        text.push_str(rest);
    }
    GoldDocument::new(Document::new("d", text), mentions)
}

fn mistakes(marked: &str) -> Vec<Mistake> {
    let annotator = annotator(Ambiguity::Abstain);
    let mut evaluator = Evaluator::new(&annotator);
    let mut found = Vec::new();
    evaluator.evaluate(&gold(marked), |mistake| found.push(mistake.clone()));
    found
}

/// Each mistake in a line: cause, rule, surface, entities, the other name, the nearest alias.
fn told(marked: &str) -> Vec<String> {
    let line = |mistake: Mistake| {
        let rule = mistake.rule.map(|rule| rule.to_string());
        let entities = mistake.entities.join("|");
        let mut parts = vec![mistake.cause.to_string()];
        parts.extend(rule);
        parts.push(mistake.surface);
        parts.extend((!entities.is_empty()).then_some(entities));
        parts.extend(mistake.instead);
        parts.extend(mistake.nearest);
        parts.join(", ")
    };
    mistakes(marked).into_iter().map(line).collect()
}

#[test]
fn every_cause_is_told() {
    for (marked, wanted) in [
        ("[Nobody=nobody] left.", &["unknown_entity, Nobody"][..]),
        (
            "[Acme Holding Hall=other] rose.",
            &[
                "unknown_entity, Acme Holding Hall, acme, Acme Holding",
                "other_border, Acme Holding, acme, Acme Holding Hall",
            ],
        ),
        (
            "[Acme Holding Inc=other] rose.",
            &["other_entity, Acme Holding Inc, acme"],
        ),
        ("[Nobody] left.", &["unknown_name, Nobody"]),
        (
            "[Acme Hall=acme] rose.",
            &[
                "no_such_alias, Acme Hall, acme, Acme, Acme Holding",
                "other_border, Acme, acme, Acme Hall",
            ],
        ),
        ("[ACM=acme] rose.", &["no_such_alias, ACM, Acme"]),
        (
            "Then [Shared=beta] rose.",
            &["ambiguous, Shared, acme|beta"],
        ),
        ("Then [Shared] rose.", &["ambiguous, Shared, acme|beta"]),
        (
            "Then [Shared=cara] rose.",
            &["no_such_alias, Shared, acme|beta, Shared, Cara Diaz"],
        ),
        (
            "[Anvil=acme] rose.",
            &["refused, needs_missing, Anvil, acme"],
        ),
        (
            "[Dropper=acme], liquid.",
            &["refused, unless_present, Dropper, acme"],
        ),
        ("[Diaz=cara] left.", &["refused, no_full_name, Diaz, cara"]),
        (
            "Acme [Holding Company=holding] rose.",
            &[
                "overlapped, Holding Company, acme, Acme Holding",
                "other_border, Acme Holding, acme, Holding Company",
            ],
        ),
        (
            "[Acme=acme] Holding rose.",
            &[
                "overlapped, Acme, acme, Acme Holding",
                "other_border, Acme Holding, acme, Acme",
            ],
        ),
        ("[betty=beta] left.", &["other_case, betty"]),
        ("[betty] left.", &["other_case, betty"]),
        ("[Acme=acme]tic rose.", &["no_word_border, Acme"]),
        ("[Acme]tic rose.", &["no_word_border, Acme"]),
        ("Acme rose.", &["no_gold, Acme, acme"]),
        ("[Acme=beta] rose.", &["other_entity, Acme, acme"]),
        ("[Acme/person] rose.", &["other_type, Acme, acme"]),
        // Right, or not to be told.
        ("[Acme=acme] rose.", &[]),
        ("[Acme Ltd.=acme] rose.", &[]),
        ("[Acme=acme|beta] rose.", &[]),
        ("[Acme/org] rose.", &[]),
        ("[Acme/plant] rose.", &[]),
        ("[Acme] rose.", &[]),
        ("Nothing.", &[]),
    ] {
        assert_eq!(told(marked), wanted, "{marked}");
    }
}

#[test]
fn places_are_told_in_code_points() {
    let mistake = &mistakes("Zürich 芯: [Acmé=acme] rose.")[0];
    assert_eq!((mistake.start, mistake.end), (10, 14));
    assert_eq!(mistake.context, "Zürich 芯: Acmé rose.");
    assert_eq!(&mistake.context[mistake.place.clone()], "Acmé");
}

#[test]
fn marks_of_one_place_are_alternatives() {
    let mut document = gold("[Acme=beta/ORG] rose.");
    let twin = GoldMention::new(document.mentions[0].span, "person").with_id("acme");
    document.mentions.push(twin);
    let annotator = annotator(Ambiguity::Abstain);
    let mut evaluator = Evaluator::new(&annotator);
    evaluator.evaluate(&document, |mistake| panic!("{mistake:?}"));
    let evaluation = evaluator.finish();
    assert_eq!(evaluation.marks, 2);
    assert_eq!(evaluation.scores.span_entity, Some(Score::new(1, 1, 1)));
    assert_eq!(evaluation.scores.document_entity, Some(Score::new(1, 1, 2)));
}

#[test]
fn places_without_an_id_are_left_out_of_entities() {
    let annotator = annotator(Ambiguity::Abstain);
    let mut evaluator = Evaluator::new(&annotator);
    let document = gold("[Acme] met [Cara Diaz=cara]. [Gamma] slept. Beta Labs rose.");
    evaluator.evaluate(&document, |_| ());
    let evaluation = evaluator.finish();
    let scores = evaluation.scores;
    assert_eq!(scores.span, Score::new(2, 3, 3));
    assert_eq!(scores.span_entity, Some(Score::new(1, 2, 1)));
    assert_eq!(scores.document_entity, Some(Score::new(1, 2, 1)));
    assert_eq!((evaluation.left_out, evaluation.marks_without_id), (1, 2));
    assert_eq!(scores.right_spans_linked, Some(1.0));
}

#[test]
fn the_dictionary_may_leave_out_the_database() {
    let annotator = annotator(Ambiguity::Abstain);
    for (database_ids, right) in [(true, 1), (false, 0)] {
        let mut document = gold("[Acme=firms:acme] rose.");
        document.database_ids = database_ids;
        let mut evaluator = Evaluator::new(&annotator);
        evaluator.evaluate(&document, |_| ());
        let score = evaluator.finish().scores.span_entity.unwrap();
        assert_eq!(score.right, right);
    }
}

/// The scores by sets over all documents, as one would count by hand.
#[test]
#[allow(clippy::float_cmp, reason = "the same divisions")]
fn sums_are_those_of_all_documents_at_once() {
    let words = [
        "Acme",
        "Shared",
        "Cara Diaz",
        "Beta Labs",
        "Acme Holding",
        "Gamma",
    ];
    let ids = ["=acme", "=beta", "=acme|beta", "", "=cara", "=nobody"];
    let documents: Vec<GoldDocument> = (0..60_usize)
        .map(|n| {
            let sentence = |at: usize| {
                let word = words[(n * 7 + at * 5) % words.len()];
                match (n + at * at) % 3 {
                    0 => format!("{word} rose."),
                    1 => format!("[{word}{}] rose.", ids[(n * 5 + at) % ids.len()]),
                    _ => format!("[{word}{} x] rose.", ids[(n + at) % ids.len()]),
                }
            };
            let sentences: Vec<String> = (0..5).map(sentence).collect();
            let mut document = gold(&sentences.join(" "));
            document.document.id = n.to_string();
            document
        })
        .collect();
    for policy in [Ambiguity::Abstain, Ambiguity::First, Ambiguity::All] {
        let annotator = annotator(policy);
        let mut evaluator = Evaluator::new(&annotator);
        let mut missed = 0;
        let (mut gold_spans, mut found) = (BTreeSet::new(), BTreeSet::new());
        let (mut gold_entities, mut nil) = (BTreeSet::new(), BTreeSet::new());
        for gold in &documents {
            evaluator.evaluate(gold, |mistake| {
                missed += u64::from(mistake.side == super::Side::Missed);
            });
            let id = gold.document.id.as_str();
            for mention in &gold.mentions {
                gold_spans.insert((id, mention.span));
                for entity in &mention.ids {
                    gold_entities.insert((id, mention.span, entity.clone()));
                }
                if mention.ids.is_empty() {
                    nil.insert((id, mention.span));
                }
            }
            let annotation = annotator.annotate(&gold.document);
            for mention in annotation
                .mentions()
                .filter(|mention| mention.is_accepted())
            {
                let entity = mention.entity().unwrap().id().to_owned();
                found.insert((id, mention.span(), entity));
            }
        }
        let evaluation = evaluator.finish();
        let found_spans: BTreeSet<_> = found.iter().map(|(id, span, _)| (*id, *span)).collect();
        let right = found_spans.intersection(&gold_spans).count() as u64;
        let span = Score::new(right, found_spans.len() as u64, gold_spans.len() as u64);
        assert_eq!(evaluation.scores.span, span);
        assert_eq!(missed, span.gold - span.right);

        let counted: BTreeSet<_> = found
            .iter()
            .filter(|(id, span, _)| !nil.contains(&(*id, *span)))
            .cloned()
            .collect();
        let right: BTreeSet<_> = counted.intersection(&gold_entities).collect();
        let score = evaluation.scores.span_entity.unwrap();
        #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
        let precision = right.len() as f64 / counted.len() as f64;
        assert_eq!(score.precision, precision);
        let places: BTreeSet<_> = right.iter().map(|(id, span, _)| (*id, *span)).collect();
        assert_eq!(score.right, places.len() as u64);

        let by_document = |all: &BTreeSet<(&str, Span, String)>| -> BTreeSet<(String, String)> {
            let pair = |(id, _, entity): &(&str, Span, String)| ((*id).to_owned(), entity.clone());
            all.iter().map(pair).collect()
        };
        let (gold, found) = (by_document(&gold_entities), by_document(&counted));
        let right = gold.intersection(&found).count() as u64;
        let wanted = Score::new(right, found.len() as u64, gold.len() as u64);
        assert_eq!(evaluation.scores.document_entity, Some(wanted));
        let total: u64 = evaluation.causes.iter().map(|group| group.count).sum();
        assert!(total > 50);
        let shown = |group: &super::CauseGroup| group.surfaces.iter().map(|s| s.count).sum::<u64>();
        assert!(
            evaluation
                .causes
                .iter()
                .all(|group| shown(group) == group.count)
        );
        assert!(
            evaluation
                .causes
                .iter()
                .any(|group| group.cause == Cause::NoGold)
        );
    }
}
