use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::association::Measure;
use crate::graph::fixture::Counts;
use crate::graph::golden::{assert_nodes, golden, sample};

use super::*;

fn graph(nodes: u32, pairs: &BTreeMap<(u32, u32), u64>) -> EntityGraph {
    EntityGraph::builder()
        .measure(Measure::Count)
        .build(&Counts::made_up(nodes, pairs))
        .unwrap()
}

#[test]
fn golden_vectors() {
    let (graph, golden) = (sample(), golden());
    let count = EdgeWeight::Count;
    for (centrality, weight, name) in [
        (Centrality::Degree, count, "degree"),
        (Centrality::Strength, count, "strength"),
        (Centrality::PageRank, count, "pagerank_weighted_d085"),
        (
            Centrality::PageRank,
            EdgeWeight::One,
            "pagerank_unweighted_d085",
        ),
        (Centrality::Betweenness, count, "betweenness_unnormalised"),
        (
            Centrality::WeightedBetweenness,
            count,
            "betweenness_distance_1_over_w_unnormalised",
        ),
        (Centrality::Eigenvector, count, "eigenvector_weighted_l2"),
        (Centrality::Closeness, count, "closeness"),
        (
            Centrality::WeightedCloseness,
            count,
            "closeness_distance_1_over_w",
        ),
        (Centrality::Harmonic, count, "harmonic"),
        (Centrality::Clustering, count, "clustering"),
        (
            Centrality::WeightedClustering,
            count,
            "clustering_weighted_onnela",
        ),
        (Centrality::Core, count, "core_number"),
        (Centrality::WeightedCore, count, "weighted_core"),
    ] {
        assert_nodes(&graph.centrality(centrality, weight), &golden[name], name);
    }
}

/// Forms that others give the same measures: shares of what is possible, the greatest at 1.
#[test]
fn golden_vectors_on_other_scales() {
    let (graph, golden) = (sample(), golden());
    let others = 6.0;
    let values = |centrality| graph.centrality(centrality, EdgeWeight::Count);
    let scaled = |values: Vec<f64>, by: f64| values.iter().map(|value| value / by).collect();
    let check = |got: Vec<f64>, name: &str| assert_nodes(&got, &golden[name], name);

    check(
        scaled(values(Centrality::Degree), others),
        "degree_centrality",
    );
    let between = values(Centrality::Betweenness);
    let pairs = others * (others - 1.0) / 2.0;
    check(scaled(between, pairs), "betweenness_normalised");
    // What the weighted core numbers begin with.
    let ends = values(Centrality::Degree)
        .into_iter()
        .zip(values(Centrality::Strength));
    let levels = ends.map(|(degree, strength)| (degree * strength).sqrt());
    check(levels.collect(), "weighted_core_initial");
    let eigenvector = values(Centrality::Eigenvector);
    let greatest = eigenvector.iter().copied().fold(0.0, f64::max);
    check(scaled(eigenvector, greatest), "eigenvector_weighted_max1");
}

#[test]
fn effective_size_by_hand() {
    // B's two neighbours are joined: 2 - 2*1/2. D has four and two pairs of them are.
    let sizes = sample().centrality(Centrality::EffectiveSize, EdgeWeight::Count);
    let expected = [
        3.0 - 4.0 / 3.0,
        1.0,
        3.0 - 4.0 / 3.0,
        3.0,
        1.0,
        3.0 - 2.0 / 3.0,
        1.0,
    ];
    for (got, expected) in sizes.iter().zip(expected) {
        assert!((got - expected).abs() < 1e-12, "{sizes:?}");
    }
}

#[test]
fn weighted_clustering_of_equal_weights_is_the_plain_one() {
    let graph = sample();
    let plain = graph.centrality(Centrality::Clustering, EdgeWeight::Count);
    let weighted = graph.centrality(Centrality::WeightedClustering, EdgeWeight::One);
    for (plain, weighted) in plain.iter().zip(weighted) {
        assert!((plain - weighted).abs() < 1e-15);
    }
}

#[test]
fn without_edges_every_value_is_finite() {
    for nodes in [0, 1, 3] {
        let graph = graph(nodes, &BTreeMap::new());
        for centrality in Centrality::ALL {
            let values = graph.centrality(centrality, EdgeWeight::Count);
            assert_eq!(values.len(), nodes as usize);
            let wanted = match centrality {
                Centrality::Mentions => 1.0,
                Centrality::PageRank => 1.0 / f64::from(nodes),
                _ => 0.0,
            };
            assert!(
                values.iter().all(|value| (value - wanted).abs() < 1e-15),
                "{centrality}: {values:?}"
            );
        }
    }
}

#[test]
fn scores_at_or_below_chance_weigh_nothing() {
    let pairs = [((0, 1), 50), ((1, 2), 1), ((2, 3), 40)].into();
    let graph = EntityGraph::builder()
        .measure(Measure::LogLikelihood)
        .build(&Counts::made_up(4, &pairs))
        .unwrap();
    let scores: Vec<f64> = graph.edges().map(|edge| edge.score()).collect();
    assert!(scores[0] > 0.0 && scores[1] < 0.0, "{scores:?}");
    let strength = graph.centrality(Centrality::Strength, EdgeWeight::Score);
    assert_eq!(strength[1].to_bits(), strength[0].to_bits());
    assert_eq!(strength[0].to_bits(), scores[0].to_bits());
    let degree = graph.centrality(Centrality::Degree, EdgeWeight::Score);
    assert_eq!(degree, [1.0, 2.0, 2.0, 1.0]);
}

#[test]
fn lengths_that_round_differently_are_equal() {
    // From 0 to 4 along three edges of 1/5, or along one of 1/2 and one of 1/10.
    let pairs = [
        ((0, 1), 5),
        ((1, 2), 5),
        ((2, 4), 5),
        ((0, 3), 2),
        ((3, 4), 10),
    ];
    let between =
        graph(5, &pairs.into()).centrality(Centrality::WeightedBetweenness, EdgeWeight::Count);
    assert!((between[3] - 0.5).abs() < 1e-12, "{between:?}");
}

#[test]
fn two_sides_do_not_swing_for_ever() {
    // A star has two sides: the hub, and its leaves.
    let pairs = (1..=9).map(|leaf| ((0, leaf), 1000)).collect();
    let values = graph(10, &pairs).centrality(Centrality::Eigenvector, EdgeWeight::Count);
    assert!((values[0] - 0.5_f64.sqrt()).abs() < 1e-12, "{values:?}");
    assert!((values[9] - 0.5_f64.sqrt() / 3.0).abs() < 1e-12);
}

#[test]
fn of_equal_components_the_first_has_the_values() {
    let pairs = [((1, 3), 1), ((0, 2), 9)].into();
    let values = graph(4, &pairs).centrality(Centrality::Eigenvector, EdgeWeight::Count);
    assert!((values[0] - 0.5_f64.sqrt()).abs() < 1e-12);
    assert_eq!((values[1], values[3]), (0.0, 0.0));
}

#[test]
fn names_and_fields_read_back() {
    for centrality in Centrality::ALL {
        assert_eq!(centrality.name().parse::<Centrality>().unwrap(), centrality);
        assert_eq!(
            centrality.field().parse::<Centrality>().unwrap(),
            centrality
        );
        assert_eq!(centrality.field(), centrality.name().replace('-', "_"));
    }
    let error = "fame".parse::<Centrality>().expect_err("not a measure");
    assert!(error.to_string().contains("pagerank"), "{error}");
}

/// Out of reach.
const FAR: usize = 1000;

/// The steps between all nodes by the obvious loops.
fn all_distances(nodes: usize, pairs: &BTreeMap<(u32, u32), u64>) -> Vec<Vec<usize>> {
    let mut far = vec![vec![FAR; nodes]; nodes];
    for (node, row) in far.iter_mut().enumerate() {
        row[node] = 0;
    }
    for &(a, b) in pairs.keys() {
        far[a as usize][b as usize] = 1;
        far[b as usize][a as usize] = 1;
    }
    for middle in 0..nodes {
        for from in 0..nodes {
            for to in 0..nodes {
                far[from][to] = far[from][to].min(far[from][middle] + far[middle][to]);
            }
        }
    }
    far
}

/// The number of shortest paths between all nodes.
fn all_paths(far: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let n = far.len();
    let mut paths = vec![vec![0.0; n]; n];
    for from in 0..n {
        let mut order: Vec<usize> = (0..n).filter(|&to| far[from][to] < FAR).collect();
        order.sort_by_key(|&to| far[from][to]);
        paths[from][from] = 1.0;
        for to in order.into_iter().skip(1) {
            paths[from][to] = (0..n)
                .filter(|&last| far[last][to] == 1 && far[from][last] + 1 == far[from][to])
                .map(|last| paths[from][last])
                .sum();
        }
    }
    paths
}

fn any_pairs() -> impl Strategy<Value = BTreeMap<(u32, u32), u64>> {
    proptest::collection::btree_map((0_u32..12, 0_u32..12), 1_u64..9, 0..40).prop_map(|pairs| {
        let ordered = pairs.into_iter().filter(|((a, b), _)| a != b);
        ordered
            .map(|((a, b), count)| ((a.min(b), a.max(b)), count))
            .collect()
    })
}

proptest! {
    #[test]
    fn betweenness_is_what_the_definition_says(pairs in any_pairs()) {
        let far = all_distances(12, &pairs);
        let paths = all_paths(&far);
        let between = graph(12, &pairs).centrality(Centrality::Betweenness, EdgeWeight::Count);
        for middle in 0..12 {
            let mut expected = 0.0;
            for from in 0..12 {
                for to in from + 1..12 {
                    let through = far[from][middle] + far[middle][to];
                    if from != middle && to != middle && through < FAR && through == far[from][to] {
                        expected += paths[from][middle] * paths[middle][to] / paths[from][to];
                    }
                }
            }
            prop_assert!((between[middle] - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn core_numbers_are_what_the_definition_says(pairs in any_pairs()) {
        let cores = graph(12, &pairs).centrality(Centrality::Core, EdgeWeight::Count);
        let mut expected = vec![0.0; 12];
        for k in 1..12_u8 {
            let mut left: Vec<u32> = (0..12).collect();
            loop {
                let degree = |node: u32| pairs.keys().filter(|(a, b)| {
                    [*a, *b].contains(&node) && left.contains(a) && left.contains(b)
                }).count();
                let next: Vec<u32> = left.iter().copied().filter(|&node| degree(node) >= usize::from(k)).collect();
                if next.len() == left.len() { break; }
                left = next;
            }
            for node in left { expected[node as usize] = f64::from(k); }
        }
        prop_assert_eq!(cores, expected);
    }

    #[test]
    fn weighted_core_numbers_are_what_the_definition_says(pairs in any_pairs()) {
        let cores = graph(12, &pairs).centrality(Centrality::WeightedCore, EdgeWeight::Count);
        let mut expected = vec![0.0; 12];
        for floor in 1..100_u8 {
            let mut left: Vec<u32> = (0..12).collect();
            loop {
                let level = |node: u32| {
                    let within = pairs.iter().filter(|((a, b), _)| {
                        [*a, *b].contains(&node) && left.contains(a) && left.contains(b)
                    });
                    let (degree, strength) = within.fold((0, 0), |(k, s), (_, count)| (k + 1, s + count));
                    real(degree * strength).sqrt().round()
                };
                let next: Vec<u32> = left.iter().copied().filter(|&node| level(node) >= f64::from(floor)).collect();
                if next.len() == left.len() { break; }
                left = next;
            }
            for node in left { expected[node as usize] = f64::from(floor); }
        }
        prop_assert_eq!(cores, expected);
    }

    #[test]
    fn shares_of_pagerank_add_up(pairs in any_pairs()) {
        let ranks = graph(12, &pairs).centrality(Centrality::PageRank, EdgeWeight::Count);
        prop_assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
