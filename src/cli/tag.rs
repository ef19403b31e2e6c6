//! `comention tag`: mentions as a stream, or in a format of somebody else's.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::annotation::Annotator;
use crate::error::Error;
use crate::export::mentions::{
    Loss, MarkedDocument, MentionFormat, MentionOptions, MentionOutput, MentionWriter, Offsets,
    Summary,
};

use super::args::TagArgs;
use super::mention_folder::MentionFolder;
use super::spare::Spare;
use super::terminal::Terminal;
use super::{Exit, files, intake};

pub(super) fn run(args: &TagArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    if args.list {
        return list(terminal);
    }
    let output = args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    let format = format(args, output)?;
    let offsets = offsets(args, format)?;
    let summary = match output {
        Some(path) if format.is_folder() => {
            let mut folder = MentionFolder::create(path)?;
            let summary = tag(args, format, offsets, &mut folder, terminal)?;
            folder.complete()?;
            summary
        }
        Some(path) => {
            let mut summary = None;
            files::write_whole(path, |output| {
                summary = Some(tag(args, format, offsets, &mut Stream(output), terminal)?);
                Ok(())
            })?;
            summary.unwrap_or_default()
        }
        None if format.is_folder() => bail!("{format} is several files: -o names a new folder"),
        None => {
            // Lent out while documents are read, which may have to be told of.
            let mut data = std::mem::replace(&mut terminal.data, Box::new(io::sink()));
            let summary = tag(args, format, offsets, &mut Stream(&mut data), terminal);
            terminal.data = data;
            summary?
        }
    };
    if let Some(path) = output {
        writeln!(terminal.talk, "wrote {}", path.display())?;
    }
    tell_losses(format, &summary, terminal)?;
    Ok(Exit::Done)
}

fn list(terminal: &mut Terminal) -> anyhow::Result<Exit> {
    for format in MentionFormat::ALL {
        writeln!(
            terminal.out,
            "{:<9} {:<20} {}",
            format.name(),
            format.suffixes().join(" "),
            format.description()
        )?;
    }
    Ok(Exit::Done)
}

/// The format asked for, or the one that the output's name tells; mentions as JSON Lines where there is neither.
fn format(args: &TagArgs, output: Option<&Path>) -> anyhow::Result<MentionFormat> {
    if let Some(name) = &args.format {
        return Ok(name.parse()?);
    }
    let Some(path) = output else {
        return Ok(MentionFormat::Jsonl);
    };
    MentionFormat::from_path(path).with_context(|| {
        let suffixes = MentionFormat::ALL
            .iter()
            .flat_map(|format| format.suffixes());
        let suffixes: Vec<&str> = suffixes.copied().collect();
        format!(
            "{}: -f names the format, or the suffix, which is then one of {}",
            path.display(),
            suffixes.join(" ")
        )
    })
}

fn offsets(args: &TagArgs, format: MentionFormat) -> anyhow::Result<Offsets> {
    let possible = format.offsets();
    match args.offsets {
        None => Ok(possible[0]),
        Some(wanted) if possible.contains(&wanted) => Ok(wanted),
        Some(wanted) => {
            let possible: Vec<&str> = possible.iter().map(|unit| unit.name()).collect();
            bail!(
                "{format} counts in {}, so --offsets cannot be {wanted}",
                possible.join(" or ")
            )
        }
    }
}

/// Where what is written goes.
trait Target {
    /// Takes what some documents became, in their order; notes what has to be lost.
    fn take(&mut self, output: &mut MentionOutput) -> io::Result<()>;
}

struct Stream<'w>(&'w mut dyn Write);

impl Target for Stream<'_> {
    fn take(&mut self, output: &mut MentionOutput) -> io::Result<()> {
        self.0.write_all(&output.bytes)
    }
}

impl Target for MentionFolder {
    fn take(&mut self, output: &mut MentionOutput) -> io::Result<()> {
        for file in output.files.drain(..) {
            let renamed = self.write(&file)?;
            let losses = &mut output.summary.losses;
            losses.add(Loss::FileName, u64::from(renamed));
        }
        Ok(())
    }
}

/// A writer for each thread, made when it is first needed.
#[derive(Default)]
struct Lazy(Option<Box<dyn MentionWriter>>);

fn tag(
    args: &TagArgs,
    format: MentionFormat,
    offsets: Offsets,
    target: &mut dyn Target,
    terminal: &mut Terminal,
) -> anyhow::Result<Summary> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
    let options = intake::options(&args.matching);
    let annotator = Annotator::with_profile(&dictionary, options, &profile)?;
    let statuses = match &args.status[..] {
        [] => format.default_statuses(),
        asked => asked,
    };
    let how = MentionOptions::default()
        .offsets(offsets)
        .lines(options.lines)
        .excel_safe(args.excel_safe);
    let writer = || format.writer(&dictionary, how);
    let ends = writer();
    let mut summary = Summary::default();
    let mut edge = MentionOutput::default();
    ends.begin(&mut edge.bytes);
    target.take(&mut edge)?;
    // The first document has nothing to be apart from.
    let mut surplus = ends.separator().len();
    let spare = Spare::default();
    let mut failed = None;
    let report = intake::annotate(
        &args.input,
        false,
        &annotator,
        |lazy: &mut Lazy, output: &mut MentionOutput, document, observation| {
            spare.lend(&mut output.bytes, |bytes: &Vec<u8>| bytes.capacity() == 0);
            let marked = MarkedDocument::new(document, observation, &dictionary, statuses);
            let writer = lazy.0.get_or_insert_with(writer);
            writer.document(&marked, output);
        },
        |mut output| {
            if surplus > 0 && !output.bytes.is_empty() {
                output.bytes.drain(..surplus);
                surplus = 0;
            }
            let taken = target.take(&mut output);
            summary.merge(std::mem::take(&mut output.summary));
            output.bytes.clear();
            spare.give_back(output.bytes);
            taken.map_err(|source| {
                let kind = source.kind();
                failed = Some(source);
                Error::Output {
                    source: kind.into(),
                }
            })
        },
    );
    if let Some(error) = failed {
        return Err(error.into());
    }
    let report = report?.0;
    edge.clear();
    ends.end(&summary, &dictionary, &mut edge);
    target.take(&mut edge)?;
    summary.merge(edge.summary);
    report.warn(terminal)?;
    Ok(summary)
}

/// Says once what the format has no place for, and how much of these documents that was.
fn tell_losses(
    format: MentionFormat,
    summary: &Summary,
    terminal: &mut Terminal,
) -> anyhow::Result<()> {
    let mut losses: Vec<String> = Vec::new();
    if !format.does_not_carry().is_empty() {
        losses.push(format.does_not_carry().to_owned());
    }
    if !summary.losses.is_empty() {
        losses.push(summary.losses.to_string());
    }
    if !losses.is_empty() {
        writeln!(terminal.talk, "{format} leaves out: {}", losses.join("; "))?;
    }
    Ok(())
}
