//! Finds the entity a person means.

use std::io;

use serde::Serialize;

use crate::cooccurrence::Tallies;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::ledger::LedgerTallies;
use crate::text::fold;

use super::Exit;
use super::terminal::{Terminal, printable};

/// How alike a name must be to be suggested, as Jaro-Winkler similarity from 0 to 1: one or two slips in a short name.
const ALIKE: f64 = 0.85;
const SUGGESTIONS: usize = 3;
/// How much less alike than the best a further suggestion may be.
const NEARLY: f64 = 0.03;

/// What is answered when a name means no entity, or several.
#[derive(Serialize)]
struct NotFound<'a> {
    found: bool,
    query: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<&'a str>,
}

/// The id of the one entity that `query` means; `None`, with an answer given, when there is none or more than one.
pub(super) fn entity<'d>(
    query: &str,
    dictionary: &'d Dictionary,
    json: bool,
    terminal: &mut Terminal,
) -> io::Result<Option<&'d str>> {
    let found = dictionary.find(query);
    let id = |index: &EntityIndex| dictionary.entity(*index).id();
    if let [one] = found[..] {
        return Ok(Some(id(&one)));
    }
    let candidates: Vec<&str> = found.iter().map(id).collect();
    let suggestions = if candidates.is_empty() {
        similar(query, dictionary)
    } else {
        Vec::new()
    };
    if json {
        terminal.json(&NotFound {
            found: false,
            query,
            candidates,
            suggestions,
        })?;
        return Ok(None);
    }
    let query = printable(query);
    if candidates.is_empty() {
        writeln!(terminal.talk, "no entity `{query}` in the dictionary")?;
        if !suggestions.is_empty() {
            let names: Vec<String> = suggestions
                .iter()
                .map(|id| described(dictionary, id))
                .collect();
            writeln!(terminal.talk, "did you mean {}?", names.join(", "))?;
        }
    } else {
        let names: Vec<String> = candidates
            .iter()
            .map(|id| described(dictionary, id))
            .collect();
        writeln!(
            terminal.talk,
            "`{query}` may be {}: ask by id",
            names.join(" or ")
        )?;
    }
    Ok(None)
}

fn described(dictionary: &Dictionary, id: &str) -> String {
    let name = dictionary.get(id).map_or(id, EntityRef::name);
    if name == id {
        printable(name)
    } else {
        format!("{} ({})", printable(name), printable(id))
    }
}

/// The ids of the entities with the names or aliases most like `query`.
fn similar<'d>(query: &str, dictionary: &'d Dictionary) -> Vec<&'d str> {
    let query = fold(query);
    let mut scored: Vec<(f64, &str)> = dictionary
        .entities()
        .filter_map(|entity| {
            let forms = entity.all_forms();
            let alike = |form: &str| {
                let form = fold(form);
                // A last name, or another word of the name, is as good as the name.
                if form.split(' ').any(|word| word == query) {
                    return 1.0;
                }
                strsim::jaro_winkler(&query, &form)
            };
            let best = forms.map(alike).max_by(f64::total_cmp)?;
            (best >= ALIKE).then_some((best, entity.id()))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let best = scored.first().map_or(0.0, |(alike, _)| *alike);
    scored.retain(|(alike, _)| best - alike <= NEARLY);
    scored.truncate(SUGGESTIONS);
    scored.into_iter().map(|(_, id)| id).collect()
}

/// The id that an entity is counted under; told where a roll-up makes it another.
pub(super) fn counted_as<'t>(
    id: &str,
    tallies: &'t LedgerTallies<'_>,
    terminal: &mut Terminal,
) -> io::Result<&'t str> {
    let dictionary = tallies.dictionary();
    let index = dictionary
        .index_of(id)
        .expect("it was found in this dictionary");
    let counted_as = tallies.selector().counted_as(index);
    if counted_as != index {
        writeln!(
            terminal.talk,
            "{} is counted as {}",
            described(dictionary, id),
            described(dictionary, dictionary.entity(counted_as).id())
        )?;
    }
    Ok(dictionary.entity(counted_as).id())
}

/// Whether the ledger holds an accepted mention of an entity.
pub(super) fn occurs(id: &str, tallies: &LedgerTallies<'_>) -> bool {
    let index = tallies.dictionary().index_of(id);
    tallies
        .entities()
        .iter()
        .any(|tally| Some(tally.entity) == index)
}

/// The answer about an entity that the dictionary holds and the view does not.
pub(super) fn not_mentioned(id: &str, json: bool, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    if json {
        terminal.json(&NotFound {
            found: false,
            query: id,
            candidates: Vec::new(),
            suggestions: Vec::new(),
        })?;
    } else {
        writeln!(
            terminal.talk,
            "{} is in the dictionary, but no document of this view mentions it",
            printable(id)
        )?;
    }
    Ok(Exit::NothingFound)
}
