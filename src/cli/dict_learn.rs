//! `comention dict learn`: documents to a profile.

use std::io::Write;
use std::path::Path;

use crate::annotation::Annotator;
use crate::cooccurrence::Observation;
use crate::document::Document;
use crate::learning::{Learner, Lessons};

use super::dict_args::LearnArgs;
use super::terminal::{Terminal, counted, printable};
use super::{Exit, files, intake};

pub(super) fn run(args: &LearnArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let annotator = Annotator::with_options(&dictionary, intake::options(&args.matching))?;
    let learner = Learner::new(&annotator);
    let each =
        |lessons: &mut Lessons, (): &mut (), document: &Document, observation: &Observation| {
            learner.observe(document, observation, lessons);
        };
    let (report, parts) = intake::annotate(&args.input, false, &annotator, each, |()| Ok(()))?;
    report.warn(terminal)?;
    let mut lessons = Lessons::default();
    for part in parts {
        lessons.merge(part);
    }
    let profile = learner.profile(&lessons);
    let text = profile.to_toml();
    if args.output == Path::new("-") {
        terminal.data.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    files::write_whole(
        &args.output,
        |output| Ok(output.write_all(text.as_bytes())?),
    )?;
    writeln!(
        terminal.out,
        "wrote {} ({}: {} as words, context of {}, {})",
        printable(&args.output.display().to_string()),
        counted(lessons.documents(), "document"),
        counted(profile.words().count() as u64, "name"),
        counted(profile.context().count() as u64, "entity"),
        counted(profile.priors().count() as u64, "prior"),
    )?;
    Ok(Exit::Done)
}
