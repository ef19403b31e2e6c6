//! From tallies to a graph.

use petgraph::graph::{NodeIndex, UnGraph};

use crate::association::{Contingency, Measure};
use crate::cooccurrence::{EntityTally, PairTally, Tallies, Window};
use crate::dictionary::{EntityIndex, EntityType};
use crate::error::Result;

use super::{Edge, EntityGraph, Node, View};

/// Collects the options of a graph. Made by [`EntityGraph::builder`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct EntityGraphBuilder {
    view: View,
}

impl EntityGraphBuilder {
    /// Sets the window in which pairs are counted and scored; sentences by default.
    pub fn window(mut self, window: Window) -> Self {
        self.view.window = window;
        self
    }

    /// Sets how pairs are scored; signed G² by default.
    pub fn measure(mut self, measure: Measure) -> Self {
        self.view.measure = measure;
        self
    }

    /// Sets the least count with which a pair is an edge; 1 by default, and 0 means 1: a pair that never meets is no edge.
    pub fn min_count(mut self, min_count: u64) -> Self {
        self.view.min_count = min_count;
        self
    }

    /// Shows only entities of these types; all by default.
    pub fn types<T: Into<EntityType>>(mut self, types: impl IntoIterator<Item = T>) -> Self {
        self.view.types = types.into_iter().map(Into::into).collect();
        self
    }

    /// Lets edges join only these pairs of types, in either order; all by default. Entities are shown all the same.
    pub fn type_pairs<T: Into<EntityType>>(
        mut self,
        pairs: impl IntoIterator<Item = (T, T)>,
    ) -> Self {
        self.view.type_pairs = pairs
            .into_iter()
            .map(|(a, b)| (a.into(), b.into()))
            .collect();
        self
    }

    /// Sets how many pieces of evidence an edge keeps at most; 3 by default.
    pub fn evidence(mut self, limit: usize) -> Self {
        self.view.evidence = limit;
        self
    }

    /// Builds the graph: every entity that occurs and is of a shown type is a node, also without edges; every pair that meets often enough
    /// is an edge.
    ///
    /// # Errors
    /// If a ledger cannot be read, or the tallies hold counts no set of windows can have ([`Error::ImpossibleCounts`](crate::Error::ImpossibleCounts)).
    ///
    /// # Complexity
    /// Linear in the pairs, times the logarithm of the number of nodes.
    pub fn build<T: Tallies + ?Sized>(self, tallies: &T) -> Result<EntityGraph> {
        let view = self.view.normalised();
        let shown: Vec<&EntityTally> = tallies
            .entities()
            .iter()
            .filter(|tally| view.shows(&tallies.entity(tally.entity).entity_type))
            .collect();
        let kept = kept_pairs(tallies, &view, &shown);

        let keys: Vec<_> = kept.iter().map(|kept| (kept.pair.a, kept.pair.b)).collect();
        let mut evidence = if view.evidence == 0 {
            Vec::new()
        } else {
            tallies.evidence(&keys, view.window, view.evidence)?
        }
        .into_iter();

        let mut graph = UnGraph::with_capacity(shown.len(), kept.len());
        for tally in &shown {
            graph.add_node(node(tallies, tally));
        }
        let n = tallies.totals().get(view.window);
        for Kept { pair, a, b } in kept {
            let count = pair.windows.get(view.window);
            let [n_a, n_b] = [a, b].map(|end| shown[end].windows.get(view.window));
            let table = Contingency::new(count, n_a, n_b, n)?;
            let edge = Edge {
                windows: pair.windows,
                count,
                score: view.measure.score(&table),
                first_seen: pair.first_seen,
                last_seen: pair.last_seen,
                evidence: evidence.next().unwrap_or_default(),
            };
            graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), edge);
        }
        Ok(EntityGraph {
            graph,
            totals: tallies.totals(),
            provenance: tallies.provenance(),
            view,
        })
    }
}

/// A pair that becomes an edge, with the places of its ends among the nodes.
struct Kept<'t> {
    pair: &'t PairTally,
    a: usize,
    b: usize,
}

fn kept_pairs<'t, T: Tallies + ?Sized>(
    tallies: &'t T,
    view: &View,
    shown: &[&EntityTally],
) -> Vec<Kept<'t>> {
    let place = |entity: EntityIndex| shown.binary_search_by_key(&entity, |tally| tally.entity);
    let entity_type = |entity| &tallies.entity(entity).entity_type;
    tallies
        .pairs()
        .iter()
        .filter(|pair| pair.windows.get(view.window) >= view.min_count)
        .filter(|pair| view.joins(entity_type(pair.a), entity_type(pair.b)))
        .filter_map(|pair| {
            let (a, b) = (place(pair.a).ok()?, place(pair.b).ok()?);
            Some(Kept { pair, a, b })
        })
        .collect()
}

fn node<T: Tallies + ?Sized>(tallies: &T, tally: &EntityTally) -> Node {
    let entity = tallies.entity(tally.entity);
    Node {
        id: entity.id.clone(),
        name: entity.name.clone(),
        entity_type: entity.entity_type.clone(),
        parent: entity.parent.clone(),
        mentions: tally.mentions,
        windows: tally.windows,
        first_seen: tally.first_seen,
        last_seen: tally.last_seen,
    }
}
