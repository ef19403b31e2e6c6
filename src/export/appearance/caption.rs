//! The words under a picture.

use crate::cooccurrence::Period;
use crate::dictionary::EntityType;
use crate::graph::EntityGraph;

use crate::text::grouped;

/// What a picture shows, what of that its view leaves out, and what the picture itself does; a line each, as far as there is something to
/// say.
pub(super) fn caption(graph: &EntityGraph, nodes: usize, edges: usize, thinned: bool) -> String {
    let place = match graph.view().tokens {
        None => format!("in the same {}", graph.window()),
        Some(tokens) => format!("within {} of each other", tokens.reach()),
    };
    let first = format!("Mentioned {place}, scored by {}", graph.measure().title());
    let lines = [
        vec![first],
        view(graph),
        shown(graph, nodes, edges, thinned),
    ];
    let lines = lines.iter().filter(|line| !line.is_empty());
    lines
        .map(|line| line.join(", "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A type as people read it, also in legends.
pub(super) fn named(entity_type: &EntityType) -> &str {
    match entity_type.as_str() {
        "" => "(no type)",
        name => name,
    }
}

/// What the view leaves out, a few words each.
pub(crate) fn view(graph: &EntityGraph) -> Vec<String> {
    let view = graph.view();
    let mut parts = Vec::new();
    if view.selection.period != Period::default() {
        parts.push(format!("only documents of {}", view.selection.period));
    }
    if let Some(roll_up) = &view.selection.roll_up {
        parts.push(format!("entities counted as their {roll_up}"));
    }
    if !view.types.is_empty() {
        let types: Vec<&str> = view.types.iter().map(named).collect();
        parts.push(format!("only {}", types.join(", ")));
    }
    if !view.type_pairs.is_empty() {
        let pairs = view
            .type_pairs
            .iter()
            .map(|(a, b)| format!("{} with {}", named(a), named(b)));
        parts.push(format!("only {}", pairs.collect::<Vec<_>>().join(", ")));
    }
    if view.min_count > 1 {
        let (least, unit) = (grouped(view.min_count), view.unit());
        let joined = if view.tokens.is_some() { "with" } else { "in" };
        parts.push(format!("only pairs {joined} {least} {unit}s or more"));
    }
    if let Some(rate) = view.fdr {
        let cut = grouped(graph.cut_by_fdr() as u64);
        parts.push(format!("only q-values up to {rate}, which cut {cut} edges"));
    }
    for cut in graph.cut_counts() {
        let (cut_edges, of) = (grouped(cut.cut as u64), grouped(cut.of as u64));
        parts.push(format!("{} cut {cut_edges} of {of} edges", cut.rule));
    }
    if graph.edge_count() < graph.all_pairs() {
        let (kept, of) = (
            grouped(graph.edge_count() as u64),
            grouped(graph.all_pairs() as u64),
        );
        parts.push(format!("the {kept} strongest of {of} edges"));
    }
    parts
}

/// What the picture shows of that.
fn shown(graph: &EntityGraph, nodes: usize, edges: usize, thinned: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let counts = |shown: usize, all: usize| (grouped(shown as u64), grouped(all as u64));
    if nodes < graph.node_count() {
        let (shown, all) = counts(nodes, graph.node_count());
        let which = if thinned {
            "the most mentioned of "
        } else {
            ""
        };
        parts.push(format!("{shown} of {which}{all} entities"));
    }
    if edges < graph.edge_count() {
        let (shown, all) = counts(edges, graph.edge_count());
        parts.push(format!(
            "{shown} of {all} edges, among each entity's strongest"
        ));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::chips;
    use crate::graph::{Backbone, Thinning};

    #[test]
    fn a_caption_says_what_is_left_out() {
        let counts = chips().count();
        let plain = EntityGraph::builder().build(&counts).unwrap();
        let first =
            "Mentioned in the same sentence, scored by combined score of all that the two share";
        assert_eq!(caption(&plain, 6, 5, false), first);
        assert_eq!(
            caption(&plain, 4, 2, true),
            format!(
                "{first}\n4 of the most mentioned of 6 entities, 2 of 5 edges, among each entity's strongest"
            )
        );
        let view = EntityGraph::builder()
            .types(["organization", "chip"])
            .min_count(2)
            .thinning(Thinning::new().backbone(Backbone::MaximumSpanningTree))
            .build(&counts)
            .unwrap();
        let said = caption(&view, view.node_count(), view.edge_count(), false);
        assert!(
            said.contains(
                "\nonly chip, organization, only pairs in 2 sentences or more, mst cut 0 of"
            ),
            "{said}"
        );
    }
}
