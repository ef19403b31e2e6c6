//! Whether a place lies inside brackets.

use super::characters::encloses;
use memchr::{memchr2, memrchr2};

/// Brackets that hold more characters than this are taken for a slip: they do not keep sentences together.
const LONGEST: usize = 200;

/// The most bytes that [`LONGEST`] characters take in the scripts that matter.
const LONGEST_BYTES: usize = LONGEST * 3;

/// The brackets of one paragraph.
#[derive(Debug)]
pub(super) struct Brackets<'t> {
    paragraph: &'t str,
    /// Looked for once and only when asked for, so that most paragraphs cost nothing.
    kinds: Option<Kinds>,
}

/// Which brackets a paragraph has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kinds {
    None,
    /// Only `(` and `[`.
    Ascii,
    /// Maybe those of scripts without spaces too.
    All,
}

impl Kinds {
    fn of(paragraph: &[u8]) -> Self {
        // All brackets that are not ASCII begin with one of these two bytes.
        if memchr2(0xE3, 0xEF, paragraph).is_some() {
            Self::All
        } else if memchr2(b'(', b'[', paragraph).is_some() {
            Self::Ascii
        } else {
            Self::None
        }
    }
}

impl<'t> Brackets<'t> {
    pub(super) const fn new(paragraph: &'t str) -> Self {
        Self {
            paragraph,
            kinds: None,
        }
    }

    /// Whether `at` lies inside brackets that open at or after `start` and close within 200 characters of their opening.
    ///
    /// # Complexity
    /// Looks at no more than 600 bytes on each side, and once at the whole paragraph.
    #[inline]
    pub(super) fn hold(&mut self, start: usize, at: usize) -> bool {
        let kinds = *self
            .kinds
            .get_or_insert_with(|| Kinds::of(self.paragraph.as_bytes()));
        kinds != Kinds::None && inside(self.paragraph, kinds, start, at)
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
        memrchr2(b'(', b'[', bytes)?;
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

    fn inside_at(text: &str) -> bool {
        let at = text.find('|').expect("every case marks its place");
        let text = text.replace('|', "");
        Brackets::new(&text).hold(0, at)
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
}
