//! `--window tokens:N` and `--distance-weight`, on every question and in exports.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Desk, snapshot};

const RECORDS: &str = concat!(
    r#"{"id":"december","date":"2024-12-20","text":"Acme hired Cara Diaz. She sells the D100 of Acme.\n\nBeta Labs came alone."}"#,
    "\n",
    r#"{"id":"january","date":"2025-01-10","text":"Cara Diaz left Acme, and after a long and quiet summer she met Beta Labs."}"#,
    "\n",
);

/// Where Acme and Cara Diaz are near each other, and Beta Labs is not.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("news.jsonl", RECORDS);
    desk.done("build news.jsonl -d firms.toml");
    desk
}

fn rows(answer: &Value) -> Vec<(&str, f64)> {
    let rows = answer.as_array().unwrap().iter();
    rows.map(|one| (one["id"].as_str().unwrap(), one["score"].as_f64().unwrap()))
        .collect()
}

#[test]
fn every_question_takes_a_window_of_tokens() {
    let desk = desk();
    let mut said = String::new();
    for line in [
        "top -w tokens:10",
        "neighbors acme -w tokens:4",
        "neighbors beta -w tokens:1",
        "path d100 beta -w tokens:4",
        "path beta acme -w tokens:12 --distance-weight inverse",
        "explain cara acme -w tokens:10 -n 1",
        "explain beta acme -w tokens:4",
        "why-not acme beta -w tokens:4",
        "why-not acme cara -w tokens:4 --min-count 5",
        "why-not acme beta -w tokens:20 --to 2024",
        "diff --before 2024 --after 2025 -w tokens:10",
        "stats -w tokens:4",
    ] {
        let run = desk.run(line);
        assert!(run.code < 2, "{line}: {run:?}");
        writeln!(said, "$ comention {line}\n{}{}", run.out, run.talk).unwrap();
    }
    snapshot!("tokens", said);
}

#[test]
fn weights_are_by_distance() {
    let desk = desk();
    let ask = |more: &str| desk.json(&format!("neighbors acme -w tokens:4 {more}"));
    // Cara Diaz 2 words after Acme, 3 before it, and as far before and after it in her own sentence; the D100 2 words before.
    let binary = ask("--distance-weight binary");
    assert_eq!(rows(&binary), [("cara", 2.0), ("d100", 1.0)]);
    assert_eq!(rows(&ask("--measure count")), rows(&binary));
    assert_eq!(rows(&ask("")), rows(&ask("--distance-weight shrinking")));
    assert_eq!(rows(&ask("")), [("cara", 1.25), ("d100", 0.75)]);
    assert_eq!(
        rows(&ask("--distance-weight linear")),
        [("cara", 5.0), ("d100", 3.0)]
    );
    let inverse = rows(&ask("--distance-weight inverse"))[1].1;
    assert!((inverse - 0.5).abs() < 1e-12);
    let exponential = |more: &str| rows(&ask(&format!("--distance-weight exponential{more}")))[1].1;
    assert!((exponential("=0.5") - (-0.5_f64).exp()).abs() < 1e-12);
    assert!((exponential("") - (-0.1_f64).exp()).abs() < 1e-12);
    assert_eq!(ask("")[0]["measure"], "weighted");
    assert_eq!(
        ask("--from 2025"),
        desk.json("neighbors acme -w tokens:4 --from 2025 --measure weighted")
    );
    assert_eq!(rows(&ask("--from 2025")), [("cara", 0.5)]);
    // The chip is Acme then, and no pair is left inside a family.
    assert_eq!(rows(&ask("--roll-up parent"))[0].0, "cara");
    assert_eq!(rows(&ask("--roll-up parent")).len(), 1);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let desk = desk();
    let mut said = String::new();
    for line in [
        "top -w tokens:20 --measure npmi",
        "top -w tokens:20 --measure combined",
        "top -w tokens:20 --fdr 0.05",
        "top -w tokens:20 --backbone fdr",
        "stats -w tokens:20 --shuffle-test 2",
        "top -w tokens:20 --measure count --distance-weight linear",
        "top --distance-weight linear",
        "top --measure weighted",
        "top -w tokens",
        "top -w tokens:0",
        "top -w chapter",
        "top -w tokens:20 --distance-weight cubic",
        "top -w tokens:20 --distance-weight exponential=-1",
        "why-not acme --text Acme -w tokens:20",
    ] {
        let run = desk.ends(line, 2);
        let first = run.talk.lines().next().unwrap();
        writeln!(said, "$ comention {line}\n{first}").unwrap();
    }
    snapshot!("tokens-refused", said);
}

#[test]
fn exports_say_the_window_and_the_weights() {
    let desk = desk();
    desk.done("export -w tokens:4 --distance-weight exponential=0.5 -o graph.json");
    let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    assert_eq!(graph["graph"]["window"], "tokens:4");
    assert_eq!(graph["graph"]["distance_weight"], "exponential=0.5");
    assert_eq!(graph["graph"]["measure"], "weighted");
    let edge = &graph["edges"][0];
    assert_eq!(
        json!([
            edge["source"],
            edge["target"],
            edge["count"],
            edge["independent"],
            edge["sentences"],
            edge["p_value"]
        ]),
        json!(["acme", "cara", 2, 2, 2, null])
    );
    assert_eq!(edge["evidence"].as_array().unwrap().len(), 2);
    desk.done("export -o plain.json");
    let plain: Value = serde_json::from_str(&desk.read("plain.json")).unwrap();
    assert_eq!(plain["graph"]["window"], "sentence");
    assert!(plain["graph"].get("distance_weight").is_none());
    desk.done("export -w tokens:4 -o graph.svg");
    assert!(
        desk.read("graph.svg")
            .contains("Mentioned within 4 words of each other, scored by")
    );
    desk.done("export -w tokens:4 -o graph.md");
    assert!(
        desk.read("graph.md")
            .contains("two names stand within 4 words of each other, not why")
    );
    desk.done("export -w tokens:4 -o graph.html");
    let page = desk.read("graph.html");
    assert!(page.contains(r#""within":"4 words","unit":"mention pair""#));
    // Every rule of a view but chance goes with it.
    desk.done("export -w tokens:4 --backbone noise-corrected --top-k 2 --type-pairs person:organization -o graph.csv");
    let table = desk.read("graph.edges.csv");
    let row = table.lines().nth(1).unwrap();
    assert!(
        row.starts_with("acme,cara,2,2,2,2,2,") && row.contains(",1.25,weighted,"),
        "{row}"
    );
}

#[test]
fn a_ledger_without_sentences_counts_the_same() {
    let desk = desk();
    let with = desk.json("top -w tokens:4");
    desk.done("build news.jsonl -d firms.toml --no-evidence --force");
    let without = desk.json("top -w tokens:4");
    let scores = |answer: &Value| {
        let edges = answer["edges"].as_array().unwrap().iter();
        edges.map(|edge| edge["score"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(scores(&with), scores(&without));
    desk.done("explain acme cara -w tokens:4").shows(&[
        "for 2 mention pairs within 4 words",
        "for 1 mention pair in december",
    ]);
}
