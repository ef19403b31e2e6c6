//! Sentences of one paragraph.

use super::boundary::judge;
use super::brackets::Brackets;
use super::characters::{STOP_BYTES, char_at, has_word, skip_space, stop, trimmed};
use crate::text::Span;
use memchr::memchr3;

/// A sentence with more characters than this is no sentence but a table, a list or code.
const LONGEST: usize = 2_000;

/// Calls `found` with each sentence of a paragraph, in order: trimmed, and holding at least one letter or digit.
///
/// `ascii` says that all of `text` is ASCII, which is then not asked again for every paragraph.
pub(super) fn divide(text: &str, ascii: bool, paragraph: Span, mut found: impl FnMut(Span)) {
    let content = paragraph.of(text);
    let find = if ascii || content.is_ascii() {
        ascii_stop
    } else {
        any_stop
    };
    let mut brackets = Brackets::new(content);
    // Neither end touches white space: the paragraph is trimmed, and so is every place where a sentence ends or the next starts.
    let mut emit = |start, end| {
        if has_word(&content[start..end]) {
            found(Span::new(
                paragraph.start() + start,
                paragraph.start() + end,
            ));
        }
    };
    let (mut start, mut at) = (0, 0);
    while let Some(candidate) = find(content, at) {
        let verdict = judge(content, &mut brackets, start, candidate);
        at = verdict.resume;
        if let Some(end) = verdict.end {
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

/// The next stop at or after `at` in a text that is all ASCII.
fn ascii_stop(text: &str, at: usize) -> Option<usize> {
    memchr3(b'.', b'!', b'?', &text.as_bytes()[at..]).map(|offset| at + offset)
}

/// The next stop at or after `at` in any text.
fn any_stop(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        while let Some(chunk) = bytes[at..].first_chunk()
            && !may_hold_stop(u64::from_le_bytes(*chunk))
        {
            at += chunk.len();
        }
        let rest = &bytes[at..];
        let chunk = &rest[..rest.len().min(8)];
        let Some(offset) = chunk.iter().position(|&byte| STOP_BYTES[usize::from(byte)]) else {
            at += chunk.len();
            if at == bytes.len() {
                return None;
            }
            continue;
        };
        at += offset;
        let c = char_at(text, at)?;
        if stop(c).is_some() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Whether one of eight bytes is an ASCII stop or the first byte of a character from U+0340 on. Latin letters are before that, so that
/// languages written with them are searched eight bytes at a step.
const fn may_hold_stop(chunk: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    const fn has_zero(chunk: u64) -> u64 {
        chunk.wrapping_sub(ONES) & !chunk
    }
    let stops = has_zero(chunk ^ (b'.' as u64 * ONES))
        | has_zero(chunk ^ (b'!' as u64 * ONES))
        | has_zero(chunk ^ (b'?' as u64 * ONES));
    // 0x33 more carries the low seven bits of 0xCD and above into the high bit.
    let leads = chunk & ((chunk & !HIGH) + 0x33 * ONES);
    (stops | leads) & HIGH != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str, find: fn(&str, usize) -> Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(stop) = find(text, at) {
            found.push(stop);
            at = stop + char_at(text, stop).map_or(1, char::len_utf8);
        }
        found
    }

    fn pieces(text: &str) -> (Vec<&str>, bool) {
        let mut found = Vec::new();
        let was_cut = cut(text, Span::new(0, text.len()), |span| {
            found.push(span.of(text));
        });
        (found, was_cut)
    }

    #[test]
    fn both_searches_find_the_same_stops_in_ascii() {
        let text = "a.b! c? ... d;e\n. ?!";
        assert_eq!(stops(text, ascii_stop), stops(text, any_stop));
        assert_eq!(stops("ä. ö。ü؟ “e” 。", any_stop), [2, 6, 11, 22]);
    }

    #[test]
    fn a_chunk_with_the_first_byte_of_a_stop_is_looked_at() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut chunk = *b"abcdefgh";
                chunk[place] = byte;
                let expected = matches!(byte, b'.' | b'!' | b'?' | 0xCD..);
                assert_eq!(
                    may_hold_stop(u64::from_le_bytes(chunk)),
                    expected,
                    "{byte:x}"
                );
                assert!(expected || !STOP_BYTES[usize::from(byte)]);
            }
        }
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
}
