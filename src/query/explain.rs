//! Why a pair has the score it has.

use crate::association::{Contingency, Measure, PointSums};
use crate::cooccurrence::{EntityTally, Evidence, PairTally, Tallies, Window, WindowCounts};
use crate::dictionary::{EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::graph::{EntityGraph, Points, Significance, Significances};

use super::explain_distances::Near;
use super::{
    Explanation, ExplanationRule, explain_cut, explain_distances, explain_points, relations,
};

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
        Pair::new(self, tallies, first, second)?.explain()
    }
}

/// Two entities that occur, in the order they were named.
pub(super) struct Pair<'q, T: Tallies + ?Sized> {
    graph: &'q EntityGraph,
    tallies: &'q T,
    first: &'q EntityTally,
    second: &'q EntityTally,
    windows: WindowCounts,
    /// Their mentions, in a window of tokens.
    near: Option<Near>,
}

impl<'q, T: Tallies + ?Sized> Pair<'q, T> {
    pub(super) fn new(
        graph: &'q EntityGraph,
        tallies: &'q T,
        first: &'q EntityTally,
        second: &'q EntityTally,
    ) -> Result<Self> {
        let (key, swapped) = in_order(first, second);
        Ok(Self {
            graph,
            tallies,
            windows: shared(tallies, first, second),
            near: Near::of(graph, tallies, key, swapped)?,
            first,
            second,
        })
    }

    /// How often the two meet in the view.
    pub(super) fn count(&self) -> u64 {
        match &self.near {
            None => self.windows.get(self.graph.view().window),
            Some(near) => near.count(),
        }
    }

    /// Why the view joins the two by no edge, if it does not; the windows they share all the same, and sentences that show it.
    pub(super) fn no_edge(&self) -> Result<Vec<Explanation>> {
        // Of all pairs, so only where it can be a reason.
        let significance = match self.graph.view().fdr {
            Some(_) => self.significance()?,
            None => None,
        };
        let mut reasons = self.left_out(significance.as_ref())?;
        if self.windows != WindowCounts::default() {
            reasons.push(self.shared_windows());
            reasons.extend(self.evidence()?);
        }
        Ok(reasons)
    }

    fn shared_windows(&self) -> Explanation {
        Explanation::new(ExplanationRule::Windows)
            .number("sentences", self.windows.sentences)
            .number("paragraphs", self.windows.paragraphs)
            .number("documents", self.windows.documents)
    }

    fn explain(&self) -> Result<Explanation> {
        use ExplanationRule as Rule;

        let significance = self.significance()?;
        let mut score = self.score(significance.as_ref())?;
        score.children.push(self.shared_windows());
        score.children.extend(self.independent()?);
        if let Some((significance, tests)) = significance {
            score = score.child(
                Explanation::new(Rule::Significance)
                    .number("p_value", significance.p_value)
                    .number("q_value", significance.q_value)
                    .number("tests", tests),
            );
        }
        score.children.extend(self.relations()?);
        score.children.extend(self.evidence()?);
        Ok(score)
    }

    /// The score, why the view leaves the pair out all the same, and what the score is computed from.
    fn score(&self, significance: Option<&(Significance, u64)>) -> Result<Explanation> {
        use ExplanationRule as Rule;

        let (view, measure) = (self.graph.view(), self.graph.measure());
        let ids = [self.first, self.second].map(|end| self.tallies.entity(end.entity).id());
        let score = Explanation::new(Rule::Score)
            .about(&ids)
            .text(measure.name());
        let formula = Explanation::new(Rule::Measure).text(view.formula());
        if let Some(near) = &self.near {
            let mut score = score.number("score", near.score());
            score.children = self.left_out(significance)?;
            return Ok(score.child(formula.child(near.explain())));
        }
        let table = Contingency::of_entities(
            self.count(),
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
        let (key, swapped) = in_order(self.first, self.second);
        let sums = if measure == Measure::Combined {
            Points::of(self.tallies).sums(self.first.entity, self.second.entity)
        } else {
            PointSums::default()
        };
        let mut score = score.number("score", measure.edge_score(&table, &sums));
        score.children = self.left_out(significance)?;
        Ok(if measure == Measure::Combined {
            let points = explain_points::explain(self.tallies, key, &sums, view.evidence, swapped)?;
            score.child(formula.child(points)).child(counts)
        } else {
            score.child(formula.child(counts))
        })
    }

    /// What is left of the shared windows when near-duplicates count once; nothing where no window is shared.
    fn independent(&self) -> Result<Option<Explanation>> {
        if self.windows == WindowCounts::default() {
            return Ok(None);
        }
        let key = self.key();
        let windows = self.tallies.counted().independent().shared(key.0, key.1);
        let mut explanation = Explanation::new(ExplanationRule::Independent)
            .number("sentences", windows.sentences)
            .number("paragraphs", windows.paragraphs)
            .number("documents", windows.documents);
        if let Some(near) = &self.near {
            explanation = explanation.number("pairs", near.independent());
        }
        if let Some(sources) = self.tallies.sources(key.0, key.1)? {
            explanation = explanation.number("sources", sources);
        }
        Ok(Some(explanation))
    }

    /// The two, the smaller first.
    fn key(&self) -> (EntityIndex, EntityIndex) {
        in_order(self.first, self.second).0
    }

    /// How sure it is that the pair is no chance, and among how many tests; nothing when it shares no document or the view does not test
    /// it, as in a window of tokens.
    fn significance(&self) -> Result<Option<(Significance, u64)>> {
        let view = self.graph.view();
        if view.tokens.is_some() {
            return Ok(None);
        }
        let Some(place) = place(self.tallies, self.first, self.second) else {
            return Ok(None);
        };
        let shown = |tally: &EntityTally| {
            let entity = self.tallies.entity(tally.entity);
            view.shows(entity.entity_type())
        };
        let all = Significances::of(self.tallies, view, shown)?;
        Ok(all
            .get(place)
            .map(|significance| (significance, all.tests())))
    }

    /// Why the view does not show the pair; nothing when it does.
    fn left_out(&self, significance: Option<&(Significance, u64)>) -> Result<Vec<Explanation>> {
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
        let count = self.count();
        if count == 0 {
            let mut reason = Explanation::new(Rule::NoSharedWindow).text(view.window_name());
            if self.near.is_some()
                && let Some(closest) = explain_distances::closest(self.tallies, self.key())?
            {
                reason = reason.number("closest", u64::from(closest));
            }
            reasons.push(reason);
        } else if count < view.min_count {
            let reason = Explanation::new(Rule::BelowMinCount)
                .text(view.unit())
                .number("count", count)
                .number("min_count", view.min_count);
            reasons.push(reason);
        }
        reasons.extend(self.cut());
        if let (Some(fdr), Some((significance, _))) = (view.fdr, significance)
            && significance.q_value > fdr
        {
            let reason = Explanation::new(Rule::AboveFdr)
                .number("q_value", significance.q_value)
                .number("fdr", fdr);
            reasons.push(reason);
        }
        Ok(reasons)
    }

    /// The rule that cut the edge, if one did.
    fn cut(&self) -> Option<Explanation> {
        let mut ends = [self.first.entity, self.second.entity];
        ends.sort_unstable();
        let cut = self.graph.cut(ends[0], ends[1])?;
        let ids = ends.map(|end| self.tallies.entity(end).id());
        Some(explain_cut::explain(cut, &self.graph.view().thinning, ids))
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

    /// Sentences from the view's kind of window or, where the pair shares none, from the narrowest kind it shares.
    fn evidence(&self) -> Result<Option<Explanation>> {
        let view = self.graph.view();
        let swapped = self.second.entity < self.first.entity;
        let claim = |window: Window, windows, found: Vec<Vec<Evidence>>| {
            let spans: Vec<_> = found.into_iter().flatten().collect();
            let mut explanation = Explanation::new(ExplanationRule::Evidence)
                .text(window.name())
                .number("shown", spans.len() as u64)
                .number("windows", windows);
            explanation.spans = spans;
            explanation.swapped = swapped;
            explanation
        };
        let pairs = [self.key()];
        if let (Some(near), Some(tokens)) = (&self.near, view.tokens)
            && near.count() > 0
        {
            let found = self
                .tallies
                .evidence_within(&pairs, tokens.width, view.evidence)?;
            return Ok(Some(claim(view.window, near.paragraphs(), found)));
        }
        let shares = |window: &Window| self.windows.get(*window) > 0;
        let Some(window) = [view.window].into_iter().chain(Window::ALL).find(shares) else {
            return Ok(None);
        };
        let found = self.tallies.evidence(&pairs, window, view.evidence)?;
        Ok(Some(claim(window, self.windows.get(window), found)))
    }
}

/// The entities of two tallies, the smaller first, and whether that is the second.
fn in_order(first: &EntityTally, second: &EntityTally) -> ((EntityIndex, EntityIndex), bool) {
    let (first, second) = (first.entity, second.entity);
    ((first.min(second), first.max(second)), second < first)
}

/// The tally of an entity that must occur. The tallies are in the order of the ids.
pub(super) fn tally<'t, T: Tallies + ?Sized>(tallies: &'t T, id: &str) -> Result<&'t EntityTally> {
    let all = tallies.entities();
    all.binary_search_by(|tally| tallies.entity(tally.entity).id().cmp(id))
        .map(|found| &all[found])
        .map_err(|_| Error::NotInGraph { id: id.to_owned() })
}

/// The windows two entities share.
pub(super) fn shared<T: Tallies + ?Sized>(
    tallies: &T,
    one: &EntityTally,
    other: &EntityTally,
) -> WindowCounts {
    place(tallies, one, other).map_or_else(WindowCounts::default, |found| {
        tallies.pairs()[found].windows
    })
}

/// Where two entities stand among the pairs.
fn place<T: Tallies + ?Sized>(
    tallies: &T,
    one: &EntityTally,
    other: &EntityTally,
) -> Option<usize> {
    let key = (one.entity.min(other.entity), one.entity.max(other.entity));
    let pairs = tallies.pairs();
    pairs
        .binary_search_by_key(&key, |pair: &PairTally| (pair.a, pair.b))
        .ok()
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
            .measure(Measure::LogLikelihood)
            .evidence(1)
            .build(&chips().count())
            .unwrap();
        let tree = explained(&graph, "nvidia", "h800");
        assert_eq!(tree["rule"], "score");
        assert_eq!(tree["entities"], json!(["nvidia", "h800"]));
        assert_eq!(tree["text"], "g2");
        let score = graph.edge("h800", "nvidia").unwrap().score();
        assert_eq!(tree["numbers"], json!({"score": score}));
        assert_eq!(
            rules(&tree),
            [
                "measure",
                "windows",
                "independent",
                "significance",
                "evidence"
            ]
        );
        let counts = &tree["children"][0]["children"][0];
        assert_eq!(
            counts["numbers"],
            json!({"n_ab": 2, "n_a": 4, "n_b": 2, "n": 9, "expected": 8.0 / 9.0})
        );
        assert_eq!(
            tree["children"][1]["numbers"],
            json!({"sentences": 2, "paragraphs": 2, "documents": 1})
        );
        assert_eq!(
            tree["children"][2]["numbers"],
            json!({"sentences": 2, "paragraphs": 2, "documents": 1})
        );
        let significance = &tree["children"][3];
        assert_eq!(significance["numbers"]["tests"], 15); // six entities
        let evidence = &tree["children"][4];
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
            [
                "no_shared_window",
                "measure",
                "windows",
                "independent",
                "significance",
                "evidence"
            ]
        );
        assert_eq!(
            tree["children"][2]["numbers"],
            json!({"sentences": 0, "paragraphs": 1, "documents": 1})
        );
        assert_eq!(tree["children"][5]["text"], "paragraph");
        assert_eq!(
            tree["children"][5]["spans"][0]["passages"][1]["text"],
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
