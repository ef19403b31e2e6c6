//! Which patterns a sentence could match, as far as its raw text tells. Most sentences match none and need no more than this.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Input, MatchKind};

use super::reach::{AnchorPlace, PAIR_BITS, Reach, pair_bit};
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
    /// For the number of each bit of two classes, how far apart mentions of them may stand at most for a pattern whose words stand before or
    /// behind both; `None` where there is no such pattern.
    outside: [Option<u32>; PAIR_BITS],
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
    /// At least so many words stand between each mention and the next.
    gaps: Vec<u32>,
    /// The bits of all pairs.
    bits: u32,
    /// The words of all mentions together, for they may stand between two others.
    most_between: u32,
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
            if reach.anchor != AnchorPlace::Between {
                for (bit, most) in wakes.outside.iter_mut().enumerate() {
                    if reach.pairs & 1 << bit != 0 {
                        *most = (*most).max(Some(reach.between));
                    }
                }
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
            .match_kind(MatchKind::LeftmostLongest)
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
        awake.rouse(&self.always, sentence, Span::new(0, 0));
        let Some(search) = &self.search else {
            awake.rouse_all(&self.all);
            return;
        };
        // Most words matter only between mentions.
        let outside = awake.are_near(&self.outside);
        let mut start = 0;
        let end = Span::new(sentence.len(), sentence.len());
        for mention in mentions.iter().map(|&(span, _)| span).chain([end]) {
            let gap = Span::new(start, mention.start());
            start = mention.end();
            if !outside && (gap.start() == 0 || gap.end() == sentence.len()) {
                continue;
            }
            for found in search.find_iter(Input::new(sentence).range(gap.start()..gap.end())) {
                let place = found.pattern().as_usize();
                let word = Span::new(found.start(), found.end());
                let rest = &sentence.as_bytes()[word.end()..gap.end()];
                if place < BECOME_ASCII.len() || cuts_negation(word.of(sentence).as_bytes(), rest) {
                    awake.rouse_all(&self.all);
                    return;
                }
                let before = &sentence.as_bytes()[gap.start()..word.start()];
                if is_word(before, rest) {
                    awake.rouse(&self.by_word[place], sentence, word);
                }
            }
        }
        awake.numbers.sort_unstable();
    }
}

impl Awake {
    fn rouse(&mut self, sleepers: &[Sleeper], sentence: &str, word: Span) {
        for &(number, reach) in sleepers {
            if !self.woken[number] && self.could_match(reach, sentence.as_bytes(), word) {
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

    /// Whether two mentions stand near enough to each other; what is enough is given by the number of their bit.
    fn are_near(&self, most: &[Option<u32>; PAIR_BITS]) -> bool {
        if self.crowded {
            let mut bits = most.iter().enumerate();
            return bits.any(|(bit, most)| most.is_some() && self.bits & 1 << bit != 0);
        }
        self.pairs.iter().any(|pair| {
            most[pair.bit.trailing_zeros() as usize].is_some_and(|most| pair.distance <= most)
        })
    }

    /// Whether two mentions stand to each other and to a word as a pattern wants it.
    fn could_match(&self, reach: Reach, sentence: &[u8], word: Span) -> bool {
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
                                    && least_words(&sentence[word.end()..pair.second.start()])
                                        <= reach.right.saturating_add(self.most_between)
                                    && least_words(&sentence[pair.first.end()..word.start()])
                                        <= reach.left.saturating_add(self.most_between)
                            }
                            AnchorPlace::Behind => pair.second.end() <= word.start(),
                        }
                }))
    }

    /// Lists the pairs of mentions.
    fn compare(&mut self, sentence: &[u8], mentions: &[(Span, u8)]) {
        self.pairs.clear();
        self.bits = 0;
        let words = |&(span, _): &(Span, u8)| 1 + least_words(&sentence[span.start()..span.end()]);
        self.most_between = if mentions.len() > 2 {
            mentions.iter().map(words).sum()
        } else {
            0
        };
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
        self.gaps.clear();
        self.gaps.extend(mentions.windows(2).map(|two| {
            let gap = two[0].0.end()..two[1].0.start();
            least_words(&sentence[gap])
        }));
        for (place, &(first, class)) in mentions.iter().enumerate() {
            let mut distance = 0;
            for (&(second, other), gap) in mentions[place + 1..].iter().zip(&self.gaps[place..]) {
                distance += gap;
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

/// Whether an anchor is found in raw text wherever it is found in masked text: letters and digits, with hyphens and stops between them.
fn is_raw(anchor: &[u8]) -> bool {
    let word = anchor.trim_ascii();
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let joined = |pair: &[u8]| pair.iter().any(u8::is_ascii_alphanumeric);
    letter(word.first())
        && letter(word.last())
        && word.iter().all(inside)
        && word.windows(2).all(joined)
}

/// At least so many tokens has a text: a letter behind a space begins one.
fn least_words(text: &[u8]) -> u32 {
    let begins = |pair: &[u8]| u32::from(pair[0] == b' ' && pair[1].is_ascii_alphanumeric());
    text.windows(2).map(begins).sum()
}

/// Whether something found could be a token, by what stands before and behind it in the same gap.
fn is_word(before: &[u8], rest: &[u8]) -> bool {
    // "needn't" is two tokens.
    let negated = rest.starts_with(b"n't") || rest.starts_with("n’t".as_bytes());
    !before.last().is_some_and(u8::is_ascii_alphanumeric)
        && (negated || !rest.first().is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether the last letter of something found belongs to an "n't", so that a shorter word may stand there.
fn cuts_negation(word: &[u8], rest: &[u8]) -> bool {
    word.ends_with(b"n") && (rest.starts_with(b"'t") || rest.starts_with("’t".as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse_row;
    use super::*;

    fn wakes(sentence: &str, mentions: [&str; 2]) -> bool {
        let nodes = parse_row(
            "{head!} founded {tail!}",
            &std::collections::BTreeMap::new(),
        )
        .unwrap();
        let reach = Reach::new(&nodes, Some(1), &[1], &[2]);
        let all = Wakes::new(vec![(reach, vec![b" founded ".to_vec()])]);
        let places = [0, 1].map(|at| {
            let start = sentence.find(mentions[at]).unwrap();
            let class = u8::try_from(at + 1).unwrap();
            (Span::new(start, start + mentions[at].len()), class)
        });
        let mut awake = Awake::default();
        let mut sorted = places;
        sorted.sort_by_key(|(span, _)| span.start());
        all.wake(sentence, &sorted, &mut awake);
        !awake.numbers.is_empty()
    }

    #[test]
    fn a_pattern_wakes_where_its_word_stands_between_its_mentions() {
        assert!(wakes("Ann FOUNDED Acme.", ["Ann", "Acme"]));
        assert!(!wakes("Acme founded Ann.", ["Ann", "Acme"]));
        assert!(!wakes("Founded: Ann, Acme.", ["Ann", "Acme"]));
        assert!(!wakes("Ann co-foundeds Acme.", ["Ann", "Acme"]));
        assert!(!wakes(
            "Ann founded what later became Acme.",
            ["Ann", "Acme"]
        ));
    }
}
