//! `comention remove`: documents out of a ledger.

use crate::ledger::Ledger;

use super::Exit;
use super::args::RemoveArgs;
use super::terminal::{Terminal, counted, printable};

pub(super) fn run(args: &RemoveArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let mut ledger = Ledger::open(&args.ledger.graph)?;
    let mut removed = 0;
    let mut unknown = Vec::new();
    ledger.begin()?;
    for id in &args.documents {
        if ledger.remove(id)? {
            removed += 1;
        } else {
            unknown.push(printable(id));
        }
    }
    ledger.commit()?;
    writeln!(terminal.talk, "{} removed", counted(removed, "document"))?;
    if unknown.is_empty() {
        return Ok(Exit::Done);
    }
    writeln!(terminal.talk, "not in the ledger: {}", unknown.join(", "))?;
    Ok(Exit::NothingFound)
}
