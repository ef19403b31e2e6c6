//! The one position type of the crate.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** in one field (title or text) of a document.
///
/// Both ends fall on character boundaries of the text the span was made for, so [`Span::of`] cuts the exact surface out of it.
///
/// # Example
/// ```
/// use comention::text::Span;
///
/// let span = Span::new(4, 10);
/// assert_eq!(span.of("The Nvidia report"), "Nvidia");
/// assert_eq!(span.chars("Thé Nvidia report"), 3..9);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes the span `start..end`.
    ///
    /// # Panics
    /// If `end < start`, or `end` does not fit 32 bits: documents are limited to 256 MB long before.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends at or after its start");
        Self {
            start: u32::try_from(start).expect("documents are limited to 256 MB"),
            end: u32::try_from(end).expect("documents are limited to 256 MB"),
        }
    }

    /// The first byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies between start and end.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a standard range, to slice with.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Cuts the span out of the text it belongs to.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The same place counted in Unicode code points of `text`, as Python, brat and spaCy count.
    ///
    /// # Complexity
    /// Linear in `self.end()`.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries.
    pub fn chars(self, text: &str) -> std::ops::Range<usize> {
        let start = text[..self.start()].chars().count();
        start..start + self.of(text).chars().count()
    }

    /// Whether `other` lies wholly inside this span (equal spans contain each other).
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span moved right by `offset` bytes.
    ///
    /// # Panics
    /// If the result does not fit 32 bits.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start() + offset, self.end() + offset)
    }
}

impl From<Span> for std::ops::Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}
