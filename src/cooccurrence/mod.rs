//! Window counts with marginals, and the evidence behind them. What documents say of their mentions comes in ([`Observation`]); counts go
//! out ([`Tallies`]).

mod counts;
mod evidence;
mod memory;
mod observation;
mod packed;
mod packing;
mod pair_windows;
#[cfg(test)]
mod plain_counts;
mod tallies;
mod varint;
mod window;

pub use counts::Counts;
pub use memory::{Cooccurrences, EvidenceCollector, MemoryTallies, Observed};
pub use observation::{DocumentRecord, MentionRecord, Observation, SentenceRecord, Target};
pub use packed::{PackedDocument, PackedDocuments};
#[cfg(feature = "ledger")]
pub(crate) use packing::{hash_of, unpack};
pub use tallies::{Counted, EntityTally, Evidence, PairTally, Passage, Tallies};
pub use window::{Window, WindowCounts};
