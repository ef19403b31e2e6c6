//! Looks words up in the table of forms, and compares what it finds with the text, a stretch of text at a time: what all words of a stretch need
//! of a large dictionary comes near while the words before them are looked up.

use super::Matcher;
use super::scan::{Picked, Room};
use crate::document::Field;
use crate::mention::candidate::Candidate;
use crate::mention::slots::Slot;
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

/// Buffers, to be used again for each text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    room: Room,
    hits: Vec<Hit>,
}

/// Words with the key of a pattern.
#[derive(Clone, Copy, Debug)]
struct Hit {
    words: Span,
    pattern: u32,
}

impl Lookup<'_> {
    /// Notes all forms of words.
    pub(super) fn find(mut self, scratch: &mut Scratch, folded: &mut Vec<u8>) {
        let Scratch { room, hits } = scratch;
        room.restart();
        while let Some(picked) = room.advance(self.text, self.words, &self.matcher.table, folded) {
            hits.clear();
            for word in picked {
                self.look_up(word, folded, hits);
            }
            self.compare(hits);
        }
    }

    /// Looks up a word and, as far as longer forms begin so, the words behind it.
    #[inline]
    fn look_up(&self, word: &Picked, folded: &mut Vec<u8>, hits: &mut Vec<Hit>) {
        let start = word.start as usize;
        if word.perhaps {
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
        &self,
        start: usize,
        mut end: usize,
        mut key: u64,
        folded: &mut Vec<u8>,
        hits: &mut Vec<Hit>,
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
    fn note(&self, words: Span, slot: Slot, hits: &mut Vec<Hit>) {
        for pattern in self.matcher.table.patterns(slot) {
            self.matcher.patterns.announce(pattern);
            hits.push(Hit { words, pattern });
        }
    }

    /// Keeps those that the words are, letter by letter.
    fn compare(&mut self, hits: &mut Vec<Hit>) {
        let patterns = &self.matcher.patterns;
        hits.retain(|hit| {
            let pattern = patterns.get(hit.pattern);
            patterns.announce_text(&pattern);
            pattern.is_wanted()
        });
        for &Hit {
            words,
            pattern: number,
        } in &*hits
        {
            let pattern = patterns.get(number);
            let found = self
                .matcher
                .verify(&pattern, words.of(self.text), self.text, words);
            self.candidates
                .extend(found.map(|span| Candidate::new(self.field, span, number, &pattern)));
        }
    }
}
