//! Betweenness by Brandes' algorithm, on all cores.

use std::ops::Range;
use std::thread;

use super::Network;
use super::distances::Search;

/// How many nodes a thread starts from before its sums are added to those of the others. The sums of blocks are added in the order of the
/// blocks, so the number of threads changes no bit of the result.
const BLOCK: usize = 128;

/// Of each node the number of pairs of others between which it lies.
pub(super) fn betweenness(network: &Network, weighted: bool) -> Vec<f64> {
    let mut starts = (0..network.len())
        .step_by(BLOCK)
        .map(|start| start..network.len().min(start + BLOCK));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut between = vec![0.0; network.len()];
    loop {
        let blocks: Vec<Range<usize>> = starts.by_ref().take(threads).collect();
        let sums: Vec<Vec<f64>> = match &blocks[..] {
            [] => break,
            [only] => vec![from(network, weighted, only.clone())],
            _ => thread::scope(|scope| {
                let running: Vec<_> = blocks
                    .into_iter()
                    .map(|block| scope.spawn(move || from(network, weighted, block)))
                    .collect();
                running
                    .into_iter()
                    .map(|thread| thread.join().expect("it only calculates"))
                    .collect()
            }),
        };
        for sum in sums {
            for (total, part) in between.iter_mut().zip(sum) {
                *total += part;
            }
        }
    }
    // Every pair was seen from both its ends.
    between.iter().map(|sum| sum / 2.0).collect()
}

/// The part of the pairs that begin in these nodes.
fn from(network: &Network, weighted: bool, starts: Range<usize>) -> Vec<f64> {
    let mut search = Search::new(network, weighted);
    let mut between = vec![0.0; network.len()];
    let mut dependency = vec![0.0; network.len()];
    for start in starts {
        search.run(start);
        for &node in search.order() {
            dependency[node] = 0.0;
        }
        for &node in search.order()[1..].iter().rev() {
            let share = (1.0 + dependency[node]) / search.paths(node);
            for before in search.before(node) {
                dependency[before] += search.paths(before) * share;
            }
            between[node] += dependency[node];
        }
    }
    between
}
