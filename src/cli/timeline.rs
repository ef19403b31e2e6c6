//! `comention timeline`: when an entity, or a pair, was spoken of.

use std::io::Write;

use serde::Serialize;

use crate::error::Error;
use crate::ledger::{Ledger, LedgerTallies};
use crate::query::{Baseline, Timeline};

use super::terminal::{Terminal, counted, heading, number, printable, score, table};
use super::time_args::TimelineArgs;
use super::{Exit, lookup, view};

/// How many characters the longest bar has.
const BAR: u64 = 30;

#[derive(Serialize)]
struct Answer<'a> {
    a: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<&'a str>,
    #[serde(flatten)]
    timeline: &'a Timeline,
}

pub(super) fn run(args: &TimelineArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.selection, terminal)?;
    let mut ids = Vec::new();
    for query in [Some(&args.a), args.b.as_ref()].into_iter().flatten() {
        let Some(id) = lookup::entity(query, tallies.dictionary(), args.json, terminal)? else {
            return Ok(Exit::NothingFound);
        };
        ids.push(lookup::counted_as(id, &tallies, terminal)?);
    }
    if let Some(missing) = ids.iter().find(|id| !lookup::occurs(id, &tallies)) {
        return lookup::not_mentioned(missing, args.json, terminal);
    }
    if let [a, b] = ids[..]
        && a == b
    {
        return Err(Error::SameEntity { id: a.to_owned() }.into());
    }
    let index = |id: &str| {
        let index = tallies.dictionary().index_of(id);
        index.expect("it was found in this dictionary")
    };
    let other = ids.get(1).map(|id| index(id));
    let series = tallies.series(index(ids[0]), other, args.by)?;
    let baseline = if args.relative {
        Baseline::Documents
    } else {
        Baseline::Time
    };
    let timeline = Timeline::new(&series, baseline);
    if args.json {
        terminal.json(&Answer {
            a: ids[0],
            b: ids.get(1).copied(),
            timeline: &timeline,
        })?;
    } else {
        write(&timeline, &ids, &tallies, terminal)?;
    }
    Ok(if timeline.documents() == 0 {
        Exit::NothingFound
    } else {
        Exit::Done
    })
}

fn write(
    timeline: &Timeline,
    ids: &[&str],
    tallies: &LedgerTallies<'_>,
    terminal: &mut Terminal,
) -> anyhow::Result<()> {
    let names: Vec<String> = ids
        .iter()
        .filter_map(|id| tallies.dictionary().get(id))
        .map(|entity| printable(entity.name()))
        .collect();
    let (names, unit) = (names.join(" and "), timeline.unit());
    let out = &mut terminal.out;
    match timeline.span() {
        Some((from, to)) if timeline.documents() > 0 => writeln!(
            out,
            "{}, {from} to {to}",
            heading(&format!(
                "{names}: {} in {}",
                counted(timeline.documents(), "document"),
                periods(timeline.periods(), timeline)
            ))
        )?,
        _ => writeln!(out, "no document with a date speaks of {names}")?,
    }
    if timeline.unplaced() > 0 {
        writeln!(
            terminal.talk,
            "{} more without a date that tells the {unit}",
            counted(timeline.unplaced(), "document")
        )?;
    }
    if timeline.rows().is_empty() {
        return Ok(());
    }
    let most = timeline.rows().iter().map(|row| row.windows.documents);
    let most = most.max().unwrap_or(0).max(1);
    let rows = timeline.rows().iter().map(|row| {
        let documents = row.windows.documents;
        let mut bar = "█".repeat(usize::try_from((documents * BAR).div_ceil(most)).unwrap_or(0));
        if row.burst {
            bar.push_str(" burst");
        }
        vec![
            row.period.to_string(),
            number(row.windows.sentences),
            number(documents),
            number(row.documents_in_all),
            bar,
        ]
    });
    let header = [unit.name(), "sentences#", "documents#", "of#", ""];
    writeln!(out, "{}", table(&header, rows))?;
    for burst in timeline.bursts() {
        let time = if burst.from == burst.to {
            burst.from.to_string()
        } else {
            format!("{} to {}", burst.from, burst.to)
        };
        writeln!(
            out,
            "burst {time}: {} where chance expects {}, p {:.1e} after correction for {}",
            counted(burst.documents, "document"),
            score(burst.expected),
            burst.p_value,
            periods(timeline.periods(), timeline)
        )?;
    }
    Ok(())
}

fn periods(count: usize, timeline: &Timeline) -> String {
    let noun = timeline.unit().name();
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{} {noun}s", number(count as u64))
    }
}
