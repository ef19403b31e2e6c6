//! Notes which documents were counted, outside memory, and finds those that were counted twice.

use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, Result};

use super::packing::{pack_mentions, pack_sentences, unpack};
use super::sorted_runs::{SortedRuns, Tape};
use super::{Counts, Observation, Observed, WindowCounts};

/// Entries of some documents, ready to be written to a [`Register`]. Threads make them, one thread writes them.
#[derive(Clone, Debug, Default)]
pub struct RegisterEntries {
    bytes: Vec<u8>,
    /// For each entry the hash of its document's id, and where it ends.
    ends: Vec<(u64, usize)>,
}

impl RegisterEntries {
    /// Adds an entry: all that is counted of a document, without its words.
    ///
    /// # Panics
    /// If it takes 4 GiB or more: documents are limited to 256 MB.
    pub fn push(&mut self, observation: &Observation) {
        let document = &observation.document;
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&[0; HEAD_BYTES]);
        self.bytes.extend_from_slice(document.id.as_bytes());
        let mut ends = [self.bytes.len(); PARTS];
        self.bytes.extend_from_slice(document.origin.as_bytes());
        ends[1] = self.bytes.len();
        pack_sentences(observation, &mut self.bytes);
        ends[2] = self.bytes.len();
        pack_mentions(observation, &mut self.bytes);
        ends[3] = self.bytes.len();
        let head = Head {
            hash: document.hash,
            windows: observation.windows,
            names: [observation.names, observation.names_known],
            ends: ends.map(|end| narrow(end - start)),
        };
        self.bytes[start..start + HEAD_BYTES].copy_from_slice(&head.to_bytes());
        self.ends
            .push((xxh3_64(document.id.as_bytes()), self.bytes.len()));
    }
}

/// Id, origin, sentences, mentions.
const PARTS: usize = 4;
const HEAD_BYTES: usize = 16 + 5 * 8 + PARTS * 4;

/// What an entry begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    hash: u128,
    windows: WindowCounts,
    names: [u64; 2],
    /// Where its parts end, from its own beginning.
    ends: [u32; PARTS],
}

impl Head {
    fn to_bytes(self) -> [u8; HEAD_BYTES] {
        let windows = self.windows;
        let numbers = [
            windows.sentences,
            windows.paragraphs,
            windows.documents,
            self.names[0],
            self.names[1],
        ];
        let mut bytes = [0; HEAD_BYTES];
        let (hash, rest) = bytes.split_at_mut(16);
        hash.copy_from_slice(&self.hash.to_le_bytes());
        let (wide, ends) = rest.split_at_mut(5 * 8);
        for (place, number) in wide.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        for (place, end) in ends.chunks_exact_mut(4).zip(self.ends) {
            place.copy_from_slice(&end.to_le_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: &[u8; HEAD_BYTES]) -> Self {
        let (hash, rest) = bytes.split_first_chunk().expect("a head is longer");
        let (wide, ends) = rest.split_at(5 * 8);
        let (wide, _) = wide.as_chunks();
        let (ends, _) = ends.as_chunks();
        let number = |at: usize| u64::from_le_bytes(wide[at]);
        Self {
            hash: u128::from_le_bytes(*hash),
            windows: WindowCounts {
                sentences: number(0),
                paragraphs: number(1),
                documents: number(2),
            },
            names: [number(3), number(4)],
            ends: std::array::from_fn(|at| u32::from_le_bytes(ends[at])),
        }
    }
}

/// All documents that were counted, in a file of its own, so that memory does not grow with them: about a hundred bytes each.
///
/// # Example
/// ```
/// use std::io::Cursor;
/// use comention::cooccurrence::{Observed, Register, RegisterEntries};
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let annotator = Annotator::new(&Dictionary::ai_industry())?;
/// let memo = annotator.annotate(&Document::new("memo", "Nvidia sells the H800.")).into_observation();
/// let (mut observed, mut entries) = (Observed::default(), RegisterEntries::default());
/// for _ in 0..2 {
///     observed.observe(&memo);
///     entries.push(&memo);
/// }
/// let mut register = Register::new(Cursor::new(Vec::new()), "memory");
/// register.add(&entries)?;
/// assert_eq!(register.settle(&mut observed, |_| ())?, 1);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Debug)]
pub struct Register<F> {
    path: PathBuf,
    tape: Tape<F>,
    keys: SortedRuns,
}

impl<F: Read + Write + Seek> Register<F> {
    /// Starts with an empty file, which errors call by `path`.
    pub fn new(file: F, path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            tape: Tape::new(file),
            keys: SortedRuns::default(),
        }
    }

    /// Adds entries. Their order tells which document came first, where two have one id.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, entries: &RegisterEntries) -> Result<()> {
        self.write(entries).map_err(|source| Error::Io {
            path: self.path.clone(),
            source,
        })
    }

    fn write(&mut self, entries: &RegisterEntries) -> io::Result<()> {
        let base = self.tape.len();
        self.tape.append(&entries.bytes)?;
        let mut start = 0;
        for &(hash, end) in &entries.ends {
            self.keys
                .push((hash, base + start as u64), &mut self.tape)?;
            start = end;
        }
        Ok(())
    }

    /// Makes documents that were observed several times count once, and hands each one too many to `surplus`, without its words; tells how
    /// many they were.
    ///
    /// # Errors
    /// [`Error::DuplicateDocument`] for the first document whose id another with other content had; [`Error::Io`] if the file cannot be read.
    pub fn settle(
        self,
        observed: &mut Observed,
        mut surplus: impl FnMut(&Observation),
    ) -> Result<u64> {
        let Self {
            path,
            mut tape,
            keys,
            ..
        } = self;
        let mut counts = Counts::default();
        let mut observation = Observation::default();
        let mut repeats = 0;
        let mut conflict: Option<(u64, Entry, Entry)> = None;
        // Of the entries with the hash that came last: those of different ids.
        let mut last = None;
        let mut firsts: Vec<(u64, Option<Entry>)> = Vec::new();
        let merged = keys.merge(&mut tape, |(hash, at), tape| {
            if last != Some(hash) {
                last = Some(hash);
                firsts.clear();
                firsts.push((at, None));
                return Ok(());
            }
            let entry = Entry::read(at, tape)?;
            for (at, first) in &mut firsts {
                if first.is_none() {
                    *first = Some(Entry::read(*at, tape)?);
                }
                let Some(first) = first.as_ref().filter(|first| first.id() == entry.id()) else {
                    continue;
                };
                if first.head.hash == entry.head.hash {
                    entry.unpack(&mut observation);
                    counts.add(&observation);
                    surplus(&observation);
                    repeats += 1;
                } else if conflict
                    .as_ref()
                    .is_none_or(|(before, ..)| entry.at < *before)
                {
                    conflict = Some((entry.at, first.clone(), entry));
                }
                return Ok(());
            }
            firsts.push((at, Some(entry)));
            Ok(())
        });
        merged.map_err(|source| Error::Io { path, source })?;
        if let Some((_, first, second)) = conflict {
            return Err(Error::DuplicateDocument {
                id: first.id().to_owned(),
                first: first.origin().to_owned(),
                second: second.origin().to_owned(),
            });
        }
        if repeats > 0 {
            observed.subtract(counts);
        }
        Ok(repeats)
    }
}

/// An entry that was read back.
#[derive(Clone, Debug)]
struct Entry {
    at: u64,
    head: Head,
    bytes: Vec<u8>,
}

impl Entry {
    fn read<F: Read + Write + Seek>(at: u64, tape: &mut Tape<F>) -> io::Result<Self> {
        let mut head = [0; HEAD_BYTES];
        tape.read(at, &mut head)?;
        let head = Head::from_bytes(&head);
        let mut bytes = vec![0; head.ends[PARTS - 1] as usize];
        tape.read(at, &mut bytes)?;
        Ok(Self { at, head, bytes })
    }

    fn part(&self, part: usize) -> &[u8] {
        let start = part
            .checked_sub(1)
            .map_or(HEAD_BYTES, |before| self.head.ends[before] as usize);
        &self.bytes[start..self.head.ends[part] as usize]
    }

    fn id(&self) -> &str {
        std::str::from_utf8(self.part(0)).expect("an id was written")
    }

    fn origin(&self) -> &str {
        std::str::from_utf8(self.part(1)).expect("a place was written")
    }

    fn unpack(&self, observation: &mut Observation) {
        observation.clear();
        observation.windows = self.head.windows;
        [observation.names, observation.names_known] = self.head.names;
        unpack(observation, self.part(2), self.part(3)).expect("what was packed can be unpacked");
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("documents are limited to 256 MB")
}
