//! The language of trigger patterns: what people write, as a tree.

use std::collections::BTreeMap;

/// How deep sets of words may name other sets.
const DEPTH: usize = 5;

/// The classes of mentions that a pattern may name, with their bytes.
pub(super) const CLASSES: [(&str, u8); 5] = [
    ("person", 1),
    ("organization", 2),
    ("place", 3),
    ("term", 4),
    ("other", 5),
];

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError(pub(super) String);

pub(super) type Result<T> = std::result::Result<T, PatternError>;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A word or a sign; `*` stands for any letters.
    Word { text: String, optional: bool },
    /// One of several rows.
    Either {
        rows: Vec<Vec<Node>>,
        optional: bool,
    },
    /// A row that is the trigger.
    Trigger(Vec<Node>),
    /// The mention that the hint leads from, or to; with others of its class in a list, unless it is to stand alone.
    Slot { head: bool, alone: bool },
    /// A mention of a class, or of any.
    Mention(Option<u8>),
    /// Words that may be there.
    Gap(Gap),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Words of a noun phrase.
    Noun,
    /// One of them.
    OneNoun,
    /// Auxiliaries and adverbs.
    Adverb,
    /// A remark in brackets or between commas, that may be there.
    Aside,
    /// The same, and it is there.
    Remark,
    /// When, or where.
    Time,
    /// An article.
    Article,
    /// Any words, up to the next mention that the pattern could mean.
    Any,
    /// Dates and the like.
    When,
    /// A sum of money.
    Money,
}

/// Reads a row of a pattern; several rows are one of them.
pub(super) fn parse_row(text: &str, sets: &BTreeMap<String, String>) -> Result<Vec<Node>> {
    let mut parser = Parser {
        rest: text,
        sets,
        depth: 0,
        brackets: 0,
    };
    let rows = parser.rows(None)?;
    match <[Vec<Node>; 1]>::try_from(rows) {
        Ok([row]) if !row.is_empty() => Ok(row),
        Ok(_) => Err(PatternError("is empty".to_owned())),
        Err(rows) => Ok(vec![Node::Either {
            rows,
            optional: false,
        }]),
    }
}

/// How deep brackets may stand in brackets: they are read, and compiled, by recursion.
const MOST_BRACKETS: usize = 32;

struct Parser<'p> {
    rest: &'p str,
    sets: &'p BTreeMap<String, String>,
    depth: usize,
    /// How many brackets are open.
    brackets: usize,
}

impl Parser<'_> {
    /// Reads rows up to a closing sign, or to the end.
    fn rows(&mut self, closing: Option<char>) -> Result<Vec<Vec<Node>>> {
        let mut rows = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            let Some(first) = self.rest.chars().next() else {
                return match closing {
                    None => Ok(rows),
                    Some(sign) => Err(PatternError(format!("a `{sign}` is missing"))),
                };
            };
            if Some(first) == closing {
                self.rest = &self.rest[1..];
                return Ok(rows);
            }
            if first == '|' {
                self.rest = &self.rest[1..];
                rows.push(Vec::new());
                continue;
            }
            let node = self.node(first)?;
            rows.last_mut().expect("there is a row").push(node);
        }
    }

    /// Reads rows in brackets.
    fn inside(&mut self, closing: char) -> Result<Vec<Vec<Node>>> {
        self.brackets += 1;
        if self.brackets > MOST_BRACKETS {
            return Err(PatternError("has too many brackets in brackets".to_owned()));
        }
        let rows = self.rows(Some(closing))?;
        self.brackets -= 1;
        Ok(rows)
    }

    fn node(&mut self, first: char) -> Result<Node> {
        match first {
            '(' => {
                self.rest = &self.rest[1..];
                let rows = self.inside(')')?;
                let optional = self.takes('?');
                Ok(Node::Either { rows, optional })
            }
            '<' => {
                self.rest = &self.rest[1..];
                let rows = self.inside('>')?;
                Ok(Node::Trigger(vec![Node::Either {
                    rows,
                    optional: false,
                }]))
            }
            '{' => {
                let end = self
                    .rest
                    .find('}')
                    .ok_or_else(|| PatternError("a `}` is missing".to_owned()))?;
                let name = &self.rest[1..end];
                let name = name.to_owned();
                self.rest = &self.rest[end + 1..];
                let optional = self.takes('?');
                self.named(&name, optional)
            }
            ')' | '>' | '}' => Err(PatternError(format!("a `{first}` too many"))),
            _ => {
                let end = self
                    .rest
                    .find(|c: char| c.is_whitespace() || "()|<>{}".contains(c))
                    .unwrap_or(self.rest.len());
                let word = &self.rest[..end];
                self.rest = &self.rest[end..];
                let (word, optional) = match word.strip_suffix('?') {
                    Some(word) if !word.is_empty() => (word, true),
                    _ => (word, false),
                };
                let word = match word {
                    "[" => "(",
                    "]" => ")",
                    word => word,
                };
                Ok(Node::Word {
                    text: word.to_lowercase(),
                    optional,
                })
            }
        }
    }

    fn named(&mut self, name: &str, optional: bool) -> Result<Node> {
        let rows = match Self::slot_or_gap(name) {
            Some(Node::Slot { .. }) if optional => {
                return Err(PatternError(format!("`{{{name}}}` cannot be missing")));
            }
            Some(node) if !optional => return Ok(node),
            Some(node) => vec![vec![node]],
            None => self.set(name)?,
        };
        Ok(Node::Either { rows, optional })
    }

    /// What the language itself knows by a name.
    fn slot_or_gap(name: &str) -> Option<Node> {
        let slot = |head, alone| Node::Slot { head, alone };
        Some(match name {
            "head" => slot(true, false),
            "tail" => slot(false, false),
            "head!" => slot(true, true),
            "tail!" => slot(false, true),
            "any" => Node::Mention(None),
            "np" => Node::Gap(Gap::Noun),
            "noun" => Node::Gap(Gap::OneNoun),
            "adv" => Node::Gap(Gap::Adverb),
            "remark" => Node::Gap(Gap::Remark),
            "aside" => Node::Gap(Gap::Aside),
            "time" => Node::Gap(Gap::Time),
            "det" => Node::Gap(Gap::Article),
            "gap" => Node::Gap(Gap::Any),
            "when" => Node::Gap(Gap::When),
            "money" => Node::Gap(Gap::Money),
            _ => {
                let (_, class) = CLASSES.iter().find(|(class, _)| *class == name)?;
                Node::Mention(Some(*class))
            }
        })
    }

    /// The rows of a set of words.
    fn set(&self, name: &str) -> Result<Vec<Vec<Node>>> {
        let set = self
            .sets
            .get(name)
            .ok_or_else(|| PatternError(format!("`{{{name}}}` is no set of words")))?;
        if self.depth == DEPTH {
            return Err(PatternError(format!("`{{{name}}}` names itself")));
        }
        let mut inner = Parser {
            rest: set,
            sets: self.sets,
            depth: self.depth + 1,
            brackets: self.brackets,
        };
        inner.rows(None)
    }

    fn takes(&mut self, sign: char) -> bool {
        let taken = self.rest.strip_prefix(sign);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }
}
