//! `comention duplicates`: clusters of documents that are nearly the same.

use serde::Serialize;

use crate::ledger::Ledger;

use super::Exit;
use super::args::DuplicatesArgs;
use super::terminal::{Terminal, counted, heading, printable};

#[derive(Serialize)]
struct Answer<'a> {
    clusters: usize,
    /// How many documents others stand for.
    documents: u64,
    list: &'a [Listed],
}

#[derive(Serialize)]
struct Listed {
    representative: String,
    /// All of them, the representative included, in the order of their ids.
    documents: Vec<String>,
}

pub(super) fn run(args: &DuplicatesArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.ledger.graph)?;
    let clusters = ledger.clusters()?;
    let mut list: Vec<Listed> = clusters
        .iter()
        .map(|cluster| Listed {
            representative: cluster.representative.clone(),
            documents: Vec::new(),
        })
        .collect();
    ledger.visit(|observation| {
        if let Some(number) = clusters.of(observation) {
            list[number].documents.push(observation.document.id.clone());
        }
        Ok(true)
    })?;
    // The sort is stable: clusters of one size stay in the order of their representatives.
    list.sort_by_key(|listed| std::cmp::Reverse(listed.documents.len()));
    list.truncate(args.answer.limit);
    if args.answer.json {
        terminal.json(&Answer {
            clusters: clusters.iter().len(),
            documents: clusters.folded(),
            list: &list,
        })?;
    } else {
        show(&list, clusters.iter().len(), terminal)?;
    }
    Ok(if clusters.is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    })
}

fn show(list: &[Listed], all: usize, terminal: &mut Terminal) -> std::io::Result<()> {
    let out = &mut terminal.out;
    if list.is_empty() {
        writeln!(terminal.talk, "no document nearly repeats another")?;
        return Ok(());
    }
    for Listed {
        representative,
        documents,
    } in list
    {
        let count = counted(documents.len() as u64, "document");
        let title = format!("{}: {count}", printable(representative));
        writeln!(out, "{}", heading(&title))?;
        let others = documents.iter().filter(|id| *id != representative);
        let others: Vec<String> = others.map(|id| printable(id)).collect();
        writeln!(out, "  {}", others.join(", "))?;
    }
    if all > list.len() {
        let more = counted((all - list.len()) as u64, "more cluster");
        writeln!(out, "{more}; -n shows them")?;
    }
    Ok(())
}
