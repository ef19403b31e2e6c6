//! The units inside which two mentions co-occur.

use std::fmt;
use std::ops::{AddAssign, SubAssign};

use serde::{Deserialize, Serialize};

/// The unit inside which two mentions co-occur. Every run records all of them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Window {
    /// A sentence; a title, a heading or a byline is one too.
    #[default]
    Sentence,
    /// A paragraph; a title is one too.
    Paragraph,
    /// A whole document.
    Document,
}

impl Window {
    /// All kinds, narrowest first.
    pub const ALL: [Self; 3] = [Self::Sentence, Self::Paragraph, Self::Document];

    /// The lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Document => "document",
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A number of windows of each kind. Raw: no discount, clustering or filter ever changes these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WindowCounts {
    /// Sentences.
    pub sentences: u64,
    /// Paragraphs.
    pub paragraphs: u64,
    /// Documents.
    pub documents: u64,
}

impl WindowCounts {
    /// The number for one kind of window.
    pub const fn get(self, window: Window) -> u64 {
        match window {
            Window::Sentence => self.sentences,
            Window::Paragraph => self.paragraphs,
            Window::Document => self.documents,
        }
    }

    /// Adds windows of one kind.
    pub(super) const fn add(&mut self, window: Window, count: u64) {
        match window {
            Window::Sentence => self.sentences += count,
            Window::Paragraph => self.paragraphs += count,
            Window::Document => self.documents += count,
        }
    }
}

impl AddAssign for WindowCounts {
    fn add_assign(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.paragraphs += other.paragraphs;
        self.documents += other.documents;
    }
}

impl SubAssign for WindowCounts {
    fn sub_assign(&mut self, other: Self) {
        self.sentences -= other.sentences;
        self.paragraphs -= other.paragraphs;
        self.documents -= other.documents;
    }
}
