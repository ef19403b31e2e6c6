//! `comention dict`: dictionaries themselves.

use std::path::Path;

use crate::dictionary::{COMPILED_VERSION, Dictionary};
use crate::mention::Matcher;

use super::dict_args::{CompileArgs, DictCommand};
use super::terminal::{Terminal, counted, printable};
use super::{Exit, dict_convert, dict_learn, dict_stats, files, intake, lint};

pub(super) fn run(command: &DictCommand, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    match command {
        DictCommand::Compile(args) => compile(args, terminal),
        DictCommand::Lint(args) => lint::run(args, terminal),
        DictCommand::Verify { file } => verify(file, terminal),
        DictCommand::Convert(args) => dict_convert::run(args, terminal),
        DictCommand::Learn(args) => dict_learn::run(args, terminal),
        DictCommand::Stats(args) => dict_stats::run(args, terminal),
    }
}

fn compile(args: &CompileArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::read_dictionary(&args.dictionaries, terminal)?;
    let compiled = Matcher::compile(&dictionary)?;
    drop(dictionary);
    files::write_whole(&args.output, |output| Ok(compiled.write_compiled(output)?))?;
    // What it was compiled from may have been a compiled dictionary, and damaged.
    compiled.check()?;
    let size = std::fs::metadata(&args.output).map_or(0, |metadata| metadata.len());
    writeln!(
        terminal.out,
        "wrote {} ({}, {})",
        printable(&args.output.display().to_string()),
        contents(&compiled),
        counted(size, "byte")
    )?;
    Ok(Exit::Done)
}

fn verify(file: &Path, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    Dictionary::check_file(file)?;
    let dictionary = Dictionary::open_compiled(file)?;
    Matcher::check_compiled(&dictionary)?;
    writeln!(
        terminal.out,
        "{} is sound: version {COMPILED_VERSION}, {}",
        printable(&file.display().to_string()),
        contents(&dictionary)
    )?;
    Ok(Exit::Done)
}

fn contents(dictionary: &Dictionary) -> String {
    let entities = counted(dictionary.len() as u64, "entity");
    format!("{entities}, {}", counted(dictionary.alias_count(), "name"))
}
