use super::*;
use crate::annotation::Annotator;
use crate::dictionary::{Dictionary, DictionaryFormat, Finding, Lint};
use crate::document::Document;
use crate::text::Lines;

/// Three names that are nothing else, and names that are words.
const NAMES: &str = "
[[entity]]
id = 'zerovia'
name = 'Zerovia'
[[entity]]
id = 'lumenai'
name = 'LumenAI'
[[entity]]
id = 'target'
name = 'Target'
aliases = ['Target Corp.']
context = ['retailer']
[[entity]]
id = 'meet'
name = 'Meet'
[[entity]]
id = 'marlow'
name = 'Marlow'
[[entity]]
id = 'arm'
name = 'Arm'
aliases = [{ text = 'Arm', needs = ['chip'] }]
[[entity]]
id = 'rash'
name = 'Rash'
type = 'disease'
[[entity]]
id = 'brandon'
name = 'Brandon'
aliases = [{ text = 'Brandon', case = 'exact' }]
";

const TEXTS: [&str; 4] = [
    "Zerovia bought LumenAI. We think Zerovia Corp paid the target price, and Zerovia Inc and Zerovia Group grew.",
    "The target moved. Analysts had no target. They say Target sold zerovian goods.",
    "Meet the team.\nMeet the press.\nMeet the rest.\nWe meet often at the arm of the river, with a rash.",
    "She drove to Marlow Heights. They saw Marlow Bridges there, and Marlow Creek. A brandon is a torch.",
];

fn lint(toml: &[&str]) -> Lint {
    let builder = toml
        .iter()
        .enumerate()
        .fold(Dictionary::builder(), |builder, (at, text)| {
            let name = format!("{at}.toml");
            builder.text(text, DictionaryFormat::Toml, &name).unwrap()
        });
    builder.lint().unwrap()
}

fn dictionary(toml: &[&str]) -> Dictionary {
    let builder = toml.iter().fold(Dictionary::builder(), |builder, text| {
        let name = builder_name(text);
        builder.text(text, DictionaryFormat::Toml, &name).unwrap()
    });
    builder.build().unwrap()
}

fn builder_name(text: &str) -> String {
    format!("{}.toml", text.len())
}

fn usages(dictionary: &Dictionary, texts: &[&str]) -> Usages {
    let options = usage_options(Lines::Auto);
    let annotator = Annotator::with_options(dictionary, options).unwrap();
    let mut usages = Usages::default();
    for (number, text) in texts.iter().enumerate() {
        let document = Document::new(number.to_string(), *text);
        usages.observe(annotator.annotate(&document).as_ref());
    }
    usages
}

fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let alias = finding.alias.as_deref().unwrap_or_default();
        format!("{} {alias}: {}", finding.diagnostic, finding.message)
    };
    findings.iter().map(line).collect()
}

#[test]
fn names_that_are_words_in_these_texts_are_told() {
    let usages = usages(&dictionary(&[NAMES]), &TEXTS);
    assert_eq!(
        lines(&judge_usage(&lint(&[NAMES]), &usages)),
        [
            "D201 Target: 3 of 4 places have it in lower case",
            "D201 Meet: 1 of 4 places have it in lower case",
            "D202 Meet: all 3 places with a capital begin a sentence or are headlines",
            "D203 Marlow: 3 of 3 places inside sentences stand beside another word with a capital",
        ]
    );
}

#[test]
fn each_place_is_written_in_one_way() {
    let texts = [
        "Target rose. They saw Target fall, the target moved.",
        "Shares Climb As Target Reports Profits",
        "Yesterday Target met Zerovia. A Target Field game. In “Target” we trust. TARGET",
    ];
    let usages = usages(&dictionary(&[NAMES]), &texts);
    let target = usages.of("TARGET").unwrap();
    let counts = [
        target.lower,
        target.headline,
        target.beside_capital,
        target.initial,
        target.inside,
    ];
    assert_eq!(counts, [1, 1, 1, 2, 3]);
    assert_eq!(counts.iter().sum::<u64>(), target.places);
    let samples: Vec<_> = target
        .samples
        .iter()
        .map(|sample| (sample.written, &sample.context[sample.place.clone()]))
        .collect();
    assert!(samples.is_sorted_by_key(|(written, _)| *written));
    assert_eq!(samples[0], (HowWritten::Lower, "target"));
    assert!(usages.of("Lumen").is_none());
}

#[test]
fn parts_add_up_to_the_whole() {
    let dictionary = dictionary(&[NAMES]);
    let texts: Vec<&str> = TEXTS.iter().cycle().take(20).copied().collect();
    let whole = usages(&dictionary, &texts);
    for cut in 1..texts.len() {
        let mut first = usages(&dictionary, &texts[..cut]);
        let second = usages(&dictionary, &texts[cut..]);
        first.merge(second);
        // Numbers of documents begin anew in the second part.
        let numbers = |usages: &Usages, form: &str| {
            let usage = usages.of(form).unwrap();
            let contexts = usage.samples.iter().map(|sample| sample.context.clone());
            (usage.places, usage.lower, contexts.collect::<Vec<_>>())
        };
        for form in ["target", "meet", "marlow", "zerovia"] {
            assert_eq!(numbers(&first, form), numbers(&whole, form), "{form} {cut}");
        }
    }
}

#[test]
fn a_patch_restricts_what_was_found_and_nothing_else() {
    let lint_before = lint(&[NAMES]);
    let usages_before = usages(&dictionary(&[NAMES]), &TEXTS);
    let mut findings = lint_before.findings();
    findings.extend(judge_usage(&lint_before, &usages_before));
    let patch = suggest_patch(&lint_before, &findings, &usages_before);
    assert!(
        patch.contains(
            r#"{ text = "Target", case = "exact", needs = ["retailer", "Target Corp."] },"#
        ),
        "{patch}"
    );
    assert!(
        patch.contains("# { text = \"Meet\", case = \"exact\", needs = [\"…\"] },"),
        "{patch}"
    );
    assert!(patch.contains("list the longer names above"), "{patch}");
    assert!(!patch.contains("Zerovia\""), "{patch}");

    let patched = dictionary(&[NAMES, &patch]);
    let found = |text: &str| {
        let annotator = Annotator::new(&patched).unwrap();
        let document = Document::new("x", text);
        let annotation = annotator.annotate(&document);
        let mentions = annotation
            .mentions()
            .filter(|mention| mention.is_accepted());
        mentions
            .map(|mention| mention.surface().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("They saw Target fall."), [""; 0]);
    assert_eq!(found("The retailer Target fell."), ["Target"]);
    assert_eq!(found("Zerovia fell."), ["Zerovia"]);

    let lint_after = lint(&[NAMES, &patch]);
    let usages_after = usages(&patched, &TEXTS);
    let left = lines(&judge_usage(&lint_after, &usages_after));
    assert!(left.iter().all(|line| !line.contains("Target")), "{left:?}");
}

#[test]
fn nothing_found_makes_no_patch() {
    let toml = "[[entity]]\nname = 'Zerovia'\n";
    let patch = suggest_patch(&lint(&[toml]), &[], &Usages::default());
    assert_eq!(patch, "");
}

#[test]
fn strings_of_a_patch_can_be_read_back() {
    let toml = "[[entity]]\nid = \"a\\\"b\\\\c\"\nname = \"Target\\u007F\"\naliases = [\"Target\"]\ncontext = ['x\"y']\n";
    let before = lint(&[toml]);
    let patch = suggest_patch(&before, &before.findings(), &Usages::default());
    let merged = dictionary(&[toml, &patch]);
    let entity = merged.get("a\"b\\c").unwrap().to_entity();
    let target = entity.aliases.iter().find(|alias| &*alias.text == "Target");
    assert_eq!(&*target.unwrap().needs[0], "x\"y");
}
