//! One document, decoded and ready to be searched.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::Date;
use crate::text::Lines;

/// A text with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// Stable id: the input's own `id`, else the path relative to the input folder, with `#n` for the nth record of a file of records.
    pub id: String,
    /// The headline, where the input gives one.
    pub title: Option<String>,
    /// The document text: after decoding, after JSON or CSV unescaping, extracted from the mark-up of HTML and Markdown.
    pub text: String,
    /// When it was published.
    pub date: Option<Date>,
    /// What the input gives as its date, where that is not one; `date` is then `None`.
    pub undated_reason: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its language, as the input names it (`en`, `zh`).
    pub lang: Option<String>,
    /// Where it was read from, for messages: a path, with the line or record number for files of records.
    pub origin: String,
    /// How many bytes that were not UTF-8 were replaced by U+FFFD.
    pub repaired_bytes: u64,
    /// A rule for its paragraphs that overrides the one asked for; readers of mark-up set it, they know their blocks.
    pub lines: Option<Lines>,
}

impl Document {
    /// Makes a document from an id and its text; everything else is unknown.
    ///
    /// # Example
    /// ```
    /// use comention::document::Document;
    ///
    /// let document = Document::new("memo-1", "Nvidia sells the H800 in China.");
    /// assert_eq!(document.title, None);
    /// ```
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// Forgets everything. The memory of its strings is kept for the next document.
    pub fn clear(&mut self) {
        self.id.clear();
        self.text.clear();
        self.origin.clear();
        for field in [
            &mut self.title,
            &mut self.undated_reason,
            &mut self.source,
            &mut self.url,
            &mut self.lang,
        ] {
            *field = None;
        }
        self.date = None;
        self.repaired_bytes = 0;
        self.lines = None;
    }

    /// Sets the title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the date.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// The title, where it is a field of its own: `None` when there is none, or when the text starts with it, white space folded in both.
    ///
    /// # Example
    /// ```
    /// use comention::document::Document;
    ///
    /// let repeated = Document::new("a", "Chips  sold\nout, again").with_title("Chips sold out");
    /// assert_eq!(repeated.separate_title(), None);
    /// let separate = Document::new("b", "Again.").with_title("Chips sold out");
    /// assert_eq!(separate.separate_title(), Some("Chips sold out"));
    /// ```
    pub fn separate_title(&self) -> Option<&str> {
        let title = self.title.as_deref()?;
        let (start, text) = (title.trim(), self.text.trim_start());
        let first = start.chars().next()?;
        // Every document is asked: most titles that are repeated are so to the letter, and most others begin otherwise.
        if text.starts_with(start) {
            return None;
        }
        if !text.starts_with(first) {
            return Some(title);
        }
        let mut title_words = start.split_whitespace().peekable();
        let mut text_words = text.split_whitespace();
        // A prefix of the folded text is whole words, then a prefix of one: no folded copy is needed.
        while let Some(word) = title_words.next() {
            let is_last = title_words.peek().is_none();
            let same = text_words
                .next()
                .is_some_and(|other| other == word || (is_last && other.starts_with(word)));
            if !same {
                return Some(title);
            }
        }
        None
    }

    /// The string that spans of `field` cut.
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => self.title.as_deref().unwrap_or_default(),
            Field::Text => &self.text,
        }
    }
}

/// The part of a document a span belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The body.
    Text,
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Title => "title",
            Self::Text => "text",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separate(title: &str, text: &str) -> bool {
        Document::new("x", text)
            .with_title(title)
            .separate_title()
            .is_some()
    }

    #[test]
    fn a_title_the_text_starts_with_is_not_separate() {
        assert!(!separate("Chips sold out", "Chips sold out. More."));
        assert!(!separate(
            " Chips  sold\tout ",
            "\n Chips sold\u{a0}out: why"
        ));
        assert!(separate("Chips sold out", "Chips sold"));
        assert!(separate("Chips sold out", "Chip sold out"));
        assert!(separate("Chip sold out", "Chips sold out"));
        assert!(separate("Chips", ""));
    }

    #[test]
    fn a_cleared_document_is_a_new_one() {
        let mut document = Document::new("x", "text").with_title("title");
        document.repaired_bytes = 1;
        document.lines = Some(Lines::Paragraph);
        document.url = Some("y".to_owned());
        document.clear();
        assert_eq!(document, Document::default());
    }

    #[test]
    fn an_empty_title_is_no_title() {
        assert!(!separate("", "Text"));
        assert!(!separate(" \n", ""));
    }
}
