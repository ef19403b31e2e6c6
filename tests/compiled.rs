//! Compiled dictionaries, written, opened, damaged, made up.

use std::path::{Path, PathBuf};

use comention::Annotator;
use comention::annotation::AnnotationOptions;
use comention::dictionary::{
    Alias, Block, COMPILED_VERSION, Case, Dictionary, DictionaryFormat, Entity, EntityRef,
};
use comention::document::Document;
use comention::mention::{MatchOptions, Matcher, Variants};
use proptest::prelude::*;
use tempfile::TempDir;
use xxhash_rust::xxh3::xxh3_64;

const TEXT: &str = "Sam Altman of Acme Corp. met ACME and Déjà Vu in 東京. Altman liked the R1 of DeepSeek; .NET was target, Target not.\n\
    !!! played “O’Neil” — the superAcmeland, US and us. Mu and Shared Name, Shared\nName.";

/// One of every kind: conditions, last names, signs, scripts without spaces, forms inside words, shared forms, regular expressions, blocks.
fn dictionary() -> Dictionary {
    let entities = [
        Entity::new("altman", "Sam Altman").with_type("person"),
        Entity::new("acme", "Acme")
            .with_type("organization")
            .with_alias("Acme Corp."),
        Entity::new("deja", "Déjà Vu").with_parent("acme"),
        Entity::new("tokyo", "東京").with_alias("東京都"),
        Entity::new("r1", "DeepSeek-R1").with_alias(
            Alias::new("R1")
                .with_need("DeepSeek")
                .with_unless("kennel")
                .with_case(Case::Exact),
        ),
        Entity::new("net", ".NET").with_alias("Target"),
        Entity::new("band", "!!!").with_alias("O’Neil"),
        Entity::new("us", "US"),
        Entity::new("mu", "Mu").with_alias("Shared Name"),
        Entity::new("nu", "Nu").with_alias("Shared  Name"),
        Entity::new("chips", "Chips")
            .with_variants(Variants::None)
            .with_alias(Alias::pattern(r"[A-Z]\d").with_unless("kennel"))
            .with_alias(Alias::new("(Vu)").with_variants(Variants::All))
            .with_alias(Alias::blocked("Chips")),
    ];
    let builder = entities
        .iter()
        .fold(Dictionary::builder(), |builder, entity| {
            builder.entity(entity)
        });
    let inside = r#"{"id":"inside","name":"Inside","aliases":[{"text":"acmel","boundary":"none"}],"attributes":{"k":"v"},"context":["w"]}"#;
    builder
        .block(&Block::new("Déjà Vu"))
        .text(inside, DictionaryFormat::JsonLines, "inside")
        .unwrap()
        .build()
        .unwrap()
}

fn bytes_of(dictionary: &Dictionary) -> Vec<u8> {
    let mut bytes = Vec::new();
    dictionary.write_compiled(&mut bytes).unwrap();
    bytes
}

fn compiled() -> Vec<u8> {
    bytes_of(&Matcher::compile(&dictionary()).unwrap())
}

fn file(folder: &TempDir, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join("x.cdict");
    std::fs::write(&path, bytes).unwrap();
    path
}

fn all_options() -> Vec<MatchOptions> {
    let mut all = Vec::new();
    for case in [Case::Smart, Case::Exact, Case::Ignore] {
        for variants in [Variants::None, Variants::Safe] {
            all.push(
                MatchOptions::default()
                    .with_case(case)
                    .with_variants(variants),
            );
        }
    }
    all
}

/// Everything that is found, told in full.
fn found(dictionary: &Dictionary, options: MatchOptions) -> Vec<String> {
    let options = AnnotationOptions::default().with_matching(options);
    let annotator = Annotator::with_options(dictionary, options).unwrap();
    let document = Document::new("d", TEXT);
    let annotation = annotator.annotate(&document);
    annotation
        .mentions()
        .map(|mention| {
            let ids: Vec<_> = mention.candidates().map(EntityRef::id).collect();
            format!(
                "{:?} {} {} {ids:?}",
                mention.span(),
                mention.status(),
                mention.rule()
            )
        })
        .collect()
}

#[test]
fn a_compiled_dictionary_finds_the_same_under_all_options() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, &compiled());
    let opened = Dictionary::from_path(&path).unwrap();
    let read = dictionary();
    assert!(opened.entities().eq(read.entities()));
    assert_eq!(opened.hash(), read.hash());
    assert_eq!(opened.alias_count(), read.alias_count());
    assert_eq!(opened.ancestors("deja").count(), 1);
    for options in all_options() {
        let names = found(&read, options);
        assert!(names.len() > 5, "{names:?}");
        assert_eq!(found(&opened, options), names, "{options:?}");
    }
    Dictionary::check_file(&path).unwrap();
    Matcher::check_compiled(&opened).unwrap();
    opened.check().unwrap();
}

#[test]
fn the_bytes_depend_on_the_entities_alone() {
    let names = |order: [&str; 3]| {
        let text = format!("id,name,type\n{}", order.join(""));
        let builder = Dictionary::builder().text(&text, DictionaryFormat::Csv, "f");
        bytes_of(&Matcher::compile(&builder.unwrap().build().unwrap()).unwrap())
    };
    let rows = ["a,Ada Lovelace,person\n", "b,Beta,firm\n", "c,Gamma Ray,\n"];
    assert_eq!(names(rows), names([rows[2], rows[0], rows[1]]));
    let folder = TempDir::new().unwrap();
    let bytes = compiled();
    let opened = Dictionary::from_path(file(&folder, &bytes)).unwrap();
    assert_eq!(bytes_of(&opened), bytes, "opened and written again");
    assert_eq!(bytes_of(&Matcher::compile(&opened).unwrap()), bytes);
}

#[test]
fn compiled_dictionaries_merge_with_others() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, &compiled());
    let more = "id,name,aliases\nacme,Acme,Acme Limited\nz,Zeta,\n";
    let builder = Dictionary::builder().path(&path).unwrap();
    let merged = builder.text(more, DictionaryFormat::Csv, "more.csv");
    let merged = merged.unwrap().build().unwrap();
    assert_eq!(merged.len(), dictionary().len() + 1);
    let forms: Vec<_> = merged.get("acme").unwrap().forms().collect();
    assert_eq!(forms, ["Acme Corp.", "Acme Limited"]);
}

#[test]
fn without_tables_they_are_made_when_needed() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, &bytes_of(&dictionary()));
    let opened = Dictionary::from_path(path).unwrap();
    let options = MatchOptions::default();
    assert_eq!(found(&opened, options), found(&dictionary(), options));
}

#[test]
fn other_versions_and_other_rules_are_refused() {
    let folder = TempDir::new().unwrap();
    let bytes = compiled();
    for other in [COMPILED_VERSION - 1, COMPILED_VERSION + 1] {
        let mut changed = bytes.clone();
        changed[8..12].copy_from_slice(&other.to_le_bytes());
        let error = Dictionary::from_path(file(&folder, &changed)).unwrap_err();
        let message = error.to_string();
        let numbers = [other, COMPILED_VERSION].map(|number| format!("version {number}"));
        assert!(
            numbers.iter().all(|number| message.contains(number)),
            "{message}"
        );
    }
    let mut changed = bytes.clone();
    let rules = place_of(&changed, Matcher::rules());
    changed[rules] ^= 1;
    seal(&mut changed);
    let opened = Dictionary::from_path(file(&folder, &changed)).unwrap();
    let message = Annotator::new(&opened).unwrap_err().to_string();
    assert!(message.contains("rules"), "{message}");
}

#[test]
fn damage_is_told() {
    let folder = TempDir::new().unwrap();
    let mut bytes = compiled();
    let last = bytes.len() - 200;
    bytes[last] ^= 1;
    let path = file(&folder, &bytes);
    let message = Dictionary::check_file(&path).unwrap_err().to_string();
    assert!(message.contains("damaged"), "{message}");
    if let Ok(opened) = Dictionary::open_compiled(&path) {
        assert!(Matcher::check_compiled(&opened).is_err());
        assert!(Annotator::new(&opened).is_err() || opened.check().is_err());
    }
}

/// Where a number stands in a file.
fn place_of(bytes: &[u8], number: u64) -> usize {
    let number = number.to_le_bytes();
    bytes
        .windows(8)
        .position(|eight| eight == number)
        .expect("it is there")
}

/// Gives a changed file the checksums that it should have, as one who means harm would.
fn seal(bytes: &mut [u8]) {
    const BLOCK: usize = 1 << 16;
    let number = |bytes: &[u8], at: usize| {
        let eight: [u8; 8] = bytes[at..at + 8].try_into().unwrap();
        usize::try_from(u64::from_le_bytes(eight)).unwrap_or(usize::MAX)
    };
    let sections = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    let body = number(bytes, 24);
    if body < bytes.len() {
        let sums: Vec<u64> = bytes[body..].chunks(BLOCK).map(xxh3_64).collect();
        for (block, sum) in sums.into_iter().enumerate() {
            let at = sections
                .checked_mul(24)
                .map_or(usize::MAX, |table| (64 + block * 8).saturating_add(table));
            if at.checked_add(8).is_some_and(|end| end <= body) {
                bytes[at..at + 8].copy_from_slice(&sum.to_le_bytes());
            }
        }
        let front = xxh3_64(&bytes[64.min(body)..body]);
        bytes[32..40].copy_from_slice(&front.to_le_bytes());
    }
    let header = xxh3_64(&bytes[..56]);
    bytes[56..64].copy_from_slice(&header.to_le_bytes());
}

/// Does everything that can be done with a file; none of it may panic or run for ever.
fn use_all(path: &Path) {
    Dictionary::check_file(path).ok();
    let Ok(dictionary) = Dictionary::open_compiled(path) else {
        return;
    };
    for entity in dictionary.entities().take(100) {
        dictionary.ancestors(entity.id()).take(100).count();
        let _ = format!("{entity:?}");
    }
    dictionary.find("acme");
    dictionary.hash();
    for options in all_options() {
        let options = AnnotationOptions::default().with_matching(options);
        if let Ok(annotator) = Annotator::with_options(&dictionary, options) {
            let document = Document::new("d", TEXT);
            let annotation = annotator.annotate(&document);
            for mention in annotation.mentions() {
                mention
                    .candidates()
                    .for_each(|entity| assert!(entity.id().len() < 1 << 20));
            }
        }
    }
    dictionary.check().ok();
    Matcher::check_compiled(&dictionary).ok();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Bytes turned by chance, by an enemy who mends the checksums, and files cut short.
    #[test]
    fn no_file_makes_it_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        sealed in any::<bool>(),
    ) {
        let folder = TempDir::new().unwrap();
        let mut bytes = compiled();
        for (at, byte) in &flips {
            let at = at.index(bytes.len());
            bytes[at] ^= byte;
        }
        if sealed {
            seal(&mut bytes);
        }
        if let Some(cut) = cut.filter(|_| !sealed) {
            bytes.truncate(cut.index(bytes.len()));
        }
        use_all(&file(&folder, &bytes));
    }

    /// The same where it hurts: the small sections, full of offsets and lengths.
    #[test]
    fn no_number_makes_it_panic(at in any::<prop::sample::Index>(), value in prop_oneof![Just(u32::MAX), Just(1 << 31), Just(0), any::<u32>()]) {
        let folder = TempDir::new().unwrap();
        let mut bytes = compiled();
        let words = (bytes.len() - 64) / 4;
        let at = 64 + at.index(words) * 4;
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        seal(&mut bytes);
        use_all(&file(&folder, &bytes));
    }
}
