//! Names in formats that keep some characters for themselves.

use std::borrow::Cow;
use std::fmt::{self, Write};

use xxhash_rust::xxh3::xxh3_64;

/// The longest name of a file, in bytes, without its end: file systems stop at 255.
const LONGEST_STEM: usize = 160;

/// Appends a line.
pub(super) fn push_line(lines: &mut String, line: fmt::Arguments<'_>) {
    writeln!(lines, "{line}").expect("strings take what is written");
}

/// Writes characters as `%` with two digits for each byte of their UTF-8, where `keeps` does not let them stand. `%` itself is always one.
pub(super) fn percent(text: &str, keeps: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(|c| c != '%' && keeps(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escaped(text, '%', keeps))
}

fn escaped(text: &str, sign: char, keeps: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut buffer = [0; 4];
    for character in text.chars() {
        if character != sign && keeps(character) {
            out.push(character);
            continue;
        }
        for byte in character.encode_utf8(&mut buffer).bytes() {
            write!(out, "{sign}{byte:02X}").expect("strings take what is written");
        }
    }
    out
}

/// Whether a character may stand anywhere in an IRI.
pub(super) const fn is_unreserved(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~')
}

/// The name of the file of a document: its id, with `~` and two digits for each byte that could lead elsewhere or trouble a program. An id that
/// ends in `.txt` loses that. A very long one is cut, and ends with a hash of all.
pub(super) fn file_stem(id: &str) -> String {
    let id = id.strip_suffix(".txt").unwrap_or(id);
    let keeps = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut stem = escaped(id, '~', keeps);
    if stem.is_empty() || stem.starts_with(['.', '-']) {
        stem.insert(0, '_');
    }
    if stem.len() > LONGEST_STEM {
        let cut = (0..=LONGEST_STEM)
            .rev()
            .find(|&at| stem.is_char_boundary(at))
            .unwrap_or_default();
        stem.truncate(cut);
        write!(stem, "~{:016x}", xxh3_64(id.as_bytes())).expect("strings take what is written");
    }
    stem
}

/// A type as a word of letters, digits, `-` and `_`; `Entity` where there is none. Says whether it is another word than the type.
pub(super) fn type_word(entity_type: &str) -> (Cow<'_, str>, bool) {
    if entity_type.is_empty() {
        return (Cow::Borrowed("Entity"), false);
    }
    let keeps = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if entity_type.chars().all(keeps) {
        return (Cow::Borrowed(entity_type), false);
    }
    let word = entity_type
        .chars()
        .map(|c| if keeps(c) { c } else { '_' })
        .collect();
    (Cow::Owned(word), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere_else() {
        for (id, stem) in [
            ("2025-01-02-one.txt", "2025-01-02-one"),
            ("news/7", "news~2F7"),
            ("../../etc/passwd", "_..~2F..~2Fetc~2Fpasswd"),
            ("..", "_.."),
            ("", "_"),
            ("-rf", "_-rf"),
            ("a\0\n:*?~", "a~00~0A~3A~2A~3F~7E"),
            ("芯片", "芯片"),
        ] {
            assert_eq!(file_stem(id), stem);
        }
        let long = "é".repeat(400);
        assert!(file_stem(&long).len() < 200);
        assert_ne!(file_stem(&long), file_stem(&format!("{long}x")));
    }

    #[test]
    fn what_is_kept_is_lent() {
        assert!(matches!(
            percent("a-b", is_unreserved),
            Cow::Borrowed("a-b")
        ));
        assert_eq!(percent("a b%é", is_unreserved), "a%20b%25%C3%A9");
        assert_eq!(type_word("a b/c"), (Cow::Borrowed("a_b_c"), true));
        assert_eq!(type_word(""), (Cow::Borrowed("Entity"), false));
    }
}
