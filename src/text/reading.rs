//! The text that a reader sees, where it is not the text that is there: characters that show nothing are left out, letters in several parts
//! are put together, letters that are one sign for several are taken apart. Every place of it leads back to the text.
//!
//! Most texts are read as they are; [`needs_reading`] tells of two neighbours whether they are not. What one character does for another,
//! [`fold_shape`](super::fold::fold_shape) sees to as texts are compared, which costs no copy of the text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::Span;
use super::shown::{continues, hidden_length, is_hidden, needs_reading, push_plain};
use super::text_map::TextMap;

/// A text as it is read, with the way back. A buffer to be filled again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    text: String,
    changes: Vec<Change>,
    map: TextMap,
}

/// A stretch that is read otherwise than it is written.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// Where it stands in the text that is read, and how long it is there.
    read: usize,
    read_length: usize,
    /// Where it stands in the text that is written, and how long it is there.
    written: usize,
    written_length: usize,
}

impl Change {
    /// Where a place behind this change, and before the next, is written.
    fn behind(&self, read: usize) -> Option<usize> {
        let past = read.checked_sub(self.read + self.read_length)?;
        Some(self.written + self.written_length + past)
    }
}

impl Reading {
    /// Reads a text, and looks at every byte of what is read.
    pub(crate) fn fill(&mut self, written: &str) {
        self.read(written);
        self.map.fill(&self.text);
    }

    /// A text as it is read, with its map: what was read last if it needs reading, else the text itself.
    pub(crate) fn of<'a>(&'a self, written: &'a str, words: &'a TextMap) -> (&'a str, &'a TextMap) {
        if words.needs_reading() {
            (&self.text, &self.map)
        } else {
            (written, words)
        }
    }

    /// Where a span of what is read is written; `None` if it begins or ends inside a letter that is one sign. What shows nothing around the
    /// span is not part of it.
    pub(crate) fn written(&self, span: Span) -> Option<Span> {
        let before = |count: usize| count.checked_sub(1).map(|last| self.changes[last]);
        let starts = self
            .changes
            .partition_point(|change| change.read <= span.start());
        let start = match before(starts) {
            Some(change) if change.read == span.start() && change.read_length > 0 => change.written,
            Some(change) => change.behind(span.start())?,
            None => span.start(),
        };
        let ends = self
            .changes
            .partition_point(|change| change.read < span.end());
        let end = match before(ends) {
            Some(change) => change.behind(span.end())?,
            None => span.end(),
        };
        Some(Span::new(start, end))
    }

    /// Puts places of what was read, that a list from `begin` on holds, where they are written; drops those that are half a letter.
    pub(crate) fn lead_back<T>(
        list: &mut Vec<T>,
        begin: usize,
        written: impl Fn(&T) -> Option<Span>,
        put: impl Fn(&mut T, Span),
    ) {
        let mut kept = begin;
        for at in begin..list.len() {
            if let Some(span) = written(&list[at]) {
                put(&mut list[at], span);
                list.swap(kept, at);
                kept += 1;
            }
        }
        list.truncate(kept);
    }

    fn read(&mut self, written: &str) {
        self.text.clear();
        self.changes.clear();
        let mut at = 0;
        // The last character that shows, and where the letter that it belongs to is written and read.
        let (mut previous, mut base) = ('\0', (0, 0));
        while at < written.len() {
            let rest = &written[at..];
            let plain = rest.bytes().position(|byte| !byte.is_ascii());
            let plain = plain.unwrap_or(rest.len());
            if plain > 0 {
                previous = char::from(rest.as_bytes()[plain - 1]);
                base = (at + plain - 1, self.text.len() + plain - 1);
                self.text.push_str(&rest[..plain]);
                at += plain;
                continue;
            }
            let character = rest.chars().next().expect("there is a rest");
            if is_hidden(previous, character) {
                let length = hidden_length(rest);
                self.push_change(self.text.len(), at, length);
                at += length;
            } else if needs_reading(previous, character) {
                if continues(previous, character) {
                    self.text.truncate(base.1);
                    while self
                        .changes
                        .last()
                        .is_some_and(|last| last.written >= base.0)
                    {
                        self.changes.pop();
                    }
                } else {
                    base = (at, self.text.len());
                }
                (previous, at) = self.cluster(written, base, previous, at);
            } else {
                if !continues(previous, character) {
                    base = (at, self.text.len());
                }
                previous = character;
                self.text.push(character);
                at += character.len_utf8();
            }
        }
    }

    /// Reads the letter that begins at `base`, with all that belongs to it, up to `from` and on; gives its last character and its end.
    fn cluster(
        &mut self,
        written: &str,
        (start, read): (usize, usize),
        mut previous: char,
        from: usize,
    ) -> (char, usize) {
        let mut end = from;
        for (offset, character) in written[from..].char_indices() {
            if is_hidden(previous, character) {
                continue;
            }
            if offset > 0 && !continues(previous, character) {
                break;
            }
            previous = character;
            end = from + offset + character.len_utf8();
        }
        let mut parts = String::new();
        let mut before = '\0';
        for character in written[start..end].chars() {
            if !is_hidden(before, character) {
                push_plain(character, &mut parts);
                before = character;
            }
        }
        self.text.extend(parts.nfc());
        if self.text[read..] != written[start..end] {
            self.push_change(read, start, end - start);
        }
        (previous, end)
    }

    fn push_change(&mut self, read: usize, written: usize, written_length: usize) {
        self.changes.push(Change {
            read,
            read_length: self.text.len() - read,
            written,
            written_length,
        });
    }
}

/// A text as it is read.
pub(crate) fn read(written: &str) -> Cow<'_, str> {
    if written.is_ascii() {
        return Cow::Borrowed(written);
    }
    let mut previous = '\0';
    let differs = written.chars().any(|character| {
        let before = std::mem::replace(&mut previous, character);
        needs_reading(before, character)
    });
    if !differs {
        return Cow::Borrowed(written);
    }
    let mut reading = Reading::default();
    reading.read(written);
    Cow::Owned(reading.text)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn reading(written: &str) -> Reading {
        let mut reading = Reading::default();
        // Of a text before it nothing may be left.
        reading.fill("of\u{FB01}ce e\u{301}");
        reading.fill(written);
        reading
    }

    #[test]
    fn a_reader_sees_letters_not_characters() {
        for (written, wanted) in [
            ("Zoe\u{308} o\u{323}\u{302}", "Zoë ộ"),
            ("co\u{AD}op\u{AD}eration", "cooperation"),
            ("co\u{AD}\n  operation", "cooperation"),
            ("co\u{AD}\n\noperation", "co\n\noperation"),
            ("\u{FEFF}Ac\u{200B}me\u{FE0F}", "Acme"),
            ("of\u{FB01}ce", "office"),
            ("トヨタ㈱", "トヨタ(株)"),
            ("ﾃﾞﾝｿｰ", "デンソー"),
            ("\u{1112}\u{1161}\u{11AB}국", "한국"),
            ("\u{1112}\u{1161}\u{1112}", "하\u{1112}"),
            ("O\u{2BC}Neil", "O'Neil"),
            ("CO₂ x² ½ 5™ …", "CO2 x² ½ 5™ …"),
            ("Ⅷ ㎏ №", "VIII kg No"),
            ("می\u{200C}خواهم a\u{200C}b", "می\u{200C}خواهم ab"),
            ("👩\u{200D}👩 a\u{200D}b", "👩\u{200D}👩 ab"),
            ("e\u{AD}\u{301}", "é"),
            (
                "\u{651}\u{64E} \u{64E}\u{651}",
                "\u{64E}\u{651} \u{64E}\u{651}",
            ),
            ("\n\n\u{301}x", "\n\n\u{301}x"),
            ("\u{1138B}\u{113C7}", "\u{1138E}\u{113B8}"),
            ("\u{16D63}\u{16D68}", "\u{16D6A}"),
        ] {
            assert_eq!(reading(written).text, wanted);
            assert_eq!(read(written), wanted);
            assert_eq!(read(wanted), wanted);
        }
    }

    #[test]
    fn places_lead_back_to_what_is_written() {
        let find = |written: &str, name: &str| {
            let reading = reading(written);
            let start = reading.text.find(name).unwrap();
            let span = reading.written(Span::new(start, start + name.len()));
            span.map(|span| span.of(written).to_owned())
        };
        assert_eq!(
            find("\u{FEFF}Ac\u{200B}me\u{AD} x", "Acme").unwrap(),
            "Ac\u{200B}me"
        );
        assert_eq!(
            find("a \u{200B}\u{FB01}t\u{200B}", "fit").unwrap(),
            "\u{FB01}t"
        );
        assert_eq!(find("half of\u{FB01}", "fi").unwrap(), "\u{FB01}");
        assert_eq!(find("half of\u{FB01}", "of").unwrap(), "of");
        assert_eq!(find("half of\u{FB01}", "off"), None);
        assert_eq!(find("of\u{FB01}ce", "ice"), None);
        assert_eq!(find("トヨタ㈱", "株"), None);
        assert_eq!(find("の㈱トヨタ", "(株)トヨタ").unwrap(), "㈱トヨタ");
        assert_eq!(find("Zoe\u{308}s", "Zoë").unwrap(), "Zoe\u{308}");
        assert_eq!(find("plain", "lai").unwrap(), "lai");
    }

    #[test]
    fn long_runs_of_marks_take_no_longer_than_others() {
        let zalgo = "e\u{AD}\u{301}\u{323}".to_owned() + &"\u{301}\u{AD}\u{323}".repeat(100_000);
        assert!(reading(&zalgo).text.starts_with('ẹ'));
    }

    const PIECES: [&str; 36] = [
        "\u{1138B}",
        "\u{113C7}",
        "a",
        "e",
        "Z",
        " ",
        "\n",
        "\u{AD}",
        "\u{200B}",
        "\u{FEFF}",
        "a\u{200D}",
        "ب\u{200C}",
        "\u{301}",
        "\u{323}",
        "\u{338}",
        "\u{345}",
        "\u{FB01}",
        "ß",
        "é",
        "㈱",
        "ｶ",
        "ﾞ",
        "東",
        "क",
        "\u{93C}",
        "\u{94D}",
        "ب",
        "\u{651}",
        "\u{64E}",
        "\u{1112}",
        "\u{1161}",
        "\u{11AB}",
        "한",
        "👩\u{200D}",
        "²",
        "\u{2BC}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_text_has_one_reading_with_a_way_back(pieces in vec(select(&PIECES[..]), 0..12)) {
            let written = pieces.concat();
            let reading = reading(&written);
            let text = reading.text.as_str();
            prop_assert_eq!(&*read(&written), text);
            prop_assert_eq!(&*read(text), text, "reading twice is reading once");
            let bare = text.contains(['\u{301}', '\u{323}', '\u{338}', '\u{345}']);
            prop_assert!(bare || !reading.map.needs_reading());
            let mut map = TextMap::default();
            map.fill(&written);
            prop_assert!(map.needs_reading() || text == written);
            let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let mut last = 0;
            for pair in places.windows(2) {
                if let Some(span) = reading.written(Span::new(pair[0], pair[1])) {
                    prop_assert!(last <= span.start() && span.start() < span.end());
                    prop_assert!(written.is_char_boundary(span.start()) && written.is_char_boundary(span.end()));
                    last = span.end();
                    let shown = &text[pair[0]..pair[1]];
                    // A joiner by itself shows nothing.
                    let joins = shown.starts_with(['\u{200C}', '\u{200D}']);
                    prop_assert!(joins || read(span.of(&written)) == shown);
                }
            }
        }
    }
}
