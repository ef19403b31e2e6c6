//! Dictionary, text, and the hints that the embedded rules find in it, in the `.toml` files of this folder.
//!
//! ```toml
//! [[dictionary]]
//! entity = [{ id = "ann", name = "Ann Roe", type = "person" }, { id = "acme", name = "Acme", type = "organization" }]
//! case = [{ text = "Ann Roe founded Acme.", hints = ['ann founder_of acme: asserted "founded"'] }]
//! ```
//!
//! A line of `hints` has head, relation, tail, polarity, `former` where it is said to be over, the trigger, and `by` with the words that name who
//! says so. A case without hints is one where no rule may fire. The lines of one case are in the order of the hints.

use std::fmt::Write as _;
use std::path::Path;

use comention::dictionary::{Dictionary, DictionaryFormat};
use comention::document::Document;
use comention::relation::RelationPack;
use comention::{Annotator, Cooccurrences, EntityGraph};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    dictionary: Vec<Group>,
}

/// Texts that are read with one dictionary.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    entity: Vec<Value>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    hints: Vec<String>,
}

fn dictionary(entities: &[Value]) -> Dictionary {
    let lines: Vec<String> = entities.iter().map(ToString::to_string).collect();
    let builder =
        Dictionary::builder().text(&lines.join("\n"), DictionaryFormat::JsonLines, "case");
    builder.unwrap().build().unwrap()
}

/// The hints of a text, as cases write them.
fn found(annotator: &Annotator, text: &str) -> Vec<String> {
    let observation = annotator
        .annotate(&Document::new("case", text))
        .into_observation();
    let pack = annotator.relation_pack();
    let line = |hint: &comention::relation::HintRecord| {
        let sentence = observation.sentence_of(hint);
        let id = |mention: u32| {
            let entity = observation.entity_of(mention).unwrap();
            annotator.dictionary().entity(entity).id().to_owned()
        };
        let name = &pack.relations()[hint.relation.0 as usize].name;
        let mut line = format!(
            "{} {name} {}: {}",
            id(hint.head),
            id(hint.tail),
            hint.polarity
        );
        if hint.former {
            line.push_str(" former");
        }
        write!(line, " {:?}", observation.text_in(sentence, hint.trigger)).unwrap();
        if let Some(source) = hint.source {
            write!(line, " by {:?}", observation.text_in(sentence, source.span)).unwrap();
        }
        line
    };
    observation.hints.iter().map(line).collect()
}

#[test]
fn every_case_says_what_it_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relations");
    let pack = RelationPack::embedded();
    let mut wrong = String::new();
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let file: CaseFile = toml::from_str(&text).unwrap();
        for group in &file.dictionary {
            let annotator = Annotator::new(&dictionary(&group.entity))
                .unwrap()
                .relations(&pack);
            for case in &group.case {
                cases += 1;
                let hints = found(&annotator, &case.text);
                if hints != case.hints {
                    write!(
                        wrong,
                        "{}\n  wanted {:?}\n  found  {hints:?}\n",
                        case.text, case.hints
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(cases > 100, "{cases} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_relation_of_the_pack_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relations");
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            all.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    for relation in RelationPack::embedded().relations() {
        assert!(
            all.contains(&format!(" {} ", relation.name)),
            "{} has no case",
            relation.name
        );
    }
}

/// What was packed says the same; counts add up; a document that is taken away leaves nothing.
#[test]
fn hints_are_counted_by_document() {
    let entities = [
        serde_json::json!({"id": "ann", "name": "Ann Roe", "type": "person"}),
        serde_json::json!({"id": "acme", "name": "Acme", "type": "organization"}),
    ];
    let dictionary = dictionary(&entities);
    let pack = RelationPack::embedded();
    let annotator = Annotator::new(&dictionary).unwrap().relations(&pack);
    let mut counted = Cooccurrences::new(&dictionary).relations(&pack);
    let texts = [
        "Ann Roe founded Acme.",
        "Ann Roe did not found Acme. Acme was founded by Ann Roe.",
        "Ann Roe saw Acme.",
    ];
    for (number, text) in texts.into_iter().enumerate() {
        counted.observe(&annotator.annotate(&Document::new(number.to_string(), text)));
    }
    let graph = EntityGraph::builder().build(&counted.tallies()).unwrap();
    let edge = graph.edge("acme", "ann").unwrap();
    let label = edge.edge().label().unwrap();
    assert_eq!(
        (label.relation.name(), label.relation.head(), label.count),
        ("founder_of", "ann", 2)
    );
    assert_eq!(edge.edge().evidence()[0].passages[0].hints.len(), 1);
}
