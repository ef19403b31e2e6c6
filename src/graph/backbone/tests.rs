use serde_json::json;

use crate::graph::golden::{assert_close, edges, golden};
use crate::graph::network::real;

use super::*;

fn sample() -> Vec<Candidate> {
    edges()
        .into_iter()
        .map(|((a, b), count)| Candidate {
            a: a as usize,
            b: b as usize,
            count,
            score: real(count),
        })
        .collect()
}

/// The edges kept, as two letters each.
fn kept(thinning: Thinning) -> Vec<String> {
    let edges = sample();
    let (cuts, _) = decide(7, &edges, &thinning);
    let letter = |node: usize| char::from(b'A' + u8::try_from(node).unwrap());
    edges
        .iter()
        .zip(cuts)
        .filter(|(_, cut)| cut.is_none())
        .map(|(edge, _)| format!("{}{}", letter(edge.a), letter(edge.b)))
        .collect()
}

fn only(backbone: Backbone) -> Thinning {
    Thinning::new().backbone(backbone)
}

/// The edge between two letters, and which of its ends is the first of them.
fn edge(row: &serde_json::Value) -> (Candidate, bool) {
    let [u, v] = ["u", "v"].map(|end| usize::from(row[end].as_str().unwrap().as_bytes()[0] - b'A'));
    let found = sample()
        .into_iter()
        .find(|edge| (edge.a, edge.b) == (u.min(v), u.max(v)));
    (found.unwrap(), u < v)
}

#[test]
fn disparity_golden_vectors() {
    let golden = golden();
    let ends = degrees_and_strengths(7, &sample());
    for row in golden["disparity"].as_array().unwrap() {
        let (edge, ordered) = edge(row);
        let (u, v) = if ordered {
            (edge.a, edge.b)
        } else {
            (edge.b, edge.a)
        };
        for (end, name) in [(u, "alpha_u"), (v, "alpha_v")] {
            let (degree, strength) = ends[end];
            let alpha = disparity::probability(edge.count, degree, strength);
            assert_close(alpha, row[name].as_f64().unwrap(), &row.to_string());
        }
    }
    assert_eq!(kept(only(Backbone::Disparity { alpha: 0.1 })), ["DE"]);
    assert_eq!(
        kept(only(Backbone::Disparity { alpha: 0.3 })),
        ["AB", "BC", "DE", "EF"]
    );
}

#[test]
fn noise_corrected_golden_vectors() {
    let golden = golden();
    let ends = degrees_and_strengths(7, &sample());
    for row in golden["noise_corrected"].as_array().unwrap() {
        let (edge, _) = edge(row);
        let [n_a, n_b] = [edge.a, edge.b].map(|end| real(ends[end].1));
        let (lift, deviation) = noise_corrected::lift(real(edge.count), n_a, n_b, 52.0);
        assert_close(lift, row["score"].as_f64().unwrap(), &row.to_string());
        assert_close(deviation, row["sdev"].as_f64().unwrap(), &row.to_string());
    }
    let kept_of_all = ["AB", "AC", "BC", "DE", "DF", "EF", "FG"];
    assert_eq!(
        kept(only(Backbone::NoiseCorrected { delta: 1.64 })),
        kept_of_all
    );
    assert!(!kept(only(Backbone::NoiseCorrected { delta: 2.32 })).contains(&"DF".to_owned()));
}

/// Holds the rows of a golden table against the filter, each with the reinforcement that `a` says; gives how many there are.
fn assert_polya(rows: &str, a: impl Fn(&serde_json::Value) -> f64) -> usize {
    let golden = golden();
    let rows = golden[rows].as_array().unwrap();
    let ends = degrees_and_strengths(7, &sample());
    for row in rows {
        let (edge, ordered) = edge(row);
        let (u, v) = if ordered {
            (edge.a, edge.b)
        } else {
            (edge.b, edge.a)
        };
        for (end, name) in [(u, "p_u"), (v, "p_v")] {
            let (degree, strength) = ends[end];
            let p = polya::tail(edge.count, degree, strength, a(row));
            assert_close(p, row[name].as_f64().unwrap(), &row.to_string());
        }
    }
    rows.len()
}

#[test]
fn polya_golden_vectors() {
    let rows = assert_polya("polya", |row| row["a"].as_f64().unwrap());
    assert_eq!(rows, 18);
    assert_eq!(kept(only(Backbone::Polya { alpha: 0.2 })), ["DE"]);
}

#[test]
fn without_reinforcement_the_polya_filter_is_binomial() {
    assert_eq!(assert_polya("polya_a0_binomial", |_| 1e-13), 9);
}

#[test]
fn polya_tails_neither_overflow_nor_vanish() {
    // Of two edges every share is as likely as every other.
    assert_close(
        polya::tail(250_000, 2, 1_000_000, 1.0),
        750_001.0 / 1_000_001.0,
        "two",
    );
    // Of many, a half is next to impossible: (1/2)^4999, less than any double.
    assert_close(polya::tail(50_000, 5000, 100_000, 1.0), 0.0, "many");
    // Strong reinforcement pushes to the sides: the middle terms are the small ones.
    assert_close(polya::tail(5000, 2, 9999, 1e6), 0.5, "reinforced");
}

#[test]
fn the_tree_keeps_the_strongest_and_settles_ties_by_ids() {
    let edges = sample();
    let tree = kept(only(Backbone::MaximumSpanningTree));
    // AD and CD weigh the same; AD comes first.
    assert_eq!(tree, ["AB", "AD", "BC", "DE", "EF", "FG"]);
    let golden = golden();
    let ends = |edge: &serde_json::Value| [0, 1].map(|end| edge[end].as_str().unwrap().to_owned());
    let wanted = golden["maximum_spanning_tree"].as_array().unwrap().iter();
    let wanted: Vec<String> = wanted.map(|edge| ends(edge).concat()).collect();
    assert_eq!(tree, wanted);
    let (cuts, counts) = decide(7, &edges, &only(Backbone::MaximumSpanningTree));
    let weight: u64 = edges
        .iter()
        .zip(&cuts)
        .filter(|(_, cut)| cut.is_none())
        .map(|(edge, _)| edge.count)
        .sum();
    assert_close(
        real(weight),
        golden["maximum_spanning_tree_weight"].as_f64().unwrap(),
        "tree",
    );
    assert_eq!((counts[0].rule, counts[0].cut, counts[0].of), ("mst", 3, 9));
}

#[test]
fn top_k_is_of_either_end() {
    let top = |k| kept(Thinning::new().top_k(k));
    // G has only FG, however weak it is for F; C's best is BC.
    assert_eq!(top(1), ["AB", "BC", "DE", "EF", "FG"]);
    assert_eq!(top(0), [""; 0]);
    assert_eq!(top(4).len(), 9);
    let (cuts, _) = decide(7, &sample(), &Thinning::new().top_k(1));
    // AD: third of A's, third of D's (CD comes after it).
    assert_eq!(
        cuts[2],
        Some(Cut::TopK {
            rank_a: 3,
            rank_b: 3
        })
    );
}

#[test]
fn rules_work_on_what_the_one_before_left() {
    let all = only(Backbone::NoiseCorrected { delta: 1.64 }).k_core(2);
    let (cuts, counts) = decide(7, &sample(), &all);
    let told: Vec<_> = counts
        .iter()
        .map(|one| (one.rule, one.cut, one.of))
        .collect();
    assert_eq!(told, [("noise-corrected", 2, 9), ("k-core", 1, 7)]);
    assert_eq!(
        cuts[8],
        Some(Cut::KCore {
            core_a: 2,
            core_b: 1
        })
    );
    assert_eq!(kept(all), ["AB", "AC", "BC", "DE", "DF", "EF"]);
    assert!(decide(7, &sample(), &Thinning::default()).1.is_empty());
}

#[test]
fn a_single_edge_is_judged_without_a_division_by_zero() {
    let edge = Candidate {
        a: 0,
        b: 1,
        count: 1,
        score: 1.0,
    };
    for backbone in [
        Backbone::Disparity { alpha: 0.05 },
        Backbone::NoiseCorrected { delta: 1.64 },
        Backbone::Polya { alpha: 0.05 },
    ] {
        let (cuts, _) = decide(2, &[edge], &only(backbone));
        match cuts[0] {
            Some(Cut::NoiseCorrected { lift, deviation }) => {
                assert!(lift.is_finite() && deviation.is_finite());
            }
            Some(Cut::Disparity { alpha_a: p, .. } | Cut::Polya { p_a: p, .. }) => {
                assert_close(p, 1.0, backbone.name());
            }
            _ => {}
        }
    }
}

#[test]
fn options_name_themselves() {
    let thinning = only(Backbone::Disparity { alpha: 0.05 }).top_k(3);
    assert_eq!(
        serde_json::to_value(thinning).unwrap(),
        json!({"backbone": {"rule": "disparity", "alpha": 0.05}, "top_k": 3})
    );
    for backbone in [
        Backbone::Disparity { alpha: 0.1 },
        Backbone::NoiseCorrected { delta: 1.64 },
        Backbone::Polya { alpha: 0.05 },
        Backbone::MaximumSpanningTree,
    ] {
        assert_eq!(
            serde_json::to_value(backbone).unwrap()["rule"],
            backbone.name()
        );
    }
}
