//! `build --in-memory`: the same graph as by way of a ledger, without one.

use std::fmt::Write;

use serde_json::Value;

use super::Desk;

/// Sixty documents in which some of four names meet, the ids in no order.
fn records() -> Vec<String> {
    let names = ["Acme Corp.", "Beta Labs", "Cara Diaz", "Egret Fund"];
    let record = |number: usize| {
        let mut text = String::new();
        for (at, name) in names.iter().enumerate() {
            let other = names[(at + number) % names.len()];
            write!(text, "{name} met {other} again. ").unwrap();
        }
        format!(
            "{{\"id\":\"d{:02}\",\"text\":\"{text}\"}}\n",
            number * 37 % 60
        )
    };
    (0..60).map(record).collect()
}

fn graph(desk: &Desk, file: &str) -> Value {
    let mut graph: Value = serde_json::from_str(&desk.read(file)).unwrap();
    // A ledger also knows the hashes of its documents and its options.
    graph["graph"].as_object_mut().unwrap().clear();
    graph
}

#[test]
fn the_graph_is_that_of_a_ledger() {
    let desk = Desk::new();
    let records = records();
    // Some come again, with the same words.
    let lines = records.concat() + &records[..7].concat();
    desk.write("news.jsonl", &lines);
    for evidence in [0, 1, 3, 100] {
        let flags = format!("news.jsonl -d firms.toml --evidence {evidence}");
        desk.done(&format!(
            "build {flags} -o news.db --force --export ledger.json"
        ));
        for threads in [1, 3] {
            let command =
                format!("build {flags} --in-memory --threads {threads} --export memory.json");
            desk.done(&command).says(&["7 documents came again"]);
            assert_eq!(graph(&desk, "memory.json"), graph(&desk, "ledger.json"));
        }
    }
    let in_memory = desk.json("build news.jsonl -d firms.toml --in-memory");
    let mut by_ledger = desk.json("build news.jsonl -d firms.toml -o news.db --force");
    by_ledger.as_object_mut().unwrap().remove("ledger");
    assert_eq!(in_memory, by_ledger);
    assert_eq!(in_memory["documents"], 60);
}

#[test]
fn an_id_with_other_content_ends_it() {
    let desk = Desk::new();
    let lines = records().concat() + "{\"id\":\"d37\",\"text\":\"Acme alone.\"}\n";
    desk.write("news.jsonl", lines);
    let run = desk.run("build news.jsonl -d firms.toml --in-memory");
    assert_eq!(run.code, 2);
    run.says(&["`d37`", "news.jsonl:2", "news.jsonl:61", "--prefix-ids"]);
}
