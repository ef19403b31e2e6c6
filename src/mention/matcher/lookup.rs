//! Looks words up in the table of forms, and compares what it finds with the text, a stretch of text at a time: what all words of a stretch need
//! of a large dictionary comes near while the words before them are looked up.

use super::Matcher;
use super::scan::{Picked, Room};
use crate::document::Field;
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Pattern;
use crate::mention::slots::{Listed, Slot};
use crate::mention::table::next_key;
use crate::text::{Span, TextMap, WordKey};

/// Finds the forms in a field of a document.
pub(super) struct Lookup<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) field: Field,
    pub(super) text: &'a str,
    pub(super) words: &'a TextMap,
    pub(super) candidates: &'a mut Vec<Candidate>,
}

/// How many hits are kept before they are compared. A stretch has a few dozen, but thousands of people may have one name.
const MOST_HITS: usize = 1 << 12;

/// Buffers, to be used again for each text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    room: Room,
    hits: Hits,
}

/// Words with the keys of patterns.
#[derive(Debug, Default)]
struct Hits {
    /// To be compared.
    all: Vec<Hit>,
    /// Where forms stand that were not compared again, with their patterns.
    alike: Vec<(Span, u32)>,
    /// What the last comparison found.
    last: Option<Span>,
}

/// Words with the key of a pattern.
#[derive(Clone, Copy, Debug)]
struct Hit {
    words: Span,
    pattern: u32,
    /// They are those of the hit before, and so is the form: it need not be compared again.
    is_alike: bool,
}

impl Lookup<'_> {
    /// Notes all forms of words.
    pub(super) fn find(mut self, scratch: &mut Scratch, folded: &mut Vec<u8>) {
        let Scratch { room, hits } = scratch;
        room.restart();
        while let Some(picked) = room.advance(self.text, self.words, &self.matcher.table, folded) {
            for word in picked {
                self.look_up(word, folded, hits);
            }
            self.compare(hits);
        }
    }

    /// Looks up a word and, as far as longer forms begin so, the words behind it.
    #[inline]
    fn look_up(&mut self, word: &Picked, folded: &mut Vec<u8>, hits: &mut Hits) {
        let start = word.start as usize;
        if word.next_unknown {
            self.walk(start, word.end as usize, word.key, folded, hits);
            return;
        }
        if word.alone
            && let Some(slot) = self.matcher.table.get(word.key)
        {
            self.note(Span::new(start, word.end as usize), slot, hits);
        }
        if word.in_pair {
            self.walk(start, word.next_end as usize, word.pair, folded, hits);
        }
    }

    /// Looks up words from `start` to `end`, and those behind them as long as longer forms begin so.
    fn walk(
        &mut self,
        start: usize,
        mut end: usize,
        mut key: u64,
        folded: &mut Vec<u8>,
        hits: &mut Hits,
    ) {
        while let Some(slot) = self.matcher.table.get(key) {
            self.note(Span::new(start, end), slot, hits);
            if !slot.continues {
                return;
            }
            let Some(next) = self.words.next_from(end) else {
                return;
            };
            let next_end = self.words.end_of(next);
            let hash = WordKey::of(&self.text[next..next_end], folded).hash;
            match next_key(key, &self.text[end..next], hash) {
                Some(longer) => key = longer,
                None => return,
            }
            end = next_end;
        }
    }

    /// Notes the patterns that words may be.
    #[inline]
    fn note(&mut self, words: Span, slot: Slot, hits: &mut Hits) {
        let matcher = self.matcher;
        // Whatever a damaged file says, the first is like none.
        let mut is_first = true;
        for Listed { number, is_alike } in matcher.table.listed(slot) {
            let is_alike = is_alike && !is_first;
            is_first = false;
            if !is_alike {
                matcher.patterns.announce(number);
            }
            hits.all.push(Hit {
                words,
                pattern: number,
                is_alike,
            });
            if hits.all.len() == MOST_HITS {
                self.compare(hits);
            }
        }
    }

    /// Turns those that are to be found, and that the words are, letter by letter, into candidates; and begins anew.
    fn compare(&mut self, hits: &mut Hits) {
        let Hits { all, alike, last } = hits;
        let patterns = &self.matcher.patterns;
        for hit in all.iter().filter(|hit| !hit.is_alike) {
            patterns.announce_text(&patterns.get(hit.pattern));
        }
        for hit in all.drain(..) {
            if hit.is_alike {
                if let Some(span) = *last {
                    patterns.announce(hit.pattern);
                    alike.push((span, hit.pattern));
                }
                continue;
            }
            let pattern = patterns.get(hit.pattern);
            let surface = hit.words.of(self.text);
            *last = if pattern.is_wanted() {
                self.matcher.verify(&pattern, surface, self.text, hit.words)
            } else {
                None
            };
            if let Some(span) = *last {
                self.add(span, hit.pattern, &pattern);
            }
        }
        for (span, number) in alike.drain(..) {
            let pattern = patterns.get(number);
            if !pattern.is_void() {
                self.add(span, number, &pattern);
            }
        }
    }

    fn add(&mut self, span: Span, number: u32, pattern: &Pattern) {
        self.matcher.dictionary.announce(pattern.entity);
        let candidate = Candidate::new(self.field, span, number, pattern);
        self.candidates.push(candidate);
    }
}
