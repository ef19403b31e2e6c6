//! `comention build`: documents to a ledger.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Serialize;

use crate::annotation::Annotator;
use crate::cooccurrence::{Observation, PackedDocuments, Tallies, WindowCounts};
use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::error::Result;
use crate::export::ExportOptions;
use crate::graph::EntityGraph;
use crate::ledger::{Finished, Ledger, LedgerCounts, LedgerSettings, LedgerStats, LedgerTallies};
use crate::query::Top;

use super::args::{BuildArgs, DEFAULT_LEDGER, LEDGER_VARIABLE};
use super::in_memory::{self, InMemory};
use super::intake::Report;
use super::terminal::{Terminal, dim, heading, printable};
use super::{Exit, export, files, intake, stats, top};

/// How many entities and edges the summary names.
const NAMED: usize = 5;

pub(super) fn run(args: &BuildArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
    let relations = intake::relations(&args.relations)?;
    let settings = LedgerSettings::default()
        .annotation(intake::options(&args.matching))
        .profile(&profile)
        .relations(&relations)
        .dictionary_names(dictionary.names())
        .inputs(&args.input.inputs)
        .prefix_ids(args.input.prefix_ids)
        .evidence(!args.no_evidence);
    for file in &args.export {
        export::format_of(file, None)?;
    }
    let annotator =
        Annotator::with_profile(&dictionary, settings.annotation, &profile)?.relations(&relations);
    if args.in_memory {
        return in_memory(args, &dictionary, &annotator, terminal);
    }
    check_target(args, &settings)?;
    files::make_folder(&args.output)?;
    let mut builder = Ledger::create(&args.output, &dictionary, &settings)?;
    let each = |counts: &mut LedgerCounts,
                batch: &mut PackedDocuments,
                _: &Document,
                observation: &Observation| {
        counts.add(observation);
        batch.push(observation);
    };
    let result = intake::annotate(&args.input, false, &annotator, each, |batch| {
        builder.record_all(&batch)
    });
    let (mut report, counts) = match result {
        Ok(done) => done,
        Err(error) => {
            builder.abandon();
            return Err(error.into());
        }
    };
    let Finished {
        ledger, repeated, ..
    } = builder.finish()?;
    report.repeated = repeated;
    report.warn(terminal)?;
    let tallies = if repeated == 0 {
        let mut all = LedgerCounts::default();
        for counts in counts {
            all.merge(counts);
        }
        ledger.tallies_of(&dictionary, all)?
    } else {
        // The threads counted the repeated documents too.
        ledger.tallies()?
    };
    let exported = write_exports(args, &tallies, Some((&tallies, &args.output)), terminal);
    // The ledger stands, whatever became of the exports.
    let written = exported.as_deref().unwrap_or_default();
    summarise(&tallies, &report, args.json, written, terminal)?;
    exported?;
    Ok(Exit::Done)
}

/// Builds without a ledger.
fn in_memory(
    args: &BuildArgs,
    dictionary: &Dictionary,
    annotator: &Annotator,
    terminal: &mut Terminal,
) -> anyhow::Result<Exit> {
    let evidence = if args.export.is_empty() {
        0
    } else {
        args.evidence
    };
    // Exports show independent counts; the summary does without them.
    let signed = !args.export.is_empty();
    let InMemory {
        report,
        stats,
        tallies,
    } = in_memory::count(&args.input, dictionary, annotator, evidence, signed)?;
    report.warn(terminal)?;
    let written = write_exports(args, &tallies, None, terminal)?;
    let graph = short_graph(&tallies)?;
    let summary = Summary::of(None, &report, &stats, &graph);
    if args.json {
        terminal.json(&summary)?;
    } else {
        write_summary(&summary, &graph, &written, terminal)?;
    }
    Ok(Exit::Done)
}

/// The same build again replaces its ledger; anything else in its place stays, unless forced.
fn check_target(args: &BuildArgs, settings: &LedgerSettings) -> anyhow::Result<()> {
    let path = &args.output;
    if !path.exists() || args.force {
        return Ok(());
    }
    let existing = Ledger::open(path)
        .with_context(|| format!("{} is in the way; --force replaces it", path.display()))?;
    if existing.settings().inputs != settings.inputs {
        bail!(
            "{} was made from other inputs ({})\n  --force replaces it, `comention add` adds to it, -o names another file",
            path.display(),
            existing.settings().inputs.join(", ")
        );
    }
    Ok(())
}

/// Writes the files asked for.
fn write_exports(
    args: &BuildArgs,
    tallies: &impl Tallies,
    ledger: Option<(&LedgerTallies<'_>, &Path)>,
    terminal: &mut Terminal,
) -> anyhow::Result<Vec<PathBuf>> {
    if args.export.is_empty() {
        return Ok(Vec::new());
    }
    let graph = EntityGraph::builder()
        .evidence(args.evidence)
        .significance(true)
        .build(tallies)?;
    let mut written = Vec::new();
    for file in &args.export {
        let (format, options) = (export::format_of(file, None)?, ExportOptions::default());
        written.extend(export::write(&graph, ledger, format, &options, file)?);
        export::tell_losses(&graph, format, &options, terminal)?;
    }
    Ok(written)
}

/// As much of the graph as a summary names: there may be ten million edges.
fn short_graph(tallies: &impl Tallies) -> Result<EntityGraph> {
    let builder = EntityGraph::builder().evidence(0);
    builder.strongest(Some(NAMED)).build(tallies)
}

/// What was built or added to.
#[derive(Serialize)]
struct Summary<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<String>,
    input: &'a Report,
    #[serde(flatten)]
    stats: &'a LedgerStats,
    windows: WindowCounts,
    entities: usize,
    edges: usize,
    top: Top<'a>,
}

impl<'a> Summary<'a> {
    fn of(
        ledger: Option<&Path>,
        input: &'a Report,
        stats: &'a LedgerStats,
        graph: &'a EntityGraph,
    ) -> Self {
        Self {
            ledger: ledger.map(|ledger| ledger.display().to_string()),
            input,
            stats,
            windows: graph.totals(),
            entities: graph.node_count(),
            edges: graph.all_pairs(),
            top: graph.top(NAMED),
        }
    }
}

/// Prints what a ledger now holds, and what to type next.
pub(super) fn summarise(
    tallies: &LedgerTallies<'_>,
    report: &Report,
    json: bool,
    exported: &[PathBuf],
    terminal: &mut Terminal,
) -> anyhow::Result<()> {
    let graph = short_graph(tallies)?;
    let path = tallies.ledger().path();
    let summary = Summary::of(Some(path), report, tallies.stats(), &graph);
    if json {
        return Ok(terminal.json(&summary)?);
    }
    write_summary(&summary, &graph, exported, terminal)?;
    Ok(write_next_steps(&summary.top, path, terminal)?)
}

fn write_summary(
    summary: &Summary<'_>,
    graph: &EntityGraph,
    exported: &[PathBuf],
    terminal: &mut Terminal,
) -> io::Result<()> {
    let out = &mut terminal.out;
    let name = summary.ledger.as_deref().unwrap_or("in memory, no ledger");
    writeln!(out, "{}", heading(name))?;
    stats::write(out, summary.stats, graph)?;
    if !summary.top.entities().is_empty() {
        writeln!(
            out,
            "\n{}\n{}",
            heading("Most mentioned"),
            top::entity_table(summary.top.entities())
        )?;
    }
    if !summary.top.edges().is_empty() {
        writeln!(
            out,
            "\n{}\n{}",
            heading("Strongest edges"),
            top::edge_table(summary.top.edges())
        )?;
    }
    for file in exported {
        writeln!(out, "wrote {}", file.display())?;
    }
    Ok(())
}

fn write_next_steps(top: &Top<'_>, ledger: &Path, terminal: &mut Terminal) -> io::Result<()> {
    let (Some(entity), Some(edge)) = (top.entities().first(), top.edges().first()) else {
        return Ok(());
    };
    let usual = ledger == Path::new(DEFAULT_LEDGER)
        && std::env::var_os(LEDGER_VARIABLE).is_none_or(|path| path.is_empty());
    let graph = if usual {
        String::new()
    } else {
        format!(" -g {}", shell_word(&ledger.display().to_string()))
    };
    let (a, b) = (shell_word(edge.a().name()), shell_word(edge.b().name()));
    let steps = [
        (
            format!("neighbors {}{graph}", shell_word(entity.name())),
            "who is mentioned with it",
        ),
        (
            format!("explain {a} {b}{graph}"),
            "why, sentence by sentence",
        ),
        (format!("export -o out/graph.svg{graph}"), "a picture"),
    ];
    let width = steps
        .iter()
        .map(|(command, _)| command.chars().count())
        .max()
        .unwrap_or_default();
    let out = &mut terminal.out;
    writeln!(out, "\n{}", heading("Next"))?;
    for (command, purpose) in steps {
        writeln!(out, "  comention {command:<width$}   {}", dim(purpose))?;
    }
    Ok(())
}

/// A name as a shell takes it for one word.
fn shell_word(name: &str) -> String {
    let plain = name
        .chars()
        .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/'));
    if plain {
        name.to_owned()
    } else {
        format!("'{}'", printable(name).replace('\'', "'\\''"))
    }
}
