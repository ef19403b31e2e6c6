//! The classes of types, told by their names once.

use std::cell::RefCell;

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};

/// Classes by the number that a dictionary has for a type. Few dictionaries have many types; of those that have, the rest is told anew.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// The number of the matcher whose dictionary the types are of.
    matcher: Option<u64>,
    known: RefCell<Vec<(u32, TypeClass)>>,
}

impl Classes {
    /// How many are remembered.
    const MOST: usize = 32;

    /// Forgets what is of another matcher's dictionary.
    pub(super) fn serve(&mut self, matcher: u64) {
        if self.matcher != Some(matcher) {
            self.matcher = Some(matcher);
            self.known.get_mut().clear();
        }
    }

    /// The class of an entity.
    pub(super) fn of(&self, dictionary: &Dictionary, entity: EntityIndex) -> TypeClass {
        let entity = dictionary.entity(entity);
        let number = entity.type_number();
        let known = |classes: &Vec<(u32, TypeClass)>| {
            classes
                .iter()
                .find(|(known, _)| *known == number)
                .map(|(_, class)| *class)
        };
        if let Some(class) = known(&self.known.borrow()) {
            return class;
        }
        let class = TypeClass::of(entity.entity_type());
        let mut classes = self.known.borrow_mut();
        if classes.len() < Self::MOST {
            classes.push((number, class));
        }
        class
    }
}
