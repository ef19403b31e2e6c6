//! `comention stats`: how much a ledger holds.

use serde::Serialize;

use crate::cooccurrence::{Tallies, WindowCounts};
use crate::ledger::{Ledger, LedgerStats};

use super::args::StatsArgs;
use super::terminal::{Terminal, counted, heading, number};
use super::{Exit, lookup};

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    stats: LedgerStats,
    windows: WindowCounts,
    entities: usize,
    edges: usize,
    dictionary: Vec<String>,
    inputs: Vec<String>,
    provenance: std::collections::BTreeMap<String, String>,
}

pub(super) fn run(args: &StatsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let graph = lookup::view(&args.view).evidence(0).build(&tallies)?;
    let answer = Answer {
        stats: ledger.stats()?,
        windows: tallies.totals(),
        entities: graph.node_count(),
        edges: graph.edge_count(),
        dictionary: ledger.settings().dictionary_names.clone(),
        inputs: ledger.settings().inputs.clone(),
        provenance: tallies.provenance(),
    };
    if args.json {
        terminal.json(&answer)?;
        return Ok(Exit::Done);
    }
    let out = &mut terminal.out;
    writeln!(out, "{}", heading(&ledger.path().display().to_string()))?;
    writeln!(
        out,
        "{}, {}, {}",
        counted(answer.stats.documents, "document"),
        counted(answer.windows.paragraphs, "paragraph"),
        counted(answer.windows.sentences, "sentence")
    )?;
    writeln!(out, "{}", mentions_line(&answer.stats))?;
    if let Some(line) = names_line(&answer.stats) {
        writeln!(out, "{line}")?;
    }
    let (entities, edges) = (number(answer.entities as u64), number(answer.edges as u64));
    writeln!(out, "{entities} entities occur, {edges} pairs share a {}", args.view.window)?;
    writeln!(out, "dictionary: {}", answer.dictionary.join(", "))?;
    writeln!(out, "inputs: {}", answer.inputs.join(", "))?;
    Ok(Exit::Done)
}

/// `1,234 mentions: 1,200 accepted, 20 nested, 4 ambiguous, 10 rejected`.
pub(super) fn mentions_line(stats: &LedgerStats) -> String {
    let parts: Vec<String> = stats.mentions.iter().map(|(status, count)| format!("{} {status}", number(*count))).collect();
    format!("{}: {}", counted(stats.mentions.values().sum(), "mention"), parts.join(", "))
}

/// How much of what is capitalised the dictionary holds.
pub(super) fn names_line(stats: &LedgerStats) -> Option<String> {
    let unknown = stats.names - stats.names_known;
    #[allow(clippy::cast_precision_loss, reason = "a share for people to read")]
    let share = (stats.names > 0).then(|| 100.0 * unknown as f64 / stats.names as f64)?;
    Some(format!("{} of {} capitalised names inside sentences ({share:.0} %) are not in the dictionary", number(unknown), number(stats.names)))
}
