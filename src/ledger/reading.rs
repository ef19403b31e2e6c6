//! Reads documents back from their rows.

use rusqlite::Row;

use crate::cooccurrence::{DocumentRecord, MentionRecord, Observation, Signature, unpack};

/// A choice of columns, and how they are read.
pub(super) trait Columns {
    /// Their names, as a query lists them.
    fn names(&self) -> &'static str;

    /// What orders the rows.
    fn order(&self) -> &'static str;

    /// Reads a row into `observation`, using its buffers again; tells whether the row is intact.
    fn read(&self, row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool>;
}

/// What counting needs.
pub(super) struct Windows;

impl Columns for Windows {
    fn order(&self) -> &'static str {
        "number" // as they lie in the file
    }

    fn names(&self) -> &'static str {
        "id, date, record, signature"
    }

    fn read(&self, row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool> {
        let id = row.get_ref(0)?.as_str()?;
        id.clone_into(&mut observation.document.id);
        let date = row.get_ref(1)?.as_str_or_null()?.map(str::parse);
        let date = date.transpose();
        observation.document.date = date.as_ref().ok().copied().flatten();
        let unpacked = unpack(observation, row.get_ref(2)?.as_blob()?);
        let signature = row.get_ref(3)?.as_blob_or_null()?.unwrap_or_default();
        let signature = Signature::from_bytes(signature);
        observation.signature = signature.unwrap_or_default();
        Ok(unpacked.is_some() && date.is_ok() && signature.is_some())
    }
}

/// Everything.
pub(super) struct Whole {
    /// Whether the ledger keeps the text of sentences.
    pub(super) evidence: bool,
}

impl Columns for Whole {
    fn order(&self) -> &'static str {
        "id"
    }

    fn names(&self) -> &'static str {
        "id, date, record, signature, title, source, url, lang, origin, text"
    }

    fn read(&self, row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool> {
        let intact = Windows.read(row, observation)?;
        let shared = |column: usize| row.get::<_, Option<String>>(column);
        observation.document = DocumentRecord {
            title: shared(4)?,
            source: shared(5)?,
            url: shared(6)?,
            lang: shared(7)?,
            origin: row.get(8)?,
            ..std::mem::take(&mut observation.document)
        };
        observation.text.clear();
        let Some(text) = row.get_ref(9)?.as_str_or_null()? else {
            return Ok(intact && !self.evidence);
        };
        observation.text.push_str(text);
        let length: usize = observation
            .sentences
            .iter()
            .map(|sentence| sentence.span.len())
            .sum();
        let on_borders = observation
            .sentences
            .iter()
            .all(|sentence| text.is_char_boundary(sentence.text_start as usize));
        let cut = |mention: &MentionRecord| {
            let sentence = &observation.sentences[mention.sentence as usize];
            let start = sentence.text_start as usize + mention.span.start() - sentence.span.start();
            text.is_char_boundary(start) && text.is_char_boundary(start + mention.span.len())
        };
        Ok(intact && length == text.len() && on_borders && observation.mentions.iter().all(cut))
    }
}
