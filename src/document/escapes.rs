//! The escapes of JSON strings, undone into a string that is there already.

/// Adds what a JSON string stands for; `raw` is what is between its quotes. `None` where an escape is wrong: something has been added then.
pub(super) fn append_unescaped(raw: &str, text: &mut String) -> Option<()> {
    text.reserve(raw.len());
    let mut rest = raw;
    loop {
        // Texts written as ASCII hold one escape after another.
        if !rest.starts_with('\\') {
            let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) else {
                text.push_str(rest);
                return Some(());
            };
            text.push_str(&rest[..at]);
            rest = &rest[at..];
        }
        let (character, length) = escaped(rest.as_bytes())?;
        text.push(character);
        rest = &rest[length..];
    }
}

/// The character of the escape that `bytes` start with, and the escape's length.
fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    let character = match bytes.get(1)? {
        b'n' => '\n',
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return numbered(bytes),
        _ => return None,
    };
    Some((character, 2))
}

/// `\u` and four digits; two such escapes where the first is half a pair of UTF-16.
fn numbered(bytes: &[u8]) -> Option<(char, usize)> {
    let unit = unit(bytes.get(2..6)?)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((character, 6));
    }
    if unit >= 0xdc00 || bytes.get(6..8)? != b"\\u" {
        return None;
    }
    let low = self::unit(bytes.get(8..12)?)?;
    if !(0xdc00..0xe000).contains(&low) {
        return None;
    }
    let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    Some((char::from_u32(code)?, 12))
}

fn unit(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |unit, digit| {
        char::from(*digit)
            .to_digit(16)
            .map(|digit| unit << 4 | digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(raw: &str) -> Option<String> {
        let mut text = "> ".to_owned();
        append_unescaped(raw, &mut text)?;
        Some(text[2..].to_owned())
    }

    #[test]
    fn as_serde_json_undoes_them() {
        for raw in [
            "",
            "plain",
            "é \\n\\t\\r\\b\\f\\\\\\/\\\"end",
            "\\u0041\\u00e9\\u6771\\uD83D\\uDE80!",
            "\\u0000",
            "\\uFFFF",
            "\\ud83d",
            "\\ud83d\\n",
            "\\ud83d\\u0041",
            "\\ude80",
            "\\ud83d\\ud83d",
            "\\u00g0",
            "\\u+041",
            "\\u00",
            "\\é",
            "\\x",
            "\\u00é",
            "\\ud83d\\ude8é",
        ] {
            let expected = serde_json::from_str::<String>(&format!("\"{raw}\"")).ok();
            assert_eq!(unescaped(raw), expected, "{raw}");
        }
        assert_eq!(unescaped("\\"), None);
    }
}
