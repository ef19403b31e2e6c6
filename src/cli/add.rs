//! `comention add`: more documents into a ledger.

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotation::Annotator;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::ledger::{Change, Ledger, LedgerEntry};

use super::args::AddArgs;
use super::build::summarise;
use super::terminal::Terminal;
use super::{Exit, intake};

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let mut ledger = Ledger::open(&args.ledger.graph)?;
    let dictionary = ledger.dictionary()?;
    let annotator = Annotator::with_options(&dictionary, ledger.settings().annotation)?;
    let (mut added, mut replaced, mut unchanged) = (0_u64, 0_u64, 0_u64);
    let (mut run, mut repeated) = (Run::default(), 0);
    // Ids must be those the ledger was built with, or documents would be there twice.
    let prefix_ids = ledger.settings().prefix_ids;
    ledger.begin()?;
    let make = |_: &Document, observation| LedgerEntry::from(observation);
    let mut report = intake::annotate(&args.input, prefix_ids, &annotator, make, |entry| {
        // What this run has added must not be replaced by this run.
        if run.meets(&entry)? {
            repeated += 1;
            return Ok(());
        }
        match ledger.add(entry)? {
            Change::Added => added += 1,
            Change::Replaced => replaced += 1,
            Change::Unchanged => unchanged += 1,
        }
        Ok(())
    })?;
    report.repeated = repeated;
    for input in &args.input.inputs {
        ledger.note_input(input)?;
    }
    ledger.commit()?;
    report.warn(terminal)?;
    writeln!(
        terminal.talk,
        "{added} added, {replaced} replaced, {unchanged} unchanged"
    )?;
    let tallies = ledger.tallies()?;
    summarise(&tallies, &report, args.json, &[], terminal)?;
    Ok(Exit::Done)
}

/// The documents of one run, by id: where each was read, and the hash of its content.
#[derive(Default)]
struct Run {
    documents: HashMap<Arc<str>, (u128, Arc<str>)>,
}

impl Run {
    /// Whether the run has met the document before; the same id with other content is an error.
    fn meets(&mut self, entry: &LedgerEntry) -> Result<bool> {
        let document = entry.document();
        let place = (document.hash, document.origin.clone());
        let Some(first) = self.documents.insert(document.id.clone(), place) else {
            return Ok(false);
        };
        if first.0 == document.hash {
            return Ok(true);
        }
        Err(Error::DuplicateDocument {
            id: document.id.to_string(),
            first: first.1.to_string(),
            second: document.origin.to_string(),
        })
    }
}
