//! Short forms that a document defines beside a long one: `atrial fibrillation (AF)`, `AF (atrial fibrillation)`.
//!
//! Which letters of the long form the short one takes follows Schwartz and Hearst (2003), *A simple algorithm for identifying abbreviation
//! definitions in biomedical text*, but for one thing: the long form is known, as a name that was found, so the short form must begin where
//! it begins.

use crate::mention::variants::is_latin;
use crate::text::{Span, is_boundary};

/// A short form and the place it is bound from on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Definition<'t> {
    pub(super) short: &'t str,
    /// Where the short form stands in the definition.
    pub(super) at: usize,
}

/// The most bytes of a short form, and of a long one.
const LONGEST: usize = 40;
const LONGEST_LONG: usize = 256;

/// The short form that stands in brackets behind a long one, or before a long one in brackets.
pub(super) fn beside(text: &str, long: Span) -> Option<Definition<'_>> {
    let definition = behind(text, long).or_else(|| before(text, long))?;
    fits(definition.short, long.of(text)).then_some(definition)
}

/// The short form that a bracket defines, wherever its long form begins, and the words before the bracket that may be it.
pub(super) fn in_bracket(text: &str, bracket: usize) -> Option<(Definition<'_>, &str)> {
    let definition = after_bracket(text, bracket)?;
    let length = definition.short.chars().count();
    let before = text[..bracket].trim_end();
    let words = before.rsplit(char::is_whitespace).take(length + 5);
    let long = words
        .map(|word| &before[word.as_ptr() as usize - text.as_ptr() as usize..])
        .take_while(|long| long.len() <= LONGEST_LONG)
        .find(|long| fits(definition.short, long))?;
    Some((definition, long))
}

fn behind(text: &str, long: Span) -> Option<Definition<'_>> {
    let rest = &text[long.end()..];
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    (gap <= 2 && rest[gap..].starts_with('('))
        .then(|| after_bracket(text, long.end() + gap))
        .flatten()
}

/// What an opening bracket is followed by, up to its end or the first comma.
fn after_bracket(text: &str, bracket: usize) -> Option<Definition<'_>> {
    let inside = beginning(&text[bracket + 1..]);
    let end = inside.find([')', ',', ';', ':', '(', '\n'])?;
    let short = inside[..end].trim();
    let at = short.as_ptr() as usize - text.as_ptr() as usize;
    is_short(short).then_some(Definition { short, at })
}

/// As much of what follows a bracket as is looked at: texts may never close it.
fn beginning(inside: &str) -> &str {
    let end = inside.char_indices().nth(LONGEST).map(|(end, _)| end);
    &inside[..end.unwrap_or(inside.len())]
}

/// `AF (atrial fibrillation)`.
fn before(text: &str, long: Span) -> Option<Definition<'_>> {
    let lead = text[..long.start()]
        .strip_suffix('(')?
        .trim_end_matches(' ');
    text[long.end()..]
        .starts_with([')', ',', ';'])
        .then_some(())?;
    let start = lead
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, character)| !character.is_whitespace() && *character != '(')
        .last()?
        .0;
    let short = &lead[start..];
    (is_short(short) && short.chars().filter(|c| c.is_uppercase()).count() > 1)
        .then_some(Definition { short, at: start })
}

/// The short form of a name together with its cause: `heparin-induced thrombocytopenia (HIT)`. What brings a thing about does not make it
/// another.
pub(super) fn of_induced(text: &str, name: Span) -> Option<Definition<'_>> {
    let before = text[..name.start()].strip_suffix(' ')?;
    before.ends_with("-induced").then_some(())?;
    let cause = before.char_indices().rev().take(LONGEST_LONG);
    let start = cause
        .take_while(|(_, character)| !character.is_whitespace())
        .last()?
        .0;
    let long = Span::new(start, name.end());
    let definition = behind(text, long)?;
    fits(definition.short, long.of(text)).then_some(definition)
}

/// The name in Latin that stands in brackets behind another name of the same species: `Norway spruce (Picea abies)`.
pub(super) fn latin_beside(text: &str, name: Span) -> Option<Definition<'_>> {
    let inside = beginning(text[name.end()..].strip_prefix(" (")?);
    let short = &inside[..inside.find(')')?];
    let (genus, species) = short.split_once(' ')?;
    let small = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let fits = genus.len() > 3
        && genus.starts_with(|c: char| c.is_ascii_uppercase())
        && small(&genus[1..])
        && small(species)
        && is_latin(species);
    fits.then_some(Definition {
        short,
        at: name.end() + 2,
    })
}

/// Whether something may be a short form: at most two words, two to ten characters, with a letter, beginning with a letter or digit.
fn is_short(short: &str) -> bool {
    short.len() <= LONGEST
        && (2..=10).contains(&short.chars().count())
        && short.split_whitespace().count() <= 2
        && short.starts_with(char::is_alphanumeric)
        && short.ends_with(|c: char| c.is_alphanumeric() || c == '+' || c == '.')
        && short.contains(char::is_alphabetic)
        && short.contains(char::is_uppercase)
}

/// Whether a long form has the letters and digits of a short one in their order, the first of them first.
fn fits(short: &str, long: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (short, long) = (letters(short), letters(long));
    let mut rest = long.iter();
    short.len() < long.len()
        && short.first() == long.first()
        && short
            .iter()
            .all(|wanted| rest.any(|letter| letter == wanted))
}

/// Whether a short form stands as a word.
pub(super) fn is_word(text: &str, span: Span) -> bool {
    let is_border =
        |at: usize| is_boundary(text[..at].chars().next_back(), text[at..].chars().next());
    is_border(span.start()) && is_border(span.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short_of<'t>(text: &'t str, long: &str) -> Option<&'t str> {
        let start = text.find(long).unwrap();
        beside(text, Span::new(start, start + long.len())).map(|definition| definition.short)
    }

    #[test]
    fn short_forms_stand_in_brackets() {
        assert_eq!(
            short_of("the European Union (EU) said", "European Union"),
            Some("EU")
        );
        assert_eq!(short_of("dopamine (DA, 5 mg)", "dopamine"), Some("DA"));
        assert_eq!(
            short_of("HBM (high bandwidth memory)", "high bandwidth memory"),
            Some("HBM")
        );
        assert_eq!(short_of("Nvidia (NVDA)", "Nvidia"), Some("NVDA"));
        for (text, long) in [
            ("Nvidia (see below)", "Nvidia"),
            ("Nvidia (2025)", "Nvidia"),
            ("Nvidia (AMD)", "Nvidia"),
            ("Nvidia (N)", "Nvidia"),
            ("chronic liver failure (CLF)", "liver failure"),
            ("Nvidia rose (NV)", "Nvidia"),
        ] {
            assert_eq!(short_of(text, long), None, "{text}");
        }
    }

    #[test]
    fn a_cause_belongs_to_the_long_form() {
        let short = |text: &'static str| {
            let start = text.find("anemia").unwrap();
            of_induced(text, Span::new(start, start + "anemia".len())).map(|found| found.short)
        };
        assert_eq!(short("after drug-induced anemia (DIA) he"), Some("DIA"));
        assert_eq!(short("after drug-induced anemia he"), None);
        assert_eq!(short("after severe anemia (SA) he"), None);
    }

    #[test]
    fn brackets_define_what_no_dictionary_holds() {
        let text = "the contrast medium (CM) was given";
        let (definition, long) = in_bracket(text, text.find('(').unwrap()).unwrap();
        assert_eq!((definition.short, long), ("CM", "contrast medium"));
        let text = "the market (CM) fell";
        assert!(in_bracket(text, text.find('(').unwrap()).is_none());
    }
}
