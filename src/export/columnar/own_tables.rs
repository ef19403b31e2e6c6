//! The tables of a graph, one row for each thing.

use crate::cooccurrence::{Observation, WindowCounts};
use crate::dictionary::EntityId;
use crate::error::Result;
use crate::export::ObservedDocuments;
use crate::export::observed::documents_of_evidence;
use crate::graph::{EntityGraph, NodeColumn, NodeValue};

use super::rows::{Column, Kind, Rows, Table};

/// One of the tables.
///
/// - `entities`: what nodes of the graph are.
/// - `edges`: what edges are; `source` and `target` are ids of entities, the smaller first.
/// - `relations`: what sentences say of the ends of an edge.
/// - `evidence`: the sentences of the edges, `rank` from 1, the best first; where no sentence has both names, two rows with `passage` 1 and 2.
/// - `documents`: all that were counted; without a ledger, those of the evidence.
/// - `mentions`: every mention of them, whatever became of it; empty without a ledger.
///
/// Places are code points of the field. Dates are texts, to the day, the month or the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnTable {
    Entities,
    Edges,
    Relations,
    Evidence,
    Documents,
    Mentions,
}

impl OwnTable {
    pub(super) const ALL: [Self; 6] = [
        Self::Entities,
        Self::Edges,
        Self::Relations,
        Self::Evidence,
        Self::Documents,
        Self::Mentions,
    ];
}

impl Table for OwnTable {
    fn name(&self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Edges => "edges",
            Self::Relations => "relations",
            Self::Evidence => "evidence",
            Self::Documents => "documents",
            Self::Mentions => "mentions",
        }
    }

    #[allow(clippy::too_many_lines, reason = "a line for each column")]
    fn columns(&self, graph: &EntityGraph) -> Vec<Column> {
        use Kind::{Flag, Real, Text, Texts, Whole, Wholes};
        let has = Column::new;
        let may = Column::optional;
        match self {
            Self::Entities => {
                let mut columns = vec![
                    has("id", Text),
                    has("name", Text),
                    may("type", Text),
                    may("parent", Text),
                    has("mentions", Whole),
                    has("sentences", Whole),
                    has("paragraphs", Whole),
                    has("documents", Whole),
                    may("first_seen", Text),
                    may("last_seen", Text),
                ];
                let figures = graph.node_columns().iter();
                columns.extend(figures.map(|column| may(column.name, kind_of(column))));
                columns
            }
            Self::Edges => vec![
                has("source", Text),
                has("target", Text),
                has("sentences", Whole),
                has("paragraphs", Whole),
                has("documents", Whole),
                has("count", Whole),
                has("independent", Whole),
                has("points", Real),
                has("score", Real),
                has("measure", Text),
                may("p_value", Real),
                may("q_value", Real),
                may("first_seen", Text),
                may("last_seen", Text),
                may("relation", Text),
                may("relation_head", Text),
                may("relation_count", Whole),
            ],
            Self::Relations => vec![
                has("source", Text),
                has("target", Text),
                has("type", Text),
                has("head", Text),
                has("tail", Text),
                has("symmetric", Flag),
                has("polarity", Text),
                has("former", Flag),
                may("attributed_to", Text),
                has("count", Whole),
            ],
            Self::Evidence => vec![
                has("source", Text),
                has("target", Text),
                has("rank", Whole),
                has("passage", Whole),
                has("document", Text),
                may("date", Text),
                may("publisher", Text),
                may("url", Text),
                has("field", Text),
                has("start", Whole),
                has("end", Whole),
                has("text", Text),
                has("source_starts", Wholes),
                has("source_ends", Wholes),
                has("target_starts", Wholes),
                has("target_ends", Wholes),
            ],
            Self::Documents => vec![
                has("id", Text),
                may("title", Text),
                may("date", Text),
                may("publisher", Text),
                may("url", Text),
                may("lang", Text),
                may("sentences", Whole),
                may("paragraphs", Whole),
            ],
            Self::Mentions => vec![
                has("document", Text),
                has("field", Text),
                has("sentence", Whole),
                has("paragraph", Whole),
                may("start", Whole),
                may("end", Whole),
                may("surface", Text),
                may("entity", Text),
                has("status", Text),
                has("rule", Text),
                has("candidates", Texts),
            ],
        }
    }

    fn rows(
        &self,
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
        rows: &mut Rows<'_>,
    ) -> Result<()> {
        match (self, documents) {
            (Self::Entities, _) => entities(graph, rows),
            (Self::Edges, _) => edges(graph, rows),
            (Self::Relations, _) => relations(graph, rows),
            (Self::Evidence, _) => evidence(graph, rows),
            (Self::Documents, Some(documents)) => documents.visit(&mut |seen| {
                document(seen, rows)?;
                Ok(true)
            }),
            (Self::Documents, None) => evidenced_documents(graph, rows),
            (Self::Mentions, Some(documents)) => documents.visit(&mut |seen| {
                mentions(documents, seen, rows)?;
                Ok(true)
            }),
            (Self::Mentions, None) => Ok(()),
        }
    }
}

/// What the figures of a measure are: real numbers if one of them is.
fn kind_of(column: &NodeColumn) -> Kind {
    let is_real = |value: &Option<NodeValue>| matches!(value, Some(NodeValue::Real(_)));
    if column.values().iter().any(is_real) {
        Kind::Real
    } else {
        Kind::Whole
    }
}

fn windows<'r, 's>(counts: WindowCounts, rows: &'r mut Rows<'s>) -> &'r mut Rows<'s> {
    rows.whole(counts.sentences)
        .whole(counts.paragraphs)
        .whole(counts.documents)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a column of figures holds real numbers; whole ones among them are small"
)]
fn entities(graph: &EntityGraph, rows: &mut Rows<'_>) -> Result<()> {
    let figures: Vec<Kind> = graph.node_columns().iter().map(kind_of).collect();
    for (place, node) in graph.nodes().enumerate() {
        rows.text(node.id().as_str())
            .text(node.name())
            .text_unless_empty(node.entity_type().as_str())
            .text_if(node.parent().map(EntityId::as_str))
            .whole(node.mentions());
        windows(node.windows(), rows)
            .shown_if(node.first_seen())
            .shown_if(node.last_seen());
        for (column, kind) in graph.node_columns().iter().zip(&figures) {
            match (column.values()[place], kind) {
                (Some(NodeValue::Whole(value)), Kind::Real) => rows.real(value as f64),
                (Some(NodeValue::Real(value)), _) => rows.real(value),
                (Some(NodeValue::Whole(value)), _) => rows.whole(value),
                (None, Kind::Real) => rows.real_if(None),
                (None, _) => rows.whole_if(None::<i64>),
            };
        }
        rows.end()?;
    }
    Ok(())
}

fn edges(graph: &EntityGraph, rows: &mut Rows<'_>) -> Result<()> {
    for edge in graph.edges() {
        let significance = edge.significance();
        let label = edge.edge().label();
        rows.text(edge.a().id().as_str())
            .text(edge.b().id().as_str());
        windows(edge.windows(), rows)
            .whole(edge.count())
            .whole(edge.independent_count())
            .real(edge.points())
            .real(edge.score())
            .text(graph.measure().name())
            .real_if(significance.map(|significance| significance.p_value))
            .real_if(significance.map(|significance| significance.q_value))
            .shown_if(edge.first_seen())
            .shown_if(edge.last_seen())
            .text_if(label.map(|label| label.relation.name()))
            .text_if(label.map(|label| label.relation.head()))
            .whole_if(label.map(|label| label.count))
            .end()?;
    }
    Ok(())
}

fn relations(graph: &EntityGraph, rows: &mut Rows<'_>) -> Result<()> {
    for edge in graph.edges() {
        for relation in edge.edge().relations() {
            rows.text(edge.a().id().as_str())
                .text(edge.b().id().as_str())
                .text(relation.name())
                .text(relation.head())
                .text(relation.tail())
                .flag(relation.is_symmetric())
                .text(relation.polarity().name())
                .flag(relation.is_former())
                .text_if(relation.attributed_to())
                .whole(relation.count())
                .end()?;
        }
    }
    Ok(())
}

fn evidence(graph: &EntityGraph, rows: &mut Rows<'_>) -> Result<()> {
    for edge in graph.edges() {
        for (rank, evidence) in (1..).zip(edge.edge().evidence()) {
            for (number, passage) in (1..).zip(&evidence.passages) {
                let place = passage.chars();
                rows.text(edge.a().id().as_str())
                    .text(edge.b().id().as_str())
                    .whole(rank)
                    .whole(number)
                    .text(&evidence.document)
                    .shown_if(evidence.date)
                    .text_if(evidence.source.as_deref())
                    .text_if(evidence.url.as_deref())
                    .text(&passage.field.to_string())
                    .whole(place.start)
                    .whole(place.end)
                    .text(&passage.text);
                for spans in [&passage.a, &passage.b] {
                    let places: Vec<_> = spans.iter().map(|&span| passage.chars_of(span)).collect();
                    rows.wholes(places.iter().map(|place| place.start))
                        .wholes(places.iter().map(|place| place.end));
                }
                rows.end()?;
            }
        }
    }
    Ok(())
}

fn document(seen: &Observation, rows: &mut Rows<'_>) -> Result<()> {
    let known = &seen.document;
    rows.text(&known.id)
        .text_if(known.title.as_deref())
        .shown_if(known.date)
        .text_if(known.source.as_deref())
        .text_if(known.url.as_deref())
        .text_if(known.lang.as_deref())
        .whole_if(Some(seen.windows.sentences))
        .whole_if(Some(seen.windows.paragraphs))
        .end()
}

fn evidenced_documents(graph: &EntityGraph, rows: &mut Rows<'_>) -> Result<()> {
    for (id, evidence) in documents_of_evidence(graph) {
        rows.text(id)
            .text_if(evidence.title.as_deref())
            .shown_if(evidence.date)
            .text_if(evidence.source.as_deref())
            .text_if(evidence.url.as_deref())
            .text_if(None)
            .whole_if(None::<i64>)
            .whole_if(None::<i64>)
            .end()?;
    }
    Ok(())
}

fn mentions(
    documents: &dyn ObservedDocuments,
    seen: &Observation,
    rows: &mut Rows<'_>,
) -> Result<()> {
    let id = |entity| documents.dictionary().entity(entity).id();
    for mention in &seen.mentions {
        let sentence = &seen.sentences[mention.sentence as usize];
        let place = seen.chars_of(mention);
        let (entity, candidates) = match seen.targets(mention) {
            [one] => (Some(id(*one)), &[][..]),
            many => (None, many),
        };
        rows.text(&seen.document.id)
            .text(&sentence.field.to_string())
            .whole(sentence.ordinal)
            .whole(sentence.paragraph)
            .whole_if(place.as_ref().map(|place| place.start))
            .whole_if(place.as_ref().map(|place| place.end))
            .text_if(place.is_some().then(|| seen.surface(mention)))
            .text_if(entity)
            .text(mention.status.name())
            .text(mention.rule.name())
            .texts(candidates.iter().map(|&entity| id(entity)))
            .end()?;
    }
    Ok(())
}
