//! What we look for. TOML, JSON Lines, CSV or code come in; an immutable dictionary of entities and aliases goes out.

mod entity;

pub use entity::{Alias, Boundary, Case, Entity, EntityId, EntityIndex, EntityType};
