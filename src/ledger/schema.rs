//! The tables of a ledger, and their versions.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};

/// The version this crate writes.
pub(super) const VERSION: i32 = 1;

/// What marks a SQLite file as a ledger: `CoMn` in ASCII.
const APPLICATION_ID: i32 = 0x436F_4D6E;

/// Version 1. A document is one row: what people ask for by column, then what tells whether it repeats another, then what is counted of it,
/// packed, then the text of its sentences with a
/// mention. The text stands last so that counting need not read it; it is NULL in a ledger that keeps no evidence.
const TABLES: &str = "
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE dictionary (
    part INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT,
    date TEXT,
    source TEXT,
    url TEXT,
    lang TEXT,
    origin TEXT NOT NULL,
    signature BLOB,
    record BLOB NOT NULL,
    text TEXT
);
";

/// What finds documents by their id, and keeps ids apart. Made when all documents are there: sorting ids once is cheaper than finding the
/// place of each.
pub(super) const INDEX: &str = "CREATE UNIQUE INDEX document_by_id ON document (id)";

/// Makes the tables in an empty database.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    connection.execute_batch(TABLES)
}

/// Opens a file and makes sure that it is a ledger this crate can read.
pub(super) fn open(path: &Path) -> Result<Connection> {
    let broken = |source| Error::Ledger {
        path: path.to_owned(),
        source,
    };
    let exists = path.try_exists().map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })?;
    if !exists {
        return Err(Error::NoLedger {
            path: path.to_owned(),
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(broken)?;
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    match number("application_id") {
        Ok(APPLICATION_ID) => {}
        _ => {
            return Err(Error::NotALedger {
                path: path.to_owned(),
            });
        }
    }
    let found = number("user_version").map_err(broken)?;
    if found != VERSION {
        return Err(Error::LedgerVersion {
            path: path.to_owned(),
            found,
            supported: VERSION,
        });
    }
    add_signatures(&connection).map_err(broken)?;
    Ok(connection)
}

/// Ledgers of the first program had no signatures. Without them documents repeat none, and who reads a ledger that has them may pass them over:
/// the version is the same, as long as no version was released.
fn add_signatures(connection: &Connection) -> rusqlite::Result<()> {
    let has = "SELECT count(*) FROM pragma_table_info('document') WHERE name = 'signature'";
    let columns: i64 = connection.query_row(has, [], |row| row.get(0))?;
    if columns > 0 {
        return Ok(());
    }
    connection.execute_batch(if connection.is_readonly(rusqlite::MAIN_DB)? {
        // To read it need not be writable.
        "CREATE TEMP VIEW document AS SELECT *, NULL AS signature FROM main.document"
    } else {
        "ALTER TABLE document ADD COLUMN signature BLOB"
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::OpenFlags;

    use super::*;

    #[test]
    fn a_ledger_without_signatures_gets_them_or_is_read_as_if_it_had() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch("CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT); INSERT INTO document VALUES (1, 'a')")
            .unwrap();
        drop(old);
        let read = |connection: &Connection| -> (String, Option<Vec<u8>>) {
            let row = "SELECT id, signature FROM document ORDER BY number";
            connection
                .query_row(row, [], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
        };
        let closed = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        add_signatures(&closed).unwrap();
        assert_eq!(read(&closed), ("a".to_owned(), None));
        drop(closed);
        let open = Connection::open(&path).unwrap();
        add_signatures(&open).unwrap();
        add_signatures(&open).unwrap();
        assert_eq!(read(&open), ("a".to_owned(), None));
    }
}
