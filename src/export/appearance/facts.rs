//! What pictures say of a node or an edge when it is pointed at.

use crate::cooccurrence::WindowCounts;
use crate::graph::{EdgeRef, EntityGraph, Node};
use crate::text::counted;

/// What a reader wants to know of an entity: its name, its type, how often it is named. A line each.
pub(crate) fn node_facts(node: &Node) -> String {
    let mut lines = vec![node.name().to_owned()];
    if !node.entity_type().as_str().is_empty() {
        lines.push(node.entity_type().to_string());
    }
    lines.push(format!(
        "{}, {}",
        counted(node.mentions(), "mention"),
        shared(node.windows())
    ));
    lines.join("\n")
}

/// What a reader wants to know of an edge: its ends, its counts and score, and the best sentence. A line each.
pub(crate) fn edge_facts(edge: EdgeRef<'_>, graph: &EntityGraph) -> String {
    let mut facts = format!(
        "{} – {}\n{}, {} {:.3}",
        edge.a().name(),
        edge.b().name(),
        shared(edge.windows()),
        graph.measure(),
        edge.score()
    );
    if let Some(evidence) = edge.evidence().first() {
        facts.push('\n');
        facts.push_str(&evidence.snippet());
    }
    facts
}

fn shared(windows: WindowCounts) -> String {
    format!(
        "{}, {}, {}",
        counted(windows.sentences, "sentence"),
        counted(windows.paragraphs, "paragraph"),
        counted(windows.documents, "document")
    )
}
