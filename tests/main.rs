//! One binary for all tests of the crate from outside. A module is a topic; the line above it says what belongs there.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop where it is"
)]

/// The floors: what may import what, where files are opened, how folders and files are kept.
mod architecture;
/// Cases in files, and the dictionaries they are read with.
mod cases;
/// The real program: arguments in, standard output, standard error and exit code out.
#[cfg(all(feature = "cli", feature = "ledger"))]
mod cli;
/// Compiled dictionaries: the same names found, other versions refused, no file that makes it panic.
mod compiled;
/// Texts, dictionaries and folders made for a test.
mod corpus;
/// What dictionaries say of how their names are found: regular expressions, blocks, variants; names that overlap.
mod dictionary_rules;
/// The documents: every link leads somewhere, and the README shows what its commands print.
mod docs;
/// Programs of others that tests ask, and what is said where they are missing.
#[cfg(all(feature = "cli", feature = "ledger"))]
mod foreign;
/// Accuracy: marked names in texts against what the built-in dictionary finds there.
#[cfg(feature = "cli")]
mod gold;
/// Accuracy: marked statements in texts against the hints that are found there.
#[cfg(feature = "cli")]
mod gold_relations;
/// A tiny corpus in every text format, byte for byte, and read back by other people's parsers; files of old versions.
mod golden;
/// What mentions do not depend on: the order of a dictionary, other documents, threads.
mod independence;
/// Dictionary, text, and what the rules make of it: cases for each rule, in files.
mod mentions;
/// The obvious slow matcher and counter, written from the rules and not from the code.
mod oracle;
/// What holds for any input: the engine is the oracle, order and threads change nothing, what was written can be read.
mod properties;
/// What networkx, pandas, Graphviz and an XML parser see in the exports.
#[cfg(all(feature = "cli", feature = "ledger"))]
mod readers;
/// One test for each bug, named by what was wrong.
mod regression;
/// Typed hints: what sentences say of two names, for each rule, and what they must not be taken to say.
mod relations;
/// Periods and roll-ups: what is counted of the documents, and as which entities.
mod selection;
/// Which texts a name is found in: word borders, writing, scripts.
mod text_rules;
/// Windows of tokens: pairs of mentions by their distance, in words.
mod tokens;
/// The viewer in a real browser: search, focus, filters, sentences, time, keyboard, hostile names.
#[cfg(all(feature = "cli", feature = "ledger"))]
mod viewer;
/// A large corpus and large dictionaries, which are not in the project: the engine is the oracle there too.
mod workload;
