//! What kind of thing the types of a dictionary mean, told by their names: dictionaries say `PER`, `Peop`, `person` or `人名`.

const PERSONS: &[&str] = &[
    "person",
    "people",
    "peop",
    "per",
    "pers",
    "human",
    "politician",
    "author",
    "persona",
    "personne",
    "人名",
    "人物",
    "人",
];
const PLACES: &[&str] = &[
    "place",
    "location",
    "loc",
    "gpe",
    "city",
    "country",
    "state",
    "region",
    "town",
    "geo",
    "geography",
    "lieu",
    "lugar",
    "ort",
    "地名",
    "地点",
    "地方",
];
const ORGANIZATIONS: &[&str] = &[
    "organization",
    "organisation",
    "org",
    "company",
    "corp",
    "corporation",
    "firm",
    "institution",
    "agency",
    "party",
    "team",
    "exchange",
    "organizacion",
    "機構",
    "机构",
    "机构名",
    "组织",
    "組織名",
    "法人名",
    "政治的組織名",
    "その他の組織名",
    "团体名",
];
const TERMS: &[&str] = &[
    "term",
    "topic",
    "concept",
    "subject",
    "disease",
    "disorder",
    "symptom",
    "condition",
    "phenotype",
    "chemical",
    "drug",
    "substance",
    "species",
    "genus",
    "strain",
    "organism",
    "taxon",
    "taxonomy",
    "anatomy",
    "tissue",
    "process",
    "commodity",
];

/// A kind of entity that text treats in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TypeClass {
    /// A human being: has a last name, says things.
    Person,
    /// A country, a city, a mountain: things happen in it.
    Place,
    /// A firm, a party, a team, an office: has shares, members, spokesmen.
    Organization,
    /// What a field of knowledge has words for: diseases, chemicals, species. Whether it is written with a capital tells nothing.
    Term,
    /// Anything else: products, works, events, and what no type is given for.
    Other,
}

impl TypeClass {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Place,
        Self::Organization,
        Self::Term,
        Self::Other,
    ];

    /// The class of a type, by its name in any case; kinds of terms by a part of it (`SpecificDisease`).
    ///
    /// # Example
    /// ```
    /// use comention::dictionary::TypeClass;
    ///
    /// assert_eq!(TypeClass::of("PER"), TypeClass::Person);
    /// assert_eq!(TypeClass::of("company"), TypeClass::Organization);
    /// assert_eq!(TypeClass::of("disease"), TypeClass::Term);
    /// assert_eq!(TypeClass::of("chip"), TypeClass::Other);
    /// ```
    pub fn of(entity_type: &str) -> Self {
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|name| entity_type.eq_ignore_ascii_case(name))
        };
        let holds = |parts: &[&str]| {
            let entity_type = entity_type.to_ascii_lowercase();
            parts.iter().any(|part| entity_type.contains(part))
        };
        if is(PERSONS) {
            Self::Person
        } else if is(PLACES) {
            Self::Place
        } else if is(ORGANIZATIONS) {
            Self::Organization
        } else if is(TERMS) || holds(&["disease", "disorder", "chemical", "drug", "species"]) {
            Self::Term
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_many_names() {
        let classes = ["Peop", "GPE", "Org", "法人名", "Chemical", ""].map(TypeClass::of);
        let expected = [
            TypeClass::Person,
            TypeClass::Place,
            TypeClass::Organization,
            TypeClass::Organization,
            TypeClass::Term,
            TypeClass::Other,
        ];
        assert_eq!(classes, expected);
    }
}
