//! Typed hints: found by `build` and `add`, shown by `neighbors`, `explain` and `path`, exported.

use serde_json::{Value, json};

use super::{Desk, snapshot};

const DICTIONARY: &str = "id,name,type\nann,Ann Roe,person\nbob,Bob Poe,person\nacme,Acme,organization\nbeta,Beta Labs,organization\nstar,The Daily Star,media\n";

const TEXT: &str = "Ann Roe founded Acme. Acme co-founder Ann Roe met Bob Poe. The Daily Star reported that Acme acquired Beta Labs. Acme never acquired Beta Labs, said Bob Poe. Bob Poe works for Beta Labs.\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("names.csv", DICTIONARY);
    desk.write("docs/one.txt", TEXT);
    desk
}

#[test]
fn hints_are_shown_where_they_were_found() {
    let desk = desk();
    desk.done("build docs -d names.csv --export memory.json");
    snapshot!("relations-neighbors", desk.done("neighbors Acme").out);
    snapshot!(
        "relations-explain",
        desk.done("explain Acme 'Beta Labs'").out
    );
    snapshot!(
        "relations-path",
        desk.done("path 'Ann Roe' 'Bob Poe' --by-hints").out
    );
    desk.done("path 'Ann Roe' 'Bob Poe'");
    desk.ends("path 'Ann Roe' 'The Daily Star' --by-hints", 1);
}

#[test]
fn exports_hold_them_and_memory_says_what_a_ledger_says() {
    let desk = desk();
    desk.done("build docs -d names.csv --export ledger.json");
    desk.done("build docs -d names.csv --in-memory --export memory.json");
    assert_eq!(desk.read("ledger.json"), desk.read("memory.json"));
    let graph: Value = serde_json::from_str(&desk.read("ledger.json")).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    let edge = edges
        .iter()
        .find(|edge| edge["source"] == "acme" && edge["target"] == "beta")
        .unwrap();
    assert_eq!(
        edge["relations"],
        json!([
            {"type": "acquires", "head": "acme", "tail": "beta", "polarity": "asserted", "attributed_to": "star", "count": 1},
            {"type": "acquires", "head": "acme", "tail": "beta", "polarity": "negated", "attributed_to": "bob", "count": 1}
        ])
    );
    desk.done("export -o graph.csv");
    assert!(desk.read("graph.edges.csv").contains(",founder_of,ann,2\n"));
    desk.done("export -o graph.dot");
    assert!(desk.read("graph.dot").contains("founder_of"));
}

#[test]
fn rules_are_added_left_out_and_kept() {
    let desk = desk();
    desk.done("build docs -d names.csv --no-relations -o none.db");
    assert!(
        !desk
            .done("neighbors Acme -g none.db")
            .out
            .contains("founder_of")
    );
    desk.write("mine.toml", "[[relation]]\nname = 'meets'\nsymmetric = true\nhead = ['person']\ntail = ['person']\nverbs = ['meet, met']\n");
    desk.done("build docs -d names.csv --relations mine.toml -o mine.db");
    assert!(
        desk.done("explain ann bob -g mine.db")
            .out
            .contains("meets")
    );
    // What is added later is read by the same rules.
    desk.write("more/two.txt", "Bob Poe met Ann Roe.");
    desk.done("add more -g mine.db");
    assert!(
        desk.done("explain ann bob -g mine.db")
            .out
            .contains("meets bob: 2 sentences")
    );
    desk.done("remove two.txt -g mine.db");
    assert!(
        desk.done("explain ann bob -g mine.db")
            .out
            .contains("meets bob: 1 sentence")
    );
    desk.write("bad.toml", "\n[[relation]]\nname = 'x'\nhead = ['person']\ntail = ['person']\npatterns = ['{head} likes']\n");
    desk.ends("build docs -d names.csv --relations bad.toml -o bad.db", 2)
        .says(&["bad.toml:2", "needs one `{head}` and one `{tail}`"]);
}
