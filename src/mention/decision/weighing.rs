//! Hands what the document has for and against each of several entities to the [evidence](super::evidence).

use std::collections::BTreeMap;

use crate::dictionary::{Details, EntityIndex, TypeClass};

use super::Decider;
use super::cues::{self, ClassPoints, SURE};
use super::evidence::Evidence;
use super::sweep::{Group, groups, rank};
use crate::mention::candidate::Candidate;
use crate::mention::forms::last_name;
use crate::text::fold;

/// What the words of `context` are worth together, and one of a dictionary by itself.
const CONTEXT: i32 = 3;

impl Decider<'_> {
    /// Decides, where the evidence does, between the entities that share a form.
    pub(super) fn weigh(&mut self, candidates: &[Candidate], named: &[(EntityIndex, &str)]) {
        let shared: Vec<(Group<'_>, Vec<EntityIndex>)> = groups(candidates)
            .filter(Group::has_several)
            .filter_map(|group| {
                let (_, entities) = group.fitting();
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
        let mut phrases = std::mem::take(&mut self.scratch.phrases);
        let mut chosen = std::mem::take(&mut self.scratch.chosen);
        let evidence = Evidence {
            dictionary: self.dictionary,
            patterns: self.patterns,
            classes: &self.scratch.classes,
            bearers: self.bearers(named),
            children: self.children(named),
            english: self.is_english(),
            named,
        };
        // Searching the document for what speaks for an entity is done once.
        let mut contexts: BTreeMap<EntityIndex, i32> = BTreeMap::new();
        for (group, entities) in &shared {
            let here = self.cues(group);
            let cues = if here.contains(&SURE) {
                here
            } else {
                everywhere[entities.as_slice()]
            };
            let first = group.candidates[0];
            let surface = first.span.of(self.content(first.field));
            let (rule, _) = group.fitting();
            let fit: Vec<Candidate> = group
                .candidates
                .iter()
                .filter(|candidate| rank(candidate.rule) == rank(rule))
                .copied()
                .collect();
            let fields = self.fields.map(|(content, _)| content);
            let prior = self.prior(surface, entities);
            let (dictionary, phrases) = (self.dictionary, &mut phrases);
            let (conditions, learned) = (&self.patterns.conditions, self.learned);
            let mut points_of = |entity| {
                let context = dictionary.entity(entity).context();
                let mut has = |phrase: &str| phrases.has(conditions, phrase, fields);
                if context.iter().any(|phrase| has(phrase)) {
                    return CONTEXT;
                }
                let words = learned.map_or(&[][..], |learned| learned.context(entity));
                let found = words.iter().filter(|word| has(word));
                (0..CONTEXT).zip(found).fold(0, |points, _| points + 1)
            };
            let points = |entity| *contexts.entry(entity).or_insert_with(|| points_of(entity));
            let winner = evidence.choose(&fit, surface, cues, points, &prior);
            chosen.extend(winner.map(|(entity, rule)| (group.at, entity, rule)));
        }
        self.scratch.phrases = phrases;
        self.scratch.chosen = chosen;
    }

    /// The last names of the people whom the document has in full, sorted.
    fn bearers(&self, named: &[(EntityIndex, &str)]) -> Vec<&str> {
        let mut bearers: Vec<&str> = named
            .iter()
            .filter(|(entity, _)| {
                self.scratch.classes.of(self.dictionary, *entity) == TypeClass::Person
            })
            .filter_map(|(entity, _)| last_name(self.dictionary.entity(*entity).name()))
            .collect();
        bearers.sort_unstable();
        bearers
    }

    /// The parents of named entities, each with the child, sorted.
    fn children(&self, named: &[(EntityIndex, &str)]) -> Vec<(EntityIndex, EntityIndex)> {
        let parent_of = |entity: EntityIndex| self.dictionary.entity(entity).parent();
        let mut children: Vec<_> = named
            .iter()
            .filter_map(|&(entity, _)| Some((parent_of(entity)?.index(), entity)))
            .collect();
        children.sort_unstable();
        children.dedup();
        children
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
