//! Periods, roll-ups, `timeline`, `diff`, and where dates come from.

use serde_json::{Value, json};

use super::{Desk, has_keys, keys, snapshot};

/// Two chips of one firm, a person, another firm.
const DICTIONARY: &str = r#"
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
"#;

const RECORDS: &str = concat!(
    r#"{"id":"december","date":"2024-12-20","text":"Cara Diaz wants the D100 and the D200 from Acme. Acme met Beta Labs."}"#,
    "\n",
    r#"{"id":"january","date":"2025-01","text":"Acme sued Beta Labs. Acme and Beta Labs talk."}"#,
    "\n",
    r#"{"id":"monday","date":"Mon, 27 Jan 2025 08:30:00 +0100","text":"Beta Labs hired Cara Diaz."}"#,
    "\n",
    r#"{"id":"someday","text":"Cara Diaz left Beta Labs."}"#,
    "\n",
);

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("firms.toml", DICTIONARY);
    desk.write("news.jsonl", RECORDS);
    desk.done("build news.jsonl -d firms.toml");
    desk
}

/// Neighbours with the sentences they share.
fn shared(answer: &Value) -> Vec<(&str, u64)> {
    let rows = answer.as_array().unwrap().iter();
    rows.map(|one| {
        (
            one["id"].as_str().unwrap(),
            one["sentences"].as_u64().unwrap(),
        )
    })
    .collect()
}

#[test]
fn as_of_a_day_nothing_later_is_known() {
    let desk = desk();
    let run = desk.done("export --as-of 2024-12-31 -o then.json");
    run.says(&["1 document without a date left out"]);
    let text = desk.read("then.json");
    assert!(!text.contains("2025"), "{text}");
    let graph: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(graph["graph"]["to"], "2024-12-31");
    assert_eq!(
        graph["graph"]["totals"],
        json!({"sentences": 2, "paragraphs": 1, "documents": 1})
    );
    for part in ["nodes", "edges"] {
        for element in graph[part].as_array().unwrap() {
            assert_eq!(element["last_seen"], "2024-12-20", "{element}");
        }
    }
    // All but how it was asked is that of a ledger which holds no more.
    desk.write("december.jsonl", RECORDS.lines().next().unwrap());
    desk.done("build december.jsonl -d firms.toml -o december.db");
    desk.done("export -g december.db -o december.json");
    assert_eq!(
        text.replace(r#""to":"2024-12-31","#, ""),
        desk.read("december.json")
    );
    assert_eq!(desk.json("stats --to 2024")["documents"], 1);
    desk.ends("explain beta cara --as-of 2024-12-31", 1)
        .shows(&["no edge: they share no sentence"]);
}

#[test]
fn a_month_is_inside_with_all_its_days() {
    let desk = desk();
    let rows = |line: &str| -> Vec<(String, u64)> {
        let answer = desk.json(&format!("neighbors beta -m count {line}"));
        let rows = shared(&answer).into_iter();
        rows.map(|(id, count)| (id.to_owned(), count)).collect()
    };
    let row = |id: &str, count| (id.to_owned(), count);
    assert_eq!(rows("--from 2025-01"), [row("acme", 2), row("cara", 1)]);
    assert_eq!(rows("--from 2025-01-15"), [row("cara", 1)]);
    assert_eq!(
        rows("--from 2024-12 --to 2025-01-30"),
        [row("acme", 1), row("cara", 1)]
    );
    assert_eq!(rows(""), [row("acme", 3), row("cara", 2)]);
}

#[test]
fn periods_that_cannot_be_are_refused() {
    let desk = desk();
    desk.ends("top --from soon", 2)
        .says(&["--from", "`soon` is not a date"]);
    desk.ends("top --from 2025-02 --to 2025-01", 2)
        .says(&["no day is from 2025-02 to 2025-01"]);
    desk.ends("top --to 2025 --as-of 2025", 2)
        .says(&["cannot be used with"]);
    desk.ends("top --roll-up ship", 2)
        .says(&["no entity of the dictionary has the type `ship`"]);
}

#[test]
fn rolled_up_three_are_one_and_no_edge_leads_to_itself() {
    let desk = desk();
    let plain = desk.json("neighbors cara --to 2024 -m count");
    assert_eq!(shared(&plain), [("acme", 1), ("d100", 1), ("d200", 1)]);
    for roll_up in ["parent", "organization"] {
        let answer = desk.json(&format!("neighbors cara --to 2024 --roll-up {roll_up}"));
        assert_eq!(shared(&answer), [("acme", 1)]);
        assert_eq!(
            answer[0]["evidence"][0]["b"],
            json!([[20, 24], [33, 37], [43, 47]])
        );
    }
    let run = desk.done("neighbors d200 --roll-up parent");
    run.says(&["D200 (d200) is counted as Acme (acme)"]);
    assert!(!run.out.contains("D100"), "{}", run.out);
    desk.done("export --roll-up parent -o rolled.json");
    let graph: Value = serde_json::from_str(&desk.read("rolled.json")).unwrap();
    assert_eq!(graph["graph"]["roll_up"], "parent");
    let edges: Vec<_> = graph["edges"].as_array().unwrap().iter().collect();
    assert!(edges.iter().all(|edge| edge["source"] != edge["target"]));
    assert_eq!(edges.len(), 3);
    // Whatever has no such ancestor stays itself.
    assert_eq!(
        shared(&desk.json("neighbors cara --to 2024 --roll-up person")).len(),
        3
    );
}

#[test]
fn a_timeline_shows_the_weeks_between() {
    let desk = desk();
    let run = desk.done("timeline 'Cara Diaz'");
    snapshot!("timeline", run.out);
    run.says(&["1 document more without a date that tells the week"]);
    desk.ends("timeline cara cara", 2)
        .says(&["never pairs with itself"]);
    let answer = desk.json("timeline cara beta --by month");
    assert_eq!(
        keys(&answer),
        [
            "a",
            "b",
            "baseline",
            "bursts",
            "by",
            "documents",
            "from",
            "periods",
            "series",
            "to",
            "unplaced"
        ]
    );
    has_keys(
        &answer["series"][0],
        &[
            "period",
            "sentences",
            "paragraphs",
            "documents",
            "documents_in_all",
            "expected",
            "burst",
        ],
    );
    let months: Vec<_> = answer["series"].as_array().unwrap().iter().collect();
    assert_eq!(months.len(), 2);
    assert_eq!(months[0]["period"], "2024-12");
    // The paragraph of December names both; no sentence of it does.
    assert_eq!(
        (&months[0]["documents"], &months[0]["sentences"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(months[1]["documents_in_all"], 2);
    assert_eq!(answer["bursts"], json!([]));
    desk.ends("timeline cara 'Beta Labz'", 1)
        .says(&["did you mean Beta Labs"]);
    desk.ends("timeline beta d100 --from 2025", 1)
        .says(&["d100 is in the dictionary, but no document"]);
    let years = desk.json("timeline acme --by year --roll-up parent");
    assert_eq!(years["series"][0]["period"], "2024");
}

#[test]
fn periods_and_ledgers_are_compared() {
    let desk = desk();
    let run = desk.done("diff --before 2024 --after 2025 -m count");
    snapshot!("diff", run.out);
    run.says(&["1 document without a date left out"]);
    let periods = desk.json("diff --before 2024 --after 2025");
    assert_eq!(
        keys(&periods),
        ["after", "before", "edges", "gone", "new", "reranked"]
    );
    let new = &periods["new"][0];
    assert_eq!((&new["a"], &new["b"]), (&json!("beta"), &json!("cara")));
    assert_eq!(new.get("before"), None);
    assert_eq!(new["evidence"][0]["text"], "Beta Labs hired Cara Diaz.");
    assert_eq!(periods["gone"][0]["evidence"][0]["date"], "2024-12-20");

    let lines: Vec<&str> = RECORDS.lines().collect();
    desk.write("one.jsonl", lines[0]);
    desk.write("two.jsonl", lines[1..3].join("\n"));
    desk.done("build one.jsonl -d firms.toml -o one.db");
    desk.done("build two.jsonl -d firms.toml -o two.db");
    assert_eq!(desk.json("diff one.db two.db"), periods);
    desk.ends("diff one.db one.db", 1);
    for line in [
        "diff",
        "diff one.db",
        "diff --before 2024",
        "diff one.db two.db --before 2024",
    ] {
        desk.ends(line, 2)
            .says(&["name two ledgers, or two periods"]);
    }
    desk.ends("diff --before 2024 --after 2025 --from 2024", 2)
        .says(&["leave --from"]);
    desk.ends("diff --before 2024-13 --after 2025", 2)
        .says(&["is not a date"]);
}

#[test]
fn dates_come_from_names_and_first_lines() {
    let desk = Desk::empty();
    desk.write("firms.toml", DICTIONARY);
    for (name, text) in [
        ("20250103_note.txt", "Acme was there."),
        (
            "2025-01-04-page.html",
            "<title>x</title><p>Beta Labs was there.",
        ),
        (
            "plain.txt",
            "A HEADLINE\n\nThe Wire, 5 January 2025\n\nCara Diaz was there.\n",
        ),
        (
            "head.md",
            "---\ndate: Jan 6, 2025\n---\n2025-01-07\n\nThe D100 was there.\n",
        ),
        (
            "2025-01-08-head.md",
            "# Title\n\n9 January 2025\n\nThe D200 was there.\n",
        ),
    ] {
        desk.write(&format!("docs/{name}"), text);
    }
    desk.done("build docs -d firms.toml --export all.json");
    let graph: Value = serde_json::from_str(&desk.read("all.json")).unwrap();
    let seen: Vec<_> = graph["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node["first_seen"].as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("acme", Some("2025-01-03")),
            ("beta", Some("2025-01-04")),
            ("cara", Some("2025-01-05")),
            ("d100", Some("2025-01-06")),
            ("d200", Some("2025-01-08")),
        ]
    );
}
