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
mod peeked;
mod text;

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

use crate::document::Document;
use crate::document::fields::{FieldMap, Fields, Slot, Spare};
use crate::document::load::{Entry, Kind, Load};
use crate::document::place::Naming;
use crate::document::reader::csv::Rows;
use crate::document::reader::lines::Lines;
use crate::document::reader::peeked::{Peeked, read_some};
use crate::error::{Error, Result};

/// A source of bytes, wherever they come from.
pub(super) type Stream = Box<dyn Read + Send>;

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
}

/// Decodes a record into a document that was another one before. Its origin is left to the caller.
pub(super) fn decode(
    load: &Load,
    entry: &Entry,
    naming: Naming<'_>,
    document: &mut Document,
    spare: &mut Spare,
) -> Result<()> {
    let place = load.place(entry);
    let bytes = load.bytes(entry.range.clone());
    let line = entry.line.unwrap_or_default();
    let repaired = match entry.kind {
        Kind::Line => {
            let (text, repaired) = encoding::decode(bytes);
            jsonl::decode(&text, place, line, |fields| {
                fields.write_to(document, naming, spare)
            })?;
            repaired
        }
        Kind::Whole(format) => {
            let (text, repaired) = encoding::decode(bytes);
            let fields = decode_file(format, &text, &place.path)?;
            // Nothing is escaped, so nothing fails.
            fields.write_to(document, naming, spare);
            repaired
        }
        Kind::Row(cells) => {
            let (fields, repaired) = decode_row(load, cells);
            fields.write_to(document, naming, spare);
            repaired
        }
        // Has no bytes.
        Kind::Failed => 0,
    };
    document.repaired_bytes = repaired;
    Ok(())
}

/// The fields of a row, and how many bytes were repaired.
fn decode_row(load: &Load, number: usize) -> (Fields<'_>, u64) {
    let mut fields = Fields::default();
    let mut repaired = 0;
    for (slot, cell) in Slot::ALL.into_iter().zip(load.cells(number)) {
        if let Some(range) = cell {
            let (value, bytes) = encoding::decode(load.bytes(range.clone()));
            fields.set(slot, value);
            repaired += bytes;
        }
    }
    (fields, repaired)
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

/// Reads the records of one stream. After a bad record it goes on with the next; after a fault of the stream it ends.
pub(super) struct Reader(Records);

enum Records {
    Whole(Box<Whole>),
    Lines(Box<Lines<Peeked>>),
    Rows(Box<Rows<Peeked>>),
}

/// A stream that is one document.
struct Whole {
    format: Format,
    stream: Peeked,
    /// Bytes, where that is known; else 0.
    expected: usize,
    limit: usize,
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
        let (stream, is_compressed) = compression::decompressed(Peeked::new(stream), path)?;
        let (stream, is_transcoded) = encoding::unmarked(stream);
        let format = format.unwrap_or_else(|| Format::of_head(stream.head()));
        let records = match format {
            Format::JsonLines => Records::Lines(Box::new(Lines::new(stream, limit))),
            Format::Csv => Records::Rows(Box::new(Rows::new(stream, b',', names, limit, path)?)),
            Format::Tsv => Records::Rows(Box::new(Rows::new(stream, b'\t', names, limit, path)?)),
            Format::Text | Format::Markdown | Format::Html => {
                let length = length.filter(|_| !is_compressed).unwrap_or_default();
                if length > limit as u64 {
                    return Err(too_long(path, None, length, limit));
                }
                let expected = if is_transcoded { 0 } else { length };
                Records::Whole(Box::new(Whole {
                    format,
                    stream,
                    expected: usize::try_from(expected).unwrap_or(0),
                    limit,
                }))
            }
        };
        Ok(Self(records))
    }

    /// Adds records to a load until about `goal` bytes of it are filled or there are no more. Tells whether there may be more.
    pub(super) fn fill(&mut self, load: &mut Load, goal: usize) -> bool {
        match &mut self.0 {
            Records::Whole(whole) => {
                whole.fill(load);
                false
            }
            Records::Lines(lines) => lines.fill(load, goal),
            Records::Rows(rows) => rows.fill(load, goal),
        }
    }
}

impl Whole {
    fn fill(&mut self, load: &mut Load) {
        const BLOCK: usize = 32 << 10;
        let start = load.filled();
        loop {
            let length = load.filled() - start;
            if length > self.limit {
                load.truncate(start);
                return load.push_failure(too_long(load.path(), None, length as u64, self.limit));
            }
            // One more than is expected, so that the end is seen without growing; then at least double.
            let wanted = match self.expected.checked_sub(length) {
                Some(rest) if self.expected > 0 => rest + 1,
                _ => BLOCK.max(length),
            };
            let most = self.limit.saturating_add(1) - length;
            let wanted = wanted.min(most);
            match read_some(&mut self.stream, &mut load.space(wanted)[..wanted]) {
                Ok(0) => break,
                Ok(read) => {
                    load.advance(read);
                    // As long as it was found to be, and more was asked for: that was the end, which need not be read as well.
                    if read < wanted && length + read == self.expected {
                        break;
                    }
                }
                Err(source) => {
                    load.truncate(start);
                    let path = load.path().to_owned();
                    return load.push_failure(Error::Io { path, source });
                }
            }
        }
        load.push(Kind::Whole(self.format), start..load.filled(), None, None);
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
