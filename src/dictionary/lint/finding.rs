//! One thing found.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Diagnostic, ListedName};
use crate::error::Place;

/// One thing that is wrong or risky, at its place.
///
/// Serializes as `code`, `name`, `severity`, `file`, `line` (0 where the format has none), `entity`, `alias` where it is about one,
/// `message`, `others` where there are any.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What kind of thing.
    pub diagnostic: Diagnostic,
    /// Where the entity stands.
    pub place: Place,
    /// Its id; empty where it has none.
    pub entity: String,
    /// The name or alias it is about, if it is about one.
    pub alias: Option<String>,
    /// What is found, in words.
    pub message: String,
    /// What else takes part in it.
    pub others: Vec<OtherName>,
    /// The number of the row.
    row: u32,
}

/// Another entity that takes part in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherName {
    /// Its id.
    pub entity: String,
    /// The form of it that does.
    pub alias: String,
    /// Where it stands.
    pub place: Place,
}

impl Finding {
    /// Makes a finding about a name.
    pub fn about(diagnostic: Diagnostic, name: &ListedName<'_>, message: String) -> Self {
        let finding = Self::new(diagnostic, name.place.clone(), name.row, name.entity);
        finding.with_message(message).with_alias(name.alias)
    }

    pub(super) fn new(diagnostic: Diagnostic, place: Place, row: u32, entity: &str) -> Self {
        Self {
            diagnostic,
            place,
            entity: entity.to_owned(),
            alias: None,
            message: String::new(),
            others: Vec::new(),
            row,
        }
    }

    pub(super) fn with_message(mut self, message: String) -> Self {
        self.message = message;
        self
    }

    pub(super) fn with_alias(mut self, alias: &str) -> Self {
        self.alias = Some(alias.to_owned());
        self
    }

    pub(super) fn with_others(mut self, others: Vec<OtherName>) -> Self {
        self.others = others;
        self
    }

    /// What findings are sorted by: diagnostic, row, alias, message.
    pub fn order(&self) -> (Diagnostic, u32, Option<&str>, &str) {
        let alias = self.alias.as_deref();
        (self.diagnostic, self.row, alias, &self.message)
    }
}

impl OtherName {
    pub(super) fn new(name: &ListedName<'_>) -> Self {
        Self {
            entity: name.entity.to_owned(),
            alias: name.alias.to_owned(),
            place: name.place.clone(),
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Finding", 9)?;
        record.serialize_field("code", self.diagnostic.code())?;
        record.serialize_field("name", self.diagnostic.name())?;
        record.serialize_field("severity", &self.diagnostic.severity())?;
        record.serialize_field("file", &*self.place.file)?;
        record.serialize_field("line", &self.place.line)?;
        record.serialize_field("entity", &self.entity)?;
        match &self.alias {
            Some(alias) => record.serialize_field("alias", alias)?,
            None => record.skip_field("alias")?,
        }
        record.serialize_field("message", &self.message)?;
        if self.others.is_empty() {
            record.skip_field("others")?;
        } else {
            record.serialize_field("others", &self.others)?;
        }
        record.end()
    }
}

impl Serialize for OtherName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("OtherName", 4)?;
        record.serialize_field("entity", &self.entity)?;
        record.serialize_field("alias", &self.alias)?;
        record.serialize_field("file", &*self.place.file)?;
        record.serialize_field("line", &self.place.line)?;
        record.end()
    }
}
