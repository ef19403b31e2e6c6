//! Undecoded records: the seam at which one thread reads and many decode.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::document::Document;
use crate::document::fields::FieldMap;
use crate::document::inputs::{Inputs, Source};
use crate::document::reader::{Reader, Stream, Undecoded};
use crate::error::{Error, Result};

/// How records become documents; the same for all inputs.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) names: FieldMap,
    pub(super) prefix_ids: bool,
    pub(super) limit: usize,
}

/// Where records come from, shared by all of one file.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    name: String,
    options: Arc<Options>,
}

/// One document that is read and not yet decoded: its bytes, where they came from, and how to decode them. Records can be sent to other
/// threads; lines of one JSON Lines file share a block of memory.
///
/// # Example
/// ```
/// use comention::document::Documents;
///
/// let jsonl = "{\"text\": \"Nvidia sells the H800.\"}\n";
/// let documents = Documents::builder().reader("feed.jsonl", jsonl.as_bytes()).build()?;
/// for record in documents.records() {
///     let record = record?;
///     assert_eq!(record.origin().to_string(), "feed.jsonl:1");
///     assert_eq!(record.decode()?.id, "feed.jsonl#1");
/// }
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    undecoded: Undecoded,
    place: Arc<Place>,
    /// From 1; `None` where the file is one document.
    ordinal: Option<u64>,
    consumed: u64,
}

impl Record {
    /// Decodes the document. What is not UTF-8 is repaired and counted, not an error.
    ///
    /// # Errors
    /// [`Error::BadJson`] and [`Error::BadField`] for a line of JSON, [`Error::DeepMarkup`] for a page, [`Error::FeatureNeeded`] for a format
    /// this library was built without.
    pub fn decode(&self) -> Result<Document> {
        let place = &*self.place;
        let mut document = self
            .undecoded
            .decode(&place.path, &place.options.names, |own| self.id(own))?;
        document.origin = self.origin().to_string();
        Ok(document)
    }

    fn id(&self, own: Option<String>) -> String {
        let name = &self.place.name;
        match (own, self.ordinal) {
            (Some(own), _) if self.place.options.prefix_ids => format!("{name}#{own}"),
            (Some(own), _) => own,
            (None, Some(ordinal)) => format!("{name}#{ordinal}"),
            (None, None) => name.clone(),
        }
    }

    /// Where it was read from, for messages: the path, in a file of records with the line.
    pub fn origin(&self) -> impl fmt::Display + '_ {
        Origin {
            place: &self.place,
            line: self.undecoded.line(),
        }
    }

    /// How many bytes are to be decoded: the cost of [`Record::decode`] grows with it.
    pub fn bytes_len(&self) -> usize {
        self.undecoded.bytes_len()
    }

    /// How many bytes of all inputs had been read, before decompression, when this record was. Comparable to [`Records::total_bytes`].
    pub fn consumed_bytes(&self) -> u64 {
        self.consumed
    }
}

struct Origin<'r> {
    place: &'r Place,
    line: Option<u64>,
}

impl fmt::Display for Origin<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.place.path.display())?;
        match self.line {
            Some(line) => write!(formatter, ":{line}"),
            None => Ok(()),
        }
    }
}

/// Iterator over the undecoded records of all inputs, in order. After an `Err` it goes on with the next record or file.
pub struct Records {
    sources: VecDeque<Result<Source>>,
    open: Option<Open>,
    options: Arc<Options>,
    ignored: Vec<PathBuf>,
    total: Option<u64>,
    meter: Meter,
}

/// The file being read.
struct Open {
    reader: Reader,
    place: Arc<Place>,
    read: u64,
    end: Option<u64>,
}

impl Records {
    pub(super) fn new(inputs: Inputs, options: Options) -> Self {
        let lengths = inputs.sources.iter().flatten().map(|source| source.length);
        Self {
            total: lengths.sum(),
            sources: inputs.sources.into(),
            open: None,
            options: Arc::new(options),
            ignored: inputs.ignored,
            meter: Meter::default(),
        }
    }

    /// The length of all inputs in bytes, as they are on disk; `None` where one of them is a stream.
    pub fn total_bytes(&self) -> Option<u64> {
        self.total
    }

    /// How many bytes of the inputs have been read so far, before decompression.
    pub fn consumed_bytes(&self) -> u64 {
        self.meter.bytes()
    }

    /// The files in input folders that are of no known format, sorted.
    pub fn ignored(&self) -> &[PathBuf] {
        &self.ignored
    }

    fn open(&self, source: Source, end: Option<u64>) -> Result<Open> {
        let Source {
            path,
            name,
            format,
            length,
            stream,
        } = source;
        let stream = match stream {
            Some(stream) => stream,
            None => Box::new(File::open(&path).map_err(|source| Error::Io {
                path: path.clone(),
                source,
            })?),
        };
        let stream = Box::new(Metered {
            stream,
            meter: self.meter.clone(),
        });
        let options = &self.options;
        let reader = Reader::new(stream, length, format, &path, &options.names, options.limit)?;
        Ok(Open {
            reader,
            place: Arc::new(Place {
                path,
                name,
                options: Arc::clone(options),
            }),
            read: 0,
            end,
        })
    }
}

impl Iterator for Records {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(undecoded) = open.reader.next() {
                    open.read += 1;
                    return Some(undecoded.map(|undecoded| Record {
                        undecoded,
                        place: Arc::clone(&open.place),
                        ordinal: open.reader.is_of_records.then_some(open.read),
                        consumed: self.meter.bytes(),
                    }));
                }
                let end = open.end;
                self.open = None;
                self.meter.set(end);
            }
            let source = match self.sources.pop_front()? {
                Ok(source) => source,
                Err(error) => return Some(Err(error)),
            };
            let end = source.length.map(|length| self.meter.bytes() + length);
            match self.open(source, end) {
                Ok(open) => self.open = Some(open),
                Err(error) => {
                    self.meter.set(end);
                    return Some(Err(error));
                }
            }
        }
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Records")
            .field("options", &self.options)
            .field("total_bytes", &self.total)
            .field("consumed_bytes", &self.consumed_bytes())
            .finish_non_exhaustive()
    }
}

/// Counts bytes below all decoding.
#[derive(Clone, Debug, Default)]
struct Meter(Arc<AtomicU64>);

impl Meter {
    fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// A file that was given up counts as read: else progress would never be complete.
    fn set(&self, bytes: Option<u64>) {
        if let Some(bytes) = bytes {
            self.0.store(bytes, Ordering::Relaxed);
        }
    }
}

struct Metered {
    stream: Stream,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.meter.0.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
