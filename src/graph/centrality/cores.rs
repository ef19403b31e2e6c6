//! Core numbers.

use super::Network;

/// Of each node the greatest `k` so that it is in a part of the network where everybody has `k` neighbours or more.
///
/// Nodes are taken away in the order of the neighbours they have left, kept in buckets by that number, so nothing is ever sorted again.
///
/// # Complexity
/// Linear in the edges.
pub(crate) fn core_numbers(network: &Network) -> Vec<usize> {
    let mut left: Vec<usize> = network.nodes().map(|node| network.degree(node)).collect();
    let most = left.iter().copied().max().unwrap_or_default();
    // Where the bucket of each number begins in `order`.
    let mut bucket = vec![0; most + 2];
    for &degree in &left {
        bucket[degree + 1] += 1;
    }
    for degree in 0..=most {
        bucket[degree + 1] += bucket[degree];
    }
    let mut free = bucket.clone();
    let mut order = vec![0; network.len()];
    let mut place = vec![0; network.len()];
    for node in network.nodes() {
        place[node] = free[left[node]];
        order[place[node]] = node;
        free[left[node]] += 1;
    }
    for at in 0..order.len() {
        let node = order[at];
        for arc in network.arcs(node) {
            let other = arc.to;
            if left[other] > left[node] {
                // The other trades places with the first of its bucket, which then begins behind it.
                let first = bucket[left[other]];
                let swapped = order[first];
                order.swap(first, place[other]);
                place[swapped] = place[other];
                place[other] = first;
                bucket[left[other]] = first + 1;
                left[other] -= 1;
            }
        }
    }
    left
}
