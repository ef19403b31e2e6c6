//! Communities as they are read: members that matter first, and the edges that hold them together.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::association::Measure;
use crate::dictionary::{EntityId, EntityType};
use crate::error::Result;
use crate::graph::{Communities, CommunitySummary, EdgeRef, EntityGraph, Node};

use super::top::EdgeRow;

/// The communities of a graph, described. Made by [`CommunityList::of`].
///
/// Serializes as `communities` (how many there are), `modularity`, `quality`, `quality_value` (unless that is the modularity), `weight`, `resolution`, `seed` and `list`: of each community `community` (its
/// number), `size`, `members` (`id`, `name`, `type`, `mentions`, `inside`) and `edges` (`source`, `target`, `score`, `measure`, `sentences`,
/// `paragraphs`, `documents`, `evidence`).
#[derive(Clone, Debug)]
pub struct CommunityList<'g> {
    summary: CommunitySummary,
    list: Vec<CommunityAnswer<'g>>,
}

/// One community.
#[derive(Clone, Debug)]
pub struct CommunityAnswer<'g> {
    number: usize,
    members: Vec<(&'g Node, u64)>,
    edges: Vec<EdgeRef<'g>>,
    measure: Measure,
}

impl<'g> CommunityList<'g> {
    /// Describes the largest `limit` communities, each with its strongest `edges` edges.
    pub fn of(found: &Communities<'g>, limit: usize, edges: usize) -> Self {
        let graph: &'g EntityGraph = found.graph();
        let count = found.len().min(limit);
        let mut list: Vec<_> = (1..=count)
            .map(|number| CommunityAnswer {
                number,
                members: Vec::new(),
                edges: Vec::new(),
                measure: graph.measure(),
            })
            .collect();
        // The windows that each entity shares with others of its community.
        let mut inside = vec![0; graph.node_count()];
        for edge in graph.as_petgraph().raw_edges() {
            let ends = [edge.source().index(), edge.target().index()];
            let [a, b] = ends.map(|end| found.membership()[end]);
            if a == b {
                for end in ends {
                    inside[end] += edge.weight.count();
                }
            }
        }
        for ((node, community), inside) in graph.nodes().zip(found.membership()).zip(inside) {
            if let Some(answer) = community.and_then(|number| list.get_mut(number - 1)) {
                answer.members.push((node, inside));
            }
        }
        for answer in &mut list {
            // The sort is stable and the nodes come in the order of their ids.
            answer
                .members
                .sort_by_key(|(_, inside)| std::cmp::Reverse(*inside));
        }
        for edge in graph.strongest_edges() {
            let [a, b] = [edge.a(), edge.b()].map(|end| found.of(end.id().as_str()));
            let answer = a
                .filter(|_| a == b)
                .and_then(|number| list.get_mut(number - 1));
            if let Some(answer) = answer.filter(|answer| answer.edges.len() < edges) {
                answer.edges.push(edge);
            }
        }
        Self {
            summary: found.into(),
            list,
        }
    }

    /// What is said of all together.
    pub const fn summary(&self) -> CommunitySummary {
        self.summary
    }

    /// The communities described, largest first.
    pub fn list(&self) -> &[CommunityAnswer<'g>] {
        &self.list
    }
}

impl<'g> CommunityAnswer<'g> {
    /// Its number, from 1.
    pub const fn number(&self) -> usize {
        self.number
    }

    /// Its members and the windows each shares with others of them, most first, then in the order of their ids.
    pub fn members(&self) -> &[(&'g Node, u64)] {
        &self.members
    }

    /// Its strongest edges.
    pub fn edges(&self) -> &[EdgeRef<'g>] {
        &self.edges
    }
}

impl Serialize for CommunityList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record<'r, 'g> {
            #[serde(flatten)]
            summary: CommunitySummary,
            list: &'r [CommunityAnswer<'g>],
        }

        Record {
            summary: self.summary,
            list: &self.list,
        }
        .serialize(serializer)
    }
}

impl<'g> Serialize for CommunityAnswer<'g> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Member<'n> {
            id: &'n EntityId,
            name: &'n str,
            r#type: &'n EntityType,
            mentions: u64,
            inside: u64,
        }

        let member = |&(node, inside): &(&'g Node, u64)| Member {
            id: node.id(),
            name: node.name(),
            r#type: node.entity_type(),
            mentions: node.mentions(),
            inside,
        };
        let members: Vec<_> = self.members.iter().map(member).collect();
        let edges = self.edges.iter();
        let edges: Vec<_> = edges.map(|edge| EdgeRow::new(edge, self.measure)).collect();
        let mut record = serializer.serialize_struct("CommunityAnswer", 4)?;
        record.serialize_field("community", &self.number)?;
        record.serialize_field("size", &self.members.len())?;
        record.serialize_field("members", &members)?;
        record.serialize_field("edges", &edges)?;
        record.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graph::CommunityOptions;
    use crate::graph::golden::sample;

    #[test]
    fn members_that_matter_and_edges_that_hold() {
        let graph = sample();
        let found = graph.communities(CommunityOptions::default());
        let list = CommunityList::of(&found, 10, 2);
        let ids = |answer: &CommunityAnswer<'_>| -> Vec<String> {
            let members = answer.members().iter();
            members
                .map(|(node, inside)| format!("{} {inside}", node.id()))
                .collect()
        };
        assert_eq!(ids(&list.list()[0]), ["E 9", "D 8", "F 6", "G 1"]);
        assert_eq!(ids(&list.list()[1]), ["B 9", "A 8", "C 7"]);
        let json = serde_json::to_value(&list).unwrap();
        assert_eq!(
            (&json["communities"], &json["weight"]),
            (&json!(2), &json!("count"))
        );
        assert_eq!(json["list"][1]["size"], 3);
        assert_eq!(json["list"][1]["members"][0]["inside"], 9);
        let edges = json["list"][0]["edges"].as_array().unwrap();
        assert_eq!(edges.len(), 2);
        assert_eq!(
            (&edges[0]["source"], &edges[0]["target"]),
            (&json!("D"), &json!("E"))
        );
        assert_eq!(CommunityList::of(&found, 1, 0).list().len(), 1);
    }
}
