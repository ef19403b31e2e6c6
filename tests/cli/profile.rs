//! `dict learn` and `--profile`: what a corpus teaches, written down, read and edited.

use serde_json::Value;

use super::Desk;

/// A newspaper whose name is a word of Finnish, and two that share a name and are both named in full.
const NAMES: &str = r#"
[[entity]]
id = "voima"
name = "Voima"
type = "organization"

[[entity]]
id = "mill"
name = "Koski Mill"
type = "organization"
aliases = ["Koski"]

[[entity]]
id = "boat"
name = "Koski Boats"
type = "organization"
aliases = ["Koski"]
"#;

/// Six documents that tell the two apart, six of other things in which the word is used as a word.
fn corpus(desk: &Desk) {
    desk.write("names.toml", NAMES);
    for number in 0..5 {
        let mill = "Koski Mill ground rye. The flour of Koski was grey.";
        desk.write(&format!("corpus/mill{number}.txt"), mill);
        let plain = "Voima oli poissa. Uusi voima tuli.";
        desk.write(&format!("corpus/plain{number}.txt"), plain);
    }
    desk.write(
        "corpus/boat.txt",
        "Koski Boats built a hull. Koski sold it.",
    );
    desk.write("new/shared.txt", "The flour from Koski is grey, of rye.");
    desk.write("new/level.txt", "They wrote to Koski twice.");
    desk.write("new/word.txt", "Voima oli tallella.");
    desk.write("new/small.txt", "Koko voima oli tallella.");
}

/// The entity and the rule of each mention that a line of `tag` prints, by document.
fn found(desk: &Desk, line: &str) -> Vec<String> {
    let run = desk.done(line);
    let rows = run.out.lines().map(|row| {
        let row: Value = serde_json::from_str(row).unwrap();
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        [field("doc"), field("entity"), field("rule")].join(" ")
    });
    rows.collect()
}

fn learnt() -> Desk {
    let desk = Desk::empty();
    corpus(&desk);
    desk.done("dict learn corpus -d names.toml -o out/profile.toml")
        .shows(&["wrote out/profile.toml", "11 documents"]);
    desk
}

#[test]
fn what_is_learnt_can_be_read() {
    let profile = learnt().read("out/profile.toml");
    for line in [
        "version = 1",
        "[words]",
        "Voima = { small = 5, first = 5, inside = 0 }",
        "[context.mill]",
        "flour = { with = 5, without = 0, g2 = ",
        "[prior.Koski]",
        "boat = 1",
        "mill = 5",
    ] {
        assert!(profile.contains(line), "no `{line}` in\n{profile}");
    }
}

#[test]
fn texts_are_read_by_what_was_learnt() {
    let desk = learnt();
    let plain = found(&desk, "tag new -d names.toml");
    assert_eq!(plain, ["small.txt voima listed", "word.txt voima listed"]);
    let learnt = found(&desk, "tag new -d names.toml --profile out/profile.toml");
    assert_eq!(learnt, ["level.txt mill prior", "shared.txt mill context"]);
    // What stands in the document is stronger than how often the name means another.
    desk.write(
        "boat.txt",
        "Koski Boats has a yard. The yard of Koski is old.",
    );
    let named = found(
        &desk,
        "tag boat.txt -d names.toml --profile out/profile.toml",
    );
    assert_eq!(named, ["boat.txt boat listed", "boat.txt boat longer_form"]);
}

#[test]
fn the_same_is_learnt_in_any_order_and_on_any_number_of_threads() {
    let desk = learnt();
    let first = desk.read("out/profile.toml");
    let files: Vec<String> = (0..5)
        .rev()
        .flat_map(|number| {
            [
                format!("corpus/plain{number}.txt"),
                format!("corpus/mill{number}.txt"),
            ]
        })
        .collect();
    for threads in [1, 2, 7] {
        let line = format!(
            "dict learn {} corpus/boat.txt -d names.toml --threads {threads} -o -",
            files.join(" ")
        );
        assert_eq!(desk.done(&line).out, first, "{threads} threads");
    }
}

#[test]
fn a_profile_is_edited_by_hand() {
    let desk = Desk::empty();
    corpus(&desk);
    let tag = "tag new -d names.toml --profile mine.toml";
    // Counts are for people; the order is free.
    desk.write("mine.toml", "prior.Koski.boat = 1\nwords.Voima = {}\n");
    assert_eq!(
        found(&desk, tag),
        ["level.txt boat prior", "shared.txt boat prior"]
    );
    desk.write(
        "mine.toml",
        "[prior.Koski]\nboat = 2\ngone = 9\n[context.lost]\nsea = {}\n[words]\nVoima = {}\n",
    );
    desk.done(tag)
        .says(&["mine.toml: 2 ids not in the dictionary", "`gone`"]);
}

#[test]
fn what_is_wrong_in_a_profile_is_told_with_its_line() {
    let desk = Desk::empty();
    corpus(&desk);
    let fails = |profile: &str, parts: &[&str]| {
        desk.write("mine.toml", profile);
        desk.ends("tag new -d names.toml --profile mine.toml", 2)
            .says(parts);
    };
    fails(
        "version = 1\n[words]\nVoima = { smal = 3 }\n",
        &["mine.toml:3", "smal"],
    );
    fails("[prior.Koski]\n\nboat = -1\n", &["mine.toml:3"]);
    fails("version = 1\n[word]\n", &["mine.toml:2", "word"]);
    fails(
        "\nversion = 2\n",
        &["mine.toml:2", "version 2", "version 1", "update"],
    );
    desk.ends("tag new -d names.toml --profile none.toml", 2)
        .says(&["none.toml"]);
}

#[test]
fn a_ledger_keeps_its_profile_and_refuses_another() {
    let desk = learnt();
    desk.done("build new/shared.txt -d names.toml --profile out/profile.toml -o one.db");
    desk.done("build new/shared.txt -d names.toml -o none.db");
    // Without the flag documents are read by what the ledger was built with, and it may be named again.
    desk.done("add new/level.txt -g one.db");
    desk.done("add new/word.txt -g one.db --profile out/profile.toml");
    let stats = desk.json("stats -g one.db");
    assert_eq!(stats["mentions"]["accepted"], 2, "{stats}");
    desk.write("mine.toml", "words.Voima = {}\n");
    for ledger in ["one.db", "none.db"] {
        desk.ends(
            &format!("add new/small.txt -g {ledger} --profile mine.toml"),
            2,
        )
        .says(&[ledger, "leave --profile out", "comention build"]);
    }
    let provenance = |line: &str, file: &str| {
        desk.done(line);
        let graph: Value = serde_json::from_str(&desk.read(file)).unwrap();
        graph["graph"]["provenance"]["profile_hash"].clone()
    };
    let hash = provenance("export -g one.db -o one.json", "one.json");
    assert_eq!(hash.as_str().map(str::len), Some(32));
    let in_memory =
        "build new -d names.toml --profile out/profile.toml --in-memory --export memory.json";
    assert_eq!(provenance(in_memory, "memory.json"), hash);
    assert!(provenance("export -g none.db -o none.json", "none.json").is_null());
}

#[test]
fn without_a_flag_nothing_changes() {
    let desk = learnt();
    desk.write("empty.toml", "version = 1\n");
    let plain = desk.done("tag new corpus -d names.toml --status accepted,rejected,ambiguous");
    let empty = desk.done(
        "tag new corpus -d names.toml --status accepted,rejected,ambiguous --profile empty.toml",
    );
    assert_eq!(plain.out, empty.out);
}
