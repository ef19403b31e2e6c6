//! The command line, and nothing but: flags, their help, their values. The doc comments are the manual.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::dictionary::Case;
use crate::export::EdgesKey;
use crate::export::mentions::Offsets;
use crate::mention::{Ambiguity, Overlap, Status, Variants};
use crate::text::Lines;

use super::dict_args::DictCommand;
use super::eval_args::EvalArgs;
use super::graph_args::{CommunitiesArgs, MissingArgs, NodeArgs, RankArgs, ThinArgs};
use super::pairs::PairsArgs;
use super::relation_args::RelationArgs;
use super::time_args::{DiffArgs, SelectionArgs, TimelineArgs};
use super::viewer::ViewerArgs;
use super::window_args::WindowArgs;

/// Where a ledger is written, and asked, unless another is named.
pub(crate) const DEFAULT_LEDGER: &str = "out/graph.db";

/// The name of the dictionary that comes with the program.
pub(crate) const EMBEDDED: &str = "@ai-industry";

/// The environment variable that names the ledger to ask; empty is as good as unset.
pub(crate) const LEDGER_VARIABLE: &str = "COMENTION_GRAPH";

/// The environment variable that names the folder of compiled dictionaries; `off` keeps none.
pub(crate) const CACHE_VARIABLE: &str = "COMENTION_CACHE";

/// Turns documents into a graph of who is mentioned with whom, with the sentences that prove it.
///
/// A dictionary names what to look for; what shares a sentence is an edge; every number opens into the sentences behind it. The same input
/// gives the same bytes, whatever the order or the number of threads.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Start here:\n  comention build articles/            read a folder, write out/graph.db\n  comention neighbors Nvidia           who is mentioned with Nvidia\n  comention explain Nvidia DeepSeek    why, sentence by sentence\n  comention view                       the graph in your browser"
)]
pub(crate) struct Cli {
    /// When to colour output.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = ["auto", "always", "never"])]
    pub(crate) color: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads documents and writes a ledger: who is mentioned where.
    Build(BuildArgs),
    /// Adds documents to a ledger; replaces those that changed, skips those that did not.
    Add(AddArgs),
    /// Removes documents from a ledger, as if they had never been read.
    Remove(RemoveArgs),
    /// Writes the mentions of documents, as JSON Lines or for annotation tools; needs no ledger.
    Tag(TagArgs),
    /// Measures a dictionary against texts in which the names are marked, and sorts the mistakes by cause.
    Eval(EvalArgs),
    /// Lists the entities mentioned with an entity, strongest first.
    Neighbors(NeighborsArgs),
    /// Shows how two entities hang together: the shortest chain of shared windows, strongest first.
    Path(PathArgs),
    /// Opens a number: the counts behind a pair, or behind an entity, down to the sentences.
    Explain(ExplainArgs),
    /// Prints the pairs of each document, or of all, ranked, as JSON Lines.
    Pairs(PairsArgs),
    /// Says why two entities have no edge, or why a text does not mention one: the rule that cut or refused it.
    WhyNot(WhyNotArgs),
    /// Lists the most mentioned entities, or those that matter most by a measure, and the strongest edges.
    Top(TopArgs),
    /// Shows when an entity, or a pair, was spoken of, and when unusually much.
    Timeline(TimelineArgs),
    /// Compares two periods or two ledgers: edges that are new, gone, or ranked otherwise.
    Diff(DiffArgs),
    /// Lists groups of entities that are more with each other than with the rest.
    Communities(CommunitiesArgs),
    /// Lists pairs without an edge although they share neighbours: links worth checking.
    Missing(MissingArgs),
    /// Says how much a ledger holds.
    Stats(StatsArgs),
    /// Lists documents that nearly repeat others: one story, edited by many.
    Duplicates(DuplicatesArgs),
    /// Writes the graph as a file for other tools; the suffix tells the format.
    Export(ExportArgs),
    /// Opens the graph in the browser: one page to pan, zoom, search and filter, with the sentences behind every edge.
    View(ViewerArgs),
    /// Looks for mistakes in dictionaries, compiles, checks, converts and counts them.
    #[command(subcommand)]
    Dict(DictCommand),
    /// Prints what makes your shell complete this program's commands.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page.
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders (walked, sorted), globs, or `-` for standard input.
    ///
    /// Read are .txt, .md, .html, .jsonl, .csv and .tsv, each also .gz or .zst. Files of records have the fields id, title, date, source, url,
    /// lang and text. A document without a date has that of its file's name, or of its first lines.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// Put the path of a file of records before the ids of its records.
    #[arg(long)]
    pub(crate) prefix_ids: bool,
    /// Stop at the first input that cannot be read, instead of skipping it with a reason.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many threads to use; all cores by default. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct DictionaryArgs {
    /// A dictionary: .toml, .jsonl, .csv, .tsv, .txt with a name a line, or a compiled one. Several are one. Without it, the built-in
    /// @ai-industry.
    ///
    /// Files of other tools are read where suffix and content leave no doubt; for all others, and to see what is left out, there is
    /// `comention dict convert`.
    #[arg(short, long = "dict", value_name = "DICT")]
    pub(crate) dictionaries: Vec<String>,
    /// Neither use nor keep a compiled form of large dictionaries.
    ///
    /// Dictionaries over one megabyte are compiled once and kept in `$XDG_CACHE_HOME/comention` or `~/.cache/comention`, under a name that their
    /// content gives. `COMENTION_CACHE` names another folder, or is `off`. What is kept there can be deleted at any time.
    #[arg(long)]
    pub(crate) no_cache: bool,
}

impl DictionaryArgs {
    /// The dictionaries named, or the built-in one.
    pub(crate) fn names(&self) -> Vec<String> {
        if self.dictionaries.is_empty() {
            vec![EMBEDDED.to_owned()]
        } else {
            self.dictionaries.clone()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ProfileArgs {
    /// What a corpus taught about the names: a file that `dict learn` wrote, or you.
    ///
    /// A ledger keeps the profile it was built with; what is added to it later is read by the same.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct MatchArgs {
    /// The case rule of aliases that have none of their own.
    ///
    /// smart: short capitals (US) and ordinary words (Apple) as listed, and where they stand as names; all others in any case.
    #[arg(long, value_name = "RULE", default_value = "smart", value_parser = choice(&[("smart", Case::Smart), ("exact", Case::Exact), ("ignore", Case::Ignore)]))]
    pub(crate) case: Case,
    /// Which forms that the dictionary does not list are found too.
    ///
    /// safe: other spellings, numbers and orders of words; firms with and without Inc.; last names, initials and forms defined in brackets, in a
    /// document that has the name in full; inflected forms, in documents whose `lang` is `bg`, `cs`, `de`, `fi`, `pl`, `ru`, `sl` or `uk`; names
    /// with a particle of Korean. all: also names in Arabic with a word written on, such as the article.
    #[arg(long, value_name = "WHICH", default_value = "safe", value_parser = choice(&[("none", Variants::None), ("safe", Variants::Safe), ("all", Variants::All)]))]
    pub(crate) variants: Variants,
    /// Letters with and without accents are the same.
    #[arg(long)]
    pub(crate) fold_accents: bool,
    /// Case is folded as in Turkish: `I` is the capital of `ı`.
    #[arg(long)]
    pub(crate) turkic: bool,
    /// Names in web and e-mail addresses, handles and hashtags do not count.
    #[arg(long)]
    pub(crate) skip_urls: bool,
    /// What becomes of names in lines that are no part of the text: share buttons, bylines, links to other stories, navigation, copyright.
    ///
    /// reject: they are kept as rejected and do not count; keep: they count like any other.
    #[arg(long, value_name = "POLICY", action = ArgAction::Set, default_value = "reject", value_parser = choice(&[("reject", false), ("keep", true)]))]
    pub(crate) furniture: bool,
    /// What becomes of a form that several entities share.
    ///
    /// abstain: it counts for none and is reported; first: for the smallest id; all: for each.
    #[arg(long, value_name = "POLICY", default_value = "abstain", value_parser = choice(&[("abstain", Ambiguity::Abstain), ("first", Ambiguity::First), ("all", Ambiguity::All)]))]
    pub(crate) ambiguity: Ambiguity,
    /// What becomes of names that overlap.
    ///
    /// leftmost-longest: the first holds its place, of two that begin together the longer; all: each is found by itself.
    #[arg(long, value_name = "POLICY", default_value = "leftmost-longest", value_parser = choice(&[("leftmost-longest", Overlap::LeftmostLongest), ("all", Overlap::All)]))]
    pub(crate) overlap: Overlap,
    /// How lines make paragraphs.
    ///
    /// auto: each line where one is over 120 characters long, else blank and indented lines divide; paragraph: each line; wrapped: blank and
    /// indented lines divide; sentence: each line is a sentence.
    #[arg(long, value_name = "RULE", default_value = "auto", value_parser = lines())]
    pub(crate) lines: Lines,
}

#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// The ledger to write.
    #[arg(short, long, value_name = "FILE", default_value = DEFAULT_LEDGER)]
    pub(crate) output: PathBuf,
    /// Also write the graph to this file; the suffix tells the format. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Vec<PathBuf>,
    /// How many pieces of evidence each edge carries at most, in the files of --export.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) evidence: usize,
    /// Write no ledger: count in memory, print the summary, write what --export names.
    ///
    /// The fastest way from documents to a graph. Nothing can be asked or added later. Memory grows with the pairs that are found, not with
    /// the documents; what finds repeated documents goes to a file in the folder for temporary ones.
    #[arg(long, conflicts_with_all = ["output", "force"])]
    pub(crate) in_memory: bool,
    /// Keep no sentences: the ledger is smaller and counts the same, but cannot show what it counted.
    ///
    /// What is added to it later is kept without sentences too.
    #[arg(long, conflicts_with = "in_memory")]
    pub(crate) no_evidence: bool,
    /// Replace a ledger that was made from other inputs.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) profile: ProfileArgs,
    #[command(flatten)]
    pub(crate) relations: RelationArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    #[command(flatten)]
    pub(crate) profile: ProfileArgs,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// Ids of documents.
    #[arg(required = true, value_name = "DOCUMENT")]
    pub(crate) documents: Vec<String>,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// The format; by default what the suffix of the output tells, else jsonl.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Where to write: a file, a new folder for brat, or `-` for standard output, which is the default.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// List the formats.
    #[arg(long, exclusive = true)]
    pub(crate) list: bool,
    /// The unit of places: Unicode code points, bytes of UTF-8, or units of UTF-16. By default what the format counts in, which for most is chars
    /// and cannot be changed.
    #[arg(long, value_name = "UNIT", value_parser = choice(&[("chars", Offsets::Chars), ("bytes", Offsets::Bytes), ("utf16", Offsets::Utf16)]))]
    pub(crate) offsets: Option<Offsets>,
    /// Put cells of CSV that a spreadsheet would run as formulas behind an apostrophe.
    #[arg(long)]
    pub(crate) excel_safe: bool,
    /// Which mentions to write; accepted by default, and for html nested and ambiguous too. May be repeated.
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = choice(&[("accepted", Status::Accepted), ("nested", Status::Nested), ("ambiguous", Status::Ambiguous), ("rejected", Status::Rejected)]))]
    pub(crate) status: Vec<Status>,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) profile: ProfileArgs,
}

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
    #[command(flatten)]
    pub(crate) windows: WindowArgs,
    /// Leave out pairs that share fewer windows, or with tokens:N have fewer pairs of mentions.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: u64,
    /// Keep only edges of which at most this share is to be expected by chance, as 0.05.
    ///
    /// Chance is documents that name as many entities as they do, and entities that are in as many documents as they are. Pairs are tested by the
    /// documents they share, whatever --window says, and q-values are by Benjamini and Hochberg over all pairs of the entities shown.
    #[arg(long, value_name = "Q", value_parser = rate)]
    pub(crate) fdr: Option<f64>,
    /// Show only entities of these types.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// Show only edges between these types, as `person:organization`.
    #[arg(long, value_name = "A:B", value_delimiter = ',', value_parser = type_pair)]
    pub(crate) type_pairs: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) thin: ThinArgs,
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
    /// Go only where some sentence asserts what two entities are to each other.
    #[arg(long)]
    pub(crate) by_hints: bool,
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
    /// Another: then the question is why the two have no edge.
    #[arg(required_unless_present = "text", conflicts_with_all = ["DictionaryArgs", "MatchArgs"])]
    pub(crate) other: Option<String>,
    /// Ask why this text does not mention the entity; `-` for standard input.
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["other", "WindowArgs", "min_count", "fdr", "types", "type_pairs", "SelectionArgs", "ThinArgs"])]
    pub(crate) text: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

const WHY_NOT_HELP: &str = "\
Of two entities: which rule of the view cut their edge, or why there never was one: who is not
mentioned, which wider windows they share, what the period leaves out, which mentions near each
other did not count.

Of a text, for each form of the entity: is it there, in other case, inside a word; was it refused,
by which rule; who else may be meant. Places are counted in code points from 0.

Exit code: 0 when there is an edge, or the text mentions the entity; 1 when not; 2 for an error.

  comention why-not DeepSeek Nvidia --min-count 3
  comention why-not H800 H100 --roll-up parent
  comention why-not Target --text 'Target the poor.' -d shops.toml
  comention why-not \"Sam Altman\" --text 'Altman was in Seoul.'";

#[derive(Debug, Args)]
pub(crate) struct TopArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) rank: RankArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    /// Also the shape of the graph: components, density, transitivity, clustering, assortativity, diameter, average path length.
    #[arg(long)]
    pub(crate) shape: bool,
    /// Shuffle the mentions among the documents so often, and say how many pairs would be significant then.
    ///
    /// Every document keeps its number of entities, every entity its number of documents; what is significant in a shuffle is chance. At the
    /// rate of --fdr, or 0.05.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) shuffle_test: Option<u32>,
    /// What the random numbers of --shuffle-test begin with.
    #[arg(
        long,
        value_name = "SEED",
        default_value_t = 1,
        requires = "shuffle_test"
    )]
    pub(crate) seed: u64,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

const DUPLICATES_HELP: &str = "\
Documents are near-duplicates when six tenths of their pairs of neighbouring long words are the same, whatever
their titles; texts of fewer than about fifty words only when all words are. Of each cluster the earliest
document stands for all in independent counts, then the one with the smallest id; undated ones come last.
Counts themselves are raw: nothing is left out of them.

Exit code: 0 when there are near-duplicates, 1 when there are none, 2 for an error.";

#[derive(Debug, Args)]
#[command(after_long_help = DUPLICATES_HELP)]
pub(crate) struct DuplicatesArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
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
#[expect(clippy::struct_excessive_bools, reason = "flags of their own")]
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
    /// List them as JSON, with what each has no room for.
    #[arg(long, requires = "list")]
    pub(crate) json: bool,
    /// How many pieces of evidence each edge carries at most.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) evidence: usize,
    /// Keep only this many edges, the strongest.
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// In CSV, put texts that a spreadsheet would run as formulas behind an apostrophe. They no longer read back as they were.
    #[arg(long)]
    pub(crate) excel_safe: bool,
    /// The key under which node-link JSON has the edges: NetworkX reads `edges`, older ones and D3 `links`.
    #[arg(long, value_name = "KEY", default_value = "edges", value_parser = choice(&[("edges", EdgesKey::Edges), ("links", EdgesKey::Links)]))]
    pub(crate) edges_key: EdgesKey,
    /// In GEXF, say from when to when entities and edges were seen, for a timeline.
    #[arg(long)]
    pub(crate) dynamic: bool,
    /// In pictures, draw no more edges than this: of larger graphs, the strongest of the most mentioned entities.
    #[arg(long, value_name = "N")]
    pub(crate) max_edges: Option<usize>,
    /// Make bitmaps this many pixels wide.
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..=30_000))]
    pub(crate) width: Option<u32>,
    #[command(flatten)]
    pub(crate) nodes: NodeArgs,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// A flag whose values are names of a library enum.
pub(super) fn choice<T: Copy + Send + Sync + 'static>(
    values: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(values.iter().map(|(name, _)| *name)).map(|given| {
        let (_, value) = values
            .iter()
            .find(|(name, _)| *name == given)
            .expect("clap has checked the name");
        *value
    })
}

fn ledger_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|given| {
        if given.is_empty() {
            PathBuf::from(DEFAULT_LEDGER)
        } else {
            PathBuf::from(given)
        }
    })
}

pub(super) fn lines() -> impl TypedValueParser<Value = Lines> {
    choice(&[
        ("auto", Lines::Auto),
        ("paragraph", Lines::Paragraph),
        ("wrapped", Lines::Wrapped),
        ("sentence", Lines::Sentence),
    ])
}

fn rate(given: &str) -> Result<f64, String> {
    let rate = given.parse::<f64>().ok();
    rate.filter(|rate| (0.0..=1.0).contains(rate))
        .ok_or_else(|| "a number from 0 to 1 is wanted, as 0.05".to_owned())
}

pub(super) fn type_pair(given: &str) -> Result<(String, String), String> {
    match given.split_once(':') {
        Some((a, b)) if !a.is_empty() && !b.is_empty() => Ok((a.to_owned(), b.to_owned())),
        _ => Err("two types joined by a colon are wanted, as in person:organization".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
