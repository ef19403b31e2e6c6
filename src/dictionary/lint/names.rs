//! What a form looks like by itself.

use super::entities::{Form, Listed};
use super::{Diagnostic, Finding, characters};
use crate::dictionary::is_ordinary_word;
use crate::text::{CharClass, char_class, fold};

/// Words that say what kind of firm a name is of.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "se",
    "spa",
    "srl",
];

/// Words that may stand between them.
const JOINING: [&str; 3] = ["and", "the", "of"];

const CALENDAR: [&str; 19] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn check(entity: &Listed<'_>, findings: &mut Vec<Finding>) {
    for form in &entity.forms {
        let told = characters::check(form.text)
            .into_iter()
            .chain(look(entity, form));
        findings.extend(told.map(|(diagnostic, message)| {
            Finding::about(diagnostic, &entity.name_of(form), message)
        }));
    }
}

/// The one thing to say of a form's looks: the first that applies.
fn look(entity: &Listed<'_>, form: &Form<'_>) -> Option<(Diagnostic, String)> {
    let text = form.text.trim();
    let words = words(text);
    if words.is_empty() {
        // A blank name is an error of its own.
        let told = !(form.is_name && text.is_empty());
        return told.then(|| {
            let message = "it has neither letters nor digits".to_owned();
            (Diagnostic::NothingToFind, message)
        });
    }
    let is_legal = |word: &String| LEGAL_FORMS.contains(&word.as_str());
    if words.iter().any(is_legal)
        && words
            .iter()
            .all(|word| is_legal(word) || JOINING.contains(&word.as_str()))
    {
        let message = "it only says what kind of firm is meant".to_owned();
        return Some((Diagnostic::LegalForm, message));
    }
    if is_too_short(text) {
        let message = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            "it is a small number"
        } else {
            "it is a single character"
        };
        return (!form.has_conditions()).then(|| (Diagnostic::TooShort, message.to_owned()));
    }
    if form.is_guarded() {
        return None;
    }
    if let [word] = words.as_slice()
        && CALENDAR.contains(&word.as_str())
    {
        let is_date = ["date", "time", "year"].contains(&fold(entity.entity_type).as_str());
        let message = "it is the name of a day or a month".to_owned();
        return (!is_date).then_some((Diagnostic::CalendarWord, message));
    }
    if !words.iter().all(|word| is_ordinary_word(word)) {
        return None;
    }
    let (shouted, word) = (is_in_capitals(text), &words[0]);
    match words.len() {
        1 if shouted => {
            let message = format!("in small letters it is the word `{word}`");
            Some((Diagnostic::CapitalsWord, message))
        }
        1 => Some((
            Diagnostic::OrdinaryWord,
            format!("`{word}` is an ordinary word"),
        )),
        // Longer names are made of ordinary words too, and rarely mean anything else with their capitals; with an article they do.
        2 if ["the", "a", "an"].contains(&word.as_str()) => Some((
            Diagnostic::OrdinaryWord,
            format!("`{}` is an ordinary word with an article", words[1]),
        )),
        _ => None,
    }
}

/// The words of a form, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|character| char_class(character) == CharClass::Other)
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect()
}

/// Whether a folded word only says what kind of firm a name is of.
pub(crate) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word)
}

/// A single character, an initial, or a number of up to three digits: what matching takes for too little.
fn is_too_short(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    text.chars().nth(1).is_none()
        || (text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether all letters are capitals, and there are two.
pub(super) fn is_in_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|character| character.is_alphabetic());
    letters().nth(1).is_some() && letters().all(char::is_uppercase)
}
