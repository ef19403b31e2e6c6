//! VOSviewer JSON, for maps of science and the like.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::graph::{EntityGraph, NodeColumn, NodeValue};

use super::facts::{Facts, Files, Group};
use super::placement::{Place, Placement};
use super::records::{lines, stream};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "vosviewer",
    group: Group::Json,
    suffixes: &[".vosviewer.json"],
    description: "VOSviewer map, laid out and clustered",
    lacks: &[
        Loss::Parents,
        Loss::NodeDates,
        Loss::EdgeCounts,
        Loss::EdgeDates,
        Loss::Significance,
        Loss::FurtherRelations,
        Loss::FurtherEvidence,
        Loss::EvidenceOrigin,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::One(|_| Box::new(Vosviewer::new())),
    is_text: true,
};

/// Writes the JSON of VOSviewer: `{"network":{"items","links","clusters"},"info"}`.
///
/// - an item: `id`, `label`, `description` (the type), `x` and `y`, `cluster`, `weights` (`Mentions`, `Sentences`, `Paragraphs`, `Documents`) and
///   `scores` (the measures asked for, except communities).
/// - a link: `source_id`, `target_id`, `strength` (the count, as VOSviewer wants nothing below 0), `score`, `relation`, `relation_head` and
///   `relation_count`, `description` (the first piece of evidence).
///
/// Labels and descriptions are HTML to VOSviewer, so `&`, `<`, `>` and quotes are written as entities. Graphs of up to 5,000 nodes and 20,000 edges
/// are laid out, and their communities are the clusters, named after the member in most windows; of larger ones, VOSviewer does both. It wants
/// three items at least.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Vosviewer {}

impl Vosviewer {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

/// VOSviewer knows no more clusters.
const MOST_CLUSTERS: usize = 1000;

#[derive(Serialize)]
struct Item<'g> {
    id: &'g str,
    label: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(flatten)]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<usize>,
    weights: Weights,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    scores: BTreeMap<&'static str, NodeValue>,
}

#[derive(Serialize)]
struct Weights {
    #[serde(rename = "Mentions")]
    mentions: u64,
    #[serde(rename = "Sentences")]
    sentences: u64,
    #[serde(rename = "Paragraphs")]
    paragraphs: u64,
    #[serde(rename = "Documents")]
    documents: u64,
}

#[derive(Serialize)]
struct Link<'g> {
    source_id: &'g str,
    target_id: &'g str,
    strength: u64,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation_head: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize)]
struct Cluster {
    cluster: usize,
    label: String,
}

impl Exporter for Vosviewer {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let placement = Placement::of(graph);
        let clusters = clusters(graph, &placement);
        let columns: Vec<&NodeColumn> = measures(graph).collect();
        stream(output, |output| {
            output.write_all(b"{\"network\":{\"items\":[")?;
            let items = graph.nodes().enumerate().map(|(place, node)| {
                let windows = node.windows();
                let scores = columns
                    .iter()
                    .filter_map(|column| Some((column.name, column.values()[place]?)));
                Item {
                    id: node.id().as_str(),
                    label: html(node.name()),
                    description: html(node.entity_type().as_str()),
                    place: placement.place(place),
                    cluster: clusters[place],
                    weights: Weights {
                        mentions: node.mentions(),
                        sentences: windows.sentences,
                        paragraphs: windows.paragraphs,
                        documents: windows.documents,
                    },
                    scores: scores.collect(),
                }
            });
            lines(output, items)?;
            output.write_all(b"],\n\"links\":[")?;
            let links = graph.edges().map(|edge| {
                let label = edge.edge().label();
                let evidence = edge.edge().evidence().first();
                Link {
                    source_id: edge.a().id().as_str(),
                    target_id: edge.b().id().as_str(),
                    strength: edge.count(),
                    score: edge.score(),
                    relation: label.map(|label| label.relation.name()),
                    relation_head: label.map(|label| label.relation.head()),
                    relation_count: label.map(|label| label.count),
                    description: evidence.map(|evidence| html(&evidence.snippet())),
                }
            });
            lines(output, links)?;
            output.write_all(b"],\n\"clusters\":[")?;
            lines(output, names(graph, &clusters).into_iter())?;
            output.write_all(b"]},\n\"info\":{\"title\":\"comention\"}}\n")
        })
    }
}

/// The columns that are scores.
fn measures(graph: &EntityGraph) -> impl Iterator<Item = &NodeColumn> {
    let columns = graph.node_columns().iter();
    columns.filter(|column| column.communities.is_none())
}

/// The cluster of each node: the community that was asked for, or the one the layout found.
fn clusters(graph: &EntityGraph, placement: &Placement) -> Vec<Option<usize>> {
    let asked = graph
        .node_columns()
        .iter()
        .find(|column| column.communities.is_some());
    let number = |node: usize| match asked {
        Some(column) => match column.values()[node] {
            Some(NodeValue::Whole(number)) => Some(number),
            _ => None,
        },
        None => placement.community(node),
    };
    (0..graph.node_count())
        .map(|node| number(node).filter(|number| *number <= MOST_CLUSTERS))
        .collect()
}

/// Each cluster, with the name of its member in most windows; of equals the first by id.
fn names(graph: &EntityGraph, clusters: &[Option<usize>]) -> Vec<Cluster> {
    let mut best: BTreeMap<usize, (u64, &str)> = BTreeMap::new();
    for (node, cluster) in graph.nodes().zip(clusters) {
        let Some(cluster) = cluster else { continue };
        let windows = node.windows().get(graph.window());
        let entry = best.entry(*cluster).or_insert((windows, node.name()));
        if windows > entry.0 {
            *entry = (windows, node.name());
        }
    }
    best.into_iter()
        .map(|(cluster, (_, name))| Cluster {
            cluster,
            label: html(name),
        })
        .collect()
}

/// A text as HTML shows it.
fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            plain => html.push(plain),
        }
    }
    html
}
