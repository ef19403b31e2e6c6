//! Hands what the document has for and against each of several entities to the [evidence](super::evidence).

use std::collections::BTreeMap;

use crate::dictionary::{Details, EntityIndex};

use super::Decider;
use super::cues::{self, ClassPoints, SURE};
use super::evidence::Evidence;
use super::sweep::{Group, groups, rank};
use crate::mention::candidate::Candidate;
use crate::text::fold;

/// What the words of `context` are worth together, and one of a dictionary by itself.
const CONTEXT: i32 = 3;

impl Decider<'_> {
    /// Decides, where the evidence does, between the entities that share a form.
    pub(super) fn weigh(&mut self, candidates: &[Candidate], named: &[(EntityIndex, &str)]) {
        let shared: Vec<(Group<'_>, Vec<EntityIndex>)> = groups(candidates)
            .filter_map(|group| {
                let (_, entities) = self.fitting(&group);
                (entities.len() > 1).then_some((group, entities))
            })
            .collect();
        // The same form means the same thing wherever a document has it, unless the words around it say otherwise.
        let mut everywhere: BTreeMap<&[EntityIndex], ClassPoints> = BTreeMap::new();
        for (group, entities) in &shared {
            let sums = everywhere.entry(entities).or_default();
            for (sum, more) in sums.iter_mut().zip(self.cues(group)) {
                *sum = (*sum + more).min(SURE);
            }
        }
        let evidence = Evidence {
            dictionary: self.dictionary,
            patterns: self.patterns,
            named,
        };
        for (group, entities) in &shared {
            let here = self.cues(group);
            let cues = if here.contains(&SURE) {
                here
            } else {
                everywhere[entities.as_slice()]
            };
            let first = group.candidates[0];
            let surface = first.span.of(self.content(first.field));
            let (rule, _) = self.fitting(group);
            let fit: Vec<Candidate> = group
                .candidates
                .iter()
                .filter(|candidate| rank(candidate.rule) == rank(rule))
                .copied()
                .collect();
            let fields = self.fields.map(|(content, _)| content);
            let prior = self.prior(surface, entities);
            let (dictionary, phrases) = (self.dictionary, &mut self.scratch.phrases);
            let (conditions, learned) = (&self.patterns.conditions, self.learned);
            let points = |entity| {
                let context = dictionary.entity(entity).context();
                let mut has = |phrase: &str| phrases.has(conditions, phrase, fields);
                if context.iter().any(|phrase| has(phrase)) {
                    return CONTEXT;
                }
                let words = learned.map_or(&[][..], |learned| learned.context(entity));
                let found = words.iter().filter(|word| has(word));
                (0..CONTEXT).zip(found).count() as i32
            };
            let chosen = evidence.choose(&fit, surface, cues, points, &prior);
            if let Some((entity, rule)) = chosen {
                self.scratch.chosen.push((group.at, entity, rule));
            }
        }
    }

    /// How often a form means each of the entities that share it: as the profile says, else as the dictionary does. Empty where neither knows.
    fn prior(&self, surface: &str, entities: &[EntityIndex]) -> Vec<(EntityIndex, u32)> {
        if let Some(prior) = self.learned.and_then(|learned| learned.prior(surface)) {
            let mut prior = prior.to_vec();
            prior.retain(|(entity, _)| entities.contains(entity));
            return prior;
        }
        let listed = entities.iter().filter_map(|&entity| {
            let entity = self.dictionary.entity(entity);
            // Most entities have no details, and most of the others no priors.
            entity.details().filter(Details::has_prior)?;
            let aliases = entity.aliases().into_iter();
            let priors = aliases.filter_map(|alias| Some((alias.text, alias.prior?)));
            let mut here = priors.filter(|(text, _)| fold(text) == fold(surface));
            here.next().map(|(_, prior)| (entity.index(), prior))
        });
        listed.collect()
    }

    fn cues(&self, group: &Group<'_>) -> ClassPoints {
        let first = group.candidates[0];
        cues::points(self.content(first.field), first.span)
    }
}
