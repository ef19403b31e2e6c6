//! One text for a document that has a title, and mentions that do not overlap.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::Field;
use crate::text::Span;

use super::{Mark, MarkedDocument};

/// Title and text as one text. A title that the text begins with stands there once.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) text: String,
    /// Where the title ends; 0 without one.
    pub(super) title_end: usize,
    /// Where the text begins.
    pub(super) text_start: usize,
}

impl Joined {
    /// Fills it with a document, in place of what it held. `gap` stands between title and text, where there is a title.
    pub(super) fn fill(&mut self, document: &MarkedDocument<'_>, gap: &str) {
        self.text.clear();
        let title = document.document.separate_title();
        self.text.push_str(title.unwrap_or_default());
        self.title_end = self.text.len();
        if title.is_some() {
            self.text.push_str(gap);
        }
        self.text_start = self.text.len();
        self.text.push_str(&document.document.text);
    }

    /// Where a mention stands in this text.
    pub(super) fn place(&self, mark: &Mark<'_>) -> Span {
        match mark.field {
            Field::Title => mark.span,
            Field::Text => mark.span.shifted(self.text_start),
        }
    }

    /// Replaces characters, which must be of one byte, by spaces; says how many.
    pub(super) fn blank(&mut self, is_unwanted: impl Fn(char) -> bool) -> u64 {
        if !self.text.contains(&is_unwanted) {
            return 0;
        }
        let mut count = 0;
        self.text = self
            .text
            .chars()
            .map(|character| {
                let unwanted = character.is_ascii() && is_unwanted(character);
                count += u64::from(unwanted);
                if unwanted { ' ' } else { character }
            })
            .collect();
        count
    }
}

/// The mentions that are left if none may overlap another, in order, and how many are not. Those that count come first, then the ambiguous,
/// the nested, the rejected; of each kind the first, of those the longest.
pub(super) fn flat<'a>(marks: impl Iterator<Item = Mark<'a>>) -> (Vec<Mark<'a>>, u64) {
    let mut order: Vec<Mark<'a>> = marks.collect();
    let is_in_order = |pair: &[Mark<'_>]| {
        (pair[0].field, pair[0].span.end()) <= (pair[1].field, pair[1].span.start())
            || pair[0].field < pair[1].field
    };
    if order.windows(2).all(is_in_order) {
        return (order, 0);
    }
    order.sort_by_key(|mark| {
        (
            rank(mark),
            mark.field,
            mark.span.start(),
            Reverse(mark.span.end()),
        )
    });
    let all = order.len() as u64;
    let mut kept: BTreeMap<(Field, usize), Mark<'a>> = BTreeMap::new();
    for mark in order {
        let before = kept.range(..(mark.field, mark.span.end())).next_back();
        if before.is_none_or(|(_, other)| {
            other.field != mark.field || other.span.end() <= mark.span.start()
        }) {
            kept.insert((mark.field, mark.span.start()), mark);
        }
    }
    let left_out = all - kept.len() as u64;
    (kept.into_values().collect(), left_out)
}

fn rank(mark: &Mark<'_>) -> u8 {
    use crate::mention::Status::{Accepted, Ambiguous, Nested, Rejected};
    match mark.status {
        Accepted => 0,
        Ambiguous => 1,
        Nested => 2,
        Rejected => 3,
    }
}
