//! Tables with a header row: comma-separated or tab-separated, quoted as spreadsheets do.

use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use crate::document::fields::{FieldMap, Fields, Slot};
use crate::document::reader::encoding;
use crate::{Error, Result};

/// Where in a row the fields of a document are.
type Columns = [Option<usize>; Slot::COUNT];

/// The fields of a row that are wanted, not yet decoded.
#[derive(Clone, Debug, Default)]
pub(in crate::document) struct Row {
    bytes: Vec<u8>,
    ranges: [Option<Range<usize>>; Slot::COUNT],
    /// The line it starts on, from 1.
    pub(in crate::document) line: u64,
}

impl Row {
    /// Copies what is wanted. A clone of the record would drag along its buffer, which is as long as the longest row so far.
    fn new(record: &ByteRecord, columns: &Columns, line: u64) -> Self {
        let mut row = Self {
            line,
            ..Self::default()
        };
        for (range, column) in row.ranges.iter_mut().zip(columns) {
            if let Some(value) = column.and_then(|at| record.get(at)) {
                let start = row.bytes.len();
                row.bytes.extend_from_slice(value);
                *range = Some(start..row.bytes.len());
            }
        }
        row
    }

    pub(in crate::document) fn bytes_len(&self) -> usize {
        self.bytes.len()
    }

    /// The fields of this row, and how many bytes were repaired.
    pub(in crate::document) fn decode(&self) -> (Fields<'_>, u64) {
        let mut fields = Fields::default();
        let mut repaired = 0;
        for slot in Slot::ALL {
            if let Some(range) = &self.ranges[slot as usize] {
                let (value, bytes) = encoding::decode(&self.bytes[range.clone()]);
                fields.set(slot, value);
                repaired += bytes;
            }
        }
        (fields, repaired)
    }
}

/// Iterator over the rows of a table. After a row of the wrong length it goes on with the next.
pub(in crate::document) struct Rows<R> {
    reader: csv::Reader<Rationed<R>>,
    columns: Columns,
    record: ByteRecord,
    path: PathBuf,
    limit: u64,
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
        let ration = limit.saturating_add(Rationed::<R>::SLACK);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(Rationed {
                reader: stream,
                left: ration,
            });
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
            ended: is_empty,
        })
    }

    /// The line that the next row starts on, as far as the reader knows.
    fn line(&self) -> u64 {
        self.reader.position().line()
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.reader.get_mut().left = self.limit.saturating_add(Rationed::<R>::SLACK);
        let line = self.line();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {
                let line = self.record.position().map_or(line, csv::Position::line);
                Some(Ok(Row::new(&self.record, &self.columns, line)))
            }
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = error.is_io_error();
                Some(Err(read_error(error, &self.path, line, self.limit)))
            }
        }
    }
}

fn read_error(error: csv::Error, path: &Path, line: u64, limit: u64) -> Error {
    let path = path.to_owned();
    let line = error.position().map_or(line, csv::Position::line);
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

/// Fails when one row has taken more than its share: a quote that is never closed would otherwise pull the rest of the file into memory.
struct Rationed<R> {
    reader: R,
    left: u64,
}

impl<R> Rationed<R> {
    /// The reader above reads ahead by a buffer.
    const SLACK: u64 = 64 << 10;
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(Overdrawn));
        }
        let read = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct Overdrawn;
