//! The sections of a dictionary, read: strings by number, entities by rank.

use super::details::Details;
use super::image::{Image, Section, Tag};

pub(super) const META: Tag = *b"META";
pub(super) const TEXT: Tag = *b"TEXT";
pub(super) const ENDS: Tag = *b"ENDS";
pub(super) const ENTITIES: Tag = *b"ENTS";
pub(super) const DETAIL_ENDS: Tag = *b"DETE";
pub(super) const DETAILS: Tag = *b"DETX";
/// Only dictionaries with blocks have it.
pub(super) const BLOCKS: Tag = *b"BLKS";

/// The sections that say what the entities are, and what is no name.
#[cfg(feature = "ledger")]
pub(super) const ENTITY_SECTIONS: [Tag; 6] = [TEXT, ENDS, ENTITIES, DETAIL_ENDS, DETAILS, BLOCKS];

/// How many bytes the record of an entity has: four numbers.
pub(super) const ENTITY_WIDTH: usize = 16;

/// The places of the numbers in the record of an entity.
pub(super) const FIRST: usize = 0;
pub(super) const TYPE: usize = 1;
pub(super) const PARENT: usize = 2;
const DETAIL: usize = 3;

/// The sections of a dictionary. What a damaged file does not give is empty.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) image: Image,
    text: Section,
    ends: Section,
    entities: Section,
    detail_ends: Section,
    details: Section,
    len: u32,
}

impl Tables {
    pub(super) fn new(image: Image) -> Self {
        let entities = image.section(ENTITIES);
        // The last record only says where the strings of the one before end.
        let len = entities.count(ENTITY_WIDTH).saturating_sub(1);
        Self {
            text: image.section(TEXT),
            ends: image.section(ENDS),
            detail_ends: image.section(DETAIL_ENDS),
            details: image.section(DETAILS),
            entities,
            image,
            len: u32::try_from(len).unwrap_or(u32::MAX),
        }
    }

    pub(super) const fn len(&self) -> u32 {
        self.len
    }

    fn record(&self, entity: u32) -> [u32; 4] {
        let bytes: [u8; ENTITY_WIDTH] = self.entities.record(entity as usize).unwrap_or_default();
        let number = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        [number(0), number(4), number(8), number(12)]
    }

    /// Has the record of an entity brought near.
    #[inline]
    pub(super) fn announce(&self, entity: u32) {
        self.entities
            .announce((entity as usize).saturating_mul(ENTITY_WIDTH));
    }

    /// Has the forms of some entities brought near, those of all at once: first where they stand, then themselves.
    pub(super) fn announce_forms(&self, entities: impl Iterator<Item = u32> + Clone) {
        let id = |entity| self.record(entity)[FIRST] as usize;
        for entity in entities.clone() {
            self.ends.announce(id(entity).saturating_mul(4));
        }
        for entity in entities {
            let name = self.ends.u32(id(entity)).unwrap_or_default();
            self.text.announce(name as usize);
        }
    }

    /// The first byte of a string, and the string.
    pub(super) fn string(&self, number: u32) -> (usize, &str) {
        let end = |number: u32| self.ends.u32(number as usize).unwrap_or_default() as usize;
        let start = number.checked_sub(1).map_or(0, end);
        (start, self.text.text(start, end(number)))
    }

    /// The numbers of the strings of an entity: its id, its name, its aliases.
    pub(super) fn strings(&self, entity: u32) -> std::ops::Range<u32> {
        let first = self.record(entity)[FIRST];
        let next = self.record(entity.saturating_add(1))[FIRST];
        // A damaged file could claim strings that are not there.
        let all = u32::try_from(self.ends.count(4)).unwrap_or(u32::MAX);
        first.min(all)..next.min(all)
    }

    pub(super) fn id(&self, entity: u32) -> &str {
        self.string(self.record(entity)[FIRST]).1
    }

    pub(super) fn entity_type(&self, entity: u32) -> &str {
        self.string(self.record(entity)[TYPE]).1
    }

    /// The number of the string that is the type of an entity.
    pub(super) fn type_number(&self, entity: u32) -> u32 {
        self.record(entity)[TYPE]
    }

    pub(super) fn parent(&self, entity: u32) -> Option<u32> {
        self.record(entity)[PARENT]
            .checked_sub(1)
            .filter(|&parent| parent < self.len)
    }

    /// The details of an entity; `None` if it has none.
    pub(super) fn details(&self, entity: u32) -> Option<Details> {
        let number = self.record(entity)[DETAIL].checked_sub(1)? as usize;
        let end = |number: usize| self.detail_ends.u32(number).unwrap_or_default() as usize;
        let start = number.checked_sub(1).map_or(0, end);
        let json = self.details.bytes(start, end(number).checked_sub(start)?)?;
        Some(Details::read(json))
    }

    /// The heap of strings.
    pub(super) fn text(&self) -> &Section {
        &self.text
    }

    /// What `META` says: the number of forms, and the hash.
    pub(super) fn meta(&self) -> Option<(u64, u128)> {
        let section = self.image.section(META);
        let hash = section.bytes(8, 16)?.try_into().ok()?;
        Some((section.u64(0)?, u128::from_le_bytes(hash)))
    }

    /// Whether something that was asked for was found damaged.
    pub(super) fn met_damage(&self) -> bool {
        self.image
            .sections()
            .any(|(_, section)| section.met_damage())
    }

    /// Checks every block.
    pub(super) fn is_sound(&self) -> bool {
        self.image.sections().all(|(_, section)| section.is_sound())
    }
}

/// `META`.
pub(super) fn meta_section(forms: u64, hash: u128) -> Vec<u8> {
    let mut meta = forms.to_le_bytes().to_vec();
    meta.extend_from_slice(&hash.to_le_bytes());
    meta
}
