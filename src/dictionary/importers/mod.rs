//! Dictionaries of other tools: their files come in, rows go out, with a note of whatever had to be left out. A file per format.

mod flashtext;
mod gate;
mod gathered;
mod geonames;
pub(super) mod jensen_lab;
mod notes;
mod phrase;
mod regexner;
mod regexner_pattern;
#[cfg(feature = "skos")]
mod skos;
mod source;
mod spacy;
#[cfg(test)]
mod tests;
mod wikidata;
mod wikidata_csv;

pub use notes::{ImportNote, ImportRemark};
pub(super) use source::{Beside, Source};

use super::DictionaryFormat;
use super::rows::Rows;
use crate::error::Result;

/// What to take out of dictionaries that hold more than is wanted. Our own formats are always read whole.
///
/// # Example
/// ```
/// use comention::dictionary::ImportOptions;
///
/// let options = ImportOptions::default().with_languages(["de", "en"]).with_classes(["Q5"]);
/// assert_eq!(options.languages, ["de", "en"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportOptions {
    /// The languages whose labels are taken, from files that tell them apart (SKOS, Wikidata). The name is in the first of them that has
    /// one, else in no language, else in any. Labels without language, or for all (`mul`), are always taken; `all` takes every
    /// language. By default `en`.
    pub languages: Vec<String>,
    /// The classes (`Q5`, people) of which an item of a Wikidata dump must be an instance; none takes all items.
    pub classes: Vec<String>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            languages: vec!["en".to_owned()],
            classes: Vec::new(),
        }
    }
}

impl ImportOptions {
    /// Sets the languages.
    #[must_use]
    pub fn with_languages(
        mut self,
        languages: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.languages = languages.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the classes.
    #[must_use]
    pub fn with_classes(mut self, classes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.classes = classes.into_iter().map(Into::into).collect();
        self
    }

    /// The place of a language among those asked for; languages that are not compare as last.
    fn rank(&self, language: &str) -> Rank {
        let asked = self.languages.iter();
        let place = asked
            .clone()
            .position(|asked| asked.eq_ignore_ascii_case(language));
        match place {
            Some(place) => Rank::Asked(place),
            None if language.is_empty() || language == "mul" => Rank::Neutral,
            None if asked.clone().any(|asked| asked == "all") => Rank::Taken,
            None => Rank::Other,
        }
    }
}

/// How much a language is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Asked(usize),
    /// No language, or all.
    Neutral,
    Taken,
    /// Only where there is nothing else.
    Other,
}

/// Reads every entity of a file of another tool.
pub(super) fn read(
    format: DictionaryFormat,
    source: &mut Source<'_>,
    rows: &mut Rows,
) -> Result<()> {
    match format {
        DictionaryFormat::Spacy => spacy::read(source, rows),
        DictionaryFormat::Gate => gate::read(source, rows),
        DictionaryFormat::Flashtext => flashtext::read(source, rows),
        DictionaryFormat::RegexNer => regexner::read(source, rows),
        #[cfg(feature = "skos")]
        DictionaryFormat::Skos => skos::read(source, rows),
        #[cfg(not(feature = "skos"))]
        DictionaryFormat::Skos => Err(crate::error::Error::FeatureNeeded {
            path: source.path.to_owned(),
            feature: "skos",
        }),
        DictionaryFormat::JensenLab => jensen_lab::read(source, rows),
        DictionaryFormat::Wikidata => wikidata::read(source, rows),
        DictionaryFormat::WikidataCsv => wikidata_csv::read(source, rows),
        DictionaryFormat::GeoNames => geonames::read(source, rows),
        DictionaryFormat::Toml
        | DictionaryFormat::JsonLines
        | DictionaryFormat::Csv
        | DictionaryFormat::Tsv
        | DictionaryFormat::Names => unreachable!("our own formats are read elsewhere"),
    }
}
