//! What importers read from: a stream with its name and the files beside it, line by line.

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use super::ImportOptions;
use crate::dictionary::own_formats::syntax_error;
use crate::error::{Error, Result};

/// Opens a file that stands beside the one being read, by its path relative to that.
pub(in crate::dictionary) type Beside<'a> = dyn Fn(&Path) -> Result<Box<dyn BufRead>> + 'a;

/// A file to read.
pub(in crate::dictionary) struct Source<'a> {
    /// What it is called in messages.
    pub(in crate::dictionary) path: &'a Path,
    pub(in crate::dictionary) input: &'a mut dyn BufRead,
    pub(in crate::dictionary) beside: &'a Beside<'a>,
    pub(in crate::dictionary) options: &'a ImportOptions,
}

/// What breaks a format.
#[derive(Debug, thiserror::Error)]
pub(super) enum Malformed {
    #[error("{found} columns, {expected} are wanted")]
    Columns {
        expected: &'static str,
        found: usize,
    },
    #[error("`{text}` is no whole number")]
    Number { text: String },
    #[error("more than one `=>`")]
    Arrows,
    #[error("the serial number {serial} stands twice")]
    Serial { serial: i64 },
    #[error("a file whose name ends in `entities.tsv` is wanted")]
    NotEntities,
    #[error("the file of a list is missing")]
    NoList,
}

/// The lines of a stream, without their ends and without a mark at the beginning.
pub(super) struct Lines<'a, R: ?Sized> {
    input: &'a mut R,
    path: &'a Path,
    file: Arc<str>,
    buffer: Vec<u8>,
    number: u64,
}

impl<'a, R: BufRead + ?Sized> Lines<'a, R> {
    pub(super) fn new(input: &'a mut R, path: &'a Path) -> Self {
        Self {
            input,
            path,
            file: Arc::from(path.display().to_string()),
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// What the stream is called in places.
    pub(super) fn file(&self) -> Arc<str> {
        Arc::clone(&self.file)
    }

    /// The next line with anything on it, and its number.
    ///
    /// # Errors
    /// If the stream fails, or a line is not UTF-8.
    pub(super) fn next_filled(&mut self) -> Result<Option<(u64, &str)>> {
        while self.advance()? {
            if !self.line()?.trim().is_empty() {
                return Ok(Some((self.number, self.line()?)));
            }
        }
        Ok(None)
    }

    /// Reads a line; false at the end.
    fn advance(&mut self) -> Result<bool> {
        self.buffer.clear();
        let read = self.input.read_until(b'\n', &mut self.buffer);
        let read = read.map_err(|source| self.failed(source))?;
        self.number += 1;
        Ok(read > 0)
    }

    fn line(&self) -> Result<&str> {
        let line = std::str::from_utf8(&self.buffer)
            .map_err(|source| syntax_error(&self.file, self.number, source))?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        Ok(match self.number {
            1 => line.strip_prefix('\u{FEFF}').unwrap_or(line),
            _ => line,
        })
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Io {
            path: self.path.to_owned(),
            source,
        }
    }
}

/// The error of a line.
pub(super) fn malformed(
    path: &Path,
    line: u64,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    syntax_error(&Arc::from(path.display().to_string()), line, source)
}

/// All of a stream, which is UTF-8.
pub(super) fn whole(source: &mut Source<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    let read = source.input.read_to_end(&mut bytes);
    read.map_err(|error| Error::Io {
        path: source.path.to_owned(),
        source: error,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', good).count() as u64;
        malformed(source.path, line, error.utf8_error())
    })
}

/// Reads a whole number.
pub(super) fn whole_number(text: &str) -> Result<i64, Malformed> {
    text.trim().parse().map_err(|_| Malformed::Number {
        text: text.to_owned(),
    })
}
