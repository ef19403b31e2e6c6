//! Text that Markdown shows and does not read.

/// A text inside a line. White space is a space each, so that no line begins in it; control characters are U+FFFD.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Would call somebody.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => {
                out.push('\\');
                out.push(character);
            }
            // Addresses become links by themselves.
            ':' if rest.starts_with("//") => out.push_str("&#58;"),
            '.' if out.ends_with("www") => out.push_str("&#46;"),
            _ if character.is_whitespace() => out.push(' '),
            _ if character.is_control() => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

/// A text in a cell of a table. One that is empty is a dash.
pub(super) fn cell(text: &str) -> String {
    let text = prose(text);
    if text.trim().is_empty() {
        return "–".to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything() {
        assert_eq!(
            prose("*a* [b](c) `d` <e> & # | \\ @f"),
            "\\*a\\* \\[b\\](c) \\`d\\` &lt;e&gt; &amp; \\# \\| \\\\ &#64;f"
        );
        assert_eq!(prose("two\nlines\r\n\0"), "two lines  \u{fffd}");
        assert_eq!(
            prose("at 2:30 see https://x.example, www.x.example"),
            "at 2:30 see https&#58;//x.example, www&#46;x.example"
        );
        assert_eq!(cell(" "), "–");
    }
}
