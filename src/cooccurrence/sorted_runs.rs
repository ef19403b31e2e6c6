//! Sorts more keys than memory should hold: sorted stretches go to a file and are merged when they are read back.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Result, Seek, SeekFrom, Write};

/// A number to sort by, and one that goes with it.
pub(super) type Key = (u64, u64);

const KEY_BYTES: usize = 16;
/// How many keys wait to be sorted: 2 MiB of them.
const RUN_KEYS: usize = 1 << 17;
/// How many keys of each run are read at a time.
const READ_KEYS: usize = 1 << 9;

/// A file that only grows, and is read back in pieces.
#[derive(Debug)]
pub(super) struct Tape<F> {
    file: F,
    len: u64,
    /// What was read ahead, and where it stands.
    ahead: Vec<u8>,
    ahead_at: u64,
}

/// How many bytes are read ahead.
const AHEAD: u64 = 1 << 18;

impl<F: Read + Write + Seek> Tape<F> {
    pub(super) fn new(file: F) -> Self {
        Self {
            file,
            len: 0,
            ahead: Vec::new(),
            ahead_at: 0,
        }
    }

    /// Where the next bytes will stand.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Adds bytes. Nothing may have been read before.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes)?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Fills `bytes` with those that stand at a place.
    pub(super) fn read(&mut self, at: u64, bytes: &mut [u8]) -> Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(bytes)
    }

    /// The same for places that rise: what stands behind is read with it.
    pub(super) fn read_on(&mut self, at: u64, bytes: &mut [u8]) -> Result<()> {
        let known = self.ahead_at..self.ahead_at + self.ahead.len() as u64;
        let end = at + bytes.len() as u64;
        if at < known.start || end > known.end {
            let length = AHEAD
                .max(bytes.len() as u64)
                .min(self.len.saturating_sub(at));
            let mut ahead = std::mem::take(&mut self.ahead);
            ahead.resize(usize::try_from(length).expect("a piece of a file"), 0);
            self.read(at, &mut ahead)?;
            (self.ahead, self.ahead_at) = (ahead, at);
        }
        let start = usize::try_from(at - self.ahead_at).expect("inside a piece");
        let found = self.ahead.get(start..start + bytes.len());
        bytes.copy_from_slice(found.ok_or(std::io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Keys in any order, most of them on a tape.
#[derive(Clone, Debug, Default)]
pub(super) struct SortedRuns {
    waiting: Vec<Key>,
    /// Where each run begins, and how many keys it has.
    runs: Vec<(u64, usize)>,
}

impl SortedRuns {
    pub(super) fn push<F: Read + Write + Seek>(
        &mut self,
        key: Key,
        tape: &mut Tape<F>,
    ) -> Result<()> {
        self.waiting.push(key);
        if self.waiting.len() == RUN_KEYS {
            self.write_run(tape)?;
        }
        Ok(())
    }

    fn write_run<F: Read + Write + Seek>(&mut self, tape: &mut Tape<F>) -> Result<()> {
        self.waiting.sort_unstable();
        let mut bytes = Vec::with_capacity(self.waiting.len() * KEY_BYTES);
        for (first, second) in &self.waiting {
            bytes.extend_from_slice(&first.to_le_bytes());
            bytes.extend_from_slice(&second.to_le_bytes());
        }
        self.runs.push((tape.len(), self.waiting.len()));
        self.waiting.clear();
        tape.append(&bytes)
    }

    /// Hands on all keys, in order, with the tape, which may be read for them.
    ///
    /// # Complexity
    /// Linear in the keys, times the logarithm of their number; memory grows with the runs, by 8 KiB each.
    pub(super) fn merge<F: Read + Write + Seek>(
        mut self,
        tape: &mut Tape<F>,
        mut hand_on: impl FnMut(Key, &mut Tape<F>) -> Result<()>,
    ) -> Result<()> {
        self.waiting.sort_unstable_by(|a, b| b.cmp(a));
        let mut readers = vec![Reader {
            at: 0,
            left: 0,
            keys: self.waiting,
        }];
        readers.extend(self.runs.iter().map(|&(at, left)| Reader {
            at,
            left,
            keys: Vec::new(),
        }));
        let mut next = BinaryHeap::new();
        for (number, reader) in readers.iter_mut().enumerate() {
            next.extend(reader.next(tape)?.map(|key| Reverse((key, number))));
        }
        while let Some(Reverse((key, number))) = next.pop() {
            hand_on(key, tape)?;
            next.extend(
                readers[number]
                    .next(tape)?
                    .map(|key| Reverse((key, number))),
            );
        }
        Ok(())
    }
}

/// What is left of one run.
struct Reader {
    at: u64,
    left: usize,
    /// Those that were read, the next one last.
    keys: Vec<Key>,
}

impl Reader {
    fn next<F: Read + Write + Seek>(&mut self, tape: &mut Tape<F>) -> Result<Option<Key>> {
        if self.keys.is_empty() && self.left > 0 {
            let count = self.left.min(READ_KEYS);
            let mut bytes = vec![0; count * KEY_BYTES];
            tape.read(self.at, &mut bytes)?;
            self.at += bytes.len() as u64;
            self.left -= count;
            let (numbers, _) = bytes.as_chunks::<{ KEY_BYTES / 2 }>();
            let (keys, _) = numbers.as_chunks::<2>();
            let key = |key: &[[u8; 8]; 2]| (u64::from_le_bytes(key[0]), u64::from_le_bytes(key[1]));
            self.keys.extend(keys.iter().rev().map(key));
        }
        Ok(self.keys.pop())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn keys_come_back_in_order() {
        let mut tape = Tape::new(Cursor::new(Vec::new()));
        let mut runs = SortedRuns::default();
        let count = 2 * RUN_KEYS as u64 + 1_000;
        for number in 0..count {
            let key = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
            runs.push((key, number), &mut tape).unwrap();
        }
        let (mut last, mut seen) = ((0, 0), 0);
        let merged = runs.merge(&mut tape, |key, _| {
            assert!(last <= key);
            (last, seen) = (key, seen + 1);
            Ok(())
        });
        merged.unwrap();
        assert_eq!(seen, count);
    }
}
