//! Text, styles, script and data put together.

use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

const MARKUP: &str = include_str!("page/page.html");
const STYLES: &str = include_str!("page/viewer.css");

/// The scripts in the order in which they stand in the page; each may use what those before it define. They share one scope, which nothing
/// outside sees.
pub(super) const SCRIPTS: &[&str] = &[
    include_str!("page/words.js"),
    include_str!("page/data.js"),
    include_str!("page/filters.js"),
    include_str!("page/camera.js"),
    include_str!("page/painters.js"),
    include_str!("page/labels.js"),
    include_str!("page/groups.js"),
    include_str!("page/scene.js"),
    include_str!("page/hits.js"),
    include_str!("page/sentences.js"),
    include_str!("page/panel.js"),
    include_str!("page/search.js"),
    include_str!("page/sidebar.js"),
    include_str!("page/time.js"),
    include_str!("page/list.js"),
    include_str!("page/pointer.js"),
    include_str!("page/keyboard.js"),
    include_str!("page/save.js"),
    include_str!("page/main.js"),
];

/// Writes the page. Its policy names the one script and the one style sheet by their hashes: should a name ever get through as markup, the
/// browser would not run it, nor fetch anything.
pub(super) fn write(title: &str, data: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    let script = format!(
        "\"use strict\";\n(() => {{\n{}}})();\n",
        lean(&SCRIPTS.concat())
    );
    let styles = lean(STYLES);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        hash(&script),
        hash(&styles)
    );
    let parts = [
        ("policy", policy.as_str()),
        ("title", &markup(title)),
        ("styles", &styles),
        ("script", &script),
    ];
    let mut rest = MARKUP;
    while let Some((before, after)) = rest.split_once("{{") {
        output.write_all(before.as_bytes())?;
        let (name, after) = after
            .split_once("}}")
            .expect("every place in page.html is closed");
        if name == "data" {
            serde_json::to_writer(Guarded(output), data)?;
        } else {
            let part = parts.iter().find(|(known, _)| *known == name);
            let (_, part) = part.expect("every place in page.html has a name from here");
            output.write_all(part.as_bytes())?;
        }
        rest = after;
    }
    output.write_all(rest.as_bytes())
}

/// Scripts and styles without what only their writers need: lines that are comment, indentation. No text in them goes over more than a line.
fn lean(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Text as it stands in markup: characters that mean something there, and those that no page may hold, replaced.
fn markup(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            control if control.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// Writes JSON so that nothing in it can end the element it stands in, or begin another: `<`, `>`, `&` and the two line ends that scripts and JSON
/// see differently become escapes. They occur in strings only, so the JSON means the same.
struct Guarded<'w>(&'w mut dyn Write);

impl Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    // Whole strings come here as UTF-8, cut only at characters that JSON escapes.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            let (length, code) = match bytes[at..] {
                [b'<', ..] => (1, 0x3c),
                [b'>', ..] => (1, 0x3e),
                [b'&', ..] => (1, 0x26),
                [0xe2, 0x80, 0xa8, ..] => (3, 0x2028),
                [0xe2, 0x80, 0xa9, ..] => (3, 0x2029),
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.0.write_all(&bytes[from..at])?;
            let mut escape = String::new();
            write!(escape, "\\u{code:04x}").expect("strings can be written");
            self.0.write_all(escape.as_bytes())?;
            at += length;
            from = at;
        }
        self.0.write_all(&bytes[from..])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_element() {
        let hostile = "</script><!--<script>&\u{2028}\u{2029}é\u{0}\"";
        let mut out = Vec::new();
        serde_json::to_writer(Guarded(&mut out), &hostile).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
    }

    #[test]
    fn titles_are_text() {
        assert_eq!(
            markup("a<b>&\"c\u{0}d'"),
            "a&lt;b&gt;&amp;&quot;c\u{fffd}d&#39;"
        );
    }

    #[test]
    fn hashes_are_those_that_browsers_make() {
        // From the specification of Content Security Policy, level 3.
        assert_eq!(
            hash("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }

    #[test]
    fn comments_and_indentation_stay_behind() {
        let source = "// a\n/** b\n * c */\n  *d() {\n    e; // f\n  }\n\n/* g */\nh\n";
        assert_eq!(lean(source), "*d() {\ne; // f\n}\nh\n");
    }

    #[test]
    fn the_page_loads_nothing() {
        let all = [&[MARKUP, STYLES][..], SCRIPTS].concat().concat();
        for word in [
            "@import",
            "url(",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "localStorage",
        ] {
            assert!(!all.contains(word), "{word}");
        }
        let bytes = lean(&all).len();
        assert!(bytes < 90 * 1024, "{bytes} bytes of page");
    }
}
