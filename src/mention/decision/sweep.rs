//! Overlap: leftmost, then longest, unless all is asked for.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::Span;

use super::Decider;
use crate::mention::candidate::Candidate;
use crate::mention::{Mention, Overlap, Rule, Status};

/// The candidates at one place.
pub(super) struct Group<'c> {
    /// The number of the first.
    pub(super) at: usize,
    pub(super) candidates: &'c [Candidate],
}

impl Group<'_> {
    /// The rule of the best of its forms.
    fn rule(&self) -> Rule {
        let rules = self.candidates.iter().map(|candidate| candidate.rule);
        rules
            .min_by_key(|rule| (rank(*rule), *rule))
            .expect("a group has a candidate")
    }

    /// The entities that the best of the forms at one place belong to, and the rule of those forms.
    pub(super) fn fitting(&self) -> (Rule, Vec<EntityIndex>) {
        let rule = self.rule();
        let mut entities: Vec<EntityIndex> = self
            .candidates
            .iter()
            .filter(|candidate| rank(candidate.rule) == rank(rule))
            .map(|candidate| candidate.entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        (rule, entities)
    }

    /// Whether there is more than one entity.
    pub(super) fn has_several(&self) -> bool {
        self.candidates
            .windows(2)
            .any(|two| two[0].entity != two[1].entity)
    }
}

impl Decider<'_> {
    /// Leftmost, then longest; what a rule refuses holds no place. Nothing does where all is asked for.
    pub(super) fn sweep(&self, candidates: &[Candidate], mentions: &mut Vec<Mention>) {
        let mut holder = (Field::Title, Span::default(), None);
        let mut counter = self.words(Field::Title).counter();
        let mut chosen = self.scratch.chosen.iter().peekable();
        for group in groups(candidates) {
            let first = group.candidates[0];
            if holder.0 != first.field {
                holder = (first.field, Span::default(), None);
                counter = self.words(first.field).counter();
            }
            let token = counter.before(first.span.start());
            let chosen = chosen.next_if(|(at, ..)| *at == group.at);
            let mut mention = Self::choose(&group, token, chosen);
            if self.options.overlap == Overlap::All {
                mentions.push(mention);
                continue;
            }
            // A shorter form of the same entity is part of its name, whatever speaks against it by itself.
            let same =
                |entity| mention.entity == Some(entity) || mention.candidates.contains(&entity);
            if holder.1.contains(first.span) && holder.2.is_some_and(same) {
                continue;
            }
            if mention.status != Status::Rejected {
                if first.span.start() >= holder.1.end() {
                    (holder.1, holder.2) = (first.span, mention.entity);
                } else if holder.1.contains(first.span) {
                    (mention.status, mention.rule) = (Status::Nested, Rule::InsideLongerName);
                } else {
                    (mention.status, mention.rule) = (Status::Rejected, Rule::OverlapsName);
                }
            }
            mentions.push(mention);
        }
    }

    /// The one mention that the forms at one place make.
    fn choose(
        group: &Group<'_>,
        token: u32,
        chosen: Option<&(usize, EntityIndex, Rule)>,
    ) -> Mention {
        let first = group.candidates[0];
        // Most places have one entity: no list is made for it.
        let (rule, entities) = if group.has_several() {
            group.fitting()
        } else {
            (group.rule(), Vec::new())
        };
        let one = match entities.as_slice() {
            [] => Some(first.entity),
            [one] => Some(*one),
            _ => None,
        };
        let (status, rule) = match (rank(rule), one) {
            (REFUSED, _) => (Status::Rejected, rule),
            (_, Some(_)) => (Status::Accepted, rule),
            (_, None) => (Status::Ambiguous, Rule::SharedAlias),
        };
        let mut mention = Mention {
            field: first.field,
            span: first.span,
            status,
            rule,
            entity: one,
            candidates: Box::default(),
            token,
        };
        if let (Status::Ambiguous, Some(&(_, entity, rule))) = (status, chosen) {
            (mention.status, mention.rule, mention.entity) = (Status::Accepted, rule, Some(entity));
        } else if mention.entity.is_none() {
            mention.candidates = entities.into();
        }
        mention
    }
}

/// The rank of what a rule refuses.
const REFUSED: u8 = 6;

/// What the dictionary lists wins over what the document defines (which has ruled out what it contradicts), that over a regular expression,
/// that over what follows from what is listed, that over what has another word in it, that over what the document would allow because it has
/// the full name; any of them over what is refused.
pub(super) const fn rank(rule: Rule) -> u8 {
    match rule {
        Rule::Listed => 0,
        Rule::Defined => 1,
        Rule::Regex => 2,
        Rule::Plural
        | Rule::WordOrder
        | Rule::Adjective
        | Rule::Spelling
        | Rule::CompanySuffix
        | Rule::ShortenedFirst
        | Rule::PersonName
        | Rule::Inflected
        | Rule::Particle
        | Rule::GluedWord
        | Rule::Compound => 3,
        Rule::SynonymWord => 4,
        Rule::ShortName | Rule::Acronym => 5,
        _ => REFUSED,
    }
}

/// The candidates, place by place.
pub(super) fn groups(candidates: &[Candidate]) -> impl Iterator<Item = Group<'_>> {
    let mut at = 0;
    candidates
        .chunk_by(|a, b| (a.field, a.span) == (b.field, b.span))
        .map(move |candidates| {
            let group = Group { at, candidates };
            at += candidates.len();
            group
        })
}
