//! Each format with a small sample of its own, and what is known to go wrong with it.

use std::io::BufRead;
use std::path::Path;

use super::*;
use crate::dictionary::{Alias, Case, Dictionary, Entity};
use crate::error::Error;

/// Files that stand beside each other; the first is read.
type Files<'a> = [(&'a str, &'a str)];

fn rows_of(format: DictionaryFormat, files: &Files<'_>, options: &ImportOptions) -> Result<Rows> {
    let mut rows = Rows::default();
    let beside = |wanted: &Path| -> Result<Box<dyn BufRead>> {
        let found = files.iter().find(|(name, _)| Path::new(name) == wanted);
        match found {
            Some((_, text)) => Ok(Box::new(std::io::Cursor::new((*text).to_owned()))),
            None => Err(Error::Io {
                path: wanted.to_owned(),
                source: std::io::ErrorKind::NotFound.into(),
            }),
        }
    };
    let mut source = Source {
        path: Path::new(files[0].0),
        input: &mut files[0].1.as_bytes(),
        beside: &beside,
        options,
    };
    format.read(&mut source, &mut rows)?;
    Ok(rows)
}

/// The entities of the first file, and what was noted.
fn import(
    format: DictionaryFormat,
    files: &Files<'_>,
) -> (Vec<Entity>, Vec<(ImportRemark, u64, u64)>) {
    let rows = rows_of(format, files, &ImportOptions::default()).unwrap();
    entities(&rows)
}

fn entities(rows: &Rows) -> (Vec<Entity>, Vec<(ImportRemark, u64, u64)>) {
    let entity = |row: usize| {
        let row = rows.row(row);
        row.to_entity(row.id().unwrap_or_default())
    };
    let notes = rows.notes().iter();
    (
        (0..rows.len()).map(entity).collect(),
        notes
            .map(|note| (note.remark, note.count, note.first.line))
            .collect(),
    )
}

fn error(format: DictionaryFormat, name: &str, text: &str) -> String {
    let error = rows_of(format, &[(name, text)], &ImportOptions::default()).unwrap_err();
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    format!("{error} {}", cause.unwrap_or_default())
}

fn aliases(entity: &Entity) -> Vec<&str> {
    entity.aliases.iter().map(|alias| &*alias.text).collect()
}

fn ids(entities: &[Entity]) -> Vec<&str> {
    entities.iter().map(|entity| entity.id.as_str()).collect()
}

#[test]
fn spacy_patterns_are_phrases_or_left_out() {
    let text = r#"{"label":"ORG","pattern":[{"LOWER":"acme"}],"id":"acme"}
{"label":"ORG","pattern":"Acme Corp","id":"acme"}

{"label":"ORG","pattern":[{"LOWER":"acme"},{"IS_TITLE":true,"OP":"?"}],"id":"acme"}
{"label":"PERSON","pattern":[{"TEXT":"Jane"},{"ORTH":"Roe"}]}
{"label":"FRUIT","pattern":"Apple"}
{"label":"ORG","pattern":"Apple"}
{"label":"X","pattern":[{"TEXT":{"REGEX":"^a"}}]}
{"label":"X","pattern":[{"TEXT":"Mixed"},{"LOWER":"case"}]}
{"label":"VIRUS","pattern":[{"LOWER":"covid"},{"ORTH":"-"},{"LOWER":"19"}],"id":"covid"}
"#;
    let (found, notes) = import(DictionaryFormat::Spacy, &[("p.jsonl", text)]);
    assert_eq!(notes, [(ImportRemark::TokenPattern, 3, 4)]);
    assert_eq!(
        ids(&found),
        ["acme", "", "Apple (FRUIT)", "Apple (ORG)", "covid"]
    );
    let acme = &found[0];
    assert_eq!(&*acme.name, "Acme Corp", "spelt as texts spell it");
    assert_eq!(
        acme.aliases,
        [
            Alias::new("acme").with_case(Case::Ignore),
            Alias::new("Acme Corp").with_case(Case::Exact)
        ]
    );
    assert_eq!(acme.entity_type.as_str(), "ORG");
    assert_eq!(&*found[1].name, "Jane Roe");
    assert_eq!(aliases(&found[4]), ["covid-19", "covid - 19"]);
}

#[test]
fn spacy_mistakes_are_named_by_line() {
    let bad = "{\"label\":\"A\",\"pattern\":\"x\"}\n{\"label\":\"A\",\"pattern\":7}\n";
    let message = error(DictionaryFormat::Spacy, "p.jsonl", bad);
    assert!(message.starts_with("p.jsonl:2: "), "{message}");
    let two = "{\"label\":\"A\",\"pattern\":\"x\",\"id\":\"1\"}\n{\"label\":\"B\",\"pattern\":\"y\",\"id\":\"1\"}\n";
    let message = error(DictionaryFormat::Spacy, "p.jsonl", two);
    assert!(
        message.contains("p.jsonl:1") && message.contains("p.jsonl:2"),
        "{message}"
    );
}

#[test]
fn gate_lists_are_found_through_their_index() {
    let files = [
        (
            "lists.def",
            "\u{FEFF}firms.lst:organization:company:en:Firm\r\n\r\ntowns.lst:location\r\n",
        ),
        (
            "firms.lst",
            "AT&T\r\nAcme&id=Q1&country=de\nAcme Corp.&id=Q1\n\nJohnson & Johnson\nTab Ltd\tid=tab\n",
        ),
        ("towns.lst", "Georgia\nAcme\n"),
    ];
    let (found, notes) = import(DictionaryFormat::Gate, &files);
    assert!(notes.is_empty());
    let names: Vec<&str> = found.iter().map(|entity| &*entity.name).collect();
    assert_eq!(
        names,
        [
            "AT&T",
            "Acme",
            "Johnson & Johnson",
            "Tab Ltd",
            "Georgia",
            "Acme"
        ]
    );
    assert_eq!(ids(&found), ["", "Q1", "", "tab", "", ""]);
    let acme = &found[1];
    assert_eq!(acme.entity_type.as_str(), "company");
    assert_eq!(aliases(acme), ["Acme Corp."]);
    assert_eq!(acme.attributes["country"], "de");
    assert_eq!(acme.attributes["majorType"], "organization");
    assert_eq!(acme.attributes["annotationType"], "Firm");
    assert_eq!(found[4].entity_type.as_str(), "location");

    let (list, _) = import(DictionaryFormat::Gate, &[files[1]]);
    assert_eq!(list[0].entity_type.as_str(), "");
    let missing = error(DictionaryFormat::Gate, "lists.def", "none.lst:x\n");
    assert!(missing.contains("none.lst"), "{missing}");
    let nameless = error(DictionaryFormat::Gate, "lists.def", "a.lst\n:x\n");
    assert!(nameless.contains("a.lst") || nameless.contains("lists.def:2"));
}

#[test]
fn flashtext_in_both_forms() {
    let json =
        "{\"Acme\": [\"acme inc\", \"Acme\"], \"java\": [\"java_2e\", \"j2e\"], \"C++\": []}";
    let (found, notes) = import(DictionaryFormat::Flashtext, &[("k.json", json)]);
    assert_eq!(notes, [(ImportRemark::CleanName, 2, 0)]);
    assert_eq!(aliases(&found[0]), ["acme inc"]);
    assert_eq!(aliases(&found[1]), ["java_2e", "j2e"]);

    let text = "java_2e=>java\njava programing => java\nproduct management\n\nc++\n";
    let (found, notes) = import(DictionaryFormat::Flashtext, &[("k.txt", text)]);
    assert_eq!(notes, [(ImportRemark::CleanName, 1, 1)]);
    assert_eq!(&*found[0].name, "java");
    assert_eq!(aliases(&found[0]), ["java_2e", "java programing"]);
    assert_eq!(&*found[1].name, "product management");
    assert_eq!(found.len(), 3);

    let message = error(DictionaryFormat::Flashtext, "k.txt", "a\nb=>c=>d\n");
    assert!(message.starts_with("k.txt:2: "), "{message}");
    let message = error(DictionaryFormat::Flashtext, "k.json", "{\n\"a\": \"b\"}");
    assert!(message.starts_with("k.json:2: "), "{message}");
}

#[test]
fn regexner_takes_words_and_heeds_priority() {
    let text = "Acme (Inc|Corp)\tORG\t\t2\nU\\.S\\. Steel\tORG\nGeorgia\tSTATE\tLOCATION\t1.0\nGeorgia\tCOUNTRY\tLOCATION\t3\n[A-Z]+ Bank\tORG\nBanco St.\tORG\n( /Moon/ /Base/ )\tPLACE\n";
    let (found, notes) = import(DictionaryFormat::RegexNer, &[("m.tab", text)]);
    assert_eq!(
        notes,
        [
            (ImportRemark::Expression, 2, 5),
            (ImportRemark::PlainDot, 1, 6),
            (ImportRemark::Outranked, 1, 3)
        ]
    );
    assert_eq!(&*found[0].name, "Acme Inc");
    assert_eq!(aliases(&found[0]), ["Acme Inc", "Acme Corp"]);
    assert_eq!(found[0].aliases[0].case, Some(Case::Exact));
    assert_eq!(&*found[1].name, "U.S. Steel");
    assert_eq!(found[2].entity_type.as_str(), "COUNTRY");

    let header = "pattern\tpriority\tner\nAcme\t1\tORG\n";
    let (found, _) = import(DictionaryFormat::RegexNer, &[("m.tab", header)]);
    assert_eq!(found[0].entity_type.as_str(), "ORG");
    let message = error(DictionaryFormat::RegexNer, "m.tab", "Acme\tORG\nAcme\n");
    assert!(message.starts_with("m.tab:2: "), "{message}");
    let message = error(DictionaryFormat::RegexNer, "m.tab", "Acme\tORG\t\thigh\n");
    assert!(message.contains("`high`"), "{message}");
}

#[cfg(feature = "skos")]
#[test]
fn skos_concepts_with_their_languages() {
    let text = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix t: <http://example.org/t/> .
t:animals a skos:Collection ; skos:prefLabel "Animals"@en .
t:scheme a skos:ConceptScheme ; skos:prefLabel "Beasts"@en .
t:dog a skos:Concept ; skos:broader t:mammal, t:absent ; skos:inScheme t:scheme .
t:dog skos:prefLabel "Hund"@de, "dog"@en ; skos:altLabel "hound"@en, "Köter"@de ; skos:hiddenLabel "dgo" ;
  skos:notation "12.3" ; skos:exactMatch <http://example.com/dog> .
t:mammal a skos:Concept ; skos:narrower t:whale ; skos:prefLabel "Säugetier"@de, "Mammifère"@fr ; skos:altLabel "Säuger"@de .
t:whale a skos:Concept, t:Swimmer ; xl:prefLabel [ a xl:Label ; xl:literalForm "whale"@en ] ; xl:altLabel t:l1 .
t:l1 xl:literalForm "cetacean"@en .
[] a skos:Concept ; skos:prefLabel "nobody"@en .
t:mute a skos:Concept .
"#;
    let files = [("t.ttl", text)];
    let (found, notes) = import(DictionaryFormat::Skos, &files);
    assert_eq!(
        notes,
        [
            (ImportRemark::Nameless, 1, 0),
            (ImportRemark::BlankNode, 1, 0)
        ]
    );
    let iri = |name: &str| format!("http://example.org/t/{name}");
    assert_eq!(ids(&found), [iri("dog"), iri("mammal"), iri("whale")]);
    let [dog, mammal, whale] = &found[..] else {
        panic!("three concepts: {found:?}");
    };
    assert_eq!(&*dog.name, "dog");
    assert_eq!(aliases(dog), ["dgo", "hound"]);
    assert_eq!(dog.entity_type.as_str(), "scheme");
    assert_eq!(dog.parent.as_ref().unwrap().as_str(), iri("mammal"));
    assert_eq!(dog.attributes["broader"], iri("absent"));
    assert_eq!(dog.attributes["notation"], "12.3");
    assert_eq!(dog.attributes["exactMatch"], "http://example.com/dog");
    assert_eq!(&*mammal.name, "Säugetier", "no English: the first language");
    assert_eq!(aliases(mammal), ["Säuger"]);
    assert_eq!(&*whale.name, "whale");
    assert_eq!(aliases(whale), ["cetacean"]);
    assert_eq!(whale.entity_type.as_str(), "Swimmer");
    assert_eq!(whale.parent.as_ref().unwrap().as_str(), iri("mammal"));

    let german = ImportOptions::default().with_languages(["de", "all"]);
    let rows = rows_of(DictionaryFormat::Skos, &files, &german).unwrap();
    let (found, _) = entities(&rows);
    assert_eq!(&*found[0].name, "Hund");
    assert_eq!(aliases(&found[0]), ["Köter", "dgo", "dog", "hound"]);

    let message = error(
        DictionaryFormat::Skos,
        "t.ttl",
        "<http://a> <http://b>\n.\n",
    );
    assert!(message.starts_with("t.ttl:2: "), "{message}");
}

#[test]
fn jensen_lab_files_share_serial_numbers() {
    let files = [
        (
            "x_entities.tsv",
            "7\t-26\tDOID:1\n8\t-26\tDOID:2\n9\t9606\tENSP1\n10\t-26\tDOID:3\n11\t-77\tZ\n",
        ),
        (
            "x_names.tsv",
            "8\tinfluenza\n7\tdisease\n8\tflu\n10\tbird flu\n9\tTP53\n99\tnobody\n",
        ),
        ("x_groups.tsv", "8\t7\n10\t7\n10\t8\n"),
    ];
    let (found, notes) = import(DictionaryFormat::JensenLab, &files);
    assert_eq!(
        notes,
        [
            (ImportRemark::UnknownSerial, 1, 6),
            (ImportRemark::Nameless, 1, 5)
        ]
    );
    assert_eq!(ids(&found), ["DOID:1", "DOID:2", "ENSP1", "DOID:3"]);
    assert_eq!(aliases(&found[1]), ["flu"]);
    assert_eq!(found[1].entity_type.as_str(), "disease");
    assert_eq!(found[2].entity_type.as_str(), "protein");
    assert_eq!(found[2].attributes["taxon"], "9606");
    let parent = |entity: &Entity| entity.parent.as_ref().map(ToString::to_string);
    assert_eq!(
        parent(&found[3]).as_deref(),
        Some("DOID:2"),
        "the nearest of the groups"
    );

    let alone = [files[0], files[1]];
    assert_eq!(import(DictionaryFormat::JensenLab, &alone).0.len(), 4);
    for (text, says) in [
        ("1\t-26\n", "x_entities.tsv:1"),
        ("1\t-26\ta\n1\t-26\tb\n", "x_entities.tsv:2"),
        ("one\t-26\ta\n", "`one`"),
    ] {
        let message = error(DictionaryFormat::JensenLab, "x_entities.tsv", text);
        assert!(message.contains(says), "{message}");
    }
    let message = error(DictionaryFormat::JensenLab, "x.tsv", "1\t-26\ta\n");
    assert!(message.contains("entities.tsv"), "{message}");
}

const DUMP: &str = r#"[
{"type":"item","id":"Q1","labels":{"de":{"language":"de","value":"Erfinderin"},"en":{"language":"en","value":"Ada Lovelace"},"mul":{"language":"mul","value":"Ada L."}},"descriptions":{"en":{"language":"en","value":"a mathematician"}},"aliases":{"en":[{"language":"en","value":"Ada King"}],"fr":[{"language":"fr","value":"Comtesse"}]},"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item","numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}]},"sitelinks":{}},
{"type":"item","id":"Q2","labels":{"fr":{"language":"fr","value":"Machine"}},"descriptions":[],"aliases":[],"claims":{"P31":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q99"}}},"rank":"deprecated"},{"mainsnak":{"snaktype":"somevalue"},"rank":"normal"},{"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q100"}}},"rank":"normal"},{"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q20"}}},"rank":"normal"}]}},
{"type":"property","id":"P31","labels":{"en":{"language":"en","value":"instance of"}},"claims":[]},
{"type":"item","id":"Q3","labels":[],"descriptions":[],"aliases":[],"claims":[],"sitelinks":[]}
]
"#;

#[test]
fn wikidata_dumps_are_read_line_by_line() {
    let files = [("d.json", DUMP)];
    let (found, notes) = import(DictionaryFormat::Wikidata, &files);
    assert_eq!(
        notes,
        [(ImportRemark::NoItem, 1, 4), (ImportRemark::Nameless, 1, 5)]
    );
    let [ada, machine] = &found[..] else {
        panic!("two items: {found:?}");
    };
    assert_eq!((ada.id.as_str(), &*ada.name), ("Q1", "Ada Lovelace"));
    assert_eq!(ada.entity_type.as_str(), "person");
    assert_eq!(aliases(ada), ["Ada King", "Ada L."]);
    assert_eq!(ada.attributes["description"], "a mathematician");
    assert_eq!(&*machine.name, "Machine", "whatever language there is");
    assert_eq!(machine.entity_type.as_str(), "Q20");
    assert_eq!(machine.attributes["instance_of"], "Q100|Q20");

    let people = ImportOptions::default()
        .with_classes(["Q5"])
        .with_languages(["fr", "en"]);
    let rows = rows_of(DictionaryFormat::Wikidata, &files, &people).unwrap();
    let (found, notes) = entities(&rows);
    assert_eq!(ids(&found), ["Q1"]);
    assert_eq!(aliases(&found[0]), ["Ada King", "Ada L.", "Comtesse"]);
    assert_eq!(notes, [(ImportRemark::OtherClass, 3, 3)]);

    let cut = &DUMP[..DUMP.len() - 60];
    let message = error(DictionaryFormat::Wikidata, "d.json", cut);
    assert!(message.starts_with("d.json:5: "), "{message}");
}

#[test]
fn wikidata_csv_groups_the_rows_of_an_item() {
    let text = "item,itemLabel,alias,typeLabel,itemAltLabel,country\n\
        http://www.wikidata.org/entity/Q1,\"Acme, Inc.\",Acme,company,\"ACM, A-C-M\",http://www.wikidata.org/entity/Q183\n\
        http://www.wikidata.org/entity/Q2,Q2,,company,,\n\
        http://www.wikidata.org/entity/Q1,\"Acme, Inc.\",Akme,business,,Q30\n";
    let (found, notes) = import(DictionaryFormat::WikidataCsv, &[("q.csv", text)]);
    assert_eq!(notes, [(ImportRemark::Nameless, 1, 3)]);
    let [acme] = &found[..] else {
        panic!("one item: {found:?}");
    };
    assert_eq!((acme.id.as_str(), &*acme.name), ("Q1", "Acme, Inc."));
    assert_eq!(aliases(acme), ["Acme", "ACM", "A-C-M", "Akme"]);
    assert_eq!(acme.entity_type.as_str(), "business", "the first by name");
    assert_eq!(acme.attributes["country"], "Q183|Q30");

    let joined = "firm,firmLabel,aliases\nQ1,Acme,A|B\n";
    let (found, _) = import(DictionaryFormat::WikidataCsv, &[("q.csv", joined)]);
    assert_eq!(aliases(&found[0]), ["A", "B"]);
    let message = error(DictionaryFormat::WikidataCsv, "q.csv", "a,b\n1,2\n");
    assert!(
        message.contains("no column `itemLabel` among: a, b"),
        "{message}"
    );
    let ragged = "item,itemLabel\nQ1,A\nQ2,B,c\n";
    let message = error(DictionaryFormat::WikidataCsv, "q.csv", ragged);
    assert!(message.starts_with("q.csv:3: "), "{message}");
}

#[test]
fn geonames_know_no_quotes() {
    let line = |id: u32, name: &str, others: &str, class: &str| {
        format!(
            "{id}\t{name}\t{name}\t{others}\t1.5\t2.5\t{class}\tPPL\tDE\t\t\t\t\t\t5000\t\t10\tx\t2020-01-01\n"
        )
    };
    let text = line(1, "\"Old\" Town", "Altstadt,\"Alt,Altstadt,", "P")
        + &line(2, "Of", "", "H")
        + &line(3, "Land", "", "A");
    let (found, notes) = import(DictionaryFormat::GeoNames, &[("c.txt", &text)]);
    assert_eq!(notes, [(ImportRemark::OtherFeature, 1, 2)]);
    assert_eq!(ids(&found), ["1", "3"]);
    assert_eq!(&*found[0].name, "\"Old\" Town");
    assert_eq!(aliases(&found[0]), ["Altstadt", "\"Alt"]);
    assert_eq!(found[0].attributes["population"], "5000");
    assert_eq!(found[0].attributes["feature"], "P.PPL");
    let message = error(DictionaryFormat::GeoNames, "c.txt", &(text + "4\tX\n"));
    assert!(message.starts_with("c.txt:4: "), "{message}");
}

#[test]
fn what_is_not_utf8_is_named_by_line() {
    for (format, name, start) in [
        (
            DictionaryFormat::Spacy,
            "f.jsonl",
            "{\"label\":\"A\",\"pattern\":\"x\"}\n",
        ),
        (DictionaryFormat::Flashtext, "f.txt", "a=>b\n"),
        (DictionaryFormat::RegexNer, "f.tab", "a\tb\n"),
        (DictionaryFormat::Gate, "f.lst", "a\n"),
    ] {
        let mut bytes = start.as_bytes().to_vec();
        bytes.extend(b"caf\xE9\n");
        let mut rows = Rows::default();
        let mut source = Source {
            path: Path::new(name),
            input: &mut &bytes[..],
            beside: &|_| unreachable!("one file"),
            options: &ImportOptions::default(),
        };
        let message = format.read(&mut source, &mut rows).unwrap_err().to_string();
        assert!(message.starts_with(&format!("{name}:2: ")), "{message}");
    }
}

#[test]
fn every_sample_makes_a_dictionary() {
    let dump = rows_of(
        DictionaryFormat::Wikidata,
        &[("d.json", DUMP)],
        &ImportOptions::default(),
    );
    assert_eq!(dump.unwrap().len(), 2);
    let builder = Dictionary::builder().text(DUMP, DictionaryFormat::Wikidata, "d.json");
    let builder = builder.unwrap();
    assert!(builder.has_foreign_files());
    assert_eq!(
        builder.notes()[0].to_string(),
        "d.json:4: left out an entity that is no item"
    );
    assert_eq!(builder.build().unwrap().len(), 2);
}

/// Beginnings and pieces of every format, to be put together at random.
const PIECES: [&str; 30] = [
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\t",
    "=>",
    "&",
    "=",
    ":",
    "\"",
    "(",
    ")",
    "|",
    "\\",
    ".",
    "1",
    "-26",
    "9606",
    "Acme",
    "ü",
    " ",
    "{\"label\":\"A\",\"pattern\":\"x\"}\n",
    "{\"label\":\"A\",\"pattern\":[{\"LOWER\":\"x\"}]}\n",
    "{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"value\":\"A\"}}}\n",
    "item,itemLabel\n",
    "<http://a/b> <http://www.w3.org/2004/02/skos/core#prefLabel> \"x\" .\n",
    "1\t-26\tx\n",
    "pattern\tner\n",
];

proptest::proptest! {
    #[test]
    fn whatever_stands_in_a_file_is_read_or_an_error(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..12)
    ) {
        let text = pieces.concat();
        for &format in DictionaryFormat::ALL {
            let name = match format {
                DictionaryFormat::JensenLab => "x_entities.tsv",
                DictionaryFormat::Gate => "x.def",
                _ => "x.txt",
            };
            let files = [(name, &*text), ("x_names.tsv", &*text), ("x_groups.tsv", &*text)];
            let read = || rows_of(format, &files, &ImportOptions::default()).map(|rows| entities(&rows));
            match (read(), read()) {
                (Ok(one), Ok(other)) => proptest::prop_assert_eq!(one, other),
                (Err(one), Err(other)) => proptest::prop_assert_eq!(one.to_string(), other.to_string()),
                _ => proptest::prop_assert!(false, "read once only"),
            }
        }
    }
}
