//! From view options to the graph they ask for.

use std::collections::BTreeSet;

use anyhow::bail;

use crate::cooccurrence::Window;
use crate::dictionary::{Dictionary, EntityRef};
use crate::graph::{EntityGraph, EntityGraphBuilder};

use super::args::ViewArgs;
use super::terminal::{Terminal, counted, printable};

/// How many pieces of evidence an answer carries for each edge.
pub(super) const EVIDENCE: usize = 3;

/// The builder of the graph that the view options ask for.
///
/// # Errors
/// If they name a type that no entity of the dictionary has.
pub(super) fn builder(
    args: &ViewArgs,
    dictionary: &Dictionary,
) -> anyhow::Result<EntityGraphBuilder> {
    let pairs = args.type_pairs.iter().flat_map(|(a, b)| [a, b]);
    for wanted in args.types.iter().chain(pairs) {
        check_type(wanted, dictionary)?;
    }
    let builder = EntityGraph::builder()
        .window(args.window)
        .measure(args.measure)
        .min_count(args.min_count)
        .fdr(args.fdr)
        .types(args.types.iter().map(String::as_str))
        .type_pairs(
            args.type_pairs
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str())),
        );
    Ok(builder)
}

fn check_type(wanted: &str, dictionary: &Dictionary) -> anyhow::Result<()> {
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

/// The window kinds wider than one, narrowest first.
pub(super) fn wider(than: Window) -> impl Iterator<Item = Window> {
    Window::ALL.into_iter().filter(move |window| *window > than)
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
