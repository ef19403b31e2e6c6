//! Whether a place lies inside brackets.

use super::characters::{char_at, encloses};
use super::scan::{BLOCK, Class, Flags, flag, places};
use crate::text::text_map::Survey;
use memchr::memchr2;

/// Brackets that hold more characters than this are taken for a slip: they do not keep sentences together.
const LONGEST: usize = 200;

/// The most bytes that [`LONGEST`] characters take in the scripts that matter.
const LONGEST_BYTES: usize = LONGEST * 3;

/// The brackets of one paragraph.
#[derive(Debug)]
pub(super) struct Brackets<'t> {
    paragraph: &'t str,
    survey: Survey,
    /// Looked for once and only when asked for, so that most paragraphs cost nothing.
    kinds: Option<Kinds>,
    /// Where the next opening bracket is, at or after the last place asked for; the length of the paragraph if there is none. Looked for
    /// only when asked, and kept until it is passed, so that the whole paragraph is searched once at most.
    opening: Option<usize>,
}

/// Which brackets a paragraph can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kinds {
    None,
    /// Only `(` and `[`.
    Ascii,
    /// Those of scripts without spaces too.
    All,
}

impl Kinds {
    fn of(paragraph: &[u8], survey: Survey) -> Self {
        // All brackets that are not ASCII begin with one of these two bytes.
        if !survey.ascii && memchr2(0xE3, 0xEF, paragraph).is_some() {
            Self::All
        } else if survey.brackets {
            Self::Ascii
        } else {
            Self::None
        }
    }
}

impl<'t> Brackets<'t> {
    pub(super) const fn new(paragraph: &'t str, survey: Survey) -> Self {
        Self {
            paragraph,
            survey,
            kinds: None,
            opening: None,
        }
    }

    /// Whether `at` lies inside brackets that open at or after `start` and close within 200 characters of their opening. `start` is not
    /// before that of the last call.
    ///
    /// # Complexity
    /// Looks at no more than 600 bytes on each side; all calls together look once at the whole paragraph.
    #[inline]
    pub(super) fn hold(&mut self, start: usize, at: usize) -> bool {
        if self.survey.ascii && !self.survey.brackets {
            return false;
        }
        self.may_hold(start, at)
    }

    fn may_hold(&mut self, start: usize, at: usize) -> bool {
        let (paragraph, survey) = (self.paragraph, self.survey);
        let kinds = *self
            .kinds
            .get_or_insert_with(|| Kinds::of(paragraph.as_bytes(), survey));
        if kinds == Kinds::None {
            return false;
        }
        let mut opening = match self.opening {
            Some(opening) if opening >= start => opening,
            _ => find(paragraph, kinds, start),
        };
        // What is closed before `at` opens nothing there, nor anywhere behind: it is passed for good.
        while opening < at
            && let Some(end) = end_of_pair(paragraph, kinds, opening, at)
        {
            opening = find(paragraph, kinds, end);
        }
        self.opening = Some(opening);
        opening < at && inside(paragraph, kinds, opening, at)
    }
}

/// Where the brackets that open at `opening` have closed, if that is before `at` and not too far.
fn end_of_pair(text: &str, kinds: Kinds, opening: usize, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut closes = |c| {
        match encloses(c) {
            Some(true) => depth += 1,
            Some(false) => depth -= 1,
            None => {}
        }
        depth == 0
    };
    if kinds == Kinds::Ascii {
        let bytes = &text.as_bytes()[opening..at];
        let mut bytes = bytes.iter().take(LONGEST_BYTES);
        let length = bytes.position(|&byte| closes(char::from(byte)))?;
        return Some(opening + length + 1);
    }
    let mut characters = text[opening..at].char_indices().take(LONGEST);
    let (offset, last) = characters.find(|&(_, c)| closes(c))?;
    Some(opening + offset + last.len_utf8())
}

/// The first opening bracket at or after `start`.
fn find(paragraph: &str, kinds: Kinds, start: usize) -> usize {
    let bytes = paragraph.as_bytes();
    if kinds == Kinds::Ascii {
        return memchr2(b'(', b'[', &bytes[start..]).map_or(bytes.len(), |offset| start + offset);
    }
    for base in (start..bytes.len()).step_by(BLOCK) {
        let mut left = places::<Candidates>(bytes, base);
        while left != 0 {
            let place = base + left.trailing_zeros() as usize;
            if char_at(paragraph, place).is_some_and(|c| encloses(c) == Some(true)) {
                return place;
            }
            left &= left - 1;
        }
    }
    bytes.len()
}

/// Places where an opening bracket may be.
struct Candidates;

impl Class for Candidates {
    #[inline]
    fn flags(bytes: &[u8; BLOCK], behind: &[u8; BLOCK]) -> Flags {
        let mut flags = [0; BLOCK];
        for (at, &byte) in bytes.iter().enumerate() {
            let pair = |first, second| flag(byte == first) & flag(behind[at] == second);
            // All brackets that are not ASCII begin with one of these two pairs.
            flags[at] =
                flag(byte == b'(') | flag(byte == b'[') | pair(0xE3, 0x80) | pair(0xEF, 0xBC);
        }
        flags
    }
}

fn inside(text: &str, kinds: Kinds, start: usize, at: usize) -> bool {
    let Some(open) = open_before(text, kinds, start, at) else {
        return false;
    };
    // Most of the `LONGEST` characters may already be spent before `at`.
    let Some(left) = LONGEST.checked_sub(text[open..at].chars().count()) else {
        return false;
    };
    let mut depth = 0_usize;
    for c in text[at..].chars().take(left) {
        match encloses(c) {
            Some(true) => depth += 1,
            Some(false) if depth == 0 => return true,
            Some(false) => depth -= 1,
            None => {}
        }
    }
    false
}

/// The last bracket between `start` and `at` that opens and is not closed before `at`.
fn open_before(text: &str, kinds: Kinds, start: usize, at: usize) -> Option<usize> {
    let window = nearest_boundary(text, start.max(at.saturating_sub(LONGEST_BYTES)));
    let mut depth = 0_usize;
    let mut opens = |c| match encloses(c) {
        Some(true) if depth == 0 => true,
        Some(opening) => {
            depth = if opening { depth - 1 } else { depth + 1 };
            false
        }
        None => false,
    };
    let offset = if kinds == Kinds::Ascii {
        let bytes = &text.as_bytes()[window..at];
        bytes.iter().rposition(|&byte| opens(char::from(byte)))?
    } else {
        text[window..at].char_indices().rfind(|&(_, c)| opens(c))?.0
    };
    Some(window + offset)
}

fn nearest_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Brackets<'_> {
        fn inside_alone(&self, at: usize) -> bool {
            inside(self.paragraph, Kinds::All, 0, at)
        }
    }

    fn inside_at(text: &str) -> bool {
        let at = text.find('|').expect("every case marks its place");
        let text = text.replace('|', "");
        Brackets::new(&text, Survey::of(&text)).hold(0, at)
    }

    #[test]
    fn brackets_hold_what_is_between_them() {
        for text in [
            "a (b.| c) d",
            "(a (b) c.| d)",
            "[a.| b]",
            "「走れ。|急げ。」",
            "（甲。|乙）",
            "(a [b) c.| d)",
        ] {
            assert!(inside_at(text), "{text}");
        }
        for text in [
            "a (b) c.| d",
            "a.| b (c)",
            "(a (b) c).| d",
            "1) a.| 2) b",
            "(a.| b",
            "a) b.| c)",
            "é.|",
            "「走れ。」|彼",
        ] {
            assert!(!inside_at(text), "{text}");
        }
    }

    #[test]
    fn long_brackets_hold_nothing() {
        for letter in ["x", "字"] {
            let half = letter.repeat(LONGEST / 2 - 2);
            assert!(inside_at(&format!("({half}.|{half})")));
            assert!(!inside_at(&format!("({half}.|{half}{half})")));
            assert!(!inside_at(&format!("({half}{half}{half}.| a)")));
        }
    }

    #[test]
    fn every_opening_bracket_is_found() {
        for c in ('\0'..=char::MAX).filter(|&c| encloses(c) == Some(true)) {
            let text = format!("a{c}b");
            let kinds = Kinds::of(text.as_bytes(), Survey::of(&text));
            assert_eq!(find(&text, kinds, 0), 1, "{c:?}");
        }
    }

    /// The brackets are followed along a text; each place asked for alone gets the same answer.
    #[test]
    fn places_asked_for_in_order_have_the_answers_they_have_alone() {
        let far = "x".repeat(300);
        for unit in [
            "a (b) c",
            "((a) b",
            "(a [b) c] d",
            "a) (b",
            "（甲）「乙 丙",
            &format!("(a) ( {far} (b) )"),
        ] {
            let text = format!("{unit} {unit} ) ( {unit}");
            let mut brackets = Brackets::new(&text, Survey::of(&text));
            for (at, _) in text.char_indices() {
                let alone = Brackets::new(&text, Survey::of(&text)).inside_alone(at);
                assert_eq!(brackets.hold(0, at), alone, "{text} {at}");
            }
        }
    }
}
