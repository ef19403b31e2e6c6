use std::collections::BTreeSet;

use oxttl::{NTriplesParser, TurtleParser};

use super::*;
use crate::export::Exporter;
use crate::graph::EntityGraph;
use crate::graph::fixture::chips;

fn written(exporter: &dyn Exporter) -> Vec<u8> {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let mut out = Vec::new();
    exporter.write(&graph, &mut out).unwrap();
    out
}

#[test]
fn turtle_says_what_n_triples_say() {
    let turtle = written(&Turtle::new());
    let lines = written(&NTriples::new());
    let from_turtle: BTreeSet<String> = TurtleParser::new()
        .for_slice(&turtle)
        .map(|triple| triple.unwrap().to_string())
        .collect();
    let from_lines: BTreeSet<String> = NTriplesParser::new()
        .for_slice(&lines)
        .map(|triple| triple.unwrap().to_string())
        .collect();
    assert_eq!(from_turtle, from_lines);
    assert!(from_lines.len() > 100, "{}", from_lines.len());
    let label =
        "<urn:comention:entity:nvidia> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Nvidia\"";
    assert!(from_lines.contains(label));
}

#[test]
fn ids_make_addresses_whatever_they_hold() {
    let iri = vocabulary::address("entity", &["a b\"<芯>:\u{1}"]);
    assert_eq!(iri, "urn:comention:entity:a%20b%22%3C%E8%8A%AF%3E%3A%01");
}
