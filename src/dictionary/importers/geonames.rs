//! Tables of `GeoNames`: 19 columns, without header and without quoting, row by row.

use super::source::{Lines, Malformed, malformed};
use super::{ImportRemark, Source};
use crate::dictionary::details::Details;
use crate::dictionary::rows::{NewRow, Rows};
use crate::error::Result;

/// How many columns there are.
const COLUMNS: usize = 19;

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    // A reader of CSV would do if quoting is off; splitting at tabs is all that is left then.
    let mut lines = Lines::new(&mut *source.input, source.path);
    let file = rows.file(&lines.file());
    while let Some((number, line)) = lines.next_filled()? {
        let found = line.split('\t').count();
        if found != COLUMNS {
            let wrong = Malformed::Columns {
                expected: "19",
                found,
            };
            return Err(malformed(source.path, number, wrong));
        }
        let mut cells = line.split('\t').map(str::trim);
        let cells: [&str; COLUMNS] = std::array::from_fn(|_| cells.next().unwrap_or_default());
        let [id, name, ascii, others, _, _, class, code, country, ..] = cells;
        if !matches!(class, "P" | "A") {
            rows.note(ImportRemark::OtherFeature, (file, number));
            continue;
        }
        if name.is_empty() {
            rows.note(ImportRemark::Nameless, (file, number));
            continue;
        }
        let mut details = Details::default();
        let feature = format!("{class}.{code}");
        for (key, value) in [
            ("country", country),
            ("feature", &feature),
            ("population", cells[14]),
        ] {
            if !matches!(value, "" | "0") {
                details.attributes.insert(key.to_owned(), value.to_owned());
            }
        }
        let row = NewRow {
            id: Some(id),
            name,
            entity_type: "place",
            parent: None,
        };
        let mut aliases: Vec<&str> = std::iter::once(ascii).chain(others.split(',')).collect();
        for alias in &mut aliases {
            *alias = alias.trim();
        }
        // Most names stand twice: once for each language that has them.
        let mut kept: Vec<&str> = Vec::with_capacity(aliases.len());
        for alias in aliases {
            if !alias.is_empty() && alias != name && !kept.contains(&alias) {
                kept.push(alias);
            }
        }
        rows.push((file, number), row, kept.into_iter(), &details)?;
    }
    Ok(())
}
