//! How many steps there are between the nodes of a network.

use super::network::{Network, real};

/// How many nodes are searched from at once: one bit each.
const TOGETHER: usize = 64;

/// What the steps between all pairs that hang together are like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Steps {
    /// The most between any two.
    pub(super) most: usize,
    /// Their mean.
    pub(super) mean: f64,
}

/// Counts the steps between all pairs by breadth-first searches from 64 nodes at once; nothing without edges.
///
/// Whole numbers are added up and divided once.
///
/// # Complexity
/// Nodes times edges, times the steps of the longest search, by 64.
///
/// # References
/// Then et al. (2014), *The More the Merrier: Efficient Multi-Source Graph Traversal*.
pub(super) fn steps(network: &Network) -> Option<Steps> {
    let (mut most, mut sum, mut ways) = (0, 0_u64, 0_u64);
    let mut seen = vec![0_u64; network.len()];
    let mut border = vec![0_u64; network.len()];
    let mut next = vec![0_u64; network.len()];
    for first in network.nodes().step_by(TOGETHER) {
        seen.fill(0);
        border.fill(0);
        for (bit, node) in (first..network.len().min(first + TOGETHER)).enumerate() {
            border[node] = 1 << bit;
            seen[node] = 1 << bit;
        }
        for length in 1_u64.. {
            for node in network.nodes().filter(|&node| border[node] != 0) {
                for arc in network.arcs(node) {
                    next[arc.to] |= border[node];
                }
            }
            let mut reached = 0;
            for node in network.nodes() {
                next[node] &= !seen[node];
                seen[node] |= next[node];
                reached += u64::from(next[node].count_ones());
            }
            std::mem::swap(&mut border, &mut next);
            next.fill(0);
            if reached == 0 {
                break;
            }
            most = most.max(length);
            sum += length * reached;
            ways += reached;
        }
    }
    (ways > 0).then(|| Steps {
        most: usize::try_from(most).unwrap_or(usize::MAX),
        mean: real(sum) / real(ways),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::network::ratio_of;
    use super::*;

    #[test]
    fn chains_longer_than_a_word_by_hand() {
        let chain = (0..199).map(|node| (node, node + 1, 1.0));
        let found = steps(&Network::from_edges(203, chain)).unwrap();
        assert_eq!(found.most, 199);
        // The mean distance in a chain of n is (n + 1) / 3.
        assert!((found.mean - 67.0).abs() < 1e-12);
        assert_eq!(steps(&Network::from_edges(3, std::iter::empty())), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_same_as_by_the_obvious_loops(
            pairs in proptest::collection::btree_set((0_usize..70, 0_usize..70), 0..110),
        ) {
            let pairs: std::collections::BTreeSet<_> = pairs.into_iter()
                .filter(|(a, b)| a != b)
                .map(|(a, b)| (a.min(b), a.max(b)))
                .collect();
            let mut far = vec![vec![1000_u64; 70]; 70];
            for &(a, b) in &pairs {
                far[a][b] = 1;
                far[b][a] = 1;
            }
            for middle in 0..70 {
                for a in 0..70 {
                    for b in 0..70 {
                        far[a][b] = far[a][b].min(far[a][middle] + far[middle][b]);
                    }
                }
            }
            let between = |a: usize| far[a].iter().enumerate().filter(move |(b, _)| *b != a);
            let all: Vec<u64> = (0..70).flat_map(between).map(|(_, far)| *far).filter(|far| *far < 1000).collect();
            let found = steps(&Network::from_edges(70, pairs.iter().map(|&(a, b)| (a, b, 1.0))));
            prop_assert_eq!(found.map(|found| found.most as u64), all.iter().max().copied());
            if let Some(found) = found {
                let mean = real(all.iter().sum()) / ratio_of(all.len());
                prop_assert!((found.mean - mean).abs() < 1e-12);
            }
        }
    }
}
