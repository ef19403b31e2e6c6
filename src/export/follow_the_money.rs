//! `FollowTheMoney`: entities, links and documents as investigators' tools exchange them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use crate::cooccurrence::Evidence;
use crate::document::Date;
use crate::error::Result;
use crate::graph::{EdgeRef, EntityGraph, Node};

use super::facts::{Facts, Files, Group};
use super::observed::documents_of_evidence;
use super::records::stream;
use super::web_address::is_web_address;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "ftm",
    group: Group::Database,
    suffixes: &[".ftm.json", ".ftm.jsonl"],
    description: "FollowTheMoney entities a line, for Aleph and its relatives",
    lacks: &[
        Loss::Parents,
        Loss::NodeMeasures,
        Loss::Communities,
        Loss::Significance,
        Loss::FurtherRelations,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::One(|_| Box::new(FollowTheMoney::new())),
    is_text: true,
};

/// Writes `FollowTheMoney` entities, a JSON object a line: the documents of the evidence (`PlainText`), the entities, then an `UnknownLink` for
/// each edge.
///
/// Types become schemas: `person` is a `Person`; `company` and `firm` are a `Company`; `organization`, `media`, `investor` and the like an
/// `Organization`; `place`, `city`, `country` and the like an `Address`; everything else an `Asset`, the plainest schema that can be linked. The type
/// stands in `keywords` too. There is no room for numbers, so counts and scores are told in `notes` and `summary`. A link's `role` is the
/// relation that most sentences assert, else `mentioned together`; its `description` are the sentences, its `proof` their documents.
/// A name without a letter or digit, which would be refused, has the id behind it.
///
/// An id is `entity-`, `document-` or `link-` and our own where that is plain, else a hash of it; the original id is always in `notes`.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct FollowTheMoney {}

impl FollowTheMoney {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for FollowTheMoney {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            for evidence in documents_of_evidence(graph).into_values() {
                line(output, &document(evidence))?;
            }
            for node in graph.nodes() {
                line(output, &entity(node))?;
            }
            for edge in graph.edges() {
                line(output, &link(graph, edge))?;
            }
            Ok(())
        })
    }
}

/// Every property is a list of strings.
#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self {
            id,
            schema,
            properties: BTreeMap::new(),
        }
    }

    fn with(mut self, property: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.properties.entry(property).or_default().push(value);
        }
        self
    }
}

fn line(output: &mut dyn Write, entity: &Entity) -> io::Result<()> {
    serde_json::to_writer(&mut *output, entity)?;
    output.write_all(b"\n")
}

/// Ids are letters, digits, `-` and `.`, and end with one of the first two. They may have 255 characters.
fn id(kind: &str, own: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let ends_well = own.ends_with(|c: char| c.is_ascii_alphanumeric());
    if ends_well && own.len() <= 200 && own.chars().all(is_plain) && !own.starts_with("x-") {
        return format!("{kind}-{own}");
    }
    format!("{kind}-x-{:032x}", xxh3_128(own.as_bytes()))
}

fn schema(entity_type: &str) -> &'static str {
    match entity_type.to_ascii_lowercase().as_str() {
        "person" | "people" | "per" => "Person",
        "company" | "firm" => "Company",
        "organization" | "organisation" | "org" | "investor" | "media" | "university" | "party"
        | "agency" | "bank" => "Organization",
        "place" | "location" | "city" | "country" | "region" | "gpe" | "loc" => "Address",
        _ => "Asset",
    }
}

fn document(evidence: &Evidence) -> Entity {
    let optional =
        |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    let title = optional(&evidence.title);
    let url = evidence.url.as_deref().filter(|url| is_web_address(url));
    Entity::new(id("document", &evidence.document), "PlainText")
        .with("fileName", &*evidence.document)
        .with("title", title)
        .with("mimeType", "text/plain")
        .with("date", day(evidence.date))
        .with("publisher", optional(&evidence.source))
        .with("sourceUrl", url.unwrap_or_default())
}

fn entity(node: &Node) -> Entity {
    let windows = node.windows();
    let mut seen = String::new();
    if let (Some(first), Some(last)) = (node.first_seen(), node.last_seen()) {
        seen = format!(", from {first} to {last}");
    }
    let schema = schema(node.entity_type().as_str());
    let name = name(node);
    let entity = Entity::new(id("entity", node.id().as_str()), schema)
        .with("name", &*name)
        .with("keywords", node.entity_type().as_str())
        .with(
            "notes",
            format!(
                "id: {}. Mentions: {}. Sentences: {}. Paragraphs: {}. Documents: {}{seen}.",
                node.id(),
                node.mentions(),
                windows.sentences,
                windows.paragraphs,
                windows.documents
            ),
        );
    if schema == "Address" {
        return entity.with("full", name);
    }
    entity
}

/// A name needs a letter or a digit: one that has none is told with its id.
fn name(node: &Node) -> String {
    if node.name().contains(char::is_alphanumeric) {
        return node.name().to_owned();
    }
    format!("{} ({})", node.name(), node.id())
}

fn link(graph: &EntityGraph, edge: EdgeRef<'_>) -> Entity {
    let (mut subject, mut object) = (edge.a(), edge.b());
    let label = edge.edge().label();
    if label.is_some_and(|label| label.relation.head() == object.id().as_str()) {
        std::mem::swap(&mut subject, &mut object);
    }
    let windows = edge.windows();
    // Both ids, of which neither could be cut elsewhere to give the same.
    let both = format!("{}\0{}", edge.a().id(), edge.b().id());
    let mut link = Entity::new(id("link", &both), "UnknownLink")
        .with("subject", id("entity", subject.id().as_str()))
        .with("object", id("entity", object.id().as_str()))
        .with(
            "role",
            label.map_or("mentioned together", |label| label.relation.name()),
        )
        .with(
            "summary",
            format!(
                "Together in sentences: {}, paragraphs: {}, documents: {}. Score: {} ({}, {}s).",
                windows.sentences,
                windows.paragraphs,
                windows.documents,
                edge.score(),
                graph.measure().name(),
                graph.view().unit()
            ),
        )
        .with("startDate", day(edge.first_seen()))
        .with("endDate", day(edge.last_seen()));
    for evidence in edge.edge().evidence() {
        link = link
            .with("description", evidence.snippet())
            .with("proof", id("document", &evidence.document));
    }
    if let Some(proof) = link.properties.get_mut("proof") {
        proof.dedup();
    }
    link
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}
