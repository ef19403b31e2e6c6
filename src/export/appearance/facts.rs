//! What pictures say of a node or an edge when it is pointed at.

use crate::cooccurrence::WindowCounts;
use crate::graph::{EdgeRef, EntityGraph, Node};

/// What a reader wants to know of an entity: its name, its type, how often it is named. A line each.
pub(crate) fn node_facts(node: &Node) -> String {
    let mut lines = vec![node.name().to_owned()];
    if !node.entity_type().as_str().is_empty() {
        lines.push(node.entity_type().to_string());
    }
    let mentions = node.mentions();
    lines.push(format!(
        "{mentions} mention{}, {}",
        plural(mentions),
        counted(node.windows())
    ));
    lines.join("\n")
}

/// What a reader wants to know of an edge: its ends, its counts and score, and the best sentence. A line each.
pub(crate) fn edge_facts(edge: EdgeRef<'_>, graph: &EntityGraph) -> String {
    let mut facts = format!(
        "{} – {}\n{}, {} {:.3}",
        edge.a().name(),
        edge.b().name(),
        counted(edge.windows()),
        graph.measure(),
        edge.score()
    );
    if let Some(evidence) = edge.evidence().first() {
        facts.push('\n');
        facts.push_str(&evidence.snippet());
    }
    facts
}

fn counted(windows: WindowCounts) -> String {
    let WindowCounts {
        sentences,
        paragraphs,
        documents,
    } = windows;
    format!(
        "{sentences} sentence{}, {paragraphs} paragraph{}, {documents} document{}",
        plural(sentences),
        plural(paragraphs),
        plural(documents)
    )
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}
