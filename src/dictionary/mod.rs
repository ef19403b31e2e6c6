//! What we look for. TOML, JSON Lines, CSV or code come in; an immutable [`Dictionary`] of entities and aliases goes out.

mod builder;
mod details;
mod detection;
mod entity;
mod exporters;
mod format;
mod ids;
mod image;
mod importers;
mod lint;
mod merge;
mod model;
mod ordinary;
mod own_formats;
mod parents;
mod row;
mod rows;
mod stats;
mod table;
mod tables;
mod type_class;
mod view;
mod writer;

pub use builder::DictionaryBuilder;
pub(crate) use details::{AliasRules, Details};
pub use entity::{Alias, Boundary, Case, Entity, EntityId, EntityIndex, EntityType};
pub(crate) use exporters::toml_key;
pub use exporters::{DictionaryPart, Loss};
pub use format::DictionaryFormat;
pub use image::COMPILED_VERSION;
pub(crate) use image::{Section, Tag, push_u32};
pub use importers::{ImportNote, ImportOptions, ImportRemark};
pub(crate) use lint::is_legal_form;
pub use lint::{Diagnostic, DiagnosticText, Finding, Lint, ListedName, OtherName, Severity};
pub use model::Dictionary;
pub use ordinary::is_ordinary_word;
pub(crate) use ordinary::ordinary_words;
pub use stats::{
    DictionaryStats, EntityNames, ParentStats, RuleStats, SharedForm, Spread, TypeStats,
};
pub use type_class::TypeClass;
pub use view::{Entities, EntityRef};
