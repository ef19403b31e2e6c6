//! What a batch is made of: one stretch of memory with the bytes of its records, and what each record is.

use std::mem;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::fields::Slot;
use crate::document::place::Place;
use crate::document::reader::Format;
use crate::error::Error;

/// Where in a load the fields of a row are.
pub(super) type Cells = [Option<Range<usize>>; Slot::COUNT];

/// One record that is read and not yet decoded.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// The line it starts on, in a file of records.
    pub(super) line: Option<u64>,
    /// From 1; `None` where the file is one document.
    pub(super) ordinal: Option<u64>,
    /// How many bytes of all inputs had been read.
    pub(super) consumed: u64,
    /// Of the places of the load.
    place: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A file that is one document.
    Whole(Format),
    /// A line of JSON.
    Line,
    /// A row of a table, by the number of its cells.
    Row(usize),
    /// A record that could not be read: the next of the failures.
    Failed,
}

/// Records, and the memory that holds them.
#[derive(Debug, Default)]
pub(super) struct Load {
    /// All of it is initialised and stays so when the load is used again: clearing fresh memory costs more than parsing what is read into it.
    memory: Vec<u8>,
    filled: usize,
    entries: Vec<Entry>,
    cells: Vec<Cells>,
    places: Vec<Arc<Place>>,
    failures: Vec<Error>,
}

impl Load {
    /// How much there is: the bytes, and something for each record, so that many empty ones are not nothing.
    pub(super) fn size(&self) -> usize {
        const ENTRY: usize = 16;
        self.filled + self.entries.len() * ENTRY
    }

    /// How many bytes have been filled.
    pub(super) fn filled(&self) -> usize {
        self.filled
    }

    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.memory[range]
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn cells(&self, number: usize) -> &Cells {
        &self.cells[number]
    }

    pub(super) fn place(&self, entry: &Entry) -> &Place {
        &self.places[entry.place]
    }

    /// The errors of the entries that [failed](Kind::Failed), in their order.
    pub(super) fn take_failures(&mut self) -> Vec<Error> {
        mem::take(&mut self.failures)
    }

    /// Goes on with the records of another place.
    pub(super) fn enter(&mut self, place: &Arc<Place>) {
        let is_last = |last: &Arc<Place>| Arc::ptr_eq(last, place);
        if !self.places.last().is_some_and(is_last) {
            self.places.push(Arc::clone(place));
        }
    }

    /// The path of the place entered last.
    pub(super) fn path(&self) -> &Path {
        self.places.last().map_or(Path::new(""), |last| last.path())
    }

    /// Memory behind what is filled, to read into: `wanted` bytes or more.
    pub(super) fn space(&mut self, wanted: usize) -> &mut [u8] {
        let needed = self.filled + wanted;
        if needed > self.memory.len() {
            if self.filled == 0 {
                // Nothing to keep: memory that the system clears when it is first touched.
                self.memory = vec![0; needed];
            } else {
                self.memory.resize(needed, 0);
            }
        }
        &mut self.memory[self.filled..]
    }

    /// Tells that so many bytes of the space have been filled.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.filled += bytes;
    }

    /// Takes the bytes from there on away.
    pub(super) fn truncate(&mut self, filled: usize) {
        self.filled = filled;
    }

    /// Adds bytes.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.filled;
        self.space(bytes.len())[..bytes.len()].copy_from_slice(bytes);
        self.filled += bytes.len();
        start..self.filled
    }

    /// Adds a record whose bytes are filled.
    pub(super) fn push(
        &mut self,
        kind: Kind,
        range: Range<usize>,
        line: Option<u64>,
        ordinal: Option<u64>,
    ) {
        self.entries.push(Entry {
            kind,
            range,
            line,
            ordinal,
            consumed: 0,
            place: self.places.len().saturating_sub(1),
        });
    }

    /// Adds a row, cell by cell.
    pub(super) fn push_row<'c>(
        &mut self,
        values: impl IntoIterator<Item = Option<&'c [u8]>>,
        line: u64,
        ordinal: u64,
    ) {
        let start = self.filled;
        let mut cells = Cells::default();
        for (cell, value) in cells.iter_mut().zip(values) {
            *cell = value.map(|value| self.append(value));
        }
        let kind = Kind::Row(self.cells.len());
        self.cells.push(cells);
        self.push(kind, start..self.filled, Some(line), Some(ordinal));
    }

    /// Adds a record that could not be read.
    pub(super) fn push_failure(&mut self, error: Error) {
        self.failures.push(error);
        self.push(Kind::Failed, 0..0, None, None);
    }

    /// Notes how far reading is, for all entries from this one on.
    pub(super) fn note_consumed(&mut self, first: usize, bytes: u64) {
        for entry in &mut self.entries[first..] {
            entry.consumed = bytes;
        }
    }

    /// A copy of the records from the `first` on, whose errors have been taken from here.
    pub(super) fn copy_from(&self, first: usize, failures: Vec<Error>) -> Self {
        Self {
            memory: self.memory[..self.filled].to_vec(),
            filled: self.filled,
            entries: self.entries[first..].to_vec(),
            cells: self.cells.clone(),
            places: self.places.clone(),
            failures,
        }
    }

    fn clear(&mut self) {
        self.filled = 0;
        self.entries.clear();
        self.cells.clear();
        self.places.clear();
        self.failures.clear();
    }
}

/// Loads that have been worked off and can be used again, shared by the thread that reads and those that decode.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool(Arc<Mutex<Vec<Load>>>);

impl Pool {
    /// A load with this much memory in it goes back to the system: one long document shall not be paid for until the end.
    const MOST_KEPT: usize = 4 << 20;

    pub(super) fn take(&self) -> Load {
        let mut loads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loads.pop().unwrap_or_default()
    }

    pub(super) fn put(&self, mut load: Load) {
        load.clear();
        let kept = load.memory.len() + load.entries.capacity() * size_of::<Entry>();
        if kept <= Self::MOST_KEPT {
            let mut loads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            loads.push(load);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_used_again_unless_it_is_much() {
        let pool = Pool::default();
        let mut load = pool.take();
        load.append(b"abc");
        load.push(Kind::Line, 0..3, Some(1), Some(1));
        pool.put(load);
        let mut load = pool.take();
        assert_eq!((load.filled(), load.entries().len()), (0, 0));
        assert_eq!(load.memory.len(), 3);
        load.space(Pool::MOST_KEPT + 1);
        pool.put(load);
        assert!(pool.take().memory.is_empty());
    }

    #[test]
    fn rows_are_laid_end_to_end() {
        let mut load = Load::default();
        load.append(b"..");
        load.push_row(
            [Some(&b"1"[..]), None, Some(&b""[..]), Some(&b"xy"[..])],
            7,
            3,
        );
        let entry = load.entries()[0].clone();
        assert_eq!(load.bytes(entry.range), b"1xy");
        let cells = load.cells(0);
        assert_eq!(cells[..5], [Some(2..3), None, Some(3..3), Some(3..5), None]);
    }
}
