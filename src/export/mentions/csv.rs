//! A table, for spreadsheets and data frames.

use crate::error::Error;
use crate::export::table::Table;

use super::offsets::Cursor;
use super::{MarkedDocument, MentionOptions, MentionOutput, MentionWriter};

/// Writes a row for each mention: `doc,field,start,end,entity,type,surface,status,rule,candidates`. Candidates are joined by `|`, with `\|` and
/// `\\` for those characters in ids. Places count in the field, in the unit asked for. U+0000, which ends a cell in many readers, is written as
/// U+FFFD.
pub(super) struct Csv {
    options: MentionOptions,
}

impl Csv {
    pub(super) const fn new(options: MentionOptions) -> Self {
        Self { options }
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
        let unit = self.options.offsets;
        let mut cursor = Cursor::new(unit);
        let mut table = Table::new(&mut output.bytes, self.options.excel_safe);
        let mut rows = || {
            for mark in document.marks() {
                let content = document.document.field(mark.field);
                let start = cursor.start(document.observation, mark.record, content);
                let entity = mark.entity().map(|entity| document.entity(entity));
                table.text(&document.document.id)?;
                table.figure(mark.field)?;
                table.figure(start)?;
                table.figure(start + unit.length(mark.surface))?;
                table.text(entity.map_or("", |entity| entity.id()))?;
                table.text(entity.map_or("", |entity| entity.entity_type()))?;
                table.text(mark.surface)?;
                table.figure(mark.status)?;
                table.figure(mark.rule)?;
                let candidates = match mark.entities {
                    [] | [_] => String::new(),
                    many => joined(many.iter().map(|&one| document.entity(one).id())),
                };
                table.text(&candidates)?;
                table.end_row()?;
            }
            Ok::<(), Error>(())
        };
        rows().expect("memory takes what is written");
        table.finish().expect("memory takes what is written");
    }
}

fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let escaped: Vec<String> = ids
        .map(|id| id.replace('\\', "\\\\").replace('|', "\\|"))
        .collect();
    escaped.join("|")
}
