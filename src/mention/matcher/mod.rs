//! Finds every place where a form of the dictionary stands.

use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::text::{Span, Word, Words};

use super::candidate::Candidate;
use super::comparison::{match_backwards, match_forwards, same_text};
use super::decision::Decider;
use super::pattern::{Pattern, Patterns};
use super::substring::SubstringMatcher;
use super::table::{WordTable, ends_paragraph, first_key, next_key};
use super::{MatchOptions, Mention};

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
    title: Words,
    text: Words,
    candidates: Vec<Candidate>,
}

impl Scratch {
    /// The words of a field of the document matched last.
    pub(crate) fn words(&self, field: Field) -> &[Word] {
        match field {
            Field::Title => self.title.as_slice(),
            Field::Text => self.text.as_slice(),
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
        let Scratch {
            title,
            text,
            candidates,
        } = scratch;
        candidates.clear();
        let title_text = document.separate_title().unwrap_or_default();
        for (field, content, words) in [
            (Field::Title, title_text, title),
            (Field::Text, document.text.as_str(), text),
        ] {
            words.fill(content);
            self.find_words(field, content, words.as_slice(), candidates);
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
        let fields = [
            (title_text, scratch.title.as_slice()),
            (document.text.as_str(), scratch.text.as_slice()),
        ];
        Decider::new(&self.patterns, self.options.ambiguity, fields)
            .decide(&scratch.candidates, mentions);
    }

    fn find_words(
        &self,
        field: Field,
        text: &str,
        words: &[Word],
        candidates: &mut Vec<Candidate>,
    ) {
        for (at, first) in words.iter().enumerate() {
            if !self.table.may_begin(first.hash) {
                continue;
            }
            let mut key = first_key(first.hash);
            let mut last = first;
            let mut following = words[at + 1..].iter();
            while let Some(slot) = self.table.get(key) {
                for &number in self.table.patterns(slot) {
                    let core = Span::new(first.start(), last.end());
                    if let Some(span) = self.verify(self.patterns.get(number), text, core) {
                        candidates.push(Candidate {
                            field,
                            span,
                            pattern: number,
                        });
                    }
                }
                let Some(next) = following.next().filter(|_| slot.continues) else {
                    break;
                };
                match next_key(key, &text[last.end()..next.start()], next.hash) {
                    Some(longer) => key = longer,
                    None => break,
                }
                last = next;
            }
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
