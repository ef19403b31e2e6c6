//! The units that places are counted in, and the other choices there are.

use std::fmt;

use crate::cooccurrence::{MentionRecord, Observation};
use crate::document::Field;
use crate::text::{Lines, Span};

/// The unit of places in a text that leaves the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offsets {
    /// Unicode code points, as Python counts.
    #[default]
    Chars,
    /// Bytes of UTF-8, as Rust and Go count.
    Bytes,
    /// Units of UTF-16, as JavaScript, Java and C# count.
    Utf16,
}

impl Offsets {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chars, Self::Bytes, Self::Utf16];

    /// The stable name used in flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chars => "chars",
            Self::Bytes => "bytes",
            Self::Utf16 => "utf16",
        }
    }

    /// The length of a text in this unit.
    ///
    /// # Example
    /// ```
    /// use comention::export::mentions::Offsets;
    ///
    /// assert_eq!(Offsets::ALL.map(|unit| unit.length("Zoë 😀")), [5, 9, 6]);
    /// ```
    pub fn length(self, text: &str) -> usize {
        let chars = || text.chars().count();
        match self {
            Self::Bytes => text.len(),
            Self::Chars => chars(),
            // Two for a character of four bytes, one for any other.
            Self::Utf16 => chars() + text.bytes().filter(|&byte| byte >= 0xF0).count(),
        }
    }
}

/// How mentions are to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MentionOptions {
    /// What places are counted in; should be one that the [format](super::MentionFormat::offsets) can count in.
    pub offsets: Offsets,
    /// How paragraphs were told when the mentions were found, for formats that have sentences.
    pub lines: Lines,
    /// Whether cells of CSV that a spreadsheet would run as formulas are put behind an apostrophe.
    pub excel_safe: bool,
}

impl MentionOptions {
    /// Sets what places are counted in.
    #[must_use]
    pub const fn offsets(mut self, offsets: Offsets) -> Self {
        self.offsets = offsets;
        self
    }

    /// Sets how paragraphs were told.
    #[must_use]
    pub const fn lines(mut self, lines: Lines) -> Self {
        self.lines = lines;
        self
    }

    /// Sets whether cells that a spreadsheet would run as formulas are put behind an apostrophe.
    #[must_use]
    pub const fn excel_safe(mut self, wanted: bool) -> Self {
        self.excel_safe = wanted;
        self
    }
}

impl fmt::Display for Offsets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Turns the places of a document's mentions, in their order, into offsets, counting each byte once at most.
pub(super) struct Cursor {
    unit: Offsets,
    /// The sentence counted in: what is before it was counted when it was recorded.
    sentence: Option<u32>,
    field: Field,
    byte: usize,
    units: usize,
}

impl Cursor {
    pub(super) const fn new(unit: Offsets) -> Self {
        Self {
            unit,
            sentence: None,
            field: Field::Title,
            byte: 0,
            units: 0,
        }
    }

    /// Where a mention starts in its field, whose string is `content`.
    pub(super) fn start(
        &mut self,
        observation: &Observation,
        mention: &MentionRecord,
        content: &str,
    ) -> usize {
        let start = mention.span.start();
        if self.unit == Offsets::Bytes {
            return start;
        }
        if self.sentence != Some(mention.sentence) {
            self.sentence = Some(mention.sentence);
            let sentence = &observation.sentences[mention.sentence as usize];
            if self.unit == Offsets::Chars {
                self.byte = sentence.span.start();
                self.units = sentence.chars_before as usize;
            } else if self.field != sentence.field {
                (self.byte, self.units) = (0, 0);
            }
            self.field = sentence.field;
        }
        self.units += self.unit.length(Span::new(self.byte, start).of(content));
        self.byte = start;
        self.units
    }
}

/// Turns places of one text, each not before the last, into code points, counting each byte once.
#[derive(Clone, Copy, Default)]
pub(super) struct Rising {
    byte: usize,
    chars: usize,
}

impl Rising {
    /// The code points before a byte, and those of the span that begins there.
    pub(super) fn place(&mut self, text: &str, span: Span) -> (usize, usize) {
        self.chars += text[self.byte..span.start()].chars().count();
        self.byte = span.start();
        (self.chars, self.chars + span.of(text).chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_other_languages() {
        let text = "aé芯😀\u{10FFFF}";
        assert_eq!(Offsets::Utf16.length(text), text.encode_utf16().count());
        assert_eq!(Offsets::Chars.length(text), 5);
        let mut rising = Rising::default();
        assert_eq!(rising.place(text, Span::new(1, 6)), (1, 3));
        assert_eq!(rising.place(text, Span::new(6, 10)), (3, 4));
    }
}
