//! Pajek, for Pajek and the many programs that read its networks.

use std::collections::BTreeSet;
use std::io::Write;

use crate::error::Result;
use crate::graph::EntityGraph;

use super::facts::{Facts, Files, Group};
use super::records::stream;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "pajek",
    group: Group::Network,
    suffixes: &[".net"],
    description: "Pajek network: names and scores, no more",
    lacks: &[
        Loss::Ids,
        Loss::Types,
        Loss::Parents,
        Loss::NodeCounts,
        Loss::NodeDates,
        Loss::NodeMeasures,
        Loss::Communities,
        Loss::EdgeCounts,
        Loss::EdgeDates,
        Loss::Significance,
        Loss::Relations,
        Loss::Evidence,
        Loss::Provenance,
    ],
    files: Files::One(|_| Box::new(Pajek::new())),
    is_text: true,
};

/// Writes a Pajek network: `*Vertices` with names, numbered from 1 in the order of the ids, and `*Edges` with scores.
///
/// Readers tell vertices apart by name, so entities of one name have their ids, in brackets, behind it. The format knows no escapes: a double
/// quote becomes a single one, line ends, tabs and control characters become spaces, and a space follows a backslash at the end. UTF-8 without a mark at the beginning, which Pajek on Windows
/// asks for and other readers refuse.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Pajek {}

impl Pajek {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Exporter for Pajek {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let labels = labels(graph);
        stream(output, |output| {
            writeln!(output, "*Vertices {}", labels.len())?;
            for (place, label) in labels.iter().enumerate() {
                writeln!(output, "{} \"{label}\"", place + 1)?;
            }
            // No empty line before this one: igraph would read no edges.
            output.write_all(b"*Edges\n")?;
            for edge in graph.as_petgraph().raw_edges() {
                let ends = [edge.source(), edge.target()].map(|end| end.index() + 1);
                writeln!(output, "{} {} {:?}", ends[0], ends[1], edge.weight.score())?;
            }
            Ok(())
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let changed = graph
            .nodes()
            .filter(|node| plain(node.name()) != node.name());
        vec![(Loss::Characters, changed.count() as u64)]
    }
}

fn plain(text: &str) -> String {
    let plain = text.chars().map(|character| match character {
        '"' => '\'',
        white if white.is_control() || white.is_whitespace() => ' ',
        other => other,
    });
    let mut plain: String = plain.collect();
    if plain.ends_with('\\') {
        plain.push(' '); // to NetworkX, the quote behind it would not be the end
    }
    plain
}

/// The names of all nodes, all different.
fn labels(graph: &EntityGraph) -> Vec<String> {
    let names: Vec<String> = graph.nodes().map(|node| plain(node.name())).collect();
    let mut seen = BTreeSet::new();
    let repeated: BTreeSet<&String> = names.iter().filter(|name| !seen.insert(*name)).collect();
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut labels = Vec::with_capacity(names.len());
    for (node, name) in graph.nodes().zip(&names) {
        if !repeated.contains(name) {
            labels.push(name.clone());
            continue;
        }
        let with_id = format!("{name} ({})", plain(node.id().as_str()));
        let mut label = with_id.clone();
        for number in 2.. {
            if taken.insert(label.clone()) {
                break;
            }
            label = format!("{with_id} {number}");
        }
        labels.push(label);
    }
    labels
}
