//! Dictionaries for the Jensen Lab's tagger: entities, names and, if there are parents, groups.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use super::{Content, DictionaryPart, on_a_line};
use crate::dictionary::importers::jensen_lab::{TAXON, TYPES};
use crate::dictionary::{Dictionary, EntityRef};

/// Types without a number of the tagger's get one below this.
const OWN_TYPES: i64 = -1000;

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Entities,
    Names,
    Groups,
}

pub(super) fn parts(dictionary: &Dictionary, path: &Path) -> Vec<DictionaryPart> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name
        .strip_suffix("_entities.tsv")
        .or_else(|| name.strip_suffix(".tsv"));
    let stem = stem.unwrap_or(&name);
    let part = |table: Table, end: &str| {
        let path = path.with_file_name(format!("{stem}_{end}.tsv"));
        DictionaryPart::new(path, Content::JensenLab(table))
    };
    let has_groups = dictionary
        .entities()
        .any(|entity| entity.parent().is_some());
    let groups = has_groups.then(|| part(Table::Groups, "groups"));
    [
        part(Table::Entities, "entities"),
        part(Table::Names, "names"),
    ]
    .into_iter()
    .chain(groups)
    .collect()
}

impl Table {
    pub(super) fn write(self, dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
        let own = own_types(dictionary);
        for entity in dictionary.entities() {
            let serial = serial(entity);
            match self {
                Self::Entities => {
                    let number = number_of(entity).unwrap_or_else(|| own[entity.entity_type()]);
                    writeln!(output, "{serial}\t{number}\t{}", on_a_line(entity.id()))?;
                }
                Self::Names => {
                    let others = entity.forms().filter(|form| *form != entity.name());
                    for form in std::iter::once(entity.name()).chain(others) {
                        writeln!(output, "{serial}\t{}", on_a_line(form))?;
                    }
                }
                // The tagger follows no chains: groups of groups are listed too.
                Self::Groups => {
                    for ancestor in dictionary.ancestors(entity.id()) {
                        writeln!(output, "{serial}\t{}", self::serial(ancestor))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn serial(entity: EntityRef<'_>) -> u64 {
    u64::from(entity.index().0) + 1
}

/// The number that the tagger has for an entity's type.
pub(super) fn number_of(entity: EntityRef<'_>) -> Option<i64> {
    let entity_type = entity.entity_type();
    if entity_type == "protein" {
        let taxon: Option<i64> = entity.attributes().get(TAXON)?.parse().ok();
        return taxon.filter(|taxon| *taxon > 0);
    }
    let known = TYPES
        .iter()
        .find(|(_, name)| name.eq_ignore_ascii_case(entity_type));
    known.map(|(number, _)| *number).or_else(|| {
        let number: i64 = entity_type.parse().ok()?;
        let is_taken = TYPES.iter().any(|(known, _)| *known == number);
        (number < 0 && number > OWN_TYPES && !is_taken).then_some(number)
    })
}

/// Whether a type is read back as it is.
pub(super) fn keeps_type(entity: EntityRef<'_>) -> bool {
    let is_other_case = TYPES.iter().any(|(_, name)| {
        name.eq_ignore_ascii_case(entity.entity_type()) && *name != entity.entity_type()
    });
    number_of(entity).is_some() && !is_other_case
}

/// Numbers for all other types, in their order.
fn own_types(dictionary: &Dictionary) -> BTreeMap<&str, i64> {
    let others = dictionary
        .entities()
        .filter(|entity| number_of(*entity).is_none());
    let types: BTreeSet<&str> = others.map(EntityRef::entity_type).collect();
    types
        .into_iter()
        .zip((0..).map(|number: i64| OWN_TYPES - number))
        .collect()
}
