//! RDF: the graph as statements about things that have addresses. What is said is in one place, [`statements`]; how it is written, in a file
//! for each syntax.

mod json_ld;
mod statements;
#[cfg(test)]
mod tests;
mod triples;
mod vocabulary;

use super::Loss;
use super::facts::{Facts, Files, Group};

pub use json_ld::JsonLd;
pub use triples::{NTriples, Turtle};

pub(super) const TURTLE: Facts = Facts {
    name: "turtle",
    group: Group::Database,
    suffixes: &[".ttl"],
    description: "RDF as Turtle: SKOS concepts, reified edges, evidence by PROV",
    lacks: LACKS,
    files: Files::One(|_| Box::new(Turtle::new())),
    is_text: true,
};

pub(super) const N_TRIPLES: Facts = Facts {
    name: "ntriples",
    suffixes: &[".nt"],
    description: "RDF as N-Triples, the same a line each",
    files: Files::One(|_| Box::new(NTriples::new())),
    ..TURTLE
};

pub(super) const JSON_LD: Facts = Facts {
    name: "jsonld",
    suffixes: &[".jsonld"],
    description: "RDF as JSON-LD, its context inside",
    files: Files::One(|_| Box::new(JsonLd::new())),
    ..TURTLE
};

/// Nothing is left out.
const LACKS: &[Loss] = &[];
