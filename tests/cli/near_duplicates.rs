//! Near-duplicates: one story that many print counts once in independent counts, and raw counts stay raw. Lists and page furniture beside them.

use serde_json::Value;

use super::Desk;

const NAMES: &str = "Acme\nBeta Labs\nEgret Fund\nFacebook\nLinkedIn\nX\n";

/// The paragraphs of a story. Each names what it names in sentences that edits leave alone.
const STORY: [&str; 6] = [
    "Acme agreed to buy its smaller rival Beta Labs for about nine hundred million in shares, both companies announced late on Tuesday evening.",
    "The purchase would create the largest maker of industrial sensors in northern Europe, with factories in seven countries and around \
     twelve thousand employees, according to a presentation prepared for investors.",
    "Regulators are expected to examine whether the combined business would dominate the market for pressure gauges, where only three \
     suppliers remain after several years of consolidation.",
    "Shareholders representing two thirds of the smaller company have already promised to accept the offer, which values each share at a premium \
     of thirty percent over the closing price of the previous session.",
    "Analysts had speculated about such a combination since the spring, when the larger group replaced its chief executive and started \
     selling divisions that make consumer thermometers.",
    "The companies hope to complete the transaction before the end of the year, subject to approval by authorities in Brussels and Washington.",
];

/// A lightly edited copy: what an editor does to a story in a minute.
fn copy(number: usize) -> (String, String) {
    let mut paragraphs: Vec<String> = STORY.map(str::to_owned).to_vec();
    let swaps = [
        ("twelve thousand", "12,000"),
        ("largest", "biggest"),
        ("several years", "a decade"),
        ("thirty percent", "30 percent"),
        ("expected", "likely"),
        ("started", "began"),
        ("promised", "pledged"),
        ("authorities", "officials"),
    ];
    for (at, (from, to)) in swaps.iter().enumerate() {
        if number >> (at % 5) & 1 == 1 && (number + at).is_multiple_of(2) {
            for paragraph in &mut paragraphs {
                *paragraph = paragraph.replace(from, to);
            }
        }
    }
    if number.is_multiple_of(4) {
        paragraphs.pop();
    }
    if number % 3 == 1 {
        paragraphs.insert(0, format!("LONDON, Jan {} (Wire) -", 1 + number % 20));
    }
    if number % 5 == 2 {
        paragraphs.push("Our newsroom prepared this report with material of an agency.".to_owned());
    }
    let title = format!("Headline of paper {number}");
    let separator = if number.is_multiple_of(2) {
        "\n\n"
    } else {
        "\n"
    };
    (title, paragraphs.join(separator))
}

/// A report of the same event in words of its own.
fn independent(number: usize) -> (String, String) {
    let texts = [
        "Nobody in the valley talks about anything else. Beta Labs, founded in a disused dairy in the nineties, is being sold to Acme. \
         Workers gathered outside the gates on Wednesday morning, worried that assembly lines could move abroad once the new owners arrive. \
         The mayor promised meetings with managers from both sides, and the union demanded written guarantees covering apprentices and pensions.",
        "What does the takeover mean for customers? Purchasing departments buying gauges from Beta Labs and Acme alike will lose leverage, consultants \
         warn. Discounts negotiated against two competing catalogues tend to disappear within eighteen months. Some engineers already evaluate \
         Japanese alternatives, although certification for refineries usually requires lengthy testing.",
    ];
    (format!("Own report {number}"), texts[number].to_owned())
}

fn record(id: &str, source: &str, date: &str, (title, text): (String, String)) -> String {
    serde_json::json!({"id": id, "title": title, "source": source, "date": date, "text": text})
        .to_string()
}

/// Forty copies, which eight papers print over four days, and two reports of their own.
fn records() -> Vec<String> {
    let copies = (0..40).map(|number| {
        let (source, day) = (format!("paper {}", number % 8), 1 + (number * 7) % 4);
        record(
            &format!("copy-{number:02}"),
            &source,
            &format!("2025-03-0{day}"),
            copy(number),
        )
    });
    let own = (0..2).map(|number| {
        record(
            &format!("own-{number}"),
            "valley post",
            "2025-03-05",
            independent(number),
        )
    });
    copies.chain(own).collect()
}

fn desk(records: &[String]) -> Desk {
    let desk = Desk::empty();
    desk.write("names.txt", NAMES);
    desk.write("news.jsonl", records.join("\n") + "\n");
    desk.done("build news.jsonl -d names.txt");
    desk
}

/// What is said of one edge in each kind of count.
fn edge(desk: &Desk, window: &str) -> Value {
    desk.done(&format!(
        "export -w {window} -o out/{window}.graph.json --format json"
    ));
    let graph: Value =
        serde_json::from_str(&desk.read(&format!("out/{window}.graph.json"))).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    let of_two = |edge: &&Value| edge["source"] == "acme" && edge["target"] == "beta-labs";
    edges.iter().find(of_two).unwrap().clone()
}

#[test]
fn forty_copies_and_two_reports_are_three() {
    let desk = desk(&records());
    let edge = edge(&desk, "document");
    assert_eq!(
        (&edge["count"], &edge["independent"]),
        (&42.into(), &3.into())
    );
    let stats = desk.json("stats");
    assert_eq!(
        stats["near_duplicates"],
        serde_json::json!({"clusters": 1, "documents": 39})
    );
    let explained = desk.json("explain acme 'beta labs' -w document");
    let independent = explained["children"]
        .as_array()
        .unwrap()
        .iter()
        .find(|child| child["rule"] == "independent")
        .unwrap();
    assert_eq!(independent["numbers"]["documents"], 3);
    assert_eq!(independent["numbers"]["sources"], 9);
    desk.done("explain acme 'beta labs'")
        .shows(&["without near-duplicates, from 9 sources"]);
    desk.done("stats")
        .shows(&["39 documents nearly repeat others, in 1 cluster"]);
}

#[test]
fn clusters_are_listed_with_the_earliest_first() {
    let desk = desk(&records());
    let listed = desk.json("duplicates");
    assert_eq!(listed["clusters"], 1);
    let cluster = &listed["list"][0];
    assert_eq!(cluster["representative"], "copy-00");
    assert_eq!(cluster["documents"].as_array().unwrap().len(), 40);
    desk.done("duplicates")
        .shows(&["copy-00: 40 documents", "copy-39"]);
    let alone = super::Desk::built();
    alone
        .ends("duplicates", 1)
        .says(&["no document nearly repeats another"]);
}

#[test]
fn removing_copies_changes_no_independent_count() {
    let all = records();
    let desk = desk(&all);
    let before = edge(&desk, "sentence");
    let copies: Vec<String> = (0..39).map(|number| format!("copy-{number:02}")).collect();
    desk.done(&format!("remove {}", copies.join(" ")));
    let after = edge(&desk, "sentence");
    assert_eq!(after["count"], after["independent"]);
    for field in ["independent", "points", "p_value", "q_value"] {
        assert!(!before[field].is_null());
        assert_eq!(before[field], after[field], "{field}");
    }
    // As if the ledger had been built so from the start.
    let fresh = self::desk(&all[39..]);
    assert_eq!(fresh.exports("out/graph.db"), desk.exports("out/graph.db"));
}

#[test]
fn memory_counts_as_a_ledger_does_in_any_order() {
    let mut all = records();
    let desk = desk(&all);
    desk.done("export -o ledger.graph.json --format json");
    all.reverse();
    desk.write("turned.jsonl", all.join("\n") + "\n");
    for threads in [1, 3] {
        let line = format!(
            "build turned.jsonl -d names.txt --in-memory --threads {threads} --export memory.json"
        );
        desk.done(&line);
        assert_eq!(desk.read("ledger.graph.json"), desk.read("memory.json"));
    }
}

#[test]
fn share_buttons_make_no_node_unless_they_are_kept() {
    let desk = Desk::empty();
    desk.write("names.txt", NAMES);
    let page = "Acme sells to Beta Labs.\n\nShare on Facebook · X · LinkedIn\n";
    desk.write("docs/page.txt", page);
    desk.done("build docs -d names.txt");
    let top = desk.json("top");
    let names: Vec<_> = top["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].clone())
        .collect();
    assert_eq!(names, ["acme", "beta-labs"]);
    let rejected = desk.done("tag docs -d names.txt --status rejected").out;
    assert_eq!(rejected.matches(r#""rule":"furniture""#).count(), 3);
    let kept = desk.done("tag docs -d names.txt --furniture keep").out;
    // A single letter waits for more than a line of buttons.
    assert_eq!(kept.lines().count(), 4);
    let why = desk.ends(
        "why-not facebook -d names.txt --text 'Share on Facebook · X · LinkedIn'",
        1,
    );
    why.shows(&["furniture"]);
}

/// The default score of the pair, and the sums it is computed from.
fn explained(desk: &Desk) -> (Value, Value) {
    let tree = desk.json("explain acme 'beta labs'");
    let sums = tree["children"][0]["children"][0]["numbers"].clone();
    (tree["numbers"]["score"].clone(), sums)
}

#[test]
fn removing_copies_leaves_the_default_score() {
    // What these edits change is no name, no sentence border, and no word between two names.
    let swaps = [
        ("twelve", "eleven"),
        ("largest", "biggest"),
        ("expected", "likely"),
        ("started", "began"),
        ("promised", "pledged"),
        ("authorities", "officials"),
    ];
    let mut all: Vec<String> = (0..40_usize)
        .map(|number| {
            let mut text = STORY.join("\n\n");
            for (bit, (from, to)) in swaps.iter().enumerate() {
                if number >> bit & 1 == 1 {
                    text = text.replace(from, to);
                }
            }
            let title = format!("Headline of paper {number}");
            let date = format!("2025-03-0{}", 1 + number % 4);
            record(&format!("copy-{number:02}"), "wire", &date, (title, text))
        })
        .collect();
    all.extend((0..2).map(|number| {
        let id = format!("own-{number}");
        record(&id, "valley post", "2025-03-05", independent(number))
    }));
    let desk = desk(&all);
    let document = edge(&desk, "document");
    assert_eq!(
        (&document["count"], &document["independent"]),
        (&42.into(), &3.into())
    );
    let before = explained(&desk);
    assert!(before.0.as_f64().unwrap() > 0.0);
    for copies in [0..20, 20..39] {
        let copies: Vec<String> = copies.map(|number| format!("copy-{number:02}")).collect();
        desk.done(&format!("remove {}", copies.join(" ")));
        assert_eq!(explained(&desk), before);
    }
}

#[test]
fn a_market_wrap_adds_no_strong_pair() {
    let first = ["Alder", "Birch", "Cedar", "Elder", "Hazel", "Rowan"];
    let second = ["Mills", "Motors", "Foods", "Optics", "Shipping"];
    let firms: Vec<String> = first
        .iter()
        .flat_map(|one| second.map(|other| format!("{one} {other}")))
        .collect();
    let desk = Desk::empty();
    desk.write("firms.txt", firms.join("\n") + "\n");
    let said = [
        "agreed to buy parts from",
        "lost its old customer",
        "shares a warehouse with",
        "was outbid in spring by",
        "sold its northern branch to",
        "hired forty people from",
    ];
    let prose: Vec<_> = (0..18)
        .map(|number| (number, (number * 7 + 4) % 30))
        .collect();
    for (number, &(one, other)) in prose.iter().enumerate() {
        let said = said[number % said.len()];
        let text = format!("{} {said} {}.\n", firms[one], firms[other]);
        desk.write(&format!("docs/{number:02}.txt"), text);
    }
    let list = firms[..29].join(", ");
    let wrap = format!("Shares of {list} and {} rose on Friday.\n", firms[29]);
    desk.write("docs/wrap.txt", wrap);
    desk.done("build docs -d firms.txt");
    assert_eq!(desk.json("stats")["documents"], 19);
    let all = desk.json("top -n 1000");
    let edges = all["edges"].as_array().unwrap();
    // The list is counted, all of it: 30 firms are 435 pairs, and those told in prose are among them.
    assert_eq!(edges.len(), 435);
    let id = |firm: usize| firms[firm].to_lowercase().replace(' ', "-");
    let is_told = |edge: &Value| {
        prose.iter().any(|&(one, other)| {
            let (one, other) = (id(one), id(other));
            (&edge["source"], &edge["target"])
                == (
                    &one.clone().min(other.clone()).into(),
                    &one.max(other).into(),
                )
        })
    };
    for edge in &edges[..10] {
        assert!(is_told(edge), "{edge} is not told in prose");
    }
}

#[test]
fn copies_of_a_story_are_no_signs_that_two_belong_together() {
    let desk = Desk::empty();
    desk.write("names.txt", NAMES);
    let copies = (0..10).map(|number| {
        let text = (String::new(), "Acme met Beta Labs.".to_owned());
        record(&format!("copy-{number}"), "paper", "2025-03-01", text)
    });
    let others = (0..20).map(|number| {
        let text = format!("Egret Fund spoke on day {number}.");
        record(
            &format!("other-{number}"),
            "paper",
            "2025-03-02",
            (String::new(), text),
        )
    });
    let records: Vec<String> = copies.chain(others).collect();
    desk.write("news.jsonl", records.join("\n") + "\n");
    desk.done("build news.jsonl -d names.txt");
    // One document of 21 has both; ten of thirty would be no chance.
    let p_value = edge(&desk, "document")["p_value"].as_f64().unwrap();
    assert!((0.01..0.5).contains(&p_value), "{p_value}");
    let stats = desk.json("stats --fdr 0.05 --shuffle-test 5");
    assert_eq!(stats["shuffle_test"]["significant"], 0);
}
