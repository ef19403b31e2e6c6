//! One entity out of the rows that have its id.

use std::sync::Arc;

use super::ids::DerivedIds;
use super::rows::Rows;
use super::{Alias, Entity};
use crate::error::{Error, Result};

/// Merges rows of one id, in the order they came.
///
/// # Errors
/// With the place of the second in that order, if two rows of one file name the id, or types differ.
pub(super) fn merge_rows(
    rows: &Rows,
    ids: &DerivedIds,
    same: &[u32],
) -> Result<Entity, Box<Conflict>> {
    let view = |number: u32| rows.row(number as usize);
    let id = ids.of(rows, same[0] as usize);
    let mut known = view(same[0]).to_entity(id);
    for (at, &number) in same.iter().enumerate().skip(1) {
        let row = view(number);
        let twice = row.id().and_then(|_| {
            same[..at]
                .iter()
                .rfind(|&&before| view(before).id().is_some() && view(before).file() == row.file())
        });
        let entity = row.to_entity(id);
        let other_type = !entity.entity_type.as_str().is_empty()
            && !known.entity_type.as_str().is_empty()
            && known.entity_type != entity.entity_type;
        if twice.is_some() || other_type {
            return Err(Box::new(Conflict {
                row: number,
                error: Error::DuplicateEntity {
                    id: id.to_owned(),
                    first: view(*twice.unwrap_or(&same[0])).place(),
                    first_type: known.entity_type.to_string(),
                    second: row.place(),
                    second_type: entity.entity_type.to_string(),
                },
            }));
        }
        merge(&mut known, entity);
    }
    Ok(known)
}

/// Two rows that cannot be one entity.
#[derive(Debug)]
pub(super) struct Conflict {
    /// The later one.
    pub(super) row: u32,
    pub(super) error: Error,
}

/// Adds to `known` what another file says of the same entity. The name that comes first in byte order leads, so that the order of the
/// files does not matter.
fn merge(known: &mut Entity, other: Entity) {
    if known.name != other.name {
        let (lead, alias) = if known.name < other.name {
            (known.name.clone(), other.name)
        } else {
            (other.name, known.name.clone())
        };
        known.name = lead;
        known.aliases.push(Alias::new(alias));
    }
    if known.entity_type.as_str().is_empty() {
        known.entity_type = other.entity_type;
    }
    known.parent = match (known.parent.take(), other.parent) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    // The stricter holds.
    known.variants = match (known.variants, other.variants) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.aliases.extend(other.aliases);
    known.aliases.sort();
    known.aliases.dedup();
    give_rules(&mut known.aliases);
    known.context.extend(other.context);
    known.context.sort();
    known.context.dedup();
    for (key, value) in other.attributes {
        known
            .attributes
            .entry(key)
            .and_modify(|kept| *kept = kept.clone().min(value.clone()))
            .or_insert(value);
    }
}

/// A form that one file lists plainly and another with rules has those rules, so that a file can restrict what another lists.
fn give_rules(sorted: &mut Vec<Alias>) {
    let plain = |alias: &Alias| *alias == Alias::new(&alias.text);
    let ruled: Vec<Arc<str>> = sorted
        .iter()
        .filter(|alias| !plain(alias))
        .map(|alias| Arc::clone(&alias.text))
        .collect();
    sorted.retain(|alias| !plain(alias) || ruled.binary_search(&alias.text).is_err());
}
