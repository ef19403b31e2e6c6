//! From tallies to a graph.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use petgraph::graph::{NodeIndex, UnGraph};

use crate::association::Measure;
use crate::cooccurrence::{EntityTally, Evidence, PairTally, Tallies, Window, WindowCounts};
use crate::dictionary::{EntityId, EntityIndex, EntityType};
use crate::error::{Error, Result};

use super::backbone::{Candidate, Cut, CutCount, decide};
use super::edge_relation;
use super::scores::{Met, Scores};
use super::{
    Edge, EntityGraph, Node, Significance, Significances, Thinning, TokenWindow, View, in_points,
};

/// Collects the options of a graph. Made by [`EntityGraph::builder`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct EntityGraphBuilder {
    view: View,
    /// The one asked for; otherwise the window tells.
    measure: Option<Measure>,
    evidence_of: EvidenceOf,
    strongest: Option<usize>,
    also_shown: BTreeSet<EntityId>,
    significance: bool,
    hinted: bool,
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
        self.view.tokens = None;
        self
    }

    /// Counts pairs of mentions that stand near each other, in place of windows, and scores them by the sum of their weights, or by
    /// [`Measure::Count`] where that is asked for.
    pub fn token_window(mut self, tokens: TokenWindow) -> Self {
        self.view.window = Window::Paragraph;
        self.view.tokens = Some(tokens);
        self
    }

    /// Sets how pairs are scored; by default [`Measure::Combined`], and [`Measure::Weighted`] in a token window.
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = Some(measure);
        self
    }

    /// Sets the least count with which a pair is an edge; 1 by default, and 0 means 1: a pair that never meets is no edge.
    pub fn min_count(mut self, min_count: u64) -> Self {
        self.view.min_count = min_count;
        self
    }

    /// Cuts the edges whose q-value is greater, so that at most this share of those that are left is to be expected by chance; `None`, the default,
    /// cuts none. See [`Significance`].
    pub fn fdr(mut self, fdr: Option<f64>) -> Self {
        self.view.fdr = fdr;
        self
    }

    /// Works out the [`Significance`] of each edge even if none is cut for it; by default it is left out.
    pub fn significance(mut self, wanted: bool) -> Self {
        self.significance = wanted;
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

    /// Sets the rules that cut edges of a large graph; none by default. They judge what the other options leave, and cut no entities.
    pub fn thinning(mut self, thinning: Thinning) -> Self {
        self.view.thinning = thinning;
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

    /// Joins only what some sentence asserts a relation of.
    pub fn hinted(mut self, hinted: bool) -> Self {
        self.hinted = hinted;
        self
    }

    /// Keeps only the `n` edges with the best scores (then by ids); `None`, the default, keeps all. The others cost no memory:
    /// [`EntityGraph::all_pairs`] tells how many there were.
    pub fn strongest(mut self, n: Option<usize>) -> Self {
        self.strongest = n;
        self
    }

    /// Builds the graph: every entity that occurs and is of a shown type is a node, also without edges; every pair that meets often enough
    /// is an edge.
    ///
    /// # Errors
    /// If a ledger cannot be read, or the tallies hold counts no set of windows can have ([`Error::ImpossibleCounts`]). With a token window:
    /// [`Error::NeedsCountedWindows`] if significance or a measure of counted windows was asked for, [`Error::DocumentsNotKept`] if the tallies do not know their documents;
    /// without one: [`Error::NeedsTokenWindow`] for [`Measure::Weighted`].
    ///
    /// # Complexity
    /// Linear in the pairs, times at most the logarithm of the number of nodes.
    pub fn build<T: Tallies + ?Sized>(self, tallies: &T) -> Result<EntityGraph> {
        let mut view = self.view;
        view.measure = self.measure.unwrap_or(match view.tokens {
            None => Measure::default(),
            Some(_) => Measure::Weighted,
        });
        view = view.normalised();
        view.check()?;
        view.selection = tallies.selection();
        let met = Met::of(tallies, &view)?;
        let shown: Vec<&EntityTally> = tallies
            .entities()
            .iter()
            .filter(|tally| {
                let entity = tallies.entity(tally.entity);
                view.shows(entity.entity_type()) || self.also_shown.contains(entity.id())
            })
            .collect();
        let significances = if self.significance || view.fdr.is_some() {
            if let Some(tokens) = view.tokens {
                return Err(Error::NeedsCountedWindows {
                    asked: "significance",
                    window: tokens.to_string(),
                });
            }
            let is_shown = |tally: &EntityTally| {
                let found = shown.binary_search_by_key(&tally.entity, |shown| shown.entity);
                found.is_ok()
            };
            Some(Significances::of(tallies, &view, is_shown)?)
        } else {
            None
        };
        let thins = !view.thinning.is_none();
        // What thins a graph has to see all of it.
        let at_once = self.strongest.filter(|_| !thins);
        let (mut kept, mut all_pairs, cut_by_fdr) = kept_pairs(
            tallies,
            &view,
            &met,
            &shown,
            significances.as_ref(),
            at_once,
            self.hinted,
        )?;
        let mut cuts = Cuts::default();
        if thins {
            cuts = thin(&mut kept, shown.len(), &view.thinning);
            all_pairs = kept.len();
            keep_strongest(&mut kept, self.strongest);
            kept.sort_unstable_by_key(ends);
        }
        let mut evidence = self.evidence_of.collect(tallies, &kept, &view)?;

        let mut graph = UnGraph::with_capacity(shown.len(), kept.len());
        for tally in &shown {
            graph.add_node(node(tallies, tally));
        }
        for (
            place,
            Kept {
                pair,
                a,
                b,
                count,
                score,
                significance,
            },
        ) in kept.into_iter().enumerate()
        {
            let independent = independent(tallies, pair);
            let edge = Edge {
                windows: pair.windows,
                count,
                independent,
                independent_count: met.independent(pair, independent),
                points: in_points(tallies.counted().independent().points(pair.a, pair.b)),
                score,
                significance,
                first_seen: pair.first_seen,
                last_seen: pair.last_seen,
                relations: edge_relation::all(tallies, pair.a, pair.b),
                evidence: evidence.remove(&place).unwrap_or_default(),
            };
            graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), edge);
        }
        Ok(EntityGraph {
            graph,
            all_pairs,
            cuts,
            columns: Vec::new(),
            cut_by_fdr,
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
    count: u64,
    score: f64,
    significance: Option<Significance>,
}

/// The pairs that become edges, in order, how many would if not only the strongest were kept, and how many were cut for their q-values.
fn kept_pairs<'t, T: Tallies + ?Sized>(
    tallies: &'t T,
    view: &View,
    met: &Met,
    shown: &[&EntityTally],
    significances: Option<&Significances>,
    strongest: Option<usize>,
    hinted: bool,
) -> Result<(Vec<Kept<'t>>, usize, usize)> {
    let entity_type = |entity| tallies.entity(entity).entity_type();
    let joins = |pair: &PairTally| {
        view.type_pairs.is_empty() || view.joins(entity_type(pair.a), entity_type(pair.b))
    };
    let scores = Scores::of(tallies, view, met);
    let mut kept = Vec::new();
    let (mut all, mut cut) = (0, 0);
    // Both ends rise: the first through all pairs, the second through those of one first.
    let (mut a, mut b) = (0, 0);
    let mut row = None;
    for (place, pair) in tallies.pairs().iter().enumerate() {
        let both = met.count(pair);
        let asserted = || edge_relation::is_asserted(tallies, pair.a, pair.b);
        if both < view.min_count || !joins(pair) || hinted && !asserted() {
            continue;
        }
        if row != Some(pair.a) {
            row = Some(pair.a);
            a = place_from(shown, a, pair.a);
            b = a;
        }
        b = place_from(shown, b, pair.b);
        let has = |place: usize, entity| shown.get(place).is_some_and(|end| end.entity == entity);
        if !has(a, pair.a) || !has(b, pair.b) {
            continue;
        }
        let significance = significances.and_then(|all| all.get(place));
        let above = |fdr| significance.is_some_and(|significance| significance.q_value > fdr);
        if view.fdr.is_some_and(above) {
            cut += 1;
            continue;
        }
        let score = scores.score(pair, both, [a, b].map(|end| shown[end]))?;
        kept.push(Kept {
            pair,
            a,
            b,
            count: both,
            score,
            significance,
        });
        all += 1;
        // With room for as many again, so that choosing costs little for each.
        if strongest.is_some_and(|n| kept.len() >= 2 * n.max(ROOM)) {
            keep_strongest(&mut kept, strongest);
        }
    }
    keep_strongest(&mut kept, strongest);
    kept.sort_unstable_by_key(ends);
    Ok((kept, all, cut))
}

/// How many pairs are collected at least before the strongest are chosen. Few in tests, so that they are chosen many times.
const ROOM: usize = if cfg!(test) { 2 } else { 1024 };

/// The pairs that rules cut, in the order of their ends, and how many each rule cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    pub(super) pairs: Vec<((EntityIndex, EntityIndex), Cut)>,
    pub(super) counts: Vec<CutCount>,
}

/// Takes the pairs that rules cut out of those that would become edges.
fn thin(kept: &mut Vec<Kept<'_>>, nodes: usize, thinning: &Thinning) -> Cuts {
    let candidate = |kept: &Kept<'_>| Candidate {
        a: kept.a,
        b: kept.b,
        count: kept.count,
        score: kept.score,
    };
    let candidates: Vec<_> = kept.iter().map(candidate).collect();
    let (verdicts, counts) = decide(nodes, &candidates, thinning);
    let mut pairs = Vec::new();
    let mut verdicts = verdicts.into_iter();
    kept.retain(|kept| match verdicts.next().flatten() {
        Some(cut) => {
            pairs.push((ends(kept), cut));
            false
        }
        None => true,
    });
    Cuts { pairs, counts }
}

/// The first place, not before `from`, of an entity not before the one given.
///
/// # Complexity
/// Logarithmic in the way to go.
fn place_from(shown: &[&EntityTally], from: usize, entity: EntityIndex) -> usize {
    let before = |tally: &&EntityTally| tally.entity < entity;
    let (mut start, mut step) = (from, 1);
    while shown.get(start + step).is_some_and(before) {
        (start, step) = (start + step, 2 * step);
    }
    let end = shown.len().min(start + step + 1);
    start.min(end) + shown[start.min(end)..end].partition_point(before)
}

fn ends(kept: &Kept<'_>) -> (EntityIndex, EntityIndex) {
    (kept.pair.a, kept.pair.b)
}

/// Leaves the strongest, in any order.
fn keep_strongest(kept: &mut Vec<Kept<'_>>, strongest: Option<usize>) {
    let Some(strongest) = strongest.filter(|&n| n < kept.len()) else {
        return;
    };
    kept.select_nth_unstable_by(strongest, |one, other| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then_with(|| ends(one).cmp(&ends(other)))
    });
    kept.truncate(strongest);
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
        let evidence = match view.tokens {
            None => tallies.evidence(&pairs, view.window, view.evidence)?,
            Some(tokens) => tallies.evidence_within(&pairs, tokens.width, view.evidence)?,
        };
        Ok(places.into_iter().zip(evidence).collect())
    }
}

/// The windows that a pair shares in documents that repeat no other.
fn independent<T: Tallies + ?Sized>(tallies: &T, pair: &PairTally) -> WindowCounts {
    match &tallies.counted().of_representatives {
        None => pair.windows,
        Some(counted) => counted.shared(pair.a, pair.b),
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
