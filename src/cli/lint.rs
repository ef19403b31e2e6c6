//! `comention dict lint`: what is wrong or risky in a dictionary, by itself and over one's own texts.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::annotation::Annotator;
use crate::dictionary::{Diagnostic, DiagnosticText, Finding, Lint, Severity};
use crate::evaluation::{Usage, UsageSample, Usages, judge_usage, suggest_patch, usage_options};

use super::args::InputArgs;
use super::dict_args::LintArgs;
use super::intake::Report;
use super::terminal::{Terminal, counted, dim, heading, number, printable};
use super::{Exit, files, intake};

/// How many samples are shown of each way to write a form.
const SAMPLES: usize = 1;

pub(super) fn run(args: &LintArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    if args.list {
        return list(args.json, terminal);
    }
    let names = args.dictionary.names();
    let lint = intake::read_rows(&names)?.lint()?;
    let mut findings = lint.findings();
    let broken = has_errors(&findings);
    let corpus = match args.corpus.as_slice() {
        [] => None,
        _ if broken => {
            terminal.warn("no command takes this dictionary as it is: the texts were not read")?;
            None
        }
        _ => Some(read_corpus(args, terminal)?),
    };
    let nothing = Usages::default();
    let usages = corpus.as_ref().map_or(&nothing, |(_, usages)| usages);
    findings.extend(judge_usage(&lint, usages));
    findings.retain(|finding| !args.ignore.contains(&finding.diagnostic));
    let told = Told {
        findings: &findings,
        usages,
        corpus: corpus.as_ref().map(|(report, _)| report),
        lint: &lint,
    };
    if args.json {
        terminal.json(&told.answer())?;
    } else {
        told.show(args.limit, &mut terminal.out)?;
    }
    if let Some(path) = &args.patch {
        let patch = suggest_patch(&lint, &findings, usages);
        write_patch(path, &patch, terminal)?;
    }
    Ok(if broken {
        Exit::Failed
    } else if args.strict && !findings.is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    })
}

fn has_errors(findings: &[Finding]) -> bool {
    let mut severities = findings.iter().map(|finding| finding.diagnostic.severity());
    severities.any(|severity| severity == Severity::Error)
}

/// Reads the texts and adds up how they use the names.
fn read_corpus(args: &LintArgs, terminal: &mut Terminal) -> anyhow::Result<(Report, Usages)> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let annotator = Annotator::with_options(&dictionary, usage_options(args.lines))?;
    let input = InputArgs {
        inputs: args.corpus.clone(),
        prefix_ids: false,
        strict: false,
        threads: args.threads,
    };
    let mut usages = Usages::default();
    let (report, _) = intake::annotate(
        &input,
        false,
        &annotator,
        |(): &mut (), batch: &mut Usages, _, observation| batch.observe(observation),
        |batch| {
            usages.merge(batch);
            Ok(())
        },
    )?;
    report.warn(terminal)?;
    Ok((report, usages))
}

fn write_patch(path: &Path, suggested: &str, terminal: &mut Terminal) -> anyhow::Result<()> {
    let shown = printable(&path.display().to_string());
    if suggested.is_empty() {
        writeln!(terminal.talk, "nothing to suggest: {shown} was not written")?;
        return Ok(());
    }
    files::write_whole(path, |output| Ok(output.write_all(suggested.as_bytes())?))?;
    writeln!(
        terminal.talk,
        "wrote {shown}: read it, then give it as another -d"
    )?;
    Ok(())
}

/// A diagnostic as `--list --json` prints it.
#[derive(Serialize)]
struct Described {
    code: Diagnostic,
    name: &'static str,
    severity: Severity,
    #[serde(flatten)]
    text: DiagnosticText,
}

fn list(json: bool, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let described = |&diagnostic: &Diagnostic| Described {
        code: diagnostic,
        name: diagnostic.name(),
        severity: diagnostic.severity(),
        text: diagnostic.text(),
    };
    let all: Vec<Described> = Diagnostic::ALL.iter().map(described).collect();
    if json {
        terminal.json(&all)?;
        return Ok(Exit::Done);
    }
    for Described {
        code, name, text, ..
    } in &all
    {
        let title = heading(&format!("{code} {name}"));
        writeln!(terminal.out, "{title}: {}", text.finds)?;
        writeln!(terminal.out, "  why:     {}", text.why)?;
        writeln!(terminal.out, "  example: {}", printable(text.example))?;
        writeln!(terminal.out, "  remedy:  {}", text.remedy)?;
    }
    Ok(Exit::Done)
}

/// What was found, and where.
struct Told<'a> {
    findings: &'a [Finding],
    usages: &'a Usages,
    corpus: Option<&'a Report>,
    lint: &'a Lint,
}

#[derive(Serialize)]
struct Answer<'a> {
    entities: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<u64>,
    /// How many findings each diagnostic has.
    counts: BTreeMap<&'static str, u64>,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<&'a Usage>,
}

impl<'a> Told<'a> {
    fn answer(&self) -> Answer<'a> {
        let mut counts = BTreeMap::new();
        for finding in self.findings {
            *counts.entry(finding.diagnostic.code()).or_default() += 1;
        }
        let row = |finding| Row {
            finding,
            usage: self.usage(finding),
        };
        Answer {
            entities: self.lint.len(),
            documents: self.corpus.map(|report| report.documents),
            counts,
            findings: self.findings.iter().map(row).collect(),
        }
    }

    /// How the texts use the form of a finding, where that matters to it.
    fn usage(&self, finding: &Finding) -> Option<&'a Usage> {
        use Diagnostic as Known;

        let is_about_use = matches!(
            finding.diagnostic,
            Known::SharedAlias
                | Known::OrdinaryWord
                | Known::CalendarWord
                | Known::TooShort
                | Known::CapitalsWord
                | Known::LegalForm
                | Known::LowerCaseUse
                | Known::BeginsSentences
                | Known::PartOfLongerNames
        );
        let alias = finding.alias.as_deref().filter(|_| is_about_use)?;
        self.usages.of(alias)
    }

    /// Whether a finding about the use of the same form follows, which shows the samples.
    fn is_shown_below(&self, finding: &Finding) -> bool {
        finding.diagnostic < Diagnostic::LowerCaseUse
            && self.findings.iter().any(|other| {
                other.diagnostic >= Diagnostic::LowerCaseUse
                    && (&other.entity, &other.alias) == (&finding.entity, &finding.alias)
            })
    }

    fn show(&self, limit: usize, out: &mut dyn Write) -> io::Result<()> {
        let entities = counted(self.lint.len() as u64, "entity");
        let title = match self.corpus {
            None => entities,
            Some(report) => format!(
                "{entities}, {}, in which {} occur",
                counted(report.documents, "document"),
                counted(self.usages.len() as u64, "different form")
            ),
        };
        let findings = counted(self.findings.len() as u64, "finding");
        writeln!(out, "{}", heading(&format!("{title}: {findings}")))?;
        for same in self.findings.chunk_by(|a, b| a.diagnostic == b.diagnostic) {
            self.show_group(same, limit, out)?;
        }
        Ok(())
    }

    fn show_group(&self, same: &[Finding], limit: usize, out: &mut dyn Write) -> io::Result<()> {
        let diagnostic = same[0].diagnostic;
        let text = diagnostic.text();
        let title = heading(&format!("{diagnostic} {}", diagnostic.name()));
        let error = match diagnostic.severity() {
            Severity::Error => " (error)",
            Severity::Warning => "",
        };
        writeln!(
            out,
            "\n{} {title}{error}: {}",
            number(same.len() as u64),
            text.finds
        )?;
        writeln!(out, "  {}", dim(&format!("why: {}", text.why)))?;
        writeln!(out, "  {}", dim(&format!("remedy: {}", text.remedy)))?;
        for finding in same.iter().take(limit) {
            self.show_finding(finding, out)?;
        }
        if same.len() > limit {
            let more = number((same.len() - limit) as u64);
            writeln!(out, "  {}", dim(&format!("and {more} more: -n shows them")))?;
        }
        Ok(())
    }

    fn show_finding(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let place = dim(&printable(&finding.place.to_string()));
        let id = printable(&finding.entity);
        let about = match &finding.alias {
            Some(alias) if printable(alias) == id => format!("{id}: "),
            Some(alias) => format!("{} ({id}): ", printable(alias)),
            None if id.is_empty() => String::new(),
            None => format!("{id}: "),
        };
        let message = printable(&finding.message);
        writeln!(out, "  {place} {about}{message}{}", others(finding))?;
        let Some(usage) = self.usage(finding) else {
            return Ok(());
        };
        writeln!(out, "      {}", use_in_words(usage))?;
        if self.is_shown_below(finding) {
            return Ok(());
        }
        for sample in usage
            .samples
            .iter()
            .filter(|sample| is_shown(sample, usage))
        {
            let parts = [
                &sample.context[..sample.place.start],
                &sample.context[sample.place.clone()],
                &sample.context[sample.place.end..],
            ];
            let [before, form, after] = parts.map(printable);
            let doc = dim(&format!("· {}", printable(&sample.doc)));
            writeln!(out, "      {before}{}{after} {doc}", heading(&form))?;
        }
        Ok(())
    }
}

/// Whether a sample is one of the first of its kind.
fn is_shown(sample: &UsageSample, usage: &Usage) -> bool {
    let same = |other: &&UsageSample| other.written == sample.written;
    let mut first = usage.samples.iter().filter(same).take(SAMPLES);
    first.any(|other| std::ptr::eq(other, sample))
}

fn others(finding: &Finding) -> String {
    const SHOWN: usize = 3;
    let mut shown: Vec<String> = finding
        .others
        .iter()
        .take(SHOWN)
        .map(|other| {
            let [id, place] = [&other.entity, &other.place.to_string()].map(|text| printable(text));
            format!("{id} at {place}")
        })
        .collect();
    if finding.others.len() > SHOWN {
        shown.push(format!("{} more", finding.others.len() - SHOWN));
    }
    if shown.is_empty() {
        String::new()
    } else {
        format!("; {}", shown.join(", "))
    }
}

/// `41 places: 30 in lower case, 2 in headlines, 9 inside sentences`.
fn use_in_words(usage: &Usage) -> String {
    let parts = [
        (usage.lower, "in lower case"),
        (usage.headline, "in headlines"),
        (usage.beside_capital, "beside another capital"),
        (usage.initial, "beginning a sentence"),
        (usage.inside, "with a capital inside a sentence"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, how)| format!("{} {how}", number(*count)))
        .collect();
    format!("{}: {}", counted(usage.places, "place"), said.join(", "))
}
