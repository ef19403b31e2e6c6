//! A suggested patch: what could be written down about the forms that were found wanting.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Usage, Usages};
use crate::dictionary::{Case, Diagnostic, Finding, Lint, ListedName};
use crate::text::fold;

/// What stands at the top of every patch.
const HEADER: &str = "\
# A suggested patch, to be read before it is used: `-d DICTIONARY -d THIS FILE`. Entities are merged by id, and a form that is listed here
# with rules has them wherever else it is listed.
#
# `case = \"exact\"` is suggested where the texts have a form in lower case; `needs` where a form is a word or part of other names: the form is
# then found only in documents that have one of those words. Take away what goes too far.
";

/// How many words `needs` is given at most.
const MOST_NEEDS: usize = 8;

/// Writes a dictionary in TOML that restricts the forms of `findings`, as far as the rules of aliases can; what has to be decided by
/// people stands in it as comments. Empty if there is nothing to suggest.
pub fn suggest_patch(lint: &Lint, findings: &[Finding], usages: &Usages) -> String {
    let mut wanted: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if let (true, Some(alias)) = (is_patched(finding.diagnostic), &finding.alias) {
            let key = (finding.entity.as_str(), alias.as_str());
            wanted.entry(key).or_default().push(finding);
        }
    }
    if wanted.is_empty() {
        return String::new();
    }
    let names: Vec<ListedName<'_>> = lint
        .names()
        .filter(|name| {
            let from = (name.entity, "");
            let mut same = wanted.range(from..);
            same.next()
                .is_some_and(|((entity, _), _)| *entity == name.entity)
        })
        .collect();
    let mut patch = HEADER.to_owned();
    for names in names.chunk_by(|a, b| a.entity == b.entity) {
        let flagged = |name: &ListedName<'_>| wanted.contains_key(&(name.entity, name.alias));
        let Some(lead) = names.iter().find(|name| name.is_name) else {
            continue;
        };
        let mut rows = Vec::new();
        for name in names.iter().filter(|name| flagged(name)) {
            let findings = &wanted[&(name.entity, name.alias)];
            let others: Vec<&str> = names
                .iter()
                .filter(|other| !flagged(other) && fold(other.alias) != fold(name.alias))
                .map(|other| other.alias)
                .collect();
            rows.push(row(name, findings, usages.of(name.alias), &others));
        }
        let (id, name) = (quoted(lead.entity), quoted(lead.alias));
        write!(
            patch,
            "\n[[entity]]\nid = {id}\nname = {name}\naliases = [\n{}]\n",
            rows.concat()
        )
        .expect("strings can be written");
    }
    patch
}

/// Whether a patch can help.
fn is_patched(diagnostic: Diagnostic) -> bool {
    use Diagnostic as Known;
    matches!(
        diagnostic,
        Known::OrdinaryWord
            | Known::CalendarWord
            | Known::TooShort
            | Known::CapitalsWord
            | Known::LowerCaseUse
            | Known::BeginsSentences
            | Known::PartOfLongerNames
    )
}

/// The lines about one alias.
fn row(
    name: &ListedName<'_>,
    findings: &[&Finding],
    usage: Option<&Usage>,
    others: &[&str],
) -> String {
    let mut lines = String::new();
    for finding in findings {
        writeln!(
            lines,
            "  # {} {}",
            finding.diagnostic,
            plain(&finding.message)
        )
        .expect("strings can be written");
    }
    for sample in usage.iter().flat_map(|usage| &usage.samples) {
        writeln!(lines, "  #   {}", plain(&sample.context)).expect("strings can be written");
    }
    let has = |wanted: Diagnostic| findings.iter().any(|finding| finding.diagnostic == wanted);
    let is_lower = has(Diagnostic::LowerCaseUse);
    let mut rules = vec![format!("text = {}", quoted(name.alias))];
    // Smart case asks ordinary words for their capital anyway, and guards them where sentences begin, which a rule of their own would end.
    let guarded = has(Diagnostic::OrdinaryWord)
        || has(Diagnostic::CapitalsWord)
        || has(Diagnostic::CalendarWord)
        || has(Diagnostic::TooShort);
    match name.case {
        Some(case) if case != Case::Exact && is_lower => rules.push("case = \"exact\"".to_owned()),
        Some(Case::Exact) => rules.push("case = \"exact\"".to_owned()),
        None if is_lower => rules.push("case = \"exact\"".to_owned()),
        _ => {}
    }
    let mut needs: Vec<&str> = name.context.iter().map(AsRef::as_ref).collect();
    for other in others {
        // Conditions are compared in any case.
        if !needs.iter().any(|known| fold(known) == fold(other)) {
            needs.push(other);
        }
    }
    needs.truncate(MOST_NEEDS);
    let only_longer = findings
        .iter()
        .all(|finding| finding.diagnostic == Diagnostic::PartOfLongerNames);
    let wants_needs = guarded || has(Diagnostic::BeginsSentences);
    if only_longer {
        lines += "  # list the longer names above: as aliases, or as entities of their own\n";
        return lines;
    }
    if wants_needs && needs.is_empty() {
        lines += "  # nothing in the dictionary goes with it: choose words that do, and remove the mark before this line\n";
        rules.push("needs = [\"…\"]".to_owned());
        writeln!(lines, "  # {{ {} }},", rules.join(", ")).expect("strings can be written");
        return lines;
    }
    if wants_needs {
        let words: Vec<String> = needs.iter().map(|word| quoted(word)).collect();
        rules.push(format!("needs = [{}]", words.join(", ")));
    }
    writeln!(lines, "  {{ {} }},", rules.join(", ")).expect("strings can be written");
    lines
}

/// A basic string of TOML. Those of JSON are, but for one character.
fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .expect("strings are written to memory")
        .replace('\u{7F}', "\\u007F")
}

/// Text that stays in its line and in its comment.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
