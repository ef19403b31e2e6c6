//! From view options to the graph they ask for.

use std::collections::BTreeSet;

use anyhow::bail;

use crate::cooccurrence::{Period, RollUp, Selection, Window};
use crate::dictionary::{Dictionary, EntityRef};
use crate::graph::{EntityGraph, EntityGraphBuilder};
use crate::ledger::{Ledger, LedgerTallies};

use super::args::ViewArgs;
use super::terminal::{Terminal, counted, number, printable};
use super::time_args::SelectionArgs;

/// How many pieces of evidence an answer carries for each edge.
pub(super) const EVIDENCE: usize = 3;

/// The counts that the view options ask for. Documents that a period leaves out for want of a date are told.
///
/// # Errors
/// If the period is empty, no entity of the dictionary has the type to roll up to, or the ledger is damaged.
pub(super) fn tallies<'l>(
    ledger: &'l Ledger,
    args: &SelectionArgs,
    terminal: &mut Terminal,
) -> anyhow::Result<LedgerTallies<'l>> {
    let SelectionArgs {
        from,
        to,
        as_of,
        roll_up,
    } = args;
    tallies_of(
        ledger,
        Period::new(*from, to.or(*as_of))?,
        roll_up.as_ref(),
        terminal,
    )
}

/// The counts of a period, with entities rolled up.
pub(super) fn tallies_of<'l>(
    ledger: &'l Ledger,
    period: Period,
    roll_up: Option<&RollUp>,
    terminal: &mut Terminal,
) -> anyhow::Result<LedgerTallies<'l>> {
    let mut selection = Selection::default().period(period);
    if let Some(roll_up) = roll_up {
        selection = selection.roll_up(roll_up.clone());
    }
    let tallies = ledger.tallies_with(&selection)?;
    if let Some(RollUp::Type(wanted)) = roll_up {
        check_type(wanted.as_str(), tallies.dictionary())?;
    }
    let undated = tallies.passed_over().undated;
    if undated > 0 {
        writeln!(
            terminal.talk,
            "{} without a date left out",
            counted(undated, "document")
        )?;
    }
    Ok(tallies)
}

/// The graph that leaves the program: with so much evidence, only so many of its edges if there is a limit, and all that can be said of them.
pub(super) fn exported(
    tallies: &LedgerTallies<'_>,
    args: &ViewArgs,
    (evidence, limit): (usize, Option<usize>),
    terminal: &mut Terminal,
) -> anyhow::Result<EntityGraph> {
    let graph = builder(args, tallies.dictionary())?
        .evidence(evidence)
        .strongest(limit)
        .significance(args.windows.is_counted())
        .build(tallies)?;
    say_cuts(&graph, terminal)?;
    tell_cut(&graph, terminal)?;
    Ok(graph)
}

/// The builder of the graph that the view options ask for.
///
/// # Errors
/// If they name a type that no entity of the dictionary has, or do not go together.
pub(super) fn builder(
    args: &ViewArgs,
    dictionary: &Dictionary,
) -> anyhow::Result<EntityGraphBuilder> {
    let pairs = args.type_pairs.iter().flat_map(|(a, b)| [a, b]);
    for wanted in args.types.iter().chain(pairs) {
        check_type(wanted, dictionary)?;
    }
    if args.fdr().is_some() {
        args.windows.check(if args.fdr.is_some() {
            "--fdr"
        } else {
            "--backbone fdr"
        })?;
    }
    let builder = args
        .windows
        .ask(EntityGraph::builder())?
        .min_count(args.min_count)
        .fdr(args.fdr())
        .types(args.types.iter().map(String::as_str))
        .thinning(args.thin.thinning())
        .type_pairs(
            args.type_pairs
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str())),
        );
    Ok(builder)
}

pub(super) fn check_type(wanted: &str, dictionary: &Dictionary) -> anyhow::Result<()> {
    let types: BTreeSet<&str> = dictionary.entities().map(EntityRef::entity_type).collect();
    if types.contains(wanted) {
        return Ok(());
    }
    let known: Vec<String> = types.into_iter().map(printable).collect();
    bail!(
        "no entity of the dictionary has the type `{}`; there are {}",
        printable(wanted),
        known.join(", ")
    );
}

/// Says how many edges --fdr has cut, if it was given.
pub(super) fn tell_cut(graph: &EntityGraph, terminal: &mut Terminal) -> std::io::Result<()> {
    if let Some(fdr) = graph.view().fdr {
        writeln!(
            terminal.talk,
            "--fdr {fdr} cuts {}",
            counted(graph.cut_by_fdr() as u64, "edge")
        )?;
    }
    Ok(())
}

/// The kinds of windows wider than that of a graph, narrowest first.
pub(super) fn wider(graph: &EntityGraph) -> impl Iterator<Item = Window> {
    let (than, is_inside) = (graph.window(), graph.view().tokens.is_some());
    let is_wider = move |window: &Window| *window > than || is_inside && *window == than;
    Window::ALL.into_iter().filter(is_wider)
}

/// Where the two of a pair meet: `in one sentence`, `within 20 words`.
pub(super) fn meeting_place(graph: &EntityGraph) -> String {
    match graph.view().tokens {
        None => format!("in one {}", graph.window()),
        Some(tokens) => format!("within {}", tokens.reach()),
    }
}

/// Says how many edges each rule of a backbone cut.
pub(super) fn say_cuts(graph: &EntityGraph, terminal: &mut Terminal) -> std::io::Result<()> {
    for count in graph.cut_counts() {
        writeln!(
            terminal.talk,
            "--{} cut {} of {}",
            match count.rule {
                rule @ ("top-k" | "k-core") => rule.to_owned(),
                rule => format!("backbone {rule}"),
            },
            number(count.cut as u64),
            counted(count.of as u64, "edge")
        )?;
    }
    Ok(())
}

/// Says so when no edge of an answer is above what chance expects: in a small corpus, scores of association say nothing yet.
pub(super) fn explain_low_scores(
    graph: &EntityGraph,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let best = graph.strongest_edges().next();
    if best.is_some_and(|edge| edge.score() <= 0.0) {
        writeln!(
            terminal.talk,
            "no pair meets more often than chance expects in {} {}s: --measure count ranks by shared windows",
            graph.totals().get(graph.window()),
            graph.window()
        )?;
    }
    Ok(())
}
