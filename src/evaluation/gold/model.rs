//! A document with its marked names, and how marks that count code points become spans.

use std::path::Path;

use crate::document::Document;
use crate::error::{Error, Result};
use crate::text::Span;

/// A name that people marked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldMention {
    /// Its place in the text.
    pub span: Span,
    /// The entities it means; any of them is right. Empty where the gold names none.
    pub ids: Vec<String>,
    /// Its class in the words of the gold; empty where it has none.
    pub entity_type: String,
}

impl GoldMention {
    /// Makes a mention without an id.
    pub fn new(span: Span, entity_type: impl Into<String>) -> Self {
        Self {
            span,
            ids: Vec::new(),
            entity_type: entity_type.into(),
        }
    }

    /// Adds an entity that it may mean.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.ids.push(id.into());
        self
    }
}

/// A document with its marked names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldDocument {
    /// The document. Spans cut its text; its title, where that is a field of its own, is not marked.
    pub document: Document,
    /// The marked names, in the order of the file.
    pub mentions: Vec<GoldMention>,
    /// How many names were left out because they are in several pieces.
    pub discontinuous: u64,
    /// Whether ids are written with the name of their database (`MESH:D012640`), which the dictionary may leave out.
    pub database_ids: bool,
}

impl GoldDocument {
    /// Makes a gold document.
    pub fn new(document: Document, mentions: Vec<GoldMention>) -> Self {
        Self {
            document,
            mentions,
            ..Self::default()
        }
    }
}

/// A mark as a file gives it, before it is held against the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The line it stands on.
    pub(super) line: u64,
    /// In code points.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What the file says stands there.
    pub(super) surface: Option<String>,
    pub(super) ids: Vec<String>,
    pub(super) entity_type: String,
}

impl Mark {
    /// The mention it makes in a text.
    pub(super) fn place(self, text: &str, starts: &CharStarts, path: &Path) -> Result<GoldMention> {
        let Some(span) = starts.span(self.start, self.end) else {
            return Err(Error::GoldSpan {
                path: path.to_owned(),
                line: self.line,
                start: self.start,
                end: self.end,
                length: starts.count(),
            });
        };
        let found = span.of(text);
        if let Some(surface) = &self.surface
            && !same_words(surface, found)
        {
            return Err(Error::GoldSurface {
                path: path.to_owned(),
                line: self.line,
                expected: surface.clone(),
                found: found.to_owned(),
            });
        }
        Ok(GoldMention {
            span,
            ids: self.ids,
            entity_type: self.entity_type,
        })
    }
}

/// Files of lines write a line break inside a name as a space.
fn same_words(one: &str, other: &str) -> bool {
    let spaced = |text: &'_ str| -> Vec<char> {
        let space = |c: char| if c.is_whitespace() { ' ' } else { c };
        text.chars().map(space).collect()
    };
    one == other || spaced(one) == spaced(other)
}

/// Where the characters of a text begin.
pub(in crate::evaluation) struct CharStarts {
    /// The byte of each character; empty where each byte is one.
    bytes: Vec<usize>,
    length: usize,
}

impl CharStarts {
    pub(in crate::evaluation) fn of(text: &str) -> Self {
        let mut bytes = Vec::new();
        if !text.is_ascii() {
            bytes.extend(text.char_indices().map(|(byte, _)| byte));
        }
        Self {
            bytes,
            length: text.len(),
        }
    }

    /// How many characters there are.
    pub(in crate::evaluation) fn count(&self) -> usize {
        if self.bytes.is_empty() {
            self.length
        } else {
            self.bytes.len()
        }
    }

    /// The characters before a byte that begins one, or ends the text.
    pub(in crate::evaluation) fn before(&self, byte: usize) -> usize {
        if self.bytes.is_empty() {
            byte
        } else {
            self.bytes.partition_point(|&start| start < byte)
        }
    }

    /// The span of some characters, unless they are none or not all there.
    pub(super) fn span(&self, start: usize, end: usize) -> Option<Span> {
        if start >= end || end > self.count() {
            return None;
        }
        if self.bytes.is_empty() {
            return Some(Span::new(start, end));
        }
        let end = self.bytes.get(end).copied().unwrap_or(self.length);
        Some(Span::new(self.bytes[start], end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_any_script() {
        for text in ["", "plain", "Zürich 芯片 😀!"] {
            let starts = CharStarts::of(text);
            let all: Vec<char> = text.chars().collect();
            assert_eq!(starts.count(), all.len());
            for start in 0..=all.len() {
                for end in 0..=all.len() + 1 {
                    let cut = starts.span(start, end).map(|span| span.of(text).to_owned());
                    let wanted = (start < end && end <= all.len())
                        .then(|| all[start..end].iter().collect::<String>());
                    assert_eq!(cut, wanted, "{text} {start}..{end}");
                    if let Some(span) = starts.span(start, end) {
                        assert_eq!(starts.before(span.start()), start);
                        assert_eq!(starts.before(span.end()), end);
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_break_in_a_name_is_written_as_a_space() {
        assert!(same_words("New York", "New\nYork"));
        assert!(!same_words("New York", "New Jork"));
    }
}
