//! What sentences say of a pair, opened: each thing with its words, who says so, and the sentences.

use serde::Serialize;

use crate::cooccurrence::{Evidence, HintTally, Tallies, Window};
use crate::dictionary::EntityIndex;
use crate::error::Result;
use crate::graph::{EdgeRelation, relations_of};
use crate::relation::Polarity;

/// How something is said of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Said {
    /// How the sentences stand to it.
    pub polarity: Polarity,
    /// Whether it is said to be over.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
    /// Who says so: the id of an entity, or [`EdgeRelation::SOMEBODY`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<String>,
    /// The words that say it, each once, as they come.
    pub triggers: Vec<String>,
    /// The words that name who says so, each once, as they come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// One thing that is said, with its sentences.
pub(super) struct SaidOfPair {
    pub(super) relation: EdgeRelation,
    pub(super) said: Said,
    pub(super) spans: Vec<Evidence>,
}

/// What is said of a pair, in the order of the relations, each with at most `limit` sentences.
pub(super) fn said_of<T: Tallies + ?Sized>(
    tallies: &T,
    (a, b): (EntityIndex, EntityIndex),
    limit: usize,
) -> Result<Vec<SaidOfPair>> {
    let hints = relations_of(tallies, a, b);
    if hints.is_empty() {
        return Ok(Vec::new());
    }
    let found = tallies.evidence(&[(a, b)], Window::Sentence, usize::MAX)?;
    let found: Vec<Evidence> = found.into_iter().flatten().collect();
    let open = |tally: &HintTally| {
        let same =
            |hint: &HintTally| HintTally { count: 0, ..*tally } == HintTally { count: 0, ..*hint };
        let says = |evidence: &&Evidence| {
            let mut hints = evidence.passages.iter().flat_map(|passage| &passage.hints);
            hints.any(|hint| same(&hint.tally))
        };
        let spans: Vec<Evidence> = found.iter().filter(says).take(limit).cloned().collect();
        let (mut triggers, mut sources) = (Vec::new(), Vec::new());
        for passage in spans.iter().flat_map(|evidence| &evidence.passages) {
            for hint in passage.hints.iter().filter(|hint| same(&hint.tally)) {
                note(&mut triggers, passage.text_of(hint.trigger));
                if let Some(source) = hint.source {
                    note(&mut sources, passage.text_of(source));
                }
            }
        }
        let relation = EdgeRelation::new(tallies, tally);
        SaidOfPair {
            said: Said {
                polarity: relation.polarity(),
                former: relation.is_former(),
                attributed_to: relation.attributed_to().map(str::to_owned),
                triggers,
                sources,
            },
            relation,
            spans,
        }
    };
    Ok(hints.iter().map(open).collect())
}

fn note(words: &mut Vec<String>, word: &str) {
    if !words.iter().any(|known| known == word) {
        words.push(word.to_owned());
    }
}
