//! Which mentions, how far apart, give a pair its score in a window of tokens.

use crate::cooccurrence::{DistanceTally, DocumentMentionPairs, Tallies};
use crate::dictionary::EntityIndex;
use crate::error::Result;
use crate::graph::{EntityGraph, TokenWindow};

use super::Explanation;
use super::ExplanationRule as Rule;

/// The mentions of two entities that meet in a window of tokens.
pub(super) struct Near {
    tokens: TokenWindow,
    limit: usize,
    /// Whether the entity that was named first has the greater id.
    swapped: bool,
    /// In the order of the ids, each with its `limit` closest pairs.
    documents: Vec<DocumentMentionPairs>,
}

impl Near {
    /// `None` where the view has windows of another kind. The smaller entity comes first.
    pub(super) fn of<T: Tallies + ?Sized>(
        graph: &EntityGraph,
        tallies: &T,
        (a, b): (EntityIndex, EntityIndex),
        swapped: bool,
    ) -> Result<Option<Self>> {
        let (limit, Some(tokens)) = (graph.view().evidence, graph.view().tokens) else {
            return Ok(None);
        };
        Ok(Some(Self {
            tokens,
            limit,
            swapped,
            documents: tallies.mention_pairs(a, b, tokens.width, limit)?,
        }))
    }

    /// How many pairs of mentions there are.
    pub(super) fn count(&self) -> u64 {
        self.documents.iter().map(DocumentMentionPairs::count).sum()
    }

    /// How many are in documents that repeat no other.
    pub(super) fn independent(&self) -> u64 {
        let independent = self
            .documents
            .iter()
            .filter(|document| document.independent);
        independent.map(DocumentMentionPairs::count).sum()
    }

    /// In how many paragraphs they are.
    pub(super) fn paragraphs(&self) -> u64 {
        self.documents
            .iter()
            .map(|document| document.paragraphs)
            .sum()
    }

    /// What they weigh together.
    pub(super) fn score(&self) -> f64 {
        self.tokens.sum(&merged(&self.documents))
    }

    /// Opens the score: by distances, then by the documents that give most, and the mentions in them. Each adds up to it.
    pub(super) fn explain(&self) -> Explanation {
        let distances = merged(&self.documents);
        let mut explanation = self
            .claim(Rule::MentionPairs, &distances)
            .text(self.tokens.to_string());
        for tally in &distances {
            explanation = explanation.child(
                Explanation::new(Rule::Distance)
                    .number("distance", u64::from(tally.distance))
                    .number("pairs", tally.count)
                    .number("weight_each", self.tokens.weight(tally.distance))
                    .number("weight", self.tokens.weight_of(tally)),
            );
        }
        let mut documents: Vec<_> = self.documents.iter().collect();
        let weight = |document: &DocumentMentionPairs| self.tokens.sum(&document.distances);
        // Stable: of equals the first by id.
        documents.sort_by(|x, y| weight(y).total_cmp(&weight(x)));
        let others = documents.split_off(self.limit.min(documents.len()));
        for document in documents {
            explanation = explanation.child(self.of_document(document));
        }
        if !others.is_empty() {
            let claim = self.claim(Rule::OtherMentionPairs, &merged(others.iter().copied()));
            explanation = explanation.child(claim.number("documents", others.len() as u64));
        }
        explanation
    }

    fn of_document(&self, document: &DocumentMentionPairs) -> Explanation {
        let mut explanation = self
            .claim(Rule::DocumentMentionPairs, &document.distances)
            .text(&*document.document);
        for pair in &document.closest {
            let mut claim = Explanation::new(Rule::MentionPair)
                .number("distance", u64::from(pair.distance))
                .number("weight", self.tokens.weight(pair.distance));
            claim.spans.extend(pair.evidence.clone());
            claim.swapped = self.swapped;
            explanation = explanation.child(claim);
        }
        let left = left_out(document);
        if !left.is_empty() {
            explanation = explanation.child(self.claim(Rule::OtherMentionPairs, &left));
        }
        explanation
    }

    /// So many pairs of mentions, and what they weigh.
    fn claim(&self, rule: Rule, distances: &[DistanceTally]) -> Explanation {
        Explanation::new(rule)
            .number(
                "pairs",
                distances.iter().map(|tally| tally.count).sum::<u64>(),
            )
            .number("weight", self.tokens.sum(distances))
    }
}

/// How many pairs of mentions documents have at each distance, smallest first.
fn merged<'d>(documents: impl IntoIterator<Item = &'d DocumentMentionPairs>) -> Vec<DistanceTally> {
    let tallies = documents
        .into_iter()
        .flat_map(|document| &document.distances);
    let mut all: Vec<_> = tallies.copied().collect();
    all.sort_by_key(|tally| tally.distance);
    let same = |one: &DistanceTally, other: &DistanceTally| one.distance == other.distance;
    let sum = |same: &[DistanceTally]| DistanceTally {
        count: same.iter().map(|tally| tally.count).sum(),
        ..same[0]
    };
    all.chunk_by(same).map(sum).collect()
}

/// The pairs of a document that are not among its closest.
fn left_out(document: &DocumentMentionPairs) -> Vec<DistanceTally> {
    // Both are in the order of the distances.
    let mut shown = document.closest.iter().peekable();
    let mut left = Vec::new();
    for tally in &document.distances {
        let mut count = tally.count;
        while shown
            .next_if(|pair| pair.distance == tally.distance)
            .is_some()
        {
            count -= 1;
        }
        if count > 0 {
            left.push(DistanceTally { count, ..*tally });
        }
    }
    left
}

/// The least distance of two mentions in one paragraph, however far; `None` where the two share none.
pub(super) fn closest<T: Tallies + ?Sized>(
    tallies: &T,
    (a, b): (EntityIndex, EntityIndex),
) -> Result<Option<u32>> {
    let documents = tallies.mention_pairs(a, b, u32::MAX, 0)?;
    let first = |document: &DocumentMentionPairs| document.distances.first().copied();
    let nearest = documents.iter().filter_map(first);
    Ok(nearest.map(|tally| tally.distance).min())
}
