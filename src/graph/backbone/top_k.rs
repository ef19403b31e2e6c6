//! The strongest edges of each entity.

use super::{Candidate, Cut};

/// Keeps an edge that is among the `k` best of one of its ends. Equal scores are settled by the ids of the ends, as everywhere.
pub(super) fn cuts(nodes: usize, edges: &[Candidate], k: usize) -> Vec<Option<Cut>> {
    let mut strongest: Vec<usize> = (0..edges.len()).collect();
    strongest.sort_by(|&x, &y| edges[y].score.total_cmp(&edges[x].score));
    let mut seen = vec![0; nodes];
    let mut cuts = vec![None; edges.len()];
    for at in strongest {
        let [rank_a, rank_b] = [edges[at].a, edges[at].b].map(|end| {
            seen[end] += 1;
            seen[end]
        });
        if rank_a.min(rank_b) > k {
            cuts[at] = Some(Cut::TopK { rank_a, rank_b });
        }
    }
    cuts
}
