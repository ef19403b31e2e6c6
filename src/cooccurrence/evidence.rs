//! Finds the words that prove a shared window.

use crate::dictionary::EntityIndex;

use super::counts::Members;
use super::{Evidence, MentionRecord, Observation, Passage, SentenceRecord, Window};

impl Observation {
    /// The windows of one kind in which both entities occur, in order, at most `limit`.
    pub fn evidence(
        &self,
        a: EntityIndex,
        b: EntityIndex,
        window: Window,
        limit: usize,
    ) -> Vec<Evidence> {
        let mut found = Vec::new();
        let mut at = 0;
        let mentions: Vec<(&MentionRecord, EntityIndex)> = self.accepted().collect();
        Members::default().for_each_window(self, window, |members| {
            let window = &mentions[at..at + members.len()];
            at += members.len();
            let has = |entity| members.entities.binary_search(&entity).is_ok();
            if found.len() < limit && has(a) && has(b) && !members.only_share_one_span(a, b) {
                found.push(self.evidence_of(window, a, b));
            }
        });
        found
    }

    fn evidence_of(
        &self,
        window: &[(&MentionRecord, EntityIndex)],
        a: EntityIndex,
        b: EntityIndex,
    ) -> Evidence {
        let sentences = |wanted: EntityIndex| {
            window
                .iter()
                .filter(move |(_, entity)| *entity == wanted)
                .map(|(mention, _)| mention.sentence)
        };
        let (first, second) = sentences(a)
            .flat_map(|with_a| sentences(b).map(move |with_b| (with_a, with_b)))
            .min_by_key(|&(with_a, with_b)| {
                let ordinal = |sentence: u32| self.sentences[sentence as usize].ordinal;
                (
                    ordinal(with_a).abs_diff(ordinal(with_b)),
                    with_a.min(with_b),
                    with_a,
                )
            })
            .expect("both entities occur in the window");
        let mut indices = vec![first, second];
        indices.sort_unstable();
        indices.dedup();
        let record = &self.document;
        Evidence {
            document: record.id.clone(),
            title: record.title.clone(),
            date: record.date,
            source: record.source.clone(),
            url: record.url.clone(),
            passages: indices
                .into_iter()
                .map(|index| self.passage(index, a, b))
                .collect(),
        }
    }

    fn passage(&self, index: u32, a: EntityIndex, b: EntityIndex) -> Passage {
        let sentence: &SentenceRecord = &self.sentences[index as usize];
        let spans = |wanted: EntityIndex| {
            self.accepted()
                .filter(|(mention, entity)| mention.sentence == index && *entity == wanted)
                .map(|(mention, _)| mention.span)
                .collect()
        };
        Passage {
            field: sentence.field,
            span: sentence.span,
            char_start: sentence.chars_before as usize,
            text: self.sentence_text(sentence).into(),
            a: spans(a),
            b: spans(b),
        }
    }
}
