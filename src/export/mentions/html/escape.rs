//! Text that a browser shows and does not read.

use std::fmt::{self, Display, Formatter, Write};

/// A text between tags, or between quotes. Control characters, which a page cannot hold, are shown as U+FFFD.
pub(super) struct Text<'t>(pub(super) &'t str);

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_special) {
            formatter.write_str(&rest[..at])?;
            let mut characters = rest[at..].chars();
            match characters.next().expect("one was found") {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                // As it is, it would be read as a line feed.
                '\r' => formatter.write_str("&#13;")?,
                _ => formatter.write_char('\u{fffd}')?,
            }
            rest = characters.as_str();
        }
        formatter.write_str(rest)
    }
}

fn is_special(character: char) -> bool {
    matches!(character, '&' | '<' | '>' | '"' | '\'')
        || character.is_control() && !matches!(character, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_as_a_tag() {
        let hostile = "<script>\"'&\0\r\n\u{1b}\u{9b}x";
        let safe = "&lt;script&gt;&quot;&#39;&amp;\u{fffd}&#13;\n\u{fffd}\u{fffd}x";
        assert_eq!(Text(hostile).to_string(), safe);
    }
}
