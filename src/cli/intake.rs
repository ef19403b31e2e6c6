//! From the inputs named on the command line to annotated documents, with everything that was skipped counted.

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::annotation::{AnnotationOptions, Annotator};
use crate::cooccurrence::Observation;
use crate::dictionary::{Dictionary, DictionaryBuilder, ImportNote};
use crate::document::{Document, Documents, DocumentsBuilder};
use crate::error::{Error, Result};
use crate::mention::{MatchOptions, Profile};
use crate::relation::RelationPack;

use super::args::{DictionaryArgs, EMBEDDED, InputArgs, MatchArgs};
use super::relation_args::RelationArgs;
use super::terminal::{Terminal, counted, printable};
use super::{cache, progress};

/// How many skipped inputs are named; the rest are counted.
const NAMED_SKIPS: usize = 10;

/// Reads the dictionaries named, or the built-in one, and says which.
pub(super) fn dictionary(
    args: &DictionaryArgs,
    terminal: &mut Terminal,
) -> anyhow::Result<Dictionary> {
    let names = &args.names();
    let mut notes = Vec::new();
    let mut read = || read(names, &mut notes);
    let dictionary = if args.no_cache {
        read()?.dictionary
    } else {
        cache::dictionary(names, read)?
    };
    tell_notes(&notes, terminal)?;
    let (entities, aliases) = (dictionary.len() as u64, dictionary.alias_count());
    writeln!(
        terminal.talk,
        "dictionary: {} ({}, {})",
        printable(&names.join(", ")),
        counted(entities, "entity"),
        counted(aliases, "name")
    )?;
    Ok(dictionary)
}

/// Reads dictionaries, which become one, and says what was left out of other tools'.
pub(super) fn read_dictionary(
    names: &[String],
    terminal: &mut Terminal,
) -> anyhow::Result<Dictionary> {
    let mut notes = Vec::new();
    let fresh = read(names, &mut notes)?;
    tell_notes(&notes, terminal)?;
    Ok(fresh.dictionary)
}

/// A dictionary read from its sources.
pub(super) struct Fresh {
    pub(super) dictionary: Dictionary,
    /// Whether the files that were named are all it depends on, and there is nothing to tell of them each time.
    pub(super) can_be_kept: bool,
}

fn read(names: &[String], notes: &mut Vec<ImportNote>) -> Result<Fresh> {
    let builder = read_rows(names)?;
    notes.extend_from_slice(builder.notes());
    let can_be_kept = !builder.has_foreign_files();
    Ok(Fresh {
        dictionary: builder.build()?,
        can_be_kept,
    })
}

/// Reads dictionaries, to be made one.
pub(super) fn read_rows(names: &[String]) -> Result<DictionaryBuilder> {
    let add = |builder: DictionaryBuilder, name: &String| {
        if name == EMBEDDED {
            builder.embedded()
        } else {
            builder.path(name)
        }
    };
    names.iter().try_fold(Dictionary::builder(), add)
}

/// Says what was left out of dictionaries of other tools.
pub(super) fn tell_notes(notes: &[ImportNote], terminal: &mut Terminal) -> io::Result<()> {
    notes
        .iter()
        .try_for_each(|note| terminal.warn(&printable(&note.to_string())))
}

/// The options that the flags ask for.
pub(super) fn options(args: &MatchArgs) -> AnnotationOptions {
    let matching = MatchOptions::default()
        .with_case(args.case)
        .with_variants(args.variants)
        .with_ambiguity(args.ambiguity)
        .with_overlap(args.overlap)
        .with_fold_accents(args.fold_accents)
        .with_turkic(args.turkic)
        .with_skip_addresses(args.skip_urls)
        .with_furniture(args.furniture);
    AnnotationOptions::default()
        .with_matching(matching)
        .with_lines(args.lines)
}

/// Reads the profile that a flag names; without one, one that says nothing. Ids that the dictionary does not hold are counted.
pub(super) fn profile(
    file: Option<&Path>,
    dictionary: &Dictionary,
    terminal: &mut Terminal,
) -> anyhow::Result<Profile> {
    let Some(file) = file else {
        return Ok(Profile::default());
    };
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|source| Error::Io {
        path: file.to_owned(),
        source,
    })?;
    let profile = Profile::parse(&text, &name)?;
    let unknown = profile.unknown_ids(dictionary);
    if let Some(first) = unknown.first() {
        terminal.warn(&printable(&format!(
            "{name}: {} not in the dictionary, such as `{first}`: what it says of them is left out",
            counted(unknown.len() as u64, "id")
        )))?;
    }
    Ok(profile)
}

/// The rules for typed hints that the flags ask for.
pub(super) fn relations(args: &RelationArgs) -> anyhow::Result<RelationPack> {
    if args.no_relations {
        return Ok(RelationPack::default());
    }
    let files = args.relations.iter().chain(&args.map);
    let mut pack = RelationPack::embedded();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|source| Error::Io {
            path: file.clone(),
            source,
        })?;
        pack = pack.and(&text, &file.display().to_string())?;
    }
    Ok(pack)
}

/// What happened to the input.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Report {
    /// Documents read.
    pub(super) documents: u64,
    /// Bytes of their titles and texts.
    pub(super) bytes: u64,
    /// Documents that came twice with the same id and content.
    pub(super) repeated: u64,
    /// Bytes that were not UTF-8.
    pub(super) repaired_bytes: u64,
    /// Files that no reader knows, left out of folders.
    pub(super) ignored: u64,
    /// What could not be read, and why.
    pub(super) skipped: Vec<String>,
}

impl Report {
    /// Says what was left out.
    pub(super) fn warn(&self, terminal: &mut Terminal) -> io::Result<()> {
        for reason in self.skipped.iter().take(NAMED_SKIPS) {
            terminal.warn(&format!("skipped {}", printable(reason)))?;
        }
        let unnamed = self.skipped.len().saturating_sub(NAMED_SKIPS) as u64;
        if unnamed > 0 {
            terminal.warn(&format!("skipped {unnamed} more"))?;
        }
        if self.repaired_bytes > 0 {
            terminal.warn(&format!(
                "{} not UTF-8, replaced by U+FFFD",
                counted(self.repaired_bytes, "byte")
            ))?;
        }
        if self.repeated > 0 {
            terminal.warn(&format!(
                "{} came again with the same id and content, counted once",
                counted(self.repeated, "document")
            ))?;
        }
        if self.ignored > 0 {
            terminal.warn(&format!(
                "{} of other kinds left out",
                counted(self.ignored, "file")
            ))?;
        }
        Ok(())
    }
}

/// Opens the inputs. With `prefix_ids`, records carry the path of their file in their ids whatever the flags say.
fn documents(args: &InputArgs, prefix_ids: bool) -> Result<Documents> {
    args.inputs
        .iter()
        .fold(Documents::builder(), DocumentsBuilder::input)
        .prefix_ids(prefix_ids || args.prefix_ids)
        .build()
}

/// How many bytes of records are handed to a thread at a time: enough to make the handing over cheap, few enough to stay in its cache.
const BATCH_BYTES: usize = 256 * 1024;

/// Annotates every document of the inputs on all threads, with a progress bar. Each document goes to `each` with what its thread keeps and
/// what its batch makes; the batches go to `sink`, in order. Under `--strict` the first skip is an error.
pub(super) fn annotate<S: Default + Send, B: Default + Send>(
    args: &InputArgs,
    prefix_ids: bool,
    annotator: &Annotator,
    each: impl Fn(&mut S, &mut B, &Document, &Observation) + Sync,
    mut sink: impl FnMut(B) -> Result<()>,
) -> Result<(Report, Vec<S>)> {
    let documents = documents(args, prefix_ids)?;
    let mut report = Report {
        ignored: documents.ignored().len() as u64,
        ..Report::default()
    };
    let bar = progress::bytes(documents.total_bytes());
    let batches = documents.records().batches(BATCH_BYTES);
    let kept = annotator.annotate_all(batches, threads(args), each, |annotated| {
        report.documents += annotated.documents;
        report.bytes += annotated.bytes;
        report.repaired_bytes += annotated.repaired_bytes;
        for error in annotated.skipped {
            if args.strict {
                return Err(error);
            }
            report.skipped.push(with_causes(&error));
        }
        bar.set_position(annotated.consumed_bytes);
        sink(annotated.value)
    });
    bar.finish_and_clear();
    let kept = kept?;
    // A damaged part of a compiled dictionary is met while names are looked up.
    annotator.dictionary().check()?;
    Ok((report, kept))
}

fn with_causes(error: &Error) -> String {
    let mut message = error.to_string();
    if matches!(error, Error::BadJson { .. }) {
        return message; // quotes its cause, with the right line
    }
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        let text = source.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        cause = source.source();
    }
    message
}

fn threads(args: &InputArgs) -> usize {
    args.threads.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}
