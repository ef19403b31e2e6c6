//! One iterator over the documents of all inputs.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::document::feed::Feed;
use crate::document::fields::FieldMap;
use crate::document::inputs::Inputs;
use crate::document::place::Options;
use crate::document::reader::Stream;
use crate::document::{Document, Records};
use crate::error::Result;

/// The longest document that is read by default, in bytes after decompression.
pub const MAX_DOCUMENT_BYTES: usize = 256_000_000;

/// Iterator over the documents of all inputs, in order: inputs as they were given, the files of a folder or glob by the bytes of their paths,
/// records as they stand in their file. After an `Err` (an unreadable file, a bad record) it goes on with the next.
///
/// # Formats
/// By suffix, in any case, each also compressed (`.gz`, `.zst`; recognised by its first bytes, whatever the name):
/// - `.txt`: the file is the document. A `YYYY-MM-DD` in its name is its date.
/// - `.md`, `.markdown`: the text without mark-up, each block a line; title, date and more from the head between `---` lines, else the title from
///   the first `#` heading and the date from the file's name.
/// - `.html`, `.htm`: the main text without menus and the like, each block a line; title, date, source, language and address from the page's metadata.
/// - `.jsonl`, `.ndjson`: an object on each line, fields named by a [`FieldMap`]; blank lines are passed over.
/// - `.csv`, `.tsv`: a header, then a document in each row, quoted as spreadsheets do; fields named by a [`FieldMap`].
///
/// Text is UTF-8, or UTF-16 with a byte order mark. What is not UTF-8 is replaced by U+FFFD and counted.
///
/// # Ids
/// A record's own id, else the path of its file relative to the input folder, with `#n` for the nth record of a file of records (counted from 1,
/// bad ones too, blank lines not). A file or glob gives the path as it was given, standard input `-`. Ids are not checked for being unique.
///
/// # Example
/// ```
/// use comention::document::Documents;
///
/// let jsonl = "{\"id\": 7, \"text\": \"Nvidia sells the H800.\", \"date\": \"2023-03\"}\n{\"text\": \"In China.\"}\n";
/// let documents = Documents::builder().reader("feed.jsonl", jsonl.as_bytes()).build()?;
/// let documents: Vec<_> = documents.collect::<Result<_, _>>()?;
/// assert_eq!(documents[0].id, "7");
/// assert_eq!(documents[1].id, "feed.jsonl#2");
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Debug)]
pub struct Documents {
    records: Records,
}

impl Documents {
    /// Opens one input: a file, a folder, a glob, or `-` for standard input.
    ///
    /// # Errors
    /// As [`DocumentsBuilder::build`].
    ///
    /// # Example
    /// ```
    /// use comention::{Error, document::Documents};
    ///
    /// let missing = Documents::open("no/such/folder");
    /// assert!(matches!(missing, Err(Error::Io { .. })));
    /// ```
    pub fn open(input: impl AsRef<Path>) -> Result<Self> {
        Self::builder().input(input).build()
    }

    /// Opens several inputs, or one with options.
    pub fn builder() -> DocumentsBuilder {
        DocumentsBuilder::default()
    }

    /// The same documents before decoding, so that other threads can do that.
    #[must_use]
    pub fn records(self) -> Records {
        self.records
    }

    /// The length of all inputs in bytes, as they are on disk; `None` where one of them is a stream.
    pub fn total_bytes(&self) -> Option<u64> {
        self.records.total_bytes()
    }

    /// How many bytes of the inputs have been read so far, before decompression.
    pub fn consumed_bytes(&self) -> u64 {
        self.records.consumed_bytes()
    }

    /// The files in input folders that are of no known format, sorted.
    pub fn ignored(&self) -> &[PathBuf] {
        self.records.ignored()
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(record.and_then(|record| record.decode()))
    }
}

/// Collects inputs and options for [`Documents`].
#[derive(Default)]
#[must_use]
pub struct DocumentsBuilder {
    inputs: Vec<Input>,
    names: FieldMap,
    prefix_ids: bool,
    limit: Option<usize>,
}

enum Input {
    Path(PathBuf),
    Stream(String, Stream),
}

impl DocumentsBuilder {
    /// Adds an input:
    /// - a file; with an unknown suffix it is plain text, a pipe is taken by its first bytes;
    /// - a folder, searched for files with known suffixes; hidden files and folders are passed over, links to folders not followed, other files
    ///   listed by [`Documents::ignored`];
    /// - a glob, where no such file exists; files with unknown suffixes are plain text if the pattern ends in that suffix (`*.log`), else ignored;
    /// - `-` for standard input: JSON Lines where it starts with `{`, a page where it starts with `<!doctype html` or `<html`, else plain text.
    pub fn input(mut self, input: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::Path(input.as_ref().to_owned()));
        self
    }

    /// Adds a stream as if it were a file of that name: the name gives the ids, and by its suffix the format; without a known suffix the first bytes
    /// tell, as for standard input.
    pub fn reader(mut self, name: impl Into<String>, reader: impl Read + Send + 'static) -> Self {
        self.inputs
            .push(Input::Stream(name.into(), Box::new(reader)));
        self
    }

    /// Sets the names of the fields in JSON and CSV records.
    pub fn field_map(mut self, names: FieldMap) -> Self {
        self.names = names;
        self
    }

    /// Puts the file before the ids that records bring along, where several files use the same ones: the `7` of `feed.jsonl` becomes
    /// `feed.jsonl#7`. Off by default.
    pub fn prefix_ids(mut self, prefix_ids: bool) -> Self {
        self.prefix_ids = prefix_ids;
        self
    }

    /// Sets the longest document that is read, in bytes after decompression; [`MAX_DOCUMENT_BYTES`] by default. A longer one is an error of its own.
    pub fn max_document_bytes(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Finds the files of all inputs. None is opened yet.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where an input does not exist, [`Error::NoDocuments`](crate::Error::NoDocuments) for a folder without
    /// documents, [`Error::NoMatch`](crate::Error::NoMatch) and [`Error::BadPattern`](crate::Error::BadPattern) for a glob.
    pub fn build(self) -> Result<Documents> {
        let mut inputs = Inputs::default();
        for input in self.inputs {
            match input {
                Input::Path(path) => inputs.add(&path)?,
                Input::Stream(name, stream) => inputs.add_stream(&name, stream),
            }
        }
        let limit = self.limit.unwrap_or(MAX_DOCUMENT_BYTES);
        let options = Options::new(self.names, self.prefix_ids, limit);
        Ok(Documents {
            records: Records::new(Feed::new(inputs, options)),
        })
    }
}
