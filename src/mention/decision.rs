//! Decides which of the places found are mentions: conditions, last names, overlap, ambiguity.

use std::collections::BTreeMap;

use crate::dictionary::{Case, Dictionary, EntityIndex, TypeClass};
use crate::document::Field;
use crate::text::{Span, TextMap, has_unspaced_script};

use super::candidate::Candidate;
use super::conditions::SeenPhrases;
use super::cues::{self, ClassPoints, SURE};
use super::evidence::Evidence;
use super::pattern::{Patterns, Variant};
use super::{Ambiguity, MatchOptions, Mention, Rule, Status};

/// Decides the candidates of one document.
pub(super) struct Decider<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) patterns: &'a Patterns,
    pub(super) options: &'a MatchOptions,
    /// Title and text, with their words.
    pub(super) fields: [(&'a str, &'a TextMap); 2],
    pub(super) scratch: &'a mut Scratch,
}

/// Buffers, to be used again for each document.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    verdicts: Vec<Rule>,
    phrases: SeenPhrases,
    /// What evidence decided, by the first candidate of the group.
    chosen: Vec<(usize, EntityIndex, Rule)>,
}

/// The candidates at one place.
struct Group<'c> {
    /// The number of the first.
    at: usize,
    candidates: &'c [Candidate],
    verdicts: &'c [Rule],
}

impl<'a> Decider<'a> {
    /// Appends the mentions that `candidates`, in [`Candidate::order`], come to.
    pub(super) fn decide(mut self, candidates: &[Candidate], mentions: &mut Vec<Mention>) {
        self.scratch.phrases.restart();
        self.scratch.chosen.clear();
        let mut verdicts = std::mem::take(&mut self.scratch.verdicts);
        verdicts.clear();
        verdicts.extend((0..candidates.len()).map(|at| self.verdict(candidates, at)));
        self.admit_characters(candidates, &mut verdicts);
        let begin = mentions.len();
        self.sweep(candidates, &verdicts, mentions);
        let swept = &mentions[begin..];
        let pending = [Rule::NoFullName, Rule::TooShort, Rule::OrdinaryWord];
        let waits = verdicts.iter().any(|verdict| pending.contains(verdict));
        let shared = self.options.disambiguate
            && swept
                .iter()
                .any(|mention| mention.rule == Rule::SharedAlias);
        if waits || shared {
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
                self.weigh(candidates, &verdicts, &forms);
            }
            let chosen = self.scratch.chosen.iter().map(|(_, entity, _)| *entity);
            let mut named: Vec<EntityIndex> = forms.iter().map(|(entity, _)| *entity).collect();
            named.extend(chosen);
            named.sort_unstable();
            for (candidate, verdict) in candidates.iter().zip(&mut verdicts) {
                let known = |entity| named.binary_search(&entity).is_ok();
                let found = match verdict {
                    Rule::NoFullName => Rule::ShortName,
                    Rule::TooShort | Rule::OrdinaryWord => Rule::Listed,
                    _ => continue,
                };
                if known(self.patterns.get(candidate.pattern).entity) {
                    *verdict = found;
                }
            }
            mentions.truncate(begin);
            self.sweep(candidates, &verdicts, mentions);
        }
        self.apply_policy(begin, mentions);
        self.scratch.verdicts = verdicts;
    }

    /// Single characters of a script without spaces are names by what is next to them: two places side by side (`中美`), a place after a
    /// word for going there, a person before a title.
    fn admit_characters(&self, candidates: &[Candidate], verdicts: &mut [Rule]) {
        let is_place = |candidate: &Candidate| {
            candidate.rule == Rule::TooShort && self.class(candidate) == TypeClass::Place
        };
        for at in 0..candidates.len() {
            let one = &candidates[at];
            let text = self.content(one.field);
            if verdicts[at] != Rule::TooShort || !has_unspaced_script(one.span.of(text)) {
                continue;
            }
            if cues::character_is_name(text, one.span, self.class(one)) {
                verdicts[at] = Rule::Listed;
            }
            // `11日中午` is noon of the eleventh, not Japan and China.
            if !is_place(one) || text[..one.span.start()].ends_with(char::is_numeric) {
                continue;
            }
            let end = one.span.end();
            let near = candidates[at..].iter().zip(at..);
            let mut near =
                near.take_while(|(other, _)| other.field == one.field && other.span.start() <= end);
            let partner = near.find(|(other, _)| other.span.start() == end && is_place(other));
            if let Some((_, partner)) = partner {
                for member in [at, partner] {
                    if verdicts[member] == Rule::TooShort {
                        verdicts[member] = Rule::Listed;
                    }
                }
            }
        }
    }

    /// Decides, where the evidence does, between the entities that share a form.
    fn weigh(
        &mut self,
        candidates: &[Candidate],
        verdicts: &[Rule],
        named: &[(EntityIndex, &str)],
    ) {
        let shared: Vec<(Group<'_>, Vec<EntityIndex>)> = groups(candidates, verdicts)
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
                .zip(group.verdicts)
                .filter(|(_, verdict)| rank(**verdict) == rank(rule))
                .map(|(candidate, _)| *candidate)
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

    /// What speaks for or against a candidate by itself and by the words next to it. Some wait until it is known whom the document names.
    fn verdict(&mut self, candidates: &[Candidate], at: usize) -> Rule {
        let candidate = &candidates[at];
        let pattern = self.patterns.get(candidate.pattern);
        // Whoever sets the case rule wants forms to be taken as they are.
        let smart = self.options.case == Case::Smart;
        let rule = match (candidate.rule, pattern.variant) {
            (Rule::TooShort | Rule::OrdinaryWord, _) if !smart => Rule::Listed,
            (Rule::TooShort | Rule::Listed, Variant::Short | Variant::Listed) => candidate.rule,
            (Rule::Listed, Variant::NameWord) if !smart => Rule::Listed,
            (Rule::OrdinaryWord, Variant::Calendar) => self.calendar_word(candidate),
            (Rule::OrdinaryWord, _) => self.ordinary_word(candidates, candidate),
            (Rule::NoFullName, _) | (Rule::Listed, Variant::NameWord)
                if self.is_part_of_name(candidates, candidate) =>
            {
                Rule::PartOfName
            }
            (rule, _) => rule,
        };
        let Some(condition) = pattern.condition else {
            return rule;
        };
        let fields = self.fields.map(|(content, _)| content);
        let phrases = &mut self.scratch.phrases;
        match self.patterns.conditions.judge(condition, fields, phrases) {
            Rule::Listed => rule,
            refusal => refusal,
        }
    }

    fn class(&self, candidate: &Candidate) -> TypeClass {
        let entity = self.patterns.get(candidate.pattern).entity;
        TypeClass::of(self.dictionary.entity(entity).entity_type())
    }

    fn is_part_of_name(&self, candidates: &[Candidate], candidate: &Candidate) -> bool {
        let is_known = |word: Span| {
            candidates.iter().any(|other| {
                other.field == candidate.field
                    && other.span.contains(word)
                    && matches!(other.rule, Rule::Listed)
            })
        };
        let text = self.content(candidate.field);
        cues::is_part_of_name(text, candidate.span, self.class(candidate), is_known)
    }

    fn calendar_word(&self, candidate: &Candidate) -> Rule {
        let text = self.content(candidate.field);
        let class = self.class(candidate);
        if class == TypeClass::Person && cues::points(text, candidate.span)[class as usize] >= SURE
        {
            Rule::Listed
        } else {
            Rule::OrdinaryWord
        }
    }

    /// An ordinary word is a name where it has a capital inside a sentence, or where the words next to it call for one of its type.
    fn ordinary_word(&self, candidates: &[Candidate], candidate: &Candidate) -> Rule {
        let text = self.content(candidate.field);
        if self.is_part_of_name(candidates, candidate) {
            return Rule::PartOfName;
        }
        let cue = cues::points(text, candidate.span)[self.class(candidate) as usize];
        if cue > 0 || !cues::begins_sentence(text, candidate.span.start()) {
            Rule::Listed
        } else {
            Rule::OrdinaryWord
        }
    }

    /// Leftmost, then longest; what a rule refuses holds no place.
    fn sweep(&self, candidates: &[Candidate], verdicts: &[Rule], mentions: &mut Vec<Mention>) {
        let mut holder = (Field::Title, Span::default(), None);
        let mut counter = self.words(Field::Title).counter();
        let mut chosen = self.scratch.chosen.iter().peekable();
        for group in groups(candidates, verdicts) {
            let first = group.candidates[0];
            if holder.0 != first.field {
                holder = (first.field, Span::default(), None);
                counter = self.words(first.field).counter();
            }
            let token = counter.before(first.span.start());
            let chosen = chosen.next_if(|(at, ..)| *at == group.at);
            let mut mention = self.choose(&group, token, chosen);
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
            mentions.push(mention);
        }
    }

    /// The entities that the best of the forms at one place belong to, and the rule of those forms.
    fn fitting(&self, group: &Group<'_>) -> (Rule, Vec<EntityIndex>) {
        let rule = group
            .verdicts
            .iter()
            .copied()
            .min_by_key(|rule| (rank(*rule), *rule))
            .expect("a group has a candidate");
        let mut entities: Vec<EntityIndex> = group
            .candidates
            .iter()
            .zip(group.verdicts)
            .filter(|(_, verdict)| rank(**verdict) == rank(rule))
            .map(|(candidate, _)| self.patterns.get(candidate.pattern).entity)
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

/// The rank of what a rule refuses.
const REFUSED: u8 = 2;

/// A form that the dictionary lists wins over a last name that the document would allow; either wins over what is refused.
const fn rank(rule: Rule) -> u8 {
    match rule {
        Rule::Listed => 0,
        Rule::ShortName => 1,
        _ => REFUSED,
    }
}

/// The candidates, place by place.
fn groups<'c>(
    candidates: &'c [Candidate],
    verdicts: &'c [Rule],
) -> impl Iterator<Item = Group<'c>> {
    let mut at = 0;
    candidates
        .chunk_by(|a, b| (a.field, a.span) == (b.field, b.span))
        .map(move |chunk| {
            let group = Group {
                at,
                candidates: chunk,
                verdicts: &verdicts[at..at + chunk.len()],
            };
            at += chunk.len();
            group
        })
}
