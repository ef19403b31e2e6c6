//! Figures of the entities that an export carries when asked to.

use std::fmt;

use serde::Serialize;

use super::{Centrality, CommunityOptions, CommunitySummary, EdgeWeight, EntityGraph};

/// A figure for each entity, with what it is. Made by [`EntityGraph::with_centrality`] and [`EntityGraph::with_communities`]; exporters
/// write it as a field or a column of the nodes.
///
/// Serializes as what it is, without the figures: `name`, `weight` where weights play a part, and of communities what
/// [`CommunitySummary`] says.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NodeColumn {
    /// The name of the field or column.
    pub name: &'static str,
    /// What an edge weighs, where that plays a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<EdgeWeight>,
    /// What is said of the communities as a whole, of the column of communities.
    #[serde(flatten)]
    pub communities: Option<CommunitySummary>,
    #[serde(skip)]
    values: Vec<Option<NodeValue>>,
}

/// A figure in a [`NodeColumn`]. Serializes as a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NodeValue {
    /// A whole number of things, or a number that names something.
    Whole(usize),
    /// A computed value; always finite.
    Real(f64),
}

impl fmt::Display for NodeValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(value) => value.fmt(formatter),
            Self::Real(value) => value.fmt(formatter),
        }
    }
}

impl NodeColumn {
    /// The name of the column of communities.
    pub const COMMUNITY: &str = "community";

    /// The figures, in the order of [`nodes`](EntityGraph::nodes); `None` for an entity that has none.
    pub fn values(&self) -> &[Option<NodeValue>] {
        &self.values
    }

    /// Leaves out the figures of the nodes that are not kept.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let mut keep = keep.iter();
        self.values
            .retain(|_| keep.next().is_some_and(|keep| *keep));
    }
}

impl EntityGraph {
    /// The same graph whose nodes carry the value of a measure.
    #[must_use]
    pub fn with_centrality(mut self, centrality: Centrality, weight: EdgeWeight) -> Self {
        let values = self.centrality(centrality, weight).into_iter();
        let values = values.map(|value| Some(centrality.value(value))).collect();
        self.columns.push(NodeColumn {
            name: centrality.field(),
            weight: centrality.is_weighted().then_some(weight),
            communities: None,
            values,
        });
        self
    }

    /// The same graph whose nodes carry the number of their community, from 1; those without edges carry none.
    #[must_use]
    pub fn with_communities(mut self, options: CommunityOptions) -> Self {
        let found = self.communities(options);
        let summary = CommunitySummary::from(&found);
        let values = found.membership().iter();
        let values = values.map(|number| number.map(NodeValue::Whole)).collect();
        self.columns.push(NodeColumn {
            name: NodeColumn::COMMUNITY,
            weight: None, // the summary says it
            communities: Some(summary),
            values,
        });
        self
    }

    /// The figures that the nodes carry, in the order in which they were asked for.
    pub fn node_columns(&self) -> &[NodeColumn] {
        &self.columns
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::chips;
    use super::*;

    #[test]
    fn nodes_carry_what_was_asked_for() {
        let graph = EntityGraph::builder()
            .build(&chips().count())
            .unwrap()
            .with_centrality(Centrality::Degree, EdgeWeight::Count)
            .with_centrality(Centrality::Strength, EdgeWeight::Count)
            .with_communities(CommunityOptions::default());
        let columns = graph.node_columns();
        let names: Vec<_> = columns.iter().map(|column| column.name).collect();
        assert_eq!(names, ["degree", "strength", "community"]);
        // asml, h800, huang, nvidia, smic, tsmc
        assert_eq!(
            serde_json::to_value(columns[0].values()).unwrap(),
            json!([1, 2, 1, 3, 0, 3])
        );
        assert_eq!(columns[1].values()[1], Some(NodeValue::Real(3.0)));
        assert_eq!(columns[2].values()[4], None);
        assert_eq!(
            serde_json::to_value(&columns[1]).unwrap(),
            json!({"name": "strength", "weight": "count"})
        );
        let about = serde_json::to_value(&columns[2]).unwrap();
        assert_eq!(
            (&about["name"], &about["seed"]),
            (&json!("community"), &json!(0))
        );

        let joined = graph.without_isolated();
        assert_eq!((joined.node_count(), joined.edge_count()), (5, 5));
        assert!(joined.node("smic").is_none() && joined.edge("nvidia", "tsmc").is_some());
        let degrees = joined.node_columns()[0].values();
        assert_eq!(
            serde_json::to_value(degrees).unwrap(),
            json!([1, 2, 1, 3, 3])
        );
    }
}
