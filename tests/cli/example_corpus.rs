//! The example corpus, end to end, with the built-in dictionary.

use serde_json::Value;

use super::{Desk, project};

fn built() -> Desk {
    let desk = Desk::empty();
    desk.done(&format!("build '{}' --threads 1 -o one.db", corpus()));
    desk
}

fn corpus() -> String {
    project()
        .join("examples/deepseek")
        .to_str()
        .unwrap()
        .to_owned()
}

#[test]
fn threads_and_order_of_input_change_no_byte() {
    let desk = built();
    let wanted = desk.exports("one.db");
    desk.done(&format!("build '{}' --threads 4 -o four.db", corpus()));
    assert_eq!(desk.exports("four.db"), wanted);

    // All but the records, then the records, in another order and a line at a time.
    let records = std::fs::read_to_string(project().join("examples/deepseek/wire.jsonl")).unwrap();
    let mut lines: Vec<&str> = records.lines().collect();
    lines.reverse();
    desk.done(&format!("build '{}' -o added.db", corpus()));
    for line in &lines {
        let id = serde_json::from_str::<Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        desk.done(&format!("remove {id} -g added.db"));
    }
    assert_ne!(desk.exports("added.db"), wanted);
    for (number, line) in lines.iter().enumerate() {
        desk.write(&format!("{number}.jsonl"), line);
        desk.done(&format!("add {number}.jsonl -g added.db"));
    }
    assert_eq!(desk.exports("added.db"), wanted);
}

#[test]
fn what_the_readme_promises_of_it() {
    let desk = built();
    let neighbors = desk.json("neighbors Nvidia -g one.db -n 200");
    let ids: Vec<&str> = neighbors
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&"h800") && ids.contains(&"deepseek"),
        "{ids:?}"
    );
    desk.done("path 'Liang Wenfeng' 'Jensen Huang' -g one.db");
    desk.done("explain nvidia deepseek -g one.db")
        .shows(&["2025-0"]);
    desk.done("top -g one.db").shows(&["DeepSeek", "Nvidia"]);
    let stats = desk.json("stats -g one.db");
    assert_eq!(stats["documents"], 26);
}

#[test]
fn the_week_in_which_the_stocks_fell_is_a_burst() {
    let desk = built();
    for name in ["DeepSeek", "Nvidia"] {
        let timeline = desk.json(&format!("timeline {name} -g one.db"));
        let bursts = timeline["bursts"].as_array().unwrap();
        assert!(
            bursts.iter().any(|burst| burst["from"] == "2025-W05"),
            "{name}: {timeline}"
        );
        assert_eq!(timeline["unplaced"], 0);
    }
    desk.done("timeline DeepSeek -g one.db")
        .shows(&["2025-W05", "█ burst"]);
}

#[test]
fn every_piece_of_evidence_can_be_cut_out_of_its_document() {
    let desk = built();
    let run = desk.done(&format!("tag '{}'", corpus()));
    let mut places = std::collections::BTreeSet::new();
    for line in run.out.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        places.insert((
            row["doc"].to_string(),
            row["field"].to_string(),
            row["start"].as_u64(),
            row["end"].as_u64(),
            row["entity"].to_string(),
        ));
    }
    for window in ["sentence", "paragraph", "document"] {
        desk.done(&format!(
            "export -g one.db -w {window} --evidence 50 -o graph.json"
        ));
        let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
        let mut seen = 0;
        for edge in graph["edges"].as_array().unwrap() {
            for evidence in edge["evidence"].as_array().unwrap() {
                let single = std::slice::from_ref(evidence);
                let passages = evidence["passages"]
                    .as_array()
                    .map_or(single, Vec::as_slice);
                for passage in passages {
                    let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
                    let start = passage["start"].as_u64().unwrap();
                    assert_eq!(passage["end"].as_u64().unwrap() - start, text.len() as u64);
                    for (key, entity) in [("a", &edge["source"]), ("b", &edge["target"])] {
                        for span in passage[key].as_array().unwrap() {
                            let place = (
                                evidence["document"].to_string(),
                                passage["field"].to_string(),
                                span[0].as_u64(),
                                span[1].as_u64(),
                                entity.to_string(),
                            );
                            assert!(places.contains(&place), "no such mention: {place:?}");
                            seen += 1;
                        }
                    }
                }
            }
        }
        assert!(seen > 500, "{window}: {seen}");
    }
}
