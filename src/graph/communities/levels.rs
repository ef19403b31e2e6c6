//! Communities within communities.

use crate::graph::{CommunityOptions, EntityGraph};

use super::leiden;
use crate::graph::network::{Network, sizes};

/// A community in a tree of them: see [`EntityGraph::community_tree`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommunityBranch {
    /// How many communities it lies in: 0 for those of the whole graph.
    pub level: usize,
    /// The community it is a part of, by its place in the tree.
    pub parent: Option<usize>,
    /// Its parts, by their places.
    pub children: Vec<usize>,
    /// Its entities, by their places among [`nodes`](EntityGraph::nodes), in order.
    pub members: Vec<usize>,
}

impl EntityGraph {
    /// Divides the entities into [communities](Self::communities), those with more than `largest` members again, and so on, as long as a division
    /// gains [quality](CommunityOptions::quality). The communities come level by level, those of the whole graph first, in their order; parts in the order of theirs.
    ///
    /// # Example
    /// ```
    /// use comention::document::Document;
    /// use comention::graph::CommunityOptions;
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// cooccurrences.observe(&annotator.annotate(&Document::new("monday", "TSMC makes the H800 for Nvidia.")));
    /// let graph = EntityGraph::builder().build(&cooccurrences.tallies())?;
    /// let tree = graph.community_tree(CommunityOptions::default(), 10);
    /// assert_eq!(tree.len(), 1);
    /// assert_eq!((tree[0].level, tree[0].members.len()), (0, 3));
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn community_tree(
        &self,
        options: CommunityOptions,
        largest: usize,
    ) -> Vec<CommunityBranch> {
        let network = Network::new(self, options.weight);
        let whole = self.communities(options);
        let mut tree: Vec<CommunityBranch> = vec![Vec::new(); whole.len()]
            .into_iter()
            .map(|members| CommunityBranch {
                level: 0,
                parent: None,
                children: Vec::new(),
                members,
            })
            .collect();
        for (node, community) in whole.membership().iter().enumerate() {
            if let Some(community) = community {
                tree[community - 1].members.push(node);
            }
        }
        let mut place = 0;
        while place < tree.len() {
            if tree[place].members.len() > largest {
                let parts = parts(&network, &tree[place].members, options);
                for members in parts {
                    let child = tree.len();
                    tree[place].children.push(child);
                    tree.push(CommunityBranch {
                        level: tree[place].level + 1,
                        parent: Some(place),
                        children: Vec::new(),
                        members,
                    });
                }
            }
            place += 1;
        }
        tree
    }
}

/// The communities of the network that some nodes have among themselves, the largest first; none where it is one.
fn parts(network: &Network, members: &[usize], options: CommunityOptions) -> Vec<Vec<usize>> {
    let place = |node: usize| members.binary_search(&node).ok();
    let edges: Vec<(usize, usize, f64)> = members
        .iter()
        .enumerate()
        .flat_map(|(from, &node)| {
            network
                .arcs(node)
                .iter()
                .filter_map(move |arc| Some((from, place(arc.to)?, arc.weight)))
        })
        .filter(|(from, to, _)| from < to)
        .collect();
    let inner = Network::from_edges(members.len(), edges.into_iter());
    let (found, _) = leiden::partition(&inner, options);
    let mut parts = vec![Vec::new(); sizes(&found).len()];
    for (&member, &part) in members.iter().zip(&found) {
        parts[part].push(member);
    }
    parts.retain(|part| !part.is_empty());
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rings of four, one of them made of two pairs that are joined weakly, and a lone edge between the rings.
    fn network() -> Network {
        let edges = [
            (0, 1, 9.0),
            (0, 3, 2.0),
            (1, 2, 2.0),
            (2, 3, 9.0),
            (3, 4, 1.0),
            (4, 5, 9.0),
            (4, 7, 9.0),
            (5, 6, 9.0),
            (6, 7, 9.0),
        ];
        Network::from_edges(8, edges.into_iter())
    }

    #[test]
    fn a_community_is_divided_where_that_gains_something() {
        let options = CommunityOptions::default();
        let found = parts(&network(), &[0, 1, 2, 3], options);
        assert_eq!(found, [[0, 1], [2, 3]]);
        assert_eq!(parts(&network(), &[0, 1], options), [[0; 0]; 0]);
    }
}
