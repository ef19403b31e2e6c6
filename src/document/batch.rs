//! Temporary: batches of records, until the reading side has its own.

use crate::document::{Document, Record};
use crate::error::Result;

/// Records that are handed to a thread together.
#[derive(Debug)]
pub struct Batch(Vec<Result<Record>>, u64);

impl Batch {
    /// How many bytes had been read.
    pub fn consumed_bytes(&self) -> u64 {
        self.1
    }

    /// Decodes each.
    pub fn decode_each(self, document: &mut Document, mut each: impl FnMut(Result<&Document>)) {
        for record in self.0 {
            match record.and_then(|record| record.decode()) {
                Ok(decoded) => {
                    *document = decoded;
                    each(Ok(document));
                }
                Err(error) => each(Err(error)),
            }
        }
    }
}

impl crate::document::Records {
    /// Groups records.
    pub fn batches(mut self, bytes: usize) -> impl Iterator<Item = Batch> + Send {
        std::iter::from_fn(move || {
            let mut batch = Vec::new();
            let mut size = 0;
            while size < bytes {
                let Some(record) = self.next() else { break };
                size += record.as_ref().map_or(0, Record::bytes_len) + 1;
                batch.push(record);
            }
            (!batch.is_empty()).then(|| Batch(batch, self.consumed_bytes()))
        })
    }
}
