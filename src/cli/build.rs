//! `comention build`: documents to a ledger.

use std::path::Path;

use anyhow::{Context, bail};
use serde::Serialize;

use crate::annotation::Annotator;
use crate::cooccurrence::Tallies;
use crate::graph::EntityGraph;
use crate::ledger::{Ledger, LedgerSettings, LedgerStats, LedgerTallies};

use super::args::BuildArgs;
use super::intake::Report;
use super::terminal::{Terminal, counted, dim, heading, number};
use super::{Exit, export, intake, stats, top};

/// How many entities and edges the summary names.
const NAMED: usize = 5;

pub(super) fn run(args: &BuildArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let mut settings = LedgerSettings::default();
    settings.annotation = intake::options(&args.matching);
    settings.dictionary_names = dictionary.names().to_vec();
    settings.inputs.clone_from(&args.input.inputs);
    settings.prefix_ids = args.input.prefix_ids;
    check_target(args, &settings)?;
    for file in &args.export {
        export::check_path(file)?;
    }
    let annotator = Annotator::with_options(&dictionary, settings.annotation)?;
    make_folder(&args.output)?;
    let mut builder = Ledger::create(&args.output, &dictionary, &settings)?;
    let report = match intake::annotate(&args.input, &annotator, |annotated| builder.record(&annotated.observation)) {
        Ok(report) => report,
        Err(error) => {
            builder.abandon();
            return Err(error.into());
        }
    };
    let ledger = builder.finish()?;
    report.warn(terminal)?;
    let tallies = ledger.tallies()?;
    let exported = write_exports(args, &tallies, terminal)?;
    summarise(&Summary::new(&ledger, &tallies, report)?, args.json, &exported, terminal)?;
    Ok(Exit::Done)
}

/// The same build again replaces its ledger; anything else in its place stays, unless forced.
fn check_target(args: &BuildArgs, settings: &LedgerSettings) -> anyhow::Result<()> {
    let path = &args.output;
    if !path.exists() || args.force {
        return Ok(());
    }
    let existing = Ledger::open(path).with_context(|| format!("{} is in the way; --force replaces it", path.display()))?;
    if existing.settings().inputs != settings.inputs {
        bail!(
            "{} was made from other inputs ({})\n  --force replaces it, `comention add` adds to it, -o names another file",
            path.display(),
            existing.settings().inputs.join(", ")
        );
    }
    Ok(())
}

pub(super) fn make_folder(file: &Path) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// Writes the files asked for. A picture that only lacks Graphviz is told, and the rest goes on: the ledger is what was built.
fn write_exports(args: &BuildArgs, tallies: &LedgerTallies<'_>, terminal: &mut Terminal) -> anyhow::Result<Vec<String>> {
    if args.export.is_empty() {
        return Ok(Vec::new());
    }
    let graph = EntityGraph::builder().build(tallies)?;
    let mut written = Vec::new();
    for file in &args.export {
        make_folder(file)?;
        match export::write(&graph, None, file, terminal) {
            Ok(files) => written.extend(files),
            Err(error) if export::lacks_graphviz(&error) && !args.input.strict => {
                let hint = error.downcast_ref().and_then(super::failure::hint).unwrap_or_default();
                terminal.warn(&format!("{} not drawn: {error}\n  {hint}", file.display()))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(written)
}

/// What a ledger holds, after it was built or added to.
#[derive(Serialize)]
pub(super) struct Summary {
    ledger: String,
    input: Report,
    #[serde(flatten)]
    stats: LedgerStats,
    windows: crate::cooccurrence::WindowCounts,
    entities: usize,
    edges: usize,
    top_entities: Vec<top::EntityRow>,
    top_edges: Vec<top::EdgeRow>,
}

impl Summary {
    pub(super) fn new(ledger: &Ledger, tallies: &LedgerTallies<'_>, input: Report) -> anyhow::Result<Self> {
        let graph = EntityGraph::builder().evidence(0).build(tallies)?;
        let top = graph.top(NAMED);
        Ok(Self {
            ledger: ledger.path().display().to_string(),
            input,
            stats: ledger.stats()?,
            windows: tallies.totals(),
            entities: graph.node_count(),
            edges: graph.edge_count(),
            top_entities: top.entities().iter().map(|node| top::EntityRow::new(node)).collect(),
            top_edges: top.edges().iter().map(top::EdgeRow::new).collect(),
        })
    }
}

/// Prints what a ledger now holds, and what to type next.
pub(super) fn summarise(summary: &Summary, json: bool, exported: &[String], terminal: &mut Terminal) -> anyhow::Result<()> {
    if json {
        return Ok(terminal.json(summary)?);
    }
    let out = &mut terminal.out;
    writeln!(out, "{}", heading(&summary.ledger))?;
    writeln!(
        out,
        "{}, {}, {}",
        counted(summary.stats.documents, "document"),
        counted(summary.windows.paragraphs, "paragraph"),
        counted(summary.windows.sentences, "sentence")
    )?;
    writeln!(out, "{}", stats::mentions_line(&summary.stats))?;
    if let Some(line) = stats::names_line(&summary.stats) {
        writeln!(out, "{line}")?;
    }
    let (entities, edges) = (number(summary.entities as u64), number(summary.edges as u64));
    writeln!(out, "{entities} entities occur, {edges} pairs share a sentence")?;
    if !summary.top_entities.is_empty() {
        writeln!(out, "\n{}\n{}", heading("Most mentioned"), top::entity_table(&summary.top_entities))?;
    }
    if !summary.top_edges.is_empty() {
        writeln!(out, "\n{}\n{}", heading("Strongest edges"), top::edge_table(&summary.top_edges))?;
    }
    for file in exported {
        writeln!(out, "wrote {file}")?;
    }
    if let (Some(entity), Some(edge)) = (summary.top_entities.first(), summary.top_edges.first()) {
        let quoted = |name: &str| if name.contains(|c: char| !c.is_alphanumeric()) { format!("'{}'", name.replace('\'', "'\\''")) } else { name.to_owned() };
        writeln!(out, "\n{}", heading("Next"))?;
        writeln!(out, "  comention neighbors {}{}", quoted(&entity.name), dim("          who is mentioned with it"))?;
        writeln!(out, "  comention explain {} {}{}", quoted(&edge.a_name), quoted(&edge.b_name), dim("   why, sentence by sentence"))?;
        writeln!(out, "  comention export -o out/graph.svg{}", dim("   a picture"))?;
    }
    Ok(())
}
