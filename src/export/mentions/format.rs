//! The registry of mention formats: one line each per question.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::mention::Status;

use super::brat::Brat;
use super::conll::Conll;
use super::csv::Csv;
use super::html::Html;
use super::jsonl::Jsonl;
use super::pubtator::Pubtator;
use super::spacy::Spacy;
use super::web_annotation::WebAnnotation;
use super::{MentionOptions, MentionWriter, Offsets};

/// A file format that mentions can be written in.
///
/// # Example
/// ```
/// use comention::export::mentions::MentionFormat;
///
/// assert_eq!(MentionFormat::from_path("out/mentions.CSV".as_ref()), Some(MentionFormat::Csv));
/// assert!(MentionFormat::Brat.is_folder());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MentionFormat {
    /// A JSON object a line for each mention.
    Jsonl,
    /// A table with a row for each mention.
    Csv,
    /// A page to read: the documents with their entities marked.
    Html,
    /// A folder for brat: `.txt` and `.ann` for each document.
    Brat,
    /// A W3C Web Annotation page, in JSON-LD.
    WebAnnotation,
    /// A spaCy `Doc` a line, in JSON.
    Spacy,
    /// PubTator: title and text on a line each, mentions under them.
    Pubtator,
    /// CoNLL: a token a line, with IOB2 tags.
    Conll,
}

impl MentionFormat {
    /// All formats of this build.
    pub const ALL: [Self; 8] = [
        Self::Jsonl,
        Self::Csv,
        Self::Html,
        Self::Brat,
        Self::WebAnnotation,
        Self::Spacy,
        Self::Pubtator,
        Self::Conll,
    ];

    /// The stable lower-case name used in flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Brat => "brat",
            Self::WebAnnotation => "w3c",
            Self::Spacy => "spacy",
            Self::Pubtator => "pubtator",
            Self::Conll => "conll",
        }
    }

    /// How its files end, in lower case, the usual way first. Empty where a suffix would not tell.
    pub const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Jsonl => &[".jsonl", ".ndjson"],
            Self::Csv => &[".csv"],
            Self::Html => &[".html", ".htm"],
            Self::Brat => &[],
            Self::WebAnnotation => &[".jsonld"],
            Self::Spacy => &[".spacy.jsonl"],
            Self::Pubtator => &[".pubtator"],
            Self::Conll => &[".conll", ".iob2", ".bio"],
        }
    }

    /// What it is, in a few words.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Jsonl => "a JSON object a line for each mention; a stream (the default)",
            Self::Csv => "a table with a row for each mention",
            Self::Html => {
                "a page to read: documents with their entities marked, and a list of them"
            }
            Self::Brat => "a folder of .txt and .ann for brat and its readers",
            Self::WebAnnotation => "W3C Web Annotations, a page of JSON-LD",
            Self::Spacy => "a spaCy Doc a line, for Doc.from_json",
            Self::Pubtator => "PubTator: title and text, a line for each mention",
            Self::Conll => "CoNLL: a token a line with its places and an IOB2 tag",
        }
    }

    /// What it never carries, as a list in words; empty where it carries all.
    pub const fn does_not_carry(self) -> &'static str {
        match self {
            Self::Jsonl | Self::Csv => "",
            Self::Html => "offsets",
            Self::Brat => "dates, sources and addresses of documents, rules of accepted mentions",
            Self::WebAnnotation => "dates and sources of documents, documents without mentions",
            Self::Spacy => "rules, candidates of ambiguous mentions",
            Self::Pubtator => {
                "dates, sources and addresses of documents, names of entities, statuses, rules"
            }
            Self::Conll => {
                "dates, sources and addresses of documents, entities (only their types), statuses, rules"
            }
        }
    }

    /// The units it can count places in, the usual one first.
    pub const fn offsets(self) -> &'static [Offsets] {
        match self {
            Self::Jsonl | Self::Csv => &Offsets::ALL,
            Self::WebAnnotation => &[Offsets::Chars, Offsets::Utf16],
            Self::Html | Self::Brat | Self::Spacy | Self::Pubtator | Self::Conll => {
                &[Offsets::Chars]
            }
        }
    }

    /// The mentions it shows unless others are asked for.
    pub const fn default_statuses(self) -> &'static [Status] {
        match self {
            Self::Html => &[Status::Accepted, Status::Nested, Status::Ambiguous],
            _ => &[Status::Accepted],
        }
    }

    /// Whether it is a folder of files, not a stream.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Brat)
    }

    /// The format of a file, told from its suffix in any case.
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |format: &Self| {
            let found = format.suffixes().iter().filter(|end| name.ends_with(*end));
            found.map(|end| end.len()).max()
        };
        Self::ALL
            .into_iter()
            .filter_map(|format| Some((ends(&format)?, format)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, format)| format)
    }

    /// Makes a writer for mentions of entities of a dictionary.
    pub fn writer(
        self,
        dictionary: &Dictionary,
        options: MentionOptions,
    ) -> Box<dyn MentionWriter> {
        match self {
            Self::Jsonl => Box::new(Jsonl::new(options.offsets)),
            Self::Csv => Box::new(Csv::new(options)),
            Self::Html => Box::new(Html::new(dictionary)),
            Self::Brat => Box::<Brat>::default(),
            Self::WebAnnotation => Box::new(WebAnnotation::new(options.offsets)),
            Self::Spacy => Box::new(Spacy::new(options.lines)),
            Self::Pubtator => Box::new(Pubtator::new(options.lines)),
            Self::Conll => Box::new(Conll::new(options.lines)),
        }
    }
}

impl fmt::Display for MentionFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for MentionFormat {
    type Err = Error;

    /// Reads a [`name`](MentionFormat::name) in any case.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| Error::UnknownFormat {
                name: text.to_owned(),
                known: Self::ALL.iter().map(|format| format.name()).collect(),
            })
    }
}
