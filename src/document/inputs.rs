//! Paths to files: what an input stands for, in an order that depends on names alone.

use std::fs::Metadata;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::document::reader::{Format, Stream};
use crate::error::{Error, Result};

/// The name of standard input.
pub(super) const STDIN: &str = "-";

/// A file or stream that documents are read from.
pub(super) struct Source {
    /// For messages, and to open it.
    pub(super) path: PathBuf,
    /// The id of a document without one of its own.
    pub(super) name: String,
    /// `None` where the first bytes have to tell.
    pub(super) format: Option<Format>,
    /// Bytes on disk, where that is known beforehand.
    pub(super) length: Option<u64>,
    pub(super) stream: Option<Stream>,
}

/// The sources of all inputs, in order.
#[derive(Default)]
pub(super) struct Inputs {
    /// An error where a file or folder inside an input cannot be read.
    pub(super) sources: Vec<Result<Source>>,
    /// Files in folders that are of no known format.
    pub(super) ignored: Vec<PathBuf>,
}

impl Inputs {
    /// Adds a file, a folder, a glob, or `-` for standard input.
    pub(super) fn add(&mut self, input: &Path) -> Result<()> {
        if input == Path::new(STDIN) {
            self.add_stream(STDIN, Box::new(io::stdin()));
            return Ok(());
        }
        match input.metadata() {
            Ok(metadata) if metadata.is_dir() => self.add_folder(input),
            Ok(metadata) => {
                self.sources.push(Ok(named_file(input, &metadata)));
                Ok(())
            }
            Err(source) => match input.to_str() {
                Some(pattern) if pattern.contains(['*', '?', '[']) => self.add_glob(pattern),
                _ => Err(Error::Io {
                    path: input.to_owned(),
                    source,
                }),
            },
        }
    }

    /// Adds a stream under a name, whose suffix tells its format.
    pub(super) fn add_stream(&mut self, name: &str, stream: Stream) {
        self.sources.push(Ok(Source {
            path: name.into(),
            name: name.to_owned(),
            format: Format::of_path(Path::new(name)),
            length: None,
            stream: Some(stream),
        }));
    }

    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let found = self.walk(folder, |path| {
            given_id(path.strip_prefix(folder).unwrap_or(path))
        });
        if found.is_empty() {
            return Err(Error::NoDocuments {
                path: folder.to_owned(),
            });
        }
        self.append_sorted(found);
        Ok(())
    }

    /// Adds what a glob matches. Files are as if named one by one where the pattern says their suffix; folders are walked.
    fn add_glob(&mut self, pattern: &str) -> Result<()> {
        let options = glob::MatchOptions {
            require_literal_separator: true,
            require_literal_leading_dot: true,
            ..glob::MatchOptions::new()
        };
        let matches = glob::glob_with(pattern, options).map_err(|source| Error::BadPattern {
            pattern: pattern.to_owned(),
            source,
        })?;
        let says_suffix = Path::new(pattern)
            .extension()
            .and_then(|suffix| suffix.to_str())
            .is_some_and(|suffix| !suffix.contains(['*', '?', '[', ']']));
        let mut found = Vec::new();
        for path in matches {
            let path = match path {
                Ok(path) => path,
                Err(error) => {
                    let path = error.path().to_owned();
                    let source = error.into();
                    found.push((path.clone(), Err(Error::Io { path, source })));
                    continue;
                }
            };
            match path.metadata() {
                Ok(metadata) if metadata.is_dir() => found.extend(self.walk(&path, given_id)),
                Ok(_) if !says_suffix && Format::of_path(&path).is_none() => {
                    self.ignored.push(path);
                }
                Ok(metadata) => found.push((path.clone(), Ok(named_file(&path, &metadata)))),
                Err(source) => found.push((path.clone(), Err(Error::Io { path, source }))),
            }
        }
        if found.is_empty() {
            return Err(Error::NoMatch {
                pattern: pattern.to_owned(),
            });
        }
        // A pattern that matches a folder and what is in it finds a file twice.
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found.dedup_by(|a, b| a.0 == b.0);
        self.append_sorted(found);
        Ok(())
    }

    /// The files of known formats under a folder. Hidden ones are passed over, links to folders not followed, special files not opened.
    fn walk(
        &mut self,
        folder: &Path,
        id: impl Fn(&Path) -> String,
    ) -> Vec<(PathBuf, Result<Source>)> {
        let mut found = Vec::new();
        for entry in WalkDir::new(folder)
            .into_iter()
            .filter_entry(|entry| !is_hidden(entry))
        {
            let path = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => entry.into_path(),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let source = error.into_io_error();
                    let source = source.unwrap_or_else(|| io::Error::other("a loop of links"));
                    found.push((path.clone(), Err(Error::Io { path, source })));
                    continue;
                }
            };
            // Not the entry's own metadata: a link to a file is that file.
            match (Format::of_path(&path), path.metadata()) {
                (_, Ok(metadata)) if !metadata.is_file() => {}
                (None, _) => self.ignored.push(path),
                (Some(_), Err(source)) => {
                    found.push((path.clone(), Err(Error::Io { path, source })));
                }
                (format, Ok(metadata)) => {
                    let source = Source {
                        name: id(&path),
                        format,
                        length: Some(metadata.len()),
                        stream: None,
                        path: path.clone(),
                    };
                    found.push((path, Ok(source)));
                }
            }
        }
        found
    }

    /// Sorts by the bytes of the path, not by its parts: that is the order of the ids, and the one `LC_ALL=C sort` gives.
    fn append_sorted(&mut self, mut found: Vec<(PathBuf, Result<Source>)>) {
        // The path itself settles the order of names that are not UTF-8, whose ids may be the same.
        found.sort_by_cached_key(|(path, _)| (given_id(path), path.clone()));
        self.sources
            .extend(found.into_iter().map(|(_, source)| source));
        self.ignored.sort();
        self.ignored.dedup();
    }
}

/// A file that was named itself: read even if its suffix says nothing, as plain text. A pipe has no suffix to go by, so that its first bytes tell.
fn named_file(path: &Path, metadata: &Metadata) -> Source {
    let is_file = metadata.is_file();
    Source {
        path: path.to_owned(),
        name: given_id(path),
        format: Format::of_path(path).or(is_file.then_some(Format::Text)),
        length: is_file.then_some(metadata.len()),
        stream: None,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A path as it was given, with `/` between its parts.
fn given_id(path: &Path) -> String {
    let path = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' {
        path.into_owned()
    } else {
        path.replace(MAIN_SEPARATOR, "/")
    }
}
