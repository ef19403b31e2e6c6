//! `comention why-not A B`: which rule cut the edge between two entities, or never made one.

use crate::cooccurrence::{Period, Tallies as _};
use crate::error::Error;
use crate::ledger::{Ledger, LedgerTallies};
use crate::mention::Rule;
use crate::query::{Explanation, ExplanationRule, NearMisses};

use super::args::WhyNotArgs;
use super::terminal::{Terminal, counted, heading, number, printable, score};
use super::why_not::refused_in_words;
use super::{Exit, explain, lookup, view};

pub(super) fn run(args: &WhyNotArgs, other: &str, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let mut ids = Vec::new();
    for query in [args.entity.as_str(), other] {
        let Some(id) = lookup::entity(query, tallies.dictionary(), args.json, terminal)? else {
            return Ok(Exit::NothingFound);
        };
        ids.push(id);
    }
    if ids[0] == ids[1] {
        let id = ids[0].to_owned();
        return Err(Error::SameEntity { id }.into());
    }
    let a = lookup::counted_as(ids[0], &tallies, terminal)?;
    let b = lookup::counted_as(ids[1], &tallies, terminal)?;
    let answer = answer(args, &ledger, &tallies, [a, b], terminal)?;
    if args.json {
        terminal.json(&answer)?;
    } else {
        let name = |id: &str| {
            let entity = tallies.dictionary().get(id);
            entity.map_or_else(|| id.to_owned(), |entity| printable(entity.name()))
        };
        let names = format!("{} – {}", name(ids[0]), name(ids[1]));
        writeln!(terminal.out, "{}", heading(&names))?;
        if answer.rule == ExplanationRule::Edge {
            explain::write(&answer, 0, &mut terminal.out)?;
        }
        for reason in &answer.children {
            explain::write(reason, 0, &mut terminal.out)?;
        }
    }
    let is_missing = |reason: &&Explanation| reason.rule == ExplanationRule::NotMentioned;
    for missing in answer.children.iter().filter(is_missing) {
        writeln!(
            terminal.talk,
            "`comention why-not {} --text …` says why a text does not mention it",
            printable(missing.entities[0].as_str())
        )?;
    }
    Ok(if answer.rule == ExplanationRule::Edge {
        Exit::Done
    } else {
        Exit::NothingFound
    })
}

fn answer(
    args: &WhyNotArgs,
    ledger: &Ledger,
    tallies: &LedgerTallies<'_>,
    [a, b]: [&str; 2],
    terminal: &mut Terminal,
) -> anyhow::Result<Explanation> {
    let selection = tallies.selection();
    let whole = if selection.period.is_always() {
        None
    } else {
        let everything = selection.period(Period::default());
        Some(ledger.tallies_with(&everything)?)
    };
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(view::EVIDENCE)
        .evidence_for([])
        .build(tallies)?;
    view::tell_cut(&graph, terminal)?;
    view::say_cuts(&graph, terminal)?;
    let mut answer = graph.why_not(a, b, tallies, whole.as_ref())?;
    let index = |id| tallies.dictionary().index_of(id);
    if let (ExplanationRule::NoEdge, Some(one), Some(other)) = (answer.rule, index(a), index(b))
        && one != other
    {
        let mut misses = NearMisses::new(one, other);
        tallies.visit(|observation| {
            misses.add(observation);
            Ok(true)
        })?;
        answer.children.extend(misses.finish(tallies.dictionary()));
    }
    Ok(answer)
}

/// The claims that only an answer to why not makes.
pub(super) fn claim(explanation: &Explanation) -> Option<String> {
    use ExplanationRule as Claim;

    let text = explanation.text.as_deref().unwrap_or_default();
    let count = |wanted: &str| explanation.count(wanted).unwrap_or_default();
    let entity = explanation.entities.first().map_or("", |id| id.as_str());
    Some(match explanation.rule {
        Claim::Edge => format!(
            "an edge: number {} of {} by {text}, {}",
            number(count("rank")),
            number(count("edges")),
            explanation.value("score").map_or_else(String::new, score)
        ),
        Claim::NotMentioned => format!("no edge: no document of this view mentions {entity}"),
        Claim::OneEntity => {
            format!("no edge: both are counted as {entity}, and no edge leads to itself")
        }
        Claim::OutsidePeriod => format!(
            "the period leaves out {} with both",
            counted(count("windows"), text)
        ),
        Claim::MentionedOutside => format!(
            "the period leaves out {} with {entity}",
            counted(count("documents"), "document")
        ),
        Claim::Refused => format!(
            "{} may name both, but {entity} does not count there ({text}): {}",
            counted(count("sentences"), "sentence"),
            in_words(text)
        ),
        Claim::RefusedMentions => format!(
            "{} may name {entity}, which does not count there ({text}): {}",
            counted(count("sentences"), "sentence"),
            in_words(text)
        ),
        _ => return None,
    })
}

/// A rule of matching in words.
fn in_words(rule: &str) -> &'static str {
    let rule = Rule::ALL.into_iter().find(|known| known.name() == rule);
    let words = rule.map_or("", refused_in_words);
    // Where the words lead to a list, there is none here.
    words.strip_suffix(". The others").unwrap_or(words)
}
