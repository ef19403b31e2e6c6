//! `eval`: the numbers of small gold, counted by hand, in every format.

use serde_json::{Value, json};

use super::{Desk, has_keys, keys, snapshot};

/// In brat: four names with ids, one without, one in two pieces. "Shared" is ambiguous, "Gamma Works" unknown.
const BRAT_TEXT: &str = "Acme hired Cara Diaz. Shared news of Beta Labs.\nGamma Works left.\n";
const BRAT_MARKS: &str = "T1\torganization 0 4\tAcme\nN1\tReference T1 firms:acme\tAcme\nT2\tperson 11 20\tCara Diaz\nN2\tReference T2 firms:cara\tCara Diaz\nT3\torganization 22 28\tShared\nN3\tReference T3 firms:beta\tBeta Labs\nT4\torganization 37 46\tBeta Labs\nN4\tReference T4 firms:beta\tBeta Labs\nT5\torganization 48 59\tGamma Works\nT6\torganization 0 4;37 46\tAcme Beta Labs\nR1\tHires Arg1:T1 Arg2:T2\n";

/// The D100 is not marked, Beta Labs is marked as a place.
const CONLL: &str = "-DOCSTART- -X- O\n\nAcme NNP B-ORG\nhired VBD O\nCara NNP B-PER\nDiaz NNP I-PER\n\nBeta NNP B-LOC\nLabs NNP I-LOC\nsold VBD O\nthe DT O\nD100 NN O\n";

/// "ACME" is found in title and abstract, "Acme Corp." where the gold marks "Acme", Cara Diaz as another.
const PUBTATOR: &str = "1|t|ACME rises\n1|a|Acme Corp. hired Cara Diaz.\n1\t0\t4\tACME\tOrg\tacme\n1\t11\t15\tAcme\tOrg\tacme\n1\t28\t37\tCara Diaz\tPerson\tfjord\n\n2|t|Nothing\n2|a|here.\n";

const DOCUMENTS: &str = "{\"id\":\"a\",\"title\":\"Acme\",\"text\":\"Naïve Acme met\\nBeta Labs.\"}\n{\"id\":\"b\",\"text\":\"Egret Fund and Omega.\"}\n";
const TABLE: &str = "doc_id\tstart\tend\tentity_id\ttype\tsurface\na\t6\t10\tbeta|acme\torganization\tAcme\na\t15\t24\tNIL\torganization\tBeta Labs\nb\t0\t10\tegret\tinvestor\tEgret Fund\nb\t15\t20\tomega\tinvestor\tOmega\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("brat/a/one.txt", BRAT_TEXT);
    desk.write("brat/a/one.ann", BRAT_MARKS);
    desk.write("dev.conll", CONLL);
    desk.write("dev.pubtator", PUBTATOR);
    desk.write("table/docs.jsonl", DOCUMENTS);
    desk.write("table/mentions.tsv", TABLE);
    desk
}

/// A score as right, found, gold, with its rates checked.
#[track_caller]
fn counts(scores: &Value, name: &str) -> [u64; 3] {
    let score = &scores[name];
    let rate = |key: &str| score[key].as_f64().unwrap();
    let (precision, recall) = (rate("precision"), rate("recall"));
    let f1 = 2.0 * precision * recall / (precision + recall);
    assert!((rate("f1") - f1).abs() < 1e-3, "{score}");
    ["right", "found", "gold"].map(|key| score[key].as_u64().unwrap())
}

/// The causes with their counts.
fn causes(answer: &Value) -> Vec<(String, u64)> {
    let groups = answer["causes"].as_array().unwrap().iter();
    let pair = |group: &Value| {
        let name = group["cause"].as_str().unwrap().to_owned();
        (name, group["count"].as_u64().unwrap())
    };
    groups.map(pair).collect()
}

#[track_caller]
fn assert_causes(answer: &Value, wanted: &[(&str, u64)]) {
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(name, n)| ((*name).to_owned(), *n))
        .collect();
    assert_eq!(causes(answer), wanted);
}

#[test]
fn brat() {
    let answer = desk().json("eval brat -d firms.toml");
    let scores = &answer["scores"];
    assert_eq!(counts(scores, "span"), [3, 3, 5]);
    assert_eq!(counts(scores, "span_entity"), [3, 3, 4]);
    assert_eq!(counts(scores, "document_entity"), [3, 3, 3]);
    assert_eq!(scores["span"]["recall"], 0.6);
    assert_eq!(scores["span"]["f1"], 0.75);
    assert_eq!(answer["discontinuous"], 1);
    assert_eq!(answer["marks"], 5);
    assert_causes(&answer, &[("unknown_name", 1), ("ambiguous", 1)]);
    let ambiguous = &answer["causes"][1]["surfaces"][0];
    assert_eq!(ambiguous["entities"], json!(["acme", "beta"]));
    assert_eq!(ambiguous["doc"], "a/one.txt");
}

#[test]
fn conll() {
    let desk = desk();
    let answer = desk.json("eval dev.conll -d firms.toml --map-type ORG=organization,PER=person");
    let scores = &answer["scores"];
    assert_eq!(counts(scores, "span"), [3, 4, 3]);
    assert_eq!(counts(scores, "span_type"), [2, 4, 3]);
    assert_eq!(scores["span"]["precision"], 0.75);
    assert_eq!(
        scores.get("span_entity"),
        None,
        "the gold names no entities"
    );
    assert_causes(&answer, &[("no_gold", 1)]);
    let rows: Vec<_> = answer["types"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["type"].as_str().unwrap(),
                &row["right"],
                &row["found"],
                &row["gold"],
            )
        })
        .map(|(name, right, found, gold)| format!("{name} {right} {found} {gold}"))
        .collect();
    assert_eq!(
        rows,
        [
            "organization 1 2 1",
            "person 1 1 1",
            "LOC 0 0 1",
            "chip 0 1 0"
        ]
    );
    // A type that the dictionary has is another; one it has not says nothing.
    let mapped = "eval dev.conll -d firms.toml --map-type ORG=organization,PER=person,LOC=investor";
    assert_causes(&desk.json(mapped), &[("no_gold", 1), ("other_type", 1)]);
    desk.done("eval dev.conll -d firms.toml")
        .shows(&["no type of the gold is one of those found"]);
    // Another column of tags.
    desk.write("other.conll", "B-ORG Acme x\nO fell x\n");
    let answer = desk.json("eval other.conll -d firms.toml --format conll --columns 2,1");
    assert_eq!(counts(&answer["scores"], "span"), [1, 1, 1]);
}

#[test]
fn pubtator() {
    let answer = desk().json("eval dev.pubtator -d firms.toml");
    let scores = &answer["scores"];
    assert_eq!(counts(scores, "span"), [2, 3, 3]);
    assert_eq!(counts(scores, "span_overlap"), [3, 3, 3]);
    assert_eq!(counts(scores, "span_entity"), [1, 3, 3]);
    assert_eq!(counts(scores, "document_entity"), [1, 2, 2]);
    assert_eq!(scores["right_spans_linked"], 0.5);
    assert_eq!(answer["documents"], 2);
    assert_causes(
        &answer,
        &[("overlapped", 1), ("other_border", 1), ("other_entity", 1)],
    );
}

#[test]
fn table() {
    let desk = desk();
    let answer = desk.json("eval table/mentions.tsv -d firms.toml");
    let scores = &answer["scores"];
    // The title is not in the text, so it is not marked.
    assert_eq!(counts(scores, "span"), [3, 3, 4]);
    assert_eq!(counts(scores, "span_entity"), [2, 2, 3]);
    assert_eq!(counts(scores, "document_entity"), [2, 2, 4]);
    assert_eq!(answer["left_out"], 1);
    assert_causes(&answer, &[("unknown_entity", 1)]);
    // The documents may be elsewhere.
    desk.write("m.tsv", TABLE);
    let moved = desk.json("eval m.tsv --documents table/docs.jsonl -d firms.toml");
    assert_eq!(moved, answer);
    desk.ends("eval m.tsv -d firms.toml", 2)
        .says(&["m.tsv: a table of marks needs its documents", "--documents"]);
}

#[test]
fn gold_of_several_formats_is_one() {
    let answer = desk().json("eval brat dev.conll dev.pubtator table/mentions.tsv -d firms.toml");
    assert_eq!(counts(&answer["scores"], "span"), [11, 13, 15]);
    assert_eq!(answer["documents"], 6);
}

#[test]
fn answers_are_the_same_every_time() {
    let desk = desk();
    snapshot!(
        "eval",
        desk.done("eval brat dev.pubtator -d firms.toml").out
    );
    let json = desk.done("eval brat dev.pubtator -d firms.toml --json").out;
    let pretty: Value = serde_json::from_str(&json).unwrap();
    snapshot!("eval-json", serde_json::to_string_pretty(&pretty).unwrap());
    assert_eq!(
        json,
        desk.done("eval brat dev.pubtator -d firms.toml --json").out
    );
}

#[test]
fn every_mistake_goes_to_a_file() {
    let desk = desk();
    let run = desk.done("eval brat dev.pubtator -d firms.toml -n 0 --errors out/e.jsonl");
    run.says(&["wrote every mistake to out/e.jsonl"]);
    let rows: Vec<Value> = desk
        .read("out/e.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 5);
    has_keys(
        &rows[0],
        &["doc", "start", "end", "surface", "side", "cause"],
    );
    assert_eq!(rows[0]["surface"], "Shared");
    assert_eq!(rows[0]["start"], 22);
    desk.done("eval brat dev.pubtator -d firms.toml --errors e.tsv");
    let table = desk.read("e.tsv");
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let cells: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    assert_eq!(cells.len(), 5);
    for (row, cells) in rows.iter().zip(&cells) {
        assert_eq!(cells.len(), header.len());
        for (name, cell) in header.iter().zip(cells) {
            match &row[*name] {
                Value::Null => assert_eq!(*cell, ""),
                Value::String(text) => assert_eq!(*cell, text.replace('\n', "\\n")),
                Value::Array(ids) => {
                    let ids: Vec<&str> = ids.iter().map(|id| id.as_str().unwrap()).collect();
                    assert_eq!(*cell, ids.join("|"));
                }
                other => assert_eq!(*cell, other.to_string()),
            }
        }
        for key in keys(row) {
            assert!(header.contains(&key), "no column {key}");
        }
    }
}

#[test]
fn malformed_gold_is_named_with_its_line() {
    let desk = desk();
    for (name, content, message) in [
        (
            "x.conll",
            "Acme B-ORG\nfell\n",
            "x.conll:2: `fell` is not a token and its tag",
        ),
        (
            "x.conll",
            "Acme B-ORG\nfell XX\n",
            "x.conll:2: `XX` is not a tag",
        ),
        (
            "x.txt",
            "1|t|Acme\n1\t0\t9\tAcme rose\tOrg\t-\n",
            "x.txt:2: the span 0..9 is not in the text, which has 4 characters",
        ),
        (
            "table/x.tsv",
            "doc_id\tstart\tend\nb\t99\t100\n",
            "table/x.tsv:2: the span 99..100 is not in the text, which has 21 characters",
        ),
        (
            "table/x.tsv",
            "doc_id\tstart\tend\nnone\t0\t1\n",
            "table/x.tsv:2: no document has the id `none`",
        ),
        (
            "table/x.tsv",
            "doc_id\tstart\tend\nb\tone\t1\n",
            "table/x.tsv:2: `one` is not a whole number",
        ),
        (
            "x.tsv",
            "a\tb\n",
            "x.tsv: no column `doc_id` among `a`, `b`",
        ),
        (
            "x.txt",
            "Some text.\n",
            "x.txt: this is no gold that is read",
        ),
    ] {
        desk.write(name, content);
        let run = desk.ends(&format!("eval {name} -d firms.toml"), 2);
        run.says(&["error: ", message]);
        assert_eq!(run.out, "");
    }
    desk.write("brat/a/one.ann", "T1\torganization 0 5\tAcme\n");
    desk.ends("eval brat -d firms.toml", 2)
        .says(&["brat/a/one.ann:1: the text has `Acme ` where the gold has `Acme`"]);
    desk.write(
        "brat/a/one.ann",
        b"T1\torganization 0 4\tAcme\nT2\tx 0 4\t\xFF\n",
    );
    desk.ends("eval brat -d firms.toml --errors e.jsonl", 2)
        .says(&["brat/a/one.ann:2: `T2\tx 0 4\t\u{FFFD}` is not UTF-8"
            .replace('\t', " ")
            .as_str()]);
    assert!(!desk.has("e.jsonl"), "a file appears when it is whole");
    desk.ends("eval docs -d firms.toml", 2).says(&["--format"]);
    desk.ends("eval nowhere -d firms.toml", 2)
        .says(&["nowhere"]);
}

#[test]
fn matching_options_reach_the_matcher() {
    let desk = desk();
    let answer = desk.json("eval brat -d firms.toml --ambiguity first");
    assert_eq!(counts(&answer["scores"], "span"), [4, 4, 5]);
    assert_causes(&answer, &[("unknown_name", 1), ("other_entity", 1)]);
}
