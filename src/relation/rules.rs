//! Rules, ready to be applied to sentences.

use std::sync::{Arc, OnceLock};

use aho_corasick::AhoCorasick;
use regex::bytes::{Captures, Regex, RegexBuilder};

use super::attribution;
use super::masked::{FUNCTION_MARK, Masked, class_byte};
use super::pattern::{self, CLASSES, Pattern};
use super::polarity::{self, Match};
use super::{Hint, RelationIndex, RelationPack};
use crate::dictionary::{EntityIndex, TypeClass};
use crate::text::Span;

/// What hangs on these is no subject.
const PREPOSITIONS: &[&[u8]] = &[
    b"of",
    b"at",
    b"from",
    b"for",
    b"with",
    b"by",
    b"in",
    b"to",
    b"than",
    b"on",
    b"about",
    b"between",
    b"like",
    b"including",
    b"under",
    b"near",
    b"against",
    b"into",
];

/// What may stand behind an object without being what it is part of.
const AFTER_OBJECTS: &[&[u8]] = &[
    b"last",
    b"this",
    b"next",
    b"yesterday",
    b"today",
    b"tomorrow",
    b"monday",
    b"tuesday",
    b"wednesday",
    b"thursday",
    b"friday",
    b"saturday",
    b"sunday",
    b"earlier",
    b"later",
    b"together",
    b"again",
    b"ago",
    b"outright",
    b"alone",
    b"dead",
    b"twice",
    b"too",
    b"itself",
    b"instead",
    b"here",
    b"first",
    b"more",
    b"less",
    b"much",
    b"all",
    b"each",
    b"its",
    b"his",
    b"the",
    b"a",
    b"an",
    b"once",
    b"now",
    b"then",
    b"also",
    b"still",
    b"back",
    b"just",
    b"plus",
    b"et",
    b"over",
    b"away",
    b"online",
    b"two",
    b"three",
    b"several",
    b"starting",
    b"beginning",
    b"giving",
    b"using",
    b"making",
    b"saying",
    b"causing",
    b"leading",
    b"calling",
    b"citing",
    b"worldwide",
];

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
/// A sentence costs little unless it has a word of some trigger: one search for all of them ([`aho_corasick`]) says which patterns could match, and a
/// pattern becomes a regular expression when it is first asked for.
#[derive(Clone, Debug)]
pub struct RelationRules(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    pack: RelationPack,
    patterns: Vec<Trigger>,
    words: Option<AhoCorasick>,
    /// For each word that is searched for, the patterns that have it.
    wakes: Vec<Vec<usize>>,
    /// Patterns without words that could be searched for.
    always: Vec<usize>,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct RuleScratch {
    masked: Masked,
    mentions: Vec<(Span, u8)>,
    types: Vec<TypeNumber>,
    /// The types seen so far, with their classes.
    known: Vec<(String, Type)>,
    woken: Vec<bool>,
    found: Vec<Hint>,
}

type TypeNumber = usize;

/// A type of a dictionary, as rules understand it.
#[derive(Clone, Debug)]
struct Type {
    /// What the pack calls it.
    name: String,
    class: TypeClass,
}

/// What may stand in a slot.
#[derive(Debug)]
struct Slot {
    /// The bytes of all its types.
    bytes: Vec<u8>,
    /// The classes of which it takes all.
    classes: Vec<u8>,
    /// Its other types.
    names: Vec<String>,
}

impl Slot {
    fn new(types: &[String]) -> Self {
        let (mut bytes, mut classes, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for name in types {
            match CLASSES
                .iter()
                .find(|(class, _)| class.eq_ignore_ascii_case(name))
            {
                Some(&(_, byte)) => {
                    classes.push(byte);
                    bytes.push(byte);
                }
                None => {
                    names.push(name.to_lowercase());
                    bytes.push(class_byte(TypeClass::of(name)));
                }
            }
        }
        bytes.sort_unstable();
        bytes.dedup();
        Self {
            bytes,
            classes,
            names,
        }
    }

    fn takes(&self, entity_type: &Type) -> bool {
        self.classes.contains(&class_byte(entity_type.class))
            || self.names.contains(&entity_type.name)
    }
}

/// A pattern of a rule.
#[derive(Debug)]
struct Trigger {
    relation: RelationIndex,
    head: Slot,
    tail: Slot,
    claims: bool,
    whole: bool,
    source: String,
    regex: OnceLock<Option<Regex>>,
    unless_before: Option<String>,
    unless_after: Option<String>,
    before: OnceLock<Option<Regex>>,
    after: OnceLock<Option<Regex>>,
}

fn compiled<'r>(cell: &'r OnceLock<Option<Regex>>, source: &str) -> Option<&'r Regex> {
    // What is too large to compile matches nothing; the pack that comes with the crate is tested.
    cell.get_or_init(|| RegexBuilder::new(source).unicode(false).build().ok())
        .as_ref()
}

impl RelationRules {
    pub(super) fn new(pack: &RelationPack) -> Self {
        let mut patterns = Vec::new();
        let mut words: Vec<Vec<u8>> = Vec::new();
        let mut wakes: Vec<Vec<usize>> = Vec::new();
        let mut numbers = std::collections::BTreeMap::new();
        let mut always = Vec::new();
        for rule in pack.rules() {
            let relation = pack.index_of(&rule.name).expect("each rule has a relation");
            for frame in rule.frames() {
                let (head, tail) = (Slot::new(&rule.head), Slot::new(&rule.tail));
                let pattern =
                    Pattern::parse(&frame.text, pack.words()).expect("patterns were checked");
                let compiled = pattern.compile(&head.bytes, &tail.bytes);
                let number = patterns.len();
                if compiled.anchors.is_empty() {
                    always.push(number);
                }
                for anchor in compiled.anchors {
                    let place = *numbers.entry(anchor.clone()).or_insert_with(|| {
                        words.push(anchor);
                        wakes.push(Vec::new());
                        words.len() - 1
                    });
                    wakes[place].push(number);
                }
                let condition = |text: &Option<String>| {
                    let text = text.as_ref()?;
                    Some(pattern::condition(text, pack.words()).expect("conditions were checked"))
                };
                patterns.push(Trigger {
                    relation,
                    head,
                    tail,
                    claims: frame.claims,
                    whole: frame.whole,
                    source: compiled.regex,
                    regex: OnceLock::new(),
                    unless_before: condition(&frame.unless_before)
                        .map(|source| format!(" (?:{source})$")),
                    unless_after: condition(&frame.unless_after)
                        .map(|source| format!("^(?:{source})")),
                    before: OnceLock::new(),
                    after: OnceLock::new(),
                });
            }
        }
        let words = AhoCorasick::new(&words).ok().filter(|_| !words.is_empty());
        Self(Arc::new(Compiled {
            pack: pack.clone(),
            patterns,
            words,
            wakes,
            always,
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
    /// assert_eq!(rules.hints(sentence, &mentions, &mut RuleScratch::default()), []);
    ///
    /// let sentence = "Ada Roe founded Acme.";
    /// let mentions = [mention("Ada Roe", 0, "person"), SentenceMention { span: Span::new(16, 20), ..mentions[1] }];
    /// let mut scratch = RuleScratch::default();
    /// let hints = rules.hints(sentence, &mentions, &mut scratch);
    /// assert_eq!(rules.pack().relations()[hints[0].relation.0 as usize].name, "founder_of");
    /// assert_eq!(hints[0].trigger.of(sentence), "founded");
    /// assert_eq!(hints[0].polarity, Polarity::Asserted);
    /// ```
    pub fn hints<'s>(
        &self,
        sentence: &str,
        mentions: &[SentenceMention<'_>],
        scratch: &'s mut RuleScratch,
    ) -> &'s [Hint] {
        scratch.found.clear();
        let present = self.mask(sentence, mentions, scratch);
        self.wake(scratch);
        for number in 0..self.0.patterns.len() {
            let pattern = &self.0.patterns[number];
            let has = |slot: &Slot| slot.bytes.iter().any(|byte| present & 1 << byte != 0);
            if scratch.woken[number] && has(&pattern.head) && has(&pattern.tail) {
                pattern.find(mentions, scratch, self.is_symmetric(pattern.relation));
            }
        }
        self.settle(mentions, &mut scratch.found);
        &scratch.found
    }

    fn is_symmetric(&self, relation: RelationIndex) -> bool {
        self.0.pack.relations()[relation.0 as usize].symmetric
    }

    /// Masks a sentence; answers which classes it has, a bit each.
    fn mask(
        &self,
        sentence: &str,
        mentions: &[SentenceMention<'_>],
        scratch: &mut RuleScratch,
    ) -> u8 {
        scratch.mentions.clear();
        scratch.types.clear();
        let mut present = 0;
        for mention in mentions {
            let known = scratch
                .known
                .iter()
                .position(|(name, _)| name == mention.entity_type);
            let number = known.unwrap_or_else(|| {
                let entity_type = self.type_of(mention.entity_type);
                scratch
                    .known
                    .push((mention.entity_type.to_owned(), entity_type));
                scratch.known.len() - 1
            });
            let byte = class_byte(scratch.known[number].1.class);
            present |= 1 << byte;
            scratch.types.push(number);
            scratch.mentions.push((mention.span, byte));
        }
        scratch.masked.mask(sentence, &scratch.mentions);
        present
    }

    fn type_of(&self, entity_type: &str) -> Type {
        let types = self.0.pack.types();
        let known = types
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(entity_type));
        let name = known.map_or(entity_type, |(_, name)| name).to_lowercase();
        let class = TypeClass::of(&name);
        Type { name, class }
    }

    /// Notes which patterns could match.
    fn wake(&self, scratch: &mut RuleScratch) {
        scratch.woken.clear();
        scratch.woken.resize(self.0.patterns.len(), false);
        for &number in &self.0.always {
            scratch.woken[number] = true;
        }
        let Some(words) = &self.0.words else {
            return;
        };
        for found in words.find_overlapping_iter(&scratch.masked.bytes) {
            for &number in &self.0.wakes[found.pattern().as_usize()] {
                scratch.woken[number] = true;
            }
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
            let follows = |other: &Hint| {
                let implied = &relations[other.relation.0 as usize].implies;
                implied.contains(&hint.relation.0) && ends(other) == (head, tail)
            };
            if !kept.iter().any(same) && !found.iter().any(follows) {
                kept.push(*hint);
            }
        }
        *found = kept;
    }
}

/// Whether the mention at a place hangs on a preposition: in "employees of Acme founded Beta" it is not Acme that founded.
fn is_object_of_preposition(masked: &Masked, at: usize) -> bool {
    let token = masked.token_at(at);
    let is_mention = masked.tokens[token].mention.is_some();
    is_mention
        && token
            .checked_sub(1)
            .is_some_and(|before| PREPOSITIONS.contains(&masked.word(before)))
}

/// Whether the mention before a place only tells of what kind the next noun is: in "bought Acme shares" it is not Acme that was bought.
fn is_modifier(masked: &Masked, at: usize) -> bool {
    let token = masked.token_at(at);
    if token >= masked.tokens.len() {
        return false;
    }
    match masked.word(token) {
        b"'s" | b"-" | b"" => true,
        _ if masked.bytes[masked.tokens[token].at] == FUNCTION_MARK => false,
        [first, ..] if !first.is_ascii_alphabetic() && first.is_ascii() => false,
        word => !word.ends_with(b"ly") && !AFTER_OBJECTS.contains(&word),
    }
}

/// As [`is_modifier`], where that matters: "the H100 chips" are no less the H100.
fn is_part(masked: &Masked, at: usize) -> bool {
    let product = |byte: u8| byte == class_byte(TypeClass::Other) || byte == class_byte(TypeClass::Term);
    let genitive = masked.bytes[at..].starts_with(b"'s ");
    is_modifier(masked, at) && (genitive || !product(masked.bytes[at - 2]))
}

impl Trigger {
    fn find(&self, mentions: &[SentenceMention<'_>], scratch: &mut RuleScratch, symmetric: bool) {
        let RuleScratch {
            masked,
            types,
            known,
            found,
            ..
        } = scratch;
        let Some(regex) = compiled(&self.regex, &self.source) else {
            return;
        };
        let mut at = 0;
        while let Some(captures) = regex.captures_at(&masked.bytes, at) {
            let all = captures.get(0).expect("group 0 is the match");
            at = all.start() + 1;
            // A part of a list that was found is no match of its own.
            let group = |name: &str| captures.name(name).expect("each pattern has both slots");
            let (head, tail) = (group("head"), group("tail"));
            at = at.max(head.end().min(tail.end()) - 1);
            let last = head.end().max(tail.end());
            if self.is_unwanted(masked, all.start(), all.end())
                || self.claims && is_object_of_preposition(masked, all.start() + 1)
                || self.whole && last == all.end() && is_part(masked, last)
            {
                continue;
            }
            let fits = |slot: &Slot, mention: usize| slot.takes(&known[types[mention]].1);
            let members = |name: &str, slot: &Slot| -> Vec<usize> {
                let group = group(name);
                let tokens = masked.token_at(group.start())..masked.token_at(group.end());
                tokens
                    .filter(|&token| {
                        masked.tokens[token]
                            .mention
                            .is_some_and(|mention| fits(slot, mention))
                    })
                    .collect()
            };
            let (heads, tails) = (members("head", &self.head), members("tail", &self.tail));
            for &head in &heads {
                for &tail in &tails {
                    let slots = [head, tail];
                    let [one, other] = slots
                        .map(|token| masked.tokens[token].mention.expect("slots are mentions"));
                    if mentions[one].entity == mentions[other].entity {
                        continue;
                    }
                    let matched = self.matched(masked, &captures, slots);
                    let (polarity, former) = polarity::judge(masked, &matched);
                    let ends = if symmetric && other < one {
                        [other, one]
                    } else {
                        [one, other]
                    };
                    let words = &masked.tokens[matched.trigger.clone()];
                    let (first, last) = (words[0].span, words[words.len() - 1].span);
                    found.push(Hint {
                        relation: self.relation,
                        head: ends[0],
                        tail: ends[1],
                        trigger: Span::new(first.start(), last.end()),
                        polarity,
                        former,
                        source: attribution::source(masked, &matched),
                    });
                }
            }
        }
    }

    /// Whether something stands before or after a match that must not.
    fn is_unwanted(&self, masked: &Masked, start: usize, end: usize) -> bool {
        let before = self.unless_before.as_ref().is_some_and(|source| {
            compiled(&self.before, source)
                .is_some_and(|regex| regex.is_match(&masked.bytes[..=start]))
        });
        before
            || self.unless_after.as_ref().is_some_and(|source| {
                compiled(&self.after, source)
                    .is_some_and(|regex| regex.is_match(&masked.bytes[end..]))
            })
    }

    /// A match in tokens. Without words of its own, its trigger is what stands between the two; if nothing does, the two themselves.
    fn matched(&self, masked: &Masked, captures: &Captures<'_>, slots: [usize; 2]) -> Match {
        let tokens = |start: usize, end: usize| masked.token_at(start)..masked.token_at(end);
        let all = captures.get(0).expect("group 0 is the match");
        let trigger = captures
            .name("trigger")
            .map(|words| tokens(words.start(), words.end()))
            .filter(|words| !words.is_empty());
        let (first, last) = (slots[0].min(slots[1]), slots[0].max(slots[1]));
        let between = if first + 1 < last {
            first + 1..last
        } else {
            first..last + 1
        };
        Match {
            tokens: tokens(all.start() + 1, all.end()),
            trigger: trigger.unwrap_or(between),
            slots,
            claims: self.claims,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_the_embedded_pack_compiles() {
        for pattern in &RelationPack::embedded().compile().0.patterns {
            assert!(
                compiled(&pattern.regex, &pattern.source).is_some(),
                "{}",
                pattern.source
            );
            for (cell, source) in [
                (&pattern.before, &pattern.unless_before),
                (&pattern.after, &pattern.unless_after),
            ] {
                if let Some(source) = source {
                    assert!(compiled(cell, source).is_some(), "{source}");
                }
            }
        }
    }
}
