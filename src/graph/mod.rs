//! Entities as nodes, scored co-occurrences as edges. [`Tallies`](crate::cooccurrence::Tallies) come in, counted in memory or read from a
//! ledger; an [`EntityGraph`] goes out, a pure function of them and of the [`View`] asked for.

mod builder;
mod edge_relation;
mod element;
mod entity_graph;
mod evidence_record;
#[cfg(test)]
pub(crate) mod fixture;
mod relation_record;
#[cfg(test)]
mod tests;
mod view;

pub use builder::EntityGraphBuilder;
pub(crate) use edge_relation::relations_of;
pub use edge_relation::{EdgeLabel, EdgeRelation};
pub use element::{Edge, EdgeRef, Node};
pub use entity_graph::{Edges, EntityGraph, Nodes, StrongestEdges};
pub use evidence_record::{EvidenceRecord, PassageRecord};
pub use relation_record::RelationRecord;
pub use view::View;
