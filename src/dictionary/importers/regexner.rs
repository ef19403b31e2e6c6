//! Stanford `RegexNER`: tokens, type, types it may overwrite, priority, separated by tabs.

use std::collections::HashMap;

use super::gathered::Gathered;
use super::regexner_pattern::phrases;
use super::source::{Lines, Malformed, malformed};
use super::{ImportRemark, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, Case};
use crate::error::{Place, Result};

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let mut lines = Lines::new(&mut *source.input, source.path);
    let name = lines.file();
    let file = rows.file(&name);
    let mut columns = Columns::default();
    let mut entries = Vec::new();
    // The highest priority of each phrase.
    let mut highest: HashMap<String, f64> = HashMap::new();
    while let Some((number, line)) = lines.next_filled()? {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if number == 1
            && let Some(header) = Columns::of_header(&cells)
        {
            columns = header;
            continue;
        }
        let (Some(&pattern), Some(&entity_type)) =
            (cells.get(columns.pattern), cells.get(columns.entity_type))
        else {
            let wrong = Malformed::Columns {
                expected: "a pattern and a type",
                found: cells.len(),
            };
            return Err(malformed(source.path, number, wrong));
        };
        let Some(found) = phrases(pattern) else {
            rows.note(ImportRemark::Expression, (file, number));
            continue;
        };
        if found.has_plain_dot {
            rows.note(ImportRemark::PlainDot, (file, number));
        }
        let priority = priority(cells.get(columns.priority).copied().unwrap_or_default())
            .map_err(|wrong| malformed(source.path, number, wrong))?;
        for phrase in &found.phrases {
            let known = highest.entry(phrase.clone()).or_insert(priority);
            *known = known.max(priority);
        }
        entries.push((number, entity_type.to_owned(), priority, found.phrases));
    }
    let mut gathered = Gathered::default();
    for (number, entity_type, priority, mut phrases) in entries {
        phrases.retain(|phrase| highest[phrase] <= priority);
        let Some(first) = phrases.first() else {
            rows.note(ImportRemark::Outranked, (file, number));
            continue;
        };
        let entity = gathered.named(first, &entity_type, &Place::new(&name, number));
        for phrase in &phrases {
            gathered.alias(entity, Alias::new(phrase).with_case(Case::Exact));
        }
    }
    gathered.add_to(rows)
}

/// Where things stand on a line.
struct Columns {
    pattern: usize,
    entity_type: usize,
    priority: usize,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            pattern: 0,
            entity_type: 1,
            priority: 3,
        }
    }
}

impl Columns {
    /// The columns that a header names; `None` if the line is none.
    fn of_header(cells: &[&str]) -> Option<Self> {
        let column = |name: &str| cells.iter().position(|cell| *cell == name);
        Some(Self {
            pattern: column("pattern")?,
            entity_type: column("ner")?,
            priority: column("priority").unwrap_or(usize::MAX),
        })
    }
}

fn priority(text: &str) -> Result<f64, Malformed> {
    if text.is_empty() {
        return Ok(0.0);
    }
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| Malformed::Number {
            text: text.to_owned(),
        })
}
