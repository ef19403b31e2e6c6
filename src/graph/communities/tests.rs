use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use crate::association::Measure;
use crate::graph::fixture::Counts;
use crate::graph::golden::{assert_close, golden, sample};
use crate::graph::network::real;

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
    let partition = [0, 0, 0, 1, 1, 1, 1];
    for (weight, resolution, name) in [
        (EdgeWeight::Count, 1.0, "modularity_weighted"),
        (EdgeWeight::One, 1.0, "modularity_unweighted"),
        (EdgeWeight::Count, 2.0, "modularity_weighted_res2"),
    ] {
        let network = Network::new(&graph, weight);
        let q = Quality::Modularity.of(&network, &partition, resolution);
        assert_close(q, golden[name].as_f64().unwrap(), name);
    }
    for seed in 0..20 {
        let found = graph.communities(CommunityOptions::default().seed(seed));
        let members: Vec<Vec<&str>> = found
            .members()
            .iter()
            .map(|members| members.iter().map(|node| node.id().as_str()).collect())
            .collect();
        for name in ["louvain_weighted", "leiden_modularity_weighted"] {
            assert_eq!(json!(members), golden[name], "{name}");
        }
        let expected = golden["leiden_modularity_value"].as_f64().unwrap();
        assert_close(found.modularity(), expected, "the partition found");
        assert_eq!(
            (found.of("A"), found.of("D"), found.of("Z")),
            (Some(2), Some(1), None)
        );
    }
}

#[test]
fn golden_vectors_of_the_constant_potts_model() {
    let (graph, golden) = (sample(), golden());
    for seed in 0..20 {
        let options = CommunityOptions::default()
            .quality(Quality::ConstantPotts)
            .seed(seed);
        let found = graph.communities(options);
        let members = found.members();
        let ids = members
            .iter()
            .map(|members| members.iter().map(|node| node.id()).collect::<Vec<_>>());
        assert_eq!(json!(ids.collect::<Vec<_>>()), golden["leiden_cpm_res1"]);
        let expected = golden["leiden_cpm_res1_value"].as_f64().unwrap();
        assert_close(found.quality(), expected, "the partition found");
        assert!(found.modularity() > 0.3);
    }
}

#[test]
fn what_is_far_away_plays_no_part_in_the_constant_potts_model() {
    // Two triangles joined by an edge, alone and among forty more pairs.
    let mut pairs: BTreeMap<(u32, u32), u64> =
        [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
            .map(|ends| (ends, 3))
            .into();
    let options = CommunityOptions::default()
        .quality(Quality::ConstantPotts)
        .resolution(2.0);
    let communities = |pairs: &BTreeMap<_, _>| {
        let graph = graph(86, pairs);
        graph.communities(options).membership()[..6].to_vec()
    };
    let alone = communities(&pairs);
    assert_eq!(alone, [1, 1, 1, 2, 2, 2].map(Some));
    pairs.extend((3..43).map(|pair| ((2 * pair, 2 * pair + 1), 90)));
    assert_eq!(communities(&pairs), alone);
}

#[test]
fn cliques_in_a_ring_are_found_whatever_the_seed() {
    // Thirty cliques of five, each joined to the next by one edge.
    let mut pairs = BTreeMap::new();
    for clique in 0..30 {
        let first = 5 * clique;
        for a in first..first + 5 {
            for b in a + 1..first + 5 {
                pairs.insert((a, b), 3);
            }
        }
        let next = (first + 5) % 150;
        pairs.insert((first.min(next), first.max(next)), 1);
    }
    let graph = graph(150, &pairs);
    for seed in 0..5 {
        let options = CommunityOptions::default().seed(seed).resolution(5.0);
        let found = graph.communities(options);
        assert_eq!(found.len(), 30);
        let membership: Vec<_> = found.membership().iter().flatten().copied().collect();
        let expected: Vec<usize> = (0..150).map(|node| node / 5 + 1).collect();
        assert_eq!(membership, expected);
    }
}

#[test]
fn what_is_found_is_at_least_as_good_as_what_is_seen_at_a_glance() {
    // Two dense halves with few edges between.
    let mut pairs = BTreeMap::new();
    for half in [0, 20] {
        for a in half..half + 20 {
            for step in [1, 2, 3, 7] {
                let b = half + (a - half + step) % 20;
                pairs.insert((a.min(b), a.max(b)), 2);
            }
        }
    }
    for (a, b) in [(3, 25), (8, 31), (15, 39)] {
        pairs.insert((a, b), 1);
    }
    let graph = graph(40, &pairs);
    let network = Network::new(&graph, EdgeWeight::Count);
    let halves: Vec<usize> = (0..40).map(|node| node / 20).collect();
    let least = Quality::Modularity.of(&network, &halves, 1.0);
    for seed in 0..5 {
        let found = graph.communities(CommunityOptions::default().seed(seed));
        assert!(found.modularity() >= least - 1e-12);
    }
}

#[test]
fn entities_without_edges_are_in_no_community() {
    let graph = graph(4, &[((1, 3), 2)].into());
    let found = graph.communities(CommunityOptions::default());
    assert_eq!(found.membership(), [None, Some(1), None, Some(1)]);
    assert_close(found.modularity(), 0.0, "a single community");
    let none = super::super::EntityGraph::builder()
        .build(&Counts::made_up(2, &BTreeMap::new()))
        .unwrap();
    let found = none.communities(CommunityOptions::default());
    assert!(found.is_empty() && found.members().is_empty());
    assert_close(found.modularity(), 0.0, "no edges");
}

fn any_pairs() -> impl Strategy<Value = BTreeMap<(u32, u32), u64>> {
    proptest::collection::btree_map((0_u32..25, 0_u32..25), 1_u64..9, 0..120).prop_map(|pairs| {
        let ordered = pairs.into_iter().filter(|((a, b), _)| a != b);
        ordered
            .map(|((a, b), count)| ((a.min(b), a.max(b)), count))
            .collect()
    })
}

proptest! {
    #[test]
    fn communities_hang_together_and_no_single_move_gains(
        pairs in any_pairs(),
        seed in 0_u64..4,
        resolution in 0.3_f64..3.0,
        quality in proptest::sample::select(Quality::ALL.to_vec()),
    ) {
        let graph = graph(25, &pairs);
        let options = CommunityOptions::default().quality(quality).seed(seed).resolution(resolution);
        let found = graph.communities(options);
        let again = graph.communities(options);
        prop_assert_eq!(found.membership(), again.membership());
        let groups: Vec<usize> = found.membership().iter().enumerate()
            .map(|(node, community)| community.unwrap_or(100 + node))
            .collect();

        // Each is one component of the edges within communities.
        let within = pairs.iter()
            .filter(|((a, b), _)| groups[*a as usize] == groups[*b as usize])
            .map(|((a, b), count)| (*a as usize, *b as usize, real(*count)));
        let components = Network::from_edges(25, within).components();
        for a in 0..25 {
            for b in 0..25 {
                if groups[a] == groups[b] {
                    prop_assert_eq!(components[a], components[b]);
                }
            }
        }

        let network = Network::new(&graph, EdgeWeight::Count);
        let reached = quality.of(&network, &groups, resolution);
        prop_assert!((reached - found.quality()).abs() < 1e-12);
        for node in 0..25 {
            for other in 0..25 {
                let mut moved = groups.clone();
                moved[node] = groups[other];
                prop_assert!(quality.of(&network, &moved, resolution) <= reached + 1e-9);
            }
        }
    }
}
