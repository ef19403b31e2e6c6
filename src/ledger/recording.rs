//! Writes documents into a ledger.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::cooccurrence::{Observation, PackedDocument, PackedDocuments};
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};

use super::{Change, Ledger, LedgerSettings, schema};

/// A ledger that is being built. It comes into being under its name only when [`LedgerBuilder::finish`] has written all of it; until then,
/// and when it is dropped before, whatever stood there stands.
#[derive(Debug)]
pub struct LedgerBuilder {
    connection: Connection,
    path: PathBuf,
    unfinished: PathBuf,
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
        // Nothing is lost if the machine stops: the file has no name yet, and is on the disk before it gets one.
        connection.execute_batch("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN").map_err(broken)?;
        schema::create(&connection).map_err(broken)?;
        write_settings(&connection, dictionary, settings).map_err(broken)?;
        write_dictionary(&connection, dictionary).map_err(broken)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            unfinished,
        })
    }

    /// Records a document; tells whether it is new, or the same id with the same content was recorded before.
    ///
    /// # Errors
    /// [`Error::DuplicateDocument`] if the id was recorded with other content; or if the file cannot be written.
    ///
    /// # Panics
    /// Never: one document is packed, so there is one.
    pub fn record(&mut self, observation: &impl AsRef<Observation>) -> Result<Change> {
        let mut packed = PackedDocuments::default();
        packed.push(observation.as_ref());
        packed
            .iter()
            .map(|document| self.record_packed(document))
            .next()
            .expect("one was packed")
    }

    /// Records a packed document, as [`LedgerBuilder::record`] does. Packing takes the time; threads can do that side by side.
    ///
    /// # Errors
    /// As [`LedgerBuilder::record`].
    pub fn record_packed(&mut self, document: PackedDocument<'_>) -> Result<Change> {
        let broken = |source| Error::Ledger {
            path: self.path.clone(),
            source,
        };
        if insert(&self.connection, document).map_err(broken)? {
            return Ok(Change::Added);
        }
        let (hash, origin): ([u8; 16], String) = self
            .connection
            .query_row(
                "SELECT hash, origin FROM document WHERE id = ?1",
                params![document.id()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .map_err(broken)?;
        if hash == document.hash().to_be_bytes() {
            return Ok(Change::Unchanged);
        }
        Err(Error::DuplicateDocument {
            id: document.id().to_owned(),
            first: origin,
            second: document.origin().to_owned(),
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
        let Self {
            connection,
            path,
            unfinished,
        } = self;
        drop(connection);
        put_in_place(&unfinished, &path).map_err(|source| Error::Io {
            path: path.clone(),
            source,
        })?;
        Ledger::open(&path)
    }

    /// Ends without a ledger, and cleans up.
    pub fn abandon(self) {
        drop(self.connection);
        // What cannot be removed now is removed by the next build.
        std::fs::remove_file(&self.unfinished).ok();
    }
}

/// Gives a finished file its name, once it is on the disk.
fn put_in_place(unfinished: &Path, path: &Path) -> std::io::Result<()> {
    std::fs::File::open(unfinished)?.sync_all()?;
    // What SQLite would take for the unfinished work of the ledger that stood there.
    for suffix in ["-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    std::fs::rename(unfinished, path)
}

fn write_settings(
    connection: &Connection,
    dictionary: &Dictionary,
    settings: &LedgerSettings,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("INSERT INTO setting (name, value) VALUES (?1, ?2)")?;
    statement.execute(params!["dictionary_hash", dictionary.hash()])?;
    statement.execute(params!["settings", settings.to_json()])?;
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

/// Writes one document as a new row, unless its id is there; tells whether it did.
pub(super) fn insert(
    connection: &Connection,
    document: PackedDocument<'_>,
) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO document (id, hash, title, date, source, url, lang, origin, sentences, paragraphs, names, names_known, sentence_rows, mention_rows, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) DO NOTHING",
    )?;
    let (names, names_known) = document.names();
    let inserted = statement.execute(params![
        document.id(),
        document.hash().to_be_bytes(),
        document.title(),
        document.date().map(|date| date.to_string()),
        document.source(),
        document.url(),
        document.lang(),
        document.origin(),
        document.windows().sentences,
        document.windows().paragraphs,
        names,
        names_known,
        document.sentence_rows(),
        document.mention_rows(),
        document.text(),
    ])?;
    Ok(inserted > 0)
}
