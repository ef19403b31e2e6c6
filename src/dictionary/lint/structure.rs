//! What keeps a dictionary from being built: ids that clash, parents that lead nowhere, blanks.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::entities::Listed;
use super::{Diagnostic, Finding, OtherName};
use crate::dictionary::details::Details;
use crate::dictionary::rows::{RowView, Rows};

pub(super) fn check(rows: &Rows, entities: &[Listed<'_>], findings: &mut Vec<Finding>) {
    for number in 0..rows.len() {
        check_blanks(number, rows.row(number), findings);
    }
    for entity in entities {
        check_rows(entity, findings);
    }
    check_parents(entities, findings);
}

fn check_blanks(number: usize, row: RowView<'_>, findings: &mut Vec<Finding>) {
    let number = u32::try_from(number).expect("rows are counted with 32 bits");
    let mut say = |diagnostic, message: &str| {
        let finding = Finding::new(
            diagnostic,
            row.place(),
            number,
            row.id().unwrap_or_default(),
        );
        findings.push(finding.with_message(message.to_owned()));
    };
    if row.name().trim().is_empty() {
        say(Diagnostic::BlankName, "the name is blank");
    }
    if row.id().is_some_and(|id| id.trim().is_empty()) {
        say(Diagnostic::BlankName, "the id is blank");
    }
    if Details::read(row.details()).has_blank_phrase() {
        say(
            Diagnostic::BlankPhrase,
            "a word in `needs` or `unless` is blank",
        );
    }
}

/// Rows of one id that are not one entity, as merging tells it.
fn check_rows(entity: &Listed<'_>, findings: &mut Vec<Finding>) {
    for (at, &(number, row)) in entity.rows.iter().enumerate().skip(1) {
        let before = &entity.rows[..at];
        let twice = row.id().and_then(|_| {
            before
                .iter()
                .rfind(|(_, other)| other.id().is_some() && other.file() == row.file())
        });
        let other_type = before.iter().find(|(_, other)| {
            let types = [row.entity_type(), other.entity_type()];
            types.iter().all(|name| !name.is_empty()) && types[0] != types[1]
        });
        let (Some((_, first)), message) = (match (twice, other_type) {
            (Some(twice), _) => (
                Some(twice),
                format!("the id `{}` is taken in this file", entity.id),
            ),
            (None, other) => (
                other,
                format!(
                    "the id `{}` is taken by an entity of another type",
                    entity.id
                ),
            ),
        }) else {
            continue;
        };
        let finding = Finding::new(Diagnostic::DuplicateId, row.place(), number, entity.id);
        findings.push(
            finding
                .with_message(message)
                .with_alias(row.name())
                .with_others(vec![OtherName {
                    entity: entity.id.to_owned(),
                    alias: first.name().to_owned(),
                    place: first.place(),
                }]),
        );
    }
}

fn check_parents(entities: &[Listed<'_>], findings: &mut Vec<Finding>) {
    let numbers: HashMap<&str, usize> = (0..)
        .zip(entities)
        .map(|(number, entity)| (entity.id, number))
        .collect();
    // Parents are named by id; who named one by name is told the id.
    let ids_by_form = LazyCell::new(|| -> HashMap<&str, &str> {
        let forms = entities.iter().rev();
        let forms = forms.flat_map(|entity| entity.forms.iter().map(|form| (form.text, entity.id)));
        forms.collect()
    });
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(entities.len());
    for entity in entities {
        // Where files name different parents, merging takes the smallest.
        let named = entity
            .rows
            .iter()
            .filter_map(|&(row, view)| view.parent().map(|parent| (parent, row, view)));
        let mut known = None;
        for (parent, row, view) in named {
            if let Some(&number) = numbers.get(parent) {
                known = Some(known.map_or(number, |other: usize| other.min(number)));
                continue;
            }
            let hint = ids_by_form
                .get(parent)
                .map(|id| format!("; the id of that name is `{id}`"))
                .unwrap_or_default();
            let message = format!("the parent `{parent}` is not in the dictionary{hint}");
            let finding = Finding::new(Diagnostic::UnknownParent, view.place(), row, entity.id);
            findings.push(finding.with_message(message));
        }
        parents.push(known);
    }
    // Each walk ends where an earlier one has passed, at the top, or where it came by itself: there is a circle, told once.
    let mut passed_by = vec![usize::MAX; entities.len()];
    for start in 0..entities.len() {
        let mut at = start;
        while passed_by[at] == usize::MAX {
            passed_by[at] = start;
            let Some(parent) = parents[at] else { break };
            if passed_by[parent] == start {
                findings.push(circle(entities, &parents, parent));
                break;
            }
            at = parent;
        }
    }
}

fn circle(entities: &[Listed<'_>], parents: &[Option<usize>], on_it: usize) -> Finding {
    let mut members = vec![on_it];
    let mut at = parents[on_it];
    while let Some(next) = at.filter(|&next| next != on_it) {
        members.push(next);
        at = parents[next];
    }
    // It begins with the row that was read first.
    let first_row = |&member: &usize| entities[member].rows[0].0;
    let first = (0..members.len()).min_by_key(|&at| first_row(&members[at]));
    members.rotate_left(first.unwrap_or_default());
    let mut ids: Vec<&str> = members.iter().map(|&member| entities[member].id).collect();
    ids.push(ids[0]);
    let (row, view) = entities[members[0]].rows[0];
    Finding::new(Diagnostic::ParentCycle, view.place(), row, ids[0])
        .with_message(format!("its parents lead back to it: {}", ids.join(" → ")))
}
