//! `comention top`: the most mentioned entities and the strongest edges.

use serde::Serialize;

use crate::association::Measure;
use crate::graph::{EdgeRef, Node};
use crate::ledger::Ledger;

use super::args::TopArgs;
use super::terminal::{Terminal, heading, number, score, table};
use super::{Exit, lookup};

/// An entity as `top` prints it.
#[derive(Serialize)]
pub(super) struct EntityRow {
    id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    entity_type: String,
    mentions: u64,
    sentences: u64,
    paragraphs: u64,
    documents: u64,
}

impl EntityRow {
    pub(super) fn new(node: &Node) -> Self {
        Self {
            id: node.id.to_string(),
            name: node.name.to_string(),
            entity_type: node.entity_type.to_string(),
            mentions: node.mentions,
            sentences: node.windows.sentences,
            paragraphs: node.windows.paragraphs,
            documents: node.windows.documents,
        }
    }
}

/// An edge as `top` prints it.
#[derive(Serialize)]
pub(super) struct EdgeRow {
    a: String,
    pub(super) a_name: String,
    b: String,
    pub(super) b_name: String,
    score: Option<f64>,
    sentences: u64,
    paragraphs: u64,
    documents: u64,
}

impl EdgeRow {
    pub(super) fn new(edge: &EdgeRef<'_>) -> Self {
        let (a, b) = (edge.source(), edge.target());
        Self {
            a: a.id.to_string(),
            a_name: a.name.to_string(),
            b: b.id.to_string(),
            b_name: b.name.to_string(),
            score: Some(edge.score).filter(|score| score.is_finite()),
            sentences: edge.windows.sentences,
            paragraphs: edge.windows.paragraphs,
            documents: edge.windows.documents,
        }
    }
}

#[derive(Serialize)]
struct Answer {
    measure: Measure,
    entities: Vec<EntityRow>,
    edges: Vec<EdgeRow>,
}

pub(super) fn run(args: &TopArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let graph = lookup::view(&args.view).evidence(0).build(&tallies)?;
    let top = graph.top(args.answer.limit);
    let answer = Answer {
        measure: graph.measure(),
        entities: top.entities().iter().map(|node| EntityRow::new(node)).collect(),
        edges: top.edges().iter().map(EdgeRow::new).collect(),
    };
    if args.answer.json {
        terminal.json(&answer)?;
    } else {
        writeln!(terminal.out, "{}\n{}", heading("Most mentioned"), entity_table(&answer.entities))?;
        writeln!(terminal.out, "\n{}\n{}", heading(&format!("Strongest edges by {}, sharing a {}", graph.measure(), graph.window())), edge_table(&answer.edges))?;
    }
    Ok(if answer.entities.is_empty() { Exit::NothingFound } else { Exit::Done })
}

pub(super) fn entity_table(rows: &[EntityRow]) -> comfy_table::Table {
    let rows = rows.iter().map(|row| {
        vec![row.name.clone(), row.entity_type.clone(), number(row.mentions), number(row.sentences), number(row.paragraphs), number(row.documents)]
    });
    table(&["entity", "type", "mentions#", "sentences#", "paragraphs#", "documents#"], rows)
}

pub(super) fn edge_table(rows: &[EdgeRow]) -> comfy_table::Table {
    let rows = rows.iter().map(|row| {
        let shown = row.score.map_or_else(|| "∞".to_owned(), score);
        vec![row.a_name.clone(), row.b_name.clone(), shown, number(row.sentences), number(row.paragraphs), number(row.documents)]
    });
    table(&["entity", "entity", "score#", "sentences#", "paragraphs#", "documents#"], rows)
}
