//! Finds documents that were recorded several times, once all of them are there: so that recording need not look each id up.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use crate::cooccurrence::hash_of;
use crate::error::{Error, Result};

use super::schema::INDEX;

/// Makes the index that keeps ids apart. Of documents with the same id and content only the first stays; tells how many went.
///
/// # Errors
/// [`Error::DuplicateDocument`] if an id has several contents; of the documents that differ from the first of their id, the one that came
/// first is named.
pub(super) fn index(connection: &Connection, path: &Path) -> Result<u64> {
    let broken = |source| Error::Ledger {
        path: path.to_owned(),
        source,
    };
    let chosen = sort_beside(connection, path).map_err(broken)?;
    let repeated = match connection.execute_batch(INDEX) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            let removed = remove_repeats(connection).map_err(broken)?;
            if removed.is_ok() {
                connection.execute_batch(INDEX).map_err(broken)?;
            }
            removed
        }
        made => made.map(|()| Ok(0)).map_err(broken)?,
    };
    if chosen {
        sort_in(connection, "").map_err(broken)?;
    }
    repeated
}

/// The folder of SQLite's temporary files.
const FOLDER: &str = "temp_store_directory";

/// Lets SQLite put what it sorts beside the ledger, where there is space: `/tmp` may be memory. Tells whether it did: the choice is one for
/// the whole process, and one that the program has made stays.
fn sort_beside(connection: &Connection, path: &Path) -> rusqlite::Result<bool> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Some("."),
        folder => folder.and_then(Path::to_str),
    };
    let made = connection
        .pragma_query_value(None, FOLDER, |row| row.get::<_, Option<String>>(0))
        .optional()?
        .flatten();
    match (folder, made) {
        (Some(folder), None) => sort_in(connection, folder).map(|()| true),
        _ => Ok(false),
    }
}

fn sort_in(connection: &Connection, folder: &str) -> rusqlite::Result<()> {
    connection.pragma_update(None, FOLDER, folder)
}

/// Removes the documents that came again. The inner error names two contents of one id.
fn remove_repeats(connection: &Connection) -> rusqlite::Result<Result<u64>> {
    // Sorted as a whole before the first row comes, so that rows can go on the way.
    let mut select = connection.prepare(
        "SELECT number, id, origin, record FROM document
         WHERE id IN (SELECT id FROM document GROUP BY id HAVING count(*) > 1) ORDER BY id, number",
    )?;
    let mut delete = connection.prepare("DELETE FROM document WHERE number = ?1")?;
    let mut rows = select.query([])?;
    let mut first: Option<(String, String, Option<u128>)> = None;
    let mut conflict: Option<(i64, Error)> = None;
    let mut repeated = 0;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let id = row.get_ref(1)?.as_str()?;
        let origin = row.get_ref(2)?.as_str()?;
        let hash = hash_of(row.get_ref(3)?.as_blob()?);
        let Some((_, first_origin, first_hash)) = first.as_ref().filter(|first| first.0 == id)
        else {
            first = Some((id.to_owned(), origin.to_owned(), hash));
            continue;
        };
        if *first_hash == hash {
            delete.execute(params![number])?;
            repeated += 1;
        } else if conflict.as_ref().is_none_or(|(found, _)| number < *found) {
            let error = Error::DuplicateDocument {
                id: id.to_owned(),
                first: first_origin.clone(),
                second: origin.to_owned(),
            };
            conflict = Some((number, error));
        }
    }
    Ok(conflict.map_or(Ok(repeated), |(_, error)| Err(error)))
}
