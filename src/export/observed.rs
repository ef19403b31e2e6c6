//! The documents behind a graph, for formats that hold more than the graph does.

use std::collections::BTreeMap;

use crate::cooccurrence::{Evidence, Observation};
use crate::dictionary::Dictionary;
use crate::error::Result;
use crate::graph::EntityGraph;

/// The documents that a graph was counted from, as they were counted: those of its period, with entities rolled up.
pub trait ObservedDocuments {
    /// The dictionary of their mentions.
    fn dictionary(&self) -> &Dictionary;

    /// Calls `each` with every document, in the order of their ids, until it answers `false`. Where no evidence was kept, the text of sentences is
    /// empty.
    ///
    /// # Errors
    /// If they cannot be read, or the first error of `each`.
    fn visit(&self, each: &mut dyn FnMut(&Observation) -> Result<bool>) -> Result<()>;
}

/// Those that the evidence of a graph comes from, by their ids, with a piece of it that says what is known of them.
pub(super) fn documents_of_evidence(graph: &EntityGraph) -> BTreeMap<&str, &Evidence> {
    let mut known = BTreeMap::new();
    for edge in graph.edges() {
        for evidence in edge.edge().evidence() {
            known.entry(&*evidence.document).or_insert(evidence);
        }
    }
    known
}

#[cfg(feature = "ledger")]
impl ObservedDocuments for crate::ledger::LedgerTallies<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.dictionary()
    }

    fn visit(&self, each: &mut dyn FnMut(&Observation) -> Result<bool>) -> Result<()> {
        self.visit(each)
    }
}
