//! What the bytes around a stop settle without the full rules.
//!
//! A shortcut through [`judge`](super::boundary::judge), never a rule of its own: where it says anything, the full rules say the same,
//! and a property in `sentences` holds it to that. In news it settles most stops.

use super::abbreviations::{self, Letters};

/// What a glance at a stop tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glance {
    /// The sentence ends here, unless brackets hold it together.
    Ends(usize),
    /// It goes on.
    GoesOn,
    /// The full rules have to tell.
    Unsure,
}

/// How many bytes before a stop are looked at.
const BEFORE: usize = 8;

/// How many bytes from the stop on.
const AFTER: usize = 4;

/// Looks at the stop at `at`, of a sentence that starts at `start`. All bytes looked at lie in the sentence or behind it.
#[inline]
pub(super) fn glance(bytes: &[u8], start: usize, at: usize) -> Glance {
    // Decimals, host names and acronyms; `U.S., but`.
    if let [b'.', next, ..] = &bytes[at..]
        && (next.is_ascii_alphanumeric() || matches!(next, b',' | b';' | b':'))
    {
        return Glance::GoesOn;
    }
    // The window is missing at the ends of a paragraph.
    let Some(window) = at
        .checked_sub(BEFORE)
        .filter(|&first| first >= start)
        .and_then(|first| bytes.get(first..at + AFTER))
    else {
        return Glance::Unsure;
    };
    let (Some(&before), Some(&after)) = (window.first_chunk(), window.last_chunk()) else {
        return Glance::Unsure;
    };
    match after {
        [stop, space, next, second] if is_space(space) => {
            // A capital or a digit, maybe after a quotation mark or one more space: no rule looks further ahead unless the word before
            // the stop makes it.
            let starts = is_capital_or_digit(next)
                || (matches!(next, b'"' | b'\'' | b' ') && is_capital_or_digit(second));
            if starts && (stop == b'?' || (stop == b'.' && (is_plain(before) || is_year(before)))) {
                Glance::Ends(at + 1)
            } else if stop == b'.' && next.is_ascii_lowercase() && ends_in_dotted_letter(before) {
                Glance::GoesOn
            } else {
                Glance::Unsure
            }
        }
        // Speech has ended, whatever its last word is.
        [b'.', b'"', space, next] if is_space(space) && is_capital_or_digit(next) => {
            Glance::Ends(at + 2)
        }
        _ => Glance::Unsure,
    }
}

const fn is_capital_or_digit(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// `U.S. dollars`, `No. 1.b. in`: before lower case, only whole words end a sentence.
const fn ends_in_dotted_letter(before: [u8; BEFORE]) -> bool {
    matches!(before, [.., b'.', letter] if letter.is_ascii_alphabetic())
}

/// Four digits and no more: too many for a list, a day or an ordinal.
fn is_year(before: [u8; BEFORE]) -> bool {
    matches!(before, [.., b' ', a, b, c, d] if [a, b, c, d].iter().all(u8::is_ascii_digit))
}

/// Whether the bytes end in a word that a dot behind it does not belong to, whatever follows: two or more ASCII letters, the last of
/// them small, that are no abbreviation.
///
/// A small letter rules out initials, numbers, Roman numbers, capitals and acronyms; what is left of the rules is the list of abbreviations.
#[inline]
fn is_plain(before: [u8; BEFORE]) -> bool {
    let letters = Letters::ending(before);
    let count = letters.count();
    // None where the word has letters before the window: none of the abbreviations has so many on end, whatever stands before them.
    let in_front = before.get((BEFORE - 1).wrapping_sub(count));
    // What else an abbreviation can hold.
    let goes_on = in_front.is_some_and(|&byte| matches!(byte, b'.' | b'&' | b'0'..=b'9' | 0x80..));
    let known = in_front.is_some() & abbreviations::may_be(letters);
    // One comparison instead of four: each alone is hard to foresee.
    let small = before[BEFORE - 1].is_ascii_lowercase();
    [small, count > 1, goes_on, known] == [true, true, false, false]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_end_is_certain() {
        for (text, end) in [
            ("It rained all day.| The sun", 18),
            ("It rained all day.|\nThe sun", 18),
            ("It rained all day.| \"The sun", 18),
            ("It rained all day.|  The sun", 18),
            ("\"It rained all vs.\"| The sun", 19),
            ("Is this Mr?| The sun", 11),
            ("the rain-soaked.| The sun", 16),
            ("It was in 1990.| The sun", 15),
            ("It rained all day.| 20 suns", 18),
        ] {
            let text = text.replace('|', "");
            let at = text.find(['.', '?']).expect("every case has a stop");
            assert_eq!(glance(text.as_bytes(), 0, at), Glance::Ends(end), "{text}");
        }
    }

    #[test]
    fn what_may_be_something_else_is_left_to_the_rules() {
        for text in [
            "She bought it of Acme Inc. The sun",
            "She bought it of D-Mass. The sun",
            "She wrote to Jeopardy! The sun",
            "She lives at 10 p. The sun",
            "She was there 12,990. The sun",
            "She was there at 990. The sun",
            "It came on Karl IV. The sun",
            "It came from IBM. The sun",
            "It came home... The sun",
            "It came home. the sun",
            "It came home.) The sun",
            "It came home.",
            "came. The sun",
            "It came caféchen. The sun",
            "It came 2nd. The sun",
        ] {
            let at = text.find(['.', '!']).expect("every case has a stop");
            assert_eq!(glance(text.as_bytes(), 0, at), Glance::Unsure, "{text}");
        }
        assert_eq!(glance(b"It was all day. The sun", 8, 14), Glance::Unsure);
    }

    #[test]
    fn names_and_numbers_go_on() {
        assert_eq!(glance(b"a.b", 0, 1), Glance::GoesOn);
        assert_eq!(glance(b"5.5", 0, 1), Glance::GoesOn);
        assert_eq!(glance(b"U.S., but", 0, 3), Glance::GoesOn);
        assert_eq!(glance(b"in the U.S. dollars", 0, 10), Glance::GoesOn);
    }
}
