//! Patterns of tokens as the phrases that texts have.

/// The words of a pattern as texts have them: with a space between any two, and, as the pattern does not tell, also without those that are
/// not usual at punctuation.
pub(super) fn joined(words: &[&str]) -> Vec<String> {
    let mut tight = String::new();
    let mut before: Option<&str> = None;
    for &word in words {
        let is_open = before.is_some_and(ends_tight);
        if before.is_some() && !is_open && !begins_tight(word) {
            tight.push(' ');
        }
        tight.push_str(word);
        before = Some(word);
    }
    let apart = words.join(" ");
    if tight == apart {
        vec![apart]
    } else {
        vec![tight, apart]
    }
}

/// Whether no space is usual before a token.
fn begins_tight(token: &str) -> bool {
    matches!(
        token,
        "-" | "–"
            | "/"
            | "."
            | ","
            | ":"
            | ";"
            | "!"
            | "?"
            | ")"
            | "]"
            | "'"
            | "’"
            | "'s"
            | "’s"
            | "%"
    )
}

/// Whether no space is usual after a token.
fn ends_tight(token: &str) -> bool {
    matches!(token, "-" | "–" | "/" | "(" | "[" | "'" | "’" | "#" | "$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_joined_as_texts_have_them() {
        assert_eq!(joined(&["moore", "threads"]), ["moore threads"]);
        assert_eq!(joined(&["covid", "-", "19"]), ["covid-19", "covid - 19"]);
        assert_eq!(
            joined(&["Acme", ",", "Inc", "."]),
            ["Acme, Inc.", "Acme , Inc ."]
        );
    }
}
