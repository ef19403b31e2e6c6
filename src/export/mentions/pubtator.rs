//! PubTator: title and text on a line each, the mentions under them.

use crate::document::Field;
use crate::text::{Lines, Segments};

use super::encoding::{percent, push_line};
use super::joined::Joined;
use super::offsets::Rising;
use super::{Loss, MarkedDocument, MentionOutput, MentionWriter};

/// Writes for each document `ID|t|TITLE`, `ID|a|TEXT`, a line `ID⇥START⇥END⇥SURFACE⇥TYPE⇥ENTITY` for each mention, and a blank line.
///
/// Places are code points of title, one character, text. A document without a title has its first sentence as one: readers do not agree on where
/// the text begins after an empty title. Whatever ends a line becomes a space. The ids of ambiguous names are joined by `;`, and characters that
/// stand between ids are written as `%` and their number.
pub(super) struct Pubtator {
    joined: Joined,
    segments: Segments,
    lines: Lines,
}

impl Pubtator {
    pub(super) fn new(lines: Lines) -> Self {
        Self {
            joined: Joined::default(),
            segments: Segments::new(),
            lines,
        }
    }

    /// Parts a text without a title after its first sentence, at a space that is in no name. All of it is the title where there is none.
    fn part(&mut self, document: &MarkedDocument<'_>) {
        let Self {
            joined, segments, ..
        } = self;
        let text = &*joined.text;
        segments.segment(text, document.document.lines.unwrap_or(self.lines));
        let first = segments.sentences().first();
        let mut from = first.map_or(text.len(), |sentence| sentence.end());
        for mark in document.marks() {
            let next = text[from..].find(char::is_whitespace);
            if next.is_none_or(|next| from + next < mark.span.start()) {
                break;
            }
            from = from.max(mark.span.end());
        }
        let rest = &text[from..];
        (joined.title_end, joined.text_start) = rest
            .char_indices()
            .find(|(_, character)| character.is_whitespace())
            .map_or((text.len(), text.len()), |(at, space)| {
                (from + at, from + at + space.len_utf8())
            });
    }
}

impl MentionWriter for Pubtator {
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        self.joined.fill(document, "\n");
        if self.joined.title_end == 0 {
            self.part(document);
        }
        let joined = &self.joined;
        let shift = document
            .document
            .separate_title()
            .map_or(0, |_| joined.text_start);
        let summary = &mut output.summary;
        let (title, text) = (
            one_line(&joined.text[..joined.title_end]),
            one_line(&joined.text[joined.text_start..]),
        );
        summary.losses.add(Loss::Character, title.1 + text.1);
        let doc = percent(&document.document.id, |c| {
            c != '|' && !is_line_end(c) && c != '\t'
        });
        let doc = if doc.is_empty() { "-" } else { &*doc };
        let mut renamed = u64::from(doc != document.document.id);
        let mut out = String::with_capacity(title.0.len() + text.0.len() + 64);
        push_line(&mut out, format_args!("{doc}|t|{}", title.0));
        push_line(&mut out, format_args!("{doc}|a|{}", text.0));
        let mut rising = Rising::default();
        for mark in document.marks() {
            let span = match mark.field {
                Field::Title => mark.span,
                Field::Text => mark.span.shifted(shift),
            };
            let (start, end) = rising.place(&joined.text, span);
            let surface = one_line(mark.surface).0;
            let mut ids = String::new();
            for &entity in mark.entities {
                let id = document.entity(entity).id();
                let written = percent(id, |c| {
                    !matches!(c, '|' | ';' | ',' | '+') && !c.is_whitespace() && !c.is_control()
                });
                renamed += u64::from(written != id);
                if !ids.is_empty() {
                    ids.push(';');
                }
                ids.push_str(&written);
            }
            let kind = document.type_of(&mark);
            let kind = if kind.is_empty() { "Entity" } else { kind };
            let kind = one_line(kind).0;
            push_line(
                &mut out,
                format_args!("{doc}\t{start}\t{end}\t{surface}\t{kind}\t{ids}"),
            );
        }
        out.push('\n');
        summary.losses.add(Loss::Name, renamed);
        output.bytes.extend_from_slice(out.as_bytes());
    }
}

/// Whether a reader might take a character for the end of a line: Python's `splitlines` does so for all of these.
pub(super) const fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A text with a space for each character that ends a line or a cell, and how many there were.
pub(super) fn one_line(text: &str) -> (String, u64) {
    let mut count = 0;
    let line = text
        .chars()
        .map(|c| {
            let ends = is_line_end(c) || c == '\t';
            count += u64::from(ends);
            if ends { ' ' } else { c }
        })
        .collect();
    (line, count)
}
