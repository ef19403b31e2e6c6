//! `comention diff`: what changed between two periods, or between two ledgers.

use std::io::Write;
use std::path::Path;

use anyhow::bail;

use crate::cooccurrence::{Period, Tallies, WindowCounts};
use crate::dictionary::EntityId;
use crate::error::Result;
use crate::graph::EntityGraph;
use crate::ledger::{Ledger, LedgerTallies};
use crate::query::{EdgeChange, FirstChanges, RankedEdge};

use super::terminal::{Terminal, counted, heading, marked, number, origin, printable, score};
use super::time_args::DiffArgs;
use super::{Exit, view};

/// What is compared.
enum Sides<'a> {
    Ledgers(&'a Path, &'a Path),
    Periods(Period, Period),
}

pub(super) fn run(args: &DiffArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    match sides(args)? {
        Sides::Ledgers(before, after) => {
            let (before, after) = (Ledger::open(before)?, Ledger::open(after)?);
            let selection = &args.view.selection;
            let before = view::tallies(&before, selection, terminal)?;
            let after = view::tallies(&after, selection, terminal)?;
            let names = [&before, &after].map(|side| side.ledger().path().display().to_string());
            compare(args, &names, [&before, &after], terminal)
        }
        Sides::Periods(before, after) => {
            let names = [before.to_string(), after.to_string()];
            let ledger = Ledger::open(&args.view.ledger.graph)?;
            let roll_up = args.view.selection.roll_up.as_ref();
            let before = view::tallies_of(&ledger, before, roll_up, terminal)?;
            let after = ledger.tallies_with(&before.selection().period(after))?;
            compare(args, &names, [&before, &after], terminal)
        }
    }
}

fn sides(args: &DiffArgs) -> anyhow::Result<Sides<'_>> {
    let selection = &args.view.selection;
    match (&args.ledgers[..], args.before, args.after) {
        ([before, after], None, None) => Ok(Sides::Ledgers(before, after)),
        ([], Some(before), Some(after)) => {
            if selection
                .from
                .or(selection.to)
                .or(selection.as_of)
                .is_some()
            {
                bail!("--before and --after are the periods: leave --from, --to and --as-of out");
            }
            Ok(Sides::Periods(before, after))
        }
        _ => bail!(
            "name two ledgers, or two periods of one: --before 2024 --after 2025, --before ..2025-01-26 --after 2025-01-27.."
        ),
    }
}

fn compare(
    args: &DiffArgs,
    names: &[String; 2],
    [before, after]: [&LedgerTallies<'_>; 2],
    terminal: &mut Terminal,
) -> anyhow::Result<Exit> {
    // Only the edges shown need their sentences, and which these are is known afterwards.
    let bare = [graph(args, before, &[])?, graph(args, after, &[])?];
    let diff = bare[0].diff(&bare[1])?;
    let shown: Vec<_> = diff
        .first(args.answer.limit)
        .edges()
        .map(|change| (change.a().id().clone(), change.b().id().clone()))
        .collect();
    let graphs = [graph(args, before, &shown)?, graph(args, after, &shown)?];
    let diff = graphs[0].diff(&graphs[1])?;
    let first = diff.first(args.answer.limit);
    if args.answer.json {
        terminal.json(&first)?;
    } else {
        let sides: Vec<String> = names
            .iter()
            .zip([&graphs[0], &graphs[1]])
            .map(|(name, graph)| side(name, graph.totals()))
            .collect();
        writeln!(
            terminal.out,
            "{}\n{} with the same rank",
            heading(&format!("From {} to {}", sides[0], sides[1])),
            counted(diff.unchanged() as u64, "edge"),
        )?;
        write(&first, graphs[0].view().unit(), terminal)?;
    }
    Ok(if diff.is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    })
}

fn graph(
    args: &DiffArgs,
    tallies: &LedgerTallies<'_>,
    shown: &[(EntityId, EntityId)],
) -> anyhow::Result<EntityGraph> {
    let graph: Result<EntityGraph> = view::builder(&args.view, tallies.dictionary())?
        .evidence(if shown.is_empty() { 0 } else { view::EVIDENCE })
        .evidence_for(shown.iter().cloned())
        .build(tallies);
    Ok(graph?)
}

fn side(name: &str, totals: WindowCounts) -> String {
    format!(
        "{} ({})",
        printable(name),
        counted(totals.documents, "document")
    )
}

fn write(first: &FirstChanges<'_, '_>, unit: &str, terminal: &mut Terminal) -> anyhow::Result<()> {
    for (name, edges, all) in first.lists() {
        if all == 0 {
            continue;
        }
        let title = match name {
            "new" => "New",
            "gone" => "Gone",
            _ => "Ranked otherwise",
        };
        writeln!(
            terminal.out,
            "\n{}",
            heading(&format!("{title}: {}", counted(all as u64, "edge")))
        )?;
        for edge in edges {
            write_edge(edge, unit, &mut terminal.out)?;
        }
        let hidden = (all - edges.len()) as u64;
        if hidden > 0 {
            writeln!(
                terminal.talk,
                "{} more {name}: -n shows them",
                number(hidden)
            )?;
        }
    }
    Ok(())
}

fn write_edge(change: &EdgeChange<'_>, unit: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let side = |side: Option<RankedEdge<'_>>| match side {
        Some(ranked) => format!(
            "rank {} ({} in {})",
            number(ranked.rank() as u64),
            score(ranked.edge().score()),
            counted(ranked.edge().count(), unit)
        ),
        None => "no edge".to_owned(),
    };
    writeln!(
        out,
        "  {} – {}  {} → {}",
        printable(change.a().name()),
        printable(change.b().name()),
        side(change.before()),
        side(change.after())
    )?;
    if let Some(evidence) = change.evidence().first() {
        for passage in &evidence.passages {
            writeln!(out, "    {}", marked(passage))?;
        }
        writeln!(out, "    {}", origin(evidence))?;
    }
    Ok(())
}
