//! Which colour a type of entity has.

use std::collections::BTreeMap;

use crate::dictionary::EntityType;
use crate::graph::Node;

use super::caption::named;

/// The colours of a type: a full one for lines and dots, and a light shade of it on which dark letters read well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour {
    pub(crate) line: &'static str,
    pub(crate) fill: &'static str,
}

const fn colour(line: &'static str, fill: &'static str) -> Colour {
    Colour { line, fill }
}

/// Okabe & Ito (2008), *Color Universal Design*; those whose light shades differ most come first.
const COLOURS: [Colour; 7] = [
    colour("#56b4e9", "#c9e7f8"),
    colour("#e69f00", "#f7e0ad"),
    colour("#009e73", "#ade0d2"),
    colour("#cc79a7", "#efd4e3"),
    colour("#d0c000", "#faf6c3"), // their yellow, darkened: as a line on white it would vanish
    colour("#d55e00", "#f2cbad"),
    colour("#0072b2", "#add2e6"),
];
const OTHER: Colour = colour("#999999", "#dedede");

/// Types that many dictionaries have keep one colour in all pictures: those of [`COLOURS`], by place.
const USUAL: [(&str, usize); 12] = [
    ("organization", 0),
    ("organisation", 0),
    ("org", 0),
    ("company", 0),
    ("person", 1),
    ("place", 2),
    ("location", 2),
    ("model", 3),
    ("product", 4),
    ("chip", 5),
    ("media", 6),
    ("index", 6),
];

/// The colours of the types in a picture, safe for colour-blind readers: the usual types have theirs, of the others those with most entities get what is left, the rest
/// share grey.
pub(crate) struct Palette<'g> {
    /// Most entities first, then in the order of their names.
    own: Vec<(&'g EntityType, Colour)>,
    others: Vec<&'g EntityType>,
}

impl<'g> Palette<'g> {
    /// Gives the types of these entities their colours.
    pub(crate) fn new(nodes: impl IntoIterator<Item = &'g Node>) -> Self {
        let mut entities: BTreeMap<&EntityType, usize> = BTreeMap::new();
        for node in nodes {
            *entities.entry(node.entity_type()).or_default() += 1;
        }
        let mut types: Vec<_> = entities.into_iter().collect();
        types.sort_by_key(|&(_, count)| std::cmp::Reverse(count)); // stable, and the map was in the order of the names
        let usual = |entity_type: &EntityType| {
            let name = entity_type.as_str();
            let found = USUAL
                .iter()
                .find(|(usual, _)| usual.eq_ignore_ascii_case(name));
            found.map(|&(_, place)| place)
        };
        let mut free = [true; COLOURS.len()];
        let mut places: Vec<Option<usize>> = Vec::new();
        for (entity_type, _) in &types {
            let place = usual(entity_type).filter(|&place| std::mem::take(&mut free[place]));
            places.push(place);
        }
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for ((entity_type, _), place) in types.into_iter().zip(places) {
            let place = place.or_else(|| {
                let next = free.iter().position(|free| *free)?;
                free[next] = false;
                Some(next)
            });
            match place {
                Some(place) => own.push((entity_type, COLOURS[place])),
                None => others.push(entity_type),
            }
        }
        Self { own, others }
    }

    /// The colours of a type; grey for one that was not there, or came too late.
    pub(crate) fn colour(&self, entity_type: &EntityType) -> Colour {
        let own = self.own.iter().find(|(other, _)| *other == entity_type);
        own.map_or(OTHER, |(_, colour)| *colour)
    }

    /// The colours in use with what they stand for. A picture without types needs no legend.
    pub(crate) fn legend(&self) -> impl Iterator<Item = (&str, Colour)> {
        let others = match self.others[..] {
            [] => None,
            [only] => Some((named(only), OTHER)),
            _ => Some(("(other types)", OTHER)),
        };
        let untyped = self.own.iter().all(|(name, _)| name.as_str().is_empty());
        self.own
            .iter()
            .map(move |(entity_type, colour)| (named(entity_type), *colour))
            .chain(others)
            .filter(move |_| !untyped)
    }
}
