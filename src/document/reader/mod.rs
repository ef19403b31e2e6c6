//! Readers, one file per format. A stream of bytes comes in, undecoded records go out; decoding one needs nothing but the record, so that any
//! thread can do it.

#[cfg(any(feature = "html", feature = "markdown"))]
mod blocks;
mod compression;
mod csv;
mod encoding;
#[cfg(feature = "markdown")]
mod front_matter;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod lines;
#[cfg(feature = "markdown")]
mod markdown;
mod text;

use std::ffi::OsStr;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::document::fields::{FieldMap, Fields};
use crate::document::reader::csv::{Row, Rows};
use crate::document::reader::lines::{Line, LineError, Lines};
use crate::error::{Error, Result};

/// A source of bytes, wherever they come from.
pub(super) type Stream = Box<dyn Read + Send>;

/// Looks at the first bytes of a stream, fewer where it is shorter, and gives them back.
fn peek(mut stream: Stream, length: u64) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    (&mut stream).take(length).read_to_end(&mut head)?;
    let stream = Box::new(Cursor::new(head.clone()).chain(stream));
    Ok((head, stream))
}

/// A format that documents are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    JsonLines,
    Csv,
    Tsv,
}

impl Format {
    /// The format that a suffix promises, in any case, a suffix of compression taken off.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let suffix = |path: &Path| {
            let suffix = path.extension().and_then(OsStr::to_str);
            suffix.unwrap_or_default().to_ascii_lowercase()
        };
        let mut last = suffix(path);
        if matches!(&*last, "gz" | "zst") {
            last = suffix(&path.with_extension(""));
        }
        Some(match &*last {
            "txt" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            _ => return None,
        })
    }

    /// The format of a stream without a name: records if it starts with a brace, a page if it starts as one, else plain text.
    fn of_head(head: &[u8]) -> Self {
        let head = head.trim_ascii_start();
        let starts =
            |tag: &[u8]| head.len() >= tag.len() && head[..tag.len()].eq_ignore_ascii_case(tag);
        if head.starts_with(b"{") {
            Self::JsonLines
        } else if starts(b"<!doctype html") || starts(b"<html") {
            Self::Html
        } else {
            Self::Text
        }
    }

    /// Whether a file of this format holds many documents.
    pub(super) const fn is_of_records(self) -> bool {
        matches!(self, Self::JsonLines | Self::Csv | Self::Tsv)
    }
}

/// One document before decoding.
#[derive(Clone, Debug)]
pub(super) enum Undecoded {
    Whole(Format, Vec<u8>),
    Line(Line),
    Row(Row),
}

impl Undecoded {
    pub(super) fn bytes_len(&self) -> usize {
        match self {
            Self::Whole(_, bytes) => bytes.len(),
            Self::Line(line) => line.bytes().len(),
            Self::Row(row) => row.bytes_len(),
        }
    }

    /// The line it starts on, in a file of records.
    pub(super) const fn line(&self) -> Option<u64> {
        match self {
            Self::Whole(..) => None,
            Self::Line(line) => Some(line.number),
            Self::Row(row) => Some(row.line),
        }
    }

    /// Decodes it. `path` is for messages and for dates in names; `id` turns the record's own id, where it has one, into the document's.
    pub(super) fn decode(
        &self,
        path: &Path,
        names: &FieldMap,
        id: impl FnOnce(Option<String>) -> String,
    ) -> Result<Document> {
        match self {
            Self::Whole(format, bytes) => {
                let (text, repaired) = encoding::decode(bytes);
                let fields = decode_file(*format, &text, path)?;
                Ok(fields.into_document(repaired, id))
            }
            Self::Line(line) => {
                let (text, repaired) = encoding::decode(line.bytes());
                // Files with marks that were put together keep one at each seam.
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let fields = jsonl::decode(text, names, path, line.number)?;
                Ok(fields.into_document(repaired, id))
            }
            Self::Row(row) => {
                let (fields, repaired) = row.decode();
                Ok(fields.into_document(repaired, id))
            }
        }
    }
}

/// The fields of a file that is one document.
#[allow(clippy::unnecessary_wraps, reason = "fails where features are off")]
fn decode_file<'t>(format: Format, text: &'t str, path: &Path) -> Result<Fields<'t>> {
    match format {
        #[cfg(feature = "html")]
        Format::Html => html::decode(text, path),
        #[cfg(not(feature = "html"))]
        Format::Html => Err(Error::FeatureNeeded {
            path: path.to_owned(),
            feature: "html",
        }),
        #[cfg(feature = "markdown")]
        Format::Markdown => Ok(markdown::decode(text, path)),
        _ => Ok(text::decode(text, path)),
    }
}

/// Iterator over the records of one stream. After a bad record it goes on with the next; after a fault of the stream it ends.
pub(super) struct Reader {
    path: PathBuf,
    limit: usize,
    records: Records,
    /// Whether the stream holds many documents.
    pub(super) is_of_records: bool,
}

enum Records {
    /// With the number of bytes to expect.
    Whole(Option<(Format, Stream, usize)>),
    Lines(Lines<Stream>),
    Rows(Box<Rows<Stream>>),
}

impl Reader {
    /// Starts reading. Without a format it is found out from the first bytes. `length` is the stream's, where it is known, and `limit` that of
    /// a document, both in bytes.
    pub(super) fn new(
        stream: Stream,
        length: Option<u64>,
        format: Option<Format>,
        path: &Path,
        names: &FieldMap,
        limit: usize,
    ) -> Result<Self> {
        const HEAD: u64 = 512;
        let io = |source| Error::Io {
            path: path.to_owned(),
            source,
        };
        let (stream, is_compressed) = compression::decompressed(stream, path)?;
        let mut stream = encoding::unmarked(stream).map_err(io)?;
        let format = if let Some(format) = format {
            format
        } else {
            let head;
            (head, stream) = peek(stream, HEAD).map_err(io)?;
            Format::of_head(&head)
        };
        let records = match format {
            Format::JsonLines => Records::Lines(Lines::new(stream, limit)),
            Format::Csv => Records::Rows(Box::new(Rows::new(stream, b',', names, limit, path)?)),
            Format::Tsv => Records::Rows(Box::new(Rows::new(stream, b'\t', names, limit, path)?)),
            Format::Text | Format::Markdown | Format::Html => {
                if let Some(bytes) = length.filter(|bytes| !is_compressed && *bytes > limit as u64)
                {
                    return Err(too_long(path, None, bytes, limit));
                }
                let expected = length.filter(|_| !is_compressed).unwrap_or_default();
                Records::Whole(Some((
                    format,
                    stream,
                    usize::try_from(expected).unwrap_or(0),
                )))
            }
        };
        Ok(Self {
            path: path.to_owned(),
            limit,
            records,
            is_of_records: format.is_of_records(),
        })
    }

    fn whole(&self, format: Format, stream: Stream, expected: usize) -> Result<Undecoded> {
        // One more, so that the end is seen without growing.
        let mut bytes = Vec::with_capacity(expected + 1);
        stream
            .take(self.limit as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| self.io_error(source))?;
        if bytes.len() > self.limit {
            return Err(too_long(&self.path, None, bytes.len() as u64, self.limit));
        }
        Ok(Undecoded::Whole(format, bytes))
    }

    fn io_error(&self, source: io::Error) -> Error {
        Error::Io {
            path: self.path.clone(),
            source,
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Undecoded>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.records {
            Records::Whole(file) => {
                let (format, stream, expected) = file.take()?;
                Some(self.whole(format, stream, expected))
            }
            Records::Rows(rows) => Some(rows.next()?.map(Undecoded::Row)),
            Records::Lines(lines) => {
                let line = lines.find(|line| !line.as_ref().is_ok_and(Line::is_blank))?;
                Some(line.map(Undecoded::Line).map_err(|error| match error {
                    LineError::Io(source) => self.io_error(source),
                    LineError::TooLong { number, bytes } => {
                        too_long(&self.path, Some(number), bytes, self.limit)
                    }
                }))
            }
        }
    }
}

fn too_long(path: &Path, line: Option<u64>, bytes: u64, limit: usize) -> Error {
    Error::TooLong {
        path: path.to_owned(),
        line,
        bytes,
        limit: limit as u64,
    }
}

#[cfg(test)]
mod tests;
