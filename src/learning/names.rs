//! The names of a dictionary that a corpus can teach something about.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};
use crate::text::{fold, has_unspaced_script};

/// Names that may be ordinary words, and names that several entities share.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the word in small letters, the name as it is listed.
    words: HashMap<String, String>,
    /// By the folded form.
    shared: BTreeMap<String, SharedName>,
    sharers: HashSet<EntityIndex>,
}

/// A name of several entities.
#[derive(Debug)]
struct SharedName {
    /// As it is listed; of several spellings the smallest.
    form: String,
    entities: Vec<EntityIndex>,
}

/// Shared names of which something can be learnt, and their entities.
pub(super) struct Comparable<'n> {
    /// By the folded form, the form as it is listed.
    pub(super) forms: HashMap<&'n str, &'n str>,
    pub(super) sharers: HashSet<EntityIndex>,
}

impl Names {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let mut names = Self::default();
        let mut forms: HashMap<String, (&str, Vec<EntityIndex>)> = HashMap::new();
        for entity in dictionary.entities() {
            let index = entity.index();
            let is_term = TypeClass::of(entity.entity_type()) == TypeClass::Term;
            let details = entity.details();
            let forms_here = entity.all_forms();
            for (place, form) in (0_u32..).zip(forms_here) {
                // Whoever gives an alias a rule of its own wants it taken as it is.
                let has_rules = || {
                    let rules = place.checked_sub(1).zip(details.as_ref());
                    rules.is_some_and(|(place, details)| details.rules(place).is_some())
                };
                if !is_term && is_capitalised_word(form) && !has_rules() {
                    let word = form.to_lowercase();
                    names.words.entry(word).or_insert_with(|| form.to_owned());
                }
                let (smallest, entities) = forms.entry(fold(form)).or_insert((form, Vec::new()));
                *smallest = form.min(*smallest);
                if entities.last() != Some(&index) {
                    entities.push(index);
                }
            }
        }
        names.shared = forms
            .into_iter()
            .filter(|(_, (_, entities))| entities.len() > 1)
            .map(|(folded, (form, entities))| {
                let form = form.to_owned();
                (folded, SharedName { form, entities })
            })
            .collect();
        let shared = names.shared.values();
        names.sharers = shared.flat_map(|shared| shared.entities.clone()).collect();
        names
    }

    /// The name that a word in small letters is, if it is one.
    pub(super) fn word(&self, small: &str) -> Option<&str> {
        self.words.get(small).map(String::as_str)
    }

    /// Whether several entities share a folded form.
    pub(super) fn is_shared(&self, folded: &str) -> bool {
        self.shared.contains_key(folded)
    }

    /// The shared names all of whose entities are `named`.
    pub(super) fn comparable(&self, named: impl Fn(EntityIndex) -> bool) -> Comparable<'_> {
        let of = self.shared.iter();
        let all: Vec<_> = of
            .filter(|(_, shared)| shared.entities.iter().all(|&entity| named(entity)))
            .collect();
        let forms = all.iter();
        let sharers = all.iter().flat_map(|(_, shared)| &shared.entities);
        Comparable {
            forms: forms
                .map(|(folded, shared)| (folded.as_str(), shared.form.as_str()))
                .collect(),
            sharers: sharers.copied().collect(),
        }
    }

    /// Whether an entity shares some form with others.
    pub(super) fn shares(&self, entity: EntityIndex) -> bool {
        self.sharers.contains(&entity)
    }

    pub(super) fn any_shared(&self) -> bool {
        !self.sharers.is_empty()
    }
}

/// Whether a form is one word with a capital and small letters behind it.
fn is_capitalised_word(form: &str) -> bool {
    let mut characters = form.chars();
    characters.next().is_some_and(char::is_uppercase)
        && characters.clone().next().is_some()
        && characters.all(char::is_lowercase)
        && !has_unspaced_script(form)
}
