//! The registry of dictionary formats: ours and those of other tools, one line each per question.

use std::fmt;
use std::io::BufRead;
use std::path::Path;
use std::str::FromStr;

use super::importers::{self, Source};
use super::rows::Rows;
use super::{own_formats, table};
use crate::error::{Error, Result};

/// How a dictionary file is written.
///
/// The first five are our own; between them a dictionary loses nothing but what the smaller ones have no room for. The others belong to other
/// tools; each says here what becomes an entity, and what is left out of it is counted
/// ([`DictionaryBuilder::notes`](crate::dictionary::DictionaryBuilder::notes)).
///
/// # Example
/// ```
/// use comention::{Dictionary, dictionary::DictionaryFormat};
///
/// let patterns = r#"{"label":"ORG","pattern":"Acme Corp","id":"acme"}"#;
/// let dictionary = Dictionary::builder().text(patterns, DictionaryFormat::Spacy, "patterns.jsonl")?.build()?;
/// assert_eq!(dictionary.get("acme").unwrap().name(), "Acme Corp");
/// assert_eq!("SPACY".parse::<DictionaryFormat>()?, DictionaryFormat::Spacy);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DictionaryFormat {
    /// `[[entity]]` tables.
    Toml,
    /// One JSON object a line, with the fields of the TOML form.
    JsonLines,
    /// A header with `id,name,type,aliases,parent`, of which `name` suffices; aliases joined by `|`, with `\|` and `\\` as the only
    /// escapes; every further column is an attribute.
    Csv,
    /// The same, separated by tabs, without quoting.
    Tsv,
    /// One name a line.
    Names,
    /// The patterns of spaCy's `EntityRuler` and `SpanRuler`: `{"label": …, "pattern": …, "id": …}` a line.
    ///
    /// The label is the type; patterns of one `id` are one entity, whose name is the first; a pattern without `id` is an entity of its own. A
    /// string pattern stands as written (exact case). A list of tokens is read if each has but `ORTH`, `TEXT`, `LOWER` or `NORM` with a
    /// string: `LOWER` and `NORM` ignore case. Everything else (`OP`, `REGEX`, `POS`, `IN`…) is left out and counted.
    Spacy,
    /// A GATE gazetteer: a `.def` index (`file.lst:majorType:minorType:language:annotationType`) with its `.lst` files beside it, or one
    /// such list.
    ///
    /// The type is the minor type, else the major one. A line is an entry, with features behind it (`Acme&id=Q1&kind=org`, or with tabs);
    /// `id` makes entries one entity, all others are attributes. An `&` is a separator only where `name=value` follows: `AT&T` is a name.
    Gate,
    /// Keywords of flashtext: `{"Clean name": ["variant", …]}`, or lines of `variant=>Clean name` and bare keywords.
    ///
    /// The clean name becomes the name of the entity and is therefore looked for; flashtext would not do so unless it is listed, and where it
    /// is not, this is counted.
    Flashtext,
    /// Stanford `RegexNER`: pattern, type, overwritable types and priority, separated by tabs.
    ///
    /// Words, escapes (`\.`) and alternatives (`(Inc|Corp)`) are read, in exact case; a plain dot is taken for a dot and counted; other
    /// regular expressions are left out and counted. Of equal words the higher priority stays.
    RegexNer,
    /// SKOS as Turtle or N-Triples. Needs the feature `skos`.
    ///
    /// A concept's IRI is its id; `prefLabel` its name, `altLabel` and `hiddenLabel` aliases (SKOS-XL too), `broader` and `narrower` its
    /// parent if that is in the file, `notation` and `exactMatch` attributes. The type is the local name of its class, else of its scheme.
    Skos,
    /// The dictionaries of the Jensen Lab's tagger: `…_entities.tsv`, with `…_names.tsv` and, where there is one, `…_groups.tsv` beside it.
    ///
    /// Types that are numbers get names (-26 `disease`); those above zero are taxa: `protein`, with the attribute `taxon`. The nearest group
    /// is the parent. The files of stop words are not read.
    JensenLab,
    /// A JSON dump of Wikidata: an entity a line, with or without the array around them. Read as a stream.
    ///
    /// Items only. The type is the class (P31): `person`, `organization` or `place` for the commonest, else its Q number; all classes
    /// are the attribute `instance_of`. Statements of deprecated rank do not count.
    Wikidata,
    /// The CSV that the Wikidata Query Service gives: `item`, `itemLabel` and, if there, `alias`, `itemAltLabel`, `type` or `typeLabel`.
    ///
    /// The rows of an item are one entity; an item without a label, where its number stands instead, is left out and counted. Further columns
    /// are attributes.
    WikidataCsv,
    /// A table of `GeoNames` (`cities15000.txt`, `DE.txt`): 19 columns, without header and quoting. Read as a stream.
    ///
    /// Places and regions (feature classes P and A) become entities of type `place`; all others are left out and counted: streams and
    /// hills are called Bath, Of and Reading.
    GeoNames,
}

impl DictionaryFormat {
    /// All formats.
    pub const ALL: &[Self] = &[
        Self::Toml,
        Self::JsonLines,
        Self::Csv,
        Self::Tsv,
        Self::Names,
        Self::Spacy,
        Self::Gate,
        Self::Flashtext,
        Self::RegexNer,
        Self::Skos,
        Self::JensenLab,
        Self::Wikidata,
        Self::WikidataCsv,
        Self::GeoNames,
    ];

    /// The stable lower-case name used in flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Names => "names",
            Self::Spacy => "spacy",
            Self::Gate => "gate",
            Self::Flashtext => "flashtext",
            Self::RegexNer => "regexner",
            Self::Skos => "skos",
            Self::JensenLab => "jensen-lab",
            Self::Wikidata => "wikidata",
            Self::WikidataCsv => "wikidata-csv",
            Self::GeoNames => "geonames",
        }
    }

    /// What it is, in a few words.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Toml => "comention's own, for people",
            Self::JsonLines => "the same fields, an object a line",
            Self::Csv => "id,name,type,aliases,parent",
            Self::Tsv => "the same with tabs, without quoting",
            Self::Names => "a name a line",
            Self::Spacy => "patterns of spaCy's EntityRuler, JSON Lines",
            Self::Gate => "GATE gazetteer: lists.def and its .lst files",
            Self::Flashtext => "flashtext keywords: JSON, or variant=>Clean name",
            Self::RegexNer => "Stanford RegexNER, tabs",
            Self::Skos => "SKOS thesaurus: Turtle or N-Triples",
            Self::JensenLab => "Jensen Lab tagger: X_entities.tsv, X_names.tsv, X_groups.tsv",
            Self::Wikidata => "Wikidata JSON dump, also .gz",
            Self::WikidataCsv => "CSV of the Wikidata Query Service",
            Self::GeoNames => "GeoNames table, such as cities15000.txt",
        }
    }

    /// Whether it is one of our own, which a dictionary file is unless its content says otherwise.
    pub const fn is_own(self) -> bool {
        matches!(
            self,
            Self::Toml | Self::JsonLines | Self::Csv | Self::Tsv | Self::Names
        )
    }

    /// Whether dictionaries can be written in it.
    pub const fn is_written(self) -> bool {
        self.is_own()
            || matches!(
                self,
                Self::Spacy | Self::Gate | Self::Flashtext | Self::JensenLab
            )
    }

    /// Tells the format from a file's suffix, as far as that does.
    ///
    /// # Errors
    /// If the suffix is none of `.toml`, `.jsonl`, `.ndjson`, `.csv`, `.tsv`, `.txt`, `.def`, `.lst`, `.ttl`, `.nt`.
    pub fn from_path(path: &Path) -> Result<Self> {
        let suffix = path
            .extension()
            .and_then(|suffix| suffix.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        match suffix.as_str() {
            "toml" => Ok(Self::Toml),
            "jsonl" | "ndjson" => Ok(Self::JsonLines),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "txt" => Ok(Self::Names),
            "def" | "lst" => Ok(Self::Gate),
            "ttl" | "nt" => Ok(Self::Skos),
            _ => Err(Error::DictionarySuffix {
                path: path.to_owned(),
            }),
        }
    }

    /// Tells the format that a file of this name is to be written in: as [`DictionaryFormat::from_path`] does, but `.json` is flashtext's
    /// and `…_entities.tsv` the Jensen Lab's.
    ///
    /// # Errors
    /// If the suffix tells none.
    pub fn for_output(path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_lowercase();
        if name.ends_with("_entities.tsv") {
            Ok(Self::JensenLab)
        } else if path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        {
            Ok(Self::Flashtext)
        } else {
            Self::from_path(path)
        }
    }

    /// Reads every entity of a stream, each with its place.
    pub(super) fn read(self, source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
        match self {
            // Millions of rows need not be in memory twice.
            Self::Csv => table::read(&mut *source.input, source.path, b',', rows),
            Self::Tsv => table::read(&mut *source.input, source.path, b'\t', rows),
            Self::Toml | Self::JsonLines | Self::Names => {
                let text = whole(&mut *source.input, source.path)?;
                let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
                let number = rows.file(&source.path.display().to_string());
                match self {
                    Self::Toml => own_formats::parse_toml(text, number, rows),
                    Self::JsonLines => own_formats::parse_json_lines(text, number, rows),
                    _ => own_formats::parse_names(text, number, rows),
                }
            }
            _ => importers::read(self, source, rows),
        }
    }
}

fn whole(input: &mut dyn BufRead, path: &Path) -> Result<String> {
    let mut text = String::new();
    input
        .read_to_string(&mut text)
        .map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
    Ok(text)
}

impl fmt::Display for DictionaryFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for DictionaryFormat {
    type Err = Error;

    /// Reads a [`name`](DictionaryFormat::name) in any case.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| Error::UnknownFormat {
                name: text.to_owned(),
                known: Self::ALL.iter().map(|format| format.name()).collect(),
            })
    }
}
