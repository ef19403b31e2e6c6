//! The graph that known values are held against: seven nodes, nine edges, values by `NetworkX` 3.6 and igraph 1.0, worked out by
//! `tests/golden/graph_measures.py`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::association::Measure;

use super::EntityGraph;
use super::fixture::Counts;

/// The known values.
pub(crate) fn golden() -> Value {
    let file = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/graph_measures.json"
    ));
    serde_json::from_str(file).unwrap()
}

/// Its edges, as places of their ends and whole weights.
pub(crate) fn edges() -> BTreeMap<(u32, u32), u64> {
    let place = |end: &Value| u32::from(end.as_str().unwrap().as_bytes()[0] - b'A');
    golden()["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            (
                (place(&edge[0]), place(&edge[1])),
                edge[2].as_u64().unwrap(),
            )
        })
        .collect()
}

/// The graph, its ids `A` to `G`, its counts and scores the weights.
pub(crate) fn sample() -> EntityGraph {
    EntityGraph::builder()
        .measure(Measure::Count)
        .build(&counts())
        .unwrap()
}

/// What it is built from.
pub(crate) fn counts() -> Counts {
    Counts::named(&["A", "B", "C", "D", "E", "F", "G"], &edges())
}

/// The known files give ten digits.
#[track_caller]
pub(crate) fn assert_close(got: f64, expected: f64, what: &str) {
    let tolerance = 1e-9 * expected.abs().max(1e-3);
    assert!(
        (got - expected).abs() <= tolerance,
        "{what}: {got} instead of {expected}"
    );
}

/// A value for each of `A` to `G`.
#[track_caller]
pub(crate) fn assert_nodes(got: &[f64], expected: &Value, what: &str) {
    for (node, got) in ["A", "B", "C", "D", "E", "F", "G"].iter().zip(got) {
        assert_close(
            *got,
            expected[node].as_f64().unwrap(),
            &format!("{what} of {node}"),
        );
    }
}
