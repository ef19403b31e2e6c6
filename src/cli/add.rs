//! `comention add`: more documents into a ledger.

use crate::annotation::Annotator;
use crate::ledger::{Change, Ledger};

use super::args::AddArgs;
use super::build::summarise;
use super::terminal::Terminal;
use super::{Exit, intake};

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let mut ledger = Ledger::open(&args.ledger.graph)?;
    let dictionary = ledger.dictionary()?;
    let annotator = Annotator::with_options(&dictionary, ledger.settings().annotation)?;
    let (mut added, mut replaced, mut unchanged) = (0_u64, 0_u64, 0_u64);
    ledger.begin()?;
    let report = intake::annotate(&args.input, &annotator, |annotated| {
        match ledger.add(&annotated.observation)? {
            Change::Added => added += 1,
            Change::Replaced => replaced += 1,
            Change::Unchanged => unchanged += 1,
        }
        Ok(())
    })?;
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
