//! The engine against the oracle on a real corpus with real dictionaries.
//!
//! They are not in the project: `COMENTION_WORKLOAD` names a folder with `corpus.jsonl` and with dictionaries `dict_S.csv`, `dict_M.csv` and
//! `dict_L.csv`, of which only what is there is used. The oracle is slow, so it reads a thousand documents from all over the corpus;
//! `COMENTION_WORKLOAD_DOCUMENTS` asks for another number. With `--release` it takes half a minute.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use comention::annotation::{AnnotationOptions, Annotator};
use comention::dictionary::{Alias, Case, Dictionary};
use comention::document::{Document, Documents};
use comention::mention::{Ambiguity, MatchOptions, Matcher, Variants};

use crate::oracle::{self, Form, Forms, Found, beginning, small};
use crate::properties::in_windows;

/// Forms, each in small letters too, by how they begin: there may be a million.
struct ByBeginning(HashMap<String, Vec<(String, Form)>>);

impl ByBeginning {
    fn of(dictionary: &Dictionary) -> Self {
        let mut forms: HashMap<String, Vec<(String, Form)>> = HashMap::new();
        for entity in dictionary.entities() {
            let plain = entity.aliases().into_iter().map(|alias| {
                assert_eq!(
                    alias,
                    Alias::new(&*alias.text),
                    "the oracle knows no rules of aliases"
                );
                alias.text.to_string()
            });
            for text in plain.chain([entity.name().to_owned()]) {
                let entity = entity.id().to_owned();
                let near = forms.entry(beginning(&text)).or_default();
                near.push((small(&text), Form { entity, text }));
            }
        }
        Self(forms)
    }
}

impl Forms for ByBeginning {
    fn near(&self, rest: &str) -> Vec<&Form> {
        let Some(forms) = self.0.get(&beginning(rest)) else {
            return Vec::new();
        };
        let rest = small(rest);
        let alike = forms.iter().filter(|(small, _)| rest.starts_with(small));
        alike.map(|(_, form)| form).collect()
    }
}

/// All mentions of a document, of whatever status, in the words of the oracle.
fn found(annotator: &Annotator, document: &Document) -> Vec<Found> {
    let annotation = annotator.annotate(document);
    let mentions = annotation.mentions().map(|mention| Found {
        field: mention.field(),
        start: mention.span().start(),
        end: mention.span().end(),
        status: mention.status(),
        entities: mention
            .candidates()
            .map(|entity| entity.id().to_owned())
            .collect(),
    });
    mentions.collect()
}

/// Says something that the test harness does not swallow.
fn say(line: &str) {
    std::io::stderr()
        .write_all(format!("{line}\n").as_bytes())
        .unwrap();
}

/// The dictionary from its compiled form in a file.
fn compiled(dictionary: &Dictionary, path: &Path) -> Dictionary {
    let file = std::fs::File::create(path).unwrap();
    let compiled = Matcher::compile(dictionary).unwrap();
    compiled.write_compiled(file).unwrap();
    Dictionary::open_compiled(path).unwrap()
}

#[test]
fn the_engine_is_the_oracle_on_a_real_corpus() {
    let Some(folder) = std::env::var_os("COMENTION_WORKLOAD").map(PathBuf::from) else {
        return say(
            "skipped: the engine is the oracle on a real corpus (COMENTION_WORKLOAD does not name its folder)",
        );
    };
    let wanted = std::env::var("COMENTION_WORKLOAD_DOCUMENTS");
    let wanted: usize = wanted.map_or(1_000, |number| number.parse().unwrap());
    let documents: Vec<Document> = Documents::open(folder.join("corpus.jsonl"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let scratch = tempfile::tempdir().unwrap();
    let names = ["dict_S.csv", "dict_M.csv", "dict_L.csv"];
    let there: Vec<_> = names
        .iter()
        .filter(|&name| folder.join(name).exists())
        .collect();
    assert!(!there.is_empty(), "no dictionary in {}", folder.display());
    for name in there {
        let dictionary = Dictionary::from_path(folder.join(name)).unwrap();
        let compiled = compiled(&dictionary, &scratch.path().join("compiled"));
        let forms = ByBeginning::of(&dictionary);
        // The oracle derives no forms, weighs no evidence and knows no types, which the smart rule asks for.
        let matching = MatchOptions::default()
            .with_variants(Variants::None)
            .with_disambiguation(false)
            .with_case(Case::Exact);
        let options = AnnotationOptions::default().with_matching(matching);
        let all_rules = AnnotationOptions::default();
        let annotators_of = |dictionary| {
            [options, all_rules]
                .map(|options| Annotator::with_options(dictionary, options).unwrap())
        };
        let [annotator, smart] = annotators_of(&dictionary);
        let compiled = annotators_of(&compiled);
        let (mut checked, mut mentions) = (0, 0);
        for (number, document) in documents.iter().enumerate() {
            let found = found(&annotator, document);
            let both = [&found, &self::found(&smart, document)];
            for (found, compiled) in both.into_iter().zip(&compiled) {
                let same = self::found(compiled, document);
                assert_eq!(*found, same, "{name}, compiled: `{}`", document.id);
            }
            // Spread evenly, whatever the number.
            if number * wanted / documents.len() == (number + 1) * wanted / documents.len() {
                continue;
            }
            let oracle = oracle::mentions(&forms, Case::Exact, Ambiguity::Abstain, document);
            mentions += found.len();
            checked += 1;
            let (found, oracle) = (in_windows(document, found), in_windows(document, oracle));
            assert_eq!(found, oracle, "{name}: `{}`", document.id);
        }
        say(&format!(
            "{name}: {checked} of {} documents as the oracle reads them, {mentions} mentions of any status; all as the compiled dictionary",
            documents.len()
        ));
        assert_eq!(checked, wanted.min(documents.len()));
    }
}
