//! The form of one entity in dictionary files: the same fields in TOML and in JSON Lines.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rows::Rows;
use super::{Alias, Boundary, Case, Entity, EntityId};
use crate::error::Result;

/// One entity as files write it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) name: String,
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub(super) entity_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) context: Vec<Arc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<AliasRow>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<String, String>,
}

impl EntityRow {
    /// Adds it to the rows.
    pub(super) fn add_to(self, rows: &mut Rows, place: (u32, u64)) -> Result<()> {
        let mut entity = Entity::new("", &self.name).with_type(&self.entity_type);
        entity.parent = self.parent.map(EntityId::new);
        entity.context = self.context;
        entity.aliases = self.aliases.into_iter().map(|row| row.0).collect();
        entity.attributes = self.attributes;
        rows.push_entity(place, self.id.as_deref(), &entity)
    }

    /// The row of an entity, id included.
    pub(super) fn of(entity: &Entity) -> Self {
        Self {
            id: Some(entity.id.as_str().to_owned()),
            name: entity.name.as_ref().to_owned(),
            entity_type: entity.entity_type.as_str().to_owned(),
            parent: entity
                .parent
                .as_ref()
                .map(|parent| parent.as_str().to_owned()),
            context: entity.context.clone(),
            aliases: entity.aliases.iter().cloned().map(AliasRow).collect(),
            attributes: entity.attributes.clone(),
        }
    }
}

/// An alias as files write it: a string, or a table with rules.
#[derive(Clone, Debug)]
pub(super) struct AliasRow(pub(super) Alias);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasTable {
    text: Arc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<Case>,
    #[serde(default, skip_serializing_if = "is_word")]
    boundary: Boundary,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    needs: Vec<Arc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unless: Vec<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prior: Option<u32>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_word(boundary: &Boundary) -> bool {
    *boundary == Boundary::Word
}

impl Serialize for AliasRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Alias {
            text,
            case,
            boundary,
            needs,
            unless,
            prior,
        } = &self.0;
        if *self == Self(Alias::new(text)) {
            return serializer.serialize_str(text);
        }
        AliasTable {
            text: text.clone(),
            case: *case,
            boundary: *boundary,
            needs: needs.clone(),
            unless: unless.clone(),
            prior: *prior,
        }
        .serialize(serializer)
    }
}

impl PartialEq for AliasRow {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<'de> Deserialize<'de> for AliasRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StringOrTable;
        // An untagged enum would do, but says only "did not match any variant" of a misspelt field.
        impl<'de> Visitor<'de> for StringOrTable {
            type Value = AliasRow;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an alias: a string, or a table with `text`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<AliasRow, E> {
                Ok(AliasRow(Alias::new(text)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AliasRow, A::Error> {
                let table = AliasTable::deserialize(MapAccessDeserializer::new(map))?;
                Ok(AliasRow(Alias {
                    text: table.text,
                    case: table.case,
                    boundary: table.boundary,
                    needs: table.needs,
                    unless: table.unless,
                    prior: table.prior,
                }))
            }
        }
        deserializer.deserialize_any(StringOrTable)
    }
}
