//! Observations in the form they are kept in: a few bytes a mention, in two buffers for many documents.

use crate::document::Date;

use super::packing::{hash_of, pack, unpack};
use super::{Observation, Signature};

/// Packed documents, one after another: what memory keeps and a ledger writes.
///
/// # Example
/// ```
/// use comention::cooccurrence::{Observation, PackedDocuments};
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let annotator = Annotator::new(&Dictionary::ai_industry())?;
/// let observation = annotator.annotate(&Document::new("memo", "Nvidia sells the H800.")).into_observation();
/// let mut packed = PackedDocuments::default();
/// packed.push(&observation);
/// let mut unpacked = Observation::default();
/// packed.iter().next().unwrap().unpack(&mut unpacked);
/// assert_eq!(unpacked, observation);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PackedDocuments {
    heads: Vec<Head>,
    strings: String,
    records: Vec<u8>,
}

/// How many strings a document has.
const STRINGS: usize = 7;

#[derive(Clone, Debug)]
struct Head {
    date: Option<Date>,
    signature: Signature,
    /// Where its strings begin, and where each of them ends.
    strings: usize,
    string_ends: [u32; STRINGS],
    /// A bit for each string that is there.
    present: u8,
    /// Where its record begins and ends.
    record: [usize; 2],
}

impl PackedDocuments {
    /// Makes room for about so many bytes at once. What is not used costs nothing where memory is given out page by page, and nothing moves
    /// while it grows.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            heads: Vec::with_capacity(bytes / 2 / size_of::<Head>()),
            strings: String::with_capacity(bytes),
            records: Vec::with_capacity(bytes / 4),
        }
    }

    /// Empties it, keeping the room.
    pub(super) fn clear(&mut self) {
        self.heads.clear();
        self.strings.clear();
        self.records.clear();
    }

    /// Adds a document.
    ///
    /// # Panics
    /// If its strings are 4 GiB or longer: documents are limited to 256 MB.
    pub fn push(&mut self, observation: &Observation) {
        let document = &observation.document;
        let strings = self.strings.len();
        let mut present = 0;
        let parts: [Option<&str>; STRINGS] = [
            Some(&document.id),
            document.title.as_deref(),
            document.source.as_deref(),
            document.url.as_deref(),
            document.lang.as_deref(),
            Some(&document.origin),
            Some(&observation.text),
        ];
        let string_ends = std::array::from_fn(|part| {
            if let Some(part_text) = parts[part] {
                present |= 1 << part;
                self.strings.push_str(part_text);
            }
            u32::try_from(self.strings.len() - strings).expect("documents are limited to 256 MB")
        });
        let start = self.records.len();
        pack(observation, &mut self.records);
        self.heads.push(Head {
            date: document.date,
            signature: observation.signature,
            strings,
            string_ends,
            present,
            record: [start, self.records.len()],
        });
    }

    /// Adds a copy of a document that stands elsewhere.
    pub(super) fn push_packed(&mut self, document: PackedDocument<'_>) {
        let PackedDocument { head, documents } = document;
        let (strings, record) = (self.strings.len(), self.records.len());
        let string_bytes = head.string_ends[STRINGS - 1] as usize;
        self.strings
            .push_str(&documents.strings[head.strings..][..string_bytes]);
        self.records.extend_from_slice(document.record());
        self.heads.push(Head {
            strings,
            record: [record, self.records.len()],
            ..head.clone()
        });
    }

    /// A document, by how many were added before it.
    ///
    /// # Panics
    /// If there are not so many.
    pub(super) fn get(&self, number: usize) -> PackedDocument<'_> {
        PackedDocument {
            head: &self.heads[number],
            documents: self,
        }
    }

    /// The documents, in the order they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PackedDocument<'_>> + Clone {
        (0..self.heads.len()).map(|number| self.get(number))
    }

    /// How many bytes are in use.
    pub fn bytes_len(&self) -> usize {
        self.heads.len() * size_of::<Head>() + self.strings.len() + self.records.len()
    }
}

/// One packed document.
#[derive(Clone, Copy, Debug)]
pub struct PackedDocument<'p> {
    head: &'p Head,
    documents: &'p PackedDocuments,
}

impl<'p> PackedDocument<'p> {
    /// Its id.
    pub fn id(self) -> &'p str {
        self.string(0).unwrap_or_default()
    }

    /// Its title.
    pub fn title(self) -> Option<&'p str> {
        self.string(1)
    }

    /// Its source.
    pub fn source(self) -> Option<&'p str> {
        self.string(2)
    }

    /// Its address.
    pub fn url(self) -> Option<&'p str> {
        self.string(3)
    }

    /// Its language.
    pub fn lang(self) -> Option<&'p str> {
        self.string(4)
    }

    /// Where it was read.
    pub fn origin(self) -> &'p str {
        self.string(5).unwrap_or_default()
    }

    /// The text of the sentences that hold a mention.
    pub fn text(self) -> &'p str {
        self.string(6).unwrap_or_default()
    }

    /// The hash of its content.
    ///
    /// # Panics
    /// Never: what was packed has one.
    pub fn hash(self) -> u128 {
        hash_of(self.record()).expect("what was packed has a hash")
    }

    /// Its date.
    pub fn date(self) -> Option<Date> {
        self.head.date
    }

    /// What its text looks like.
    pub fn signature(self) -> Signature {
        self.head.signature
    }

    /// All that is counted of it, packed.
    pub fn record(self) -> &'p [u8] {
        let [start, end] = self.head.record;
        &self.documents.records[start..end]
    }

    /// How many bytes it takes.
    pub(super) fn bytes_len(self) -> usize {
        let strings = self.head.string_ends[STRINGS - 1] as usize;
        size_of::<Head>() + strings + self.record().len()
    }

    /// Unpacks it into `observation`, in place of what that held.
    ///
    /// # Panics
    /// Never: what was packed can be unpacked.
    pub fn unpack(self, observation: &mut Observation) {
        observation.clear();
        let document = &mut observation.document;
        self.id().clone_into(&mut document.id);
        self.origin().clone_into(&mut document.origin);
        let owned = |string: Option<&str>| string.map(str::to_owned);
        document.title = owned(self.title());
        document.source = owned(self.source());
        document.url = owned(self.url());
        document.lang = owned(self.lang());
        document.date = self.date();
        observation.signature = self.signature();
        observation.text.push_str(self.text());
        unpack(observation, self.record()).expect("what was packed can be unpacked");
    }

    fn string(self, part: usize) -> Option<&'p str> {
        if self.head.present >> part & 1 == 0 {
            return None;
        }
        let start = match part.checked_sub(1) {
            Some(before) => self.head.string_ends[before],
            None => 0,
        };
        let strings = &self.documents.strings[self.head.strings..];
        Some(&strings[start as usize..self.head.string_ends[part] as usize])
    }
}
