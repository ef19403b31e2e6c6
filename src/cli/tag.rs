//! `comention tag`: mentions as a stream.

use std::io::Write;

use crate::annotation::Annotator;
use crate::error::Error;

use super::args::TagArgs;
use super::mention_rows::MentionRows;
use super::spare::Spare;
use super::terminal::Terminal;
use super::{Exit, intake};

pub(super) fn run(args: &TagArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
    let options = intake::options(&args.matching);
    let annotator = Annotator::with_profile(&dictionary, options, &profile)?;
    let choice = (&args.status[..], args.offsets);
    let spare = Spare::default();
    let mut failed = None;
    let report = intake::annotate(
        &args.input,
        false,
        &annotator,
        |rows: &mut MentionRows, lines: &mut Vec<u8>, document, observation| {
            spare.lend(lines, |lines| lines.capacity() == 0);
            rows.write(document, observation, &dictionary, choice, lines);
        },
        |mut lines| {
            let written = terminal.data.write_all(&lines);
            lines.clear();
            spare.give_back(lines);
            written.map_err(|source| {
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
    report?.0.warn(terminal)?;
    Ok(Exit::Done)
}
