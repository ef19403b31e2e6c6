//! Where nodes stand, for formats that say so.

use std::cmp::Reverse;

use serde::Serialize;

use crate::graph::{EntityGraph, Layout, LayoutOptions};

/// How large a graph may be to be laid out while it is exported: it takes two seconds.
const MOST_NODES: usize = 5_000;
const MOST_EDGES: usize = 20_000;

/// The middle of a node. `y` grows downwards, as on screens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The places of all nodes, where there are any.
pub(super) enum Placement {
    /// The graph is too large to be laid out.
    None,
    Layout(Layout),
    /// Only so that each has a place.
    Spiral(Vec<Place>),
}

impl Placement {
    /// Lays a graph out, unless it is large.
    pub(super) fn of(graph: &EntityGraph) -> Self {
        if graph.node_count() > MOST_NODES || graph.edge_count() > MOST_EDGES {
            return Self::None;
        }
        Self::Layout(graph.layout(LayoutOptions::default()))
    }

    /// The same, with the nodes of a large graph on a spiral, those in most windows in the middle.
    pub(super) fn or_spiral(self, graph: &EntityGraph) -> Self {
        if !matches!(self, Self::None) {
            return self;
        }
        let nodes: Vec<_> = graph.nodes().collect();
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|&place| Reverse(nodes[place].windows().get(graph.window())));
        let mut places = vec![Place { x: 0.0, y: 0.0 }; nodes.len()];
        // The square spiral: its corners are whole numbers, so that no machine rounds them in its own way.
        let (mut x, mut y, mut step) = (0.0, 0.0, (1.0, 0.0));
        let (mut run, mut left) = (1, 1);
        for place in order {
            places[place] = Place { x, y };
            (x, y) = (x + step.0, y + step.1);
            left -= 1;
            if left == 0 {
                step = (-step.1, step.0);
                if step.1 == 0.0 {
                    run += 1;
                }
                left = run;
            }
        }
        Self::Spiral(places)
    }

    /// Where a node stands.
    pub(super) fn place(&self, node: usize) -> Option<Place> {
        match self {
            Self::None => None,
            Self::Layout(layout) => {
                let point = layout.positions()[node];
                Some(Place {
                    x: rounded(point.x),
                    y: rounded(point.y),
                })
            }
            Self::Spiral(places) => Some(places[node]),
        }
    }

    /// How large it is drawn.
    pub(super) fn radius(&self, node: usize) -> Option<f64> {
        match self {
            Self::Layout(layout) => Some(rounded(layout.radii()[node])),
            _ => None,
        }
    }

    /// The community it was laid out with.
    pub(super) fn community(&self, node: usize) -> Option<usize> {
        match self {
            Self::Layout(layout) => layout.communities()[node],
            _ => None,
        }
    }
}

/// Hundredths of a pixel are enough.
fn rounded(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}
