//! `comention tag`: mentions as a stream.

use std::io::Write;

use serde::Serialize;

use crate::annotation::Annotator;
use crate::cooccurrence::Observation;
use crate::dictionary::{Dictionary, EntityRef};
use crate::document::{Document, Field};
use crate::error::Error;
use crate::mention::{Rule, Status};

use super::args::{Offsets, TagArgs};
use super::terminal::Terminal;
use super::{Exit, intake};

/// A mention as it is printed.
#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    field: Field,
    start: usize,
    end: usize,
    entity: Option<&'a str>,
    #[serde(rename = "type")]
    entity_type: Option<&'a str>,
    surface: &'a str,
    status: Status,
    rule: Rule,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
}

pub(super) fn run(args: &TagArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let annotator = Annotator::with_options(&dictionary, intake::options(&args.matching))?;
    let mut failed = None;
    let report = intake::annotate(
        &args.input,
        false,
        &annotator,
        |(): &mut (), lines: &mut Vec<u8>, document, observation| {
            write_document(document, observation, &dictionary, args, lines)
                .expect("memory can be written");
        },
        |lines| {
            terminal.data.write_all(&lines).map_err(|source| {
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

fn write_document(
    document: &Document,
    observation: &Observation,
    dictionary: &Dictionary,
    args: &TagArgs,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut cursor = Cursor {
        field: Field::Title,
        byte: 0,
        units: 0,
        unit: args.offsets,
    };
    for mention in observation
        .mentions
        .iter()
        .filter(|mention| args.status.contains(&mention.status))
    {
        let field = observation.sentences[mention.sentence as usize].field;
        let content = document.field(field);
        let start = cursor.up_to(field, content, mention.span.start());
        let surface = mention.span.of(content);
        let targets = observation.targets(mention);
        let entity = (targets.len() == 1).then(|| dictionary.entity(targets[0]));
        let row = Row {
            doc: &observation.document.id,
            field,
            start,
            end: start + length(surface, args.offsets),
            entity: entity.map(EntityRef::id),
            entity_type: entity.map(EntityRef::entity_type),
            surface,
            status: mention.status,
            rule: mention.rule,
            candidates: if entity.is_some() {
                Vec::new()
            } else {
                targets
                    .iter()
                    .map(|&target| dictionary.entity(target).id())
                    .collect()
            },
        };
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn length(text: &str, unit: Offsets) -> usize {
    match unit {
        Offsets::Bytes => text.len(),
        Offsets::Chars => text.chars().count(),
        Offsets::Utf16 => text.encode_utf16().count(),
    }
}

/// Counts units up to rising offsets, each byte of a field once.
struct Cursor {
    field: Field,
    byte: usize,
    units: usize,
    unit: Offsets,
}

impl Cursor {
    fn up_to(&mut self, field: Field, content: &str, byte: usize) -> usize {
        if self.field != field {
            (self.field, self.byte, self.units) = (field, 0, 0);
        }
        self.units += length(&content[self.byte..byte], self.unit);
        self.byte = byte;
        self.units
    }
}
