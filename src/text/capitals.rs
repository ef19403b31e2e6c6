//! Runs of capitalised words, which is what names look like.

use super::masks::{BLOCK, Masks};
use super::processor::{self, Kernel};
use super::text_map::TextMap;

impl TextMap {
    /// Takes the first word at or after `from` for lower-case: where a sentence begins, any word has a capital.
    pub(crate) fn ignore_capital(&mut self, from: usize) {
        if let Some(start) = self.next_from(from) {
            self.blocks[start / BLOCK].upper &= !(1 << (start % BLOCK));
        }
    }

    /// How many runs of capitalised words there are, with a single space between each two words of a run.
    pub(crate) fn capital_runs(&self) -> u64 {
        processor::run(CapitalRuns(&self.blocks))
    }

    /// A counter of the runs that spans touch.
    pub(crate) fn touched_runs(&self) -> TouchedRuns<'_> {
        TouchedRuns {
            map: self,
            last: None,
            runs: 0,
        }
    }

    fn has(&self, mask: impl Fn(&Masks) -> u64, at: usize) -> bool {
        self.blocks
            .get(at / BLOCK)
            .is_some_and(|masks| mask(masks) >> (at % BLOCK) & 1 == 1)
    }

    /// Where the word that covers `inside` begins.
    fn start_of(&self, inside: usize) -> usize {
        let mut at = inside / BLOCK;
        let mut starts = self.starts(at) & (u64::MAX >> (BLOCK - 1 - inside % BLOCK));
        while starts == 0 {
            at -= 1;
            starts = self.starts(at);
        }
        at * BLOCK + starts.ilog2() as usize
    }

    fn is_capitalised(&self, start: usize) -> bool {
        self.has(|masks| masks.upper, start)
    }

    /// Where the word before this one of the same run begins.
    fn before_in_run(&self, start: usize) -> Option<usize> {
        let inside = start.checked_sub(2)?;
        let joined =
            self.has(|masks| masks.space, start - 1) && self.has(|masks| masks.word, inside);
        let before = joined.then(|| self.start_of(inside))?;
        self.is_capitalised(before).then_some(before)
    }
}

/// Counts the runs of capitalised words.
struct CapitalRuns<'m>(&'m [Masks]);

impl Kernel for CapitalRuns<'_> {
    type Output = u64;

    #[allow(clippy::inline_always, reason = "kernels are")]
    #[inline(always)]
    fn run(self) -> u64 {
        let mut runs = 0;
        // Of the block before: whether its last byte belongs to a word, which of its last two belong to a capitalised one, and whether its
        // last is a space.
        let (mut word_before, mut capitals_before, mut space_before) = (0, 0, 0);
        for masks in self.0 {
            let starts = masks.word & !(masks.word << 1 | word_before);
            let capitals = starts & masks.upper;
            // Adding a bit to the first of a run of ones clears the run, so what is cleared are the bytes of capitalised words.
            let going_on = capitals_before >> (BLOCK - 1) & masks.word & 1;
            let bytes = masks.word & !masks.word.wrapping_add(capitals | going_on);
            let behind_space = masks.space << 1 | space_before;
            let behind_capitalised = bytes << 2 | capitals_before >> (BLOCK - 2);
            runs += u64::from((capitals & !(behind_space & behind_capitalised)).count_ones());
            word_before = masks.word >> (BLOCK - 1);
            space_before = masks.space >> (BLOCK - 1);
            capitals_before = bytes;
        }
        runs
    }
}

/// Counts the runs of capitalised words that spans touch, each once. Spans come in the order of their starts.
#[derive(Clone, Debug)]
pub(crate) struct TouchedRuns<'m> {
    map: &'m TextMap,
    /// The capitalised word touched last.
    last: Option<usize>,
    runs: u64,
}

impl TouchedRuns<'_> {
    /// Counts the runs with a word that overlaps `start..end`.
    ///
    /// # Complexity
    /// Linear in the span and in the run before it, as far as no span touched it yet.
    pub(crate) fn add(&mut self, start: usize, end: usize) {
        let map = self.map;
        let mut at = start;
        if map.has(|masks| masks.word, start) {
            at = map.start_of(start);
        }
        while let Some(word) = map.next_from(at).filter(|&word| word < end) {
            at = map.end_of(word);
            if !map.is_capitalised(word) || self.last.is_some_and(|last| word <= last) {
                continue;
            }
            let mut first = word;
            let known = loop {
                match map.before_in_run(first) {
                    Some(before) if self.last.is_some_and(|last| before <= last) => break true,
                    Some(before) => first = before,
                    None => break false,
                }
            };
            self.runs += u64::from(!known);
            self.last = Some(word);
        }
    }

    /// How many runs were touched.
    pub(crate) fn runs(&self) -> u64 {
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> TextMap {
        let mut map = TextMap::default();
        map.fill(text);
        map
    }

    #[test]
    fn runs_are_joined_by_single_spaces() {
        for (text, runs) in [
            ("", 0),
            ("the New York Times said", 1),
            ("New  York", 2),
            ("New\nYork", 2),
            ("New-York", 2),
            ("New york York", 2),
            ("Été À la Plage", 2),
            ("a B", 1),
            ("iPhone", 0),
        ] {
            assert_eq!(map(text).capital_runs(), runs, "{text}");
            for shift in 0..130 {
                let shifted = format!("{}{text}", " ".repeat(shift));
                assert_eq!(map(&shifted).capital_runs(), runs, "{shift} {text}");
            }
        }
        assert_eq!(map(&"Ab ".repeat(100)).capital_runs(), 1);
        assert_eq!(map(&format!("A{} B", "b".repeat(200))).capital_runs(), 1);
    }

    #[test]
    fn first_words_of_sentences_do_not_count() {
        let text = "The Times said. New York grew.";
        let mut map = map(text);
        map.ignore_capital(0);
        map.ignore_capital(15);
        assert_eq!(map.capital_runs(), 2, "Times, York");
    }

    #[test]
    fn a_run_counts_once_however_often_it_is_touched() {
        let text = "saw New York Times and Big Apple today";
        let map = map(text);
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            (start, start + part.len())
        };
        for (parts, runs) in [
            (&["New York", "York", "Times"][..], 1),
            (&["ew"], 1),
            (&["Times", "Apple"], 2),
            (&["saw", "and"], 0),
            (&["Times and Big"], 2),
            (&[" "], 0),
        ] {
            let mut touched = map.touched_runs();
            for part in parts {
                let (start, end) = span(part);
                touched.add(start, end);
            }
            assert_eq!(touched.runs(), runs, "{parts:?}");
        }
    }
}
