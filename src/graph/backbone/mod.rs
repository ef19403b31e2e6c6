//! Which edges of a large graph to keep: rules that cut edges and never entities. Weights and ends of edges come in, a verdict with its numbers
//! goes out for each edge cut, so that `explain` can name the rule.

mod disparity;
mod noise_corrected;
mod polya;
mod spanning_tree;
#[cfg(test)]
mod tests;
mod top_k;

use serde::Serialize;

use super::centrality::core_numbers;
use super::network::Network;

/// A rule that keeps the edges which tell most about the shape of a graph.
///
/// The first three weigh an edge by its count, the windows of the view's kind that both ends share, and test it against a chance that knows how
/// often each end is in company at all. So hubs keep what stands out even for them, and rare entities keep what stands out for them: a
/// threshold on the score would keep either the one or the other.
///
/// Serializes as an object with `rule` and the rule's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Backbone {
    /// Disparity filter: keeps an edge if, for one of its ends, so large a share of the end's weight would fall on one of its `k` edges by chance
    /// with a probability below `alpha`: `(1 - w/s)^(k-1) < alpha`, where `s` is the sum of the weights. An end with one edge tells nothing.
    ///
    /// # References
    /// Serrano, Boguñá & Vespignani (2009), *Extracting the Multiscale Backbone of Complex Weighted Networks*.
    Disparity {
        /// The probability, usually 0.01 to 0.3; [`Backbone::ALPHA`] by default.
        alpha: f64,
    },
    /// Noise-corrected: keeps an edge whose weight is above what the sums of its two ends predict by more than `delta` standard deviations, in
    /// a Bayesian estimate of both. 1.28, 1.64 and 2.32 are about 10, 5 and 1 per cent of edges kept by mistake.
    ///
    /// # References
    /// Coscia & Neffke (2017), *Network Backboning with Noisy Data*.
    NoiseCorrected {
        /// The standard deviations; [`Backbone::DELTA`] by default.
        delta: f64,
    },
    /// Pólya filter with a reinforcement of 1: like the disparity filter, but for whole numbers, and strict with light edges: the probability,
    /// for one of its ends, that an urn which returns each ball it gives with another of its kind gives this edge `w` of the `s` balls or more.
    ///
    /// # References
    /// Marcaccioli & Livan (2019), *A Pólya Urn Approach to Information Filtering in Complex Networks*.
    Polya {
        /// The probability; [`Backbone::ALPHA`] by default.
        alpha: f64,
    },
    /// Maximum spanning tree: keeps the strongest edges, by score, that close no circle; of equal ones those first in the order of their
    /// ids. All entities that hang together still do, on one path each.
    ///
    /// # References
    /// Kruskal (1956), *On the Shortest Spanning Subtree of a Graph*.
    #[serde(rename = "mst")]
    MaximumSpanningTree,
}

impl Backbone {
    /// The usual probability of the disparity and the Pólya filter.
    pub const ALPHA: f64 = 0.05;
    /// The usual strictness of the noise-corrected backbone.
    pub const DELTA: f64 = 1.64;

    /// The stable name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disparity { .. } => "disparity",
            Self::NoiseCorrected { .. } => "noise-corrected",
            Self::Polya { .. } => "polya",
            Self::MaximumSpanningTree => "mst",
        }
    }
}

/// What thins a graph. The rules are applied one after another, in the order of the fields, each to what the one before left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Thinning {
    /// The backbone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backbone: Option<Backbone>,
    /// Keep an edge if it is among this many with the best scores of one of its ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_k: Option<usize>,
    /// Keep an edge if it is in the part of the graph where everybody has this many neighbours or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k_core: Option<usize>,
}

impl Thinning {
    /// No rule.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the backbone only.
    #[must_use]
    pub const fn backbone(mut self, backbone: Backbone) -> Self {
        self.backbone = Some(backbone);
        self
    }

    /// Keeps only edges that are among the `k` with the best scores of one of their ends.
    #[must_use]
    pub const fn top_k(mut self, k: usize) -> Self {
        self.top_k = Some(k);
        self
    }

    /// Keeps only edges in the part of the graph where everybody has `k` neighbours or more.
    #[must_use]
    pub const fn k_core(mut self, k: usize) -> Self {
        self.k_core = Some(k);
        self
    }

    /// Whether it cuts nothing, whatever the graph.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Why an edge was cut, with the numbers that decided. `a` is the end with the smaller id.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cut {
    /// [`Backbone::Disparity`]: the probabilities seen from both ends, neither below `alpha`.
    Disparity {
        /// Seen from `a`.
        alpha_a: f64,
        /// Seen from `b`.
        alpha_b: f64,
    },
    /// [`Backbone::NoiseCorrected`]: the lift, from -1 to 1 with 0 for what is expected, is not `delta` of its standard deviations above 0.
    NoiseCorrected {
        /// The lift.
        lift: f64,
        /// Its standard deviation.
        deviation: f64,
    },
    /// [`Backbone::Polya`]: the probabilities seen from both ends, neither below `alpha`.
    Polya {
        /// Seen from `a`.
        p_a: f64,
        /// Seen from `b`.
        p_b: f64,
    },
    /// [`Backbone::MaximumSpanningTree`]: stronger edges join the two already.
    SpanningTree,
    /// [`Thinning::top_k`]: the places of the edge among those of its ends, from 1.
    TopK {
        /// Among those of `a`.
        rank_a: usize,
        /// Among those of `b`.
        rank_b: usize,
    },
    /// [`Thinning::k_core`]: the core numbers of the ends.
    KCore {
        /// Of `a`.
        core_a: usize,
        /// Of `b`.
        core_b: usize,
    },
}

/// An edge before it is decided whether it stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) count: u64,
    pub(super) score: f64,
}

/// The edges that a rule cut, by its name in flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutCount {
    /// The rule: the name of the backbone, `top-k` or `k-core`.
    pub rule: &'static str,
    /// How many edges it cut.
    pub cut: usize,
    /// How many it was given.
    pub of: usize,
}

/// For each edge what cuts it, if anything does, and how many each rule cut. The edges come in the order of their ends, smaller end first.
///
/// # Complexity
/// Edges times the logarithm of their number; with the Pólya filter, times the counts around their ends at most.
pub(super) fn decide(
    nodes: usize,
    edges: &[Candidate],
    thinning: &Thinning,
) -> (Vec<Option<Cut>>, Vec<CutCount>) {
    let mut cuts = vec![None; edges.len()];
    let mut counts = Vec::new();
    let mut apply = |rule, decide: &dyn Fn(&[Candidate]) -> Vec<Option<Cut>>| {
        let places: Vec<usize> = (0..edges.len()).filter(|&at| cuts[at].is_none()).collect();
        let left: Vec<Candidate> = places.iter().map(|&at| edges[at]).collect();
        let verdicts = decide(&left);
        counts.push(CutCount {
            rule,
            cut: verdicts.iter().flatten().count(),
            of: left.len(),
        });
        for (at, verdict) in places.into_iter().zip(verdicts) {
            cuts[at] = verdict;
        }
    };
    if let Some(backbone) = thinning.backbone {
        apply(backbone.name(), &|left| match backbone {
            Backbone::Disparity { alpha } => disparity::cuts(nodes, left, alpha),
            Backbone::NoiseCorrected { delta } => noise_corrected::cuts(nodes, left, delta),
            Backbone::Polya { alpha } => polya::cuts(nodes, left, alpha),
            Backbone::MaximumSpanningTree => spanning_tree::cuts(nodes, left),
        });
    }
    if let Some(k) = thinning.top_k {
        apply("top-k", &|left| top_k::cuts(nodes, left, k));
    }
    if let Some(k) = thinning.k_core {
        apply("k-core", &|left| outside_core(nodes, left, k));
    }
    (cuts, counts)
}

fn outside_core(nodes: usize, edges: &[Candidate], k: usize) -> Vec<Option<Cut>> {
    let network = Network::from_edges(nodes, edges.iter().map(|edge| (edge.a, edge.b, 1.0)));
    let core = core_numbers(&network);
    let verdict = |edge: &Candidate| {
        let (core_a, core_b) = (core[edge.a], core[edge.b]);
        (core_a.min(core_b) < k).then_some(Cut::KCore { core_a, core_b })
    };
    edges.iter().map(verdict).collect()
}

/// Of each node the number of its edges and the sum of their counts.
fn degrees_and_strengths(nodes: usize, edges: &[Candidate]) -> Vec<(u64, u64)> {
    let mut of = vec![(0, 0); nodes];
    for edge in edges {
        for end in [edge.a, edge.b] {
            of[end].0 += 1;
            of[end].1 += edge.count;
        }
    }
    of
}
