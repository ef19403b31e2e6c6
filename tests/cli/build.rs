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
fn a_ledger_without_evidence_counts_the_same_and_says_so() {
    let desk = Desk::new();
    desk.done("build docs -d firms.toml -o full.db");
    desk.done("build docs -d firms.toml -o bare.db --no-evidence");
    let ask = |question: &str| {
        ["full.db", "bare.db"].map(|ledger| desk.json(&format!("{question} -g {ledger}")))
    };
    let [full, bare] = ask("stats");
    assert_eq!(full, bare);
    let [full, bare] = ask("top");
    assert_eq!(full["entities"], bare["entities"]);
    let [full, bare] = ask("explain acme cara");
    assert_eq!(full["numbers"], bare["numbers"]);
    assert!(full.to_string().contains("hired") && !bare.to_string().contains("hired"));

    let plainly = ["--no-evidence", "build it again without that flag"];
    desk.done("explain acme cara -g bare.db").says(&plainly);
    desk.done("explain cara -g bare.db").says(&plainly);
    desk.done("explain cara -g bare.db --json").says(&plainly);
    assert_eq!(desk.done("explain acme cara -g full.db").talk, "");

    desk.done("export -g full.db -o full.json");
    desk.done("export -g bare.db -o bare.json");
    let read = |file: &str| serde_json::from_str::<serde_json::Value>(&desk.read(file)).unwrap();
    let (mut full, bare) = (read("full.json"), read("bare.json"));
    for edge in full["edges"].as_array_mut().unwrap() {
        assert!(!edge["evidence"].as_array().unwrap().is_empty());
        edge["evidence"] = serde_json::json!([]);
    }
    assert_eq!(full, bare);

    // What is added keeps to it.
    desk.write("more.txt", "Fjord Bank met Gullwing.");
    desk.done("add more.txt -g bare.db");
    let bytes = std::fs::read(desk.path("bare.db")).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"met Gullwing"));
    desk.done("explain fjord gull -g bare.db").says(&plainly);
    desk.done("remove more.txt -g bare.db");
    desk.done("export -g bare.db -o again.json");
    assert_eq!(read("again.json"), bare);
}

#[test]
fn repeated_documents_count_once_and_the_first_clash_is_named() {
    let desk = Desk::new();
    let line = |id: u32, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let once: String = (0..50).map(|id| line(id, "Acme met Cara Diaz.")).collect();
    desk.write("once.jsonl", &once);
    desk.write("again.jsonl", once.repeat(3));
    desk.done("build once.jsonl -d firms.toml -o once.db");
    let run = desk.done("build again.jsonl -d firms.toml -o again.db");
    run.says(&["100 documents came again with the same id and content, counted once"]);
    let [once_stats, again] = ["once.db", "again.db"].map(|ledger| {
        let mut stats = desk.json(&format!("stats -g {ledger}"));
        stats["inputs"].take();
        stats
    });
    assert_eq!(once_stats, again);
    desk.done("add again.jsonl -g again.db")
        .says(&["0 added, 0 replaced, 50 unchanged"]);

    let clash = once + &line(9, "Acme met Cara Diaz.") + &line(7, "Other.") + &line(3, "Other.");
    desk.write("clash.jsonl", clash);
    desk.ends("build clash.jsonl -d firms.toml -o clash.db", 2)
        .says(&["`7`", "clash.jsonl:8", "clash.jsonl:52"]);
    assert!(!desk.has("clash.db") && !desk.has("clash.db.unfinished"));
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
