//! Forms that words cannot find: names in scripts without spaces, names of symbols only, and aliases that may stand inside words.
//!
//! They are found character by character, as words are word by word: a table of [slots](super::slots) is keyed by the hash of the first
//! folded character of a form, of its first two, and so on. A mapped table is there at once; an automaton of a million forms is not.

use super::comparison::{may_begin, may_end, same_text};
use super::pattern::Patterns;
use super::slots::{BuiltSlots, Listed, Slot, SlotTable};
use super::table::ends_paragraph;
use crate::error::Result;
use crate::text::{
    Folding, Span, fold_shape, has_unspaced_script, is_boundary, is_mark, key_letters, mix,
};

/// Finds those forms.
#[derive(Clone, Debug)]
pub(super) struct SubstringMatcher {
    pub(super) table: SlotTable,
    pub(super) starts: Starts,
}

/// What texts the forms can begin in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Starts {
    /// A bit for each folded ASCII character that a form begins with.
    pub(super) ascii: u128,
    /// Some form can stand in a text that has no script without spaces.
    pub(super) anywhere: bool,
    /// There is a form at all.
    pub(super) any: bool,
}

/// The forms, while they are collected.
#[derive(Debug, Default)]
pub(super) struct SubstringForms {
    whole: Vec<(u64, u32)>,
    prefixes: Vec<u64>,
    pub(super) starts: Starts,
}

impl SubstringForms {
    /// Adds a form; its shapes are folded.
    pub(super) fn add(&mut self, number: u32, form: &str) {
        let mut letters = form.chars().flat_map(key_letters);
        let Some(first) = letters.next() else {
            return;
        };
        let mut key = first_key(first);
        for letter in letters {
            self.prefixes.push(key);
            key = next_key(key, letter);
        }
        self.whole.push((key, number));
        self.starts.any = true;
        self.starts.anywhere |= !has_unspaced_script(form);
        if first.is_ascii() {
            self.starts.ascii |= 1 << u32::from(first);
        }
    }

    /// The table of all that were added.
    pub(super) fn build(self) -> Result<BuiltSlots> {
        BuiltSlots::build(self.whole, self.prefixes, |_| None::<u32>)
    }
}

fn first_key(character: char) -> u64 {
    next_key(0, character)
}

fn next_key(key: u64, character: char) -> u64 {
    mix(key, u64::from(character))
}

impl SubstringMatcher {
    /// Hands every place of every form to `found`, with the pattern's number.
    pub(super) fn find(
        &self,
        text: &str,
        is_ascii: bool,
        patterns: &Patterns,
        folding: Folding,
        mut found: impl FnMut(Span, u32),
    ) {
        let may_hold = self.starts.anywhere || (!is_ascii && has_unspaced_script(text));
        if !self.starts.any || !may_hold {
            return;
        }
        for (at, character) in text.char_indices() {
            // An accent begins no name.
            let Some(first) = key_letters(fold_shape(character)).next() else {
                continue;
            };
            if !first.is_ascii() || self.starts.ascii >> u32::from(first) & 1 == 1 {
                self.find_at(at, text, patterns, folding, &mut found);
            }
        }
    }

    /// The forms that begin at a place.
    fn find_at(
        &self,
        start: usize,
        text: &str,
        patterns: &Patterns,
        folding: Folding,
        found: &mut impl FnMut(Span, u32),
    ) {
        let mut key = 0;
        let mut after_space = false;
        let mut reached: Option<Slot> = None;
        for (offset, raw) in text[start..].char_indices() {
            let character = fold_shape(raw);
            // White space runs together.
            if character == ' ' && after_space {
                continue;
            }
            after_space = character == ' ';
            for letter in key_letters(character) {
                if reached.is_some_and(|slot| !slot.continues) {
                    return;
                }
                key = next_key(key, letter);
                reached = self.table.get(key);
                if reached.is_none() {
                    return;
                }
            }
            let Some(slot) = reached else {
                return;
            };
            for Listed { number, .. } in self.table.numbers(slot) {
                let span = Span::new(start, start + offset + raw.len_utf8());
                let pattern = patterns.get(number);
                if (pattern.anywhere || on_boundaries(text, span))
                    && (!pattern.anywhere || may_begin(text, span.start()))
                    && !text[span.end()..].starts_with(is_mark)
                    && same_text(
                        span.of(text),
                        patterns.text_of(&pattern),
                        pattern.folding(folding),
                    )
                    && !ends_paragraph(span.of(text))
                {
                    found(span, number);
                }
            }
        }
    }
}

pub(super) fn on_boundaries(text: &str, span: Span) -> bool {
    let last = span.of(text).chars().next_back();
    let after = text[span.end()..].chars().next();
    begins_on_boundary(text, span.start())
        && is_boundary(last, after)
        && !inside_katakana(last, after)
        && may_end(text, span.end())
}

pub(super) fn begins_on_boundary(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    let first = text[start..].chars().next();
    is_boundary(before, first) && !inside_katakana(before, first) && may_begin(text, start)
}

/// Whether two characters are of one run of Katakana: it spells a foreign word, and `タイ` (Thailand) is not in `タイトル` (title).
fn inside_katakana(left: Option<char>, right: Option<char>) -> bool {
    let is_katakana = |character: Option<char>| {
        character
            .is_some_and(|c| matches!(c, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ'))
    };
    is_katakana(left) && is_katakana(right)
}
