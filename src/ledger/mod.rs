//! One SQLite file that records, per document, what was found where. Observations come in; counts and evidence go out. Adding, replacing and
//! removing documents is exact: the ledger then says what one built so from the start would say.

mod dictionary;
mod model;
mod reading;
mod recording;
mod repeats;
mod schema;
mod tallies;

pub use model::{Change, Ledger, LedgerSettings};
pub use recording::{Finished, LedgerBuilder};
pub use tallies::{LedgerCounts, LedgerStats, LedgerTallies, PassedOver};
