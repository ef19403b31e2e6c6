//! Graphviz DOT: the source of a picture worth looking at.

mod quote;

use std::io::Write;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::error::{Error, Result};
use crate::graph::{self, EdgeRef, EntityGraph};

use super::appearance::{
    Colour, Limits, Palette, Selection, Strengths, edge_facts, node_facts, share,
};
use super::facts::{Facts, Files, Group};
use super::{ExportOptions, Exporter, Loss};
use quote::{inert, node_id, quote};

/// How many of the most mentioned entities a thinned picture shows, at least.
const MOST_MENTIONED: usize = 60;
/// How many edges it gives each of them: the strongest.
const STRONGEST_EACH: usize = 3;
pub(super) const FACTS: Facts = Facts {
    name: "dot",
    group: Group::Picture,
    suffixes: &[".dot", ".gv"],
    description: "Graphviz source of a picture; the strongest edges of a large graph",
    lacks: LACKS,
    files: Files::One(|options| Box::new(Dot::of(options))),
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
/// drawn, each with its 3 strongest edges among them, or more entities where their edges are no more than that; the caption says so.
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

    pub(super) fn of(options: &ExportOptions) -> Self {
        Self {
            max_edges: options.max_edges.or(Self::default().max_edges),
            ..Self::default()
        }
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

    fn selection(self, graph: &EntityGraph) -> Selection<'_> {
        let limits = Limits {
            max_edges: self.max_edges,
            entities: MOST_MENTIONED,
            edges_each: STRONGEST_EACH,
        };
        Selection::new(graph, limits, self.isolated)
    }

    /// The picture as the tree that Graphviz parses.
    fn tree(self, graph: &EntityGraph) -> Graph {
        let selection = self.selection(graph);
        let palette = Palette::new(selection.nodes().iter().map(|(_, node)| *node));
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
        self.selection(graph).left_out()
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
        let share = share(node.windows().sentences, most).sqrt(); // the area of the letters follows the count
        Stmt::Node(Node {
            id: vertex(position, node),
            attributes: vec![
                attribute("label", wrapped(node.name())),
                attribute("tooltip", inert(&node_facts(node))),
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
    let strengths = Strengths::new(selection.edges().iter().map(|(_, edge)| edge.score()));
    selection.edges().iter().map(move |&((a, b), edge)| {
        let strength = strengths.of(edge.score());
        Stmt::Edge(Edge {
            ty: EdgeTy::Pair(
                Vertex::N(vertex(a, edge.a())),
                Vertex::N(vertex(b, edge.b())),
            ),
            attributes: [
                attribute("penwidth", format!("{:.2}", 0.5 + 4.5 * strength)),
                attribute("weight", format!("{:.0}", 1.0 + 9.0 * strength)),
                attribute("len", format!("{:.2}", 1.5 - 0.6 * strength)),
                attribute("tooltip", inert(&edge_facts(edge, graph))),
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
        let height = share(row as u64, 1) * STEP;
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
            let distance = share((row - above) as u64, 1) * STEP;
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

#[cfg(test)]
mod tests;
