//! Binds the short forms that a document defines.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use memchr::memmem;

use crate::dictionary::{EntityIndex, TypeClass};
use crate::document::Field;
use crate::text::{Span, fold};

use super::Decider;
use super::definitions::{self, Definition};
use super::kinds;
use crate::mention::candidate::Candidate;
use crate::mention::{Mention, Rule};

/// Where a short form is bound from on, and the long one that it stands for.
type Bindings<'t> = BTreeMap<&'t str, Vec<(Field, usize, Candidate)>>;

/// What a short form stands for, from where on.
type Bound = [(Field, usize, Candidate)];

/// How many short forms are searched for one after another; to make an automaton for them would take longer.
const FEW: usize = 8;

/// Where bound short forms stand in a text, in the order in which they end.
fn places_of<'b>(
    bindings: &'b Bindings<'_>,
    text: &str,
    automaton: Option<&AhoCorasick>,
) -> Vec<(&'b Bound, Span)> {
    if let Some(automaton) = automaton {
        let bounds: Vec<_> = bindings.values().collect();
        return automaton
            .find_overlapping_iter(text)
            .map(|found| {
                let bound = bounds[found.pattern().as_usize()];
                (&**bound, Span::new(found.start(), found.end()))
            })
            .collect();
    }
    let mut places = Vec::new();
    for (short, bound) in bindings {
        let finder = memmem::Finder::new(short);
        let mut from = 0;
        // `A-A` stands twice in `A-A-A`.
        while let Some(at) = finder.find(&text.as_bytes()[from..]) {
            let start = from + at;
            places.push((&**bound, Span::new(start, start + short.len())));
            from = start + 1;
        }
    }
    places.sort_unstable_by_key(|(_, span)| (span.end(), span.start()));
    places
}

impl<'a> Decider<'a> {
    /// Binds the short forms that the document defines, from there on: to the entity whose name stands beside them, or, where that is none
    /// the dictionary holds, to nothing. Tells whether there were any.
    ///
    /// Texts may define the same again and again, so no short form is searched for more than once, and many are in one go: the work is linear in
    /// the text.
    pub(super) fn bind_definitions(
        &self,
        swept: &[Mention],
        candidates: &mut Vec<Candidate>,
    ) -> bool {
        let before = candidates.len();
        let bindings = self.bindings(swept, candidates);
        let refuted = self.refute(candidates);
        self.bind(&bindings, candidates);
        let bound = candidates.len() > before;
        if bound {
            candidates.sort_unstable_by_key(Candidate::order);
        }
        refuted || bound
    }

    /// The short forms that stand beside names that were found. One that is defined anew, for something else, means that from there on.
    fn bindings(&self, swept: &[Mention], candidates: &[Candidate]) -> Bindings<'a> {
        let mut bindings = Bindings::new();
        for mention in swept.iter().filter(|mention| mention.is_accepted()) {
            let Some(definition) = self.definition(mention) else {
                continue;
            };
            let place = (mention.field, mention.span.start());
            let start =
                candidates.partition_point(|other| (other.field, other.span.start()) < place);
            let long = candidates[start..]
                .iter()
                .take_while(|other| (other.field, other.span.start()) == place)
                .find(|other| other.span == mention.span && Some(other.entity) == mention.entity);
            let Some(&long) = long.filter(|long| self.may_vary(long)) else {
                continue;
            };
            let bound = bindings.entry(definition.short).or_default();
            if bound
                .last()
                .is_none_or(|(.., last)| last.entity != long.entity)
            {
                bound.push((mention.field, definition.at, long));
            }
        }
        bindings
    }

    /// The short form that a mention is the long form of.
    fn definition(&self, mention: &Mention) -> Option<Definition<'a>> {
        let text = self.content(mention.field);
        let defined = definitions::beside(text, mention.span)
            .or_else(|| definitions::of_induced(text, mention.span));
        defined.or_else(|| {
            let definition = definitions::latin_beside(text, mention.span)?;
            self.is_organism(mention.entity?).then_some(definition)
        })
    }

    /// Adds the places where bound short forms stand. Whatever else the dictionary lists them for, the text says what it means.
    fn bind(&self, bindings: &Bindings<'_>, candidates: &mut Vec<Candidate>) {
        if bindings.is_empty() {
            return;
        }
        let automaton = (bindings.len() > FEW)
            .then(|| AhoCorasick::new(bindings.keys()).ok())
            .flatten();
        let known = candidates.len();
        let mut spelt_out = BTreeMap::new();
        for field in [Field::Title, Field::Text] {
            let text = self.content(field);
            for (bound, span) in places_of(bindings, text, automaton.as_ref()) {
                let count =
                    bound.partition_point(|(begin, at, _)| (*begin, *at) <= (field, span.start()));
                let long = bound[..count].last().map(|(.., long)| *long);
                if let Some(long) = long.filter(|_| definitions::is_word(text, span)) {
                    self.overrule(
                        &mut candidates[..known],
                        field,
                        span,
                        long.entity,
                        &mut spelt_out,
                    );
                    candidates.push(Candidate {
                        field,
                        span,
                        rule: Rule::Defined,
                        ..long
                    });
                }
            }
        }
    }

    /// Refuses the forms that a bracket defines as something else than the entity that lists them, from there on. Tells whether there are any.
    fn refute(&self, candidates: &mut [Candidate]) -> bool {
        let mut refuted: BTreeSet<(Field, &str, EntityIndex)> = BTreeSet::new();
        let mut changed = false;
        let same_place =
            |one: &Candidate, other: &Candidate| (one.field, one.span) == (other.field, other.span);
        for group in candidates.chunk_by_mut(same_place) {
            let Candidate { field, span, .. } = group[0];
            let text = self.content(field);
            let surface = span.of(text);
            let in_bracket = text[..span.start()].ends_with('(');
            if !in_bracket && refuted.is_empty() {
                continue;
            }
            let defined = in_bracket
                .then(|| definitions::in_bracket(text, span.start() - 1))
                .flatten()
                .filter(|(definition, _)| definition.short == surface)
                .map(|(_, long)| (long, folded_words(long)));
            for candidate in group {
                let key = (field, surface, candidate.entity);
                let mut is_refuted = refuted.contains(&key);
                if !is_refuted && let Some((long, words)) = &defined {
                    is_refuted =
                        !self.may_mean(candidate.entity, words) || self.is_gene_of(candidate, long);
                    if is_refuted {
                        refuted.insert(key);
                    }
                }
                if is_refuted {
                    candidate.rule = Rule::DefinedOtherwise;
                    changed = true;
                }
            }
        }
        changed
    }

    /// Refuses what the dictionary lists a form for at a place where the document defines it: other entities that list it beside the one that
    /// is meant, and those that have long forms, none of which is the one that the document gives.
    fn overrule(
        &self,
        candidates: &mut [Candidate],
        field: Field,
        span: Span,
        meant: EntityIndex,
        spelt_out: &mut BTreeMap<EntityIndex, bool>,
    ) {
        let place = (field, span.start());
        let start = candidates.partition_point(|other| (other.field, other.span.start()) < place);
        let here = candidates[start..].iter_mut();
        let here = here.take_while(|other| (other.field, other.span.start()) == place);
        let here: Vec<&mut Candidate> = here.filter(|other| other.span == span).collect();
        let shared = here
            .iter()
            .any(|other| other.entity == meant && other.variant.is_listed());
        for other in here {
            if other.entity != meant && (shared || self.is_spelt_out(other.entity, spelt_out)) {
                other.rule = Rule::DefinedOtherwise;
            }
        }
    }

    /// Whether the dictionary knows an entity by more than short forms, so that a long one can differ from it. Of any other nobody can tell.
    fn is_spelt_out(&self, entity: EntityIndex, known: &mut BTreeMap<EntityIndex, bool>) -> bool {
        *known.entry(entity).or_insert_with(|| {
            let entity = self.dictionary.entity(entity);
            let mut forms = entity.all_forms();
            forms.any(is_long)
        })
    }

    /// Whether a long form is of a gene or its product, which a term that has no such word is not: `the neurofibromatosis gene (NF)`.
    fn is_gene_of(&self, candidate: &Candidate, long: &str) -> bool {
        let ends_so = |text: &str| text.rsplit(' ').next().is_some_and(kinds::is_gene_word);
        if !ends_so(long) {
            return false;
        }
        let entity = self.dictionary.entity(candidate.entity);
        let forms = || entity.all_forms();
        let is_term = self.class(candidate) == TypeClass::Term || forms().any(kinds::is_of_disease);
        is_term && !forms().any(ends_so)
    }

    /// Whether a long form, given by its words, has one of any form of an entity.
    fn may_mean(&self, entity: EntityIndex, long: &[(&str, String)]) -> bool {
        let entity = self.dictionary.entity(entity);
        let mut spelt_out = false;
        let related = entity.all_forms().any(|form| {
            spelt_out |= is_long(form);
            words(form).any(|word| {
                // Most words begin and end with other letters: no need to look closer.
                let mut near = long.iter().filter(|(other, _)| may_be_alike(word, other));
                near.next().is_some_and(|(_, first)| {
                    let word = fold(word);
                    are_alike(&word, first) || near.any(|(_, other)| are_alike(&word, other))
                })
            })
        });
        // Of an entity that the dictionary knows by short forms only, nobody can tell.
        related || !spelt_out
    }
}

/// The words of a form that are longer than two letters.
fn words(form: &str) -> impl Iterator<Item = &str> {
    form.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
}

/// The same, each with how it is folded.
fn folded_words(form: &str) -> Vec<(&str, String)> {
    words(form).map(|word| (word, fold(word))).collect()
}

/// Whether two folded words are one, or begin or end alike.
fn are_alike(one: &str, other: &str) -> bool {
    let start = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let end = one.chars().rev().zip(other.chars().rev());
    one == other || start.count() > 4 || end.take_while(|(a, b)| a == b).count() > 5
}

/// Whether two words could be [alike](are_alike) when they are folded, by their first and last letters.
fn may_be_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let same = |a: Option<&u8>, b: Option<&u8>| match (a, b) {
        (Some(a), Some(b)) => !a.is_ascii() || !b.is_ascii() || a.eq_ignore_ascii_case(b),
        _ => false,
    };
    same(one.first(), other.first()) || same(one.last(), other.last())
}

/// Whether a form is longer than the short forms that texts define.
fn is_long(form: &str) -> bool {
    form.chars().count() > 10 || form.contains(' ')
}
