//! What changed between two graphs: edges that are new, gone, or ranked otherwise.

use std::cmp::Ordering;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::cooccurrence::{Evidence, WindowCounts};
use crate::dictionary::EntityId;
use crate::error::{Error, Result};
use crate::graph::{EdgeRef, EntityGraph, EvidenceRecord, Node};

impl EntityGraph {
    /// Compares this graph with a later one: of another period of the same ledger, or of another ledger. Entities are the same when their ids
    /// are; an edge's rank is its place among all edges of its graph, best score first.
    ///
    /// # Errors
    /// [`Error::OtherView`] if pairs are counted or scored in another way there: ranks then say nothing of each other.
    ///
    /// # Complexity
    /// As sorting the edges of both.
    ///
    /// # Example
    /// ```
    /// use comention::cooccurrence::{Period, Selection};
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, document::Document};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// for (date, text) in [("2024-12-30", "Nvidia sells the H100."), ("2025-01-27", "Nvidia meets OpenAI.")] {
    ///     cooccurrences.observe(&annotator.annotate(&Document::new(date, text).with_date(date.parse()?)));
    /// }
    /// let graph = |period: &str| -> comention::Result<EntityGraph> {
    ///     let selection = Selection::default().period(period.parse()?);
    ///     EntityGraph::builder().build(&cooccurrences.tallies_with(&selection)?)
    /// };
    /// let (before, after) = (graph("..2024")?, graph("2025..")?);
    /// let diff = before.diff(&after)?;
    /// assert_eq!(diff.new_edges()[0].a().name(), "Nvidia");
    /// assert_eq!((diff.new_edges().len(), diff.gone().len(), diff.reranked().len()), (1, 1, 0));
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn diff<'g>(&'g self, after: &'g Self) -> Result<GraphDiff<'g>> {
        let view = |graph: &Self| (graph.window(), graph.view().tokens, graph.measure());
        if view(self) != view(after) {
            let shown = |graph: &Self| {
                let view = graph.view();
                match view.tokens {
                    None => format!("{} by {}", view.window, view.measure),
                    Some(tokens) => format!("{tokens} by {}, {}", view.measure, tokens.weighting),
                }
            };
            return Err(Error::OtherView {
                before: shown(self),
                after: shown(after),
            });
        }
        let mut changes = Changes::default();
        let (ranked_before, ranked_after) = (ranked(self), ranked(after));
        let (mut old, mut new) = (
            ranked_before.into_iter().peekable(),
            ranked_after.into_iter().peekable(),
        );
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(one), Some(other)) => ids(&one.edge).cmp(&ids(&other.edge)),
            };
            let before = old.next_if(|_| order.is_le());
            let after = new.next_if(|_| order.is_ge());
            changes.add(EdgeChange { before, after });
        }
        Ok(changes.sorted(self, after))
    }
}

/// The edges of a graph with their ranks, in the order of their ids.
fn ranked(graph: &EntityGraph) -> Vec<RankedEdge<'_>> {
    let mut ranked: Vec<_> = (1..)
        .zip(graph.strongest_edges())
        .map(|(rank, edge)| RankedEdge { rank, edge })
        .collect();
    ranked.sort_by(|one, other| ids(&one.edge).cmp(&ids(&other.edge)));
    ranked
}

fn ids<'g>(edge: &EdgeRef<'g>) -> (&'g EntityId, &'g EntityId) {
    (edge.a().id(), edge.b().id())
}

#[derive(Default)]
struct Changes<'g> {
    new: Vec<EdgeChange<'g>>,
    gone: Vec<EdgeChange<'g>>,
    reranked: Vec<EdgeChange<'g>>,
    unchanged: usize,
}

impl<'g> Changes<'g> {
    fn add(&mut self, change: EdgeChange<'g>) {
        match (&change.before, &change.after) {
            (None, _) => self.new.push(change),
            (_, None) => self.gone.push(change),
            (Some(before), Some(after)) if before.rank == after.rank => self.unchanged += 1,
            _ => self.reranked.push(change),
        }
    }

    /// Puts what matters first; edges that matter as much stay in the order of their ids.
    fn sorted(mut self, before: &EntityGraph, after: &EntityGraph) -> GraphDiff<'g> {
        let rank = |side: Option<RankedEdge<'_>>| side.map_or(0, |edge| edge.rank);
        self.new.sort_by_key(|change| rank(change.after));
        self.gone.sort_by_key(|change| rank(change.before));
        self.reranked.sort_by(|one, other| {
            let best = |change: &EdgeChange<'_>| rank(change.before).min(rank(change.after));
            other
                .climb()
                .cmp_to(one.climb())
                .then(best(one).cmp(&best(other)))
        });
        GraphDiff {
            totals: [before.totals(), after.totals()],
            new: self.new,
            gone: self.gone,
            reranked: self.reranked,
            unchanged: self.unchanged,
        }
    }
}

/// What changed. Made by [`EntityGraph::diff`].
///
/// Serializes as `before` and `after` (all windows: `sentences`, `paragraphs`, `documents`), `edges` (how many are `new`, `gone`, `reranked` and
/// `unchanged`), and the lists `new`, `gone` and `reranked`.
#[derive(Clone, Debug)]
pub struct GraphDiff<'g> {
    totals: [WindowCounts; 2],
    new: Vec<EdgeChange<'g>>,
    gone: Vec<EdgeChange<'g>>,
    reranked: Vec<EdgeChange<'g>>,
    unchanged: usize,
}

impl<'g> GraphDiff<'g> {
    /// Edges that only the later graph has, by their rank there.
    pub fn new_edges(&self) -> &[EdgeChange<'g>] {
        &self.new
    }

    /// Edges that only the earlier graph has, by their rank there.
    pub fn gone(&self) -> &[EdgeChange<'g>] {
        &self.gone
    }

    /// Edges of both with another rank: those first whose rank changed by the greatest factor, then the better ranked.
    pub fn reranked(&self) -> &[EdgeChange<'g>] {
        &self.reranked
    }

    /// How many edges have the same rank in both.
    pub const fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Whether every edge of either is in the other, with the same rank.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.reranked.is_empty()
    }

    /// The same with no more than `limit` edges in each list, and how many there were.
    #[must_use]
    pub fn first(&self, limit: usize) -> FirstChanges<'_, 'g> {
        let first = |list: &'_ [EdgeChange<'g>]| list.len().min(limit);
        FirstChanges {
            new: &self.new[..first(&self.new)],
            gone: &self.gone[..first(&self.gone)],
            reranked: &self.reranked[..first(&self.reranked)],
            diff: self,
        }
    }
}

/// The first edges of a [`GraphDiff`]; serializes as it does. Made by [`GraphDiff::first`].
#[derive(Clone, Copy, Debug)]
pub struct FirstChanges<'d, 'g> {
    diff: &'d GraphDiff<'g>,
    new: &'d [EdgeChange<'g>],
    gone: &'d [EdgeChange<'g>],
    reranked: &'d [EdgeChange<'g>],
}

impl<'d, 'g> FirstChanges<'d, 'g> {
    /// All edges of the three lists.
    pub fn edges(&self) -> impl Iterator<Item = &'d EdgeChange<'g>> {
        self.new.iter().chain(self.gone).chain(self.reranked)
    }

    /// The lists with their names: `new`, `gone`, `reranked`, each with the number of edges there are.
    pub fn lists(&self) -> [(&'static str, &'d [EdgeChange<'g>], usize); 3] {
        [
            ("new", self.new, self.diff.new.len()),
            ("gone", self.gone, self.diff.gone.len()),
            ("reranked", self.reranked, self.diff.reranked.len()),
        ]
    }
}

impl Serialize for GraphDiff<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.first(usize::MAX).serialize(serializer)
    }
}

impl Serialize for FirstChanges<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Numbers {
            new: usize,
            gone: usize,
            reranked: usize,
            unchanged: usize,
        }
        let diff = self.diff;
        let mut record = serializer.serialize_struct("GraphDiff", 6)?;
        record.serialize_field("before", &diff.totals[0])?;
        record.serialize_field("after", &diff.totals[1])?;
        record.serialize_field(
            "edges",
            &Numbers {
                new: diff.new.len(),
                gone: diff.gone.len(),
                reranked: diff.reranked.len(),
                unchanged: diff.unchanged,
            },
        )?;
        record.serialize_field("new", self.new)?;
        record.serialize_field("gone", self.gone)?;
        record.serialize_field("reranked", self.reranked)?;
        record.end()
    }
}

/// An edge with its place in its graph.
#[derive(Clone, Copy, Debug)]
pub struct RankedEdge<'g> {
    rank: usize,
    edge: EdgeRef<'g>,
}

impl<'g> RankedEdge<'g> {
    /// Its place among all edges of its graph, from 1, best score first.
    pub const fn rank(&self) -> usize {
        self.rank
    }

    /// The edge.
    pub const fn edge(&self) -> EdgeRef<'g> {
        self.edge
    }
}

/// One edge before and after.
///
/// Serializes as `a` and `b` (ids), `before` and `after` (`rank`, `score`, `count`, `sentences`, `paragraphs`, `documents`; left out where the
/// edge is not), and `evidence`: from the later graph, or from the earlier where the edge is gone.
#[derive(Clone, Copy, Debug)]
pub struct EdgeChange<'g> {
    before: Option<RankedEdge<'g>>,
    after: Option<RankedEdge<'g>>,
}

impl<'g> EdgeChange<'g> {
    /// The edge in the earlier graph.
    pub const fn before(&self) -> Option<RankedEdge<'g>> {
        self.before
    }

    /// The edge in the later graph.
    pub const fn after(&self) -> Option<RankedEdge<'g>> {
        self.after
    }

    /// The end with the smaller id.
    pub fn a(&self) -> &'g Node {
        self.latest().a()
    }

    /// The end with the greater id.
    pub fn b(&self) -> &'g Node {
        self.latest().b()
    }

    /// The windows that prove it: of the later graph, or of the earlier where it is gone.
    pub fn evidence(&self) -> &'g [Evidence] {
        self.latest().edge().evidence()
    }

    fn latest(&self) -> EdgeRef<'g> {
        let side = self.after.or(self.before);
        side.expect("an edge is in one of the graphs").edge
    }

    /// By what factor its rank changed, as the greater rank over the smaller.
    fn climb(&self) -> Factor {
        let rank = |side: Option<RankedEdge<'_>>| side.map_or(1, |edge| edge.rank as u128);
        let (before, after) = (rank(self.before), rank(self.after));
        Factor {
            greater: before.max(after),
            smaller: before.min(after),
        }
    }
}

/// A fraction, compared exactly.
#[derive(Clone, Copy)]
struct Factor {
    greater: u128,
    smaller: u128,
}

impl Factor {
    fn cmp_to(self, other: Self) -> Ordering {
        (self.greater * other.smaller).cmp(&(other.greater * self.smaller))
    }
}

impl Serialize for EdgeChange<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Side {
            rank: usize,
            score: f64,
            count: u64,
            #[serde(flatten)]
            windows: WindowCounts,
        }
        let side = |edge: &RankedEdge<'_>| Side {
            rank: edge.rank,
            score: edge.edge.score(),
            count: edge.edge.count(),
            windows: edge.edge.windows(),
        };
        let mut record = serializer.serialize_struct("EdgeChange", 5)?;
        record.serialize_field("a", self.a().id())?;
        record.serialize_field("b", self.b().id())?;
        match &self.before {
            Some(edge) => record.serialize_field("before", &side(edge))?,
            None => record.skip_field("before")?,
        }
        match &self.after {
            Some(edge) => record.serialize_field("after", &side(edge))?,
            None => record.skip_field("after")?,
        }
        let evidence: Vec<_> = self.evidence().iter().map(EvidenceRecord::new).collect();
        record.serialize_field("evidence", &evidence)?;
        record.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::association::Measure;
    use crate::cooccurrence::Window;
    use crate::graph::fixture::Counts;

    /// Entities `n00` to `n05` with so many shared windows.
    fn graph(pairs: &[((u32, u32), u64)]) -> EntityGraph {
        let pairs: BTreeMap<_, _> = pairs.iter().copied().collect();
        EntityGraph::builder()
            .measure(Measure::Count)
            .build(&Counts::made_up(6, &pairs))
            .unwrap()
    }

    fn shown(list: &[EdgeChange<'_>]) -> Vec<(String, Option<usize>, Option<usize>)> {
        let rank = |side: Option<RankedEdge<'_>>| side.map(|edge| edge.rank());
        list.iter()
            .map(|change| {
                let ends = format!("{} {}", change.a().id(), change.b().id());
                (ends, rank(change.before()), rank(change.after()))
            })
            .collect()
    }

    #[test]
    fn edges_are_new_gone_ranked_otherwise_or_as_they_were() {
        let before = graph(&[
            ((0, 1), 9),
            ((0, 2), 8),
            ((1, 2), 7),
            ((3, 4), 1),
            ((2, 3), 6),
        ]);
        let after = graph(&[
            ((0, 1), 4),
            ((2, 3), 3),
            ((0, 2), 2),
            ((1, 5), 1),
            ((0, 3), 2),
        ]);
        let diff = before.diff(&after).unwrap();
        let row = |ends: &str, before, after| (ends.to_owned(), before, after);
        assert_eq!(
            shown(diff.new_edges()),
            [row("n00 n03", None, Some(4)), row("n01 n05", None, Some(5))]
        );
        assert_eq!(
            shown(diff.gone()),
            [row("n01 n02", Some(3), None), row("n03 n04", Some(5), None)]
        );
        assert_eq!(
            shown(diff.reranked()),
            [
                row("n02 n03", Some(4), Some(2)),
                row("n00 n02", Some(2), Some(3))
            ]
        );
        assert_eq!(diff.unchanged(), 1);
        let json = serde_json::to_value(diff.first(1)).unwrap();
        assert_eq!(json["edges"]["new"], 2);
        assert_eq!(json["new"].as_array().unwrap().len(), 1);
        assert_eq!(json["new"][0].get("before"), None);
        assert_eq!(json["reranked"][0]["before"]["rank"], 4);
        assert_eq!(json["reranked"][0]["after"]["count"], 3);
    }

    #[test]
    fn a_graph_does_not_differ_from_itself() {
        let one = graph(&[((0, 1), 9), ((0, 2), 8)]);
        let diff = one.diff(&one).unwrap();
        assert!(diff.is_empty());
        assert_eq!(diff.unchanged(), 2);
    }

    #[test]
    fn other_views_are_not_compared() {
        let one = graph(&[((0, 1), 9)]);
        let other = EntityGraph::builder()
            .window(Window::Document)
            .build(&Counts::made_up(2, &BTreeMap::new()))
            .unwrap();
        assert!(matches!(one.diff(&other), Err(Error::OtherView { .. })));
    }
}
