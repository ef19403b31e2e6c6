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

/// How many hits are kept before they are compared. A stretch has a few dozen, but thousands of people may have one name.
const MOST_HITS: usize = 1 << 12;

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
            for word in picked {
                self.look_up(word, folded, hits);
            }
            self.compare(hits);
        }
    }

    /// Looks up a word and, as far as longer forms begin so, the words behind it.
    #[inline]
    fn look_up(&mut self, word: &Picked, folded: &mut Vec<u8>, hits: &mut Vec<Hit>) {
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
    fn note(&mut self, words: Span, slot: Slot, hits: &mut Vec<Hit>) {
        let matcher = self.matcher;
        for pattern in matcher.table.patterns(slot) {
            matcher.patterns.announce(pattern);
            hits.push(Hit { words, pattern });
            if hits.len() == MOST_HITS {
                self.compare(hits);
            }
        }
    }

    /// Turns those that are to be found, and that the words are, letter by letter, into candidates; and begins anew.
    fn compare(&mut self, hits: &mut Vec<Hit>) {
        let patterns = &self.matcher.patterns;
        hits.retain(|hit| {
            let pattern = patterns.get(hit.pattern);
            patterns.announce_text(&pattern);
            pattern.is_wanted()
        });
        for Hit { words, pattern } in hits.drain(..) {
            let found = patterns.get(pattern);
            let surface = words.of(self.text);
            if let Some(span) = self.matcher.verify(&found, surface, self.text, words) {
                let candidate = Candidate::new(self.field, span, pattern, &found);
                self.candidates.push(candidate);
            }
        }
    }
}
