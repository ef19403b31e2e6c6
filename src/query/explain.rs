//! Why a pair has the score it has.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::association::Contingency;
use crate::cooccurrence::{EntityTally, Evidence, PairTally, Tallies, Window, WindowCounts};
use crate::dictionary::{EntityId, EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::graph::EntityGraph;

use super::neighbors::records;
use super::relations::{self, Said};

impl EntityGraph {
    /// Opens the score of a pair: the measure, the four counts it was computed from, the counts in every kind of window, and the sentences
    /// behind them.
    ///
    /// It takes the tallies the graph was built from, because a pair that is no edge is explained too: why the view leaves it out, and which
    /// windows it shares all the same. In the evidence, `a` is the entity given first.
    ///
    /// # Errors
    /// [`Error::NotInGraph`] if one of them never occurs; [`Error::SameEntity`] if both are one; or if a ledger cannot be read.
    pub fn explain<T: Tallies + ?Sized>(
        &self,
        a: &str,
        b: &str,
        tallies: &T,
    ) -> Result<Explanation> {
        let first = tally(tallies, a)?;
        let second = tally(tallies, b)?;
        if a == b {
            return Err(Error::SameEntity { id: a.to_owned() });
        }
        let pair = Pair {
            graph: self,
            tallies,
            windows: shared(tallies, first, second),
            first,
            second,
        };
        pair.explain()
    }
}

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
    swapped: bool,
}

/// The kinds of claims an [`Explanation`] makes. Their names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExplanationRule {
    /// The pair has this score. Text: the name of the measure.
    Score,
    /// The score is this formula of the four counts. Text: the formula.
    Measure,
    /// The four counts `n_ab`, `n_a`, `n_b`, `n`, and what chance expects for `n_ab`. Text: the kind of window.
    Counts,
    /// The windows of each kind that both share.
    Windows,
    /// So many sentences say that one is this to the other. Text: the relation; the entities are head and tail.
    Relation,
    /// Sentences that show it, `shown` of `windows`. Text: the kind of window.
    Evidence,
    /// The view leaves the pair out: it shares no window of this kind. Text: the kind of window.
    NoSharedWindow,
    /// The view leaves the pair out: it shares fewer windows than asked for.
    BelowMinCount,
    /// The view leaves the pair out: it does not show the type of this entity. Text: the type.
    TypeNotShown,
    /// The view leaves the pair out: it joins no such pair of types. Text: the types.
    TypesNotJoined,
}

impl ExplanationRule {
    /// Its stable `snake_case` name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Measure => "measure",
            Self::Counts => "counts",
            Self::Windows => "windows",
            Self::Relation => "relation",
            Self::Evidence => "evidence",
            Self::NoSharedWindow => "no_shared_window",
            Self::BelowMinCount => "below_min_count",
            Self::TypeNotShown => "type_not_shown",
            Self::TypesNotJoined => "types_not_joined",
        }
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
    fn new(rule: ExplanationRule) -> Self {
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

    fn about(mut self, entities: &[&str]) -> Self {
        self.entities = entities.iter().map(EntityId::new).collect();
        self
    }

    fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    fn number(mut self, name: &'static str, number: impl Into<Number>) -> Self {
        self.numbers.push((name, number.into()));
        self
    }

    fn child(mut self, child: Self) -> Self {
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

/// Two entities that occur, in the order they were named.
struct Pair<'q, T: Tallies + ?Sized> {
    graph: &'q EntityGraph,
    tallies: &'q T,
    first: &'q EntityTally,
    second: &'q EntityTally,
    windows: WindowCounts,
}

impl<T: Tallies + ?Sized> Pair<'_, T> {
    fn explain(&self) -> Result<Explanation> {
        use ExplanationRule as Rule;

        let (view, measure) = (self.graph.view(), self.graph.measure());
        let count = self.windows.get(view.window);
        let table = Contingency::new(
            count,
            self.first.windows.get(view.window),
            self.second.windows.get(view.window),
            self.tallies.totals().get(view.window),
        )?;
        let counts = Explanation::new(Rule::Counts)
            .text(view.window.name())
            .number("n_ab", table.n_ab())
            .number("n_a", table.n_a())
            .number("n_b", table.n_b())
            .number("n", table.n())
            .number("expected", table.expected());
        let windows = Explanation::new(Rule::Windows)
            .number("sentences", self.windows.sentences)
            .number("paragraphs", self.windows.paragraphs)
            .number("documents", self.windows.documents);
        let ids = [self.first, self.second].map(|end| self.tallies.entity(end.entity).id());
        let mut score = Explanation::new(Rule::Score)
            .about(&ids)
            .text(measure.name())
            .number("score", measure.score(&table));
        score.children.extend(self.left_out());
        score = score
            .child(
                Explanation::new(Rule::Measure)
                    .text(measure.formula())
                    .child(counts),
            )
            .child(windows);
        score.children.extend(self.relations()?);
        score.children.extend(self.evidence()?);
        Ok(score)
    }

    /// Why the view does not show the pair; nothing when it does.
    fn left_out(&self) -> Vec<Explanation> {
        use ExplanationRule as Rule;

        let view = self.graph.view();
        let mut reasons = Vec::new();
        let entities = [self.first, self.second].map(|end| self.tallies.entity(end.entity));
        for entity in entities {
            if !view.shows(entity.entity_type()) {
                let reason = Explanation::new(Rule::TypeNotShown)
                    .about(&[entity.id()])
                    .text(entity.entity_type());
                reasons.push(reason);
            }
        }
        let [one, other] = entities.map(EntityRef::entity_type);
        if !view.joins(one, other) {
            reasons.push(Explanation::new(Rule::TypesNotJoined).text(format!("{one}, {other}")));
        }
        let count = self.windows.get(view.window);
        if count == 0 {
            reasons.push(Explanation::new(Rule::NoSharedWindow).text(view.window.name()));
        } else if count < view.min_count {
            let reason = Explanation::new(Rule::BelowMinCount)
                .text(view.window.name())
                .number("count", count)
                .number("min_count", view.min_count);
            reasons.push(reason);
        }
        reasons
    }

    /// What sentences say of the two.
    fn relations(&self) -> Result<Vec<Explanation>> {
        let swapped = self.second.entity < self.first.entity;
        let said = relations::said_of(self.tallies, self.key(), self.graph.view().evidence)?;
        let claims = said.into_iter().map(|said| {
            let relation = &said.relation;
            let mut explanation = Explanation::new(ExplanationRule::Relation)
                .about(&[relation.head(), relation.tail()])
                .text(relation.name())
                .number("sentences", relation.count());
            explanation.said = Some(said.said);
            explanation.spans = said.spans;
            explanation.swapped = swapped;
            explanation
        });
        Ok(claims.collect())
    }

    /// The two in the order of their ids.
    fn key(&self) -> (EntityIndex, EntityIndex) {
        let (one, other) = (self.first.entity, self.second.entity);
        (one.min(other), one.max(other))
    }

    /// Sentences from the view's kind of window or, where the pair shares none, from the narrowest kind it shares.
    fn evidence(&self) -> Result<Option<Explanation>> {
        let view = self.graph.view();
        let shares = |window: &Window| self.windows.get(*window) > 0;
        let Some(window) = [view.window].into_iter().chain(Window::ALL).find(shares) else {
            return Ok(None);
        };
        let swapped = self.second.entity < self.first.entity;
        let found = self
            .tallies
            .evidence(&[self.key()], window, view.evidence)?;
        let spans: Vec<_> = found.into_iter().flatten().collect();
        let mut explanation = Explanation::new(ExplanationRule::Evidence)
            .text(window.name())
            .number("shown", spans.len() as u64)
            .number("windows", self.windows.get(window));
        explanation.spans = spans;
        explanation.swapped = swapped;
        Ok(Some(explanation))
    }
}

/// The tally of an entity that must occur. The tallies are in the order of the ids.
fn tally<'t, T: Tallies + ?Sized>(tallies: &'t T, id: &str) -> Result<&'t EntityTally> {
    let all = tallies.entities();
    all.binary_search_by(|tally| tallies.entity(tally.entity).id().cmp(id))
        .map(|found| &all[found])
        .map_err(|_| Error::NotInGraph { id: id.to_owned() })
}

/// The windows two entities share.
fn shared<T: Tallies + ?Sized>(
    tallies: &T,
    one: &EntityTally,
    other: &EntityTally,
) -> WindowCounts {
    let key = (one.entity.min(other.entity), one.entity.max(other.entity));
    let pairs = tallies.pairs();
    pairs
        .binary_search_by_key(&key, |pair: &PairTally| (pair.a, pair.b))
        .map_or_else(|_| WindowCounts::default(), |found| pairs[found].windows)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::association::Measure;
    use crate::graph::fixture::chips;

    fn explained(graph: &EntityGraph, a: &str, b: &str) -> Value {
        serde_json::to_value(graph.explain(a, b, &chips().count()).unwrap()).unwrap()
    }

    fn rules(explanation: &Value) -> Vec<&str> {
        let children = explanation["children"].as_array().unwrap();
        children
            .iter()
            .map(|child| child["rule"].as_str().unwrap())
            .collect()
    }

    #[test]
    fn an_edge_opens_down_to_its_spans() {
        let graph = EntityGraph::builder()
            .evidence(1)
            .build(&chips().count())
            .unwrap();
        let tree = explained(&graph, "nvidia", "h800");
        assert_eq!(tree["rule"], "score");
        assert_eq!(tree["entities"], json!(["nvidia", "h800"]));
        assert_eq!(tree["text"], "g2");
        let score = graph.edge("h800", "nvidia").unwrap().score();
        assert_eq!(tree["numbers"], json!({"score": score}));
        assert_eq!(rules(&tree), ["measure", "windows", "evidence"]);
        let counts = &tree["children"][0]["children"][0];
        assert_eq!(
            counts["numbers"],
            json!({"n_ab": 2, "n_a": 4, "n_b": 2, "n": 9, "expected": 8.0 / 9.0})
        );
        assert_eq!(
            tree["children"][1]["numbers"],
            json!({"sentences": 2, "paragraphs": 2, "documents": 1})
        );
        let evidence = &tree["children"][2];
        assert_eq!(evidence["numbers"], json!({"shown": 1, "windows": 2}));
        assert_eq!(evidence["spans"][0]["a"], json!([[56, 62]])); // Nvidia was named first
        assert_eq!(evidence["spans"][0]["b"], json!([[48, 52]]));
    }

    #[test]
    fn a_pair_apart_is_answered_with_the_wider_windows_it_shares() {
        let graph = EntityGraph::builder()
            .measure(Measure::Pmi)
            .build(&chips().count())
            .unwrap();
        let tree = explained(&graph, "asml", "nvidia");
        assert_eq!(tree["numbers"], json!({})); // the logarithm of zero
        assert_eq!(
            rules(&tree),
            ["no_shared_window", "measure", "windows", "evidence"]
        );
        assert_eq!(
            tree["children"][2]["numbers"],
            json!({"sentences": 0, "paragraphs": 1, "documents": 1})
        );
        assert_eq!(tree["children"][3]["text"], "paragraph");
        assert_eq!(
            tree["children"][3]["spans"][0]["passages"][1]["text"],
            "ASML was there."
        );
        let strangers = explained(&graph, "huang", "smic");
        assert_eq!(
            rules(&strangers),
            ["no_shared_window", "measure", "windows"]
        );
    }

    #[test]
    fn what_the_view_leaves_out_says_why() {
        let graph = EntityGraph::builder()
            .min_count(2)
            .types(["organization", "person"])
            .type_pairs([("organization", "person")])
            .build(&chips().count())
            .unwrap();
        let tree = explained(&graph, "tsmc", "h800");
        assert_eq!(
            rules(&tree)[..3],
            ["type_not_shown", "types_not_joined", "below_min_count"]
        );
        assert_eq!(tree["children"][0]["entities"], json!(["h800"]));
        assert_eq!(
            tree["children"][2]["numbers"],
            json!({"count": 1, "min_count": 2})
        );
    }

    #[test]
    fn names_are_those_serialized() {
        for rule in [
            ExplanationRule::Score,
            ExplanationRule::Measure,
            ExplanationRule::Counts,
            ExplanationRule::Windows,
            ExplanationRule::Evidence,
            ExplanationRule::NoSharedWindow,
            ExplanationRule::BelowMinCount,
            ExplanationRule::TypeNotShown,
            ExplanationRule::TypesNotJoined,
        ] {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }

    #[test]
    fn what_cannot_be_explained_is_an_error() {
        let counts = chips().count();
        let graph = EntityGraph::builder().build(&counts).unwrap();
        assert!(matches!(
            graph.explain("nvidia", "unseen", &counts),
            Err(Error::NotInGraph { id }) if id == "unseen"
        ));
        assert!(matches!(
            graph.explain("nvidia", "nvidia", &counts),
            Err(Error::SameEntity { .. })
        ));
    }
}
