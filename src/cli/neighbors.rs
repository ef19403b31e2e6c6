//! `comention neighbors`: who is mentioned with whom.

use crate::graph::TokenWindow;
use crate::ledger::Ledger;

use super::args::NeighborsArgs;
use super::terminal::{Terminal, counted, heading, number, printable, relation, score, table};
use super::{Exit, lookup, view};

pub(super) fn run(args: &NeighborsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let Some(id) = lookup::entity(
        &args.entity,
        tallies.dictionary(),
        args.answer.json,
        terminal,
    )?
    else {
        return Ok(Exit::NothingFound);
    };
    let id = lookup::counted_as(id, &tallies, terminal)?;
    let graph = view::builder(&args.view, tallies.dictionary())?
        .also_show([id.into()])
        .evidence(view::EVIDENCE)
        .evidence_around(id)
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    view::tell_cut(&graph, terminal)?;
    let Some(node) = graph.node(id) else {
        return lookup::not_mentioned(id, args.answer.json, terminal);
    };
    let neighbors: Vec<_> = graph.neighbors(id)?.collect();
    if args.answer.json {
        let shown = &neighbors[..neighbors.len().min(args.answer.limit)];
        terminal.json(&shown)?;
        return Ok(if neighbors.is_empty() {
            Exit::NothingFound
        } else {
            Exit::Done
        });
    }
    let (name, window) = (printable(node.name()), graph.window());
    let tokens = graph.view().tokens.map(TokenWindow::reach);
    if neighbors.is_empty() {
        match tokens {
            None => writeln!(
                terminal.out,
                "{name} shares no {window} with another entity of this view"
            )?,
            Some(reach) => writeln!(
                terminal.out,
                "{name} stands within {reach} of no other entity of this view"
            )?,
        }
        return Ok(Exit::NothingFound);
    }
    let others = counted(neighbors.len() as u64, "entity");
    let title = match tokens {
        None => format!("{name} shares a {window} with {others}"),
        Some(reach) => format!("{name} stands within {reach} of {others}"),
    };
    writeln!(
        terminal.out,
        "{}, by {}",
        heading(&title),
        graph.measure().title()
    )?;
    let shown = &neighbors[..neighbors.len().min(args.answer.limit)];
    let labelled = shown
        .iter()
        .any(|neighbor| neighbor.edge().label().is_some());
    let rows = shown.iter().map(|neighbor| {
        let (entity, edge) = (neighbor.entity(), neighbor.edge());
        let windows = edge.windows();
        let mut row = vec![
            printable(entity.name()),
            printable(entity.entity_type().as_str()),
            score(neighbor.score()),
            number(windows.sentences),
            number(windows.paragraphs),
            number(windows.documents),
        ];
        if labelled {
            let label = neighbor.edge().edge().label();
            row.push(label.map_or_else(String::new, |label| relation(&label, id)));
        }
        row
    });
    let mut columns = vec![
        "entity",
        "type",
        "score#",
        "sentences#",
        "paragraphs#",
        "documents#",
    ];
    if labelled {
        columns.push("relation");
    }
    writeln!(terminal.out, "{}", table(&columns, rows))?;
    let hidden = neighbors.len().saturating_sub(args.answer.limit) as u64;
    if hidden > 0 {
        writeln!(terminal.talk, "{} more: -n shows them", number(hidden))?;
    }
    view::explain_low_scores(&graph, terminal)?;
    Ok(Exit::Done)
}
