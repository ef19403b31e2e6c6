//! The flags of typed hints.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct RelationArgs {
    /// Find no typed hints: what sentences say two entities are to each other.
    #[arg(long, conflicts_with = "relations")]
    pub(crate) no_relations: bool,
    /// More rules for typed hints, beside the built-in ones: TOML with [[relation]]. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) relations: Vec<PathBuf>,
    /// Names on both sides: TOML with [types], what the dictionary's types are to the rules, and [names], what others call the relations.
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
}
