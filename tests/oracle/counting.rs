//! Counts windows, one after another.

use std::collections::{BTreeMap, BTreeSet};

use comention::cooccurrence::{Window, WindowCounts};
use comention::dictionary::Case;
use comention::document::{Date, Document, Field};
use comention::mention::{Ambiguity, Status};
use comention::text::{Lines, Segments};

use super::{Forms, is_word, mentions};

/// What a corpus comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) totals: WindowCounts,
    /// By id.
    pub(crate) entities: BTreeMap<String, Tally>,
    /// By both ids, smaller first.
    pub(crate) pairs: BTreeMap<(String, String), Tally>,
}

/// How often an entity or a pair occurs; pairs have no mentions of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) mentions: u64,
    pub(crate) windows: WindowCounts,
    pub(crate) first_seen: Option<Date>,
    pub(crate) last_seen: Option<Date>,
}

/// A mention that counts, with the sentence and the paragraph of the document that it begins in.
struct Placed {
    entity: String,
    place: (Field, usize, usize),
    words_before: usize,
    sentence: usize,
    paragraph: usize,
}

/// Counts the windows of documents, one window after another.
pub(crate) fn count(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    documents: &[Document],
) -> Counted {
    count_as(forms, case, ambiguity, documents, str::to_owned)
}

/// The same with each entity counted as another, which `counted_as` names.
pub(crate) fn count_as(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    documents: &[Document],
    counted_as: impl Fn(&str) -> String,
) -> Counted {
    let mut counted = Counted::default();
    for document in documents {
        let Marked {
            placed,
            sentences,
            paragraphs,
        } = marked(forms, case, ambiguity, document, &counted_as);
        counted.totals.sentences += sentences as u64;
        counted.totals.paragraphs += paragraphs as u64;
        counted.totals.documents += u64::from(sentences > 0);
        for mention in &placed {
            let tally = counted.entities.entry(mention.entity.clone()).or_default();
            tally.mentions += 1;
        }
        for number in 0..sentences {
            let here: Vec<&Placed> = placed.iter().filter(|m| m.sentence == number).collect();
            counted.window(Window::Sentence, &here, document.date);
        }
        for number in 0..paragraphs {
            let here: Vec<&Placed> = placed.iter().filter(|m| m.paragraph == number).collect();
            counted.window(Window::Paragraph, &here, document.date);
        }
        let here: Vec<&Placed> = placed.iter().collect();
        counted.window(Window::Document, &here, document.date);
    }
    counted
}

/// A document with its mentions.
struct Marked {
    placed: Vec<Placed>,
    sentences: usize,
    paragraphs: usize,
}

fn marked(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    document: &Document,
    counted_as: impl Fn(&str) -> String,
) -> Marked {
    let title = document.separate_title().unwrap_or_default();
    let fields = [
        (Field::Title, title, Segments::of(title, Lines::Paragraph)),
        (
            Field::Text,
            &document.text,
            Segments::of(&document.text, Lines::Auto),
        ),
    ];
    let (mut sentences, mut paragraphs) = (0, 0);
    let mut placed = Vec::new();
    let mentions = mentions(forms, case, ambiguity, document);
    for (field, text, segments) in &fields {
        for mention in &mentions {
            if mention.field != *field || mention.status != Status::Accepted {
                continue;
            }
            let Some(sentence) = segments
                .sentences()
                .iter()
                .position(|span| span.start() < mention.end && mention.start < span.end())
            else {
                continue; // in no window, as only signs can be
            };
            let here = Placed {
                entity: counted_as(&mention.entities[0]),
                place: (*field, mention.start, mention.end),
                words_before: words_before(text, mention.start),
                sentence: sentences + sentence,
                paragraph: paragraphs + segments.paragraph_of(sentence),
            };
            // Two that could stand at one place may be counted as the same.
            let is_same = |other: &Placed| other.entity == here.entity && other.place == here.place;
            if !placed.iter().any(is_same) {
                placed.push(here);
            }
        }
        sentences += segments.sentences().len();
        paragraphs += segments.paragraphs().len();
    }
    Marked {
        placed,
        sentences,
        paragraphs,
    }
}

/// How many words begin before a place.
fn words_before(text: &str, place: usize) -> usize {
    let begins = |&(at, character): &(usize, char)| {
        is_word(character) && !text[..at].chars().next_back().is_some_and(is_word)
    };
    let before = text.char_indices().take_while(|(at, _)| *at < place);
    before.filter(begins).count()
}

/// How many pairs of mentions of two entities are so many words apart, by both ids, smaller first, and the words.
pub(crate) type Distances = BTreeMap<(String, String, usize), u64>;

/// Looks at every two mentions of each document.
pub(crate) fn distances(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    documents: &[Document],
    counted_as: impl Fn(&str) -> String,
) -> Distances {
    let mut distances = Distances::new();
    for document in documents {
        let placed = marked(forms, case, ambiguity, document, &counted_as).placed;
        for one in &placed {
            for other in &placed {
                let is_pair = one.entity < other.entity
                    && one.paragraph == other.paragraph
                    && one.place != other.place;
                if is_pair {
                    let words = one.words_before.abs_diff(other.words_before).max(1);
                    let key = (one.entity.clone(), other.entity.clone(), words);
                    *distances.entry(key).or_default() += 1;
                }
            }
        }
    }
    distances
}

impl Counted {
    fn window(&mut self, window: Window, members: &[&Placed], date: Option<Date>) {
        let entities: BTreeSet<&str> = members.iter().map(|m| m.entity.as_str()).collect();
        for &a in &entities {
            seen(self.entities.entry(a.to_owned()).or_default(), window, date);
            for &b in entities.iter().filter(|&&b| a < b) {
                // Two readings of one and the same place do not meet.
                let meet = members.iter().any(|one| {
                    one.entity == a
                        && members
                            .iter()
                            .any(|other| other.entity == b && other.place != one.place)
                });
                if meet {
                    let pair = self.pairs.entry((a.to_owned(), b.to_owned())).or_default();
                    seen(pair, window, date);
                }
            }
        }
    }
}

fn seen(tally: &mut Tally, window: Window, date: Option<Date>) {
    match window {
        Window::Sentence => tally.windows.sentences += 1,
        Window::Paragraph => tally.windows.paragraphs += 1,
        _ => tally.windows.documents += 1,
    }
    if let Some(date) = date {
        tally.first_seen = Some(tally.first_seen.map_or(date, |first| first.min(date)));
        tally.last_seen = Some(tally.last_seen.map_or(date, |last| last.max(date)));
    }
}
