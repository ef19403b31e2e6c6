//! `comention missing`: pairs without an edge that share neighbours.

use crate::ledger::Ledger;
use crate::query::MissingLink;

use super::graph_args::MissingArgs;
use super::terminal::{Terminal, counted, dim, heading, number, printable, table};
use super::{Exit, lookup, view};

/// How many shared neighbours a person is shown.
const SHARED: usize = 5;

pub(super) fn run(args: &MissingArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let json = args.answer.json;
    let around = match &args.entity {
        Some(query) => match lookup::entity(query, tallies.dictionary(), json, terminal)? {
            Some(id) => Some(lookup::counted_as(id, &tallies, terminal)?),
            None => return Ok(Exit::NothingFound),
        },
        None => None,
    };
    let graph = view::builder(&args.view, tallies.dictionary())?
        .also_show(around.map(Into::into))
        .evidence(0)
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    if let Some(id) = around.filter(|id| graph.node(id).is_none()) {
        return lookup::not_mentioned(id, json, terminal);
    }
    let found = graph.missing(around, args.by, args.answer.limit, &tallies)?;
    let exit = if found.all() == 0 {
        Exit::NothingFound
    } else {
        Exit::Done
    };
    if json {
        terminal.json(&found)?;
        return Ok(exit);
    }
    if found.all() == 0 {
        writeln!(
            terminal.out,
            "no two entities without an edge share a neighbour"
        )?;
        return Ok(exit);
    }
    let title = format!(
        "{} without an edge, but with neighbours in common",
        counted(found.all() as u64, "pair")
    );
    writeln!(
        terminal.out,
        "{} {}",
        heading(&title),
        dim(&format!("(by {})", args.by))
    )?;
    let rows = found.links().iter().map(row);
    writeln!(
        terminal.out,
        "{}",
        table(
            &["entity", "entity", "score#", "documents#", "both know"],
            rows
        )
    )?;
    let hidden = (found.all() - found.links().len()) as u64;
    if hidden > 0 {
        writeln!(terminal.talk, "{} more: -n shows them", number(hidden))?;
    }
    Ok(exit)
}

fn row(link: &MissingLink<'_>) -> Vec<String> {
    let shared = link.shared();
    let mut names: Vec<String> = shared
        .iter()
        .take(SHARED)
        .map(|one| printable(one.entity().name()))
        .collect();
    if shared.len() > SHARED {
        names.push(format!("{} more", number((shared.len() - SHARED) as u64)));
    }
    vec![
        printable(link.a().name()),
        printable(link.b().name()),
        format!("{:.3}", link.score()),
        number(link.windows().documents),
        names.join(", "),
    ]
}
