//! A file as memory: mapped where the feature `mmap` is on, read in one go where it is not or cannot be.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Deref;

/// The bytes of a file, or of nothing but memory.
#[derive(Debug)]
pub(super) enum Bytes {
    Owned(Vec<u8>),
    #[cfg(feature = "mmap")]
    Mapped(memmap2::Mmap),
}

impl Bytes {
    /// Takes hold of a whole file.
    pub(super) fn of_file(mut file: File) -> io::Result<Self> {
        #[cfg(feature = "mmap")]
        if let Some(map) = map(&file) {
            return Ok(Self::Mapped(map));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Self::Owned(bytes))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            #[cfg(feature = "mmap")]
            Self::Mapped(map) => map,
        }
    }
}

/// Maps a regular file; `None` where that is not possible.
#[cfg(feature = "mmap")]
#[allow(
    unsafe_code,
    reason = "a dictionary of ten million names opens in milliseconds only if it is not read"
)]
fn map(file: &File) -> Option<memmap2::Mmap> {
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    // SAFETY: the map is private to this process and never written through. What remains is the file being changed or cut short by
    // another process while it is mapped. Compiled dictionaries are never changed in place by this program: they are written beside
    // their name and renamed, which leaves the mapped file as it was. Should somebody else write into it all the same, no value read
    // from it is trusted: every offset is checked against the length of the map, text is checked to be UTF-8 each time it is lent, and
    // blocks are checked against their checksums.
    unsafe { memmap2::Mmap::map(file) }.ok()
}
