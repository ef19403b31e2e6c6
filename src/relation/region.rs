//! What may stand between two parts of a pattern: a set of tokens, and remarks of any words.
//!
//! A region is more generous than the pattern: it asks neither for order nor for number. So it can be told in a few steps that a pattern does not
//! match, and hardly ever is more needed.

use super::masked::Token;
use super::syntax::{Gap, Node};
use super::vocabulary::{CLOSING, COLON, COMMA, DASH, OPENING, SEMICOLON, Vocabulary, WordNumber};
use super::word_set::{CommonSets, WordSet};

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
    allowed: WordSet,
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
            plain &= self.allowed.contains(word);
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
    common: &'v CommonSets,
    slots: [&'v [u8]; 2],
    region: Region,
}

impl<'v> RegionBuilder<'v> {
    /// Nothing yet, for a pattern whose slots take these classes.
    pub(super) fn new(
        vocabulary: &'v Vocabulary,
        common: &'v CommonSets,
        slots: [&'v [u8]; 2],
    ) -> Self {
        let region = Region {
            allowed: WordSet::new(vocabulary),
            remarks: false,
        };
        Self {
            vocabulary,
            common,
            slots,
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
                    self.all(&self.common.not_mentions);
                }
                Node::Word { text, .. } => self.word(text),
                Node::Either { rows, .. } => rows.iter().for_each(|row| self.row(row)),
                Node::Trigger(row) => self.row(row),
                // A slot ends a region, and none is inside another part.
                Node::Slot { .. } => {}
                Node::Mention(Some(class)) => self.allow((*class).into()),
                Node::Mention(None) => self.all(&self.common.mentions),
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
            Gap::Adverb => self.all(&self.common.adverb),
            Gap::Aside | Gap::Remark => self.region.remarks = true,
            Gap::Time => {
                self.all(&self.common.preposition_of_time);
                self.article();
                self.noun();
                self.allow(COMMA);
            }
            Gap::Article => {
                self.all(&self.common.determiner);
                for word in ["one", "of"] {
                    self.word(word);
                }
            }
            Gap::Any => self.all(&self.common.unbroken(self.slots)),
            Gap::When => self.all(&self.common.when),
            Gap::Money => self.all(&self.common.money),
        }
    }

    fn article(&mut self) {
        self.all(&self.common.article);
    }

    /// A word of a noun phrase, or a mention that may stand among them.
    fn noun(&mut self) {
        self.all(&self.common.noun_phrase(self.slots));
    }

    fn word(&mut self, word: &str) {
        self.allow(self.vocabulary.known(word));
    }

    fn allow(&mut self, word: WordNumber) {
        self.region.allowed.insert(word);
    }

    fn all(&mut self, set: &WordSet) {
        self.region.allowed.add(set);
    }
}
