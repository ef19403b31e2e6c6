//! What the use of a form says against it.

use super::{Usage, Usages};
use crate::dictionary::{Case, Diagnostic, Finding, Lint, ListedName, TypeClass, is_ordinary_word};
use crate::text::fold;

/// A form is a word as well when at least one place in this many has it in lower case: texts with a slip here and there are no texts about
/// something else.
const LOWER_ONE_IN: u64 = 20;
/// Fewer places tell nothing about where a form stands.
const FEWEST: u64 = 3;

/// The findings about forms that the texts use otherwise than a name is used, by diagnostic, then in the order of files and lines. Forms
/// with conditions are left to them.
pub fn judge_usage(lint: &Lint, usages: &Usages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in lint.names().filter(|name| !name.has_conditions()) {
        if let Some(usage) = usages.of(name.alias) {
            let told = judge(&name, usage).into_iter();
            findings.extend(
                told.map(|(diagnostic, message)| Finding::about(diagnostic, &name, message)),
            );
        }
    }
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}

fn judge(name: &ListedName<'_>, usage: &Usage) -> Vec<(Diagnostic, String)> {
    let mut told = Vec::new();
    let first = name.alias.chars().find(|letter| letter.is_alphabetic());
    let has_capital = first.is_some_and(char::is_uppercase);
    // Terms are written small however a dictionary writes them.
    if !has_capital || name.class == TypeClass::Term {
        return told;
    }
    let Usage { places, lower, .. } = *usage;
    if name.case != Some(Case::Exact) && lower * LOWER_ONE_IN >= places && lower > 0 {
        let message = format!("{lower} of {places} places have it in lower case");
        told.push((Diagnostic::LowerCaseUse, message));
    }
    let unsure = usage.initial + usage.headline;
    let telling = usage.inside + usage.beside_capital;
    let is_word = lower > 0 || is_ordinary_word(&fold(name.alias));
    if telling == 0 && unsure >= FEWEST && is_word {
        let message =
            format!("all {unsure} places with a capital begin a sentence or are headlines");
        told.push((Diagnostic::BeginsSentences, message));
    }
    if usage.beside_capital >= FEWEST && usage.beside_capital * 2 > telling {
        let message = format!(
            "{} of {telling} places inside sentences stand beside another word with a capital",
            usage.beside_capital
        );
        told.push((Diagnostic::PartOfLongerNames, message));
    }
    told
}
