use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::dictionary::{Dictionary, Entity};
use crate::document::Document;
use crate::mention::comparison::same_text;
use crate::mention::{MatchOptions, Mention, Status, Variants};
use crate::text::Folding;

fn names(names: &[&str]) -> Dictionary {
    names
        .iter()
        .fold(Dictionary::builder(), |builder, name| {
            builder.entity(&Entity::new(name, name))
        })
        .build()
        .unwrap()
}

fn document(language: &str, text: &str) -> Document {
    let mut document = Document::new("d", text);
    document.lang = Some(language.to_owned());
    document
}

fn mentions(dictionary: &Dictionary, options: MatchOptions, document: &Document) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let matcher = Matcher::new(dictionary, &options).unwrap();
    matcher.find(
        document,
        &mut crate::mention::Scratch::default(),
        &mut mentions,
    );
    mentions
}

/// `surface=name:rule` of what is accepted.
fn found(language: &str, dictionary: &[&str], text: &str) -> Vec<String> {
    let dictionary = names(dictionary);
    mentions(
        &dictionary,
        MatchOptions::default(),
        &document(language, text),
    )
    .iter()
    .filter(|mention| mention.is_accepted())
    .map(|mention| {
        let name = dictionary.entity(mention.entity.unwrap()).name().to_owned();
        format!("{}={name}:{}", mention.span.of(text), mention.rule)
    })
    .collect()
}

#[test]
fn every_word_of_a_name_may_be_inflected() {
    assert_eq!(
        found(
            "pl",
            &["Uniwersytet Warszawski", "Warszawa"],
            "Na Uniwersytecie Warszawskim w Warszawie."
        ),
        [
            "Uniwersytecie Warszawskim=Uniwersytet Warszawski:inflected",
            "Warszawie=Warszawa:inflected"
        ]
    );
    assert_eq!(
        found(
            "cs",
            &["Praha", "Česká republika"],
            "V Praze, hlavním městě České republiky."
        ),
        [
            "Praze=Praha:inflected",
            "České republiky=Česká republika:inflected"
        ]
    );
    assert_eq!(
        found(
            "ru",
            &["Большой театр", "Москва"],
            "О Большом театре в Москве"
        ),
        [
            "Большом театре=Большой театр:inflected",
            "Москве=Москва:inflected"
        ]
    );
    assert_eq!(found("uk", &["Київ"], "у Києві"), ["Києві=Київ:inflected"]);
    assert_eq!(
        found(
            "bg",
            &["Народен театър", "София"],
            "Народния театър в София"
        ),
        [
            "Народния театър=Народен театър:inflected",
            "София=София:listed"
        ]
    );
    assert_eq!(
        found("sl", &["Ljubljana"], "v Ljubljani"),
        ["Ljubljani=Ljubljana:inflected"]
    );
    assert_eq!(
        found(
            "fi",
            &["Helsinki", "Alvar Aalto"],
            "Helsingissä Alvar Aallon piirtämä talo"
        ),
        [
            "Helsingissä=Helsinki:inflected",
            "Alvar Aallon=Alvar Aalto:inflected"
        ]
    );
    assert_eq!(
        found(
            "de",
            &["Deutsche Bahn", "Hamburg"],
            "Züge der Deutschen Bahn in Hamburgs Norden"
        ),
        [
            "Deutschen Bahn=Deutsche Bahn:inflected",
            "Hamburgs=Hamburg:inflected"
        ]
    );
}

#[test]
fn joined_endings_belong_to_the_name() {
    assert_eq!(
        found(
            "pl",
            &["Jacques Chirac", "PKP"],
            "Słowa Jacques’a Chiraca o PKP-ie i PKP."
        ),
        [
            "Jacques’a Chiraca=Jacques Chirac:inflected",
            "PKP-ie=PKP:inflected",
            "PKP=PKP:listed"
        ]
    );
    assert_eq!(
        found("fi", &["YLE"], "YLE:n uutiset"),
        ["YLE:n=YLE:inflected"]
    );
}

#[test]
fn languages_that_are_not_known_have_listed_forms_only() {
    for language in ["en", "xx", ""] {
        assert_eq!(
            found(language, &["Warszawa"], "w Warszawie, Warszawa"),
            ["Warszawa=Warszawa:listed"]
        );
    }
    let dictionary = names(&["Warszawa"]);
    let options = MatchOptions::default().with_variants(Variants::None);
    assert_eq!(
        mentions(&dictionary, options, &document("pl", "w Warszawie")),
        []
    );
}

#[test]
fn capitals_tell_names_from_words() {
    assert_eq!(
        found("pl", &["Polska"], "polski rząd, rząd Polski"),
        ["Polski=Polska:inflected"]
    );
    assert_eq!(
        found("fi", &["Lahti"], "lahden takana on Lahden asema"),
        ["Lahden=Lahti:inflected"]
    );
    // Two words together are a name however they are written, as they are when they are listed.
    assert_eq!(
        found("pl", &["Unia Europejska"], "w unii europejskiej"),
        ["unii europejskiej=Unia Europejska:inflected"]
    );
}

#[test]
fn a_listed_form_is_taken_first() {
    assert_eq!(
        found("pl", &["Jan", "Jana"], "Jana widziano, Janem się zajęto"),
        ["Jana=Jana:listed", "Janem=Jan:inflected"]
    );
    let found = mentions(
        &names(&["Marek", "Marka"]),
        MatchOptions::default().with_disambiguation(false),
        &document("pl", "o Marką"),
    );
    assert_eq!(
        found[0].status,
        Status::Accepted,
        "only one of them has this form"
    );
}

#[test]
fn what_folding_finds_as_it_is_listed_is_not_inflected() {
    let text = "Lubią Brukselą. ".repeat(40);
    let options = MatchOptions::default().with_fold_accents(true);
    let found = mentions(&names(&["Bruksela"]), options, &document("pl", &text));
    assert_eq!(found.len(), 40);
    assert!(found.iter().all(|mention| mention.rule == Rule::Listed));
}

#[test]
fn last_names_are_inflected_where_the_full_name_is_known() {
    let dictionary = Dictionary::builder()
        .entity(&Entity::new("x", "Henryk Sienkiewicz").with_type("person"))
        .build()
        .unwrap();
    let text = "Henryk Sienkiewicz pisał. Znamy książki Sienkiewicza.";
    let rules: Vec<Rule> = mentions(&dictionary, MatchOptions::default(), &document("pl", text))
        .iter()
        .map(|mention| mention.rule)
        .collect();
    assert_eq!(rules, [Rule::Listed, Rule::ShortName]);
}

#[test]
fn words_remembered_for_one_matcher_are_not_for_another() {
    let text = document("pl", "w Warszawie i Krakowie");
    let mut scratch = crate::mention::Scratch::default();
    for (name, expected) in [("Warszawa", "Warszawie"), ("Kraków", "Krakowie")] {
        let dictionary = names(&[name]);
        let matcher = Matcher::new(&dictionary, &MatchOptions::default()).unwrap();
        for _ in 0..2 {
            let mut mentions = Vec::new();
            matcher.find(&text, &mut scratch, &mut mentions);
            let surfaces: Vec<&str> = mentions.iter().map(|one| one.span.of(&text.text)).collect();
            assert_eq!(surfaces, [expected]);
        }
    }
}

/// The candidates of a text, found by trying every run of words under every reading against every pattern.
fn tried(matcher: &Matcher, language: Language, text: &str, patterns: u32) -> Vec<(Span, u32)> {
    let mut map = TextMap::default();
    map.fill(text);
    let mut words = Vec::new();
    let mut from = 0;
    while let Some(start) = map.next_from(from) {
        from = map.end_of(start);
        words.push((start, from));
    }
    let mut found = Vec::new();
    for first in 0..words.len() {
        // Base form, where its surface ends, whether anything is inflected, whether the first word may stand alone.
        let mut runs = vec![(String::new(), words[first].0, false, true)];
        for (number, &(start, end)) in words[first..].iter().enumerate().take(3) {
            let word = &text[start..end];
            let mut readings = vec![(word.to_owned(), end, false, true)];
            if let Some(length) = language.joined_ending(word, &text[end..]) {
                readings.push((word.to_owned(), end + length, true, true));
            }
            language.bases(word, |base| {
                readings.push((
                    format!("{}{}", &word[..base.kept], base.ending),
                    end,
                    true,
                    base.alone,
                ));
            });
            let mut longer = Vec::new();
            for (base, run_end, inflected, _) in &runs {
                for (reading, reading_end, changed, alone) in &readings {
                    if *run_end > start || text[*run_end..start].contains("\n\n") {
                        continue;
                    }
                    let base = format!("{base}{}{reading}", &text[*run_end..start]);
                    longer.push((base, *reading_end, inflected | changed, *alone));
                }
            }
            for (base, end, inflected, alone) in &longer {
                for number_of in 0..patterns {
                    let pattern = matcher.patterns.get(number_of);
                    let form = matcher.patterns.text_of(&pattern);
                    let small = form.starts_with(char::is_uppercase)
                        && !base.starts_with(char::is_uppercase);
                    if *inflected
                        && is_inflected(pattern.variant)
                        && same_text(base, form, pattern.folding(Folding::EXACT))
                        && (number > 0 || (*alone && !small))
                    {
                        found.push((Span::new(words[first].0, *end), number_of));
                    }
                }
            }
            runs = longer;
        }
    }
    found.sort_unstable_by_key(|(span, number)| (span.start(), span.end(), *number));
    found.dedup();
    found
}

const BASES: [&str; 12] = [
    "Warszawa",
    "Polska",
    "Rada",
    "Unia Europejska",
    "Rada Unii",
    "UE",
    "Marek",
    "Le Clerc",
    "ząb",
    "Niemcy",
    "Nowy Sącz",
    "Saint-Denis",
];

const WORDS: [&str; 26] = [
    "Warszawie",
    "Warszawą",
    "warszawy",
    "Polski",
    "Polsce",
    "polski",
    "Rady",
    "Radzie",
    "rada",
    "Unii",
    "Europejskiej",
    "Unia",
    "UE",
    "Marka",
    "MARKA",
    "Le",
    "Clerca",
    "Clerc",
    "zęba",
    "Niemiec",
    "Nowym",
    "Nowego",
    "Sączu",
    "Saint",
    "Denis",
    "em",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_finds_what_trying_everything_finds(
        bases in subsequence(&BASES[..], 1..6),
        words in vec((select(&WORDS[..]), select(&[" ", " ", " ", "-", "’", "\n", "\n\n", ". "][..])), 0..12),
    ) {
        let text: String = words.iter().flat_map(|(word, gap)| [*word, *gap]).collect();
        let dictionary = names(&bases);
        let matcher = Matcher::new(&dictionary, &MatchOptions::default()).unwrap();
        let mut map = TextMap::default();
        map.fill(&text);
        let (mut scratch, mut candidates) = (Scratch::default(), Vec::new());
        for _ in 0..2 {
            candidates.clear();
            Walk {
                matcher: &matcher,
                language: Language::Polish,
                field: Field::Text,
                text: &text,
                words: &map,
                scratch: &mut scratch,
                candidates: &mut candidates,
            }
            .find();
            let mut walked: Vec<(Span, u32)> = candidates.iter().map(|one| (one.span, one.pattern)).collect();
            walked.sort_unstable_by_key(|(span, number)| (span.start(), span.end(), *number));
            walked.dedup();
            // More than there are: the rest match nothing.
            let patterns = 100;
            prop_assert_eq!(walked, tried(&matcher, Language::Polish, &text, patterns), "{}", text);
        }
    }
}
