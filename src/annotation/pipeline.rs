//! Many documents, side by side, in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::cooccurrence::Observation;
use crate::document::{Batch, Document};
use crate::error::{Error, Result};

use super::Annotator;
use super::annotator::Workspace;

/// What became of a batch of records.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Annotated<B> {
    /// What the run made of its documents.
    pub value: B,
    /// How many documents it held.
    pub documents: u64,
    /// Bytes of their titles and texts.
    pub bytes: u64,
    /// Bytes that were not UTF-8 and were replaced.
    pub repaired_bytes: u64,
    /// How many bytes of all inputs had been read, before decompression, when this batch had.
    pub consumed_bytes: u64,
    /// Why records could not be read, in their order.
    pub skipped: Vec<Error>,
}

/// How many batches may wait for each thread.
const BATCHES_PER_THREAD: usize = 4;

/// A batch that a thread is done with, or its panic.
type Done<B> = (usize, thread::Result<Annotated<B>>);

impl Annotator {
    /// Annotates all documents of `batches` on `threads` threads.
    ///
    /// For each document `each` is called, on whatever thread, with what that thread keeps for the whole run (`S`: things that can be
    /// put together in any order, like counts) and with what this batch makes (`B`: things that leave in order, like lines). The batches
    /// are handed to `sink` in their order, whatever the number of threads; what the threads kept is returned.
    ///
    /// # Errors
    /// The first error of `sink` ends the run and is returned.
    ///
    /// # Panics
    /// If a worker thread panics.
    pub fn annotate_all<S: Default + Send, B: Default + Send>(
        &self,
        batches: impl Iterator<Item = Batch> + Send,
        threads: usize,
        each: impl Fn(&mut S, &mut B, &Document, &Observation) + Sync,
        mut sink: impl FnMut(Annotated<B>) -> Result<()>,
    ) -> Result<Vec<S>> {
        if threads <= 1 {
            let mut worker = Worker::new(self, &each);
            for batch in batches {
                sink(worker.annotate(batch))?;
            }
            return Ok(vec![worker.kept]);
        }
        // Reading a batch takes a permit, and one comes back when a batch leaves in order: so no more than these are in memory, however long
        // one document keeps its thread busy. When the sink fails, the permits end, and with them the workers.
        let (permits, permitted) = channel();
        for _ in 0..threads * BATCHES_PER_THREAD {
            permits.send(()).expect("the receiver is alive");
        }
        let (done_sender, done_receiver) = channel();
        let source = Mutex::new(Source {
            batches: batches.enumerate(),
            permitted,
        });
        thread::scope(|scope| {
            // Moved in, so that the permits end when this closure does, by whatever way, and not only after the threads it waits for.
            let permits = permits;
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    let done_sender = done_sender.clone();
                    let (source, each) = (&source, &each);
                    scope.spawn(move || Worker::new(self, each).work(source, &done_sender))
                })
                .collect();
            drop(done_sender);
            in_order(&done_receiver, &permits, sink)?;
            let kept = workers.into_iter().map(thread::ScopedJoinHandle::join);
            Ok(kept
                .map(|kept| kept.unwrap_or_else(|panic| resume_unwind(panic)))
                .collect())
        })
    }
}

/// One thread of a run.
struct Worker<'a, S, F> {
    annotator: &'a Annotator,
    each: &'a F,
    kept: S,
    document: Document,
    workspace: Workspace,
}

impl<'a, S: Default, F> Worker<'a, S, F> {
    fn new(annotator: &'a Annotator, each: &'a F) -> Self {
        Self {
            annotator,
            each,
            kept: S::default(),
            document: Document::default(),
            workspace: Workspace::default(),
        }
    }

    fn work<B: Default>(
        mut self,
        source: &Mutex<Source<impl Iterator<Item = (usize, Batch)>>>,
        done: &Sender<Done<B>>,
    ) -> S
    where
        F: Fn(&mut S, &mut B, &Document, &Observation),
    {
        loop {
            let next = source.lock().expect("reading does not panic").next();
            let Some((number, batch)) = next else { break };
            // A panic must reach the thread that waits for this batch, which would wait for ever.
            let annotate = AssertUnwindSafe(|| self.annotate(batch));
            if done.send((number, catch_unwind(annotate))).is_err() {
                break;
            }
        }
        self.kept
    }

    fn annotate<B: Default>(&mut self, batch: Batch) -> Annotated<B>
    where
        F: Fn(&mut S, &mut B, &Document, &Observation),
    {
        let mut annotated = Annotated {
            consumed_bytes: batch.consumed_bytes(),
            ..Annotated::default()
        };
        let (kept, workspace) = (&mut self.kept, &mut self.workspace);
        batch.decode_each(&mut self.document, |document| match document {
            Ok(document) => {
                annotated.documents += 1;
                annotated.repaired_bytes += document.repaired_bytes;
                self.annotator.observe(document, workspace);
                annotated.bytes += workspace.bytes;
                (self.each)(kept, &mut annotated.value, document, &workspace.observation);
            }
            Err(error) => annotated.skipped.push(error),
        });
        annotated
    }
}

/// Where workers read their batches, one at a time. That each reads its own keeps the bytes near the processor that decodes them.
struct Source<I> {
    batches: I,
    permitted: Receiver<()>,
}

impl<I: Iterator> Source<I> {
    /// The next batch, as soon as there is room for one; `None` when there are no more, or the run is over.
    fn next(&mut self) -> Option<I::Item> {
        self.permitted.recv().ok()?;
        self.batches.next()
    }
}

fn in_order<B>(
    done: &Receiver<Done<B>>,
    permits: &Sender<()>,
    mut hand_on: impl FnMut(Annotated<B>) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, batch) in done {
        early.insert(number, batch.unwrap_or_else(|panic| resume_unwind(panic)));
        while let Some(batch) = early.remove(&next) {
            hand_on(batch)?;
            next += 1;
            // The workers may be through already.
            permits.send(()).ok();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::cooccurrence::{Counted, Counts};
    use crate::dictionary::{Dictionary, DictionaryFormat};
    use crate::document::Documents;

    const BATCH_BYTES: usize = 64 * 1024;

    /// More than the feeder has permits for.
    fn batches() -> impl Iterator<Item = Batch> + Send {
        let line = format!("{{\"text\":\"{}\"}}\n", "word ".repeat(BATCH_BYTES / 5));
        let lines = line.repeat(2 * BATCHES_PER_THREAD * 3);
        let documents = Documents::builder().reader("x.jsonl", std::io::Cursor::new(lines));
        documents.build().unwrap().records().batches(BATCH_BYTES)
    }

    fn annotator() -> Annotator {
        Annotator::new(&Dictionary::builder().build().unwrap()).unwrap()
    }

    /// What threads kept, put together, and what left in order.
    fn counted(threads: usize) -> (usize, Counted, Vec<String>) {
        let names = "Acme\nBeta Labs\nCara Diaz";
        let builder = Dictionary::builder().text(names, DictionaryFormat::Names, "names");
        let annotator = Annotator::new(&builder.unwrap().build().unwrap()).unwrap();
        let lines: Vec<String> = (0..200)
            .map(|number| {
                let name = ["Acme", "Beta Labs", "Cara Diaz", "Nobody"][number * 7 % 4];
                format!("{{\"id\":\"{number}\",\"text\":\"{name} met Acme. Diaz left.\"}}\n")
            })
            .collect();
        let reader = std::io::Cursor::new(lines.concat());
        let documents = Documents::builder().reader("x.jsonl", reader).build();
        let mut in_order = Vec::new();
        let kept = annotator.annotate_all(
            documents.unwrap().records().batches(256),
            threads,
            |counts: &mut Counts, ids: &mut Vec<String>, document, observation| {
                assert_eq!(document.id, observation.document.id);
                counts.add(observation);
                ids.push(document.id.clone());
            },
            |batch| {
                assert_eq!(batch.documents, batch.value.len() as u64);
                in_order.extend(batch.value);
                Ok(())
            },
        );
        let kept = kept.unwrap();
        let count = kept.len();
        let mut all = Counts::default();
        for counts in kept {
            all.merge(counts);
        }
        (count, all.into_counted(), in_order)
    }

    #[test]
    fn what_threads_keep_comes_to_the_same() {
        let (states, counts, ids) = counted(1);
        assert_eq!(states, 1);
        assert_eq!(counts.totals.documents, 200);
        let expected: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        assert_eq!(ids, expected);
        assert_eq!(counted(3), (3, counts, ids));
    }

    #[test]
    fn a_failing_sink_ends_the_run() {
        let mut seen = 0;
        let result = annotator().annotate_all(
            batches(),
            2,
            |(): &mut (), (): &mut (), _, _| (),
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
                batches(),
                2,
                |(): &mut (), (): &mut (), _, _| panic!("as asked"),
                |_| Ok(()),
            )
        };
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
