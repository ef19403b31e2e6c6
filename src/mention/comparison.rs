//! Compares forms of the dictionary with the text, letter by letter: hashes only say where to look.

use crate::text::{
    CharClass, Folding, char_class, fold_shape, folded_shapes, is_boundary, is_mark,
};

/// Whether a surface is a form, shapes folded, and what `folding` says.
pub(super) fn same_text(surface: &str, form: &str, folding: Folding) -> bool {
    if !folding.turkic && surface.is_ascii() && form.is_ascii() {
        return same_ascii(surface.as_bytes(), form.as_bytes(), folding.case);
    }
    let letters = |character| folding.of(character);
    folded_shapes(surface)
        .flat_map(letters)
        .eq(form.chars().flat_map(letters))
}

/// The same of a surface and a form that are both ASCII: there only white space has several shapes, and one apostrophe.
fn same_ascii(surface: &[u8], form: &[u8], fold_case: bool) -> bool {
    let same = |(&written, &listed): (&u8, &u8)| {
        let written = match written {
            b'`' => b'\'',
            space if space.is_ascii_whitespace() || space == 0xB => b' ',
            other => other,
        };
        written == listed || (fold_case && written.eq_ignore_ascii_case(&listed))
    };
    if surface.len() == form.len() {
        return surface == form || surface.iter().zip(form).all(same);
    }
    // White space runs together.
    if surface.len() < form.len() {
        return false;
    }
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == 0xB;
    let mut left = (0..surface.len())
        .filter(|&at| at == 0 || !is_space(surface[at]) || !is_space(surface[at - 1]))
        .map(|at| &surface[at]);
    let mut right = form.iter();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(written), Some(listed)) if same((written, listed)) => {}
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

/// Whether a name can end at a place: neither does an accent follow, nor a sign that makes another name of it. `C` does not end in `C++` or
/// `C#`, but in `C+D`, and `H100` in `100 H100+`.
#[inline]
pub(super) fn may_end(text: &str, end: usize) -> bool {
    let Some(next) = text[end..].chars().next() else {
        return true;
    };
    if next.is_ascii() && !is_name_sign(next) {
        return true;
    }
    !is_mark(next) && !goes_on_with_signs(text, end)
}

fn is_name_sign(character: char) -> bool {
    matches!(fold_shape(character), '+' | '#')
}

fn goes_on_with_signs(text: &str, end: usize) -> bool {
    let takes_signs = |last: char| {
        is_name_sign(last) || (last.is_alphabetic() && char_class(last) == CharClass::Spaced)
    };
    let rest = text[end..].trim_start_matches(is_name_sign);
    rest.len() < text.len() - end
        && text[..end].chars().next_back().is_some_and(takes_signs)
        && !rest.starts_with(|next| char_class(next) != CharClass::Other)
}

/// Whether a name can begin at a place: not at an accent.
pub(super) fn may_begin(text: &str, start: usize) -> bool {
    start == 0 || !text[start..].starts_with(is_mark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_end_before_neither_accents_nor_signs_of_their_own() {
        for (text, end, wanted) in [
            ("C++ and", 1, false),
            ("C# and", 1, false),
            ("C#", 1, false),
            ("C＋＋", 1, false),
            ("C++ and", 3, true),
            ("C+++", 3, false),
            ("Canal+, Canal", 5, false),
            ("Intel+AMD", 5, true),
            ("H100+", 4, true),
            ("Acme#2", 4, true),
            ("Acme!", 4, true),
            (")\\u{301}", 1, true),
            (")\u{301}", 1, false),
        ] {
            assert_eq!(may_end(text, end), wanted, "{text} {end}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ascii_is_compared_as_all_other_text_is(
            surface in "[aAb`' \t\n\u{B}-]{0,6}",
            form in "([aAb'-]| ?[ab])*",
        ) {
            for folding in [Folding::EXACT, Folding::CASE] {
                let letters = |character| folding.of(character);
                let slow = folded_shapes(&surface)
                    .flat_map(letters)
                    .eq(form.chars().flat_map(letters));
                prop_assert_eq!(same_text(&surface, &form, folding), slow, "{:?} {:?}", surface, form);
            }
        }
    }
}
