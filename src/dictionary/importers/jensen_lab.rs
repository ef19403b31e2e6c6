//! Dictionaries of the Jensen Lab's tagger: entities, their names and their groups, in three files that share serial numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::gathered::Gathered;
use super::source::{Lines, Malformed, malformed, whole_number};
use super::{ImportRemark, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, EntityId};
use crate::error::{Error, Place, Result};

/// What types that are numbers stand for. The number comes first, the same for reading and writing.
pub(in crate::dictionary) const TYPES: &[(i64, &str)] = &[
    (-1, "chemical"),
    (-2, "organism"),
    (-3, "organism"),
    (-21, "biological_process"),
    (-22, "cellular_component"),
    (-23, "molecular_function"),
    (-25, "tissue"),
    (-26, "disease"),
    (-27, "environment"),
    (-36, "phenotype"),
];

/// The attribute of a protein that holds its taxon.
pub(in crate::dictionary) const TAXON: &str = "taxon";

/// What the name of the file of entities ends in.
const ENTITIES: &str = "entities.tsv";

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let companions = Companions::of(source.path)
        .ok_or_else(|| malformed(source.path, 0, Malformed::NotEntities))?;
    let mut serials = HashMap::new();
    let mut entities: Vec<Listed> = Vec::new();
    let mut lines = Lines::new(&mut *source.input, source.path);
    let name = lines.file();
    rows.file(&name);
    while let Some((number, line)) = lines.next_filled()? {
        let [serial, entity_type, id] = cells(line, "serial, type and identifier")
            .map_err(|wrong| malformed(source.path, number, wrong))?;
        let numbers =
            whole_number(serial).and_then(|serial| Ok((serial, whole_number(entity_type)?)));
        let (serial, entity_type) =
            numbers.map_err(|wrong| malformed(source.path, number, wrong))?;
        if serials.insert(serial, entities.len()).is_some() {
            return Err(malformed(source.path, number, Malformed::Serial { serial }));
        }
        entities.push(Listed {
            line: number,
            id: Arc::from(id),
            entity_type,
            names: Vec::new(),
            groups: BTreeSet::new(),
        });
    }

    let path = source.path.with_file_name(&companions.names);
    let mut input = (source.beside)(Path::new(&companions.names))?;
    let mut lines = Lines::new(&mut *input, &path);
    let file = rows.file(&lines.file());
    while let Some((number, line)) = lines.next_filled()? {
        let [serial, name] =
            cells(line, "serial and name").map_err(|wrong| malformed(&path, number, wrong))?;
        let serial = whole_number(serial).map_err(|wrong| malformed(&path, number, wrong))?;
        match serials.get(&serial) {
            Some(&entity) if !name.is_empty() => entities[entity].names.push(name.to_owned()),
            Some(_) => {}
            None => rows.note(ImportRemark::UnknownSerial, (file, number)),
        }
    }

    let path = source.path.with_file_name(&companions.groups);
    if let Some(mut input) = found((source.beside)(Path::new(&companions.groups)))? {
        let mut lines = Lines::new(&mut *input, &path);
        let file = rows.file(&lines.file());
        while let Some((number, line)) = lines.next_filled()? {
            let [member, group] = cells(line, "serial and serial of the group")
                .map_err(|wrong| malformed(&path, number, wrong))?;
            let numbers =
                whole_number(member).and_then(|member| Ok((member, whole_number(group)?)));
            let (member, group) = numbers.map_err(|wrong| malformed(&path, number, wrong))?;
            match (serials.get(&member), serials.get(&group)) {
                (Some(&member), Some(&group)) if member != group => {
                    entities[member].groups.insert(group);
                }
                (Some(_), Some(_)) => {}
                _ => rows.note(ImportRemark::UnknownSerial, (file, number)),
            }
        }
    }
    add_to(&entities, &name, rows)
}

/// The files beside that of the entities.
struct Companions {
    names: String,
    groups: String,
}

impl Companions {
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let stem = name
            .strip_suffix(".gz")
            .unwrap_or(name)
            .strip_suffix(ENTITIES)?;
        Some(Self {
            names: format!("{stem}names.tsv"),
            groups: format!("{stem}groups.tsv"),
        })
    }
}

/// What may be missing.
fn found<T>(opened: Result<T>) -> Result<Option<T>> {
    match opened {
        Ok(input) => Ok(Some(input)),
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn cells<'l, const N: usize>(
    line: &'l str,
    expected: &'static str,
) -> Result<[&'l str; N], Malformed> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let found = cells.len();
    // Some files have further columns; none of them is a name.
    cells
        .get(..N)
        .and_then(|cells| cells.try_into().ok())
        .ok_or(Malformed::Columns { expected, found })
}

/// An entity as the files list it.
struct Listed {
    line: u64,
    id: Arc<str>,
    entity_type: i64,
    names: Vec<String>,
    /// The places of the groups it is in, near and far.
    groups: BTreeSet<usize>,
}

fn add_to(entities: &[Listed], file: &Arc<str>, rows: &mut Rows) -> Result<()> {
    let number = rows.file(file);
    let mut gathered = Gathered::default();
    for listed in entities {
        let Some(name) = listed.names.first() else {
            rows.note(ImportRemark::Nameless, (number, listed.line));
            continue;
        };
        let mut attributes = BTreeMap::new();
        let entity_type = type_name(listed.entity_type);
        if listed.entity_type > 0 {
            attributes.insert(TAXON.to_owned(), listed.entity_type.to_string());
        }
        let place = Place::new(file, listed.line);
        let entity = gathered.with_id((&listed.id, name, &entity_type), &place)?;
        for alias in &listed.names[1..] {
            gathered.alias(entity, Alias::new(alias));
        }
        let mut nearest = nearest(listed, entities).into_iter();
        let parent = nearest.next().map(EntityId::new);
        let others: Vec<&str> = nearest.collect();
        if !others.is_empty() {
            attributes.insert("groups".to_owned(), others.join("|"));
        }
        let entity = gathered.entity(entity);
        entity.parent = parent;
        entity.attributes = attributes;
    }
    gathered.add_to(rows)
}

/// The ids of the groups that are groups of no other group of the entity, smallest first. Files list the groups of groups too, so that the
/// tagger need not follow them.
fn nearest<'e>(listed: &Listed, entities: &'e [Listed]) -> BTreeSet<&'e str> {
    let is_far = |group: &usize| {
        let others = listed.groups.iter().filter(|other| *other != group);
        others.clone().any(|&other| {
            let far = &entities[other];
            // Two groups that are in each other are equally near.
            far.groups.contains(group) && !entities[*group].groups.contains(&other)
        })
    };
    let near = listed.groups.iter().filter(|group| !is_far(group));
    let named = near
        .map(|&group| &entities[group])
        .filter(|group| !group.names.is_empty());
    named.map(|group| &*group.id).collect()
}

fn type_name(number: i64) -> String {
    match TYPES.iter().find(|(known, _)| *known == number) {
        Some((_, name)) => (*name).to_owned(),
        None if number > 0 => "protein".to_owned(),
        None => number.to_string(),
    }
}
