//! A hash table in two flat arrays: slots of eight bytes, found by 64-bit keys, and lists for the keys that several numbers have.
//!
//! A slot is a fingerprint (the low half of the key) and a word: three flags, then 29 bits with the number, or the place of a list. The
//! home of a key is its share of the table, read off its high bits, so that slots stand nearly in the order of the keys: the table is built
//! from front to end, and lookups never wrap around. 32 bits of fingerprint are told apart among the few slots that one lookup passes, so one
//! lookup in a thousand million is wrong; what is found is compared with the text all the same, and a wrong "goes on" costs another lookup.

use crate::dictionary::{Section, push_u32};
use crate::error::{Error, Result};

const CONTINUES: u32 = 1 << 31;
const NUMBER: u32 = 1 << 30;
const LIST: u32 = 1 << 29;
const INDEX: u32 = LIST - 1;
/// Of a number in a list: it has the form of the one before.
const ALIKE: u32 = 1 << 31;

/// How many bytes a slot has.
const SLOT: usize = 8;

/// The furthest a slot may be from its home. A table that needs more is built again with more room; a file that claims more is damaged.
const REACH: u32 = 4096;

/// The numbers that keys have, and the keys that others begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct SlotTable {
    slots: Section,
    lists: Section,
    homes: u64,
    reach: u32,
}

/// What a table says of a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    word: u32,
    /// Longer keys begin with this one.
    pub(super) continues: bool,
}

/// A number that a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) number: u32,
    /// It has the form of the one before.
    pub(super) is_alike: bool,
}

/// A table in its making.
#[derive(Debug)]
pub(super) struct BuiltSlots {
    pub(super) slots: Vec<u8>,
    pub(super) lists: Vec<u8>,
    pub(super) homes: u64,
    pub(super) reach: u32,
}

impl SlotTable {
    /// A table in sections; `None` if the numbers are none that a table has.
    pub(super) fn open(slots: Section, lists: Section, homes: u64, reach: u32) -> Option<Self> {
        let fits = homes <= slots.count(SLOT) as u64 && reach <= REACH;
        fits.then_some(Self {
            slots,
            lists,
            homes,
            reach,
        })
    }

    /// What is known of a key.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<Slot> {
        let home = home(key, self.homes);
        for at in home..=home + self.reach as usize {
            let slot = self.slots.u64(at)?;
            let (fingerprint, word) = split(slot);
            if word == 0 {
                return None;
            }
            if fingerprint == low_half(key) {
                return Some(Slot {
                    word,
                    continues: word & CONTINUES != 0,
                });
            }
        }
        None
    }

    /// Has the home of a key brought near.
    #[inline]
    pub(super) fn announce(&self, key: u64) {
        self.slots.announce(home(key, self.homes) * SLOT);
    }

    /// The numbers of a key (and of any that cannot be told from it).
    #[inline]
    pub(super) fn numbers(&self, slot: Slot) -> Numbers<'_> {
        let index = slot.word & INDEX;
        if slot.word & NUMBER != 0 {
            return Numbers {
                one: Some(index),
                list: &[],
            };
        }
        let list = if slot.word & LIST == 0 {
            None
        } else {
            self.list(index as usize)
        };
        Numbers {
            one: None,
            list: list.unwrap_or_default(),
        }
    }

    /// A list: how many there are, then the numbers.
    #[cold]
    fn list(&self, at: usize) -> Option<&[u8]> {
        let count = self.lists.u32(at)? as usize;
        self.lists.bytes((at + 1) * 4, count.checked_mul(4)?)
    }
}

/// Iterator over the numbers of a key; made by [`SlotTable::numbers`].
#[derive(Clone, Debug)]
pub(super) struct Numbers<'t> {
    one: Option<u32>,
    list: &'t [u8],
}

impl Iterator for Numbers<'_> {
    type Item = Listed;

    #[inline]
    fn next(&mut self) -> Option<Listed> {
        if let Some(number) = self.one.take() {
            return Some(Listed {
                number,
                is_alike: false,
            });
        }
        let (word, rest) = self.list.split_first_chunk()?;
        self.list = rest;
        let word = u32::from_le_bytes(*word);
        Some(Listed {
            number: word & INDEX,
            is_alike: word & ALIKE != 0,
        })
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a share of a number of slots"
)]
fn home(key: u64, homes: u64) -> usize {
    ((u128::from(key) * u128::from(homes)) >> 64) as usize
}

#[allow(clippy::cast_possible_truncation, reason = "the low half is wanted")]
const fn low_half(key: u64) -> u32 {
    key as u32
}

/// The fingerprint and the word of a slot.
const fn split(slot: u64) -> (u32, u32) {
    (low_half(slot), low_half(slot >> 32))
}

impl BuiltSlots {
    /// Builds a table of the numbers of keys, and of keys that only begin others. Both are sorted here; the second may repeat keys. Numbers of one
    /// form are alike; what has none is like no other.
    pub(super) fn build<F: Ord>(
        mut whole: Vec<(u64, u32)>,
        mut prefixes: Vec<u64>,
        form_of: impl Fn(u32) -> Option<F>,
    ) -> Result<Self> {
        whole.sort_unstable();
        prefixes.sort_unstable();
        prefixes.dedup();
        if let Some(&(_, number)) = whole.iter().max_by_key(|(_, number)| number)
            && number > INDEX
        {
            return Err(too_large(number as usize));
        }
        // Two slots in three are taken: filters let little through that is not there.
        let mut homes = ((whole.len() + prefixes.len()) as u64 * 3 / 2).max(8);
        loop {
            let mut table = Self {
                slots: Vec::new(),
                lists: Vec::new(),
                homes,
                reach: 0,
            };
            table.fill(&whole, &prefixes, &form_of)?;
            if table.reach <= REACH {
                return Ok(table);
            }
            homes *= 2;
        }
    }

    fn fill<F: Ord>(
        &mut self,
        whole: &[(u64, u32)],
        prefixes: &[u64],
        form_of: &impl Fn(u32) -> Option<F>,
    ) -> Result<()> {
        let length = usize::try_from(self.homes).expect("less than memory");
        self.slots.reserve_exact((length + 64) * SLOT);
        let mut groups = whole.chunk_by(|a, b| a.0 == b.0).peekable();
        let mut prefixes = prefixes.iter().copied().peekable();
        loop {
            let group = groups.peek().map(|group| group[0].0);
            let Some(key) = group.into_iter().chain(prefixes.peek().copied()).min() else {
                break;
            };
            let continues = prefixes.next_if_eq(&key).is_some();
            let numbers = groups.next_if(|group| group[0].0 == key);
            self.insert(key, numbers.unwrap_or_default(), continues, form_of)?;
        }
        let filled = self.slots.len().max(length * SLOT);
        self.slots.resize(filled, 0);
        self.slots.shrink_to_fit();
        self.lists.shrink_to_fit();
        Ok(())
    }

    /// Adds a key that is not smaller than those before it: it goes behind them, or further, to its home.
    fn insert<F: Ord>(
        &mut self,
        key: u64,
        group: &[(u64, u32)],
        continues: bool,
        form_of: &impl Fn(u32) -> Option<F>,
    ) -> Result<()> {
        let home = home(key, self.homes);
        let end = self.slots.len() / SLOT;
        let twin = (home..end).find(|&at| self.fingerprint(at) == low_half(key));
        let mut word = if continues { CONTINUES } else { 0 };
        if let Some(at) = twin {
            // A lookup stops at the first of two that look the same: it has the numbers of both.
            let mut numbers = self.numbers_at(at);
            numbers.extend(group.iter().map(|(_, number)| number));
            word |= self.word(at) & CONTINUES | self.word_of(&numbers, form_of)?;
            self.slots[at * SLOT + 4..(at + 1) * SLOT].copy_from_slice(&word.to_le_bytes());
            return Ok(());
        }
        word |= match group {
            [(_, number)] => NUMBER | number,
            [] => 0,
            _ => {
                let numbers: Vec<u32> = group.iter().map(|(_, number)| *number).collect();
                self.word_of(&numbers, form_of)?
            }
        };
        let at = end.max(home);
        self.slots.resize(at * SLOT, 0);
        push_u32(&mut self.slots, low_half(key));
        push_u32(&mut self.slots, word);
        let reach = u32::try_from(at - home).unwrap_or(u32::MAX);
        self.reach = self.reach.max(reach);
        Ok(())
    }

    fn half(&self, at: usize) -> u32 {
        let bytes = self.slots[at..at + 4].try_into();
        u32::from_le_bytes(bytes.expect("a slice of four"))
    }

    fn fingerprint(&self, at: usize) -> u32 {
        self.half(at * SLOT)
    }

    fn word(&self, at: usize) -> u32 {
        self.half(at * SLOT + 4)
    }

    /// Notes numbers; gives the part of the word that leads to them.
    fn word_of<F: Ord>(
        &mut self,
        numbers: &[u32],
        form_of: &impl Fn(u32) -> Option<F>,
    ) -> Result<u32> {
        match numbers {
            [] => return Ok(0),
            [one] => return Ok(NUMBER | one),
            _ => {}
        }
        let start = self.lists.len() / 4;
        let index = u32::try_from(start).ok().filter(|&index| index <= INDEX);
        let index = index.ok_or_else(|| too_large(start))?;
        let count = u32::try_from(numbers.len()).map_err(|_| too_large(numbers.len()))?;
        push_u32(&mut self.lists, count);
        let formed = numbers.iter().map(|&number| (form_of(number), number));
        let mut formed: Vec<_> = formed.collect();
        formed.sort_unstable();
        let mut before = None;
        for (form, number) in formed {
            let is_alike = form.is_some() && form == before;
            push_u32(&mut self.lists, number | if is_alike { ALIKE } else { 0 });
            before = form;
        }
        Ok(LIST | index)
    }

    fn numbers_at(&self, at: usize) -> Vec<u32> {
        let word = self.word(at);
        let index = word & INDEX;
        if word & NUMBER != 0 {
            return vec![index];
        }
        if word & LIST == 0 {
            return Vec::new();
        }
        let number = |at: usize| {
            let bytes = self.lists[at * 4..at * 4 + 4].try_into();
            u32::from_le_bytes(bytes.expect("a slice of four"))
        };
        let start = index as usize;
        (1..=number(start) as usize)
            .map(|place| number(start + place) & INDEX)
            .collect()
    }
}

fn too_large(count: usize) -> Error {
    Error::DictionaryTooLarge {
        what: "forms",
        count: count as u64,
        limit: u64::from(INDEX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn table(whole: Vec<(u64, u32)>, prefixes: Vec<u64>) -> SlotTable {
        let built = BuiltSlots::build(whole, prefixes, |_| None::<u32>).unwrap();
        let sections = [(*b"SLOT", built.slots), (*b"LIST", built.lists)];
        let holder = Dictionary::default().with_sections(sections);
        let section = |tag| holder.image().section(tag);
        SlotTable::open(
            section(*b"SLOT"),
            section(*b"LIST"),
            built.homes,
            built.reach,
        )
        .unwrap()
    }

    fn numbers(table: &SlotTable, key: u64) -> (Vec<u32>, bool) {
        let slot = table.get(key).unwrap();
        let numbers = table.numbers(slot).map(|listed| listed.number);
        (numbers.collect(), slot.continues)
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        let key = |number: u32| crate::text::mix(7, u64::from(number));
        let whole: Vec<_> = (0..5000)
            .map(|number| (key(number / 2 * 2), number))
            .collect();
        let table = table(whole, (4000..6000).map(key).collect());
        for even in (0..5000).step_by(2) {
            assert_eq!(
                numbers(&table, key(even)),
                (vec![even, even + 1], even >= 4000)
            );
        }
        assert_eq!(numbers(&table, key(5999)), (vec![], true));
        assert!((6000..9000).all(|number| table.get(key(number)).is_none()));
        assert!(
            (0..4000)
                .step_by(2)
                .all(|number| table.get(key(number + 1)).is_none())
        );
    }

    #[test]
    fn keys_that_look_the_same_share_their_numbers() {
        // One home, one fingerprint, for three keys.
        let near = |high: u64| high << 32 | 0xABCD;
        let whole = vec![(near(1), 10), (near(2), 20), (near(2), 21), (near(9), 5)];
        let table = table(whole, vec![near(9), near(3)]);
        let expected = (vec![5, 10, 20, 21], true);
        for high in [1, 2, 3, 9] {
            assert_eq!(numbers(&table, near(high)), expected);
        }
    }

    #[test]
    fn what_has_the_same_form_stands_together() {
        let whole: Vec<_> = (0..6).map(|number| (7, number)).collect();
        // Two forms, and some without one.
        let form_of = |number| (number != 3 && number != 4).then_some(number % 2);
        let built = BuiltSlots::build(whole, Vec::new(), form_of).unwrap();
        let words: Vec<u32> = built
            .lists
            .as_chunks()
            .0
            .iter()
            .map(|word| u32::from_le_bytes(*word))
            .collect();
        assert_eq!(words, [6, 3, 4, 0, 2 | ALIKE, 1, 5 | ALIKE]);
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert!(table(Vec::new(), Vec::new()).get(0).is_none());
        assert!(SlotTable::default().get(u64::MAX).is_none());
    }
}
