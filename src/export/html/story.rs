//! What the page says of itself: what was counted, how, and what is left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::association::Measure;
use crate::cooccurrence::{Window, WindowCounts};
use crate::document::Date;
use crate::export::appearance::{left_out_by_view, on_one_line};
use crate::graph::{EntityGraph, Layout, Node, TokenWindow};
use crate::text::grouped;

/// What the head of the page is made of.
#[derive(Serialize)]
pub(super) struct About<'g> {
    pub(super) title: String,
    generator: &'static str,
    /// The kind that entities are measured by.
    window: Window,
    /// Where mentions must stand near each other: how near.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    /// What is counted of a pair.
    unit: &'static str,
    measure: Measure,
    measure_title: &'static str,
    formula: Cow<'static, str>,
    totals: WindowCounts,
    /// All entities and edges of the graph, also those that the page leaves out.
    entities: usize,
    pairs: usize,
    /// The first and the last date of a mention.
    period: Option<[Date; 2]>,
    /// What is not shown, a sentence each.
    left_out: Vec<String>,
    /// What the counts were made from.
    provenance: &'g BTreeMap<String, String>,
}

impl<'g> About<'g> {
    /// `graph` is what was asked for, `shown` what of it the page shows.
    pub(super) fn new(graph: &'g EntityGraph, shown: &EntityGraph, title: Option<&str>) -> Self {
        let first = graph.nodes().filter_map(Node::first_seen).min();
        let last = graph.nodes().filter_map(Node::last_seen).max();
        let title = match title {
            Some(title) => on_one_line(title),
            None => most_mentioned(graph),
        };
        Self {
            title,
            generator: concat!("comention ", env!("CARGO_PKG_VERSION")),
            window: graph.window(),
            within: graph.view().tokens.map(TokenWindow::reach),
            unit: graph.view().unit(),
            measure: graph.measure(),
            measure_title: graph.measure().title(),
            formula: graph.view().formula(),
            totals: graph.totals(),
            entities: graph.node_count(),
            pairs: graph.edge_count(),
            period: first.zip(last).map(|(first, last)| [first, last]),
            left_out: left_out(graph, shown),
            provenance: graph.provenance(),
        }
    }
}

/// `DeepSeek, Nvidia, OpenAI and 192 more`.
fn most_mentioned(graph: &EntityGraph) -> String {
    let mut nodes: Vec<&Node> = graph.nodes().collect();
    nodes.sort_by_key(|node| std::cmp::Reverse(node.windows().get(graph.window()))); // stable: of equals the first by id
    let names: Vec<String> = nodes
        .iter()
        .take(3)
        .map(|node| on_one_line(node.name()))
        .collect();
    match (names.is_empty(), nodes.len() - names.len()) {
        (true, _) => "No entities".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{} and {} more", names.join(", "), grouped(more as u64)),
    }
}

/// What is not shown: by the view that was asked for, then by the page. A sentence each.
fn left_out(graph: &EntityGraph, shown: &EntityGraph) -> Vec<String> {
    let by_view = left_out_by_view(graph);
    let mut said: Vec<String> = by_view.iter().map(|words| sentence(words)).collect();
    let (entities, edges) = (
        graph.node_count() - shown.node_count(),
        graph.edge_count() - shown.edge_count(),
    );
    if entities + edges > 0 {
        said.push(format!(
            "This is the backbone of a large graph: the {} most mentioned of {} entities, and of {} pairs the {} that hold them together or are \
             strongest.",
            grouped(shown.node_count() as u64),
            grouped(graph.node_count() as u64),
            grouped(graph.edge_count() as u64),
            grouped(shown.edge_count() as u64)
        ));
    }
    said
}

/// Words as a sentence of their own.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(['.'])
        .collect()
}

/// A community with what the page calls it.
#[derive(Serialize)]
pub(super) struct Group {
    size: usize,
    /// The places of its members of most weight inside it, at most three.
    core: Vec<usize>,
}

/// The communities of a layout, the largest first; what holds one together stands first in its core.
pub(super) fn groups(graph: &EntityGraph, layout: &Layout) -> Vec<Group> {
    let communities = layout.communities();
    let mut inside = vec![0_u64; communities.len()];
    for edge in graph.as_petgraph().raw_edges() {
        let (a, b) = (edge.source().index(), edge.target().index());
        if communities[a] == communities[b] {
            inside[a] += edge.weight.count();
            inside[b] += edge.weight.count();
        }
    }
    let count = communities.iter().flatten().max().copied().unwrap_or(0);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, community) in communities.iter().enumerate() {
        if let Some(community) = community {
            members[community - 1].push(node);
        }
    }
    let group = |mut members: Vec<usize>| {
        let size = members.len();
        members.sort_by_key(|&node| std::cmp::Reverse(inside[node])); // stable: of equals the first by id
        members.truncate(3);
        Group {
            size,
            core: members,
        }
    };
    members.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::chips;
    use crate::graph::{Backbone, Thinning};

    #[test]
    fn what_a_view_leaves_out_is_said() {
        let graph = EntityGraph::builder()
            .min_count(2)
            .types(["chip", "organization"])
            .type_pairs([("organization", "chip")])
            .thinning(Thinning::new().backbone(Backbone::MaximumSpanningTree))
            .build(&chips().count())
            .unwrap();
        let said = left_out(&graph, &graph);
        assert_eq!(
            said[..3],
            [
                "Only chip, organization.",
                "Only chip with organization.",
                "Only pairs in 2 sentences or more."
            ]
        );
        assert!(said[3].starts_with("Mst cut 0 of "), "{said:?}");
        assert_eq!(said.len(), 4);
    }

    #[test]
    fn the_title_names_the_most_mentioned() {
        let graph = EntityGraph::builder().build(&chips().count()).unwrap();
        let title = About::new(&graph, &graph, None).title;
        assert!(
            title.starts_with("Nvidia, ") && title.ends_with(" and 3 more"),
            "{title}"
        );
        assert_eq!(
            About::new(&graph, &graph, Some("a\n\u{202e}b")).title,
            "a b"
        );
    }
}
