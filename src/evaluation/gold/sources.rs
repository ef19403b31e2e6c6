//! One iterator over the documents of all gold; the only place of this floor where files are opened.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{Documents, DocumentsBuilder};
use crate::error::{Error, Result};

use super::conll::ConllReader;
use super::pubtator::PubtatorReader;
use super::table::{Marks, TableReader};
use super::{Columns, GoldDocument, GoldFormat, brat};

/// Iterator over the documents of all gold, in order: files as they were given, those of a folder by their paths. The first `Err` is the last
/// item that counts: an evaluation of half a file would say nothing.
///
/// # Example
/// ```
/// use comention::evaluation::{Gold, GoldFormat};
///
/// let file = "Zoë B-PER\nHart I-PER\njoined O\nOrrin B-ORG\n";
/// let gold = Gold::builder().reader("a.conll", GoldFormat::Conll, file.as_bytes()).build()?;
/// let documents: Vec<_> = gold.collect::<Result<_, _>>()?;
/// assert_eq!(documents[0].document.text, "Zoë Hart joined Orrin");
/// assert_eq!(documents[0].mentions[1].span.of(&documents[0].document.text), "Orrin");
/// # Ok::<(), comention::Error>(())
/// ```
pub struct Gold {
    sources: VecDeque<Source>,
    open: Option<Reader>,
    columns: Columns,
}

type Reader = Box<dyn Iterator<Item = Result<GoldDocument>>>;
type Stream = Box<dyn BufRead>;

/// Something that documents are read from.
enum Source {
    /// Marks in brat's format, with the id of their document.
    Brat(PathBuf, String),
    Conll(PathBuf),
    Pubtator(PathBuf),
    Stream(PathBuf, GoldFormat, Stream),
    /// All tables together, and the documents they belong to.
    Tables(Box<TableReader>),
}

impl Gold {
    /// Opens a file or folder, whose format is told from its suffix and its first lines.
    ///
    /// # Errors
    /// As [`GoldBuilder::build`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().path(path).build()
    }

    /// Opens several, or one with options.
    pub fn builder() -> GoldBuilder {
        GoldBuilder::default()
    }

    fn reader(&self, source: Source) -> Result<Reader> {
        Ok(match source {
            Source::Brat(path, id) => Box::new(std::iter::once(read_brat(&path, &id))),
            Source::Conll(path) => self.stream(&path, GoldFormat::Conll, open(&path)?),
            Source::Pubtator(path) => self.stream(&path, GoldFormat::Pubtator, open(&path)?),
            Source::Stream(path, format, stream) => self.stream(&path, format, stream),
            Source::Tables(reader) => reader,
        })
    }

    fn stream(&self, path: &Path, format: GoldFormat, stream: Stream) -> Reader {
        if format == GoldFormat::Pubtator {
            return Box::new(PubtatorReader::new(stream, path));
        }
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy();
        Box::new(ConllReader::new(stream, path, &name, self.columns))
    }
}

impl Iterator for Gold {
    type Item = Result<GoldDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(document) = self.open.as_mut().and_then(Iterator::next) {
                return Some(document);
            }
            let source = self.sources.pop_front()?;
            match self.reader(source) {
                Ok(reader) => self.open = Some(reader),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl fmt::Debug for Gold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Gold")
            .field("sources", &self.sources.len())
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

/// Collects files and options for [`Gold`].
#[derive(Default)]
#[must_use]
pub struct GoldBuilder {
    paths: Vec<PathBuf>,
    streams: Vec<(PathBuf, GoldFormat, Stream)>,
    format: Option<GoldFormat>,
    documents: Vec<PathBuf>,
    columns: Columns,
}

impl GoldBuilder {
    /// Adds a file, or a folder of brat files.
    pub fn path(mut self, path: impl AsRef<Path>) -> Self {
        self.paths.push(path.as_ref().to_owned());
        self
    }

    /// Adds a stream as if it were a file of that name. It may be CoNLL, PubTator, or a table.
    pub fn reader(
        mut self,
        name: impl Into<PathBuf>,
        format: GoldFormat,
        reader: impl BufRead + 'static,
    ) -> Self {
        self.streams.push((name.into(), format, Box::new(reader)));
        self
    }

    /// Sets the format of all files, in place of what they look like.
    pub fn format(mut self, format: GoldFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Adds a file or folder with the documents that tables belong to. Without any it is the `docs.jsonl` beside the first table.
    pub fn documents(mut self, path: impl AsRef<Path>) -> Self {
        self.documents.push(path.as_ref().to_owned());
        self
    }

    /// Sets which columns of CoNLL files are read.
    pub fn columns(mut self, columns: Columns) -> Self {
        self.columns = columns;
        self
    }

    /// Finds all files and reads the tables; the rest is read document by document.
    ///
    /// # Errors
    /// If a file cannot be read, its format cannot be told, a folder has no `.ann`, a table is malformed or its documents are not there.
    pub fn build(self) -> Result<Gold> {
        let mut sources = VecDeque::new();
        let mut marks = Marks::default();
        let mut first_table = None;
        for path in self.paths {
            match self.format.map_or_else(|| format_of(&path), Ok)? {
                GoldFormat::Brat => sources.extend(brat_files(&path)?),
                GoldFormat::Conll => sources.push_back(Source::Conll(path)),
                GoldFormat::Pubtator => sources.push_back(Source::Pubtator(path)),
                GoldFormat::Table => {
                    marks.read(open(&path)?, &path)?;
                    first_table.get_or_insert(path);
                }
            }
        }
        for (path, format, stream) in self.streams {
            if format == GoldFormat::Table {
                marks.read(stream, &path)?;
                first_table.get_or_insert(path);
            } else {
                sources.push_back(Source::Stream(path, format, stream));
            }
        }
        if let Some(table) = first_table {
            let mut documents = self.documents;
            if documents.is_empty() {
                let beside = table.with_file_name("docs.jsonl");
                if !beside.is_file() {
                    return Err(Error::GoldNeedsDocuments { path: table });
                }
                documents.push(beside);
            }
            let inputs = documents
                .iter()
                .fold(Documents::builder(), DocumentsBuilder::input);
            let reader = TableReader::new(inputs.build()?, marks);
            sources.push_back(Source::Tables(Box::new(reader)));
        }
        Ok(Gold {
            sources,
            open: None,
            columns: self.columns,
        })
    }
}

impl fmt::Debug for GoldBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GoldBuilder")
            .field("paths", &self.paths)
            .field("format", &self.format)
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

fn io_error(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |source| Error::Io {
        path: path.to_owned(),
        source,
    }
}

fn open(path: &Path) -> Result<Stream> {
    let file = File::open(path).map_err(io_error(path))?;
    Ok(Box::new(BufReader::new(file)))
}

/// What a file looks like; a folder is one of brat files.
fn format_of(path: &Path) -> Result<GoldFormat> {
    /// Lines of a head: comments and blank lines stand before the first that tells.
    const HEAD: usize = 20;
    let metadata = path.metadata().map_err(io_error(path))?;
    let brat_text =
        path.extension() == Some(OsStr::new("txt")) && path.with_extension("ann").is_file();
    if metadata.is_dir() || brat_text {
        return Ok(GoldFormat::Brat);
    }
    let mut lines = NumberedLines::new(open(path)?, path);
    let mut head = String::new();
    for _ in 0..HEAD {
        let Some((_, line)) = lines.next()? else {
            break;
        };
        head.push_str(&line);
        head.push('\n');
    }
    GoldFormat::of(path, &head).ok_or_else(|| Error::GoldFormat {
        path: path.to_owned(),
    })
}

/// The files with marks in a folder, or the one that was named.
fn brat_files(path: &Path) -> Result<Vec<Source>> {
    if !path.metadata().map_err(io_error(path))?.is_dir() {
        let marks = path.with_extension("ann");
        let text = path.with_extension("txt");
        let name = text.file_name().unwrap_or_default().to_string_lossy();
        return Ok(vec![Source::Brat(marks, name.into_owned())]);
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(path) {
        let entry = entry.map_err(|error| Error::Io {
            path: error.path().unwrap_or(path).to_owned(),
            source: error.into(),
        })?;
        if entry.path().extension() == Some(OsStr::new("ann")) {
            let text = entry.path().with_extension("txt");
            let id = text.strip_prefix(path).unwrap_or(&text);
            let mut id = id.to_string_lossy().into_owned();
            if MAIN_SEPARATOR != '/' {
                id = id.replace(MAIN_SEPARATOR, "/");
            }
            found.push((id, entry.into_path()));
        }
    }
    if found.is_empty() {
        return Err(Error::GoldFormat {
            path: path.to_owned(),
        });
    }
    found.sort();
    let sources = found.into_iter().map(|(id, path)| Source::Brat(path, id));
    Ok(sources.collect())
}

fn read_brat(marks: &Path, id: &str) -> Result<GoldDocument> {
    let text = read_text(&marks.with_extension("txt"))?;
    brat::read(id, text, &read_text(marks)?, marks)
}

/// All of a file, as it stands: a byte order mark would be a character that places count.
fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(io_error(path))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let rest = &error.as_bytes()[start..];
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        not_utf8(path, line, &rest[..end])
    })
}

/// Places in a text that had to be repaired would be guesses.
fn not_utf8(path: &Path, line: u64, bytes: &[u8]) -> Error {
    Error::GoldSyntax {
        path: path.to_owned(),
        line,
        expected: "UTF-8",
        found: String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Lines with their numbers, without their ends.
pub(super) struct NumberedLines<R> {
    reader: R,
    path: PathBuf,
    number: u64,
}

impl<R: BufRead> NumberedLines<R> {
    pub(super) fn new(reader: R, path: &Path) -> Self {
        Self {
            reader,
            path: path.to_owned(),
            number: 0,
        }
    }

    /// The next line, and its number from 1.
    pub(super) fn next(&mut self) -> Result<Option<(u64, String)>> {
        let mut line = Vec::new();
        let read = self.reader.read_until(b'\n', &mut line);
        if read.map_err(io_error(&self.path))? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let mut line = String::from_utf8(line).map_err(|error| {
            not_utf8(&self.path, self.number, error.as_bytes().trim_ascii_end())
        })?;
        line.truncate(line.trim_end_matches(['\n', '\r']).len());
        if self.number == 1 && line.starts_with('\u{FEFF}') {
            line.remove(0);
        }
        Ok(Some((self.number, line)))
    }
}
