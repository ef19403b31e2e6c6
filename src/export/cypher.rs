//! A script of Cypher, for Neo4j, Memgraph and others that speak it.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use crate::error::Result;
use crate::graph::{EdgeRelation, EntityGraph};
use crate::relation::Polarity;

use super::columns::{self, OF_EDGES, Value};
use super::facts::{Facts, Files, Group};
use super::records::stream;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "cypher",
    group: Group::Database,
    suffixes: &[".cypher", ".cql"],
    description: "Cypher script for Neo4j, Memgraph and others; relations keep their direction",
    lacks: &[
        Loss::FurtherEvidence,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::One(|_| Box::new(Cypher::new())),
    is_text: true,
};

/// Rows of a statement: a transaction each.
const BATCH: usize = 500;

/// Writes a Cypher script that may be run again and again: a constraint, then statements of 500 rows each that merge nodes by their id and
/// edges by their ends.
///
/// Nodes are `:Entity {id, name}` with the attributes of [`GraphMl`](super::GraphMl). Co-mentions are `:CO_MENTIONED_WITH`, from the smaller id to the
/// greater, with the attributes of edges. What sentences say is a relationship of its own from head to tail: one that is asserted has the
/// relation as its type (`:FOUNDER_OF`), all others, negated, hedged, asked or quoted, are `:NOT_ASSERTED`; both have `relation`, `polarity`, `former`,
/// `attributed_to` (empty where the documents say so themselves) and `count`. Absent facts are `null`, which sets nothing.
///
/// Texts stand between single quotes, with `\` and `'` behind a backslash; nothing in them can end the text. Line ends stay as they are, but for the
/// carriage return (`\r`) and the null character (`\u0000`).
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Cypher {}

impl Cypher {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Cypher {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let of_nodes = columns::of_nodes(graph);
        stream(output, |output| {
            output.write_all(b"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")?;
            let names: Vec<_> = of_nodes.iter().map(|column| column.name).collect();
            let set = assignments("n", &[&["name"], &names[..]].concat());
            let tail = format!("MERGE (n:Entity {{id: row.id}})\nSET {set};\n");
            let nodes = graph.nodes().enumerate().map(|(place, node)| {
                let mut row = Row::default();
                row.text("id", node.id().as_str());
                row.text("name", node.name());
                row.values(&names, columns::node_values(graph, node, place));
                row.end()
            });
            batches(output, nodes, &tail)?;
            let names: Vec<_> = OF_EDGES.iter().map(|column| column.name).collect();
            let set = assignments("r", &names);
            let tail = format!("{ENDS}MERGE (a)-[r:CO_MENTIONED_WITH]->(b)\nSET {set};\n");
            let edges = graph.edges().map(|edge| {
                let mut row = Row::default();
                row.text("source", edge.a().id().as_str());
                row.text("target", edge.b().id().as_str());
                row.values(&names, columns::edge_values(graph, edge));
                row.end()
            });
            batches(output, edges, &tail)?;
            relations(output, graph)
        })
    }
}

const ENDS: &str = "MATCH (a:Entity {id: row.source})\nMATCH (b:Entity {id: row.target})\n";

/// What sentences say, type by type: a type cannot be a value of a row.
fn relations(output: &mut dyn Write, graph: &EntityGraph) -> io::Result<()> {
    for of_type in relation_types(graph) {
        let said = graph.edges().flat_map(|edge| edge.edge().relations());
        let said = said.filter(|relation| relation_type(relation) == of_type);
        let rows = said.map(|relation| {
            let mut row = Row::default();
            row.text("source", relation.head());
            row.text("target", relation.tail());
            row.text("relation", relation.name());
            row.text("polarity", relation.polarity().name());
            row.plain("former", relation.is_former());
            row.text("attributed_to", relation.attributed_to().unwrap_or(""));
            row.plain("count", relation.count());
            row.end()
        });
        // Every sentence about who says what is one of its own: all but the count tells them apart.
        let tail = format!(
            "{ENDS}MERGE (a)-[r:{} {{relation: row.relation, polarity: row.polarity, former: row.former, attributed_to: row.attributed_to}}]->(b)\nSET r.count = row.count;\n",
            Identifier(&of_type)
        );
        batches(output, rows, &tail)?;
    }
    Ok(())
}

/// The types of relationships that sentences give, in order.
pub(super) fn relation_types(graph: &EntityGraph) -> Vec<String> {
    let said = graph.edges().flat_map(|edge| edge.edge().relations());
    let mut types: Vec<String> = said.map(relation_type).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// The type that a relation has in a database.
pub(super) fn relation_type(relation: &EdgeRelation) -> String {
    if relation.polarity() == Polarity::Asserted {
        relation.name().to_uppercase().replace('\0', "\u{fffd}")
    } else {
        "NOT_ASSERTED".to_owned()
    }
}

fn assignments(variable: &str, names: &[&str]) -> String {
    let all = names
        .iter()
        .map(|name| format!("{variable}.{name} = row.{name}"));
    all.collect::<Vec<_>>().join(", ")
}

/// Writes statements of so many rows each.
fn batches(
    output: &mut dyn Write,
    rows: impl Iterator<Item = String>,
    tail: &str,
) -> io::Result<()> {
    let mut written = 0;
    for row in rows {
        let start = if written % BATCH > 0 {
            ",\n"
        } else if written > 0 {
            output.write_all(b"\n] AS row\n")?;
            output.write_all(tail.as_bytes())?;
            "UNWIND [\n"
        } else {
            "UNWIND [\n"
        };
        output.write_all(start.as_bytes())?;
        output.write_all(row.as_bytes())?;
        written += 1;
    }
    if written > 0 {
        output.write_all(b"\n] AS row\n")?;
        output.write_all(tail.as_bytes())?;
    }
    Ok(())
}

/// A map of a row.
#[derive(Default)]
struct Row {
    text: String,
}

impl Row {
    fn key(&mut self, key: &str) {
        self.text
            .push_str(if self.text.is_empty() { "{" } else { ", " });
        self.text.push_str(key);
        self.text.push_str(": ");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.plain(key, Literal(text));
    }

    fn plain(&mut self, key: &str, value: impl fmt::Display) {
        self.key(key);
        let _ = write!(self.text, "{value}"); // a string takes everything
    }

    fn values(&mut self, names: &[&str], values: Vec<Option<Value<'_>>>) {
        for (name, value) in names.iter().zip(values) {
            match value {
                None => self.plain(name, "null"),
                Some(Value::Text(text)) => self.text(name, &text),
                Some(Value::Whole(value)) => self.plain(name, value),
                Some(Value::Real(value)) => self.plain(name, format_args!("{value:?}")),
                Some(Value::Date(date)) => self.text(name, &date.to_string()),
            }
        }
    }

    fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// A text as a literal.
pub(super) struct Literal<'t>(pub(super) &'t str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('\'')?;
        for character in self.0.chars() {
            match character {
                '\\' => formatter.write_str("\\\\")?,
                '\'' => formatter.write_str("\\'")?,
                '\r' => formatter.write_str("\\r")?,
                '\0' => formatter.write_str("\\u0000")?,
                plain => formatter.write_char(plain)?,
            }
        }
        formatter.write_char('\'')
    }
}

/// A type or a key, in back-ticks unless it is a plain word.
pub(super) struct Identifier<'t>(pub(super) &'t str);

impl fmt::Display for Identifier<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let starts_well = self.0.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts_well && self.0.chars().all(is_word) {
            return formatter.write_str(self.0);
        }
        write!(formatter, "`{}`", self.0.replace('`', "``"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_text_or_a_name_before_its_end() {
        assert_eq!(Literal("a'b\\").to_string(), "'a\\'b\\\\'");
        assert_eq!(
            Literal("two\nlines\r\0").to_string(),
            "'two\nlines\\r\\u0000'"
        );
        assert_eq!(Identifier("FOUNDER_OF").to_string(), "FOUNDER_OF");
        assert_eq!(Identifier("a`b c").to_string(), "`a``b c`");
        assert_eq!(Identifier("").to_string(), "``");
    }
}
