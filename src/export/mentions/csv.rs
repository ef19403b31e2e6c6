//! A table, for spreadsheets and data frames.

use std::borrow::Cow;

use ::csv::{Terminator, Writer, WriterBuilder};

use super::offsets::Cursor;
use super::{MarkedDocument, MentionOutput, MentionWriter, Offsets};

/// Writes a row for each mention: `doc,field,start,end,entity,type,surface,status,rule,candidates`. Candidates are joined by `|`, with `\|` and
/// `\\` for those characters in ids. Places count in the field, in the unit asked for. U+0000, which ends a cell in many readers, is written as
/// U+FFFD.
pub(super) struct Csv {
    unit: Offsets,
}

impl Csv {
    pub(super) const fn new(unit: Offsets) -> Self {
        Self { unit }
    }
}

const COLUMNS: [&str; 10] = [
    "doc",
    "field",
    "start",
    "end",
    "entity",
    "type",
    "surface",
    "status",
    "rule",
    "candidates",
];

impl MentionWriter for Csv {
    fn begin(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(COLUMNS.join(",").as_bytes());
        output.push(b'\n');
    }

    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let mut cursor = Cursor::new(self.unit);
        let mut table: Writer<&mut Vec<u8>> = WriterBuilder::new()
            .terminator(Terminator::Any(b'\n'))
            .from_writer(&mut output.bytes);
        let doc = without_nul(&document.document.id);
        for mark in document.marks() {
            let content = document.document.field(mark.field);
            let start = cursor.start(document.observation, mark.record, content);
            let entity = mark.entity().map(|entity| document.entity(entity));
            let candidates = match mark.entities {
                [] | [_] => String::new(),
                many => joined(many.iter().map(|&entity| document.entity(entity).id())),
            };
            let cells = [
                &*doc,
                &mark.field.to_string(),
                &start.to_string(),
                &(start + self.unit.length(mark.surface)).to_string(),
                &without_nul(entity.map_or("", |entity| entity.id())),
                &without_nul(entity.map_or("", |entity| entity.entity_type())),
                &without_nul(mark.surface),
                mark.status.name(),
                mark.rule.name(),
                &without_nul(&candidates),
            ];
            table
                .write_record(cells)
                .expect("a row of ten cells goes into memory");
        }
        table.flush().expect("memory takes what is written");
    }
}

fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let escaped: Vec<String> = ids
        .map(|id| id.replace('\\', "\\\\").replace('|', "\\|"))
        .collect();
    escaped.join("|")
}

fn without_nul(cell: &str) -> Cow<'_, str> {
    if cell.contains('\0') {
        Cow::Owned(cell.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(cell)
    }
}
