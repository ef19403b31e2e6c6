//! `comention explain A`: under which forms an entity is found, and what was refused.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cooccurrence::{Observation, Tallies, WindowCounts};
use crate::ledger::LedgerTallies;
use crate::mention::{Rule, Status};

use super::args::AnswerArgs;
use super::terminal::{Terminal, counted, heading, number, printable, table};
use super::{Exit, lookup};

/// Stands for a form in a ledger that keeps no sentences.
const NOT_KEPT: &str = "(not kept)";

/// One form with one decision: how often, and where first.
#[derive(Default, Serialize)]
struct Form {
    count: u64,
    spans: Vec<Place>,
}

/// Where a form stands.
#[derive(Serialize)]
struct Place {
    document: String,
    field: crate::document::Field,
    start: usize,
    end: usize,
    text: String,
}

/// The JSON answer: the tree `rule, numbers, children, spans`.
#[derive(Serialize)]
struct Node<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    text: &'a str,
    numbers: BTreeMap<&'a str, u64>,
    children: Vec<Node<'a>>,
    spans: &'a [Place],
}

pub(super) fn run(
    args: &AnswerArgs,
    id: &str,
    tallies: &LedgerTallies<'_>,
    terminal: &mut Terminal,
) -> anyhow::Result<Exit> {
    let forms = forms(args.limit, id, tallies)?;
    let dictionary = tallies.dictionary();
    let index = dictionary.index_of(id);
    let Some(entity) = dictionary.get(id).filter(|_| !forms.is_empty()) else {
        return lookup::not_mentioned(id, args.json, terminal);
    };
    // Without a tally, all its mentions are ambiguous or refused: the forms say so.
    let tally = tallies
        .entities()
        .iter()
        .find(|tally| Some(tally.entity) == index);
    let windows = tally.map_or_else(WindowCounts::default, |tally| tally.windows);
    let numbers = [
        ("mentions", tally.map_or(0, |tally| tally.mentions)),
        ("sentences", windows.sentences),
        ("paragraphs", windows.paragraphs),
        ("documents", windows.documents),
    ];
    if args.json {
        let children = forms.iter().map(|((status, rule, surface), form)| Node {
            rule: rule.name(),
            status: Some(*status),
            text: surface,
            numbers: BTreeMap::from([("count", form.count)]),
            children: Vec::new(),
            spans: &form.spans,
        });
        terminal.json(&Node {
            rule: "entity",
            status: None,
            text: id,
            numbers: BTreeMap::from(numbers),
            children: children.collect(),
            spans: &[],
        })?;
        return Ok(Exit::Done);
    }
    let out = &mut terminal.out;
    let parent = entity.parent().map_or_else(String::new, |parent| {
        format!(", of {}", printable(parent.id()))
    });
    writeln!(
        out,
        "{} {} ({}{parent})",
        heading(&printable(entity.name())),
        printable(id),
        printable(entity.entity_type())
    )?;
    let [mentions, sentences, paragraphs, documents] =
        numbers.map(|(noun, count)| counted(count, noun.trim_end_matches('s')));
    writeln!(
        out,
        "{mentions} in {sentences}, {paragraphs}, {documents}\n"
    )?;
    let mut sorted: Vec<_> = forms.iter().collect();
    sorted.sort_by_key(|((status, ..), form)| (*status, std::cmp::Reverse(form.count)));
    let rows = sorted.iter().map(|((status, rule, surface), form)| {
        vec![
            if surface.is_empty() {
                NOT_KEPT.to_owned()
            } else {
                printable(surface)
            },
            status.to_string(),
            rule.to_string(),
            number(form.count),
            form.spans
                .first()
                .map_or_else(String::new, |place| printable(&place.document)),
        ]
    });
    writeln!(
        out,
        "{}",
        table(&["form", "status", "rule", "count#", "first in"], rows)
    )?;
    Ok(Exit::Done)
}

/// Every form under which the entity was found or could have been, with the first `limit` places of each.
fn forms(
    limit: usize,
    id: &str,
    tallies: &LedgerTallies<'_>,
) -> anyhow::Result<BTreeMap<(Status, Rule, String), Form>> {
    let index = tallies.dictionary().index_of(id);
    let evidence = tallies.ledger().settings().evidence;
    let mut forms: BTreeMap<(Status, Rule, String), Form> = BTreeMap::new();
    tallies.visit(|observation: &Observation| {
        for mention in &observation.mentions {
            if !observation
                .targets(mention)
                .iter()
                .any(|&target| Some(target) == index)
            {
                continue;
            }
            let surface = observation.surface(mention);
            let form = forms
                .entry((
                    mention.status,
                    mention.rule,
                    surface.split_whitespace().collect::<Vec<_>>().join(" "),
                ))
                .or_default();
            form.count += 1;
            if form.spans.len() < limit && evidence {
                let sentence = &observation.sentences[mention.sentence as usize];
                let before = &observation.sentence_text(sentence)
                    [..mention.span.start() - sentence.span.start()];
                let start = sentence.chars_before as usize + before.chars().count();
                form.spans.push(Place {
                    document: observation.document.id.clone(),
                    field: sentence.field,
                    start,
                    end: start + surface.chars().count(),
                    text: observation.sentence_text(sentence).to_owned(),
                });
            }
        }
        Ok(true)
    })?;
    Ok(forms)
}
