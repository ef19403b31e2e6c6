//! Paragraphs and sentences. A text and a [`Lines`](crate::text::Lines) rule come in, [`Segments`] go out.
//!
//! A text is divided in three steps, each in a file of its own: `lines` finds the line ends, `paragraphs` puts lines together, and
//! `sentences` looks for stops inside one paragraph. Only `boundary` decides whether a stop ends a sentence, with the help of the
//! tables in `characters`, `abbreviations` and `words`; ASCII and all other writing go through that one function.

mod abbreviations;
mod boundary;
mod brackets;
mod characters;
mod lines;
mod next;
mod paragraphs;
mod segments;
mod sentences;
mod token;
mod word_lists;
mod words;

#[cfg(test)]
mod tests;

pub use segments::Segments;
