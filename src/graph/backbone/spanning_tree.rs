//! The maximum spanning tree, by Kruskal's algorithm.

use petgraph::unionfind::UnionFind;

use super::{Candidate, Cut};

pub(super) fn cuts(nodes: usize, edges: &[Candidate]) -> Vec<Option<Cut>> {
    let mut strongest: Vec<usize> = (0..edges.len()).collect();
    // The sort is stable and the edges come in the order of their ends: that settles ties.
    strongest.sort_by(|&x, &y| edges[y].score.total_cmp(&edges[x].score));
    let mut joined = UnionFind::new(nodes);
    let mut cuts = vec![None; edges.len()];
    for at in strongest {
        if !joined.union(edges[at].a, edges[at].b) {
            cuts[at] = Some(Cut::SpanningTree);
        }
    }
    cuts
}
