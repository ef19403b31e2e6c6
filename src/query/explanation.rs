//! What an answer to "why" is made of: claims, the numbers they rest on, and what they follow from.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::cooccurrence::Evidence;
use crate::dictionary::EntityId;

use super::neighbors::records;
use super::relations::Said;

/// One claim, with the numbers and sentences it rests on, and the claims it follows from.
///
/// Serializes as `rule`, `entities`, `text` and `said` where there are any, `numbers` (an object; a score without a finite value is left out),
/// `children`, `spans` (as [`EvidenceRecord`](crate::graph::EvidenceRecord)s).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// What kind of claim it is.
    pub rule: ExplanationRule,
    /// The entities it is about, where it is about some of them in particular.
    pub entities: Vec<EntityId>,
    /// What numbers cannot say: the name of a measure or a window, a formula.
    pub text: Option<String>,
    /// The numbers, by name, in a fixed order.
    pub numbers: Vec<(&'static str, Number)>,
    /// What it follows from.
    pub children: Vec<Self>,
    /// The sentences it rests on. In their passages, `a` is the entity with the smaller id.
    pub spans: Vec<Evidence>,
    /// How it is said, where the claim is that sentences say something.
    pub said: Option<Said>,
    /// Whether the entity that was named first has the greater id.
    pub(super) swapped: bool,
}

/// The kinds of claims an [`Explanation`] makes. Their names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExplanationRule {
    /// The pair has this score. Text: the name of the measure.
    Score,
    /// The score is this formula of what stands below. Text: the formula.
    Measure,
    /// What documents say for the pair (`points`), for each of the two with all others (`points_a`, `points_b`), and for all pairs (`all`).
    Points,
    /// One document gives so many points. Text: its id.
    DocumentPoints,
    /// Points for sharing a document that names so many `entities`.
    SharedDocument,
    /// Points for so many of the two (`of_them`) that stand in the first sentence.
    Lead,
    /// Points for a shared sentence, with the `words_between` the two and the `list_weight` in thousandths.
    SharedSentence,
    /// Points for a sentence that asserts a relation between the two.
    AssertedRelation,
    /// So many further `documents` give so many points together.
    OtherDocuments,
    /// So many `pairs` of mentions stand near each other and have this `weight`. Its distances add up to it, and so do its documents. Text: the
    /// window, as `tokens:20`.
    MentionPairs,
    /// So many `pairs` of mentions are at this `distance`, in words; `weight_each` is what each counts, `weight` what all do.
    Distance,
    /// So many `pairs` are in one document. Text: its id.
    DocumentMentionPairs,
    /// Two mentions at this `distance`, with their sentences.
    MentionPair,
    /// So many further `pairs` of a document, or in so many further `documents`.
    OtherMentionPairs,
    /// The four counts `n_ab`, `n_a`, `n_b`, `n`, and what chance expects for `n_ab`. Text: the kind of window.
    Counts,
    /// The windows of each kind that both share.
    Windows,
    /// The windows of each kind that both share in documents that repeat no other; in a window of tokens the `pairs` of mentions there; where it
    /// is known, in how many distinct `sources` both occur.
    Independent,
    /// How sure it is that the documents both share are no chance: `p_value`, `q_value` and `tests`, the pairs that were
    /// tested. See [`Significance`](crate::graph::Significance).
    Significance,
    /// So many sentences say that one is this to the other. Text: the relation; the entities are head and tail.
    Relation,
    /// Sentences that show it, `shown` of `windows`. Text: the kind of window.
    Evidence,
    /// The view leaves the pair out: it shares no window of this kind. Text: the kind of window, or `tokens:20`, with the `closest` distance of two
    /// mentions in one paragraph, if there are any.
    NoSharedWindow,
    /// The view leaves the pair out: it shares fewer windows than asked for. Text: the kind of window, or `mention pair`.
    BelowMinCount,
    /// The view leaves the pair out: its q-value is above the false discovery rate asked for.
    AboveFdr,
    /// The view leaves the pair out: it does not show the type of this entity. Text: the type.
    TypeNotShown,
    /// The view leaves the pair out: it joins no such pair of types. Text: the types.
    TypesNotJoined,
    /// The view leaves the pair out: the disparity filter cut its edge: the probabilities seen from both ends are not below `alpha`.
    CutByDisparity,
    /// The view leaves the pair out: the noise-corrected backbone cut its edge: the lift is not so many standard deviations above 0.
    CutByNoiseCorrected,
    /// The view leaves the pair out: the Pólya filter cut its edge: the probabilities seen from both ends are not below `alpha`.
    CutByPolya,
    /// The view leaves the pair out: stronger edges join the two already, so the maximum spanning tree cut theirs.
    CutBySpanningTree,
    /// The view leaves the pair out: its edge is not among the strongest `k` of either end.
    CutByTopK,
    /// The view leaves the pair out: one of the two is outside the `k`-core.
    CutByKCore,
    /// The view joins the two by an edge, of this `rank` among so many `edges`, with this `score`. Text: the name of the measure.
    Edge,
    /// The view joins the two by no edge.
    NoEdge,
    /// No document of the view mentions this entity.
    NotMentioned,
    /// A roll-up counts both as this entity.
    OneEntity,
    /// So many `windows` with both are in documents that the period leaves out. Text: the kind of window, or `mention pair`.
    OutsidePeriod,
    /// The period leaves out so many `documents` with this entity.
    MentionedOutside,
    /// So many `sentences` may name both, but what may be this entity does not count there. Text: the rule that refused it.
    Refused,
    /// So many `sentences` may name this entity, which counts nowhere. Text: the rule that refused it.
    RefusedMentions,
}

impl ExplanationRule {
    /// Its stable `snake_case` name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Measure => "measure",
            Self::Points => "points",
            Self::DocumentPoints => "document_points",
            Self::SharedDocument => "shared_document",
            Self::Lead => "lead",
            Self::SharedSentence => "shared_sentence",
            Self::AssertedRelation => "asserted_relation",
            Self::OtherDocuments => "other_documents",
            Self::MentionPairs => "mention_pairs",
            Self::Distance => "distance",
            Self::DocumentMentionPairs => "document_mention_pairs",
            Self::MentionPair => "mention_pair",
            Self::OtherMentionPairs => "other_mention_pairs",
            Self::Counts => "counts",
            Self::Windows => "windows",
            Self::Independent => "independent",
            Self::Significance => "significance",
            Self::Relation => "relation",
            Self::Evidence => "evidence",
            Self::NoSharedWindow => "no_shared_window",
            Self::BelowMinCount => "below_min_count",
            Self::AboveFdr => "above_fdr",
            Self::TypeNotShown => "type_not_shown",
            Self::TypesNotJoined => "types_not_joined",
            Self::CutByDisparity => "cut_by_disparity",
            Self::CutByNoiseCorrected => "cut_by_noise_corrected",
            Self::CutByPolya => "cut_by_polya",
            Self::CutBySpanningTree => "cut_by_spanning_tree",
            Self::CutByTopK => "cut_by_top_k",
            Self::CutByKCore => "cut_by_k_core",
            Self::Edge => "edge",
            Self::NoEdge => "no_edge",
            Self::NotMentioned => "not_mentioned",
            Self::OneEntity => "one_entity",
            Self::OutsidePeriod => "outside_period",
            Self::MentionedOutside => "mentioned_outside",
            Self::Refused => "refused",
            Self::RefusedMentions => "refused_mentions",
        }
    }
}

impl Serialize for ExplanationRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A number in an [`Explanation`].
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Number {
    /// A whole number of things.
    Count(u64),
    /// A computed value.
    Value(f64),
}

impl From<u64> for Number {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Value(value)
    }
}

impl Explanation {
    /// The whole number of this name.
    pub fn count(&self, name: &str) -> Option<u64> {
        match self.find(name)? {
            Number::Count(count) => Some(count),
            Number::Value(_) => None,
        }
    }

    /// The computed value of this name.
    pub fn value(&self, name: &str) -> Option<f64> {
        match self.find(name)? {
            Number::Value(value) => Some(value),
            Number::Count(_) => None,
        }
    }

    fn find(&self, name: &str) -> Option<Number> {
        let found = self.numbers.iter().find(|(known, _)| *known == name);
        found.map(|(_, number)| *number)
    }

    pub(super) fn new(rule: ExplanationRule) -> Self {
        Self {
            rule,
            entities: Vec::new(),
            text: None,
            numbers: Vec::new(),
            children: Vec::new(),
            spans: Vec::new(),
            said: None,
            swapped: false,
        }
    }

    pub(super) fn about(mut self, entities: &[&str]) -> Self {
        self.entities = entities.iter().map(EntityId::new).collect();
        self
    }

    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    pub(super) fn number(mut self, name: &'static str, number: impl Into<Number>) -> Self {
        self.numbers.push((name, number.into()));
        self
    }

    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Explanation", 7)?;
        record.serialize_field("rule", &self.rule)?;
        if self.entities.is_empty() {
            record.skip_field("entities")?;
        } else {
            record.serialize_field("entities", &self.entities)?;
        }
        match &self.text {
            Some(text) => record.serialize_field("text", text)?,
            None => record.skip_field("text")?,
        }
        match &self.said {
            Some(said) => record.serialize_field("said", said)?,
            None => record.skip_field("said")?,
        }
        record.serialize_field("numbers", &Numbers(&self.numbers))?;
        record.serialize_field("children", &self.children)?;
        record.serialize_field("spans", &records(&self.spans, self.swapped))?;
        record.end()
    }
}

struct Numbers<'e>(&'e [(&'static str, Number)]);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, number) in self.0 {
            if !matches!(number, Number::Value(value) if !value.is_finite()) {
                map.serialize_entry(name, number)?;
            }
        }
        map.end()
    }
}
