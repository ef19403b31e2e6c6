//! Windows of tokens: what is counted is what the oracle counts, and what is explained adds up to it.

use std::collections::BTreeMap;

use comention::annotation::Annotator;
use comention::association::DistanceWeighting;
use comention::cooccurrence::{Cooccurrences, Distances, Selection, Tallies, Window};
use comention::dictionary::{Case, Dictionary, Entity};
use comention::document::Document;
use comention::graph::{EntityGraph, TokenWindow};
use comention::{Error, Measure};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::corpus::{counted, observations, text_formats};
use crate::oracle;
use crate::properties::{ambiguity, config, corpus, forms, options};
use crate::selection::{STORY, counted_as, dictionary, period};

/// Wider than any text of a test.
const ANY: u32 = 10_000;

fn weighting() -> impl Strategy<Value = DistanceWeighting> {
    select(vec![
        DistanceWeighting::Binary,
        DistanceWeighting::Linear,
        DistanceWeighting::Inverse,
        DistanceWeighting::Shrinking,
        DistanceWeighting::Exponential { rate: 0.3 },
    ])
}

/// Distances in the words of the oracle.
fn in_words(tallies: &impl Tallies, distances: &Distances) -> oracle::Distances {
    let id = |entity| tallies.entity(entity).id().to_owned();
    let all = distances.iter();
    all.map(|tally| {
        let distance = usize::try_from(tally.distance).unwrap();
        ((id(tally.a), id(tally.b), distance), tally.count)
    })
    .collect()
}

fn numbers<'v>(claim: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    let children = claim["children"].as_array().unwrap().iter();
    children.filter(move |child| child["rule"] == name)
}

fn whole(claim: &Value, name: &str) -> u64 {
    claim["numbers"][name].as_u64().unwrap()
}

fn real(claim: &Value, name: &str) -> f64 {
    claim["numbers"][name].as_f64().unwrap()
}

/// How many pairs there are at each distance under a claim.
type Histogram = BTreeMap<u64, u64>;

/// Distances add up to the score, to the last bit. Mentions add up to their document, documents to the distances.
fn assert_explained(
    tallies: &impl Tallies,
    tokens: TokenWindow,
    limit: usize,
) -> Result<(), TestCaseError> {
    let graph = EntityGraph::builder()
        .token_window(tokens)
        .evidence(limit)
        .build(tallies)
        .unwrap();
    for edge in graph.edges() {
        let (a, b) = (edge.a().id().as_str(), edge.b().id().as_str());
        // Named in either order.
        let tree = serde_json::to_value(graph.explain(b, a, tallies).unwrap()).unwrap();
        prop_assert_eq!(real(&tree, "score").to_bits(), edge.score().to_bits());
        let opened = &tree["children"][0]["children"][0];
        prop_assert_eq!(&opened["rule"], "mention_pairs");
        prop_assert_eq!(whole(opened, "pairs"), edge.count());

        let mut histogram = Histogram::new();
        let mut sum = 0.0;
        for distance in numbers(opened, "distance") {
            histogram.insert(whole(distance, "distance"), whole(distance, "pairs"));
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let weight = whole(distance, "pairs") as f64 * real(distance, "weight_each");
            prop_assert_eq!(weight.to_bits(), real(distance, "weight").to_bits());
            sum += weight;
        }
        prop_assert_eq!(sum.to_bits(), edge.score().to_bits());
        prop_assert_eq!(histogram.values().sum::<u64>(), edge.count());

        let mut seen = Histogram::new();
        let mut left = 0;
        let mut in_documents = 0;
        for document in numbers(opened, "document_mention_pairs") {
            in_documents += whole(document, "pairs");
            let mut here = 0;
            for pair in numbers(document, "mention_pair") {
                here += 1;
                *seen.entry(whole(pair, "distance")).or_default() += 1;
                let spans = &pair["spans"][0];
                let count = |end: &str| {
                    let passages = spans["passages"].as_array();
                    let passages = passages.map_or(std::slice::from_ref(spans), Vec::as_slice);
                    let marks = passages
                        .iter()
                        .map(|one| one[end].as_array().unwrap().len());
                    marks.sum::<usize>()
                };
                prop_assert_eq!((count("a"), count("b")), (1, 1), "{}", pair);
            }
            for others in numbers(document, "other_mention_pairs") {
                here += whole(others, "pairs");
                left += whole(others, "pairs");
            }
            prop_assert_eq!(here, whole(document, "pairs"));
        }
        for others in numbers(opened, "other_mention_pairs") {
            in_documents += whole(others, "pairs");
            left += whole(others, "pairs");
        }
        prop_assert_eq!(in_documents, edge.count());
        if limit == usize::MAX {
            prop_assert_eq!(&seen, &histogram);
        }
        prop_assert_eq!(seen.values().sum::<u64>() + left, edge.count());

        let independent = numbers(&tree, "independent").next().unwrap();
        prop_assert_eq!(whole(independent, "pairs"), edge.independent_count());
    }
    Ok(())
}

/// Evidence is one paragraph each in which the two are near, and shows both.
fn assert_evidence(tallies: &impl Tallies, width: u32) -> Result<(), TestCaseError> {
    let pairs: Vec<_> = tallies
        .pairs()
        .iter()
        .map(|pair| (pair.a, pair.b))
        .collect();
    let evidence = tallies.evidence_within(&pairs, width, usize::MAX).unwrap();
    for (&(a, b), evidence) in pairs.iter().zip(&evidence) {
        let near = tallies.mention_pairs(a, b, width, 0).unwrap();
        let paragraphs: u64 = near.iter().map(|document| document.paragraphs).sum();
        prop_assert_eq!(evidence.len() as u64, paragraphs);
        for piece in evidence {
            prop_assert!(piece.passages.iter().any(|passage| !passage.a.is_empty()));
            prop_assert!(piece.passages.iter().any(|passage| !passage.b.is_empty()));
        }
    }
    // However far apart, these are all paragraphs.
    let wide = tallies.evidence_within(&pairs, ANY, usize::MAX).unwrap();
    let paragraphs = tallies
        .evidence(&pairs, Window::Paragraph, usize::MAX)
        .unwrap();
    let lengths = |all: &[Vec<_>]| all.iter().map(Vec::len).collect::<Vec<_>>();
    prop_assert_eq!(lengths(&wide), lengths(&paragraphs));
    Ok(())
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn distances_are_the_oracles(
        (entities, mut documents) in corpus(5),
        parents in vec(prop::option::weighted(0.7, 0..4_usize), 5),
        period in period(),
        roll_up in prop::option::of(select(vec!["parent", "odd", "even"])),
        ambiguity in ambiguity(),
        width in 1..12_u32,
        weighting in weighting(),
        repeated in prop::bool::weighted(0.2),
    ) {
        if repeated {
            for document in &mut documents {
                document.text += STORY;
            }
        }
        let dictionary = dictionary(&entities, &parents);
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        let mut observed = observations(&annotator, &documents);
        let mut selection = Selection::default().period(period);
        if let Some(roll_up) = roll_up {
            selection = selection.roll_up(roll_up.parse().unwrap());
        }
        let memory = counted(&dictionary, &observed);
        let tallies = memory.tallies_with(&selection).unwrap();
        documents.retain(|document| period.contains(document.date));
        let wanted = oracle::distances(&forms(&entities)[..], Case::Ignore, ambiguity, &documents, |id| {
            match &selection.roll_up {
                None => id.to_owned(),
                Some(roll_up) => counted_as(id, &dictionary, roll_up),
            }
        });
        let near = wanted.iter().filter(|((.., words), _)| *words <= width as usize);
        let near: oracle::Distances = near.map(|(key, count)| (key.clone(), *count)).collect();
        let distances = tallies.distances(width).unwrap();
        prop_assert_eq!(in_words(&tallies, &distances), near);
        prop_assert_eq!(in_words(&tallies, &tallies.distances(ANY).unwrap()), wanted);

        // In any order.
        observed.reverse();
        let reversed = counted(&dictionary, &observed);
        let reversed = reversed.tallies_with(&selection).unwrap();
        prop_assert_eq!(&reversed.distances(width).unwrap(), &distances);

        let tokens = TokenWindow::new(width).weighting(weighting);
        for limit in [2, usize::MAX] {
            assert_explained(&tallies, tokens, limit)?;
        }
        assert_evidence(&tallies, width)?;
        let graph = |measure| EntityGraph::builder().token_window(tokens).measure(measure).build(&tallies).unwrap();
        for edge in graph(Measure::Count).edges() {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let count = edge.count() as f64;
            prop_assert!(edge.score().total_cmp(&count).is_eq());
        }
        let again = EntityGraph::builder().token_window(tokens).build(&reversed).unwrap();
        prop_assert_eq!(text_formats(&graph(Measure::Weighted)), text_formats(&again));
    }
}

#[cfg(feature = "ledger")]
mod ledger {
    use tempfile::TempDir;

    use super::*;

    proptest! {
        #![proptest_config(config(30))]

        #[test]
        fn a_ledger_counts_as_memory_does(
            (entities, documents) in corpus(5),
            parents in vec(prop::option::weighted(0.7, 0..4_usize), 5),
            period in period(),
            roll_up in prop::option::of(select(vec!["parent", "odd"])),
            width in 1..12_u32,
        ) {
            let dictionary = dictionary(&entities, &parents);
            let annotator = Annotator::new(&dictionary).unwrap();
            let observed = observations(&annotator, &documents);
            let mut selection = Selection::default().period(period);
            if let Some(roll_up) = roll_up {
                selection = selection.roll_up(roll_up.parse().unwrap());
            }
            let folder = TempDir::new().unwrap();
            let ledger = crate::corpus::ledger(&folder, &dictionary, &observed);
            let stored = ledger.tallies_with(&selection).unwrap();
            let memory = counted(&dictionary, &observed);
            let selected = memory.tallies_with(&selection).unwrap();
            prop_assert_eq!(stored.distances(width).unwrap(), selected.distances(width).unwrap());
            let pairs: Vec<_> = stored.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
            for &(a, b) in &pairs {
                prop_assert_eq!(
                    stored.mention_pairs(a, b, width, 3).unwrap(),
                    selected.mention_pairs(a, b, width, 3).unwrap()
                );
            }
            prop_assert_eq!(
                stored.evidence_within(&pairs, width, 2).unwrap(),
                selected.evidence_within(&pairs, width, 2).unwrap()
            );
            assert_explained(&stored, TokenWindow::new(width), usize::MAX)?;
        }
    }
}

/// Two firms and a chip.
fn firms() -> Dictionary {
    crate::corpus::dictionary(&[
        Entity::new("acme", "Acme"),
        Entity::new("brix", "Brix"),
        Entity::new("chip", "Chip One"),
    ])
}

fn tallied(dictionary: &Dictionary, texts: &[&str]) -> Cooccurrences {
    let annotator = Annotator::new(dictionary).unwrap();
    let ids = ["a", "b", "c"];
    let documents = ids
        .iter()
        .zip(texts)
        .map(|(id, text)| Document::new(*id, *text));
    counted(
        dictionary,
        &observations(&annotator, &documents.collect::<Vec<_>>()),
    )
}

#[test]
fn each_pair_of_mentions_counts_once_within_its_paragraph() {
    let dictionary = firms();
    let memory = tallied(
        &dictionary,
        &[
            "Acme met Brix. Then Brix left Acme.\n\nBrix came back.",
            "Brix, Acme",
        ],
    );
    let tallies = memory.tallies();
    let edge = |width, weighting| {
        let tokens = TokenWindow::new(width).weighting(weighting);
        let graph = EntityGraph::builder()
            .token_window(tokens)
            .build(&tallies)
            .unwrap();
        let edge = graph.edge("acme", "brix");
        edge.map(|edge| (edge.count(), edge.score()))
    };
    // In words: Acme 0, Brix 2, Brix 4, Acme 6; and next to each other.
    assert_eq!(edge(1, DistanceWeighting::Shrinking), Some((1, 1.0)));
    assert_eq!(edge(2, DistanceWeighting::Binary), Some((3, 3.0)));
    assert_eq!(
        edge(4, DistanceWeighting::Linear),
        Some((5, 4.0 + 3.0 + 3.0 + 1.0 + 1.0))
    );
    assert_eq!(
        edge(4, DistanceWeighting::Inverse),
        Some((5, 1.0 + 0.5 + 0.5 + 0.25 + 0.25))
    );
    assert_eq!(edge(ANY, DistanceWeighting::Binary), Some((5, 5.0)));
}

#[test]
fn a_measure_that_needs_counted_windows_is_refused() {
    let dictionary = firms();
    let memory = tallied(&dictionary, &["Acme met Brix."]);
    let tallies = memory.tallies();
    let near = || EntityGraph::builder().token_window(TokenWindow::new(5));
    for refused in [
        near().measure(Measure::Npmi),
        near().measure(Measure::Combined),
        near().significance(true),
        near().fdr(Some(0.05)),
    ] {
        let error = refused.build(&tallies).expect_err("no windows to count");
        assert!(
            matches!(error, Error::NeedsCountedWindows { .. }),
            "{error}"
        );
        assert!(error.to_string().contains("tokens:5"), "{error}");
    }
    let weighted = EntityGraph::builder().measure(Measure::Weighted);
    let error = weighted.build(&tallies).expect_err("no distances");
    assert!(matches!(error, Error::NeedsTokenWindow { .. }), "{error}");
    // The last one asked for holds.
    let graph = near().window(Window::Sentence).build(&tallies).unwrap();
    assert_eq!(
        (graph.measure(), graph.view().window_name().as_ref()),
        (Measure::Combined, "sentence")
    );
    let graph = near().build(&tallies).unwrap();
    assert!(graph.contingency("acme", "brix").is_none());
    let other = EntityGraph::builder().build(&tallies).unwrap();
    let error = graph.diff(&other);
    assert!(matches!(error, Err(Error::OtherView { .. })));
}

#[test]
fn where_documents_are_not_kept_nothing_is_near() {
    let dictionary = firms();
    let annotator = Annotator::new(&dictionary).unwrap();
    let mut few = Cooccurrences::with_evidence(&dictionary, Window::Paragraph, 3);
    few.observe(&annotator.annotate(&Document::new("a", "Acme met Brix.")));
    let graph = EntityGraph::builder().token_window(TokenWindow::new(5));
    let error = graph
        .build(&few.tallies())
        .expect_err("too little was kept");
    assert!(matches!(error, Error::DocumentsNotKept), "{error}");
    assert!(error.to_string().contains("ledger"), "{error}");
}

#[test]
fn evidence_is_where_the_two_are_near() {
    let dictionary = firms();
    let filler = "and so on and on and on and on and on";
    let memory = tallied(
        &dictionary,
        &[
            &format!("Acme is {filler} not Brix."),
            &format!("Acme {filler} {filler}. It met Acme. Brix was glad, {filler}."),
        ],
    );
    let tallies = memory.tallies();
    let graph = EntityGraph::builder()
        .token_window(TokenWindow::new(3))
        .build(&tallies)
        .unwrap();
    let edge = graph.edge("acme", "brix").unwrap();
    assert_eq!((edge.count(), edge.evidence().len()), (1, 1));
    let evidence = &edge.evidence()[0];
    assert_eq!(&*evidence.document, "b");
    assert_eq!(evidence.passages[0].text.as_ref(), "It met Acme.");
}
