//! The language of trigger patterns, and how a pattern becomes a regular expression over [masked](super::masked) sentences.
//!
//! See [`RelationPack`](super::RelationPack) for the language as people write it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::syntax::{Gap, Node, PatternError, Result, parse_row};
use super::words::{BETWEEN_SUBJECT_AND_VERB, is_function_word};

/// A word of a noun phrase: not a mention, not punctuation, not a function word.
const NOUN: &str = r"[^\x00-\x20'.,;:()?!/&$%\-][^\x00-\x20]* ";

/// The same, but for one that ends in `ed`: it is more often a verb.
const ONE_NOUN: &str =
    r"[^\x00-\x20'.,;:()?!/&$%\-](?:[^\x00-\x20]*(?:[^d\x00-\x20]|[^e\x00-\x20]d))? ";

/// An article that may stand before a noun phrase.
const ARTICLE: &str = r"(?:\x10(?:the|an?) )?";

/// A pattern that was understood.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    nodes: Vec<Node>,
}

/// How many slots there are, also in brackets.
fn slots(row: &[Node]) -> usize {
    let of = |node: &Node| match node {
        Node::Slot { .. } => 1,
        Node::Trigger(row) => slots(row),
        Node::Either { rows, .. } => rows.iter().map(|row| slots(row)).sum(),
        _ => 0,
    };
    row.iter().map(of).sum()
}

impl Pattern {
    /// Reads a pattern. `sets` are the words that it may name.
    pub(super) fn parse(text: &str, sets: &BTreeMap<String, String>) -> Result<Self> {
        let nodes = parse_row(text, sets)?;
        let count = |wanted: bool| {
            let slot = |node: &&Node| matches!(node, Node::Slot { head, .. } if *head == wanted);
            nodes.iter().filter(slot).count()
        };
        if count(true) == 1 && count(false) == 1 && slots(&nodes) == 2 {
            Ok(Self { nodes })
        } else {
            Err(PatternError(
                "needs one `{head}` and one `{tail}`, outside brackets".to_owned(),
            ))
        }
    }

    /// Its parts.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// A regular expression over bytes for mentions of these classes, given as bytes. It has the groups `head`, `tail` and, if the pattern has
    /// words of its own, `trigger`.
    pub(super) fn regex(&self, head: &[u8], tail: &[u8]) -> String {
        let anchor = self.anchor();
        let mut emitter = Emitter {
            head,
            tail,
            regex: String::from(" "),
        };
        for (place, node) in self.nodes.iter().enumerate() {
            let explicit = matches!(node, Node::Trigger(_));
            let trigger = anchor.as_ref().is_some_and(|(at, _)| *at == place) && !explicit;
            let trigger = trigger
                && !self
                    .nodes
                    .iter()
                    .any(|node| matches!(node, Node::Trigger(_)));
            if trigger {
                emitter.regex.push_str("(?P<trigger>");
            }
            emitter.node(node, place == 0);
            if trigger {
                emitter.regex.push(')');
            }
        }
        emitter.regex
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

/// Reads a condition on what stands around a match, as a regular expression without anchors.
pub(super) fn condition(text: &str, sets: &BTreeMap<String, String>) -> Result<String> {
    let nodes = parse_row(text, sets)?;
    if nodes.iter().any(|node| matches!(node, Node::Slot { .. })) {
        return Err(PatternError(
            "a condition holds no `{head}` or `{tail}`".to_owned(),
        ));
    }
    let mut emitter = Emitter {
        head: &[],
        tail: &[],
        regex: String::new(),
    };
    for node in &nodes {
        emitter.node(node, false);
    }
    Ok(emitter.regex)
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

struct Emitter<'p> {
    head: &'p [u8],
    tail: &'p [u8],
    regex: String,
}

impl Emitter<'_> {
    fn node(&mut self, node: &Node, first: bool) {
        match node {
            Node::Word { text, optional } => self.word(text, *optional),
            Node::Either { rows, optional } => {
                self.regex.push_str("(?:");
                for (number, row) in rows.iter().enumerate() {
                    if number > 0 {
                        self.regex.push('|');
                    }
                    self.row(row);
                }
                self.regex.push_str(if *optional { ")?" } else { ")" });
            }
            Node::Trigger(row) => {
                self.regex.push_str("(?P<trigger>");
                self.row(row);
                self.regex.push(')');
            }
            Node::Slot { head, alone } => self.slot(*head, *alone, first),
            Node::Mention(class) => match class {
                Some(class) => {
                    write!(self.regex, r"\x{class:02x} ").expect("strings can be written");
                }
                None => self.regex.push_str(r"[\x01-\x05] "),
            },
            Node::Gap(gap) => self.gap(*gap),
        }
    }

    fn row(&mut self, row: &[Node]) {
        for node in row {
            self.node(node, false);
        }
    }

    fn word(&mut self, text: &str, optional: bool) {
        let mark = if is_function_word(text) { r"\x10" } else { "" };
        let escaped = regex::escape(text).replace(r"\*", r"[^\x00-\x20]*");
        if optional {
            write!(self.regex, "(?:{mark}{escaped} )?").expect("strings can be written");
        } else {
            write!(self.regex, "{mark}{escaped} ").expect("strings can be written");
        }
    }

    /// The mentions that may stand among the words of a noun phrase: places and others, where the pattern is not about such. "The British
    /// designer Arm" is no less Arm.
    fn noun(&self) -> String {
        let mut noun = format!("(?:{NOUN}");
        for class in [3, 5] {
            if !self.head.contains(&class) && !self.tail.contains(&class) {
                write!(noun, r"|\x{class:02x} ").expect("strings can be written");
            }
        }
        noun.push(')');
        noun
    }

    fn slot(&mut self, head: bool, alone: bool, first: bool) {
        let classes = if head { self.head } else { self.tail };
        let name = if head { "head" } else { "tail" };
        let one = format!("{} ", class_set(classes));
        let noun = self.noun();
        if !first && !alone {
            write!(self.regex, "{ARTICLE}{noun}{{0,6}}").expect("strings can be written");
            // "Acme's engineer Ann" is no less Ann.
            if !classes.contains(&2) {
                write!(self.regex, r"(?:\x02 (?:'s )?{noun}{{0,4}})?")
                    .expect("strings can be written");
            }
        }
        if alone {
            write!(self.regex, "(?P<{name}>{one})").expect("strings can be written");
            return;
        }
        let and = r"(?:, )?(?:\x10and|&|\x10or|\x10as well \x10as) ";
        let item = format!(r"{one}(?:\( {one}\) )?");
        let more = if classes == [3] {
            format!("(?:, {item})?")
        } else {
            String::new()
        };
        write!(
            self.regex,
            "(?P<{name}>(?:{item}(?:, {ARTICLE}{noun}{{0,3}}{item})*{and}{ARTICLE}{noun}{{0,3}})?{item}{more})"
        )
        .expect("strings can be written");
    }

    fn gap(&mut self, gap: Gap) {
        match gap {
            Gap::Noun => {
                let noun = self.noun();
                write!(self.regex, "{noun}{{0,6}}").expect("strings can be written");
            }
            Gap::OneNoun => self.regex.push_str(ONE_NOUN),
            Gap::Adverb => {
                self.regex.push_str("(?:(?:[a-z]+ly");
                for word in BETWEEN_SUBJECT_AND_VERB {
                    let mark = if is_function_word(word) { r"\x10" } else { "" };
                    write!(self.regex, "|{mark}{}", regex::escape(word)).expect("strings can be written");
                }
                self.regex.push_str(") ){0,6}");
            }
            Gap::Remark => self
                .regex
                .push_str(r"(?:\( [^()]{0,120}\) |(?:, |-- )[^\x00-\x05,;:()-][^,;:()]{0,120}(?:, |-- ))"),
            // A name between commas may be one of a list, a remark begins with another word.
            Gap::Aside => self.regex.push_str(
                r"(?:\( [^()]{0,120}\) )?(?:(?:, |-- )[^\x00-\x05,;:()-][^,;:()]{0,120}(?:, |-- ))?",
            ),
            Gap::Time => {
                let noun = self.noun();
                write!(
                    self.regex,
                    r"(?:\x10(?:in|on|at|during|since|from|after|before) {ARTICLE}{noun}{{1,4}}(?:, {NOUN}(?:, )?)?)?"
                )
                .expect("strings can be written");
            }
            Gap::Any => {
                let both = [self.head, self.tail].concat();
                let mut other = String::new();
                for class in 1..=5 {
                    if !both.contains(&class) {
                        write!(other, r"|\x{class:02x} ").expect("strings can be written");
                    }
                }
                write!(self.regex, r"(?:[^\x00-\x05 ;][^ ]* {other}){{0,9}}?").expect("strings can be written");
            }
            Gap::When => self.regex.push_str(r"(?:(?:\x05|[^\x00-\x05 ;:()][^ ]*) ){0,7}?"),
            Gap::Money => self.regex.push_str(r"(?:(?:\x10about|\x10over|\x10up|\x10to|\x10than|\x05|[$%]|[^\x00-\x20',;:()?!/&$%\-][^\x00-\x20]*) ){0,8}"),
            Gap::Article => self.regex.push_str(
                r"(?:\x10the |\x10a |\x10an |its |his |\x10her |\x10their |one \x10of (?:\x10the )?)?",
            ),
        }
    }
}

/// The bytes of some classes, as a set of a regular expression.
fn class_set(classes: &[u8]) -> String {
    let mut set = String::from("[");
    for class in classes {
        write!(set, r"\x{class:02x}").expect("strings can be written");
    }
    set.push(']');
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Pattern {
        let sets = BTreeMap::from([("verb".to_owned(), "founded|set up".to_owned())]);
        Pattern::parse(text, &sets).unwrap()
    }

    fn tail_of<'m>(pattern: &Pattern, masked: &'m [u8]) -> Option<&'m [u8]> {
        let regex = regex::bytes::RegexBuilder::new(&pattern.regex(&[1], &[2]))
            .unicode(false)
            .build()
            .unwrap();
        let captures = regex.captures(masked)?;
        Some(captures.name("tail").unwrap().as_bytes())
    }

    #[test]
    fn a_pattern_is_a_row_of_words_and_slots() {
        let founded = parsed("{head} {adv} {verb} {tail}");
        assert_eq!(founded.anchor(), Some((2, vec!["founded", "set"])));
        assert_eq!(
            tail_of(&founded, b" \x01 later founded the \x03 chip maker \x02 "),
            Some(b"\x02 ".as_slice())
        );
        assert_eq!(
            tail_of(&founded, b" \x01 founded \x02 , \x02 \x10and \x02 "),
            Some(b"\x02 , \x02 \x10and \x02 ".as_slice())
        );
        assert_eq!(tail_of(&founded, b" \x01 employees founded \x02 "), None);
    }

    #[test]
    fn mistakes_are_told() {
        let sets = BTreeMap::from([("loop".to_owned(), "a {loop}".to_owned())]);
        for text in [
            "{head} (a",
            "{head} {nothing} {tail}",
            "{head} a",
            "{head} {loop} {tail}",
            "",
        ] {
            assert!(Pattern::parse(text, &sets).is_err(), "{text}");
        }
    }
}
