//! Parents: found by their ids, and held to end.

use super::writer::Writer;
use crate::error::{Error, Place, Result};

/// Finds the parent of each entity that names one and notes it.
///
/// # Errors
/// If a parent does not exist, or an entity is its own ancestor.
pub(super) fn resolve(writer: &mut Writer, place: impl Fn(u32) -> Place) -> Result<()> {
    if writer.parents.is_empty() {
        return Ok(());
    }
    let named = std::mem::take(&mut writer.parents);
    for (entity, parent) in named.iter() {
        let Some(number) = writer.find(parent) else {
            return Err(Error::UnknownParent {
                id: writer.id(entity).to_owned(),
                parent: parent.to_owned(),
                place: place(entity),
            });
        };
        writer.set_parent(entity, number);
    }
    // Each walk up ends at an entity that an earlier walk has passed, or at one without a parent, or where it came by itself.
    let mut passed_by = vec![u32::MAX; writer.entity_count()];
    for (start, _) in named.iter() {
        let mut at = start;
        while passed_by[at as usize] == u32::MAX {
            passed_by[at as usize] = start;
            let Some(parent) = writer.parent(at) else {
                break;
            };
            if passed_by[parent as usize] == start {
                return Err(Error::ParentCycle {
                    id: writer.id(parent).to_owned(),
                    place: place(start),
                });
            }
            at = parent;
        }
    }
    Ok(())
}

/// Entities with the ids of the parents they name, not yet found.
#[derive(Debug, Default)]
pub(super) struct NamedParents {
    text: String,
    /// The entity, and where the id ends in `text`.
    named: Vec<(u32, usize)>,
}

impl NamedParents {
    pub(super) fn push(&mut self, entity: u32, parent: &str) {
        self.text.push_str(parent);
        self.named.push((entity, self.text.len()));
    }

    fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut start = 0;
        self.named.iter().map(move |&(entity, end)| {
            let parent = &self.text[start..end];
            start = end;
            (entity, parent)
        })
    }
}
