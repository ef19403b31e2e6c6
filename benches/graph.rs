//! How fast a graph is built from counts, asked and written: some thousand entities, some hundred thousand edges.
//!
//! `cargo bench --bench graph`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use std::collections::{BTreeMap, BTreeSet};

use comention::export::{Exporter, Json};
use comention::graph::{
    Backbone, Centrality, CommunityOptions, EdgeWeight, LayoutOptions, LinkPrediction, Thinning,
};
use comention::{Annotator, Cooccurrences, EntityGraph};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use generated::{Plan, Sample};

const PLAN: Plan = Plan {
    names: 9_000,
    documents: 4_000,
    sentences: 10,
    density: 15,
};

/// Pieces of evidence an edge: none, and as many as an edge has by default.
const EVIDENCE: [usize; 2] = [0, 3];

/// What was counted, and what the graph must show of it.
struct Counted {
    cooccurrences: Cooccurrences,
    /// The neighbours of each entity.
    neighbors: BTreeMap<u32, BTreeSet<u32>>,
    edges: usize,
}

impl Counted {
    fn new() -> Self {
        let sample = Sample::new(PLAN);
        let annotator = Annotator::new(&sample.dictionary).expect("it compiles");
        let mut cooccurrences = Cooccurrences::new(&sample.dictionary);
        for document in &sample.documents {
            cooccurrences.observe(&annotator.annotate(document));
        }
        let mut neighbors: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for &entity in sample.mentioned.iter().flatten().flatten() {
            neighbors.entry(entity).or_default();
        }
        let mut pairs: Vec<(u32, u32)> = sample.pairs_of_sentences().into_keys().collect();
        pairs.sort_unstable();
        for &(a, b) in &pairs {
            neighbors.entry(a).or_default().insert(b);
            neighbors.entry(b).or_default().insert(a);
        }
        Self {
            cooccurrences,
            neighbors,
            edges: pairs.len(),
        }
    }

    fn graph(&self, evidence: usize) -> EntityGraph {
        EntityGraph::builder()
            .evidence(evidence)
            .build(&self.cooccurrences.tallies())
            .expect("counts of real windows")
    }

    /// The entity with the most neighbours.
    fn hub(&self) -> u32 {
        let (&hub, _) = self
            .neighbors
            .iter()
            .max_by_key(|(_, others)| others.len())
            .expect("entities occur");
        hub
    }

    /// One of the entities farthest from another, and how far that is.
    fn farthest_from(&self, start: u32) -> (u32, usize) {
        let mut seen = BTreeSet::from([start]);
        let mut reached = vec![start];
        for distance in 0.. {
            let next: BTreeSet<u32> = reached
                .iter()
                .flat_map(|entity| &self.neighbors[entity])
                .copied()
                .filter(|entity| seen.insert(*entity))
                .collect();
            if next.is_empty() {
                return (reached[0], distance);
            }
            reached = next.into_iter().collect();
        }
        unreachable!("there are only so many entities")
    }
}

fn id(entity: u32) -> String {
    format!("e{entity:06}")
}

#[divan::bench(args = EVIDENCE, sample_count = 10)]
fn build(bencher: Bencher, evidence: usize) {
    let counted = Counted::new();
    let graph = counted.graph(evidence);
    assert_eq!(graph.node_count(), counted.neighbors.len());
    assert_eq!(graph.edge_count(), counted.edges);
    let tallies = counted.cooccurrences.tallies();
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(|| {
            EntityGraph::builder()
                .evidence(evidence)
                .build(black_box(&tallies))
        });
}

/// What a summary needs: all edges scored, the best five kept.
#[divan::bench(sample_count = 10)]
fn strongest(bencher: Bencher) {
    let counted = Counted::new();
    let all = counted.graph(0);
    let tallies = counted.cooccurrences.tallies();
    let build = || {
        EntityGraph::builder()
            .evidence(0)
            .strongest(Some(5))
            .build(black_box(&tallies))
            .expect("counts of real windows")
    };
    let five = build();
    assert_eq!((five.edge_count(), five.all_pairs()), (5, counted.edges));
    for (one, other) in five.strongest_edges().zip(all.strongest_edges()) {
        assert_eq!(one, other);
    }
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(|| build().edge_count());
}

#[divan::bench]
fn neighbors(bencher: Bencher) {
    let counted = Counted::new();
    let graph = counted.graph(0);
    let hub = counted.hub();
    let ask = || {
        graph
            .neighbors(black_box(&id(hub)))
            .expect("it is in the graph")
            .len()
    };
    let expected = counted.neighbors[&hub].len();
    assert_eq!(ask(), expected);
    bencher.counter(ItemsCount::new(expected)).bench_local(ask);
}

/// Between two of the entities farthest apart.
#[divan::bench]
fn path(bencher: Bencher) {
    let counted = Counted::new();
    let graph = counted.graph(0);
    let (&start, _) = counted.neighbors.last_key_value().expect("entities occur");
    let (from, _) = counted.farthest_from(start);
    let (to, distance) = counted.farthest_from(from);
    assert!(distance > 2, "a path worth looking for");
    let (from, to) = (id(from), id(to));
    let ask = || {
        graph
            .path(black_box(&from), black_box(&to), 0)
            .expect("both are in the graph")
            .length()
    };
    assert_eq!(ask(), Some(distance));
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(ask);
}

/// Places for all entities, held by the four strongest edges of each; no circle may lie on another.
#[divan::bench(sample_count = 3)]
fn layout(bencher: Bencher) {
    let counted = Counted::new();
    let graph = EntityGraph::builder()
        .evidence(0)
        .thinning(Thinning::new().top_k(4))
        .build(&counted.cooccurrences.tallies())
        .expect("counts of real windows");
    let options = LayoutOptions::default();
    let layout = graph.layout(options);
    let circles: Vec<_> = layout.positions().iter().zip(layout.radii()).collect();
    for (at, (place, radius)) in circles.iter().enumerate() {
        for (other, others) in &circles[..at] {
            let (right, down) = (place.x - other.x, place.y - other.y);
            assert!(right.hypot(down) > *radius + *others);
        }
    }
    bencher
        .counter(ItemsCount::new(graph.edge_count()))
        .bench_local(|| graph.layout(black_box(options)));
}

#[divan::bench(args = EVIDENCE, sample_count = 10)]
fn export_json(bencher: Bencher, evidence: usize) {
    let counted = Counted::new();
    let graph = counted.graph(evidence);
    let mut output = Vec::new();
    Json::new()
        .write(&graph, &mut output)
        .expect("memory can be written");
    let parsed: serde_json::Value = serde_json::from_slice(&output).expect("it is JSON");
    assert_eq!(
        parsed["nodes"].as_array().map(Vec::len),
        Some(graph.node_count())
    );
    assert_eq!(
        parsed["edges"].as_array().map(Vec::len),
        Some(counted.edges)
    );
    drop(parsed);
    bencher
        .counter(BytesCount::new(output.len()))
        .bench_local(|| {
            output.clear();
            Json::new()
                .write(black_box(&graph), &mut output)
                .expect("memory can be written");
        });
}

/// The measures that look at the graph as a whole.
#[divan::bench(args = [
    Centrality::PageRank,
    Centrality::Eigenvector,
    Centrality::Clustering,
    Centrality::Core,
    Centrality::EffectiveSize,
    Centrality::Betweenness,
    Centrality::WeightedBetweenness,
    Centrality::Closeness,
], sample_count = 3)]
fn centrality(bencher: Bencher, centrality: Centrality) {
    let counted = Counted::new();
    let graph = counted.graph(0);
    let ask = || graph.centrality(black_box(centrality), EdgeWeight::Count);
    let values = ask();
    assert_eq!(values.len(), counted.neighbors.len());
    assert!(
        values
            .iter()
            .all(|value| value.is_finite() && *value >= 0.0)
    );
    match centrality {
        Centrality::PageRank => {
            assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        Centrality::Eigenvector => {
            let squares: f64 = values.iter().map(|value| value * value).sum();
            assert!((squares - 1.0).abs() < 1e-9);
        }
        Centrality::EffectiveSize => {
            let degrees = counted.neighbors.values().map(BTreeSet::len);
            assert!(degrees.zip(&values).all(|(degree, value)| *value
                <= f64::from(u32::try_from(degree).expect("a few thousand"))));
        }
        _ => {}
    }
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(ask);
}

#[divan::bench(sample_count = 3)]
fn communities(bencher: Bencher) {
    let counted = Counted::new();
    let graph = counted.graph(0);
    let ask = || {
        let found = graph.communities(black_box(CommunityOptions::default()));
        (found.len(), found.modularity().to_bits())
    };
    let (count, modularity) = ask();
    assert!(count > 1 && f64::from_bits(modularity) > 0.0);
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(ask);
}

/// A backbone while the graph is built.
#[divan::bench(args = [
    Backbone::Disparity { alpha: 0.05 },
    Backbone::NoiseCorrected { delta: 1.64 },
    Backbone::Polya { alpha: 0.05 },
    Backbone::MaximumSpanningTree,
], sample_count = 5)]
fn backbone(bencher: Bencher, backbone: Backbone) {
    let counted = Counted::new();
    let tallies = counted.cooccurrences.tallies();
    let build = || {
        EntityGraph::builder()
            .evidence(0)
            .thinning(black_box(Thinning::new().backbone(backbone)))
            .build(&tallies)
            .expect("counts of real windows")
    };
    let graph = build();
    let cut = graph.cut_counts()[0].cut;
    assert_eq!(graph.edge_count() + cut, counted.edges);
    assert_eq!(graph.node_count(), counted.neighbors.len());
    bencher
        .counter(ItemsCount::new(counted.edges))
        .bench_local(|| build().edge_count());
}

/// The best twenty of all pairs that share a neighbour and no edge.
#[divan::bench(sample_count = 3)]
fn missing(bencher: Bencher) {
    let counted = Counted::new();
    let graph = counted.graph(0);
    let tallies = counted.cooccurrences.tallies();
    let ask = || {
        graph
            .missing(None, LinkPrediction::default(), 20, black_box(&tallies))
            .expect("its own tallies")
            .all()
    };
    let expected: usize = counted
        .neighbors
        .iter()
        .map(|(entity, near)| {
            let two_steps: BTreeSet<u32> = near
                .iter()
                .flat_map(|other| counted.neighbors[other].range(entity + 1..))
                .copied()
                .filter(|other| !near.contains(other))
                .collect();
            two_steps.len()
        })
        .sum();
    assert_eq!(ask(), expected);
    bencher.counter(ItemsCount::new(expected)).bench_local(ask);
}

fn main() {
    divan::main();
}
