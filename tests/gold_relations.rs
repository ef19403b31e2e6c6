//! Typed hints against statements that a reader marked in two newspaper articles, before the rules ran.
//!
//! `tests/gold/articles-relations.tsv` holds offsets and ids, no text. Where a statement may be taken for one relation or another, all are
//! named, with `|` between them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use comention::annotation::Annotator;
use comention::dictionary::Dictionary;
use comention::relation::{Polarity, RelationPack};

use crate::gold::{documents, gold, say};

/// The least share of hints that are right, and of statements that are found.
const PRECISION: f64 = 0.90;
const RECALL: f64 = 0.50;
/// The least share of right hints that name who says so, or rightly nobody.
const ATTRIBUTION: f64 = 0.90;
/// A reader may mark the maker's name before a product's as the mention, or leave it out.
const NEAR: usize = 12;

/// A statement, by what it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Statement {
    head: String,
    tail: String,
    relations: Vec<String>,
    polarity: String,
    attributed_to: String,
    /// Whether it holds both ways.
    symmetric: bool,
}

/// Where a statement stands: its two mentions, in code points.
type Place = (usize, usize);

/// Every hint of a document.
fn hints(
    annotator: &Annotator,
    document: &comention::document::Document,
) -> Vec<(Place, Statement)> {
    let observation = annotator.annotate(document).into_observation();
    let dictionary = annotator.dictionary();
    let pack = annotator.relation_pack();
    let id = |mention: u32| {
        let entity = observation.entity_of(mention).expect("accepted");
        dictionary.entity(entity).id().to_owned()
    };
    let start = |mention: u32| {
        let mention = &observation.mentions[mention as usize];
        document.text[..mention.span.start()].chars().count()
    };
    let hints = observation.hints.iter().map(|hint| {
        let attributed_to = match hint.source {
            None => String::new(),
            Some(source) => source.mention.map_or_else(|| "(somebody)".to_owned(), id),
        };
        let statement = Statement {
            head: id(hint.head),
            tail: id(hint.tail),
            relations: vec![pack.relations()[hint.relation.0 as usize].name.clone()],
            polarity: hint.polarity.to_string(),
            attributed_to,
            symmetric: pack.relations()[hint.relation.0 as usize].symmetric,
        };
        ((start(hint.head), start(hint.tail)), statement)
    });
    hints.collect()
}

/// The two articles are not in the project: `COMENTION_ARTICLES` names the folder that holds them.
#[test]
fn statements_of_two_newspaper_articles() {
    let Some(folder) = std::env::var_os("COMENTION_ARTICLES").map(PathBuf::from) else {
        return say(
            "skipped: statements of two newspaper articles (COMENTION_ARTICLES does not name their folder)",
        );
    };
    let dictionary = Dictionary::ai_industry();
    let annotator = Annotator::new(&dictionary)
        .unwrap()
        .relations(&RelationPack::embedded());
    let rows = gold("articles-relations.tsv");
    let (mut right, mut found_marks, mut attributed) = (0, 0, 0);
    let (mut wrong, mut misattributed) = (Vec::new(), Vec::new());
    for name in ["deepseek-export-ban.txt", "deepseek-storm.txt"] {
        let document = documents(&folder.join(name)).remove(0);
        let marked: Vec<(Place, Statement)> = rows
            .iter()
            .filter(|row| row["doc"] == name)
            .map(mark)
            .collect();
        let mut met = vec![false; marked.len()];
        for (place, hint) in hints(&annotator, &document) {
            let near = |one: Place, other: Place| {
                one.0.abs_diff(other.0) <= NEAR && one.1.abs_diff(other.1) <= NEAR
            };
            let fits = |(there, marked): &(Place, Statement)| {
                let ends = (&hint.head, &hint.tail);
                let same = near(place, *there) && (&marked.head, &marked.tail) == ends;
                let turned =
                    near((place.1, place.0), *there) && (&marked.tail, &marked.head) == ends;
                (same || hint.symmetric && turned)
                    && marked.relations.contains(&hint.relations[0])
                    && marked.polarity == hint.polarity
            };
            let Some(at) = marked.iter().position(fits) else {
                wrong.push(format!("{name} {place:?} {hint:?}"));
                continue;
            };
            right += 1;
            met[at] = true;
            if marked[at].1.attributed_to == hint.attributed_to {
                attributed += 1;
            } else {
                let wanted = &marked[at].1.attributed_to;
                misattributed.push(format!("{name} {place:?} {hint:?}, not {wanted:?}"));
            }
        }
        found_marks += met.iter().filter(|met| **met).count();
    }
    let share = |part: usize, whole: usize| {
        #[allow(clippy::cast_precision_loss, reason = "counts below a hundred")]
        let share = part as f64 / whole as f64;
        share
    };
    let precision = share(right, right + wrong.len());
    let recall = share(found_marks, rows.len());
    let attribution = share(attributed, right);
    let report = format!(
        "two articles, hints: precision {precision:.3} ({right} right, {} wrong), recall {recall:.3} ({found_marks} of {}), source right {attribution:.3}",
        wrong.len(),
        rows.len()
    );
    say(&report);
    assert!(
        precision >= PRECISION && recall >= RECALL && attribution >= ATTRIBUTION,
        "{report}\n{}\n{}",
        wrong.join("\n"),
        misattributed.join("\n")
    );
}

fn mark(row: &BTreeMap<String, String>) -> (Place, Statement) {
    let place = ["head_start", "tail_start"].map(|name| row[name].parse().expect("a number"));
    let statement = Statement {
        head: row["head"].clone(),
        tail: row["tail"].clone(),
        relations: row["relation"].split('|').map(str::to_owned).collect(),
        polarity: row["polarity"].clone(),
        attributed_to: row["attributed_to"].clone(),
        symmetric: false,
    };
    (place.into(), statement)
}

#[test]
fn marks_can_be_read() {
    let rows = gold("articles-relations.tsv");
    let relations: Vec<_> = RelationPack::embedded().relations().to_vec();
    assert!(rows.len() > 70);
    let mut unnamed = 0;
    for row in &rows {
        let (_, statement) = mark(row);
        let polarities = Polarity::ALL.map(|polarity| polarity.to_string());
        assert!(polarities.contains(&statement.polarity), "{row:?}");
        for id in [&statement.head, &statement.tail] {
            assert!(Dictionary::ai_industry().get(id).is_some(), "{id}");
        }
        // A reader also marks relations that the pack has no rule for.
        let named = |name: &String| relations.iter().any(|relation| relation.name == *name);
        unnamed += usize::from(!statement.relations.iter().any(named));
    }
    assert!(unnamed < rows.len() / 4, "{unnamed}");
}
