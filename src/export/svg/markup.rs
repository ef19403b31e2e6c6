//! The one place where text becomes SVG.

use std::fmt::{self, Display, Write};

/// Text between tags or in quotes. What XML cannot hold becomes U+FFFD; line ends and tabs stay, also in attributes.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                '\n' | '\r' | '\t' => write!(formatter, "&#{};", u32::from(char))?,
                '\u{fffe}' | '\u{ffff}' => formatter.write_char('\u{fffd}')?,
                _ if u32::from(char) < 0x20 => formatter.write_char('\u{fffd}')?,
                _ => formatter.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// A length or a share, to a hundredth: finer than anyone sees or any printer prints.
pub(super) struct Length(pub(super) f64);

impl Display for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        formatter.write_str(if text == "-0" { "0" } else { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_for_a_reader_of_xml_to_take_for_markup() {
        let text = "a<b>&\"'\n\u{0}\u{ffff}芯🚀]]>";
        assert_eq!(
            Escaped(text).to_string(),
            "a&lt;b&gt;&amp;&quot;&#39;&#10;\u{fffd}\u{fffd}芯🚀]]&gt;"
        );
    }

    #[test]
    fn lengths_are_short() {
        let written = [0.0, -0.001, 1.5, 100.0, 2.345_678].map(|length| Length(length).to_string());
        assert_eq!(written, ["0", "0", "1.5", "100", "2.35"]);
    }
}
