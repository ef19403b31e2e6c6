//! Gold: texts in which the names are marked. Files come in, [`GoldDocument`]s go out, in order; a file for each format.

mod brat;
mod conll;
mod format;
mod model;
mod pubtator;
mod sources;
mod table;

pub use conll::Columns;
pub use format::GoldFormat;
pub(super) use model::CharStarts;
pub use model::{GoldDocument, GoldMention};
pub use sources::{Gold, GoldBuilder};

/// The word for "no entity of the knowledge base", as linking corpora write it.
const NIL: &str = "NIL";
