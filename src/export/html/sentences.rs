//! The sentences behind the edges. One sentence with many names proves many edges; in the page it stands once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cooccurrence::{Evidence, Passage};
use crate::document::{Date, Field};
use crate::text::Span;

/// Documents and sentences, each once, in the order in which edges first need them.
#[derive(Default, Serialize)]
pub(super) struct Sentences<'g> {
    documents: Documents<'g>,
    texts: Vec<&'g str>,
    #[serde(skip)]
    place_of_document: BTreeMap<&'g str, usize>,
    #[serde(skip)]
    place_of_text: BTreeMap<&'g str, usize>,
}

#[derive(Default, Serialize)]
struct Documents<'g> {
    id: Vec<&'g str>,
    title: Vec<Option<&'g str>>,
    date: Vec<Option<Date>>,
    source: Vec<Option<&'g str>>,
    url: Vec<Option<&'g str>>,
}

/// A piece of evidence: the place of its document, and its passages.
#[derive(Serialize)]
pub(super) struct EvidenceRow(usize, Vec<PassageRow>);

/// A sentence: its place among the texts, the mentions of both ends and the words that say what they are to each other (each as start and end in
/// units of UTF-16, as scripts count), and whether it is a title.
#[derive(Serialize)]
struct PassageRow(usize, Vec<usize>, Vec<usize>, Vec<usize>, bool);

impl<'g> Sentences<'g> {
    /// The rows of some evidence.
    pub(super) fn rows(&mut self, evidence: &'g [Evidence]) -> Vec<EvidenceRow> {
        evidence.iter().map(|evidence| self.row(evidence)).collect()
    }

    fn row(&mut self, evidence: &'g Evidence) -> EvidenceRow {
        let document = self.document(evidence);
        let passages = evidence.passages.iter();
        EvidenceRow(
            document,
            passages.map(|passage| self.passage(passage)).collect(),
        )
    }

    fn document(&mut self, evidence: &'g Evidence) -> usize {
        let next = self.place_of_document.len();
        let place = *self
            .place_of_document
            .entry(&evidence.document)
            .or_insert(next);
        if place == next {
            self.documents.id.push(&evidence.document);
            self.documents.title.push(evidence.title.as_deref());
            self.documents.date.push(evidence.date);
            self.documents.source.push(evidence.source.as_deref());
            self.documents.url.push(evidence.url.as_deref());
        }
        place
    }

    fn passage(&mut self, passage: &'g Passage) -> PassageRow {
        let next = self.texts.len();
        let text: &str = &passage.text;
        let place = *self.place_of_text.entry(text).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        let utf16 = |spans: &mut dyn Iterator<Item = Span>| {
            spans
                .flat_map(|span| {
                    [span.start(), span.end()].map(|at| {
                        text[..at - passage.span.start()]
                            .chars()
                            .map(char::len_utf16)
                            .sum()
                    })
                })
                .collect()
        };
        PassageRow(
            place,
            utf16(&mut passage.a.iter().copied()),
            utf16(&mut passage.b.iter().copied()),
            utf16(&mut passage.hints.iter().map(|hint| hint.trigger)),
            passage.field == Field::Title,
        )
    }
}
