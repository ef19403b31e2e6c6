//! `build --in-memory`: all that a ledger would give, without one.

use std::fmt::Write;

use super::Desk;

const EXPORTS: [&str; 4] = ["json", "nodes.csv", "edges.csv", "dot"];

/// Builds with a ledger, into `l.*`, and in memory, into `m.*`, and compares summaries and exports.
#[track_caller]
fn same_as_with_a_ledger(desk: &Desk, arguments: &str) {
    let build = |target: &str, name: &str| {
        let exports = format!("--export {name}.json --export {name}.csv --export {name}.dot");
        desk.json(&format!("build {arguments} {target} {exports}"))
    };
    let mut with_ledger = build("-o l.db --force", "l");
    let in_memory = build("--in-memory", "m");
    let name = with_ledger.as_object_mut().unwrap().remove("ledger");
    assert_eq!(name.unwrap(), "l.db");
    assert_eq!(in_memory, with_ledger, "{arguments}");
    for end in EXPORTS {
        let (one, other) = (
            desk.read(&format!("l.{end}")),
            desk.read(&format!("m.{end}")),
        );
        assert_eq!(one, other, "{arguments}: {end}");
    }
}

#[test]
fn summary_and_exports_are_those_of_a_ledger() {
    let desk = Desk::new();
    for arguments in [
        "docs -d firms.toml",
        "docs -d firms.toml --threads 1",
        "docs -d firms.toml --ambiguity all --case ignore --variants none --lines sentence",
        "docs -d firms.toml --evidence 1",
        "docs",
    ] {
        same_as_with_a_ledger(&desk, arguments);
    }
}

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

#[test]
fn any_evidence_and_any_number_of_threads_give_the_same() {
    let desk = Desk::new();
    let records = records();
    // Some come again, with the same words.
    desk.write("news.jsonl", records.concat() + &records[..7].concat());
    for evidence in [0, 1, 3, 100] {
        for threads in [1, 3] {
            let flags = format!("--evidence {evidence} --threads {threads}");
            same_as_with_a_ledger(&desk, &format!("news.jsonl -d firms.toml {flags}"));
        }
    }
    let run = desk.done("build news.jsonl -d firms.toml --in-memory");
    run.says(&["7 documents came again"]);

    let other = records.concat() + "{\"id\":\"d37\",\"text\":\"Acme alone.\"}\n";
    desk.write("news.jsonl", other);
    desk.ends("build news.jsonl -d firms.toml --in-memory", 2)
        .says(&["`d37`", "news.jsonl:2", "news.jsonl:61", "--prefix-ids"]);
}

#[test]
fn documents_that_come_again_count_once() {
    let desk = Desk::new();
    for (file, text) in [
        ("a", "Acme met Cara Diaz. Shared."),
        ("b", "Acme met Cara Diaz. Shared."),
        ("c", "Acme met Cara Diaz. Shared."),
    ] {
        let line = format!("{{\"id\":\"1\",\"date\":\"2025-01-02\",\"text\":\"{text}\"}}\n");
        desk.write(&format!("docs/again/{file}.jsonl"), line);
    }
    same_as_with_a_ledger(&desk, "docs -d firms.toml");
    let run = desk.done("build docs -d firms.toml --in-memory");
    run.says(&["2 documents came again with the same id and content, counted once"]);

    desk.write(
        "docs/again/c.jsonl",
        "{\"id\":\"1\",\"text\":\"Beta Labs met Cara Diaz.\"}\n",
    );
    desk.ends("build docs -d firms.toml --in-memory --export x.json", 2)
        .says(&["`1`", "again/a.jsonl:1", "again/c.jsonl:1", "--prefix-ids"]);
    assert!(!desk.has("x.json"));
    same_as_with_a_ledger(&desk, "docs -d firms.toml --prefix-ids");
}

#[test]
fn what_cannot_be_read_is_skipped_alike() {
    let desk = Desk::new();
    desk.write(
        "docs/bad.jsonl",
        "{\"text\": 1}\n{\"id\":\"ok\",\"text\":\"Acme met Cara Diaz.\"}\nno JSON\n",
    );
    desk.write("docs/ignored.pdf", "%PDF");
    desk.write("docs/latin.txt", b"Acme met Cara D\xedaz.");
    same_as_with_a_ledger(&desk, "docs -d firms.toml");
    desk.ends("build docs -d firms.toml --in-memory --strict", 2)
        .says(&["bad.jsonl:1"]);
    desk.write("empty/x.txt", "");
    same_as_with_a_ledger(&desk, "empty -d firms.toml");
}

#[test]
fn no_ledger_is_written_and_nothing_is_promised_of_one() {
    let desk = Desk::new();
    let run = desk.done("build docs -d firms.toml --in-memory --export sub/m.json");
    run.shows(&["in memory, no ledger", "wrote sub/m.json"]);
    assert!(!run.out.contains("comention neighbors"), "{}", run.out);
    assert!(!desk.has("out"));
}

#[test]
fn flags_of_a_ledger_are_refused() {
    let desk = Desk::new();
    for flag in ["-o graph.db", "--force", "--no-evidence"] {
        let name = flag.split(' ').next().unwrap();
        desk.ends(&format!("build docs -d firms.toml --in-memory {flag}"), 2)
            .says(&["--in-memory", "cannot be used with", name]);
    }
}
