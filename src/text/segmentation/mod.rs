//! Paragraphs and sentences. A text and a [`Lines`](crate::text::Lines) rule come in, [`Segments`] go out.
//!
//! The map of a text tells what it holds at all, so that no step looks for what is not there. It is divided in three steps, each in a file of
//! its own: `lines` finds the line ends, `paragraphs` puts lines together, and `sentences` divides a paragraph at the stops that `stops` has
//! found in the map, or with the block search of `scan`.
//!
//! Only `boundary` decides whether a stop ends a sentence, with the help of `brackets` and of the tables in `characters`, `abbreviations`
//! and `words`; ASCII and all other writing go through that one function. `glance` knows the answer for the usual stop without asking.

mod abbreviations;
mod boundary;
mod brackets;
mod characters;
mod glance;
mod lines;
mod next;
mod paragraphs;
mod scan;
mod segments;
mod sentences;
mod stops;
mod token;
mod word_lists;
mod words;

#[cfg(test)]
mod tests;

pub use segments::Segments;
