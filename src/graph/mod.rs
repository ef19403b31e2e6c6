//! Entities as nodes, scored co-occurrences as edges. [`Tallies`](crate::cooccurrence::Tallies) come in, counted in memory or read from a
//! ledger; an [`EntityGraph`] goes out, a pure function of them and of the [`View`] asked for.

mod backbone;
mod builder;
mod centrality;
mod communities;
mod edge_relation;
mod element;
mod entity_graph;
mod evidence_record;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod golden;
mod katz;
mod layout;
mod link_prediction;
mod network;
mod node_column;
mod points;
mod relation_record;
mod scores;
mod shape;
mod shuffle_test;
mod significance;
mod steps;
#[cfg(test)]
mod tests;
mod token_window;
mod view;

pub use backbone::{Backbone, Cut, CutCount, Thinning};
pub use builder::EntityGraphBuilder;
pub use centrality::Centrality;
pub use communities::{Communities, CommunityBranch, CommunityOptions, CommunitySummary, Quality};
pub(crate) use edge_relation::relations_of;
pub use edge_relation::{EdgeLabel, EdgeRelation};
pub use element::{Edge, EdgeRef, Node};
pub(crate) use entity_graph::by_score;
pub use entity_graph::{Edges, EntityGraph, Nodes, StrongestEdges};
pub use evidence_record::{EvidenceRecord, PassageRecord};
pub use layout::{Bounds, Layout, LayoutOptions, Point};
pub use link_prediction::LinkPrediction;
pub(crate) use link_prediction::Predictor;
pub use network::EdgeWeight;
pub use node_column::{NodeColumn, NodeValue};
pub(crate) use points::{Points, in_points};
pub use relation_record::RelationRecord;
pub use shape::GraphShape;
pub use shuffle_test::ShuffleTest;
pub use significance::{Significance, Significances};
pub use token_window::TokenWindow;
pub use view::View;
