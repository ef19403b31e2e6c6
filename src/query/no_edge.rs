//! Why a view joins two entities by no edge.

use std::collections::{BTreeMap, BTreeSet};

use crate::cooccurrence::{MentionRecord, Observation, Tallies};
use crate::dictionary::{Dictionary, EntityId, EntityIndex};
use crate::error::{Error, Result};
use crate::graph::{EdgeRef, EntityGraph};
use crate::mention::{Rule, Status};

use super::explain::{Pair, tally};
use super::{Explanation, ExplanationRule};

impl EntityGraph {
    /// Asks why two entities have no edge: at the top stands [`ExplanationRule::Edge`] or [`ExplanationRule::NoEdge`], below it each rule of the
    /// view that stands in the way with its numbers, the wider windows the two share, and sentences from those.
    ///
    /// It takes the tallies the graph was built from; where these are of a period, `whole` are those of all time, so that what the period
    /// leaves out is told. Two that a roll-up counts as one are named by that one. What [`NearMisses`] tells stands in no tallies and can be
    /// added.
    ///
    /// # Errors
    /// [`Error::SameEntity`] if both are one without a roll-up; or if a ledger cannot be read.
    ///
    /// # Example
    /// ```
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, document::Document};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// cooccurrences.observe(&annotator.annotate(&Document::new("memo", "Nvidia sells the H800. OpenAI buys the H100.")));
    /// let tallies = cooccurrences.tallies();
    /// let graph = EntityGraph::builder().build(&tallies)?;
    /// let answer = graph.why_not("nvidia", "openai", &tallies, None)?;
    /// let rules: Vec<_> = answer.children.iter().map(|reason| reason.rule.name()).collect();
    /// assert_eq!(rules, ["no_shared_window", "windows", "evidence"]);
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn why_not<T: Tallies + ?Sized>(
        &self,
        a: &str,
        b: &str,
        tallies: &T,
        whole: Option<&T>,
    ) -> Result<Explanation> {
        use ExplanationRule as Rule;

        if let Some(edge) = self.edge(a, b) {
            let ends = |edge: EdgeRef<'_>| [edge.a().id().clone(), edge.b().id().clone()];
            let own = ends(edge);
            let better = self
                .strongest_edges()
                .take_while(|other| ends(*other) != own);
            return Ok(Explanation::new(Rule::Edge)
                .about(&[a, b])
                .text(self.measure().name())
                .number("rank", better.count() as u64 + 1)
                .number("edges", self.edge_count() as u64)
                .number("score", edge.score()));
        }
        let mut answer = Explanation::new(Rule::NoEdge).about(&[a, b]);
        if a == b {
            if tallies.selection().roll_up.is_none() {
                return Err(Error::SameEntity { id: a.to_owned() });
            }
            return Ok(answer.child(Explanation::new(Rule::OneEntity).about(&[a])));
        }
        let find = |id| tally(tallies, id).ok();
        if let (Some(first), Some(second)) = (find(a), find(b)) {
            answer.children = Pair::new(self, tallies, first, second)?.no_edge()?;
        }
        for id in [a, b] {
            if find(id).is_none() {
                let missing = Explanation::new(Rule::NotMentioned).about(&[id]);
                answer.children.push(missing);
            }
        }
        if let Some(whole) = whole {
            answer.children.extend(self.outside(a, b, tallies, whole)?);
        }
        Ok(answer)
    }

    /// What the period leaves out: documents with one that is in none inside, and windows that the two share.
    fn outside<T: Tallies + ?Sized>(
        &self,
        a: &str,
        b: &str,
        inside: &T,
        whole: &T,
    ) -> Result<Vec<Explanation>> {
        use ExplanationRule as Rule;

        let both = |tallies: &T| match (tally(tallies, a), tally(tallies, b)) {
            (Ok(one), Ok(other)) => Ok(Pair::new(self, tallies, one, other)?.count()),
            _ => Ok(0),
        };
        let mut found = Vec::new();
        for id in [a, b] {
            if let (Err(_), Ok(tally)) = (tally(inside, id), tally(whole, id)) {
                let claim = Explanation::new(Rule::MentionedOutside).about(&[id]);
                found.push(claim.number("documents", tally.windows.documents));
            }
        }
        let outside = both(whole)?.saturating_sub(both(inside)?);
        if outside > 0 {
            let claim = Explanation::new(Rule::OutsidePeriod).text(self.view().unit());
            found.push(claim.number("windows", outside));
        }
        Ok(found)
    }
}

/// Finds the mentions that did not count and stand between two entities and an edge: sentences that hold something that may be each of the
/// two, but not both accepted.
///
/// # Example
/// ```
/// use comention::query::NearMisses;
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let dictionary = Dictionary::ai_industry();
/// let annotator = Annotator::new(&dictionary)?;
/// let mut misses = NearMisses::new(dictionary.find("Sam Altman")[0], dictionary.find("Nvidia")[0]);
/// let memo = Document::new("memo", "Altman called Nvidia.");
/// misses.add(&annotator.annotate(&memo).into_observation());
/// let found = misses.finish(&dictionary);
/// assert_eq!((found[0].rule.name(), found[0].text.as_deref()), ("refused", Some("needs_missing")));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NearMisses {
    ends: [EntityIndex; 2],
    /// Sentences by the end that was refused, 0 or 1, and the rule that did.
    near: BTreeMap<(usize, Rule), u64>,
    /// The same whatever else the sentence holds.
    alone: BTreeMap<(usize, Rule), u64>,
    /// Whether something of each end counts anywhere.
    occurs: [bool; 2],
}

impl NearMisses {
    /// Starts with nothing seen.
    pub const fn new(a: EntityIndex, b: EntityIndex) -> Self {
        Self {
            ends: [a, b],
            near: BTreeMap::new(),
            alone: BTreeMap::new(),
            occurs: [false; 2],
        }
    }

    /// Looks through a document.
    ///
    /// # Complexity
    /// Linear in its mentions, and in each sentence in the pairs of mentions of the two.
    pub fn add(&mut self, observation: &Observation) {
        let mut sentences: BTreeMap<u32, [Vec<&MentionRecord>; 2]> = BTreeMap::new();
        for mention in &observation.mentions {
            let targets = observation.targets(mention);
            for (end, entity) in self.ends.iter().enumerate() {
                if targets.contains(entity) {
                    sentences.entry(mention.sentence).or_default()[end].push(mention);
                }
            }
        }
        for mentions in sentences.values() {
            // One span that could be either is not both.
            let apart = mentions[0]
                .iter()
                .any(|one| mentions[1].iter().any(|other| one.span != other.span));
            for (end, mentions) in mentions.iter().enumerate() {
                if mentions.iter().any(|one| one.status == Status::Accepted) {
                    self.occurs[end] = true;
                    continue;
                }
                let rules: BTreeSet<Rule> = mentions.iter().map(|one| one.rule).collect();
                for rule in rules {
                    *self.alone.entry((end, rule)).or_default() += 1;
                    if apart {
                        *self.near.entry((end, rule)).or_default() += 1;
                    }
                }
            }
        }
    }

    /// What was found, by the entity, then by the rule: [`ExplanationRule::Refused`]; of an entity that counts nowhere also
    /// [`ExplanationRule::RefusedMentions`]. The dictionary is that of the entities.
    pub fn finish(&self, dictionary: &Dictionary) -> Vec<Explanation> {
        let claim = |kind, (&(end, rule), &sentences): (&(usize, Rule), &u64)| {
            let mut claim = Explanation::new(kind).text(rule.name());
            let id = dictionary.entity(self.ends[end]).id();
            claim.entities = vec![EntityId::new(id)];
            claim.number("sentences", sentences)
        };
        let near = self.near.iter();
        let near = near.map(|found| claim(ExplanationRule::Refused, found));
        let alone = self.alone.iter().filter(|((end, _), _)| !self.occurs[*end]);
        let alone = alone.map(|found| claim(ExplanationRule::RefusedMentions, found));
        near.chain(alone).collect()
    }
}
