//! Finds every place where a form of the dictionary stands.

use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::text::{Span, WordKey, WordMap};

use super::candidate::Candidate;
use super::comparison::{match_backwards, match_forwards, same_text};
use super::decision::{self, Decider};
use super::pattern::{Pattern, Patterns};
use super::substring::SubstringMatcher;
use super::table::{WordTable, ends_paragraph, first_key, next_key};
use super::{MatchOptions, Mention};
use scan::{Start, scan};

mod scan;

/// A compiled dictionary: finds the mentions of a document. Immutable, shared by all threads; each brings its own [`Scratch`].
#[derive(Debug)]
pub struct Matcher {
    patterns: Patterns,
    table: WordTable,
    substrings: Option<SubstringMatcher>,
    options: MatchOptions,
}

/// Buffers of one thread, to be used again for each document.
#[derive(Debug, Default)]
pub struct Scratch {
    title: WordMap,
    text: WordMap,
    folded: Vec<u8>,
    room: scan::Room,
    candidates: Vec<Candidate>,
    decider: decision::Scratch,
}

impl Scratch {
    /// The words of a field of the document matched last.
    pub(crate) fn words(&mut self, field: Field) -> &mut WordMap {
        match field {
            Field::Title => &mut self.title,
            Field::Text => &mut self.text,
        }
    }
}

impl Matcher {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// If the names in scripts without spaces are too many for one automaton.
    pub fn new(dictionary: &Dictionary, options: &MatchOptions) -> Result<Self> {
        let patterns = Patterns::compile(dictionary, *options);
        let (table, substrings) = WordTable::build(&patterns);
        let substrings = SubstringMatcher::build(&patterns, substrings)?;
        Ok(Self {
            patterns,
            table,
            substrings,
            options: *options,
        })
    }

    /// Appends the mentions of a document to `mentions`, ordered by field, start and falling length. They depend on nothing but the
    /// document, the dictionary and the options.
    ///
    /// # Panics
    /// If a field of the document is 4 GiB or longer.
    pub fn find(&self, document: &Document, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
        let title = document.separate_title().unwrap_or_default();
        self.find_in(title, &document.text, scratch, mentions);
    }

    /// The same, with the title that is a window of its own, or an empty one.
    pub(crate) fn find_in(
        &self,
        title_text: &str,
        text_text: &str,
        scratch: &mut Scratch,
        mentions: &mut Vec<Mention>,
    ) {
        let Scratch {
            title,
            text,
            folded,
            room,
            candidates,
            decider,
        } = scratch;
        candidates.clear();
        for (field, content, words) in [
            (Field::Title, title_text, &mut *title),
            (Field::Text, text_text, &mut *text),
        ] {
            words.fill(content);
            scan(
                content,
                words,
                &self.table,
                room,
                folded,
                |start, folded| {
                    self.walk(field, content, words, start, folded, candidates);
                },
            );
            if let Some(substrings) = &self.substrings {
                substrings.find(content, &self.patterns, |span, pattern| {
                    candidates.push(Candidate {
                        field,
                        span,
                        pattern,
                    });
                });
            }
        }
        if candidates.is_empty() {
            return;
        }
        candidates.sort_unstable_by_key(Candidate::order);
        let fields = [(title_text, &*title), (text_text, &*text)];
        Decider::new(&self.patterns, self.options.ambiguity, fields, decider)
            .decide(candidates, mentions);
    }

    /// Looks up the word at `start` and, as far as longer forms begin so, the words behind it.
    fn walk(
        &self,
        field: Field,
        text: &str,
        words: &WordMap,
        start: Start,
        folded: &mut Vec<u8>,
        candidates: &mut Vec<Candidate>,
    ) {
        let Start { start, mut end } = start;
        let mut key = first_key(WordKey::of(&text[start..end], folded).hash);
        while let Some(slot) = self.table.get(key) {
            for &number in self.table.patterns(slot) {
                let core = Span::new(start, end);
                if let Some(span) = self.verify(self.patterns.get(number), text, core) {
                    candidates.push(Candidate {
                        field,
                        span,
                        pattern: number,
                    });
                }
            }
            if !slot.continues {
                return;
            }
            let Some(next) = words.next_from(end) else {
                return;
            };
            let next_end = words.end_of(next);
            let hash = WordKey::of(&text[next..next_end], folded).hash;
            match next_key(key, &text[end..next], hash) {
                Some(longer) => key = longer,
                None => return,
            }
            end = next_end;
        }
    }

    /// Compares a form with the text around the words that may be its own; gives the span of the whole form.
    fn verify(&self, pattern: &Pattern, text: &str, core: Span) -> Option<Span> {
        let form = self.patterns.text_of(pattern);
        let (lead, tail) = (usize::from(pattern.lead), usize::from(pattern.tail));
        let same = same_text(core.of(text), &form[lead..form.len() - tail], pattern.exact);
        if !same {
            return None;
        }
        let start = if lead == 0 {
            core.start()
        } else {
            match_backwards(&text[..core.start()], &form[..lead])?
        };
        let end = if tail == 0 {
            core.end()
        } else {
            core.end() + match_forwards(&text[core.end()..], &form[form.len() - tail..])?
        };
        let around = [start..core.start(), core.end()..end];
        let whole = around.into_iter().all(|part| !ends_paragraph(&text[part]));
        whole.then(|| Span::new(start, end))
    }
}

#[cfg(test)]
mod tests;
