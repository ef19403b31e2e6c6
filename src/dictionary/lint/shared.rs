//! Forms held against each other: shared by entities, repeated by one, nearly the same.

use std::collections::BTreeSet;
use std::collections::HashMap;

use super::entities::{Form, Listed, Listing};
use super::names::{is_in_capitals, is_legal_form, words};
use super::{Diagnostic, Finding, ListedName, OtherName};
use crate::dictionary::is_ordinary_word;
use crate::text::fold;

pub(super) fn check(listing: &Listing<'_>, findings: &mut Vec<Finding>) {
    for entity in listing.entities {
        check_repeated(entity, findings);
    }
    check_shared(listing, findings);
    check_near(listing, findings);
}

/// Forms of one entity that are compared as equal. Only those of one row: files that are merged may repeat each other.
fn check_repeated(entity: &Listed<'_>, findings: &mut Vec<Finding>) {
    for &(number, row) in &entity.rows {
        // An alias that repeats the name gives it rules, or it is there for nothing.
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for text in std::iter::once(row.name()).chain(row.aliases()) {
            *seen.entry(text).or_default() += 1;
        }
        let forms = || entity.forms.iter().filter(|form| form.row == number);
        for form in forms().filter(|form| form.rules.is_none() && !form.text.trim().is_empty()) {
            if seen.get(form.text).is_some_and(|&times| times > 1) {
                let message = "it is listed twice".to_owned();
                let name = entity.name_of(form);
                findings.push(Finding::about(Diagnostic::RepeatedAlias, &name, message));
            }
        }
        let mut folded: HashMap<String, &Form<'_>> = HashMap::new();
        for form in forms().filter(|form| form.rules.is_none() && !case_tells(form.text)) {
            let Some(first) = folded.get(&fold(form.text)) else {
                folded.insert(fold(form.text), form);
                continue;
            };
            let message = format!("it is compared as equal to `{}`", first.text);
            let name = entity.name_of(form);
            findings.push(Finding::about(Diagnostic::RepeatedAlias, &name, message));
        }
    }
}

/// Whether smart case asks for the case as listed, so that another spelling finds more: short capitals and ordinary words.
fn case_tells(text: &str) -> bool {
    let short = text.chars().filter(|letter| letter.is_alphabetic()).count() <= 4;
    (short && is_in_capitals(text)) || words(text).iter().all(|word| is_ordinary_word(word))
}

/// Forms of several entities that nothing tells apart.
fn check_shared(listing: &Listing<'_>, findings: &mut Vec<Finding>) {
    let mut forms = keyed(listing, |form| {
        let folded = fold(form.text);
        (!folded.is_empty()).then_some(folded)
    });
    for group in forms.chunk_by_mut(|a, b| a.0 == b.0) {
        let mut open: Vec<(&Listed<'_>, &Form<'_>)> = group
            .iter()
            .map(|&(_, entity, form)| (&listing.entities[entity], form))
            .filter(|(_, form)| !form.has_conditions())
            .collect();
        let unlike = |one: &Form<'_>, other: &Form<'_>| {
            one.text != other.text && (one.is_exact() && other.is_exact())
        };
        open.sort_by_key(|(_, form)| form.row);
        let Some(&(entity, form)) = open.first() else {
            continue;
        };
        let mut ids = BTreeSet::from([entity.id]);
        let others: Vec<OtherName> = open[1..]
            .iter()
            .filter(|(_, other)| !unlike(form, other))
            .filter(|(other, _)| ids.insert(other.id))
            .map(|(other, form)| OtherName::new(&other.name_of(form)))
            .collect();
        if !others.is_empty() {
            let message = format!("{} list it", count(others.len() + 1));
            let name = entity.name_of(form);
            let finding = Finding::about(Diagnostic::SharedAlias, &name, message);
            findings.push(finding.with_others(others));
        }
    }
}

/// Entities of one type with forms that have the same letters.
fn check_near(listing: &Listing<'_>, findings: &mut Vec<Finding>) {
    const FEWEST_LETTERS: usize = 4;
    let mut forms = keyed(listing, |form| {
        let letters = letters(form.text);
        (letters.chars().count() >= FEWEST_LETTERS).then_some(letters)
    });
    let mut told = BTreeSet::new();
    for group in forms.chunk_by_mut(|a, b| a.0 == b.0) {
        group.sort_by_key(|(_, _, form)| form.row);
        let (_, first, first_form) = &group[0];
        let entity = &listing.entities[*first];
        for (_, other, form) in &group[1..] {
            let near = &listing.entities[*other];
            let types = [entity.entity_type, near.entity_type];
            let same_type = types[0] == types[1] || types.contains(&"");
            let shared = fold(first_form.text) == fold(form.text);
            if first == other || !same_type || shared || !told.insert((*first, *other)) {
                continue;
            }
            let message = format!(
                "`{}` is the same but for spaces, signs and legal forms",
                first_form.text
            );
            let name: ListedName<'_> = near.name_of(form);
            let finding = Finding::about(Diagnostic::NearDuplicate, &name, message);
            let first = OtherName::new(&entity.name_of(first_form));
            findings.push(finding.with_others(vec![first]));
        }
    }
}

/// All forms with a key, sorted by it; each with the number of its entity.
fn keyed<'a>(
    listing: &Listing<'a>,
    key: impl Fn(&Form<'_>) -> Option<String>,
) -> Vec<(String, usize, &'a Form<'a>)> {
    let mut forms = Vec::new();
    for (number, entity) in listing.entities.iter().enumerate() {
        let with_key = |form| key(form).map(|key| (key, number, form));
        forms.extend(entity.forms.iter().filter_map(with_key));
    }
    forms.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    forms
}

/// The letters and digits of a form, folded, without the words at its end that say what kind of firm it is. A plus tells models apart.
fn letters(text: &str) -> String {
    let words = words(&text.replace('+', " plus"));
    let end = words
        .iter()
        .rposition(|word| !is_legal_form(word))
        .map_or(words.len(), |last| last + 1);
    words[..end].concat()
}

fn count(entities: usize) -> String {
    format!("{entities} entities")
}
