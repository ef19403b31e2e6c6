//! `comention view`: the graph as a page, opened in the browser.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::export::{Exporter, Html};
use crate::ledger::Ledger;

use super::args::ViewArgs;
use super::terminal::{Terminal, counted};
use super::{Exit, files, view};

const HELP: &str = "\
The page holds all it needs: it can be sent, archived, opened without a network. It is written
beside the ledger, as out/graph.html for out/graph.db, or where -o says; its path is printed.

  comention view
  comention view -w paragraph --measure npmi --min-count 2
  comention view --no-open -o report/graph.html --title 'Chips in the news'";

#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(crate) struct ViewerArgs {
    /// Where to write the page; by default beside the ledger.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Only write the page and print its path.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// The title of the page; the most mentioned entities by default.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// How many pieces of evidence each edge carries at most.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) evidence: usize,
    /// Keep only this many edges, the strongest.
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

pub(super) fn run(args: &ViewerArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| ledger.path().with_extension("html"));
    if files::same_file(&path, ledger.path()) {
        bail!(
            "{} is the ledger itself: -o names another file",
            path.display()
        );
    }
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let graph = view::exported(&tallies, &args.view, (args.evidence, args.limit), terminal)?;
    let mut page = Html::new();
    if let Some(title) = &args.title {
        page = page.title(title);
    }
    files::write_whole(&path, |output| Ok(page.write(&graph, output)?))?;
    let left_out = page.left_out(&graph);
    if !left_out.is_empty() {
        let parts: Vec<String> = left_out
            .into_iter()
            .map(|(loss, count)| loss.told(count, &graph))
            .collect();
        writeln!(
            terminal.talk,
            "the page shows the backbone of {} and leaves out {}: --min-count, --fdr or --type choose otherwise",
            counted(graph.edge_count() as u64, "edge"),
            parts.join(", ")
        )?;
    }
    writeln!(terminal.out, "{}", path.display())?;
    if !args.no_open {
        // What opens files wants to know where they are, wherever it runs.
        let whole = std::path::absolute(&path).unwrap_or(path);
        if let Err(error) = open::that_detached(&whole) {
            terminal.warn(&format!(
                "no browser could be started ({error}): open the page by hand"
            ))?;
        }
    }
    Ok(Exit::Done)
}
