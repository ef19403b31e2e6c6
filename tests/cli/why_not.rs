//! `why-not`: the rule that cut an edge, or refused an entity in a text, in words and as a tree.

use std::fmt::Write as _;

use serde_json::json;

use super::{Desk, keys, snapshot};

const NAMES: &str = "\
[[entity]]
id = 'target'
name = 'Target'
type = 'organization'
aliases = ['Target Corp.', { text = 'Bullseye', needs = ['retailer', 'shop'] }, 'Bright Penny']

[[entity]]
id = 'union'
name = 'Target Workers Union'
type = 'organization'
aliases = ['Bright Penny']

[[entity]]
id = 'cara'
name = 'Cara Diaz'
type = 'person'
";

const TEXT: &str = "Target the poor, a target of targets. The Target Workers Union saw Bullseye. A Bright Penny fell.";

#[test]
fn each_form_is_answered_in_words() {
    let desk = Desk::empty();
    desk.write("names.toml", NAMES);
    let run = desk.ends(&format!("why-not target -d names.toml --text '{TEXT}'"), 1);
    snapshot!("why-not", run.out);
    let run = desk.ends("why-not 'cara diaz' -d names.toml --text 'Diaz left.'", 1);
    run.shows(&[
        "Diaz (not listed",
        "no_full_name",
        "not in the text: Cara Diaz",
    ]);
    let run = desk.done("why-not cara -d names.toml --text 'Cara Diaz came. Diaz left.'");
    run.shows(&["found, 2 places", "short_name"]);
    let options = "--case ignore --ambiguity all";
    let line = format!("why-not target -d names.toml {options} --text '{TEXT}'");
    desk.done(&line).shows(&["found"]);
    snapshot!("help-why-not", desk.done("why-not --help").out);
}

#[test]
fn the_answer_is_a_tree() {
    let desk = Desk::empty();
    desk.write("names.toml", NAMES);
    let tree = desk.json(&format!("why-not target -d names.toml --text '{TEXT}'"));
    assert_eq!(
        keys(&tree),
        ["children", "entities", "numbers", "rule", "spans"]
    );
    assert_eq!(tree["rule"], "not_found");
    let mut rules = Vec::new();
    for form in tree["children"].as_array().unwrap() {
        for reason in form["children"].as_array().unwrap() {
            rules.push(reason["rule"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(
        rules,
        [
            "ordinary_word",
            "other_case",
            "inside_word",
            "inside_longer_name",
            "not_in_text",
            "needs_missing",
            "other_entity"
        ]
    );
}

#[test]
fn the_text_may_come_from_standard_input_and_the_entity_must_be_known() {
    let desk = Desk::empty();
    desk.write("names.toml", NAMES);
    let arguments = ["why-not", "cara", "-d", "names.toml", "--text", "-"];
    let run = desk.run_with(&arguments, "Cara Diaz came.");
    assert_eq!(run.code, 0, "{run:?}");
    let run = desk.ends("why-not Cara_Dia -d names.toml --text x", 1);
    run.says(&[
        "no entity `Cara_Dia` in the dictionary",
        "did you mean Cara Diaz",
    ]);
    desk.ends("why-not 'bright penny' -d names.toml --text x", 1)
        .says(&["ask by id"]);
    desk.ends("why-not cara -d names.toml", 2)
        .says(&["<OTHER>"]);
}

const FIRMS: &str = r#"
[[entity]]
id = "acme"
name = "Acme"
type = "organization"

[[entity]]
id = "beta"
name = "Beta Labs"
type = "organization"

[[entity]]
id = "cara"
name = "Cara Diaz"
type = "person"

[[entity]]
id = "d100"
name = "D100"
type = "chip"
parent = "acme"

[[entity]]
id = "d200"
name = "D200"
type = "chip"
parent = "acme"

[[entity]]
id = "gull"
name = "Gullwing"
type = "organization"

[[entity]]
id = "target"
name = "Target"
type = "organization"

[[entity]]
id = "union"
name = "Target Workers Union"
type = "organization"
"#;

const NEWS: &str = concat!(
    r#"{"id":"one","date":"2024-12-20","text":"Cara Diaz wants the D100 and the D200. Acme made them. Diaz left Beta Labs."}"#,
    "\n",
    r#"{"id":"two","date":"2025-01-10","text":"Acme met Cara Diaz. Acme and Cara Diaz talk. The Target Workers Union met Beta Labs."}"#,
    "\n",
    r#"{"id":"three","text":"Acme sued Beta Labs. It was news for Cara Diaz."}"#,
    "\n",
    r#"{"id":"four","date":"2025-01-11","text":"Mr Diaz met the D100."}"#,
    "\n",
);

fn built() -> Desk {
    let desk = Desk::empty();
    desk.write("firms.toml", FIRMS);
    desk.write("news.jsonl", NEWS);
    desk.done("build news.jsonl -d firms.toml");
    desk
}

#[test]
fn what_cut_an_edge_is_said_in_words() {
    let desk = built();
    let mut said = String::new();
    for (line, code) in [
        ("acme 'Cara Diaz'", 0),
        ("acme d100", 1),
        ("acme beta --to 2024", 1),
        ("acme beta --from 2026", 1),
        ("acme cara --type organization --min-count 3", 1),
        ("acme beta --type-pairs chip:person", 1),
        ("cara d200 --top-k 1", 1),
        ("cara d200 --backbone mst", 1),
        ("cara d200 --backbone disparity", 1),
        ("beta union --k-core 2", 1),
        ("cara d100 --fdr 0.01", 1),
        ("d100 d200 --roll-up parent", 1),
        ("acme gull", 1),
        ("target beta", 1),
        ("cara d100 --min-count 2", 1),
    ] {
        let run = desk.ends(&format!("why-not {line}"), code);
        writeln!(said, "# {line}\n{}{}", run.out, run.talk).unwrap();
    }
    snapshot!("why-not-edge", said);
}

#[test]
fn an_answer_about_two_is_a_tree() {
    let desk = built();
    let rules = |line: &str| -> Vec<String> {
        let tree = desk.json(&format!("why-not {line}"));
        let children = tree["children"].as_array().unwrap().iter();
        let top = std::iter::once(&tree).chain(children);
        top.map(|claim| claim["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(rules("acme cara"), ["edge"]);
    assert_eq!(
        rules("acme beta --to 2024"),
        [
            "no_edge",
            "no_shared_window",
            "windows",
            "evidence",
            "outside_period"
        ]
    );
    assert_eq!(
        rules("target beta"),
        ["no_edge", "not_mentioned", "refused", "refused_mentions"]
    );
    assert_eq!(
        rules("d200 acme --roll-up parent"),
        ["no_edge", "one_entity"]
    );
    let edge = desk.json("why-not cara acme -m count");
    assert_eq!(edge["entities"], json!(["cara", "acme"]));
    assert_eq!(
        edge["numbers"],
        json!({"rank": 1, "edges": 7, "score": 2.0})
    );
    assert_eq!(
        desk.json("why-not target beta")["children"][1],
        json!({
            "rule": "refused", "entities": ["target"], "text": "inside_longer_name",
            "numbers": {"sentences": 1}, "children": [], "spans": []
        })
    );
}

#[test]
fn two_entities_and_a_text_are_two_questions() {
    let desk = built();
    desk.ends("why-not acme acme", 2).says(&["both ends"]);
    for line in [
        "acme beta --text x",
        "acme beta -d firms.toml",
        "acme beta --case ignore",
        "acme --text x -d firms.toml -w document",
        "acme --text x -d firms.toml --to 2024",
    ] {
        desk.ends(&format!("why-not {line}"), 2)
            .says(&["cannot be used with"]);
    }
    desk.ends("why-not acme 'Beta Labz'", 1)
        .says(&["did you mean Beta Labs"]);
    desk.ends("why-not acme beta -g none.db", 2)
        .says(&["none.db"]);
}
