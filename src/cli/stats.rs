//! `comention stats`: how much a ledger holds.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::cooccurrence::{Tallies, WindowCounts};
use crate::error::Result;
use crate::graph::{EntityGraph, ShuffleTest};
use crate::ledger::{Ledger, LedgerStats, LedgerTallies};

use super::args::StatsArgs;
use super::terminal::{Terminal, counted, heading, number, printable};
use super::{Exit, view};

/// The rate of the shuffle test unless another is given.
const FDR: f64 = 0.05;

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    stats: &'a LedgerStats,
    windows: WindowCounts,
    entities: usize,
    edges: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    shuffle_test: Option<&'a ShuffleTest>,
    dictionary: &'a [String],
    inputs: &'a [String],
    provenance: BTreeMap<String, String>,
}

pub(super) fn run(args: &StatsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(0)
        .strongest(Some(0))
        .build(&tallies)?;
    view::tell_cut(&graph, terminal)?;
    let shuffled = match args.shuffle_test {
        Some(shuffles) => Some(shuffle_test(args, shuffles, &ledger, &tallies, &graph)?),
        None => None,
    };
    let answer = Answer {
        stats: tallies.stats(),
        windows: tallies.totals(),
        entities: graph.node_count(),
        edges: graph.all_pairs(),
        shuffle_test: shuffled.as_ref(),
        dictionary: &ledger.settings().dictionary_names,
        inputs: &ledger.settings().inputs,
        provenance: tallies.provenance(),
    };
    if args.json {
        terminal.json(&answer)?;
        return Ok(Exit::Done);
    }
    let out = &mut terminal.out;
    writeln!(out, "{}", heading(&ledger.path().display().to_string()))?;
    write(out, answer.stats, &graph)?;
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

fn shuffle_test(
    args: &StatsArgs,
    shuffles: u32,
    ledger: &Ledger,
    tallies: &LedgerTallies<'_>,
    graph: &EntityGraph,
) -> Result<ShuffleTest> {
    let mut documents = Vec::new();
    ledger.visit(|observation| {
        documents.push(observation.accepted().map(|(_, entity)| entity).collect());
        Ok(true)
    })?;
    let fdr = args.view.fdr.unwrap_or(FDR);
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
        "{} and {} that share a {}",
        counted(graph.node_count() as u64, "entity"),
        counted(graph.all_pairs() as u64, "pair"),
        graph.window()
    )
}
