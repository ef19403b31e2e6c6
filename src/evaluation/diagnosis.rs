//! Finds the cause of each mistake in a document.

use crate::annotation::{Annotation, MentionView};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::document::Field;
use crate::mention::{Rule, Status};
use crate::text::Span;

use super::Cause;
use super::forms::{AllForms, Listed, listed_by, nearest};

/// A place that the gold marks; marks of the same place are one.
#[derive(Clone, Debug)]
pub(super) struct GoldPlace<'a> {
    pub(super) span: Span,
    /// The entities it means, as the dictionary writes their ids; sorted.
    pub(super) ids: Vec<&'a str>,
    /// Its types, as the dictionary writes them; sorted. Without those that are empty.
    pub(super) types: Vec<&'a str>,
}

/// What was found in the text of a document.
pub(super) struct Found<'a> {
    dictionary: &'a Dictionary,
    text: &'a str,
    /// Mentions of every status, in order.
    mentions: Vec<MentionView<'a>>,
    /// Those that take their place: no other mention may have it.
    holders: Vec<MentionView<'a>>,
    /// What is linked: place and entity, sorted, each once.
    pub(super) linked: Vec<(Span, EntityIndex)>,
}

/// What is to be said of a mistake besides its place.
#[derive(Debug, Default)]
pub(super) struct Diagnosis<'a> {
    pub(super) rule: Option<Rule>,
    pub(super) entities: Vec<&'a str>,
    pub(super) instead: Option<Span>,
    pub(super) nearest: Option<String>,
}

impl<'a> Found<'a> {
    pub(super) fn new(annotation: &'a Annotation<'a>, dictionary: &'a Dictionary) -> Self {
        let mentions: Vec<MentionView<'a>> = annotation
            .mentions()
            .filter(|mention| mention.field() == Field::Text)
            .collect();
        let accepted = mentions.iter().filter(|mention| mention.is_accepted());
        let mut linked: Vec<(Span, EntityIndex)> = accepted
            .filter_map(|mention| Some((mention.span(), mention.entity()?.index())))
            .collect();
        linked.sort_unstable();
        linked.dedup();
        let holds = |mention: &&MentionView<'a>| {
            matches!(mention.status(), Status::Accepted | Status::Ambiguous)
        };
        let holders = mentions.iter().filter(holds).copied().collect();
        Self {
            dictionary,
            text: &annotation.document().text,
            mentions,
            holders,
            linked,
        }
    }

    /// Whether something is linked at exactly this place.
    pub(super) fn is_linked(&self, span: Span) -> bool {
        let at = self.linked.partition_point(|(other, _)| *other < span);
        self.linked.get(at).is_some_and(|(other, _)| *other == span)
    }

    /// What is linked, with its entity.
    pub(super) fn entities(&self) -> impl Iterator<Item = (Span, EntityRef<'a>)> {
        let of = |&(span, index)| (span, self.dictionary.entity(index));
        self.linked.iter().map(of)
    }

    /// The mentions at exactly this place.
    fn at(&self, span: Span) -> impl Iterator<Item = MentionView<'a>> + '_ {
        let first = self
            .mentions
            .partition_point(|mention| mention.span().start() < span.start());
        let same_start = self.mentions[first..].iter().copied();
        same_start
            .take_while(move |mention| mention.span().start() == span.start())
            .filter(move |mention| mention.span() == span)
    }

    /// A mention that takes words of this place.
    fn holder(&self, span: Span) -> Option<MentionView<'a>> {
        let before_end = self
            .holders
            .partition_point(|mention| mention.span().start() < span.end());
        // They do not overlap each other, so the last that begins before the end reaches furthest.
        let last = self.holders[..before_end].last().copied();
        last.filter(|mention| mention.span().overlaps(span))
    }

    /// Why a place of the gold was not found.
    pub(super) fn missed(&self, gold: &GoldPlace<'a>, all: &AllForms) -> (Cause, Diagnosis<'a>) {
        let surface = gold.span.of(self.text);
        let entities: Vec<_> = gold
            .ids
            .iter()
            .filter_map(|id| self.dictionary.get(id))
            .collect();
        let mut diagnosis = Diagnosis::default();
        let holder = self.holder(gold.span);
        if entities.is_empty() && !gold.ids.is_empty() {
            diagnosis.hold(holder);
            return (Cause::UnknownEntity, diagnosis);
        }
        let meant = |mention: &MentionView<'a>| {
            gold.ids.is_empty()
                || mention
                    .candidates()
                    .any(|entity| gold.ids.binary_search(&entity.id()).is_ok())
        };
        if let Some(mention) = self.at(gold.span).find(meant) {
            diagnosis.entities = mention.candidates().map(EntityRef::id).collect();
            let cause = match (mention.status(), mention.rule()) {
                (Status::Ambiguous, _) => Cause::Ambiguous,
                (Status::Nested, _) | (_, Rule::InsideLongerName | Rule::OverlapsName) => {
                    diagnosis.hold(holder);
                    Cause::Overlapped
                }
                (_, rule) => {
                    diagnosis.rule = Some(rule);
                    Cause::Refused
                }
            };
            return (cause, diagnosis);
        }
        let listed = if gold.ids.is_empty() {
            all.listed(self.dictionary, surface)
        } else {
            let each = entities.iter().map(|&entity| listed_by(entity, surface));
            each.max().unwrap_or(Listed::No)
        };
        diagnosis.hold(holder);
        let cause = match (listed, holder) {
            (Listed::No, _) if gold.ids.is_empty() => Cause::UnknownName,
            (Listed::No, _) => {
                diagnosis.nearest = Some(nearest(entities[0], surface));
                Cause::NoSuchAlias
            }
            (_, Some(_)) => Cause::Overlapped,
            (Listed::OtherCase, None) => Cause::OtherCase,
            (Listed::AsWritten, None) => Cause::NoWordBorder,
        };
        (cause, diagnosis)
    }
}

impl<'a> Diagnosis<'a> {
    fn hold(&mut self, holder: Option<MentionView<'a>>) {
        if let Some(holder) = holder {
            self.instead = Some(holder.span());
            self.entities = holder.candidates().map(EntityRef::id).collect();
        }
    }
}

/// Places, to be asked which of them overlaps another.
pub(super) struct Places {
    /// Sorted; each with the furthest-reaching place up to it.
    spans: Vec<(Span, usize)>,
}

impl Places {
    /// `spans` are sorted.
    pub(super) fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut list: Vec<(Span, usize)> = Vec::new();
        for (at, span) in spans.enumerate() {
            let furthest = match list.last() {
                Some(&(_, before)) if list[before].0.end() > span.end() => before,
                _ => at,
            };
            list.push((span, furthest));
        }
        Self { spans: list }
    }

    /// One that overlaps `span`: of those that begin before its end, the one that reaches furthest.
    pub(super) fn overlapping(&self, span: Span) -> Option<Span> {
        let before = self
            .spans
            .partition_point(|(other, _)| other.start() < span.end());
        let &(_, furthest) = self.spans.get(before.checked_sub(1)?)?;
        let (other, _) = self.spans[furthest];
        other.overlaps(span).then_some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_are_found_among_nested_places() {
        let spans = [(0, 20), (2, 4), (5, 7), (30, 31)].map(|(a, b)| Span::new(a, b));
        let places = Places::new(spans.into_iter());
        for start in 0..40 {
            for end in start + 1..=40 {
                let span = Span::new(start, end);
                let any = spans.iter().any(|other| other.overlaps(span));
                assert_eq!(places.overlapping(span).is_some(), any, "{start}..{end}");
            }
        }
    }
}
