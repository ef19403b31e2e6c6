//! Where the stops of a text are.

use super::characters::{char_at, stop};
use super::scan::{BLOCK, Class, Flags, flag, places};
use crate::text::TextMap;

/// How many blocks are searched at a time, before what was found in them is asked for.
const BLOCKS: usize = 16;

/// How many places of a block are written down without asking how many there are.
const USUAL: usize = 2;

/// Room for the places found in one search, to be used for text after text.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// A place is kept as its distance from the start of the search.
    places: [u32; BLOCKS * BLOCK],
}

impl Default for Room {
    fn default() -> Self {
        Self {
            places: [0; BLOCKS * BLOCK],
        }
    }
}

/// A search for stops that goes forward through one text.
///
/// Places are found some blocks ahead and written down: a loop that runs to the next stop would end at a place that no processor can
/// foresee, which costs more than all the rest.
#[derive(Debug)]
pub(super) struct Stops<'t> {
    text: &'t str,
    map: &'t TextMap,
    room: &'t mut Room,
    /// Where the last search started, how many places it found, and how many of them are passed.
    base: usize,
    found: usize,
    passed: usize,
    /// Where the next search starts.
    next: usize,
}

impl<'t> Stops<'t> {
    /// The stops of a text, from its map.
    pub(super) fn new(text: &'t str, map: &'t TextMap, room: &'t mut Room) -> Self {
        Self {
            text,
            map,
            room,
            base: 0,
            found: 0,
            passed: 0,
            next: 0,
        }
    }

    /// The first stop at or after `at` and before `end`. Neither of them is before that of the last call.
    #[inline]
    pub(super) fn next(&mut self, mut at: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            while self.passed < self.found {
                let place = self.base + self.room.places[self.passed] as usize;
                if place >= end {
                    return None;
                }
                if place >= at {
                    let is_stop = bytes[place].is_ascii()
                        || char_at(self.text, place).is_some_and(|c| stop(c).is_some());
                    if is_stop {
                        return Some(place);
                    }
                }
                self.passed += 1;
            }
            at = at.max(self.next);
            if at >= end {
                return None;
            }
            self.search(at);
        }
    }

    /// Finds all places in the next blocks, from the one with `at` on.
    fn search(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        self.base = at - at % BLOCK;
        self.next = bytes.len().min(self.base + BLOCKS * BLOCK);
        self.passed = 0;
        self.found = 0;
        let ascii = self.map.survey().ascii;
        let mut offset = 0;
        for start in (self.base..self.next).step_by(BLOCK) {
            let places = if ascii {
                self.map.stops(start / BLOCK)
            } else {
                places::<Candidates>(bytes, start)
            };
            self.write_down(places, offset);
            offset += u64::BITS;
        }
    }

    /// Writes down the places of a block.
    #[inline]
    fn write_down(&mut self, mut places: u64, offset: u32) {
        let room = &mut self.room.places[self.found..self.found + BLOCK];
        // The first two are written down, there or not: most blocks have no more, and few loops end as foreseen.
        for place in &mut room[..USUAL] {
            *place = offset + places.trailing_zeros();
            self.found += usize::from(places != 0);
            places &= places.wrapping_sub(1);
        }
        let mut others = room[USUAL..].iter_mut();
        while places != 0
            && let Some(place) = others.next()
        {
            *place = offset + places.trailing_zeros();
            self.found += 1;
            places &= places - 1;
        }
    }
}

/// Places where a stop may be: the three ASCII stops, and the first bytes of all others. Where a script would have such a byte in many of
/// its letters, the second byte is asked too.
struct Candidates;

impl Class for Candidates {
    #[inline]
    fn flags(bytes: &[u8; BLOCK], behind: &[u8; BLOCK]) -> Flags {
        let mut flags = [0; BLOCK];
        for (at, &byte) in bytes.iter().enumerate() {
            flags[at] = flag(byte == b'.') | flag(byte == b'!') | flag(byte == b'?');
        }
        // Letters of Western languages end before U+0340, so most blocks are done.
        if bytes.iter().fold(0, |most, &byte| byte.max(most)) >= 0xCD {
            flag_others(bytes, behind, &mut flags);
        }
        flags
    }
}

#[inline(never)]
fn flag_others(bytes: &[u8; BLOCK], behind: &[u8; BLOCK], flags: &mut Flags) {
    for (at, &byte) in bytes.iter().enumerate() {
        let pair = |first, second| flag(byte == first) & flag(behind[at] == second);
        // Greek; Armenian; Syriac to N'Ko; the many of E1, and general punctuation; Lisu and Vai; the wide forms.
        flags[at] |= flag(byte == 0xCD)
            | flag(byte == 0xD6)
            | flag(byte.wrapping_sub(0xDC) < 4)
            | flag(byte.wrapping_sub(0xE1) < 2)
            | flag(byte == 0xEA)
            | flag(byte == 0xEF)
            // Arabic, Urdu, Devanagari, Japanese.
            | pair(0xD8, 0x9F)
            | pair(0xDB, 0x94)
            | pair(0xE0, 0xA5)
            | pair(0xE3, 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str) -> Vec<usize> {
        let mut room = Room::default();
        let mut map = TextMap::default();
        map.fill(text);
        let mut stops = Stops::new(text, &map, &mut room);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(stop) = stops.next(at, text.len()) {
            found.push(stop);
            at = stop + char_at(text, stop).map_or(1, char::len_utf8);
        }
        found
    }

    #[test]
    fn the_search_finds_what_a_walk_over_the_characters_finds() {
        for unit in [
            "a.b! c? ... d;e\n. ?!",
            "ä. ö。ü؟ “e” 。",
            ".",
            "。",
            "字",
            "かな。",
            "...xy",
        ] {
            let text = unit.repeat(500);
            let walk = text.char_indices().filter(|&(_, c)| stop(c).is_some());
            assert_eq!(stops(&text), walk.map(|(at, _)| at).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_stop_is_found_at_every_place() {
        for c in ('\0'..=char::MAX).filter(|&c| stop(c).is_some()) {
            for before in 0..66 {
                let text = format!("{}{c}é", "x".repeat(before));
                assert_eq!(stops(&text), [before], "{c:?}");
            }
        }
    }

    #[test]
    fn a_stop_behind_the_end_is_kept_for_later() {
        let text = format!("a.{}b.", " ".repeat(3_000));
        let mut room = Room::default();
        let mut map = TextMap::default();
        map.fill(&text);
        let mut stops = Stops::new(&text, &map, &mut room);
        assert_eq!(stops.next(0, 1), None);
        assert_eq!(stops.next(0, 2), Some(1));
        assert_eq!(stops.next(2, 2_000), None);
        assert_eq!(stops.next(2_500, 3_002), None);
        assert_eq!(stops.next(3_002, 3_004), Some(3_003));
        assert_eq!(stops.next(3_004, 3_004), None);
    }
}
