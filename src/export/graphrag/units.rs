//! Text units: what `GraphRAG` cuts documents into, and finds entities in.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use xxhash_rust::xxh3::xxh3_128;

use crate::cooccurrence::{Evidence, Observation, Window};
use crate::dictionary::EntityIndex;
use crate::document::{Date, Field};
use crate::error::Result;
use crate::export::ObservedDocuments;
use crate::graph::EntityGraph;

/// A document with its units.
#[derive(Default)]
pub(super) struct DocumentUnits {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) units: Vec<Unit>,
}

/// A piece of a document that names entities of the graph.
#[derive(Default)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) text: String,
    /// By their places in the graph, in order.
    pub(super) nodes: BTreeSet<usize>,
    pub(super) edges: BTreeSet<usize>,
}

/// Calls `each` with every document that names an entity of the graph, in the order of their ids.
///
/// A unit is a paragraph, or the whole document where edges count documents: those of its sentences that name something, since others were not
/// kept. It belongs to an edge if it holds a window that both ends share. Without the documents, the pieces of evidence are the units.
pub(super) fn visit(
    graph: &EntityGraph,
    documents: Option<&dyn ObservedDocuments>,
    each: &mut dyn FnMut(DocumentUnits) -> Result<()>,
) -> Result<()> {
    let Some(documents) = documents else {
        return of_evidence(graph).into_iter().try_for_each(each);
    };
    let mut places: BTreeMap<EntityIndex, Option<usize>> = BTreeMap::new();
    documents.visit(&mut |seen| {
        let mut place = |entity: EntityIndex| {
            *places.entry(entity).or_insert_with(|| {
                let id = documents.dictionary().entity(entity).id();
                graph.position(id).map(NodeIndex::index)
            })
        };
        let found = of_document(graph, seen, &mut place);
        if !found.units.is_empty() {
            each(found)?;
        }
        Ok(true)
    })
}

fn of_document(
    graph: &EntityGraph,
    seen: &Observation,
    place: &mut dyn FnMut(EntityIndex) -> Option<usize>,
) -> DocumentUnits {
    let mut named: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (mention, entity) in seen.accepted() {
        if let Some(node) = place(entity) {
            named.entry(mention.sentence).or_default().insert(node);
        }
    }
    let mut units: BTreeMap<u32, Unit> = BTreeMap::new();
    for (&number, nodes) in &named {
        let sentence = &seen.sentences[number as usize];
        let key = match graph.window() {
            Window::Document => 0,
            Window::Sentence | Window::Paragraph => sentence.paragraph,
        };
        let unit = units.entry(key).or_default();
        if !unit.text.is_empty() {
            unit.text.push(' ');
        }
        unit.text.push_str(seen.sentence_text(sentence));
        unit.nodes.extend(nodes);
        if graph.window() == Window::Sentence {
            unit.edges.extend(edges_among(graph, nodes));
        }
    }
    let known = &seen.document;
    let units = units.into_iter().map(|(key, mut unit)| {
        unit.id = unit_id(&known.id, key);
        if graph.window() != Window::Sentence {
            unit.edges = edges_among(graph, &unit.nodes).collect();
        }
        unit
    });
    DocumentUnits {
        id: known.id.clone(),
        title: title(known.title.as_deref(), &known.id),
        date: known.date,
        source: known.source.clone(),
        url: known.url.clone(),
        units: units.collect(),
    }
}

fn edges_among<'g>(
    graph: &'g EntityGraph,
    nodes: &'g BTreeSet<usize>,
) -> impl Iterator<Item = usize> + 'g {
    nodes.iter().flat_map(move |&a| {
        nodes.range(a + 1..).filter_map(move |&b| {
            let edge = graph
                .as_petgraph()
                .find_edge(NodeIndex::new(a), NodeIndex::new(b))?;
            Some(edge.index())
        })
    })
}

/// Units by where their first sentence begins.
type UnitsByPlace = BTreeMap<(Field, usize), Unit>;

/// The same from what the edges show.
fn of_evidence(graph: &EntityGraph) -> Vec<DocumentUnits> {
    let mut documents: BTreeMap<&str, (&Evidence, UnitsByPlace)> = BTreeMap::new();
    for (place, edge) in graph.edges().enumerate() {
        let node = |id: &str| graph.position(id).map(NodeIndex::index);
        for evidence in edge.edge().evidence() {
            let Some(first) = evidence.passages.first() else {
                continue;
            };
            let (_, units) = documents
                .entry(&evidence.document)
                .or_insert_with(|| (evidence, BTreeMap::new()));
            let unit = units.entry((first.field, first.span.start())).or_default();
            let snippet = evidence.snippet();
            if snippet.len() > unit.text.len() {
                unit.text = snippet;
            }
            unit.nodes.extend(node(edge.a().id().as_str()));
            unit.nodes.extend(node(edge.b().id().as_str()));
            unit.edges.insert(place);
        }
    }
    documents
        .into_iter()
        .map(|(id, (known, units))| DocumentUnits {
            id: id.to_owned(),
            title: title(known.title.as_deref(), id),
            date: known.date,
            source: known.source.as_deref().map(str::to_owned),
            url: known.url.as_deref().map(str::to_owned),
            units: (0..)
                .zip(units.into_values())
                .map(|(number, unit)| Unit {
                    id: unit_id(id, number),
                    ..unit
                })
                .collect(),
        })
        .collect()
}

fn title(title: Option<&str>, id: &str) -> String {
    match title.map(str::trim) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => id.to_owned(),
    }
}

fn unit_id(document: &str, number: u32) -> String {
    hash(&[document, &number.to_string()])
}

/// An id made of several strings.
pub(super) fn hash(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    format!("{:032x}", xxh3_128(&bytes))
}

/// Which units name what.
pub(super) struct Found {
    ids: Vec<String>,
    of_node: Vec<Vec<usize>>,
    of_edge: Vec<Vec<usize>>,
}

impl Found {
    pub(super) fn gather(
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
    ) -> Result<Self> {
        let mut found = Self {
            ids: Vec::new(),
            of_node: vec![Vec::new(); graph.node_count()],
            of_edge: vec![Vec::new(); graph.edge_count()],
        };
        visit(graph, documents, &mut |document| {
            for unit in document.units {
                let place = found.ids.len();
                for node in unit.nodes {
                    found.of_node[node].push(place);
                }
                for edge in unit.edges {
                    found.of_edge[edge].push(place);
                }
                found.ids.push(unit.id);
            }
            Ok(())
        })?;
        Ok(found)
    }

    pub(super) fn count_of_node(&self, node: usize) -> usize {
        self.of_node[node].len()
    }

    /// The ids of the units that name an entity.
    pub(super) fn of_node(&self, node: usize) -> impl Iterator<Item = &str> {
        self.of_node[node].iter().map(|&unit| &*self.ids[unit])
    }

    /// The ids of the units that hold an edge.
    pub(super) fn of_edge(&self, edge: usize) -> impl Iterator<Item = &str> {
        self.of_edge[edge].iter().map(|&unit| &*self.ids[unit])
    }

    /// The ids of the units that hold one of several edges, each once.
    pub(super) fn of_edges(&self, edges: &[usize]) -> impl Iterator<Item = &str> {
        let units: BTreeSet<usize> = edges
            .iter()
            .flat_map(|&edge| self.of_edge[edge].iter().copied())
            .collect();
        units.into_iter().map(|unit| &*self.ids[unit])
    }
}
