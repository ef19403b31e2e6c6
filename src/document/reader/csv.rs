//! Tables with a header row: comma-separated or tab-separated, quoted as spreadsheets do.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use crate::document::fields::{FieldMap, Slot};
use crate::document::load::Load;
use crate::document::reader::encoding;
use crate::error::{Error, Result};

/// Where in a row the fields of a document are.
type Columns = [Option<usize>; Slot::COUNT];

/// The rows of a table. After a row of the wrong length it goes on with the next.
pub(in crate::document) struct Rows<R> {
    reader: csv::Reader<Tidied<R>>,
    columns: Columns,
    record: ByteRecord,
    path: PathBuf,
    limit: u64,
    /// Rows so far, bad ones too.
    count: u64,
    ended: bool,
}

impl<R: Read> Rows<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Error::MissingColumn`] without a column for the text, [`Error::Io`].
    pub(in crate::document) fn new(
        stream: R,
        delimiter: u8,
        names: &FieldMap,
        limit: usize,
        path: &Path,
    ) -> Result<Self> {
        let limit = limit as u64;
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(Tidied::new(stream));
        reader.get_mut().start_row(limit);
        let header = reader
            .byte_headers()
            .map_err(|error| read_error(error, path, 1, limit))?;
        let found: Vec<String> = header
            .iter()
            .map(|name| encoding::decode(name).0.trim().to_owned())
            .collect();
        let names = names.names();
        let columns = names.map(|name| found.iter().position(|column| column == name));
        let is_empty = found.is_empty();
        if columns[Slot::Text as usize].is_none() && !is_empty {
            return Err(Error::MissingColumn {
                path: path.to_owned(),
                column: names[Slot::Text as usize].to_owned(),
                found,
            });
        }
        Ok(Self {
            reader,
            columns,
            record: ByteRecord::new(),
            path: path.to_owned(),
            limit,
            count: 0,
            ended: is_empty,
        })
    }

    /// The line that the row just read starts on. The parser's own count is where it stood before blank lines.
    fn line(&self) -> u64 {
        let inside = memchr::memchr_iter(b'\n', self.record.as_slice()).count() as u64;
        self.reader
            .position()
            .line()
            .saturating_sub(inside + 1)
            .max(1)
    }

    /// Adds rows to a load until about `goal` bytes of it are filled or there are no more. Tells whether there may be more.
    pub(in crate::document) fn fill(&mut self, load: &mut Load, goal: usize) -> bool {
        while !self.ended && load.size() < goal {
            self.reader.get_mut().start_row(self.limit);
            let before = self.reader.position().line();
            self.count += 1;
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {
                    let cells = self.columns.map(|at| self.record.get(at?));
                    load.push_row(cells, self.line(), self.count);
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = error.is_io_error();
                    let line = if self.ended { before } else { self.line() };
                    load.push_failure(read_error(error, &self.path, line, self.limit));
                }
            }
        }
        !self.ended
    }
}

fn read_error(error: csv::Error, path: &Path, line: u64, limit: u64) -> Error {
    let path = path.to_owned();
    match error.into_kind() {
        ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => Error::FieldCount {
            path,
            line,
            expected: expected_len,
            found: len,
        },
        ErrorKind::Io(source)
            if source
                .get_ref()
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Overdrawn>) =>
        {
            Error::TooLong {
                path,
                line: Some(line),
                bytes: limit,
                limit,
            }
        }
        ErrorKind::Io(source) => Error::Io { path, source },
        other => Error::Io {
            path,
            source: io::Error::other(format!("{other:?}")),
        },
    }
}

/// What the parser reads from: every line ends in a lone line feed, the last one too, so that lines can be counted. And it fails when one row
/// has taken more than its share: a quote that is never closed would otherwise pull the rest of the file into memory. Wants buffers of two bytes
/// or more, which the parser's is.
struct Tidied<R> {
    stream: R,
    /// Bytes this row may still take.
    left: u64,
    /// A carriage return ended the last read; what follows decides whether it stays.
    held: bool,
    last: u8,
}

impl<R> Tidied<R> {
    /// The parser reads ahead by a buffer.
    const SLACK: u64 = 64 << 10;

    fn new(stream: R) -> Self {
        Self {
            stream,
            left: Self::SLACK,
            held: false,
            last: b'\n',
        }
    }

    fn start_row(&mut self, limit: u64) {
        self.left = limit.saturating_add(Self::SLACK);
    }
}

impl<R: Read> Read for Tidied<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.left == 0 {
                return Err(io::Error::other(Overdrawn));
            }
            let held = usize::from(self.held);
            if held > 0 {
                buffer[0] = b'\r';
            }
            let read = self.stream.read(&mut buffer[held..])?;
            self.left = self.left.saturating_sub(read as u64);
            let mut length = held + read;
            if read > 0 {
                self.held = buffer[length - 1] == b'\r';
                length = without_returns(&mut buffer[..length - usize::from(self.held)]);
            } else {
                self.held = false;
                if length == 0 && self.last != b'\n' {
                    buffer[0] = b'\n';
                    length = 1;
                }
            }
            if let Some(last) = buffer[..length].last() {
                self.last = *last;
            }
            if length > 0 || read == 0 {
                return Ok(length);
            }
        }
    }
}

/// Drops the carriage returns before line feeds; returns how many bytes are left.
fn without_returns(bytes: &mut [u8]) -> usize {
    let Some(first) = memchr::memchr(b'\r', bytes) else {
        return bytes.len();
    };
    let mut end = first;
    for at in first..bytes.len() {
        if bytes[at] != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            bytes[end] = bytes[at];
            end += 1;
        }
    }
    end
}

#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct Overdrawn;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::load::Kind;
    use crate::document::reader::decode_row;

    fn rows(table: &str, limit: usize) -> Result<Vec<std::result::Result<String, String>>> {
        let names = FieldMap::default();
        let mut rows = Rows::new(table.as_bytes(), b',', &names, limit, Path::new("a.csv"))?;
        let mut load = Load::default();
        // Row by row.
        let mut goal = 1;
        while rows.fill(&mut load, goal) {
            goal = load.size() + 1;
        }
        let mut failures = load.take_failures().into_iter();
        let shown = load.entries().iter().map(|entry| match entry.kind {
            Kind::Row(number) => {
                let (fields, repaired) = decode_row(&load, number);
                let id = fields.get(Slot::Id).unwrap_or("-").to_owned();
                let text = fields.get(Slot::Text).unwrap_or("-");
                Ok(format!(
                    "{}: {id}, {text:?}, {repaired}",
                    entry.line.unwrap()
                ))
            }
            _ => Err(failures.next().unwrap().to_string()),
        });
        Ok(shown.collect())
    }

    #[test]
    fn columns_by_name_and_quoted_line_feeds() {
        assert_eq!(
            rows(
                " text ,more,id\r\n\"one\r\ntwo, \"\"three\"\"\",x,1\r\n\r\nfour,y,2\r\n",
                99
            )
            .unwrap(),
            [
                Ok("2: 1, \"one\\ntwo, \\\"three\\\"\", 0".to_owned()),
                Ok("5: 2, \"four\", 0".to_owned()),
            ]
        );
    }

    #[test]
    fn line_ends_of_all_kinds() {
        struct Dribble<'t>(&'t [u8]);
        impl Read for Dribble<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let length = buffer.len().min(1);
                self.0.read(&mut buffer[..length])
            }
        }
        for (table, expected) in [
            ("", ""),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\rb\r\r\nc\r", "a\rb\r\nc\r\n"),
            ("\r\n\r\n", "\n\n"),
            ("a", "a\n"),
        ] {
            let mut whole = String::new();
            Tidied::new(table.as_bytes())
                .read_to_string(&mut whole)
                .unwrap();
            assert_eq!(whole, expected, "{table:?}");
            let mut dribbled = String::new();
            let mut tidied = Tidied::new(Dribble(table.as_bytes()));
            let mut buffer = [0; 8];
            loop {
                let read = tidied.read(&mut buffer).unwrap();
                if read == 0 {
                    break;
                }
                dribbled.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
            }
            assert_eq!(dribbled, expected, "{table:?}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_skipped() {
        assert_eq!(
            rows("id,text\n1,a\n2\n3,b,c\n4,d", 99).unwrap(),
            [
                Ok("2: 1, \"a\", 0".to_owned()),
                Err("a.csv:3: 1 fields, the header has 2".to_owned()),
                Err("a.csv:4: 3 fields, the header has 2".to_owned()),
                Ok("5: 4, \"d\", 0".to_owned()),
            ]
        );
    }

    #[test]
    fn a_table_without_the_column() {
        let error = rows("id,body\n1,a\n", 99).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.csv: no column `text` among `id`, `body`"
        );
    }

    #[test]
    fn a_table_without_rows() {
        assert!(rows("id,text\n", 99).unwrap().is_empty());
        assert!(rows("", 99).unwrap().is_empty());
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_at_the_limit() {
        let table = format!("id,text\n1,a\n2,\"b\n{}", "3,c\n".repeat(100_000));
        let found = rows(&table, 1_000).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Ok("2: 1, \"a\", 0".to_owned()));
        assert_eq!(
            found[1],
            Err("a.csv:3: 1000 bytes or more, the limit is 1000".to_owned())
        );
    }
}
