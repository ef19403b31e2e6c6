//! `build`, `add` and `remove`.

use super::{Desk, RECORDS, has_keys, snapshot};

#[test]
fn the_summary_says_what_was_read_and_what_to_type_next() {
    let desk = Desk::new();
    let run = desk.done("build docs -d firms.toml -o graph.db");
    snapshot!("build", run.out);
    assert_eq!(run.talk, "dictionary: firms.toml (7 entities, 10 names)\n");
}

#[test]
fn the_summary_as_json() {
    let summary = Desk::new().json("build docs -d firms.toml -o graph.db");
    has_keys(
        &summary,
        &[
            "ledger",
            "input",
            "documents",
            "mentions",
            "windows",
            "entities",
            "edges",
            "top",
        ],
    );
    has_keys(
        &summary["input"],
        &[
            "documents",
            "skipped",
            "repaired_bytes",
            "repeated",
            "ignored",
        ],
    );
    assert_eq!(summary["documents"], 2);
    assert_eq!(summary["input"]["documents"], 2);
}

#[test]
fn the_built_in_dictionary_is_used_and_named() {
    let desk = Desk::empty();
    desk.write("a.txt", "Nvidia sells the H800. NVIDIA paid us.");
    let run = desk.done("build a.txt");
    run.says(&["dictionary: @ai-industry"]);
    assert_eq!(desk.json("neighbors nvidia")[0]["id"], "h800");
    desk.done("build a.txt -d @ai-industry");
    // Several dictionaries are one.
    desk.write(
        "mine.csv",
        "id,name,type,aliases\nnvidia,Nvidia,organization,Team Teal\n",
    );
    desk.write("a.txt", "Team Teal sells the H800.");
    desk.done("build a.txt -d @ai-industry -d mine.csv");
    assert_eq!(desk.json("neighbors h800")[0]["id"], "nvidia");
}

#[test]
fn the_same_build_again_replaces_its_ledger_and_another_is_refused() {
    let desk = Desk::new();
    desk.done("build docs -d firms.toml -o graph.db");
    let first = desk.exports("graph.db");
    desk.done("build docs -d firms.toml -o graph.db");
    assert_eq!(desk.exports("graph.db"), first);

    desk.write("other.txt", "Gullwing met Acme.");
    desk.ends("build other.txt -d firms.toml -o graph.db", 2)
        .says(&[
            "error: graph.db was made from other inputs (docs)",
            "--force",
            "comention add",
        ]);
    assert_eq!(
        desk.exports("graph.db"),
        first,
        "a refused build leaves the ledger alone"
    );
    desk.done("build other.txt -d firms.toml -o graph.db --force");
    assert_eq!(desk.json("stats -g graph.db")["documents"], 1);
}

#[test]
fn what_is_no_ledger_is_not_replaced() {
    let desk = Desk::new();
    desk.write("notes.db", "my notes");
    desk.ends("build docs -d firms.toml -o notes.db", 2)
        .says(&["notes.db", "--force"]);
    assert_eq!(desk.read("notes.db"), "my notes");
    desk.done("build docs -d firms.toml -o notes.db --force");
}

#[test]
fn exports_of_a_build_are_those_of_export() {
    let desk = Desk::new();
    let run = desk.done(
        "build docs -d firms.toml -o graph.db --export a.json --export sub/a.csv --export a.dot",
    );
    run.shows(&[
        "wrote a.json",
        "wrote sub/a.nodes.csv",
        "wrote sub/a.edges.csv",
        "wrote a.dot",
    ]);
    let exported = desk.exports("graph.db");
    let built =
        ["a.json", "sub/a.nodes.csv", "sub/a.edges.csv", "a.dot"].map(|name| desk.read(name));
    assert_eq!(built.to_vec(), exported);
}

#[test]
fn an_unknown_export_suffix_is_told_before_anything_is_read() {
    let desk = Desk::new();
    desk.ends("build docs -d firms.toml -o graph.db --export a.xlsx", 2)
        .says(&["a.xlsx", ".json", ".dot"]);
    assert!(!desk.has("graph.db"));
}

#[test]
fn adding_is_building() {
    let desk = Desk::new();
    desk.write("more/three.txt", "Gullwing sued Acme.");
    desk.write(
        "all/2025-01-02-one.txt",
        desk.read("docs/2025-01-02-one.txt"),
    );
    desk.write("all/two.jsonl", RECORDS);
    desk.write("all/three.txt", desk.read("more/three.txt"));
    desk.done("build all -d firms.toml -o all.db");
    desk.done("build docs -d firms.toml -o grown.db");
    desk.done("add more -g grown.db")
        .says(&["1 added, 0 replaced, 0 unchanged"]);
    assert_eq!(desk.exports("grown.db"), desk.exports("all.db"));

    desk.done("add more -g grown.db")
        .says(&["0 added, 0 replaced, 1 unchanged"]);
    desk.write("more/three.txt", "Gullwing sued Beta Labs.");
    desk.done("add more -g grown.db")
        .says(&["0 added, 1 replaced, 0 unchanged"]);
    assert_eq!(desk.json("neighbors gull -g grown.db")[0]["id"], "beta");
    assert_eq!(
        desk.json("stats -g grown.db")["inputs"],
        serde_json::json!(["docs", "more"])
    );
}

#[test]
fn removing_leaves_no_trace() {
    let desk = Desk::new();
    desk.done("build docs/2025-01-02-one.txt -d firms.toml -o one.db");
    desk.write("docs/two.jsonl", RECORDS);
    desk.done("build docs/2025-01-02-one.txt docs/two.jsonl -d firms.toml -o both.db");
    assert_ne!(desk.exports("both.db"), desk.exports("one.db"));
    desk.done("remove two-1 -g both.db")
        .says(&["1 document removed"]);
    assert_eq!(desk.exports("both.db"), desk.exports("one.db"));
    desk.ends("remove two-1 -g both.db", 1)
        .says(&["0 documents removed", "not in the ledger: two-1"]);
}

#[test]
fn standard_input_is_an_input() {
    let desk = Desk::new();
    let arguments = ["build", "-", "-d", "firms.toml", "-o", "graph.db"];
    let run = desk.run_with(&arguments, "Acme met Cara Diaz.");
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        desk.json("neighbors acme -g graph.db")[0]["evidence"][0]["document"],
        "-"
    );
    let run = desk.run_with(&arguments, RECORDS);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(desk.json("top -g graph.db")["entities"][0]["id"], "fjord");
}

#[test]
fn every_kind_of_input_is_read() {
    let desk = Desk::new();
    desk.write("mix/a.md", "---\ntitle: Notes\ndate: 2025-03-01\n---\n# Notes\n\n**Acme** met [Cara Diaz](https://example.org).\n");
    desk.write("mix/b.html", "<!doctype html><title>News</title><nav>Gullwing</nav><article><h1>News</h1><p>Beta Labs, a laboratory in a quiet town by the sea, met Cara Diaz on Monday after a long winter of talks about chips.</p><p>Nothing else came of it, both sides said, and the winter went on for weeks.</p></article>");
    desk.write(
        "mix/c.csv",
        "id,title,date,text\nrow,Report,2025-03-02,\"Egret Fund, they say, met Fjord Bank.\"\n",
    );
    desk.write("mix/d.tsv", "id\ttext\nline\tAcme met Fjord Bank.\n");
    desk.write("mix/ignored.pdf", "%PDF");
    let summary = desk.json("build mix -d firms.toml");
    assert_eq!(summary["documents"], 4);
    assert_eq!(summary["input"]["ignored"], 1);
    let pairs: Vec<String> = desk.json("top -n 99")["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            format!(
                "{}-{}",
                edge["source"].as_str().unwrap(),
                edge["target"].as_str().unwrap()
            )
        })
        .collect();
    for pair in ["acme-cara", "beta-cara", "egret-fjord", "acme-fjord"] {
        assert!(
            pairs.iter().any(|found| found == pair),
            "{pair} is not in {pairs:?}"
        );
    }
    desk.done("build 'mix/*.[mt]*' -d firms.toml -o glob.db");
    assert_eq!(desk.json("stats -g glob.db")["documents"], 2);
}

#[test]
fn ids_that_clash_are_an_error_with_a_way_out() {
    let desk = Desk::new();
    desk.write(
        "clash/a.jsonl",
        "{\"id\":\"1\",\"text\":\"Acme met Cara Diaz.\"}\n",
    );
    desk.write(
        "clash/b.jsonl",
        "{\"id\":\"1\",\"text\":\"Beta Labs met Cara Diaz.\"}\n",
    );
    desk.ends("build clash -d firms.toml -o graph.db", 2)
        .says(&["`1`", "clash/a.jsonl:1", "clash/b.jsonl:1", "--prefix-ids"]);
    assert!(!desk.has("graph.db") && !desk.has("graph.db.unfinished"));
    desk.done("build clash -d firms.toml -o graph.db --prefix-ids");
    assert_eq!(desk.json("stats -g graph.db")["documents"], 2);

    desk.write(
        "clash/b.jsonl",
        "{\"id\":\"1\",\"text\":\"Acme met Cara Diaz.\"}\n",
    );
    let run = desk.done("build clash -d firms.toml -o same.db");
    run.says(&["1 document came again with the same id and content, counted once"]);
    assert_eq!(desk.json("stats -g same.db")["documents"], 1);
}
