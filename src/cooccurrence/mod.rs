//! Window counts with marginals, and the evidence behind them. What documents say of their mentions comes in ([`Observation`]); counts go
//! out ([`Tallies`]).

mod best_documents;
mod best_evidence;
mod collector;
mod counts;
mod document_points;
mod document_store;
mod documents_hash;
mod evidence;
mod evidence_rank;
mod hint_counts;
mod list_weight;
mod memory;
mod mention_pairs;
mod near_duplicates;
mod observation;
mod observed;
mod packed;
mod packing;
mod pair_lists;
mod pair_rows;
mod pair_windows;
#[cfg(test)]
mod plain_counts;
mod points;
mod register;
mod selection;
mod series;
mod signature;
mod sorted_runs;
mod tallies;
mod token_distances;
mod varint;
mod window;

pub use collector::EvidenceCollector;
pub use counts::Counts;
pub use document_points::DocumentPoints;
pub use documents_hash::DocumentsHash;
pub use hint_counts::{HintTally, SaidBy};
pub use list_weight::{SentenceNames, SentenceShape, list_weight};
pub use memory::{Cooccurrences, MemoryTallies};
pub use mention_pairs::{DocumentMentionPairs, MentionPair};
pub use near_duplicates::{Cluster, Clusters, NearDuplicates};
pub use observation::{DocumentRecord, MentionRecord, Observation, SentenceRecord, Target};
pub use observed::Observed;
pub use packed::{PackedDocument, PackedDocuments};
#[cfg(feature = "ledger")]
pub(crate) use packing::{hash_of, unpack};
pub use points::{Contribution, POINT, Reason};
pub use register::{Register, RegisterEntries};
pub use selection::{Period, RollUp, Selection, Selector};
pub use series::{Series, SeriesCollector, SeriesPoint};
pub use signature::Signature;
pub use tallies::{Counted, EntityTally, Evidence, PairTally, Passage, PassageHint, Tallies};
pub use token_distances::{DistanceCounter, DistanceTally, Distances};
pub use window::{Window, WindowCounts};

#[cfg(test)]
mod tests;
