//! How a pattern becomes steps that are taken from token to token. [`Search`](super::search::Search) takes them.

use super::pattern::Pattern;
use super::syntax::{Gap, Node};
use super::vocabulary::{CLOSING, COMMA, OPENING, Vocabulary, WordNumber};
use super::word_set::{CommonSets, SetCollector, SetPlace, WordSet};

/// The most bytes of a remark, without its signs.
pub(super) const REMARK_BYTES: usize = 120;

/// The most tokens of a remark, with its signs: each has a space behind it.
const MOST_OF_REMARK: usize = REMARK_BYTES / 2 + 3;

/// A place among the steps of a program.
pub(super) type Place = u32;

/// What is noted of a match, by its first or last token: where slots and trigger begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    HeadStart,
    HeadEnd,
    TailStart,
    TailEnd,
    TriggerStart,
    TriggerEnd,
}

/// A step: goes on to the next one if tokens are as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// One word, sign or mention.
    Word(WordNumber),
    /// One of a set.
    OneOf(SetPlace),
    /// One of a set that does not end in `ed`: that is more often a verb.
    Noun(SetPlace),
    /// A word or sign with these parts, and anything between them; no function word.
    Parts(Box<[Box<[u8]>]>),
    /// So many of a set, as many as there are, or as few.
    Some {
        set: SetPlace,
        least: u8,
        most: u8,
        lazy: bool,
    },
    /// A remark in brackets.
    Brackets,
    /// A remark between commas or dashes.
    Commas,
    /// The next step, or else this one.
    Or(Place),
    GoTo(Place),
    Note(Note),
    /// All was found.
    End,
}

/// A pattern, or what must not stand around one, as steps.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
}

/// What the words of all programs are compared with.
#[derive(Debug)]
pub(super) struct Lexicon<'v> {
    vocabulary: &'v Vocabulary,
    common: &'v CommonSets,
    sets: &'v mut SetCollector,
}

impl Program {
    /// The most tokens that a match has if no step leads back, or more.
    pub(super) fn reach(&self) -> usize {
        let most = |step: &Step| match step {
            Step::Word(_) | Step::OneOf(_) | Step::Noun(_) | Step::Parts(_) => 1,
            Step::Some { most, .. } => usize::from(*most),
            Step::Brackets | Step::Commas => MOST_OF_REMARK,
            Step::Or(_) | Step::GoTo(_) | Step::Note(_) | Step::End => 0,
        };
        self.steps.iter().map(most).sum()
    }
}

impl<'v> Lexicon<'v> {
    /// `sets` are those that programs refer to.
    pub(super) fn new(
        vocabulary: &'v Vocabulary,
        common: &'v CommonSets,
        sets: &'v mut SetCollector,
    ) -> Self {
        Self {
            vocabulary,
            common,
            sets,
        }
    }

    /// The steps of a pattern for mentions of these classes, given as bytes.
    pub(super) fn program(&mut self, pattern: &Pattern, slots: [&[u8]; 2]) -> Program {
        let mut writer = Writer::new(self, slots);
        let nodes = pattern.nodes();
        let anchor = pattern.anchor().filter(|_| !pattern.has_trigger());
        for (place, node) in nodes.iter().enumerate() {
            if anchor.as_ref().is_some_and(|(at, _)| *at == place) {
                writer.trigger(|writer| writer.node(node, false));
            } else {
                writer.node(node, place == 0);
            }
        }
        writer.end()
    }

    /// The steps of what stands around a pattern. It has no slots, so no step leads back.
    pub(super) fn condition(&mut self, nodes: &[Node]) -> Program {
        let mut writer = Writer::new(self, [&[], &[]]);
        writer.row(nodes);
        writer.end()
    }
}

struct Writer<'l, 'v, 's> {
    lexicon: &'l mut Lexicon<'v>,
    slots: [&'s [u8]; 2],
    /// Words of a noun phrase.
    noun: SetPlace,
    steps: Vec<Step>,
}

impl<'l, 'v, 's> Writer<'l, 'v, 's> {
    fn new(lexicon: &'l mut Lexicon<'v>, slots: [&'s [u8]; 2]) -> Self {
        let noun = lexicon.sets.place_of(lexicon.common.noun_phrase(slots));
        Self {
            lexicon,
            slots,
            noun,
            steps: Vec::new(),
        }
    }

    fn end(mut self) -> Program {
        self.steps.push(Step::End);
        Program { steps: self.steps }
    }

    fn here(&self) -> Place {
        Place::try_from(self.steps.len()).expect("packs are limited to a few megabytes")
    }

    /// Writes a step that is known when those behind it are written.
    fn later(&mut self) -> usize {
        self.steps.push(Step::End);
        self.steps.len() - 1
    }

    fn row(&mut self, row: &[Node]) {
        for node in row {
            self.node(node, false);
        }
    }

    fn node(&mut self, node: &Node, first: bool) {
        match node {
            Node::Word { text, optional } => self.maybe(*optional, |writer| writer.word(text)),
            Node::Either { rows, optional } => self.maybe(*optional, |writer| writer.either(rows)),
            Node::Trigger(row) => self.trigger(|writer| writer.row(row)),
            Node::Slot { head, alone } => self.slot(*head, *alone, first),
            Node::Mention(Some(class)) => self.steps.push(Step::Word((*class).into())),
            Node::Mention(None) => self.one_of(self.lexicon.common.mentions.clone()),
            Node::Gap(gap) => self.gap(*gap),
        }
    }

    fn maybe(&mut self, optional: bool, write: impl FnOnce(&mut Self)) {
        if optional {
            self.optional(write);
        } else {
            write(self);
        }
    }

    /// What may be there, and is taken if it is.
    fn optional(&mut self, write: impl FnOnce(&mut Self)) {
        let or = self.later();
        write(self);
        self.steps[or] = Step::Or(self.here());
    }

    fn trigger(&mut self, write: impl FnOnce(&mut Self)) {
        self.steps.push(Step::Note(Note::TriggerStart));
        write(self);
        self.steps.push(Step::Note(Note::TriggerEnd));
    }

    fn word(&mut self, text: &str) {
        let step = if text.contains('*') {
            Step::Parts(text.split('*').map(|part| part.as_bytes().into()).collect())
        } else {
            Step::Word(self.lexicon.vocabulary.known(text))
        };
        self.steps.push(step);
    }

    fn one_of(&mut self, set: WordSet) {
        let place = self.lexicon.sets.place_of(set);
        self.steps.push(Step::OneOf(place));
    }

    fn one_of_words(&mut self, words: &[&str]) {
        self.one_of(WordSet::of(self.lexicon.vocabulary, words));
    }

    /// One of several rows, tried in their order. Of words that follow one another it is all the same which is tried first.
    fn either(&mut self, rows: &[Vec<Node>]) {
        let same = |one: &Vec<Node>, other: &Vec<Node>| {
            single_word(one).is_some() && single_word(other).is_some()
        };
        let choices: Vec<&[Vec<Node>]> = rows.chunk_by(same).collect();
        let mut ends = Vec::new();
        for (number, choice) in choices.iter().enumerate() {
            let or = (number + 1 < choices.len()).then(|| self.later());
            let words: Vec<&str> = choice.iter().filter_map(|row| single_word(row)).collect();
            match (&words[..], choice) {
                ([_, _, ..], _) => self.one_of_words(&words),
                (_, [row]) => self.row(row),
                _ => unreachable!("only single words stand together"),
            }
            if let Some(or) = or {
                ends.push(self.later());
                self.steps[or] = Step::Or(self.here());
            }
        }
        for end in ends {
            self.steps[end] = Step::GoTo(self.here());
        }
    }

    /// So many words of a noun phrase.
    fn nouns(&mut self, least: u8, most: u8) {
        self.some(self.noun, least, most);
    }

    fn some(&mut self, set: SetPlace, least: u8, most: u8) {
        self.steps.push(Step::Some {
            set,
            least,
            most,
            lazy: false,
        });
    }

    /// As few of a set as there may be.
    fn few(&mut self, set: WordSet, most: u8) {
        let set = self.lexicon.sets.place_of(set);
        self.steps.push(Step::Some {
            set,
            least: 0,
            most,
            lazy: true,
        });
    }

    /// An article that may stand before a noun phrase.
    fn article(&mut self) {
        self.optional(|writer| writer.one_of(writer.lexicon.common.article.clone()));
    }

    fn slot(&mut self, head: bool, alone: bool, first: bool) {
        let [start, end] = if head {
            [Note::HeadStart, Note::HeadEnd]
        } else {
            [Note::TailStart, Note::TailEnd]
        };
        let classes = self.slots[usize::from(!head)];
        if !first && !alone {
            self.article();
            self.nouns(0, 6);
            // "Acme's engineer Ann" is no less Ann.
            if !classes.contains(&2) {
                self.optional(|writer| {
                    writer.steps.push(Step::Word(2));
                    writer.optional(|writer| writer.word("'s"));
                    writer.nouns(0, 4);
                });
            }
        }
        self.steps.push(Step::Note(start));
        if alone {
            self.mention(classes);
        } else {
            self.list(classes);
        }
        self.steps.push(Step::Note(end));
    }

    /// One mention, or a list of them.
    fn list(&mut self, classes: &[u8]) {
        self.optional(|writer| {
            writer.item(classes);
            let again = writer.here();
            writer.optional(|writer| {
                writer.steps.push(Step::Word(COMMA));
                writer.article();
                writer.nouns(0, 3);
                writer.item(classes);
                writer.steps.push(Step::GoTo(again));
            });
            writer.optional(|writer| writer.steps.push(Step::Word(COMMA)));
            let or = writer.later();
            writer.one_of_words(&["and", "&", "or"]);
            let end = writer.later();
            writer.steps[or] = Step::Or(writer.here());
            for word in ["as", "well", "as"] {
                writer.word(word);
            }
            writer.steps[end] = Step::GoTo(writer.here());
            writer.article();
            writer.nouns(0, 3);
        });
        self.item(classes);
        // "Paris, France" is one place.
        if classes == [3] {
            self.optional(|writer| {
                writer.steps.push(Step::Word(COMMA));
                writer.item(classes);
            });
        }
    }

    /// A mention, and perhaps its other name in brackets.
    fn item(&mut self, classes: &[u8]) {
        self.mention(classes);
        self.optional(|writer| {
            writer.steps.push(Step::Word(OPENING));
            writer.mention(classes);
            writer.steps.push(Step::Word(CLOSING));
        });
    }

    fn mention(&mut self, classes: &[u8]) {
        if let &[class] = classes {
            self.steps.push(Step::Word(class.into()));
        } else {
            let mut set = WordSet::new(self.lexicon.vocabulary);
            for &class in classes {
                set.insert(class.into());
            }
            self.one_of(set);
        }
    }

    fn gap(&mut self, gap: Gap) {
        let common = self.lexicon.common;
        match gap {
            Gap::Noun => self.nouns(0, 6),
            Gap::OneNoun => {
                let set = self.lexicon.sets.place_of(common.noun.clone());
                self.steps.push(Step::Noun(set));
            }
            Gap::Adverb => {
                let set = self.lexicon.sets.place_of(common.adverb.clone());
                self.some(set, 0, 6);
            }
            Gap::Remark => {
                let or = self.later();
                self.steps.push(Step::Brackets);
                let end = self.later();
                self.steps[or] = Step::Or(self.here());
                self.steps.push(Step::Commas);
                self.steps[end] = Step::GoTo(self.here());
            }
            Gap::Aside => {
                self.optional(|writer| writer.steps.push(Step::Brackets));
                self.optional(|writer| writer.steps.push(Step::Commas));
            }
            Gap::Time => self.optional(|writer| {
                writer.one_of(common.preposition_of_time.clone());
                writer.article();
                writer.nouns(1, 4);
                writer.optional(|writer| {
                    writer.steps.push(Step::Word(COMMA));
                    writer.one_of(common.noun.clone());
                    writer.optional(|writer| writer.steps.push(Step::Word(COMMA)));
                });
            }),
            Gap::Any => self.few(common.unbroken(self.slots), 9),
            Gap::When => self.few(common.when.clone(), 7),
            Gap::Money => {
                let set = self.lexicon.sets.place_of(common.money.clone());
                self.some(set, 0, 8);
            }
            Gap::Article => self.optional(|writer| {
                let or = writer.later();
                writer.one_of(common.determiner.clone());
                let end = writer.later();
                writer.steps[or] = Step::Or(writer.here());
                writer.word("one");
                writer.word("of");
                writer.optional(|writer| writer.word("the"));
                writer.steps[end] = Step::GoTo(writer.here());
            }),
        }
    }
}

/// The word that a row is, if it is no more than that.
fn single_word(row: &[Node]) -> Option<&str> {
    match row {
        [
            Node::Word {
                text,
                optional: false,
            },
        ] if !text.contains('*') => Some(text),
        _ => None,
    }
}
