//! The file of a compiled dictionary (`.cdict`).
//!
//! All numbers are little-endian; checksums are XXH3 of 64 bits. A file is
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | magic: `89 43 6F 4D 6E 44 1A 0A` |
//! | 8..12 | version of the format, [`COMPILED_VERSION`] |
//! | 12..16 | number of sections |
//! | 16..24 | length of the whole file |
//! | 24..32 | where the body begins; a multiple of 64 |
//! | 32..40 | checksum of what stands between header and body |
//! | 40..56 | zero |
//! | 56..64 | checksum of bytes 0..56 |
//! | 64.. | the sections: for each its name (four letters), four bytes of zero, where it begins in the file, its length (8 bytes each) |
//! | then | the checksum of each block of 64 KiB of the body, the last one being shorter |
//! | then | zeros, up to the body |
//! | body | the sections in the order of their names, each from a multiple of 64 on, zeros between |
//!
//! Header, table and the list of checksums are compared when a file is opened; a block of the body when it is first used; all by
//! `comention dict verify`. A checksum finds damage, not malice: whatever is read is held against the bounds of its section as well.
//!
//! # Sections
//! A *string* is a number: string `i` is the bytes `ENDS[i-1]..ENDS[i]` of `TEXT`.
//!
//! | name | an array of | what |
//! |---|---|---|
//! | `META` | | number of forms (8 bytes), XXH3 of 128 bits of the dictionary's JSON Lines (16 bytes) |
//! | `TEXT` | bytes | all strings: of each entity, in the order of the ids, its id, its name, its aliases; then the types |
//! | `ENDS` | u32 | where each string ends |
//! | `ENTS` | 4 × u32 | an entity: its first string; the string of its type; its parent's number plus 1, or 0; its details' number plus 1, or 0. One more at the end, for its first string |
//! | `DETE` | u32 | where each details end in `DETX` |
//! | `DETX` | bytes | what few entities have, as JSON: context, attributes, variants, rules of aliases, regular expressions, blocked aliases |
//! | `BLKS` | bytes | blocks, as JSON Lines; only where there are any |
//! | `PATS` … | | the tables of the matcher, defined by `src/mention/compiled.rs` |
//!
//! In memory a dictionary has the same sections, whether it was read from CSV or from this file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::map::Bytes;
use super::storage::BLOCK;
use super::{Image, Section, Storage, Tag};
use crate::error::{Error, Result};

/// The version of the format of compiled dictionaries.
pub const COMPILED_VERSION: u32 = 1;

const MAGIC: [u8; 8] = *b"\x89CoMnD\x1A\n";
const HEADER: usize = 64;
const ENTRY: usize = 24;
const ALIGNMENT: usize = 64;

/// Whether bytes begin as a compiled dictionary does.
pub(in crate::dictionary) fn is_compiled(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

/// Whether a file begins as a compiled dictionary does.
pub(in crate::dictionary) fn begins_compiled(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| is_compiled(&start))
}

/// What is wrong with a file.
enum Flaw {
    NotCompiled,
    Version(u32),
    Damaged(&'static str),
}

impl Flaw {
    fn at(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Self::NotCompiled => Error::NotACompiledDictionary { path },
            Self::Version(found) => Error::CompiledVersion {
                path,
                found,
                supported: COMPILED_VERSION,
            },
            Self::Damaged(part) => Error::DamagedDictionary {
                path,
                part: part.to_owned(),
            },
        }
    }
}

/// What the header says.
struct Header {
    sections: usize,
    length: usize,
    body: usize,
    front_sum: u64,
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64_at(bytes, at)?).ok()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        const SHORT: Flaw = Flaw::Damaged("it ends inside its header");
        if !is_compiled(bytes) {
            return Err(Flaw::NotCompiled);
        }
        // Before the checksum: another version may keep it elsewhere.
        let version = u32_at(bytes, 8).ok_or(SHORT)?;
        if version != COMPILED_VERSION {
            return Err(Flaw::Version(version));
        }
        let known = u64_at(bytes, HEADER - 8).ok_or(SHORT)?;
        if xxh3_64(&bytes[..HEADER - 8]) != known {
            return Err(Flaw::Damaged("its header"));
        }
        let read = || {
            Some(Self {
                sections: usize::try_from(u32_at(bytes, 12)?).ok()?,
                length: usize_at(bytes, 16)?,
                body: usize_at(bytes, 24)?,
                front_sum: u64_at(bytes, 32)?,
            })
        };
        read().ok_or(SHORT)
    }

    /// The table of sections and the checksums of the blocks, checked.
    fn front<'b>(&self, bytes: &'b [u8]) -> Result<(&'b [u8], Box<[u64]>), Flaw> {
        const TABLE: Flaw = Flaw::Damaged("its table of sections");
        let front = bytes.get(HEADER..self.body).ok_or(TABLE)?;
        if xxh3_64(front) != self.front_sum {
            return Err(TABLE);
        }
        let blocks = self.length.saturating_sub(self.body).div_ceil(BLOCK);
        let table = self.sections.checked_mul(ENTRY).ok_or(TABLE)?;
        let sums = blocks
            .checked_mul(8)
            .and_then(|length| front.get(table..table.checked_add(length)?))
            .ok_or(TABLE)?;
        let sums = sums
            .chunks_exact(8)
            .map(|sum| u64_at(sum, 0).expect("chunks of eight"))
            .collect();
        Ok((&front[..table], sums))
    }
}

/// Opens a compiled dictionary: checks its front, and takes hold of the rest.
pub(in crate::dictionary) fn open(path: &Path) -> Result<Image> {
    let bytes = File::open(path)
        .and_then(Bytes::of_file)
        .map_err(|source| io_error(path, source))?;
    parse(bytes).map_err(|flaw| flaw.at(path))
}

/// The same where the file is part of the file at `path`, and was read from it.
#[cfg(feature = "ledger")]
pub(in crate::dictionary) fn from_bytes(bytes: Vec<u8>, path: &Path) -> Result<Image> {
    parse(Bytes::Owned(bytes)).map_err(|flaw| flaw.at(path))
}

fn parse(bytes: Bytes) -> Result<Image, Flaw> {
    let header = Header::read(&bytes)?;
    if bytes.len() != header.length {
        return Err(Flaw::Damaged("it is shorter or longer than it was written"));
    }
    let (table, sums) = header.front(&bytes)?;
    let table = table.to_owned();
    let storage = Arc::new(Storage::guarded(bytes, header.body, sums));
    let mut image = Image::default();
    for entry in table.chunks_exact(ENTRY) {
        let section = || {
            let tag: Tag = entry.get(..4)?.try_into().ok()?;
            let start = usize_at(entry, 8).filter(|&start| start >= header.body)?;
            Some((tag, Section::part(&storage, start, usize_at(entry, 16)?)?))
        };
        let (tag, section) = section().ok_or(Flaw::Damaged("its table of sections"))?;
        image.sections.insert(tag, section);
    }
    Ok(image)
}

/// Compares every checksum of a file, reading it once from front to end: what is read so does not count as this process's memory.
pub(in crate::dictionary) fn check_blocks(path: &Path) -> Result<()> {
    let failed = |source| io_error(path, source);
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut front = Vec::new();
    (&file)
        .take(HEADER as u64)
        .read_to_end(&mut front)
        .map_err(failed)?;
    let header = Header::read(&front).map_err(|flaw| flaw.at(path))?;
    if header.length as u64 != length {
        return Err(Flaw::Damaged("it is shorter or longer than it was written").at(path));
    }
    (&file)
        .take((header.body as u64).saturating_sub(HEADER as u64))
        .read_to_end(&mut front)
        .map_err(failed)?;
    let (_, sums) = header.front(&front).map_err(|flaw| flaw.at(path))?;
    let mut block = Vec::with_capacity(BLOCK);
    for (number, sum) in sums.iter().enumerate() {
        block.clear();
        (&file)
            .take(BLOCK as u64)
            .read_to_end(&mut block)
            .map_err(failed)?;
        if xxh3_64(&block) != *sum {
            let start = header.body + number * BLOCK;
            return Err(Error::DamagedDictionary {
                path: path.to_owned(),
                part: format!("bytes {start} to {}", start + block.len()),
            });
        }
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

/// Writes a compiled dictionary.
///
/// # Errors
/// If `output` fails, or a section came from a file that is damaged.
pub(in crate::dictionary) fn write(image: &Image, output: &mut dyn Write) -> io::Result<()> {
    let mut sections: Vec<(Tag, &[u8])> = Vec::new();
    for (tag, section) in image.sections() {
        let bytes = section.all().ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "a section of it is damaged")
        })?;
        sections.push((tag, bytes));
    }
    let body_length: usize = sections
        .iter()
        .map(|(_, bytes)| bytes.len().next_multiple_of(ALIGNMENT))
        .sum();
    let front_length = sections.len() * ENTRY + body_length.div_ceil(BLOCK) * 8;
    let body = (HEADER + front_length).next_multiple_of(ALIGNMENT);

    let mut front = Vec::with_capacity(body - HEADER);
    let mut start = body;
    for (tag, bytes) in &sections {
        front.extend_from_slice(tag);
        front.extend_from_slice(&[0; 4]);
        front.extend_from_slice(&(start as u64).to_le_bytes());
        front.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        start += bytes.len().next_multiple_of(ALIGNMENT);
    }
    let mut block = Vec::with_capacity(BLOCK);
    for mut part in parts(&sections) {
        while !part.is_empty() {
            let (now, later) = part.split_at(part.len().min(BLOCK - block.len()));
            block.extend_from_slice(now);
            part = later;
            if block.len() == BLOCK {
                front.extend_from_slice(&xxh3_64(&block).to_le_bytes());
                block.clear();
            }
        }
    }
    if !block.is_empty() {
        front.extend_from_slice(&xxh3_64(&block).to_le_bytes());
    }
    front.resize(body - HEADER, 0);

    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&COMPILED_VERSION.to_le_bytes());
    let count = u32::try_from(sections.len()).expect("a handful of sections");
    header.extend_from_slice(&count.to_le_bytes());
    for number in [(body + body_length) as u64, body as u64, xxh3_64(&front)] {
        header.extend_from_slice(&number.to_le_bytes());
    }
    header.resize(HEADER - 8, 0);
    header.extend_from_slice(&xxh3_64(&header).to_le_bytes());
    output.write_all(&header)?;
    output.write_all(&front)?;
    parts(&sections).try_for_each(|part| output.write_all(part))
}

/// The bytes of the body, one piece after another.
fn parts<'s>(sections: &'s [(Tag, &'s [u8])]) -> impl Iterator<Item = &'s [u8]> {
    const ZEROS: [u8; ALIGNMENT] = [0; ALIGNMENT];
    sections.iter().flat_map(|(_, bytes)| {
        let padding = bytes.len().next_multiple_of(ALIGNMENT) - bytes.len();
        [*bytes, &ZEROS[..padding]]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image() -> Image {
        let long = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        Image::default().with([
            (*b"LONG", long),
            (*b"TEXT", b"abc".to_vec()),
            (*b"VOID", Vec::new()),
        ])
    }

    fn written(image: &Image) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(image, &mut bytes).unwrap();
        bytes
    }

    fn message(bytes: &[u8]) -> String {
        let flaw = parse(Bytes::Owned(bytes.to_vec())).expect_err("it is refused");
        flaw.at(Path::new("x.cdict")).to_string()
    }

    #[test]
    fn sections_read_back_as_they_were() {
        let image = image();
        let bytes = written(&image);
        let again = parse(Bytes::Owned(bytes.clone())).ok().unwrap();
        for (tag, section) in image.sections() {
            assert_eq!(section.all(), again.section(tag).all());
        }
        assert_eq!(again.section(*b"LONG").u32(123_456), Some(123_456));
        assert_eq!(written(&again), bytes, "the same in, the same out");
    }

    #[test]
    fn another_version_is_refused_with_both_numbers() {
        let mut bytes = written(&image());
        bytes[8..12].copy_from_slice(&77_u32.to_le_bytes());
        let message = message(&bytes);
        assert!(
            message.contains("77") && message.contains(&COMPILED_VERSION.to_string()),
            "{message}"
        );
    }

    #[test]
    fn a_damaged_front_is_refused_and_a_damaged_body_gives_nothing() {
        let bytes = written(&image());
        for at in (12..HEADER + 176).step_by(3) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(message(&damaged).contains("damaged"), "{at}");
        }
        let mut damaged = bytes.clone();
        let last = damaged.len() - 1000;
        damaged[last] ^= 1;
        let image = parse(Bytes::Owned(damaged)).ok().unwrap();
        let long = image.section(*b"LONG");
        assert_eq!(long.u32(5), Some(5), "the first block is sound");
        assert_eq!(long.u32(199_999), None);
        assert!(long.met_damage());
        for length in [0, 7, 20, 64, 100, 1000, bytes.len() - 1] {
            message(&bytes[..length]);
        }
    }
}
