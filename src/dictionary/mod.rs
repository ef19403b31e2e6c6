//! What we look for. TOML, JSON Lines, CSV or code come in; an immutable [`Dictionary`] of entities and aliases goes out.

mod builder;
mod details;
mod entity;
mod format;
mod ids;
mod image;
mod lint;
mod merge;
mod model;
mod ordinary;
mod parents;
mod row;
mod rows;
mod table;
mod tables;
mod type_class;
mod view;
mod writer;

pub use builder::DictionaryBuilder;
pub(crate) use details::AliasRules;
pub use entity::{Alias, Boundary, Case, Entity, EntityId, EntityIndex, EntityType};
pub use format::DictionaryFormat;
pub use image::COMPILED_VERSION;
pub(crate) use image::{Section, Tag, push_u32};
pub(crate) use lint::is_legal_form;
pub use lint::{Diagnostic, DiagnosticText, Finding, Lint, ListedName, OtherName, Severity};
pub use model::Dictionary;
pub use ordinary::is_ordinary_word;
pub(crate) use ordinary::ordinary_words;
pub use type_class::TypeClass;
pub use view::{Entities, EntityRef};
