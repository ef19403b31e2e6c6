//! The mentions of a document depend on the document, the dictionary and the options alone. All rules are on.

use comention::annotation::{AnnotationOptions, Annotator};
use comention::dictionary::{Dictionary, Entity};
use comention::document::{Document, Field};
use comention::mention::{MatchOptions, Matcher, Rule, Scratch, Status, Variants};
use comention::text::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::corpus::{Dice, dictionary, json_lines, piped};
use crate::properties::config;

/// Names that the rules have something to say of: shared, short, ordinary, with variants, in several scripts.
const NAMES: [&str; 40] = [
    "Sam Altman",
    "Jack Altman",
    "Altman",
    "Thad W. Allen",
    "Allen",
    "Theresa May",
    "May",
    "Target",
    "Target Corp.",
    "Apple",
    "Arm",
    "Arm Holdings",
    "US",
    "U.S.",
    "V",
    "7",
    "Nvidia",
    "Siemens AG",
    "Siemens",
    "Marks & Spencer",
    "GPT-4",
    "H100",
    "Open AI",
    "Northern Steel Authority",
    "NSA",
    "heart failure",
    "failure, heart",
    "ischemia",
    "Escherichia coli",
    "atrial fibrillation",
    "Lincoln",
    "Delta",
    "Delta Air Lines",
    "中国",
    "中",
    "美",
    "삼성전자",
    "مصر",
    "Warszawa",
    "Gießen",
];

/// What stands between them: cues, brackets, ends of sentences, words for declension and in capitals.
const BETWEEN: [&str; 22] = [
    " ",
    " ",
    ". ",
    ", ",
    " in ",
    " said ",
    " (",
    ") ",
    "President ",
    " shares ",
    "\n\n",
    " Inc. ",
    " the chip ",
    "는 ",
    " و",
    "-",
    " AF (",
    "SET TO BUY ",
    "? Then ",
    " of ",
    " Hospital ",
    "s ",
];

const TYPES: [&str; 7] = [
    "person",
    "place",
    "organization",
    "disease",
    "species",
    "product",
    "",
];

/// Entities with types, parents, words of context, and aliases that others have too.
fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let one = (
        vec(select(&NAMES[..]), 1..4),
        select(&TYPES[..]),
        prop::option::of(0..6_usize),
        any::<bool>(),
    );
    vec(one, 2..7).prop_map(|rows| {
        let mut entities = Vec::new();
        for (number, (names, kind, parent, context)) in rows.into_iter().enumerate() {
            let mut entity = Entity::new(format!("e{number}"), names[0]).with_type(kind);
            if let Some(parent) = parent.filter(|&parent| parent < number) {
                entity = entity.with_parent(format!("e{parent}"));
            }
            if context {
                entity.context.push("chip".into());
            }
            let others = names[1..].iter();
            entities.push(others.fold(entity, |entity, name| entity.with_alias(*name)));
        }
        entities
    })
}

fn text() -> impl Strategy<Value = String> {
    vec((select(&NAMES[..]), select(&BETWEEN[..])), 0..14).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(name, between)| [name, between])
            .collect()
    })
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let one = (
        text(),
        prop::option::of(text()),
        select(&[None, Some("en"), Some("pl"), Some("de")][..]),
    );
    vec(one, 1..5).prop_map(|texts| {
        let document =
            |(number, (text, title, lang)): (usize, (String, Option<String>, Option<&str>))| {
                let mut document = Document::new(format!("d{number}"), text);
                document.title = title;
                document.lang = lang.map(Into::into);
                document
            };
        texts.into_iter().enumerate().map(document).collect()
    })
}

fn all_rules() -> MatchOptions {
    MatchOptions::default().with_variants(Variants::All)
}

/// What is known of a mention.
type Known = (Field, Span, Status, Rule, Vec<String>);

/// All mentions of a document by a matcher with buffers that may have served others.
fn found(
    matcher: &Matcher,
    dictionary: &Dictionary,
    document: &Document,
    scratch: &mut Scratch,
) -> Vec<Known> {
    let mut mentions = Vec::new();
    matcher.find(document, scratch, &mut mentions);
    let id = |index| dictionary.entity(index).id().to_owned();
    let known = mentions.into_iter().map(|mention| {
        let entities = match mention.entity {
            Some(entity) => vec![id(entity)],
            None => mention.candidates.iter().copied().map(id).collect(),
        };
        (
            mention.field,
            mention.span,
            mention.status,
            mention.rule,
            entities,
        )
    });
    known.collect()
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn the_order_of_a_dictionary_changes_no_mention(entities in entities(), documents in documents(), seed in 0..u64::MAX) {
        let mut dice = Dice::new(seed);
        let mut shuffled = entities.clone();
        dice.shuffle(&mut shuffled);
        for entity in &mut shuffled {
            dice.shuffle(&mut entity.aliases);
        }
        let dictionaries = [dictionary(&entities), dictionary(&shuffled)];
        let [straight, other] = dictionaries.each_ref().map(|dictionary| Matcher::new(dictionary, &all_rules()).unwrap());
        for document in &documents {
            let found = |matcher, dictionary| found(matcher, dictionary, document, &mut Scratch::default());
            prop_assert_eq!(found(&straight, &dictionaries[0]), found(&other, &dictionaries[1]));
        }
    }

    #[test]
    fn other_documents_and_dictionaries_change_no_mention(entities in entities(), others in self::entities(), documents in documents()) {
        let dictionaries = [dictionary(&entities), dictionary(&others)];
        let matchers = dictionaries.each_ref().map(|dictionary| Matcher::new(dictionary, &all_rules()).unwrap());
        let mut scratch = Scratch::default();
        for document in documents.iter().chain(documents.iter().rev()) {
            for (matcher, dictionary) in matchers.iter().zip(&dictionaries) {
                let alone = found(matcher, dictionary, document, &mut Scratch::default());
                prop_assert_eq!(found(matcher, dictionary, document, &mut scratch), alone);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn threads_and_the_order_of_documents_change_no_mention(entities in entities(), documents in documents(), seed in 0..u64::MAX) {
        let dictionary = dictionary(&entities);
        let options = AnnotationOptions::default().with_matching(all_rules());
        let annotator = Annotator::with_options(&dictionary, options).unwrap();
        // Enough for several batches.
        let mut many: Vec<Document> = Vec::new();
        for round in 0..30 {
            many.extend(documents.iter().cloned().map(|mut document| {
                document.id = format!("{}-{round}", document.id);
                document.lang = None;
                document
            }));
        }
        Dice::new(seed).shuffle(&mut many);
        for threads in [1, 3] {
            let observed = piped(&dictionary, options, json_lines(&many), threads);
            prop_assert_eq!(observed.len(), many.len());
            for (observation, document) in observed.iter().zip(&many) {
                let alone = annotator.annotate(document).into_observation();
                prop_assert_eq!(&observation.mentions, &alone.mentions);
            }
        }
    }
}
