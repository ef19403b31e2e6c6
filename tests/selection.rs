//! A part of the documents counts as a ledger of just those; rolled-up entities count as documents that name the ancestors.

use comention::annotation::Annotator;
use comention::cooccurrence::{Period, RollUp, Selection, Tallies, Window};
use comention::dictionary::{Case, Dictionary, Entity, EntityRef};
use comention::document::Date;
use comention::graph::EntityGraph;
use comention::mention::Ambiguity;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::corpus::{counted, observations};
use crate::oracle;
use crate::properties::{ambiguity, config, corpus, forms, in_words, options};

const BOUNDS: [&str; 7] = [
    "2024",
    "2025-01-01",
    "2025-01-02",
    "2025-01-03",
    "2025-01",
    "2025-02",
    "2025",
];

/// Some days of January, months and years, so that documents are inside, outside and in doubt.
fn bound() -> impl Strategy<Value = Option<Date>> {
    prop::option::of(select(&BOUNDS[..]).prop_map(|date| date.parse().unwrap()))
}

pub(crate) fn period() -> impl Strategy<Value = Period> {
    (bound(), bound()).prop_filter_map("ends before it begins", |(from, to)| {
        Period::new(from, to).ok()
    })
}

/// The entities, each with one of those before it as its parent, or none.
pub(crate) fn dictionary(entities: &[Vec<String>], parents: &[Option<usize>]) -> Dictionary {
    let entities: Vec<Entity> = entities
        .iter()
        .enumerate()
        .map(|(number, names)| {
            let entity_type = ["odd", "even"][(number + 1) % 2];
            let entity = Entity::new(format!("e{number}"), &names[0]).with_type(entity_type);
            let entity = match parents[number].filter(|_| number > 0) {
                Some(parent) => entity.with_parent(format!("e{}", parent % number)),
                None => entity,
            };
            names[1..]
                .iter()
                .fold(entity, |entity, name| entity.with_alias(name.as_str()))
        })
        .collect();
    crate::corpus::dictionary(&entities)
}

/// By what an entity is counted, said plainly.
pub(crate) fn counted_as(id: &str, dictionary: &Dictionary, roll_up: &RollUp) -> String {
    let entity = dictionary.get(id).unwrap();
    let ancestor = match roll_up {
        RollUp::Parent => entity.parent(),
        RollUp::Type(wanted) => {
            let mut at = Some(entity);
            while at.is_some_and(|one| one.entity_type() != wanted.as_str()) {
                at = at.and_then(EntityRef::parent);
            }
            at
        }
    };
    ancestor.unwrap_or(entity).id().to_owned()
}

fn assert_same(one: &impl Tallies, other: &impl Tallies) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.totals(), other.totals());
    prop_assert_eq!(one.entities(), other.entities());
    prop_assert_eq!(one.pairs(), other.pairs());
    let pairs: Vec<_> = one.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
    for window in Window::ALL {
        for limit in [1, usize::MAX] {
            prop_assert_eq!(
                one.evidence(&pairs, window, limit).unwrap(),
                other.evidence(&pairs, window, limit).unwrap()
            );
        }
    }
    Ok(())
}

/// The points of each pair are the sum of its documents, and those of a document the sum of its parts.
fn assert_adds_up(tallies: &impl Tallies) -> Result<(), TestCaseError> {
    let independent = tallies.counted().independent();
    for pair in tallies.pairs() {
        let documents = tallies.points(pair.a, pair.b).unwrap();
        let sum: u64 = documents.iter().map(|document| document.points).sum();
        prop_assert_eq!(sum, independent.points(pair.a, pair.b));
        let shared = independent.shared(pair.a, pair.b);
        prop_assert_eq!(documents.len() as u64, shared.documents);
        for document in documents {
            let parts = document.parts.iter();
            let sum: u64 = parts.map(|(part, _)| part.points).sum();
            prop_assert_eq!(sum, document.points);
        }
    }
    Ok(())
}

/// What an explanation prints adds up: parts to documents, documents to the pair, and the four sums, by the formula printed, to the score.
fn assert_explained(tallies: &impl Tallies) -> Result<(), TestCaseError> {
    let graph = EntityGraph::builder().evidence(2).build(tallies).unwrap();
    for edge in graph.edges() {
        let (a, b) = (edge.a().id().as_str(), edge.b().id().as_str());
        let tree = serde_json::to_value(graph.explain(a, b, tallies).unwrap()).unwrap();
        let measure = &tree["children"][0];
        let formula = measure["text"].as_str().unwrap();
        prop_assert!(
            formula.contains("^0.8") && formula.contains("^0.2"),
            "{}",
            formula
        );
        let points = &measure["children"][0];
        let number = |name: &str| points["numbers"][name].as_f64().unwrap();
        let (pair, all) = (number("points"), number("all"));
        let lift = pair * all / (number("points_a") * number("points_b"));
        // A pair may stand in a copy only, which gives no points.
        let score = if pair == 0.0 {
            0.0
        } else {
            pair.powf(0.8) * lift.powf(0.2)
        };
        prop_assert!((score - edge.score()).abs() <= 1e-9 * score, "{}", tree);
        prop_assert_eq!(tree["numbers"]["score"].as_f64(), Some(edge.score()));
        prop_assert_eq!(micro(points), sum_of_children(points));
        for document in points["children"].as_array().unwrap() {
            if document["rule"] == "document_points" {
                prop_assert_eq!(micro(document), sum_of_children(document));
            }
        }
    }
    Ok(())
}

/// The points of a claim in millionths, the unit they are counted in.
fn micro(claim: &Value) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "small, and nearly whole")]
    let points = (claim["numbers"]["points"].as_f64().unwrap() * 1e6).round() as i64;
    points
}

fn sum_of_children(claim: &Value) -> i64 {
    claim["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(micro)
        .sum()
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn contributions_add_up(
        (entities, mut documents) in corpus(5),
        parents in vec(prop::option::weighted(0.7, 0..4_usize), 5),
        period in period(),
        roll_up in prop::option::of(select(vec!["parent", "odd", "even"])),
        ambiguity in ambiguity(),
        repeated in any::<bool>(),
    ) {
        if repeated {
            // Long enough to be told from others, so that all are one story.
            for document in &mut documents {
                document.text += STORY;
            }
        }
        let dictionary = dictionary(&entities, &parents);
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        let observed = observations(&annotator, &documents);
        let mut selection = Selection::default().period(period);
        if let Some(roll_up) = roll_up {
            selection = selection.roll_up(roll_up.parse().unwrap());
        }
        let memory = counted(&dictionary, &observed);
        for tallies in [memory.tallies(), memory.tallies_with(&selection).unwrap()] {
            assert_adds_up(&tallies)?;
            assert_explained(&tallies)?;
        }
    }
}

/// A story of many different words, none of them a name.
pub(crate) const STORY: &str = " Yesterday the harbour master counted forty empty barges near the old grain store, while gulls circled over nets that \
    fishermen had hung between rusty poles. Nobody expected rain before evening, yet clouds gathered quickly above the lighthouse, and \
    children ran home along the narrow wall carrying buckets full of crabs, shells and green glass.";

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn a_period_counts_as_just_its_documents((entities, documents) in corpus(5), period in period(), ambiguity in ambiguity()) {
        let dictionary = dictionary(&entities, &vec![None; entities.len()]);
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        let observed = observations(&annotator, &documents);
        let inside: Vec<_> = observed
            .iter()
            .filter(|observation| period.contains(observation.document.date))
            .cloned()
            .collect();
        let selection = Selection::default().period(period);
        let whole = counted(&dictionary, &observed);
        let selected = whole.tallies_with(&selection).unwrap();
        assert_same(&selected, &counted(&dictionary, &inside).tallies())?;
        prop_assert_eq!(selected.selection(), selection);
    }

    #[test]
    fn rolled_up_counts_are_the_oracles(
        (entities, documents) in corpus(4),
        parents in vec(prop::option::weighted(0.7, 0..4_usize), 5),
        roll_up in select(vec!["parent", "odd", "even", "none"]),
        ambiguity in select(vec![Ambiguity::Abstain, Ambiguity::All]),
    ) {
        let dictionary = dictionary(&entities, &parents);
        let roll_up: RollUp = roll_up.parse().unwrap();
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        let whole = counted(&dictionary, &observations(&annotator, &documents));
        let tallies = whole.tallies_with(&Selection::default().roll_up(roll_up.clone())).unwrap();
        let wanted = oracle::count_as(&forms(&entities)[..], Case::Ignore, ambiguity, &documents, |id| {
            counted_as(id, &dictionary, &roll_up)
        });
        prop_assert_eq!(in_words(&tallies), wanted);
        let pairs: Vec<_> = tallies.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
        prop_assert!(pairs.iter().all(|(a, b)| a != b));
        for window in Window::ALL {
            let evidence = tallies.evidence(&pairs, window, usize::MAX).unwrap();
            for (pair, evidence) in tallies.pairs().iter().zip(&evidence) {
                prop_assert_eq!(evidence.len() as u64, pair.windows.get(window));
                for piece in evidence {
                    prop_assert!(piece.passages.iter().any(|passage| !passage.a.is_empty()));
                    prop_assert!(piece.passages.iter().any(|passage| !passage.b.is_empty()));
                }
            }
        }
    }
}

#[cfg(feature = "ledger")]
mod ledger {
    use comention::ledger::PassedOver;
    use tempfile::TempDir;

    use super::*;

    proptest! {
        #![proptest_config(config(40))]

        #[test]
        fn a_ledger_selects_as_memory_does(
            (entities, documents) in corpus(5),
            parents in vec(prop::option::weighted(0.7, 0..4_usize), 5),
            period in period(),
            roll_up in prop::option::of(select(vec!["parent", "odd", "even"])),
        ) {
            let dictionary = dictionary(&entities, &parents);
            let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, Ambiguity::All)).unwrap();
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
            assert_same(&selected, &stored)?;
            assert_adds_up(&stored)?;
            assert_explained(&stored)?;
            for pair in selected.pairs() {
                let (a, b) = (pair.a, pair.b);
                prop_assert_eq!(selected.points(a, b).unwrap(), stored.points(a, b).unwrap());
                prop_assert_eq!(selected.sources(a, b).unwrap(), stored.sources(a, b).unwrap());
            }
            prop_assert_eq!(stored.selection(), selection);

            let left_out = |dated: bool| {
                let outside = |date: Option<Date>| !period.contains(date) && date.is_some() == dated;
                documents.iter().filter(|document| outside(document.date)).count() as u64
            };
            let passed_over = stored.passed_over();
            prop_assert_eq!((passed_over.outside, passed_over.undated), (left_out(true), left_out(false)));
            prop_assert_eq!(stored.stats().documents + passed_over.outside + passed_over.undated, documents.len() as u64);
            if period.is_always() {
                prop_assert_eq!(passed_over, PassedOver::default());
            }
        }
    }
}
