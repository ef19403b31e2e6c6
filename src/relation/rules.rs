//! Rules, ready to be applied to sentences.

use std::sync::Arc;

use super::frames::Frame;
use super::masked::{Masked, class_byte};
use super::pack::Rule;
use super::pattern::{self, Pattern};
use super::program::Lexicon;
use super::search::{Search, Words};
use super::syntax::Node;
use super::trigger::{Slot, Trigger, Type};
use super::vocabulary::Vocabulary;
use super::wake::{Awake, Wakes};
use super::word_set::{CommonSets, SetCollector, WordSets};
use super::{Hint, RelationIndex, RelationPack};
use crate::dictionary::{EntityIndex, TypeClass};
use crate::text::Span;

/// A mention, as rules need to know it.
#[derive(Clone, Copy, Debug)]
pub struct SentenceMention<'d> {
    /// Its place in the sentence.
    pub span: Span,
    /// What it is a mention of.
    pub entity: EntityIndex,
    /// The type of that.
    pub entity_type: &'d str,
}

/// The rules of a [`RelationPack`], compiled. Immutable and shared by threads; cheap to clone.
///
/// A sentence costs little unless it has a word of some trigger, with two mentions around it, and between them nothing that the pattern cannot
/// cross: only then the pattern is searched for.
#[derive(Clone, Debug)]
pub struct RelationRules(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    pack: RelationPack,
    patterns: Vec<Trigger>,
    sets: WordSets,
    vocabulary: Vocabulary,
    wakes: Wakes,
}

/// Buffers of one thread, for the rules it was first used with: it remembers what types are to them.
#[derive(Debug, Default)]
pub struct RuleScratch {
    pub(super) masked: Masked,
    mentions: Vec<(Span, u8)>,
    pub(super) types: Vec<TypeNumber>,
    /// The types seen so far, with their classes.
    pub(super) known: Vec<(String, Type)>,
    awake: Awake,
    pub(super) search: Search,
    pub(super) found: Vec<Hint>,
}

type TypeNumber = usize;

/// A pattern of a rule as it was read.
#[derive(Debug)]
struct Written {
    relation: RelationIndex,
    head: Slot,
    tail: Slot,
    claims: bool,
    whole: bool,
    pattern: Pattern,
    unless_before: Option<Vec<Node>>,
    unless_after: Option<Vec<Node>>,
}

impl Written {
    fn new(frame: Frame, rule: &Rule, relation: RelationIndex, pack: &RelationPack) -> Self {
        let slot = |types: &[String]| Slot::new(types, |name| type_of(pack, name));
        let condition = |text: Option<String>| {
            let text = text?;
            Some(pattern::condition(&text, pack.words()).expect("conditions were checked"))
        };
        Self {
            relation,
            head: slot(&rule.head),
            tail: slot(&rule.tail),
            claims: frame.claims,
            whole: frame.whole,
            pattern: Pattern::parse(&frame.text, pack.words()).expect("patterns were checked"),
            unless_before: condition(frame.unless_before),
            unless_after: condition(frame.unless_after),
        }
    }

    fn trigger(self, lexicon: &mut Lexicon<'_>) -> Trigger {
        let slots = [&self.head.bytes[..], &self.tail.bytes[..]];
        let program = lexicon.program(&self.pattern, slots);
        let mut condition = |nodes: Option<Vec<Node>>| Some(lexicon.condition(&nodes?));
        Trigger {
            relation: self.relation,
            program,
            claims: self.claims,
            whole: self.whole,
            unless_before: condition(self.unless_before),
            unless_after: condition(self.unless_after),
            head: self.head,
            tail: self.tail,
        }
    }
}

impl RelationRules {
    pub(super) fn new(pack: &RelationPack) -> Self {
        let written = pack.rules().iter().flat_map(|rule| {
            let relation = pack.index_of(&rule.name).expect("each rule has a relation");
            let read = move |frame| Written::new(frame, rule, relation, pack);
            rule.frames().into_iter().map(read)
        });
        let written: Vec<Written> = written.collect();
        let mut vocabulary = Vocabulary::new();
        for written in &written {
            vocabulary.learn(written.pattern.nodes());
            let conditions = [&written.unless_before, &written.unless_after];
            for nodes in conditions.into_iter().flatten() {
                vocabulary.learn(nodes);
            }
        }
        let common = CommonSets::new(&vocabulary);
        let outlines = written.iter().map(|written| {
            let Written { head, tail, .. } = written;
            (&written.pattern, &head.bytes[..], &tail.bytes[..])
        });
        let wakes = Wakes::new(&vocabulary, &common, outlines);
        let mut sets = SetCollector::default();
        let mut lexicon = Lexicon::new(&vocabulary, &common, &mut sets);
        let patterns = written.into_iter();
        let patterns = patterns
            .map(|written| written.trigger(&mut lexicon))
            .collect();
        Self(Arc::new(Compiled {
            pack: pack.clone(),
            patterns,
            sets: sets.collected(),
            vocabulary,
            wakes,
        }))
    }

    /// The pack they were made of.
    pub fn pack(&self) -> &RelationPack {
        &self.0.pack
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.patterns.is_empty()
    }

    /// What a sentence says of its mentions, which come in order and do not overlap: sorted by trigger, head and tail. Of the same relation of the same
    /// entities there is one hint, and none that follows from another.
    ///
    /// # Example
    /// ```
    /// use comention::dictionary::EntityIndex;
    /// use comention::relation::{Polarity, RelationPack, RuleScratch, SentenceMention};
    /// use comention::text::Span;
    ///
    /// let rules = RelationPack::embedded().compile();
    /// let sentence = "Ada Roe denies that she founded Acme.";
    /// let mention = |name: &str, entity, entity_type| {
    ///     let start = sentence.find(name).unwrap();
    ///     SentenceMention { span: Span::new(start, start + name.len()), entity: EntityIndex(entity), entity_type }
    /// };
    /// let mentions = [mention("Ada Roe", 0, "person"), mention("Acme", 1, "organization")];
    /// let mut scratch = RuleScratch::default();
    /// let hint = rules.hints(sentence, &mentions, &mut scratch)[0];
    /// assert_eq!(rules.pack().relations()[hint.relation.0 as usize].name, "founder_of");
    /// assert_eq!(hint.trigger.of(sentence), "founded");
    /// assert_eq!(hint.polarity, Polarity::Negated);
    /// assert_eq!(hint.source.unwrap().mention, Some(0)); // she says so herself
    /// ```
    pub fn hints<'s>(
        &self,
        sentence: &str,
        mentions: &[SentenceMention<'_>],
        scratch: &'s mut RuleScratch,
    ) -> &'s [Hint] {
        scratch.found.clear();
        self.classify(mentions, scratch);
        let Compiled {
            vocabulary,
            sets,
            wakes,
            ..
        } = &*self.0;
        if !wakes.concern(mentions, &scratch.mentions) {
            return &scratch.found;
        }
        scratch.masked.mask(sentence, &scratch.mentions, vocabulary);
        let classes = scratch.mentions.iter();
        let classes = classes.fold(0, |bits, (_, class)| bits | 1 << class);
        wakes.wake(&scratch.masked.tokens, classes, &mut scratch.awake);
        if scratch.awake.numbers.is_empty() {
            return &scratch.found;
        }
        for place in 0..scratch.awake.numbers.len() {
            let pattern = &self.0.patterns[scratch.awake.numbers[place]];
            let symmetric = self.is_symmetric(pattern.relation);
            pattern.find(mentions, Words { vocabulary, sets }, scratch, symmetric);
        }
        if !scratch.found.is_empty() {
            self.settle(mentions, &mut scratch.found);
        }
        &scratch.found
    }

    fn is_symmetric(&self, relation: RelationIndex) -> bool {
        self.0.pack.relations()[relation.0 as usize].symmetric
    }

    /// Notes the types and classes of mentions.
    fn classify(&self, mentions: &[SentenceMention<'_>], scratch: &mut RuleScratch) {
        scratch.mentions.clear();
        scratch.types.clear();
        for mention in mentions {
            let known = scratch
                .known
                .iter()
                .position(|(name, _)| name == mention.entity_type);
            let number = known.unwrap_or_else(|| {
                let entity_type = type_of(&self.0.pack, mention.entity_type);
                scratch
                    .known
                    .push((mention.entity_type.to_owned(), entity_type));
                scratch.known.len() - 1
            });
            let byte = class_byte(scratch.known[number].1.class);
            scratch.types.push(number);
            scratch.mentions.push((mention.span, byte));
        }
    }

    /// Keeps one hint for each relation of two entities, the first; drops what follows from another.
    fn settle(&self, mentions: &[SentenceMention<'_>], found: &mut Vec<Hint>) {
        let relations = self.0.pack.relations();
        let ends = |hint: &Hint| (mentions[hint.head].entity, mentions[hint.tail].entity);
        let key = |hint: &Hint| {
            (
                hint.trigger.start(),
                hint.trigger.end(),
                hint.relation,
                hint.head,
                hint.tail,
            )
        };
        found.sort_by_key(key);
        let mut kept: Vec<Hint> = Vec::with_capacity(found.len());
        for hint in found.iter() {
            let both_ways = relations[hint.relation.0 as usize].symmetric;
            let (head, tail) = ends(hint);
            let same = |other: &Hint| {
                other.relation == hint.relation
                    && (ends(other) == (head, tail) || both_ways && ends(other) == (tail, head))
            };
            let implies = |one: &Hint, other: &Hint| {
                let implied = &relations[one.relation.0 as usize].implies;
                implied.contains(&other.relation.0)
            };
            // What is denied of the one is not denied of what follows from it; of two that follow from each other the first stays.
            let follows = |other: &Hint| {
                implies(other, hint)
                    && (other.relation < hint.relation || !implies(hint, other))
                    && ends(other) == (head, tail)
                    && (other.polarity, other.former) == (hint.polarity, hint.former)
            };
            if !kept.iter().any(same) && !found.iter().any(follows) {
                kept.push(*hint);
            }
        }
        *found = kept;
    }
}

/// What a pack calls a type.
fn type_of(pack: &RelationPack, entity_type: &str) -> Type {
    let mut types = pack.types().iter();
    let known = types.find(|(name, _)| name.eq_ignore_ascii_case(entity_type));
    let name = known.map_or(entity_type, |(_, name)| name).to_lowercase();
    Type {
        own: entity_type.to_lowercase(),
        class: TypeClass::of(&name),
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::region::ClassBits;
    use super::super::search::Scene;
    use super::super::syntax::Gap;
    use super::*;

    /// Makes sentences that a pattern matches, or nearly.
    struct Speaker<'p> {
        random: u64,
        head: &'p [u8],
        tail: &'p [u8],
        sentence: String,
        mentions: Vec<(Span, u8)>,
    }

    impl Speaker<'_> {
        fn choose<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
            self.random = self.random.wrapping_mul(6_364_136_223_846_793_005) + 1;
            &choices[(self.random >> 33) as usize % choices.len()]
        }

        fn say(&mut self, words: &str) {
            self.sentence.push_str(words);
            self.sentence.push(' ');
        }

        fn name(&mut self, class: u8) {
            let start = self.sentence.len();
            self.say("Na Me");
            let span = Span::new(start, start + 5);
            self.mentions.push((span, class));
        }

        fn row(&mut self, row: &[Node]) {
            for node in row {
                match node {
                    Node::Word { optional: true, .. } | Node::Either { optional: true, .. }
                        if *self.choose(&[true, false]) => {}
                    Node::Word { text, .. } => self.say(&text.replace('*', "x")),
                    Node::Either { rows, .. } => {
                        let row = self.choose(rows);
                        self.row(row);
                    }
                    Node::Trigger(row) => self.row(row),
                    Node::Mention(class) => self.name(class.unwrap_or(5)),
                    Node::Slot { head, alone } => self.slot(*head, *alone),
                    Node::Gap(gap) => self.gap(*gap),
                }
            }
        }

        fn slot(&mut self, head: bool, alone: bool) {
            let classes = if head { self.head } else { self.tail };
            let class = *self.choose(classes);
            if alone || *self.choose(&[true, false]) {
                self.name(class);
                return;
            }
            let first = self.mentions.is_empty() && self.sentence.is_empty();
            if !first {
                let lead = *self.choose(&["the", "", "a big", "its own chip", "the engineer"]);
                self.say(lead);
            }
            for between in [", the firm", "and"] {
                if *self.choose(&[true, false, false]) {
                    self.name(class);
                    self.say(between);
                }
            }
            self.name(class);
            if *self.choose(&[true, false, false]) {
                self.say("(");
                self.name(class);
                self.say(")");
            }
        }

        fn gap(&mut self, gap: Gap) {
            let choices: &[&str] = match gap {
                Gap::Noun => &["", "chip", "big chip unit", "early ally"],
                Gap::OneNoun => &["chip", "unit"],
                Gap::Adverb => &["", "also", "has not really", "plans to", "only"],
                Gap::Aside => &[
                    "",
                    ", the maker of cars and so on,",
                    "(it is said)",
                    "-- a firm of old --",
                    ", based in Rome -- ",
                    "(so) , as many believe ,",
                ],
                Gap::Remark => &[", the maker of cars,", "(it is said: for one)", "-- old --"],
                Gap::Time => &["", "in May", "after the early years", "on May 5, 1999,"],
                Gap::Any => &["", "what came to be (so called)", "word, word", "--"],
                Gap::Article => &["", "the", "its", "one of the", "their"],
                Gap::When => &["", "in May 1999", "of old"],
                Gap::Money => &["", "about $ 5 million", "more than 3.5 %"],
            };
            let words = *self.choose(choices);
            self.say(words);
        }
    }

    #[test]
    fn no_pattern_sleeps_that_matches() {
        let rules = RelationPack::embedded().compile();
        let pack = rules.pack();
        let (mut number, mut matching) = (0, 0);
        let mut scratch = RuleScratch::default();
        for frame in pack.rules().iter().flat_map(Rule::frames) {
            let trigger = &rules.0.patterns[number];
            let pattern = Pattern::parse(&frame.text, pack.words()).unwrap();
            for variant in 0..40 {
                let mut speaker = Speaker {
                    random: variant,
                    head: &trigger.head.bytes,
                    tail: &trigger.tail.bytes,
                    sentence: String::new(),
                    mentions: Vec::new(),
                };
                if variant % 2 == 1 {
                    speaker.say("Of old");
                }
                speaker.row(pattern.nodes());
                speaker.say(".");
                let RuleScratch {
                    masked,
                    awake,
                    search,
                    ..
                } = &mut scratch;
                masked.mask(&speaker.sentence, &speaker.mentions, &rules.0.vocabulary);
                rules.0.wakes.wake(&masked.tokens, ClassBits::MAX, awake);
                let words = Words {
                    vocabulary: &rules.0.vocabulary,
                    sets: &rules.0.sets,
                };
                let scene = Scene { masked, words };
                if search.find(&trigger.program, scene, 0).is_some() {
                    matching += 1;
                    assert!(
                        awake.numbers.contains(&number),
                        "{} sleeps at {}",
                        frame.text,
                        speaker.sentence
                    );
                }
            }
            number += 1;
        }
        assert!(matching > 20 * number, "{matching} of {}", 40 * number);
    }
}
