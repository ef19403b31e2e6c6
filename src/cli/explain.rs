//! `comention explain A B`: a pair's score, opened.

use std::fmt::Write as _;
use std::io::Write;

use crate::ledger::{Ledger, LedgerTallies};
use crate::query::{Explanation, ExplanationRule, Number};

use super::args::ExplainArgs;
use super::terminal::{Terminal, counted, heading, marked, number, origin, printable, score};
use super::{Exit, explain_entity, lookup, view};

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = ledger.tallies()?;
    let mut ids = Vec::new();
    for query in [Some(&args.a), args.b.as_ref()].into_iter().flatten() {
        let Some(id) = lookup::entity(query, tallies.dictionary(), args.answer.json, terminal)?
        else {
            return Ok(Exit::NothingFound);
        };
        ids.push(id);
    }
    if !ledger.settings().evidence {
        writeln!(
            terminal.talk,
            "this ledger was built with --no-evidence and keeps no sentences: build it again without that flag to see them"
        )?;
    }
    match ids[..] {
        [a, b] => match [a, b].iter().find(|id| !lookup::occurs(id, &tallies)) {
            Some(missing) => lookup::not_mentioned(missing, args.answer.json, terminal),
            None => pair(args, a, b, &tallies, terminal),
        },
        _ => explain_entity::run(&args.answer, ids[0], &tallies, terminal),
    }
}

fn pair(
    args: &ExplainArgs,
    a: &str,
    b: &str,
    tallies: &LedgerTallies<'_>,
    terminal: &mut Terminal,
) -> anyhow::Result<Exit> {
    let graph = view::builder(&args.view, tallies.dictionary())?
        .evidence(args.answer.limit)
        .evidence_for([])
        .build(tallies)?;
    let explanation = graph.explain(a, b, tallies)?;
    if args.answer.json {
        terminal.json(&explanation)?;
    } else {
        let name = |id: &str| {
            tallies
                .dictionary()
                .get(id)
                .map_or_else(|| id.to_owned(), |entity| printable(entity.name()))
        };
        writeln!(
            terminal.out,
            "{}",
            heading(&format!("{} – {}", name(a), name(b)))
        )?;
        write(&explanation, 0, &mut terminal.out)?;
    }
    Ok(if graph.edge(a, b).is_some() {
        Exit::Done
    } else {
        Exit::NothingFound
    })
}

/// Writes a claim in a line, then what it follows from, indented, then its sentences.
fn write(explanation: &Explanation, depth: usize, out: &mut dyn Write) -> std::io::Result<()> {
    let indent = "  ".repeat(depth);
    writeln!(out, "{indent}{}", printable(&claim(explanation)))?;
    for child in &explanation.children {
        write(child, depth + 1, out)?;
    }
    for evidence in &explanation.spans {
        for passage in &evidence.passages {
            writeln!(out, "{indent}  {}", marked(passage))?;
        }
        writeln!(out, "{indent}  {}", origin(evidence))?;
    }
    Ok(())
}

fn claim(explanation: &Explanation) -> String {
    use ExplanationRule as Rule;

    let text = explanation.text.as_deref().unwrap_or_default();
    let get = |wanted: &str| {
        let found = explanation.numbers.iter().find(|(name, _)| *name == wanted);
        found.map_or_else(String::new, |(_, value)| shown(*value))
    };
    let windows = |name: &str, noun: &str| {
        let found = explanation.numbers.iter().find(|(known, _)| *known == name);
        match found {
            Some((_, Number::Count(count))) => counted(*count, noun),
            _ => String::new(),
        }
    };
    let entity = || {
        explanation
            .entities
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match explanation.rule {
        Rule::Score => format!("{text} {}", get("score")),
        Rule::Measure => format!("is {text}"),
        Rule::Counts => format!(
            "{text}s: {} with both, {} and {} with each, {} in all; chance expects {} with both",
            get("n_ab"),
            get("n_a"),
            get("n_b"),
            get("n"),
            get("expected")
        ),
        Rule::Windows => format!(
            "share {}, {}, {}",
            windows("sentences", "sentence"),
            windows("paragraphs", "paragraph"),
            windows("documents", "document")
        ),
        Rule::Relation => relation_claim(explanation, text),
        Rule::Evidence => format!("{} of {}", get("shown"), windows("windows", text)),
        Rule::NoSharedWindow => format!("no edge: they share no {text}"),
        Rule::BelowMinCount => format!(
            "no edge: they share {}, fewer than {}",
            windows("count", text),
            get("min_count")
        ),
        Rule::TypeNotShown => format!(
            "no edge: {} is a {text}, which this view leaves out",
            entity()
        ),
        Rule::TypesNotJoined => format!("no edge: this view joins no {text}"),
    }
}

/// `ada founder_of acme: 2 sentences, asserted, in the words “founder”, “founded”; says beta (“Beta Daily”)`.
fn relation_claim(explanation: &Explanation, relation: &str) -> String {
    let ends: Vec<_> = explanation
        .entities
        .iter()
        .map(ToString::to_string)
        .collect();
    let quoted = |words: &[String]| {
        let words: Vec<_> = words.iter().map(|word| format!("“{word}”")).collect();
        words.join(", ")
    };
    let mut line = ends.join(&format!(" {relation} "));
    if let Some((_, Number::Count(count))) = explanation.numbers.first() {
        write!(line, ": {}", counted(*count, "sentence")).expect("strings can be written");
    }
    if let Some(said) = &explanation.said {
        write!(line, ", {}", said.polarity).expect("strings can be written");
        if said.former {
            line.push_str(", said to be over");
        }
        if !said.triggers.is_empty() {
            write!(line, ", in the words {}", quoted(&said.triggers))
                .expect("strings can be written");
        }
        if let Some(source) = &said.attributed_to {
            write!(line, "; says {source}").expect("strings can be written");
            if !said.sources.is_empty() {
                write!(line, " ({})", quoted(&said.sources)).expect("strings can be written");
            }
        }
    }
    line
}

fn shown(value: Number) -> String {
    match value {
        Number::Count(count) => number(count),
        Number::Value(value) => score(value),
    }
}
