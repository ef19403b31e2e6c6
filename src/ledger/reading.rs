//! Reads a document's row back.

use std::sync::Arc;

use rusqlite::Row;

use crate::cooccurrence::{DocumentRecord, Observation, WindowCounts};

use super::packing;

/// Reads a row into `observation`, using its buffers again; tells whether the row is intact.
pub(super) fn read(row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool> {
    let shared = |column: usize| row.get::<_, Option<Arc<str>>>(column);
    let date: Option<String> = row.get(3)?;
    let date = date.as_deref().map(str::parse).transpose();
    let (sentences, paragraphs): (u64, u64) = (row.get(8)?, row.get(9)?);
    observation.document = DocumentRecord {
        id: row.get(0)?,
        hash: u128::from_be_bytes(row.get(1)?),
        title: shared(2)?,
        date: date.as_ref().ok().copied().flatten(),
        source: shared(4)?,
        url: shared(5)?,
        lang: shared(6)?,
        origin: row.get(7)?,
    };
    observation.windows = WindowCounts {
        sentences,
        paragraphs,
        documents: u64::from(sentences > 0),
    };
    observation.names = row.get(10)?;
    observation.names_known = row.get(11)?;
    let unpacked = packing::unpack(
        observation,
        row.get_ref(12)?.as_blob()?,
        row.get_ref(13)?.as_blob()?,
    );
    observation.text.clear();
    observation.text.push_str(row.get_ref(14)?.as_str()?);
    Ok(unpacked.is_some() && date.is_ok())
}
