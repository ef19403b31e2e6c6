//! Sets of words, by their numbers: what may stand at a place of a pattern.

use std::collections::BTreeMap;

use super::vocabulary::{CLOSING, COLON, OPENING, SEMICOLON, Vocabulary, WordNumber};
use super::words::BETWEEN_SUBJECT_AND_VERB;

/// Numbers of words, signs and classes of mentions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordSet(Vec<u64>);

impl WordSet {
    /// Nothing yet.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        Self(vec![0; vocabulary.len() as usize / 64 + 1])
    }

    /// Some words or signs.
    pub(super) fn of(vocabulary: &Vocabulary, words: &[&str]) -> Self {
        let mut set = Self::new(vocabulary);
        for word in words {
            set.insert(vocabulary.known(word));
        }
        set
    }

    /// All numbers that belong to it, those of classes of mentions among them.
    fn all(vocabulary: &Vocabulary, belongs: impl Fn(WordNumber) -> bool) -> Self {
        let mut set = Self::new(vocabulary);
        (0..vocabulary.len())
            .filter(|&word| belongs(word))
            .for_each(|word| set.insert(word));
        set
    }

    #[inline]
    pub(super) fn contains(&self, word: WordNumber) -> bool {
        self.0[word as usize / 64] >> (word % 64) & 1 != 0
    }

    pub(super) fn insert(&mut self, word: WordNumber) {
        self.0[word as usize / 64] |= 1 << (word % 64);
    }

    /// Adds all of another set.
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// The same with classes of mentions, given as bytes.
    fn with_classes(&self, classes: impl Iterator<Item = u8>) -> Self {
        let mut set = self.clone();
        classes.for_each(|class| set.insert(class.into()));
        set
    }
}

/// The sets that the language of patterns itself speaks of.
#[derive(Debug)]
pub(super) struct CommonSets {
    /// Words but function words.
    pub(super) noun: WordSet,
    /// Anything but mentions and semicolons.
    unbroken: WordSet,
    /// All words and signs.
    pub(super) not_mentions: WordSet,
    pub(super) mentions: WordSet,
    pub(super) article: WordSet,
    /// What may stand in the place of an article.
    pub(super) determiner: WordSet,
    /// Auxiliaries, adverbs and verbs of intent.
    pub(super) adverb: WordSet,
    /// What begins to say when or where.
    pub(super) preposition_of_time: WordSet,
    /// Of dates and the like.
    pub(super) when: WordSet,
    /// Of sums of money.
    pub(super) money: WordSet,
}

/// Whether a number is that of a class of mentions.
fn is_mention(word: WordNumber) -> bool {
    (1..=5).contains(&word)
}

impl CommonSets {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let of = |words| WordSet::of(vocabulary, words);
        let all = |belongs: &dyn Fn(WordNumber) -> bool| WordSet::all(vocabulary, belongs);
        let noun = all(&|word| Vocabulary::is_word(word) && !vocabulary.is_function_word(word));
        let mut adverb = of(BETWEEN_SUBJECT_AND_VERB);
        vocabulary
            .ending_in_ly()
            .for_each(|word| adverb.insert(word));
        let mut money = of(&["about", "over", "up", "to", "than", "$", "%", "."]);
        money.add(&noun);
        Self {
            unbroken: all(&|word| !is_mention(word) && word != SEMICOLON),
            not_mentions: all(&|word| !is_mention(word)),
            mentions: all(&is_mention),
            article: of(&["the", "a", "an"]),
            determiner: of(&["the", "a", "an", "its", "his", "her", "their"]),
            adverb,
            preposition_of_time: of(&[
                "in", "on", "at", "during", "since", "from", "after", "before",
            ]),
            when: all(&|word| {
                !(1..=4).contains(&word) && !matches!(word, SEMICOLON | COLON | OPENING | CLOSING)
            }),
            money: money.with_classes([5].into_iter()),
            noun,
        }
    }

    /// A word of a noun phrase: no mention, no sign, no function word. Places and others may stand among them where a pattern is about neither: "the
    /// British designer Arm" is no less Arm.
    pub(super) fn noun_phrase(&self, slots: [&[u8]; 2]) -> WordSet {
        self.noun
            .with_classes([3, 5].into_iter().filter(|class| !is_about(slots, *class)))
    }

    /// Any word or sign that does not end what is said, and the mentions that a pattern is not about.
    pub(super) fn unbroken(&self, slots: [&[u8]; 2]) -> WordSet {
        self.unbroken
            .with_classes((1..=5).filter(|class| !is_about(slots, *class)))
    }
}

/// Whether a class of mentions may stand in a slot.
fn is_about(slots: [&[u8]; 2], class: u8) -> bool {
    slots.iter().any(|slot| slot.contains(&class))
}

/// The place of a set among [`WordSets`].
pub(super) type SetPlace = u32;

/// The sets of some patterns.
#[derive(Debug, Default)]
pub(super) struct WordSets(Vec<WordSet>);

impl WordSets {
    #[inline]
    pub(super) fn get(&self, place: SetPlace) -> &WordSet {
        &self.0[place as usize]
    }
}

/// Collects sets, each but once.
#[derive(Debug, Default)]
pub(super) struct SetCollector(BTreeMap<WordSet, SetPlace>);

impl SetCollector {
    /// The place of a set, which is added if it is new.
    pub(super) fn place_of(&mut self, set: WordSet) -> SetPlace {
        let next = u32::try_from(self.0.len()).expect("packs are limited to a few megabytes");
        *self.0.entry(set).or_insert(next)
    }

    pub(super) fn collected(self) -> WordSets {
        let mut sets: Vec<_> = self.0.into_iter().collect();
        sets.sort_unstable_by_key(|(_, place)| *place);
        WordSets(sets.into_iter().map(|(set, _)| set).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_have_one_place() {
        let vocabulary = Vocabulary::new();
        let of = |words| WordSet::of(&vocabulary, words);
        let mut sets = SetCollector::default();
        let places =
            [&["the", "a"][..], &["of"], &["a", "the"]].map(|words| sets.place_of(of(words)));
        assert_eq!(places, [0, 1, 0]);
        let sets = sets.collected();
        assert!(sets.get(0).contains(vocabulary.known("the")));
        assert!(sets.get(1).contains(vocabulary.known("of")));
        assert!(!sets.get(1).contains(vocabulary.known("the")));
    }

    #[test]
    fn a_noun_phrase_holds_the_mentions_that_a_pattern_is_not_about() {
        let vocabulary = Vocabulary::new();
        let common = CommonSets::new(&vocabulary);
        let classes = |set: WordSet| {
            (1..=5)
                .filter(|class| set.contains(*class))
                .collect::<Vec<_>>()
        };
        assert_eq!(classes(common.noun_phrase([&[1], &[2]])), [3, 5]);
        assert!(classes(common.noun_phrase([&[3], &[2, 5]])).is_empty());
        assert_eq!(classes(common.unbroken([&[3], &[2, 5]])), [1, 4]);
        assert!(
            !common
                .noun_phrase([&[1], &[2]])
                .contains(vocabulary.known("the"))
        );
        assert!(!common.unbroken([&[1], &[2]]).contains(SEMICOLON));
    }
}
