//! What one document says for a pair, part by part, with the sentences.

use std::sync::Arc;

use crate::dictionary::EntityIndex;

use super::evidence::MentionsByEntity;
use super::{Contribution, Evidence, Observation, Reason};

/// The points that a pair gets from one document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentPoints {
    /// The document's id.
    pub document: Arc<str>,
    /// All of them, in millionths.
    pub points: u64,
    /// What they are for; these add up to all of them. A part for a sentence comes with that sentence, where it was kept.
    pub parts: Vec<(Contribution, Option<Evidence>)>,
}

impl Observation {
    /// What a pair gets its points for in this document; `None` where the two do not share it.
    pub fn document_points(&self, a: EntityIndex, b: EntityIndex) -> Option<DocumentPoints> {
        let contributions = self.contributions(a, b);
        if contributions.is_empty() {
            return None;
        }
        let mentions = MentionsByEntity::new(self);
        let with_evidence = |contribution: Contribution| {
            let evidence = match contribution.reason {
                Reason::Sentence { sentence, .. } | Reason::Hint { sentence }
                    if !self.text.is_empty() =>
                {
                    Some(mentions.evidence_in(sentence, a, b))
                }
                _ => None,
            };
            (contribution, evidence)
        };
        Some(DocumentPoints {
            document: Arc::from(self.document.id.as_str()),
            points: contributions.iter().map(|part| part.points).sum(),
            parts: contributions.into_iter().map(with_evidence).collect(),
        })
    }
}
