//! What RDF says of a graph, thing by thing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use crate::cooccurrence::{Evidence, WindowCounts};
use crate::document::Date;
use crate::graph::{EdgeRef, EdgeRelation, EntityGraph, Node, NodeValue};
use crate::relation::Polarity;
use crate::text::Span;

use super::super::records::GraphRecord;
use super::vocabulary::{TYPE, Term, address};

/// What a statement says of a thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object<'g> {
    /// Another thing, by its address.
    Thing(String),
    /// A class.
    Class(Term),
    Text(Cow<'g, str>),
    Whole(u64),
    Real(f64),
    Date(Date),
    Flag(bool),
}

/// Takes statements. Those about a thing follow each other, but more about it may come later.
pub(super) trait Sink<'g> {
    /// All that follows is about this thing.
    fn thing(&mut self, iri: String) -> io::Result<()>;
    /// Says something by a property we know.
    fn say(&mut self, property: Term, object: Object<'g>) -> io::Result<()>;
    /// Says something by a property with an address of its own.
    fn say_by(&mut self, property: &str, object: Object<'g>) -> io::Result<()>;
}

/// Documents and relations that something was said of: it is said once.
#[derive(Default)]
struct Known<'g> {
    documents: BTreeSet<&'g str>,
    relations: BTreeSet<&'g str>,
}

/// Says everything of a graph.
pub(super) fn describe<'g>(graph: &'g EntityGraph, sink: &mut dyn Sink<'g>) -> io::Result<()> {
    sink.thing(address("graph", &[]))?;
    sink.say(TYPE, Object::Class(Term::own("Graph")))?;
    let view = serde_json::to_string(&GraphRecord::new(graph))?;
    sink.say(Term::own("view"), Object::Text(view.into()))?;
    for (place, node) in graph.nodes().enumerate() {
        of_node(graph, node, place, sink)?;
    }
    let mut known = Known::default();
    for edge in graph.edges() {
        of_edge(graph, edge, &mut known, sink)?;
    }
    Ok(())
}

fn of_node<'g>(
    graph: &'g EntityGraph,
    node: &'g Node,
    place: usize,
    sink: &mut dyn Sink<'g>,
) -> io::Result<()> {
    sink.thing(entity(node.id().as_str()))?;
    sink.say(TYPE, Object::Class(Term("skos", "Concept")))?;
    sink.say(Term("skos", "prefLabel"), text(node.name()))?;
    sink.say(Term("skos", "notation"), text(node.id().as_str()))?;
    if !node.entity_type().as_str().is_empty() {
        sink.say(Term::own("entityType"), text(node.entity_type().as_str()))?;
    }
    if let Some(parent) = node.parent() {
        sink.say(
            Term("skos", "broader"),
            Object::Thing(entity(parent.as_str())),
        )?;
    }
    sink.say(Term::own("mentions"), Object::Whole(node.mentions()))?;
    counts(node.windows(), sink)?;
    dates(node.first_seen(), node.last_seen(), sink)?;
    for column in graph.node_columns() {
        let value = match column.values()[place] {
            Some(NodeValue::Whole(value)) => Object::Whole(value as u64),
            Some(NodeValue::Real(value)) => Object::Real(value),
            None => continue,
        };
        sink.say(Term::own(column.name), value)?;
    }
    Ok(())
}

fn of_edge<'g>(
    graph: &'g EntityGraph,
    edge: EdgeRef<'g>,
    known: &mut Known<'g>,
    sink: &mut dyn Sink<'g>,
) -> io::Result<()> {
    let (a, b) = (edge.a().id().as_str(), edge.b().id().as_str());
    let together = Term::own("coMentionedWith");
    sink.thing(entity(a))?;
    sink.say(together, Object::Thing(entity(b)))?;
    for relation in edge.edge().relations() {
        of_relation(a, b, relation, known, sink)?;
    }
    for (rank, evidence) in (1..).zip(edge.edge().evidence()) {
        of_evidence(a, b, rank, evidence, known, sink)?;
    }

    sink.thing(address("edge", &[a, b]))?;
    sink.say(TYPE, Object::Class(Term("rdf", "Statement")))?;
    sink.say(TYPE, Object::Class(Term::own("CoMention")))?;
    sink.say(Term("rdf", "subject"), Object::Thing(entity(a)))?;
    sink.say(Term("rdf", "predicate"), Object::Thing(together.iri()))?;
    sink.say(Term("rdf", "object"), Object::Thing(entity(b)))?;
    counts(edge.windows(), sink)?;
    sink.say(Term::own("count"), Object::Whole(edge.count()))?;
    let independent = edge.independent_count();
    sink.say(Term::own("independent"), Object::Whole(independent))?;
    sink.say(Term::own("points"), Object::Real(edge.points()))?;
    sink.say(Term::own("score"), Object::Real(edge.score()))?;
    sink.say(Term::own("measure"), text(graph.measure().name()))?;
    if let Some(significance) = edge.significance() {
        sink.say(Term::own("pValue"), Object::Real(significance.p_value))?;
        sink.say(Term::own("qValue"), Object::Real(significance.q_value))?;
    }
    dates(edge.first_seen(), edge.last_seen(), sink)?;
    for rank in 1..=edge.edge().evidence().len() {
        sink.say(
            Term("prov", "wasDerivedFrom"),
            Object::Thing(piece(a, b, rank)),
        )?;
    }
    Ok(())
}

/// A relation is a statement that sentences make. Only where they assert it, it is also said directly.
fn of_relation<'g>(
    a: &str,
    b: &str,
    relation: &'g EdgeRelation,
    known: &mut Known<'g>,
    sink: &mut dyn Sink<'g>,
) -> io::Result<()> {
    let property = address("relation", &[relation.name()]);
    if known.relations.insert(relation.name()) {
        sink.thing(property.clone())?;
        sink.say(TYPE, Object::Class(Term("rdf", "Property")))?;
        sink.say(Term("rdfs", "label"), text(relation.name()))?;
    }
    let (head, tail) = (entity(relation.head()), entity(relation.tail()));
    if relation.polarity() == Polarity::Asserted {
        sink.thing(head.clone())?;
        sink.say_by(&property, Object::Thing(tail.clone()))?;
    }
    let polarity = relation.polarity().name();
    let former = if relation.is_former() { "former" } else { "" };
    let said_by = relation.attributed_to().unwrap_or("");
    let ids = [
        a,
        b,
        relation.name(),
        relation.head(),
        polarity,
        former,
        said_by,
    ];
    sink.thing(address("said", &ids))?;
    sink.say(TYPE, Object::Class(Term("rdf", "Statement")))?;
    sink.say(TYPE, Object::Class(Term::own("Relation")))?;
    sink.say(Term("rdf", "subject"), Object::Thing(head))?;
    sink.say(Term("rdf", "predicate"), Object::Thing(property))?;
    sink.say(Term("rdf", "object"), Object::Thing(tail))?;
    sink.say(Term::own("polarity"), text(polarity))?;
    if relation.is_former() {
        sink.say(Term::own("former"), Object::Flag(true))?;
    }
    match relation.attributed_to() {
        None => {}
        Some(EdgeRelation::SOMEBODY) => {
            sink.say(Term::own("attributedTo"), text(EdgeRelation::SOMEBODY))?;
        }
        Some(id) => {
            let source = Object::Thing(entity(id));
            sink.say(Term("prov", "wasAttributedTo"), source)?;
        }
    }
    sink.say(Term::own("count"), Object::Whole(relation.count()))
}

/// A piece of evidence is a quotation of a document; where it is two sentences, each is one, and the piece is made of them.
fn of_evidence<'g>(
    a: &str,
    b: &str,
    rank: usize,
    evidence: &'g Evidence,
    known: &mut Known<'g>,
    sink: &mut dyn Sink<'g>,
) -> io::Result<()> {
    let document = address("document", &[&evidence.document]);
    if known.documents.insert(&evidence.document) {
        sink.thing(document.clone())?;
        sink.say(TYPE, Object::Class(Term("prov", "Entity")))?;
        sink.say(Term("dcterms", "identifier"), text(&evidence.document))?;
        if let Some(title) = &evidence.title {
            sink.say(Term("dcterms", "title"), text(title))?;
        }
        if let Some(date) = evidence.date {
            sink.say(Term("dcterms", "date"), Object::Date(date))?;
        }
        if let Some(source) = &evidence.source {
            sink.say(Term("dcterms", "publisher"), text(source))?;
        }
        // A text, as nobody knows whether it is a well-formed address.
        if let Some(url) = &evidence.url {
            sink.say(Term::own("url"), text(url))?;
        }
    }
    let iri = piece(a, b, rank);
    for (number, passage) in (1..).zip(&evidence.passages) {
        let chars = passage.chars();
        sink.thing(format!("{iri}:{number}"))?;
        sink.say(TYPE, Object::Class(Term("prov", "Entity")))?;
        sink.say(
            Term("prov", "wasQuotedFrom"),
            Object::Thing(document.clone()),
        )?;
        sink.say(Term("prov", "value"), text(&passage.text))?;
        sink.say(
            Term::own("field"),
            Object::Text(passage.field.to_string().into()),
        )?;
        sink.say(Term::own("start"), Object::Whole(chars.start as u64))?;
        sink.say(Term::own("end"), Object::Whole(chars.end as u64))?;
        let places = |spans: &[Span]| {
            let ranges = spans.iter().map(|&span| passage.chars_of(span));
            let ranges = ranges.map(|range| format!("{}-{}", range.start, range.end));
            Object::Text(ranges.collect::<Vec<_>>().join(" ").into())
        };
        if !passage.a.is_empty() {
            sink.say(Term::own("subjectAt"), places(&passage.a))?;
        }
        if !passage.b.is_empty() {
            sink.say(Term::own("objectAt"), places(&passage.b))?;
        }
    }
    sink.thing(iri.clone())?;
    sink.say(TYPE, Object::Class(Term::own("Evidence")))?;
    sink.say(Term::own("rank"), Object::Whole(rank as u64))?;
    for number in 1..=evidence.passages.len() {
        let passage = Object::Thing(format!("{iri}:{number}"));
        sink.say(Term::own("passage"), passage)?;
    }
    Ok(())
}

fn counts(windows: WindowCounts, sink: &mut dyn Sink<'_>) -> io::Result<()> {
    sink.say(Term::own("sentences"), Object::Whole(windows.sentences))?;
    sink.say(Term::own("paragraphs"), Object::Whole(windows.paragraphs))?;
    sink.say(Term::own("documents"), Object::Whole(windows.documents))
}

fn dates(first: Option<Date>, last: Option<Date>, sink: &mut dyn Sink<'_>) -> io::Result<()> {
    if let Some(first) = first {
        sink.say(Term::own("firstSeen"), Object::Date(first))?;
    }
    if let Some(last) = last {
        sink.say(Term::own("lastSeen"), Object::Date(last))?;
    }
    Ok(())
}

fn text(text: &str) -> Object<'_> {
    Object::Text(Cow::Borrowed(text))
}

fn entity(id: &str) -> String {
    address("entity", &[id])
}

fn piece(a: &str, b: &str, rank: usize) -> String {
    format!("{}:{rank}", address("evidence", &[a, b]))
}

/// What XML Schema calls a date of this fineness.
pub(super) fn date_type(date: Date) -> &'static str {
    match (date.month(), date.day()) {
        (Some(_), Some(_)) => "date",
        (Some(_), None) => "gYearMonth",
        _ => "gYear",
    }
}
