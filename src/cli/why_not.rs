//! `comention why-not --text "…" ENTITY`: which rule refused an entity in a text. [`no_edge`] asks for two.

use std::io::{self, Read as _, Write};

use crate::annotation::Annotator;
use crate::dictionary::{Dictionary, EntityRef};
use crate::document::Document;
use crate::mention::{Rule, Status};
use crate::query::{WhyNot, WhyNotRule};

use super::args::WhyNotArgs;
use super::terminal::{Terminal, counted, dim, heading, printable};
use super::{Exit, intake, lookup, no_edge};

/// How many places of a reason are shown.
const SHOWN: usize = 5;

pub(super) fn run(args: &WhyNotArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let text = match (&args.other, &args.text) {
        (Some(other), _) => return no_edge::run(args, other, terminal),
        (None, text) => text.as_deref().expect("clap asks for one of the two"),
    };
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let Some(id) = lookup::entity(&args.entity, &dictionary, args.json, terminal)? else {
        return Ok(Exit::NothingFound);
    };
    let entity = dictionary.get(id).expect("it was just found");
    let text = if text == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        text
    } else {
        text.to_owned()
    };
    let annotator = Annotator::with_options(&dictionary, intake::options(&args.matching))?;
    let answer = WhyNot::of(&annotator, &Document::new("-", text), entity.index());
    dictionary.check()?;
    if args.json {
        terminal.json(&answer)?;
    } else {
        show(&answer, entity, &dictionary, &mut terminal.out)?;
    }
    Ok(if answer.is_found() {
        Exit::Done
    } else {
        Exit::NothingFound
    })
}

fn show(
    answer: &WhyNot,
    entity: EntityRef<'_>,
    dictionary: &Dictionary,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = printable(entity.name());
    let id = printable(entity.id());
    let found = answer.numbers[0].1;
    let verdict = if answer.is_found() {
        format!("found, {}", counted(found, "place"))
    } else {
        "not found".to_owned()
    };
    writeln!(out, "{}", heading(&format!("{name} ({id}): {verdict}")))?;
    let mut missing = Vec::new();
    for form in &answer.children {
        let text = printable(form.text.as_deref().unwrap_or_default());
        if form
            .children
            .iter()
            .all(|reason| reason.rule == WhyNotRule::NotInText)
        {
            missing.push(text);
            continue;
        }
        let unlisted = match form.rule {
            WhyNotRule::UnlistedForm => " (not listed, but it may stand for the entity)",
            _ => "",
        };
        writeln!(out, "  {}{unlisted}", heading(&text))?;
        for reason in &form.children {
            show_reason(reason, dictionary, out)?;
        }
    }
    if !missing.is_empty() {
        let forms = missing.join(", ");
        writeln!(out, "  {}", dim(&format!("not in the text: {forms}")))?;
    }
    Ok(())
}

fn show_reason(reason: &WhyNot, dictionary: &Dictionary, out: &mut dyn Write) -> io::Result<()> {
    let mut places: Vec<String> = reason
        .spans
        .iter()
        .take(SHOWN)
        .map(|span| format!("`{}` at {}", printable(&span.text), span.start))
        .collect();
    if reason.spans.len() > SHOWN {
        places.push(format!("{} more", reason.spans.len() - SHOWN));
    }
    let others: Vec<String> = reason
        .entities
        .iter()
        .filter_map(|id| dictionary.get(id.as_str()))
        .map(|entity| format!("{} ({})", printable(entity.name()), printable(entity.id())))
        .collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(": {}", others.join(", "))
    };
    let status = match reason.rule {
        WhyNotRule::Mention(_, status) => format!("{status}, "),
        WhyNotRule::OtherEntity(by) => format!("{by}, "),
        _ => String::new(),
    };
    writeln!(
        out,
        "    {} {}",
        places.join(", "),
        dim(&format!("· {status}{}", reason.rule.name()))
    )?;
    let words = match (&reason.text, reason.rule) {
        (_, WhyNotRule::OtherEntity(_)) | (None, _) => String::new(),
        (Some(words), _) => format!(": {}", printable(words)),
    };
    writeln!(out, "      {}{words}{others}", in_words(reason.rule))
}

/// A reason in words, with what helps where something does.
fn in_words(rule: WhyNotRule) -> &'static str {
    match rule {
        WhyNotRule::OtherCase => {
            "in other case than the dictionary asks for; `case = \"ignore\"` on the alias, or --case ignore, takes any"
        }
        WhyNotRule::InsideWord => {
            "inside a longer word; `boundary = \"none\"` on the alias would take it there"
        }
        WhyNotRule::BrokenUp => "something stands between its words that no name has",
        WhyNotRule::PartOfOwnForm => "part of a longer form of the same entity, which counts",
        WhyNotRule::OtherEntity(_) => "taken for another",
        WhyNotRule::Mention(rule, Status::Accepted) => accepted_in_words(rule),
        WhyNotRule::Mention(rule, _) => refused_in_words(rule),
        _ => rule.name(),
    }
}

fn accepted_in_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Listed => "it counts",
        Rule::ShortName => "it counts: the text has the full name of this person only",
        Rule::Defined => "it counts: the text defines it beside the name",
        Rule::Acronym => "it counts: the text has the name in full",
        Rule::OtherForm
        | Rule::LongerForm
        | Rule::ExactCase
        | Rule::OwnName
        | Rule::TypeCue
        | Rule::Relative
        | Rule::Context
        | Rule::UsualSense => {
            "it counts: several entities list it, and the text decides for this one"
        }
        _ => "it counts: it follows from a listed form",
    }
}

pub(super) fn refused_in_words(rule: Rule) -> &'static str {
    match rule {
        Rule::SharedAlias => {
            "several entities list it, and nothing in the text decides; `needs` or `unless` tell them apart, --ambiguity first takes one. The others"
        }
        Rule::NeedsMissing => "the text has none of the words that the alias needs (`needs`)",
        Rule::UnlessPresent => "the text has a word that the alias excludes (`unless`)",
        Rule::NoFullName => {
            "the last word of a person's name, but the text has no full name it could stand for"
        }
        Rule::InsideLongerName => "inside a longer name, and the longest counts",
        Rule::OverlapsName => "it begins inside another name, and the leftmost counts",
        Rule::TooShort => {
            "a single character or a small number, and the text has the entity under no other form"
        }
        Rule::OrdinaryWord => {
            "an ordinary word too: where a sentence begins, nothing shows that a name is meant"
        }
        Rule::PartOfName => {
            "the word next to it makes it part of another name, which the dictionary does not hold"
        }
        Rule::DefinedOtherwise => "the text defines it as something else",
        Rule::Furniture => {
            "in a line that is no part of the text, such as share buttons or a byline; --furniture keep counts it"
        }
        Rule::ClassWord => {
            "the word for a kind of things, not the name of one; `case = \"ignore\"` on the alias takes it as listed"
        }
        Rule::NoLongForm => "the initials of a name, but the text does not have the name in full",
        other => other.name(),
    }
}
