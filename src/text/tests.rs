//! The map of a text against what one sees who reads it character by character.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::masks::BLOCK;
use super::*;

/// More than a stretch of [`WordPlaces`].
const LONG: usize = 5_000;

/// Any text: characters of all kinds and lengths, repeated so that words, gaps and stretches end at any place of a block.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(vec![
            "a", "Ab", "the New York", "U.S.", "snake_case", "x1", " ", "  ", ". ", "! ", "\n", "\r\n", "(", "[", "é", "É", "naïve", "\u{301}",
            "\u{200D}", "東京", "ภาษา", "한국", "हिन्दी", "😀", "“", "’", "\u{2BC}", "½", "Ⅷ", "\u{A0}", "\u{2029}", "ǅ", "𐐀", "𐐨", "\u{FF21}",
        ]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,70}",
        1 => "\\PC{0,20}",
    ];
    let times = prop_oneof![
        20 => Just(1_usize),
        4 => 2..200_usize,
        1 => LONG / 2..LONG,
    ];
    vec((piece, times), 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, times)| piece.repeat(times))
            .collect()
    })
}

/// The words of a text, one character after another.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let in_word = char_class(character) == CharClass::Spaced;
        match words.last_mut() {
            Some(word) if in_word && open => word.1 = end,
            _ if in_word => words.push((at, end)),
            _ => {}
        }
        open = in_word;
    }
    words
}

/// The runs of capitalised words, as lists of the words' numbers.
fn runs_of(text: &str, words: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let capitalised =
        |&(start, _): &(usize, usize)| text[start..].chars().next().unwrap().is_uppercase();
    for (number, word) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| capitalised(word))
    {
        match runs.last_mut() {
            Some(run)
                if run.last() == number.checked_sub(1).as_ref()
                    && &text[words[number - 1].1..word.0] == " " =>
            {
                run.push(number);
            }
            _ => runs.push(vec![number]),
        }
    }
    runs
}

fn map_of(text: &str) -> TextMap {
    let mut map = TextMap::default();
    // Of a text before it nothing may be left.
    map.fill("Something Else, and longer (by a line)\n");
    map.fill(text);
    map
}

/// What the stretches of a text hold, put together.
fn in_stretches(map: &TextMap, places: &mut WordPlaces) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    places.restart();
    while places.advance(map) {
        let before = words.len();
        let (starts, ends) = places.words();
        let pairs = starts.iter().zip(ends);
        words.extend(pairs.map(|(&start, &end)| (start as usize, end as usize)));
        assert!(words.len() - before <= WordPlaces::MOST);
    }
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_map_knows_the_words_that_a_reader_sees(text in text()) {
        let words = words_of(&text);
        let map = map_of(&text);
        let mut from = 0;
        for &(start, end) in &words {
            prop_assert_eq!(map.next_from(from), Some(start));
            prop_assert_eq!(map.next_from(start), Some(start));
            prop_assert_eq!(map.end_of(start), end);
            from = end;
        }
        prop_assert_eq!(map.next_from(from), None);

        let mut counter = map.counter();
        let mut before = 0;
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            while words.get(before).is_some_and(|word| word.0 < at) {
                before += 1;
            }
            prop_assert_eq!(counter.before(at) as usize, before, "before {}", at);
        }

        for (block, bytes) in text.as_bytes().chunks(BLOCK).enumerate() {
            let stops = bytes.iter().enumerate().filter(|(_, byte)| b".!?".contains(byte));
            prop_assert_eq!(map.stops(block), stops.fold(0, |stops, (at, _)| stops | 1 << at));
        }
    }

    #[test]
    fn stretches_hold_every_word_once(text in text(), other in text()) {
        let mut places = WordPlaces::default();
        for text in [text.as_str(), &other, ""] {
            prop_assert_eq!(in_stretches(&map_of(text), &mut places), words_of(text));
        }
    }

    #[test]
    fn listed_words_have_the_keys_of_their_folded_forms(text in text()) {
        let text = read(&text);
        let mut words = Words::default();
        words.fill("left from before");
        words.fill(&text);
        let listed: Vec<_> = words.as_slice().iter().map(|word| (word.start(), word.end())).collect();
        prop_assert_eq!(&listed, &words_of(&text));
        let mut buffer = Vec::new();
        for word in words.as_slice() {
            let word_text = &text[word.start()..word.end()];
            prop_assert_eq!(word.key, WordKey::of(word_text, &mut buffer));
            // A joiner by itself shows nothing.
            let joins = word_text.starts_with('\u{200D}');
            prop_assert!(joins || word.key == WordKey::of(&fold(word_text), &mut buffer), "{}", word_text);
            if let Some(eight) = text.as_bytes()[word.start()..].first_chunk() {
                let length = u32::try_from(word_text.len()).unwrap();
                let (head, is_ascii) = WordKey::quick_head(*eight, length);
                // A long word may go on beyond ASCII behind its head.
                prop_assert_eq!(is_ascii, word_text.bytes().take(8).all(|byte| byte.is_ascii()));
                prop_assert!(!is_ascii || head == word.key.head);
                if is_ascii && length <= 8 {
                    prop_assert_eq!(WordKey::of_head(head, length), word.key);
                }
            }
        }
    }

    #[test]
    fn runs_of_capitals_are_those_a_reader_sees(text in text(), touched in vec((any::<prop::sample::Index>(), 1..80_usize), 0..6)) {
        let words = words_of(&text);
        let runs = runs_of(&text, &words);
        let map = map_of(&text);
        prop_assert_eq!(map.capital_runs(), runs.len() as u64);

        let mut spans: Vec<_> = touched
            .iter()
            .filter(|_| !text.is_empty())
            .map(|(start, length)| (start.index(text.len()), *length))
            .map(|(start, length)| (start, text.len().min(start + length)))
            .collect();
        spans.sort_unstable();
        let mut counter = map.touched_runs();
        for &(start, end) in &spans {
            counter.add(start, end);
        }
        let touches = |run: &&Vec<usize>| {
            run.iter().any(|&word| spans.iter().any(|&(start, end)| words[word].0 < end && start < words[word].1))
        };
        prop_assert_eq!(counter.runs(), runs.iter().filter(touches).count() as u64);
    }
}
