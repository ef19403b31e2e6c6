//! How a form is written at one place.

use std::ops::Range;

use serde::Serialize;

use crate::cooccurrence::{MentionRecord, Observation};
use crate::dictionary::is_legal_form;
use crate::evaluation::mistake::context;
use crate::text::{Span, fold};

/// How a form is written at a place. The first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HowWritten {
    /// It begins with a small letter.
    Lower,
    /// In a sentence whose other words have capitals too: a headline.
    Headline,
    /// Next to another word with a capital, which is no name of the dictionary.
    BesideCapital,
    /// Where a sentence begins.
    Initial,
    /// With a capital inside a sentence.
    Inside,
}

impl HowWritten {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [
        Self::Lower,
        Self::Headline,
        Self::BesideCapital,
        Self::Initial,
        Self::Inside,
    ];
}

/// A place in the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsageSample {
    /// The id of the document.
    pub doc: String,
    /// How the form is written there.
    pub written: HowWritten,
    /// The words around it.
    pub context: String,
    /// Where it stands in `context`, in bytes.
    #[serde(skip)]
    pub place: Range<usize>,
}

/// A mention in its sentence.
#[derive(Clone, Copy)]
pub(super) struct Occurrence<'o> {
    sentence: &'o str,
    /// In the sentence.
    span: Span,
    /// All mentions of the sentence, there.
    others: &'o [Span],
}

/// A sentence with its mentions, used for one after the other.
#[derive(Default)]
pub(super) struct SentencePlaces {
    number: Option<u32>,
    spans: Vec<Span>,
}

impl SentencePlaces {
    /// The mention at its place.
    pub(super) fn of<'o>(
        &'o mut self,
        observation: &'o Observation,
        mention: &MentionRecord,
    ) -> Occurrence<'o> {
        let sentence = &observation.sentences[mention.sentence as usize];
        let start = sentence.span.start();
        let relative = |span: Span| Span::new(span.start() - start, span.end() - start);
        if self.number != Some(mention.sentence) {
            self.number = Some(mention.sentence);
            let first = observation
                .mentions
                .partition_point(|other| other.sentence < mention.sentence);
            let same = observation.mentions[first..].iter();
            let same = same.take_while(|other| other.sentence == mention.sentence);
            self.spans.clear();
            self.spans.extend(same.map(|other| relative(other.span)));
        }
        Occurrence {
            sentence: observation.sentence_text(sentence),
            span: relative(mention.span),
            others: &self.spans,
        }
    }
}

impl Occurrence<'_> {
    pub(super) fn written(self) -> HowWritten {
        let surface = self.span.of(self.sentence);
        if surface
            .chars()
            .find(|letter| letter.is_alphabetic())
            .is_some_and(char::is_lowercase)
        {
            HowWritten::Lower
        } else if self.is_headline() {
            HowWritten::Headline
        } else if self.is_beside_capital() {
            HowWritten::BesideCapital
        } else if self.begins_sentence() {
            HowWritten::Initial
        } else {
            HowWritten::Inside
        }
    }

    pub(super) fn sample(self, doc: &str, written: HowWritten) -> UsageSample {
        let (context, place) = context(self.sentence, self.span.range());
        UsageSample {
            doc: doc.to_owned(),
            written,
            context,
            place,
        }
    }

    fn begins_sentence(self) -> bool {
        !self.sentence[..self.span.start()]
            .chars()
            .any(char::is_alphanumeric)
    }

    /// Whether the other words of the sentence, but for short ones, have capitals: three at least.
    fn is_headline(self) -> bool {
        const SHORT: usize = 3;
        let before = self.sentence[..self.span.start()].split_whitespace();
        let after = self.sentence[self.span.end()..].split_whitespace();
        let mut capitals = 0;
        for word in before.chain(after) {
            let word = word.trim_start_matches(|c: char| !c.is_alphabetic());
            if word.chars().count() <= SHORT {
                continue;
            }
            if word.starts_with(char::is_lowercase) {
                return false;
            }
            capitals += 1;
        }
        capitals > 2
    }

    /// Whether the word before or behind, after a single space, looks like part of a name: a capital and small letters. The first word of
    /// the sentence has its capital anyway, what the dictionary knows is another name, and `Corp` behind a firm is no other firm.
    fn is_beside_capital(self) -> bool {
        let after = &self.sentence[self.span.end()..];
        let behind = after.strip_prefix(' ').map(|rest| {
            let length = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let start = self.span.end() + 1;
            Span::new(start, start + length)
        });
        let before = self.sentence[..self.span.start()]
            .strip_suffix(' ')
            .map(|lead| {
                let start = lead.char_indices().rev();
                let start = start.take_while(|(_, c)| c.is_alphabetic()).last();
                Span::new(start.map_or(lead.len(), |(at, _)| at), lead.len())
            });
        let is_first = |word: Span| {
            !self.sentence[..word.start()]
                .chars()
                .any(char::is_alphanumeric)
        };
        let before = before.filter(|&word| !is_first(word));
        [behind, before].into_iter().flatten().any(|word| {
            let mut letters = word.of(self.sentence).chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase)
                && !is_legal_form(&fold(word.of(self.sentence)))
                && !self.others.iter().any(|other| other.overlaps(word))
        })
    }
}
