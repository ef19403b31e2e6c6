//! `comention eval`: how good a dictionary is, and what to change.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::annotation::Annotator;
use crate::error::Result;
use crate::evaluation::{
    Cause, CauseGroup, Evaluation, Evaluator, Gold, GoldBuilder, Mistake, Score, Scores, Side,
    WrongSurface,
};

use super::eval_args::EvalArgs;
use super::terminal::{Terminal, counted, dim, heading, number, printable, table};
use super::{Exit, files, intake};

/// The columns of a table of mistakes: the keys of its JSON.
const COLUMNS: [&str; 13] = [
    "doc", "start", "end", "surface", "side", "cause", "rule", "gold", "type", "entities",
    "instead", "nearest", "context",
];

pub(super) fn run(args: &EvalArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let gold = gold(args)?;
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
    let options = intake::options(&args.matching);
    let annotator = Annotator::with_profile(&dictionary, options, &profile)?;
    let mut evaluator = Evaluator::new(&annotator);
    for (gold_type, own) in &args.map_type {
        evaluator = evaluator.map_type(gold_type, own);
    }
    match &args.errors {
        None => evaluate(gold, &mut evaluator, |_| ())?,
        Some(path) => files::write_whole(path, |output| {
            let mut rows = MistakeRows::new(output, path)?;
            evaluate(gold, &mut evaluator, |mistake| rows.write(mistake))?;
            Ok(rows.finish()?)
        })?,
    }
    dictionary.check()?;
    let mut evaluation = evaluator.finish();
    for group in &mut evaluation.causes {
        group.surfaces.truncate(args.limit);
    }
    if args.json {
        terminal.json(&evaluation)?;
    } else {
        show(&evaluation, &mut terminal.out)?;
        if let Some(path) = &args.errors {
            let path = printable(&path.display().to_string());
            writeln!(terminal.talk, "wrote every mistake to {path}")?;
        }
    }
    Ok(Exit::Done)
}

fn gold(args: &EvalArgs) -> Result<Gold> {
    let mut builder = args.gold.iter().fold(Gold::builder(), GoldBuilder::path);
    if let Some(format) = args.format {
        builder = builder.format(format);
    }
    if let Some(columns) = args.columns {
        builder = builder.columns(columns);
    }
    let documents = args.documents.iter();
    documents.fold(builder, GoldBuilder::documents).build()
}

fn evaluate(
    gold: Gold,
    evaluator: &mut Evaluator<'_>,
    mut each: impl FnMut(&Mistake),
) -> Result<()> {
    for document in gold {
        evaluator.evaluate(&document?, &mut each);
    }
    Ok(())
}

/// Writes mistakes as they come, a row each.
struct MistakeRows<'w> {
    output: &'w mut dyn Write,
    is_table: bool,
    failed: io::Result<()>,
}

impl<'w> MistakeRows<'w> {
    fn new(output: &'w mut dyn Write, path: &Path) -> io::Result<Self> {
        let is_table = path
            .extension()
            .is_some_and(|suffix| suffix.eq_ignore_ascii_case("tsv"));
        if is_table {
            writeln!(output, "{}", COLUMNS.join("\t"))?;
        }
        Ok(Self {
            output,
            is_table,
            failed: Ok(()),
        })
    }

    fn write(&mut self, mistake: &Mistake) {
        if self.failed.is_ok() {
            self.failed = if self.is_table {
                writeln!(self.output, "{}", cells(mistake).map(escaped).join("\t"))
            } else {
                json_line(self.output, mistake)
            };
        }
    }

    fn finish(self) -> io::Result<()> {
        self.failed
    }
}

fn json_line(output: &mut dyn Write, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, row)?;
    writeln!(output)
}

fn cells(mistake: &Mistake) -> [String; COLUMNS.len()] {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        mistake.doc.clone(),
        mistake.start.to_string(),
        mistake.end.to_string(),
        mistake.surface.clone(),
        mistake.side.to_string(),
        mistake.cause.to_string(),
        mistake
            .rule
            .map_or_else(String::new, |rule| rule.to_string()),
        mistake.gold.join("|"),
        mistake.gold_type.clone(),
        mistake.entities.join("|"),
        optional(&mistake.instead),
        optional(&mistake.nearest),
        mistake.context.clone(),
    ]
}

/// A cell of a table without quotes: what would end it is escaped, as gold tables do.
#[allow(clippy::needless_pass_by_value, reason = "maps an array")]
fn escaped(cell: String) -> String {
    cell.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace('\r', "\\r")
}

fn show(evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    let title = format!(
        "{}, {}, {} found",
        counted(evaluation.documents, "document"),
        counted(evaluation.marks, "marked name"),
        number(evaluation.scores.span.found)
    );
    writeln!(out, "{}", heading(&title))?;
    show_scores(&evaluation.scores, out)?;
    show_notes(evaluation, out)?;
    if !evaluation.types.is_empty() {
        let header = [
            "type",
            "marks#",
            "places found#",
            "precision#",
            "recall#",
            "F1#",
        ];
        let rows = evaluation.types.iter().map(|row| {
            let mut cells = vec![
                type_name(&row.name),
                number(row.marks),
                number(row.marks_found),
            ];
            cells.extend(rates(&row.score));
            cells
        });
        writeln!(out, "\n{}", table(&header, rows))?;
    }
    for side in [Side::Missed, Side::False] {
        let groups = || evaluation.causes.iter().filter(|group| group.side == side);
        let count: u64 = groups().map(|group| group.count).sum();
        let title = match side {
            Side::Missed => format!("{} missed", number(count)),
            Side::False => format!("{} false", number(count)),
        };
        writeln!(out, "\n{}", heading(&title))?;
        for group in groups() {
            show_group(group, out)?;
        }
    }
    Ok(())
}

fn show_scores(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    let rows = [
        ("span", Some(scores.span)),
        ("span, overlapping", Some(scores.span_overlap)),
        ("span + entity", scores.span_entity),
        ("document + entity", scores.document_entity),
        ("span + type", scores.span_type),
    ];
    let rows = rows.into_iter().filter_map(|(name, score)| {
        let score = score?;
        let mut cells = vec![name.to_owned()];
        cells.extend(rates(&score));
        cells.extend([score.right, score.found, score.gold].map(number));
        Some(cells)
    });
    let header = [
        "score",
        "precision#",
        "recall#",
        "F1#",
        "right#",
        "found#",
        "gold#",
    ];
    writeln!(out, "{}", table(&header, rows))
}

fn show_notes(evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    let scores = &evaluation.scores;
    if let Some(share) = scores.right_spans_linked {
        writeln!(
            out,
            "{share:.4} of what stands at the right place is the right entity"
        )?;
    }
    if scores.span_entity.is_none() {
        writeln!(
            out,
            "the gold names no entities: places are scored, and types where it gives them"
        )?;
    } else if evaluation.marks_without_id > 0 {
        writeln!(
            out,
            "{} without an id (NIL): scored by place only",
            counted(evaluation.marks_without_id, "marked name")
        )?;
    }
    if evaluation.discontinuous > 0 {
        writeln!(
            out,
            "{} in several pieces: left out",
            counted(evaluation.discontinuous, "marked name")
        )?;
    }
    let shared = |row: &crate::evaluation::TypeScore| row.marks > 0 && row.score.found > 0;
    if scores.span.found > 0 && scores.span_type.is_some() && !evaluation.types.iter().any(shared) {
        writeln!(
            out,
            "no type of the gold is one of those found: --map-type ORG=organization says which are the same"
        )?;
    }
    Ok(())
}

fn type_name(name: &str) -> String {
    if name.is_empty() {
        "(none)".to_owned()
    } else {
        printable(name)
    }
}

fn rates(score: &Score) -> [String; 3] {
    [score.precision, score.recall, score.f1].map(|rate| format!("{rate:.4}"))
}

fn show_group(group: &CauseGroup, out: &mut dyn Write) -> io::Result<()> {
    let rule = group
        .rule
        .map_or_else(String::new, |rule| format!(" by {rule}"));
    writeln!(
        out,
        "  {} {}{rule}: {}\n    {}",
        number(group.count),
        heading(group.cause.name()),
        group.explanation,
        dim(&format!("remedy: {}", group.remedy))
    )?;
    for surface in &group.surfaces {
        let mistake = &surface.first;
        writeln!(
            out,
            "    {:>5} {}{}",
            format!("{}×", number(surface.count)),
            printable(&mistake.surface),
            details(surface)
        )?;
        let place = mistake.place.clone();
        let parts = [
            &mistake.context[..place.start],
            &mistake.context[place.clone()],
            &mistake.context[place.end..],
        ];
        let [before, surface, after] = parts.map(printable);
        writeln!(
            out,
            "          {before}{}{after} {}",
            heading(&surface),
            dim(&format!("· {} {}", printable(&mistake.doc), mistake.start))
        )?;
    }
    Ok(())
}

/// What is to be said of a surface besides how often it stands there.
fn details(surface: &WrongSurface) -> String {
    let mistake = &surface.first;
    let mut parts = Vec::new();
    if !mistake.gold.is_empty() {
        parts.push(format!("means {}", listed(&mistake.gold)));
    }
    let entities = listed(&mistake.entities);
    match (mistake.cause, &mistake.instead) {
        (Cause::Ambiguous | Cause::Refused, _) => parts.push(format!("may be {entities}")),
        (cause, instead) if cause.side() == Side::False => {
            parts.push(format!("found as {entities}"));
            if let Some(gold) = instead {
                parts.push(format!("the gold has `{}`", printable(gold)));
            }
            if cause == Cause::OtherType {
                parts.push(format!("the gold says {}", printable(&mistake.gold_type)));
            }
        }
        (_, Some(other)) => parts.push(format!("`{}` ({entities}) stands there", printable(other))),
        (_, None) => {}
    }
    if let Some(nearest) = &mistake.nearest {
        parts.push(format!("nearest alias `{}`", printable(nearest)));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join("; "))
    }
}

/// Some ids, and how many more.
fn listed(ids: &[String]) -> String {
    const SHOWN: usize = 4;
    let mut shown: Vec<String> = ids.iter().take(SHOWN).map(|id| printable(id)).collect();
    if ids.len() > SHOWN {
        shown.push(format!("{} more", ids.len() - SHOWN));
    }
    shown.join(", ")
}
