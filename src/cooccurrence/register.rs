//! Notes which documents were counted, outside memory, and finds those that were counted twice.

use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;

use xxhash_rust::xxh3::xxh3_64;

use crate::document::Date;
use crate::error::{Error, Result};

use super::packing::{hash_of, pack, unpack};
use super::sorted_runs::{SortedRuns, Tape};
use super::{Clusters, Counted, Counts, NearDuplicates, Observation, Observed, Signature};

/// Entries of some documents, ready to be written to a [`Register`]. Threads make them, one thread writes them.
#[derive(Clone, Debug, Default)]
pub struct RegisterEntries {
    bytes: Vec<u8>,
    /// For each entry the hash of its document's id, and where it ends.
    ends: Vec<(u64, usize)>,
    signatures: bool,
}

impl RegisterEntries {
    /// Adds an entry: all that is counted of a document, without its words.
    ///
    /// # Panics
    /// If it takes 4 GiB or more: documents are limited to 256 MB.
    pub fn push(&mut self, observation: &Observation) {
        self.push_with(observation, None);
    }

    /// The same with its signature: [`Register::settle`] will find near-duplicates, and count their representatives.
    ///
    /// # Panics
    /// As [`RegisterEntries::push`].
    pub fn push_signed(&mut self, observation: &Observation) {
        self.signatures = true;
        self.push_with(observation, Some(observation.signature));
    }

    fn push_with(&mut self, observation: &Observation, signature: Option<Signature>) {
        let document = &observation.document;
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&[0; HEAD_BYTES]);
        self.bytes.extend_from_slice(document.id.as_bytes());
        let id_end = self.bytes.len();
        self.bytes.extend_from_slice(document.origin.as_bytes());
        let origin_end = self.bytes.len();
        if let Some(signature) = signature {
            self.bytes.extend_from_slice(&date_bytes(document.date));
            self.bytes.extend_from_slice(&signature.as_bytes());
        }
        let signature_end = self.bytes.len();
        pack(observation, &mut self.bytes);
        let ends =
            [id_end, origin_end, signature_end, self.bytes.len()].map(|end| narrow(end - start));
        for (place, end) in ends.into_iter().enumerate() {
            let at = start + 4 * place;
            self.bytes[at..at + 4].copy_from_slice(&end.to_le_bytes());
        }
        self.ends
            .push((xxh3_64(document.id.as_bytes()), self.bytes.len()));
    }
}

/// Id, origin, date with signature, record.
const PARTS: usize = 4;
/// Which of them is the record.
const RECORD: usize = PARTS - 1;

/// An entry begins with where its parts end, from its own beginning.
const HEAD_BYTES: usize = PARTS * 4;

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
    signatures: bool,
}

impl<F: Read + Write + Seek> Register<F> {
    /// Starts with an empty file, which errors call by `path`.
    pub fn new(file: F, path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            tape: Tape::new(file),
            keys: SortedRuns::default(),
            signatures: false,
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
        self.signatures |= entries.signatures;
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
    /// many they were. Where entries have signatures, the representatives of near-duplicates are counted by themselves too.
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
            signatures,
        } = self;
        let mut counts = Counts::default();
        let mut observation = Observation::default();
        let mut repeats = 0;
        let mut conflict: Option<(u64, Entry, Entry)> = None;
        // Of the entries with the hash that came last: those of different ids.
        let mut last = None;
        let mut firsts: Vec<(u64, Option<Entry>)> = Vec::new();
        // Those that count, where they will be read again.
        let mut places = Vec::new();
        let merged = keys.merge(&mut tape, |(hash, at), tape| {
            if last != Some(hash) {
                last = Some(hash);
                firsts.clear();
                firsts.push((at, None));
                places.extend(signatures.then_some(at));
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
                if first.hash() == entry.hash() {
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
            places.extend(signatures.then_some(at));
            Ok(())
        });
        let broken = |source| Error::Io {
            path: path.clone(),
            source,
        };
        merged.map_err(broken)?;
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
        places.sort_unstable();
        let found = count_representatives(&places, &mut tape).map_err(broken)?;
        if let Some((clusters, counted)) = found {
            observed.set_representatives(clusters, counted);
        }
        Ok(repeats)
    }
}

/// Finds clusters of near-duplicates; counts the documents that stand for theirs, and those that repeat no other. `None` where that is all of
/// them.
fn count_representatives<F: Read + Write + Seek>(
    places: &[u64],
    tape: &mut Tape<F>,
) -> io::Result<Option<(Clusters, Counted)>> {
    let mut near_duplicates = NearDuplicates::default();
    for &at in places {
        let entry = Entry::read_on(at, tape)?;
        let (date, signature) = entry.signature();
        near_duplicates.add_signature(signature, date, entry.id());
    }
    let clusters = near_duplicates.clusters();
    if clusters.is_empty() {
        return Ok(None);
    }
    let (mut counts, mut observation) = (Counts::default(), Observation::default());
    for &at in places {
        let entry = Entry::read_on(at, tape)?;
        let (date, signature) = entry.signature();
        if clusters.has_representative(signature, entry.id()) {
            entry.unpack(&mut observation);
            observation.document.date = date;
            counts.add(&observation);
        }
    }
    Ok(Some((clusters, counts.into_counted())))
}

/// An entry that was read back.
#[derive(Clone, Debug)]
struct Entry {
    at: u64,
    ends: [u32; PARTS],
    bytes: Vec<u8>,
}

impl Entry {
    fn read<F: Read + Write + Seek>(at: u64, tape: &mut Tape<F>) -> io::Result<Self> {
        Self::read_by(at, |bytes| tape.read(at, bytes))
    }

    /// The same for entries that are read in their order.
    fn read_on<F: Read + Write + Seek>(at: u64, tape: &mut Tape<F>) -> io::Result<Self> {
        Self::read_by(at, |bytes| tape.read_on(at, bytes))
    }

    fn read_by(at: u64, mut read: impl FnMut(&mut [u8]) -> io::Result<()>) -> io::Result<Self> {
        let mut head = [0; HEAD_BYTES];
        read(&mut head)?;
        let (ends, _) = head.as_chunks();
        let ends = std::array::from_fn(|place| u32::from_le_bytes(ends[place]));
        let mut bytes = vec![0; ends[PARTS - 1] as usize];
        read(&mut bytes)?;
        Ok(Self { at, ends, bytes })
    }

    /// Date and signature; none where it was written without.
    fn signature(&self) -> (Option<Date>, Signature) {
        let Some((date, signature)) = self.part(2).split_first_chunk() else {
            return (None, Signature::None);
        };
        let signature = Signature::from_bytes(signature).expect("a signature was written");
        (date_of(*date), signature)
    }

    fn part(&self, part: usize) -> &[u8] {
        let start = part
            .checked_sub(1)
            .map_or(HEAD_BYTES, |before| self.ends[before] as usize);
        &self.bytes[start..self.ends[part] as usize]
    }

    fn id(&self) -> &str {
        std::str::from_utf8(self.part(0)).expect("an id was written")
    }

    fn origin(&self) -> &str {
        std::str::from_utf8(self.part(1)).expect("a place was written")
    }

    fn hash(&self) -> u128 {
        hash_of(self.part(RECORD)).expect("a record was written")
    }

    fn unpack(&self, observation: &mut Observation) {
        observation.clear();
        self.id().clone_into(&mut observation.document.id);
        unpack(observation, self.part(RECORD)).expect("what was packed can be unpacked");
    }
}

/// A date in four bytes, zeros where it is not known.
fn date_bytes(date: Option<Date>) -> [u8; 4] {
    let Some(date) = date else {
        return [0; 4];
    };
    let [high, low] = date.year().to_be_bytes();
    let part = |part: Option<u8>| part.unwrap_or_default();
    [high, low, part(date.month()), part(date.day())]
}

fn date_of([high, low, month, day]: [u8; 4]) -> Option<Date> {
    let year = u16::from_be_bytes([high, low]);
    match (month, day) {
        (0, _) => Date::from_year(year),
        (month, 0) => Date::from_ym(year, month),
        (month, day) => Date::from_ymd(year, month, day),
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("documents are limited to 256 MB")
}
