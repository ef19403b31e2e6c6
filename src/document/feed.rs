//! The thread that reads: opens one source after another and fills batches from them.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::document::batch::Batch;
use crate::document::inputs::{Inputs, Source};
use crate::document::load::{Load, Pool};
use crate::document::place::{Options, Place};
use crate::document::reader::{Reader, Stream};
use crate::error::{Error, Result};

/// All inputs, read batch by batch.
pub(super) struct Feed {
    sources: VecDeque<Result<Source>>,
    open: Option<Open>,
    options: Arc<Options>,
    ignored: Vec<PathBuf>,
    total: Option<u64>,
    meter: Meter,
    pool: Pool,
}

/// The file being read.
struct Open {
    reader: Reader,
    place: Arc<Place>,
    end: Option<u64>,
}

impl Feed {
    pub(super) fn new(inputs: Inputs, options: Options) -> Self {
        let lengths = inputs.sources.iter().flatten().map(|source| source.length);
        Self {
            total: lengths.sum(),
            sources: inputs.sources.into(),
            open: None,
            options: Arc::new(options),
            ignored: inputs.ignored,
            meter: Meter::default(),
            pool: Pool::default(),
        }
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    pub(super) fn total_bytes(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn consumed_bytes(&self) -> u64 {
        self.meter.bytes()
    }

    pub(super) fn ignored(&self) -> &[PathBuf] {
        &self.ignored
    }

    /// The next records, about so many bytes of them; `None` after the last.
    pub(super) fn next_batch(&mut self, bytes: usize) -> Option<Batch> {
        // With none there would be no progress.
        let bytes = bytes.max(1);
        let mut load = self.pool.take();
        while load.size() < bytes {
            let first = load.entries().len();
            if self.open.is_some() {
                self.read(&mut load, bytes);
            } else if let Some(source) = self.sources.pop_front() {
                self.start(source, &mut load);
            } else {
                break;
            }
            load.note_consumed(first, self.meter.bytes());
        }
        if load.entries().is_empty() {
            self.pool.put(load);
            return None;
        }
        Some(Batch::new(load, self.pool.clone(), self.meter.bytes()))
    }

    fn read(&mut self, load: &mut Load, bytes: usize) {
        let Some(open) = &mut self.open else { return };
        load.enter(&open.place);
        let has_more = open.reader.fill(load, bytes);
        if !has_more {
            let end = open.end;
            self.open = None;
            self.meter.set(end);
        }
    }

    /// Opens a source. One that cannot be opened is a record that cannot be read.
    fn start(&mut self, source: Result<Source>, load: &mut Load) {
        let source = match source {
            Ok(source) => source,
            Err(error) => return load.push_failure(error),
        };
        let end = source.length.map(|length| self.meter.bytes() + length);
        match self.open(source, end) {
            Ok(open) => self.open = Some(open),
            Err(error) => {
                self.meter.set(end);
                load.push_failure(error);
            }
        }
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
            end,
        })
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
