//! Names that a word or a letter next to them makes other names, or no names: a family, a title, a currency, a language, a verb.

use crate::dictionary::TypeClass;
use crate::text::Span;

use super::Decider;
use super::cues::{introduces_person, looks_like_name, word_after, word_before};
use crate::mention::candidate::Candidate;
use crate::mention::forms::is_calendar_word;

impl Decider<'_> {
    /// Whether the characters or the word next to a form make another name of it, whatever else it is next to.
    pub(super) fn is_of_other_name(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        if is_in_initials(text, candidate.span) {
            return true;
        }
        // Few names have a word behind them that could be one of those.
        let after = &text.as_bytes()[candidate.span.end()..];
        let after = after.strip_prefix(b".").unwrap_or(after);
        let may_be = matches!(
            after,
            [b' ' | b'-' | b'\n', b'd' | b'f' | b'A'..=b'Z' | 0x80.., ..]
        );
        if !may_be || !self.is_english() {
            return false;
        }
        match self.class(candidate) {
            TypeClass::Person => {
                (is_family(text, candidate.span)
                    && self
                        .dictionary
                        .entity(candidate.entity)
                        .name()
                        .contains(' '))
                    || (is_title_of_other(text, candidate.span)
                        && !self.patterns.get(candidate.pattern).is_name)
            }
            TypeClass::Term => false,
            _ => is_of_currency(text, candidate.span),
        }
    }

    /// Whether a noun is written like a verb, and is one there: `lead` in `lead to`.
    pub(super) fn is_verb(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        if !is_verb(text, candidate.span) || !self.is_english() {
            return false;
        }
        let pattern = self.patterns.get(candidate.pattern);
        !pattern.own_case && pattern.condition.is_none()
    }
}

/// Whether letters with stops stand among more of them, without a space: `U.S` in `U.S.A.`, `S.C.` in `C.S.C.`.
fn is_in_initials(text: &str, span: Span) -> bool {
    let surface = span.of(text).as_bytes();
    // Nearly all names have a letter there.
    if surface.get(1) != Some(&b'.') || !surface[0].is_ascii_uppercase() {
        return false;
    }
    let letters = surface
        .chunks(2)
        .all(|pair| pair[0].is_ascii_uppercase() && pair.get(1).is_none_or(|stop| *stop == b'.'));
    let after = text.as_bytes()[span.end()..].strip_prefix(b".");
    let after = after.unwrap_or(&text.as_bytes()[span.end()..]);
    let is_more = matches!(after, [b'A'..=b'Z', b'.', ..])
        && text.as_bytes()[span.end() - 1..].contains(&b'.');
    let before = &text.as_bytes()[..span.start()];
    let is_behind = matches!(before, [.., b'A'..=b'Z', b'.'])
        && !matches!(before, [.., last, _, _] if last.is_ascii_alphanumeric());
    letters && (is_more || is_behind)
}

/// Whether a person with this name would be another than the text means, or might be.
pub(super) fn is_person_of_other(text: &str, span: Span) -> bool {
    is_family(text, span) || is_title_of_other(text, span)
}

/// Whether a single name is that of a family: `the Nickerson family`.
fn is_family(text: &str, span: Span) -> bool {
    !span.of(text).contains(' ')
        && text[span.end()..].starts_with([' ', '\n'])
        && word_after(text, span.end())
            .is_some_and(|word| ["family", "families", "dynasty"].contains(&word))
}

/// Whether a title stands before the name of the person who has it: `President` in `President Lincoln`. Without the name, it may stand for
/// somebody.
fn is_title_of_other(text: &str, span: Span) -> bool {
    let surface = span.of(text);
    surface.starts_with(|c: char| c.is_ascii_uppercase())
        && !surface.contains(' ')
        && text[span.end()..].starts_with([' ', '\n'])
        && word_after(text, span.end())
            .is_some_and(|word| looks_like_name(word) && !is_calendar_word(word))
        && introduces_person(surface)
}

/// Whether a country only tells which of the currencies of one name is meant: `U.S.` in `the U.S. dollar`.
fn is_of_currency(text: &str, span: Span) -> bool {
    const CURRENCIES: [&str; 6] = ["dollar", "dollars", "dlr", "dlrs", "franc", "francs"];
    let after = &text[span.end()..];
    // Its last stop may be listed or not: `U.S`.
    let after = after.strip_prefix('.').unwrap_or(after);
    after
        .strip_prefix([' ', '-', '\n'])
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next())
        .is_some_and(|word| CURRENCIES.contains(&word))
}

/// Whether the adjective of a nation is its language: `in English`, `professor of English`.
pub(super) fn is_language(text: &str, span: Span) -> bool {
    let surface = span.of(text);
    let is_named_so = ["ish", "ese", "nch", "man", "ian", "tch", "eek"]
        .iter()
        .any(|ending| surface.ends_with(ending));
    is_named_so
        && word_before(text, span.start()).is_some_and(|word| {
            ["in", "into", "of", "speak", "speaks", "speaking", "spoke"].contains(&word)
        })
}

/// Whether a word is the verb that is written like a noun: `graduate` in `to graduate`, `lead` in `leads to`.
fn is_verb(text: &str, span: Span) -> bool {
    const VERBS: [&str; 12] = [
        "coach", "cook", "graduate", "guard", "guide", "host", "judge", "lead", "leads",
        "minister", "pilot", "scout",
    ];
    const AUXILIARIES: [&str; 10] = [
        "can", "could", "may", "might", "must", "should", "to", "will", "would", "cannot",
    ];
    let surface = span.of(text);
    if !surface.starts_with(|c: char| c.is_ascii_lowercase()) || !VERBS.contains(&surface) {
        return false;
    }
    let is_led = word_before(text, span.start()).is_some_and(|word| AUXILIARIES.contains(&word));
    is_led || (surface.starts_with("lead") && word_after(text, span.end()) == Some("to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, name: &str, holds: fn(&str, Span) -> bool) -> bool {
        let start = text.find(name).unwrap();
        holds(text, Span::new(start, start + name.len()))
    }

    #[test]
    fn letters_belong_to_those_next_to_them() {
        assert!(of("the U.S.A. and", "U.S", is_in_initials));
        assert!(of("the U.S.A. and", "U.S.", is_in_initials));
        assert!(of("C.S.C. guards", "S.C.", is_in_initials));
        for text in [
            "the U.S. and",
            "the U.S. A. Roe went to",
            "the U.S.",
            "He left the US.U.S.",
        ] {
            assert!(!of(text, "U.S.", is_in_initials), "{text}");
        }
        assert!(!of("Nvidia.A.", "Nvidia", is_in_initials));
    }

    #[test]
    fn words_next_to_a_name_make_it_another() {
        assert!(of("the Roe family", "Roe", is_family));
        assert!(!of("Ann Roe family", "Ann Roe", is_family));
        assert!(of("President Roe", "President", is_title_of_other));
        assert!(!of("President of Lyle", "President", is_title_of_other));
        assert!(of("a U.S.-dlr loan", "U.S.", is_of_currency));
        assert!(of("the U.S. dollar", "U.S", is_of_currency));
        assert!(!of(
            "the U.S. dollars-and-cents-less",
            "the",
            is_of_currency
        ));
        assert!(of("teacher of English", "English", is_language));
        assert!(!of("the English won", "English", is_language));
        assert!(
            of("they lead to it", "lead", is_verb) && of("went to graduate", "graduate", is_verb)
        );
        assert!(!of("a graduate of it", "graduate", is_verb));
    }
}
