//! Names in longer names that the dictionary does not hold: `Canada` in `Canada Bolt Works Inc.`, `Maine` in `Maine Orchestra Foundation`.
//!
//! What is no firm does not become one by the words behind it. A firm may: `Ford Motor Co.` is Ford, and only a name before it, as in
//! `Arden Ford Corp.`, makes it another. Offices and courts are left to their country: `U.S. Commerce Department`.

use crate::dictionary::{TypeClass, is_ordinary_word};
use crate::text::Span;

use super::Decider;
use super::cues::{self, SURE, looks_like_name, word_before};
use super::extension::is_company_suffix;
use super::verdict::{NEAR, names_around};
use crate::mention::Rule;
use crate::mention::candidate::Candidate;
use crate::mention::forms::{is_calendar_word, is_nationality};
use crate::mention::pattern::Variant;

/// The most words behind a name that are looked at for the end of a firm's.
const WORDS: usize = 6;

/// What the names of bodies end in that are not their country's or their town's own.
const BODIES: [&str; 24] = [
    "Academy",
    "Association",
    "Ballet",
    "Choir",
    "Chronicle",
    "Club",
    "College",
    "Federation",
    "Foundation",
    "Gazette",
    "Herald",
    "Hospital",
    "Institute",
    "Institution",
    "Journal",
    "Museum",
    "Opera",
    "Orchestra",
    "Post",
    "Society",
    "Symphony",
    "Times",
    "Tribune",
    "University",
];

/// The words behind a name, up to the one that ends the name of a firm or a body.
struct Run<'t> {
    last: &'t str,
    /// Whether there are any before it, be it `and`.
    has_words: bool,
    /// Those.
    between: &'t str,
}

impl Run<'_> {
    /// Whether one of the words is none of the language, and no `and` is between: firms are called by what they do, or by names.
    fn has_name(&self) -> bool {
        let mut words = self.between.split_whitespace();
        !words.clone().any(|word| ["and", "&"].contains(&word))
            && words.any(|word| !is_ordinary_word(&word.to_lowercase()))
    }
}

impl Decider<'_> {
    /// Whether a candidate is part of the name of a firm or another body that the dictionary does not hold.
    pub(super) fn is_in_longer_name(
        &self,
        candidates: &[Candidate],
        candidate: &Candidate,
    ) -> bool {
        let text = self.content(candidate.field);
        if candidate.rule == Rule::CompanySuffix {
            return candidate.variant.is_listed() && self.is_led(candidates, candidate);
        }
        if candidate.span.len() <= 4 && is_company_suffix(candidate.span.of(text)) {
            // `Arden Inc` is not the magazine; `Reno NV` is no firm.
            return self.class(candidate) != TypeClass::Place
                && word_before(text, candidate.span.start()).is_some_and(looks_like_name)
                && !is_in_longer(candidates, candidate);
        }
        // Few names have that behind them: with the others, nothing is done.
        let after = &text[candidate.span.end()..];
        let goes_on = matches!(
            after.as_bytes(),
            [b' ' | b'\n', b'A'..=b'Z' | b'a' | b'&', ..]
        );
        if !goes_on || !candidate.variant.is_listed() {
            return false;
        }
        let Some(run) = self.run(candidates, candidate) else {
            return false;
        };
        let class = self.class(candidate);
        let joins = match class {
            TypeClass::Organization => {
                is_company_suffix(run.last)
                    && (run.has_name() || !run.has_words && self.is_led(candidates, candidate))
            }
            // Right before `Inc.` it is where the firm is, or an arm of it: `Arden Canada Ltd.`
            TypeClass::Place => {
                let is_body = !run.has_words && !is_company_suffix(run.last);
                is_body
                    || (run.has_words && cues::points(text, candidate.span)[class as usize] < SURE)
            }
            TypeClass::Person => cues::points(text, candidate.span)[class as usize] < SURE,
            TypeClass::Other if !self.is_untyped(candidate) => {
                run.has_words || self.is_led(candidates, candidate)
            }
            TypeClass::Other | TypeClass::Term => false,
        };
        joins && !is_in_longer(candidates, candidate)
    }

    /// Whether a noun that is listed small is part of a name, where it has a capital: `County` in `Lyle County`, `Ministry` in `Ministry of
    /// Arts`. `President Lyle` is one.
    pub(super) fn is_noun_in_name(&self, candidates: &[Candidate], candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        let surface = candidate.span.of(text);
        let listed = self.patterns.text_of(&self.patterns.get(candidate.pattern));
        if !surface.starts_with(|c: char| c.is_ascii_uppercase())
            || !listed.starts_with(|c: char| c.is_ascii_lowercase())
            || surface.contains(' ')
            || !looks_like_name(surface)
            || !self.is_english()
            || self.class(candidate) == TypeClass::Term
            || cues::introduces_person(surface)
        {
            return false;
        }
        let is_before = word_before(text, candidate.span.start()).is_some_and(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            looks_like_name(word)
                && text[start + word.len()..candidate.span.start()]
                    .trim()
                    .is_empty()
                && !is_nationality(word)
                && !(is_ordinary_word(&word.to_lowercase()) && cues::begins_sentence(text, start))
        });
        (is_before || cues::goes_on_with_of(text, candidate.span.end()))
            && !is_in_longer(candidates, candidate)
    }

    /// The words behind a candidate, if they end the name of a firm or a body. Another name that was found is where one begins.
    fn run<'t>(&'t self, candidates: &[Candidate], candidate: &Candidate) -> Option<Run<'t>> {
        let text = self.content(candidate.field);
        let mut at = candidate.span.end();
        let mut has_words = false;
        let begin = at;
        for _ in 0..WORDS {
            let rest = text[at..].strip_prefix([' ', '\n'])?;
            at += 1;
            let is_part =
                |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '&' | '\'' | '’');
            let word = rest.split(|c| !is_part(c)).next()?;
            let last = word.strip_suffix('.').unwrap_or(word);
            if is_company_suffix(last) || BODIES.contains(&last) {
                return Some(Run {
                    last,
                    has_words,
                    between: &text[begin..at],
                });
            }
            if !["and", "&"].contains(&word) {
                let span = Span::new(at, at + word.len());
                let mut names = names_around(candidates, candidate.field, span);
                let begins = |name: &Candidate| name.variant != Variant::NameWord;
                if !looks_like_name(word) || word.ends_with('.') || names.any(begins) {
                    return None;
                }
            }
            has_words = true;
            at += word.len();
        }
        None
    }

    /// Whether the word before a candidate begins its name.
    fn is_led(&self, candidates: &[Candidate], candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        let Some(word) = word_before(text, candidate.span.start()) else {
            return false;
        };
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(start, start + word.len());
        // What has a capital in headlines, or always, begins no name by that.
        looks_like_name(word)
            && text[span.end()..candidate.span.start()].trim().is_empty()
            && !is_ordinary_word(&word.to_lowercase())
            && !is_calendar_word(word)
            && !is_nationality(word)
            && names_around(candidates, candidate.field, span)
                .next()
                .is_none()
    }
}

/// Whether a candidate lies inside a longer one, more than itself with `Inc.`: then it is nested there.
pub(super) fn is_in_longer(candidates: &[Candidate], candidate: &Candidate) -> bool {
    let place = (candidate.field, candidate.span.start());
    let end = candidates.partition_point(|other| (other.field, other.span.start()) <= place);
    candidates[..end].iter().rev().take(NEAR).any(|other| {
        other.field == candidate.field
            && other.span != candidate.span
            && other.span.contains(candidate.span)
            && !(other.rule == Rule::CompanySuffix && other.entity == candidate.entity)
    })
}
