//! Names as `GraphRAG` compares them.

use std::collections::BTreeSet;

use crate::graph::EntityGraph;

/// A title for each entity, all different, in the order of the nodes: the name in capitals.
///
/// `GraphRAG` takes the titles of the relationships through `html.unescape(title).upper().strip()` and those of the entities not: what that changes
/// is lost without a word. So titles are written as it leaves them. Of equal ones, all but the first have their id behind them.
pub(super) fn titles(graph: &EntityGraph) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut titles = Vec::with_capacity(graph.node_count());
    for node in graph.nodes() {
        let mut title = normal(node.name());
        if title.is_empty() {
            title = normal(node.id().as_str());
        }
        if taken.contains(&title) {
            title = normal(&format!("{title} ({})", node.id()));
        }
        let mut number = 2;
        let plain = title.clone();
        while taken.contains(&title) {
            title = format!("{plain} {number}");
            number += 1;
        }
        taken.insert(title.clone());
        titles.push(title);
    }
    titles
}

/// A name that is the same when it is unescaped, put in capitals and stripped.
fn normal(name: &str) -> String {
    let upper = name.to_uppercase();
    let mut out = String::with_capacity(upper.len());
    let mut rest = upper.as_str();
    while let Some(at) = rest.find('&') {
        let after = &rest[at + 1..];
        out.push_str(&rest[..at]);
        out.push(if begins_entity(after) { '＆' } else { '&' });
        rest = after;
    }
    out.push_str(rest);
    // Python strips these four beside white space.
    let is_blank = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    out.trim_matches(is_blank).to_owned()
}

/// Whether what stands behind `&` makes a reference to a character of it. Those that need no semicolon are known by their beginnings.
fn begins_entity(after: &str) -> bool {
    const BARE: [&str; 8] = ["AMP", "COPY", "ETH", "GT", "LT", "QUOT", "REG", "THORN"];
    if after.starts_with('#') || BARE.iter().any(|name| after.starts_with(name)) {
        return true;
    }
    let length = after
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(after.len());
    length > 0 && after[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_do_not_change_any_more() {
        for (name, title) in [
            ("Nvidia", "NVIDIA"),
            (" Straße\u{1f}", "STRASSE"),
            ("AT&T", "AT&T"),
            ("R&D; Labs", "R＆D; LABS"),
            ("Q&A & B", "Q&A & B"),
            ("&lt;b&gt;", "＆LT;B＆GT;"),
            ("a&#65;", "A＆#65;"),
            ("x&copyright", "X＆COPYRIGHT"),
        ] {
            assert_eq!(normal(name), title);
            assert_eq!(normal(title), title);
        }
    }
}
