//! Window counts with marginals, in memory. What a document says of its mentions comes in; counts with evidence go out ([`Tallies`]).

mod tallies;
mod window;

pub use tallies::{EntityTally, Evidence, PairTally, Passage, Tallies};
pub use window::{Window, WindowCounts};
