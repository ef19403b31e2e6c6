//! Ground floor: positions in a text, words and their boundaries, folding, paragraphs and sentences. Strings come in, [`Span`]s go out.

mod capitals;
mod characters;
mod figures;
mod fold;
mod han;
pub(crate) mod inflection;
mod letters;
mod masks;
pub(crate) mod processor;
mod reading;
mod segmentation;
mod shown;
mod sketch;
mod span;
#[cfg(test)]
mod tests;
mod text_map;
mod word_places;
mod words;

pub use characters::{CharClass, char_class, is_boundary};
pub(crate) use characters::{has_unspaced_script, is_mark};
pub(crate) use figures::{counted, grouped, short};
pub use fold::fold;
pub(crate) use fold::{fold_shape, folded_form, folded_shapes};
pub(crate) use letters::{Folding, key_letters};
pub(crate) use reading::Reading;
#[cfg(test)]
pub(crate) use reading::read;
pub use segmentation::Segments;
pub(crate) use sketch::{Sketch, hash_of_words};
pub use span::Span;
pub(crate) use text_map::TextMap;
pub(crate) use word_places::WordPlaces;
pub(crate) use words::{WordKey, Words, mix};

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
