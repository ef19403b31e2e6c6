//! Which patterns a sentence could match, as far as its raw text tells. Most sentences match none and need no more than this.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use super::reach::{AnchorPlace, Reach, pair_bit};
use crate::text::Span;

/// Of more mentions than this, pairs are not compared one by one.
const MOST_MENTIONS: usize = 12;

/// The only letters that become ASCII letters when they are made small: the sign of the Kelvin and the I with a dot.
const BECOME_ASCII: [&[u8]; 2] = ["\u{212a}".as_bytes(), "\u{130}".as_bytes()];

/// A pattern, by its number, with what is known of its matches.
type Sleeper = (usize, Reach);

/// Wakes patterns by the words they need.
#[derive(Debug, Default)]
pub(super) struct Wakes {
    search: Option<AhoCorasick>,
    /// For each word that is searched for, the patterns that need it or another.
    by_word: Vec<Vec<Sleeper>>,
    /// Patterns without words that could be searched for.
    always: Vec<Sleeper>,
    /// All patterns.
    all: Vec<Sleeper>,
    /// The pairs of all patterns.
    pairs: u32,
}

/// Two mentions of a sentence.
#[derive(Clone, Copy, Debug)]
struct Pair {
    bit: u32,
    /// At least so many tokens stand between them.
    distance: u32,
    first: Span,
    second: Span,
}

/// What is known of a sentence, and which patterns are awake. Used again and again to keep its buffers.
#[derive(Debug, Default)]
pub(super) struct Awake {
    pairs: Vec<Pair>,
    /// The bits of all pairs.
    bits: u32,
    /// Whether there are too many to list.
    crowded: bool,
    woken: Vec<bool>,
    /// The numbers of the patterns that are awake; sorted.
    pub(super) numbers: Vec<usize>,
}

impl Wakes {
    /// Patterns in order, each with its anchors as they stand in masked sentences.
    pub(super) fn new(patterns: Vec<(Reach, Vec<Vec<u8>>)>) -> Self {
        let mut wakes = Self::default();
        let mut words: Vec<Vec<u8>> = BECOME_ASCII.iter().map(|word| word.to_vec()).collect();
        let mut places = std::collections::BTreeMap::new();
        wakes.by_word = vec![Vec::new(); words.len()];
        for (number, (reach, anchors)) in patterns.into_iter().enumerate() {
            wakes.pairs |= reach.pairs;
            wakes.all.push((number, reach));
            if reach.anchor == AnchorPlace::Nowhere || !anchors.iter().all(|word| is_raw(word)) {
                let anchor = AnchorPlace::Nowhere;
                wakes.always.push((number, Reach { anchor, ..reach }));
                continue;
            }
            for anchor in anchors {
                let word = anchor.trim_ascii().to_vec();
                let place = *places.entry(word.clone()).or_insert_with(|| {
                    words.push(word);
                    wakes.by_word.push(Vec::new());
                    words.len() - 1
                });
                wakes.by_word[place].push((number, reach));
            }
        }
        wakes.search = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .ok();
        wakes
    }

    /// Wakes the patterns that a sentence could match. Mentions are given in order, with the bytes of their classes.
    pub(super) fn wake(&self, sentence: &str, mentions: &[(Span, u8)], awake: &mut Awake) {
        awake.numbers.clear();
        awake.woken.clear();
        awake.compare(sentence.as_bytes(), mentions);
        if self.pairs & awake.bits == 0 {
            return;
        }
        awake.woken.resize(self.all.len(), false);
        awake.rouse(&self.always, Span::new(0, 0));
        let Some(search) = &self.search else {
            awake.rouse_all(&self.all);
            return;
        };
        for found in search.find_overlapping_iter(sentence) {
            let place = found.pattern().as_usize();
            if place < BECOME_ASCII.len() {
                awake.rouse_all(&self.all);
                break;
            }
            let word = Span::new(found.start(), found.end());
            if is_word(sentence.as_bytes(), mentions, word) {
                awake.rouse(&self.by_word[place], word);
            }
        }
        awake.numbers.sort_unstable();
    }
}

impl Awake {
    fn rouse(&mut self, sleepers: &[Sleeper], word: Span) {
        for &(number, reach) in sleepers {
            if !self.woken[number] && self.could_match(reach, word) {
                self.woken[number] = true;
                self.numbers.push(number);
            }
        }
    }

    fn rouse_all(&mut self, all: &[Sleeper]) {
        self.numbers.clear();
        let possible = all.iter().filter(|(_, reach)| reach.pairs & self.bits != 0);
        self.numbers.extend(possible.map(|&(number, _)| number));
    }

    /// Whether two mentions stand to each other and to a word as a pattern wants it.
    fn could_match(&self, reach: Reach, word: Span) -> bool {
        reach.pairs & self.bits != 0
            && (self.crowded
                || self.pairs.iter().any(|pair| {
                    pair.bit & reach.pairs != 0
                        && pair.distance <= reach.between
                        && match reach.anchor {
                            AnchorPlace::Nowhere => true,
                            AnchorPlace::Before => word.end() <= pair.first.start(),
                            AnchorPlace::Between => {
                                pair.first.end() <= word.start()
                                    && word.end() <= pair.second.start()
                            }
                            AnchorPlace::Behind => pair.second.end() <= word.start(),
                        }
                }))
    }

    /// Lists the pairs of mentions.
    fn compare(&mut self, sentence: &[u8], mentions: &[(Span, u8)]) {
        self.pairs.clear();
        self.bits = 0;
        self.crowded = mentions.len() > MOST_MENTIONS;
        if self.crowded {
            let mut before = 0u8;
            for &(_, class) in mentions {
                let classes = (1..=5).filter(|class| before & 1 << class != 0);
                self.bits |= classes.fold(0, |all, first| all | pair_bit(first, class));
                before |= 1 << class;
            }
            return;
        }
        for (place, &(first, class)) in mentions.iter().enumerate() {
            let mut distance = 0;
            let mut end = first.end();
            for &(second, other) in &mentions[place + 1..] {
                distance += least_words(&sentence[end..second.start()]);
                end = second.end();
                let bit = pair_bit(class, other);
                self.bits |= bit;
                self.pairs.push(Pair {
                    bit,
                    distance,
                    first,
                    second,
                });
            }
        }
    }
}

/// Whether an anchor is found in raw text wherever it is found in masked text.
fn is_raw(anchor: &[u8]) -> bool {
    let word = anchor.trim_ascii();
    word.is_ascii() && word.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// At least so many tokens has a text: a letter behind a space begins one.
fn least_words(text: &[u8]) -> u32 {
    let begins = |pair: &[u8]| u32::from(pair[0] == b' ' && pair[1].is_ascii_alphanumeric());
    text.windows(2).map(begins).sum()
}

/// Whether something found could be a token outside all mentions.
fn is_word(sentence: &[u8], mentions: &[(Span, u8)], word: Span) -> bool {
    let before = sentence[..word.start()].last();
    let rest = &sentence[word.end()..];
    let starts = !before.is_some_and(u8::is_ascii_alphanumeric)
        || mentions
            .iter()
            .any(|(mention, _)| mention.end() == word.start());
    // "needn't" is two tokens.
    let negated = rest.starts_with(b"n't") || rest.starts_with("n’t".as_bytes());
    let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric)
        || negated
        || mentions
            .iter()
            .any(|(mention, _)| mention.start() == word.end());
    let overlaps = |mention: &Span| mention.start() < word.end() && word.start() < mention.end();
    starts && ends && !mentions.iter().any(|(mention, _)| overlaps(mention))
}
