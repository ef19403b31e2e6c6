//! `tag -f`: mentions for other people's tools.

use super::{Desk, snapshot};

const STREAMS: [&str; 7] = ["jsonl", "csv", "html", "w3c", "spacy", "pubtator", "conll"];

#[test]
fn the_list_names_every_format() {
    snapshot!("tag-list", Desk::empty().done("tag --list").out);
}

#[test]
fn formats_read_back_as_gold() {
    let desk = Desk::new();
    for format in ["brat", "pubtator", "conll"] {
        desk.done(&format!(
            "tag docs -d firms.toml -f {format} -o out/{format}"
        ));
        let run = desk.done(&format!("eval out/{format} -d firms.toml --json"));
        let scores: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        for score in ["span", "span_type"] {
            let score = &scores["scores"][score];
            // CoNLL has only tokens: `Acme Corp.` comes back as `Acme Corp .`, another name.
            let right = if format == "conll" { 10 } else { 11 };
            assert_eq!(score["right"], right, "{format}: {scores}");
            assert_eq!(score["gold"], 11, "{format}: {scores}");
        }
        if format != "conll" {
            let entities = &scores["scores"]["span_entity"];
            assert_eq!(entities["f1"], 1.0, "{format}: {scores}");
        }
    }
}

#[test]
fn every_format_has_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    let documents: Vec<String> = (0..400)
        .map(|number| {
            let padding = "word ".repeat(number * 7 % 300);
            format!(
                "{{\"id\":\"{number}\",\"text\":\"{padding} Acme met Beta Labs. Shared D100.\"}}\n"
            )
        })
        .collect();
    let documents = documents.concat();
    desk.write("docs/many.jsonl", documents);
    for format in STREAMS {
        let [one, many] = [1, 4].map(|threads| {
            desk.done(&format!(
                "tag docs -d firms.toml -f {format} --threads {threads}"
            ))
            .out
        });
        assert!(one == many && one.len() > 10_000, "{format}");
    }
    for threads in [1, 4] {
        desk.done(&format!(
            "tag docs -d firms.toml -f brat -o brat{threads} --threads {threads}"
        ));
    }
    let files = |folder: &str| {
        let entries = std::fs::read_dir(desk.path(folder)).unwrap();
        let mut files: Vec<_> = entries
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_owned();
                (name, std::fs::read(path).unwrap())
            })
            .collect();
        files.sort();
        files
    };
    assert_eq!(files("brat1").len(), 2 * 402 + 1);
    assert_eq!(files("brat1"), files("brat4"));
}

#[test]
fn the_suffix_or_the_flag_tells_the_format() {
    let desk = Desk::new();
    desk.done("tag docs -d firms.toml -o out/m.csv")
        .says(&["wrote out/m.csv"]);
    assert!(desk.read("out/m.csv").starts_with("doc,field,start,"));
    let run = desk.done("tag docs -d firms.toml -f csv -o -");
    assert_eq!(run.out, desk.read("out/m.csv"));
    desk.done("tag docs -d firms.toml -o m.spacy.jsonl");
    assert!(desk.read("m.spacy.jsonl").starts_with("{\"text\":"));
    desk.ends("tag docs -d firms.toml -o m.xlsx", 2)
        .says(&["m.xlsx", ".conll"]);
    desk.ends("tag docs -d firms.toml -f xml", 2)
        .says(&["there is no format `xml`; there are jsonl, csv"]);
    desk.ends("tag docs -d firms.toml -f brat", 2)
        .says(&["-o names a new folder"]);
    desk.ends("tag -d firms.toml", 2).says(&["<INPUT>"]);
}

#[test]
fn a_format_counts_in_its_own_unit() {
    let desk = Desk::new();
    let tag = |rest: &str| format!("tag docs -d firms.toml {rest}");
    desk.ends(&tag("-f brat -o b --offsets utf16"), 2)
        .says(&["brat counts in chars, so --offsets cannot be utf16"]);
    assert!(!desk.has("b"));
    let starts = |unit: &str| -> Vec<String> {
        let run = desk.done(&tag(&format!("-f csv --offsets {unit}")));
        let starts = run.out.lines().skip(1);
        starts
            .map(|row| row.split(',').nth(2).unwrap().to_owned())
            .collect()
    };
    assert_ne!(starts("chars"), starts("bytes"));
    assert_ne!(starts("chars"), starts("utf16"));
    desk.done(&tag("-f w3c --offsets utf16"));
}

#[test]
fn a_folder_is_whole_or_not_there() {
    let desk = Desk::new();
    desk.write("full/mine.txt", "");
    desk.ends("tag docs -d firms.toml -f brat -o full", 2)
        .says(&["full is not empty"]);
    desk.ends("tag docs nowhere -d firms.toml -f brat -o made", 2);
    assert!(!desk.has("made") && !desk.has("made.unfinished"));
    desk.write(
        "same.jsonl",
        "{\"id\":\"a/b\",\"text\":\"Acme\"}\n{\"id\":\"a/b\",\"text\":\"Beta Labs\"}\n",
    );
    desk.done("tag same.jsonl -d firms.toml -f brat -o twice/")
        .says(&["brat leaves out:", "1 name of a file"]);
    assert_eq!(desk.read("twice/a~2Fb.txt"), "Acme");
    assert_eq!(desk.read("twice/a~2Fb~2.txt"), "Beta Labs");
    desk.ends("tag same.jsonl -d firms.toml -f brat -o twice", 2);
}

#[test]
fn what_is_lost_is_said_once() {
    let desk = Desk::new();
    desk.write("more.csv", "id,name\nlabs,Labs\n");
    let run = desk.done("tag docs -d firms.toml -d more.csv -f conll --status accepted,nested");
    run.says(&[
        "conll leaves out: dates, ",
        "2 mentions that overlap others",
    ]);
    let run = desk.done("tag docs -d firms.toml -f csv");
    assert!(!run.talk.contains("leaves out"), "{}", run.talk);
}

#[test]
fn cells_that_a_spreadsheet_would_run_can_be_made_safe() {
    let desk = Desk::new();
    desk.write("names.csv", "id,name\nx,=1+1\n");
    desk.write("x.txt", "It is =1+1 here.");
    let plain = desk.done("tag x.txt -d names.csv -f csv").out;
    assert!(plain.contains(",=1+1,"), "{plain}");
    let safe = desk.done("tag x.txt -d names.csv -f csv --excel-safe").out;
    assert!(safe.contains(",'=1+1,"), "{safe}");
}
