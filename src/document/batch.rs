//! Batches: the unit in which one thread reads and others decode.

use std::fmt;
use std::mem;

use crate::document::Document;
use crate::document::fields::Spare;
use crate::document::load::{Entry, Kind, Load, Pool};
use crate::document::place::{Naming, Place};
use crate::document::reader;
use crate::error::{Error, Result};

/// Records that follow each other and are not yet decoded, in one stretch of memory, which is used again when the batch is dropped. Made by
/// [`Records::batches`](crate::document::Records::batches).
pub struct Batch {
    load: Load,
    pool: Pool,
    consumed: u64,
}

impl Batch {
    pub(super) fn new(load: Load, pool: Pool, consumed: u64) -> Self {
        Self {
            load,
            pool,
            consumed,
        }
    }

    /// How many bytes are to be decoded: the cost of [`Batch::decode_each`] grows with it.
    pub fn bytes_len(&self) -> usize {
        self.load.filled()
    }

    /// How many bytes of all inputs had been read, before decompression, when this batch was. Comparable to
    /// [`Records::total_bytes`](crate::document::Records::total_bytes).
    pub fn consumed_bytes(&self) -> u64 {
        self.consumed
    }

    /// Decodes one record after another into `document`, whose memory is used again, and hands each to `each`. Records that cannot be read or
    /// decoded are errors in their place in the order, as with [`Record::decode`](crate::document::Record::decode).
    ///
    /// # Example
    /// ```
    /// use comention::document::{Document, Documents};
    ///
    /// let jsonl = "{\"text\": \"Nvidia sells the H800.\"}\n{}\n{\"text\": \"In China.\"}\n";
    /// let documents = Documents::builder().reader("feed.jsonl", jsonl.as_bytes()).build()?;
    /// let mut document = Document::default();
    /// let mut seen = Vec::new();
    /// for batch in documents.records().batches(1 << 18) {
    ///     batch.decode_each(&mut document, |outcome| {
    ///         seen.push(outcome.map_or_else(|error| error.to_string(), |document| document.id.clone()));
    ///     });
    /// }
    /// assert_eq!(seen, ["feed.jsonl#1", "feed.jsonl:2: `text` is missing, not a string", "feed.jsonl#3"]);
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn decode_each(mut self, document: &mut Document, mut each: impl FnMut(Result<&Document>)) {
        let mut failures = self.take_failures().into_iter();
        let mut spare = Spare::default();
        for entry in self.load.entries() {
            let outcome = match entry.kind {
                Kind::Failed => failures.next().map_or(Ok(()), Err),
                _ => self.decode(entry, document, &mut spare),
            };
            each(outcome.map(|()| &*document));
        }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        self.load.entries()
    }

    pub(super) fn place(&self, entry: &Entry) -> &Place {
        self.load.place(entry)
    }

    pub(super) fn take_failures(&mut self) -> Vec<Error> {
        self.load.take_failures()
    }

    /// The records from the `first` on, apart from this batch; the errors of those among them that failed have been taken from it.
    pub(super) fn copy_from(&self, first: usize, failures: Vec<Error>) -> Self {
        let load = self.load.copy_from(first, failures);
        Self::new(load, self.pool.clone(), self.consumed)
    }

    pub(super) fn decode(
        &self,
        entry: &Entry,
        document: &mut Document,
        spare: &mut Spare,
    ) -> Result<()> {
        let place = self.place(entry);
        let naming = Naming {
            file: &place.name,
            ordinal: entry.ordinal,
            prefix: place.options.prefix_ids,
        };
        reader::decode(&self.load, entry, naming, document, spare)?;
        document.origin.clear();
        place.append_origin(entry.line, &mut document.origin);
        Ok(())
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.pool.put(mem::take(&mut self.load));
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Batch")
            .field("records", &self.entries().len())
            .field("bytes_len", &self.bytes_len())
            .field("consumed_bytes", &self.consumed)
            .finish_non_exhaustive()
    }
}
