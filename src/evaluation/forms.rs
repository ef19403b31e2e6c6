//! What the dictionary lists, asked about names that were not found.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::dictionary::{Dictionary, EntityRef};
use crate::text::{fold, folded_shapes};

/// How a name is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Listed {
    /// Not at all.
    No,
    /// In other case.
    OtherCase,
    /// As it is written.
    AsWritten,
}

fn shaped(text: &str) -> String {
    folded_shapes(text.trim()).collect()
}

/// How an entity lists a name.
pub(super) fn listed_by(entity: EntityRef<'_>, surface: &str) -> Listed {
    let (folded, written) = (fold(surface), shaped(surface));
    entity
        .all_forms()
        .filter(|form| fold(form) == folded)
        .map(|form| {
            if shaped(form) == written {
                Listed::AsWritten
            } else {
                Listed::OtherCase
            }
        })
        .max()
        .unwrap_or(Listed::No)
}

/// The form of an entity that is most like a name: by the letter pairs they share, where those of the form alone weigh half (Tversky 1977),
/// so that a longer form is near and a shorter one is not; of equals the shortest.
pub(super) fn nearest(entity: EntityRef<'_>, surface: &str) -> String {
    const SCALE: usize = 1_000_000;
    let wanted = pairs(&fold(surface));
    let likeness = |form: &str| {
        let (form, mut left) = (pairs(&fold(form)), wanted.clone());
        for pair in &form {
            if let Some(at) = left.iter().position(|other| other == pair) {
                left.swap_remove(at);
            }
        }
        let common = wanted.len() - left.len();
        2 * common * SCALE / (2 * wanted.len() + form.len() - common)
    };
    entity
        .all_forms()
        .max_by_key(|form| {
            let length = Reverse(form.chars().count());
            (likeness(form), length, Reverse(*form))
        })
        .unwrap_or_default()
        .to_owned()
}

/// The pairs of neighbouring characters, with the ends as characters too.
fn pairs(text: &str) -> Vec<(char, char)> {
    let ends = std::iter::once('\0');
    let all: Vec<char> = ends.clone().chain(text.chars()).chain(ends).collect();
    all.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// All names that a dictionary lists, as hashes; made when first asked, since only gold without ids asks.
#[derive(Debug, Default)]
pub(super) struct AllForms {
    sets: OnceLock<[HashSet<u64>; 2]>,
}

impl AllForms {
    /// How some entity lists a name.
    pub(super) fn listed(&self, dictionary: &Dictionary, surface: &str) -> Listed {
        let [folded, written] = self.sets.get_or_init(|| {
            let mut sets = [HashSet::new(), HashSet::new()];
            for form in dictionary.entities().flat_map(EntityRef::all_forms) {
                sets[0].insert(xxh3_64(fold(form).as_bytes()));
                sets[1].insert(xxh3_64(shaped(form).as_bytes()));
            }
            sets
        });
        if written.contains(&xxh3_64(shaped(surface).as_bytes())) {
            Listed::AsWritten
        } else if folded.contains(&xxh3_64(fold(surface).as_bytes())) {
            Listed::OtherCase
        } else {
            Listed::No
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::DictionaryFormat;

    fn dictionary() -> Dictionary {
        let csv = "id,name,aliases\nnvidia,NVIDIA Corporation,GPU maker|NVDA\nhu,胡,\n";
        let builder = Dictionary::builder().text(csv, DictionaryFormat::Csv, "d.csv");
        builder.unwrap().build().unwrap()
    }

    #[test]
    fn the_nearest_form_shares_the_most() {
        let dictionary = dictionary();
        let nvidia = dictionary.get("nvidia").unwrap();
        assert_eq!(nearest(nvidia, "Nvidia"), "NVIDIA Corporation");
        assert_eq!(nearest(nvidia, "NVDAs"), "NVDA");
        assert_eq!(
            nearest(nvidia, "x"),
            "NVDA",
            "nothing in common: the shortest"
        );
        assert_eq!(nearest(dictionary.get("hu").unwrap(), "锦涛"), "胡");
    }

    #[test]
    fn names_are_listed_in_one_case_or_another() {
        let dictionary = dictionary();
        let all = AllForms::default();
        for (surface, listed) in [
            ("NVDA", Listed::AsWritten),
            ("nvda", Listed::OtherCase),
            ("GPU\nmaker", Listed::AsWritten),
            ("GPU", Listed::No),
        ] {
            assert_eq!(
                listed_by(dictionary.get("nvidia").unwrap(), surface),
                listed
            );
            assert_eq!(all.listed(&dictionary, surface), listed);
        }
    }
}
