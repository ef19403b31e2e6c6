use proptest::prelude::*;

use crate::association::Measure;
use crate::cooccurrence::{EntityTally, Tallies, Window, WindowCounts};
use crate::error::Error;

use super::fixture::{Corpus, Counts, chips, date};
use super::{EntityGraph, EvidenceRecord, ShuffleTest, Significances};

fn ids(graph: &EntityGraph) -> Vec<(&str, &str)> {
    let ends = |edge: super::EdgeRef<'_>| {
        let (a, b) = (edge.a(), edge.b());
        (graph.node(a.id().as_str()), graph.node(b.id().as_str()))
    };
    graph
        .edges()
        .map(ends)
        .map(|(a, b)| (a.unwrap().id().as_str(), b.unwrap().id().as_str()))
        .collect()
}

#[test]
fn nodes_are_all_that_occur_also_isolated_ones() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let names: Vec<_> = graph.nodes().map(|node| node.id().as_str()).collect();
    assert_eq!(names, ["asml", "h800", "huang", "nvidia", "smic", "tsmc"]);
    assert!(graph.node("unseen").is_none());
    let nvidia = graph.node("nvidia").unwrap();
    assert_eq!(nvidia.mentions(), 4);
    assert_eq!(
        nvidia.windows(),
        WindowCounts {
            sentences: 4,
            paragraphs: 3,
            documents: 2
        }
    );
    assert_eq!(nvidia.first_seen(), Some(date("2024-05-01")));
    assert_eq!(nvidia.last_seen(), Some(date("2025-01-27")));
    assert_eq!(
        graph.node("h800").unwrap().parent().unwrap().as_str(),
        "nvidia"
    );
    assert_eq!(graph.node("smic").unwrap().first_seen(), None);
}

#[test]
fn edges_are_in_order_and_found_from_both_ends() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    assert_eq!(
        ids(&graph),
        [
            ("asml", "tsmc"),
            ("h800", "nvidia"),
            ("h800", "tsmc"),
            ("huang", "nvidia"),
            ("nvidia", "tsmc"),
        ]
    );
    let edge = graph.edge("nvidia", "h800").unwrap();
    assert_eq!(edge.a().id().as_str(), "h800");
    assert_eq!(edge.count(), 2);
    assert_eq!(edge.windows().documents, 1);
    assert_eq!(edge.evidence().len(), 2);
    assert!(graph.edge("asml", "nvidia").is_none());
    assert!(graph.edge("asml", "unseen").is_none());
}

#[test]
fn the_window_decides_counts_scores_and_evidence() {
    let counts = chips().count();
    let graph = EntityGraph::builder()
        .window(Window::Document)
        .measure(Measure::Jaccard)
        .build(&counts)
        .unwrap();
    let edge = graph.edge("asml", "nvidia").unwrap();
    assert_eq!((edge.count(), edge.windows().sentences), (1, 0));
    assert!((edge.score() - 1.0 / 3.0).abs() < 1e-12); // d2 of d1, d2, d3
    assert_eq!(
        edge.evidence()[0].snippet(),
        "Nvidia and TSMC met. … ASML was there."
    );
    let table = graph.contingency("nvidia", "asml").unwrap();
    assert_eq!(
        (table.n_ab(), table.n_a(), table.n_b(), table.n()),
        (1, 2, 2, 3)
    );
    assert!(graph.contingency("smic", "nvidia").is_none());
}

#[test]
fn filters_by_count_and_type() {
    let counts = chips().count();
    let strong = EntityGraph::builder().min_count(2).build(&counts).unwrap();
    assert_eq!(ids(&strong), [("h800", "nvidia"), ("nvidia", "tsmc")]);
    assert_eq!(strong.node_count(), 6);

    let firms = EntityGraph::builder()
        .types(["organization"])
        .build(&counts)
        .unwrap();
    assert_eq!(ids(&firms), [("asml", "tsmc"), ("nvidia", "tsmc")]);
    assert_eq!(firms.node_count(), 4);
    // A filter hides edges; it never changes the numbers of those it shows.
    let all = EntityGraph::builder().build(&counts).unwrap();
    assert_eq!(
        firms.edge("nvidia", "tsmc").unwrap().edge(),
        all.edge("nvidia", "tsmc").unwrap().edge()
    );

    let makers = EntityGraph::builder()
        .type_pairs([("organization", "chip")])
        .build(&counts)
        .unwrap();
    assert_eq!(ids(&makers), [("h800", "nvidia"), ("h800", "tsmc")]);
    assert_eq!(makers.node_count(), 6);
    let same = EntityGraph::builder()
        .type_pairs([("chip", "organization"), ("organization", "chip")])
        .build(&counts)
        .unwrap();
    assert_eq!(same.view(), makers.view());
}

#[test]
fn strongest_edges_rank_by_score_then_ids() {
    let pairs = [((0, 1), 3), ((0, 2), 7), ((1, 2), 3), ((2, 3), 1)].into();
    let graph = EntityGraph::builder()
        .measure(Measure::Count)
        .build(&Counts::made_up(4, &pairs))
        .unwrap();
    let ranked: Vec<_> = graph
        .strongest_edges()
        .map(|edge| (edge.a().id().as_str(), edge.b().id().as_str(), edge.count()))
        .collect();
    assert_eq!(
        ranked,
        [
            ("n00", "n02", 7),
            ("n00", "n01", 3),
            ("n01", "n02", 3),
            ("n02", "n03", 1)
        ]
    );
}

#[test]
fn evidence_is_limited_and_can_be_turned_off() {
    let counts = chips().count();
    let one = EntityGraph::builder().evidence(1).build(&counts).unwrap();
    assert!(one.edges().all(|edge| edge.evidence().len() == 1));
    let none = EntityGraph::builder().evidence(0).build(&counts).unwrap();
    assert!(none.edges().all(|edge| edge.evidence().is_empty()));
    assert_eq!(none.edge_count(), one.edge_count());
}

#[test]
fn an_entity_outside_is_an_error_that_names_it() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let error = graph.require("unseen").expect_err("never mentioned");
    assert!(matches!(error, Error::NotInGraph { id } if id == "unseen"));
}

#[test]
fn evidence_leaves_in_code_points() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let edge = graph.edge("h800", "nvidia").unwrap();
    let json = serde_json::to_string(&EvidenceRecord::new(&edge.evidence()[0])).unwrap();
    assert_eq!(
        json,
        r#"{"document":"d1","field":"text","start":29,"end":68,"text":"The café sells the H800 to Nvidia fans.","a":[[48,52]],"b":[[56,62]],"date":"2024-05-01"}"#
    );
    let swapped = serde_json::to_string(&EvidenceRecord::swapped(&edge.evidence()[0])).unwrap();
    assert!(swapped.contains(r#""a":[[56,62]],"b":[[48,52]]"#));
}

#[test]
fn two_passages_leave_as_the_first_and_all() {
    let graph = EntityGraph::builder()
        .window(Window::Paragraph)
        .build(&chips().count())
        .unwrap();
    let edge = graph.edge("asml", "nvidia").unwrap();
    let json = serde_json::to_value(EvidenceRecord::new(&edge.evidence()[0])).unwrap();
    assert_eq!(json["text"], "Nvidia and TSMC met.");
    assert_eq!(json["a"], serde_json::json!([]));
    assert_eq!(json["passages"][1]["text"], "ASML was there.");
    assert_eq!(json["passages"][1]["a"], serde_json::json!([[21, 25]]));
    assert_eq!(json["url"], "https://example.org/?a=1&b=2");
}

proptest! {
    #[test]
    fn every_accessor_agrees_with_the_tallies(pairs in prop::collection::btree_map((0_u32..12, 0_u32..12), 0_u64..5, 0..40)) {
        let pairs = pairs.into_iter().filter(|((a, b), _)| a < b).collect();
        let counts = Counts::made_up(12, &pairs);
        for measure in Measure::ALL.into_iter().filter(|measure| *measure != Measure::Weighted) {
            let graph = EntityGraph::builder().measure(measure).build(&counts).unwrap();
            prop_assert_eq!(graph.edge_count(), pairs.values().filter(|count| **count > 0).count());
            for (&(a, b), &count) in &pairs {
                let (a, b) = (format!("n{a:02}"), format!("n{b:02}"));
                let edge = graph.edge(&b, &a);
                prop_assert_eq!(edge.map_or(0, |edge| edge.count()), count);
                if let Some(edge) = edge {
                    prop_assert!(edge.score().is_finite());
                    let table = graph.contingency(&a, &b).unwrap();
                    prop_assert!(measure == Measure::Combined || measure.score(&table).total_cmp(&edge.score()).is_eq());
                }
            }
            let scores: Vec<f64> = graph.strongest_edges().map(|edge| edge.score()).collect();
            prop_assert!(scores.is_sorted_by(|x, y| x >= y));
            for n in [0, 1, 3, 10, 100] {
                let builder = EntityGraph::builder().measure(measure);
                let few = builder.strongest(Some(n)).build(&counts).unwrap();
                prop_assert_eq!(few.all_pairs(), graph.edge_count());
                prop_assert!(few.strongest_edges().eq(graph.strongest_edges().take(n)));
                prop_assert_eq!(few.edge_count(), n.min(graph.edge_count()));
            }
        }
    }
}

#[test]
fn graphs_cross_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<EntityGraph>();
}

/// Sixty documents; in ten of them Alder and Birch meet, the others meet as it happens.
fn groves() -> Counts {
    const NAMES: [&str; 10] = [
        "Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper",
    ];
    let ids = NAMES.map(str::to_lowercase);
    let mut entities = Vec::new();
    for (place, (id, name)) in ids.iter().zip(NAMES).enumerate() {
        entities.push((&**id, name, if place < 5 { "tree" } else { "shrub" }));
    }
    let mut corpus = Corpus::new(&entities);
    let others: Vec<(usize, usize)> = (2..10)
        .flat_map(|a| (a + 1..10).map(move |b| (a, b)))
        .collect();
    for document in 0..60 {
        let (a, b) = match document {
            0..10 => (0, 1),
            _ => others[document * 11 % others.len()],
        };
        // In two sentences of one paragraph.
        let (one, other) = (format!("{} grows.", NAMES[a]), format!("{} too.", NAMES[b]));
        corpus = corpus.document(&format!("d{document}"), None, &[&[&one, &other]]);
    }
    corpus.count()
}

#[test]
fn significance_is_of_documents_and_left_out_unless_asked_for() {
    let counts = groves();
    let bare = EntityGraph::builder().window(Window::Paragraph);
    let edge = bare.clone().build(&counts).unwrap();
    assert!(
        edge.edge("alder", "birch")
            .unwrap()
            .significance()
            .is_none()
    );
    let tested = bare.clone().significance(true).build(&counts).unwrap();
    let of = |graph: &EntityGraph, a, b| graph.edge(a, b).unwrap().significance().unwrap();
    let sure = of(&tested, "alder", "birch");
    assert!(
        sure.p_value < 1e-4 && sure.p_value < sure.q_value,
        "{sure:?}"
    );
    let by_chance = of(&tested, "cedar", "elder");
    assert!(
        by_chance.p_value > 0.01 && by_chance.q_value > 0.05,
        "{by_chance:?}"
    );
    // The window changes no p-value.
    let documents = bare.clone().window(Window::Document).significance(true);
    assert_eq!(
        of(&documents.build(&counts).unwrap(), "alder", "birch"),
        sure
    );
    // Fewer tests give smaller q-values, and the same p.
    let trees = bare
        .clone()
        .types(["tree"])
        .significance(true)
        .build(&counts)
        .unwrap();
    let among_trees = of(&trees, "alder", "birch");
    assert!((among_trees.p_value - sure.p_value).abs() < f64::EPSILON);
    assert!((among_trees.q_value / sure.q_value - 10.0 / 45.0).abs() < 1e-9);
}

#[test]
fn the_false_discovery_rate_cuts_what_chance_explains() {
    let counts = groves();
    let all = EntityGraph::builder().window(Window::Paragraph);
    let cut = all.clone().fdr(Some(0.05)).build(&counts).unwrap();
    assert_eq!(ids(&cut), [("alder", "birch")]);
    let all = all.build(&counts).unwrap();
    assert_eq!(cut.cut_by_fdr() + 1, all.edge_count());
    assert_eq!(all.cut_by_fdr(), 0);
}

#[test]
fn the_tests_are_all_pairs_that_the_view_could_join() {
    let counts = groves();
    let tests = |types: &[&str], pairs: &[(&str, &str)]| {
        let graph = EntityGraph::builder()
            .types(types.iter().copied())
            .type_pairs(pairs.iter().copied())
            .build(&counts)
            .unwrap();
        let view = graph.view();
        let kind = |tally: &EntityTally| counts.entity(tally.entity).entity_type();
        Significances::of(&counts, view, |tally| view.shows(kind(tally)))
            .unwrap()
            .tests()
    };
    assert_eq!(tests(&[], &[]), 45);
    assert_eq!(tests(&["tree"], &[]), 10);
    assert_eq!(tests(&[], &[("shrub", "tree")]), 25);
    assert_eq!(tests(&[], &[("tree", "tree"), ("tree", "shrub")]), 35);
}

#[test]
fn shuffles_keep_nothing_of_what_was_planted() {
    let counts = groves();
    let graph = EntityGraph::builder().build(&counts).unwrap();
    // The documents, from the pairs: in each two entities meet, once or more often.
    let pairs = counts.pairs().iter();
    let documents: Vec<Vec<_>> = pairs
        .flat_map(|pair| {
            let times = usize::try_from(pair.windows.documents).unwrap();
            std::iter::repeat_n(vec![pair.a, pair.b], times)
        })
        .collect();
    let run =
        |seed| ShuffleTest::run(&counts, graph.view(), documents.clone(), 0.05, 40, seed).unwrap();
    let test = run(1);
    assert_eq!(
        (test.tests, test.significant, test.shuffles.len()),
        (45, 1, 40)
    );
    assert!(test.with_any() <= 6, "{:?}", test.shuffles);
    assert!(test.interval().contains(&0.05));
    assert_eq!(test, run(1), "the same seed, the same shuffles");
}
