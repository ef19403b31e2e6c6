//! `comention dict convert`: dictionaries from one format into another.

use std::path::Path;

use anyhow::bail;

use crate::dictionary::{Dictionary, DictionaryFormat, ImportOptions};

use super::args::EMBEDDED;
use super::dict_args::ConvertArgs;
use super::terminal::{Terminal, counted, printable};
use super::{Exit, files, intake};

pub(super) fn run(args: &ConvertArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let to_stream = args.output == Path::new("-");
    if args.to.is_none()
        && args
            .output
            .extension()
            .is_some_and(|suffix| suffix == "cdict")
    {
        bail!("compiled dictionaries are written by `comention dict compile`");
    }
    let format = match args.to {
        Some(format) => format,
        None if to_stream => DictionaryFormat::Toml,
        None => DictionaryFormat::for_output(&args.output)?,
    };
    // Asked first: the dictionary may take long to read.
    if !format.is_written() {
        let written: Vec<&str> = DictionaryFormat::written()
            .map(DictionaryFormat::name)
            .collect();
        bail!("{format} is only read; written are {}", written.join(", "));
    }
    let dictionary = read(args, terminal)?;
    let parts = format.parts(&dictionary, &args.output)?;
    if to_stream {
        let [part] = &parts[..] else {
            bail!("{format} is several files: name one with -o");
        };
        part.write(&dictionary, &mut terminal.data)?;
    } else {
        for part in &parts {
            files::write_whole(part.path(), |output| Ok(part.write(&dictionary, output)?))?;
        }
    }
    // What it was made from may have been a compiled dictionary, and damaged.
    dictionary.check()?;
    tell_losses(&dictionary, format, terminal)?;
    if !to_stream {
        let written: Vec<_> = parts
            .iter()
            .map(|part| part.path().display().to_string())
            .collect();
        writeln!(
            terminal.out,
            "wrote {} ({}, {})",
            printable(&written.join(", ")),
            counted(dictionary.len() as u64, "entity"),
            counted(dictionary.alias_count(), "name")
        )?;
    }
    Ok(Exit::Done)
}

fn read(args: &ConvertArgs, terminal: &mut Terminal) -> anyhow::Result<Dictionary> {
    let mut options = ImportOptions::default().with_classes(&args.instance_of);
    if !args.languages.is_empty() {
        options = options.with_languages(&args.languages);
    }
    let mut builder = Dictionary::builder().import_options(options);
    for input in &args.inputs {
        builder = match args.from {
            _ if input == EMBEDDED => builder.embedded()?,
            Some(format) => builder.path_as(input, format)?,
            None => builder.path(input)?,
        };
    }
    intake::tell_notes(builder.notes(), terminal)?;
    Ok(builder.build()?)
}

/// Says in a line what the format had no room for.
fn tell_losses(
    dictionary: &Dictionary,
    format: DictionaryFormat,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let losses = dictionary.losses(format);
    if losses.is_empty() {
        return Ok(());
    }
    let losses: Vec<String> = losses
        .into_iter()
        .map(|(loss, count)| format!("{loss} of {}", counted(count, loss.unit())))
        .collect();
    terminal.warn(&format!("{format} has no room for: {}", losses.join(", ")))
}
