//! `comention top`: the most mentioned entities and the strongest edges.

use comfy_table::Table;

use crate::graph::{EdgeRef, Node};
use crate::ledger::Ledger;

use super::args::TopArgs;
use super::terminal::{Terminal, heading, number, printable, score, table};
use super::{Exit, view};

pub(super) fn run(args: &TopArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let evidence = if args.answer.json { view::EVIDENCE } else { 0 };
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(evidence)
        // One at least, which tells whether any score is above chance.
        .strongest(Some(args.answer.limit.max(1)))
        .build(&tallies)?;
    view::tell_cut(&graph, terminal)?;
    let top = graph.top(args.answer.limit);
    if args.answer.json {
        terminal.json(&top)?;
    } else {
        writeln!(
            terminal.out,
            "{}\n{}",
            heading("Most mentioned"),
            entity_table(top.entities())
        )?;
        let title = format!(
            "Strongest edges by {}, in one {}",
            graph.measure().title(),
            graph.window()
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
