//! Which documents, and what in them, give a pair its points.

use crate::association::PointSums;
use crate::cooccurrence::{DocumentPoints, Reason, Tallies};
use crate::dictionary::EntityIndex;
use crate::error::Result;
use crate::graph::in_points;

use super::Explanation;
use super::ExplanationRule as Rule;

/// The sums of points of a pair, smaller entity first (`swapped` if that was named second), opened into the documents that give most, at most `limit`, and those into their parts. What
/// stands below a number adds up to it.
pub(super) fn explain<T: Tallies + ?Sized>(
    tallies: &T,
    (a, b): (EntityIndex, EntityIndex),
    sums: &PointSums,
    limit: usize,
    swapped: bool,
) -> Result<Explanation> {
    let mut documents = tallies.points(a, b)?;
    documents.sort_by(|x, y| {
        let by_points = y.points.cmp(&x.points);
        by_points.then_with(|| x.document.cmp(&y.document))
    });
    let others = documents.split_off(limit.min(documents.len()));
    let mut explanation = Explanation::new(Rule::Points)
        .number("points", sums.pair)
        .number("points_a", sums.a)
        .number("points_b", sums.b)
        .number("all", sums.all);
    for document in documents {
        explanation = explanation.child(of_document(document, swapped));
    }
    if !others.is_empty() {
        let points = others.iter().map(|document| document.points).sum();
        explanation = explanation.child(
            Explanation::new(Rule::OtherDocuments)
                .number("documents", others.len() as u64)
                .number("points", in_points(points)),
        );
    }
    Ok(explanation)
}

fn of_document(document: DocumentPoints, swapped: bool) -> Explanation {
    let mut explanation = Explanation::new(Rule::DocumentPoints)
        .text(&*document.document)
        .number("points", in_points(document.points));
    for (contribution, evidence) in document.parts {
        let part = match contribution.reason {
            Reason::Document { entities } => {
                Explanation::new(Rule::SharedDocument).number("entities", u64::from(entities))
            }
            Reason::Lead { of_them } => {
                Explanation::new(Rule::Lead).number("of_them", u64::from(of_them))
            }
            Reason::Hint { .. } => Explanation::new(Rule::AssertedRelation),
            Reason::Sentence {
                words_between,
                list_weight,
                ..
            } => Explanation::new(Rule::SharedSentence)
                .number("words_between", u64::from(words_between))
                .number("list_weight", u64::from(list_weight)),
        };
        let mut part = part.number("points", in_points(contribution.points));
        part.spans.extend(evidence);
        part.swapped = swapped;
        explanation = explanation.child(part);
    }
    explanation
}
