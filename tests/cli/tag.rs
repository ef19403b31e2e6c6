//! `tag`: mentions as JSON Lines.

use serde_json::Value;

use super::{ARTICLE, Desk, keys};

fn rows(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn number(row: &Value, key: &str) -> usize {
    usize::try_from(row[key].as_u64().unwrap()).unwrap()
}

#[test]
fn rows_have_the_documented_keys() {
    let desk = Desk::new();
    let run = desk.done("tag docs -d firms.toml");
    let first = run.out.lines().next().unwrap();
    assert_eq!(
        first,
        r#"{"doc":"2025-01-02-one.txt","field":"text","start":0,"end":4,"entity":"acme","type":"organization","surface":"Acme","status":"accepted","rule":"listed"}"#
    );
    assert!(rows(&run.out).iter().all(|row| keys(row).len() == 9));
    assert!(!desk.has("out"), "tag writes no ledger");
}

#[test]
fn offsets_cut_the_surface_in_every_unit() {
    let desk = Desk::new();
    let wide: Vec<u16> = ARTICLE.encode_utf16().collect();
    let characters: Vec<char> = ARTICLE.chars().collect();
    let mut shifted = 0;
    for unit in ["chars", "bytes", "utf16"] {
        let run = desk.done(&format!("tag docs/2025-01-02-one.txt -d firms.toml --offsets {unit} --status accepted,nested,ambiguous"));
        for row in rows(&run.out) {
            let (start, end) = (number(&row, "start"), number(&row, "end"));
            let cut = match unit {
                "bytes" => ARTICLE[start..end].to_owned(),
                "utf16" => String::from_utf16(&wide[start..end]).unwrap(),
                _ => characters[start..end].iter().collect(),
            };
            assert_eq!(row["surface"], cut, "{unit}: {row}");
            shifted += usize::from(
                unit == "utf16"
                    && characters
                        .get(start..end)
                        .is_none_or(|c| c.iter().collect::<String>() != cut),
            );
        }
    }
    assert!(
        shifted > 0,
        "some name stands behind a character that the units count differently"
    );
    let default = desk.done("tag docs/2025-01-02-one.txt -d firms.toml").out;
    assert_eq!(
        default,
        desk.done("tag docs/2025-01-02-one.txt -d firms.toml --offsets chars")
            .out
    );
}

#[test]
fn titles_have_offsets_of_their_own() {
    let desk = Desk::new();
    let run = desk.done("tag docs/two.jsonl -d firms.toml");
    let found: Vec<_> = rows(&run.out)
        .iter()
        .map(|row| {
            (
                row["field"].as_str().unwrap().to_owned(),
                number(row, "start"),
                number(row, "end"),
            )
        })
        .collect();
    assert_eq!(
        found,
        [("title".to_owned(), 0, 10), ("text".to_owned(), 0, 10)]
    );
}

#[test]
fn statuses_are_chosen() {
    let desk = Desk::new();
    let of = |status: &str| {
        rows(
            &desk
                .done(&format!("tag docs -d firms.toml --status {status}"))
                .out,
        )
    };
    let ambiguous = of("ambiguous");
    assert_eq!(ambiguous.len(), 1);
    assert_eq!(ambiguous[0]["entity"], Value::Null);
    assert_eq!(
        ambiguous[0]["candidates"],
        serde_json::json!(["acme", "beta"])
    );
    // A name inside another entity's name, which is not counted.
    desk.write("more.csv", "id,name\ncorp,Corp\n");
    let nested = desk
        .done("tag docs -d firms.toml -d more.csv --status nested,ambiguous")
        .out;
    let nested: Vec<_> = rows(&nested)
        .into_iter()
        .filter(|row| row["status"] == "nested")
        .collect();
    assert!(!nested.is_empty());
    assert!(nested.iter().all(|row| row["entity"] == "corp"));
    assert_eq!(of("rejected").len(), 0);
    assert_eq!(
        rows(&desk.done("tag docs -d firms.toml").out).len(),
        of("accepted").len()
    );
}

#[test]
fn matching_options_reach_the_matcher() {
    let desk = Desk::new();
    desk.write(
        "x.txt",
        "ACME met Beta Labs and Cara Diaz. Diaz and Shared.\nacme left.",
    );
    let surfaces = |options: &str| -> Vec<String> {
        let run = desk.done(&format!("tag x.txt -d firms.toml {options}"));
        rows(&run.out)
            .iter()
            .map(|row| row["surface"].as_str().unwrap().to_owned())
            .collect()
    };
    let plain = ["ACME", "Beta Labs", "Cara Diaz", "Diaz", "acme"];
    assert_eq!(surfaces(""), plain);
    // In exact case the document has but one of those who share a name.
    assert_eq!(
        surfaces("--case exact"),
        ["Beta Labs", "Cara Diaz", "Diaz", "Shared"]
    );
    assert_eq!(
        surfaces("--variants none"),
        ["ACME", "Beta Labs", "Cara Diaz", "acme"]
    );
    assert_eq!(
        surfaces("--ambiguity first"),
        ["ACME", "Beta Labs", "Cara Diaz", "Diaz", "Shared", "acme"]
    );
    assert_eq!(surfaces("--ambiguity all").len(), 7);
}

#[test]
fn nothing_found_is_no_failure() {
    let desk = Desk::new();
    desk.write("x.txt", "nobody");
    assert_eq!(desk.done("tag x.txt -d firms.toml").out, "");
}

#[test]
fn threads_change_no_byte() {
    let desk = Desk::new();
    let one = desk.done("tag docs -d firms.toml --threads 1").out;
    assert_eq!(desk.done("tag docs -d firms.toml --threads 4").out, one);
    assert!(!one.is_empty());
}

#[test]
fn overlapping_names_are_all_found_where_that_is_asked_for() {
    let desk = Desk::new();
    desk.write(
        "names.csv",
        "id,name,type\na,Ardo Borax,firm\nb,Borax Cyan,firm\nc,Ardo,firm\n",
    );
    desk.write("x.txt", "Ardo Borax Cyan");
    let entities = |options: &str| -> Vec<Value> {
        let run = desk.done(&format!("tag x.txt -d names.csv {options}"));
        rows(&run.out)
            .into_iter()
            .map(|row| row["entity"].clone())
            .collect()
    };
    assert_eq!(entities(""), ["a"]);
    assert_eq!(entities("--overlap leftmost-longest"), ["a"]);
    assert_eq!(entities("--overlap all"), ["a", "c", "b"]);
    desk.ends("tag x.txt -d names.csv --overlap some", 2)
        .says(&["leftmost-longest"]);
}
