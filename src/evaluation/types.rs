//! Types of the gold and types of the dictionary: which are the same.

use std::collections::BTreeMap;

use crate::dictionary::Dictionary;
use crate::text::fold;

/// Names for types.
#[derive(Debug, Default)]
pub(super) struct TypeNames {
    /// What the gold calls a type that the dictionary calls otherwise.
    mapped: BTreeMap<String, String>,
    /// The types of the dictionary, by their folded forms.
    known: BTreeMap<String, Vec<String>>,
}

impl TypeNames {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut last = "";
        for entity in dictionary.entities() {
            let name = entity.entity_type();
            // Neighbours mostly share their type.
            if name == last {
                continue;
            }
            last = name;
            let spellings = known.entry(fold(name)).or_default();
            if !spellings.iter().any(|spelling| spelling == name) {
                spellings.push(name.to_owned());
            }
        }
        Self {
            mapped: BTreeMap::new(),
            known,
        }
    }

    pub(super) fn map(&mut self, gold: String, dictionary: String) {
        self.mapped.insert(gold, dictionary);
    }

    /// A type of the gold as the dictionary writes it, in any case; as it stands if the dictionary has no such type.
    pub(super) fn canonical<'a>(&'a self, gold: &'a str) -> &'a str {
        let name = self.mapped.get(gold).map_or(gold, String::as_str);
        match self.known.get(&fold(name)) {
            Some(spellings) if !spellings.iter().any(|spelling| spelling == name) => &spellings[0],
            _ => name,
        }
    }

    /// Whether some entity of the dictionary has this type.
    pub(super) fn is_known(&self, name: &str) -> bool {
        !name.is_empty() && self.known.contains_key(&fold(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::DictionaryFormat;

    #[test]
    fn types_are_the_same_in_any_case_or_where_mapped() {
        let csv = "id,name,type\na,A,Organization\nb,B,person\nc,C,\n";
        let builder = Dictionary::builder().text(csv, DictionaryFormat::Csv, "d.csv");
        let mut types = TypeNames::of(&builder.unwrap().build().unwrap());
        types.map("PER".to_owned(), "person".to_owned());
        assert_eq!(types.canonical("ORGANIZATION"), "Organization");
        assert_eq!(types.canonical("PER"), "person");
        assert_eq!(types.canonical("LOC"), "LOC");
        assert!(types.is_known("person") && !types.is_known("LOC") && !types.is_known(""));
    }
}
