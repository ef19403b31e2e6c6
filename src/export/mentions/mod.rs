//! Mentions in other people's formats. Documents with what was found in them come in, one after another and on any number of threads; text
//! goes out as a stream, in the order of the documents, or as files of a folder. Nothing grows with the number of documents.
//!
//! [`MentionFormat`] lists the formats. Each is a file with a type that implements [`MentionWriter`]; what it cannot carry it counts as a
//! [`Loss`]. Most formats want one text for a document, and mentions that do not overlap: `joined.rs` makes that text, title first,
//! with the mentions placed in it.
//!
//! # Example
//! ```
//! use comention::document::Document;
//! use comention::export::mentions::{MarkedDocument, MentionFormat, MentionOptions, MentionOutput};
//! use comention::mention::Status;
//! use comention::{Annotator, Dictionary};
//!
//! let dictionary = Dictionary::ai_industry();
//! let document = Document::new("memo", "Nvidia sells the H800.");
//! let observation = Annotator::new(&dictionary)?.annotate(&document).into_observation();
//!
//! let format = MentionFormat::Pubtator;
//! let mut output = MentionOutput::default();
//! let marked = MarkedDocument::new(&document, &observation, &dictionary, &[Status::Accepted]);
//! format.writer(&dictionary, MentionOptions::default()).document(&marked, &mut output);
//! let text = String::from_utf8(output.bytes)?;
//! assert!(text.starts_with("memo|t|Nvidia sells the H800.\nmemo|a|\nmemo\t0\t6\tNvidia\torganization\tnvidia\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod brat;
mod conll;
mod csv;
mod encoding;
mod format;
mod html;
mod joined;
mod jsonl;
mod losses;
mod marked;
mod offsets;
mod pubtator;
mod spacy;
#[cfg(test)]
mod tests;
mod tokens;
mod web_annotation;

use std::collections::BTreeMap;

use crate::dictionary::{Dictionary, EntityIndex};

pub use format::MentionFormat;
pub use losses::{Loss, Losses};
pub use marked::{Mark, MarkedDocument};
pub use offsets::{MentionOptions, Offsets};

/// Writes mentions in one format. A writer belongs to one thread and may keep what it can use again; what it writes of a document depends
/// on that document alone.
pub trait MentionWriter: Send {
    /// Appends what stands before the first document.
    fn begin(&self, output: &mut Vec<u8>) {
        let _ = output;
    }

    /// Appends a document.
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput);

    /// What each document begins with to be apart from the one before it. It is to be left out where nothing stands before.
    fn separator(&self) -> &'static str {
        ""
    }

    /// Appends what stands after the last document.
    fn end(&self, summary: &Summary, dictionary: &Dictionary, output: &mut MentionOutput) {
        let _ = (summary, dictionary, output);
    }
}

/// What writers have written of some documents.
#[derive(Debug, Default)]
pub struct MentionOutput {
    /// The text of a format that is one stream.
    pub bytes: Vec<u8>,
    /// The files of a format that is a folder.
    pub files: Vec<MentionFile>,
    /// What the end of the output needs to know of these documents.
    pub summary: Summary,
}

impl MentionOutput {
    /// Empties it, keeping its buffer for the next documents.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.files.clear();
        self.summary = Summary::default();
    }
}

/// Files that belong together: they share a name and differ in how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionFile {
    /// The name without its end: one part of a path, in which nothing leads anywhere else. Where two documents have the same, the second is to
    /// be given another.
    pub stem: String,
    /// The ends of the names (`.txt`), with the contents.
    pub parts: Vec<(&'static str, Vec<u8>)>,
}

/// What is known of documents once they are written. Summaries of parts add up, in order.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How many there were.
    pub documents: u64,
    /// The entities that mentions were linked to, for formats that end with a list of them; several together are what ambiguous ones could be.
    pub entities: BTreeMap<Box<[EntityIndex]>, EntityUse>,
    /// What could not be written.
    pub losses: Losses,
}

/// How an entity, or a choice of several, was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityUse {
    /// How many mentions.
    pub mentions: u64,
    /// Where the first stands, as the format calls places.
    pub first: String,
}

impl Summary {
    /// Adds what is known of the documents that follow.
    pub fn merge(&mut self, later: Self) {
        self.documents += later.documents;
        self.losses.merge(&later.losses);
        for (entities, later) in later.entities {
            let used = self.entities.entry(entities).or_default();
            if used.mentions == 0 {
                used.first = later.first;
            }
            used.mentions += later.mentions;
        }
    }

    /// Notes a mention; `place` is asked for where it is the first of its entity.
    fn note(&mut self, entities: &[EntityIndex], place: impl FnOnce() -> String) {
        if let Some(used) = self.entities.get_mut(entities) {
            used.mentions += 1;
            return;
        }
        let (mentions, first) = (1, place());
        self.entities
            .insert(entities.into(), EntityUse { mentions, first });
    }
}
