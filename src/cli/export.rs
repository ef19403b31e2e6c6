//! `comention export`: the graph as a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::error::Error;
use crate::export::Format;
use crate::graph::EntityGraph;
use crate::ledger::Ledger;

use super::args::ExportArgs;
use super::terminal::Terminal;
use super::{Exit, build, lookup};

pub(super) fn run(args: &ExportArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    if args.list {
        for format in Format::ALL {
            writeln!(
                terminal.out,
                "{:<6} {:<12} {}",
                format.name(),
                format.suffixes().join(" "),
                format.description()
            )?;
        }
        return Ok(Exit::Done);
    }
    let format = args
        .format
        .as_deref()
        .map(str::parse::<Format>)
        .transpose()?;
    let Some(output) = &args.output else {
        bail!("-o says where to write, as in -o out/graph.json; --list names the formats")
    };
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let graph = lookup::view(&args.view)
        .evidence(args.evidence)
        .strongest(args.limit)
        .build(&tallies)?;
    if output == Path::new("-") {
        let Some(format) = format else {
            bail!("-f says in which format to write; --list names them")
        };
        let Some(exporter) = format.exporter() else {
            bail!("{format} is several files: -o names a folder")
        };
        exporter.write(&graph, &mut terminal.out)?;
        return Ok(Exit::Done);
    }
    build::make_folder(output)?;
    for file in write(&graph, format, output)? {
        writeln!(terminal.talk, "wrote {}", file.display())?;
    }
    Ok(Exit::Done)
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

/// Writes a graph; gives the files written. Each appears under its name only when it is complete.
pub(super) fn write(
    graph: &EntityGraph,
    format: Option<Format>,
    path: &Path,
) -> anyhow::Result<Vec<PathBuf>> {
    let parts = format_of(path, format)?.parts(path);
    let mut written = Vec::new();
    for part in parts {
        build::make_folder(&part.path)?;
        let mut name = part.path.clone().into_os_string();
        name.push(".unfinished");
        let unfinished = PathBuf::from(name);
        let complete = || -> anyhow::Result<()> {
            let mut output = BufWriter::new(
                File::create(&unfinished).with_context(|| unfinished.display().to_string())?,
            );
            part.exporter.write(graph, &mut output)?;
            output.flush()?;
            std::fs::rename(&unfinished, &part.path)
                .with_context(|| part.path.display().to_string())
        };
        if let Err(error) = complete() {
            // The error that stopped the writing is the one to tell.
            std::fs::remove_file(&unfinished).ok();
            return Err(error);
        }
        written.push(part.path);
    }
    Ok(written)
}

/// Whether an export failed only because Graphviz is not installed.
pub(super) fn lacks_graphviz(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(Error::GraphvizMissing { .. }))
}
