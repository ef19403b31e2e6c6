//! Sections: stretches of bytes read as arrays. Nothing read from one is trusted, for it may come from a damaged or a hostile file: an
//! index that is out of bounds gives nothing, and a block of a file is checked before the first byte of it is used.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::map::Bytes;
use crate::text::processor;

/// How many bytes are checked at a time: 64 KiB take some microseconds.
pub(super) const BLOCK: usize = 1 << 16;

const UNKNOWN: u8 = 0;
const SOUND: u8 = 1;
const DAMAGED: u8 = 2;

/// Bytes, with what is known of their soundness.
#[derive(Debug)]
pub(super) struct Storage {
    bytes: Bytes,
    guard: Option<Guard>,
}

/// The checksums of the blocks of a file, and which were compared.
#[derive(Debug)]
struct Guard {
    /// Where the first block begins.
    body: usize,
    sums: Box<[u64]>,
    states: Box<[AtomicU8]>,
}

impl Storage {
    /// The bytes of a file whose blocks, from `body` on, have these checksums.
    pub(super) fn guarded(bytes: Bytes, body: usize, sums: Box<[u64]>) -> Self {
        let states = sums.iter().map(|_| AtomicU8::new(UNKNOWN)).collect();
        Self {
            bytes,
            guard: Some(Guard { body, sums, states }),
        }
    }

    /// The bytes from `at`; nothing where they are not there, or not as they were written.
    #[inline]
    fn read(&self, at: usize, length: usize) -> Option<&[u8]> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        match &self.guard {
            Some(guard) if !guard.is_sound(&self.bytes, at, length) => None,
            _ => Some(bytes),
        }
    }

    /// Checks every block.
    fn is_sound(&self) -> bool {
        self.guard
            .as_ref()
            .is_none_or(|guard| (0..guard.sums.len()).all(|block| guard.check(&self.bytes, block)))
    }

    /// Whether a block was found damaged.
    fn met_damage(&self) -> bool {
        self.guard.as_ref().is_some_and(|guard| {
            guard
                .states
                .iter()
                .any(|state| state.load(Ordering::Relaxed) == DAMAGED)
        })
    }
}

impl Guard {
    #[inline]
    fn is_sound(&self, bytes: &[u8], at: usize, length: usize) -> bool {
        let (Some(first), true) = (at.checked_sub(self.body), length > 0) else {
            return length == 0;
        };
        let last = (first + length - 1) / BLOCK;
        (first / BLOCK..=last).all(|block| {
            self.states
                .get(block)
                .is_some_and(|state| state.load(Ordering::Relaxed) == SOUND)
                || self.check(bytes, block)
        })
    }

    /// Compares a block with its checksum, once.
    #[cold]
    fn check(&self, bytes: &[u8], block: usize) -> bool {
        let (Some(state), Some(&sum)) = (self.states.get(block), self.sums.get(block)) else {
            return false;
        };
        if state.load(Ordering::Relaxed) == UNKNOWN {
            let start = self.body + block * BLOCK;
            let end = bytes.len().min(start + BLOCK);
            let sound = bytes
                .get(start..end)
                .is_some_and(|block| xxh3_64(block) == sum);
            state.store(if sound { SOUND } else { DAMAGED }, Ordering::Relaxed);
        }
        state.load(Ordering::Relaxed) == SOUND
    }
}

/// A stretch of bytes, read as an array of little-endian numbers, of records, or as text. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    storage: Option<Arc<Storage>>,
    start: usize,
    length: usize,
}

impl Section {
    pub(super) fn owned(bytes: Vec<u8>) -> Self {
        let length = bytes.len();
        let storage = Storage {
            bytes: Bytes::Owned(bytes),
            guard: None,
        };
        Self {
            storage: Some(Arc::new(storage)),
            start: 0,
            length,
        }
    }

    /// A part of a storage; `None` if it is not inside.
    pub(super) fn part(storage: &Arc<Storage>, start: usize, length: usize) -> Option<Self> {
        let inside = start.checked_add(length)? <= storage.bytes.len();
        inside.then(|| Self {
            storage: Some(Arc::clone(storage)),
            start,
            length,
        })
    }

    /// How many records of a width it has; those of no width are none.
    pub(crate) fn count(&self, width: usize) -> usize {
        self.length.checked_div(width).unwrap_or_default()
    }

    /// Some bytes; nothing where they are out of bounds or damaged.
    #[inline]
    pub(crate) fn bytes(&self, at: usize, length: usize) -> Option<&[u8]> {
        if at.checked_add(length)? > self.length {
            return None;
        }
        self.storage.as_ref()?.read(self.start + at, length)
    }

    /// Has a byte brought near that will be read soon, and what stands next to it.
    #[inline]
    pub(crate) fn announce(&self, at: usize) {
        let storage = self.storage.as_ref();
        let byte = storage.and_then(|storage| storage.bytes.get(self.start.saturating_add(at)));
        if let Some(byte) = byte {
            processor::announce(byte);
        }
    }

    /// All bytes; nothing where some are damaged.
    pub(crate) fn all(&self) -> Option<&[u8]> {
        if self.length == 0 {
            return Some(&[]);
        }
        self.bytes(0, self.length)
    }

    /// A record of an array of records.
    #[inline]
    pub(crate) fn record<const N: usize>(&self, index: usize) -> Option<[u8; N]> {
        self.bytes(index.checked_mul(N)?, N)?.try_into().ok()
    }

    /// A number of an array of numbers.
    #[inline]
    pub(crate) fn u32(&self, index: usize) -> Option<u32> {
        self.record(index).map(u32::from_le_bytes)
    }

    /// A number of an array of numbers.
    #[inline]
    pub(crate) fn u64(&self, index: usize) -> Option<u64> {
        self.record(index).map(u64::from_le_bytes)
    }

    /// Some text; empty where it is out of bounds, damaged or not UTF-8.
    #[inline]
    pub(crate) fn text(&self, start: usize, end: usize) -> &str {
        end.checked_sub(start)
            .and_then(|length| self.bytes(start, length))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Checks every block of the file it came from.
    pub(crate) fn is_sound(&self) -> bool {
        self.storage
            .as_ref()
            .is_none_or(|storage| storage.is_sound())
    }

    /// Whether something that was asked of its file was found damaged.
    pub(crate) fn met_damage(&self) -> bool {
        self.storage
            .as_ref()
            .is_some_and(|storage| storage.met_damage())
    }
}

/// Appends a number to a section that is being written.
pub(crate) fn push_u32(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_bounds_gives_nothing() {
        let section = Section::owned(vec![1, 0, 0, 0, b'a', 0xFF]);
        assert_eq!(section.u32(0), Some(1));
        assert_eq!(section.u32(1), None);
        assert_eq!(section.u32(usize::MAX), None);
        assert_eq!(section.text(4, 5), "a");
        assert_eq!(section.text(4, 6), "", "not UTF-8");
        assert_eq!(section.text(5, 4), "");
        assert_eq!(section.text(usize::MAX, usize::MAX), "");
        assert_eq!(Section::default().all(), Some(&[][..]));
    }

    #[test]
    fn a_damaged_block_gives_nothing_and_is_remembered() {
        let bytes = vec![7; BLOCK + 10];
        let sums = [xxh3_64(&bytes[..BLOCK]), 0];
        let storage = Arc::new(Storage::guarded(Bytes::Owned(bytes), 0, sums.into()));
        let section = Section::part(&storage, 0, BLOCK + 10).unwrap();
        assert!(section.bytes(BLOCK - 4, 4).is_some());
        assert!(!section.met_damage());
        assert!(section.bytes(BLOCK - 4, 5).is_none());
        assert!(section.met_damage());
        assert!(section.all().is_none());
    }
}
