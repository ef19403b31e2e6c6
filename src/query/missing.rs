//! Pairs without an edge although they share neighbours: links that may be missing, or worth looking into.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use petgraph::graph::NodeIndex;

use crate::cooccurrence::{Tallies, WindowCounts};
use crate::dictionary::EntityId;
use crate::error::Result;
use crate::graph::{EntityGraph, LinkPrediction, Node, Predictor};

use super::explain::{shared, tally};

impl EntityGraph {
    /// The pairs that are no edge of this graph and have the best scores by an index of the neighbours they share (then by ids), at most
    /// `limit`; those of one entity only, if one is given. Only pairs that share a neighbour are looked at; by [`LinkPrediction::Katz`] all
    /// that hang together.
    ///
    /// A pair with edges to the same entities, and none between the two, is where a connection is missing from the texts, from the dictionary,
    /// or from what is known yet: the question of literature-based discovery. It takes the tallies the graph was built from, because such a
    /// pair may share wider windows all the same.
    ///
    /// # Errors
    /// [`Error::NotInGraph`](crate::Error::NotInGraph)
    ///
    /// # Complexity
    /// The sum of the squared degrees; for one entity, the sum of the degrees of its neighbours. By walks far more: see [`LinkPrediction::Katz`].
    ///
    /// # References
    /// Swanson (1986), *Fish Oil, Raynaud's Syndrome, and Undiscovered Public Knowledge*; see [`LinkPrediction`] for the scores.
    pub fn missing<T: Tallies + ?Sized>(
        &self,
        around: Option<&str>,
        index: LinkPrediction,
        limit: usize,
        tallies: &T,
    ) -> Result<MissingLinks<'_>> {
        let around = around.map(|id| self.require(id)).transpose()?;
        let predictor = Predictor::new(self, index);
        let kind = |end: NodeIndex| self.as_petgraph()[end].entity_type().as_str();
        let joins = |a, b| self.view().joins(kind(a), kind(b));
        let (best, all) = predictor.best(around, joins, limit);
        let mut links = Vec::with_capacity(best.len());
        for found in best {
            // The entity asked about comes first.
            let (first, second) = if around == Some(found.b) {
                (found.b, found.a)
            } else {
                (found.a, found.b)
            };
            let [a, b] = [first, second].map(|end| &self.as_petgraph()[end]);
            let witnesses = predictor.witnesses(found.a, found.b).into_iter();
            let score = |end: &Node, node: &Node| {
                self.edge(end.id().as_str(), node.id().as_str())
                    .map_or(0.0, |edge| edge.score())
            };
            let witness = |place| {
                let node: &Node = &self.as_petgraph()[place];
                SharedNeighbor {
                    entity: node,
                    degree: self.as_petgraph().neighbors(place).count(),
                    score_a: score(a, node),
                    score_b: score(b, node),
                }
            };
            links.push(MissingLink {
                a,
                b,
                score: found.score,
                steps: found.steps,
                index,
                windows: shared(
                    tallies,
                    tally(tallies, a.id().as_str())?,
                    tally(tallies, b.id().as_str())?,
                ),
                shared: witnesses.map(witness).collect(),
            });
        }
        Ok(MissingLinks {
            links,
            all,
            damping: predictor.damping(),
        })
    }
}

/// The answer to [`EntityGraph::missing`]. Serializes as the list of the links.
#[derive(Clone, Debug)]
pub struct MissingLinks<'g> {
    links: Vec<MissingLink<'g>>,
    all: usize,
    damping: Option<f64>,
}

impl<'g> MissingLinks<'g> {
    /// The links, best score first.
    pub fn links(&self) -> &[MissingLink<'g>] {
        &self.links
    }

    /// How many pairs without an edge share a neighbour, or by [`LinkPrediction::Katz`] hang together.
    pub const fn all(&self) -> usize {
        self.all
    }

    /// The `beta` of [`LinkPrediction::Katz`], if that was asked for.
    pub const fn damping(&self) -> Option<f64> {
        self.damping
    }
}

impl Serialize for MissingLinks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.links.serialize(serializer)
    }
}

/// Two entities that share neighbours, or at least hang together, and no edge.
///
/// Serializes as `a` and `b` (ids), `score`, `index` (its name), `steps`, `sentences`, `paragraphs`, `documents` (that both share all the same),
/// and `shared` (`id`, `name`, `degree`, `score_a`, `score_b`), the neighbours that say most first.
#[derive(Clone, Debug)]
pub struct MissingLink<'g> {
    a: &'g Node,
    b: &'g Node,
    score: f64,
    steps: usize,
    index: LinkPrediction,
    windows: WindowCounts,
    shared: Vec<SharedNeighbor<'g>>,
}

impl<'g> MissingLink<'g> {
    /// The entity asked about, or that with the smaller id.
    pub const fn a(&self) -> &'g Node {
        self.a
    }

    /// The other.
    pub const fn b(&self) -> &'g Node {
        self.b
    }

    /// The value of the index.
    pub const fn score(&self) -> f64 {
        self.score
    }

    /// The edges on the shortest way between them: 2 where they share a neighbour.
    pub const fn steps(&self) -> usize {
        self.steps
    }

    /// The windows of each kind that both share all the same.
    pub const fn windows(&self) -> WindowCounts {
        self.windows
    }

    /// The neighbours that both share, those that say most first.
    pub fn shared(&self) -> &[SharedNeighbor<'g>] {
        &self.shared
    }
}

impl Serialize for MissingLink<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("MissingLink", 9)?;
        record.serialize_field("a", self.a.id())?;
        record.serialize_field("b", self.b.id())?;
        record.serialize_field("score", &self.score)?;
        record.serialize_field("index", &self.index)?;
        record.serialize_field("steps", &self.steps)?;
        record.serialize_field("sentences", &self.windows.sentences)?;
        record.serialize_field("paragraphs", &self.windows.paragraphs)?;
        record.serialize_field("documents", &self.windows.documents)?;
        record.serialize_field("shared", &self.shared)?;
        record.end()
    }
}

/// A neighbour that two entities share.
#[derive(Clone, Copy, Debug)]
pub struct SharedNeighbor<'g> {
    entity: &'g Node,
    degree: usize,
    score_a: f64,
    score_b: f64,
}

impl<'g> SharedNeighbor<'g> {
    /// Who it is.
    pub const fn entity(&self) -> &'g Node {
        self.entity
    }

    /// How many neighbours it has: the fewer, the more it says.
    pub const fn degree(&self) -> usize {
        self.degree
    }

    /// The scores of its edges to both, in the order in which the pair names them.
    pub const fn scores(&self) -> [f64; 2] {
        [self.score_a, self.score_b]
    }
}

impl Serialize for SharedNeighbor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id: &EntityId = self.entity.id();
        let mut record = serializer.serialize_struct("SharedNeighbor", 5)?;
        record.serialize_field("id", id)?;
        record.serialize_field("name", self.entity.name())?;
        record.serialize_field("degree", &self.degree)?;
        record.serialize_field("score_a", &self.score_a)?;
        record.serialize_field("score_b", &self.score_b)?;
        record.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::association::Measure;
    use crate::error::Error;
    use crate::graph::fixture::chips;

    #[test]
    fn pairs_come_with_what_speaks_for_them() {
        let counts = chips().count();
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .build(&counts)
            .unwrap();
        let ask = |around| graph.missing(around, LinkPrediction::default(), 10, &counts);
        let all = ask(None).unwrap();
        // Nvidia and TSMC have three neighbours each; asml has TSMC, huang has Nvidia.
        let pairs: Vec<_> = all
            .links()
            .iter()
            .map(|link| (link.a().id().as_str(), link.b().id().as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("asml", "h800"),
                ("asml", "nvidia"),
                ("h800", "huang"),
                ("huang", "tsmc")
            ]
        );
        assert_eq!(all.all(), 4);
        assert!((all.links()[0].score() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(
            serde_json::to_value(&all.links()[1]).unwrap(),
            json!({"a": "asml", "b": "nvidia", "score": 1.0 / 3.0, "index": "resource-allocation", "steps": 2,
                   "sentences": 0, "paragraphs": 1, "documents": 1,
                   "shared": [{"id": "tsmc", "name": "TSMC", "degree": 3, "score_a": 1.0, "score_b": 2.0}]})
        );
        let of_tsmc = ask(Some("tsmc")).unwrap();
        let [link] = of_tsmc.links() else {
            panic!("one pair")
        };
        assert_eq!(
            (link.a().id().as_str(), link.b().id().as_str()),
            ("tsmc", "huang")
        );
        assert_eq!(
            link.shared()[0].scores().map(f64::to_bits),
            [2.0, 1.0].map(f64::to_bits)
        );
        assert!(ask(Some("smic")).unwrap().links().is_empty());
        assert!(matches!(ask(Some("unseen")), Err(Error::NotInGraph { .. })));
    }
}
