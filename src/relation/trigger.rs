//! One pattern of a rule, and how it is found in a sentence.

use std::ops::Range;

use super::attribution;
use super::masked::{FUNCTION_MARK, Masked, Token, class_byte};
use super::polarity::{self, Match};
use super::program::Program;
use super::rules::{RuleScratch, SentenceMention};
use super::search::{Found, Scene, Search, Words};
use super::syntax::CLASSES;
use super::vocabulary::GENITIVE;
use super::{Hint, RelationIndex};
use crate::dictionary::TypeClass;
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

/// A type of a dictionary, as rules understand it.
#[derive(Clone, Debug)]
pub(super) struct Type {
    /// What the dictionary calls it, in small letters.
    pub(super) own: String,
    /// What the pack calls it.
    pub(super) name: String,
    pub(super) class: TypeClass,
}

/// What may stand in a slot.
#[derive(Debug)]
pub(super) struct Slot {
    /// The bytes of all its types.
    pub(super) bytes: Vec<u8>,
    /// The classes of which it takes all.
    classes: Vec<u8>,
    /// Its other types.
    names: Vec<String>,
}

impl Slot {
    pub(super) fn new(types: &[String], type_of: impl Fn(&str) -> Type) -> Self {
        let (mut bytes, mut classes, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for name in types {
            let class = CLASSES
                .iter()
                .find(|(class, _)| class.eq_ignore_ascii_case(name));
            if let Some(&(_, byte)) = class {
                classes.push(byte);
                bytes.push(byte);
            } else {
                names.push(name.to_lowercase());
                bytes.push(class_byte(type_of(name).class));
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
            || self.names.contains(&entity_type.own)
    }
}

/// A pattern of a rule.
#[derive(Debug)]
pub(super) struct Trigger {
    pub(super) relation: RelationIndex,
    pub(super) head: Slot,
    pub(super) tail: Slot,
    pub(super) claims: bool,
    pub(super) whole: bool,
    pub(super) program: Program,
    /// What must not stand before a match, or behind it.
    pub(super) unless_before: Option<Program>,
    pub(super) unless_after: Option<Program>,
}

/// Whether a token is a mention that hangs on a preposition: in "employees of Acme founded Beta" it is not Acme that founded.
fn is_object_of_preposition(masked: &Masked, token: usize) -> bool {
    let is_mention = masked.tokens[token].mention.is_some();
    is_mention
        && token
            .checked_sub(1)
            .is_some_and(|before| PREPOSITIONS.contains(&masked.written(before)))
}

/// Whether the mention before a token only tells of what kind the next noun is: in "bought Acme shares" it is not Acme that was bought.
fn is_modifier(masked: &Masked, token: usize) -> bool {
    if token >= masked.tokens.len() {
        return false;
    }
    match masked.written(token) {
        b"'s" | b"-" | b"" => true,
        _ if masked.bytes[masked.tokens[token].at] == FUNCTION_MARK => false,
        [first, ..] if !first.is_ascii_alphabetic() && first.is_ascii() => false,
        word => !word.ends_with(b"ly") && !AFTER_OBJECTS.contains(&word),
    }
}

/// As [`is_modifier`], where that matters: "the H100 chips" are no less the H100.
fn is_part(masked: &Masked, token: usize) -> bool {
    let product = |class: TypeClass| class_byte(class).into();
    let products = [product(TypeClass::Other), product(TypeClass::Term)];
    let genitive = |token: &Token| token.word == GENITIVE;
    is_modifier(masked, token)
        && (masked.tokens.get(token).is_some_and(genitive)
            || !products.contains(&masked.tokens[token - 1].word))
}

impl Trigger {
    pub(super) fn find(
        &self,
        mentions: &[SentenceMention<'_>],
        words: Words<'_>,
        scratch: &mut RuleScratch,
        symmetric: bool,
    ) {
        let RuleScratch {
            masked,
            types,
            known,
            found,
            search,
            ..
        } = scratch;
        let scene = Scene { masked, words };
        let mut from = 0;
        while let Some(match_found) = search.find(&self.program, scene, from) {
            let Found {
                all, head, tail, ..
            } = &match_found;
            // A part of a list that was found is no match of its own.
            from = (all.start + 1).max(head.end.min(tail.end));
            let last = head.end.max(tail.end);
            if self.is_unwanted(scene, all, search)
                || self.claims && is_object_of_preposition(masked, all.start)
                || self.whole && last == all.end && is_part(masked, last)
            {
                continue;
            }
            let members = |tokens: &Range<usize>, slot: &Slot| -> Vec<usize> {
                let fits = |mention: usize| slot.takes(&known[types[mention]].1);
                let token = |token: &usize| masked.tokens[*token].mention.is_some_and(fits);
                tokens.clone().filter(token).collect()
            };
            let (heads, tails) = (members(head, &self.head), members(tail, &self.tail));
            for &head in &heads {
                for &tail in &tails {
                    let slots = [head, tail];
                    let [one, other] = slots
                        .map(|token| masked.tokens[token].mention.expect("slots are mentions"));
                    if mentions[one].entity == mentions[other].entity {
                        continue;
                    }
                    let matched = self.matched(&match_found, slots);
                    let (polarity, former) = polarity::judge(masked, &matched);
                    let ends = if symmetric && mentions[other].entity < mentions[one].entity {
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
    fn is_unwanted(&self, scene: Scene<'_>, all: &Range<usize>, search: &mut Search) -> bool {
        let before = self.unless_before.as_ref();
        let after = self.unless_after.as_ref();
        before.is_some_and(|program| search.ends(program, scene, all.start))
            || after.is_some_and(|program| search.begins(program, scene, all.end))
    }

    /// A match of two mentions. Without words of its own, its trigger is what stands between the two; if nothing does, the two themselves.
    fn matched(&self, found: &Found, slots: [usize; 2]) -> Match {
        let (first, last) = (slots[0].min(slots[1]), slots[0].max(slots[1]));
        let trigger = if !found.trigger.is_empty() {
            found.trigger.clone()
        } else if first + 1 < last {
            first + 1..last
        } else {
            first..last + 1
        };
        Match {
            tokens: found.all.clone(),
            trigger,
            slots,
            claims: self.claims,
        }
    }
}
