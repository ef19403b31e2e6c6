//! The one error type, under every floor.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What can go wrong. Variants carry the facts (path, line, what was expected, what was found); how to fix it from the command line is
/// said by the command line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A dictionary file has a suffix that tells no format.
    #[error("{}: a dictionary is .toml, .jsonl, .csv, .tsv or .txt", path.display())]
    DictionarySuffix {
        /// The file.
        path: PathBuf,
    },
    /// A dictionary file breaks its format.
    #[error("{place}: {source}")]
    DictionarySyntax {
        /// The line.
        place: Place,
        /// What the parser said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A dictionary table lacks a column.
    #[error("{}: no column `{column}` among: {}", path.display(), found.join(", "))]
    DictionaryColumn {
        /// The file.
        path: PathBuf,
        /// The column that is missing.
        column: &'static str,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// A profile breaks its format.
    #[error("{place}: {source}")]
    ProfileSyntax {
        /// The line.
        place: Place,
        /// What the parser said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A profile is of a newer version.
    #[error("{place}: a profile of version {found}; this program reads version {supported}")]
    ProfileVersion {
        /// The line.
        place: Place,
        /// Its version.
        found: u32,
        /// The newest version that can be read.
        supported: u32,
    },
    /// A file of rules for relations breaks its format.
    #[error("{place}: {source}")]
    RelationSyntax {
        /// The line.
        place: Place,
        /// What is wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A ledger was built with another profile, or without one.
    #[error("{}: built with {}, not with {given}", path.display(), built.as_deref().map_or_else(|| "no profile".to_owned(), |hash| format!("the profile {hash}")))]
    OtherProfile {
        /// The ledger.
        path: PathBuf,
        /// The hash of its profile, if it has one.
        built: Option<String>,
        /// The hash of the other.
        given: String,
    },
    /// Two entities have one id, in one file, or in two with different types.
    #[error("{second}: entity `{id}` ({second_type}) is already at {first} ({first_type})")]
    DuplicateEntity {
        /// The id.
        id: String,
        /// Where it stands first.
        first: Place,
        /// Its type there.
        first_type: String,
        /// Where it stands again.
        second: Place,
        /// Its type there.
        second_type: String,
    },
    /// An entity has a blank name or id.
    #[error("{place}: an entity needs a name, and its id may not be blank")]
    BlankName {
        /// Where.
        place: Place,
    },
    /// A condition of an alias holds a blank word.
    #[error("{place}: a word that an alias needs or excludes may not be blank")]
    BlankPhrase {
        /// Where.
        place: Place,
    },
    /// An alias that should be a regular expression is none, or too large a one.
    #[error(
        "{place}: the alias `{pattern}` is no regular expression that can be searched for: {source}"
    )]
    AliasPattern {
        /// Where.
        place: Place,
        /// The alias.
        pattern: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A block is blank.
    #[error("{place}: the text of a block may not be blank")]
    BlankBlock {
        /// Where.
        place: Place,
    },
    /// An entity names a parent that the dictionary does not hold.
    #[error("{place}: the parent `{parent}` of `{id}` is not in the dictionary")]
    UnknownParent {
        /// The entity.
        id: String,
        /// What it names.
        parent: String,
        /// Where.
        place: Place,
    },
    /// An entity is its own ancestor.
    #[error("{place}: `{id}` is its own ancestor")]
    ParentCycle {
        /// An entity on the cycle.
        id: String,
        /// Where an entity that leads to it stands.
        place: Place,
    },
    /// A dictionary has more of something than its tables count.
    #[error("the dictionary is too large: {count} {what}, the limit is {limit}")]
    DictionaryTooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How many there were when it was given up.
        count: u64,
        /// How many there may be.
        limit: u64,
    },
    /// A file is no compiled dictionary.
    #[error("{}: this file is not a compiled dictionary", path.display())]
    NotACompiledDictionary {
        /// The file.
        path: PathBuf,
    },
    /// A compiled dictionary is of another version.
    #[error("{}: a compiled dictionary of version {found}; this program reads version {supported}", path.display())]
    CompiledVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version that can be read.
        supported: u32,
    },
    /// A compiled dictionary was made by a program that finds names by other rules (what a word is, which words are ordinary).
    #[error("{}: compiled by rules {found:016x}; this program finds names by rules {supported:016x}", path.display())]
    CompiledRules {
        /// The file.
        path: PathBuf,
        /// A fingerprint of the rules it was made by.
        found: u64,
        /// The fingerprint of this program's rules.
        supported: u64,
    },
    /// A compiled dictionary holds something that it was not written with.
    #[error("{}: the compiled dictionary is damaged: {part}", path.display())]
    DamagedDictionary {
        /// The file.
        path: PathBuf,
        /// Where.
        part: String,
    },
    /// Two documents of a run have one id and different content.
    #[error("the document id `{id}` stands for two different documents: {first} and {second}")]
    DuplicateDocument {
        /// The id.
        id: String,
        /// Where it was read first.
        first: String,
        /// Where it was read again.
        second: String,
    },
    /// Evidence was kept of one kind of window only, and another was asked for.
    #[error("evidence was kept of each {kept}, not of each {asked}")]
    EvidenceNotKept {
        /// The kind that was kept.
        kept: &'static str,
        /// The kind that was asked for.
        asked: &'static str,
    },
    /// A ledger could not be read or written.
    #[cfg(feature = "ledger")]
    #[error("{}: {source}", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// There is no ledger where one was to be.
    #[error("{}: there is no ledger here", path.display())]
    NoLedger {
        /// Where.
        path: PathBuf,
    },
    /// A file is no ledger.
    #[error("{}: this file is not a comention ledger", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// A ledger is of another version.
    #[error("{}: a ledger of version {found}; this program reads version {supported}", path.display())]
    LedgerVersion {
        /// The ledger.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The version that can be read.
        supported: i32,
    },
    /// A ledger holds something that it cannot have been given.
    #[error("{}: the ledger is damaged: {part}", path.display())]
    DamagedLedger {
        /// The ledger.
        path: PathBuf,
        /// Where.
        part: String,
    },
    /// A text is not a date of the forms that are read.
    #[error("`{text}` is not a date (YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339)")]
    NotADate {
        /// What was found.
        text: String,
    },
    /// Two graphs that are to be compared count or score pairs in different ways.
    #[error("one graph shows {before}, the other {after}: they cannot be compared")]
    OtherView {
        /// Window and measure of the first.
        before: String,
        /// Window and measure of the second.
        after: String,
    },
    /// A period ends before it begins.
    #[error("no day is from {from} to {to}")]
    EmptyPeriod {
        /// Where it was to begin.
        from: String,
        /// Where it was to end.
        to: String,
    },
    /// What takes all documents, as the counts of a part or the distances of mentions, was asked of what keeps only some of them.
    #[error(
        "only the documents with the best evidence were kept: a part of all, or windows of tokens, cannot be counted; a ledger keeps all"
    )]
    DocumentsNotKept,
    /// Something that needs windows that can be counted was asked of windows of tokens.
    #[error(
        "{asked} needs windows that can be counted, and {window} has pairs of mentions: their count, or the sum of their weights"
    )]
    NeedsCountedWindows {
        /// What was asked for.
        asked: &'static str,
        /// The window.
        window: String,
    },
    /// The sum of weights by distance was asked of windows in which distances are not looked at.
    #[error("{asked} needs a window of tokens, and this is a {window}")]
    NeedsTokenWindow {
        /// What was asked for.
        asked: &'static str,
        /// The window.
        window: &'static str,
    },
    /// A folder holds no file that can be read as a document.
    #[error("{}: no documents in this folder", path.display())]
    NoDocuments {
        /// The folder.
        path: PathBuf,
    },
    /// A glob matches no file that can be read as a document.
    #[error("{pattern}: no documents match")]
    NoMatch {
        /// The glob.
        pattern: String,
    },
    /// A glob is malformed.
    #[error("{pattern}: {source}")]
    BadPattern {
        /// The glob.
        pattern: String,
        /// What is wrong, and where.
        #[source]
        source: glob::PatternError,
    },
    /// A document or record is longer than the limit.
    #[error("{}: {bytes} bytes or more, the limit is {limit}", at(path, *line))]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The line it starts on, in a file of records.
        line: Option<u64>,
        /// Its length where that is known, else how many bytes were seen before giving up.
        bytes: u64,
        /// The longest that is read.
        limit: u64,
    },
    /// A line is not a JSON object.
    #[error("{}:{line}:{column}: {}", path.display(), json_reason(source))]
    BadJson {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The column in bytes, from 1.
        column: u64,
        /// What the parser expected.
        #[source]
        source: serde_json::Error,
    },
    /// A field of a record is missing or not of the kind it has to be.
    #[error("{}: `{field}` is {found}, not {expected}", at(path, Some(*line)))]
    BadField {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The field's name in the file.
        field: String,
        /// What would do.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A table lacks a column that it needs.
    #[error("{}: no column `{column}` among {}", path.display(), quoted(found))]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column needed.
        column: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// A row has more or fewer fields than the header.
    #[error("{}: {found} fields, the header has {expected}", at(path, Some(*line)))]
    FieldCount {
        /// The file.
        path: PathBuf,
        /// The line the row starts on, from 1.
        line: u64,
        /// The number of columns.
        expected: u64,
        /// The number of fields in this row.
        found: u64,
    },
    /// A file needs a part of this library that was left out when it was built.
    #[error("{}: reading this needs the feature `{feature}`", path.display())]
    FeatureNeeded {
        /// The file.
        path: PathBuf,
        /// The cargo feature.
        feature: &'static str,
    },
    /// A file is compressed in a way that is not read.
    #[error("{}: compressed with {compression}, which is not read", path.display())]
    UnsupportedCompression {
        /// The file.
        path: PathBuf,
        /// The compression, by its magic bytes.
        compression: &'static str,
    },
    /// The elements of a page are nested so deeply that parsing it would take for ever.
    #[error("{}: elements nested more than {limit} deep", path.display())]
    DeepMarkup {
        /// The file.
        path: PathBuf,
        /// The deepest that is read.
        limit: usize,
    },
    /// A line of gold breaks its format.
    #[error("{}: `{found}` is not {expected}", at(path, Some(*line)))]
    GoldSyntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What would do.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A mark of gold is empty or lies outside of its text.
    #[error("{}: the span {start}..{end} is not in the text, which has {length} characters", at(path, Some(*line)))]
    GoldSpan {
        /// The file of the mark.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// Where it starts, in code points.
        start: usize,
        /// Where it ends.
        end: usize,
        /// How many code points the text has.
        length: usize,
    },
    /// A mark of gold says that other words stand in its place.
    #[error("{}: the text has `{found}` where the gold has `{expected}`", at(path, Some(*line)))]
    GoldSurface {
        /// The file of the mark.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What the mark says.
        expected: String,
        /// What the text says.
        found: String,
    },
    /// A mark of gold belongs to a document that is not there.
    #[error("{}: no document has the id `{id}`", at(path, Some(*line)))]
    GoldDocument {
        /// The file of the mark.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The id.
        id: String,
    },
    /// Gold looks like no format that is read.
    #[error("{}: this is no gold that is read: brat (a folder of .txt and .ann), CoNLL, PubTator, or a table with doc_id, start and end", path.display())]
    GoldFormat {
        /// The file or folder.
        path: PathBuf,
    },
    /// A table of marks came without the documents it belongs to.
    #[error("{}: a table of marks needs its documents", path.display())]
    GoldNeedsDocuments {
        /// The table.
        path: PathBuf,
    },
    /// Four counts that no set of windows can have.
    #[error(
        "no windows can have these counts: {n_ab} with both, {n_a} with one, {n_b} with the other, {n} in all"
    )]
    ImpossibleCounts {
        /// Windows with both.
        n_ab: u64,
        /// Windows with the first.
        n_a: u64,
        /// Windows with the second.
        n_b: u64,
        /// All windows.
        n: u64,
    },
    /// Degrees that no members of sets can have.
    #[error(
        "no members can be in sets so: {members} memberships by the members, {sets} by the sets, or a member in more sets than there are"
    )]
    ImpossibleDegrees {
        /// The sum of the members' degrees.
        members: u64,
        /// The sum of the sets' sizes.
        sets: u64,
    },
    /// A name that no measure has.
    #[error("there is no measure `{name}`; there are {}", known.join(", "))]
    UnknownMeasure {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// An entity that the graph does not hold: unknown, never mentioned, or of a type that the view leaves out.
    #[error("the graph holds no entity with the id `{id}`")]
    NotInGraph {
        /// The id asked for.
        id: String,
    },
    /// One entity where two were needed: an entity never pairs with itself.
    #[error("`{id}` is both ends of the pair; an entity never pairs with itself")]
    SameEntity {
        /// The id given twice.
        id: String,
    },
    /// A writer did not take what was written.
    #[error("the output could not be written: {source}")]
    Output {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A name that no export format has.
    #[error("there is no format `{name}`; there are {}", known.join(", "))]
    UnknownFormat {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The program that draws pictures is not installed.
    #[error("Graphviz is not installed: its program `dot` was not found")]
    GraphvizMissing {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The program that draws pictures gave up.
    #[error("Graphviz failed{}: {stderr}", code.map_or_else(String::new, |code| format!(" with exit code {code}")))]
    GraphvizFailed {
        /// Its exit code, if it ended by itself.
        code: Option<i32>,
        /// What it said.
        stderr: String,
    },
    /// A bitmap could not be painted.
    #[error("the picture was not painted: {reason}")]
    NotPainted {
        /// Why not.
        reason: String,
    },
}

/// `path`, or `path:line`.
fn at(path: &Path, line: Option<u64>) -> String {
    match line {
        Some(line) => format!("{}:{line}", path.display()),
        None => path.display().to_string(),
    }
}

/// What the parser says, without its own position: the line it counts is always the first.
fn json_reason(source: &serde_json::Error) -> String {
    let message = source.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// A line of a dictionary file, for messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line, from 1; 0 where there is none.
    pub line: u64,
}

impl Place {
    /// Names a line of a file.
    pub fn new(file: &Arc<str>, line: u64) -> Self {
        Self {
            file: Arc::clone(file),
            line,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            formatter.write_str(&self.file)
        } else {
            write!(formatter, "{}:{}", self.file, self.line)
        }
    }
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
