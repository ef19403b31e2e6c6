//! Patterns that were understood, and the words that they cannot do without.
//!
//! See [`RelationPack`](super::RelationPack) for the language as people write it.

use std::collections::BTreeMap;

use super::syntax::{Node, PatternError, Result, parse_row};
use super::words::is_function_word;

/// A pattern that was understood.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    nodes: Vec<Node>,
}

/// How many parts of a kind there are, also in brackets.
fn count(row: &[Node], kind: fn(&Node) -> bool) -> usize {
    let inside = |node: &Node| match node {
        Node::Trigger(row) => count(row, kind),
        Node::Either { rows, .. } => rows.iter().map(|row| count(row, kind)).sum(),
        _ => 0,
    };
    row.iter()
        .map(|node| usize::from(kind(node)) + inside(node))
        .sum()
}

fn triggers(row: &[Node]) -> usize {
    count(row, |node| matches!(node, Node::Trigger(_)))
}

fn slots(row: &[Node]) -> usize {
    count(row, |node| matches!(node, Node::Slot { .. }))
}

impl Pattern {
    /// Reads a pattern. `sets` are the words that it may name.
    pub(super) fn parse(text: &str, sets: &BTreeMap<String, String>) -> Result<Self> {
        let nodes = parse_row(text, sets)?;
        if triggers(&nodes) > 1 {
            return Err(PatternError("has more than one trigger".to_owned()));
        }
        let of = |wanted: bool| {
            let slot = |node: &&Node| matches!(node, Node::Slot { head, .. } if *head == wanted);
            nodes.iter().filter(slot).count()
        };
        if of(true) == 1 && of(false) == 1 && slots(&nodes) == 2 {
            Ok(Self { nodes })
        } else {
            Err(PatternError(
                "needs one `{head}` and one `{tail}`, outside brackets".to_owned(),
            ))
        }
    }

    /// Whether it says itself what its trigger is.
    pub(super) fn has_trigger(&self) -> bool {
        triggers(&self.nodes) > 0
    }

    /// Its parts.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The part whose words are least likely to stand in a sentence by chance, with the words: one of them stands in every sentence that
    /// matches. `None` if that cannot be said of any.
    pub(super) fn anchor(&self) -> Option<(usize, Vec<&str>)> {
        self.anchor_of(is_telling)
    }

    /// The same; if there is no such part, one of function words or signs.
    pub(super) fn wake_words(&self) -> Option<(usize, Vec<&str>)> {
        self.anchor().or_else(|| self.anchor_of(|_| true))
    }

    fn anchor_of(&self, serves: fn(&str) -> bool) -> Option<(usize, Vec<&str>)> {
        let found = self
            .nodes
            .iter()
            .enumerate()
            .filter_map(|(place, node)| Some((place, anchors_of(node, serves)?)))
            .filter(|(_, words)| !words.is_empty());
        found.max_by_key(|(place, words)| {
            let explicit = matches!(self.nodes[*place], Node::Trigger(_));
            let shortest = words
                .iter()
                .map(|word| word.len())
                .min()
                .unwrap_or_default();
            (explicit, shortest, std::cmp::Reverse(*place))
        })
    }
}

/// Reads a condition on what stands around a match.
pub(super) fn condition(text: &str, sets: &BTreeMap<String, String>) -> Result<Vec<Node>> {
    let nodes = parse_row(text, sets)?;
    if slots(&nodes) > 0 {
        return Err(PatternError(
            "a condition holds no `{head}` or `{tail}`".to_owned(),
        ));
    }
    Ok(nodes)
}

/// Whether a word says something by itself.
fn is_telling(word: &str) -> bool {
    word.len() > 1 && !is_function_word(word) && word != "'s"
}

/// The words of which one stands wherever a part matches, if they serve; `None` if that cannot be said.
fn anchors_of(node: &Node, serves: fn(&str) -> bool) -> Option<Vec<&str>> {
    match node {
        Node::Word {
            text,
            optional: false,
        } => (!text.contains('*') && serves(text)).then(|| vec![text.as_str()]),
        Node::Either {
            rows,
            optional: false,
        } => {
            let mut all = Vec::new();
            for row in rows {
                all.extend(best_of_row(row, serves)?);
            }
            Some(all)
        }
        Node::Trigger(row) => best_of_row(row, serves),
        _ => None,
    }
}

/// The anchors of the part of a row that has the longest.
fn best_of_row(row: &[Node], serves: fn(&str) -> bool) -> Option<Vec<&str>> {
    row.iter()
        .filter_map(|node| anchors_of(node, serves))
        .max_by_key(|words| words.iter().map(|word| word.len()).min())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Pattern {
        let sets = BTreeMap::from([("verb".to_owned(), "founded|set up".to_owned())]);
        Pattern::parse(text, &sets).unwrap()
    }

    #[test]
    fn a_pattern_has_words_that_it_cannot_do_without() {
        let founded = parsed("{head} {adv} {verb} {tail}");
        assert_eq!(founded.anchor(), Some((2, vec!["founded", "set"])));
        let own = parsed("{head} <owns|runs> all {verb} {tail}");
        assert_eq!(own.anchor(), Some((1, vec!["owns", "runs"])));
        assert_eq!(parsed("{head} of {tail}").anchor(), None);
        let of = parsed("{head} of {tail}");
        assert_eq!(of.wake_words(), Some((1, vec!["of"])));
    }

    #[test]
    fn mistakes_are_told() {
        let sets = BTreeMap::from([("loop".to_owned(), "a {loop}".to_owned())]);
        for text in [
            "{head} (a",
            "{head} {nothing} {tail}",
            "{head} a",
            "{head} {loop} {tail}",
            "<a> {head} <b> {tail}",
            "{head} <a (<b>)?> {tail}",
            "",
        ] {
            assert!(Pattern::parse(text, &sets).is_err(), "{text}");
        }
    }
}
