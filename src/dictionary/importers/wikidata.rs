//! JSON dumps of Wikidata: one array with an entity on each line, read line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use memchr::memmem;
use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::source::{Lines, malformed};
use super::{ImportOptions, ImportRemark, Rank, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, Entity};
use crate::error::Result;

/// The types of the commonest classes, named as our own dictionaries do; a `person` is also found by last name.
const TYPES: &[(&str, &str)] = &[
    ("Q5", "person"),
    ("Q43229", "organization"),
    ("Q4830453", "organization"), // business
    ("Q783794", "organization"),  // company
    ("Q891723", "organization"),  // public company
    ("Q6881511", "organization"), // enterprise
    ("Q3918", "organization"),    // university
    ("Q515", "place"),            // city
    ("Q6256", "place"),           // country
    ("Q3624078", "place"),        // sovereign state
];

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let wanted: Vec<String> = source
        .options
        .classes
        .iter()
        .map(|class| format!("\"{class}\""))
        .collect();
    let mut lines = Lines::new(&mut *source.input, source.path);
    let file = rows.file(&lines.file());
    while let Some((number, line)) = lines.next_filled()? {
        let json = line.trim().trim_end_matches(',');
        if matches!(json, "" | "[" | "]") {
            continue;
        }
        // Most of a dump is not asked for: looking for the class is many times faster than parsing.
        let may_be_wanted = wanted.is_empty()
            || wanted
                .iter()
                .any(|class| memmem::find(json.as_bytes(), class.as_bytes()).is_some());
        if !may_be_wanted {
            rows.note(ImportRemark::OtherClass, (file, number));
            continue;
        }
        let item: Item =
            serde_json::from_str(json).map_err(|error| malformed(source.path, number, error))?;
        match item.entity(source.options) {
            Ok(entity) => rows.push_entity((file, number), Some(entity.id.as_str()), &entity)?,
            Err(remark) => rows.note(remark, (file, number)),
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    labels: Keyed<Text>,
    #[serde(default)]
    aliases: Keyed<Vec<Text>>,
    #[serde(default)]
    descriptions: Keyed<Text>,
    #[serde(default)]
    claims: Claims,
}

#[derive(Deserialize)]
struct Text {
    value: String,
}

/// The only claims that are read. An empty list, which stands where there are none, is read as one too.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Claims {
    #[serde(rename = "P31")]
    classes: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
}

#[derive(Deserialize)]
struct Snak {
    /// Missing where the class is unknown or none.
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: ClassId,
}

#[derive(Deserialize)]
struct ClassId {
    id: Option<String>,
}

/// An object of languages; an empty list stands where it would be empty.
struct Keyed<T>(BTreeMap<String, T>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Keyed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectOrList<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOrList<T> {
            type Value = Keyed<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with languages as keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Keyed<T>, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(Keyed)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Keyed<T>, A::Error> {
                match list.next_element::<IgnoredAny>()? {
                    None => Ok(Keyed::default()),
                    Some(_) => Err(serde::de::Error::invalid_length(1, &self)),
                }
            }
        }
        deserializer.deserialize_any(ObjectOrList(PhantomData))
    }
}

impl Item {
    fn entity(&self, options: &ImportOptions) -> Result<Entity, ImportRemark> {
        if self.kind != "item" && !self.kind.is_empty() {
            return Err(ImportRemark::NoItem);
        }
        let classes = self.classes();
        let is_wanted = |class: &&str| options.classes.iter().any(|wanted| wanted == class);
        if !options.classes.is_empty() && !classes.iter().any(is_wanted) {
            return Err(ImportRemark::OtherClass);
        }
        let ranked = self
            .labels
            .0
            .iter()
            .map(|(tag, label)| (options.rank(tag), tag, label));
        let (_, tag, name) = ranked
            .filter(|(_, _, label)| !label.value.trim().is_empty())
            .min_by_key(|(rank, tag, _)| (*rank, *tag))
            .ok_or(ImportRemark::Nameless)?;
        let mut entity = Entity::new(&self.id, &name.value);
        entity.entity_type = type_of(&classes).into();
        let is_taken = |other: &str| other == tag || options.rank(other) < Rank::Other;
        let mut forms: BTreeSet<&str> = BTreeSet::new();
        for (_, label) in self.labels.0.iter().filter(|(tag, _)| is_taken(tag)) {
            forms.insert(label.value.trim());
        }
        for (_, aliases) in self.aliases.0.iter().filter(|(tag, _)| is_taken(tag)) {
            forms.extend(aliases.iter().map(|alias| alias.value.trim()));
        }
        forms.remove("");
        forms.remove(name.value.as_str());
        entity.aliases = forms.into_iter().map(Alias::new).collect();
        if !classes.is_empty() {
            let classes: Vec<&str> = classes.into_iter().collect();
            entity
                .attributes
                .insert("instance_of".to_owned(), classes.join("|"));
        }
        if let Some(description) = self.descriptions.0.get(tag) {
            let description = description.value.clone();
            entity
                .attributes
                .insert("description".to_owned(), description);
        }
        Ok(entity)
    }

    /// What it is an instance of: the preferred classes where there are such, never deprecated ones.
    fn classes(&self) -> BTreeSet<&str> {
        let of_rank = |rank: &str| -> BTreeSet<&str> {
            let statements = self.claims.classes.iter();
            statements
                .filter(|statement| {
                    statement.rank == rank || (rank == "normal" && statement.rank.is_empty())
                })
                .filter_map(|statement| statement.mainsnak.datavalue.as_ref()?.value.id.as_deref())
                .collect()
        };
        let preferred = of_rank("preferred");
        if preferred.is_empty() {
            of_rank("normal")
        } else {
            preferred
        }
    }
}

/// The type that classes give: a name if one of them has one, else the smallest number.
fn type_of<'c>(classes: &BTreeSet<&'c str>) -> &'c str {
    let named = TYPES.iter().find(|(class, _)| classes.contains(class));
    let number = |class: &&&str| {
        class
            .trim_start_matches('Q')
            .parse::<u64>()
            .unwrap_or(u64::MAX)
    };
    named
        .map(|(_, name)| *name)
        .or_else(|| classes.iter().min_by_key(number).copied())
        .unwrap_or_default()
}
