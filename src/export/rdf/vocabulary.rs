//! The properties and classes, ours and those of SKOS, Dublin Core and PROV; and the addresses of things.

use std::fmt::Write;

pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(super) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(super) const PROV: &str = "http://www.w3.org/ns/prov#";
/// Ours, and the beginning of the address of everything that has none of its own.
pub(super) const COMENTION: &str = "urn:comention:";

/// The prefixes, in the order in which files declare them.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("cm", "urn:comention:ns:"),
    ("dcterms", DCTERMS),
    ("prov", PROV),
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("skos", SKOS),
    ("xsd", XSD),
];

/// A property or a class, by its prefix and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term(pub(super) &'static str, pub(super) &'static str);

pub(super) const TYPE: Term = Term("rdf", "type");

impl Term {
    /// A property of ours.
    pub(super) const fn own(name: &'static str) -> Self {
        Self("cm", name)
    }

    /// Its address.
    pub(super) fn iri(self) -> String {
        let prefix = PREFIXES.iter().find(|(prefix, _)| *prefix == self.0);
        let (_, namespace) = prefix.expect("every term has one of the prefixes");
        format!("{namespace}{}", self.1)
    }
}

/// The address of a thing of some kind, made of the ids that name it: all but letters, digits, `-`, `.`, `_` and `~` is percent-encoded.
pub(super) fn address(kind: &str, ids: &[&str]) -> String {
    let mut iri = format!("{COMENTION}{kind}");
    for id in ids {
        iri.push(':');
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                iri.push(char::from(byte));
            } else {
                let _ = write!(iri, "%{byte:02X}"); // a string takes everything
            }
        }
    }
    iri
}
