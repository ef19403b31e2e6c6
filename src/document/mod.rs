//! What we look in. Paths, globs or streams come in; [`Document`]s go out, or [`Batch`]es of [`Record`]s for threads that decode them.

mod batch;
mod calendar;
mod date;
mod documents;
mod escapes;
mod feed;
mod fields;
mod inputs;
mod load;
mod model;
mod place;
mod reader;
mod records;
#[cfg(test)]
mod tests;
mod written_date;

pub use batch::Batch;
pub use calendar::{CalendarPeriod, CalendarUnit};
pub use date::Date;
pub use documents::{Documents, DocumentsBuilder, MAX_DOCUMENT_BYTES};
pub use fields::FieldMap;
pub use model::{Document, Field};
pub use records::{Batches, Record, Records};
