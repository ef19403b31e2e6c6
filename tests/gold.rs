//! Accuracy of the built-in dictionary: names that a reader marked against names that are found.
//!
//! The lists in `tests/gold` were made by reading, before the matcher ran. Offsets are Unicode code points.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use comention::annotation::Annotator;
use comention::dictionary::Dictionary;
use comention::document::{Document, Documents};

/// The least precision and the least recall: the share of what is found that is marked, and of what is marked that is found.
type Floor = (f64, f64);

/// What the crate promises of articles that it has never seen.
const ARTICLES: Floor = (0.97, 0.90);
/// What it reaches on the corpus it was made with, less one slip in a hundred names.
const EXAMPLE: Floor = (0.985, 0.985);

/// What a name is compared by. Where a row has no offsets, none are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    document: String,
    field: String,
    place: Option<(usize, usize)>,
    entity: String,
    surface: String,
}

/// How two lists of names agree.
#[derive(Debug, Default)]
struct Agreement {
    agree: usize,
    missed: Vec<Key>,
    wrong: Vec<Key>,
}

impl Agreement {
    /// Compares as multisets.
    fn of(marked: &[Key], found: &[Key]) -> Self {
        let mut left: BTreeMap<&Key, usize> = BTreeMap::new();
        for key in marked {
            *left.entry(key).or_default() += 1;
        }
        let mut agreement = Self::default();
        for key in found {
            match left.get_mut(key) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    agreement.agree += 1;
                }
                _ => agreement.wrong.push(key.clone()),
            }
        }
        for (key, count) in left {
            agreement.missed.extend(vec![key.clone(); count]);
        }
        agreement
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of a few hundred")]
    fn share(&self, others: usize) -> f64 {
        self.agree as f64 / (self.agree + others) as f64
    }

    fn report(&self, name: &str) -> String {
        let (precision, recall) = (self.share(self.wrong.len()), self.share(self.missed.len()));
        let mut report = format!(
            "{name}: precision {precision:.4} ({} wrong), recall {recall:.4} ({} missed), {} agree",
            self.wrong.len(),
            self.missed.len(),
            self.agree
        );
        for (sign, keys) in [("missed", &self.missed), ("wrong ", &self.wrong)] {
            for Key {
                document,
                field,
                place,
                entity,
                surface,
            } in keys
            {
                let place =
                    place.map_or_else(String::new, |(start, end)| format!(" {start}-{end}"));
                write!(
                    report,
                    "\n  {sign} {document} {field}{place}: {surface} = {entity}"
                )
                .unwrap();
            }
        }
        report
    }

    fn assert_good(&self, name: &str, (precision, recall): Floor) {
        say(self.report(name).lines().next().unwrap());
        let good =
            self.share(self.wrong.len()) >= precision && self.share(self.missed.len()) >= recall;
        assert!(good, "{}", self.report(name));
        if std::env::var_os("COMENTION_DIFFERENCES").is_some() {
            say(&self.report(name));
        }
    }
}

/// Says something that the test harness does not swallow.
pub(crate) fn say(line: &str) {
    std::io::stderr()
        .write_all(format!("{line}\n").as_bytes())
        .unwrap();
}

pub(crate) fn gold(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/gold")
        .join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), header.len(), "{name}: {line}");
            header
                .iter()
                .zip(cells)
                .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

fn white_space_folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    Documents::open(folder)
        .unwrap()
        .collect::<comention::Result<Vec<_>>>()
        .unwrap()
}

/// Every accepted mention, with its place in code points where `with_place` says so.
fn accepted(annotator: &Annotator, document: &Document, with_place: bool) -> Vec<Key> {
    let annotation = annotator.annotate(document);
    annotation
        .mentions()
        .filter(|mention| mention.is_accepted())
        .map(|mention| {
            let place = mention.span().chars(document.field(mention.field()));
            Key {
                document: document.id.clone(),
                field: mention.field().to_string(),
                place: with_place.then_some((place.start, place.end)),
                entity: mention.entity().unwrap().id().to_owned(),
                surface: white_space_folded(mention.surface()),
            }
        })
        .collect()
}

fn place_of(row: &BTreeMap<String, String>) -> Option<(usize, usize)> {
    let number = |name: &str| row[name].parse::<usize>().ok();
    Some((number("start")?, number("end")?))
}

#[test]
fn names_of_the_example_corpus() {
    let rows = gold("example-mentions.tsv");
    let placed: BTreeSet<&str> = rows
        .iter()
        .filter(|row| place_of(row).is_some())
        .map(|row| row["doc"].as_str())
        .collect();
    let dictionary = Dictionary::ai_industry();
    let annotator = Annotator::new(&dictionary).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/deepseek");
    let documents = documents(&folder);
    let ids: BTreeSet<&str> = documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    let found: Vec<Key> = documents
        .iter()
        .flat_map(|document| accepted(&annotator, document, placed.contains(document.id.as_str())))
        .collect();
    let marked: Vec<Key> = rows
        .iter()
        .filter(|row| row["entity"] != "-")
        .map(|row| Key {
            document: row["doc"].clone(),
            field: row["field"].clone(),
            place: place_of(row),
            entity: row["entity"].clone(),
            surface: white_space_folded(&row["surface"]),
        })
        .collect();
    assert!(marked.len() > 600 && ids.len() >= 26);
    for key in &marked {
        assert!(
            ids.contains(key.document.as_str()),
            "no such document: {key:?}"
        );
        assert!(
            dictionary.get(&key.entity).is_some(),
            "no such entity: {key:?}"
        );
    }
    Agreement::of(&marked, &found).assert_good("example corpus", EXAMPLE);
}

/// Names that the dictionary lacks are marked with `-`: whatever is found there is wrong.
#[test]
fn unlisted_names_are_not_taken_for_listed_ones() {
    let dictionary = Dictionary::ai_industry();
    let rows = gold("example-mentions.tsv");
    let unlisted: Vec<_> = rows.iter().filter(|row| row["entity"] == "-").collect();
    assert!(!unlisted.is_empty());
    for row in unlisted {
        let annotator = Annotator::new(&dictionary).unwrap();
        let document = Document::new("d", row["surface"].clone());
        let whole = annotator
            .annotate(&document)
            .mentions()
            .any(|mention| mention.is_accepted() && mention.surface() == row["surface"]);
        assert!(
            !whole,
            "the dictionary lists `{}` by now: mark it",
            row["surface"]
        );
    }
}

/// The two articles are not in the project: `COMENTION_ARTICLES` names the folder that holds them.
#[test]
fn names_of_two_newspaper_articles() {
    let Some(folder) = std::env::var_os("COMENTION_ARTICLES").map(PathBuf::from) else {
        return say(
            "skipped: names of two newspaper articles (COMENTION_ARTICLES does not name their folder)",
        );
    };
    let dictionary = Dictionary::ai_industry();
    let annotator = Annotator::new(&dictionary).unwrap();
    let rows = gold("articles-mentions.tsv");
    let mut found = Vec::new();
    let mut marked = Vec::new();
    for name in ["deepseek-export-ban.txt", "deepseek-storm.txt"] {
        let mut document = documents(&folder.join(name)).remove(0);
        name.clone_into(&mut document.id);
        // Places that a careful reader may or may not take for names are left out on both sides.
        let doubtful: BTreeSet<_> = rows
            .iter()
            .filter(|row| row["doc"] == name && row["note"] == "doubtful")
            .map(place_of)
            .collect();
        let sure = |key: &Key| {
            let (start, end) = key.place.unwrap();
            !doubtful
                .iter()
                .flatten()
                .any(|&(from, to)| start < to && from < end)
        };
        found.extend(
            accepted(&annotator, &document, true)
                .into_iter()
                .filter(sure),
        );
        let characters: Vec<char> = document.text.chars().collect();
        for row in rows.iter().filter(|row| row["doc"] == name) {
            let (start, end) = place_of(row).unwrap();
            let surface: String = characters[start..end].iter().collect();
            let key = Key {
                document: name.to_owned(),
                field: "text".to_owned(),
                place: Some((start, end)),
                entity: row["entity"].clone(),
                surface: white_space_folded(&surface),
            };
            marked.extend(Some(key).filter(sure));
        }
    }
    Agreement::of(&marked, &found).assert_good("two articles", ARTICLES);
}

#[test]
fn agreement_counts_as_a_reader_would() {
    let key = |surface: &str| Key {
        document: "d".to_owned(),
        field: "text".to_owned(),
        place: None,
        entity: "e".to_owned(),
        surface: surface.to_owned(),
    };
    let marked = [key("a"), key("a"), key("b"), key("c")];
    let found = [key("a"), key("b"), key("b")];
    let agreement = Agreement::of(&marked, &found);
    assert_eq!(agreement.agree, 2);
    assert_eq!(agreement.missed, [key("a"), key("c")]);
    assert_eq!(agreement.wrong, [key("b")]);
    let report = agreement.report("x");
    assert!(report.starts_with("x: precision 0.6667 (1 wrong), recall 0.5000 (2 missed), 2 agree\n  missed d text: a = e"), "{report}");
}
