//! Names that a text writes longer than the dictionary does: a firm with its `Inc.`, a person with a middle name or turned round.

use crate::dictionary::{Dictionary, EntityIndex, TypeClass};
use crate::text::Span;

use super::Decider;
use super::cues::{word_after, word_before};
use super::sweep::groups;
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Variant;
use crate::mention::variants::{is_acid_of_drug, is_for_firms, is_salt};
use crate::mention::{Rule, forms};

impl Decider<'_> {
    /// The longer names that candidates are the beginning or the end of, if there are any.
    pub(super) fn extended(&self, candidates: &[Candidate]) -> Vec<Candidate> {
        let mut longer = Vec::new();
        for group in groups(candidates) {
            let text = self.content(group.candidates[0].field);
            for candidate in group.candidates {
                self.extend(candidate, text, &mut longer);
            }
            self.add_people(group.candidates, text, &mut longer);
        }
        longer
    }

    /// Adds the whole names of people around the last names at one place. Some are those of thousands: what stands around them is looked at once.
    fn add_people(&self, group: &[Candidate], text: &str, longer: &mut Vec<Candidate>) {
        let is_last_name = |candidate: &&Candidate| {
            candidate.variant == Variant::LastName && self.may_vary(candidate)
        };
        let last_names = || group.iter().filter(is_last_name);
        let Some(first) = last_names().next() else {
            return;
        };
        // Of names without a type, only those are taken for people's that have capitals: no first name is written small.
        let may_be_small = last_names().any(|candidate| self.class(candidate) == TypeClass::Person);
        let Some(around) = NameAround::of(text, first.span, may_be_small) else {
            return;
        };
        self.dictionary
            .announce_forms(last_names().map(|candidate| candidate.entity));
        for candidate in last_names() {
            let person = around.person(text, self.dictionary, candidate.entity);
            longer.extend(person.map(|(span, rule)| Candidate {
                span,
                rule,
                ..*candidate
            }));
        }
    }

    /// Adds the longer names that a candidate begins or ends by words of the language.
    fn extend(&self, candidate: &Candidate, text: &str, longer: &mut Vec<Candidate>) {
        let mut add = |span, rule| {
            longer.push(Candidate {
                span,
                rule,
                ..*candidate
            });
        };
        if candidate.variant.is_listed()
            && let Some(end) = suffix_end(text, candidate.span.end())
            && self.may_vary(candidate)
            && matches!(
                self.class(candidate),
                TypeClass::Organization | TypeClass::Other
            )
        {
            let span = Span::new(candidate.span.start(), end);
            add(span, Rule::CompanySuffix);
        }
        if (candidate.variant.is_listed() || candidate.variant == Variant::Synonym)
            && self.class(candidate) == TypeClass::Term
            && let Some(span) = salt(text, candidate.span)
            && self.may_vary(candidate)
        {
            add(span, Rule::SynonymWord);
        }
        if self.language == "fi"
            && let Some(end) = compound_end(text, candidate.span.end())
            && self.may_vary(candidate)
        {
            let span = Span::new(candidate.span.start(), end);
            add(span, Rule::Compound);
        }
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

/// The words next to a last name with which it may be the whole name of a person.
struct NameAround<'t> {
    last: Span,
    /// The word behind its comma: `Roe, Ann`.
    turned: Option<&'t str>,
    before: Option<Before<'t>>,
}

/// What stands before a last name.
enum Before<'t> {
    /// An initial, of the first name or of a middle name after it.
    Initial {
        initial: &'t str,
        first: Option<&'t str>,
    },
    /// The word before a middle name.
    Middle { first: &'t str },
}

/// Where a word of a text begins.
fn start_of(word: &str, text: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize
}

impl<'t> NameAround<'t> {
    /// What stands around a last name; `None` if that makes nothing more of it. First names `may_be_small`, as in `de Klerk`.
    fn of(text: &'t str, last: Span, may_be_small: bool) -> Option<Self> {
        let may_be_first = |word: &&str| may_be_small || !word.starts_with(char::is_lowercase);
        let turned = text[last.end()..]
            .strip_prefix(", ")
            .and_then(|_| word_after(text, last.end() + 1))
            .filter(may_be_first);
        let before = word_before(text, last.start())
            .filter(|word| word.starts_with(char::is_uppercase))
            .and_then(|word| Before::of(text, word, last, may_be_first));
        (turned.is_some() || before.is_some()).then_some(Self {
            last,
            turned,
            before,
        })
    }

    /// The whole name of a person: with a middle name or initial, with initials, or turned round.
    fn person(
        &self,
        text: &str,
        dictionary: &Dictionary,
        entity: EntityIndex,
    ) -> Option<(Span, Rule)> {
        let last = self.last;
        let surface = last.of(text);
        let entity = dictionary.entity(entity);
        let has_name = |fits: &dyn Fn(&str) -> bool| {
            let mut names = entity.all_forms();
            names.any(|name| fits(name) && forms::last_name(name) == Some(surface))
        };
        let is_first = |word: &str| has_name(&|name| name.split(' ').next() == Some(word));
        let from = |word: &str| Span::new(start_of(word, text), last.end());
        if let Some(first) = self.turned.filter(|word| is_first(word)) {
            let end = start_of(first, text) + first.len();
            return Some((Span::new(last.start(), end), Rule::PersonName));
        }
        match self.before.as_ref()? {
            Before::Initial { initial, first } => {
                if let Some(first) = first.filter(|word| is_first(word)) {
                    return Some((from(first), Rule::PersonName));
                }
                has_name(&|name| name.starts_with(initial))
                    .then(|| (from(initial), Rule::NoFullName))
            }
            Before::Middle { first } => is_first(first).then(|| (from(first), Rule::PersonName)),
        }
    }
}

impl<'t> Before<'t> {
    /// What the word before a last name may be; it has a capital.
    fn of(
        text: &'t str,
        word: &'t str,
        last: Span,
        may_be_first: impl Fn(&&str) -> bool,
    ) -> Option<Self> {
        let before = word_before(text, start_of(word, text)).filter(may_be_first);
        if word.chars().nth(1).is_none() {
            // After a stop, it is the end of an acronym.
            let is_acronym = text[..start_of(word, text)].ends_with('.');
            return (!is_acronym).then_some(Self::Initial {
                initial: word,
                first: before,
            });
        }
        // No name goes on behind the stop of a sentence.
        let first = before?;
        let ends = [(first, start_of(word, text)), (word, last.start())];
        let joined = ends.into_iter().all(|(word, next)| {
            let end = start_of(word, text) + word.len();
            text[end..next].trim().is_empty()
        });
        joined.then_some(Self::Middle { first })
    }
}
