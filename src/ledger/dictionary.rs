//! The dictionary inside a ledger: the file of a compiled one, cut into parts. It opens at once, however many names it has; what it says is
//! held against its checksums first.

use std::io::{self, Write};
use std::path::Path;

use rusqlite::{Connection, Statement, params};

use crate::dictionary::Dictionary;
use crate::error::{Error, Result};

/// How many bytes a part has; the last one has what is left. A value in SQLite cannot have more than a gigabyte, and is copied once.
const PART_BYTES: usize = 1 << 20;

/// Writes a dictionary, without the tables of the matcher: they are made anew where they are needed, by the rules of that day.
pub(super) fn write(connection: &Connection, dictionary: &Dictionary, path: &Path) -> Result<()> {
    let statement = connection
        .prepare("INSERT INTO dictionary (part, bytes) VALUES (?1, ?2)")
        .map_err(|source| Error::Ledger {
            path: path.to_owned(),
            source,
        })?;
    let mut parts = Parts {
        statement,
        written: 0,
        part: Vec::with_capacity(PART_BYTES),
    };
    dictionary
        .write_entities(&mut parts)
        .and_then(|()| parts.flush())
        .map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })
}

/// Reads the dictionary.
pub(super) fn read(connection: &Connection, path: &Path) -> Result<Dictionary> {
    let bytes = bytes(connection).map_err(|source| Error::Ledger {
        path: path.to_owned(),
        source,
    })?;
    Dictionary::from_compiled(bytes, path).map_err(|error| match error {
        Error::CompiledVersion { .. } => error,
        _ => Error::DamagedLedger {
            path: path.to_owned(),
            part: "dictionary".to_owned(),
        },
    })
}

fn bytes(connection: &Connection) -> rusqlite::Result<Vec<u8>> {
    let length = connection.query_row(
        "SELECT coalesce(sum(length(bytes)), 0) FROM dictionary",
        [],
        |row| row.get(0),
    )?;
    let mut bytes = Vec::with_capacity(length);
    let mut statement = connection.prepare("SELECT bytes FROM dictionary ORDER BY part")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(row.get_ref(0)?.as_blob()?);
    }
    Ok(bytes)
}

/// Writes rows of parts.
struct Parts<'c> {
    statement: Statement<'c>,
    written: u32,
    part: Vec<u8>,
}

impl Write for Parts<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.part.len() == PART_BYTES {
            self.flush()?;
        }
        let fitting = bytes.len().min(PART_BYTES - self.part.len());
        self.part.extend_from_slice(&bytes[..fitting]);
        Ok(fitting)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.statement
            .execute(params![self.written, self.part])
            .map_err(io::Error::other)?;
        self.written += 1;
        self.part.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::DictionaryFormat;

    #[test]
    fn a_dictionary_of_several_parts_reads_back() {
        let connection = Connection::open_in_memory().unwrap();
        super::super::schema::create(&connection).unwrap();
        let names: Vec<String> = (0..200_000).map(|n| format!("name {n:06}")).collect();
        let builder =
            Dictionary::builder().text(&names.join("\n"), DictionaryFormat::Names, "names");
        let dictionary = builder.unwrap().build().unwrap();
        let path = Path::new("x.db");
        write(&connection, &dictionary, path).unwrap();
        let parts = "SELECT count(*) FROM dictionary";
        let parts: u32 = connection.query_row(parts, [], |row| row.get(0)).unwrap();
        assert!(parts > 2);
        let again = read(&connection, path).unwrap();
        assert!(again.entities().eq(dictionary.entities()));
        assert_eq!(again.hash(), dictionary.hash());
        connection
            .execute("DELETE FROM dictionary WHERE part = 1", [])
            .unwrap();
        let error = read(&connection, path).unwrap_err();
        assert!(matches!(error, Error::DamagedLedger { .. }), "{error}");
    }
}
