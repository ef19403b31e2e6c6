//! The head of a Markdown file between `---` lines: the little of YAML that tools write there.

use std::borrow::Cow;

use crate::document::fields::{Fields, Slot};

const FENCE: &str = "---";

/// Splits the head off, if the text starts with one, and returns its fields and the rest.
///
/// Read are lines `key: value`, the value bare or in quotes, or folded over indented lines after `>` or `|`; of the keys `id`, `title`, `date`,
/// `source`, `url` and `lang`. Lists, nested keys and other keys are passed over. What does not look like this between two `---` lines is text
/// between two rules, not a head.
pub(super) fn split(text: &str) -> (Fields<'_>, &str) {
    parse(text).unwrap_or_else(|| (Fields::default(), text))
}

fn parse(text: &str) -> Option<(Fields<'_>, &str)> {
    let (first, mut rest) = next_line(text);
    if first.trim_end() != FENCE {
        return None;
    }
    let mut fields = Fields::default();
    // The key whose value is folded over the following indented lines.
    let mut folded: Option<Slot> = None;
    loop {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = next_line(rest);
        rest = after;
        let line = line.trim_end();
        if line == FENCE || line == "..." {
            return Some((fields, rest));
        }
        let is_indented = line.starts_with([' ', '\t']);
        if is_indented || line.is_empty() {
            if let Some(slot) = folded {
                let before = fields.get(slot).unwrap_or_default();
                let value = format!("{before} {}", line.trim());
                fields.set(slot, value);
            }
            continue;
        }
        folded = None;
        if line.starts_with('#') || line == "-" || line.starts_with("- ") {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        if key.contains(' ') || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return None;
        }
        let Some(slot) = slot(key) else { continue };
        if matches!(value.trim(), ">" | ">-" | ">+" | "|" | "|-" | "|+") {
            folded = Some(slot);
        } else {
            fields.set(slot, unquoted(value.trim()));
        }
    }
}

fn next_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

fn slot(key: &str) -> Option<Slot> {
    Some(match key.trim_matches(['"', '\'']) {
        "id" => Slot::Id,
        "title" => Slot::Title,
        "date" => Slot::Date,
        "source" => Slot::Source,
        "url" => Slot::Url,
        "lang" => Slot::Lang,
        _ => return None,
    })
}

/// A scalar without its quotes or the comment behind it.
fn unquoted(value: &str) -> Cow<'_, str> {
    if let Some(inner) = value.strip_prefix('\'') {
        let end = closing(inner, |rest| rest.starts_with("''").then_some(2), '\'');
        return inner[..end].replace("''", "'").into();
    }
    if let Some(inner) = value.strip_prefix('"') {
        let end = closing(inner, |rest| rest.starts_with('\\').then_some(2), '"');
        return unescaped(&inner[..end]).into();
    }
    let end = if value.starts_with('#') {
        0
    } else {
        value.find(" #").unwrap_or(value.len())
    };
    match value[..end].trim_end() {
        "~" | "null" => Cow::Borrowed(""),
        value => Cow::Borrowed(value),
    }
}

/// Where the quote closes; the end if it never does. `escape` says how many bytes stand for themselves there.
fn closing(text: &str, escape: impl Fn(&str) -> Option<usize>, quote: char) -> usize {
    let mut escaped_until = 0;
    for (at, character) in text.char_indices() {
        if at < escaped_until {
            continue;
        }
        if let Some(length) = escape(&text[at..]) {
            escaped_until = at + length;
        } else if character == quote {
            return at;
        }
    }
    text.len()
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('n' | 't') => plain.push(' '),
            Some('u') => {
                let digits: String = characters.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                plain.push(
                    code.and_then(char::from_u32)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(head: &str, slot: Slot) -> Option<String> {
        let text = format!("---\n{head}\n---\nBody\n");
        let (fields, body) = split(&text);
        assert_eq!(body, "Body\n", "{head}");
        fields.get(slot).map(str::to_owned)
    }

    #[test]
    fn plain_and_quoted_values() {
        for (line, expected) in [
            ("title: Chips: a story", "Chips: a story"),
            (
                "title:   \"He said \\\"no\\\" \\u00fc\" # why",
                "He said \"no\" ü",
            ),
            ("title: 'It''s \"on\"'", "It's \"on\""),
            ("title: C# in depth # a comment", "C# in depth"),
            ("\"title\": x", "x"),
            ("title: \"never closed", "never closed"),
            ("title: \"\\", ""),
            (
                "title: >-\n  folded over\n  two lines",
                " folded over two lines",
            ),
        ] {
            assert_eq!(
                value(line, Slot::Title).as_deref(),
                Some(expected),
                "{line}"
            );
        }
        assert_eq!(value("date: ~", Slot::Date).as_deref(), Some(""));
    }

    #[test]
    fn other_keys_lists_and_nesting_are_passed_over() {
        let head = "# made by hand\nauthor: A. Writer\ntags:\n  - a\n- b\nmeta:\n  title: not this\n\nlang: de\ndate: 2025-01-27";
        assert_eq!(value(head, Slot::Lang).as_deref(), Some("de"));
        assert_eq!(value(head, Slot::Date).as_deref(), Some("2025-01-27"));
        assert_eq!(value(head, Slot::Title), None);
    }

    #[test]
    fn windows_line_ends_and_the_other_fence() {
        let (fields, body) = split("---\r\ntitle: T\r\n...\r\nBody");
        assert_eq!(fields.get(Slot::Title), Some("T"));
        assert_eq!(body, "Body");
    }

    #[test]
    fn text_between_rules_is_text() {
        for text in [
            "---\nA sentence with a colon: here.\n---\n",
            "---\nNo colon.\n---\n",
            "---\ntitle: never closed\n",
            "---",
            "----\ntitle: x\n----\n",
            "Text\n---\ntitle: x\n---\n",
            "",
        ] {
            assert_eq!(split(text).1, text);
        }
    }

    #[test]
    fn an_empty_head() {
        assert_eq!(split("---\n---\nBody").1, "Body");
    }
}
