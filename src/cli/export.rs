//! `comention export`: the graph as a file.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Serialize;

use crate::export::{ExportOptions, Format};
use crate::graph::{CommunityOptions, EntityGraph};
use crate::ledger::{Ledger, LedgerTallies};

use super::args::ExportArgs;
use super::graph_args::{NodeArgs, NodeMeasure};
use super::terminal::Terminal;
use super::{Exit, files, view};

pub(super) fn run(args: &ExportArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    if args.list {
        list(args.json, terminal)?;
        return Ok(Exit::Done);
    }
    let format = args
        .format
        .as_deref()
        .map(str::parse::<Format>)
        .transpose()?;
    let options = ExportOptions::default()
        .excel_safe(args.excel_safe)
        .edges_key(args.edges_key)
        .dynamic(args.dynamic)
        .max_edges(args.max_edges)
        .width(args.width);
    let Some(output) = &args.output else {
        bail!("-o says where to write, as in -o out/graph.json; --list names the formats")
    };
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let graph = view::exported(&tallies, &args.view, (args.evidence, args.limit), terminal)?;
    let graph = with_figures(graph, &args.nodes);
    if output == Path::new("-") {
        let Some(format) = format else {
            bail!("-f says in which format to write; --list names them")
        };
        let Some(exporter) = format.exporter(&options) else {
            bail!("{format} is several files: -o names a folder")
        };
        exporter.write_with(&graph, &tallies, &mut terminal.data)?;
        tell_losses(&graph, format, &options, terminal)?;
        return Ok(Exit::Done);
    }
    let format = format_of(output, format)?;
    let from = Some((&tallies, ledger.path()));
    for file in write(&graph, from, format, &options, output)? {
        writeln!(terminal.talk, "wrote {}", file.display())?;
    }
    tell_losses(&graph, format, &options, terminal)?;
    Ok(Exit::Done)
}

/// Lists the formats, those that serve the same purpose together.
fn list(json: bool, terminal: &mut Terminal) -> anyhow::Result<()> {
    if json {
        let records: Vec<_> = Format::ALL.iter().copied().map(FormatRecord::new).collect();
        serde_json::to_writer_pretty(&mut terminal.data, &records)?;
        writeln!(terminal.data)?;
        return Ok(());
    }
    let suffixes = |format: &Format| format.suffixes().join(" ");
    let width = |text: fn(&Format) -> usize| Format::ALL.iter().map(text).max().unwrap_or(0);
    let names = width(|format| format.name().len());
    let ends = width(|format| format.suffixes().join(" ").len());
    for group in Format::ALL.chunk_by(|one, other| one.group() == other.group()) {
        writeln!(terminal.out, "{}", group[0].group().title())?;
        for format in group {
            writeln!(
                terminal.out,
                "  {:<names$}  {:<ends$}  {}",
                format.name(),
                suffixes(format),
                format.description()
            )?;
        }
    }
    Ok(())
}

/// A format as JSON lists it.
#[derive(Serialize)]
struct FormatRecord {
    name: &'static str,
    group: &'static str,
    suffixes: &'static [&'static str],
    description: &'static str,
    /// Whether `-o` may be `-`.
    streams: bool,
    lacks: Vec<&'static str>,
}

impl FormatRecord {
    fn new(format: Format) -> Self {
        Self {
            name: format.name(),
            group: format.group().name(),
            suffixes: format.suffixes(),
            description: format.description(),
            streams: !format.has_parts(),
            lacks: format.lacks().iter().map(|loss| loss.name()).collect(),
        }
    }
}

/// Says in a line what the format had no room for.
pub(super) fn tell_losses(
    graph: &EntityGraph,
    format: Format,
    options: &ExportOptions,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let losses = format.losses(graph, options).into_iter();
    let losses: Vec<String> = losses
        .map(|(loss, count)| loss.told(count, graph))
        .collect();
    if losses.is_empty() {
        return Ok(());
    }
    writeln!(terminal.talk, "{format} leaves out: {}", losses.join(", "))
}

/// The graph with the figures of its nodes that were asked for. They are those of the graph that is written.
fn with_figures(mut graph: EntityGraph, args: &NodeArgs) -> EntityGraph {
    if args.no_isolated {
        graph = graph.without_isolated();
    }
    let mut measures: Vec<NodeMeasure> = Vec::new();
    for &measure in &args.node_measures {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    let weight = args.weight.weight;
    for measure in measures {
        graph = match measure {
            NodeMeasure::Centrality(centrality) => graph.with_centrality(centrality, weight),
            NodeMeasure::Community => {
                graph.with_communities(CommunityOptions::default().weight(weight))
            }
        };
    }
    graph
}

/// The format of a file, from its suffix unless it is given.
pub(super) fn format_of(path: &Path, format: Option<Format>) -> anyhow::Result<Format> {
    format.or_else(|| Format::from_path(path)).with_context(|| {
        let suffixes: Vec<&str> = Format::ALL
            .iter()
            .flat_map(|format| format.suffixes())
            .copied()
            .collect();
        format!(
            "{}: the suffix tells the format, and is one of {}",
            path.display(),
            suffixes.join(" ")
        )
    })
}

/// Writes a graph; gives the files written. Of the ledger it comes from, if it comes from one, some formats take the documents too; the ledger
/// itself is never one of the files.
pub(super) fn write(
    graph: &EntityGraph,
    ledger: Option<(&LedgerTallies<'_>, &Path)>,
    format: Format,
    options: &ExportOptions,
    path: &Path,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for part in format.parts(path, options) {
        if ledger.is_some_and(|(_, ledger)| files::same_file(&part.path, ledger)) {
            bail!(
                "{} is the ledger itself: name another file",
                part.path.display()
            );
        }
        files::write_whole(&part.path, |output| {
            match ledger {
                Some((tallies, _)) => part.exporter.write_with(graph, tallies, output)?,
                None => part.exporter.write(graph, output)?,
            }
            Ok(())
        })?;
        written.push(part.path);
    }
    Ok(written)
}
