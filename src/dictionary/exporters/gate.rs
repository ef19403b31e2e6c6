//! GATE gazetteers: an index, and a list for each type. Features stand behind a tab, for `&` is part of names.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};
use std::path::Path;

use super::{Content, DictionaryPart, on_a_line};
use crate::dictionary::ids::slug;
use crate::dictionary::{Dictionary, EntityRef};

/// The file name of the list of entities without a type.
const UNTYPED: &str = "untyped";

/// The entities of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    entity_type: String,
    file: String,
}

pub(super) fn parts(dictionary: &Dictionary, path: &Path) -> Vec<DictionaryPart> {
    let types: BTreeSet<&str> = dictionary.entities().map(EntityRef::entity_type).collect();
    let mut used = HashSet::new();
    let mut lists = Vec::new();
    for entity_type in types {
        let mut stem = String::new();
        slug(entity_type, &mut stem);
        if stem.is_empty() {
            UNTYPED.clone_into(&mut stem);
        }
        let mut file = format!("{stem}.lst");
        let mut number = 2;
        while !used.insert(file.clone()) {
            file = format!("{stem}-{number}.lst");
            number += 1;
        }
        lists.push(List {
            entity_type: entity_type.to_owned(),
            file,
        });
    }
    // The index comes last: once it is there, so is all it names.
    let files = lists.iter().map(|list| {
        let path = path.with_file_name(&list.file);
        DictionaryPart::new(path, Content::GateList(list.clone()))
    });
    let mut parts: Vec<_> = files.collect();
    parts.push(DictionaryPart::new(path, Content::GateIndex(lists)));
    parts
}

pub(super) fn write_index(lists: &[List], output: &mut dyn Write) -> io::Result<()> {
    for list in lists {
        if list.entity_type.is_empty() {
            writeln!(output, "{}", list.file)?;
        } else {
            let major = on_a_line(&list.entity_type).replace(':', " ");
            writeln!(output, "{}:{major}", list.file)?;
        }
    }
    Ok(())
}

impl List {
    pub(super) fn write(&self, dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
        let of_type = |entity: &EntityRef<'_>| entity.entity_type() == self.entity_type;
        for entity in dictionary.entities().filter(of_type) {
            let id = on_a_line(entity.id());
            write!(output, "{}\tid={id}", on_a_line(entity.name()))?;
            for (key, value) in entity.attributes() {
                if is_feature(&key) {
                    write!(output, "\t{key}={}", on_a_line(&value))?;
                }
            }
            writeln!(output)?;
            for form in entity.forms().filter(|form| *form != entity.name()) {
                writeln!(output, "{}\tid={id}", on_a_line(form))?;
            }
        }
        Ok(())
    }
}

/// Whether an attribute can be a feature.
pub(super) fn is_feature(key: &str) -> bool {
    key != "id"
        && key.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
