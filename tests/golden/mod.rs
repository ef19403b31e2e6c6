//! A tiny corpus with hostile names in every text format, byte for byte; then read back. And files that older versions wrote.
//!
//! `COMENTION_GOLDEN=write cargo test` writes the files of `tiny` anew, to be read before they are kept. Those of `saved` stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use comention::annotation::Annotator;
use comention::cooccurrence::Window;
use comention::dictionary::Dictionary;
use comention::document::{Document, Documents};
use comention::graph::EntityGraph;
use serde_json::Value;

use crate::corpus::{counted, observations, text_formats};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn tiny() -> (Dictionary, Vec<Document>) {
    let dictionary = Dictionary::from_path(folder().join("tiny/dictionary.toml")).unwrap();
    let documents = Documents::open(folder().join("tiny/documents.jsonl")).unwrap();
    (dictionary, documents.map(Result::unwrap).collect())
}

/// Every text format of the tiny corpus, counted in memory.
fn written() -> BTreeMap<String, String> {
    let (dictionary, documents) = tiny();
    let annotator = Annotator::new(&dictionary).unwrap();
    let cooccurrences = counted(&dictionary, &observations(&annotator, &documents));
    let graph = EntityGraph::builder()
        .window(Window::Paragraph)
        .build(&cooccurrences.tallies())
        .unwrap();
    text_formats(&graph).into_iter().collect()
}

#[test]
fn every_text_format_byte_for_byte() {
    let version = concat!("comention ", env!("CARGO_PKG_VERSION"));
    let files = written();
    assert!(files.len() >= 3);
    for (name, text) in files {
        let text = text.replace(version, "comention VERSION");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}");
        let text = shortened(&name, text);
        let path = folder().join("tiny").join(&name);
        if std::env::var_os("COMENTION_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap();
        assert!(text == wanted, "tests/golden/tiny/{name} differs:\n{text}");
    }
}

/// What a golden file keeps: of the viewer the data alone, a column a line. Its script and styles are files of the source.
fn shortened(name: &str, text: String) -> String {
    if name != "graph.html" {
        return text;
    }
    let (_, after) = text.split_once("id=\"data\">").unwrap();
    let (data, _) = after.split_once("</script>").unwrap();
    data.replace("],\"", "],\n\"") + "\n"
}

#[test]
fn json_reads_back_with_every_name_and_offset_intact() {
    let (dictionary, documents) = tiny();
    let graph: Value = serde_json::from_str(&written()["graph.json"]).unwrap();
    assert_eq!(
        (&graph["schema"], &graph["version"]),
        (&"comention.graph".into(), &1.into())
    );
    let nodes = graph["nodes"].as_array().unwrap();
    assert_eq!(
        nodes.len(),
        dictionary.len(),
        "every entity is named somewhere"
    );
    for node in nodes {
        let entity = dictionary.get(node["id"].as_str().unwrap()).unwrap();
        assert_eq!(node["name"], entity.name());
        assert_eq!(node["type"], entity.entity_type());
    }
    let ids: BTreeSet<&str> = nodes
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    let mut spans = 0;
    for edge in graph["edges"].as_array().unwrap() {
        let (source, target) = (
            edge["source"].as_str().unwrap(),
            edge["target"].as_str().unwrap(),
        );
        assert!(source < target && ids.contains(source) && ids.contains(target));
        assert!(
            !edge["evidence"].as_array().unwrap().is_empty(),
            "an edge names its sentences: {edge}"
        );
        for evidence in edge["evidence"].as_array().unwrap() {
            let document = documents
                .iter()
                .find(|document| evidence["document"] == document.id)
                .unwrap();
            let content = match evidence["field"].as_str().unwrap() {
                "title" => document.title.clone().unwrap(),
                _ => document.text.clone(),
            };
            let content: Vec<char> = content.chars().collect();
            let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            let cut = |start: &Value, end: &Value| {
                content[number(start)..number(end)]
                    .iter()
                    .collect::<String>()
            };
            assert_eq!(evidence["text"], cut(&evidence["start"], &evidence["end"]));
            for key in ["a", "b"] {
                for span in evidence[key].as_array().unwrap() {
                    assert!(!cut(&span[0], &span[1]).is_empty());
                    spans += 1;
                }
            }
        }
    }
    assert!(spans > 10);
}

#[test]
fn csv_reads_back_with_every_name_intact() {
    let (dictionary, _) = tiny();
    let files = written();
    let mut nodes = csv::Reader::from_reader(files["graph.nodes.csv"].as_bytes());
    let names: BTreeMap<String, String> = nodes
        .records()
        .map(Result::unwrap)
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    for entity in dictionary.entities() {
        assert_eq!(names[entity.id()], entity.name());
    }
    let mut edges = csv::Reader::from_reader(files["graph.edges.csv"].as_bytes());
    let graph: Value = serde_json::from_str(&files["graph.json"]).unwrap();
    let in_json: Vec<(String, String)> = graph["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            (
                edge["source"].as_str().unwrap().to_owned(),
                edge["target"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let in_csv: Vec<(String, String)> = edges
        .records()
        .map(Result::unwrap)
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    assert_eq!(in_csv, in_json);
}

#[cfg(feature = "dot")]
#[test]
fn dot_reads_back_with_every_node_and_edge() {
    use graphviz_rust::dot_structures::{EdgeTy, Graph, Id, NodeId, Stmt, Vertex};

    let files = written();
    let parsed = graphviz_rust::parse(&files["graph.dot"]).unwrap();
    let (Graph::Graph { stmts, strict, .. } | Graph::DiGraph { stmts, strict, .. }) = parsed;
    assert!(strict);
    let plain = |NodeId(id, _): &NodeId| match id {
        Id::Escaped(quoted) => quoted[1..quoted.len() - 1]
            .replace("\\n", "\n")
            .replace("\\\"", "\"")
            .replace("\\\\", "\\"),
        other => panic!("every id is quoted: {other:?}"),
    };
    let mut nodes = BTreeSet::new();
    let mut edges = BTreeSet::new();
    for statement in &stmts {
        match statement {
            Stmt::Node(node) => {
                nodes.insert(plain(&node.id));
            }
            Stmt::Edge(edge) => match &edge.ty {
                EdgeTy::Pair(Vertex::N(a), Vertex::N(b)) => {
                    edges.insert((plain(a), plain(b)));
                }
                other => panic!("edges join two nodes: {other:?}"),
            },
            _ => {}
        }
    }
    let graph: Value = serde_json::from_str(&files["graph.json"]).unwrap();
    let list = |name: &str| graph[name].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    assert_eq!(
        nodes,
        list("nodes").iter().map(|node| text(&node["id"])).collect()
    );
    assert_eq!(
        edges,
        list("edges")
            .iter()
            .map(|edge| (text(&edge["source"]), text(&edge["target"])))
            .collect()
    );
}

/// The paths of all keys in a JSON value, lists flattened: `nodes[].id`.
fn key_paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = format!("{path}.{key}");
                key_paths(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| key_paths(value, &format!("{path}[]"), found)),
        _ => {}
    }
}

/// What version 1 promised is still there: whoever wrote a reader for it can read what we write today.
#[test]
fn graph_json_of_version_1_stays_readable() {
    let saved = std::fs::read_to_string(folder().join("saved/graph-v1.json")).unwrap();
    let saved: Value = serde_json::from_str(&saved).unwrap();
    assert_eq!(
        (&saved["schema"], &saved["version"]),
        (&"comention.graph".into(), &1.into())
    );
    let (mut then, mut now) = (BTreeSet::new(), BTreeSet::new());
    key_paths(&saved, "", &mut then);
    let today: Value = serde_json::from_str(&written()["graph.json"]).unwrap();
    key_paths(&today, "", &mut now);
    if today["version"] == saved["version"] {
        let provenance = |path: &&String| !path.starts_with(".graph.provenance.");
        let lost: Vec<&String> = then.difference(&now).filter(provenance).collect();
        assert!(
            lost.is_empty(),
            "keys that version 1 has and today's files lack: {lost:?}"
        );
    }
}

/// A compiled dictionary that version 1 wrote holds the same entities. (The tables of the matcher are made anew when its rules change.)
#[test]
fn a_compiled_dictionary_of_version_1_stays_readable() {
    let path = folder().join("saved/dictionary-v1.cdict");
    Dictionary::check_file(&path).unwrap();
    let saved = Dictionary::from_path(path).unwrap();
    let (today, _) = tiny();
    assert!(saved.entities().eq(today.entities()));
    assert_eq!(saved.hash(), today.hash());
}

/// A ledger that version 1 wrote opens, and says the same as one built today.
#[cfg(feature = "ledger")]
#[test]
fn a_ledger_of_version_1_stays_readable() {
    use comention::cooccurrence::Tallies;
    use comention::ledger::Ledger;

    // A copy: opening may migrate the file.
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("ledger.db");
    std::fs::copy(folder().join("saved/ledger-v1.db"), &path).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let stored = ledger.tallies().unwrap();
    let (dictionary, documents) = tiny();
    let annotator = Annotator::new(&dictionary).unwrap();
    let cooccurrences = counted(&dictionary, &observations(&annotator, &documents));
    let today = cooccurrences.tallies();
    assert_eq!(stored.totals(), today.totals());
    assert_eq!(stored.entities(), today.entities());
    assert_eq!(stored.pairs(), today.pairs());
    let pairs: Vec<_> = today.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
    for window in Window::ALL {
        let evidence =
            |tallies: &dyn Tallies| tallies.evidence(&pairs, window, usize::MAX).unwrap();
        assert_eq!(evidence(&stored), evidence(&today));
    }
}
