//! What holds for any input.

use comention::annotation::{AnnotationOptions, Annotator};
use comention::cooccurrence::{Tallies, Window};
use comention::dictionary::{Case, Dictionary, Entity};
use comention::document::{Date, Document, Field};
use comention::mention::{Ambiguity, MatchOptions, Status, Variants};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use unicode_normalization::UnicodeNormalization;

use crate::corpus::{Dice, counted, exports, json_lines, observations, piped};
use crate::oracle::{self, Counted, Form, Found, Tally};

/// The same cases in every run, so that a red run stays red; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_250_127);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}

/// Pieces that names are put together from: few, so that names overlap, share forms and stand inside one another.
const PIECES: [&str; 22] = [
    "Ab", "ab", "AB", "ABC", "b", "Apple", "apple", "US", "us", "U.S.", "Corp.", "C++", ".NET",
    "東京", "京", "大", "é", "É", "O'K", "R-2", "a_b", "++",
];

/// What may stand between pieces and between names.
const GAPS: [&str; 26] = [
    " ", " ", " ", "  ", "\n", "\r\n", "\n\n", "\n \n", "\u{A0}", "\u{C}", "\u{2029}", "", "", "-",
    "\u{2011}", "'", "’", "`", ". ", ", ", "! ", "? ", "(", ")", "“", ": ",
];

fn name() -> impl Strategy<Value = String> {
    (
        select(&PIECES[..]),
        vec(
            (select(&[" ", "-", "", "'"][..]), select(&PIECES[..])),
            0..3,
        ),
    )
        .prop_map(|(first, rest)| {
            rest.iter()
                .fold(first.to_owned(), |name, (gap, piece)| name + gap + piece)
        })
}

/// Entities `e0`, `e1`, …, each with its names, some of them shared.
fn entities() -> impl Strategy<Value = Vec<Vec<String>>> {
    vec(vec(name(), 1..3), 1..5)
}

/// A text of names, pieces and what is between them; names come as listed, in capitals, in small letters or broken over a line.
fn text(names: Vec<String>) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => select(names).prop_flat_map(|name| {
            let wrapped = name.replace(' ', "\n");
            let typeset = name.replace('\'', "’").replace(' ', " \u{A0}");
            select(vec![name.clone(), name.to_uppercase(), name.to_lowercase(), wrapped, typeset])
        }),
        1 => select(&PIECES[..]).prop_map(str::to_owned),
    ];
    vec((word, vec(select(&GAPS[..]), 1..3)), 0..9).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, gaps)| word + &gaps.concat())
            .collect()
    })
}

/// A dictionary with documents that name what is in it.
pub(crate) fn corpus(documents: usize) -> impl Strategy<Value = (Vec<Vec<String>>, Vec<Document>)> {
    entities().prop_flat_map(move |entities| {
        let names = entities.concat();
        let document = (text(names.clone()), prop::option::of(text(names)), 0..5_u8).prop_map(
            |(text, title, day)| {
                let mut document = Document::new("", text);
                document.title = title;
                document.date = Date::from_ymd(2025, 1, day);
                document
            },
        );
        (Just(entities), vec(document, 1..=documents)).prop_map(|(entities, mut documents)| {
            for (number, document) in documents.iter_mut().enumerate() {
                // In no order, so that an order by id is not the order of the input by chance.
                document.id = format!("d{}", (number * 7 + 3) % 10);
            }
            (entities, documents)
        })
    })
}

fn dictionary(entities: &[Vec<String>]) -> Dictionary {
    let entities: Vec<Entity> = entities
        .iter()
        .enumerate()
        .map(|(number, names)| {
            let entity = Entity::new(format!("e{number}"), &names[0]);
            names[1..]
                .iter()
                .fold(entity, |entity, name| entity.with_alias(name.as_str()))
        })
        .collect();
    crate::corpus::dictionary(&entities)
}

pub(crate) fn forms(entities: &[Vec<String>]) -> Vec<Form> {
    let numbered = entities.iter().enumerate();
    numbered
        .flat_map(|(number, names)| {
            names.iter().map(move |text| Form {
                entity: format!("e{number}"),
                text: text.clone(),
            })
        })
        .collect()
}

pub(crate) fn options(case: Case, ambiguity: Ambiguity) -> AnnotationOptions {
    // The oracle weighs no evidence and derives no form.
    let matching = MatchOptions::default()
        .with_variants(Variants::None)
        .with_disambiguation(false)
        .with_case(case)
        .with_ambiguity(ambiguity);
    AnnotationOptions::default().with_matching(matching)
}

fn case() -> impl Strategy<Value = Case> {
    select(vec![Case::Smart, Case::Exact, Case::Ignore])
}

pub(crate) fn ambiguity() -> impl Strategy<Value = Ambiguity> {
    select(vec![Ambiguity::Abstain, Ambiguity::First, Ambiguity::All])
}

/// Tallies in the words of the oracle.
pub(crate) fn in_words(tallies: &impl Tallies) -> Counted {
    let id = |index| tallies.entity(index).id().to_owned();
    Counted {
        totals: tallies.totals(),
        entities: tallies
            .entities()
            .iter()
            .map(|tally| {
                let words = Tally {
                    mentions: tally.mentions,
                    windows: tally.windows,
                    first_seen: tally.first_seen,
                    last_seen: tally.last_seen,
                };
                (id(tally.entity), words)
            })
            .collect(),
        pairs: tallies
            .pairs()
            .iter()
            .map(|tally| {
                let words = Tally {
                    mentions: 0,
                    windows: tally.windows,
                    first_seen: tally.first_seen,
                    last_seen: tally.last_seen,
                };
                ((id(tally.a), id(tally.b)), words)
            })
            .collect(),
    }
}

/// A name with letters that are written in other ways, and with characters that show nothing between them.
fn written_otherwise(name: &str, dice: &mut Dice) -> String {
    let mut written = String::new();
    for character in name.chars() {
        match dice.below(8) {
            0 => written.extend(std::iter::once(character).nfd()),
            1 => {
                let full_width = match character {
                    '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0),
                    _ => None,
                };
                written.push(full_width.unwrap_or(character));
            }
            2 => {
                written.push(character);
                written.push(['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}'][dice.below(4)]);
            }
            3 => written.extend(character.to_uppercase()),
            4 => written.push(character.to_lowercase().next().unwrap_or(character)),
            5 if dice.below(6) == 0 => {
                written.push(character);
                written.push(['\u{301}', '\u{323}', '²', '½', '™'][dice.below(5)]);
            }
            _ => written.push(character),
        }
    }
    let signs = [
        ("fi", "\u{FB01}"),
        ("ss", "ß"),
        ("ß", "ss"),
        ("SS", "ẞ"),
        ("'", "\u{2BC}"),
        ("VIII", "Ⅷ"),
        ("2", "₂"),
    ];
    for (letters, sign) in signs {
        if dice.below(2) == 0 {
            written = written.replace(letters, sign);
        }
    }
    // Behind it, the end of a line would be hidden too.
    written.trim_end_matches('\u{AD}').to_owned()
}

/// Names of letters that are written in many ways.
const WRITTEN: [&str; 20] = [
    "office",
    "fi",
    "of",
    "Gießen",
    "GIESSEN",
    "Zoë",
    "zoe",
    "ộ",
    "o",
    "Å",
    "CO2",
    "co",
    "Louis VIII",
    "O'Neil",
    "neil",
    "İz",
    "ﾃﾞ東",
    "デ",
    "C++",
    "ǰus",
];

/// What the engine finds in a document, in the words of the oracle.
fn found_in(
    document: &Document,
    entities: &[Vec<String>],
    case: Case,
    ambiguity: Ambiguity,
) -> Vec<Found> {
    let dictionary = dictionary(entities);
    let annotator = Annotator::with_options(&dictionary, options(case, ambiguity)).unwrap();
    let annotation = annotator.annotate(document);
    let found = annotation.mentions().map(|mention| Found {
        field: mention.field(),
        start: mention.span().start(),
        end: mention.span().end(),
        status: mention.status(),
        entities: mention
            .candidates()
            .map(|entity| entity.id().to_owned())
            .collect(),
    });
    in_windows(document, found.collect())
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn the_engine_is_the_oracle((entities, documents) in corpus(1), case in case(), ambiguity in ambiguity()) {
        let found = found_in(&documents[0], &entities, case, ambiguity);
        let wanted = oracle::mentions(&forms(&entities)[..], case, ambiguity, &documents[0]);
        prop_assert_eq!(found, in_windows(&documents[0], wanted));
    }

    #[test]
    fn names_are_found_however_they_are_written(
        entities in vec(vec(select(&WRITTEN[..]).prop_map(str::to_owned), 1..3), 1..5),
        words in vec((select(&WRITTEN[..]), select(&GAPS[..])), 0..7),
        seed in 0..u64::MAX,
        // The smart rule asks for more than letters.
        case in select(vec![Case::Exact, Case::Ignore]),
    ) {
        let mut dice = Dice::new(seed);
        let text: String = words.iter().map(|(name, gap)| written_otherwise(name, &mut dice) + gap).collect();
        let entities: Vec<Vec<String>> = entities
            .iter()
            .map(|names| names.iter().map(|name| if dice.below(3) == 0 { written_otherwise(name, &mut dice) } else { name.clone() }).collect())
            .collect();
        let document = Document::new("d", text);
        let found = found_in(&document, &entities, case, Ambiguity::Abstain);
        for mention in &found {
            let surface = &document.text[mention.start..mention.end];
            let hidden = ['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}'];
            prop_assert_eq!(surface.trim_matches(hidden), surface);
        }
        let wanted = oracle::mentions(&forms(&entities)[..], case, Ambiguity::Abstain, &document);
        prop_assert_eq!(found, in_windows(&document, wanted), "{:?} {:?}", document.text, entities);
    }
}

/// A name of signs only can stand where no sentence is; it is found, but belongs to no window and is not recorded.
pub(crate) fn in_windows(document: &Document, mut found: Vec<Found>) -> Vec<Found> {
    use comention::text::{Lines, Segments};
    let title = document.separate_title().unwrap_or_default();
    let segments = [
        Segments::of(title, Lines::Paragraph),
        Segments::of(&document.text, Lines::Auto),
    ];
    found.retain(|mention| {
        let segments = &segments[usize::from(mention.field == Field::Text)];
        let mut sentences = segments.sentences().iter();
        sentences.any(|span| span.start() < mention.end && mention.start < span.end())
    });
    found
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn counts_are_the_oracles_counts((entities, documents) in corpus(4), case in case(), ambiguity in ambiguity()) {
        let dictionary = dictionary(&entities);
        let annotator = Annotator::with_options(&dictionary, options(case, ambiguity)).unwrap();
        let cooccurrences = counted(&dictionary, &observations(&annotator, &documents));
        let wanted = oracle::count(&forms(&entities)[..], case, ambiguity, &documents);
        prop_assert_eq!(in_words(&cooccurrences.tallies()), wanted);
    }

    #[test]
    fn spans_cut_what_they_say((entities, documents) in corpus(2), ambiguity in ambiguity()) {
        let dictionary = dictionary(&entities);
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        for document in &documents {
            let annotation = annotator.annotate(document);
            for mention in annotation.mentions() {
                let content = document.field(mention.field());
                let span = mention.span();
                prop_assert!(content.is_char_boundary(span.start()) && content.is_char_boundary(span.end()));
                prop_assert_eq!(mention.surface(), span.of(content));
                prop_assert_eq!(mention.surface().trim(), mention.surface());
                let chars: String = content.chars().skip(span.chars(content).start).take(span.chars(content).len()).collect();
                prop_assert_eq!(mention.surface(), chars);
            }
            let observation = annotation.into_observation();
            for mention in &observation.mentions {
                let field = observation.sentences[mention.sentence as usize].field;
                prop_assert_eq!(observation.surface(mention), mention.span.of(document.field(field)));
            }
        }
    }

    #[test]
    fn evidence_shows_both_entities_where_it_says((entities, documents) in corpus(3), ambiguity in ambiguity()) {
        let dictionary = dictionary(&entities);
        let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
        let cooccurrences = counted(&dictionary, &observations(&annotator, &documents));
        let tallies = cooccurrences.tallies();
        let pairs: Vec<_> = tallies.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
        for window in Window::ALL {
            let evidence = tallies.evidence(&pairs, window, usize::MAX).unwrap();
            for (pair, evidence) in tallies.pairs().iter().zip(&evidence) {
                // Without a limit there is a piece for every window: a count that cannot name its sentences is wrong.
                prop_assert_eq!(evidence.len() as u64, pair.windows.get(window));
                for piece in evidence {
                    let document = documents.iter().find(|document| *document.id == *piece.document).unwrap();
                    let has = |spans: fn(&comention::cooccurrence::Passage) -> usize| piece.passages.iter().any(|p| spans(p) > 0);
                    prop_assert!(has(|p| p.a.len()) && has(|p| p.b.len()));
                    for passage in &piece.passages {
                        let content = document.field(passage.field);
                        prop_assert_eq!(&*passage.text, passage.span.of(content));
                        prop_assert_eq!(passage.char_start, passage.span.chars(content).start);
                        for span in passage.a.iter().chain(&passage.b) {
                            prop_assert!(passage.span.contains(*span));
                            let chars = passage.chars_of(*span);
                            let cut: String = content.chars().skip(chars.start).take(chars.len()).collect();
                            prop_assert_eq!(cut, span.of(content));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_documents_changes_nothing((entities, documents) in corpus(5), seed in 0..u64::MAX) {
        let dictionary = dictionary(&entities);
        let annotator = Annotator::with_options(&dictionary, options(Case::Smart, Ambiguity::Abstain)).unwrap();
        let mut observed = observations(&annotator, &documents);
        let straight = exports(&counted(&dictionary, &observed).tallies());
        Dice::new(seed).shuffle(&mut observed);
        prop_assert_eq!(straight, exports(&counted(&dictionary, &observed).tallies()));
    }
}

/// Documents enough for several batches of the pipeline, with every name in many of them.
fn large_corpus(names: &[&str]) -> Vec<Document> {
    let mut dice = Dice::new(7);
    (0..320)
        .map(|number| {
            let mut text = String::new();
            while text.len() < 3_000 + dice.below(2_000) {
                for _ in 0..12 {
                    text += [
                        "the chip ",
                        "rose, and ",
                        "report of ",
                        "said on ",
                        "Monday ",
                    ][dice.below(5)];
                }
                text += names[dice.below(names.len())];
                text += [". ", " and ", ".\n", ".\n\n"][dice.below(4)];
            }
            let mut document = Document::new(format!("n{}", number * 37 % 1000), text);
            document.date = Date::from_ymd(2025, 1, u8::try_from(dice.below(28)).unwrap());
            document
        })
        .collect()
}

#[test]
fn threads_and_order_change_no_byte_of_any_export() {
    let names = [
        "Acme",
        "Beta Labs",
        "Beta",
        "Cara Diaz",
        "Diaz",
        "東京",
        "U.S.",
        "us",
    ];
    let people = Entity::new("cara", "Cara Diaz").with_type("person");
    let mut entities: Vec<Entity> = ["Acme", "Beta Labs", "Beta", "東京", "U.S."]
        .iter()
        .map(|name| Entity::new(name, name))
        .collect();
    entities.push(people);
    let dictionary = crate::corpus::dictionary(&entities);
    let mut documents = large_corpus(&names);
    let lines = json_lines(&documents);
    assert!(
        lines.len() > 1_000_000,
        "fewer bytes than a few batches: {}",
        lines.len()
    );
    let one = piped(&dictionary, AnnotationOptions::default(), lines.clone(), 1);
    let four = piped(&dictionary, AnnotationOptions::default(), lines, 4);
    assert!(
        one == four,
        "observations come in the order of the records, whatever the threads"
    );
    let mentions = one.iter().flat_map(|observation| &observation.mentions);
    assert!(
        mentions
            .filter(|mention| mention.status == Status::Accepted)
            .count()
            > 3_000
    );
    Dice::new(11).shuffle(&mut documents);
    let shuffled = piped(
        &dictionary,
        AnnotationOptions::default(),
        json_lines(&documents),
        3,
    );
    assert!(shuffled != one, "the shuffle did something");
    let wanted = exports(&counted(&dictionary, &one).tallies());
    assert!(wanted == exports(&counted(&dictionary, &four).tallies()));
    assert!(wanted == exports(&counted(&dictionary, &shuffled).tallies()));
}

#[cfg(feature = "ledger")]
mod ledger {
    use comention::annotation::Annotator;
    use comention::cooccurrence::Observation;
    use comention::ledger::{Change, Ledger};
    use tempfile::TempDir;

    use super::*;

    /// The tallies of a ledger with these observations are those of memory, evidence included.
    fn assert_same(memory: &impl Tallies, stored: &impl Tallies) -> Result<(), TestCaseError> {
        prop_assert_eq!(memory.totals(), stored.totals());
        prop_assert_eq!(memory.entities(), stored.entities());
        prop_assert_eq!(memory.pairs(), stored.pairs());
        let pairs: Vec<_> = memory.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
        for window in Window::ALL {
            for limit in [1, 2, usize::MAX] {
                prop_assert_eq!(
                    memory.evidence(&pairs, window, limit).unwrap(),
                    stored.evidence(&pairs, window, limit).unwrap()
                );
            }
        }
        Ok(())
    }

    fn recorded(ledger: &Ledger) -> Vec<Observation> {
        let mut found = Vec::new();
        ledger
            .visit(|observation| {
                found.push(observation.clone());
                Ok(true)
            })
            .unwrap();
        found
    }

    proptest! {
        #![proptest_config(config(60))]

        #[test]
        fn a_ledger_says_what_memory_says((entities, documents) in corpus(5), ambiguity in ambiguity()) {
            let dictionary = dictionary(&entities);
            let annotator = Annotator::with_options(&dictionary, options(Case::Ignore, ambiguity)).unwrap();
            let mut observed = observations(&annotator, &documents);
            let folder = TempDir::new().unwrap();
            let ledger = crate::corpus::ledger(&folder, &dictionary, &observed);
            assert_same(&counted(&dictionary, &observed).tallies(), &ledger.tallies().unwrap())?;
            observed.sort_by(|a, b| a.document.id.cmp(&b.document.id));
            prop_assert_eq!(recorded(&ledger), observed, "packing and unpacking is identity");
            let stored = ledger.dictionary().unwrap();
            prop_assert!(stored.entities().eq(dictionary.entities()));
        }

        #[test]
        fn adding_and_removing_is_building((entities, documents) in corpus(6), seed in 0..u64::MAX, first in 0..6_usize) {
            let dictionary = dictionary(&entities);
            let annotator = Annotator::with_options(&dictionary, options(Case::Smart, Ambiguity::Abstain)).unwrap();
            let observed = observations(&annotator, &documents);
            let folders = [(); 3].map(|()| TempDir::new().unwrap());
            let whole = exports(&crate::corpus::ledger(&folders[0], &dictionary, &observed).tallies().unwrap());

            let mut dice = Dice::new(seed);
            let mut order = observed.clone();
            dice.shuffle(&mut order);
            let (now, later) = order.split_at(first.min(order.len()));
            let mut grown = crate::corpus::ledger(&folders[1], &dictionary, now);
            for observation in later {
                prop_assert_eq!(grown.add(observation).unwrap(), Change::Added);
            }
            for observation in &order {
                prop_assert_eq!(grown.add(observation).unwrap(), Change::Unchanged);
            }
            prop_assert_eq!(&exports(&grown.tallies().unwrap()), &whole);

            // More documents than wanted, one of them with other content, then set right.
            let mut surplus = order;
            for (number, text) in ["Ab Corp. us", "東京 O'K Apple"].iter().enumerate() {
                let extra = Document::new(format!("x{number}"), *text);
                surplus.push(annotator.annotate(&extra).into_observation());
            }
            let other = Document::new(surplus[0].document.id.clone(), "us U.S. C++ apple Ab");
            let right = std::mem::replace(&mut surplus[0], annotator.annotate(&other).into_observation());
            dice.shuffle(&mut surplus);
            let mut shrunk = crate::corpus::ledger(&folders[2], &dictionary, &surplus);
            prop_assert_eq!(shrunk.add(&right).unwrap(), Change::Replaced);
            for id in ["x0", "x1"] {
                prop_assert!(shrunk.remove(id).unwrap());
                prop_assert!(!shrunk.remove(id).unwrap());
            }
            prop_assert_eq!(&exports(&shrunk.tallies().unwrap()), &whole);
        }
    }
}
