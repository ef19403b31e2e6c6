//! Overlap: leftmost, then longest.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::Span;

use super::Decider;
use crate::mention::candidate::Candidate;
use crate::mention::{Mention, Rule, Status};

/// The candidates at one place.
pub(super) struct Group<'c> {
    /// The number of the first.
    pub(super) at: usize,
    pub(super) candidates: &'c [Candidate],
}

impl Decider<'_> {
    /// Leftmost, then longest; what a rule refuses holds no place.
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
            let mut mention = self.choose(&group, token, chosen);
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

    /// The entities that the best of the forms at one place belong to, and the rule of those forms.
    pub(super) fn fitting(&self, group: &Group<'_>) -> (Rule, Vec<EntityIndex>) {
        let rule = group
            .candidates
            .iter()
            .map(|candidate| candidate.rule)
            .min_by_key(|rule| (rank(*rule), *rule))
            .expect("a group has a candidate");
        let mut entities: Vec<EntityIndex> = group
            .candidates
            .iter()
            .filter(|candidate| rank(candidate.rule) == rank(rule))
            .map(|candidate| self.patterns.get(candidate.pattern).entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        (rule, entities)
    }

    /// The one mention that the forms at one place make.
    fn choose(
        &self,
        group: &Group<'_>,
        token: u32,
        chosen: Option<&(usize, EntityIndex, Rule)>,
    ) -> Mention {
        let (rule, entities) = self.fitting(group);
        let (status, rule) = match (rank(rule), entities.len()) {
            (REFUSED, _) => (Status::Rejected, rule),
            (_, 1) => (Status::Accepted, rule),
            _ => (Status::Ambiguous, Rule::SharedAlias),
        };
        let first = group.candidates[0];
        let mut mention = Mention {
            field: first.field,
            span: first.span,
            status,
            rule,
            entity: (entities.len() == 1).then(|| entities[0]),
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
const REFUSED: u8 = 4;

/// What the dictionary lists wins over what the document defines (which has ruled out what it contradicts), that over what follows from what
/// is listed, that over what the document would allow because it has the full name; any of them over what is refused.
pub(super) const fn rank(rule: Rule) -> u8 {
    match rule {
        Rule::Listed => 0,
        Rule::Defined => 1,
        Rule::Plural
        | Rule::WordOrder
        | Rule::Spelling
        | Rule::CompanySuffix
        | Rule::ShortenedFirst
        | Rule::PersonName
        | Rule::Inflected
        | Rule::Particle
        | Rule::GluedWord => 2,
        Rule::ShortName | Rule::Acronym => 3,
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
