//! Graphviz DOT: the source of a picture worth looking at.

mod palette;
mod quote;
mod selection;

use std::io::Write;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::cooccurrence::WindowCounts;
use crate::error::{Error, Result};
use crate::graph::{self, EdgeRef, EntityGraph};

use super::facts::{Facts, Files, Group};
use super::{Exporter, Loss};
use palette::{Colour, Palette};
use quote::{inert, node_id, quote};
use selection::Selection;

pub(super) const FACTS: Facts = Facts {
    name: "dot",
    group: Group::Picture,
    suffixes: &[".dot", ".gv"],
    description: "Graphviz source of a picture; the strongest edges of a large graph",
    lacks: LACKS,
    files: Files::One(|_| Box::new(Dot::new())),
    is_text: true,
};

/// What no picture has room for.
pub(super) const LACKS: &[Loss] = &[
    Loss::Parents,
    Loss::NodeDates,
    Loss::NodeMeasures,
    Loss::Communities,
    Loss::EdgeDates,
    Loss::Significance,
    Loss::FurtherRelations,
    Loss::FurtherEvidence,
    Loss::EvidenceOrigin,
    Loss::EvidencePlaces,
    Loss::Provenance,
];

const FONT: &str = "Helvetica,Arial,sans-serif";

/// Writes Graphviz DOT, ready for `dot -Tsvg`: the layout is set in the file.
///
/// Names in boxes, larger the more sentences name them, coloured by type (Okabe & Ito's palette, safe for colour-blind readers) with a
/// legend; lines wider the better the score. Tooltips give the counts and the best sentence. An edge that sentences call
/// something bears that as its label, with an arrow. The attributes `kind`, `mentions`, `count`
/// and `score` are for programs, Graphviz ignores them.
///
/// A picture may thin: entities without edges are left out, and of a graph with more than 150 edges the 60 most mentioned entities are
/// drawn, each with its 3 strongest edges among them; the caption says so.
/// Ids and texts are escaped twice, for DOT and for the labels inside (`\` becomes `\\`, `&` becomes `&amp;`), control characters are
/// dropped, and what is longer than 4,000 bytes is cut: older Graphviz refuses long strings. In tooltips an invisible U+2060 stands behind
/// every backslash, so that no version of Graphviz takes it for an escape.
#[derive(Clone, Copy, Debug)]
#[must_use = "an exporter does nothing until it writes"]
pub struct Dot {
    max_edges: Option<usize>,
    isolated: bool,
    legend: bool,
}

impl Default for Dot {
    fn default() -> Self {
        Self {
            max_edges: Some(150),
            isolated: false,
            legend: true,
        }
    }
}

impl Dot {
    /// Makes the exporter: thins a graph of more than 150 edges, draws no entities without edges.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many edges a graph may have before it is thinned; `None` draws all.
    pub const fn max_edges(mut self, limit: Option<usize>) -> Self {
        self.max_edges = limit;
        self
    }

    /// Sets whether entities without edges are drawn.
    pub const fn isolated(mut self, shown: bool) -> Self {
        self.isolated = shown;
        self
    }

    /// Sets whether a legend is drawn. Its boxes are nodes of the file too: programs that read it may want it without.
    pub const fn legend(mut self, shown: bool) -> Self {
        self.legend = shown;
        self
    }

    /// The picture as the tree that Graphviz parses.
    fn tree(self, graph: &EntityGraph) -> Graph {
        let selection = Selection::new(graph, self.max_edges, self.isolated);
        let palette = Palette::new(selection.nodes());
        let mut stmts = defaults(&selection);
        stmts.extend(nodes(&selection, &palette));
        stmts.extend(edges(&selection, graph));
        stmts.extend(self.legend.then(|| legend(&palette)).flatten());
        Graph::Graph {
            id: Id::Escaped(quote("comention")),
            strict: true,
            stmts,
        }
    }
}

impl Exporter for Dot {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let text = self.tree(graph).print(&mut PrinterContext::default());
        writeln!(output, "{text}")
            .and_then(|()| output.flush())
            .map_err(|source| Error::Output { source })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let selection = Selection::new(graph, self.max_edges, self.isolated);
        let lost = |all: usize, kept: usize| (all - kept) as u64;
        vec![
            (
                Loss::Nodes,
                lost(graph.node_count(), selection.nodes().len()),
            ),
            (
                Loss::Edges,
                lost(graph.edge_count(), selection.edges().len()),
            ),
        ]
    }
}

fn attribute(name: &str, value: impl AsRef<str>) -> Attribute {
    Attribute(
        Id::Plain(name.to_owned()),
        Id::Escaped(quote(value.as_ref())),
    )
}

fn defaults(selection: &Selection<'_>) -> Vec<Stmt> {
    // neato spreads a few hundred nodes best, but its work grows with the square of their number.
    let layout = if selection.nodes().len() <= 500 {
        "neato"
    } else {
        "sfdp"
    };
    let of_graph = GraphAttributes::Graph(vec![
        attribute("layout", layout),
        attribute("overlap", "false"),
        attribute("splines", "line"),
        attribute("outputorder", "edgesfirst"),
        attribute("bgcolor", "white"),
        attribute("pad", "0.3"),
        attribute("fontname", FONT),
        attribute("fontsize", "12"),
        attribute("fontcolor", "#555555"),
        attribute("labelloc", "b"),
        attribute("label", selection.caption()),
    ]);
    let of_nodes = GraphAttributes::Node(vec![
        attribute("shape", "box"),
        attribute("style", "rounded,filled"),
        attribute("fontname", FONT),
        attribute("fontcolor", "#1a1a1a"),
        attribute("margin", "0.08,0.04"),
        attribute("width", "0.1"),
        attribute("height", "0.1"),
        attribute("penwidth", "1.2"),
    ]);
    let of_edges = GraphAttributes::Edge(vec![attribute("color", "#55555590")]);
    [of_graph, of_nodes, of_edges]
        .into_iter()
        .map(Stmt::GAttribute)
        .collect()
}

fn nodes<'s>(
    selection: &'s Selection<'_>,
    palette: &'s Palette<'_>,
) -> impl Iterator<Item = Stmt> + 's {
    let most = selection
        .nodes()
        .iter()
        .map(|(_, node)| node.windows().sentences)
        .max()
        .unwrap_or_default();
    selection.nodes().iter().map(move |&(position, node)| {
        let Colour { line, fill } = palette.colour(node.entity_type());
        let share = ratio(node.windows().sentences, most).sqrt(); // the area of the letters follows the count
        Stmt::Node(Node {
            id: vertex(position, node),
            attributes: vec![
                attribute("label", wrapped(node.name())),
                attribute("tooltip", inert(&node_tooltip(node))),
                attribute("fontsize", format!("{:.1}", 9.0 + 15.0 * share)),
                attribute("fillcolor", fill),
                attribute("color", line),
                attribute("kind", node.entity_type()),
                attribute("mentions", node.mentions().to_string()),
            ],
        })
    })
}

fn edges<'s>(
    selection: &'s Selection<'_>,
    graph: &'s EntityGraph,
) -> impl Iterator<Item = Stmt> + 's {
    let scores = || selection.edges().iter().map(|(_, edge)| edge.score());
    let least = scores().fold(f64::INFINITY, f64::min);
    let greatest = scores().fold(f64::NEG_INFINITY, f64::max);
    selection.edges().iter().map(move |&((a, b), edge)| {
        let strength = if least < greatest {
            ((edge.score() - least) / (greatest - least)).sqrt() // a few giants would make all others hairlines
        } else {
            0.25
        };
        Stmt::Edge(Edge {
            ty: EdgeTy::Pair(
                Vertex::N(vertex(a, edge.a())),
                Vertex::N(vertex(b, edge.b())),
            ),
            attributes: [
                attribute("penwidth", format!("{:.2}", 0.5 + 4.5 * strength)),
                attribute("weight", format!("{:.0}", 1.0 + 9.0 * strength)),
                attribute("len", format!("{:.2}", 1.5 - 0.6 * strength)),
                attribute("tooltip", inert(&edge_tooltip(edge, graph))),
                attribute("count", edge.count().to_string()),
                attribute("score", edge.score().to_string()),
            ]
            .into_iter()
            .chain(label(edge))
            .collect(),
        })
    })
}

/// What an edge is called by, with an arrow from head to tail.
fn label(edge: EdgeRef<'_>) -> Vec<Attribute> {
    let Some(label) = edge.edge().label() else {
        return Vec::new();
    };
    let direction = if label.relation.is_symmetric() {
        "none"
    } else if label.relation.head() == edge.a().id().as_str() {
        "forward"
    } else {
        "back"
    };
    vec![
        attribute("label", inert(label.relation.name())),
        attribute("fontsize", "8"),
        attribute("dir", direction),
    ]
}

fn vertex(position: usize, node: &graph::Node) -> NodeId {
    NodeId(Id::Escaped(node_id(position, node.id().as_str())), None)
}

/// A column of small boxes, one per colour. Invisible lines of exact lengths keep it upright in layouts that know no columns.
fn legend(palette: &Palette<'_>) -> Option<Stmt> {
    const STEP: f64 = 0.32; // inches
    let id = |row: usize| NodeId(Id::Escaped(format!(r#""\legend {row}""#)), None); // `node_id` writes no such id
    let mut stmts = Vec::new();
    for (row, (label, Colour { line, fill })) in palette.legend().enumerate() {
        let height = ratio(row as u64, 1) * STEP;
        stmts.push(Stmt::Node(Node {
            id: id(row),
            attributes: vec![
                attribute("label", label),
                attribute("tooltip", inert(label)),
                attribute("pos", format!("0,{:.2}", 0.0 - height)),
                attribute("fontsize", "10"),
                attribute("fillcolor", fill),
                attribute("color", line),
            ],
        }));
        for above in 0..row {
            let distance = ratio((row - above) as u64, 1) * STEP;
            stmts.push(Stmt::Edge(Edge {
                ty: EdgeTy::Pair(Vertex::N(id(above)), Vertex::N(id(row))),
                attributes: vec![
                    attribute("style", "invis"),
                    attribute("len", format!("{distance:.2}")),
                ],
            }));
        }
    }
    if stmts.is_empty() {
        return None;
    }
    let plain = ["label", "tooltip"].map(|name| Stmt::Attribute(attribute(name, "")));
    let frame = Stmt::Attribute(attribute("peripheries", "0"));
    Some(Stmt::Subgraph(Subgraph {
        id: Id::Escaped(quote("cluster_legend")),
        stmts: plain.into_iter().chain([frame]).chain(stmts).collect(),
    }))
}

fn node_tooltip(node: &graph::Node) -> String {
    let mut lines = vec![node.name().to_owned()];
    if !node.entity_type().as_str().is_empty() {
        lines.push(node.entity_type().to_string());
    }
    let mentions = node.mentions();
    lines.push(format!(
        "{mentions} mention{}, {}",
        plural(mentions),
        counted(node.windows())
    ));
    lines.join("\n")
}

fn edge_tooltip(edge: EdgeRef<'_>, graph: &EntityGraph) -> String {
    let mut tooltip = format!(
        "{} – {}\n{}, {} {:.3}",
        edge.a().name(),
        edge.b().name(),
        counted(edge.windows()),
        graph.measure(),
        edge.score()
    );
    if let Some(evidence) = edge.evidence().first() {
        tooltip.push('\n');
        tooltip.push_str(&evidence.snippet());
    }
    tooltip
}

fn counted(windows: WindowCounts) -> String {
    let WindowCounts {
        sentences,
        paragraphs,
        documents,
    } = windows;
    format!(
        "{sentences} sentence{}, {paragraphs} paragraph{}, {documents} document{}",
        plural(sentences),
        plural(paragraphs),
        plural(documents)
    )
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Breaks a long name at spaces into lines of about twenty letters.
fn wrapped(name: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 20 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[expect(clippy::cast_precision_loss, reason = "sizes on a picture")]
fn ratio(count: u64, of: u64) -> f64 {
    count as f64 / (of.max(1)) as f64
}

#[cfg(test)]
mod tests;
