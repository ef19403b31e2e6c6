//! What the commands take that ask a ledger, and `export`.

use std::path::PathBuf;

use clap::Args;

use super::{
    DEFAULT_LEDGER, DictionaryArgs, LEDGER_VARIABLE, MatchArgs, choice, ledger_path, measures,
    type_pair,
};
use crate::association::Measure;
use crate::cooccurrence::Window;

#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    /// The ledger to ask.
    #[arg(
        short,
        long,
        value_name = "FILE",
        env = LEDGER_VARIABLE,
        default_value = DEFAULT_LEDGER,
        value_parser = ledger_path()
    )]
    pub(crate) graph: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// What two entities must share.
    #[arg(short, long, value_name = "KIND", default_value = "sentence", value_parser = choice(&[("sentence", Window::Sentence), ("paragraph", Window::Paragraph), ("document", Window::Document)]))]
    pub(crate) window: Window,
    /// How pairs are scored.
    ///
    /// g2: signed log-likelihood ratio, how sure it is that they meet more (or less) often than chance; npmi: how much more often, from -1 to 1; pmi: the
    /// same unbounded; jaccard: shared windows among all of both; count: shared windows.
    #[arg(short, long, value_name = "MEASURE", default_value = Measure::default().name(), value_parser = measures())]
    pub(crate) measure: Measure,
    /// Leave out pairs that share fewer windows.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: u64,
    /// Show only entities of these types.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// Show only edges between these types, as `person:organization`.
    #[arg(long, value_name = "A:B", value_delimiter = ',', value_parser = type_pair)]
    pub(crate) type_pairs: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct NeighborsArgs {
    /// An entity: its id, name or an alias, in any case.
    pub(crate) entity: String,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PathArgs {
    /// An entity: its id, name or an alias, in any case.
    pub(crate) from: String,
    /// Another.
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// An entity: its id, name or an alias, in any case.
    pub(crate) a: String,
    /// Another: then the pair is explained.
    pub(crate) b: Option<String>,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
#[command(after_long_help = WHY_NOT_HELP)]
pub(crate) struct WhyNotArgs {
    /// An entity: its id, name or an alias, in any case.
    pub(crate) entity: String,
    /// The text, or `-` for standard input.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
}

const WHY_NOT_HELP: &str = "\
For each form of the entity: is it in the text, in other case, inside a word; was it refused, by
which rule; who else may be meant. Places are counted in code points from 0.

Exit code: 0 when the text mentions the entity, 1 when it does not, 2 for an error.

  comention why-not Target --text 'Target the poor.' -d shops.toml
  comention why-not \"Sam Altman\" --text 'Altman was in Seoul.'";

#[derive(Debug, Args)]
pub(crate) struct TopArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// How many rows, sentences or ties to show at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The format; by default what the suffix of the output tells.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Where to write: a file, a folder for formats of several files, or `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// List the formats.
    #[arg(long)]
    pub(crate) list: bool,
    /// How many pieces of evidence each edge carries at most.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) evidence: usize,
    /// Keep only this many edges, the strongest.
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}
