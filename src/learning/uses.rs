//! Names that are ordinary words too: how they are written.

use std::collections::BTreeMap;

use crate::dictionary::is_ordinary_word;
use crate::mention::WordUses;
use crate::text::{Lines, Segments, Words};

use super::names::Names;

/// How often a name has to be used as a word.
const LEAST_USES: u64 = 5;

/// How often names of one word are written in which way, by the word in small letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    counts: BTreeMap<String, WordUses>,
}

impl Uses {
    /// Counts the words of a text.
    pub(super) fn count(&mut self, names: &Names, text: &str, lines: Lines, language: &str) {
        let is_english = ["", "en"].contains(&language.split(['-', '_']).next().unwrap_or(""));
        let segments = Segments::of(text, lines);
        let mut words = Words::default();
        for sentence in segments.sentences() {
            let sentence = sentence.of(text);
            words.fill(sentence);
            let words = words.as_slice();
            let of = |at: usize| &sentence[words[at].start()..words[at].end()];
            let small = (0..words.len()).filter(|&at| of(at).starts_with(char::is_lowercase));
            if small.count() * 3 < words.len() {
                // In a headline a capital tells nothing.
                continue;
            }
            for at in 0..words.len() {
                let word = of(at);
                let lower = word.to_lowercase();
                let Some(name) = names.word(&lower) else {
                    continue;
                };
                if is_english && is_ordinary_word(&lower) {
                    continue;
                }
                let is_small = word == lower;
                if !is_small && word != name {
                    continue;
                }
                let uses = self.counts.entry(lower).or_default();
                if is_small {
                    uses.small += 1;
                } else if begins(&sentence[..words[at].start()]) {
                    uses.first += 1;
                } else {
                    uses.inside += 1;
                }
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (word, more) in &other.counts {
            let uses = self.counts.entry(word.clone()).or_default();
            uses.small += more.small;
            uses.first += more.first;
            uses.inside += more.inside;
        }
    }

    /// The names that are words.
    pub(super) fn words(&self, names: &Names) -> BTreeMap<String, WordUses> {
        let found = self.counts.iter().filter(|(_, uses)| is_word(**uses));
        found
            .filter_map(|(word, uses)| Some((names.word(word)?.to_owned(), *uses)))
            .collect()
    }
}

/// Words are written small inside sentences, nearly always, and sentences begin with them. What never begins one may be a name that is
/// written small, as `dpa` is.
fn is_word(uses: WordUses) -> bool {
    let inside = uses.small > 1 && uses.small >= 2 * uses.inside;
    inside && uses.first > 1 && uses.small + uses.first >= LEAST_USES
}

/// Whether any word has a capital behind this part of a sentence.
fn begins(before: &str) -> bool {
    let before = before.trim_end_matches(|character: char| {
        character.is_whitespace() || "\"'“‘„«»([-–—*_".contains(character)
    });
    before.is_empty() || before.ends_with([':', ';', '!', '?', '…', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_small_inside_sentences_and_begin_some() {
        let uses = |small, first, inside| WordUses {
            small,
            first,
            inside,
        };
        let words = [uses(10, 2, 0), uses(3, 2, 0), uses(40, 5, 20)];
        assert!(words.into_iter().all(is_word));
        // A name that is always written small; a name now and then written small; too few uses to tell; never written small.
        let names = [
            uses(57, 0, 0),
            uses(27, 9, 23),
            uses(2, 2, 0),
            uses(0, 30, 0),
        ];
        assert!(!names.into_iter().any(is_word));
    }

    #[test]
    fn the_first_word_may_stand_behind_signs() {
        assert!(begins("") && begins("„") && begins("He said: “"));
        assert!(!begins("He saw ") && !begins("the “"));
    }
}
