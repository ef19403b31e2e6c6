//! Window counts with marginals, and the evidence behind them. What documents say of their mentions comes in ([`Observation`]); counts go
//! out ([`Tallies`]).

mod counts;
mod evidence;
mod memory;
mod observation;
mod tallies;
mod window;

pub use counts::Counts;
pub use memory::{Cooccurrences, EvidenceCollector, MemoryTallies};
pub use observation::{DocumentRecord, MentionRecord, Observation, SentenceRecord, Target};
pub use tallies::{Counted, EntityTally, Evidence, PairTally, Passage, Tallies};
pub use window::{Window, WindowCounts};
