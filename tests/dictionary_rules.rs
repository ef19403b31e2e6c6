//! What a dictionary says of how its names are found: regular expressions, blocks, variants; and what becomes of names that overlap.

use comention::dictionary::{Alias, Block, Case, Dictionary, DictionaryFormat, Entity, Variants};
use comention::document::Document;
use comention::mention::{MatchOptions, Matcher, Mention, Overlap, Scratch};
use comention::text::Span;

fn mentions(dictionary: &Dictionary, options: MatchOptions, document: &Document) -> Vec<Mention> {
    let matcher = Matcher::new(dictionary, &options).unwrap();
    let mut mentions = Vec::new();
    matcher.find(document, &mut Scratch::default(), &mut mentions);
    mentions
}

fn surfaces_of(dictionary: &Dictionary, options: MatchOptions, text: &str) -> Vec<String> {
    let found = mentions(dictionary, options, &Document::new("d", text));
    let accepted = found.iter().filter(|mention| mention.is_accepted());
    accepted
        .map(|mention| mention.span.of(text).to_owned())
        .collect()
}

/// `surface:status:rule` of everything in a text, of a dictionary in TOML.
fn decided_by(toml: &str, options: MatchOptions, text: &str) -> Vec<String> {
    let dictionary = from_toml(toml);
    let found = mentions(&dictionary, options, &Document::new("d", text));
    let shown = found.iter().map(|mention| {
        let Mention {
            span, status, rule, ..
        } = mention;
        format!("{}:{status}:{rule}", span.of(text))
    });
    shown.collect()
}

fn from_toml(toml: &str) -> Dictionary {
    let builder = Dictionary::builder().text(toml, DictionaryFormat::Toml, "toml");
    builder.unwrap().build().unwrap()
}

#[test]
fn regular_expressions_are_names_beside_the_listed() {
    let toml = r#"
[[entity]]
id = "hopper"
name = "Hopper"
aliases = [{ text = 'H\d{3}', regex = true }, { text = "rtx \\d+", regex = true, case = "ignore", needs = ["GPU"] }]
[[entity]]
id = "h200"
name = "H200"
[[entity]]
id = "h"
name = "H100 NVL"
[[entity]]
id = "other"
name = "Other"
aliases = [{ text = '[GH]3\d\d', regex = true }]
"#;
    let options = MatchOptions::default();
    assert_eq!(
        decided_by(toml, options, "H100 H1000 h100 H200; H100 NVL, H300, G300"),
        [
            "H100:accepted:regex",
            "H200:accepted:listed",
            "H100 NVL:accepted:listed",
            "H100:nested:inside_longer_name",
            "H300:ambiguous:shared_alias",
            "G300:accepted:regex",
        ]
    );
    assert_eq!(
        decided_by(toml, options, "RTX 4090"),
        ["RTX 4090:rejected:needs_missing"]
    );
    assert_eq!(
        decided_by(toml, options, "a GPU: RTX 4090"),
        ["RTX 4090:accepted:regex"]
    );
    // What a reader sees, in scripts without spaces, in the title.
    let dictionary = from_toml(toml);
    let document = Document::new("d", "采用H100芯片").with_title("H1\u{AD}00");
    let found = mentions(&dictionary, options, &document);
    let spans: Vec<_> = found.iter().map(|mention| mention.span).collect();
    assert_eq!(spans, [Span::new(0, 6), Span::new(6, 10)]);
}

#[test]
fn blocks_hold_names_off() {
    let toml = r#"
[[entity]]
name = "Ardo"
type = "firm"
[[entity]]
name = "Valley Brix"
type = "firm"
[[entity]]
name = "Ardo Valley Bank"
type = "firm"
[[entity]]
name = "TS"
type = "firm"
[[block]]
text = "Ardo Valley"
[[block]]
text = "TS"
case = "exact"
"#;
    let options = MatchOptions::default();
    assert_eq!(
        decided_by(toml, options, "Ardo in Ardo  Valley, ARDO VALLEY Brix"),
        [
            "Ardo:accepted:listed",
            "Ardo:rejected:blocked",
            "ARDO:rejected:blocked",
            "VALLEY Brix:accepted:listed",
        ]
    );
    assert_eq!(
        decided_by(toml, options, "Ardo Valley Bank"),
        ["Ardo Valley Bank:accepted:listed", "Ardo:rejected:blocked"]
    );
    assert_eq!(
        decided_by(toml, options.with_case(Case::Ignore), "TS ts"),
        ["TS:rejected:blocked", "ts:accepted:listed"]
    );
    // Neither do names grow around them, nor does a document define one.
    let toml = "[[entity]]\nname = 'Acme Metal'\ntype = 'firm'\n[[entity]]\nname = 'Borax'\ntype = 'firm'\n[[block]]\ntext = 'AM'\n[[block]]\ntext = 'Borax Inc'\n";
    assert_eq!(
        decided_by(toml, options, "Acme Metal (AM) and AM of Borax Inc"),
        [
            "Acme Metal:accepted:listed",
            "AM:rejected:blocked",
            "AM:rejected:blocked",
            "Borax:rejected:blocked",
        ]
    );
}

#[test]
fn a_blocked_alias_is_found_for_no_form_of_its_entity() {
    let file = |aliases: &str| {
        format!(
            "[[entity]]\nid = 'x'\nname = 'Xi Corp.'\ntype = 'organization'\naliases = [{aliases}]\n"
        )
    };
    let build = |files: [String; 2]| {
        let builder = files
            .iter()
            .zip(["one", "two"])
            .fold(Dictionary::builder(), |builder, (file, name)| {
                builder.text(file, DictionaryFormat::Toml, name).unwrap()
            });
        builder.build().unwrap()
    };
    let one = file(r"'Chi', 'Psi', { text = 'Z\d', regex = true }");
    let two = file(
        r"{ text = 'CHI', blocked = true }, { text = 'Xi', blocked = true }, { text = 'Z\d', regex = true, blocked = true }",
    );
    let merged = build([one.clone(), two.clone()]);
    assert_eq!(merged.hash(), build([two, one]).hash());
    assert_eq!(
        surfaces_of(&merged, MatchOptions::default(), "Chi, Psi, Z1, Xi Corp."),
        ["Psi", "Xi Corp."]
    );
    assert_eq!(merged.get("x").unwrap().forms().count(), 2);
}

#[test]
fn variants_are_told_by_entities_and_aliases() {
    let toml = |rule: &str| {
        format!(
            "[types.person]\nvariants = 'none'\n\
             [[entity]]\nname = 'Ada Lund'\ntype = 'person'\n\
             [[entity]]\nname = 'Bea Moe'\ntype = 'person'\nvariants = 'safe'\n\
             [[entity]]\nname = 'Acme'\ntype = 'company'\n{rule}\
             aliases = [{{ text = 'Borax Corp.', variants = 'none' }}, 'Fjordbank Inc.']\n"
        )
    };
    let text = "Ada Lund met Bea Moe. Lund and Moe left Acme Inc. Borax and Fjordbank stay.";
    let surfaces = |rule: &str, variants: Variants| -> Vec<String> {
        let dictionary = from_toml(&toml(rule));
        let options = MatchOptions::default().with_variants(variants);
        surfaces_of(&dictionary, options, text)
    };
    assert_eq!(
        surfaces("", Variants::Safe),
        ["Ada Lund", "Bea Moe", "Moe", "Acme Inc", "Fjordbank"]
    );
    assert_eq!(
        surfaces("", Variants::None),
        ["Ada Lund", "Bea Moe", "Moe", "Acme"]
    );
    assert_eq!(
        surfaces("variants = 'none'\n", Variants::Safe),
        ["Ada Lund", "Bea Moe", "Moe", "Acme"]
    );
}

#[test]
fn inflection_and_particles_keep_to_the_rules_of_their_entity() {
    let found = |rule: Option<Variants>, of_run: Variants| -> usize {
        let with = |mut entity: Entity| {
            entity.variants = rule;
            entity
        };
        let dictionary = [
            Entity::new("w", "Warszawa").with_type("place"),
            Entity::new("s", "삼성전자"),
            Entity::new("k", "قاهرة"),
        ]
        .into_iter()
        .fold(Dictionary::builder(), |builder, entity| {
            builder.entity(&with(entity))
        })
        .build()
        .unwrap();
        let options = MatchOptions::default().with_variants(of_run);
        let mut count = 0;
        for (text, language) in [
            ("w Warszawie", "pl"),
            ("삼성전자는", "ko"),
            ("القاهرة", "ar"),
        ] {
            let mut document = Document::new("d", text);
            document.lang = Some(language.to_owned());
            count += mentions(&dictionary, options, &document).len();
        }
        count
    };
    for (number, variants) in [Variants::None, Variants::Safe, Variants::All]
        .into_iter()
        .enumerate()
    {
        let wanted = [0, 2, 3][number];
        assert_eq!(found(None, variants), wanted);
        for of_run in [Variants::None, Variants::Safe, Variants::All] {
            assert_eq!(found(Some(variants), of_run), wanted, "{variants:?}");
        }
    }
}

#[test]
fn all_names_count_where_that_is_asked_for() {
    let toml = "[[entity]]\nname = 'A1 B1 C1'\ntype = 'x'\naliases = ['B1']\n[[entity]]\nname = 'B1 C1 D1'\ntype = 'x'\n[[entity]]\nname = 'C1'\n";
    let options = MatchOptions::default();
    assert_eq!(
        decided_by(toml, options, "A1 B1 C1 D1"),
        [
            "A1 B1 C1:accepted:listed",
            "B1 C1 D1:rejected:overlaps_name",
            "C1:nested:inside_longer_name"
        ]
    );
    assert_eq!(
        decided_by(toml, options.with_overlap(Overlap::All), "A1 B1 C1 D1"),
        [
            "A1 B1 C1:accepted:listed",
            "B1 C1 D1:accepted:listed",
            "B1:accepted:listed",
            "C1:accepted:listed"
        ]
    );
}

#[test]
fn what_says_more_than_names_survives_every_file() {
    let toml = r#"[[entity]]
id = "x"
name = "Xi"
variants = "safe"
aliases = ["plain", { text = "a|b\\.c", case = "ignore", needs = ["w"], regex = true }, { text = "Xi", blocked = true }, { text = "Chi", variants = "none" }]

[[block]]
text = "Xi Valley"

[[block]]
text = "XV"
case = "exact"
"#;
    let dictionary = from_toml(toml);
    assert_eq!(
        dictionary.blocks(),
        [
            Block::new("XV").with_case(Case::Exact),
            Block::new("Xi Valley")
        ]
    );
    let mut lines = Vec::new();
    dictionary.write_json_lines(&mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let read = |text: &str, format| {
        let builder = Dictionary::builder().text(text, format, "again").unwrap();
        builder.build().unwrap()
    };
    let again = read(&lines, DictionaryFormat::JsonLines);
    assert_eq!(again.hash(), dictionary.hash());
    let part = &DictionaryFormat::Toml
        .parts(&dictionary, "x.toml".as_ref())
        .unwrap()[0];
    let mut written = Vec::new();
    part.write(&dictionary, &mut written).unwrap();
    let again = read(
        std::str::from_utf8(&written).unwrap(),
        DictionaryFormat::Toml,
    );
    assert_eq!(again.hash(), dictionary.hash());

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.cdict");
    let compiled = Matcher::compile(&dictionary).unwrap();
    compiled
        .write_compiled(std::fs::File::create(&path).unwrap())
        .unwrap();
    let opened = Dictionary::open_compiled(&path).unwrap();
    assert_eq!(opened.hash(), dictionary.hash());
    Matcher::check_compiled(&opened).unwrap();
    let text = "Xi, plain A, w in Xi Valley; B.C and Chi";
    let options = MatchOptions::default();
    assert_eq!(
        surfaces_of(&opened, options, text),
        ["plain", "A", "B.C", "Chi"]
    );
    // Merged with another, it is one of two files; without its blocks it would be another dictionary.
    let merged = Dictionary::builder().path(&path).unwrap();
    let merged = merged.entity(&Entity::new("y", "Y")).build().unwrap();
    assert_eq!(merged.blocks().len(), 2);
    let bare = read(
        lines.split("{\"block\"").next().unwrap(),
        DictionaryFormat::JsonLines,
    );
    assert_ne!(bare.hash(), dictionary.hash());
    let one = Dictionary::builder().path(&path).unwrap();
    let one = one.block(&Block::new("more")).build().unwrap();
    assert_eq!(one.blocks().len(), 3);
}

#[test]
fn mistakes_are_told_with_their_line() {
    let error = |format, text: &str| {
        let builder = Dictionary::builder().text(text, format, "f");
        builder
            .and_then(comention::dictionary::DictionaryBuilder::build)
            .unwrap_err()
    };
    for (text, wanted) in [
        (
            "[[entity]]\nname = 'A'\n\n[[entity]]\nname = 'B'\naliases = [{ text = 'a(', regex = true }]\n",
            "f:4: the alias `a(`",
        ),
        (
            "[[entity]]\nname = 'A'\naliases = [{ text = '(\\w{500}){500}', regex = true }]\n",
            "f:1: the alias",
        ),
        ("[[block]]\ntext = ' '\n", "f:1: the text of a block"),
        ("[[block]]\ntext = 'a'\nkase = 'exact'\n", "f:3: "),
        (
            "[[entity]]\nname = 'A'\ntype = 'person'\n\n[types.persn]\nvariants = 'none'\n",
            "f:5: no entity of this file has the type `persn`",
        ),
    ] {
        let message = error(DictionaryFormat::Toml, text).to_string();
        assert!(message.starts_with(wanted), "{message}");
    }
    for text in [
        "{\"name\":\"A\"}\n{\"block\":\"\"}\n",
        "{\"name\":\"A\"}\n{\"block\":\"x\",\"name\":\"y\"}\n",
        "{\"name\":\"A\"}\n{\"name\":\"B\",\"aliases\":[{\"text\":\"[\",\"regex\":true}]}\n",
    ] {
        let message = error(DictionaryFormat::JsonLines, text).to_string();
        assert!(message.starts_with("f:2: "), "{message}");
    }
    let made = Entity::new("x", "X").with_alias(Alias::pattern("*"));
    let failed = Dictionary::builder().entity(&made).build().unwrap_err();
    assert!(failed.to_string().contains("`*`"), "{failed}");
}
