use crate::Result;
use crate::document::fields::Fields;
use std::path::Path;
pub(super) fn decode<'t>(text: &'t str, _: &Path) -> Result<Fields<'t>> {
    Ok(Fields::of_text(text))
}
