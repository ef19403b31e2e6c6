//! Writes documents into a ledger.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::{CachedStatement, Connection, ToSql, params};

use crate::cooccurrence::{Observation, PackedDocument, PackedDocuments};
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};

use super::{Ledger, LedgerSettings, dictionary, repeats, schema};

/// A ledger that is being built. It comes into being under its name only when [`LedgerBuilder::finish`] has written all of it; until then,
/// and when it is dropped before, whatever stood there stands.
#[derive(Debug)]
pub struct LedgerBuilder {
    connection: Connection,
    path: PathBuf,
    unfinished: PathBuf,
    evidence: bool,
}

/// A ledger that was just built.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finished {
    /// The ledger.
    pub ledger: Ledger,
    /// How many documents were recorded once more, with the same id and content, and count once.
    pub repeated: u64,
}

impl LedgerBuilder {
    pub(super) fn create(
        path: &Path,
        entities: &Dictionary,
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
        // Nothing is lost if the machine stops: the file has no name yet, and is on the disk before it gets one. The journal takes next to
        // nothing, as all pages are new; without one a statement could not fail and leave the file whole, as making the index may.
        connection.execute_batch("PRAGMA page_size = 16384; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN").map_err(broken)?;
        schema::create(&connection).map_err(broken)?;
        write_settings(&connection, entities, settings).map_err(broken)?;
        dictionary::write(&connection, entities, path)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            unfinished,
            evidence: settings.evidence,
        })
    }

    /// Records a document. Whether its id came before shows when the ledger is finished.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record(&mut self, observation: &impl AsRef<Observation>) -> Result<()> {
        let mut packed = PackedDocuments::default();
        packed.push(observation.as_ref());
        self.record_all(&packed)
    }

    /// Records packed documents, as [`LedgerBuilder::record`] does. Packing can be done by threads side by side.
    ///
    /// # Errors
    /// As [`LedgerBuilder::record`].
    pub fn record_all(&mut self, documents: &PackedDocuments) -> Result<()> {
        let record = || {
            let mut rows = Rows::new(&self.connection, self.evidence)?;
            documents
                .iter()
                .try_for_each(|document| rows.insert(document))
        };
        record().map_err(|source| Error::Ledger {
            path: self.path.clone(),
            source,
        })
    }

    /// Completes the file and gives it its name, in place of whatever stood there. Documents that were recorded several times with the same
    /// id and content are kept once, as they came first.
    ///
    /// # Errors
    /// [`Error::DuplicateDocument`] if an id was recorded with different contents; or if the file cannot be written or renamed. Then there is
    /// no new ledger.
    pub fn finish(self) -> Result<Finished> {
        let completed = self.complete();
        let Self {
            connection,
            path,
            unfinished,
            ..
        } = self;
        drop(connection);
        let placed = completed.and_then(|repeated| {
            put_in_place(&unfinished, &path).map_err(|source| Error::Io {
                path: path.clone(),
                source,
            })?;
            Ok(repeated)
        });
        let repeated = placed.inspect_err(|_| discard(&unfinished))?;
        let ledger = Ledger::open(&path)?;
        Ok(Finished { ledger, repeated })
    }

    fn complete(&self) -> Result<u64> {
        let repeated = repeats::index(&self.connection, &self.path)?;
        self.connection
            .execute_batch("COMMIT")
            .map_err(|source| Error::Ledger {
                path: self.path.clone(),
                source,
            })?;
        Ok(repeated)
    }

    /// Ends without a ledger, and cleans up.
    pub fn abandon(self) {
        drop(self.connection);
        discard(&self.unfinished);
    }
}

/// Removes a file that was not finished.
fn discard(unfinished: &Path) {
    // What cannot be removed now is removed by the next build.
    std::fs::remove_file(unfinished).ok();
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

/// Writes documents as new rows.
pub(super) struct Rows<'c> {
    statement: CachedStatement<'c>,
    evidence: bool,
    /// Which parameters hold a value from the row before: what is NULL in most rows need not be bound for each.
    bound: [bool; Rows::PARAMETERS],
    date: String,
}

impl<'c> Rows<'c> {
    const PARAMETERS: usize = 10;

    /// Prepares to write rows, with the text of their sentences or without.
    pub(super) fn new(connection: &'c Connection, evidence: bool) -> rusqlite::Result<Self> {
        let statement = connection.prepare_cached(
            "INSERT INTO document (id, title, date, source, url, lang, origin, record, text, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        Ok(Self {
            statement,
            evidence,
            bound: [false; Self::PARAMETERS],
            date: String::new(),
        })
    }

    /// Writes one document, whose id must not be there once ids are indexed.
    pub(super) fn insert(&mut self, document: PackedDocument<'_>) -> rusqlite::Result<()> {
        let mut date = std::mem::take(&mut self.date);
        date.clear();
        if let Some(day) = document.date() {
            write!(date, "{day}").expect("strings can be written");
        }
        self.bind(1, Some(document.id()))?;
        self.bind(2, document.title())?;
        self.bind(3, Some(date.as_str()).filter(|date| !date.is_empty()))?;
        self.bind(4, document.source())?;
        self.bind(5, document.url())?;
        self.bind(6, document.lang())?;
        self.bind(7, Some(document.origin()))?;
        self.bind(8, Some(document.record()))?;
        self.bind(9, Some(document.text()).filter(|_| self.evidence))?;
        let signature = document.signature().as_bytes();
        self.bind(10, Some(signature).filter(|bytes| !bytes.is_empty()))?;
        self.date = date;
        self.statement.raw_execute()?;
        Ok(())
    }

    fn bind(&mut self, parameter: usize, value: Option<impl ToSql>) -> rusqlite::Result<()> {
        let was_bound = std::mem::replace(&mut self.bound[parameter - 1], value.is_some());
        if value.is_some() || was_bound {
            self.statement.raw_bind_parameter(parameter, value)?;
        }
        Ok(())
    }
}
