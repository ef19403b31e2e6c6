//! One mistake, and many of them put together by cause.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::mention::Rule;

use super::{Cause, Side};

/// A name that was missed, found where there is none, or found otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mistake {
    /// The document.
    pub doc: String,
    /// Where it starts in the text, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words of the document.
    pub surface: String,
    /// On which side it counts.
    pub side: Side,
    /// Why.
    pub cause: Cause,
    /// The rule that refused it, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// The entities that the gold means; empty where it names none or has no name there.
    pub gold: Vec<String>,
    /// The type in the gold; empty where it gives none.
    #[serde(rename = "type")]
    pub gold_type: String,
    /// The entities that were found there, or could have been meant.
    pub entities: Vec<String>,
    /// The other name that stands there: the mention that took the place, or what the gold marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// The alias of the entity that is most like the surface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// The words around it.
    pub context: String,
    /// Where the surface stands in `context`, in bytes.
    #[serde(skip)]
    pub place: Range<usize>,
}

/// The mistakes of one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CauseGroup {
    /// On which side they count.
    pub side: Side,
    /// Their cause.
    pub cause: Cause,
    /// The rule, where one decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// How many there are.
    pub count: u64,
    /// What the cause means.
    pub explanation: &'static str,
    /// What helps.
    pub remedy: &'static str,
    /// The names, the most frequent first.
    pub surfaces: Vec<WrongSurface>,
}

/// A surface that was got wrong in one way, with its first example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WrongSurface {
    /// How often.
    pub count: u64,
    /// The first time.
    #[serde(flatten)]
    pub first: Mistake,
}

/// What tells one kind of mistake from another: the surface, what the gold means, what was found.
type Kind = (String, Vec<String>, Vec<String>);

/// Puts mistakes together as they come.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    groups: BTreeMap<(Cause, Option<Rule>), BTreeMap<Kind, WrongSurface>>,
}

impl Mistakes {
    pub(super) fn add(&mut self, mistake: Mistake) {
        let kind = (
            mistake.surface.clone(),
            mistake.gold.clone(),
            mistake.entities.clone(),
        );
        let group = self.groups.entry((mistake.cause, mistake.rule));
        group
            .or_default()
            .entry(kind)
            .or_insert(WrongSurface {
                count: 0,
                first: mistake,
            })
            .count += 1;
    }

    /// The groups: what was missed, then what is false; the greatest first.
    pub(super) fn into_groups(self) -> Vec<CauseGroup> {
        let mut groups: Vec<CauseGroup> = self
            .groups
            .into_iter()
            .map(|((cause, rule), kinds)| {
                let mut surfaces: Vec<WrongSurface> = kinds.into_values().collect();
                // Equals stay in the order of their surfaces.
                surfaces.sort_by_key(|surface| std::cmp::Reverse(surface.count));
                CauseGroup {
                    side: cause.side(),
                    cause,
                    rule,
                    count: surfaces.iter().map(|surface| surface.count).sum(),
                    explanation: cause.explanation(),
                    remedy: cause.remedy(rule),
                    surfaces,
                }
            })
            .collect();
        groups.sort_by_key(|group| (group.side, std::cmp::Reverse(group.count)));
        groups
    }
}

/// Some words around a part of a text, and where that part stands in them.
pub(super) fn context(text: &str, part: Range<usize>) -> (String, Range<usize>) {
    /// Characters to either side.
    const REACH: usize = 40;
    let before = text[..part.start].char_indices().rev().take(REACH).last();
    let start = before.map_or(part.start, |(byte, _)| byte);
    let after = text[part.end..].char_indices().nth(REACH);
    let end = after.map_or(text.len(), |(byte, _)| part.end + byte);
    // Half a word says little; where there are no spaces, everything stays.
    let start = match text[start..part.start].find(char::is_whitespace) {
        Some(space) if start > 0 => start + space,
        _ => start,
    };
    let end = match text[part.end..end].rfind(char::is_whitespace) {
        Some(space) if end < text.len() => part.end + space,
        _ => end,
    };
    let lead = text[start..part.start].trim_start();
    let context = format!("{lead}{}", text[part.start..end].trim_end());
    let place = lead.len()..lead.len() + part.len();
    (context, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_cut_between_words() {
        let text = "Twenty words or so stand before the one that matters, Acme, and as many words follow after it to the end.";
        let at = text.find("Acme").unwrap();
        let (context, place) = context(text, at..at + 4);
        assert_eq!(&context[place], "Acme");
        assert_eq!(
            context,
            "so stand before the one that matters, Acme, and as many words follow after it to"
        );
    }

    #[test]
    fn scripts_without_spaces_are_cut_anywhere() {
        let text = "芯".repeat(100) + "Acme" + &"片".repeat(100);
        let (context, place) = context(&text, 300..304);
        assert_eq!(&context[place], "Acme");
        assert_eq!(context.chars().count(), 84);
        let (whole, place) = super::context("Acme", 0..4);
        assert_eq!((whole.as_str(), place), ("Acme", 0..4));
    }
}
