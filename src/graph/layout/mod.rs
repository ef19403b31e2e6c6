//! Where the nodes of a graph stand on a picture. A graph comes in; a place, a radius and a community for each of its nodes go out, the same
//! on every machine.

mod arrangement;
mod forces;
mod packing;
mod point;
mod quadtree;
mod spacing;
mod start;
#[cfg(test)]
mod tests;

use super::network::{Network, real};
use super::{CommunityOptions, EdgeWeight, EntityGraph};

pub use point::{Bounds, Point};

/// How a graph is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LayoutOptions {
    /// What an edge weighs, for the communities and for how near its ends are; counts by default.
    pub weight: EdgeWeight,
    /// Where nodes stand before forces move them, and in which order communities are looked for; 0 by default.
    pub seed: u64,
    /// The radius of an entity in no window of the view's kind; 5 by default.
    pub least_radius: f64,
    /// The radius of the entity in most windows of the view's kind; 26 by default. The area between follows the number of windows.
    pub greatest_radius: f64,
    /// The least distance between two circles; 24 by default, which leaves room for names.
    pub gap: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self {
            weight: EdgeWeight::default(),
            seed: 0,
            least_radius: 5.0,
            greatest_radius: 26.0,
            gap: 24.0,
        }
    }
}

impl LayoutOptions {
    /// Sets what an edge weighs.
    #[must_use]
    pub const fn weight(mut self, weight: EdgeWeight) -> Self {
        self.weight = weight;
        self
    }

    /// Sets where nodes stand before forces move them.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the radii of the rarest and of the most frequent entity.
    #[must_use]
    pub const fn radii(mut self, least: f64, greatest: f64) -> Self {
        self.least_radius = least;
        self.greatest_radius = greatest;
        self
    }

    /// The radius for a share of the windows of the entity that is in most.
    pub(crate) fn radius(&self, share: f64) -> f64 {
        self.least_radius + (self.greatest_radius - self.least_radius) * share.sqrt()
    }

    /// Sets the least distance between two circles.
    #[must_use]
    pub const fn gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }
}

/// Where the nodes of a graph stand. Made by [`EntityGraph::layout`]; its lists are in the order of [`nodes`](EntityGraph::nodes).
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    positions: Vec<Point>,
    radii: Vec<f64>,
    communities: Vec<Option<usize>>,
    bounds: Bounds,
}

impl Layout {
    /// The middle of each node.
    pub fn positions(&self) -> &[Point] {
        &self.positions
    }

    /// The radius of each node: its area grows with the windows of the view's kind that the entity is in.
    pub fn radii(&self) -> &[f64] {
        &self.radii
    }

    /// The community of each node, as [`EntityGraph::communities`] numbers them, from 1; `None` for those without edges.
    pub fn communities(&self) -> &[Option<usize>] {
        &self.communities
    }

    /// The rectangle around all circles; its top left corner is at the origin.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }
}

impl EntityGraph {
    /// Lays the graph out: neighbours near each other, communities apart, what many are joined to in the middle, no circle over another, and
    /// what hangs on nothing in rows below.
    ///
    /// The places are the same to the last bit on every machine, whatever else runs: one thread, our own random numbers, and no operation
    /// that platforms round in their own way.
    ///
    /// # Complexity
    /// Nodes times the logarithm of their number and edges, times some hundred rounds: 5,000 nodes and 20,000 edges take about two seconds.
    ///
    /// # References
    /// Noack (2009), *Modularity Clustering Is Force-Directed Layout*, for the forces; Barnes & Hut (1986), *A Hierarchical O(N log N)
    /// Force-Calculation Algorithm*.
    ///
    /// # Example
    /// ```
    /// use comention::document::Document;
    /// use comention::graph::LayoutOptions;
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// cooccurrences.observe(&annotator.annotate(&Document::new("monday", "TSMC makes the H800 for Nvidia.")));
    /// let graph = EntityGraph::builder().build(&cooccurrences.tallies())?;
    ///
    /// let layout = graph.layout(LayoutOptions::default());
    /// for (node, place) in graph.nodes().zip(layout.positions()) {
    ///     println!("{} at {:.1}, {:.1}", node.name(), place.x, place.y);
    /// }
    /// assert_eq!(layout, graph.layout(LayoutOptions::default()));
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn layout(&self, options: LayoutOptions) -> Layout {
        let found = self.communities(
            CommunityOptions::default()
                .weight(options.weight)
                .seed(options.seed),
        );
        let communities = found.membership().to_vec();
        let radii = self.node_radii(&options);
        let network = Network::new(self, options.weight);
        let numbers: Vec<usize> = communities
            .iter()
            .map(|community| community.unwrap_or(0))
            .collect();
        let mut positions = arrangement::arrange(&network, &numbers, &radii, &options);
        let circles = |positions: &[Point]| {
            Bounds::around(positions.iter().copied().zip(radii.iter().copied()))
        };
        let corner = circles(&positions);
        for place in &mut positions {
            *place = *place - Point::new(corner.left, corner.top);
        }
        let bounds = circles(&positions);
        Layout {
            positions,
            radii,
            communities,
            bounds,
        }
    }

    fn node_radii(&self, options: &LayoutOptions) -> Vec<f64> {
        let windows = |node: &super::Node| node.windows().get(self.window());
        let most = self.nodes().map(windows).max().unwrap_or(0).max(1);
        self.nodes()
            .map(|node| options.radius(real(windows(node)) / real(most)))
            .collect()
    }
}
