//! The arguments of the commands under `dict`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use crate::dictionary::{Diagnostic, DictionaryFormat};
use crate::text::Lines;

use super::args::{DictionaryArgs, InputArgs, MatchArgs, lines};

#[derive(Debug, Subcommand)]
pub(crate) enum DictCommand {
    /// Writes dictionaries as one compiled file, which opens in milliseconds wherever a dictionary is asked for.
    Compile(CompileArgs),
    /// Looks for what is wrong or risky in a dictionary, by itself and over your own texts.
    Lint(LintArgs),
    /// Reads all of a compiled dictionary and checks that it is what its entities make.
    Verify {
        /// A compiled dictionary.
        file: PathBuf,
    },
    /// Writes dictionaries in another format: from other tools' to ours, and back.
    Convert(ConvertArgs),
    /// Reads documents and writes what they teach about the names, as a profile to read them and others by.
    ///
    /// Which names are ordinary words too; which words speak for entities that share names; how often a shared name means each. The profile is
    /// a text to be read and changed; `--profile` of tag, build and eval uses it.
    Learn(LearnArgs),
    /// Says how much dictionaries hold, and which names may need a second look.
    Stats(DictStatsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// Dictionaries of ours or of other tools, each also .gz; compiled ones, or @ai-industry. Several become one.
    ///
    /// Formats of several files are named by one: the index of a GATE gazetteer, the file …_entities.tsv of the Jensen Lab's tagger.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// The file to write, or `-` for standard output. What its format has no room for is told.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The format of the inputs; by default what suffix and content tell.
    #[arg(long, value_name = "FORMAT", value_parser = dictionary_formats(DictionaryFormat::ALL.iter().copied()))]
    pub(crate) from: Option<DictionaryFormat>,
    /// The format to write; by default what the suffix of the output tells, .toml for standard output.
    #[arg(long, value_name = "FORMAT", value_parser = dictionary_formats(DictionaryFormat::written()))]
    pub(crate) to: Option<DictionaryFormat>,
    /// The languages whose labels are taken from SKOS and Wikidata; the first that has one gives the name. `all` takes every one. By default en.
    #[arg(long = "lang", value_name = "LANG", value_delimiter = ',')]
    pub(crate) languages: Vec<String>,
    /// Of a Wikidata dump, take only instances of these classes, as Q5 for people.
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) instance_of: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DictStatsArgs {
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// How many rows and examples to show at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompileArgs {
    /// Dictionaries: .toml, .jsonl, .csv, .tsv, .txt with a name a line, compiled ones, or @ai-industry. Several become one.
    #[arg(required = true, value_name = "DICT")]
    pub(crate) dictionaries: Vec<String>,
    /// The file to write; .cdict is the usual suffix.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_long_help = LINT_HELP)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// Texts of yours: how do they use the names? Files, folders, globs, as `tag` reads them. May be repeated.
    ///
    /// Told are forms that the texts have in lower case, only where sentences begin, or as part of longer names, each with sentences that
    /// show it. Memory does not grow with the texts.
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    pub(crate) corpus: Vec<String>,
    /// Write a suggested patch: a dictionary in TOML that restricts what was found wanting, to be read and then given as another -d.
    #[arg(long, value_name = "FILE")]
    pub(crate) patch: Option<PathBuf>,
    /// Leave out these diagnostics, by code or name. May be repeated.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = diagnostic)]
    pub(crate) ignore: Vec<Diagnostic>,
    /// List the diagnostics: what each finds, why it matters, an example, the remedy.
    #[arg(long)]
    pub(crate) list: bool,
    /// End with exit code 1 if anything is found.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many findings to show of each diagnostic.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// How lines make paragraphs in the texts; see `tag --help`.
    #[arg(long, value_name = "RULE", default_value = "auto", value_parser = lines())]
    pub(crate) lines: Lines,
    /// How many threads to use for the texts; all cores by default. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

const LINT_HELP: &str = "\
Each finding has a code: D0.. keep the dictionary from being read, D1.. are seen in the dictionary
alone, D2.. in the texts of --corpus. A form with conditions of its own (needs, unless) is left to
them.

Exit code: 0 when the dictionary was looked through, whatever was found; 1 under --strict if
anything was; 2 if no command takes the dictionary as it is (a D0 finding, or a file that cannot be
read).

  comention dict lint -d names.toml
  comention dict lint -d names.toml --corpus articles/ --patch patch.toml
  comention tag articles/ -d names.toml -d patch.toml";

#[derive(Debug, Args)]
pub(crate) struct LearnArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// The profile to write, or `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
}

fn diagnostic(given: &str) -> Result<Diagnostic, String> {
    Diagnostic::find(given)
        .ok_or_else(|| "no such diagnostic; `comention dict lint --list` names them".to_owned())
}

/// A flag whose values are dictionary formats, each with what it is.
fn dictionary_formats(
    formats: impl Iterator<Item = DictionaryFormat>,
) -> impl TypedValueParser<Value = DictionaryFormat> {
    let values: Vec<PossibleValue> = formats
        .map(|format| PossibleValue::new(format.name()).help(format.description()))
        .collect();
    PossibleValuesParser::new(values).map(|given| given.parse().expect("clap has checked the name"))
}
