//! Binds the short forms that a document defines.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::fold;

use super::{Decider, definitions};
use crate::mention::candidate::Candidate;
use crate::mention::{Mention, Rule};

impl Decider<'_> {
    /// Binds the short forms that the document defines, from there on: to the entity whose name stands beside them, or, where that is none
    /// the dictionary holds, to nothing. Tells whether there were any.
    pub(super) fn bind_definitions(
        &self,
        swept: &[Mention],
        candidates: &mut Vec<Candidate>,
    ) -> bool {
        let before = candidates.len();
        let mut changed = false;
        for mention in swept.iter().filter(|mention| mention.is_accepted()) {
            let text = self.content(mention.field);
            let latin = || {
                let organism = |_: &_| {
                    mention
                        .entity
                        .is_some_and(|entity| self.is_organism(entity))
                };
                definitions::latin_beside(text, mention.span).filter(organism)
            };
            let Some(definition) = definitions::beside(text, mention.span).or_else(latin) else {
                continue;
            };
            let long = candidates[..before].iter().find(|candidate| {
                (candidate.field, candidate.span) == (mention.field, mention.span)
                    && Some(candidate.entity) == mention.entity
            });
            let Some(&long) = long.filter(|long| self.may_vary(long)) else {
                continue;
            };
            let mut bind = |field, from| {
                let places = definitions::places(self.content(field), definition.short, from);
                candidates.extend(places.map(|span| Candidate {
                    field,
                    span,
                    rule: Rule::Defined,
                    ..long
                }));
            };
            bind(mention.field, definition.at);
            if mention.field == Field::Title {
                bind(Field::Text, 0);
            }
        }
        for at in 0..before {
            let Candidate { field, span, .. } = candidates[at];
            let text = self.content(field);
            let Some(bracket) = text[..span.start()]
                .ends_with('(')
                .then(|| span.start() - 1)
            else {
                continue;
            };
            let Some((definition, long)) = definitions::in_bracket(text, bracket) else {
                continue;
            };
            let entity = candidates[at].entity;
            if definition.short != span.of(text) || self.may_mean(entity, long) {
                continue;
            }
            for other in &mut candidates[at..before] {
                let same = other.field == field
                    && other.span.of(text) == definition.short
                    && other.entity == entity;
                if same {
                    other.rule = Rule::DefinedOtherwise;
                    changed = true;
                }
            }
        }
        changed |= candidates.len() > before;
        candidates.sort_unstable_by_key(Candidate::order);
        changed
    }

    /// Whether a long form has a word of any form of an entity.
    fn may_mean(&self, entity: EntityIndex, long: &str) -> bool {
        let entity = self.dictionary.entity(entity);
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words
                .filter(|word| word.chars().count() > 2)
                .map(fold)
                .collect()
        };
        let long = words(long);
        let alike = |one: &str, other: &str| {
            let start = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
            let end = one.chars().rev().zip(other.chars().rev());
            one == other || start.count() > 4 || end.take_while(|(a, b)| a == b).count() > 5
        };
        let mut spelt_out = false;
        let related = std::iter::once(entity.name())
            .chain(entity.forms())
            .any(|form| {
                spelt_out |= form.chars().count() > 10 || form.contains(' ');
                let words = words(form);
                words
                    .iter()
                    .any(|word| long.iter().any(|other| alike(word, other)))
            });
        // Of an entity that the dictionary knows by short forms only, nobody can tell.
        related || !spelt_out
    }
}
