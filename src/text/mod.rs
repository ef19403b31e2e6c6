//! Ground floor: positions in a text, words and their boundaries, folding, paragraphs and sentences. Strings come in, [`Span`]s go out.

mod segmentation;
mod span;

pub use segmentation::Segments;
pub use span::Span;

/// How the lines of a text make paragraphs and sentences.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Lines {
    /// [`Lines::Paragraph`] where the longest line is over 120 characters, else [`Lines::Wrapped`].
    #[default]
    Auto,
    /// Each line is a paragraph.
    Paragraph,
    /// The text is hard-wrapped: blank lines and indented lines start paragraphs.
    Wrapped,
    /// Each line is a sentence; blank lines start paragraphs.
    Sentence,
}
