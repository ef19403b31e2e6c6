//! Rules, ready to be applied to sentences.

use std::sync::{Arc, OnceLock};

use super::masked::{Masked, class_byte};
use super::pattern::{self, Pattern};
use super::trigger::{Slot, Trigger, Type};
use super::wake::{Awake, Wakes};
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
/// A sentence costs little unless a word of some trigger stands where it should between two mentions: one search for all of them ([`aho_corasick`])
/// says which patterns could match, and a pattern becomes a regular expression when it is first asked for.
#[derive(Clone, Debug)]
pub struct RelationRules(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    pack: RelationPack,
    patterns: Vec<Trigger>,
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
    pub(super) found: Vec<Hint>,
}

type TypeNumber = usize;

impl RelationRules {
    pub(super) fn new(pack: &RelationPack) -> Self {
        let mut patterns = Vec::new();
        let mut anchors = Vec::new();
        for rule in pack.rules() {
            let relation = pack.index_of(&rule.name).expect("each rule has a relation");
            for frame in rule.frames() {
                let slot = |types: &[String]| Slot::new(types, |name| type_of(pack, name));
                let (head, tail) = (slot(&rule.head), slot(&rule.tail));
                let pattern =
                    Pattern::parse(&frame.text, pack.words()).expect("patterns were checked");
                let compiled = pattern.compile(&head.bytes, &tail.bytes);
                anchors.push((compiled.reach, compiled.anchors));
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
        Self(Arc::new(Compiled {
            pack: pack.clone(),
            patterns,
            wakes: Wakes::new(anchors),
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
        self.0
            .wakes
            .wake(sentence, &scratch.mentions, &mut scratch.awake);
        if scratch.awake.numbers.is_empty() {
            return &scratch.found;
        }
        scratch.masked.mask(sentence, &scratch.mentions);
        for place in 0..scratch.awake.numbers.len() {
            let pattern = &self.0.patterns[scratch.awake.numbers[place]];
            pattern.find(mentions, scratch, self.is_symmetric(pattern.relation));
        }
        self.settle(mentions, &mut scratch.found);
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
    use super::super::trigger::compiled;
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
