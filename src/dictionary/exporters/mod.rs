//! Dictionaries as files, ours and those of other tools: a dictionary comes in, bytes go out, the same for the same dictionary. A file per
//! format; what a format has no room for is counted beforehand.

mod flashtext;
mod gate;
mod jensen_lab;
mod losses;
mod spacy;
mod table;
#[cfg(test)]
mod tests;
mod toml_file;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use losses::Loss;
pub(crate) use toml_file::key as toml_key;

use super::{Alias, Dictionary, DictionaryFormat, Entity};
use crate::error::{Error, Result};

/// One file of a dictionary in some format, with where it goes.
///
/// # Example
/// ```
/// use comention::{Dictionary, dictionary::DictionaryFormat};
///
/// let dictionary = Dictionary::builder().text("Acme\n", DictionaryFormat::Names, "names.txt")?.build()?;
/// let parts = DictionaryFormat::JensenLab.parts(&dictionary, "firms_entities.tsv".as_ref())?;
/// assert_eq!(parts[1].path(), "firms_names.tsv");
/// let mut names = Vec::new();
/// parts[1].write(&dictionary, &mut names)?;
/// assert_eq!(names, b"1\tAcme\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryPart {
    path: PathBuf,
    content: Content,
}

/// What stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// All there is.
    Whole(DictionaryFormat),
    GateIndex(Vec<gate::List>),
    GateList(gate::List),
    JensenLab(jensen_lab::Table),
}

impl DictionaryPart {
    fn new(path: impl Into<PathBuf>, content: Content) -> Self {
        Self {
            path: path.into(),
            content,
        }
    }

    /// Where it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file. The dictionary is the one that the parts were asked of.
    ///
    /// # Errors
    /// If `output` fails.
    pub fn write(&self, dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
        match &self.content {
            Content::Whole(format) => match format {
                DictionaryFormat::Toml => toml_file::write(dictionary, output),
                DictionaryFormat::Csv => table::write(dictionary, b',', output),
                DictionaryFormat::Tsv => table::write(dictionary, b'\t', output),
                DictionaryFormat::Names => write_names(dictionary, output),
                DictionaryFormat::Spacy => spacy::write(dictionary, output),
                DictionaryFormat::Flashtext => flashtext::write(dictionary, output),
                _ => dictionary.write_json_lines(output),
            },
            Content::GateIndex(lists) => gate::write_index(lists, output),
            Content::GateList(list) => list.write(dictionary, output),
            Content::JensenLab(table) => table.write(dictionary, output),
        }
    }
}

impl DictionaryFormat {
    /// The formats that dictionaries can be written in.
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|format| format.is_written())
    }

    /// The files that a dictionary becomes. GATE's lists stand beside `path`, the index, named by type; the Jensen Lab's names and groups
    /// beside the entities, for `X_entities.tsv` as `X_names.tsv` and `X_groups.tsv`. All other formats are one file.
    ///
    /// # Errors
    /// If the format is only read.
    pub fn parts(self, dictionary: &Dictionary, path: &Path) -> Result<Vec<DictionaryPart>> {
        if !self.is_written() {
            return Err(Error::UnknownFormat {
                name: self.name().to_owned(),
                known: Self::written().map(Self::name).collect(),
            });
        }
        Ok(match self {
            Self::Gate => gate::parts(dictionary, path),
            Self::JensenLab => jensen_lab::parts(dictionary, path),
            _ => vec![DictionaryPart::new(path, Content::Whole(self))],
        })
    }
}

fn write_names(dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
    for entity in dictionary.entities() {
        writeln!(output, "{}", on_a_line(entity.name()))?;
    }
    Ok(())
}

/// A text as it can stand in a line of cells: without tabs, line ends and outer white space.
fn on_a_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains(['\t', '\n', '\r']) {
        return text.replace(['\t', '\n', '\r'], " ").into();
    }
    text.into()
}

/// All forms of an entity with their rules: the name first, then all others.
fn forms(entity: &Entity) -> impl Iterator<Item = Cow<'_, Alias>> {
    let of_name = entity.aliases.iter().any(|alias| alias.text == entity.name);
    let name = (!of_name).then(|| Cow::Owned(Alias::new(&entity.name)));
    let (first, others): (Vec<_>, Vec<_>) = entity
        .aliases
        .iter()
        .partition(|alias| alias.text == entity.name);
    name.into_iter()
        .chain(first.into_iter().chain(others).map(Cow::Borrowed))
}
