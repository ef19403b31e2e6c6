//! `comention explain A B`: a pair's score, opened.

use std::fmt::Write as _;
use std::io::Write;

use crate::ledger::{Ledger, LedgerTallies};
use crate::query::{Explanation, ExplanationRule, Number};

use super::args::ExplainArgs;
use super::terminal::{Terminal, counted, heading, marked, number, origin, printable, score};
use super::{Exit, explain_entity, lookup, nearness, no_edge, view};

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let mut ids = Vec::new();
    for query in [Some(&args.a), args.b.as_ref()].into_iter().flatten() {
        let Some(id) = lookup::entity(query, tallies.dictionary(), args.answer.json, terminal)?
        else {
            return Ok(Exit::NothingFound);
        };
        ids.push(lookup::counted_as(id, &tallies, terminal)?);
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
    view::say_cuts(&graph, terminal)?;
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
pub(super) fn write(
    explanation: &Explanation,
    depth: usize,
    out: &mut dyn Write,
) -> std::io::Result<()> {
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
    let get = |wanted: &str| number_named(explanation, wanted);
    let probability = |wanted: &str| {
        let found = explanation.numbers.iter().find(|(name, _)| *name == wanted);
        match found {
            Some((_, Number::Value(value))) if *value >= 0.001 => format!("{value:.3}"),
            Some((_, Number::Value(value))) => format!("{value:.1e}"),
            _ => String::new(),
        }
    };
    let windows = |name: &str, noun: &str| things_named(explanation, name, noun);
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
        Rule::Independent => {
            let pairs = match windows("pairs", "mention pair").as_str() {
                "" => String::new(),
                pairs => format!(", {pairs}"),
            };
            let sources = windows("sources", "source");
            let sources = match sources.as_str() {
                "" => String::new(),
                sources => format!(", from {sources}"),
            };
            format!(
                "share {}, {}, {}{pairs} without near-duplicates{sources}",
                windows("sentences", "sentence"),
                windows("paragraphs", "paragraph"),
                windows("documents", "document")
            )
        }
        Rule::Significance => format!(
            "so many documents or more by chance: p {}; q {} among {} pairs",
            probability("p_value"),
            probability("q_value"),
            get("tests")
        ),
        Rule::AboveFdr => format!(
            "no edge: its q-value {} is above {}",
            probability("q_value"),
            get("fdr")
        ),
        Rule::Relation => relation_claim(explanation, text),
        Rule::Evidence => format!("{} of {}", get("shown"), windows("windows", text)),
        Rule::NoSharedWindow => {
            nearness::claim(explanation).unwrap_or_else(|| format!("no edge: they share no {text}"))
        }
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
        _ => points_claim(explanation)
            .or_else(|| nearness::claim(explanation))
            .unwrap_or_else(|| cut_claim(explanation)),
    }
}

fn number_named(explanation: &Explanation, wanted: &str) -> String {
    let found = explanation.numbers.iter().find(|(name, _)| *name == wanted);
    found.map_or_else(String::new, |(_, value)| shown(*value))
}

fn things_named(explanation: &Explanation, name: &str, noun: &str) -> String {
    let found = explanation.numbers.iter().find(|(known, _)| *known == name);
    match found {
        Some((_, Number::Count(count))) => counted(*count, noun),
        _ => String::new(),
    }
}

/// Says where points come from.
fn points_claim(explanation: &Explanation) -> Option<String> {
    use ExplanationRule as Rule;

    let text = explanation.text.as_deref().unwrap_or_default();
    let get = |wanted: &str| number_named(explanation, wanted);
    let things = |name: &str, noun: &str| things_named(explanation, name, noun);
    Some(match explanation.rule {
        Rule::Points => format!(
            "{} points for the two; {} and {} for each with all others, {} for all pairs",
            get("points"),
            get("points_a"),
            get("points_b"),
            get("all")
        ),
        Rule::DocumentPoints => format!("{} from {text}", get("points")),
        Rule::SharedDocument => format!(
            "{} for the document, which names {}",
            get("points"),
            things("entities", "entity")
        ),
        Rule::Lead => match get("of_them").as_str() {
            "2" => format!("{}: both stand in its first sentence", get("points")),
            _ => format!(
                "{}: one of the two stands in its first sentence",
                get("points")
            ),
        },
        Rule::SharedSentence => format!(
            "{} for a sentence: {} between them{}",
            get("points"),
            things("words_between", "word"),
            match get("list_weight").as_str() {
                "1,000" | "1000" => String::new(),
                weight => format!(", many names: {weight} thousandths"),
            }
        ),
        Rule::AssertedRelation => {
            format!(
                "{} for a sentence that says what they are to each other",
                get("points")
            )
        }
        Rule::OtherDocuments => format!(
            "{} from {}",
            get("points"),
            things("documents", "further document")
        ),
        _ => return None,
    })
}

/// Says which rule cut an edge.
fn cut_claim(explanation: &Explanation) -> String {
    use ExplanationRule as Rule;

    let get = |wanted: &str| {
        let found = explanation.numbers.iter().find(|(name, _)| *name == wanted);
        found.map_or_else(String::new, |(_, value)| match *value {
            // Probabilities may be small, and it matters how small.
            Number::Value(value) if value != 0.0 && value.abs() < 0.01 => format!("{value:.1e}"),
            value => shown(value),
        })
    };
    match explanation.rule {
        Rule::CutByDisparity => format!(
            "no edge: the disparity filter cuts it; so large a share by chance: {} and {} seen from the two ends, neither below {}",
            get("alpha_a"),
            get("alpha_b"),
            get("alpha")
        ),
        Rule::CutByPolya => format!(
            "no edge: the Pólya filter cuts it; so many by chance: {} and {} seen from the two ends, neither below {}",
            get("p_a"),
            get("p_b"),
            get("alpha")
        ),
        Rule::CutByNoiseCorrected => format!(
            "no edge: the noise-corrected backbone cuts it; its lift is {}, not above {} standard deviations of {}",
            get("lift"),
            get("delta"),
            get("deviation")
        ),
        Rule::CutBySpanningTree => {
            "no edge: the maximum spanning tree cuts it; stronger edges join the two already"
                .to_owned()
        }
        Rule::CutByTopK => format!(
            "no edge: it is number {} and {} among the edges of its ends, not among the strongest {} of either",
            get("rank_a"),
            get("rank_b"),
            get("k")
        ),
        Rule::CutByKCore => format!(
            "no edge: the core numbers of its ends are {} and {}, and the view shows the {}-core",
            get("core_a"),
            get("core_b"),
            get("k")
        ),
        other => no_edge::claim(explanation).unwrap_or_else(|| other.name().to_owned()),
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
