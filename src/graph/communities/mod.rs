//! Entities that are more with each other than with the rest. A graph comes in, a partition and how good it is go out.

mod leiden;
mod levels;
mod quality;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::network::{Network, sizes};
use super::{EdgeWeight, EntityGraph, Node};

pub use levels::CommunityBranch;
pub use quality::Quality;

/// How communities are looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CommunityOptions {
    /// What an edge weighs; counts by default.
    pub weight: EdgeWeight,
    /// What makes a division a good one; modularity by default.
    pub quality: Quality,
    /// How small communities are: 1 by default, greater numbers give more and smaller ones. By [`Quality::ConstantPotts`] it is a weight.
    pub resolution: f64,
    /// Shuffles the orders in which entities are looked at; 0 by default. Where a graph has clear communities, they are the same for all.
    pub seed: u64,
}

impl Default for CommunityOptions {
    fn default() -> Self {
        Self {
            weight: EdgeWeight::default(),
            quality: Quality::default(),
            resolution: 1.0,
            seed: 0,
        }
    }
}

impl CommunityOptions {
    /// Sets what an edge weighs.
    #[must_use]
    pub const fn weight(mut self, weight: EdgeWeight) -> Self {
        self.weight = weight;
        self
    }

    /// Sets what makes a division a good one.
    #[must_use]
    pub const fn quality(mut self, quality: Quality) -> Self {
        self.quality = quality;
        self
    }

    /// Sets how small communities are.
    #[must_use]
    pub const fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Sets the order in which entities are looked at.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

impl EntityGraph {
    /// Divides the entities into communities by the Leiden algorithm, which looks for the greatest [quality](CommunityOptions::quality), by default
    /// [modularity](Communities::modularity).
    ///
    /// Every community hangs together. The same options give the same communities, on every machine: all sums are of whole counts (or of
    /// scores, in a fixed order), the random numbers are our own, and of moves that gain the same the one to the first community is made.
    ///
    /// # Complexity
    /// About linear in the edges, times some ten rounds for each of five orders in which the entities are looked at.
    ///
    /// # References
    /// Traag, Waltman & van Eck (2019), *From Louvain to Leiden: Guaranteeing Well-Connected Communities*. Refinement takes the best move
    /// instead of drawing one, which needs no exponential function and so no trust in how a platform rounds it.
    pub fn communities(&self, options: CommunityOptions) -> Communities<'_> {
        let network = Network::new(self, options.weight);
        let (found, quality) = leiden::partition(&network, options);
        let modularity = match options.quality {
            Quality::Modularity => quality,
            Quality::ConstantPotts => Quality::Modularity.of(&network, &found, 1.0),
        };
        Communities {
            graph: self,
            membership: numbered(&network, &found),
            quality,
            modularity,
            options,
        }
    }
}

/// The communities of a graph. Made by [`EntityGraph::communities`].
///
/// They are numbered from 1, the largest first, of equal ones that with the smallest id. Entities without edges are in none.
#[derive(Clone, Debug)]
pub struct Communities<'g> {
    graph: &'g EntityGraph,
    membership: Vec<Option<usize>>,
    quality: f64,
    modularity: f64,
    options: CommunityOptions,
}

impl<'g> Communities<'g> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.membership.iter().flatten().max().copied().unwrap_or(0)
    }

    /// Whether there are none, which takes a graph without edges.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of the [quality](CommunityOptions::quality) they were looked for by.
    pub const fn quality(&self) -> f64 {
        self.quality
    }

    /// `sum(inside/m - resolution*(strength/2m)^2)` over the communities: the share of the weight that is inside them, less the share that would
    /// be if edges joined their ends by chance. `inside` is the weight of the edges within a community, `strength` that around its members, `m`
    /// that of all edges. At resolution 1 in -0.5..1; above 0.3 is usually taken for a structure worth the name. 0 without edges. At
    /// resolution 1, too, if they were looked for by another quality, whose resolution is another.
    ///
    /// # References
    /// Newman & Girvan (2004), *Finding and Evaluating Community Structure in Networks*; Reichardt & Bornholdt (2006) for the resolution.
    pub const fn modularity(&self) -> f64 {
        self.modularity
    }

    /// How they were looked for.
    pub const fn options(&self) -> CommunityOptions {
        self.options
    }

    /// The graph they divide.
    pub const fn graph(&self) -> &'g EntityGraph {
        self.graph
    }

    /// The community of each entity, in the order of [`nodes`](EntityGraph::nodes).
    pub fn membership(&self) -> &[Option<usize>] {
        &self.membership
    }

    /// The community of an entity.
    pub fn of(&self, id: &str) -> Option<usize> {
        self.membership[self.graph.position(id)?.index()]
    }

    /// The members of each community, in the order of their ids; the first community is at 0.
    pub fn members(&self) -> Vec<Vec<&'g Node>> {
        let mut members = vec![Vec::new(); self.len()];
        for (node, community) in self.graph.nodes().zip(&self.membership) {
            if let Some(community) = community {
                members[community - 1].push(node);
            }
        }
        members
    }
}

/// What is said of communities as a whole, wherever they are written.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CommunitySummary {
    /// How many there are.
    pub communities: usize,
    /// Their modularity.
    pub modularity: f64,
    /// What they were looked for by.
    pub quality: Quality,
    /// Its value, where that is not the modularity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_value: Option<f64>,
    /// What an edge weighs.
    pub weight: EdgeWeight,
    /// The resolution.
    pub resolution: f64,
    /// The seed.
    pub seed: u64,
}

impl From<&Communities<'_>> for CommunitySummary {
    fn from(found: &Communities<'_>) -> Self {
        let CommunityOptions {
            weight,
            quality,
            resolution,
            seed,
        } = found.options;
        Self {
            communities: found.len(),
            modularity: found.modularity,
            quality,
            quality_value: (quality != Quality::Modularity).then_some(found.quality),
            weight,
            resolution,
            seed,
        }
    }
}

/// Communities by size, then by their first members; nodes without edges in none.
fn numbered(network: &Network, found: &[usize]) -> Vec<Option<usize>> {
    let size = sizes(found);
    let mut first = vec![usize::MAX; size.len()];
    for (node, &community) in found.iter().enumerate().rev() {
        first[community] = node;
    }
    let mut order: Vec<usize> = (0..size.len())
        .filter(|&community| size[community] > 0 && network.degree(first[community]) > 0)
        .collect();
    order.sort_by_key(|&community| (std::cmp::Reverse(size[community]), first[community]));
    let mut number = vec![None; size.len()];
    for (place, community) in order.into_iter().enumerate() {
        number[community] = Some(place + 1);
    }
    found.iter().map(|&community| number[community]).collect()
}
