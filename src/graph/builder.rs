//! From tallies to a graph.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use petgraph::graph::{NodeIndex, UnGraph};

use crate::association::{Contingency, Measure};
use crate::cooccurrence::{EntityTally, Evidence, PairTally, Tallies, Window};
use crate::dictionary::{EntityId, EntityIndex, EntityType};
use crate::error::Result;

use super::{Edge, EntityGraph, Node, View};

/// Collects the options of a graph. Made by [`EntityGraph::builder`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct EntityGraphBuilder {
    view: View,
    evidence_of: EvidenceOf,
    strongest: Option<usize>,
    also_shown: BTreeSet<EntityId>,
}

/// The edges that carry evidence.
#[derive(Clone, Debug, Default)]
enum EvidenceOf {
    #[default]
    All,
    Around(EntityId),
    Pairs(BTreeSet<(EntityId, EntityId)>),
}

impl EvidenceOf {
    fn has(&self, a: &str, b: &str) -> bool {
        match self {
            Self::All => true,
            Self::Around(id) => id.as_str() == a || id.as_str() == b,
            Self::Pairs(pairs) => pairs.contains(&(EntityId::new(a), EntityId::new(b))),
        }
    }
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

    /// Shows these entities whatever their types.
    pub fn also_show(mut self, ids: impl IntoIterator<Item = EntityId>) -> Self {
        self.also_shown.extend(ids);
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

    /// Gives evidence to the edges of one entity only, to save the time for the others.
    pub fn evidence_around(mut self, id: impl AsRef<str>) -> Self {
        self.evidence_of = EvidenceOf::Around(EntityId::new(id));
        self
    }

    /// Gives evidence to the edges of these pairs only, in either order, to save the time for the others.
    pub fn evidence_for(mut self, pairs: impl IntoIterator<Item = (EntityId, EntityId)>) -> Self {
        let ordered = pairs
            .into_iter()
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) });
        self.evidence_of = EvidenceOf::Pairs(ordered.collect());
        self
    }

    /// Keeps only the `n` edges with the best scores (then by ids); `None`, the default, keeps all.
    pub fn strongest(mut self, n: Option<usize>) -> Self {
        self.strongest = n;
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
            .filter(|tally| {
                let entity = tallies.entity(tally.entity);
                view.shows(entity.entity_type()) || self.also_shown.contains(entity.id())
            })
            .collect();
        let mut kept = kept_pairs(tallies, &view, &shown)?;
        keep_strongest(&mut kept, self.strongest);
        let mut evidence = self.evidence_of.collect(tallies, &kept, &view)?;

        let mut graph = UnGraph::with_capacity(shown.len(), kept.len());
        for tally in &shown {
            graph.add_node(node(tallies, tally));
        }
        for (place, Kept { pair, a, b, score }) in kept.into_iter().enumerate() {
            let edge = Edge {
                windows: pair.windows,
                count: pair.windows.get(view.window),
                score,
                first_seen: pair.first_seen,
                last_seen: pair.last_seen,
                evidence: evidence.remove(&place).unwrap_or_default(),
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
    score: f64,
}

fn kept_pairs<'t, T: Tallies + ?Sized>(
    tallies: &'t T,
    view: &View,
    shown: &[&EntityTally],
) -> Result<Vec<Kept<'t>>> {
    let place = |entity: EntityIndex| shown.binary_search_by_key(&entity, |tally| tally.entity);
    let entity_type = |entity| tallies.entity(entity).entity_type();
    let n = tallies.totals().get(view.window);
    let kept = tallies
        .pairs()
        .iter()
        .filter(|pair| pair.windows.get(view.window) >= view.min_count)
        .filter(|pair| view.joins(entity_type(pair.a), entity_type(pair.b)))
        .filter_map(|pair| {
            let (a, b) = (place(pair.a).ok()?, place(pair.b).ok()?);
            Some((pair, a, b))
        });
    kept.map(|(pair, a, b)| {
        let [n_a, n_b] = [a, b].map(|end| shown[end].windows.get(view.window));
        let table = Contingency::new(pair.windows.get(view.window), n_a, n_b, n)?;
        let score = view.measure.score(&table);
        Ok(Kept { pair, a, b, score })
    })
    .collect()
}

fn keep_strongest(kept: &mut Vec<Kept<'_>>, strongest: Option<usize>) {
    let Some(strongest) = strongest.filter(|&n| n < kept.len()) else {
        return;
    };
    let ends = |kept: &Kept<'_>| (kept.pair.a, kept.pair.b);
    kept.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(ends(one).cmp(&ends(other)))
    });
    kept.truncate(strongest);
    kept.sort_by_key(ends);
}

impl EvidenceOf {
    /// The evidence of the edges that are to have some, by their places in `kept`.
    fn collect<T: Tallies + ?Sized>(
        &self,
        tallies: &T,
        kept: &[Kept<'_>],
        view: &View,
    ) -> Result<HashMap<usize, Vec<Evidence>>> {
        if view.evidence == 0 {
            return Ok(HashMap::new());
        }
        let id = |entity| tallies.entity(entity).id();
        let (places, pairs): (Vec<usize>, Vec<_>) = kept
            .iter()
            .enumerate()
            .filter(|(_, kept)| self.has(id(kept.pair.a), id(kept.pair.b)))
            .map(|(place, kept)| (place, (kept.pair.a, kept.pair.b)))
            .unzip();
        let evidence = tallies.evidence(&pairs, view.window, view.evidence)?;
        Ok(places.into_iter().zip(evidence).collect())
    }
}

fn node<T: Tallies + ?Sized>(tallies: &T, tally: &EntityTally) -> Node {
    let entity = tallies.entity(tally.entity);
    Node {
        id: EntityId::new(entity.id()),
        name: Arc::from(entity.name()),
        entity_type: EntityType::new(entity.entity_type()),
        parent: entity.parent().map(|parent| EntityId::new(parent.id())),
        mentions: tally.mentions,
        windows: tally.windows,
        first_seen: tally.first_seen,
        last_seen: tally.last_seen,
    }
}
