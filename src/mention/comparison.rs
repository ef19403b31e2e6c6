//! Compares forms of the dictionary with the text, letter by letter: hashes only say where to look.

use crate::text::{fold_case, fold_shape, folded_shapes, is_boundary};

/// Whether a surface is a form, shapes folded and, unless `exact`, case too.
pub(super) fn same_text(surface: &str, form: &str, exact: bool) -> bool {
    if surface.len() == form.len() && surface.is_ascii() && form.is_ascii() {
        let same = if exact {
            surface == form
        } else {
            surface.eq_ignore_ascii_case(form)
        };
        if same {
            return true;
        }
    }
    let (mut left, mut right) = (folded_shapes(surface), form.chars());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || (!exact && fold_case(a) == fold_case(b)) => {}
            _ => return false,
        }
    }
}

/// Where `lead` begins if the text before a name ends with it, after a word border.
pub(super) fn match_backwards(before: &str, lead: &str) -> Option<usize> {
    let mut rest = before;
    for expected in lead.chars().rev() {
        let character = rest.chars().next_back()?;
        if fold_shape(character) != expected {
            return None;
        }
        rest = &rest[..rest.len() - character.len_utf8()];
        if expected == ' ' {
            rest = rest.trim_end();
        }
    }
    // `.NET` is not in `ASP.NET`: what begins with a symbol begins after a space, a bracket or the like.
    let joined = rest
        .chars()
        .next_back()
        .is_some_and(|character| !is_boundary(Some(character), Some('a')));
    (!joined).then_some(rest.len())
}

/// How long `tail` is if the text behind a name begins with it.
pub(super) fn match_forwards(after: &str, tail: &str) -> Option<usize> {
    let mut rest = after;
    for expected in tail.chars() {
        let character = rest.chars().next()?;
        if fold_shape(character) != expected {
            return None;
        }
        rest = &rest[character.len_utf8()..];
        if expected == ' ' {
            rest = rest.trim_start();
        }
    }
    Some(after.len() - rest.len())
}
