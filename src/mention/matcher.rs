//! Finds every place where a form of the dictionary stands.

use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::text::{
    Span, Word, Words, fold, fold_case, fold_shape, folded_shapes, has_unspaced_script, is_boundary,
};

use super::decision::{self, Decider};
use super::pattern::{Pattern, Patterns};
use super::substring::SubstringMatcher;
use super::table::{WordTable, first_key, next_key};
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

/// A place where a form stands; whether it counts is decided later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) field: Field,
    pub(super) span: Span,
    pub(super) pattern: u32,
}

impl Matcher {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// If the names in scripts without spaces are too many for one automaton.
    pub fn new(dictionary: &Dictionary, options: &MatchOptions) -> Result<Self> {
        let patterns = Patterns::compile(dictionary, options);
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
                    })
                });
            }
        }
        if candidates.is_empty() {
            return;
        }
        candidates.sort_by_key(decision::order);
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
        Some(Span::new(start, end))
    }
}

/// Whether a surface is a form, shapes folded and, unless `exact`, case too.
fn same_text(surface: &str, form: &str, exact: bool) -> bool {
    if surface.len() == form.len() && surface.is_ascii() && form.is_ascii() {
        let same = if exact {
            surface == form
        } else {
            surface.eq_ignore_ascii_case(form)
        };
        if same {
            return true;
        }
    }
    let (mut left, mut right) = (folded_shapes(surface), form.chars());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || (!exact && fold_case(a) == fold_case(b)) => {}
            _ => return false,
        }
    }
}

/// Where `lead` begins if the text before a name ends with it, after a word border.
fn match_backwards(before: &str, lead: &str) -> Option<usize> {
    let mut rest = before;
    for expected in lead.chars().rev() {
        let character = rest.chars().next_back()?;
        if fold_shape(character) != expected {
            return None;
        }
        rest = &rest[..rest.len() - character.len_utf8()];
        if expected == ' ' {
            rest = rest.trim_end();
        }
    }
    // `.NET` is not in `ASP.NET`: what begins with a symbol begins after a space, a bracket or the like.
    let joined = rest
        .chars()
        .next_back()
        .is_some_and(|character| !is_boundary(Some(character), Some('a')));
    (!joined).then_some(rest.len())
}

/// How long `tail` is if the text behind a name begins with it.
fn match_forwards(after: &str, tail: &str) -> Option<usize> {
    let mut rest = after;
    for expected in tail.chars() {
        let character = rest.chars().next()?;
        if fold_shape(character) != expected {
            return None;
        }
        rest = &rest[character.len_utf8()..];
        if expected == ' ' {
            rest = rest.trim_start();
        }
    }
    Some(after.len() - rest.len())
}

/// Whether a folded phrase stands in a text on word borders, shapes and case folded.
pub(super) fn contains_phrase(text: &str, words: &[Word], phrase: &str) -> bool {
    let mut phrase_words = Words::default();
    phrase_words.fill(phrase);
    let Some(first) = phrase_words
        .as_slice()
        .first()
        .filter(|_| !has_unspaced_script(phrase))
    else {
        return fold(text).contains(phrase);
    };
    let (lead, length) = (first.start(), phrase_words.as_slice().len());
    let tail = phrase.len() - phrase_words.as_slice()[length - 1].end();
    words
        .windows(length)
        .filter(|run| run[0].hash == first.hash)
        .any(|run| {
            let core = Span::new(run[0].start(), run[length - 1].end());
            same_text(core.of(text), &phrase[lead..phrase.len() - tail], false)
                && (lead == 0 || match_backwards(&text[..core.start()], &phrase[..lead]).is_some())
                && match_forwards(&text[core.end()..], &phrase[phrase.len() - tail..]).is_some()
        })
}

#[cfg(test)]
mod tests;
