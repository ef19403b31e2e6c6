//! Reads documents back from their rows.

use rusqlite::Row;

use crate::cooccurrence::{DocumentRecord, MentionRecord, Observation, WindowCounts, unpack};

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
        "id, hash, date, sentences, paragraphs, names, names_known, sentence_rows, mention_rows"
    }

    fn read(&self, row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool> {
        let date = row.get_ref(2)?.as_str_or_null()?.map(str::parse);
        let date = date.transpose();
        // No document has more: 256 MB are the limit.
        let count = |column: usize| row.get::<_, u32>(column).map(u64::from);
        let (sentences, paragraphs) = (count(3)?, count(4)?);
        observation.document.id = row.get(0)?;
        observation.document.hash = u128::from_be_bytes(row.get(1)?);
        observation.document.date = date.as_ref().ok().copied().flatten();
        observation.windows = WindowCounts {
            sentences,
            paragraphs,
            documents: u64::from(sentences > 0),
        };
        observation.names = count(5)?;
        observation.names_known = count(6)?;
        let (sentences, mentions) = (row.get_ref(7)?.as_blob()?, row.get_ref(8)?.as_blob()?);
        let unpacked = unpack(observation, sentences, mentions);
        let known = observation.names_known <= observation.names;
        Ok(unpacked.is_some() && date.is_ok() && known)
    }
}

/// Everything.
pub(super) struct Whole;

impl Columns for Whole {
    fn order(&self) -> &'static str {
        "id"
    }

    fn names(&self) -> &'static str {
        "id, hash, date, sentences, paragraphs, names, names_known, sentence_rows, mention_rows, title, source, url, lang, origin, text"
    }

    fn read(&self, row: &Row<'_>, observation: &mut Observation) -> rusqlite::Result<bool> {
        let intact = Windows.read(row, observation)?;
        let shared = |column: usize| row.get::<_, Option<String>>(column);
        observation.document = DocumentRecord {
            title: shared(9)?,
            source: shared(10)?,
            url: shared(11)?,
            lang: shared(12)?,
            origin: row.get(13)?,
            ..std::mem::take(&mut observation.document)
        };
        let text = row.get_ref(14)?.as_str()?;
        observation.text.clear();
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
