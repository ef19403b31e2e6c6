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

use std::collections::BTreeSet;
use std::fmt::Write as _;

use comention::document::Document;
use comention::relation::RelationPack;
use comention::{Annotator, Cooccurrences, EntityGraph};
use serde::Deserialize;
use serde_json::Value;

use crate::cases::{dictionary, files};

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
    let pack = RelationPack::embedded();
    let mut wrong = String::new();
    let mut cases = 0;
    for (_, file) in files::<CaseFile>("relations") {
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
    let files = files::<CaseFile>("relations");
    let groups = files.iter().flat_map(|(_, file)| &file.dictionary);
    let cases = groups.flat_map(|group| &group.case);
    let lines = cases.flat_map(|case| &case.hints);
    let named: BTreeSet<&str> = lines.filter_map(|line| line.split(' ').nth(1)).collect();
    for relation in RelationPack::embedded().relations() {
        let name = relation.name.as_str();
        assert!(named.contains(name), "{name} has no case");
    }
}

/// Counts add up over documents.
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

#[test]
fn rules_that_cannot_work_are_refused() {
    let rule = |pattern: &str| {
        format!(
            "[[relation]]\nname = \"saw\"\nhead = [\"person\"]\ntail = [\"person\"]\npatterns = [\"{pattern}\"]\n"
        )
    };
    assert!(RelationPack::parse(&rule("{head} saw {tail}"), "r").is_ok());
    let deep = format!(
        "{{head}} {}saw{} {{tail}}",
        "(".repeat(9_999),
        ")".repeat(9_999)
    );
    for pattern in [
        "{head} saw ({tail}|it) {tail}",
        "{head} saw",
        "{head}? saw {tail}",
        &deep,
    ] {
        assert!(RelationPack::parse(&rule(pattern), "r").is_err());
    }
    // New words for the rules that are there.
    for words in ["be = \"{nothing}\"", "be = \"(a\""] {
        let file = format!("[words]\n{words}\n");
        assert!(
            RelationPack::embedded().and(&file, "map").is_err(),
            "{words}"
        );
    }
}

/// A rule may ask for a type that the pack takes for another.
#[test]
fn a_type_goes_by_its_own_name_too() {
    let rules = "[[relation]]\nname = \"haunts\"\nhead = [\"person\"]\ntail = [\"university\"]\npatterns = [\"{head} haunts {tail}\"]\n";
    let pack = RelationPack::embedded().and(rules, "r").unwrap();
    let entities = [
        serde_json::json!({"id": "ann", "name": "Ann Roe", "type": "person"}),
        serde_json::json!({"id": "upton", "name": "Upton Hall", "type": "university"}),
    ];
    let dictionary = dictionary(&entities);
    let annotator = Annotator::new(&dictionary).unwrap().relations(&pack);
    assert_eq!(
        found(&annotator, "Ann Roe haunts Upton Hall."),
        ["ann haunts upton: asserted \"haunts\""]
    );
}
