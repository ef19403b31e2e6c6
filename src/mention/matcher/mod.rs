//! Finds every place where a form of the dictionary stands.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::text::inflection::Language;
use crate::text::{Folding, Reading, Span, TextMap};

use super::address::is_inside_address;
use super::candidate::Candidate;
use super::comparison::{match_backwards, match_forwards, may_end, same_text};
use super::decision::{self, Blocks, Decider};
use super::furniture::Furniture;
use super::pattern::{Pattern, Patterns};
use super::profile::Learned;
use super::regular::RegularMatcher;
use super::substring::SubstringMatcher;
use super::table::{WordTable, ends_paragraph};
use super::{MatchOptions, Mention, Profile, Rule, Variants, compiled};
use lookup::Lookup;

mod attached;
mod inflected;
mod lookup;
mod scan;

/// How many matchers this process has made.
static MATCHERS: AtomicU64 = AtomicU64::new(0);

/// A compiled dictionary: finds the mentions of a document. Immutable, shared by all threads; each brings its own [`Scratch`].
#[derive(Debug)]
pub struct Matcher {
    dictionary: Dictionary,
    patterns: Patterns,
    table: WordTable,
    substrings: SubstringMatcher,
    regular: RegularMatcher,
    has_blocks: bool,
    /// The most that options or any form ask for.
    variants: Variants,
    options: MatchOptions,
    folding: Folding,
    learned: Option<Learned>,
    /// No other matcher of this process has it.
    number: u64,
}

/// Buffers of one thread, to be used again for each document.
#[derive(Debug, Default)]
pub struct Scratch {
    title: TextMap,
    text: TextMap,
    /// Title and text as they are read, where that is not as they are written.
    readings: [Reading; 2],
    folded: Vec<u8>,
    lookup: lookup::Scratch,
    candidates: Vec<Candidate>,
    blocks: Blocks,
    decider: decision::Scratch,
    inflected: inflected::Scratch,
}

impl Scratch {
    /// The map of a field of the document matched last.
    pub(crate) fn map(&mut self, field: Field) -> &mut TextMap {
        match field {
            Field::Title => &mut self.title,
            Field::Text => &mut self.text,
        }
    }
}

impl Matcher {
    /// Makes a matcher. Of a dictionary that was compiled, the tables are used as they are; for any other they are made now.
    ///
    /// # Errors
    /// If a compiled dictionary was made by other rules or is damaged; if there are more forms than the tables count.
    pub fn new(dictionary: &Dictionary, options: &MatchOptions) -> Result<Self> {
        Self::with_profile(dictionary, options, &Profile::default())
    }

    /// The same with what a corpus taught. Ids that the dictionary does not hold teach nothing.
    ///
    /// # Errors
    /// As [`Matcher::new`].
    pub fn with_profile(
        dictionary: &Dictionary,
        options: &MatchOptions,
        profile: &Profile,
    ) -> Result<Self> {
        if !compiled::is_compiled(dictionary) {
            return Self::with_profile(&Self::compile(dictionary)?, options, profile);
        }
        let (table, substrings) = compiled::open(dictionary, options)?;
        let (own, has_blocks) = compiled::own_rules(dictionary);
        Ok(Self {
            number: MATCHERS.fetch_add(1, Ordering::Relaxed),
            dictionary: dictionary.clone(),
            patterns: Patterns::open(dictionary, options.case, options.variants),
            table,
            substrings,
            regular: RegularMatcher::open(dictionary),
            has_blocks,
            variants: own.max(options.variants),
            options: *options,
            folding: options.folding(),
            learned: Learned::of(profile, dictionary),
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
        compiled::open(dictionary, &MatchOptions::default())?;
        dictionary.check_all(compiled::compile)
    }

    /// A fingerprint of the rules that tables are made by. One compiled by other rules is refused.
    pub fn rules() -> u64 {
        compiled::rules()
    }

    /// Appends the mentions of a document to `mentions`, ordered by field, start and falling length. They depend on nothing but the
    /// document, the dictionary, the options and the profile.
    ///
    /// # Panics
    /// If a field of the document is 4 GiB or longer.
    pub fn find(&self, document: &Document, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
        let title = document.separate_title().unwrap_or_default();
        let language = document.lang.as_deref();
        self.find_in(title, &document.text, language, scratch, mentions);
    }

    /// The same, with the title that is a window of its own, or an empty one.
    #[allow(
        clippy::too_many_lines,
        reason = "one thing after another, for each field"
    )]
    pub(crate) fn find_in(
        &self,
        title_text: &str,
        text_text: &str,
        language: Option<&str>,
        scratch: &mut Scratch,
        mentions: &mut Vec<Mention>,
    ) {
        let Scratch {
            title,
            text,
            readings,
            folded,
            lookup,
            candidates,
            blocks,
            decider,
            inflected,
        } = scratch;
        candidates.clear();
        blocks.restart();
        let declined = match self.variants {
            Variants::None => None,
            Variants::Safe | Variants::All => language.and_then(Language::of_tag),
        };
        title.fill(title_text);
        text.fill(text_text);
        for (reading, words, written) in [(0, &*title, title_text), (1, &*text, text_text)] {
            if words.needs_reading() {
                readings[reading].fill(written);
            }
        }
        let [title_reading, text_reading] = &*readings;
        let fields = [
            title_reading.of(title_text, title),
            text_reading.of(text_text, text),
        ];
        for ((field, written), reading, (content, words)) in [
            ((Field::Title, &*title), title_reading, fields[0]),
            ((Field::Text, &*text), text_reading, fields[1]),
        ] {
            if content.is_empty() {
                continue;
            }
            let known = candidates.len();
            Lookup {
                matcher: self,
                field,
                text: content,
                words,
                candidates,
            }
            .find(lookup, folded);
            self.walk_attached(field, content, words, folded, candidates);
            self.substrings.find(
                content,
                words.is_ascii(),
                &self.patterns,
                self.folding,
                |span, pattern| {
                    let pattern_of = self.patterns.get(pattern);
                    if pattern_of.is_wanted() {
                        candidates.push(Candidate::new(field, span, pattern, &pattern_of));
                    }
                },
            );
            self.regular
                .find(content, &self.patterns, |span, number, pattern| {
                    candidates.push(Candidate::new(field, span, number, pattern));
                });
            if let Some(language) = declined {
                inflected::Walk {
                    matcher: self,
                    language,
                    field,
                    text: content,
                    words,
                    scratch: inflected,
                    candidates,
                }
                .find();
            }
            if self.has_blocks {
                blocks.take(candidates, known);
            }
            if self.options.skip_addresses {
                reject_addresses(content, &mut candidates[known..]);
            }
            if field == Field::Text && !self.options.keep_furniture {
                reject_furniture(content, &mut candidates[known..]);
            }
            if written.needs_reading() {
                // Half a letter is no letter.
                candidates.retain(|candidate| {
                    candidate.field != field || reading.written(candidate.span).is_some()
                });
            }
        }
        if candidates.is_empty() {
            return;
        }
        blocks.sort();
        if declined.is_some() {
            // Two tables of endings may lead to one base, and folding to the same form: what is listed counts.
            candidates.sort_unstable_by_key(|candidate| (candidate.order(), candidate.rule));
            candidates.dedup_by_key(|candidate| candidate.order());
        } else {
            candidates.sort_unstable_by_key(Candidate::order);
        }
        let begin = mentions.len();
        Decider {
            matcher: self.number,
            dictionary: &self.dictionary,
            patterns: &self.patterns,
            options: &self.options,
            learned: self.learned.as_ref(),
            variants: self.variants,
            blocks,
            language: language.map_or("", primary),
            fields,
            scratch: decider,
        }
        .decide(candidates, mentions);
        if title.needs_reading() || text.needs_reading() {
            let written = |mention: &Mention| match mention.field {
                Field::Title if title.needs_reading() => title_reading.written(mention.span),
                Field::Text if text.needs_reading() => text_reading.written(mention.span),
                _ => Some(mention.span),
            };
            Reading::lead_back(mentions, begin, written, |mention, span| {
                mention.span = span;
            });
        }
    }

    /// Compares a form with `words`, which stand at `core`, and with the text around them; gives the span of the whole form.
    fn verify(&self, pattern: &Pattern, words: &str, text: &str, core: Span) -> Option<Span> {
        if self.patterns.is_just(pattern, words) {
            return may_end(text, core.end()).then_some(core);
        }
        let [lead, form, tail] = self.patterns.parts_of(pattern);
        if !same_text(words, form, pattern.folding(self.folding)) {
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
        if tail.ends_with(['.', '-']) && text[end..].starts_with(char::is_alphanumeric) {
            return None; // `U.S.` is not in `U.S.A.`, nor is what ends with a hyphen in a longer word
        }
        let around = [start..core.start(), core.end()..end];
        let whole = around.into_iter().all(|part| !ends_paragraph(&text[part]));
        (whole && may_end(text, end)).then(|| Span::new(start, end))
    }
}

/// Marks the candidates that are part of addresses.
fn reject_addresses(text: &str, candidates: &mut [Candidate]) {
    for candidate in candidates {
        if is_inside_address(text, candidate.span) {
            candidate.rule = Rule::InsideAddress;
        }
    }
}

/// Marks the candidates in lines that are no part of the text.
fn reject_furniture(text: &str, candidates: &mut [Candidate]) {
    let mut furniture = Furniture::of(text);
    for candidate in candidates {
        if furniture.holds(candidate.span) {
            candidate.rule = Rule::Furniture;
        }
    }
}

/// The language of a tag such as `de-AT`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
