//! Many documents, side by side, in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::cooccurrence::Observation;
use crate::document::{Document, Record};
use crate::error::{Error, Result};

use super::Annotator;
use super::annotator::Workspace;

/// What became of one record of the input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome<T> {
    /// It was annotated.
    Annotated {
        /// What the run made of it.
        value: T,
        /// Bytes of its title and text.
        bytes: u64,
        /// Bytes that were not UTF-8 and were replaced.
        repaired_bytes: u64,
    },
    /// It could not be read.
    Skipped(Error),
}

/// How many bytes of records are handed to a thread at a time: enough to make the handing over cheap, few enough to keep memory flat.
const BATCH_BYTES: usize = 256 * 1024;
/// How many batches may wait for each thread.
const BATCHES_PER_THREAD: usize = 4;

type Batch = Vec<Result<Record>>;
type Done<T> = Vec<Outcome<T>>;

impl Annotator {
    /// Annotates all records on `threads` threads. What `make` makes of a document, on whatever thread, is handed to `sink` in the order of
    /// the records, whatever the number of threads.
    ///
    /// # Errors
    /// The first error of `sink` ends the run and is returned.
    ///
    /// # Panics
    /// If a worker thread panics.
    pub fn annotate_all<T: Send>(
        &self,
        records: impl Iterator<Item = Result<Record>> + Send,
        threads: usize,
        make: impl Fn(&Document, Observation) -> T + Sync,
        mut sink: impl FnMut(Outcome<T>) -> Result<()>,
    ) -> Result<()> {
        let hand_on = |done: Done<T>| done.into_iter().try_for_each(&mut sink);
        if threads <= 1 {
            let mut workspace = Workspace::default();
            return batches(records)
                .map(|batch| self.annotate_batch(batch, &make, &mut workspace))
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
            // Moved in, so that the permits end when this closure does, by whatever way, and not only after the threads it waits for.
            let permits = permits;
            scope.spawn(move || feed(records, &permitted, &batch_sender));
            for _ in 0..threads {
                let done_sender = done_sender.clone();
                let (batches, make) = (&batch_receiver, &make);
                scope.spawn(move || self.work(batches, make, &done_sender));
            }
            drop(done_sender);
            in_order(&done_receiver, &permits, hand_on)
        })
    }

    fn work<T>(
        &self,
        batches: &Mutex<Receiver<(usize, Batch)>>,
        make: &impl Fn(&Document, Observation) -> T,
        done: &Sender<(usize, thread::Result<Done<T>>)>,
    ) {
        let mut workspace = Workspace::default();
        loop {
            let next = batches
                .lock()
                .expect("no worker panics while it waits")
                .recv();
            let Ok((number, batch)) = next else { return };
            // A panic must reach the thread that waits for this batch, which would wait for ever.
            let annotate = AssertUnwindSafe(|| self.annotate_batch(batch, make, &mut workspace));
            if done.send((number, catch_unwind(annotate))).is_err() {
                return;
            }
        }
    }

    fn annotate_batch<T>(
        &self,
        batch: Batch,
        make: &impl Fn(&Document, Observation) -> T,
        workspace: &mut Workspace,
    ) -> Done<T> {
        let annotate = |record: Result<Record>| {
            let document = match record.and_then(|record| record.decode()) {
                Ok(document) => document,
                Err(error) => return Outcome::Skipped(error),
            };
            let observation = self.observe(&document, workspace);
            Outcome::Annotated {
                bytes: (document.separate_title().map_or(0, str::len) + document.text.len()) as u64,
                repaired_bytes: document.repaired_bytes,
                value: make(&document, observation),
            }
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

fn in_order<T>(
    done: &Receiver<(usize, thread::Result<Done<T>>)>,
    permits: &Sender<()>,
    mut hand_on: impl FnMut(Done<T>) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, batch) in done {
        early.insert(number, batch.unwrap_or_else(|panic| resume_unwind(panic)));
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

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::dictionary::Dictionary;
    use crate::document::Documents;

    /// More than the feeder has permits for.
    fn records() -> impl Iterator<Item = Result<Record>> + Send {
        let line = format!("{{\"text\":\"{}\"}}\n", "word ".repeat(BATCH_BYTES / 5));
        let lines = line.repeat(2 * BATCHES_PER_THREAD * 3);
        let documents = Documents::builder().reader("x.jsonl", std::io::Cursor::new(lines));
        documents.build().unwrap().records()
    }

    fn annotator() -> Annotator {
        Annotator::new(&Dictionary::builder().build().unwrap()).unwrap()
    }

    #[test]
    fn a_failing_sink_ends_the_run() {
        let mut seen = 0;
        let result = annotator().annotate_all(
            records(),
            2,
            |_, _| (),
            |_| {
                seen += 1;
                Err(Error::NoMatch {
                    pattern: "x".to_owned(),
                })
            },
        );
        assert!(result.is_err());
        assert_eq!(seen, 1);
    }

    #[test]
    fn a_panic_of_a_worker_ends_the_run() {
        let run = || {
            annotator().annotate_all(
                records(),
                2,
                |_, _| panic!("as asked"),
                |_: Outcome<()>| Ok(()),
            )
        };
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
