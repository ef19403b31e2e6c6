//! Undecoded records: the seam at which one thread reads and many decode.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::vec;

use crate::document::Document;
use crate::document::batch::Batch;
use crate::document::feed::Feed;
use crate::document::fields::Spare;
use crate::document::load::{Entry, Kind};
use crate::error::{Error, Result};

/// How many bytes are read ahead where records are asked for one by one.
const BATCH: usize = 256 << 10;

/// One document that is read and not yet decoded: its bytes, where they came from, and how to decode them. Records can be sent to other
/// threads; those that were read together share a block of memory. [`Records::batches`] does this with less to do for each record.
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
    batch: Arc<Batch>,
    number: usize,
}

impl Record {
    /// Decodes the document. What is not UTF-8 is repaired and counted, not an error.
    ///
    /// # Errors
    /// [`Error::BadJson`] and [`Error::BadField`] for a line of JSON, [`Error::DeepMarkup`] for a page, [`Error::FeatureNeeded`] for a format
    /// this library was built without.
    pub fn decode(&self) -> Result<Document> {
        let mut document = Document::default();
        self.batch
            .decode(self.entry(), &mut document, &mut Spare::default())?;
        Ok(document)
    }

    /// Where it was read from, for messages: the path, in a file of records with the line.
    pub fn origin(&self) -> impl fmt::Display + '_ {
        let entry = self.entry();
        let mut origin = String::new();
        self.batch
            .place(entry)
            .append_origin(entry.line, &mut origin);
        origin
    }

    /// How many bytes are to be decoded: the cost of [`Record::decode`] grows with it.
    pub fn bytes_len(&self) -> usize {
        self.entry().range.len()
    }

    /// How many bytes of all inputs had been read, before decompression, when this record was. Comparable to [`Records::total_bytes`].
    pub fn consumed_bytes(&self) -> u64 {
        self.entry().consumed
    }

    fn entry(&self) -> &Entry {
        &self.batch.entries()[self.number]
    }
}

/// Iterator over the undecoded records of all inputs, in order. After an `Err` it goes on with the next record or file.
pub struct Records {
    feed: Feed,
    current: Option<Current>,
}

/// The batch whose records are being handed out.
struct Current {
    batch: Arc<Batch>,
    next: usize,
    failures: vec::IntoIter<Error>,
}

impl Records {
    pub(super) fn new(feed: Feed) -> Self {
        Self {
            feed,
            current: None,
        }
    }

    /// The same records in batches of about so many bytes: small files are put together, a document that is longer is a batch of its own or
    /// the end of one. Records that were handed out before are not among them.
    pub fn batches(self, bytes: usize) -> Batches {
        let left = self.current.and_then(Current::left);
        Batches {
            feed: self.feed,
            left,
            bytes,
        }
    }

    /// The length of all inputs in bytes, as they are on disk; `None` where one of them is a stream.
    pub fn total_bytes(&self) -> Option<u64> {
        self.feed.total_bytes()
    }

    /// How many bytes of the inputs have been read so far, before decompression.
    pub fn consumed_bytes(&self) -> u64 {
        self.feed.consumed_bytes()
    }

    /// The files in input folders that are of no known format, sorted.
    pub fn ignored(&self) -> &[PathBuf] {
        self.feed.ignored()
    }
}

impl Iterator for Records {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.current.as_mut().and_then(Current::next) {
                return Some(record);
            }
            self.current = None;
            let mut batch = self.feed.next_batch(BATCH)?;
            self.current = Some(Current {
                failures: batch.take_failures().into_iter(),
                batch: Arc::new(batch),
                next: 0,
            });
        }
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("Records", &self.feed, formatter)
    }
}

impl Current {
    fn next(&mut self) -> Option<Result<Record>> {
        let number = self.next;
        let entry = self.batch.entries().get(number)?;
        self.next += 1;
        if let Kind::Failed = entry.kind {
            return self.failures.next().map(Err);
        }
        Some(Ok(Record {
            batch: Arc::clone(&self.batch),
            number,
        }))
    }

    /// What has not been handed out. A copy: records that have been may still be in use.
    fn left(self) -> Option<Batch> {
        let is_left = self.next < self.batch.entries().len();
        is_left.then(|| self.batch.copy_from(self.next, self.failures.collect()))
    }
}

/// Iterator over the records of all inputs in batches, in order; made by [`Records::batches`].
pub struct Batches {
    feed: Feed,
    /// Of a batch whose first records were handed out one by one.
    left: Option<Batch>,
    bytes: usize,
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let left = self.left.take();
        left.or_else(|| self.feed.next_batch(self.bytes))
    }
}

impl fmt::Debug for Batches {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("Batches", &self.feed, formatter)
    }
}

fn show(name: &str, feed: &Feed, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter
        .debug_struct(name)
        .field("options", feed.options())
        .field("total_bytes", &feed.total_bytes())
        .field("consumed_bytes", &feed.consumed_bytes())
        .finish_non_exhaustive()
}
