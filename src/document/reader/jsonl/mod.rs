//! One JSON object on a line. Most lines are of the simplest kind, and a quick reader knows that kind alone; what it does not know goes to a
//! thorough one, which also knows what is wrong.

mod quick;
mod thorough;

use crate::document::fields::Fields;
use crate::document::place::Place;
use crate::error::Result;

/// Reads one record and hands its fields to `write`, which may find that an escape in them is wrong, and then is called again.
///
/// # Errors
/// [`BadJson`](crate::Error::BadJson); [`BadField`](crate::Error::BadField) where the text is not a string, or the id neither string nor number.
pub(super) fn decode<'t>(
    text: &'t str,
    place: &Place,
    line: u64,
    mut write: impl FnMut(Fields<'t>) -> Option<()>,
) -> Result<()> {
    // Files with marks that were put together keep one at each seam.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = &place.options;
    if options.are_names_plain
        && let Some(fields) = quick::decode(text, &options.names)
        && write(fields).is_some()
    {
        return Ok(());
    }
    // It undoes the escapes itself, so that writing does not fail.
    write(thorough::decode(text, &options.names, &place.path, line)?);
    Ok(())
}
