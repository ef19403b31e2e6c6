//! Dictionary, text, and the mentions that the rules make of them, in the `.toml` files of this folder.
//!
//! ```toml
//! [[dictionary]]
//! entity = [{ id = "siemens", name = "Siemens AG", type = "organization" }]
//! [[dictionary.case]]
//! text = "Siemens rose."
//! mentions = ["Siemens: accepted company_suffix siemens"]
//! ```
//!
//! A line of `mentions` has surface, status, rule and entities, in the order of the text; `title`, `lang` and `options` (those of
//! [`MatchOptions`], by name) may be given. Every case is read several times: with the entities and their aliases as they stand, in several
//! other orders, and from the compiled dictionary in a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comention::annotation::{AnnotationOptions, Annotator};
use comention::dictionary::Dictionary;
use comention::document::Document;
use comention::mention::{MatchOptions, Matcher, Rule};
use serde::Deserialize;
use serde_json::Value;

use crate::cases::{dictionary, files};
use crate::corpus::Dice;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    dictionary: Vec<Group>,
}

/// Texts that are read with one dictionary.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// As a dictionary in JSON Lines has them; blocks too.
    entity: Vec<Value>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    title: Option<String>,
    lang: Option<String>,
    #[serde(default)]
    options: MatchOptions,
    mentions: Vec<String>,
}

/// The entities, and the aliases of each, in another order.
fn shuffled(entities: &[Value], dice: &mut Dice) -> Vec<Value> {
    let mut entities = entities.to_vec();
    dice.shuffle(&mut entities);
    for entity in &mut entities {
        if let Some(Value::Array(aliases)) = entity.get_mut("aliases") {
            dice.shuffle(aliases);
        }
    }
    entities
}

/// The same dictionary from its compiled form.
fn compiled(dictionary: &Dictionary) -> Dictionary {
    let file = tempfile::NamedTempFile::new().unwrap();
    let compiled = Matcher::compile(dictionary).unwrap();
    compiled.write_compiled(file.as_file()).unwrap();
    Dictionary::open_compiled(file.path()).unwrap()
}

fn found(dictionary: &Dictionary, case: &Case) -> Vec<String> {
    let options = AnnotationOptions::default().with_matching(case.options);
    let annotator = Annotator::with_options(dictionary, options).unwrap();
    let mut document = Document::new("d", case.text.as_str());
    document.title.clone_from(&case.title);
    document.lang.clone_from(&case.lang);
    let annotation = annotator.annotate(&document);
    let mentions = annotation.mentions().map(|mention| {
        let entities: Vec<_> = mention
            .candidates()
            .map(|entity| entity.id().to_owned())
            .collect();
        let (surface, status, rule) = (mention.surface(), mention.status(), mention.rule());
        format!("{surface}: {status} {rule} {}", entities.join(" "))
    });
    mentions.collect()
}

#[test]
fn the_rules_make_of_texts_what_the_files_say() {
    let mut dice = Dice::new(5);
    let mut differences = String::new();
    for (path, file) in files::<CaseFile>("mentions") {
        for group in &file.dictionary {
            let plain = dictionary(&group.entity);
            let others = [
                ("compiled", compiled(&plain)),
                ("shuffled", dictionary(&shuffled(&group.entity, &mut dice))),
                (
                    "shuffled again",
                    dictionary(&shuffled(&group.entity, &mut dice)),
                ),
            ];
            for case in &group.case {
                let found = found(&plain, case);
                if found != case.mentions {
                    let name = path.file_name().unwrap().to_string_lossy();
                    writeln!(
                        differences,
                        "{name}: {}\n  wanted {:#?}\n  found {found:#?}",
                        case.text, case.mentions
                    )
                    .unwrap();
                }
                for (how, dictionary) in &others {
                    assert_eq!(self::found(dictionary, case), found, "{how}: {}", case.text);
                }
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_rule_has_two_cases_at_least() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (_, file) in files::<CaseFile>("mentions") {
        for mention in file
            .dictionary
            .iter()
            .flat_map(|group| &group.case)
            .flat_map(|case| &case.mentions)
        {
            let (_, decided) = mention.rsplit_once(": ").unwrap();
            let rule = decided.split(' ').nth(1).unwrap();
            *seen.entry(rule.to_owned()).or_default() += 1;
        }
    }
    let few: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| seen.get(rule.name()).is_none_or(|&count| count < 2))
        .collect();
    assert!(few.is_empty(), "{few:?}");
}
