//! The ids of rows: their own, or derived from their names.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::rows::{Rows, narrow};
use crate::error::Result;

/// The ids that rows without one are given.
#[derive(Debug, Default)]
pub(super) struct DerivedIds {
    text: String,
    /// Where the id of each row ends; empty when every row has its own.
    ends: Vec<u32>,
}

impl DerivedIds {
    /// Gives each row its id: its own, else the slug of its name; names that differ but have the same slug keep the exact name as id,
    /// whatever their order.
    pub(super) fn derive(rows: &Rows) -> Result<Self> {
        let mut slugs: Vec<Slug> = Vec::new();
        let mut buffer = String::new();
        for number in 0..rows.len() {
            let row = rows.row(number);
            if row.id().is_none() {
                slug(row.name(), &mut buffer);
                slugs.push(Slug {
                    hash: xxh3_128(buffer.as_bytes()),
                    name: xxh3_64(row.name().as_bytes()),
                });
            }
        }
        let mut ids = Self::default();
        if slugs.is_empty() {
            return Ok(ids);
        }
        slugs.sort_unstable();
        ids.ends.reserve_exact(rows.len());
        for number in 0..rows.len() {
            let row = rows.row(number);
            if row.id().is_none() {
                slug(row.name(), &mut buffer);
                if buffer.is_empty() || names_differ(&slugs, xxh3_128(buffer.as_bytes())) {
                    ids.text.push_str(row.name().trim());
                } else {
                    ids.text.push_str(&buffer);
                }
            }
            ids.ends.push(narrow("bytes of ids", ids.text.len())?);
        }
        Ok(ids)
    }

    /// The id of a row.
    pub(super) fn of<'a>(&'a self, rows: &'a Rows, row: usize) -> &'a str {
        rows.row(row).id().unwrap_or_else(|| {
            let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.text[start as usize..self.ends[row] as usize]
        })
    }
}

/// A slug and the name that gave it, as hashes: strings of ten million names would not fit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Slug {
    hash: u128,
    name: u64,
}

/// Whether different names have this slug.
fn names_differ(sorted: &[Slug], hash: u128) -> bool {
    let same = &sorted[sorted.partition_point(|slug| slug.hash < hash)..];
    same.iter()
        .take_while(|slug| slug.hash == hash)
        .any(|slug| slug.name != same[0].name)
}

/// The id that a name gives: lower case, with every run of other characters than letters and digits as one hyphen.
pub(super) fn slug(name: &str, slug: &mut String) {
    slug.clear();
    for character in name.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
}
