//! The compiled form of a dictionary: named sections of flat little-endian arrays. Arrays come in, from memory or from a file, and are
//! read in place; nothing is copied out of them but what is asked for.
//!
//! The floors above add sections of their own (the matcher its tables) and read them through the same [`Section`]s; this module knows
//! only that they have names.

mod file;
mod map;
mod storage;

use std::collections::BTreeMap;

pub use file::COMPILED_VERSION;
#[cfg(feature = "ledger")]
pub(super) use file::from_bytes;
pub(super) use file::{begins_compiled, check_blocks, is_compiled, open, write};
use storage::Storage;
pub(crate) use storage::{Section, push_u32};

/// The name of a section: four letters.
pub(crate) type Tag = [u8; 4];

/// All sections of a compiled dictionary. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image {
    sections: BTreeMap<Tag, Section>,
}

impl Image {
    /// The same with more sections.
    pub(crate) fn with(&self, sections: impl IntoIterator<Item = (Tag, Vec<u8>)>) -> Self {
        let mut image = self.clone();
        for (tag, bytes) in sections {
            image.sections.insert(tag, Section::owned(bytes));
        }
        image
    }

    /// The same with these sections alone.
    #[cfg(feature = "ledger")]
    pub(crate) fn only(&self, tags: &[Tag]) -> Self {
        let mut image = self.clone();
        image.sections.retain(|tag, _| tags.contains(tag));
        image
    }

    /// A section; an empty one where there is none of that name.
    pub(crate) fn section(&self, tag: Tag) -> Section {
        self.sections.get(&tag).cloned().unwrap_or_default()
    }

    /// Whether there is a section of that name.
    pub(crate) fn has(&self, tag: Tag) -> bool {
        self.sections.contains_key(&tag)
    }

    /// All sections, in the order of their names.
    pub(crate) fn sections(&self) -> impl Iterator<Item = (Tag, &Section)> {
        self.sections.iter().map(|(tag, section)| (*tag, section))
    }
}
