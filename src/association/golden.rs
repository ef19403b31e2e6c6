//! Published and independently computed values, to ten digits.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;

fn golden(file: &str) -> Value {
    let path = format!("{}/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A number, or `"inf"` or `"-inf"`.
fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.parse().unwrap(),
        number => number.as_f64().unwrap(),
    }
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(number).collect()
}

fn assert_close(got: f64, want: f64, what: &str) {
    let close = if want.is_infinite() {
        got.total_cmp(&want).is_eq()
    } else if want.abs() < 1e-12 {
        (got - want).abs() <= 1e-15 + 1e-9 * want.abs() // rounding, or a tiny p
    } else {
        (got - want).abs() <= 5e-10 * want.abs()
    };
    assert!(close, "{what}: got {got}, want {want}");
}

/// What is compared besides the measures.
fn others(table: &Contingency) -> Vec<(&'static str, Option<f64>)> {
    let typical = log_odds_dirichlet(table, 10.0);
    let g2 = Measure::LogLikelihood.score(table).abs();
    let chi2 = Measure::ChiSquare.score(table).abs();
    vec![
        ("expected", Some(table.expected())),
        ("p_b_given_a", Some(p_b_given_a(table))),
        ("p_a_given_b", Some(p_a_given_b(table))),
        ("p_more", Some(ln_p_more(table).exp())),
        ("p_fewer", Some(ln_p_fewer(table).exp())),
        ("p_two_sided", Some(ln_p_two_sided(table).exp())),
        ("p_poisson", Some(ln_p_poisson(table).exp())),
        ("p_g2", Some(chi_square_p(g2))),
        ("p_chi2", Some(chi_square_p(chi2))),
        (
            "log_odds_dirichlet_10",
            typical.map(|typical| typical.log_odds),
        ),
        ("log_odds_dirichlet_10_z", typical.map(|typical| typical.z)),
    ]
}

#[test]
fn measures_of_tables() {
    let rows = golden("measures.json");
    let rows = rows.as_array().unwrap();
    assert!(rows.len() >= 13);
    for row in rows {
        let count = |key: &str| row[key].as_u64().unwrap();
        let table =
            Contingency::new(count("n_ab"), count("n_a"), count("n_b"), count("n")).unwrap();
        let name = row["name"].as_str().unwrap();
        let measures = Measure::ALL
            .into_iter()
            .filter(|measure| *measure != Measure::Count)
            .map(|measure| (measure.name(), Some(measure.score(&table))));
        for (key, got) in measures.chain(others(&table)) {
            let what = format!("{key} of {name}");
            match (&row[key], got) {
                // 0/0: what independence scores.
                (Value::Null, Some(got)) => {
                    let neutral = if matches!(key, "odds_ratio" | "p_chi2") {
                        1.0
                    } else {
                        0.0
                    };
                    assert_close(got, neutral, &what);
                }
                (want, Some(got)) => assert_close(got, number(want), &what),
                (want, None) => assert!(want.is_null(), "{what}"),
            }
        }
    }
}

#[test]
fn rates_of_false_discoveries() {
    for case in golden("statistics.json")["benjamini"].as_array().unwrap() {
        let (p, tests) = (numbers(&case["p"]), case["tests"].as_u64().unwrap());
        for (got, want) in benjamini_hochberg(&p, tests)
            .into_iter()
            .zip(numbers(&case["hochberg"]))
        {
            assert_close(got, want, "Benjamini-Hochberg");
        }
        if case["yekutieli"].is_array() {
            for (got, want) in benjamini_yekutieli(&p, tests)
                .into_iter()
                .zip(numbers(&case["yekutieli"]))
            {
                assert_close(got, want, "Benjamini-Yekutieli");
            }
        }
    }
}

#[test]
fn comention_scores() {
    let case = &golden("statistics.json")["comention"];
    let alpha = number(&case["alpha"]);
    for pair in case["pairs"].as_array().unwrap() {
        let pair = numbers(pair);
        let [_, _, c, c_i, c_j, total, want] = pair[..] else {
            panic!("seven numbers")
        };
        assert_close(
            comention_score(c, c_i, c_j, total, alpha),
            want,
            "co-mention score",
        );
    }
}

#[test]
fn strengths_of_links() {
    let case = &golden("statistics.json")["links"];
    let links: Vec<(&str, &str, f64)> =
        case["links"].as_array().unwrap().iter().map(link).collect();
    let total = links.iter().map(|link| link.2).sum();
    let sum = |end: &str| -> f64 {
        let touching = links.iter().filter(|(a, b, _)| [*a, *b].contains(&end));
        touching.map(|link| link.2).sum()
    };
    for (place, &(a, b, strength)) in links.iter().enumerate() {
        let want = |key: &str| link(&case[key][place]).2;
        let got = association_strength(strength, sum(a), sum(b), total);
        assert_close(got, want("association_strength"), "association strength");
        let got = fractionalization(strength, sum(a), sum(b));
        assert_close(got, want("fractionalization"), "fractionalization");
    }
}

fn link(link: &Value) -> (&str, &str, f64) {
    (
        link[0].as_str().unwrap(),
        link[1].as_str().unwrap(),
        number(&link[2]),
    )
}

#[test]
fn weights_of_distances() {
    let case = &golden("statistics.json")["distances"];
    let sequence: Vec<&str> = case["sequence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s.as_str().unwrap())
        .collect();
    let window = u32::try_from(case["window"].as_u64().unwrap()).unwrap();
    for (key, weighting) in [
        ("binary", DistanceWeighting::Binary),
        ("linear", DistanceWeighting::Linear),
        ("inverse", DistanceWeighting::Inverse),
        ("shrinking", DistanceWeighting::Shrinking),
        (
            "exponential_0.5",
            DistanceWeighting::Exponential { rate: 0.5 },
        ),
    ] {
        let mut sums = BTreeMap::<String, f64>::new();
        for (at, a) in sequence.iter().enumerate() {
            for (distance, b) in (1..).zip(&sequence[at + 1..]) {
                let weight = weighting.weight(distance, window);
                if a != b && weight > 0.0 {
                    *sums
                        .entry(format!("{}-{}", a.min(b), a.max(b)))
                        .or_default() += weight;
                }
            }
        }
        let want = case[key].as_object().unwrap();
        assert!(want.keys().eq(sums.keys()), "{key}");
        for (pair, sum) in sums {
            assert_close(sum, number(&want[&pair]), &format!("{key} of {pair}"));
        }
    }
}

#[test]
fn weights_of_ages() {
    let case = &golden("statistics.json")["decay"];
    let half_life = number(&case["half_life"]);
    let events = case["events"].as_array().unwrap();
    let total = events
        .iter()
        .map(|event| time_decay(number(&event[0]), number(&event[1]), half_life))
        .sum();
    assert_close(total, number(&case["total"]), "time decay");
    assert_close(time_decay(1.0, -5.0, half_life), 1.0, "the future");
}
