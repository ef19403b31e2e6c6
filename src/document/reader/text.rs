//! Plain text: a file is a document.

use std::path::Path;

use crate::document::fields::Fields;
use crate::document::written_date;

/// The whole text; the date where the file's name holds one.
pub(super) fn decode<'t>(text: &'t str, path: &Path) -> Fields<'t> {
    let mut fields = Fields::of_text(text);
    fields.date_of_name = written_date::of_path(path);
    fields
}
