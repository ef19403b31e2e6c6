//! Hands what the document has for and against each of several entities to the [evidence](super::evidence).

use std::collections::BTreeMap;

use crate::dictionary::EntityIndex;

use super::Decider;
use super::cues::{self, ClassPoints, SURE};
use super::evidence::Evidence;
use super::sweep::{Group, groups, rank};
use crate::mention::candidate::Candidate;

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
            english: self.is_english(),
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
            let (dictionary, phrases) = (self.dictionary, &mut self.scratch.phrases);
            let conditions = &self.patterns.conditions;
            let chosen = evidence.choose(&fit, surface, cues, |entity| {
                let context = dictionary.entity(entity).context();
                context
                    .iter()
                    .any(|phrase| phrases.has(conditions, phrase, fields))
            });
            if let Some((entity, rule)) = chosen {
                self.scratch.chosen.push((group.at, entity, rule));
            }
        }
    }

    fn cues(&self, group: &Group<'_>) -> ClassPoints {
        let first = group.candidates[0];
        cues::points(self.content(first.field), first.span)
    }
}
