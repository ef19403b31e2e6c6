//! The names of relations, here and elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::RelationIndex;

/// What is to be known of a relation, apart from its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelationInfo {
    /// Its name, read from head to tail: `founder_of`.
    pub name: String,
    /// Its name, read from tail to head, if it has one.
    pub inverse: Option<String>,
    /// Whether it holds both ways: a partner's partner.
    pub symmetric: bool,
    /// The more general relations that follow from it, and those that follow from them; nearest first.
    pub implies: Vec<u32>,
}

/// One name, or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    fn as_slice(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

/// The names that a relation goes by outside, each with whether it is read from tail to head there.
///
/// Without a map that is its own name. With one it is what the map calls it or, failing that, the nearest relation that follows from it; the same
/// for its inverse. A relation that holds both ways is then told both ways. What the map does not name keeps its name, unless `only`.
pub(super) fn outward(
    relations: &[RelationInfo],
    map: &BTreeMap<String, Names>,
    only: bool,
    relation: RelationIndex,
) -> Vec<(String, bool)> {
    let own = &relations[relation.0 as usize];
    if map.is_empty() {
        return vec![(own.name.clone(), false)];
    }
    let line = || {
        let general = own
            .implies
            .iter()
            .map(|&general| &relations[general as usize]);
        std::iter::once(own).chain(general)
    };
    let forward = line().find_map(|info| map.get(&info.name));
    let backward = line().find_map(|info| info.inverse.as_ref().and_then(|name| map.get(name)));
    let mut names: Vec<(String, bool)> = Vec::new();
    if let Some(found) = forward {
        names.extend(found.as_slice().iter().map(|name| (name.clone(), false)));
        if own.symmetric {
            names.extend(found.as_slice().iter().map(|name| (name.clone(), true)));
        }
    }
    if let Some(found) = backward {
        names.extend(found.as_slice().iter().map(|name| (name.clone(), true)));
    }
    if names.is_empty() && !only {
        names.push((own.name.clone(), false));
    }
    names
}
