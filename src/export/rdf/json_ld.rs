//! JSON-LD.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::error::Result;
use crate::graph::EntityGraph;

use super::super::Exporter;
use super::super::records::stream;
use super::statements::{Object, Sink, date_type, describe};
use super::vocabulary::{PREFIXES, TYPE, Term};

/// Writes RDF as JSON-LD 1.1: what [`Turtle`](super::Turtle) says, in one object with its `@context` inside and a thing a line in `@graph`. A thing may come
/// more than once, with more about it.
///
/// Numbers that are not whole are written as texts with their type: readers disagree what `2.0` is.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct JsonLd {}

impl JsonLd {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for JsonLd {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        stream(output, |output| {
            let prefixes = PREFIXES
                .iter()
                .map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace)));
            let context = Value::Object(prefixes.collect());
            writeln!(output, "{{\"@context\":{context},")?;
            output.write_all(b"\"@graph\":[")?;
            let mut things = Things {
                output,
                thing: Map::new(),
                before: "\n",
            };
            describe(graph, &mut things)?;
            things.end()?;
            output.write_all(b"\n]}\n")
        })
    }
}

/// Collects what is said of a thing, and writes it when the next one comes.
struct Things<'o> {
    output: &'o mut dyn Write,
    thing: Map<String, Value>,
    before: &'static str,
}

impl Things<'_> {
    fn end(&mut self) -> io::Result<()> {
        if self.thing.len() > 1 {
            self.output.write_all(self.before.as_bytes())?;
            serde_json::to_writer(&mut *self.output, &self.thing)?;
            self.before = ",\n";
        }
        self.thing.clear();
        Ok(())
    }

    fn add(&mut self, key: String, value: Value) {
        match self.thing.get_mut(&key) {
            None => {
                self.thing.insert(key, value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
}

impl Sink<'_> for Things<'_> {
    fn thing(&mut self, iri: String) -> io::Result<()> {
        self.end()?;
        self.thing.insert("@id".to_owned(), Value::String(iri));
        Ok(())
    }

    fn say(&mut self, property: Term, object: Object<'_>) -> io::Result<()> {
        let key = if property == TYPE {
            "@type".to_owned()
        } else {
            format!("{}:{}", property.0, property.1)
        };
        self.add(key, value(object));
        Ok(())
    }

    fn say_by(&mut self, property: &str, object: Object<'_>) -> io::Result<()> {
        self.add(property.to_owned(), value(object));
        Ok(())
    }
}

fn value(object: Object<'_>) -> Value {
    match object {
        Object::Thing(iri) => json!({"@id": iri}),
        Object::Class(class) => json!(format!("{}:{}", class.0, class.1)),
        Object::Text(text) => json!(text),
        Object::Whole(value) => json!(value),
        Object::Real(value) => json!({"@value": format!("{value:?}"), "@type": "xsd:double"}),
        Object::Date(date) => {
            let kind = format!("xsd:{}", date_type(date));
            json!({"@value": date.to_string(), "@type": kind})
        }
        Object::Flag(value) => json!(value),
    }
}
