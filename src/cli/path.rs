//! `comention path`: how two entities hang together.

use crate::graph::EntityGraph;
use crate::ledger::{Ledger, LedgerTallies};
use crate::query::{Path, Step};

use super::args::PathArgs;
use super::terminal::{
    Terminal, counted, dim, heading, marked, origin, printable, relation, score,
};
use super::{Exit, lookup, view};

pub(super) fn run(args: &PathArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let json = args.answer.json;
    let mut ends = Vec::new();
    for query in [&args.from, &args.to] {
        let Some(id) = lookup::entity(query, tallies.dictionary(), json, terminal)? else {
            return Ok(Exit::NothingFound);
        };
        ends.push(lookup::counted_as(id, &tallies, terminal)?);
    }
    let graph = view::builder(&args.view, tallies.dictionary())?
        .also_show(ends.iter().map(|&id| id.into()))
        .hinted(args.by_hints)
        .evidence(0)
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    if let Some(missing) = ends.iter().find(|id| graph.node(id).is_none()) {
        return lookup::not_mentioned(missing, json, terminal);
    }
    view::tell_cut(&graph, terminal)?;
    let bare = graph.path(ends[0], ends[1], args.answer.limit)?;
    // Only the edges on the way need their sentences.
    let pairs = bare
        .best()
        .into_iter()
        .chain(bare.ties())
        .flat_map(Path::steps)
        .map(|step| (step.from().id().clone(), step.to().id().clone()));
    let graph = view::builder(&args.view, tallies.dictionary())?
        .also_show(ends.iter().map(|&id| id.into()))
        .hinted(args.by_hints)
        .evidence(view::EVIDENCE)
        .evidence_for(pairs)
        .build(&tallies)?;
    let paths = graph.path(ends[0], ends[1], args.answer.limit)?;
    let exit = if paths.found() {
        Exit::Done
    } else {
        Exit::NothingFound
    };
    if json {
        terminal.json(&paths)?;
        return Ok(exit);
    }
    let Some(best) = paths.best() else {
        let name = |id| {
            graph
                .node(id)
                .map_or_else(String::new, |node| printable(node.name()))
        };
        writeln!(
            terminal.out,
            "no path from {} to {} in the {} window",
            name(ends[0]),
            name(ends[1]),
            graph.view().window_name()
        )?;
        suggest_wider(args, &graph, &tallies, &ends, terminal)?;
        return Ok(exit);
    };
    write_path(best, &graph, terminal)?;
    for tie in paths.ties() {
        writeln!(terminal.out, "\n{}", dim("just as strong:"))?;
        write_path(tie, &graph, terminal)?;
    }
    if paths.capped() {
        writeln!(
            terminal.talk,
            "there are more that are just as strong: -n shows them"
        )?;
    }
    Ok(exit)
}

fn write_path(path: &Path<'_>, graph: &EntityGraph, terminal: &mut Terminal) -> anyhow::Result<()> {
    let out = &mut terminal.out;
    let steps = path.steps();
    let Some(first) = steps.first() else {
        writeln!(out, "both are the same entity")?;
        return Ok(());
    };
    let names: Vec<String> = std::iter::once(first.from())
        .chain(steps.iter().map(Step::to))
        .map(|node| printable(node.name()))
        .collect();
    writeln!(
        out,
        "{} {}",
        heading(&names.join(" – ")),
        dim(&format!(
            "({}, by {})",
            counted(steps.len() as u64, "step"),
            graph.measure()
        ))
    )?;
    for step in steps {
        let edge = step.edge();
        let shared = counted(edge.count(), graph.view().unit());
        writeln!(
            out,
            "  {} – {}  {}  {shared}{}",
            printable(step.from().name()),
            printable(step.to().name()),
            score(edge.score()),
            edge.edge()
                .label()
                .map_or_else(String::new, |label| format!(
                    "  {}",
                    relation(&label, step.from().id().as_str())
                ))
        )?;
        if let Some(evidence) = edge.evidence().first() {
            for passage in &evidence.passages {
                writeln!(out, "    {}", marked(passage))?;
            }
            writeln!(out, "    {}", origin(evidence))?;
        }
    }
    Ok(())
}

/// A path may exist where less is asked for.
fn suggest_wider(
    args: &PathArgs,
    graph: &EntityGraph,
    tallies: &LedgerTallies<'_>,
    ends: &[&str],
    terminal: &mut Terminal,
) -> anyhow::Result<()> {
    for window in view::wider(graph) {
        let graph = view::builder(&args.view, tallies.dictionary())?
            .also_show(ends.iter().map(|&id| id.into()))
            .hinted(args.by_hints)
            .window(window)
            .evidence(0)
            .build(tallies)?;
        if graph.path(ends[0], ends[1], 0)?.found() {
            writeln!(terminal.talk, "there is one with --window {window}")?;
            return Ok(());
        }
    }
    Ok(())
}
