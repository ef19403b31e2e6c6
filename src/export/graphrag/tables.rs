//! The five tables, with the columns and in the order of `GraphRAG` 3.

use std::fmt::Write as _;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;
use serde_json::json;

use crate::error::Result;
use crate::export::ObservedDocuments;
use crate::export::columnar::{Column, Kind, Rows, Table};
use crate::graph::{CommunityOptions, EdgeRef, EntityGraph, Node};
use crate::text::counted;

use super::titles::titles;
use super::units::{self, Found, hash};

/// Communities with more members than this are divided again, as `GraphRAG` does by default.
const LARGEST_COMMUNITY: usize = 10;

/// One of the tables. Ids of entities and documents are ours; those of relationships, text units and communities are hashes, the same in every run.
///
/// - `entities`: `frequency` counts text units. The name as it is written stands in the description, and the counts and dates with it.
/// - `relationships`: `weight` is the count of the view. The description says how often, what the sentences assert, and quotes the best.
/// - `text_units`: paragraphs that name an entity, with those of their sentences that name something.
/// - `documents`: `text` is that of their units. `raw_data` holds source and address.
/// - `communities`: our own, in levels. `period` is the last day on which a member was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GraphRagTable {
    Entities,
    Relationships,
    TextUnits,
    Documents,
    Communities,
}

impl GraphRagTable {
    pub(super) const ALL: [Self; 5] = [
        Self::Entities,
        Self::Relationships,
        Self::TextUnits,
        Self::Documents,
        Self::Communities,
    ];
}

impl Table for GraphRagTable {
    fn name(&self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Relationships => "relationships",
            Self::TextUnits => "text_units",
            Self::Documents => "documents",
            Self::Communities => "communities",
        }
    }

    fn columns(&self, _: &EntityGraph) -> Vec<Column> {
        use Kind::{Real, Text, Texts, Whole, Wholes};
        let has = Column::new;
        let mut columns = vec![has("id", Text), has("human_readable_id", Whole)];
        columns.extend(match self {
            Self::Entities => vec![
                has("title", Text),
                has("type", Text),
                has("description", Text),
                has("text_unit_ids", Texts),
                has("frequency", Whole),
                has("degree", Whole),
            ],
            Self::Relationships => vec![
                has("source", Text),
                has("target", Text),
                has("description", Text),
                has("weight", Real),
                has("combined_degree", Whole),
                has("text_unit_ids", Texts),
            ],
            Self::TextUnits => vec![
                has("text", Text),
                has("n_tokens", Whole),
                has("document_id", Text),
                has("entity_ids", Texts),
                has("relationship_ids", Texts),
                has("covariate_ids", Texts),
            ],
            Self::Documents => vec![
                has("title", Text),
                has("text", Text),
                has("text_unit_ids", Texts),
                has("creation_date", Text),
                Column::optional("raw_data", Text),
            ],
            Self::Communities => vec![
                has("community", Whole),
                has("level", Whole),
                has("parent", Whole),
                has("children", Wholes),
                has("title", Text),
                has("entity_ids", Texts),
                has("relationship_ids", Texts),
                has("text_unit_ids", Texts),
                has("period", Text),
                has("size", Whole),
            ],
        });
        columns
    }

    fn rows(
        &self,
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
        rows: &mut Rows<'_>,
    ) -> Result<()> {
        match self {
            Self::Entities => entities(graph, &Found::gather(graph, documents)?, rows),
            Self::Relationships => relationships(graph, &Found::gather(graph, documents)?, rows),
            Self::TextUnits => text_units(graph, documents, rows),
            Self::Documents => all_documents(graph, documents, rows),
            Self::Communities => communities(graph, &Found::gather(graph, documents)?, rows),
        }
    }
}

fn entities(graph: &EntityGraph, found: &Found, rows: &mut Rows<'_>) -> Result<()> {
    let degrees = degrees(graph);
    for ((place, node), title) in graph.nodes().enumerate().zip(titles(graph)) {
        rows.text(node.id().as_str())
            .whole(place)
            .text(&title)
            .text(node.entity_type().as_str())
            .text(&about(node))
            .texts(found.of_node(place))
            .whole(found.count_of_node(place))
            .whole(degrees[place])
            .end()?;
    }
    Ok(())
}

/// How many edges each entity has.
fn degrees(graph: &EntityGraph) -> Vec<usize> {
    let mut degrees = vec![0; graph.node_count()];
    for ends in graph.as_petgraph().edge_references() {
        degrees[ends.source().index()] += 1;
        degrees[ends.target().index()] += 1;
    }
    degrees
}

fn about(node: &Node) -> String {
    let kind = match node.entity_type().as_str() {
        "" => String::new(),
        kind => format!(" ({kind})"),
    };
    let seen = match (node.first_seen(), node.last_seen()) {
        (Some(first), Some(last)) if first == last => format!(" on {first}"),
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{}{kind}. Mentioned {} in {}{seen}.",
        node.name(),
        counted(node.mentions(), "time"),
        counted(node.windows().documents, "document")
    )
}

fn relationships(graph: &EntityGraph, found: &Found, rows: &mut Rows<'_>) -> Result<()> {
    let (titles, degrees) = (titles(graph), degrees(graph));
    let edges = graph.as_petgraph().edge_references();
    for ((place, edge), ends) in graph.edges().enumerate().zip(edges) {
        let [a, b] = [ends.source().index(), ends.target().index()];
        rows.text(&relationship_id(edge))
            .whole(place)
            .text(&titles[a])
            .text(&titles[b])
            .text(&between(graph, edge))
            .real(weight(edge))
            .whole(degrees[a] + degrees[b])
            .texts(found.of_edge(place))
            .end()?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "there are no 2^53 windows")]
fn weight(edge: EdgeRef<'_>) -> f64 {
    edge.count() as f64
}

fn relationship_id(edge: EdgeRef<'_>) -> String {
    hash(&[edge.a().id().as_str(), edge.b().id().as_str()])
}

fn between(graph: &EntityGraph, edge: EdgeRef<'_>) -> String {
    let mut text = format!(
        "{} and {} {}: {} in all. They share {}.",
        edge.a().name(),
        edge.b().name(),
        graph.view().meeting(),
        counted(edge.count(), graph.view().unit()),
        counted(edge.windows().documents, "document")
    );
    if let Some(label) = edge.edge().label() {
        let (mut head, mut tail) = (edge.a(), edge.b());
        if label.relation.head() == tail.id().as_str() {
            std::mem::swap(&mut head, &mut tail);
        }
        let _ = write!(
            text,
            " In {}: {} {} {}.",
            counted(label.count, "sentence"),
            head.name(),
            label.relation.name(),
            tail.name()
        ); // strings take what is written
    }
    if let Some(evidence) = edge.edge().evidence().first() {
        let _ = write!(text, " “{}”", evidence.snippet());
    }
    text
}

fn text_units(
    graph: &EntityGraph,
    documents: Option<&dyn ObservedDocuments>,
    rows: &mut Rows<'_>,
) -> Result<()> {
    let entity_ids: Vec<&str> = graph.nodes().map(|node| node.id().as_str()).collect();
    let relationship_ids: Vec<String> = graph.edges().map(relationship_id).collect();
    let mut number = 0;
    units::visit(graph, documents, &mut |document| {
        for unit in &document.units {
            rows.text(&unit.id)
                .whole(number)
                .text(&unit.text)
                .whole(unit.text.split_whitespace().count())
                .text(&document.id)
                .texts(unit.nodes.iter().map(|&node| entity_ids[node]))
                .texts(unit.edges.iter().map(|&edge| &relationship_ids[edge]))
                .texts(std::iter::empty::<&str>())
                .end()?;
            number += 1;
        }
        Ok(())
    })
}

fn all_documents(
    graph: &EntityGraph,
    documents: Option<&dyn ObservedDocuments>,
    rows: &mut Rows<'_>,
) -> Result<()> {
    let mut number = 0;
    units::visit(graph, documents, &mut |document| {
        let texts: Vec<&str> = document.units.iter().map(|unit| &*unit.text).collect();
        let day = document.date.map(|date| date.to_string());
        let raw = json!({"source": document.source, "url": document.url});
        let is_known = document.source.is_some() || document.url.is_some();
        rows.text(&document.id)
            .whole(number)
            .text(&document.title)
            .text(&texts.join("\n\n"))
            .texts(document.units.iter().map(|unit| &unit.id))
            .text(&day.unwrap_or_default())
            .shown_if(is_known.then_some(raw))
            .end()?;
        number += 1;
        Ok(())
    })
}

fn communities(graph: &EntityGraph, found: &Found, rows: &mut Rows<'_>) -> Result<()> {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let relationship_ids: Vec<String> = graph.edges().map(relationship_id).collect();
    let tree = graph.community_tree(CommunityOptions::default(), LARGEST_COMMUNITY);
    for (number, community) in tree.iter().enumerate() {
        let mut inside: Vec<usize> = Vec::new();
        for &member in &community.members {
            for edge in graph.as_petgraph().edges(NodeIndex::new(member)) {
                let others = [edge.source().index(), edge.target().index()];
                let is_inside = |end: &usize| community.members.binary_search(end).is_ok();
                if others.iter().all(is_inside) {
                    inside.push(edge.id().index());
                }
            }
        }
        inside.sort_unstable();
        inside.dedup();
        let members = || community.members.iter().map(|&member| nodes[member]);
        let period = members().filter_map(Node::last_seen).max();
        rows.text(&hash(&["community", &number.to_string()]))
            .whole(number)
            .whole(number)
            .whole(community.level)
            .whole(community.parent.map_or(-1, signed))
            .wholes(community.children.iter().copied())
            .text(&format!("Community {number}"))
            .texts(members().map(|node| node.id().as_str()))
            .texts(inside.iter().map(|&edge| &relationship_ids[edge]))
            .texts(found.of_edges(&inside))
            .text(&period.map(|date| date.to_string()).unwrap_or_default())
            .whole(community.members.len())
            .end()?;
    }
    Ok(())
}

fn signed(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX) // there are not so many
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::graph::TokenWindow;
    use crate::{Annotator, Cooccurrences, Dictionary};

    #[test]
    fn an_edge_is_described_in_the_words_of_its_view() {
        let dictionary = Dictionary::ai_industry();
        let annotator = Annotator::new(&dictionary).unwrap();
        let mut cooccurrences = Cooccurrences::new(&dictionary);
        let document = Document::new("memo", "TSMC met Nvidia. TSMC makes chips for Nvidia.");
        cooccurrences.observe(&annotator.annotate(&document));
        let tallies = cooccurrences.tallies();
        let near = EntityGraph::builder().token_window(TokenWindow::new(4));
        for (builder, wanted) in [
            (
                EntityGraph::builder(),
                "share a sentence: 2 sentences in all. They share 1 document.",
            ),
            (
                near,
                "stand within 4 words of each other: 3 mention pairs in all. They share 1 document.",
            ),
        ] {
            let graph = builder.build(&tallies).unwrap();
            let text = between(&graph, graph.edges().next().unwrap());
            assert!(text.contains(wanted), "{text}");
        }
    }
}
