//! Text and ids in XML. What has to be done for hostile names (characters that XML forbids, line ends that readers turn into spaces) is more
//! than a library for XML does; the markup of the two formats is a dozen lines.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write};

use crate::graph::EntityGraph;

use super::columns::Value;

/// A text between tags or in a value between double quotes.
pub(super) struct Xml<'t>(pub(super) &'t str);

impl fmt::Display for Xml<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                // As they are, readers make spaces or other line ends of them.
                '\n' => formatter.write_str("&#10;")?,
                '\r' => formatter.write_str("&#13;")?,
                '\t' => formatter.write_str("&#9;")?,
                '\u{85}' => formatter.write_str("&#133;")?,
                '\u{2028}' => formatter.write_str("&#8232;")?,
                forbidden if is_forbidden(forbidden) => formatter.write_char('\u{fffd}')?,
                plain => formatter.write_char(plain)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Value<'_> {
    /// As XML has it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => Xml(text).fmt(formatter),
            Self::Whole(value) => value.fmt(formatter),
            Self::Real(value) => write!(formatter, "{value:?}"),
            Self::Date(date) => date.fmt(formatter),
        }
    }
}

/// Whether XML 1.0 has no way to write a character, not even by its number.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text holds such a character; it is written as U+FFFD.
pub(super) fn has_forbidden(text: &str) -> bool {
    text.contains(is_forbidden)
}

/// The ids of all nodes as XML can write them, all different: where what is left of two ids is the same, the second has a number behind it.
pub(super) fn ids(graph: &EntityGraph) -> Vec<Cow<'_, str>> {
    let mut ids: Vec<_> = graph
        .nodes()
        .map(|node| Cow::Borrowed(node.id().as_str()))
        .collect();
    if !ids.iter().any(|id| has_forbidden(id)) {
        return ids;
    }
    let mut taken: BTreeSet<String> = graph
        .nodes()
        .map(|node| node.id().as_str().to_owned())
        .collect();
    for id in ids.iter_mut().filter(|id| has_forbidden(id)) {
        let plain = id.replace(is_forbidden, "\u{fffd}");
        let mut unique = plain.clone();
        for number in 2.. {
            if taken.insert(unique.clone()) {
                break;
            }
            unique = format!("{plain}-{number}");
        }
        *id = Cow::Owned(unique);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::Corpus;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        let text = "a<b>&\"\u{1}\n\t\r\u{ffff}\u{85}";
        let shown = Xml(text).to_string();
        assert_eq!(
            shown,
            "a&lt;b&gt;&amp;&quot;\u{fffd}&#10;&#9;&#13;\u{fffd}&#133;"
        );
    }

    #[test]
    fn ids_stay_apart() {
        let entities = [("a\u{1}", "A", ""), ("a\u{2}", "B", ""), ("b", "C", "")];
        let counts = Corpus::new(&entities)
            .document("d", None, &[&["A B C"]])
            .count();
        let graph = EntityGraph::builder().build(&counts).unwrap();
        assert_eq!(ids(&graph), ["a\u{fffd}", "a\u{fffd}-2", "b"]);
    }
}
