//! How two entities hang together.

use std::borrow::Cow;
use std::cmp::Ordering;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef as _;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::association::Measure;
use crate::error::Result;
use crate::graph::{EdgeRef, EntityGraph, Node, RelationRecord};

use super::neighbors::records;

impl EntityGraph {
    /// The strongest path between two entities, and all that are as strong.
    ///
    /// Fewest steps first: each step adds a doubt. Among those the weakest step decides (the better its score, the better the path), then
    /// the second weakest, and so on. Scores are only compared, never added or multiplied, so the answer is the same for every measure that
    /// ranks the edges alike. Paths equal in all steps are ties, listed in the order of their ids, at most `limit` of them besides the
    /// first.
    ///
    /// The path of an entity to itself is found and has no steps.
    ///
    /// # Errors
    /// [`Error::NotInGraph`](crate::Error::NotInGraph) if one of them is not in the graph. That no path exists is an answer, not an error.
    ///
    /// # Complexity
    /// For a path of `k` steps: `k` times the edges nearer than that, whatever the number of paths; plus the ties listed.
    pub fn path(&self, from: &str, to: &str, limit: usize) -> Result<Paths<'_>> {
        let (start, goal) = (self.require(from)?, self.require(to)?);
        let mut paths = Search::new(self, start, goal)
            .map(|search| search.paths(start, limit.saturating_add(2)))
            .unwrap_or_default();
        let capped = paths.len() > limit.saturating_add(1);
        paths.truncate(limit.saturating_add(1));
        let mut paths = paths.into_iter();
        Ok(Paths {
            best: paths.next(),
            ties: paths.collect(),
            capped,
            window: self.view().window_name(),
            measure: self.measure(),
        })
    }
}

/// The answer to [`EntityGraph::path`].
///
/// Serializes as `found`, `window`, `measure`, `length` (steps; null when there is no path), `steps` (`a`, `b`, `score`, `evidence`), `ties`
/// (lists of steps) and `capped` (whether more ties exist than are listed).
#[derive(Clone, Debug)]
pub struct Paths<'g> {
    best: Option<Path<'g>>,
    ties: Vec<Path<'g>>,
    capped: bool,
    window: Cow<'static, str>,
    measure: Measure,
}

impl<'g> Paths<'g> {
    /// Whether there is a path.
    pub const fn found(&self) -> bool {
        self.best.is_some()
    }

    /// The number of steps.
    pub fn length(&self) -> Option<usize> {
        self.best.as_ref().map(|path| path.steps.len())
    }

    /// The strongest path; among ties the first by ids.
    pub const fn best(&self) -> Option<&Path<'g>> {
        self.best.as_ref()
    }

    /// The other paths that are as strong, in the order of their ids.
    pub fn ties(&self) -> &[Path<'g>] {
        &self.ties
    }

    /// Whether there are more ties than were asked for.
    pub const fn capped(&self) -> bool {
        self.capped
    }
}

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Paths", 7)?;
        record.serialize_field("found", &self.found())?;
        record.serialize_field("window", &self.window)?;
        record.serialize_field("measure", &self.measure)?;
        record.serialize_field("length", &self.length())?;
        record.serialize_field("steps", self.best().map_or(&[][..], Path::steps))?;
        record.serialize_field("ties", &self.ties)?;
        record.serialize_field("capped", &self.capped)?;
        record.end()
    }
}

/// A way from one entity to another. Serializes as its list of steps.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(transparent)]
pub struct Path<'g> {
    steps: Vec<Step<'g>>,
}

impl<'g> Path<'g> {
    /// The steps, from the first entity asked for to the second.
    pub fn steps(&self) -> &[Step<'g>] {
        &self.steps
    }
}

/// One step of a [`Path`].
///
/// Serializes as `a` and `b` (the ids it leads from and to), `score`, `relations` (if any) and `evidence`, in which
/// `a` and `b` are the same two.
#[derive(Clone, Copy, Debug)]
pub struct Step<'g> {
    edge: EdgeRef<'g>,
    reversed: bool,
}

impl<'g> Step<'g> {
    /// Where it leads from.
    pub const fn from(&self) -> &'g Node {
        if self.reversed {
            self.edge.b()
        } else {
            self.edge.a()
        }
    }

    /// Where it leads to.
    pub const fn to(&self) -> &'g Node {
        if self.reversed {
            self.edge.a()
        } else {
            self.edge.b()
        }
    }

    /// The edge it goes along.
    pub const fn edge(&self) -> EdgeRef<'g> {
        self.edge
    }
}

impl Serialize for Step<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Step", 5)?;
        record.serialize_field("a", self.from().id())?;
        record.serialize_field("b", self.to().id())?;
        record.serialize_field("score", &self.edge.score())?;
        let relations = self.edge.edge().relations();
        if !relations.is_empty() {
            let records: Vec<_> = relations.iter().map(RelationRecord::new).collect();
            record.serialize_field("relations", &records)?;
        }
        record.serialize_field("evidence", &records(self.edge.evidence(), self.reversed))?;
        record.end()
    }
}

/// The scores of a path, weakest first. The greater list is the stronger path.
type Strength = Vec<f64>;

/// Distances and best strengths from every entity near enough to the goal.
///
/// The breadth-first layers around the goal are the only ways a shortest path can go. Lists of equal length keep their order when the same
/// score is added to both, so the best way from an entity is one step and then the best way from where it leads: one pass, layer by layer.
struct Search<'g> {
    graph: &'g EntityGraph,
    /// By node: its distance from the goal and the strength of the best way there.
    ways: Vec<Option<(usize, Strength)>>,
}

impl<'g> Search<'g> {
    /// Looks from the goal backwards until the start is found; `None` when it never is.
    fn new(graph: &'g EntityGraph, start: NodeIndex, goal: NodeIndex) -> Option<Self> {
        let mut search = Self {
            graph,
            ways: vec![None; graph.node_count()],
        };
        search.ways[goal.index()] = Some((0, Strength::new()));
        let mut layer = vec![goal];
        for distance in 1.. {
            if search.ways[start.index()].is_some() {
                return Some(search);
            }
            if layer.is_empty() {
                return None;
            }
            let mut next = Vec::new();
            for node in layer {
                for other in graph.as_petgraph().neighbors(node) {
                    if search.ways[other.index()].is_none() {
                        search.ways[other.index()] = Some((distance, Strength::new()));
                        next.push(other);
                    }
                }
            }
            for &node in &next {
                let best = search
                    .steps_from(node)
                    .map(|(_, _, strength)| strength)
                    .max_by(|x, y| compare(x, y))
                    .expect("a node of a layer was reached from the layer before");
                search.ways[node.index()] = Some((distance, best));
            }
            layer = next;
        }
        None
    }

    fn way(&self, node: NodeIndex) -> Option<(usize, &Strength)> {
        let way = self.ways[node.index()].as_ref();
        way.map(|(distance, strength)| (*distance, strength))
    }

    /// The steps that lead nearer to the goal, each with the strength of the best way that begins with it.
    fn steps_from(
        &self,
        node: NodeIndex,
    ) -> impl Iterator<Item = (NodeIndex, EdgeIndex, Strength)> + '_ {
        let here = self.way(node).map(|(distance, _)| distance);
        self.graph
            .as_petgraph()
            .edges(node)
            .filter_map(move |edge| {
                let other = edge.target(); // petgraph turns the edges of `edges(node)` so that they leave the node
                let (distance, rest) = self.way(other)?;
                (Some(distance + 1) == here)
                    .then(|| (other, edge.id(), with(rest, edge.weight().score())))
            })
    }

    /// The steps that begin a best way, in the order of the ids they lead to.
    fn best_steps(&self, node: NodeIndex) -> std::vec::IntoIter<(NodeIndex, EdgeIndex)> {
        let (_, best) = self.way(node).expect("only nodes with a way are visited");
        let mut steps: Vec<_> = self
            .steps_from(node)
            .filter(|(_, _, strength)| compare(strength, best).is_eq())
            .map(|(other, edge, _)| (other, edge))
            .collect();
        steps.sort_unstable();
        steps.into_iter()
    }

    /// The best paths from `start`, in the order of their ids, at most `limit`. Every step taken leads to the goal, so no search is in vain.
    fn paths(&self, start: NodeIndex, limit: usize) -> Vec<Path<'g>> {
        let length = self.way(start).map_or(0, |(distance, _)| distance);
        if length == 0 {
            return vec![Path { steps: Vec::new() }];
        }
        let mut found = Vec::new();
        let mut steps: Vec<Step<'g>> = Vec::new();
        let mut choices = vec![(start, self.best_steps(start))];
        while let Some((node, choice)) = choices.last_mut() {
            let Some((other, edge)) = choice.next() else {
                choices.pop();
                steps.pop();
                continue;
            };
            steps.push(Step {
                edge: self.graph.edge_ref(edge),
                reversed: other < *node,
            });
            if steps.len() < length {
                choices.push((other, self.best_steps(other)));
                continue;
            }
            found.push(Path {
                steps: steps.clone(),
            });
            if found.len() == limit {
                break;
            }
            steps.pop();
        }
        found
    }
}

/// The strength of a path with one more step.
fn with(rest: &[f64], score: f64) -> Strength {
    let place = rest.partition_point(|other| other.total_cmp(&score).is_lt());
    let mut strength = Vec::with_capacity(rest.len() + 1);
    strength.extend_from_slice(&rest[..place]);
    strength.push(score);
    strength.extend_from_slice(&rest[place..]);
    strength
}

/// Compares the weakest steps, then the second weakest, and so on.
fn compare(x: &[f64], y: &[f64]) -> Ordering {
    x.iter()
        .zip(y)
        .map(|(x, y)| x.total_cmp(y))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::error::Error;
    use crate::graph::fixture::{Counts, chips};

    type Pairs = BTreeMap<(u32, u32), u64>;

    fn graph(nodes: u32, pairs: &Pairs) -> EntityGraph {
        EntityGraph::builder()
            .measure(Measure::Count)
            .build(&Counts::made_up(nodes, pairs))
            .unwrap()
    }

    fn route(path: &Path<'_>) -> Vec<String> {
        let first = path.steps().first().map(Step::from);
        let nodes = first
            .into_iter()
            .chain(path.steps().iter().map(Step::to))
            .collect::<Vec<_>>();
        nodes.iter().map(|node| node.id().to_string()).collect()
    }

    #[test]
    fn fewest_steps_then_the_best_weakest_step() {
        // 0-1-5 has a weakest step of 3, 0-2-5 of 4 (though its sum is less), 0-3-4-5 is strongest but longer.
        let pairs = [
            ((0, 1), 90),
            ((1, 5), 3),
            ((0, 2), 4),
            ((2, 5), 5),
            ((0, 3), 99),
            ((3, 4), 99),
            ((4, 5), 99),
        ];
        let graph = graph(6, &pairs.into());
        let paths = graph.path("n00", "n05", 10).unwrap();
        assert_eq!(route(paths.best().unwrap()), ["n00", "n02", "n05"]);
        assert_eq!(paths.length(), Some(2));
        assert!(paths.ties().is_empty() && !paths.capped());
    }

    #[test]
    fn equal_weakest_steps_are_settled_by_the_next() {
        let pairs = [((0, 1), 3), ((1, 3), 7), ((0, 2), 8), ((2, 3), 3)];
        let graph = graph(4, &pairs.into());
        let paths = graph.path("n03", "n00", 10).unwrap();
        assert_eq!(route(paths.best().unwrap()), ["n03", "n02", "n00"]);
    }

    #[test]
    fn ties_are_listed_in_order_up_to_the_limit() {
        // From 0 over any of 1..=4, then over any of 5..=8, to 9, all alike: 16 paths.
        let mut pairs = Pairs::new();
        for middle in 1..=4 {
            pairs.insert((0, middle), 2);
            for late in 5..=8 {
                pairs.insert((middle, late), 2);
                pairs.insert((late, 9), 2);
            }
        }
        let graph = graph(10, &pairs);
        let all = graph.path("n00", "n09", 15).unwrap();
        assert_eq!((all.ties().len(), all.capped()), (15, false));
        let routes: Vec<_> = all
            .best()
            .into_iter()
            .chain(all.ties())
            .map(route)
            .collect();
        assert!(routes.is_sorted());
        let some = graph.path("n00", "n09", 3).unwrap();
        assert_eq!((some.ties().len(), some.capped()), (3, true));
        assert_eq!(route(&some.ties()[2]), routes[3]);
        let none = graph.path("n00", "n09", 0).unwrap();
        assert_eq!((none.ties().len(), none.capped()), (0, true));
        assert!(none.found());
    }

    #[test]
    fn a_ladder_of_ties_is_no_trouble() {
        // 2^100 equal paths: a search that walked them would not end.
        let mut pairs = Pairs::new();
        for rung in 0..100 {
            let base = 3 * rung;
            for side in [1, 2] {
                pairs.insert((base, base + side), 1);
                pairs.insert((base + side, base + 3), 1);
            }
        }
        let graph = graph(301, &pairs);
        let paths = graph.path("n000", "n300", 5).unwrap();
        assert_eq!(paths.length(), Some(200));
        assert_eq!((paths.ties().len(), paths.capped()), (5, true));
    }

    #[test]
    fn no_path_is_an_answer_and_no_entity_an_error() {
        let graph = EntityGraph::builder().build(&chips().count()).unwrap();
        let paths = graph.path("smic", "nvidia", 10).unwrap();
        assert!(!paths.found());
        assert_eq!(
            serde_json::to_string(&paths).unwrap(),
            r#"{"found":false,"window":"sentence","measure":"combined","length":null,"steps":[],"ties":[],"capped":false}"#
        );
        assert!(matches!(
            graph.path("smic", "unseen", 10),
            Err(Error::NotInGraph { id }) if id == "unseen"
        ));
        let same = graph.path("smic", "smic", 10).unwrap();
        assert_eq!((same.found(), same.length()), (true, Some(0)));
    }

    #[test]
    fn steps_name_their_ends_in_the_order_of_the_path() {
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .evidence(1)
            .build(&chips().count())
            .unwrap();
        let paths = graph.path("asml", "huang", 10).unwrap();
        let json = serde_json::to_value(&paths).unwrap();
        assert_eq!(json["length"], 3);
        let ends: Vec<_> = json["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| (step["a"].as_str().unwrap(), step["b"].as_str().unwrap()))
            .collect();
        assert_eq!(
            ends,
            [("asml", "tsmc"), ("tsmc", "nvidia"), ("nvidia", "huang")]
        );
        let evidence = &json["steps"][2]["evidence"][0]; // "Jensen Huang founded Nvidia."
        assert_eq!(evidence["a"], serde_json::json!([[21, 27]]));
        assert_eq!(evidence["b"], serde_json::json!([[0, 12]]));
    }

    /// All shortest paths by walking them, the best by comparing all.
    fn brute_force(nodes: u32, pairs: &Pairs, start: u32, goal: u32) -> BTreeSet<Vec<u32>> {
        let score = |x: u32, y: u32| pairs.get(&(x.min(y), x.max(y))).copied();
        let mut paths = vec![vec![start]];
        for _ in 0..nodes {
            let there: Vec<_> = paths.iter().filter(|p| p.last() == Some(&goal)).collect();
            if !there.is_empty() {
                let strength = |path: &[u32]| {
                    let mut scores: Vec<_> = path
                        .windows(2)
                        .map(|w| score(w[0], w[1]).unwrap())
                        .collect();
                    scores.sort_unstable();
                    scores
                };
                let best = there.iter().map(|path| strength(path)).max().unwrap();
                return there
                    .into_iter()
                    .filter(|path| strength(path) == best)
                    .cloned()
                    .collect();
            }
            paths = paths
                .iter()
                .flat_map(|path| {
                    let last = path[path.len() - 1];
                    (0..nodes)
                        .filter(move |&next| score(last, next).is_some() && !path.contains(&next))
                        .map(move |next| path.iter().copied().chain([next]).collect())
                })
                .collect();
        }
        BTreeSet::new()
    }

    proptest! {
        #[test]
        fn agrees_with_brute_force(
            nodes in 2_u32..9,
            drawn in prop::collection::btree_map((0_u32..8, 0_u32..8), 1_u64..4, 0..24),
        ) {
            let pairs: Pairs = drawn
                .into_iter()
                .filter(|((a, b), _)| a < b && *b < nodes)
                .collect();
            let graph = graph(nodes, &pairs);
            for start in 0..nodes {
                for goal in (0..nodes).filter(|goal| *goal != start) {
                    let want = brute_force(nodes, &pairs, start, goal);
                    let name = |node: &u32| format!("n{node:02}");
                    let want: Vec<Vec<String>> =
                        want.iter().map(|path| path.iter().map(name).collect()).collect();
                    let got = graph.path(&name(&start), &name(&goal), usize::MAX).unwrap();
                    let got: Vec<_> = got.best().into_iter().chain(got.ties()).map(route).collect();
                    prop_assert_eq!(got, want);
                }
            }
        }
    }
}
