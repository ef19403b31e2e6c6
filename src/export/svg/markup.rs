//! Lengths in SVG.

use std::fmt::{self, Display};

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
    fn lengths_are_short() {
        let written = [0.0, -0.001, 1.5, 100.0, 2.345_678].map(|length| Length(length).to_string());
        assert_eq!(written, ["0", "0", "1.5", "100", "2.35"]);
    }
}
