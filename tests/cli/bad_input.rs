//! Input that is broken in every way we know: a clear error or a counted skip, never a panic.

use super::{Desk, Run};

/// How every failure looks.
#[track_caller]
fn fails(desk: &Desk, line: &str, parts: &[&str]) {
    let run = desk.ends(line, 2);
    assert!(run.talk.contains("error: "), "{}", run.talk);
    assert!(!run.talk.contains("panicked"), "{}", run.talk);
    run.says(parts);
    assert_eq!(
        run.out, "",
        "results on standard output are only those of success"
    );
}

#[test]
fn broken_utf8_is_replaced_and_counted() {
    let desk = Desk::new();
    desk.write("bad.txt", b"Acme \xFF met \xC3( Cara Diaz.");
    let run = desk.done("build bad.txt -d firms.toml");
    run.says(&["warning: 2 bytes not UTF-8, replaced by U+FFFD"]);
    assert_eq!(desk.json("neighbors acme")[0]["id"], "cara");
    assert_eq!(
        desk.json("build bad.txt -d firms.toml")["input"]["repaired_bytes"],
        2
    );
}

#[test]
fn a_bad_line_is_skipped_and_named() {
    let desk = Desk::new();
    desk.write("feed.jsonl", "{\"text\":\"Acme met Cara Diaz.\"}\n{\"text\": \n{\"id\":\"x\"}\n{\"text\":\"Acme met Cara Diaz again.\"}\n");
    let run = desk.done("build feed.jsonl -d firms.toml");
    run.says(&[
        "warning: skipped feed.jsonl:2:",
        "warning: skipped feed.jsonl:3: `text` is missing",
    ]);
    assert_eq!(desk.json("stats")["documents"], 2);
    assert_eq!(desk.json("neighbors acme")[0]["sentences"], 2);
}

#[test]
fn strict_stops_at_a_bad_line_and_leaves_no_ledger() {
    let desk = Desk::new();
    desk.write(
        "feed.jsonl",
        "{\"text\":\"Acme met Cara Diaz.\"}\n{\"text\": \n",
    );
    fails(
        &desk,
        "build feed.jsonl -d firms.toml -o graph.db --strict",
        &["feed.jsonl:2:"],
    );
    assert!(!desk.has("graph.db") && !desk.has("graph.db.unfinished"));
    // What stood there before stands there still.
    desk.done("build docs -d firms.toml -o graph.db");
    let before = desk.exports("graph.db");
    fails(
        &desk,
        "build feed.jsonl -d firms.toml -o graph.db --strict --force",
        &["feed.jsonl:2:"],
    );
    fails(
        &desk,
        "add feed.jsonl -g graph.db --strict",
        &["feed.jsonl:2:"],
    );
    assert_eq!(desk.exports("graph.db"), before);
}

#[test]
fn rows_that_do_not_fit_the_header_are_named() {
    let desk = Desk::new();
    desk.write("rows.csv", "id,text\na,Acme met Cara Diaz.\nb,c,d\n");
    desk.done("build rows.csv -d firms.toml")
        .says(&["skipped rows.csv:3: 3 fields, the header has 2"]);
    desk.write("rows.csv", "id,body\na,b\n");
    desk.done("build rows.csv -d firms.toml")
        .says(&["no column `text` among `id`, `body`"]);
}

#[test]
fn inputs_that_are_not_there() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("empty")).unwrap();
    fails(
        &desk,
        "build empty -d firms.toml",
        &["empty: no documents in this folder"],
    );
    fails(&desk, "build missing.txt -d firms.toml", &["missing.txt"]);
    fails(
        &desk,
        "build 'no/*.txt' -d firms.toml",
        &["no/*.txt: no documents match"],
    );
    fails(&desk, "tag missing -d firms.toml", &["missing"]);
    assert!(!desk.has("out/graph.db"));
}

#[test]
fn an_unknown_suffix_is_plain_text_where_the_file_is_named() {
    let desk = Desk::new();
    desk.write("notes.log", "Acme met Cara Diaz.");
    desk.done("build notes.log -d firms.toml");
    assert_eq!(desk.json("neighbors acme")[0]["id"], "cara");
}

#[test]
fn dictionaries_name_the_line_of_a_mistake() {
    let desk = Desk::new();
    desk.write(
        "a.toml",
        "[[entity]]\nname = \"Acme\"\n\n[[entity]]\nnam = \"Beta\"\n",
    );
    fails(&desk, "build docs -d a.toml", &["a.toml:5", "nam"]);
    desk.write("b.csv", "id,name\nacme,Acme\nbeta,Beta,Gamma\n");
    fails(&desk, "build docs -d b.csv", &["b.csv:3"]);
    desk.write("c.jsonl", "{\"name\":\"Acme\"}\n{\"name\":}\n");
    fails(&desk, "tag docs -d c.jsonl", &["c.jsonl:2"]);
    desk.write("d.csv", "id,name,parent\nacme,Acme,nobody\n");
    fails(&desk, "build docs -d d.csv", &["d.csv:2", "nobody", "-d"]);
    desk.write("e.csv", "id,name,type\nacme,Acme,chip\n");
    fails(
        &desk,
        "build docs -d firms.toml -d e.csv",
        &["acme", "firms.toml:2", "e.csv:2", "chip", "organization"],
    );
    desk.write("f.xlsx", "");
    fails(&desk, "build docs -d f.xlsx", &["f.xlsx", ".toml"]);
    fails(&desk, "build docs -d nowhere.toml", &["nowhere.toml"]);
    desk.write("g.toml", b"name = \"\xFF\"");
    fails(&desk, "build docs -d g.toml", &["g.toml"]);
}

#[test]
fn a_dictionary_of_plain_names_does_the_right_thing() {
    let desk = Desk::new();
    desk.write("names.txt", "Acme\nCara Diaz\n\nC++\n东京\n");
    desk.write("x.txt", "ACME’s Cara\nDiaz writes C++ in 东京都.");
    let run = desk.done("tag x.txt -d names.txt");
    let surfaces: Vec<String> = run
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["surface"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(surfaces, ["ACME", "Cara\nDiaz", "C++", "东京"]);
}

#[test]
fn files_that_are_no_ledger() {
    let desk = Desk::new();
    desk.write(
        "notes.db",
        "just some notes that are long enough to be looked at",
    );
    desk.write("empty.db", "");
    for question in [
        "stats",
        "top",
        "neighbors acme",
        "path acme cara",
        "explain acme",
        "export -o x.json",
        "add docs",
        "remove x",
    ] {
        fails(
            &desk,
            &format!("{question} -g notes.db"),
            &["notes.db: this file is not a comention ledger"],
        );
    }
    fails(
        &desk,
        "stats -g empty.db",
        &["empty.db: this file is not a comention ledger"],
    );
    fails(&desk, "stats -g missing.db", &["missing.db"]);
    assert!(!desk.has("missing.db"), "asking creates no file");
    fails(&desk, "stats", &["out/graph.db"]);
    assert_eq!(
        desk.read("notes.db"),
        "just some notes that are long enough to be looked at"
    );
}

#[test]
fn ledgers_of_other_versions_are_refused_with_both_numbers() {
    let desk = Desk::built();
    let mut bytes = std::fs::read(desk.path("out/graph.db")).unwrap();
    // SQLite keeps the user version in bytes 60 to 63, big end first.
    assert_eq!(bytes[60..64], [0, 0, 0, 1]);
    bytes[63] = 77;
    desk.write("newer.db", &bytes);
    fails(
        &desk,
        "stats -g newer.db",
        &["version 77", "version 1", "update"],
    );
    fails(&desk, "add docs -g newer.db", &["version 77", "version 1"]);
    bytes[63] = 0;
    desk.write("older.db", &bytes);
    fails(
        &desk,
        "stats -g older.db",
        &["version 0", "version 1", "build it again"],
    );
}

#[test]
fn damaged_ledgers_are_said_to_be_damaged() {
    let damage = |sql: &str| {
        let desk = Desk::built();
        let ledger = rusqlite::Connection::open(desk.path("out/graph.db")).unwrap();
        ledger.execute_batch(sql).unwrap();
        drop(ledger);
        desk
    };
    for sql in [
        "UPDATE document SET record = x''",
        "UPDATE document SET record = x'FFFFFFFFFF'",
        "UPDATE document SET record = substr(record, 1, 19)",
        "UPDATE document SET record = record || x'FF'",
        "UPDATE document SET record = record || x'0000010000007F'",
        "UPDATE setting SET value = 'no JSON' WHERE name = 'settings'",
        "DELETE FROM dictionary",
        "UPDATE dictionary SET bytes = substr(bytes, 1, 100)",
        "UPDATE dictionary SET bytes = zeroblob(length(bytes))",
        "UPDATE dictionary SET bytes = substr(bytes, 1, length(bytes) - 9) || x'010203040506070809'",
    ] {
        let desk = damage(sql);
        for question in ["stats", "neighbors cara", "explain acme cara"] {
            let run = desk.ends(question, 2);
            assert!(
                run.talk.contains("error: ") && !run.talk.contains("panicked"),
                "{sql}: {}",
                run.talk
            );
        }
    }
    let desk = damage("UPDATE document SET text = 'short'");
    fails(
        &desk,
        "explain acme cara",
        &["out/graph.db: the ledger is damaged"],
    );
    let desk = damage("DROP TABLE document");
    fails(&desk, "stats", &["out/graph.db"]);
    // A file cut short.
    let desk = Desk::built();
    let bytes = std::fs::read(desk.path("out/graph.db")).unwrap();
    desk.write("cut.db", &bytes[..bytes.len() / 2]);
    fails(&desk, "stats -g cut.db", &["cut.db"]);
}

#[test]
fn hostile_names_do_not_command_the_terminal() {
    let desk = Desk::empty();
    desk.write("names.jsonl", "{\"id\":\"e\\u001b[1m\",\"name\":\"Evil\\u001b[31mCorp\",\"type\":\"\\u202Eorg\",\"parent\":\"e\\u001b[2m\",\"aliases\":[\"Evil\",\"Two\"]}\n{\"id\":\"e\\u001b[2m\",\"name\":\"Evil\\u001b[32mCorp\",\"aliases\":[\"Two\"]}\n{\"id\":\"f\",\"name\":\"Fine Corp\"}\n");
    let id = "'e\u{1b}[1m'";
    let record = serde_json::json!({"id": "d\u{1b}[1m", "source": "\u{1b}[5m", "text": "Evil\u{1b}[31mCorp met \u{1b}]0;title\u{7} Fine Corp."});
    desk.write("x.jsonl", record.to_string());
    let mut runs = vec![desk.done("build x.jsonl -d names.jsonl")];
    for question in [
        "neighbors f",
        "neighbors Evil",
        "neighbors 'Evli\u{1b}[31mCorp'",
        "neighbors Two",
        "neighbors '\u{1b}[2J'",
        "neighbors 'e\u{1b}[2m'",
        &format!("explain {id} f"),
        &format!("explain {id}"),
        "top",
        &format!("path {id} f"),
        "remove '\u{1b}[2J'",
    ] {
        runs.push(desk.run(question));
        assert!(
            runs.last().unwrap().code < 2,
            "{question}: {:?}",
            runs.last()
        );
    }
    runs.push(desk.ends(&format!("explain {id} f --type chip"), 2));
    runs.push(desk.ends(&format!("explain {id} f --type-pairs a:b"), 2));
    let other = record.to_string().replace("met", "saw");
    desk.write("y.jsonl", other);
    runs.push(desk.ends("build x.jsonl y.jsonl -d names.jsonl -o y.db", 2));
    for Run { out, talk, .. } in runs {
        assert!(
            !(out.clone() + &talk).contains(['\u{1b}', '\u{7}', '\u{202E}']),
            "{out:?} {talk:?}"
        );
    }
}
