//! The flags that have to do with time and with what is counted. The doc comments are the manual.

use std::path::PathBuf;

use clap::Args;

use crate::cooccurrence::{Period, RollUp};
use crate::document::{CalendarUnit, Date};

use super::args::{AnswerArgs, LedgerArgs, ViewArgs, choice};

/// What is counted, before anything is scored.
#[derive(Debug, Args)]
pub(crate) struct SelectionArgs {
    /// Count only documents from this date on: YYYY-MM-DD, YYYY-MM or YYYY, its first day included.
    ///
    /// A document is in a period with all the days it may be of: one dated 2025-01 is not, from 2025-01-15 on. Those without a date are in none.
    #[arg(long = "from", id = "from_date", value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// Count only documents up to this date, its last day included.
    #[arg(long = "to", id = "to_date", value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// What was known on this date: the same as --to.
    #[arg(long, value_name = "DATE", conflicts_with = "to_date")]
    pub(crate) as_of: Option<Date>,
    /// Count entities as their `parent`, or as their nearest ancestor of a type.
    ///
    /// As in --roll-up organization: chips become their maker. Whatever has no such ancestor stays itself; several of one family in a window count
    /// once, and no pair is left inside a family.
    #[arg(long, value_name = "parent|TYPE")]
    pub(crate) roll_up: Option<RollUp>,
}

#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// An entity: its id, name or an alias, in any case.
    pub(crate) a: String,
    /// Another: then the windows that both share are counted.
    pub(crate) b: Option<String>,
    /// What a row is. Weeks are those of ISO 8601, from Monday to Sunday.
    #[arg(long, value_name = "UNIT", default_value = "week", value_parser = choice(&[("day", CalendarUnit::Day), ("week", CalendarUnit::Week), ("month", CalendarUnit::Month), ("quarter", CalendarUnit::Quarter), ("year", CalendarUnit::Year)]))]
    pub(crate) by: CalendarUnit,
    /// Look for bursts in the share of all documents, not in their number.
    ///
    /// A burst is a period with more documents than chance would put there, were each as likely in any part of the series: more than one false
    /// burst in a hundred such series is not to be expected (binomial test, corrected for the number of periods).
    #[arg(long)]
    pub(crate) relative: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = DIFF_HELP)]
pub(crate) struct DiffArgs {
    /// Two ledgers, the earlier first.
    #[arg(value_name = "LEDGER", num_args = 0..=2)]
    pub(crate) ledgers: Vec<PathBuf>,
    /// The earlier period: FROM..TO, either side open, or one date for all its days.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) before: Option<Period>,
    /// The later period.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) after: Option<Period>,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

const DIFF_HELP: &str = "\
An edge is ranked by its score among all edges of its side. Both sides are seen by the same view options.

  comention diff --before 2024 --after 2025
  comention diff --before ..2025-01-26 --after 2025-01-27.. --roll-up parent
  comention diff january.db february.db";
