//! `comention stats`: how much a ledger holds.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::cooccurrence::{Tallies, WindowCounts};
use crate::error::Result;
use crate::graph::{EntityGraph, GraphShape, ShuffleTest};
use crate::ledger::{Ledger, LedgerStats, LedgerTallies};

use super::args::StatsArgs;
use super::terminal::{Terminal, counted, heading, number, printable};
use super::{Exit, view};

/// How many clusters of near-duplicates there are, and how many documents others stand for.
#[derive(Serialize)]
struct NearDuplicates {
    clusters: usize,
    documents: u64,
}
/// The rate of the shuffle test unless another is given.
const FDR: f64 = 0.05;

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    stats: &'a LedgerStats,
    windows: WindowCounts,
    entities: usize,
    edges: usize,
    near_duplicates: NearDuplicates,
    #[serde(skip_serializing_if = "Option::is_none")]
    shuffle_test: Option<&'a ShuffleTest>,
    dictionary: &'a [String],
    inputs: &'a [String],
    provenance: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shape: Option<GraphShape>,
}

pub(super) fn run(args: &StatsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    if args.shuffle_test.is_some() {
        args.view.windows.check("--shuffle-test")?;
    }
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(0)
        .strongest(if args.shape { None } else { Some(0) })
        .build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    view::tell_cut(&graph, terminal)?;
    let shuffled = match args.shuffle_test {
        Some(shuffles) => Some(shuffle_test(args, shuffles, &tallies, &graph)?),
        None => None,
    };
    let answer = Answer {
        stats: tallies.stats(),
        windows: tallies.totals(),
        entities: graph.node_count(),
        edges: graph.all_pairs(),
        near_duplicates: NearDuplicates {
            clusters: tallies.clusters().iter().len(),
            documents: tallies.clusters().folded(),
        },
        shuffle_test: shuffled.as_ref(),
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
            "{} nearly {} others, in {}: `comention duplicates` lists them",
            counted(repeating.documents, "document"),
            if repeating.documents == 1 {
                "repeats"
            } else {
                "repeat"
            },
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
    if let Some(test) = &shuffled {
        write_shuffles(out, test)?;
    }
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
    )?;
    match (shape.diameter, shape.average_path_length) {
        (Some(diameter), Some(average)) => writeln!(
            out,
            "diameter {diameter}, average path length {average:.3}, over pairs that hang together"
        ),
        _ if shape.without_distances() => writeln!(
            out,
            "diameter and average path length left out: too many entities and edges (their product is above {})",
            number(GraphShape::DISTANCES_UP_TO as u64)
        ),
        _ => Ok(()),
    }
}

fn shuffle_test(
    args: &StatsArgs,
    shuffles: u32,
    tallies: &LedgerTallies<'_>,
    graph: &EntityGraph,
) -> Result<ShuffleTest> {
    let mut documents = Vec::new();
    tallies.visit(|observation| {
        // Near-duplicates count once, as in every test.
        if tallies.clusters().is_representative(observation) {
            documents.push(observation.accepted().map(|(_, entity)| entity).collect());
        }
        Ok(true)
    })?;
    let fdr = args.view.fdr().unwrap_or(FDR);
    ShuffleTest::run(
        tallies,
        graph.view(),
        documents,
        fdr,
        shuffles as usize,
        args.seed,
    )
}

fn write_shuffles(out: &mut dyn Write, test: &ShuffleTest) -> io::Result<()> {
    writeln!(
        out,
        "significant at a false discovery rate of {}: {} of {} tested",
        test.fdr,
        number(test.significant),
        counted(test.tests, "pair"),
    )?;
    let kept: u64 = test.shuffles.iter().sum();
    let shuffles = test.shuffles.len() as u64;
    let interval = test.interval();
    #[allow(clippy::cast_precision_loss, reason = "a mean for people to read")]
    let mean = kept as f64 / shuffles as f64;
    writeln!(
        out,
        "in {} of the mentions: {mean:.2} pairs on average, at most {}; {} of them keep any (95 % sure to be {:.1} to {:.1} %)",
        counted(shuffles, "shuffle"),
        number(test.shuffles.iter().copied().max().unwrap_or_default()),
        number(test.with_any()),
        100.0 * interval.start(),
        100.0 * interval.end(),
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
        "{} and {} that {}",
        counted(graph.node_count() as u64, "entity"),
        counted(graph.all_pairs() as u64, "pair"),
        graph.view().meeting()
    )
}
