//! `why-not --text`: the rule that refused an entity, in words and as a tree.

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
    desk.ends("why-not cara -d names.toml", 2).says(&["--text"]);
}
