//! `dict lint`: what it says of a dictionary, by itself and over texts; the patch; exit codes.

use serde_json::json;

use super::{Desk, has_keys, keys, snapshot};

const NAMES: &str = "\
[[entity]]
id = 'target'
name = 'Target'
type = 'organization'
aliases = ['Target Corp.', 'target corp.']

[[entity]]
id = 'zerovia'
name = 'Zerovia'
type = 'organization'

[[entity]]
id = 'zero-via'
name = 'Zero Via, Inc.'
type = 'organization'
";

const TEXT: &str = "Zerovia missed its target. They say Target Corp. set no target.\n\nTarget the poor, said Zerovia. The target moved.\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("names.toml", NAMES);
    desk.write("docs/one.txt", TEXT);
    desk
}

#[test]
fn findings_are_shown_by_diagnostic_with_samples() {
    let desk = desk();
    let run = desk.done("dict lint -d names.toml --corpus docs --threads 2");
    snapshot!("lint", run.out);
    assert_eq!(
        run.out,
        desk.done("dict lint -d names.toml --corpus docs --threads 1")
            .out
    );
    snapshot!("help-lint", desk.done("dict lint --help").out);
}

#[test]
fn json_has_places_counts_and_usage() {
    let desk = desk();
    let answer = desk.json("dict lint -d names.toml --corpus docs");
    assert_eq!(
        keys(&answer),
        ["counts", "documents", "entities", "findings"]
    );
    assert_eq!(
        answer["counts"],
        json!({"D102": 1, "D103": 1, "D111": 1, "D201": 1})
    );
    let finding = &answer["findings"][2];
    has_keys(
        finding,
        &[
            "code", "name", "severity", "file", "line", "entity", "alias", "message",
        ],
    );
    assert_eq!(finding["code"], "D111");
    assert_eq!(
        (&finding["file"], &finding["line"]),
        (&json!("names.toml"), &json!(1))
    );
    assert_eq!(finding["usage"]["lower"], 3);
    assert_eq!(answer["findings"][1]["others"][0]["entity"], "zerovia");
    let alone = desk.json("dict lint -d names.toml");
    assert_eq!(keys(&alone), ["counts", "entities", "findings"]);
}

#[test]
fn a_patch_is_a_dictionary() {
    let desk = desk();
    desk.done("dict lint -d names.toml --corpus docs --patch out/patch.toml")
        .says(&["wrote out/patch.toml", "-d"]);
    snapshot!("lint-patch", desk.read("out/patch.toml"));
    desk.write("x.txt", "They saw Target fall.");
    assert!(!desk.done("tag x.txt -d names.toml").out.is_empty());
    let patched = desk.done("tag x.txt -d names.toml -d out/patch.toml");
    assert_eq!(patched.out, "");
    desk.write("clean.txt", "Zerovia\n");
    desk.done("dict lint -d clean.txt --patch none.toml")
        .says(&["nothing to suggest"]);
    assert!(!desk.has("none.toml"));
}

#[test]
fn the_exit_code_tells_errors_and_under_strict_findings() {
    let desk = desk();
    desk.done("dict lint -d names.toml");
    desk.ends("dict lint -d names.toml --strict", 1);
    desk.done("dict lint -d names.toml --strict --ignore D102,near_duplicate,d111");
    desk.write("broken.csv", "id,name,parent\na,Aabb,zz\na,Bbcc,\n");
    let run = desk.ends("dict lint -d broken.csv --corpus docs", 2);
    run.shows(&[
        "D001 duplicate_id",
        "(error)",
        "D002 unknown_parent",
        "broken.csv:3",
    ]);
    run.says(&["the texts were not read"]);
    desk.ends("dict lint -d missing.csv", 2)
        .says(&["missing.csv"]);
    desk.ends("dict lint --ignore D999", 2).says(&["--list"]);
}

#[test]
fn the_list_is_the_manual() {
    let desk = Desk::empty();
    snapshot!("lint-list", desk.done("dict lint --list").out);
    let all = desk.json("dict lint --list");
    for entry in all.as_array().unwrap() {
        has_keys(
            entry,
            &[
                "code", "name", "severity", "finds", "why", "example", "remedy",
            ],
        );
    }
}

#[test]
fn compiled_dictionaries_are_linted_too() {
    let desk = desk();
    desk.done("dict compile names.toml -o names.cdict");
    desk.done("dict lint -d names.cdict")
        .shows(&["D111", "names.cdict Target"]);
}
