//! `comention stats`: how much a ledger holds.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::cooccurrence::{Tallies, WindowCounts};
use crate::graph::{EntityGraph, GraphShape};
use crate::ledger::{Ledger, LedgerStats};

use super::args::StatsArgs;
use super::terminal::{Terminal, counted, heading, number, printable};
use super::{Exit, view};

/// How many clusters of near-duplicates there are, and how many documents others stand for.
#[derive(Serialize)]
struct NearDuplicates {
    clusters: usize,
    documents: u64,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    stats: &'a LedgerStats,
    windows: WindowCounts,
    entities: usize,
    edges: usize,
    near_duplicates: NearDuplicates,
    dictionary: &'a [String],
    inputs: &'a [String],
    provenance: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shape: Option<GraphShape>,
}

pub(super) fn run(args: &StatsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(0)
        .strongest(if args.shape { None } else { Some(0) })
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    let answer = Answer {
        stats: tallies.stats(),
        windows: tallies.totals(),
        entities: graph.node_count(),
        edges: graph.all_pairs(),
        near_duplicates: NearDuplicates {
            clusters: tallies.clusters().iter().len(),
            documents: tallies.clusters().folded(),
        },
        dictionary: &ledger.settings().dictionary_names,
        inputs: &ledger.settings().inputs,
        provenance: tallies.provenance(),
        shape: args.shape.then(|| graph.shape()),
    };
    if args.json {
        terminal.json(&answer)?;
        return Ok(Exit::Done);
    }
    let out = &mut terminal.out;
    writeln!(out, "{}", heading(&ledger.path().display().to_string()))?;
    write(out, answer.stats, &graph)?;
    let repeating = &answer.near_duplicates;
    if repeating.clusters > 0 {
        writeln!(
            out,
            "{} nearly repeat others, in {}: `comention duplicates` lists them",
            counted(repeating.documents, "document"),
            counted(repeating.clusters as u64, "cluster")
        )?;
    }
    if let Some(shape) = &answer.shape {
        write_shape(out, shape)?;
    }
    writeln!(
        out,
        "dictionary: {}",
        printable(&answer.dictionary.join(", "))
    )?;
    writeln!(out, "inputs: {}", printable(&answer.inputs.join(", ")))?;
    Ok(Exit::Done)
}

fn write_shape(out: &mut dyn Write, shape: &GraphShape) -> io::Result<()> {
    writeln!(
        out,
        "{} without edges; {}, {} in the largest",
        counted(shape.isolated as u64, "entity"),
        counted(shape.components as u64, "component"),
        counted(shape.largest_component as u64, "entity")
    )?;
    let assortativity = shape
        .assortativity
        .map_or_else(String::new, |value| format!(", assortativity {value:.3}"));
    writeln!(
        out,
        "density {:.4}, transitivity {:.3}, average clustering {:.3}{assortativity}",
        shape.density, shape.transitivity, shape.average_clustering
    )
}

/// Writes the numbers of a ledger and a view of it, a line each.
pub(super) fn write(
    out: &mut dyn Write,
    stats: &LedgerStats,
    graph: &EntityGraph,
) -> io::Result<()> {
    let windows = graph.totals();
    writeln!(
        out,
        "{}, {}, {}",
        counted(stats.documents, "document"),
        counted(windows.paragraphs, "paragraph"),
        counted(windows.sentences, "sentence")
    )?;
    let by_status: Vec<String> = stats
        .mentions
        .by_name()
        .into_iter()
        .map(|(status, count)| format!("{} {status}", number(count)))
        .collect();
    writeln!(
        out,
        "{}: {}",
        counted(stats.mentions.total(), "mention"),
        by_status.join(", ")
    )?;
    let unknown = stats.names - stats.names_known;
    if stats.names > 0 {
        #[allow(clippy::cast_precision_loss, reason = "a share for people to read")]
        let share = 100.0 * unknown as f64 / stats.names as f64;
        writeln!(
            out,
            "{} of {} capitalised names inside sentences ({share:.0} %) are not in the dictionary",
            number(unknown),
            number(stats.names)
        )?;
    }
    writeln!(
        out,
        "{} and {} that share a {}",
        counted(graph.node_count() as u64, "entity"),
        counted(graph.all_pairs() as u64, "pair"),
        graph.window()
    )
}
