//! Mermaid, for pictures in Markdown.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::Write;

use crate::error::Result;
use crate::graph::{EdgeRef, EntityGraph, Node};

use super::facts::{Facts, Files, Group};
use super::records::stream;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "mermaid",
    group: Group::Picture,
    suffixes: &[".mmd", ".mermaid"],
    description: "Mermaid flowchart for Markdown; the 150 strongest edges",
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
        Loss::FurtherRelations,
        Loss::Evidence,
        Loss::Provenance,
    ],
    files: Files::One(|_| Box::new(Mermaid::new())),
    is_text: true,
};

/// Writes a Mermaid flowchart of the strongest edges and their ends, with a comment that says how many are left out.
///
/// A line between two boxes bears the score to three digits; where most sentences assert a relation, it is an arrow that bears the relation.
/// Mermaid refuses more than 500 edges and more than 50,000 characters, so 150 edges are the default, and names are cut at 80 characters.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid {
    max_edges: usize,
}

impl Default for Mermaid {
    fn default() -> Self {
        Self::new()
    }
}

impl Mermaid {
    /// Makes the exporter.
    pub const fn new() -> Self {
        Self { max_edges: 150 }
    }

    /// Sets how many edges are shown at most.
    #[must_use]
    pub const fn max_edges(mut self, limit: usize) -> Self {
        self.max_edges = limit;
        self
    }

    /// The edges that are shown, in the order of the graph, and their ends, each with its number.
    fn shown(self, graph: &EntityGraph) -> (Vec<EdgeRef<'_>>, BTreeMap<&str, &Node>) {
        let mut edges: Vec<_> = graph.strongest_edges().take(self.max_edges).collect();
        edges.sort_by_key(|edge| (edge.a().id(), edge.b().id()));
        let ends = edges.iter().flat_map(|edge| [edge.a(), edge.b()]);
        let nodes = ends.map(|node| (node.id().as_str(), node)).collect();
        (edges, nodes)
    }
}

impl Exporter for Mermaid {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let (edges, nodes) = self.shown(graph);
        let numbers: BTreeMap<&str, usize> = nodes.keys().copied().zip(0..).collect();
        stream(output, |output| {
            output.write_all(b"flowchart LR\n")?;
            if edges.len() < graph.edge_count() {
                writeln!(
                    output,
                    "  %% the {} strongest of {} edges",
                    edges.len(),
                    graph.edge_count()
                )?;
            }
            for (id, node) in &nodes {
                writeln!(output, "  n{}[\"{}\"]", numbers[id], Label(node.name()))?;
            }
            for edge in edges {
                let (a, b) = (
                    numbers[edge.a().id().as_str()],
                    numbers[edge.b().id().as_str()],
                );
                match edge.edge().label() {
                    Some(label) => {
                        let is_turned = label.relation.head() != edge.a().id().as_str();
                        let (head, tail) = if is_turned { (b, a) } else { (a, b) };
                        let name = Label(label.relation.name());
                        writeln!(output, "  n{head} -->|\"{name}\"| n{tail}")?;
                    }
                    None => writeln!(output, "  n{a} ---|\"{:.3}\"| n{b}", edge.score())?,
                }
            }
            Ok(())
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let (edges, nodes) = self.shown(graph);
        vec![
            (Loss::Nodes, (graph.node_count() - nodes.len()) as u64),
            (Loss::Edges, (graph.edge_count() - edges.len()) as u64),
        ]
    }
}

/// Names longer than this are cut.
const LONGEST: usize = 80;

/// A text between quotes. Only what every version shows as it is stays; all else goes by its number, so that nothing is a tag or Markdown.
struct Label<'t>(&'t str);

impl fmt::Display for Label<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LONGEST) {
            match character {
                '\n' => formatter.write_str("<br/>")?,
                white if white.is_whitespace() => formatter.write_char(' ')?,
                control if control.is_control() => {}
                plain if plain.is_alphanumeric() => formatter.write_char(plain)?,
                plain @ (' ' | ',' | '.' | '-') => formatter.write_char(plain)?,
                ascii if ascii.is_ascii() => write!(formatter, "#{};", u32::from(ascii))?,
                other => formatter.write_char(other)?,
            }
        }
        if characters.next().is_some() {
            formatter.write_char('…')?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_nothing_that_means_something() {
        assert_eq!(
            Label("\"<b>`x`\" & 芯片\n\u{7}end").to_string(),
            "#34;#60;b#62;#96;x#96;#34; #38; 芯片<br/>end"
        );
        assert_eq!(Label(&"x".repeat(81)).to_string().chars().count(), 81);
    }
}
