//! Questions to a graph. Ids of entities come in; ranked, explained answers go out, each `Serialize` in the form scripts may rely on. The
//! questions are methods of [`EntityGraph`](crate::graph::EntityGraph). What a person typed is turned into an id by the dictionary, not here. A
//! [`Timeline`] is made of a series instead.
//!
//! [`WhyNot`] is asked of one text, before there is a graph; [`NearMisses`] of documents, for what no count holds.

mod community_answer;
mod diff;
mod explain;
mod explain_cut;
mod explain_distances;
mod explain_points;
mod explanation;
mod missing;
mod neighbors;
mod no_edge;
mod path;
mod relations;
mod timeline;
mod top;
mod why_not;

pub use community_answer::{CommunityAnswer, CommunityList};
pub use diff::{EdgeChange, FirstChanges, GraphDiff, RankedEdge};
pub use explanation::{Explanation, ExplanationRule, Number};
pub use missing::{MissingLink, MissingLinks, SharedNeighbor};
pub use neighbors::{Neighbor, Neighbors};
pub use no_edge::NearMisses;
pub use path::{Path, Paths, Step};
pub use relations::Said;
pub use timeline::{Baseline, Burst, Timeline, TimelineRow};
pub use top::Top;
pub use why_not::{WhyNot, WhyNotRule, WhyNotSpan};
