//! A table of marks, beside the documents they belong to.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::document::{Document, Documents};
use crate::error::{Error, Result};

use super::model::Mark;
use super::sources::NumberedLines;
use super::{CharStarts, GoldDocument, NIL};

/// The columns, under each name they may have. Those up to `REQUIRED` must be there.
const COLUMNS: [&[&str]; 6] = [
    &["doc_id", "doc"],
    &["start"],
    &["end"],
    &["entity_id", "entity"],
    &["type"],
    &["surface", "text"],
];
const REQUIRED: usize = 3;

/// Whether a line is the head of such a table.
pub(super) fn is_header(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').collect();
    COLUMNS[..REQUIRED]
        .iter()
        .all(|names| names.iter().any(|name| cells.contains(name)))
}

/// The marks of each document, from any number of tables.
#[derive(Default)]
pub(super) struct Marks {
    by_document: HashMap<String, Vec<(Arc<PathBuf>, Mark)>>,
}

impl Marks {
    /// Adds the rows of a table.
    pub(super) fn read(&mut self, reader: impl BufRead, path: &Path) -> Result<()> {
        let shared = Arc::new(path.to_owned());
        let mut lines = NumberedLines::new(reader, path);
        let header = lines.next()?.map_or_else(String::new, |(_, line)| line);
        let names: Vec<&str> = header.split('\t').collect();
        let place = |wanted: &[&str]| names.iter().position(|name| wanted.contains(name));
        let places = COLUMNS.map(place);
        for (place, wanted) in places.iter().zip(COLUMNS).take(REQUIRED) {
            if place.is_none() {
                return Err(Error::MissingColumn {
                    path: path.to_owned(),
                    column: wanted[0].to_owned(),
                    found: names.iter().map(|name| (*name).to_owned()).collect(),
                });
            }
        }
        while let Some((number, line)) = lines.next()? {
            if line.is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != names.len() {
                return Err(Error::FieldCount {
                    path: path.to_owned(),
                    line: number,
                    expected: names.len() as u64,
                    found: cells.len() as u64,
                });
            }
            let [document, start, end, ids, entity_type, surface] =
                places.map(|place| place.map(|at| cells[at]));
            let count = |cell: Option<&str>| {
                let cell = cell.unwrap_or_default();
                cell.parse::<usize>().map_err(|_| Error::GoldSyntax {
                    path: path.to_owned(),
                    line: number,
                    expected: "a whole number",
                    found: cell.to_owned(),
                })
            };
            let mark = Mark {
                line: number,
                start: count(start)?,
                end: count(end)?,
                surface: surface.map(unescaped),
                ids: ids
                    .unwrap_or_default()
                    .split('|')
                    .filter(|id| !matches!(*id, "" | NIL))
                    .map(str::to_owned)
                    .collect(),
                entity_type: entity_type.unwrap_or_default().to_owned(),
            };
            let document = document.unwrap_or_default();
            let mark = (Arc::clone(&shared), mark);
            if let Some(marks) = self.by_document.get_mut(document) {
                marks.push(mark);
            } else {
                self.by_document.insert(document.to_owned(), vec![mark]);
            }
        }
        Ok(())
    }

    /// A mark whose document has not come: the first by file and line.
    fn left(&self) -> Option<(&str, &Path, u64)> {
        #[allow(clippy::iter_over_hash_type, reason = "the least is asked for")]
        let all = self.by_document.iter();
        all.filter_map(|(id, marks)| {
            let (path, mark) = marks.first()?;
            Some((id.as_str(), path.as_path(), mark.line))
        })
        .min_by_key(|&(_, path, line)| (path, line))
    }
}

/// A surface as tables write it: line ends, tabs and backslashes escaped.
fn unescaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some(other) => text.push(other),
            None => text.push('\\'),
        }
    }
    text
}

/// Documents with their marks.
pub(super) struct TableReader {
    documents: Documents,
    marks: Marks,
    /// Where each document came from, and a hash of its text.
    seen: HashMap<String, (u128, String)>,
    done: bool,
}

impl TableReader {
    pub(super) fn new(documents: Documents, marks: Marks) -> Self {
        Self {
            documents,
            marks,
            seen: HashMap::new(),
            done: false,
        }
    }

    fn next_document(&mut self) -> Result<Option<GoldDocument>> {
        for document in self.documents.by_ref() {
            let document = document?;
            let hash = xxh3_128(document.text.as_bytes());
            let origin = document.origin.clone();
            match self.seen.get(&document.id) {
                None => {
                    self.seen.insert(document.id.clone(), (hash, origin));
                    return self.gold(document).map(Some);
                }
                Some((earlier, _)) if *earlier == hash => {}
                Some((_, first)) => {
                    return Err(Error::DuplicateDocument {
                        id: document.id.clone(),
                        first: first.clone(),
                        second: origin,
                    });
                }
            }
        }
        match self.marks.left() {
            None => Ok(None),
            Some((id, path, line)) => Err(Error::GoldDocument {
                path: path.to_owned(),
                line,
                id: id.to_owned(),
            }),
        }
    }

    fn gold(&mut self, document: Document) -> Result<GoldDocument> {
        let marks = self.marks.by_document.remove(&document.id);
        let starts = CharStarts::of(&document.text);
        let mentions = marks
            .unwrap_or_default()
            .into_iter()
            .map(|(path, mark)| mark.place(&document.text, &starts, &path))
            .collect::<Result<_>>()?;
        Ok(GoldDocument::new(document, mentions))
    }
}

impl Iterator for TableReader {
    type Item = Result<GoldDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_document();
        self.done = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTS: &str = "{\"id\":\"a\",\"text\":\"Zoë of\\nAcme\"}\n{\"id\":\"b\",\"text\":\"None.\"}\n{\"id\":\"a\",\"text\":\"Zoë of\\nAcme\"}\n";
    const HEADER: &str = "doc_id\tstart\tend\tentity_id\ttype\tsurface\n";

    fn read(table: &str, documents: &'static str) -> Result<Vec<GoldDocument>> {
        let mut marks = Marks::default();
        marks.read(table.as_bytes(), Path::new("m.tsv"))?;
        let documents = Documents::builder().reader("d.jsonl", documents.as_bytes());
        TableReader::new(documents.build()?, marks).collect()
    }

    #[test]
    fn rows_find_their_documents() {
        let table = format!("{HEADER}a\t0\t3\tzoe|z2\tPER\tZoë\n\na\t4\t11\tNIL\tX\tof\\nAcme\r\n");
        let gold = read(&table, DOCUMENTS).unwrap();
        assert_eq!(gold.len(), 2, "a document that came again counts once");
        assert_eq!(gold[0].mentions[0].ids, ["zoe", "z2"]);
        assert_eq!(gold[0].mentions[1].ids, [""; 0]);
        assert_eq!(
            gold[0].mentions[1].span.of(&gold[0].document.text),
            "of\nAcme"
        );
        assert!(gold[1].mentions.is_empty());
    }

    #[test]
    fn columns_may_stand_in_any_order_and_some_be_missing() {
        let gold = read("end\tdoc\tstart\n3\ta\t0\n", DOCUMENTS).unwrap();
        assert_eq!(gold[0].mentions[0].span.of(&gold[0].document.text), "Zoë");
    }

    #[test]
    fn faults_are_named() {
        let fault = |rows: &str| {
            let table = format!("{HEADER}{rows}\n");
            read(&table, DOCUMENTS).unwrap_err().to_string()
        };
        assert_eq!(
            fault("a\t0\t3\tz\tPER"),
            "m.tsv:2: 5 fields, the header has 6"
        );
        assert_eq!(
            fault("a\t0\t-3\tz\tPER\tZoë"),
            "m.tsv:2: `-3` is not a whole number"
        );
        assert_eq!(
            fault("a\t0\t12\tz\tPER\tZoë"),
            "m.tsv:2: the span 0..12 is not in the text, which has 11 characters"
        );
        assert_eq!(
            fault("a\t0\t4\tz\tPER\tZoë"),
            "m.tsv:2: the text has `Zoë ` where the gold has `Zoë`"
        );
        assert_eq!(
            fault("a\t0\t3\tz\tPER\tZoë\nc\t0\t1\tz\tPER\tx"),
            "m.tsv:3: no document has the id `c`"
        );
        assert_eq!(
            read("doc\tstart\n", DOCUMENTS).unwrap_err().to_string(),
            "m.tsv: no column `end` among `doc`, `start`"
        );
        let two = "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n";
        assert!(matches!(
            read(HEADER, two),
            Err(Error::DuplicateDocument { .. })
        ));
    }
}
