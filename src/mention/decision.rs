//! Decides which of the places found are mentions: conditions, last names, overlap, ambiguity.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::text::{Span, TextMap};

use super::candidate::Candidate;
use super::conditions::SeenPhrases;
use super::pattern::Patterns;
use super::{Ambiguity, Mention, Rule, Status};

/// Decides the candidates of one document.
pub(super) struct Decider<'a> {
    patterns: &'a Patterns,
    ambiguity: Ambiguity,
    /// Title and text, with their words.
    fields: [(&'a str, &'a TextMap); 2],
    scratch: &'a mut Scratch,
}

/// Buffers, to be used again for each document.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    verdicts: Vec<Rule>,
    phrases: SeenPhrases,
}

impl<'a> Decider<'a> {
    pub(super) fn new(
        patterns: &'a Patterns,
        ambiguity: Ambiguity,
        fields: [(&'a str, &'a TextMap); 2],
        scratch: &'a mut Scratch,
    ) -> Self {
        scratch.phrases.restart();
        Self {
            patterns,
            ambiguity,
            fields,
            scratch,
        }
    }

    /// Appends the mentions that `candidates`, in [`Candidate::order`], come to.
    pub(super) fn decide(mut self, candidates: &[Candidate], mentions: &mut Vec<Mention>) {
        let mut verdicts = std::mem::take(&mut self.scratch.verdicts);
        verdicts.clear();
        verdicts.extend(candidates.iter().map(|candidate| self.verdict(candidate)));
        let short_names: Vec<usize> = (0..candidates.len())
            .filter(|&at| verdicts[at] == Rule::NoFullName)
            .collect();
        if !short_names.is_empty() {
            let mut full = Vec::new();
            self.sweep(candidates, &verdicts, &mut full);
            let mut named: Vec<EntityIndex> = full
                .iter()
                .filter(|mention| mention.is_accepted())
                .filter_map(|mention| mention.entity)
                .collect();
            named.sort_unstable();
            for at in short_names {
                if named
                    .binary_search(&self.patterns.get(candidates[at].pattern).entity)
                    .is_ok()
                {
                    verdicts[at] = Rule::ShortName;
                }
            }
        }
        self.sweep(candidates, &verdicts, mentions);
        self.scratch.verdicts = verdicts;
    }

    /// What speaks for or against a candidate by itself. Last names are judged once the full names are known.
    fn verdict(&mut self, candidate: &Candidate) -> Rule {
        if candidate.rule == Rule::NoFullName {
            return candidate.rule;
        }
        let Some(condition) = self.patterns.get(candidate.pattern).condition else {
            return candidate.rule;
        };
        let fields = self.fields.map(|(content, _)| content);
        let phrases = &mut self.scratch.phrases;
        match self.patterns.conditions.judge(condition, fields, phrases) {
            Rule::Listed => candidate.rule,
            refusal => refusal,
        }
    }

    /// Leftmost, then longest; what a rule refuses holds no place.
    fn sweep(&self, candidates: &[Candidate], verdicts: &[Rule], mentions: &mut Vec<Mention>) {
        let mut holder = (Field::Title, Span::default(), None);
        let mut counter = self.words(Field::Title).counter();
        let mut at = 0;
        while let Some(first) = candidates.get(at) {
            let group = candidates[at..]
                .iter()
                .take_while(|other| (other.field, other.span) == (first.field, first.span))
                .count();
            let (candidates, verdicts) = (&candidates[at..at + group], &verdicts[at..at + group]);
            at += group;
            if holder.0 != first.field {
                holder = (first.field, Span::default(), None);
                counter = self.words(first.field).counter();
            }
            let token = counter.before(first.span.start());
            let mut mention = self.choose(candidates, verdicts, token);
            if mention.status != Status::Rejected {
                if first.span.start() >= holder.1.end() {
                    (holder.1, holder.2) = (first.span, mention.entity);
                } else if holder.1.contains(first.span) {
                    // A shorter form of the same entity is part of its name.
                    let same = |entity| {
                        mention.entity == Some(entity) || mention.candidates.contains(&entity)
                    };
                    if holder.2.is_some_and(same) {
                        continue;
                    }
                    (mention.status, mention.rule) = (Status::Nested, Rule::InsideLongerName);
                } else {
                    (mention.status, mention.rule) = (Status::Rejected, Rule::OverlapsName);
                }
            }
            self.push(mention, mentions);
        }
    }

    /// The one mention that the forms at one span make.
    fn choose(&self, candidates: &[Candidate], verdicts: &[Rule], token: u32) -> Mention {
        // A form that the dictionary lists wins over a last name that the document would allow; either wins over what is refused.
        let rank = |rule: &Rule| match rule {
            Rule::Listed => 0,
            Rule::ShortName => 1,
            _ => 2,
        };
        let rule = verdicts
            .iter()
            .copied()
            .min_by_key(|rule| (rank(rule), *rule))
            .expect("a group has a candidate");
        let mut entities: Vec<EntityIndex> = candidates
            .iter()
            .zip(verdicts)
            .filter(|(_, verdict)| rank(verdict) == rank(&rule))
            .map(|(candidate, _)| self.patterns.get(candidate.pattern).entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        let (status, rule) = match (rank(&rule), entities.len()) {
            (2, _) => (Status::Rejected, rule),
            (_, 1) => (Status::Accepted, rule),
            _ => (Status::Ambiguous, Rule::SharedAlias),
        };
        let entity = (entities.len() == 1).then(|| entities[0]);
        let candidates_kept = if entity.is_some() {
            Vec::new()
        } else {
            entities
        };
        Mention {
            field: candidates[0].field,
            span: candidates[0].span,
            status,
            rule,
            entity,
            candidates: candidates_kept.into(),
            token,
        }
    }

    /// Applies the policy for shared forms, then keeps the mention.
    fn push(&self, mut mention: Mention, mentions: &mut Vec<Mention>) {
        match (mention.status, self.ambiguity) {
            (Status::Ambiguous, Ambiguity::First) => {
                mention.status = Status::Accepted;
                mention.entity = mention.candidates.first().copied();
                mention.candidates = Box::default();
                mentions.push(mention);
            }
            (Status::Ambiguous, Ambiguity::All) => {
                for &entity in &mention.candidates {
                    let status = Status::Accepted;
                    mentions.push(Mention {
                        status,
                        entity: Some(entity),
                        candidates: Box::default(),
                        ..mention.clone()
                    });
                }
            }
            _ => mentions.push(mention),
        }
    }

    fn words(&self, field: Field) -> &'a TextMap {
        match field {
            Field::Title => self.fields[0].1,
            Field::Text => self.fields[1].1,
        }
    }
}
