//! Turtle and N-Triples.

use std::io::{self, Write};

use oxrdf::{Literal, NamedNode, NamedNodeRef, Term as RdfTerm, TermRef, TripleRef};
use oxttl::NTriplesSerializer;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::super::Exporter;
use super::super::records::stream;
use super::statements::{Object, Sink, date_type, describe};
use super::vocabulary::{PREFIXES, TYPE, Term, XSD};

/// Writes RDF as Turtle.
///
/// Everything has an address that begins with `urn:comention:`, made of its ids. What is said:
///
/// - `urn:comention:entity:ID`, a `skos:Concept`: `skos:prefLabel`, `skos:notation` (the id), `cm:entityType`, `skos:broader` (its parent), `cm:mentions`,
///   `cm:sentences`, `cm:paragraphs`, `cm:documents`, `cm:firstSeen`, `cm:lastSeen`, the measures asked for; `cm:coMentionedWith` for each edge, from the
///   smaller id to the greater; and each relation that some sentence asserts, as `urn:comention:relation:NAME`, from head to tail.
/// - `urn:comention:edge:A:B`, an `rdf:Statement` about that edge: the counts and scores of [`Json`](crate::export::Json), and `prov:wasDerivedFrom`
///   each piece of evidence.
/// - `urn:comention:said:…`, an `rdf:Statement` about a relation: `cm:polarity`, `cm:former`, who says it (`prov:wasAttributedTo`, or `cm:attributedTo`
///   `"(somebody)"`), `cm:count`. What is negated, hedged, asked or quoted is said nowhere else.
/// - `urn:comention:evidence:A:B:RANK` with its `cm:passage`s, each quoted from a document: `prov:wasQuotedFrom`, `prov:value`, `cm:field`,
///   `cm:start` and `cm:end`, and where the two ends are named, as `cm:subjectAt` and `cm:objectAt` (`48-52 60-64`), in code points.
/// - `urn:comention:document:ID`: `dcterms:identifier`, `dcterms:title`, `dcterms:date`, `dcterms:publisher`, `cm:url`.
/// - `urn:comention:graph`: `cm:view`, what the graph was made from, as JSON.
///
/// Whole numbers are `xsd:integer`, others `xsd:double`; dates `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Turtle {}

impl Turtle {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Turtle {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            for (prefix, namespace) in PREFIXES {
                writeln!(output, "@prefix {prefix}: <{namespace}> .")?;
            }
            let mut groups = Groups {
                output,
                thing: None,
                last: String::new(),
            };
            describe(graph, &mut groups)?;
            groups.end()
        })
    }
}

/// Writes what is said of a thing as one sentence of Turtle. (The serializer of oxttl declares prefixes in another order each time.)
struct Groups<'o> {
    output: &'o mut dyn Write,
    /// What the next statement is about, until it is made.
    thing: Option<String>,
    /// The property of the last statement; empty before the first.
    last: String,
}

impl Groups<'_> {
    fn end(&mut self) -> io::Result<()> {
        if self.last.is_empty() {
            return Ok(());
        }
        self.last.clear();
        self.output.write_all(b" .\n")
    }

    fn statement(&mut self, property: String, object: Object<'_>) -> io::Result<()> {
        if let Some(thing) = self.thing.take() {
            write!(self.output, "<{thing}> {property} ")?;
        } else if property == self.last {
            self.output.write_all(b" , ")?;
        } else {
            write!(self.output, " ;\n\t{property} ")?;
        }
        self.last = property;
        match object {
            Object::Class(class) => write!(self.output, "{}:{}", class.0, class.1),
            Object::Whole(value) => write!(self.output, "{value}"),
            Object::Flag(value) => write!(self.output, "{value}"),
            Object::Real(value) => write!(self.output, "\"{value:?}\"^^xsd:double"),
            Object::Date(date) => write!(self.output, "\"{date}\"^^xsd:{}", date_type(date)),
            other => write!(self.output, "{}", term(other)),
        }
    }
}

impl Sink<'_> for Groups<'_> {
    fn thing(&mut self, iri: String) -> io::Result<()> {
        self.end()?;
        self.thing = Some(iri);
        Ok(())
    }

    fn say(&mut self, property: Term, object: Object<'_>) -> io::Result<()> {
        let name = if property == TYPE {
            "a".to_owned()
        } else {
            format!("{}:{}", property.0, property.1)
        };
        self.statement(name, object)
    }

    fn say_by(&mut self, property: &str, object: Object<'_>) -> io::Result<()> {
        self.statement(format!("<{property}>"), object)
    }
}

/// Writes RDF as N-Triples: what [`Turtle`] says, a line each.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct NTriples {}

impl NTriples {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for NTriples {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            let mut writer = NTriplesSerializer::new().for_writer(output);
            let mut triples = Triples::new(|triple| writer.serialize_triple(triple));
            describe(graph, &mut triples)
        })
    }
}

/// Makes triples of statements.
struct Triples<F> {
    subject: NamedNode,
    write: F,
}

impl<F: FnMut(TripleRef<'_>) -> io::Result<()>> Triples<F> {
    fn new(write: F) -> Self {
        Self {
            subject: NamedNode::new_unchecked(""),
            write,
        }
    }
}

impl<F: FnMut(TripleRef<'_>) -> io::Result<()>> Sink<'_> for Triples<F> {
    fn thing(&mut self, iri: String) -> io::Result<()> {
        // Made of a prefix and percent-encoded ids: well-formed.
        self.subject = NamedNode::new_unchecked(iri);
        Ok(())
    }

    fn say(&mut self, property: Term, object: Object<'_>) -> io::Result<()> {
        self.say_by(&property.iri(), object)
    }

    fn say_by(&mut self, property: &str, object: Object<'_>) -> io::Result<()> {
        let object = term(object);
        let property = NamedNodeRef::new_unchecked(property);
        let object = TermRef::from(&object);
        (self.write)(TripleRef::new(&self.subject, property, object))
    }
}

fn term(object: Object<'_>) -> RdfTerm {
    let typed = |value: String, kind: &str| {
        let kind = NamedNode::new_unchecked(format!("{XSD}{kind}"));
        RdfTerm::from(Literal::new_typed_literal(value, kind))
    };
    match object {
        Object::Thing(iri) => NamedNode::new_unchecked(iri).into(),
        Object::Class(class) => NamedNode::new_unchecked(class.iri()).into(),
        Object::Text(text) => Literal::new_simple_literal(text).into(),
        Object::Whole(value) => typed(value.to_string(), "integer"),
        Object::Real(value) => typed(format!("{value:?}"), "double"),
        Object::Date(date) => typed(date.to_string(), date_type(date)),
        Object::Flag(value) => typed(value.to_string(), "boolean"),
    }
}
