//! Writes documents into a ledger.

use std::path::{Path, PathBuf};

use rusqlite::{CachedStatement, Connection, params};

use crate::cooccurrence::Observation;
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};

use super::{Ledger, LedgerSettings, packing, schema};

/// A ledger that is being built. It comes into being under its name only when [`LedgerBuilder::finish`] has written all of it; until then,
/// and when it is dropped before, whatever stood there stands.
#[derive(Debug)]
pub struct LedgerBuilder {
    connection: Connection,
    path: PathBuf,
    unfinished: PathBuf,
    buffers: Buffers,
}

/// Room for packing, used again for each document.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    sentences: Vec<u8>,
    mentions: Vec<u8>,
}

impl LedgerBuilder {
    pub(super) fn create(
        path: &Path,
        dictionary: &Dictionary,
        settings: &LedgerSettings,
    ) -> Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(".unfinished");
        let unfinished = PathBuf::from(name);
        if let Err(source) = std::fs::remove_file(&unfinished)
            && source.kind() != std::io::ErrorKind::NotFound
        {
            return Err(Error::Io {
                path: unfinished,
                source,
            });
        }
        let broken = |source| Error::Ledger {
            path: path.to_owned(),
            source,
        };
        let connection = Connection::open(&unfinished).map_err(broken)?;
        // Nothing is lost if the machine stops: the file has no name yet.
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN").map_err(broken)?;
        schema::create(&connection).map_err(broken)?;
        write_settings(&connection, dictionary, settings).map_err(broken)?;
        write_dictionary(&connection, dictionary).map_err(broken)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            unfinished,
            buffers: Buffers::default(),
        })
    }

    /// Records a document. Its id must not be recorded yet.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record(&mut self, observation: &Observation) -> Result<()> {
        insert(&self.connection, observation, &mut self.buffers).map_err(|source| Error::Ledger {
            path: self.path.clone(),
            source,
        })
    }

    /// Completes the file and gives it its name, in place of whatever stood there.
    ///
    /// # Errors
    /// If the file cannot be written or renamed.
    pub fn finish(self) -> Result<Ledger> {
        let broken = |source| Error::Ledger {
            path: self.path.clone(),
            source,
        };
        self.connection.execute_batch("COMMIT").map_err(broken)?;
        drop(self.connection);
        std::fs::rename(&self.unfinished, &self.path).map_err(|source| Error::Io {
            path: self.path.clone(),
            source,
        })?;
        Ledger::open(&self.path)
    }

    /// Ends without a ledger, and cleans up.
    pub fn abandon(self) {
        drop(self.connection);
        // What cannot be removed now is removed by the next build.
        std::fs::remove_file(&self.unfinished).ok();
    }
}

fn write_settings(
    connection: &Connection,
    dictionary: &Dictionary,
    settings: &LedgerSettings,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("INSERT INTO setting (name, value) VALUES (?1, ?2)")?;
    statement.execute(params!["dictionary_hash", dictionary.hash()])?;
    statement.execute(params![
        "settings",
        serde_json::to_string(settings).expect("settings are plain data")
    ])?;
    Ok(())
}

fn write_dictionary(connection: &Connection, dictionary: &Dictionary) -> rusqlite::Result<()> {
    let mut lines = Vec::new();
    dictionary
        .write_json_lines(&mut lines)
        .expect("memory can be written");
    let lines = String::from_utf8(lines).expect("JSON is UTF-8");
    let mut statement = connection.prepare("INSERT INTO entity (number, row) VALUES (?1, ?2)")?;
    for (number, line) in lines.lines().enumerate() {
        statement.execute(params![number, line])?;
    }
    Ok(())
}

/// Writes one document as a new row.
pub(super) fn insert(
    connection: &Connection,
    observation: &Observation,
    buffers: &mut Buffers,
) -> rusqlite::Result<()> {
    let mut statement: CachedStatement<'_> = connection.prepare_cached(
        "INSERT INTO document (id, hash, title, date, source, url, lang, origin, sentences, paragraphs, names, names_known, sentence_rows, mention_rows, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    buffers.sentences.clear();
    buffers.mentions.clear();
    packing::pack_sentences(observation, &mut buffers.sentences);
    packing::pack_mentions(observation, &mut buffers.mentions);
    let document = &observation.document;
    statement.execute(params![
        document.id,
        document.hash.to_be_bytes(),
        document.title,
        document.date.map(|date| date.to_string()),
        document.source,
        document.url,
        document.lang,
        document.origin,
        observation.windows.sentences,
        observation.windows.paragraphs,
        observation.names,
        observation.names_known,
        buffers.sentences,
        buffers.mentions,
        observation.text,
    ])?;
    Ok(())
}
