//! `export`: files, folders, streams, formats.

use super::{Desk, snapshot};

#[test]
fn the_list_names_every_format() {
    snapshot!("export-list", Desk::empty().done("export --list").out);
}

#[test]
fn the_suffix_or_the_flag_tells_the_format() {
    let desk = Desk::built();
    desk.done("export -o deep/er/a.json")
        .says(&["wrote deep/er/a.json"]);
    assert!(
        desk.read("deep/er/a.json")
            .starts_with("{\"schema\":\"comention.graph\",\"version\":1,")
    );
    desk.done("export -f dot -o picture.txt");
    assert!(desk.read("picture.txt").starts_with("strict graph"));
    desk.done("export -f csv -o tables");
    assert!(desk.read("tables/nodes.csv").starts_with("id,name,type"));
    let run = desk.done("export -f json -o -");
    assert_eq!(run.out, desk.read("deep/er/a.json"));
    assert_eq!(run.talk, "");
}

#[test]
fn what_cannot_be_written_says_what_can() {
    let desk = Desk::built();
    desk.ends("export -o graph.xlsx", 2)
        .says(&["graph.xlsx", ".json"]);
    desk.ends("export -o graph", 2)
        .says(&["the suffix tells the format"]);
    desk.ends("export -f xlsx -o graph", 2)
        .says(&["there is no format `xlsx`; there are json, jgf"]);
    desk.ends("export", 2).says(&["-o"]);
    desk.ends("export -o -", 2).says(&["-f"]);
    desk.ends("export -o - -f csv", 2).says(&["folder"]);
    desk.write("file", "");
    desk.ends("export -o file/graph.json", 2).says(&["error: "]);
}

#[test]
fn what_a_format_leaves_out_is_said_once() {
    let desk = Desk::built();
    desk.done("export -o a.graphml").says(&[
        "wrote a.graphml",
        "graphml leaves out: ",
        "view and provenance",
    ]);
    let run = desk.done("export -o a.net");
    let lines = run.talk.lines();
    assert_eq!(lines.filter(|line| line.contains("leaves out")).count(), 1);
    assert!(run.talk.contains("ids, types, "), "{}", run.talk);
    assert!(!desk.done("export -o a.ttl").talk.contains("leaves out"));
}

#[test]
fn the_list_as_json_says_what_each_format_lacks() {
    let listed: serde_json::Value =
        serde_json::from_str(&Desk::empty().done("export --list --json").out).unwrap();
    let formats = listed.as_array().unwrap();
    let named = |name: &str| {
        formats
            .iter()
            .find(|format| format["name"] == name)
            .unwrap()
    };
    assert_eq!(named("json")["lacks"], serde_json::json!([]));
    assert_eq!(named("neo4j")["streams"], false);
    assert_eq!(named("gexf")["suffixes"][0], ".gexf");
}

#[test]
fn formats_with_a_choice_take_it() {
    let desk = Desk::built();
    desk.done("export -o links.json --edges-key links");
    assert!(desk.read("links.json").contains("\n\"links\":["));
    desk.done("export -o static.gexf");
    assert!(!desk.read("static.gexf").contains("<spell"));
    desk.done("export -o dynamic.gexf --dynamic");
    assert!(desk.read("dynamic.gexf").contains("mode=\"dynamic\""));
    desk.done("export -f neo4j -o folder");
    assert!(desk.has("folder/nodes.csv") && desk.has("folder/load.cypher"));
}

#[test]
fn views_and_limits_reach_the_file() {
    let desk = Desk::built();
    let edges = |options: &str| -> usize {
        desk.done(&format!("export -o g.csv {options}"));
        desk.read("g.edges.csv").lines().count() - 1
    };
    assert_eq!(edges(""), 4);
    assert_eq!(edges("-n 1"), 1);
    assert_eq!(edges("-w document"), 10);
    assert_eq!(edges("-w document --min-count 2"), 0);
    desk.done("export -o g.json --evidence 0");
    assert!(desk.read("g.json").contains("\"evidence\":[]"));
}

#[test]
fn pictures_need_no_other_program() {
    let desk = Desk::built();
    let alone = |arguments: &[&str]| {
        let output = desk.command(arguments).env("PATH", "").output().unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), talk)
    };
    let exports = ["--export", "h.svg", "--export", "h.png"];
    let build = ["build", "docs", "-d", "firms.toml", "-o", "g.db"];
    let (code, talk) = alone(&[&build[..], &exports].concat());
    assert_eq!(code, Some(0), "{talk}");
    assert!(desk.read("h.svg").ends_with("</svg>\n") && desk.has("h.png"));

    let (code, talk) = alone(&["export", "-o", "h.dot.svg"]);
    assert_eq!(code, Some(2));
    assert!(
        talk.contains("apt install graphviz") && talk.contains("graph.svg"),
        "{talk}"
    );
    assert!(!desk.has("h.dot.svg") && !desk.has("h.dot.svg.unfinished"));
    let drawn = desk.run("export -o g.dot.svg");
    if drawn.code == 0 {
        assert!(desk.read("g.dot.svg").contains("</svg>"));
    } else {
        drawn.says(&["apt install graphviz"]);
    }
}

#[test]
fn pictures_are_as_large_and_as_full_as_asked_for() {
    let desk = Desk::built();
    desk.done("export -o g.png --width 700 -w document");
    let head = std::fs::read(desk.path("g.png")).unwrap();
    assert_eq!(head[16..20], 700_u32.to_be_bytes());
    let edges = |options: &str| {
        desk.done(&format!("export -o g.svg -w document {options}"));
        desk.read("g.svg").matches(" – ").count()
    };
    assert_eq!(edges(""), 10);
    assert_eq!(edges("-n 4"), 4);
    desk.done("export -o g.svg -w document --max-edges 3")
        .says(&["svg leaves out: 1 of 6 entities, 1 of 10 edges"]);
    desk.ends("export -o g.png --width 0", 2).says(&["--width"]);
}
