//! Sentences of one paragraph.

use super::boundary::judge;
use super::brackets::Brackets;
use super::characters::{has_word, skip_space, trimmed};
use super::glance::{Glance, glance};
use super::stops::Stops;
use crate::text::Span;
use crate::text::text_map::Survey;

/// A sentence with more characters than this is no sentence but a table, a list or code.
const LONGEST: usize = 2_000;

/// Calls `found` with each sentence of a paragraph, in order: trimmed, and holding at least one letter or digit.
///
/// `stops` are those of all of `text`, from this paragraph on.
#[inline]
pub(super) fn divide(
    text: &str,
    survey: Survey,
    stops: &mut Stops<'_>,
    paragraph: Span,
    found: impl FnMut(Span),
) {
    divide_with(glance, text, survey, stops, paragraph, found);
}

/// As [`divide`], with what is looked at before the full rules.
#[inline]
fn divide_with(
    glance: impl Fn(&[u8], usize, usize) -> Glance,
    text: &str,
    survey: Survey,
    stops: &mut Stops<'_>,
    paragraph: Span,
    mut found: impl FnMut(Span),
) {
    let content = paragraph.of(text);
    let bytes = content.as_bytes();
    let first = paragraph.start();
    let mut brackets = Brackets::new(content, survey);
    // Neither end touches white space: the paragraph is trimmed, and so is every place where a sentence ends or the next starts.
    let mut emit = |start, end| {
        // Nearly always the first byte tells.
        let first_byte: Option<&u8> = bytes.get(start);
        if first_byte.is_some_and(u8::is_ascii_alphanumeric) || has_word(&content[start..end]) {
            found(Span::new(first + start, first + end));
        }
    };
    let (mut start, mut at) = (0, 0);
    // A stop that is the last byte of the paragraph changes nothing: the sentence ends there anyway.
    while let Some(stop) = stops.next(first + at, paragraph.end() - 1) {
        let stop = stop - first;
        let end = match glance(bytes, start, stop) {
            Glance::GoesOn => {
                at = stop + 1;
                continue;
            }
            Glance::Ends(end) => {
                at = end;
                (!brackets.hold(start, end)).then_some(end)
            }
            Glance::Unsure => {
                let verdict = judge(content, &mut brackets, start, stop);
                at = verdict.resume;
                verdict.end
            }
        };
        if let Some(end) = end {
            emit(start, end);
            start = skip_space(content, end);
            at = at.max(end);
        }
    }
    emit(start, content.len());
}

/// Cuts a sentence of more than 2,000 characters behind line ends and semicolons, so that each piece is as long as it may be; a stretch
/// without either stays whole. Calls `found` with each piece that holds a letter or digit, and returns whether there was a cut.
pub(super) fn cut(text: &str, sentence: Span, mut found: impl FnMut(Span)) -> bool {
    if sentence.len() <= LONGEST {
        found(sentence);
        return false;
    }
    let mut emit = |start, end| {
        let piece = trimmed(text, start, end);
        if has_word(piece.of(text)) {
            found(piece);
        }
    };
    let first = sentence.start();
    let mut start = first;
    // The last place for a cut, and how many characters of the piece stand before and behind it.
    let (mut place, mut before, mut behind) = (first, 0, 0);
    for (offset, c) in sentence.of(text).char_indices() {
        behind += 1;
        if before + behind > LONGEST && place > start {
            emit(start, place);
            (start, before) = (place, 0);
        }
        if matches!(c, '\n' | '\r' | ';' | '；') {
            place = first + offset + c.len_utf8();
            before += behind;
            behind = 0;
            if before > LONGEST {
                emit(start, place);
                (start, before) = (place, 0);
            }
        }
    }
    emit(start, sentence.end());
    start > first
}

#[cfg(test)]
mod tests {
    use super::super::stops::Room;
    use super::*;
    use crate::text::TextMap;
    use proptest::prelude::*;

    fn pieces(text: &str) -> (Vec<&str>, bool) {
        let mut found = Vec::new();
        let was_cut = cut(text, Span::new(0, text.len()), |span| {
            found.push(span.of(text));
        });
        (found, was_cut)
    }

    #[test]
    fn long_sentences_are_cut_at_the_last_place_that_keeps_the_limit() {
        let line = "x".repeat(999);
        assert_eq!(
            pieces(&format!("{line}\n{line}\n{line}")).0,
            [format!("{line}\n{line}"), line.clone()]
        );
        let semicolons = format!("{line}; {line}; {line}");
        assert_eq!(
            pieces(&semicolons).0,
            [format!("{line};"), format!("{line};"), line.clone()]
        );
    }

    #[test]
    fn the_limit_counts_characters() {
        let text = format!("{}；{}", "字".repeat(1_000), "字".repeat(999));
        assert_eq!(pieces(&text), (vec![text.as_str()], false));
        let text = format!("{text}字");
        assert_eq!(pieces(&text).0.len(), 2);
    }

    #[test]
    fn a_long_stretch_without_a_place_stays_whole() {
        let long = "x".repeat(5_000);
        assert_eq!(pieces(&long), (vec![long.as_str()], false));
        let text = format!("{long};{long}\n{long}");
        assert_eq!(
            pieces(&text),
            (
                vec![&text[..5_001], &text[5_001..10_001], &text[10_002..]],
                true
            )
        );
    }

    #[test]
    fn pieces_without_words_are_left_out() {
        let text = format!(
            "{};{};{}",
            "x".repeat(1_999),
            "-".repeat(1_999),
            "y".repeat(1_999)
        );
        assert_eq!(pieces(&text).0, [&text[..2_000], &text[4_000..]]);
    }

    fn sentences(text: &str, glance: impl Fn(&[u8], usize, usize) -> Glance) -> Vec<Span> {
        let mut found = Vec::new();
        let paragraph = trimmed(text, 0, text.len());
        if !paragraph.is_empty() {
            let mut map = TextMap::default();
            map.fill(text);
            let mut room = Room::default();
            let mut stops = Stops::new(text, &map, &mut room);
            divide_with(glance, text, map.survey(), &mut stops, paragraph, |span| {
                found.push(span);
            });
        }
        found
    }

    /// Holds the shortcut to the rules it stands for.
    fn hold(text: &str) {
        let by_rules = sentences(text, |_, _, _| Glance::Unsure);
        assert_eq!(sentences(text, glance), by_rules, "{text:?}");
    }

    /// Words before a stop and words behind it that some rule knows, and what may be between.
    const BEFORE: &[&str] = &[
        "rained",
        "of",
        "Inc",
        "No",
        "vs",
        "Mr",
        "D-Mass",
        "U.S",
        "p.m",
        "IV",
        "IBM",
        "AT&T",
        "99",
        "1990",
        "5.5",
        "Yahoo",
        "é",
        "caféchen",
        "Ph.D",
        "abcdefgh",
        "vs-abcdefg",
        "xvs",
        "2nd",
        "v",
        "K",
        "straße",
        "and Mass",
        ", Mass",
        "(see p",
        "[sic",
        "Mr)",
        "approx",
        "messrs",
        "о",
        "字",
        "",
    ];
    const STOPS: &[&str] = &[
        ".", "!", "?", "...", ".\"", "?\"", ".'", ".)", ".]", "?!", "。", "…", ".”", ".[1]",
    ];
    const SPACES: &[&str] = &[
        " ", "\n", "  ", "\n\n", " \"", " '", "\t", "\r\n", "", "\u{a0}", " (", " - ", "\" ",
    ];
    const BEHIND: &[&str] = &[
        "The",
        "He",
        "Smith said",
        "iPad",
        "rained",
        "5",
        "May",
        "IV",
        "É",
        "字",
        "A. B",
        "x",
        "Monday",
        ")",
        "]",
        "Jahrhundert",
        "B",
        "I",
        "U.S",
        "",
    ];

    #[test]
    fn the_shortcut_is_the_rules_for_all_neighbours() {
        for before in BEFORE {
            for stop in STOPS {
                for space in SPACES {
                    for behind in BEHIND {
                        hold(&format!("Then {before}{stop}{space}{behind} came along."));
                        hold(&format!("{before}{stop}{space}{behind}"));
                    }
                }
            }
        }
    }

    fn neighbours() -> impl Strategy<Value = String> {
        let one_of = |list: &'static [&'static str]| prop::sample::select(list.to_vec());
        let spaces = prop_oneof![3 => Just(" "), 1 => one_of(SPACES)];
        (one_of(BEFORE), one_of(STOPS), spaces, one_of(BEHIND))
            .prop_map(|(before, stop, space, behind)| format!("{before}{stop}{space}{behind} "))
    }

    proptest! {
        #[test]
        fn the_shortcut_is_the_rules_in_likely_texts(text in prop::collection::vec(neighbours(), 0..20)) {
            hold(&text.concat());
        }

        #[test]
        fn the_shortcut_is_the_rules_in_any_text(
            ascii in "[a-dA-D.?! \"'()0-9\n-]{0,80}",
            mixed in "[a-cA-C.?! \"éß字。“”（）]{0,80}",
            any in any::<String>(),
        ) {
            hold(&ascii);
            hold(&mixed);
            hold(&any);
        }
    }
}
