//! Decides which of the places found are mentions.
//!
//! Every place is [judged](verdict) by its form and the words next to it; overlapping places are [swept](sweep), leftmost and longest first;
//! the short forms that the document [defines](definitions) are [bound](binding); what several entities share is [weighed](weighing) by
//! [evidence], for which names found without doubt count; what is left open by the form alone, such as last names, is settled by
//! the names that the document has in full. What the dictionary [blocks](blocks) is refused before and whenever places are added.

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};
use crate::document::Field;
use crate::text::TextMap;

use super::candidate::Candidate;
use super::conditions::SeenPhrases;
use super::pattern::Patterns;
use super::profile::Learned;
use alike::Alike;
pub(super) use blocks::Blocks;
use classes::Classes;

use super::{Ambiguity, MatchOptions, Mention, Rule, Status, Variants};

mod alike;
mod binding;
mod blocks;
mod classes;
mod cues;
mod definitions;
mod evidence;
mod extension;
mod kinds;
mod longer_names;
mod other_names;
mod sweep;
mod verdict;
mod weighing;

/// Decides the candidates of one document.
pub(super) struct Decider<'a> {
    /// The number of the matcher: buffers may have served another.
    pub(super) matcher: u64,
    pub(super) dictionary: &'a Dictionary,
    pub(super) patterns: &'a Patterns,
    pub(super) options: &'a MatchOptions,
    /// What a corpus taught, if there is a profile.
    pub(super) learned: Option<&'a Learned>,
    /// The most that options or any form ask for.
    pub(super) variants: Variants,
    pub(super) blocks: &'a Blocks,
    /// The language that the document says it is in, such as `de`; empty if it says none.
    pub(super) language: &'a str,
    /// Title and text as they are read, with their words.
    pub(super) fields: [(&'a str, &'a TextMap); 2],
    pub(super) scratch: &'a mut Scratch,
}

/// Buffers, to be used again for each document.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    verdicts: Vec<Rule>,
    classes: Classes,
    phrases: SeenPhrases,
    /// What evidence decided, by the first candidate of the group.
    chosen: Vec<(usize, EntityIndex, Rule)>,
}

impl<'a> Decider<'a> {
    /// Appends the mentions that `candidates`, in [`Candidate::order`], come to.
    pub(super) fn decide(mut self, candidates: &mut Vec<Candidate>, mentions: &mut Vec<Mention>) {
        self.scratch.phrases.restart();
        self.scratch.classes.serve(self.matcher);
        self.scratch.chosen.clear();
        self.blocks.reject(candidates);
        if self.variants != Variants::None {
            let longer = self.extended(candidates);
            if !longer.is_empty() {
                candidates.extend(longer);
                candidates.sort_unstable_by_key(Candidate::order);
                self.blocks.reject(candidates);
            }
        }
        self.judge(candidates);
        let begin = mentions.len();
        self.sweep(candidates, mentions);
        let mut again = false;
        if self.variants != Variants::None {
            again |= self.bind_definitions(&mentions[begin..], candidates);
            self.blocks.reject(candidates);
        }
        let waits = candidates
            .iter()
            .any(|candidate| candidate.rule.is_pending());
        let shared = self.options.disambiguate
            && mentions[begin..]
                .iter()
                .any(|mention| mention.rule == Rule::SharedAlias);
        if again && (waits || shared) {
            mentions.truncate(begin);
            self.sweep(candidates, mentions);
        }
        if waits || shared {
            again = true;
            self.settle(&mentions[begin..], candidates, shared);
        }
        if again {
            mentions.truncate(begin);
            self.sweep(candidates, mentions);
        }
        self.apply_policy(begin, mentions);
    }

    /// Whether forms are found that follow from the one of a candidate.
    fn may_vary(&self, candidate: &Candidate) -> bool {
        !matches!(candidate.rule, Rule::Blocked | Rule::Furniture)
            && self.patterns.get(candidate.pattern).variants != Variants::None
    }

    /// Replaces how each candidate was found by what speaks for or against it.
    fn judge(&mut self, candidates: &mut [Candidate]) {
        let mut verdicts = std::mem::take(&mut self.scratch.verdicts);
        verdicts.clear();
        let mut alike = Alike::new(candidates);
        for at in 0..candidates.len() {
            let candidate = &candidates[at];
            let verdict = match candidate.rule {
                rule @ (Rule::Blocked | Rule::Furniture) => rule,
                _ => alike.verdict(self, candidate).unwrap_or_else(|| {
                    let verdict = self.verdict(candidates, at);
                    alike.note(verdict);
                    verdict
                }),
            };
            verdicts.push(verdict);
        }
        for (candidate, verdict) in candidates.iter_mut().zip(&verdicts) {
            candidate.rule = *verdict;
        }
        self.scratch.verdicts = verdicts;
        self.admit_characters(candidates);
    }

    /// Decides what waits for others: shared forms by evidence, last names and the like by the names that the document has.
    fn settle(&mut self, swept: &[Mention], candidates: &mut [Candidate], shared: bool) {
        let mut forms: Vec<(EntityIndex, &str)> = swept
            .iter()
            .filter(|mention| mention.is_accepted())
            .filter_map(|mention| {
                let surface = mention.span.of(self.content(mention.field));
                mention.entity.map(|entity| (entity, surface))
            })
            .collect();
        forms.sort_unstable();
        forms.dedup();
        if shared {
            self.weigh(candidates, &forms);
        }
        let chosen = self.scratch.chosen.iter().map(|(_, entity, _)| *entity);
        let mut named: Vec<EntityIndex> = forms.iter().map(|(entity, _)| *entity).collect();
        named.extend(chosen);
        named.sort_unstable();
        for candidate in candidates {
            let found = match candidate.rule {
                Rule::NoFullName => Rule::ShortName,
                Rule::NoLongForm => Rule::Acronym,
                Rule::TooShort | Rule::OrdinaryWord if candidate.variant.is_listed() => {
                    Rule::Listed
                }
                _ => continue,
            };
            if named.binary_search(&candidate.entity).is_ok() && !self.is_fixed(candidate) {
                candidate.rule = found;
            }
        }
    }

    /// Applies the policy for shared forms to the mentions from `begin` on.
    fn apply_policy(&self, begin: usize, mentions: &mut Vec<Mention>) {
        let policy = self.options.ambiguity;
        let ambiguous = |mention: &Mention| mention.status == Status::Ambiguous;
        if policy == Ambiguity::Abstain || !mentions[begin..].iter().any(ambiguous) {
            return;
        }
        let undecided: Vec<Mention> = mentions.drain(begin..).collect();
        for mut mention in undecided {
            if !ambiguous(&mention) {
                mentions.push(mention);
                continue;
            }
            mention.status = Status::Accepted;
            let readings = std::mem::take(&mut mention.candidates);
            let count = if policy == Ambiguity::First {
                1
            } else {
                readings.len()
            };
            mentions.extend(readings.iter().take(count).map(|&entity| Mention {
                entity: Some(entity),
                ..mention.clone()
            }));
        }
    }

    fn class(&self, candidate: &Candidate) -> TypeClass {
        self.scratch.classes.of(self.dictionary, candidate.entity)
    }

    fn content(&self, field: Field) -> &'a str {
        match field {
            Field::Title => self.fields[0].0,
            Field::Text => self.fields[1].0,
        }
    }

    fn words(&self, field: Field) -> &'a TextMap {
        match field {
            Field::Title => self.fields[0].1,
            Field::Text => self.fields[1].1,
        }
    }
}
