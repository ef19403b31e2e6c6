//! `neighbors`, `path`, `explain`, `top`, `stats`.

use serde_json::{Value, json};

use super::{Desk, has_keys, keys, snapshot};

fn ids(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect()
}

#[test]
fn neighbors_as_a_table_and_as_json() {
    let desk = Desk::built();
    snapshot!("neighbors", desk.done("neighbors 'Cara Diaz'").out);
    let answer = desk.json("neighbors 'Cara Diaz'");
    assert_eq!(ids(&answer), ["acme", "beta"]);
    has_keys(
        &answer[0],
        &[
            "id",
            "name",
            "type",
            "score",
            "measure",
            "sentences",
            "paragraphs",
            "documents",
            "evidence",
        ],
    );
    assert_eq!(
        answer[0]["evidence"][0],
        json!({"document": "2025-01-02-one.txt", "field": "text", "start": 0, "end": 21, "text": "Acme hired Cara Diaz.",
               "a": [[11, 20]], "b": [[0, 4]], "date": "2025-01-02"})
    );
}

#[test]
fn entities_are_given_by_id_name_or_alias_in_any_case() {
    let desk = Desk::built();
    for name in ["cara", "CARA DIAZ", "cara  diaz"] {
        assert_eq!(
            desk.json(&format!("neighbors '{name}'"))
                .as_array()
                .unwrap()
                .len(),
            2,
            "{name}"
        );
    }
    assert_eq!(ids(&desk.json("neighbors 'ACME corp.'")), ["cara", "d100"]);
}

#[test]
fn a_typo_gets_a_suggestion_and_a_shared_name_its_candidates() {
    let desk = Desk::built();
    for question in [
        "neighbors 'Beta Labz'",
        "path acme 'Beta Labz'",
        "explain 'Beta Labz'",
    ] {
        desk.ends(question, 1)
            .says(&["no entity `Beta Labz`", "did you mean Beta Labs (beta)?"]);
    }
    assert_eq!(
        desk.json("neighbors 'Beta Labz'"),
        json!({"found": false, "query": "Beta Labz", "suggestions": ["beta"]})
    );
    desk.ends("neighbors shared", 1)
        .says(&["`shared` may be Acme (acme) or Beta Labs (beta): ask by id"]);
    assert_eq!(
        desk.json("neighbors shared")["candidates"],
        json!(["acme", "beta"])
    );
    let run = desk.ends("neighbors qqqqq", 1);
    assert!(!run.talk.contains("did you mean"), "{}", run.talk);
    desk.ends("neighbors gull", 1)
        .says(&["gull is in the dictionary, but no document"]);
}

#[test]
fn an_entity_alone_is_said_to_be_alone() {
    let desk = Desk::built();
    desk.ends("neighbors egret", 1)
        .shows(&["Egret Fund shares no sentence with another entity"]);
    assert_eq!(desk.json("neighbors egret"), json!([]));
    assert_eq!(ids(&desk.json("neighbors egret -w document")).len(), 4);
}

#[test]
fn limits_say_what_they_hide() {
    let desk = Desk::built();
    let run = desk.done("neighbors cara -n 1");
    run.says(&["1 more: -n shows them"]);
    assert_eq!(run.out.lines().count(), 3);
    assert_eq!(
        desk.json("neighbors cara -n 1").as_array().unwrap().len(),
        1
    );
}

#[test]
fn views_choose_window_measure_count_and_types() {
    let desk = Desk::built();
    assert_eq!(
        ids(&desk.json("neighbors acme -w document -m count --type person,organization")),
        ["beta", "cara"]
    );
    let count = desk.json("neighbors cara -w document -m count");
    assert!(
        count
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["score"] == 1.0 && one["measure"] == "count")
    );
    assert_eq!(desk.json("neighbors cara --min-count 2"), json!([]));
    assert_eq!(
        ids(&desk.json("neighbors acme --type-pairs chip:organization")),
        ["d100"]
    );
    assert_eq!(
        ids(&desk.json("neighbors acme --type-pairs organization:chip")),
        ["d100"]
    );
    assert_eq!(ids(&desk.json("neighbors acme --type chip")), ["d100"]);
    desk.ends("neighbors acme --type ship", 2)
        .says(&["no entity of the dictionary has the type `ship`", "chip"]);
    for measure in ["count", "jaccard", "pmi", "npmi", "g2"] {
        desk.done(&format!("neighbors acme -m {measure}"));
    }
}

#[test]
fn paths_that_tie_are_shown_as_ties() {
    let desk = Desk::built();
    snapshot!("path", desk.done("path acme 'Beta Labs' --measure g2").out);
    let answer = desk.json("path acme beta --measure g2");
    has_keys(&answer, &["found", "window", "length", "steps", "ties"]);
    assert_eq!(
        (&answer["found"], &answer["window"], &answer["length"]),
        (&json!(true), &json!("sentence"), &json!(2))
    );
    let ways = |steps: &Value| -> Vec<String> {
        let steps = steps.as_array().unwrap().iter();
        steps
            .map(|step| {
                format!(
                    "{} {}",
                    step["a"].as_str().unwrap(),
                    step["b"].as_str().unwrap()
                )
            })
            .collect()
    };
    assert_eq!(ways(&answer["steps"]), ["acme cara", "cara beta"]);
    assert_eq!(answer["ties"].as_array().unwrap().len(), 1);
    assert_eq!(ways(&answer["ties"][0]), ["acme d100", "d100 beta"]);
    has_keys(&answer["steps"][0], &["score", "evidence"]);
    let run = desk.done("path acme beta -n 0 --measure g2");
    run.says(&["more that are just as strong"]);
    assert_eq!(
        desk.json("path acme beta -n 0 --measure g2")["capped"],
        true
    );
    // Seen from the other end it is the same path.
    assert_eq!(
        ways(&desk.json("path beta acme --measure g2")["steps"]),
        ["beta cara", "cara acme"]
    );
}

#[test]
fn a_path_that_does_not_exist_is_said_not_to_exist() {
    let desk = Desk::built();
    let run = desk.ends("path acme egret", 1);
    assert_eq!(
        run.out,
        "no path from Acme to Egret Fund in the sentence window\n"
    );
    run.says(&["there is one with --window document"]);
    desk.done("path acme egret -w document");
    let run = desk.ends("path acme fjord -w document", 1);
    assert!(!run.talk.contains("there is one"), "{}", run.talk);
    let answer = desk.json("path acme fjord");
    assert_eq!(
        (&answer["found"], &answer["length"], &answer["steps"]),
        (&json!(false), &Value::Null, &json!([]))
    );
    desk.done("path acme acme").shows(&["the same entity"]);
}

#[test]
fn a_pair_is_explained_down_to_its_sentences() {
    let desk = Desk::built();
    snapshot!("explain-pair", desk.done("explain acme cara").out);
    let answer = desk.json("explain acme cara");
    has_keys(&answer, &["rule", "numbers", "children", "spans"]);
    let points = &answer["children"][0]["children"][0];
    assert_eq!(points["rule"], "points");
    let counts = &answer["children"][1];
    assert_eq!(counts["rule"], "counts");
    assert_eq!(
        (
            &counts["numbers"]["n_ab"],
            &counts["numbers"]["n_a"],
            &counts["numbers"]["n_b"]
        ),
        (&json!(1), &json!(2), &json!(2))
    );
    let evidence = answer["children"].as_array().unwrap().last().unwrap();
    assert_eq!(evidence["spans"][0]["text"], "Acme hired Cara Diaz.");
    snapshot!("explain-no-edge", desk.ends("explain acme egret", 1).out);
    desk.ends("explain acme acme", 2)
        .says(&["never pairs with itself"]);
}

#[test]
fn an_entity_is_explained_by_its_forms() {
    let desk = Desk::built();
    snapshot!("explain-entity", desk.done("explain acme").out);
    let answer = desk.json("explain acme");
    has_keys(&answer, &["rule", "numbers", "children", "spans"]);
    assert_eq!(answer["numbers"]["mentions"], 2);
    let forms = answer["children"].as_array().unwrap();
    let rules: Vec<&str> = forms
        .iter()
        .map(|form| form["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["listed", "listed", "shared_alias"]);
    // Places are in code points of the document.
    let article: Vec<char> = super::ARTICLE.chars().collect();
    for form in forms {
        for span in form["spans"].as_array().unwrap() {
            let [start, end] =
                ["start", "end"].map(|key| usize::try_from(span[key].as_u64().unwrap()).unwrap());
            let cut: String = article[start..end].iter().collect();
            assert_eq!(form["text"], cut);
        }
    }
}

#[test]
fn top_and_stats() {
    let desk = Desk::built();
    snapshot!("top", desk.done("top -n 3").out);
    let top = desk.json("top -n 3");
    assert_eq!(keys(&top), ["edges", "entities"]);
    assert_eq!(ids(&top["entities"]), ["acme", "beta", "cara"]);
    has_keys(&top["edges"][0], &["source", "target", "score", "evidence"]);

    snapshot!("stats", desk.done("stats").out);
    let stats = desk.json("stats");
    has_keys(
        &stats,
        &["documents", "windows", "mentions", "entities", "edges"],
    );
    assert_eq!(
        keys(&stats["windows"]),
        ["documents", "paragraphs", "sentences"]
    );
    assert_eq!(
        stats["mentions"],
        json!({"accepted": 11, "ambiguous": 1, "nested": 0, "rejected": 0})
    );
    assert_eq!(
        (&stats["entities"], &stats["edges"]),
        (&json!(6), &json!(4))
    );
}

#[test]
fn the_graph_is_a_flag_or_a_variable_or_the_usual_place() {
    let desk = Desk::built();
    desk.done("build docs/two.jsonl -d firms.toml -o two.db");
    let documents = |run: &str| serde_json::from_str::<Value>(run).unwrap()["documents"].clone();
    assert_eq!(desk.json("stats")["documents"], 2);
    assert_eq!(desk.json("stats -g two.db")["documents"], 1);
    let output = desk
        .command(&["stats", "--json"])
        .env("COMENTION_GRAPH", "two.db")
        .output()
        .unwrap();
    assert_eq!(documents(&String::from_utf8(output.stdout).unwrap()), 1);
}

#[test]
fn a_ledger_without_mentions_answers_nothing_found() {
    let desk = Desk::new();
    desk.write("none.txt", "Nobody was there.");
    desk.done("build none.txt -d firms.toml");
    desk.ends("top", 1);
    assert_eq!(desk.json("top"), json!({"entities": [], "edges": []}));
    desk.done("stats");
    desk.ends("explain acme", 1);
    desk.done("export -o graph.json");
}

/// Forty documents: in ten of them Acme and Beta Labs meet, the others name Cara Diaz with one of the funds, a chip, or nobody.
fn meetings() -> Desk {
    let desk = Desk::empty();
    desk.write("dictionary.toml", super::DICTIONARY);
    let others = ["Egret Fund", "Fjord Bank", "the D100", "Gullwing", "nobody"];
    let record = |day: usize| {
        let text = if day < 10 {
            format!("Acme met Beta Labs on day {day}.")
        } else {
            format!("Cara Diaz met {} on day {day}.", others[day % 5])
        };
        json!({"id": format!("day-{day:02}"), "text": text}).to_string()
    };
    let records: Vec<String> = (0..40).map(record).collect();
    let records = records.join("\n");
    desk.write("meetings.jsonl", &records);
    desk.done("build meetings.jsonl -d dictionary.toml");
    desk
}

#[test]
fn a_false_discovery_rate_cuts_edges_and_says_how_many() {
    let desk = meetings();
    let run = desk.done("top --fdr 0.05 --json");
    assert!(run.talk.contains("--fdr 0.05 cuts 4 edges"), "{}", run.talk);
    let top: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(top["edges"].as_array().unwrap().len(), 1);
    desk.ends("neighbors 'Cara Diaz' --fdr 0.05", 1);
    let tree = desk.json("explain acme 'Beta Labs' --fdr 0.05");
    let claims = tree["children"].as_array().unwrap();
    let significance = claims
        .iter()
        .find(|claim| claim["rule"] == "significance")
        .unwrap();
    assert_eq!(significance["numbers"]["tests"], 21); // seven entities
    assert!(significance["numbers"]["q_value"].as_f64().unwrap() < 0.001);
    desk.ends("explain 'Cara Diaz' D100 --fdr 0.05", 1);
    desk.done("export -o graph.json --fdr 0.05");
    let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    assert_eq!(graph["graph"]["fdr"], 0.05);
    has_keys(&graph["edges"][0], &["p_value", "q_value"]);
    desk.ends("top --fdr 2", 2).says(&["from 0 to 1"]);
}

#[test]
fn shuffles_show_what_chance_would_keep() {
    let desk = meetings();
    let question = "stats --shuffle-test 50";
    snapshot!("shuffle-test", desk.done(question).out);
    let answer = desk.json(question);
    assert_eq!(answer["shuffle_test"]["significant"], 1);
    assert_eq!(
        answer["shuffle_test"]["shuffles"].as_array().unwrap().len(),
        50
    );
    desk.ends("stats --seed 3", 2);
}

#[test]
fn a_span_that_could_be_either_breaks_no_graph() {
    let desk = Desk::empty();
    desk.write("firms.toml", super::DICTIONARY);
    desk.write(
        "docs/one.txt",
        "Acme met Beta Labs. All news was Shared here.\n",
    );
    desk.done("build docs -d firms.toml --ambiguity all");
    // Either is in both sentences, and they share one of them.
    desk.done("explain acme beta -m jaccard")
        .shows(&["sentences: 1 with both, 2 and 2 with each"]);
}
