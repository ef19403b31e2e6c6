//! Dictionaries written and read back.

use std::io::BufRead;
use std::path::Path;

use super::*;
use crate::dictionary::importers::{ImportOptions, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Case, DictionaryBuilder};

/// What every format with ids, types and aliases can hold.
const PLAIN: &str = r#"
[[entity]]
id = "acme"
name = "Acme, \"The\" Firm"
type = "organization"
aliases = ["AT&T | Acme", "Acme\\Corp", "ACM"]

[[entity]]
id = "rain"
name = "雨"
type = "weather"
aliases = ["rain"]
"#;

/// Everything that a dictionary can say.
const RICH: &str = r#"
[[entity]]
id = "a b"
name = "Tab\tand \u0001 \"quote\" \\ line\nend"
type = "odd \"type\""
parent = "rain"
context = ["one", "two"]
aliases = ["plain", { text = "EX", case = "exact", needs = ["x", "y"] }, { text = "in", case = "ignore", boundary = "none" }, { text = "sm", case = "smart", unless = ["z"] }]
attributes = { country = "de", "odd key" = "v|w" }

[[entity]]
id = "rain"
name = "Rain"
"#;

/// What is said of names beside them.
const RULED: &str = r#"
[[entity]]
id = "chip"
name = "Chip"
variants = "safe"
aliases = ["plain", { text = "a\\d \"x\"", regex = true }, { text = "Chip", blocked = true }, { text = "C", variants = "none" }]

[[block]]
text = "Chip \"n\" Dale"

[[block]]
text = "CHIP"
case = "exact"
"#;

fn toml(text: &str) -> Dictionary {
    let builder = Dictionary::builder().text(text, DictionaryFormat::Toml, "test");
    builder.unwrap().build().unwrap()
}

/// The files of a dictionary, the one that is named to readers first.
fn written(dictionary: &Dictionary, format: DictionaryFormat, path: &str) -> Vec<(String, String)> {
    let parts = format.parts(dictionary, Path::new(path)).unwrap();
    let mut files: Vec<(String, String)> = parts
        .iter()
        .map(|part| {
            let mut bytes = Vec::new();
            part.write(dictionary, &mut bytes).unwrap();
            let name = part.path().display().to_string();
            (name, String::from_utf8(bytes).unwrap())
        })
        .collect();
    files.sort_by_key(|(name, _)| name != path);
    files
}

fn read_back(format: DictionaryFormat, files: &[(String, String)]) -> Dictionary {
    let mut rows = Rows::default();
    let beside = |wanted: &Path| -> Result<Box<dyn BufRead>> {
        let found = files.iter().find(|(name, _)| Path::new(name) == wanted);
        let (_, text) = found.ok_or_else(|| Error::Io {
            path: wanted.to_owned(),
            source: io::ErrorKind::NotFound.into(),
        })?;
        Ok(Box::new(io::Cursor::new(text.clone())))
    };
    let mut source = Source {
        path: Path::new(&files[0].0),
        input: &mut files[0].1.as_bytes(),
        beside: &beside,
        options: &ImportOptions::default(),
    };
    format.read(&mut source, &mut rows).unwrap();
    let entities = (0..rows.len()).map(|number| {
        let row = rows.row(number);
        row.to_entity(row.id().expect("they were written with ids"))
    });
    let add = |builder: DictionaryBuilder, entity| builder.entity(&entity);
    let builder = entities.fold(Dictionary::builder(), add);
    let blocks = rows.blocks.iter();
    let builder = blocks.fold(builder, DictionaryBuilder::block);
    builder.build().unwrap()
}

fn assert_lossless(text: &str, format: DictionaryFormat, path: &str) {
    let dictionary = toml(text);
    assert_eq!(dictionary.losses(format), [], "{format}");
    let files = written(&dictionary, format, path);
    let again = read_back(format, &files);
    let (before, after): (Vec<_>, Vec<_>) =
        (dictionary.entities().collect(), again.entities().collect());
    assert_eq!(after, before, "{format}: {files:?}");
    assert_eq!(again.hash(), dictionary.hash(), "{format}");
}

#[test]
fn ours_lose_nothing() {
    for format in [DictionaryFormat::Toml, DictionaryFormat::JsonLines] {
        assert_lossless(RICH, format, "x");
        assert_lossless(RULED, format, "x");
        assert_lossless(PLAIN, format, "x");
    }
    for format in [DictionaryFormat::Csv, DictionaryFormat::Tsv] {
        assert_lossless(PLAIN, format, "x");
        let parents = "[[entity]]\nid = 'a'\nname = 'A'\nparent = 'b'\nattributes = { k = 'v', 'other key' = 'w' }\n[[entity]]\nid = 'b'\nname = 'B'\n";
        assert_lossless(parents, format, "x");
    }
    let embedded = Dictionary::ai_industry();
    let files = written(&embedded, DictionaryFormat::Toml, "x");
    assert_eq!(toml(&files[0].1).hash(), embedded.hash());
}

#[test]
fn others_lose_nothing_of_plain_dictionaries() {
    assert_lossless(PLAIN, DictionaryFormat::Gate, "lists.def");
    let attributes = "[[entity]]\nid = 'a'\nname = 'A'\nattributes = { k = 'v' }\n";
    assert_lossless(attributes, DictionaryFormat::Gate, "lists.def");
    let exact = PLAIN.replace("\"ACM\"", "{ text = \"ACM\", case = \"exact\" }");
    let exact = exact.replace(
        "[\"AT&T | Acme\", \"Acme\\\\Corp\", ",
        "[{ text = \"Acme, \\\"The\\\" Firm\", case = \"exact\" }, ",
    );
    let exact = exact.replace(
        "[\"rain\"]",
        "[{ text = \"雨\", case = \"exact\" }, { text = \"heavy rain\", case = \"ignore\" }]",
    );
    assert_lossless(&exact, DictionaryFormat::Spacy, "p.jsonl");
    let diseases = "[[entity]]\nid = 'DOID:1'\nname = 'disease'\ntype = 'disease'\n\
        [[entity]]\nid = 'DOID:2'\nname = 'flu'\ntype = 'disease'\nparent = 'DOID:1'\naliases = ['influenza']\n\
        [[entity]]\nid = 'DOID:3'\nname = 'bird flu'\ntype = 'disease'\nparent = 'DOID:2'\n\
        [[entity]]\nid = 'P1'\nname = 'TP53'\ntype = 'protein'\nattributes = { taxon = '9606' }\n";
    assert_lossless(diseases, DictionaryFormat::JensenLab, "x_entities.tsv");
}

#[test]
fn what_is_lost_is_counted() {
    let rich = toml(RICH);
    let losses = |format| -> Vec<(Loss, u64)> { rich.losses(format) };
    assert_eq!(
        losses(DictionaryFormat::Csv),
        [
            (Loss::Context, 1),
            (Loss::Case, 3),
            (Loss::Boundaries, 1),
            (Loss::Conditions, 2)
        ]
    );
    assert_eq!(
        losses(DictionaryFormat::Names),
        [
            (Loss::Ids, 1),
            (Loss::Types, 1),
            (Loss::Parents, 1),
            (Loss::Context, 1),
            (Loss::Attributes, 1),
            (Loss::Aliases, 4),
            (Loss::Spacing, 1)
        ]
    );
    let spacy = losses(DictionaryFormat::Spacy);
    // EX is exact, and `in` a word in any case: all others follow the run.
    assert!(spacy.contains(&(Loss::Case, 4)), "{spacy:?}");
    let jensen = losses(DictionaryFormat::JensenLab);
    assert!(jensen.contains(&(Loss::Types, 2)), "{jensen:?}");
    assert_eq!(
        toml(RULED).losses(DictionaryFormat::Csv),
        [(Loss::Patterns, 1), (Loss::Blocks, 3), (Loss::Variants, 1)]
    );
    let names = written(&toml(RULED), DictionaryFormat::Csv, "x.csv");
    assert!(names[0].1.contains("chip,Chip,,plain|C,"), "{names:?}");
    let twins = toml("[[entity]]\nid='x'\nname='Ab'\n[[entity]]\nid='ab'\nname='Ab'\n");
    assert_eq!(
        twins.losses(DictionaryFormat::Flashtext),
        [(Loss::Ids, 1), (Loss::SharedNames, 2)]
    );
}

#[test]
fn files_are_as_their_tools_write_them() {
    let dictionary = toml(PLAIN);
    let flashtext = written(&dictionary, DictionaryFormat::Flashtext, "k.json");
    assert_eq!(
        flashtext[0].1,
        "{\n \"Acme, \\\"The\\\" Firm\": [\"Acme, \\\"The\\\" Firm\",\"AT&T | Acme\",\"Acme\\\\Corp\",\"ACM\"],\n \"雨\": [\"雨\",\"rain\"]\n}\n"
    );
    let gate = written(&dictionary, DictionaryFormat::Gate, "out/lists.def");
    assert_eq!(
        gate[0].1,
        "organization.lst:organization\nweather.lst:weather\n"
    );
    assert_eq!(
        gate[2],
        (
            "out/weather.lst".to_owned(),
            "雨\tid=rain\nrain\tid=rain\n".to_owned()
        )
    );
    let jensen = written(&dictionary, DictionaryFormat::JensenLab, "w_entities.tsv");
    assert_eq!(jensen[0].1, "1\t-1000\tacme\n2\t-1001\train\n");
    assert_eq!(jensen.len(), 2, "no parents, no groups");
    let names = written(&dictionary, DictionaryFormat::Names, "n.txt");
    assert_eq!(names[0].1, "Acme, \"The\" Firm\n雨\n");
    let only_read = DictionaryFormat::Skos.parts(&dictionary, Path::new("t.ttl"));
    assert!(only_read.unwrap_err().to_string().contains("toml, jsonl"));
}

#[test]
fn types_of_one_slug_have_lists_of_their_own() {
    let text = "[[entity]]\nname='A'\ntype='x y'\n[[entity]]\nname='B'\ntype='X-Y'\n[[entity]]\nname='C'\n[[entity]]\nname='D'\ntype='untyped'\n";
    let files = written(&toml(text), DictionaryFormat::Gate, "lists.def");
    let index = "untyped.lst\nx-y.lst:X-Y\nuntyped-2.lst:untyped\nx-y-2.lst:x y\n";
    assert_eq!(files[0].1, index);
}

#[test]
fn the_name_comes_first_with_its_rules() {
    let dictionary = toml("[[entity]]\nname='A'\naliases=['b', { text='A', case='exact' }]\n");
    let entity = dictionary.entities().next().unwrap().to_entity();
    let forms: Vec<_> = forms(&entity)
        .map(|form| (form.text.to_string(), form.case))
        .collect();
    assert_eq!(
        forms,
        [("A".to_owned(), Some(Case::Exact)), ("b".to_owned(), None)]
    );
}
