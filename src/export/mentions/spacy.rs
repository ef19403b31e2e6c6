//! spaCy: a `Doc` a line, as `Doc.from_json` reads it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::Date;
use crate::mention::Status;
use crate::text::{Lines, Segments, Span};

use super::conll::sentences;
use super::joined::{Joined, flat};
use super::offsets::Rising;
use super::tokens;
use super::{Mark, MarkedDocument, MentionOutput, MentionWriter};

/// Writes a JSON object for each document, on a line of its own: `text` (title, blank line, text), `ents`, `sents`, `tokens`, `spans` and `meta`.
///
/// All places are code points of `text`. `ents` are the mentions that do not overlap; spaCy reads back their places and labels. `spans.sc` holds all
/// mentions with the entity's id as `kb_id`; those that are not accepted stand in a group named like their status as well, and `spans.title` is the
/// title. Labels are types, `ENTITY` where there is none. Tokens are words, signs, and white space but for single spaces. `meta`, which spaCy passes
/// over, says what is known of the document.
pub(super) struct Spacy {
    joined: Joined,
    segments: Segments,
    lines: Lines,
}

impl Spacy {
    pub(super) fn new(lines: Lines) -> Self {
        Self {
            joined: Joined::default(),
            segments: Segments::new(),
            lines,
        }
    }
}

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    ents: Vec<Ent<'a>>,
    sents: Vec<Place>,
    tokens: Vec<Token>,
    spans: BTreeMap<&'a str, Vec<Ent<'a>>>,
    meta: Meta<'a>,
}

#[derive(Clone, Serialize)]
struct Ent<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    kb_id: &'a str,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Token {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

impl MentionWriter for Spacy {
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let Self {
            joined, segments, ..
        } = self;
        joined.fill(document, "\n\n");
        let text = &*joined.text;
        // Those that overlap others are in `spans`.
        let (apart, _) = flat(document.marks());
        let ent = |rising: &mut Rising, mark: &Mark<'_>| {
            let (start, end) = rising.place(text, joined.place(mark));
            let label = document.type_of(mark);
            Ent {
                start,
                end,
                label: if label.is_empty() { "ENTITY" } else { label },
                kb_id: mark
                    .entity()
                    .map_or("", |entity| document.entity(entity).id()),
            }
        };
        let ents = |marks: &mut dyn Iterator<Item = Mark<'_>>| {
            let mut rising = Rising::default();
            marks.map(|mark| ent(&mut rising, &mark)).collect()
        };
        let lines = document.document.lines.unwrap_or(self.lines);
        let sents = sentences(segments, joined, lines, &apart);
        let mut borders: Vec<usize> = document
            .marks()
            .map(|mark| joined.place(&mark))
            .chain(sents.iter().copied())
            .flat_map(|span| [span.start(), span.end()])
            .chain([joined.title_end, joined.text_start])
            .collect();
        borders.sort_unstable();
        borders.dedup();
        let (mut tokens, mut rising) = (Vec::new(), Rising::default());
        tokens::cut(text, &borders, |span| {
            let (start, end) = rising.place(text, span);
            tokens.push(Token {
                id: tokens.len(),
                start,
                end,
            });
        });
        let all: Vec<Ent<'_>> = ents(&mut document.marks());
        let mut spans: BTreeMap<&str, Vec<Ent<'_>>> = BTreeMap::new();
        for (ent, mark) in all.iter().zip(document.marks()) {
            if mark.status != Status::Accepted {
                spans
                    .entry(mark.status.name())
                    .or_default()
                    .push(ent.clone());
            }
        }
        spans.insert("sc", all);
        if joined.title_end > 0 {
            let title = Ent {
                start: 0,
                end: text[..joined.title_end]
                    .trim_end_matches(tokens::is_white)
                    .chars()
                    .count(),
                label: "title",
                kb_id: "",
            };
            spans.insert("title", vec![title]);
        }
        let known = document.document;
        let doc = Doc {
            text,
            ents: ents(&mut apart.into_iter()),
            sents: places(text, &sents),
            tokens,
            spans,
            meta: Meta {
                id: &known.id,
                date: known.date,
                source: known.source.as_deref(),
                url: known.url.as_deref(),
                lang: known.lang.as_deref(),
            },
        };
        serde_json::to_writer(&mut output.bytes, &doc).expect("strings and numbers go into memory");
        output.bytes.push(b'\n');
    }
}

fn places(text: &str, spans: &[Span]) -> Vec<Place> {
    let mut rising = Rising::default();
    spans
        .iter()
        .map(|&span| {
            // A single space at its end belongs to no token.
            let content = span.of(text);
            let trimmed = match content.strip_suffix(' ') {
                Some(rest) if !rest.ends_with(tokens::is_white) => rest,
                _ => content,
            };
            let (start, end) =
                rising.place(text, Span::new(span.start(), span.start() + trimmed.len()));
            Place { start, end }
        })
        .collect()
}
