//! Addresses that it is safe to make links of.

/// Whether a string is an absolute address of the web, which needs no other name.
pub(in crate::export) fn is_web_address(text: &str) -> bool {
    let scheme = |prefix: &str| {
        text.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && text.len() > prefix.len()
    };
    (scheme("http://") || scheme("https://"))
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|^`\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (text, wanted) in [
            ("https://a.example/b?c=d&e", true),
            ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https://a.example/\"><script>", false),
            ("data:text/html,x", false),
            (" https://a.example", false),
        ] {
            assert_eq!(is_web_address(text), wanted, "{text}");
        }
    }
}
