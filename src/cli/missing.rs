//! `comention missing`: pairs without an edge that share neighbours, or that many ways join.

use crate::graph::LinkPrediction;
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
        let why = match args.by {
            LinkPrediction::Katz => "every two entities that hang together share an edge",
            _ => "no two entities without an edge share a neighbour",
        };
        writeln!(terminal.out, "{why}")?;
        return Ok(exit);
    }
    let title = format!(
        "{} without an edge, but with {}",
        counted(found.all() as u64, "pair"),
        match args.by {
            LinkPrediction::Katz => "ways between them",
            _ => "neighbours in common",
        }
    );
    let by = match found.damping() {
        Some(beta) => format!("(by {}, beta {beta:.4})", args.by),
        None => format!("(by {})", args.by),
    };
    writeln!(terminal.out, "{} {}", heading(&title), dim(&by))?;
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

/// Three digits behind the point, or in front of a power of ten what would not show there: far pairs have tiny sums of walks.
fn figure(score: f64) -> String {
    if score >= 0.001 {
        format!("{score:.3}")
    } else {
        format!("{score:.1e}")
    }
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
    if names.is_empty() {
        names.push(format!("(nobody: {} steps apart)", link.steps()));
    }
    vec![
        printable(link.a().name()),
        printable(link.b().name()),
        figure(link.score()),
        number(link.windows().documents),
        names.join(", "),
    ]
}
