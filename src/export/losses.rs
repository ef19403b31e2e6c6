//! What a format has no room for, counted over a graph.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::graph::{EdgeRef, EntityGraph, Node, NodeColumn};
use crate::relation::Polarity;

use super::{ExportOptions, Format};

/// Something that a graph has and a format has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// Entities that are not written.
    Nodes,
    /// Edges that are not written.
    Edges,
    /// Ids; the file has numbers or names in their place.
    Ids,
    /// Types.
    Types,
    /// Parents.
    Parents,
    /// Counts of an entity: mentions, and windows of each kind.
    NodeCounts,
    /// Days on which an entity was first and last seen.
    NodeDates,
    /// Figures that were asked for, except communities.
    NodeMeasures,
    /// Numbers of communities.
    Communities,
    /// Counts of a pair other than that of the view's window.
    EdgeCounts,
    /// Days on which a pair was first and last seen.
    EdgeDates,
    /// p-values and q-values.
    Significance,
    /// All that sentences say of a pair.
    Relations,
    /// What sentences say of a pair beside the relation that most assert.
    FurtherRelations,
    /// All evidence.
    Evidence,
    /// Evidence beyond the first piece.
    FurtherEvidence,
    /// Of evidence, all but the text: documents, dates, sources, addresses, places.
    EvidenceOrigin,
    /// Where in the evidence the names stand.
    EvidencePlaces,
    /// What the graph was made from, and the options of its view.
    Provenance,
    /// Characters that the format forbids; others stand in their place.
    Characters,
}

/// What losses are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Node,
    Edge,
    Text,
    Graph,
}

impl Loss {
    const fn unit(self) -> Unit {
        match self {
            Self::Nodes
            | Self::Ids
            | Self::Types
            | Self::Parents
            | Self::NodeCounts
            | Self::NodeDates
            | Self::NodeMeasures
            | Self::Communities => Unit::Node,
            Self::Edges
            | Self::EdgeCounts
            | Self::EdgeDates
            | Self::Significance
            | Self::Relations
            | Self::FurtherRelations
            | Self::Evidence
            | Self::FurtherEvidence
            | Self::EvidenceOrigin
            | Self::EvidencePlaces => Unit::Edge,
            Self::Characters => Unit::Text,
            Self::Provenance => Unit::Graph,
        }
    }

    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Edges => "edges",
            Self::Ids => "ids",
            Self::Types => "types",
            Self::Parents => "parents",
            Self::NodeCounts => "counts of entities",
            Self::NodeDates => "dates of entities",
            Self::NodeMeasures => "measures of entities",
            Self::Communities => "communities",
            Self::EdgeCounts => "counts in other windows",
            Self::EdgeDates => "dates",
            Self::Significance => "p-values and q-values",
            Self::Relations => "relations",
            Self::FurtherRelations => "further relations",
            Self::Evidence => "evidence",
            Self::FurtherEvidence => "evidence beyond the first piece",
            Self::EvidenceOrigin => "documents of the evidence",
            Self::EvidencePlaces => "places of the names in the evidence",
            Self::Provenance => "view and provenance",
            Self::Characters => "forbidden characters",
        }
    }

    /// Says a loss of a graph with its number, as `evidence of 12 edges`; without it where all entities or edges lose.
    pub fn told(self, count: u64, graph: &EntityGraph) -> String {
        let (things, all) = match (self.unit(), count) {
            (Unit::Node, 1) => ("entity", graph.node_count()),
            (Unit::Node, _) => ("entities", graph.node_count()),
            (Unit::Edge, 1) => ("edge", graph.edge_count()),
            (Unit::Edge, _) => ("edges", graph.edge_count()),
            (Unit::Text, 1) => ("text", usize::MAX),
            (Unit::Text, _) => ("texts", usize::MAX),
            (Unit::Graph, _) => return self.name().to_owned(),
        };
        match self {
            Self::Nodes => format!("{count} of {all} entities"),
            Self::Edges => format!("{count} of {all} edges"),
            _ if count == all as u64 => self.name().to_owned(),
            _ => format!("{self} of {count} {things}"),
        }
    }

    fn is_in_node(self, node: &Node) -> bool {
        match self {
            Self::Ids | Self::NodeCounts => true,
            Self::Types => !node.entity_type().as_str().is_empty(),
            Self::Parents => node.parent().is_some(),
            Self::NodeDates => node.first_seen().is_some(),
            _ => false,
        }
    }

    fn is_in_edge(self, edge: EdgeRef<'_>) -> bool {
        let evidence = edge.edge().evidence();
        let relations = edge.edge().relations();
        match self {
            Self::EdgeCounts => true,
            Self::EdgeDates => edge.first_seen().is_some(),
            Self::Significance => edge.significance().is_some(),
            Self::Relations => !relations.is_empty(),
            // The name, the head and the number of sentences that assert it are kept: all there is of what documents say themselves.
            Self::FurtherRelations => match relations {
                [] => false,
                [one] => {
                    one.polarity() != Polarity::Asserted
                        || one.is_former()
                        || one.attributed_to().is_some()
                }
                _ => true,
            },
            Self::Evidence | Self::EvidenceOrigin | Self::EvidencePlaces => !evidence.is_empty(),
            Self::FurtherEvidence => evidence.len() > 1,
            _ => false,
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl Format {
    /// What a file of this format would leave out of a graph, with the number of entities or edges that lose something.
    ///
    /// # Complexity
    /// Linear in the graph.
    ///
    /// # Example
    /// ```
    /// use comention::document::Document;
    /// use comention::export::{ExportOptions, Format, Loss};
    /// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph};
    ///
    /// let dictionary = Dictionary::ai_industry();
    /// let annotator = Annotator::new(&dictionary)?;
    /// let mut cooccurrences = Cooccurrences::new(&dictionary);
    /// cooccurrences.observe(&annotator.annotate(&Document::new("monday", "TSMC makes the H800 for Nvidia.")));
    /// let graph = EntityGraph::builder().build(&cooccurrences.tallies())?;
    ///
    /// let losses = Format::Csv.losses(&graph, &ExportOptions::default());
    /// assert!(losses.contains(&(Loss::EvidenceOrigin, 3)));
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn losses(self, graph: &EntityGraph, options: &ExportOptions) -> Vec<(Loss, u64)> {
        let lacks = self.lacks();
        let mut counts: BTreeMap<Loss, u64> = BTreeMap::new();
        let mut add = |loss, count| {
            if count > 0 {
                *counts.entry(loss).or_default() += count;
            }
        };
        for &loss in lacks {
            add(loss, in_columns(loss, graph));
        }
        for node in graph.nodes() {
            for &loss in lacks {
                add(loss, u64::from(loss.is_in_node(node)));
            }
        }
        for edge in graph.edges() {
            for &loss in lacks {
                add(loss, u64::from(loss.is_in_edge(edge)));
            }
        }
        for part in self.parts(Path::new(""), options) {
            for (loss, count) in part.exporter.left_out(graph) {
                add(loss, count);
            }
        }
        counts.into_iter().collect()
    }
}

/// What is lost of the graph as a whole, and of its columns.
fn in_columns(loss: Loss, graph: &EntityGraph) -> u64 {
    let with_figures = |is_lost: fn(&NodeColumn) -> bool| {
        let columns = graph.node_columns().iter().filter(|column| is_lost(column));
        let figures = columns.map(|column| column.values().iter().flatten().count() as u64);
        figures.max().unwrap_or(0)
    };
    match loss {
        Loss::Provenance => 1,
        Loss::Communities => with_figures(|column| column.communities.is_some()),
        Loss::NodeMeasures => with_figures(|column| column.communities.is_none()),
        _ => 0,
    }
}
