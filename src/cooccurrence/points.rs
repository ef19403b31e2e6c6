//! How much a document says for a pair of its entities: points for each thing the two share, which add up.
//!
//! | what the two share | points |
//! |---|---|
//! | the document | 1 |
//! | its first sentence (the title, where there is one), unless it is a list | 1 for each of the two that stands in it |
//! | a sentence that asserts a relation between the two, as the case is now | 5 |
//! | a sentence | 5 · 10 / (10 + words between them) · [list weight](super::list_weight) |
//!
//! All points of a document are divided by √(k − 1), where k is the number of its entities: who names many says less of each pair. (Undivided,
//! a document of k entities has the say of k (k − 1) / 2 pairs; divided by k − 1, as in fractional counting, that of k / 2. The root stands half
//! way.) The words between two mentions are those from the first word of the one to the first word of the other; of several mentions the
//! closest two count. A sentence of more than 78 entities gives none.
//!
//! Points are counted in millionths, each part rounded down to a whole number: sums do not depend on their order, and the parts that
//! [`Observation::contributions`] lists add up to what is counted, exactly. The tables are fixed; nothing in them was fitted to data.

use crate::dictionary::EntityIndex;
use crate::relation::Polarity;
use crate::text::Span;

use super::{Observation, SentenceNames, SentenceShape};

/// How many of the units that points are counted in make one point.
pub const POINT: u64 = 1_000_000;

/// Points of a shared sentence, of two names next to each other in prose.
const SENTENCE: u64 = 5;
/// Points of a sentence that asserts a relation.
const HINT: u32 = 5;
/// So many words between two names halve the points of their sentence.
const HALVING_WORDS: u64 = 10;
/// The most entities of a sentence that gives points.
const MOST_ENTITIES: usize = 78;

/// A part of the points of a pair, with what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contribution {
    /// What the two share.
    pub reason: Reason,
    /// Millionths of a point.
    pub points: u64,
}

/// For what a pair gets points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Both are named in the document, which names so many entities.
    Document {
        /// How many.
        entities: u32,
    },
    /// So many of the two stand in its first sentence.
    Lead {
        /// 1 or 2.
        of_them: u32,
    },
    /// This sentence asserts a relation between them.
    Hint {
        /// Which, as an index into [`Observation::sentences`].
        sentence: u32,
    },
    /// They share a sentence.
    Sentence {
        /// Which, as an index into [`Observation::sentences`].
        sentence: u32,
        /// The words between them.
        words_between: u32,
        /// In thousandths: see [`list_weight`](super::list_weight).
        list_weight: u32,
    },
}

/// What being named in one document gives each pair of its entities, of which there are so many: 1/√(k − 1) points.
pub(super) fn of_document(entities: usize) -> u32 {
    let others = entities.saturating_sub(1).max(1);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a million; a square root is rounded alike everywhere"
    )]
    let points = (POINT as f64 / (others as f64).sqrt()) as u32;
    points
}

/// Whether a sentence gives points for being the first of its document.
pub(super) fn is_lead(ordinal: u32, names: SentenceNames) -> bool {
    ordinal == 0 && names.shape != SentenceShape::List
}

/// What a sentence gives a pair, where its document gives each of its pairs `of_document`.
fn of_sentence(of_document: u32, words_between: u32, list_weight: u32) -> u32 {
    let near = SENTENCE * u64::from(of_document) * HALVING_WORDS
        / (HALVING_WORDS + u64::from(words_between));
    u32::try_from(near * u64::from(list_weight) / 1000).expect("at most five million")
}

/// What a sentence gives a pair for asserting a relation between the two.
pub(super) fn of_hint(of_document: u32) -> u32 {
    of_document * HINT
}

/// The sentences that assert a relation, each with the two, smaller entity first; in order, each once.
pub(super) fn hinted(observation: &Observation) -> Vec<(u32, EntityIndex, EntityIndex)> {
    let mut hinted: Vec<_> = observation
        .hints
        .iter()
        .filter(|hint| hint.polarity == Polarity::Asserted && !hint.former)
        .filter_map(|hint| {
            let tally = observation.tally_of(hint)?;
            let sentence = observation.mentions[hint.head as usize].sentence;
            Some((sentence, tally.a, tally.b))
        })
        .collect();
    hinted.sort_unstable();
    hinted.dedup();
    hinted
}

/// An accepted mention, as points are given for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) entity: EntityIndex,
    /// The number by which its entity is known to the caller.
    pub(super) place: u32,
    /// How many words come before it.
    pub(super) token: u32,
    pub(super) span: Span,
}

impl Standing {
    fn spot(&self) -> (Span, u32) {
        (self.span, self.token)
    }
}

/// Gives the points of a sentence: calls `each` with both ends of each pair, the entity with the smaller index first, the words between
/// them, and the points. The mentions are put in order.
///
/// # Complexity
/// Linear in the pairs, and for each entity in the mentions of the sentence.
pub(super) fn share_out(
    mentions: &mut [Standing],
    names: SentenceNames,
    of_document: u32,
    mut each: impl FnMut(&Standing, &Standing, u32, u32),
) {
    if names.entities > MOST_ENTITIES {
        return;
    }
    mentions.sort_unstable_by_key(|mention| (mention.entity, mention.span.start()));
    let mut rest = &*mentions;
    while let Some(first) = rest.first() {
        let (one, others) = split_entity(rest, first.entity);
        let mut left = others;
        while let Some(second) = left.first() {
            let (other, after) = split_entity(left, second.entity);
            if let Some(words) = words_between(one, other, Standing::spot) {
                let points = of_sentence(of_document, words, names.weight());
                each(first, second, words, points);
            }
            left = after;
        }
        rest = others;
    }
}

fn split_entity(mentions: &[Standing], entity: EntityIndex) -> (&[Standing], &[Standing]) {
    mentions.split_at(mentions.partition_point(|mention| mention.entity <= entity))
}

/// The words between the closest two mentions, both lists in the order of the text; `None` where they only share a span, which could be
/// either. Of each `spot` tells the span, and how many words come before it.
pub(super) fn words_between<M>(
    one: &[M],
    other: &[M],
    spot: impl Fn(&M) -> (Span, u32),
) -> Option<u32> {
    let words = |(_, one): (Span, u32), (_, other)| one.abs_diff(other).saturating_sub(1);
    let (mut at, mut with) = (0, 0);
    let mut least: Option<u32> = None;
    let mut note = |words: u32| least = Some(least.map_or(words, |least| least.min(words)));
    while let (Some(a), Some(b)) = (one.get(at).map(&spot), other.get(with).map(&spot)) {
        if a.0 != b.0 {
            note(words(a, b));
        }
        match a.0.start().cmp(&b.0.start()) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => with += 1,
            // A span that could be either: each of the two may be closest to what comes next of the other.
            std::cmp::Ordering::Equal => {
                let next = [(at + 1, with), (at, with + 1)];
                for (at, with) in next {
                    if let (Some(a), Some(b)) = (one.get(at), other.get(with)) {
                        note(words(spot(a), spot(b)));
                    }
                }
                (at, with) = (at + 1, with + 1);
            }
        }
    }
    least
}

impl Observation {
    /// Whether two entities, both mentioned, stand in the document only because one span could be either.
    fn only_share_one_span(&self, a: EntityIndex, b: EntityIndex) -> bool {
        let mut spots = self
            .accepted()
            .filter(|(_, entity)| [a, b].contains(entity))
            .map(|(mention, _)| (mention.sentence, mention.span));
        spots
            .next()
            .is_none_or(|first| spots.all(|spot| spot == first))
    }

    /// What a pair gets its points for in this document, part by part: the document, what is asserted of the two, then sentence by sentence;
    /// nothing where the two do not share the document.
    ///
    /// # Complexity
    /// Linear in the mentions.
    ///
    /// # Panics
    /// Never: documents are limited to 256 MB.
    pub fn contributions(&self, a: EntityIndex, b: EntityIndex) -> Vec<Contribution> {
        if a == b || !self.mentions_both(a, b) || self.only_share_one_span(a, b) {
            return Vec::new();
        }
        let mut entities: Vec<_> = self.accepted().map(|(_, entity)| entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let of_document = of_document(entities.len());
        let count = |number: usize| u32::try_from(number).expect("documents are limited to 256 MB");
        let mut parts = vec![Contribution {
            reason: Reason::Document {
                entities: count(entities.len()),
            },
            points: u64::from(of_document),
        }];
        let of_hint = of_hint(of_document);
        for (sentence, ..) in hinted(self)
            .into_iter()
            .filter(|&(_, one, other)| (one, other) == (a.min(b), a.max(b)))
        {
            parts.push(Contribution {
                reason: Reason::Hint { sentence },
                points: u64::from(of_hint),
            });
        }
        let names = self.sentence_names();
        let both: Vec<_> = self
            .accepted()
            .filter(|(_, entity)| [a, b].contains(entity))
            .collect();
        for mentions in both.chunk_by(|one, other| one.0.sentence == other.0.sentence) {
            let sentence = mentions[0].0.sentence;
            let names = names[sentence as usize];
            let mut here: Vec<Standing> = mentions
                .iter()
                .map(|&(mention, entity)| Standing {
                    entity,
                    place: 0,
                    token: mention.token,
                    span: mention.span,
                })
                .collect();
            if is_lead(self.sentences[sentence as usize].ordinal, names) {
                let of_them = count(
                    [a, b]
                        .iter()
                        .filter(|end| here.iter().any(|mention| mention.entity == **end))
                        .count(),
                );
                parts.push(Contribution {
                    reason: Reason::Lead { of_them },
                    points: u64::from(of_document) * u64::from(of_them),
                });
            }
            share_out(
                &mut here,
                names,
                of_document,
                |_, _, words_between, points| {
                    parts.push(Contribution {
                        reason: Reason::Sentence {
                            sentence,
                            words_between,
                            list_weight: names.weight(),
                        },
                        points: u64::from(points),
                    });
                },
            );
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_name_many_say_less_of_each_pair() {
        assert_eq!(of_document(0), 1_000_000);
        assert_eq!(of_document(2), 1_000_000);
        assert_eq!(of_document(5), 500_000);
        assert_eq!(of_document(101), 100_000);
    }

    #[test]
    fn words_between_and_lists_take_points_away() {
        assert_eq!(of_sentence(1_000_000, 0, 1000), 5_000_000);
        assert_eq!(of_sentence(1_000_000, 10, 1000), 2_500_000);
        assert_eq!(of_sentence(1_000_000, 40, 1000), 1_000_000);
        assert_eq!(of_sentence(1_000_000, 0, 12), 60_000);
    }

    #[test]
    fn of_several_mentions_the_closest_two_count() {
        let at = |entity, place: usize, token| Standing {
            entity: EntityIndex(entity),
            place: 0,
            token,
            span: Span::new(place, place + 2),
        };
        let one = [at(0, 0, 0), at(0, 60, 12)];
        let other = [at(1, 20, 4), at(1, 50, 10), at(1, 90, 20)];
        assert_eq!(words_between(&one, &other, Standing::spot), Some(1));
        assert_eq!(words_between(&other, &one, Standing::spot), Some(1));
        // One span that could be either says nothing of both; another mention does.
        assert_eq!(
            words_between(&one[..1], &[at(1, 0, 0)], Standing::spot),
            None
        );
        assert_eq!(
            words_between(&one, &[at(1, 0, 0)], Standing::spot),
            Some(11)
        );
    }
}
