//! Decides which of the places found are mentions: conditions, last names, overlap, ambiguity.

use std::collections::BTreeMap;

use crate::dictionary::{Case, Dictionary, EntityIndex, TypeClass, is_ordinary_word};
use crate::document::Field;
use crate::text::{Span, TextMap, fold, has_unspaced_script};

use super::candidate::Candidate;
use super::conditions::SeenPhrases;
use super::cues::{self, ClassPoints, SURE};
use super::evidence::Evidence;
use super::pattern::{Pattern, Patterns, Variant};
use super::{Ambiguity, MatchOptions, Mention, Rule, Status, Variants, definitions, extension};

/// Decides the candidates of one document.
pub(super) struct Decider<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) patterns: &'a Patterns,
    pub(super) options: &'a MatchOptions,
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
    phrases: SeenPhrases,
    /// What evidence decided, by the first candidate of the group.
    chosen: Vec<(usize, EntityIndex, Rule)>,
}

/// The candidates at one place.
struct Group<'c> {
    /// The number of the first.
    at: usize,
    candidates: &'c [Candidate],
}

impl<'a> Decider<'a> {
    /// Appends the mentions that `candidates`, in [`Candidate::order`], come to.
    pub(super) fn decide(mut self, candidates: &mut Vec<Candidate>, mentions: &mut Vec<Mention>) {
        self.scratch.phrases.restart();
        self.scratch.chosen.clear();
        if self.options.variants != Variants::None {
            let longer =
                extension::extended(candidates, self.dictionary, self.patterns, |candidate| {
                    self.content(candidate.field)
                });
            if !longer.is_empty() {
                candidates.extend(longer);
                candidates.sort_unstable_by_key(Candidate::order);
            }
        }
        self.judge(candidates);
        let begin = mentions.len();
        self.sweep(candidates, mentions);
        let mut again = false;
        if self.options.variants != Variants::None {
            again |= self.bind_definitions(&mentions[begin..], candidates);
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

    /// Replaces how each candidate was found by what speaks for or against it.
    fn judge(&mut self, candidates: &mut [Candidate]) {
        let mut verdicts = std::mem::take(&mut self.scratch.verdicts);
        verdicts.clear();
        verdicts.extend((0..candidates.len()).map(|at| self.verdict(candidates, at)));
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
            let pattern = self.patterns.get(candidate.pattern);
            let found = match candidate.rule {
                Rule::NoFullName => Rule::ShortName,
                Rule::NoLongForm => Rule::Acronym,
                Rule::TooShort | Rule::OrdinaryWord if pattern.variant.is_listed() => Rule::Listed,
                _ => continue,
            };
            if named.binary_search(&pattern.entity).is_ok() {
                candidate.rule = found;
            }
        }
    }

    /// Binds the short forms that the document defines, from there on: to the entity whose name stands beside them, or, where that is none
    /// the dictionary holds, to nothing. Tells whether there were any.
    fn bind_definitions(&self, swept: &[Mention], candidates: &mut Vec<Candidate>) -> bool {
        let before = candidates.len();
        let mut changed = false;
        for mention in swept.iter().filter(|mention| mention.is_accepted()) {
            let text = self.content(mention.field);
            let Some(definition) = definitions::beside(text, mention.span) else {
                continue;
            };
            let long = candidates[..before].iter().find(|candidate| {
                (candidate.field, candidate.span) == (mention.field, mention.span)
                    && Some(self.patterns.get(candidate.pattern).entity) == mention.entity
            });
            let Some(pattern) = long.map(|long| long.pattern) else {
                continue;
            };
            let mut bind = |field, from| {
                let places = definitions::places(self.content(field), definition.short, from);
                candidates.extend(places.map(|span| Candidate {
                    field,
                    span,
                    pattern,
                    rule: Rule::Defined,
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
            let entity = self.patterns.get(candidates[at].pattern).entity;
            if definition.short != span.of(text) || self.may_mean(entity, long) {
                continue;
            }
            for other in &mut candidates[at..before] {
                let same = other.field == field
                    && other.span.of(text) == definition.short
                    && self.patterns.get(other.pattern).entity == entity;
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

    /// Single characters of a script without spaces are names by what is next to them: two places side by side (`中美`), a place after a
    /// word for going there, a person before a title.
    fn admit_characters(&self, candidates: &mut [Candidate]) {
        let is_place = |candidate: &Candidate| {
            self.patterns.get(candidate.pattern).variant == Variant::Short
                && self.class(candidate) == TypeClass::Place
        };
        for at in 0..candidates.len() {
            let one = candidates[at];
            let text = self.content(one.field);
            if one.rule != Rule::TooShort || !has_unspaced_script(one.span.of(text)) {
                continue;
            }
            if cues::character_is_name(text, one.span, self.class(&one)) {
                candidates[at].rule = Rule::Listed;
            }
            // `11日中午` is noon of the eleventh, not Japan and China.
            if !is_place(&one) || text[..one.span.start()].ends_with(char::is_numeric) {
                continue;
            }
            let end = one.span.end();
            let near = candidates[at..].iter().zip(at..);
            let mut near =
                near.take_while(|(other, _)| other.field == one.field && other.span.start() <= end);
            let partner = near.find(|(other, _)| other.span.start() == end && is_place(other));
            if let Some((other, partner)) = partner
                && [one.span, other.span]
                    .iter()
                    .any(|span| cues::is_short_for_place(span.of(text)))
            {
                for member in [at, partner] {
                    if candidates[member].rule == Rule::TooShort {
                        candidates[member].rule = Rule::Listed;
                    }
                }
            }
        }
    }

    /// Decides, where the evidence does, between the entities that share a form.
    fn weigh(&mut self, candidates: &[Candidate], named: &[(EntityIndex, &str)]) {
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
            _ if cues::is_inside_word(self.content(candidate.field), candidate.span) => {
                Rule::PartOfName
            }
            _ if smart && self.lacks_capital(candidate, &pattern) => Rule::OtherCase,
            (Rule::TooShort | Rule::Listed, Variant::Short | Variant::Listed) => candidate.rule,
            (Rule::Listed, Variant::NameWord) if !smart => Rule::Listed,
            // Which words are ordinary is known of English.
            (Rule::OrdinaryWord, _) if !self.is_english() => Rule::Listed,
            (Rule::OrdinaryWord, Variant::Calendar) => self.calendar_word(candidate),
            (Rule::OrdinaryWord, _) => self.ordinary_word(candidates, candidate),
            (Rule::NoFullName, _) if self.is_plain_word(candidate) => Rule::OrdinaryWord,
            // With initials it is more than a last name.
            (Rule::NoFullName, _)
                if candidate
                    .span
                    .of(self.content(candidate.field))
                    .contains(' ') =>
            {
                Rule::NoFullName
            }
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
        // Where every noun has a capital, one next to a name tells nothing.
        if self.language == "de" {
            return false;
        }
        let is_known = |word: Span| {
            candidates.iter().any(|other| {
                other.field == candidate.field
                    && other.span.contains(word)
                    && matches!(other.rule, Rule::Listed | Rule::Inflected)
            })
        };
        let text = self.content(candidate.field);
        cues::is_part_of_name(text, candidate.span, self.class(candidate), is_known)
    }

    /// Whether the last name of somebody who may be no person is an ordinary word, and nothing next to it calls for a person.
    fn is_plain_word(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        self.is_english()
            && self.class(candidate) == TypeClass::Other
            && is_ordinary_word(&candidate.span.of(text).to_lowercase())
            && cues::points(text, candidate.span)[TypeClass::Person as usize] == 0
    }

    /// Whether the document may be in English.
    fn is_english(&self) -> bool {
        ["", "en"].contains(&self.language)
    }

    /// Whether the name of a person, a place or an organisation is written small, in a language whose ordinary words are not known: `maan`
    /// (of the country) is not what `Maan` is listed for.
    fn lacks_capital(&self, candidate: &Candidate, pattern: &Pattern) -> bool {
        if self.is_english() || candidate.rule == Rule::Inflected {
            return false;
        }
        let surface = candidate.span.of(self.content(candidate.field));
        surface.starts_with(char::is_lowercase)
            && self
                .patterns
                .text_of(pattern)
                .starts_with(char::is_uppercase)
            && !surface.contains(' ')
            && !matches!(self.class(candidate), TypeClass::Term | TypeClass::Other)
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
        let surface = candidate.span.of(text);
        if surface.chars().nth(1).is_some_and(char::is_uppercase) {
            // Capitals tell nothing where all is in capitals: `FIRM SET TO BUY`.
            return if cues::is_shouted(text, candidate.span) {
                Rule::OrdinaryWord
            } else {
                Rule::Listed
            };
        }
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
    fn sweep(&self, candidates: &[Candidate], mentions: &mut Vec<Mention>) {
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
const REFUSED: u8 = 4;

/// What the dictionary lists wins over what the document defines (which has ruled out what it contradicts), that over what follows from what
/// is listed, that over what the document would allow because it has the full name; any of them over what is refused.
const fn rank(rule: Rule) -> u8 {
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
fn groups(candidates: &[Candidate]) -> impl Iterator<Item = Group<'_>> {
    let mut at = 0;
    candidates
        .chunk_by(|a, b| (a.field, a.span) == (b.field, b.span))
        .map(move |candidates| {
            let group = Group { at, candidates };
            at += candidates.len();
            group
        })
}
