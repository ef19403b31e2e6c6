//! How much each entity matters in the graph, by a measure of choice. A network comes in, a number for each node goes out.

mod betweenness;
mod closeness;
mod clustering;
mod cores;
mod distances;
mod eigenvector;
mod pagerank;
#[cfg(test)]
mod tests;
mod weighted_cores;

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};

use super::network::{Network, ratio_of, real};
use super::{EdgeWeight, EntityGraph, NodeValue};

pub(super) use clustering::Triangles;
pub(super) use cores::core_numbers;

/// A measure of how much an entity matters. The greater, the more, by all of them.
///
/// Which to ask: *how much is it talked about*: mentions. *With how many others*: degree, strength. *Is it near those that matter*: `PageRank`,
/// eigenvector. *Does it bridge circles that would not meet without it* (brokers): betweenness, over the whole graph and dear; effective size,
/// among its own neighbours and cheap. *Is it in the thick of it*: core number, closeness.
///
/// Weighted measures take an [`EdgeWeight`]; the others go by the edges alone. Values are those of `NetworkX` where it has the measure,
/// not normalised unless said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Centrality {
    /// Its accepted mentions in all documents. The graph plays no part.
    #[default]
    Mentions,
    /// The number of its neighbours.
    Degree,
    /// Weighted degree: the sum of the weights of its edges.
    Strength,
    /// The share of time that a walker spends there who follows an edge, by weight, with probability 0.85 and else begins again anywhere;
    /// who is at an entity without edges begins again too. All add up to 1. Iterated until it changes by less than 1e-15 in all.
    ///
    /// # References
    /// Brin & Page (1998), *The Anatomy of a Large-Scale Hypertextual Web Search Engine*.
    PageRank,
    /// The number of pairs of others between which it lies: of each pair the share of their shortest paths that pass through it. Steps are
    /// counted, weights play no part. Not normalised; each pair counts once.
    ///
    /// # Complexity
    /// Nodes times edges, on all cores.
    ///
    /// # References
    /// Freeman (1977), *A Set of Measures of Centrality Based on Betweenness*; Brandes (2001), *A Faster Algorithm for Betweenness Centrality*.
    Betweenness,
    /// The same where an edge is 1/weight long, so that heavy edges are short. Paths whose lengths differ by less than 1e-12 of their length
    /// are equally short: 1/2 is as far as 1/3 + 1/6, however they round.
    ///
    /// # Complexity
    /// Nodes times edges times the logarithm of the number of nodes, on all cores.
    WeightedBetweenness,
    /// The sum of the values of its neighbours, by weight, up to a common factor; the squares of all add up to 1. It has a meaning only within
    /// one component: outside the largest (of equal ones, the one with the smallest id) every value is 0.
    ///
    /// # References
    /// Bonacich (1972), *Factoring and Weighting Approaches to Status Scores and Clique Identification*.
    Eigenvector,
    /// How near all others are: of `r` entities in its component and `n` in all, `(r-1)/sum(d) * (r-1)/(n-1)`, where `d` counts the steps to
    /// each of the others. Range 0..=1.
    ///
    /// # Complexity
    /// Nodes times edges.
    ///
    /// # References
    /// Wasserman & Faust (1994), *Social Network Analysis* (the form for graphs in several components).
    Closeness,
    /// The same where an edge is 1/weight long; no upper limit.
    WeightedCloseness,
    /// The sum of `1/d` over all others, where `d` counts the steps to each; those out of reach add nothing.
    ///
    /// # References
    /// Marchiori & Latora (2000), *Harmony in the Small-World*.
    Harmonic,
    /// The share of the pairs of its neighbours that are joined themselves; 0 with fewer than two neighbours. Range 0..=1.
    ///
    /// # References
    /// Watts & Strogatz (1998), *Collective Dynamics of 'Small-World' Networks*.
    Clustering,
    /// The same by weight: of each pair of its neighbours that are joined, the geometric mean of the three edges, each weight divided by the
    /// greatest in the graph; their sum divided by the number of all pairs. Range 0..=1; that of [`Clustering`](Self::Clustering) where all
    /// edges weigh the same.
    ///
    /// # References
    /// Onnela et al. (2005), *Intensity and Coherence of Motifs in Weighted Complex Networks*.
    WeightedClustering,
    /// Core number: the greatest `k` so that it is in a part of the graph where everybody has `k` neighbours or more.
    ///
    /// # References
    /// Seidman (1983), *Network Structure and Minimum Degree*; Batagelj & Zaveršnik (2003) for the algorithm.
    Core,
    /// Core number by degree and weight together: the greatest level so that it is in a part of the graph where everybody has that level or
    /// more, `sqrt(k*s)` rounded, of its degree `k` and the sum `s` of the weights within the part.
    ///
    /// # Complexity
    /// Edges times the logarithm of their number.
    ///
    /// # References
    /// Garas, Schweitzer & Havlin (2012), *A k-Shell Decomposition Method for Weighted Networks* (with both exponents 1, and the weights as
    /// they are).
    WeightedCore,
    /// Effective size: how many of its neighbours do not duplicate each other, its degree less the average number of neighbours that each of
    /// its neighbours shares with it. An entity that alone joins separate circles keeps its whole degree. 0 without neighbours.
    ///
    /// # References
    /// Burt (1992), *Structural Holes*; Borgatti (1997) for the form `n - 2t/n`.
    EffectiveSize,
}

impl Centrality {
    /// All measures.
    pub const ALL: [Self; 15] = [
        Self::Mentions,
        Self::Degree,
        Self::Strength,
        Self::PageRank,
        Self::Betweenness,
        Self::WeightedBetweenness,
        Self::Eigenvector,
        Self::Closeness,
        Self::WeightedCloseness,
        Self::Harmonic,
        Self::Clustering,
        Self::WeightedClustering,
        Self::Core,
        Self::WeightedCore,
        Self::EffectiveSize,
    ];

    /// The stable lower-case name used in flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Degree => "degree",
            Self::Strength => "strength",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
            Self::WeightedBetweenness => "weighted-betweenness",
            Self::Eigenvector => "eigenvector",
            Self::Closeness => "closeness",
            Self::WeightedCloseness => "weighted-closeness",
            Self::Harmonic => "harmonic",
            Self::Clustering => "clustering",
            Self::WeightedClustering => "weighted-clustering",
            Self::Core => "k-core",
            Self::WeightedCore => "weighted-k-core",
            Self::EffectiveSize => "effective-size",
        }
    }

    /// The name of the field or column that holds it in files: the [`name`](Self::name) with `_` for `-`.
    pub const fn field(self) -> &'static str {
        match self {
            Self::WeightedBetweenness => "weighted_betweenness",
            Self::WeightedCloseness => "weighted_closeness",
            Self::WeightedClustering => "weighted_clustering",
            Self::Core => "k_core",
            Self::WeightedCore => "weighted_k_core",
            Self::EffectiveSize => "effective_size",
            other => other.name(),
        }
    }

    /// Whether its values are whole numbers.
    pub const fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Mentions | Self::Degree | Self::Core | Self::WeightedCore
        )
    }

    /// A value as it is written: a whole number where all are.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole values are counts"
    )]
    pub const fn value(self, value: f64) -> NodeValue {
        if self.is_whole() {
            NodeValue::Whole(value as usize)
        } else {
            NodeValue::Real(value)
        }
    }

    /// Whether the weights of the edges play a part.
    pub const fn is_weighted(self) -> bool {
        matches!(
            self,
            Self::Strength
                | Self::PageRank
                | Self::WeightedBetweenness
                | Self::Eigenvector
                | Self::WeightedCloseness
                | Self::WeightedClustering
                | Self::WeightedCore
        )
    }
}

impl fmt::Display for Centrality {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Centrality {
    type Err = Error;

    /// Reads a [`name`](Centrality::name) in any case, with `-` or `_`.
    fn from_str(text: &str) -> Result<Self> {
        let name = text.to_ascii_lowercase().replace('_', "-");
        Self::ALL
            .into_iter()
            .find(|centrality| centrality.name() == name)
            .ok_or_else(|| Error::UnknownMeasure {
                name: text.to_owned(),
                known: Self::ALL.map(Self::name).to_vec(),
            })
    }
}

impl Serialize for Centrality {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl EntityGraph {
    /// The value of a measure for each entity, in the order of [`nodes`](Self::nodes). The same on every machine, whatever its cores.
    ///
    /// # Example
    /// ```
    /// use comention::graph::{Centrality, EdgeWeight};
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, document::Document};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// let document = Document::new("memo", "TSMC makes the H800. Nvidia sells the H800. Nvidia met OpenAI.");
    /// cooccurrences.observe(&annotator.annotate(&document));
    /// let graph = EntityGraph::builder().build(&cooccurrences.tallies())?;
    ///
    /// let between = graph.centrality(Centrality::Betweenness, EdgeWeight::Count);
    /// let ids: Vec<_> = graph.nodes().map(|node| node.id().as_str()).collect();
    /// assert_eq!(ids, ["h800", "nvidia", "openai", "tsmc"]);
    /// assert_eq!(between, [2.0, 2.0, 0.0, 0.0]); // a chain: TSMC, H800, Nvidia, OpenAI
    /// # Ok::<(), comention::Error>(())
    /// ```
    ///
    /// # Complexity
    /// See the measure; of those that name none at most linear in the edges times the number of rounds, or in the triangles.
    pub fn centrality(&self, centrality: Centrality, weight: EdgeWeight) -> Vec<f64> {
        let weight = if centrality.is_weighted() {
            weight
        } else {
            EdgeWeight::One
        };
        let network = Network::new(self, weight);
        let of_each = |value: &dyn Fn(usize) -> f64| network.nodes().map(value).collect();
        match centrality {
            Centrality::Mentions => self.nodes().map(|node| real(node.mentions())).collect(),
            Centrality::Degree => of_each(&|node| ratio_of(network.degree(node))),
            Centrality::Strength => of_each(&|node| network.strength(node)),
            Centrality::PageRank => pagerank::pagerank(&network),
            Centrality::Betweenness => betweenness::betweenness(&network, false),
            Centrality::WeightedBetweenness => betweenness::betweenness(&network, true),
            Centrality::Eigenvector => eigenvector::eigenvector(&network),
            Centrality::Closeness => closeness::closeness(&network, false),
            Centrality::WeightedCloseness => closeness::closeness(&network, true),
            Centrality::Harmonic => closeness::harmonic(&network),
            Centrality::Clustering => Triangles::of(&network).clustering(&network),
            Centrality::WeightedClustering => clustering::weighted_clustering(&network),
            Centrality::Core => core_numbers(&network).into_iter().map(ratio_of).collect(),
            Centrality::WeightedCore => weighted_cores::weighted_core_numbers(&network),
            Centrality::EffectiveSize => Triangles::of(&network).effective_size(&network),
        }
    }
}
