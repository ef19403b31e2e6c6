//! The flags of `eval`.

use std::path::PathBuf;

use clap::Args;

use crate::evaluation::{Columns, GoldFormat};

use super::args::{DictionaryArgs, MatchArgs, ProfileArgs, choice};

#[derive(Debug, Args)]
#[command(after_long_help = EVAL_HELP)]
pub(crate) struct EvalArgs {
    /// Texts with marked names: files, or folders of brat files. The format is told by what they hold.
    ///
    /// brat: a folder of .txt with an .ann beside each. CoNLL: a token a line with its tag (B-ORG, I-ORG, O), -DOCSTART- between documents.
    /// PubTator: ID|t|TITLE, ID|a|ABSTRACT, marks below. tsv: a table with the columns `doc_id`, `start`, `end`, `entity_id`, `type` and `surface`, in code points.
    #[arg(required = true, value_name = "GOLD")]
    pub(crate) gold: Vec<PathBuf>,
    /// The format of all of them.
    #[arg(long, value_name = "FORMAT", value_parser = choice(&[("brat", GoldFormat::Brat), ("conll", GoldFormat::Conll), ("pubtator", GoldFormat::Pubtator), ("tsv", GoldFormat::Table)]))]
    pub(crate) format: Option<GoldFormat>,
    /// The documents that a table belongs to; by default the docs.jsonl beside it. May be repeated.
    #[arg(long, value_name = "INPUT")]
    pub(crate) documents: Vec<PathBuf>,
    /// The columns of token and tag in a CoNLL file, counted from 1; by default the first and the last.
    #[arg(long, value_name = "TOKEN,TAG", value_parser = columns)]
    pub(crate) columns: Option<Columns>,
    /// A type of the gold and what the dictionary calls it, as ORG=organization. Case makes no difference.
    #[arg(long, value_name = "GOLD=DICT", value_delimiter = ',', value_parser = same_types)]
    pub(crate) map_type: Vec<(String, String)>,
    /// Write every mistake to a file, a row each: a table if it ends in .tsv, else JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// How many names to show for each cause.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) profile: ProfileArgs,
}

const EVAL_HELP: &str = "\
Scores:
  span               places, to the character, whatever the entity
  span, overlapping  the same, where a place that overlaps is as good
  span + entity      places with their entity; left out on both sides where the gold names none (NIL)
  document + entity  the entities of each document, wherever they stand
  span + type        places with their type
Several ids joined by `|` are alternatives. What counts as found is what `tag` prints.

A dictionary is tuned in rounds: read the greatest cause, change the dictionary or an option, measure again.
  comention eval gold/ -d names.toml
  comention eval mentions.tsv --documents docs.jsonl -d names.csv --errors errors.tsv
  comention eval dev.conll -d names.csv --map-type ORG=organization,PER=person";

fn same_types(given: &str) -> Result<(String, String), String> {
    match given.split_once('=') {
        Some((gold, own)) if !gold.is_empty() && !own.is_empty() => {
            Ok((gold.to_owned(), own.to_owned()))
        }
        _ => Err("two types joined by `=` are wanted, as in ORG=organization".to_owned()),
    }
}

fn columns(given: &str) -> Result<Columns, String> {
    let column = |text: &str| text.trim().parse().ok().filter(|&number| number > 0);
    given
        .split_once(',')
        .and_then(|(token, tag)| Some(Columns::new(column(token)?, column(tag)?)))
        .ok_or_else(|| "two columns counted from 1 are wanted, as in 1,4".to_owned())
}
