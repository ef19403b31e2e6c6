//! Plain tables for those who ask in SQL.

use std::io::Write;

use rusqlite::{Connection, MAIN_DB, ToSql, params, params_from_iter};

use crate::cooccurrence::Observation;
use crate::dictionary::EntityId;
use crate::error::{Error, Result};
use crate::graph::{EntityGraph, NodeValue};

use super::facts::{Facts, Files, Group};
use super::observed::documents_of_evidence;
use super::{Exporter, Loss, ObservedDocuments};

pub(super) const FACTS: Facts = Facts {
    name: "sqlite",
    group: Group::Table,
    suffixes: &[".sqlite", ".sqlite3"],
    description: "plain SQLite tables: entities, edges, relations, evidence, documents, sentences, mentions",
    lacks: &[Loss::Provenance],
    files: Files::One(|_| Box::new(Sqlite::new())),
    is_text: false,
};

/// Writes an `SQLite` file with plain tables, for people who ask in SQL. It is not a ledger: nothing can be added to it.
///
/// `entities`, `edges`, `relations` and `evidence` are what the graph holds; `documents`, `sentences`, `mentions` and `candidates` what it was counted
/// from, which takes a ledger. `neighbors` is a view with every edge from both its ends. Places are code points of a field, `start` and `stop`,
/// which is one past the end. Dates are texts, to the day, the month or the year. The file is made in memory.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Sqlite {}

impl Sqlite {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

const SCHEMA: &str = "
CREATE TABLE entities (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT, parent TEXT, mentions INTEGER NOT NULL, sentences INTEGER NOT NULL,
  paragraphs INTEGER NOT NULL, documents INTEGER NOT NULL, first_seen TEXT, last_seen TEXT) WITHOUT ROWID;
CREATE TABLE edges (source TEXT NOT NULL REFERENCES entities, target TEXT NOT NULL REFERENCES entities, sentences INTEGER NOT NULL,
  paragraphs INTEGER NOT NULL, documents INTEGER NOT NULL, count INTEGER NOT NULL, independent INTEGER NOT NULL, points REAL NOT NULL,
  score REAL NOT NULL, measure TEXT NOT NULL, p_value REAL, q_value REAL, first_seen TEXT, last_seen TEXT, relation TEXT, relation_head TEXT,
  relation_count INTEGER, PRIMARY KEY (source, target), CHECK (source < target)) WITHOUT ROWID;
CREATE TABLE relations (source TEXT NOT NULL, target TEXT NOT NULL, type TEXT NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL,
  symmetric INTEGER NOT NULL, polarity TEXT NOT NULL, former INTEGER NOT NULL, attributed_to TEXT, count INTEGER NOT NULL,
  FOREIGN KEY (source, target) REFERENCES edges);
CREATE TABLE evidence (source TEXT NOT NULL, target TEXT NOT NULL, rank INTEGER NOT NULL, passage INTEGER NOT NULL, document TEXT NOT NULL,
  field TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (source, target, rank, passage),
  FOREIGN KEY (source, target) REFERENCES edges) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, date TEXT, publisher TEXT, url TEXT, lang TEXT, sentences INTEGER, paragraphs INTEGER)
  WITHOUT ROWID;
CREATE TABLE sentences (document TEXT NOT NULL REFERENCES documents, sentence INTEGER NOT NULL, paragraph INTEGER NOT NULL, field TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER, text TEXT, PRIMARY KEY (document, sentence)) WITHOUT ROWID;
CREATE TABLE mentions (id INTEGER PRIMARY KEY, document TEXT NOT NULL, sentence INTEGER NOT NULL, start INTEGER, stop INTEGER, surface TEXT,
  entity TEXT, status TEXT NOT NULL, rule TEXT NOT NULL, FOREIGN KEY (document, sentence) REFERENCES sentences);
CREATE TABLE candidates (mention INTEGER NOT NULL REFERENCES mentions, entity TEXT NOT NULL, PRIMARY KEY (mention, entity)) WITHOUT ROWID;
CREATE VIEW neighbors AS
  SELECT source AS entity, target AS neighbor, score, count, documents, relation FROM edges
  UNION ALL SELECT target, source, score, count, documents, relation FROM edges;
";

const INDEXES: &str = "
CREATE INDEX edges_by_target ON edges (target);
CREATE INDEX relations_by_edge ON relations (source, target);
CREATE INDEX mentions_by_entity ON mentions (entity);
CREATE INDEX mentions_by_sentence ON mentions (document, sentence);
";

/// Counts the layout of the tables.
const VERSION: i64 = 1;

impl Exporter for Sqlite {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        write(graph, None, output)
    }

    fn write_with(
        &self,
        graph: &EntityGraph,
        documents: &dyn ObservedDocuments,
        output: &mut dyn Write,
    ) -> Result<()> {
        write(graph, Some(documents), output)
    }
}

fn write(
    graph: &EntityGraph,
    documents: Option<&dyn ObservedDocuments>,
    output: &mut dyn Write,
) -> Result<()> {
    let mut connection = Connection::open_in_memory().map_err(failed)?;
    connection.execute_batch(SCHEMA).map_err(failed)?;
    connection
        .pragma_update(None, "user_version", VERSION)
        .map_err(failed)?;
    let filling = connection.transaction().map_err(failed)?;
    {
        let mut tables = Tables {
            connection: &filling,
            mention: 0,
        };
        tables.entities(graph).map_err(failed)?;
        tables.edges(graph).map_err(failed)?;
        tables.documents(graph, documents)?;
    }
    filling.commit().map_err(failed)?;
    connection.execute_batch(INDEXES).map_err(failed)?;
    let bytes = connection.serialize(MAIN_DB).map_err(failed)?;
    output
        .write_all(&bytes)
        .and_then(|()| output.flush())
        .map_err(|source| Error::Output { source })
}

fn failed(source: rusqlite::Error) -> Error {
    Error::Output {
        source: std::io::Error::other(source),
    }
}

struct Tables<'c> {
    connection: &'c Connection,
    /// The number of the mention written last.
    mention: i64,
}

impl Tables<'_> {
    fn insert(&self, table: &str, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
        let places = vec!["?"; values.len()].join(",");
        let sql = format!("INSERT INTO {table} VALUES ({places})");
        self.connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }

    fn entities(&self, graph: &EntityGraph) -> rusqlite::Result<()> {
        for column in graph.node_columns() {
            // Names of measures are ours: letters and `_`.
            let sql = format!("ALTER TABLE entities ADD COLUMN {}", column.name);
            self.connection.execute(&sql, [])?;
        }
        for (place, node) in graph.nodes().enumerate() {
            let windows = node.windows();
            let kind = Some(node.entity_type().as_str()).filter(|kind| !kind.is_empty());
            let parent = node.parent().map(EntityId::as_str);
            let days =
                [node.first_seen(), node.last_seen()].map(|day| day.map(|day| day.to_string()));
            let (id, mentions) = (node.id().as_str(), node.mentions());
            let name = node.name();
            let mut values: Vec<&dyn ToSql> = vec![
                &id,
                &name,
                &kind,
                &parent,
                &mentions,
                &windows.sentences,
                &windows.paragraphs,
                &windows.documents,
                &days[0],
                &days[1],
            ];
            let figures: Vec<Box<dyn ToSql>> = graph
                .node_columns()
                .iter()
                .map(|column| match column.values()[place] {
                    Some(NodeValue::Whole(value)) => Box::new(value as u64) as Box<dyn ToSql>,
                    Some(NodeValue::Real(value)) => Box::new(value),
                    None => Box::new(None::<i64>),
                })
                .collect();
            values.extend(figures.iter().map(|figure| &**figure));
            self.insert("entities", &values)?;
        }
        Ok(())
    }

    fn edges(&self, graph: &EntityGraph) -> rusqlite::Result<()> {
        for edge in graph.edges() {
            let (source, target) = (edge.a().id().as_str(), edge.b().id().as_str());
            let windows = edge.windows();
            let significance = edge.significance();
            let days =
                [edge.first_seen(), edge.last_seen()].map(|day| day.map(|day| day.to_string()));
            let label = edge.edge().label();
            self.insert(
                "edges",
                params![
                    source,
                    target,
                    windows.sentences,
                    windows.paragraphs,
                    windows.documents,
                    edge.count(),
                    edge.independent_count(),
                    edge.points(),
                    edge.score(),
                    graph.measure().name(),
                    significance.map(|significance| significance.p_value),
                    significance.map(|significance| significance.q_value),
                    days[0],
                    days[1],
                    label.map(|label| label.relation.name()),
                    label.map(|label| label.relation.head()),
                    label.map(|label| label.count),
                ],
            )?;
            for relation in edge.edge().relations() {
                self.insert(
                    "relations",
                    params![
                        source,
                        target,
                        relation.name(),
                        relation.head(),
                        relation.tail(),
                        relation.is_symmetric(),
                        relation.polarity().name(),
                        relation.is_former(),
                        relation.attributed_to(),
                        relation.count(),
                    ],
                )?;
            }
            for (rank, evidence) in (1_i64..).zip(edge.edge().evidence()) {
                for (number, passage) in (1_i64..).zip(&evidence.passages) {
                    let place = passage.chars();
                    self.insert(
                        "evidence",
                        params![
                            source,
                            target,
                            rank,
                            number,
                            &*evidence.document,
                            passage.field.to_string(),
                            place.start as u64,
                            place.end as u64,
                            &*passage.text,
                        ],
                    )?;
                }
            }
        }
        Ok(())
    }

    fn documents(
        &mut self,
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
    ) -> Result<()> {
        if let Some(documents) = documents {
            return documents.visit(&mut |seen| {
                self.document(documents, seen).map_err(failed)?;
                Ok(true)
            });
        }
        for (id, evidence) in documents_of_evidence(graph) {
            let row = self.insert(
                "documents",
                params![
                    id,
                    evidence.title.as_deref(),
                    evidence.date.map(|date| date.to_string()),
                    evidence.source.as_deref(),
                    evidence.url.as_deref(),
                    None::<&str>,
                    None::<i64>,
                    None::<i64>,
                ],
            );
            row.map_err(failed)?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        documents: &dyn ObservedDocuments,
        seen: &Observation,
    ) -> rusqlite::Result<()> {
        let known = &seen.document;
        self.insert(
            "documents",
            params![
                known.id,
                known.title,
                known.date.map(|date| date.to_string()),
                known.source,
                known.url,
                known.lang,
                seen.windows.sentences,
                seen.windows.paragraphs,
            ],
        )?;
        let kept = !seen.text.is_empty();
        for sentence in &seen.sentences {
            let text = kept.then(|| seen.sentence_text(sentence));
            let stop =
                text.map(|text| u64::from(sentence.chars_before) + text.chars().count() as u64);
            self.insert(
                "sentences",
                params![
                    known.id,
                    sentence.ordinal,
                    sentence.paragraph,
                    sentence.field.to_string(),
                    sentence.chars_before,
                    stop,
                    text,
                ],
            )?;
        }
        let id = |entity| documents.dictionary().entity(entity).id();
        for mention in &seen.mentions {
            let sentence = &seen.sentences[mention.sentence as usize];
            let place = seen.chars_of(mention);
            let (entity, candidates) = match seen.targets(mention) {
                [one] => (Some(id(*one)), &[][..]),
                many => (None, many),
            };
            self.mention += 1;
            self.insert(
                "mentions",
                params![
                    self.mention,
                    known.id,
                    sentence.ordinal,
                    place.as_ref().map(|place| place.start as u64),
                    place.as_ref().map(|place| place.end as u64),
                    place.is_some().then(|| seen.surface(mention)),
                    entity,
                    mention.status.name(),
                    mention.rule.name(),
                ],
            )?;
            for &candidate in candidates {
                self.insert("candidates", params![self.mention, id(candidate)])?;
            }
        }
        Ok(())
    }
}
