//! The simplest kind of line: an object whose fields are strings, whole numbers or null, each there once, and no control characters.

use serde::de::IgnoredAny;

use crate::document::fields::{FieldMap, Fields, Slot};

/// Reads one record by names of which none is a path. `None` where the line is of another kind, or wrong.
pub(super) fn decode<'t>(text: &'t str, names: &FieldMap) -> Option<Fields<'t>> {
    let text = text.strip_suffix('\r').unwrap_or(text);
    if has_control(text.as_bytes()) {
        return None;
    }
    let names = names.names();
    let mut fields = Fields::default();
    let mut seen = [false; Slot::COUNT];
    let mut scanner = Scanner { text, at: 0 };
    scanner.expect(b'{')?;
    loop {
        scanner.expect(b'"')?;
        let key = scanner.string()?;
        if key.is_escaped {
            return None;
        }
        scanner.expect(b':')?;
        match slot(key.raw, &names) {
            Some(slot) if seen[slot as usize] => return None,
            Some(slot) => {
                seen[slot as usize] = true;
                scanner.field(slot, &mut fields)?;
            }
            None => scanner.pass_over()?,
        }
        match scanner.token()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    (scanner.is_at_end() && fields.has(Slot::Text)).then_some(fields)
}

/// Chunks without branches inside, which the compiler does many bytes at a time; the last one overlaps the one before.
fn has_control(bytes: &[u8]) -> bool {
    const CHUNK: usize = 64;
    let least = |chunk: &[u8; CHUNK]| chunk.iter().fold(u8::MAX, |least, byte| least.min(*byte));
    let (chunks, rest) = bytes.as_chunks::<CHUNK>();
    let found = chunks.iter().map(least).fold(u8::MAX, u8::min);
    let end = bytes.last_chunk().filter(|_| !rest.is_empty());
    let found_in_rest = match end {
        Some(end) => least(end),
        None => rest.iter().fold(u8::MAX, |least, byte| least.min(*byte)),
    };
    found.min(found_in_rest) < b' '
}

/// The field that a key names.
fn slot(key: &str, names: &[&str; Slot::COUNT]) -> Option<Slot> {
    let first = key.as_bytes().first();
    // Looking at one byte beforehand spares most comparisons, which are calls.
    let is_named = |slot: &Slot| {
        let name = names[*slot as usize];
        name.len() == key.len() && name.as_bytes().first() == first && name == key
    };
    Slot::ALL.into_iter().find(is_named)
}

/// Whether a quote after this is escaped: backslashes before it are pairs but for one.
fn is_behind_backslash(before: &[u8]) -> bool {
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    backslashes.count() % 2 == 1
}

/// What stands between two quotes.
struct Quoted<'t> {
    raw: &'t str,
    is_escaped: bool,
}

/// A place in a line without control characters: all its white space is spaces.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    /// The next byte that is no space, without taking it.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn token(&mut self) -> Option<u8> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    fn expect(&mut self, token: u8) -> Option<()> {
        (self.token()? == token).then_some(())
    }

    fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The rest of a string behind its first quote.
    fn string(&mut self) -> Option<Quoted<'t>> {
        let start = self.at;
        let rest = &self.bytes()[start..];
        let mut end = memchr::memchr2(b'"', b'\\', rest)?;
        let is_escaped = rest[end] == b'\\';
        if is_escaped {
            // From quote to quote, not from escape to escape: there are far fewer.
            end += memchr::memchr(b'"', &rest[end..])?;
            while is_behind_backslash(&rest[..end]) {
                end += 1;
                end += memchr::memchr(b'"', &rest[end..])?;
            }
        }
        self.at = start + end + 1;
        Some(Quoted {
            raw: &self.text[start..start + end],
            is_escaped,
        })
    }

    fn field(&mut self, slot: Slot, fields: &mut Fields<'t>) -> Option<()> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                let value = self.string()?;
                if value.is_escaped {
                    fields.set_escaped(slot, value.raw);
                } else {
                    fields.set(slot, value.raw);
                }
            }
            b'n' => {
                let rest = self.text[self.at..].strip_prefix("null")?;
                self.at = self.text.len() - rest.len();
            }
            _ => fields.set(slot, self.whole_number().filter(|_| slot != Slot::Text)?),
        }
        Some(())
    }

    /// A number that is written as it would be written again.
    fn whole_number(&mut self) -> Option<&'t str> {
        /// Of any number that fits 64 bits.
        const DIGITS: usize = 18;
        let rest = &self.bytes()[self.at..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let is_zero = rest.get(sign) == Some(&b'0');
        if digits == 0 || digits > DIGITS || (is_zero && digits + sign > 1) {
            return None;
        }
        let end = sign + digits;
        if !matches!(rest.get(end), Some(b',' | b'}' | b' ')) {
            return None;
        }
        let number = &self.text[self.at..self.at + end];
        self.at += end;
        Some(number)
    }

    /// Passes over the value of a key that is no field.
    fn pass_over(&mut self) -> Option<()> {
        if self.peek()? == b'"' {
            let start = self.at;
            self.at += 1;
            if !self.string()?.is_escaped {
                return Some(());
            }
            self.at = start;
        }
        let rest = &self.text[self.at..];
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::document::reader::jsonl::thorough;

    fn quick(text: &str) -> Option<Document> {
        decode(text, &FieldMap::default()).and_then(|fields| fields.into_document("a"))
    }

    fn thorough(text: &str) -> Option<Document> {
        let fields = thorough::decode(text, &FieldMap::default(), Path::new("a"), 1);
        fields.ok()?.into_document("a")
    }

    #[test]
    fn control_characters_are_seen_wherever_they_are() {
        for length in [1, 2, 63, 64, 65, 127, 128, 200] {
            let mut bytes = vec![b' '; length];
            assert!(!has_control(&bytes), "{length}");
            for at in 0..length {
                bytes[at] = 0x1f;
                assert!(has_control(&bytes), "{at} of {length}");
                bytes[at] = 0xff;
            }
        }
        assert!(!has_control(b""));
    }

    #[test]
    fn the_usual_lines_are_read_quickly() {
        for text in [
            r#"{"id": "1", "title": "T", "text": "A text."}"#,
            r#" { "id" : -17 , "text" : "" , "date" : 2025 , "lang" : null } "#,
            r#"{"text":"a \"b\" \\ \u00fc\n","title":"\ud83d\ude80","x":"y"}"#,
            r#"{"x": [1, {"text": "]"}], "y": {"z": "\""}, "n": 1.5e3, "b": true, "s": "\u0041", "text": "T"}"#,
            "{\"text\": \"T\"}\r",
        ] {
            assert!(quick(text).is_some(), "{text}");
            assert_eq!(quick(text), thorough(text), "{text}");
        }
    }

    #[test]
    fn all_others_are_left_to_the_thorough_reader() {
        for text in [
            "",
            "{}",
            "[]",
            r#"{"text": 1}"#,
            r#"{"text": null}"#,
            r#"{"text": "a", "text": "b"}"#,
            r#"{"text": "a", "title": true}"#,
            r#"{"text": "a", "id": 1.5}"#,
            r#"{"text": "a", "id": 01}"#,
            r#"{"text": "a", "id": -0}"#,
            r#"{"text": "a", "id": 1234567890123456789}"#,
            r#"{"text": "a", "id": -}"#,
            r#"{"text": "a", "id": nul}"#,
            r#"{"text": "a", "id": nullx}"#,
            r#"{"text": "a", "x": tru}"#,
            r#"{"text": "a", "x": "\q"}"#,
            r#"{"text": "a",}"#,
            r#"{"text": "a"} {}"#,
            r#"{"text": "a""#,
            r#"{"text": "a\"}"#,
            r#"{"text": "a"#,
            r#"{"t\u0065xt": "a"}"#,
            r#"{"text": "\ud83d"}"#,
            "{\"text\": \"a\tb\"}",
            "{\"text\":\t\"a\"}",
        ] {
            assert_eq!(quick(text), None, "{text}");
        }
    }

    /// Pieces of lines, most of them in their place.
    fn line() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec!["id", "text", "title", "date", "x", "te\\u0078t", ""]);
        let value = prop::sample::select(vec![
            r#""plain""#,
            r#""""#,
            r#"" é 東京 ""#,
            r#""\\\"\/\n\u0041""#,
            r#""\ud83d\ude80""#,
            r#""\ud83d""#,
            r#""\x""#,
            "\"a\tb\"",
            "0",
            "-1",
            "12.5",
            "1e3",
            "00",
            "null",
            "true",
            "[1, \"]\", {}]",
            "{\"text\": \"no\"}",
            "",
            "\"",
        ]);
        let space = prop::sample::select(vec!["", "", "", " ", "\t", "\r"]);
        let field = (key, space.clone(), value, space)
            .prop_map(|(key, before, value, after)| format!("\"{key}\"{before}:{after}{value}"));
        let end = prop::sample::select(vec!["}", "}", "}", "} ", "}\r", ",}", "", "}}"]);
        (prop::collection::vec(field, 0..5), end)
            .prop_map(|(fields, end)| format!("{{{}, \"text\": \"T\"{end}", fields.join(",")))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_read_quickly_is_what_is_read_thoroughly(line in line(), at in 0_usize..100) {
            for text in [&*line, line.replacen("{, ", "{", 1).as_str(), line.get(..at).unwrap_or_default()] {
                if let Some(found) = quick(text) {
                    prop_assert_eq!(Some(found), thorough(text), "{}", text);
                }
            }
        }
    }
}
