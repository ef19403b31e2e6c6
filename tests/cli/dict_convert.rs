//! `dict convert`, `dict stats`, and dictionaries of other tools where one is asked for.

use super::{Desk, has_keys, snapshot};

/// One line of it is no phrase.
const PATTERNS: &str = r#"{"label":"ORG","pattern":"Acme","id":"acme"}
{"label":"ORG","pattern":[{"LOWER":"acme"},{"LOWER":"corp"}],"id":"acme"}
{"label":"ORG","pattern":[{"LOWER":"acme"},{"IS_TITLE":true}],"id":"acme"}
"#;

#[test]
fn there_and_back_again() {
    let desk = Desk::new();
    desk.done("dict convert firms.toml -o one.toml")
        .shows(&["wrote one.toml (7 entities, 10 names)"]);
    for path in ["x.jsonl", "x.csv", "x.tsv"] {
        let there = desk.done(&format!("dict convert one.toml -o {path}"));
        let back = desk.done(&format!("dict convert {path} -o back.toml"));
        assert_eq!(desk.read("back.toml"), desk.read("one.toml"), "{path}");
        assert_eq!(there.talk + &back.talk, "", "nothing to tell");
    }
    desk.done("dict convert one.toml -o gate/lists.def")
        .says(&["gate has no room for: parents of 1 entity"]);
    desk.done("dict convert gate/lists.def -o back.toml");
    let without_parent = desk.read("one.toml").replace("parent = \"acme\"\n", "");
    assert_eq!(desk.read("back.toml"), without_parent);
}

#[test]
fn other_tools_are_known_by_content_or_by_name() {
    let desk = Desk::new();
    desk.write("patterns.jsonl", PATTERNS);
    let run = desk.done("dict convert patterns.jsonl -o -");
    assert_eq!(
        run.out,
        "[[entity]]\nid = \"acme\"\nname = \"Acme\"\ntype = \"ORG\"\naliases = [{ text = \"Acme\", case = \"exact\" }, { text = \"acme corp\", case = \"ignore\" }]\n"
    );
    run.says(&["patterns.jsonl:3: left out a token pattern"]);
    desk.write("rules.txt", "Acme\tORG\n");
    let run = desk.done("dict convert rules.txt --from regexner -o - --to jsonl");
    run.shows(&["\"type\":\"ORG\"", "\"case\":\"exact\""]);
    let run = desk.ends("dict convert rules.txt --from regex -o x.toml", 2);
    run.says(&["regexner", "wikidata-csv", "geonames"]);
    desk.ends("dict convert rules.txt --from regexner -o x.ttl", 2)
        .says(&["skos is only read", "flashtext"]);
    desk.ends("dict convert rules.txt -o x.cdict", 2)
        .says(&["dict compile"]);
    desk.ends("dict convert firms.toml --to gate -o -", 2)
        .says(&["several files"]);
    desk.write("odd.xml", "<x/>");
    desk.ends("tag docs -d odd.xml", 2)
        .says(&["odd.xml", "dict convert FILE --from FORMAT"]);
}

#[test]
fn a_failed_conversion_leaves_what_was_there() {
    let desk = Desk::new();
    desk.write("out.toml", "precious");
    desk.write(
        "bad.jsonl",
        "{\"label\":\"A\",\"pattern\":\"x\"}\n{\"label\":1}\n",
    );
    desk.ends("dict convert bad.jsonl -o out.toml", 2)
        .says(&["bad.jsonl:2"]);
    assert_eq!(desk.read("out.toml"), "precious");
    desk.write("lists.def", "missing.lst:org\n");
    desk.ends("dict convert lists.def -o out.toml", 2)
        .says(&["missing.lst"]);
}

#[test]
fn other_tools_may_stand_where_a_dictionary_is_asked_for() {
    let desk = Desk::new();
    desk.write("patterns.jsonl", PATTERNS);
    let run = desk.done("tag docs -d patterns.jsonl");
    assert!(
        run.out.contains("\"entity\":\"acme\",\"type\":\"ORG\""),
        "{}",
        run.out
    );
    run.says(&["left out a token pattern"]);
    // Never out of a cache, which would not see that a list has changed.
    desk.write("lists.def", "firms.lst:org\n");
    for (name, rows) in [("Acme", 2), ("Fjord Bank", 2)] {
        desk.write("firms.lst", name.to_owned() + "\n" + &"x".repeat(2 << 20));
        let output = desk
            .command(&["tag", "docs", "-d", "lists.def"])
            .env("COMENTION_CACHE", "cache")
            .output()
            .unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!(found.lines().count(), rows, "{name}: {found}");
        assert!(found.contains(name));
    }
}

#[test]
fn stats_count_what_there_is() {
    let desk = Desk::new();
    snapshot!("dict-stats", desk.done("dict stats -d firms.toml").out);
    let stats = desk.json("dict stats -d firms.toml -d @ai-industry");
    has_keys(
        &stats,
        &[
            "entities",
            "types",
            "most_shared",
            "short",
            "parents",
            "rules",
        ],
    );
    assert_eq!(stats["dictionary"][1], "@ai-industry");
    desk.write("none.csv", "id,name\n");
    desk.done("dict stats -d none.csv").shows(&["0 entities"]);
}

#[test]
fn packed_dictionaries_are_unpacked() {
    let desk = Desk::new();
    let packed = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    // Two members, as tools that pack in parallel write them.
    let dump = [
        packed("[\n{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"value\":\"Acme\"}}},\n"),
        packed("{\"type\":\"item\",\"id\":\"Q2\",\"labels\":{\"en\":{\"value\":\"Beta\"}}}\n]\n"),
    ];
    desk.write("dump.json.gz", dump.concat());
    desk.done("dict convert dump.json.gz -o x.csv")
        .shows(&["2 entities"]);
    assert_eq!(
        desk.read("x.csv"),
        "id,name,type,aliases,parent\nQ1,Acme,,,\nQ2,Beta,,,\n"
    );
    desk.done("dict convert dump.json.gz --instance-of Q5 -o x.csv")
        .says(&["dump.json.gz:2: left out an item of other classes, and 1 more"]);
}

/// All that a dictionary says of names beside them.
const RULED: &str = r#"[[entity]]
id = "chips"
name = "Chips"
type = "chip"
variants = "none"
aliases = [{ text = 'H\d{3}', regex = true }, { text = "Chips", blocked = true }]

[[block]]
text = "H100 Road"
"#;

#[test]
fn what_is_said_of_names_is_counted_converted_and_lost() {
    let desk = Desk::new();
    desk.write("chips.toml", RULED);
    desk.write("x.txt", "H100 and Chips on H200 Road, not H100 Road");
    desk.done("dict stats -d chips.toml").shows(&[
        "names with rules: 1 variants told, 1 regular expressions, 1 blocked",
        "blocked everywhere: 1 name",
    ]);
    desk.done("dict convert chips.toml -o x.jsonl");
    desk.done("dict convert x.jsonl -o back.toml");
    desk.done("dict convert chips.toml -o one.toml");
    assert_eq!(desk.read("back.toml"), desk.read("one.toml"));
    desk.done("dict compile chips.toml -o x.cdict");
    let run = desk.done("tag x.txt -d chips.toml --status accepted,rejected");
    run.shows(&["\"rule\":\"regex\"", "\"rule\":\"blocked\""]);
    for other in ["x.jsonl", "back.toml", "x.cdict"] {
        let other = desk.done(&format!("tag x.txt -d {other} --status accepted,rejected"));
        assert_eq!(other.out, run.out);
    }
    let surfaces = run.out.matches("H100").count() + run.out.matches("H200").count();
    assert_eq!(surfaces, 3, "{}", run.out);
    desk.done("dict convert chips.toml -o x.csv").says(&[
        "csv has no room for: regular expressions of 1 name, blocks of 2 names, rules of variants of 1 entity",
    ]);
    desk.write("bad.toml", RULED.replace("{3}", "{3"));
    desk.ends("tag x.txt -d bad.toml", 2)
        .says(&["bad.toml:1", "regular expression"]);
}
