//! Endings that a sign joins to a name which cannot take them otherwise: foreign names, acronyms.

use crate::text::fold_shape;

/// The endings that a language joins by a sign, in lists separated by spaces.
#[derive(Debug)]
pub(super) struct Joined {
    /// Behind an apostrophe.
    pub(super) apostrophe: &'static str,
    /// Behind a hyphen that follows a capital.
    pub(super) hyphen: &'static str,
    /// Behind a colon.
    pub(super) colon: &'static str,
}

impl Joined {
    /// How many bytes of the text behind a word are a sign and an ending.
    pub(super) fn length(&self, word: &str, after: &str) -> Option<usize> {
        let sign = after.chars().next()?;
        let endings = match fold_shape(sign) {
            '\'' => self.apostrophe,
            '-' if word.ends_with(char::is_uppercase) => self.hyphen,
            ':' => self.colon,
            _ => return None,
        };
        let rest = &after[sign.len_utf8()..];
        let length = rest
            .find(|character: char| !character.is_lowercase())
            .unwrap_or(rest.len());
        let listed = endings.split(' ').any(|ending| ending == &rest[..length]);
        let ends = !rest[length..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
        (length > 0 && listed && ends).then_some(sign.len_utf8() + length)
    }
}
