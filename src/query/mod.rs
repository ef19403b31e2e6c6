//! Questions to a graph. Ids of entities come in; ranked, explained answers go out, each `Serialize` in the form scripts may rely on. The
//! questions are methods of [`EntityGraph`](crate::graph::EntityGraph). What a person typed is turned into an id by the dictionary, not here.
//!
//! [`WhyNot`] is asked of one text, before there is a graph.

mod explain;
mod neighbors;
mod path;
mod relations;
mod top;
mod why_not;

pub use explain::{Explanation, ExplanationRule, Number};
pub use neighbors::{Neighbor, Neighbors};
pub use path::{Path, Paths, Step};
pub use relations::Said;
pub use top::Top;
pub use why_not::{WhyNot, WhyNotRule, WhyNotSpan};
