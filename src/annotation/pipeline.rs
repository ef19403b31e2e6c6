//! Many documents, side by side, in order.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use xxhash_rust::xxh3::xxh3_128;

use crate::cooccurrence::Observation;
use crate::document::{Document, Record};
use crate::error::{Error, Result};

use super::Annotator;
use super::annotator::Workspace;

/// What became of one record of the input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was annotated.
    Annotated(Annotated),
    /// The same id with the same content came before: it counts once.
    Repeated {
        /// The id.
        id: String,
        /// Where it stands again.
        origin: String,
    },
    /// It could not be read.
    Skipped(Error),
}

/// An annotated document of a run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Annotated {
    /// The document.
    pub document: Document,
    /// What is recorded of it.
    pub observation: Observation,
}

/// How many bytes of records are handed to a thread at a time: enough to make the handing over cheap, few enough to keep memory flat.
const BATCH_BYTES: usize = 256 * 1024;
/// How many batches may wait for each thread.
const BATCHES_PER_THREAD: usize = 4;

type Batch = Vec<Result<Record>>;
type Done = Vec<Result<Annotated>>;

impl Annotator {
    /// Annotates all records on `threads` threads and hands the outcomes to `sink` in the order of the records, whatever the number of
    /// threads.
    ///
    /// # Errors
    /// The first error of `sink` ends the run and is returned, as is [`Error::DuplicateDocument`] when two documents have one id and
    /// different content.
    ///
    /// # Panics
    /// If a worker thread panics.
    pub fn annotate_all(
        &self,
        records: impl Iterator<Item = Result<Record>> + Send,
        threads: usize,
        mut sink: impl FnMut(Outcome) -> Result<()>,
    ) -> Result<()> {
        let mut seen = Seen::default();
        let hand_on = |done: Done| {
            done.into_iter()
                .try_for_each(|result| sink(seen.outcome(result)?))
        };
        if threads <= 1 {
            let mut workspace = Workspace::default();
            return batches(records)
                .map(|batch| self.annotate_batch(batch, &mut workspace))
                .try_for_each(hand_on);
        }
        // The feeder needs a permit for each batch and gets one back when a batch leaves in order: so no more than these are in memory,
        // however long one document keeps its thread busy. When the sink fails, the permits end, and with them the feeder and the workers.
        let (permits, permitted) = channel();
        for _ in 0..threads * BATCHES_PER_THREAD {
            permits.send(()).expect("the receiver is alive");
        }
        let (batch_sender, batch_receiver) = channel();
        let (done_sender, done_receiver) = channel();
        let batch_receiver = Mutex::new(batch_receiver);
        thread::scope(|scope| {
            scope.spawn(move || feed(records, &permitted, &batch_sender));
            for _ in 0..threads {
                let done_sender = done_sender.clone();
                scope.spawn(|| self.work(&batch_receiver, done_sender));
            }
            drop(done_sender);
            in_order(&done_receiver, &permits, hand_on).inspect_err(|_| drop(permits))
        })
    }

    fn work(&self, batches: &Mutex<Receiver<(usize, Batch)>>, done: Sender<(usize, Done)>) {
        let mut workspace = Workspace::default();
        loop {
            let next = batches
                .lock()
                .expect("no worker panics while it waits")
                .recv();
            let Ok((number, batch)) = next else { return };
            if done
                .send((number, self.annotate_batch(batch, &mut workspace)))
                .is_err()
            {
                return;
            }
        }
    }

    fn annotate_batch(&self, batch: Batch, workspace: &mut Workspace) -> Done {
        let annotate = |record: Result<Record>| {
            let document = record?.decode()?;
            let observation = self.observe(&document, workspace);
            Ok(Annotated {
                document,
                observation,
            })
        };
        batch.into_iter().map(annotate).collect()
    }
}

fn feed(
    records: impl Iterator<Item = Result<Record>>,
    permitted: &Receiver<()>,
    batches_out: &Sender<(usize, Batch)>,
) {
    for numbered in batches(records).enumerate() {
        if permitted.recv().is_err() || batches_out.send(numbered).is_err() {
            return;
        }
    }
}

fn in_order(
    done: &Receiver<(usize, Done)>,
    permits: &Sender<()>,
    mut hand_on: impl FnMut(Done) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, batch) in done {
        early.insert(number, batch);
        while let Some(batch) = early.remove(&next) {
            hand_on(batch)?;
            next += 1;
            // The feeder may be through already.
            permits.send(()).ok();
        }
    }
    Ok(())
}

/// Groups records to about [`BATCH_BYTES`].
fn batches(mut records: impl Iterator<Item = Result<Record>>) -> impl Iterator<Item = Batch> {
    std::iter::from_fn(move || {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH_BYTES {
            let Some(record) = records.next() else { break };
            bytes += record.as_ref().map_or(0, Record::bytes_len) + 1;
            batch.push(record);
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// The documents of the run so far, by the hash of their id.
#[derive(Default)]
struct Seen {
    documents: HashMap<u128, (u128, Arc<str>)>,
}

impl Seen {
    fn outcome(&mut self, result: Result<Annotated>) -> Result<Outcome> {
        let annotated = match result {
            Ok(annotated) => annotated,
            Err(error) => return Ok(Outcome::Skipped(error)),
        };
        let document = &annotated.observation.document;
        match self.documents.entry(xxh3_128(document.id.as_bytes())) {
            Entry::Vacant(entry) => {
                entry.insert((document.hash, document.origin.clone()));
                Ok(Outcome::Annotated(annotated))
            }
            Entry::Occupied(entry) if entry.get().0 == document.hash => Ok(Outcome::Repeated {
                id: document.id.to_string(),
                origin: document.origin.to_string(),
            }),
            Entry::Occupied(entry) => Err(Error::DuplicateDocument {
                id: document.id.to_string(),
                first: entry.get().1.to_string(),
                second: document.origin.to_string(),
            }),
        }
    }
}
