//! The one place where text becomes DOT. The printer of graphviz-rust writes quoted strings as they are and escapes nothing.

/// The longest quoted string, in bytes. Graphviz 2.43 refuses those over 16,384.
const LONGEST: usize = 4000;

/// Quotes a label, a tooltip or any other value.
///
/// DOT itself knows one escape, `\"`; labels are then read a second time, with `\n`, `\N` and the like, and a third time with HTML entities.
/// A tab becomes a space, what XML cannot hold is dropped, and what is too long is cut and ends in `…`.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", escaped(text).0)
}

/// Quotes the id of a node. Different ids stay different: where [`quote`] would change, drop or cut something, the position of the node is
/// appended in a form that no other id has, behind a single backslash.
pub(super) fn node_id(position: usize, id: &str) -> String {
    match escaped(id) {
        (text, true) => format!("\"{text}\""),
        (text, false) => format!("\"{text}\\~{position}\""),
    }
}

/// Puts U+2060, which no reader sees, behind every backslash of a tooltip.
///
/// Graphviz takes the escapes out of tooltips twice, and not every version does, so no number of backslashes is right: `C:\\Games`
/// would show the name of the graph for the `\G` that is left.
pub(super) fn inert(text: &str) -> String {
    text.replace('\\', "\\\u{2060}")
}

/// The text inside the quotes, and whether it is all there.
fn escaped(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut complete = true;
    for char in text.chars() {
        let before = out.len();
        match char {
            '\\' => out.push_str(r"\\"),
            '"' => out.push_str(r#"\""#),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str(r"\n"),
            '\t' => {
                out.push(' ');
                complete = false;
            }
            '\u{fffe}' | '\u{ffff}' => complete = false,
            _ if char.is_control() => complete = false,
            _ => out.push(char),
        }
        if out.len() > LONGEST - '…'.len_utf8() {
            out.truncate(before);
            out.push('…');
            return (out, false);
        }
    }
    (out, complete)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_left_for_graphviz_to_interpret() {
        assert_eq!(quote(r#"a"b\N&lt;"#), r#""a\"b\\N&amp;lt;""#);
        assert_eq!(quote("one\r\ntwo\0\t."), r#""one\ntwo .""#);
        assert_eq!(quote(r"ends in \"), r#""ends in \\""#);
        assert_eq!(quote("芯片 <b>"), "\"芯片 <b>\"");
    }

    #[test]
    fn no_escape_is_left_in_a_tooltip_at_any_pass() {
        assert_eq!(
            quote(&inert("\\G\\\nx")),
            "\"\\\\\u{2060}G\\\\\u{2060}\\nx\""
        );
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        for text in ["a".repeat(9000), "芯".repeat(9000), "&".repeat(9000)] {
            let quoted = quote(&text);
            assert!(quoted.len() <= LONGEST + 2 && quoted.len() > LONGEST - 10);
            assert!(quoted.ends_with("…\""));
        }
        assert!(!quote(&"a".repeat(3990)).contains('…'));
    }

    #[test]
    fn ids_that_lose_something_stay_apart() {
        let ids = ["ab", "a\u{1}b", "a\u{2}b", "ab\\~1", "ab~1", "a b", "a\tb"];
        let quoted: std::collections::BTreeSet<_> = ids
            .iter()
            .enumerate()
            .map(|(at, id)| node_id(at, id))
            .collect();
        assert_eq!(quoted.len(), ids.len());
    }

    proptest! {
        #[test]
        fn different_ids_are_different_nodes(x in "[a\\\\\"&\n\u{1}~1]{0,6}", y in "[a\\\\\"&\n\u{1}~1]{0,6}") {
            prop_assume!(x != y);
            prop_assert_ne!(node_id(0, &x), node_id(1, &y));
        }

        #[test]
        fn quotes_close_where_they_should(text in any::<String>()) {
            let quoted = quote(&text);
            let inner = &quoted[1..quoted.len() - 1];
            let mut backslash = false;
            for char in inner.chars() {
                prop_assert!(backslash || char != '"');
                prop_assert!(!char.is_control());
                backslash = char == '\\' && !backslash;
            }
            prop_assert!(!backslash);
        }
    }
}
