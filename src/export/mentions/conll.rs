//! CoNLL: a token a line with its tag, blank lines between sentences.

use std::fmt::Write;

use crate::text::{Lines, Segments, Span};

use super::encoding::{push_line, type_word};
use super::joined::{Joined, flat};
use super::offsets::Rising;
use super::pubtator::one_line;
use super::tokens;
use super::{Loss, Mark, MarkedDocument, MentionOutput, MentionWriter};

/// Writes `# doc_id = ID`, then for each token `TOKEN⇥START⇥END⇥TAG`, with a blank line after each sentence.
///
/// Tags are IOB2: `B-TYPE` begins a name, `I-TYPE` goes on, `O` is in none. Places are code points of title, blank line, text. Tokens are words
/// and signs; where a name ends inside a word, so does the token. Control characters are written as U+FFFD. Names cannot overlap: [`flat`]
/// says which stay.
pub(super) struct Conll {
    joined: Joined,
    segments: Segments,
    lines: Lines,
}

impl Conll {
    pub(super) fn new(lines: Lines) -> Self {
        Self {
            joined: Joined::default(),
            segments: Segments::new(),
            lines,
        }
    }
}

impl MentionWriter for Conll {
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let Self {
            joined, segments, ..
        } = self;
        let losses = &mut output.summary.losses;
        joined.fill(document, "\n\n");
        let text = &*joined.text;
        let (marks, overlapping) = flat(document.marks());
        losses.add(Loss::Overlapping, overlapping);
        let (id, changed) = one_line(document.document.id.trim());
        losses.add(
            Loss::Name,
            u64::from(changed > 0 || id != document.document.id),
        );
        let mut out = String::with_capacity(text.len() * 3);
        push_line(&mut out, format_args!("# doc_id = {id}"));
        let lines = document.document.lines.unwrap_or(self.lines);
        let sentences = sentences(segments, joined, lines, &marks);
        let mut marks = marks
            .iter()
            .map(|mark| (joined.place(mark), mark))
            .peekable();
        let (mut rising, mut renamed) = (Rising::default(), 0);
        let mut borders: Vec<usize> = Vec::new();
        for sentence in sentences {
            let mut own: Vec<(Span, &Mark<'_>)> = Vec::new();
            while let Some(next) = marks.next_if(|(span, _)| span.start() < sentence.end()) {
                own.push(next);
            }
            borders.clear();
            borders.extend(own.iter().flat_map(|(span, _)| {
                [span.start(), span.end()].map(|place| place - sentence.start())
            }));
            let mut own = own.into_iter().peekable();
            tokens::cut(sentence.of(text), &borders, |token| {
                let token = token.shifted(sentence.start());
                if token.of(text).chars().all(tokens::is_white) {
                    return;
                }
                let (start, end) = rising.place(text, token);
                while own
                    .next_if(|(span, _)| span.end() <= token.start())
                    .is_some()
                {}
                let word = token.of(text).replace(char::is_control, "\u{fffd}");
                write!(out, "{word}\t{start}\t{end}\t").expect("strings take what is written");
                match own.peek() {
                    Some((span, mark)) if span.start() <= token.start() => {
                        let (kind, is_other) = type_word(document.type_of(mark));
                        let begins = span.start() == token.start();
                        renamed += u64::from(is_other && begins);
                        let letter = if begins { 'B' } else { 'I' };
                        push_line(&mut out, format_args!("{letter}-{kind}"));
                    }
                    _ => out.push_str("O\n"),
                }
            });
            out.push('\n');
        }
        losses.add(Loss::Name, renamed);
        output.bytes.extend_from_slice(out.as_bytes());
    }
}

/// The sentences of a joined text: those of the title, then those of the text. What lies between them, signs without a letter, belongs to the
/// sentence before it or begins the first; a name that runs over an end joins two.
pub(super) fn sentences(
    segments: &mut Segments,
    joined: &Joined,
    lines: Lines,
    marks: &[Mark<'_>],
) -> Vec<Span> {
    let parts = [
        (0, joined.title_end, Lines::Paragraph),
        (joined.text_start, joined.text.len(), lines),
    ];
    let mut starts = Vec::new();
    for (start, end, lines) in parts {
        let part = Span::new(start, end);
        if part.of(&joined.text).trim().is_empty() {
            continue;
        }
        segments.segment(part.of(&joined.text), lines);
        let places = segments.sentences().iter().skip(1);
        let first = if starts.is_empty() { 0 } else { start };
        starts.push(first);
        starts.extend(places.map(|span| span.start() + start));
    }
    // Only the very first may begin with white space, which elsewhere belongs to the sentence before.
    for start in starts.iter_mut().skip(1) {
        let white = joined.text[*start..].find(|c| !tokens::is_white(c));
        *start += white.unwrap_or_default();
    }
    starts.dedup();
    let mut names = marks.iter().map(|mark| joined.place(mark)).peekable();
    starts.retain(|&start| {
        while names.next_if(|name| name.end() <= start).is_some() {}
        names.peek().is_none_or(|name| name.start() >= start)
    });
    let ends = starts.iter().skip(1).copied().chain([joined.text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Span::new(start, end))
        .collect()
}
