//! How well one window shows that two entities have to do with each other.

use std::cmp::Reverse;

use crate::document::Date;

/// So many bytes make a sentence long: some fifty English words, more than a reader takes in at a glance.
const LONG: usize = 300;
/// Words between two names are told apart in steps of ten, sentences between two names one by one, up to so many steps.
const WORDS_A_STEP: u32 = 10;
const MOST_STEPS: u8 = 3;

/// The rank of a window among all that show the same pair, the best first. At equal rank the id of the document decides. Whole numbers only,
/// and all of them known from one document, so neither the order of documents nor the number of threads can change it.
///
/// In this order:
///
/// 1. how many better windows its document has for the pair: every document speaks once before one speaks twice;
/// 2. its [`Quality`];
/// 3. the latest date; no date comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EvidenceRank {
    /// How many windows of the same document come before it: by quality, then by position.
    pub(super) repeat: u32,
    quality: Quality,
    date: Reverse<Option<Date>>,
}

impl EvidenceRank {
    pub(super) fn new(repeat: u32, quality: Quality, date: Option<Date>) -> Self {
        Self {
            repeat,
            quality,
            date: Reverse(date),
        }
    }

    /// No window of a document of this date ranks before it.
    pub(super) fn best_of(date: Option<Date>) -> Self {
        Self::new(0, Quality::BEST, date)
    }
}

/// How a window names two entities, the best first: saying what they are to each other, in one sentence before two, in prose before a list, close together before far apart, in
/// short sentences before long ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quality {
    tie: Tie,
    /// Whether the sentence, or one of the two, is a [list](super::SentenceShape::List).
    list: bool,
    /// How far the names are from each other, in steps: tens of words, or sentences, 3 and more being equal.
    steps: u8,
    /// Whether the sentence, or one of the two, has more than 300 bytes.
    long: bool,
}

/// What ties two names together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// A sentence says what they are to each other.
    Said,
    /// A sentence names both.
    Together,
    /// No sentence does.
    Apart,
}

impl Quality {
    const BEST: Self = Self {
        tie: Tie::Said,
        list: false,
        steps: 0,
        long: false,
    };

    /// Of one sentence of so many bytes, with so many words between the closest mentions of the two, that has no hint of a relation between them.
    pub(super) fn of_sentence(words_between: u32, is_list: bool, bytes: usize) -> Self {
        Self {
            tie: Tie::Together,
            list: is_list,
            steps: capped(words_between / WORDS_A_STEP),
            long: bytes > LONG,
        }
    }

    /// The same where the sentence says what the two are to each other.
    pub(super) fn said(self) -> Self {
        Self {
            tie: Tie::Said,
            ..self
        }
    }

    /// Of two sentences, the longer of which has so many bytes, with so many others between them.
    pub(super) fn of_two(sentences_between: u32, has_list: bool, bytes: usize) -> Self {
        Self {
            tie: Tie::Apart,
            list: has_list,
            steps: capped(sentences_between),
            long: bytes > LONG,
        }
    }
}

fn capped(steps: u32) -> u8 {
    u8::try_from(steps).map_or(MOST_STEPS, |steps| steps.min(MOST_STEPS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_documented_one() {
        let day = |text: &str| Some(text.parse().unwrap());
        let best_first = [
            EvidenceRank::new(0, Quality::of_sentence(900, true, 900).said(), None),
            EvidenceRank::new(0, Quality::of_sentence(9, false, 300), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_sentence(0, false, 20), day("2025-01-31")),
            EvidenceRank::new(0, Quality::of_sentence(0, false, 20), None),
            EvidenceRank::new(0, Quality::of_sentence(0, false, 301), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_sentence(10, false, 20), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_sentence(900, false, 20), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_sentence(0, true, 20), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_two(0, false, 20), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_two(1, false, 20), day("2025-02-01")),
            EvidenceRank::new(0, Quality::of_two(0, true, 20), day("2025-02-01")),
            EvidenceRank::new(1, Quality::of_sentence(0, false, 20), day("2025-02-01")),
        ];
        assert!(best_first.is_sorted_by(|one, other| one < other));
        assert!(EvidenceRank::best_of(day("2025-02-01")) <= best_first[0]);
        assert_eq!(
            Quality::of_sentence(30, false, 1),
            Quality::of_sentence(u32::MAX, false, 1)
        );
    }
}
