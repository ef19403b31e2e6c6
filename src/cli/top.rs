//! `comention top`: the most mentioned entities and the strongest edges.

use comfy_table::Table;

use crate::graph::{Centrality, EdgeRef, EdgeWeight, Node, NodeValue};
use crate::ledger::Ledger;

use super::args::TopArgs;
use super::terminal::{Terminal, heading, number, printable, score, table};
use super::{Exit, view};

pub(super) fn run(args: &TopArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let evidence = if args.answer.json { view::EVIDENCE } else { 0 };
    let by_mentions = args.rank.by == Centrality::Mentions;
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(evidence)
        // One at least, which tells whether any score is above chance. Other measures than mentions need all edges.
        .strongest(by_mentions.then_some(args.answer.limit.max(1)))
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    view::tell_cut(&graph, terminal)?;
    let top = if by_mentions {
        graph.top(args.answer.limit)
    } else {
        graph.top_by(args.rank.by, args.rank.weight.weight, args.answer.limit)
    };
    if args.answer.json {
        terminal.json(&top)?;
    } else {
        let (title, entities) = match top.values() {
            None => ("Most mentioned".to_owned(), entity_table(top.entities())),
            Some(values) => (
                ranked_title(args.rank.by, args.rank.weight.weight),
                ranked_table(top.entities(), values, args.rank.by),
            ),
        };
        writeln!(terminal.out, "{}\n{entities}", heading(&title))?;
        let title = format!(
            "Strongest edges by {}, {}",
            graph.measure().title(),
            view::meeting_place(&graph)
        );
        writeln!(
            terminal.out,
            "\n{}\n{}",
            heading(&title),
            edge_table(top.edges())
        )?;
        view::explain_low_scores(&graph, terminal)?;
    }
    Ok(if top.entities().is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    })
}

/// A row for each entity: what it is and where it occurs.
pub(super) fn entity_table(nodes: &[&Node]) -> Table {
    let rows = nodes.iter().map(|node| {
        let windows = node.windows();
        vec![
            printable(node.name()),
            printable(node.entity_type().as_str()),
            number(node.mentions()),
            number(windows.sentences),
            number(windows.paragraphs),
            number(windows.documents),
        ]
    });
    table(
        &[
            "entity",
            "type",
            "mentions#",
            "sentences#",
            "paragraphs#",
            "documents#",
        ],
        rows,
    )
}

fn ranked_title(by: Centrality, weight: EdgeWeight) -> String {
    if by.is_weighted() {
        format!("Greatest {by}, edges weighed by {weight}")
    } else {
        format!("Greatest {by}")
    }
}

/// A row for each entity: what it is, its value of the measure, and how often it is mentioned.
fn ranked_table(nodes: &[&Node], values: &[f64], by: Centrality) -> Table {
    let rows = nodes.iter().zip(values).map(|(node, &value)| {
        vec![
            printable(node.name()),
            printable(node.entity_type().as_str()),
            match by.value(value) {
                NodeValue::Real(value) if value.abs() < 10.0 => format!("{value:.4}"),
                NodeValue::Real(value) => format!("{value:.1}"),
                whole => whole.to_string(),
            },
            number(node.mentions()),
        ]
    });
    let value = format!("{by}#");
    table(&["entity", "type", &value, "mentions#"], rows)
}

/// A row for each edge: its ends, its score and where both occur.
pub(super) fn edge_table(edges: &[EdgeRef<'_>]) -> Table {
    let rows = edges.iter().map(|edge| {
        let windows = edge.windows();
        vec![
            printable(edge.a().name()),
            printable(edge.b().name()),
            score(edge.score()),
            number(windows.sentences),
            number(windows.paragraphs),
            number(windows.documents),
        ]
    });
    table(
        &[
            "entity",
            "entity",
            "score#",
            "sentences#",
            "paragraphs#",
            "documents#",
        ],
        rows,
    )
}
