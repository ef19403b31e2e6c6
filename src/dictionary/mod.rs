//! What we look for. TOML, JSON Lines, CSV or code come in; an immutable [`Dictionary`] of entities and aliases goes out.

mod builder;
mod entity;
mod format;
mod model;
mod ordinary;
mod row;

pub use builder::DictionaryBuilder;
pub use entity::{Alias, Boundary, Case, Entity, EntityId, EntityIndex, EntityType};
pub use format::DictionaryFormat;
pub use model::Dictionary;
pub use ordinary::is_ordinary_word;
