//! Tables for `neo4j-admin database import`, and a script that loads them into a running database.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::error::Result;
use crate::graph::EntityGraph;

use super::columns::{self, Column, Kind, OF_EDGES, Value};
use super::cypher::{Literal, relation_type, relation_types};
use super::facts::{Facts, Files, Group, Part};
use super::records::stream;
use super::table::nul_texts;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "neo4j",
    group: Group::Database,
    suffixes: &[".neo4j"],
    description: "folder of tables for neo4j-admin import, with a LOAD CSV script",
    lacks: &[
        Loss::FurtherEvidence,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::Several(|path, _| {
        let part = |name, content| Part::new(path.join(name), Neo4j { content });
        vec![
            part("nodes.csv", Content::Nodes),
            part("relationships.csv", Content::Relationships),
            part("relations.csv", Content::Relations),
            part("load.cypher", Content::Script),
        ]
    }),
    is_text: true,
};

/// Writes a file of a folder for Neo4j: what [`Cypher`](super::Cypher) writes, as tables.
///
/// - `nodes.csv`: `id:ID(Entity)`, `name`, the attributes, `:LABEL` (`Entity`).
/// - `relationships.csv`: `:START_ID(Entity)`, `:END_ID(Entity)`, the attributes, `:TYPE` (`CO_MENTIONED_WITH`), from the smaller id to the greater.
/// - `relations.csv`: `:START_ID(Entity)`, `:END_ID(Entity)`, `relation`, `polarity`, `former:boolean`, `attributed_to`, `count:long`, `:TYPE`: what
///   sentences say, from head to tail.
/// - `load.cypher`: loads the three with `LOAD CSV`; its first lines tell how to import them without it.
///
/// Texts always stand in quotes, for without them the importer trims; an absent fact is an empty cell without quotes. Texts may have line ends, so
/// the importer needs `--multiline-fields=true`. The null character becomes U+FFFD.
#[derive(Clone, Copy, Debug)]
pub struct Neo4j {
    content: Content,
}

#[derive(Clone, Copy, Debug)]
enum Content {
    Nodes,
    Relationships,
    Relations,
    Script,
}

impl Neo4j {
    /// Makes the exporter of nodes.
    pub const fn nodes() -> Self {
        Self {
            content: Content::Nodes,
        }
    }

    /// Makes the exporter of co-mentions.
    pub const fn relationships() -> Self {
        Self {
            content: Content::Relationships,
        }
    }

    /// Makes the exporter of what sentences say.
    pub const fn relations() -> Self {
        Self {
            content: Content::Relations,
        }
    }

    /// Makes the exporter of the script.
    pub const fn script() -> Self {
        Self {
            content: Content::Script,
        }
    }
}

impl Exporter for Neo4j {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| match self.content {
            Content::Nodes => nodes(graph, output),
            Content::Relationships => relationships(graph, output),
            Content::Relations => relations(graph, output),
            Content::Script => script(graph, output),
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        match self.content {
            Content::Nodes => nul_texts(graph, true),
            Content::Relationships => nul_texts(graph, false),
            _ => Vec::new(),
        }
    }
}

fn nodes(graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
    let columns = columns::of_nodes(graph);
    writeln!(output, "id:ID(Entity),name,{},:LABEL", header(&columns))?;
    for (place, node) in graph.nodes().enumerate() {
        let mut row = Row::default();
        row.text(node.id().as_str());
        row.text(node.name());
        row.values(columns::node_values(graph, node, place));
        row.text("Entity");
        row.write(output)?;
    }
    Ok(())
}

fn relationships(graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
    writeln!(
        output,
        ":START_ID(Entity),:END_ID(Entity),{},:TYPE",
        header(OF_EDGES)
    )?;
    for edge in graph.edges() {
        let mut row = Row::default();
        row.text(edge.a().id().as_str());
        row.text(edge.b().id().as_str());
        row.values(columns::edge_values(graph, edge));
        row.text("CO_MENTIONED_WITH");
        row.write(output)?;
    }
    Ok(())
}

fn relations(graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(b":START_ID(Entity),:END_ID(Entity),relation,polarity,former:boolean,attributed_to,count:long,:TYPE\n")?;
    for relation in graph.edges().flat_map(|edge| edge.edge().relations()) {
        let mut row = Row::default();
        row.text(relation.head());
        row.text(relation.tail());
        row.text(relation.name());
        row.text(relation.polarity().name());
        row.plain(relation.is_former());
        // `LOAD CSV` takes an empty cell for no value, which a relationship cannot be merged by.
        row.text(relation.attributed_to().unwrap_or(""));
        row.plain(relation.count());
        row.text(&relation_type(relation));
        row.write(output)?;
    }
    Ok(())
}

/// The names of columns with their types; texts need none.
fn header(columns: &[Column]) -> String {
    let name = |column: &Column| match column.kind {
        Kind::Text => column.name.to_owned(),
        Kind::Whole => format!("{}:long", column.name),
        Kind::Real => format!("{}:double", column.name),
    };
    columns.iter().map(name).collect::<Vec<_>>().join(",")
}

fn script(graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(
        br"// Into a new database, offline, from this folder:
//   neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv --relationships=relations.csv neo4j
// Into a running one: put the tables into its import folder and run this script with cypher-shell (in the Browser, put :auto before each
// statement with IN TRANSACTIONS). Set dbms.security.allow_csv_import_from_file_urls=true, and
// dbms.import.csv.legacy_quote_escaping=false, without which a backslash at the end of a text swallows what follows.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
",
    )?;
    let of_nodes = columns::of_nodes(graph);
    load(output, "nodes.csv", None)?;
    output.write_all(b"  MERGE (n:Entity {id: row.`id:ID(Entity)`})\n")?;
    let name = Column {
        name: "name",
        kind: Kind::Text,
    };
    set(output, "n", &[&[name], &of_nodes[..]].concat())?;
    load(output, "relationships.csv", None)?;
    output.write_all(ENDS.as_bytes())?;
    output.write_all(b"  MERGE (a)-[r:CO_MENTIONED_WITH]->(b)\n")?;
    set(output, "r", OF_EDGES)?;
    for of_type in relation_types(graph) {
        load(output, "relations.csv", Some(&of_type))?;
        output.write_all(ENDS.as_bytes())?;
        writeln!(
            output,
            "  MERGE (a)-[r:{} {{relation: row.relation, polarity: row.polarity, former: toBoolean(row.`former:boolean`), attributed_to: coalesce(row.attributed_to, '')}}]->(b)\n  SET r.count = toInteger(row.`count:long`)\n}} IN TRANSACTIONS OF 1000 ROWS;",
            super::cypher::Identifier(&of_type)
        )?;
    }
    Ok(())
}

const ENDS: &str = "  MATCH (a:Entity {id: row.`:START_ID(Entity)`})\n  MATCH (b:Entity {id: row.`:END_ID(Entity)`})\n";

fn load(output: &mut dyn Write, file: &str, of_type: Option<&str>) -> io::Result<()> {
    write!(output, "LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row")?;
    if let Some(of_type) = of_type {
        write!(
            output,
            "\nWITH row WHERE row.`:TYPE` = {}",
            Literal(of_type)
        )?;
    }
    output.write_all(b"\nCALL (row) {\n")
}

fn set(output: &mut dyn Write, variable: &str, columns: &[Column]) -> io::Result<()> {
    let mut before = "  SET ";
    for column in columns {
        let name = column.name;
        let value = match column.kind {
            Kind::Text => format!("row.{name}"),
            Kind::Whole => format!("toInteger(row.`{name}:long`)"),
            Kind::Real => format!("toFloat(row.`{name}:double`)"),
        };
        write!(output, "{before}{variable}.{name} = {value}")?;
        before = ",\n    ";
    }
    output.write_all(b"\n} IN TRANSACTIONS OF 1000 ROWS;\n")
}

/// A row in which texts stand in quotes.
#[derive(Default)]
struct Row {
    line: String,
}

impl Row {
    fn text(&mut self, text: &str) {
        self.line.push('"');
        for character in text.chars() {
            match character {
                '"' => self.line.push_str("\"\""),
                '\0' => self.line.push('\u{fffd}'),
                plain => self.line.push(plain),
            }
        }
        self.line.push_str("\",");
    }

    fn plain(&mut self, value: impl std::fmt::Display) {
        let _ = write!(self.line, "{value},"); // a string takes everything
    }

    fn values(&mut self, values: Vec<Option<Value<'_>>>) {
        for value in values {
            match value {
                None => self.plain(""),
                Some(Value::Text(text)) => self.text(&text),
                Some(Value::Whole(value)) => self.plain(value),
                Some(Value::Real(value)) => self.plain(format_args!("{value:?}")),
                Some(Value::Date(date)) => self.text(&date.to_string()),
            }
        }
    }

    fn write(mut self, output: &mut dyn Write) -> io::Result<()> {
        self.line.pop();
        self.line.push('\n');
        output.write_all(self.line.as_bytes())
    }
}
