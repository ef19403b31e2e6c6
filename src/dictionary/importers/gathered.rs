//! Entities that files tell of in several places, put together before they become rows.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, Entity};
use crate::error::{Error, Place, Result};

/// Entities by their ids, or, where files give none, by name and type.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    all: Vec<(Entity, Place)>,
    by_id: HashMap<Arc<str>, usize>,
    by_name: HashMap<(Arc<str>, Arc<str>), usize>,
}

impl Gathered {
    /// The number of the entity with an id; made with this name if it is new.
    ///
    /// # Errors
    /// If it is known with another type.
    pub(super) fn with_id(
        &mut self,
        (id, name, entity_type): (&str, &str, &str),
        place: &Place,
    ) -> Result<usize> {
        if let Some(&known) = self.by_id.get(id) {
            let (entity, first) = &self.all[known];
            if entity.entity_type.as_str() == entity_type {
                return Ok(known);
            }
            return Err(Error::DuplicateEntity {
                id: id.to_owned(),
                first: first.clone(),
                first_type: entity.entity_type.to_string(),
                second: place.clone(),
                second_type: entity_type.to_owned(),
            });
        }
        self.by_id.insert(Arc::from(id), self.all.len());
        let entity = Entity::new(id, name).with_type(entity_type);
        self.all.push((entity, place.clone()));
        Ok(self.all.len() - 1)
    }

    /// The number of the entity with a name and a type, of those without id; made if it is new.
    pub(super) fn named(&mut self, name: &str, entity_type: &str, place: &Place) -> usize {
        let next = self.all.len();
        let key = (Arc::from(name), Arc::from(entity_type));
        let number = *self.by_name.entry(key).or_insert(next);
        if number == next {
            let entity = Entity::new("", name).with_type(entity_type);
            self.all.push((entity, place.clone()));
        }
        number
    }

    /// An entity.
    pub(super) fn entity(&mut self, number: usize) -> &mut Entity {
        &mut self.all[number].0
    }

    /// Adds an alias to an entity.
    pub(super) fn alias(&mut self, number: usize, alias: Alias) {
        self.all[number].0.aliases.push(alias);
    }

    /// Adds all entities to the rows. Aliases that stand twice, and plain ones equal to the name, are left out. Names that stand for
    /// several types get ids that tell them apart.
    ///
    /// # Errors
    /// If there is more of anything than rows can hold.
    pub(super) fn add_to(self, rows: &mut Rows) -> Result<()> {
        let mut types_of_names: HashMap<Arc<str>, u32> = HashMap::new();
        for (entity, _) in self
            .all
            .iter()
            .filter(|(entity, _)| entity.id.as_str().is_empty())
        {
            *types_of_names.entry(Arc::clone(&entity.name)).or_default() += 1;
        }
        for (mut entity, place) in self.all {
            let plain_name = Alias::new(&entity.name);
            let mut seen = BTreeSet::new();
            entity
                .aliases
                .retain(|alias| *alias != plain_name && seen.insert(alias.clone()));
            let told_apart = format!("{} ({})", entity.name, entity.entity_type);
            let id = match entity.id.as_str() {
                "" if types_of_names[&entity.name] > 1 => Some(told_apart.as_str()),
                "" => None,
                id => Some(id),
            };
            let file = rows.file(&place.file);
            rows.push_entity((file, place.line), id, &entity)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64) -> Place {
        Place::new(&Arc::from("f"), number)
    }

    #[test]
    fn a_name_of_two_types_is_two_entities() {
        let mut gathered = Gathered::default();
        let first = gathered.named("Mercury", "planet", &line(1));
        assert_ne!(first, gathered.named("Mercury", "metal", &line(2)));
        assert_eq!(first, gathered.named("Mercury", "planet", &line(3)));
        let mut rows = Rows::default();
        gathered.add_to(&mut rows).unwrap();
        let ids: Vec<_> = (0..rows.len()).map(|row| rows.row(row).id()).collect();
        assert_eq!(ids, [Some("Mercury (planet)"), Some("Mercury (metal)")]);
    }

    #[test]
    fn an_id_has_one_type() {
        let mut gathered = Gathered::default();
        gathered.with_id(("x", "X", "a"), &line(1)).unwrap();
        gathered.with_id(("x", "Y", "a"), &line(2)).unwrap();
        let error = gathered.with_id(("x", "X", "b"), &line(3)).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("f:1") && error.contains("f:3"), "{error}");
    }
}
