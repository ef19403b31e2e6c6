//! `pairs`: the pairs of each document, or of all, ranked.

use serde_json::{Value, json};

use super::{Desk, snapshot};

const DICTIONARY: &str = "id,name,type\nann,Ann Roe,person\nbob,Bob Poe,person\nacme,Acme,organization\nbeta,Beta Labs,organization\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("names.csv", DICTIONARY);
    let text = "Ann Roe founded Acme. Acme sued Beta Labs.\n\nBob Poe works for Beta Labs.\n";
    desk.write("docs/one.txt", text);
    desk.write("docs/three.txt", "Acme stood alone.\n");
    desk.write("docs/two.txt", "Bob Poe met Ann Roe. Nothing more.\n");
    desk
}

/// The rows of a run.
#[track_caller]
fn rows(desk: &Desk, options: &str) -> Vec<Value> {
    let run = desk.done(&format!("pairs docs -d names.csv {options}"));
    let lines = run.out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn ends(rows: &[Value]) -> Vec<(&str, &str)> {
    rows.iter()
        .map(|row| (row["a"].as_str().unwrap(), row["b"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_pairs_of_each_document_come_best_first() {
    let desk = desk();
    snapshot!("pairs", desk.done("pairs docs -d names.csv").out);
    snapshot!("help-pairs", desk.done("pairs --help").out);
    let one = rows(&desk, "--threads 1");
    assert_eq!(one, rows(&desk, "--threads 3"));
    for document in ["one.txt", "two.txt"] {
        let scores = one.iter().filter(|row| row["doc"] == document);
        assert!(
            scores
                .map(|row| row["score"].as_f64().unwrap())
                .is_sorted_by(|x, y| x >= y)
        );
    }
}

#[test]
fn the_pairs_of_a_corpus_are_the_edges_of_a_graph_of_documents() {
    let desk = desk();
    let corpus = rows(&desk, "--corpus");
    assert!(corpus.iter().all(|row| row.get("doc").is_none()));
    desk.done("build docs -d names.csv");
    let top = desk.json("top -w document -n 100");
    let edges: Vec<_> = top["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            (
                edge["source"].clone(),
                edge["target"].clone(),
                edge["score"].clone(),
            )
        })
        .collect();
    let pairs: Vec<_> = corpus
        .iter()
        .map(|row| (row["a"].clone(), row["b"].clone(), row["score"].clone()))
        .collect();
    assert_eq!(pairs, edges);
}

#[test]
fn so_many_pairs_of_these_types() {
    let desk = desk();
    let first = rows(&desk, "-n 1");
    assert_eq!(ends(&first), [("acme", "ann"), ("ann", "bob")]);
    assert_eq!(ends(&rows(&desk, "--corpus -n 1")), [("ann", "bob")]);
    assert_eq!(rows(&desk, "-n 0"), Vec::<Value>::new());
    let typed = rows(&desk, "--type-pairs person:organization");
    assert_eq!(
        ends(&typed),
        [
            ("acme", "ann"),
            ("beta", "bob"),
            ("acme", "bob"),
            ("ann", "beta")
        ]
    );
    // The other way round it is the same.
    assert_eq!(typed, rows(&desk, "--type-pairs organization:person"));
    desk.ends("pairs docs -d names.csv --type-pairs person:ship", 2)
        .says(&["has the type `ship`; there are organization, person"]);
    desk.ends("pairs docs -d names.csv --type-pairs person", 2)
        .says(&["--type-pairs"]);
}

#[test]
fn a_map_gives_relations_other_names() {
    let desk = desk();
    let said = |rows: &[Value]| -> Vec<Value> {
        let relations = rows.iter().filter(|row| row["relations"] != json!([]));
        relations.map(|row| row["relations"][0].clone()).collect()
    };
    let plain = said(&rows(&desk, ""));
    assert_eq!(plain.len(), 3);
    assert_eq!(plain[0]["type"], "founder_of");
    desk.write(
        "map.toml",
        "[names]\nfounder_of = 'Founder'\nworks_for = 'Work_For'\n",
    );
    let mapped = said(&rows(&desk, "--map map.toml"));
    let types: Vec<_> = mapped.iter().map(|said| said["type"].clone()).collect();
    assert_eq!(types, ["Founder", "sues", "Work_For"]);
    assert_eq!(
        (&mapped[0]["head"], &mapped[0]["tail"]),
        (&json!("ann"), &json!("acme"))
    );
    assert_eq!(said(&rows(&desk, "--no-relations")), Vec::<Value>::new());
}
