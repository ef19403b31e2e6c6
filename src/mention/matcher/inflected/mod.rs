//! Finds names that are inflected, in documents whose language declines them: a second walk over the words, in which each word may stand for
//! its possible base forms too. They are looked up in the table of the listed forms; there is no other.

use crate::document::Field;
use crate::mention::candidate::Candidate;
use crate::mention::filters::promise;
use crate::mention::pattern::{Pattern, Variant};
use crate::mention::table::{first_key, next_key};
use crate::mention::{Rule, Variants};
use crate::text::inflection::Language;
use crate::text::{Span, TextMap, WordKey, mix};

use super::Matcher;

/// Buffers, to be used again for each document.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    folded: Vec<u8>,
    /// The words walked over, each as its base form.
    base: String,
    /// The readings of the words walked over, those of the last word at the end.
    readings: Vec<Reading>,
    barren: Barren,
}

/// Words with which no name begins, however they are read. A text has few words that it has often, and hardly any of them is a name.
#[derive(Debug, Default)]
struct Barren {
    /// Whose words these are.
    of: Option<(u64, Language)>,
    /// Hashes, each at the place that it tells.
    hashes: Vec<u64>,
}

impl Barren {
    /// How many words are remembered.
    const PLACES: usize = 1 << 14;

    /// Forgets the words of another matcher or another language.
    fn belong_to(&mut self, owner: (u64, Language)) {
        if self.of != Some(owner) {
            self.of = Some(owner);
            self.hashes.clear();
            self.hashes.resize(Self::PLACES, 0);
        }
    }

    fn has(&self, hash: u64) -> bool {
        self.hashes[Self::place(hash)] == hash
    }

    fn add(&mut self, hash: u64) {
        self.hashes[Self::place(hash)] = hash;
    }

    #[allow(clippy::cast_possible_truncation, reason = "a place in the list")]
    fn place(hash: u64) -> usize {
        (hash >> 1) as usize % Self::PLACES
    }
}

/// A hash of a word as it is written.
fn hash(word: &str) -> u64 {
    let (chunks, rest) = word.as_bytes().as_chunks();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = chunks
        .iter()
        .chain([&last])
        .fold(word.len() as u64, |hash, chunk| {
            mix(hash, u64::from_le_bytes(*chunk))
        });
    // Zero stands where nothing is.
    hash | 1
}

/// What a word of the text may stand for.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// How many of its bytes stay, and what follows them in the base form.
    kept: usize,
    ending: &'static str,
    /// Where its surface ends.
    end: usize,
    inflected: bool,
    /// It may be a name by itself.
    alone: bool,
}

/// A run of words that a name may begin with.
#[derive(Clone, Copy)]
struct Run {
    key: u64,
    start: usize,
    end: usize,
    /// Some word of it is inflected.
    inflected: bool,
    /// It may be a whole name.
    whole: bool,
    /// It is one word.
    single: bool,
}

/// Whether forms made so are looked for inflected. Single characters have no endings, and plurals are made by the rules of English.
const fn is_inflected(variant: Variant) -> bool {
    !matches!(
        variant,
        Variant::Short | Variant::Plural | Variant::WordOrder | Variant::Shortened | Variant::Block
    )
}

/// The walk over one field.
pub(super) struct Walk<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) language: Language,
    pub(super) field: Field,
    pub(super) text: &'a str,
    pub(super) words: &'a TextMap,
    pub(super) scratch: &'a mut Scratch,
    pub(super) candidates: &'a mut Vec<Candidate>,
}

impl Walk<'_> {
    /// Appends the candidates of the field, some of them more than once.
    pub(super) fn find(&mut self) {
        self.scratch
            .barren
            .belong_to((self.matcher.number, self.language));
        let mut from = 0;
        while let Some(start) = self.words.next_from(from) {
            from = self.words.end_of(start);
            let hash = hash(&self.text[start..from]);
            if self.scratch.barren.has(hash) {
                continue;
            }
            self.scratch.base.clear();
            self.scratch.readings.clear();
            if !self.step(start, from, None) {
                self.scratch.barren.add(hash);
            }
        }
    }

    /// Reads the word at `start..end`, which follows `run`. Gives whether some form may begin with it.
    fn step(&mut self, start: usize, end: usize, run: Option<Run>) -> bool {
        let mut fertile = false;
        let first = self.scratch.readings.len();
        self.read(start, end);
        let last = self.scratch.readings.len();
        let length = self.scratch.base.len();
        for at in first..last {
            let reading = self.scratch.readings[at];
            let Scratch { base, folded, .. } = &mut *self.scratch;
            base.push_str(&self.text[start..start + reading.kept]);
            base.push_str(reading.ending);
            let word = WordKey::of(&base[length..], folded);
            let next = match run {
                None => {
                    let filter = &self.matcher.table.filters.folded;
                    let promise = promise(&filter.bits, word.head, word.head);
                    (promise.alone || promise.goes_on).then(|| Run {
                        key: first_key(word.hash),
                        start,
                        end: reading.end,
                        inflected: reading.inflected,
                        whole: reading.alone,
                        single: true,
                    })
                }
                Some(run) => {
                    next_key(run.key, &self.text[run.end..start], word.hash).map(|key| Run {
                        key,
                        start: run.start,
                        end: reading.end,
                        inflected: run.inflected | reading.inflected,
                        whole: true,
                        single: false,
                    })
                }
            };
            fertile |= next.is_some_and(|run| self.look_up(run));
            self.scratch.base.truncate(length);
        }
        self.scratch.readings.truncate(first);
        fertile
    }

    /// Notes the forms that a run of words is, and goes on as far as longer forms begin so. Gives whether there are any.
    fn look_up(&mut self, run: Run) -> bool {
        let Some(slot) = self.matcher.table.get(run.key) else {
            return false;
        };
        if run.inflected && run.whole {
            for number in self.matcher.table.patterns(slot) {
                let pattern = self.matcher.patterns.get(number);
                self.candidates
                    .extend(self.verify(&pattern, run).map(|span| Candidate {
                        rule: if pattern.variant.needs_full_name() {
                            pattern.variant.rule()
                        } else {
                            Rule::Inflected
                        },
                        ..Candidate::new(self.field, span, number, &pattern)
                    }));
            }
        }
        let next = self.words.next_from(run.end).filter(|_| slot.continues);
        if let Some(start) = next {
            let length = self.scratch.base.len();
            self.scratch.base.push_str(&self.text[run.end..start]);
            self.step(start, self.words.end_of(start), Some(run));
            self.scratch.base.truncate(length);
        }
        true
    }

    /// Compares a form with the base forms of a run; gives the span of the whole form.
    fn verify(&self, pattern: &Pattern, run: Run) -> Option<Span> {
        let is_wanted = pattern.variants != Variants::None && is_inflected(pattern.variant);
        if pattern.anywhere || !is_wanted {
            return None;
        }
        // A name of one word with a capital keeps it; what is written small is another word (`Polski` is of Poland, `polski` is Polish).
        let [_, form, _] = self.matcher.patterns.parts_of(pattern);
        if run.single
            && form.starts_with(char::is_uppercase)
            && !self.scratch.base.starts_with(char::is_uppercase)
        {
            return None;
        }
        let core = Span::new(run.start, run.end);
        self.matcher
            .verify(pattern, &self.scratch.base, self.text, core)
    }

    /// Notes what the word at `start..end` may stand for: itself, itself with an ending joined to it, its base forms.
    fn read(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        let readings = &mut self.scratch.readings;
        let itself = Reading {
            kept: word.len(),
            ending: "",
            end,
            inflected: false,
            alone: true,
        };
        readings.push(itself);
        if let Some(length) = self.language.joined_ending(word, &self.text[end..]) {
            readings.push(Reading {
                end: end + length,
                inflected: true,
                ..itself
            });
        }
        self.language.bases(word, |base| {
            readings.push(Reading {
                kept: base.kept,
                ending: base.ending,
                end,
                inflected: true,
                alone: base.alone,
            });
        });
    }
}

#[cfg(test)]
mod tests;
