//! What few entities have beside names, type and parent, kept as JSON: context, attributes, rules of aliases.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Alias, Boundary, Case, Entity};

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
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_word(boundary: &Boundary) -> bool {
    *boundary == Boundary::Word
}

impl Details {
    /// The details of an entity made by code.
    pub(super) fn of(entity: &Entity) -> Self {
        let rules = (0..).zip(&entity.aliases).filter_map(|(place, alias)| {
            let rules = AliasRules {
                case: alias.case,
                boundary: alias.boundary,
                needs: alias.needs.clone(),
                unless: alias.unless.clone(),
                prior: alias.prior,
            };
            (rules != AliasRules::default()).then_some((place, rules))
        });
        Self {
            context: entity.context.clone(),
            attributes: entity.attributes.clone(),
            rules: rules.collect(),
        }
    }

    /// The words that speak for the entity.
    pub(super) fn context(&self) -> &[Arc<str>] {
        &self.context
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
        self.rules
            .values()
            .flat_map(|rules| rules.needs.iter().chain(&rules.unless))
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
            };
        }
    }
}
