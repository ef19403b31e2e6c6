//! The ledger itself.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::annotation::AnnotationOptions;
use crate::cooccurrence::{Observation, PackedDocument, PackedDocuments, hash_of};
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::mention::Profile;
use crate::relation::RelationPack;

use super::reading::{self, Columns};
use super::recording::Rows;
use super::{LedgerBuilder, dictionary, schema};

/// What a ledger was built from and how; every change keeps to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LedgerSettings {
    /// How documents were annotated.
    pub annotation: AnnotationOptions,
    /// What a corpus had taught; one that says nothing if there was no profile.
    #[serde(skip_serializing_if = "Profile::is_empty")]
    pub profile: Profile,
    /// The rules by which hints were found; none without.
    #[serde(skip_serializing_if = "RelationPack::is_empty")]
    pub relations: RelationPack,
    /// The files the dictionary was read from.
    pub dictionary_names: Vec<String>,
    /// The inputs, as they were named.
    pub inputs: Vec<String>,
    /// Whether ids of records carry the path of their file.
    pub prefix_ids: bool,
    /// Whether the sentences that hold mentions are kept, as evidence. Without them a ledger counts the same and takes less space, but cannot
    /// show what it counted.
    pub evidence: bool,
}

impl Default for LedgerSettings {
    fn default() -> Self {
        Self {
            annotation: AnnotationOptions::default(),
            profile: Profile::default(),
            relations: RelationPack::default(),
            dictionary_names: Vec::new(),
            inputs: Vec::new(),
            prefix_ids: false,
            evidence: true,
        }
    }
}

impl LedgerSettings {
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("settings are plain data")
    }

    /// Sets how documents are annotated.
    #[must_use]
    pub fn annotation(mut self, options: AnnotationOptions) -> Self {
        self.annotation = options;
        self
    }

    /// Sets what a corpus had taught.
    #[must_use]
    pub fn profile(mut self, profile: &Profile) -> Self {
        self.profile = profile.clone();
        self
    }

    /// Sets the rules by which hints are found.
    #[must_use]
    pub fn relations(mut self, pack: &RelationPack) -> Self {
        self.relations = pack.clone();
        self
    }

    /// Names the files the dictionary was read from.
    #[must_use]
    pub fn dictionary_names(mut self, names: &[String]) -> Self {
        self.dictionary_names = names.to_vec();
        self
    }

    /// Names the inputs.
    #[must_use]
    pub fn inputs(mut self, inputs: &[String]) -> Self {
        self.inputs = inputs.to_vec();
        self
    }

    /// Sets whether ids of records carry the path of their file.
    #[must_use]
    pub fn prefix_ids(mut self, prefix_ids: bool) -> Self {
        self.prefix_ids = prefix_ids;
        self
    }

    /// Sets whether the sentences that hold mentions are kept.
    #[must_use]
    pub fn evidence(mut self, evidence: bool) -> Self {
        self.evidence = evidence;
        self
    }
}

/// A file that records, document by document, what was found where. The graph is a pure function of it.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
    settings: LedgerSettings,
}

/// What adding a document did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It was there with other content, and was replaced.
    Replaced,
    /// It was there as it is.
    Unchanged,
}

impl Ledger {
    /// Starts a ledger at `path`; it appears there when it is finished.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn create(
        path: impl AsRef<Path>,
        dictionary: &Dictionary,
        settings: &LedgerSettings,
    ) -> Result<LedgerBuilder> {
        LedgerBuilder::create(path.as_ref(), dictionary, settings)
    }

    /// Opens a ledger.
    ///
    /// # Errors
    /// If the file does not exist, is no ledger, is of another version, or is damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let connection = schema::open(path)?;
        let settings: String = connection
            .query_row(
                "SELECT value FROM setting WHERE name = 'settings'",
                [],
                |row| row.get(0),
            )
            .map_err(|source| Error::Ledger {
                path: path.to_owned(),
                source,
            })?;
        let settings = serde_json::from_str(&settings).map_err(|_| Error::DamagedLedger {
            path: path.to_owned(),
            part: "settings".to_owned(),
        })?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            settings,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it was built from and how.
    pub fn settings(&self) -> &LedgerSettings {
        &self.settings
    }

    /// The dictionary it was built with.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn dictionary(&self) -> Result<Dictionary> {
        let dictionary = dictionary::read(&self.connection, &self.path)?;
        if dictionary.hash() != self.dictionary_hash()? {
            return Err(Error::DamagedLedger {
                path: self.path.clone(),
                part: "dictionary".to_owned(),
            });
        }
        Ok(dictionary.with_names(&self.settings.dictionary_names))
    }

    /// The hash of its dictionary.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn dictionary_hash(&self) -> Result<String> {
        self.connection
            .query_row(
                "SELECT value FROM setting WHERE name = 'dictionary_hash'",
                [],
                |row| row.get(0),
            )
            .map_err(|source| self.broken(source))
    }

    /// Checks that documents are to be added by the profile it was built with.
    ///
    /// # Errors
    /// If it was built with another profile, or without one.
    pub fn expect_profile(&self, profile: &Profile) -> Result<()> {
        let built = &self.settings.profile;
        if built == profile {
            return Ok(());
        }
        Err(Error::OtherProfile {
            path: self.path.clone(),
            built: (!built.is_empty()).then(|| built.hash()),
            given: profile.hash(),
        })
    }

    /// Begins a group of changes that are kept all or none; see [`Ledger::commit`].
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin(&mut self) -> Result<()> {
        self.connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(|source| self.broken(source))
    }

    /// Keeps the changes since [`Ledger::begin`]. Without it they are undone when the ledger is dropped.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn commit(&mut self) -> Result<()> {
        self.connection
            .execute_batch("COMMIT")
            .map_err(|source| self.broken(source))
    }

    /// Adds a document, or replaces the one of that id if its content differs. It must come from an annotator with the dictionary, the
    /// options and the profile of this ledger.
    ///
    /// # Errors
    /// If the file cannot be written.
    ///
    /// # Panics
    /// Never: what is packed is there.
    pub fn add(&mut self, observation: &impl AsRef<Observation>) -> Result<Change> {
        let mut packed = PackedDocuments::default();
        packed.push(observation.as_ref());
        packed
            .iter()
            .map(|document| self.add_packed(document))
            .next()
            .expect("one was packed")
    }

    /// Adds a packed document, as [`Ledger::add`] does.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn add_packed(&mut self, document: PackedDocument<'_>) -> Result<Change> {
        let id = document.id();
        let change = || {
            let mut find = self
                .connection
                .prepare_cached("SELECT number, record FROM document WHERE id = ?1")?;
            let read = |row: &Row<'_>| {
                let hash = hash_of(row.get_ref(1)?.as_blob()?);
                Ok((row.get::<_, i64>(0)?, hash))
            };
            let known = find.query_row(params![id], read).optional()?;
            let change = match known {
                Some((_, Some(hash))) if hash == document.hash() => return Ok(Change::Unchanged),
                Some((number, _)) => {
                    self.connection
                        .prepare_cached("DELETE FROM document WHERE number = ?1")?
                        .execute(params![number])?;
                    Change::Replaced
                }
                None => Change::Added,
            };
            Rows::new(&self.connection, self.settings.evidence)?.insert(document)?;
            Ok(change)
        };
        change().map_err(|source| self.broken(source))
    }

    /// Removes a document; tells whether it was there.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let removed = self
            .connection
            .execute("DELETE FROM document WHERE id = ?1", params![id])
            .map_err(|source| self.broken(source))?;
        Ok(removed > 0)
    }

    /// Notes that documents of another input were added.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note_input(&mut self, input: &str) -> Result<()> {
        if self.settings.inputs.iter().any(|known| known == input) {
            return Ok(());
        }
        self.settings.inputs.push(input.to_owned());
        let settings = self.settings.to_json();
        let updated = self.connection.execute(
            "UPDATE setting SET value = ?1 WHERE name = 'settings'",
            params![settings],
        );
        updated.map(|_| ()).map_err(|source| self.broken(source))
    }

    /// Calls `each` with every document, in the order of their ids, until it answers `false`. Where the ledger keeps no evidence, the text of
    /// sentences is empty.
    ///
    /// # Errors
    /// If the file is damaged, or the first error of `each`.
    pub fn visit(&self, mut each: impl FnMut(&Observation) -> Result<bool>) -> Result<()> {
        self.visit_changing(|observation| each(observation))
    }

    /// The same, for those that change what they are shown.
    pub(super) fn visit_changing(
        &self,
        each: impl FnMut(&mut Observation) -> Result<bool>,
    ) -> Result<()> {
        let evidence = self.settings.evidence;
        self.read_documents(&reading::Whole { evidence }, each)
    }

    /// The same in any order, without what counting does not need: of the document only its id, hash and date, of sentences not their text.
    pub(super) fn visit_windows(
        &self,
        each: impl FnMut(&mut Observation) -> Result<bool>,
    ) -> Result<()> {
        self.read_documents(&reading::Windows, each)
    }

    fn read_documents(
        &self,
        columns: &impl Columns,
        mut each: impl FnMut(&mut Observation) -> Result<bool>,
    ) -> Result<()> {
        let broken = |source| self.broken(source);
        let sql = format!(
            "SELECT {} FROM document ORDER BY {}",
            columns.names(),
            columns.order()
        );
        let mut statement = self.connection.prepare(&sql).map_err(broken)?;
        let mut rows = statement.query([]).map_err(broken)?;
        let mut observation = Observation::default();
        while let Some(row) = rows.next().map_err(broken)? {
            if !columns.read(row, &mut observation).map_err(broken)? {
                let part = format!("document `{}`", observation.document.id);
                return Err(Error::DamagedLedger {
                    path: self.path.clone(),
                    part,
                });
            }
            if !each(&mut observation)? {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn broken(&self, source: rusqlite::Error) -> Error {
        Error::Ledger {
            path: self.path.clone(),
            source,
        }
    }
}
