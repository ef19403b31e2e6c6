//! The names of a dictionary that a corpus can teach something about.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};
use crate::text::{fold, has_unspaced_script};

/// Names that may be ordinary words, and names that several entities share.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the word in small letters, the name as it is listed.
    words: HashMap<String, String>,
    /// By the folded form, the form as it is listed.
    shared: HashMap<String, String>,
    sharers: HashSet<EntityIndex>,
}

impl Names {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let mut names = Self::default();
        // Of each folded form the smallest spelling, the first entity, and whether there are others.
        let mut forms: BTreeMap<String, (&str, EntityIndex, bool)> = BTreeMap::new();
        let smaller = |known: &str, form: &str| form < known;
        for entity in dictionary.entities() {
            let index = entity.index();
            let is_term = TypeClass::of(entity.entity_type()) == TypeClass::Term;
            let details = entity.details();
            let forms_here = std::iter::once(entity.name()).chain(entity.forms());
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
                forms
                    .entry(fold(form))
                    .and_modify(|(known, first, others)| {
                        if smaller(known, form) {
                            *known = form;
                        }
                        if *first != index {
                            *others = true;
                            names.sharers.extend([*first, index]);
                        }
                    })
                    .or_insert((form, index, false));
            }
        }
        let shared = forms.into_iter().filter(|(_, (.., others))| *others);
        names.shared = shared
            .map(|(folded, (form, ..))| (folded, form.to_owned()))
            .collect();
        names
    }

    /// The name that a word in small letters is, if it is one.
    pub(super) fn word(&self, small: &str) -> Option<&str> {
        self.words.get(small).map(String::as_str)
    }

    /// A folded form as it is listed, if several entities share it.
    pub(super) fn shared_form(&self, folded: &str) -> Option<&str> {
        self.shared.get(folded).map(String::as_str)
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
