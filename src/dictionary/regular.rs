//! Aliases that are regular expressions.

use regex::{Regex, RegexBuilder};

/// The regular expression of an alias. Unicode is on and the limits of the crate hold: what would become too large is refused, and what
/// is not is searched for in time linear in the text, whoever wrote it.
///
/// # Errors
/// If it is none, or too large.
pub(crate) fn regular_expression(text: &str, ignore_case: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text)
        .case_insensitive(ignore_case)
        .build()
}
