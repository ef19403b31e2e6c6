//! Which patterns a sentence could match. Most sentences match none, and need no more than this.

use std::collections::BTreeMap;

use super::masked::Token;
use super::pattern::Pattern;
use super::region::{ClassBits, Region, RegionBuilder, Way, class_bits, class_of};
use super::rules::SentenceMention;
use super::syntax::Node;
use super::vocabulary::Vocabulary;
use super::word_set::CommonSets;
use crate::text::Span;

/// The place of a [`Region`] among those of [`Wakes`].
type RegionPlace = usize;

/// Where the words that a pattern is woken by stand, with what may stand between them and its slots, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    /// Before both slots.
    Before([RegionPlace; 2]),
    Between([RegionPlace; 2]),
    /// Behind both.
    Behind([RegionPlace; 2]),
    /// There are none.
    Nowhere(RegionPlace),
}

/// A pattern, with what holds for every match of it.
#[derive(Clone, Copy, Debug)]
struct Sleeper {
    number: usize,
    /// The classes of its slots in the order of the text.
    first: ClassBits,
    second: ClassBits,
    anchor: Anchor,
}

/// Wakes patterns by the words they need.
#[derive(Debug, Default)]
pub(super) struct Wakes {
    /// For each number of a word, where the patterns that need it or another begin among the sleepers, and end.
    by_word: Vec<(u32, u32)>,
    sleepers: Vec<Sleeper>,
    /// Patterns without words to look for.
    always: Vec<Sleeper>,
    regions: Vec<Region>,
    /// For each class byte, the classes that may stand in the second slot of a pattern with that class in the first.
    pairs: [ClassBits; 6],
    patterns: usize,
}

/// Which patterns are awake. Used again and again to keep its buffers.
#[derive(Debug, Default)]
pub(super) struct Awake {
    woken: Vec<bool>,
    /// The numbers of the patterns that are awake; sorted.
    pub(super) numbers: Vec<usize>,
}

impl Wakes {
    /// Patterns in order, each with the classes of head and tail. The vocabulary knows their words.
    pub(super) fn new<'p>(
        vocabulary: &Vocabulary,
        common: &CommonSets,
        patterns: impl Iterator<Item = (&'p Pattern, &'p [u8], &'p [u8])>,
    ) -> Self {
        let mut wakes = Self::default();
        let mut by_word = vec![Vec::new(); vocabulary.len() as usize];
        let mut places = BTreeMap::new();
        for (number, (pattern, head, tail)) in patterns.enumerate() {
            wakes.patterns = number + 1;
            let mut place_of = |region: Region| {
                let next = places.len();
                *places.entry(region).or_insert(next)
            };
            let outline = Outline::new(vocabulary, common, pattern.nodes(), [head, tail]);
            let found = pattern.wake_words();
            let anchor = outline.anchor(found.as_ref().map(|(place, _)| *place), &mut place_of);
            let sleeper = Sleeper {
                number,
                first: class_bits(outline.first.classes),
                second: class_bits(outline.second.classes),
                anchor,
            };
            for &class in outline.first.classes {
                wakes.pairs[usize::from(class)] |= sleeper.second;
            }
            match found {
                None => wakes.always.push(sleeper),
                Some((_, words)) => {
                    for word in words {
                        let place = vocabulary.number(word.as_bytes());
                        by_word[place as usize].push(sleeper);
                    }
                }
            }
        }
        for sleepers in by_word {
            let place = |all: &[_]| u32::try_from(all.len()).expect("packs are limited");
            let start = place(&wakes.sleepers);
            wakes.sleepers.extend(sleepers);
            wakes.by_word.push((start, place(&wakes.sleepers)));
        }
        let mut regions: Vec<(RegionPlace, Region)> = places
            .into_iter()
            .map(|(region, place)| (place, region))
            .collect();
        regions.sort_unstable_by_key(|(place, _)| *place);
        wakes.regions = regions.into_iter().map(|(_, region)| region).collect();
        wakes
    }

    /// Whether there is a pattern for the classes of two mentions of different entities. Mentions are given in the order of the text, with the
    /// bytes of their classes.
    pub(super) fn concern(&self, mentions: &[SentenceMention<'_>], classes: &[(Span, u8)]) -> bool {
        let ends = || mentions.iter().zip(classes).enumerate();
        ends().any(|(place, (first, &(_, class)))| {
            let wanted = self.pairs[usize::from(class)];
            ends().skip(place + 1).any(|(_, (second, &(_, class)))| {
                wanted >> class & 1 != 0 && first.entity != second.entity
            })
        })
    }

    /// Wakes the patterns that a sentence could match. Its mentions are of these classes.
    pub(super) fn wake(&self, tokens: &[Token], classes: ClassBits, awake: &mut Awake) {
        for number in awake.numbers.drain(..) {
            awake.woken[number] = false;
        }
        awake.woken.resize(self.patterns, false);
        let mut rouse = |sleepers: &[Sleeper], at: usize| {
            for sleeper in sleepers {
                let concerned = sleeper.first & classes != 0 && sleeper.second & classes != 0;
                if concerned
                    && !awake.woken[sleeper.number]
                    && self.could_match(sleeper, tokens, at)
                {
                    awake.woken[sleeper.number] = true;
                    awake.numbers.push(sleeper.number);
                }
            }
        };
        for (at, token) in tokens.iter().enumerate() {
            if token.mention.is_some() {
                rouse(&self.always, at);
            } else {
                let (start, end) = self.by_word[token.word as usize];
                if start < end {
                    rouse(&self.sleepers[start as usize..end as usize], at);
                }
            }
        }
        awake.numbers.sort_unstable();
    }

    /// Whether two mentions stand to each other and to a token as a pattern wants it. The token is the anchor; where there is none, the first
    /// of the mentions.
    fn could_match(&self, sleeper: &Sleeper, tokens: &[Token], at: usize) -> bool {
        let walk = |place: RegionPlace, from, way, wanted: ClassBits| {
            self.regions[place].walk(tokens, from, way, |at| class_of(&tokens[at]) & wanted != 0)
        };
        let walk_on = |one: RegionPlace, other: RegionPlace, way, near: ClassBits, far| {
            self.regions[one].walk(tokens, at, way, |at| {
                class_of(&tokens[at]) & near != 0 && walk(other, at, way, far)
            })
        };
        let &Sleeper { first, second, .. } = sleeper;
        match sleeper.anchor {
            Anchor::Before([one, other]) => walk_on(one, other, Way::Right, first, second),
            Anchor::Between([left, right]) => {
                walk(left, at, Way::Left, first) && walk(right, at, Way::Right, second)
            }
            Anchor::Behind([one, other]) => walk_on(other, one, Way::Left, second, first),
            Anchor::Nowhere(region) => {
                class_of(&tokens[at]) & first != 0 && walk(region, at, Way::Right, second)
            }
        }
    }
}

/// A slot among the parts of a pattern.
#[derive(Clone, Copy, Debug)]
struct SlotPlace<'p> {
    place: usize,
    classes: &'p [u8],
    alone: bool,
}

/// A pattern, as far as it matters what may stand between its parts.
#[derive(Clone, Copy, Debug)]
struct Outline<'p> {
    vocabulary: &'p Vocabulary,
    common: &'p CommonSets,
    nodes: &'p [Node],
    slots: [&'p [u8]; 2],
    first: SlotPlace<'p>,
    second: SlotPlace<'p>,
}

impl<'p> Outline<'p> {
    fn new(
        vocabulary: &'p Vocabulary,
        common: &'p CommonSets,
        nodes: &'p [Node],
        slots: [&'p [u8]; 2],
    ) -> Self {
        let [head, tail] = slots;
        let slot = |(place, node): (usize, &Node)| match *node {
            Node::Slot { head: true, alone } => Some(SlotPlace {
                place,
                classes: head,
                alone,
            }),
            Node::Slot { head: false, alone } => Some(SlotPlace {
                place,
                classes: tail,
                alone,
            }),
            _ => None,
        };
        let mut places = nodes.iter().enumerate().filter_map(slot);
        let mut next = || places.next().expect("patterns have two slots");
        let (first, second) = (next(), next());
        Self {
            vocabulary,
            common,
            nodes,
            slots,
            first,
            second,
        }
    }

    /// What stands around the anchor, one of the parts.
    fn anchor(
        &self,
        place: Option<usize>,
        place_of: &mut impl FnMut(Region) -> RegionPlace,
    ) -> Anchor {
        let (first, second) = (self.first, self.second);
        let behind = |region: &mut RegionBuilder<'p>, slot: SlotPlace<'p>| {
            if !slot.alone {
                region.behind_mention();
            }
        };
        let before = |region: &mut RegionBuilder<'p>, slot: SlotPlace<'p>| {
            if !slot.alone && slot.place > 0 {
                region.before_mention(slot.classes);
            }
        };
        let mut region = |parts: &[Node], around: &dyn Fn(&mut RegionBuilder<'p>)| {
            let mut region = RegionBuilder::new(self.vocabulary, self.common, self.slots);
            region.row(parts);
            around(&mut region);
            place_of(region.build())
        };
        let between = &self.nodes[first.place + 1..second.place];
        match place {
            None => Anchor::Nowhere(region(between, &|region| {
                behind(region, first);
                before(region, second);
            })),
            Some(place) if place < first.place => Anchor::Before([
                region(&self.nodes[place..first.place], &|region| {
                    before(region, first);
                    region.list(first.classes);
                }),
                region(between, &|region| {
                    behind(region, first);
                    before(region, second);
                }),
            ]),
            Some(place) if place < second.place => Anchor::Between([
                region(&self.nodes[first.place + 1..=place], &|region| {
                    behind(region, first);
                }),
                region(&self.nodes[place..second.place], &|region| {
                    before(region, second);
                }),
            ]),
            Some(place) => Anchor::Behind([
                region(between, &|region| {
                    behind(region, first);
                    before(region, second);
                    region.list(second.classes);
                }),
                region(&self.nodes[second.place + 1..=place], &|region| {
                    behind(region, second);
                }),
            ]),
        }
    }
}
