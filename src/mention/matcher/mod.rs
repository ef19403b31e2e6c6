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
use super::{MatchOptions, Mention, Variants, compiled};

/// A compiled dictionary: finds the mentions of a document. Immutable, shared by all threads; each brings its own [`Scratch`].
#[derive(Debug)]
pub struct Matcher {
    patterns: Patterns,
    table: WordTable,
    substrings: SubstringMatcher,
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
    /// Makes a matcher. Of a dictionary that was compiled, the tables are used as they are; for any other they are made now.
    ///
    /// # Errors
    /// If a compiled dictionary was made by other rules or is damaged; if there are more forms than the tables count.
    pub fn new(dictionary: &Dictionary, options: &MatchOptions) -> Result<Self> {
        if !compiled::is_compiled(dictionary) {
            return Self::new(&Self::compile(dictionary)?, options);
        }
        let (table, substrings) = compiled::open(dictionary)?;
        Ok(Self {
            patterns: Patterns::open(dictionary, options.case),
            table,
            substrings,
            options: *options,
        })
    }

    /// Gives a dictionary the tables that matching needs, whatever the options. What
    /// [`Dictionary::write_compiled`] writes of it is ready to be used.
    ///
    /// # Example
    /// ```
    /// use comention::{Dictionary, mention::Matcher};
    ///
    /// let folder = std::env::temp_dir().join("comention-example");
    /// std::fs::create_dir_all(&folder).unwrap();
    /// let file = folder.join("ai.cdict");
    ///
    /// let compiled = Matcher::compile(&Dictionary::ai_industry())?;
    /// compiled.write_compiled(std::fs::File::create(&file).unwrap()).unwrap();
    /// let opened = Dictionary::open_compiled(&file)?;
    /// assert_eq!(opened.hash(), compiled.hash());
    /// # Ok::<(), comention::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are more forms than the tables count.
    pub fn compile(dictionary: &Dictionary) -> Result<Dictionary> {
        compiled::compile(dictionary)
    }

    /// Reads all of a compiled dictionary and compares it with what its own entities make: every checksum, every table.
    ///
    /// # Errors
    /// If it was made by other rules, or any part of it is not as it would be made.
    pub fn check_compiled(dictionary: &Dictionary) -> Result<()> {
        compiled::open(dictionary)?;
        dictionary.check_all(compiled::compile)
    }

    /// A fingerprint of the rules that tables are made by. One compiled by other rules is refused.
    pub fn rules() -> u64 {
        compiled::rules()
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
            self.substrings
                .find(content, &self.patterns, |span, pattern| {
                    candidates.push(Candidate {
                        field,
                        span,
                        pattern,
                    });
                });
        }
        if self.options.variants == Variants::None {
            candidates.retain(|candidate| !self.patterns.get(candidate.pattern).short_name);
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
                for number in self.table.patterns(slot) {
                    let core = Span::new(first.start(), last.end());
                    if let Some(span) = self.verify(&self.patterns.get(number), text, core) {
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
        let [lead, form, tail] = self.patterns.parts_of(pattern);
        if !same_text(core.of(text), form, pattern.exact) {
            return None;
        }
        let start = if lead.is_empty() {
            core.start()
        } else {
            match_backwards(&text[..core.start()], lead)?
        };
        let end = if tail.is_empty() {
            core.end()
        } else {
            core.end() + match_forwards(&text[core.end()..], tail)?
        };
        let around = [start..core.start(), core.end()..end];
        let whole = around.into_iter().all(|part| !ends_paragraph(&text[part]));
        whole.then(|| Span::new(start, end))
    }
}

#[cfg(test)]
mod tests;
