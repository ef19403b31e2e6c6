use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use crate::association::Measure;
use crate::cooccurrence::Window;
use crate::graph::EntityGraph;
use crate::graph::fixture::{Corpus, Counts};

use super::{CsvEdges, CsvNodes, ExportOptions, Exporter, Format, Json};

/// A small graph with every character that some format stumbles over.
fn nasty() -> EntityGraph {
    let counts = Corpus::new(&[
        ("a\"quote", "The \"Quoted\" <Firm> & Co", "firm"),
        ("b\\slash:colon", "C:\\Drive", "a & b"),
        ("c,comma", "=SUM(1,2)", ""),
        ("d芯片", "芯片公司", "公司"),
        ("e\nline", "Two\nLines", "firm"),
        ("f alone", "Alone Ltd", "firm"),
    ])
    .with_parent("d芯片", "b\\slash:colon")
    .document(
        "news/1.txt",
        Some("2025-01"),
        &[
            &["The \"Quoted\" <Firm> & Co bought C:\\Drive, =SUM(1,2) and 芯片公司."],
            &["芯片公司 met", "Two\nLines, twice: Two\nLines."],
        ],
    )
    .published("The \"Daily\"", "https://example.org/?a=1&b=2")
    .document(
        "news/2.txt#3",
        None,
        &[&["C:\\Drive — 芯片公司.", "Alone Ltd."]],
    )
    .count();
    EntityGraph::builder()
        .window(Window::Paragraph)
        .measure(Measure::Npmi)
        .types(["firm", "公司", "a & b", ""])
        .significance(true)
        .build(&counts)
        .unwrap()
}

fn written(exporter: &dyn Exporter, graph: &EntityGraph) -> String {
    let mut out = Vec::new();
    exporter.write(graph, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with a file of `tests/golden`, which `COMENTION_GOLDEN=write cargo test` writes anew.
fn assert_golden(name: &str, got: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let got = got.replace(
        concat!("comention ", env!("CARGO_PKG_VERSION")),
        "comention VERSION",
    );
    if std::env::var_os("COMENTION_GOLDEN").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let want = std::fs::read_to_string(&path).unwrap();
    assert!(got == want, "{name} differs:\n{got}");
}

#[test]
fn json_golden() {
    assert_golden("nasty.graph.json", &written(&Json::new(), &nasty()));
}

#[test]
fn csv_golden() {
    assert_golden("nasty.nodes.csv", &written(&CsvNodes::new(), &nasty()));
    assert_golden("nasty.edges.csv", &written(&CsvEdges::new(), &nasty()));
}

#[cfg(feature = "dot")]
#[test]
fn dot_golden() {
    assert_golden("nasty.dot", &written(&super::Dot::new(), &nasty()));
}

#[test]
fn text_ends_in_one_line_end_and_has_no_other_kind() {
    for format in Format::ALL {
        for part in format
            .is_text()
            .then(|| format.parts("x".as_ref(), &ExportOptions::default()))
            .into_iter()
            .flatten()
        {
            let text = written(part.exporter.as_ref(), &nasty());
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{format}");
            assert!(!text.contains('\r') && !text.starts_with('\u{feff}'));
        }
    }
}

#[test]
fn json_of_nothing_is_json() {
    let empty = EntityGraph::builder()
        .build(&Corpus::new(&[]).count())
        .unwrap();
    let json: Value = serde_json::from_str(&written(&Json::new(), &empty)).unwrap();
    assert_eq!(json["nodes"], serde_json::json!([]));
    assert_eq!(json["multigraph"], false);
}

#[test]
fn a_writer_that_fails_is_an_error() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        for part in format.parts("x".as_ref(), &ExportOptions::default()) {
            assert!(
                part.exporter.write(&nasty(), &mut Full).is_err(),
                "{format}"
            );
        }
    }
}

proptest! {
    #[test]
    fn json_and_csv_give_back_what_went_in(names in prop::collection::btree_set("[^\u{7f}]{1,8}".prop_filter("a name is not blank", |name| !name.trim().is_empty()), 2..6)) {
        let names: Vec<_> = names.into_iter().collect();
        let entities: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str(), name.as_str())).collect();
        let sentence = names.join("");
        let counts = Corpus::new(&entities).document("d", None, &[&[sentence.as_str()]]).count();
        let graph = EntityGraph::builder().build(&counts).unwrap();

        let json: Value = serde_json::from_str(&written(&Json::new(), &graph)).unwrap();
        let ids: Vec<_> = graph.nodes().map(|node| node.id().as_str()).collect();
        let read: Vec<_> = json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
        prop_assert_eq!(&read, &ids);
        for (read, edge) in json["edges"].as_array().unwrap().iter().zip(graph.edges()) {
            prop_assert_eq!(read["source"].as_str().unwrap(), edge.a().id().as_str());
            let chars: Vec<char> = read["evidence"][0]["text"].as_str().unwrap().chars().collect();
            let cut = |end: &str| -> String {
                let span = &read["evidence"][0][end][0];
                let at = |side: usize| usize::try_from(span[side].as_u64().unwrap()).unwrap();
                chars[at(0)..at(1)].iter().collect()
            };
            prop_assert_eq!(cut("a"), edge.a().name());
            prop_assert_eq!(cut("b"), edge.b().name());
        }

        let table = written(&CsvNodes::new(), &graph);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let read: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
        let names: Vec<_> = graph.nodes().map(|node| node.name().replace('\0', "\u{fffd}")).collect();
        prop_assert_eq!(read, names);
    }

    #[test]
    fn equal_tallies_give_equal_bytes(pairs in prop::collection::btree_map((0_u32..9, 0_u32..9), 1_u64..9, 0..20)) {
        let pairs = pairs.into_iter().filter(|((a, b), _)| a < b).collect();
        let graph = || EntityGraph::builder().build(&Counts::made_up(9, &pairs)).unwrap();
        for exporter in Format::ALL.iter().filter(|format| format.is_text()) {
            for part in exporter.parts("x".as_ref(), &ExportOptions::default()) {
                prop_assert_eq!(written(part.exporter.as_ref(), &graph()), written(part.exporter.as_ref(), &graph()));
            }
        }
    }
}
