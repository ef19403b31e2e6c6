//! Names that a text writes longer than the dictionary does: a firm with its `Inc.`, a person with a middle name or turned round.

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};
use crate::text::Span;

use super::Decider;
use super::cues::{word_after, word_before};
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Variant;
use crate::mention::variants::{is_acid_of_drug, is_for_firms, is_salt};
use crate::mention::{Rule, forms};

impl Decider<'_> {
    /// The longer names that candidates are the beginning or the end of, if there are any.
    pub(super) fn extended(&self, candidates: &[Candidate]) -> Vec<Candidate> {
        let mut longer = Vec::new();
        for candidate in candidates {
            let text = self.content(candidate.field);
            if candidate.variant.is_listed()
                && let Some(end) = suffix_end(text, candidate.span.end())
                && self.may_vary(candidate)
                && matches!(
                    self.class(candidate),
                    TypeClass::Organization | TypeClass::Other
                )
            {
                longer.push(Candidate {
                    span: Span::new(candidate.span.start(), end),
                    rule: Rule::CompanySuffix,
                    ..*candidate
                });
            }
            if (candidate.variant.is_listed() || candidate.variant == Variant::Synonym)
                && self.class(candidate) == TypeClass::Term
                && let Some(span) = salt(text, candidate.span)
                && self.may_vary(candidate)
            {
                longer.push(Candidate {
                    span,
                    rule: Rule::SynonymWord,
                    ..*candidate
                });
            }
            if self.language == "fi"
                && let Some(end) = compound_end(text, candidate.span.end())
                && self.may_vary(candidate)
            {
                longer.push(Candidate {
                    span: Span::new(candidate.span.start(), end),
                    rule: Rule::Compound,
                    ..*candidate
                });
            }
            if candidate.variant == Variant::LastName
                && self.may_vary(candidate)
                && let Some((span, rule)) =
                    person(text, candidate.span, self.dictionary, candidate.entity)
            {
                longer.push(Candidate {
                    span,
                    rule,
                    ..*candidate
                });
            }
        }
        longer
    }
}

/// Whether a word, a stop left out, says what kind of firm the name before it is of, and is seldom anything else.
pub(super) fn is_company_suffix(bare: &str) -> bool {
    is_for_firms(bare) && !matches!(bare, "Company" | "SE" | "AB" | "SA" | "Limited")
}

/// A drug's name with the word that says as which salt it is given: `morphine sulfate`, `sodium valproate`.
fn salt(text: &str, drug: Span) -> Option<Span> {
    let name = drug.of(text);
    if !name.ends_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    if let Some(rest) = text[drug.end()..].strip_prefix([' ', '\n'])
        && let Some(word) = rest.split(|c: char| !c.is_alphanumeric()).next()
        && is_salt(name, word)
    {
        return Some(Span::new(drug.start(), drug.end() + 1 + word.len()));
    }
    let before = text[..drug.start()].strip_suffix([' ', '\n'])?;
    let metal = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let fits = ["Sodium", "sodium"].contains(&metal) && is_acid_of_drug(name);
    fits.then(|| Span::new(before.len() - metal.len(), drug.end()))
}

/// Where a Finnish compound ends that names what the name before it names, and says what that is: `Youtube-palvelu`, `Helsingin Sanomat
/// -lehdessä`.
fn compound_end(text: &str, end: usize) -> Option<usize> {
    // Stems of words for firms, bodies, works and services, strong and weak.
    const STEMS: [&str; 37] = [
        "elokuva",
        "festivaali",
        "hakukone",
        "hankkee",
        "hanke",
        "järjestelmä",
        "järjestö",
        "joukku",
        "kauppa",
        "kaupa",
        "kirja",
        "komissio",
        "konserni",
        "konsoli",
        "laitok",
        "laitos",
        "lehde",
        "lehte",
        "lehti",
        "messu",
        "ohjelma",
        "palkinno",
        "palkinto",
        "palvelu",
        "pankki",
        "peli",
        "puhelim",
        "puhelin",
        "puolue",
        "ryhmä",
        "sarja",
        "selaim",
        "selain",
        "sivusto",
        "sovellu",
        "tietokone",
        "yhtiö",
    ];
    let rest = &text[end..];
    let hyphen = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('-')?;
    let length = hyphen
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(hyphen.len());
    let word = &hyphen[..length];
    let fits = word.chars().all(char::is_lowercase)
        && STEMS.iter().any(|stem| {
            word.rfind(stem)
                .is_some_and(|at| word[at + stem.len()..].chars().count() <= 8)
        });
    fits.then(|| text.len() - hyphen.len() + length)
}

/// Where the word ends that says what kind of firm the name before it is of.
fn suffix_end(text: &str, end: usize) -> Option<usize> {
    let rest = &text.as_bytes()[end..];
    let gap = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b','))
        .count();
    if !(1..=2).contains(&gap) || !rest.get(gap)?.is_ascii_uppercase() {
        return None;
    }
    let start = end + gap;
    let word = text[start..]
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .next()?;
    let bare = word.strip_suffix('.').unwrap_or(word);
    let known = is_company_suffix(bare);
    // The stop of `Inc.` may be the stop of the sentence.
    let goes_on = text[start + word.len()..]
        .trim_start()
        .starts_with(|c: char| c.is_lowercase() || c == ',');
    known.then(|| start + if goes_on { word.len() } else { bare.len() })
}

/// The whole of a person's name around a last name: with a middle name or initial, with initials, or turned round.
fn person(
    text: &str,
    last: Span,
    dictionary: &Dictionary,
    entity: EntityIndex,
) -> Option<(Span, Rule)> {
    let surface = last.of(text);
    let entity = dictionary.entity(entity);
    let is_first = |word: &str| {
        let names = std::iter::once(entity.name()).chain(entity.forms());
        names
            .filter(|name| forms::last_name(name) == Some(surface))
            .any(|name| name.split(' ').next() == Some(word))
    };
    let start_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let turned = text[last.end()..]
        .strip_prefix(", ")
        .and_then(|_| word_after(text, last.end() + 1));
    if let Some(first) = turned.filter(|word| is_first(word)) {
        let end = start_of(first) + first.len();
        return Some((Span::new(last.start(), end), Rule::PersonName));
    }
    let before =
        word_before(text, last.start()).filter(|word| word.starts_with(char::is_uppercase))?;
    if before.chars().nth(1).is_none() {
        if text[..start_of(before)].ends_with('.') {
            return None; // the end of an acronym
        }
        // Initials: of the first name, or of a middle name after it.
        if let Some(first) = word_before(text, start_of(before)).filter(|word| is_first(word)) {
            return Some((Span::new(start_of(first), last.end()), Rule::PersonName));
        }
        let fits = std::iter::once(entity.name())
            .chain(entity.forms())
            .any(|name| forms::last_name(name) == Some(surface) && name.starts_with(before));
        return fits.then(|| (Span::new(start_of(before), last.end()), Rule::NoFullName));
    }
    // No name goes on behind the stop of a sentence.
    let joined = text[start_of(before) + before.len()..last.start()]
        .trim()
        .is_empty();
    let first = word_before(text, start_of(before)).filter(|word| joined && is_first(word))?;
    let middle = text[start_of(first) + first.len()..start_of(before)]
        .trim()
        .is_empty();
    middle.then(|| (Span::new(start_of(first), last.end()), Rule::PersonName))
}
