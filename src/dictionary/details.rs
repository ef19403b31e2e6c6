//! What few entities have beside names, type and parent, kept as JSON: context, attributes, rules of aliases, and those aliases that are no
//! forms to be found as they are written.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::row::AliasRow;
use super::{Alias, Boundary, Case, Entity, Variants, regular_expression};

/// The details of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Details {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) context: Vec<Arc<str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<String, String>,
    /// By the place of the alias among the entity's aliases, those that have any.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    rules: BTreeMap<u32, AliasRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) variants: Option<Variants>,
    /// Aliases that are regular expressions, and blocked ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<AliasRow>,
}

/// How an alias is found, where that is not left to the options of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AliasRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) case: Option<Case>,
    #[serde(skip_serializing_if = "is_word")]
    pub(crate) boundary: Boundary,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) needs: Vec<Arc<str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unless: Vec<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) prior: Option<u32>,
    pub(crate) variants: Option<Variants>,
}

impl AliasRules {
    /// The rules of an alias.
    pub(crate) fn of(alias: &Alias) -> Self {
        Self {
            case: alias.case,
            boundary: alias.boundary,
            needs: alias.needs.clone(),
            unless: alias.unless.clone(),
            prior: alias.prior,
            variants: alias.variants,
        }
    }

    /// Whether nothing in them says how the form itself is found.
    pub(crate) fn leave_the_form(&self) -> bool {
        *self
            == Self {
                variants: self.variants,
                ..Self::default()
            }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_word(boundary: &Boundary) -> bool {
    *boundary == Boundary::Word
}

impl Details {
    /// The details of an entity made by code.
    pub(super) fn of(entity: &Entity) -> Self {
        let (forms, others): (Vec<_>, Vec<_>) =
            entity.aliases.iter().partition(|alias| alias.is_form());
        let rules = (0..).zip(forms).filter_map(|(place, alias)| {
            let rules = AliasRules::of(alias);
            (rules != AliasRules::default()).then_some((place, rules))
        });
        Self {
            context: entity.context.clone(),
            attributes: entity.attributes.clone(),
            rules: rules.collect(),
            variants: entity.variants,
            others: others.into_iter().cloned().map(AliasRow).collect(),
        }
    }

    /// The words that speak for the entity.
    pub(super) fn context(&self) -> &[Arc<str>] {
        &self.context
    }

    /// The aliases that are regular expressions or blocked.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Alias> {
        self.others.iter().map(|row| &row.0)
    }

    /// The first alias that should be a regular expression and is none.
    pub(super) fn bad_pattern(&self) -> Option<(&str, regex::Error)> {
        self.others().filter(|alias| alias.regex).find_map(|alias| {
            let tried = regular_expression(&alias.text, alias.case == Some(Case::Ignore));
            tried.err().map(|error| (&*alias.text, error))
        })
    }

    /// The rules of the alias at a place.
    pub(crate) fn rules(&self, alias: u32) -> Option<&AliasRules> {
        self.rules.get(&alias)
    }

    /// Whether some alias says how often it means the entity.
    pub(crate) fn has_prior(&self) -> bool {
        self.rules.values().any(|rules| rules.prior.is_some())
    }

    /// Whether a condition holds a blank word, which would be found in every document.
    pub(super) fn has_blank_phrase(&self) -> bool {
        let of_forms = self
            .rules
            .values()
            .flat_map(|rules| rules.needs.iter().chain(&rules.unless));
        let of_others = self
            .others()
            .flat_map(|alias| alias.needs.iter().chain(&alias.unless));
        of_forms
            .chain(of_others)
            .any(|phrase| phrase.trim().is_empty())
    }

    /// Reads what [`Details::write`] wrote; what is not that, as in a damaged file, is none.
    pub(super) fn read(json: &[u8]) -> Self {
        if json.is_empty() {
            return Self::default();
        }
        serde_json::from_slice(json).unwrap_or_default()
    }

    /// Appends them, if there are any.
    pub(super) fn write(&self, json: &mut Vec<u8>) {
        if *self != Self::default() {
            serde_json::to_writer(json, self).expect("strings are written to memory");
        }
    }

    /// Gives an entity its details; its aliases are there.
    pub(super) fn give_to(self, entity: &mut Entity) {
        entity.context = self.context;
        entity.attributes = self.attributes;
        entity.variants = self.variants;
        for (place, rules) in self.rules {
            let Some(alias) = entity.aliases.get_mut(place as usize) else {
                continue;
            };
            *alias = Alias {
                text: Arc::clone(&alias.text),
                case: rules.case,
                boundary: rules.boundary,
                needs: rules.needs,
                unless: rules.unless,
                prior: rules.prior,
                variants: rules.variants,
                regex: false,
                blocked: false,
            };
        }
        entity
            .aliases
            .extend(self.others.into_iter().map(|row| row.0));
    }
}
