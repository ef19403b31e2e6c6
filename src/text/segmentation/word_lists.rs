//! Fixed lists of words with a lookup that costs one hash.

/// Several lists of words, each standing for one class. A word belongs to one list only.
///
/// The lists are indexed when the program is compiled: the segmentation asks at every stop, so a binary search would show.
pub(super) struct WordLists<const SLOTS: usize> {
    lists: &'static [&'static [&'static str]],
    /// Number of the list plus one, and place in it; `(0, 0)` is free.
    slots: [(u8, u16); SLOTS],
}

impl<const SLOTS: usize> WordLists<SLOTS> {
    /// Indexes the lists. Fails to compile if `SLOTS` is no power of two or too small.
    pub(super) const fn new(lists: &'static [&'static [&'static str]]) -> Self {
        assert!(SLOTS.is_power_of_two());
        let mut slots = [(0, 0); SLOTS];
        let (mut list, mut words) = (0, 0);
        while list < lists.len() {
            let mut item = 0;
            while item < lists[list].len() {
                let mut slot = hash(lists[list][item]) & (SLOTS - 1);
                while slots[slot].0 != 0 {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a constant: asserted below"
                )]
                let place = (list as u8 + 1, item as u16);
                assert!(place.0 as usize == list + 1 && place.1 as usize == item);
                slots[slot] = place;
                item += 1;
                words += 1;
            }
            list += 1;
        }
        assert!(words * 2 <= SLOTS, "half of the slots stay free");
        Self { lists, slots }
    }

    /// The number of the list that holds `word`.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let mut slot = hash(word) & (SLOTS - 1);
        loop {
            let (list, item) = self.slots[slot];
            let list = usize::from(list).checked_sub(1)?;
            if self.lists[list][usize::from(item)] == word {
                return Some(list);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.find(word).is_some()
    }
}

/// FNV-1a, which is short enough for a `const fn` and good enough for a few hundred words.
const fn hash(word: &str) -> usize {
    let bytes = word.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
pub(super) fn assert_no_word_twice<const SLOTS: usize>(table: &WordLists<SLOTS>) {
    let mut words: Vec<_> = table.lists.concat();
    for (number, list) in table.lists.iter().enumerate() {
        for word in *list {
            assert_eq!(table.find(word), Some(number), "{word} is in two lists");
        }
    }
    words.sort_unstable();
    for pair in words.windows(2) {
        assert_ne!(pair[0], pair[1], "a word is listed twice");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_list() {
        static TABLE: WordLists<8> = WordLists::new(&[&["a", "b"], &["c"]]);
        assert_eq!(TABLE.find("b"), Some(0));
        assert_eq!(TABLE.find("c"), Some(1));
        assert!(!TABLE.contains("d") && !TABLE.contains(""));
        assert_no_word_twice(&TABLE);
    }
}
