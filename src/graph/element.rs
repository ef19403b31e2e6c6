//! What a graph is made of: nodes, edges, and an edge seen with both its ends.

use std::ops::Deref;
use std::sync::Arc;

use crate::cooccurrence::{Evidence, WindowCounts};
use crate::dictionary::{EntityId, EntityType};
use crate::document::Date;

use super::Significance;
use super::edge_relation::{self, EdgeLabel, EdgeRelation};

/// An entity that occurs, with how often and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub(super) id: EntityId,
    pub(super) name: Arc<str>,
    pub(super) entity_type: EntityType,
    pub(super) parent: Option<EntityId>,
    pub(super) mentions: u64,
    pub(super) windows: WindowCounts,
    pub(super) first_seen: Option<Date>,
    pub(super) last_seen: Option<Date>,
}

impl Node {
    /// The entity's stable id.
    pub const fn id(&self) -> &EntityId {
        &self.id
    }

    /// The name shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its class; empty when the dictionary names none.
    pub const fn entity_type(&self) -> &EntityType {
        &self.entity_type
    }

    /// The entity it belongs to. It need not be in the graph.
    pub const fn parent(&self) -> Option<&EntityId> {
        self.parent.as_ref()
    }

    /// Its accepted mentions in all documents.
    pub const fn mentions(&self) -> u64 {
        self.mentions
    }

    /// The windows with at least one mention of it: the marginals of every measure.
    pub const fn windows(&self) -> WindowCounts {
        self.windows
    }

    /// The earliest date of a document that mentions it; `None` when none of them is dated.
    pub const fn first_seen(&self) -> Option<Date> {
        self.first_seen
    }

    /// The latest date of a document that mentions it; `None` when none of them is dated.
    pub const fn last_seen(&self) -> Option<Date> {
        self.last_seen
    }
}

/// A pair of entities that share enough windows to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub(super) windows: WindowCounts,
    pub(super) count: u64,
    pub(super) independent: WindowCounts,
    pub(super) independent_count: u64,
    pub(super) points: f64,
    pub(super) score: f64,
    pub(super) significance: Option<Significance>,
    pub(super) first_seen: Option<Date>,
    pub(super) last_seen: Option<Date>,
    pub(super) relations: Vec<EdgeRelation>,
    pub(super) evidence: Vec<Evidence>,
}

impl Edge {
    /// The windows of each kind that both share. Raw: no view changes them.
    pub const fn windows(&self) -> WindowCounts {
        self.windows
    }

    /// The windows of the view's kind that both share, or the pairs of mentions in a [`TokenWindow`](super::TokenWindow); at least 1.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The windows of each kind that both share in documents that repeat no other: of near-duplicates only one counts
    /// ([`Counted::independent`](crate::cooccurrence::Counted::independent)). The same as [`Edge::windows`] where no document repeats another.
    pub const fn independent(&self) -> WindowCounts {
        self.independent
    }

    /// The same as [`Edge::count`] in documents that repeat no other.
    pub const fn independent_count(&self) -> u64 {
        self.independent_count
    }

    /// What documents say of the two together, of near-duplicates only one: the sum of all
    /// [contributions](crate::cooccurrence::Contribution), in points. No view but its selection changes it.
    pub const fn points(&self) -> f64 {
        self.points
    }

    /// The value of the view's measure ([`Measure::edge_score`](crate::association::Measure::edge_score), or [`TokenWindow::sum`](super::TokenWindow::sum)). Always finite, never negative zero.
    pub const fn score(&self) -> f64 {
        self.score
    }

    /// How sure it is that the pair is no chance; `None` unless the graph was built with
    /// [`significance`](super::EntityGraphBuilder::significance) or [`fdr`](super::EntityGraphBuilder::fdr).
    pub const fn significance(&self) -> Option<Significance> {
        self.significance
    }

    /// The earliest date of a document that mentions both.
    pub const fn first_seen(&self) -> Option<Date> {
        self.first_seen
    }

    /// The latest date of a document that mentions both.
    pub const fn last_seen(&self) -> Option<Date> {
        self.last_seen
    }

    /// What sentences say of the two, in the order of the relations; empty where no rule found anything. Windows and views change nothing here.
    pub fn relations(&self) -> &[EdgeRelation] {
        &self.relations
    }

    /// What it is called by: the relation that most sentences assert.
    pub fn label(&self) -> Option<EdgeLabel<'_>> {
        edge_relation::label(&self.relations)
    }

    /// The best windows both share, the best first ([`Tallies::evidence`](crate::cooccurrence::Tallies::evidence) tells by what), as many as the
    /// view keeps. In their passages, `a` is the entity with the smaller id.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

/// An [`Edge`] with both its ends. It reads like the edge itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeRef<'g> {
    pub(super) a: &'g Node,
    pub(super) b: &'g Node,
    pub(super) edge: &'g Edge,
}

impl<'g> EdgeRef<'g> {
    /// The end with the smaller id.
    pub const fn a(&self) -> &'g Node {
        self.a
    }

    /// The end with the greater id.
    pub const fn b(&self) -> &'g Node {
        self.b
    }

    /// What joins them.
    pub const fn edge(&self) -> &'g Edge {
        self.edge
    }
}

impl Deref for EdgeRef<'_> {
    type Target = Edge;

    fn deref(&self) -> &Edge {
        self.edge
    }
}
