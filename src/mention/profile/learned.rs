//! A profile as the matcher asks it: for one dictionary, by the numbers of its entities.

use std::collections::{HashMap, HashSet};

use super::Profile;
use crate::dictionary::{Dictionary, EntityIndex};
use crate::text::fold;

/// What a profile says of the entities of a dictionary.
#[derive(Debug)]
pub(in crate::mention) struct Learned {
    /// Folded.
    words: HashSet<String>,
    context: HashMap<EntityIndex, Vec<String>>,
    /// By the folded form.
    priors: HashMap<String, Vec<(EntityIndex, u32)>>,
}

impl Learned {
    /// Looks up the ids of a profile; those that the dictionary does not hold are left out. A profile that says nothing is none.
    pub(in crate::mention) fn of(profile: &Profile, dictionary: &Dictionary) -> Option<Self> {
        if profile.is_empty() {
            return None;
        }
        let index = |id: &str| dictionary.index_of(id);
        let mut priors: HashMap<String, Vec<(EntityIndex, u32)>> = HashMap::new();
        for (form, counts) in profile.priors() {
            let known = counts
                .iter()
                .filter_map(|(id, &count)| Some((index(id)?, count)));
            priors.entry(fold(form)).or_default().extend(known);
        }
        Some(Self {
            words: profile.words().map(|(word, _)| fold(word)).collect(),
            context: profile
                .context()
                .filter_map(|(id, words)| Some((index(id)?, words.keys().cloned().collect())))
                .collect(),
            priors,
        })
    }

    /// Whether a name is an ordinary word too.
    pub(in crate::mention) fn is_word(&self, form: &str) -> bool {
        !self.words.is_empty() && self.words.contains(&fold(form))
    }

    /// The words that speak for an entity.
    pub(in crate::mention) fn context(&self, entity: EntityIndex) -> &[String] {
        self.context.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// How often a form meant each of its entities, where that is known.
    pub(in crate::mention) fn prior(&self, form: &str) -> Option<&[(EntityIndex, u32)]> {
        if self.priors.is_empty() {
            return None;
        }
        self.priors.get(&fold(form)).map(Vec::as_slice)
    }
}
