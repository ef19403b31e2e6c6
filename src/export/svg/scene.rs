//! What stands where: from a graph to circles, lines and names with their sizes.

use crate::graph::{Bounds, EntityGraph, Layout, LayoutOptions, Point};

use super::super::appearance::{Strengths, lines, share, width};
use super::labels::{Placed, Wanted, place};

/// The size of the letters of the least and of the greatest entity.
const LETTERS: (f64, f64) = (11.0, 21.0);
/// From one line of a name to the next, in sizes of its letters.
pub(super) const LEADING: f64 = 1.12;

/// A name in its place.
pub(super) struct Label {
    pub(super) lines: Vec<String>,
    /// The size of the letters.
    pub(super) size: f64,
    pub(super) placed: Placed,
}

/// A line between two nodes.
pub(super) struct Line {
    /// Which edge, in the order of the graph.
    pub(super) edge: usize,
    pub(super) a: usize,
    pub(super) b: usize,
    /// From 0 to 1.
    pub(super) strength: f64,
}

/// A picture before it is written.
pub(super) struct Scene {
    pub(super) layout: Layout,
    pub(super) options: LayoutOptions,
    /// The weakest first: the strongest lie on top.
    pub(super) lines: Vec<Line>,
    pub(super) strengths: Strengths,
    /// The most important first.
    pub(super) labels: Vec<Label>,
    /// How many names found no room.
    pub(super) unnamed: usize,
    /// Around all circles and names.
    pub(super) bounds: Bounds,
}

impl Scene {
    pub(super) fn new(graph: &EntityGraph) -> Self {
        let options = LayoutOptions::default().gap(30.0);
        let layout = graph.layout(options);
        let strengths = Strengths::new(graph.edges().map(|edge| edge.score()));
        let ends = graph.as_petgraph().raw_edges().iter();
        let mut lines: Vec<Line> = ends
            .enumerate()
            .map(|(at, edge)| Line {
                edge: at,
                a: edge.source().index(),
                b: edge.target().index(),
                strength: strengths.of(edge.weight.score()),
            })
            .collect();
        let circles: Vec<(Point, f64)> = layout
            .positions()
            .iter()
            .copied()
            .zip(layout.radii().iter().copied())
            .collect();
        let (labels, unnamed) = labels(graph, &circles, &lines);
        lines.sort_by(|x, y| x.strength.total_cmp(&y.strength));
        let bounds = labels
            .iter()
            .map(|label| label.placed.room)
            .fold(layout.bounds(), Bounds::with);
        Self {
            layout,
            options,
            lines,
            strengths,
            labels,
            unnamed,
            bounds,
        }
    }
}

/// All names that have room, and how many have not.
fn labels(graph: &EntityGraph, circles: &[(Point, f64)], lines_: &[Line]) -> (Vec<Label>, usize) {
    let nodes: Vec<_> = graph.nodes().collect();
    let windows = |node: usize| nodes[node].windows().get(graph.window());
    let most = (0..nodes.len()).map(windows).max().unwrap_or(0);
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&node| std::cmp::Reverse(windows(node))); // stable: equals stay in the order of their ids
    let size =
        |node: usize| LETTERS.0 + (LETTERS.1 - LETTERS.0) * share(windows(node), most).sqrt();
    // One line, then two, then three; what is longer still is cut.
    let shapes: Vec<Vec<Vec<String>>> = order
        .iter()
        .map(|&node| {
            let name = nodes[node].name();
            let mut shapes = vec![
                lines(name, 13.0, 1),
                lines(name, 11.0, 2),
                lines(name, 11.0, 3),
                lines(name, 8.0, 3),
            ];
            // A name that is whole in more lines is better than one cut in fewer; of those cut, the longer.
            shapes.sort_by_key(|lines| {
                let is_cut = lines.iter().any(|line| line.ends_with('…'));
                if is_cut { 4 - lines.len() } else { 0 }
            });
            shapes.dedup();
            shapes
        })
        .collect();
    let wanted: Vec<Wanted> = order
        .iter()
        .zip(&shapes)
        .map(|(&node, shapes)| {
            let size = size(node);
            let shapes = shapes.iter().map(|lines| {
                let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
                (widest * size, share(lines.len() as u64, 1) * LEADING * size)
            });
            Wanted {
                circle: node,
                shapes: shapes.collect(),
            }
        })
        .collect();
    let ends: Vec<(usize, usize)> = lines_.iter().map(|line| (line.a, line.b)).collect();
    let placed = place(circles, &ends, &wanted);
    let unnamed = placed.iter().filter(|placed| placed.is_none()).count();
    let labels = order
        .into_iter()
        .zip(shapes)
        .zip(placed)
        .filter_map(|((node, mut shapes), placed)| {
            let placed = placed?;
            Some(Label {
                lines: shapes.swap_remove(placed.shape),
                size: size(node),
                placed,
            })
        })
        .collect();
    (labels, unnamed)
}
