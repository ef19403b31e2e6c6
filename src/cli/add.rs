//! `comention add`: more documents into a ledger.

use std::collections::HashMap;

use crate::annotation::Annotator;
use crate::cooccurrence::{Observation, PackedDocument, PackedDocuments};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::ledger::{Change, Ledger};

use super::args::AddArgs;
use super::build::summarise;
use super::terminal::Terminal;
use super::{Exit, intake};

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let mut ledger = Ledger::open(&args.ledger.graph)?;
    let dictionary = ledger.dictionary()?;
    let settings = ledger.settings();
    if args.profile.profile.is_some() {
        let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
        ledger.expect_profile(&profile)?;
    }
    let annotator = Annotator::with_profile(&dictionary, settings.annotation, &settings.profile)?
        .relations(&settings.relations);
    let (mut added, mut replaced, mut unchanged) = (0_u64, 0_u64, 0_u64);
    let (mut run, mut repeated) = (Run::default(), 0);
    // Ids must be those the ledger was built with, or documents would be there twice.
    let prefix_ids = ledger.settings().prefix_ids;
    ledger.begin()?;
    let each =
        |(): &mut (), batch: &mut PackedDocuments, _: &Document, observation: &Observation| {
            batch.push(observation);
        };
    let (mut report, _) = intake::annotate(&args.input, prefix_ids, &annotator, each, |batch| {
        for document in batch.iter() {
            // What this run has added must not be replaced by this run.
            if run.meets(document)? {
                repeated += 1;
                continue;
            }
            match ledger.add_packed(document)? {
                Change::Added => added += 1,
                Change::Replaced => replaced += 1,
                Change::Unchanged => unchanged += 1,
            }
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
    documents: HashMap<String, (u128, String)>,
}

impl Run {
    /// Whether the run has met the document before; the same id with other content is an error.
    fn meets(&mut self, document: PackedDocument<'_>) -> Result<bool> {
        let place = (document.hash(), document.origin().to_owned());
        let Some(first) = self.documents.insert(document.id().to_owned(), place) else {
            return Ok(false);
        };
        if first.0 == document.hash() {
            return Ok(true);
        }
        Err(Error::DuplicateDocument {
            id: document.id().to_owned(),
            first: first.1,
            second: document.origin().to_owned(),
        })
    }
}
