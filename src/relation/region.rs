//! What may stand between two parts of a pattern: a set of tokens, and remarks of any words.
//!
//! A region is more generous than the pattern: it asks neither for order nor for number. So it can be told in a few steps that a pattern does not
//! match, and hardly ever is more needed.

use super::masked::Token;
use super::syntax::{Gap, Node};
use super::vocabulary::{
    CLOSING, COLON, COMMA, DASH, OPENING, SEMICOLON, UNKNOWN, Vocabulary, WordNumber,
};
use super::words::BETWEEN_SUBJECT_AND_VERB;

/// The most bytes from one sign of a remark to the other in a masked sentence, with some to spare.
const REMARK_BYTES: usize = 128;

/// Some classes of mentions: the bit of each is its byte.
pub(super) type ClassBits = u8;

/// The bits of classes given as bytes.
pub(super) fn class_bits(classes: &[u8]) -> ClassBits {
    classes.iter().fold(0, |bits, class| bits | 1 << class)
}

/// The class of a mention, as a bit; nothing for words.
pub(super) fn class_of(token: &Token) -> ClassBits {
    if (1..=5).contains(&token.word) {
        1 << token.word
    } else {
        0
    }
}

/// The tokens that may stand somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    /// A bit for each number of a word.
    allowed: Vec<u64>,
    /// Whether there may be a remark in brackets, or between commas or dashes.
    remarks: bool,
}

/// Which way a region is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
}

/// A remark that is being walked through: where it began among the masked bytes.
type Remark = Option<usize>;

impl Region {
    fn allows(&self, word: WordNumber) -> bool {
        self.allowed[word as usize / 64] >> (word % 64) & 1 != 0
    }

    /// Walks from a token, which is not looked at, over what may stand here. Calls with each mention it comes to, by its token, until that
    /// returns true.
    pub(super) fn walk(
        &self,
        tokens: &[Token],
        from: usize,
        way: Way,
        mut reached: impl FnMut(usize) -> bool,
    ) -> bool {
        let (opens, closes) = match way {
            Way::Left => (CLOSING, OPENING),
            Way::Right => (OPENING, CLOSING),
        };
        let mut plain = true;
        let (mut commas, mut brackets): (Remark, Remark) = (None, None);
        let mut at = from;
        loop {
            at = match way {
                Way::Left if at > 0 => at - 1,
                Way::Right if at + 1 < tokens.len() => at + 1,
                _ => return false,
            };
            let token = &tokens[at];
            let word = token.word;
            if plain && class_of(token) != 0 && reached(at) {
                return true;
            }
            let was_plain = plain;
            plain &= self.allows(word);
            if !self.remarks {
                if !plain {
                    return false;
                }
                continue;
            }
            let near = |start: &usize| start.abs_diff(token.at) <= REMARK_BYTES;
            commas = commas.filter(near);
            brackets = brackets.filter(near);
            plain |= commas.is_some() && matches!(word, COMMA | DASH);
            plain |= brackets.is_some() && word == closes;
            if matches!(word, COMMA | SEMICOLON | COLON | OPENING | CLOSING) {
                commas = None;
            }
            if matches!(word, OPENING | CLOSING) {
                brackets = None;
            }
            if was_plain && matches!(word, COMMA | DASH) {
                commas = Some(token.at);
            }
            if was_plain && word == opens {
                brackets = Some(token.at);
            }
            if !plain && commas.is_none() && brackets.is_none() {
                return false;
            }
        }
    }
}

/// Collects what may stand in a region of a pattern.
#[derive(Debug)]
pub(super) struct RegionBuilder<'v> {
    vocabulary: &'v Vocabulary,
    head: &'v [u8],
    tail: &'v [u8],
    region: Region,
}

impl<'v> RegionBuilder<'v> {
    /// Nothing yet, for a pattern whose slots take these classes.
    pub(super) fn new(vocabulary: &'v Vocabulary, head: &'v [u8], tail: &'v [u8]) -> Self {
        let region = Region {
            allowed: vec![0; vocabulary.len() as usize / 64 + 1],
            remarks: false,
        };
        Self {
            vocabulary,
            head,
            tail,
            region,
        }
    }

    pub(super) fn build(self) -> Region {
        self.region
    }

    /// Adds what the parts of a row match.
    pub(super) fn row(&mut self, row: &[Node]) {
        for node in row {
            match node {
                Node::Word { text, .. } if text.contains('*') => {
                    self.all(|word| !(1..=5).contains(&word));
                }
                Node::Word { text, .. } => self.word(text),
                Node::Either { rows, .. } => rows.iter().for_each(|row| self.row(row)),
                Node::Trigger(row) => self.row(row),
                // A slot ends a region, and none is inside another part.
                Node::Slot { .. } => {}
                Node::Mention(class) => self.all(|word| {
                    class.map_or_else(
                        || (1..=5).contains(&word),
                        |class| word == WordNumber::from(class),
                    )
                }),
                Node::Gap(gap) => self.gap(*gap),
            }
        }
    }

    /// Adds what a slot may put before its mention.
    pub(super) fn before_mention(&mut self, classes: &[u8]) {
        self.article();
        self.noun();
        if !classes.contains(&2) {
            self.allow(2);
            self.word("'s");
        }
    }

    /// Adds what a slot may put behind its mention.
    pub(super) fn behind_mention(&mut self) {
        self.allow(CLOSING);
    }

    /// Adds what may stand between two mentions of one slot, and those themselves.
    pub(super) fn list(&mut self, classes: &[u8]) {
        self.article();
        self.noun();
        for word in [",", "and", "&", "or", "as", "well", "(", ")"] {
            self.word(word);
        }
        for &class in classes {
            self.allow(class.into());
        }
    }

    fn gap(&mut self, gap: Gap) {
        match gap {
            Gap::Noun | Gap::OneNoun => self.noun(),
            Gap::Adverb => {
                let vocabulary = self.vocabulary;
                vocabulary.ending_in_ly().for_each(|word| self.allow(word));
                for word in BETWEEN_SUBJECT_AND_VERB {
                    self.word(word);
                }
            }
            Gap::Aside | Gap::Remark => self.region.remarks = true,
            Gap::Time => {
                self.article();
                self.noun();
                for word in [
                    "in", "on", "at", "during", "since", "from", "after", "before", ",",
                ] {
                    self.word(word);
                }
            }
            Gap::Article => {
                self.article();
                for word in ["its", "his", "her", "their", "one", "of"] {
                    self.word(word);
                }
            }
            Gap::Any => {
                let both = class_bits(self.head) | class_bits(self.tail);
                self.all(|word| {
                    word != SEMICOLON && !((1..=5).contains(&word) && both >> word & 1 != 0)
                });
            }
            Gap::When => self.all(|word| {
                !(1..=4).contains(&word) && !matches!(word, SEMICOLON | COLON | OPENING | CLOSING)
            }),
            Gap::Money => {
                self.all(|word| !(1..=4).contains(&word));
            }
        }
    }

    fn article(&mut self) {
        for word in ["the", "a", "an"] {
            self.word(word);
        }
    }

    /// A word of a noun phrase, or a mention that may stand among them.
    fn noun(&mut self) {
        let vocabulary = self.vocabulary;
        self.all(|word| Vocabulary::is_word(word) && !vocabulary.is_function_word(word));
        for class in [3, 5] {
            if !self.head.contains(&class) && !self.tail.contains(&class) {
                self.allow(class.into());
            }
        }
    }

    fn word(&mut self, word: &str) {
        self.allow(self.vocabulary.number(word.as_bytes()));
    }

    fn allow(&mut self, word: WordNumber) {
        self.region.allowed[word as usize / 64] |= 1 << (word % 64);
    }

    fn all(&mut self, belongs: impl Fn(WordNumber) -> bool) {
        (UNKNOWN..self.vocabulary.len())
            .filter(|&word| belongs(word))
            .for_each(|word| self.allow(word));
    }
}
