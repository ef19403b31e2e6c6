//! What a dictionary holds: entities and the forms they are listed under.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The stable string id of an entity. Cheap to clone; ordered as its bytes are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(Arc<str>);

/// The class of an entity, as its dictionary names it (`organization`, `person`, `chip`). Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityType(Arc<str>);

macro_rules! shared_string {
    ($name:ident) => {
        impl $name {
            /// Makes one from its text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// Its text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

shared_string!(EntityId);
shared_string!(EntityType);

/// The place of an entity in its dictionary: its rank by id. Comparing two of one dictionary compares their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityIndex(pub u32);

/// A thing that texts can mention.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entity {
    /// Its stable id.
    pub id: EntityId,
    /// The name shown to people. It is an alias too; one of [`Entity::aliases`] with the same text gives it rules.
    pub name: Arc<str>,
    /// Its class; empty when the dictionary names none.
    pub entity_type: EntityType,
    /// The entity it belongs to (a chip's maker, a model's developer), for roll-up.
    pub parent: Option<EntityId>,
    /// Words that speak for it.
    pub context: Vec<Arc<str>>,
    /// The forms it is listed under, besides its name.
    pub aliases: Vec<Alias>,
    /// Whatever else the dictionary says of it.
    pub attributes: BTreeMap<String, String>,
}

impl Entity {
    /// Makes an entity without type, aliases or parent.
    pub fn new(id: impl AsRef<str>, name: impl AsRef<str>) -> Self {
        Self {
            id: EntityId::new(id),
            name: Arc::from(name.as_ref()),
            entity_type: EntityType::new(""),
            parent: None,
            context: Vec::new(),
            aliases: Vec::new(),
            attributes: BTreeMap::new(),
        }
    }

    /// Sets its class.
    #[must_use]
    pub fn with_type(mut self, entity_type: impl AsRef<str>) -> Self {
        self.entity_type = EntityType::new(entity_type);
        self
    }

    /// Sets the entity it belongs to.
    #[must_use]
    pub fn with_parent(mut self, parent: impl AsRef<str>) -> Self {
        self.parent = Some(EntityId::new(parent));
        self
    }

    /// Adds an alias.
    #[must_use]
    pub fn with_alias(mut self, alias: impl Into<Alias>) -> Self {
        self.aliases.push(alias.into());
        self
    }
}

/// A form an entity is listed under, with the rules for finding it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Alias {
    /// The form itself.
    pub text: Arc<str>,
    /// How its case must agree with the text; `None` follows the options of the run.
    pub case: Option<Case>,
    /// Where it may begin and end.
    pub boundary: Boundary,
    /// If not empty, at least one of these must stand somewhere in the document.
    pub needs: Vec<Arc<str>>,
    /// None of these may stand anywhere in the document.
    pub unless: Vec<Arc<str>>,
    /// How often it means this entity, against the others that list it with such a number: 9 and 1 are as 90 and 10. Evidence of the document
    /// may say otherwise.
    pub prior: Option<u32>,
}

impl Alias {
    /// Makes an alias that follows the options of the run.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self {
            text: Arc::from(text.as_ref()),
            case: None,
            boundary: Boundary::Word,
            needs: Vec::new(),
            unless: Vec::new(),
            prior: None,
        }
    }

    /// Sets how its case must agree.
    #[must_use]
    pub fn with_case(mut self, case: Case) -> Self {
        self.case = Some(case);
        self
    }

    /// Adds a word or phrase that must stand in the document (one of all those added).
    #[must_use]
    pub fn with_need(mut self, phrase: impl AsRef<str>) -> Self {
        self.needs.push(Arc::from(phrase.as_ref()));
        self
    }

    /// Sets how often it means this entity, against others that share it.
    #[must_use]
    pub fn with_prior(mut self, prior: u32) -> Self {
        self.prior = Some(prior);
        self
    }

    /// Adds a word or phrase that must not stand in the document.
    #[must_use]
    pub fn with_unless(mut self, phrase: impl AsRef<str>) -> Self {
        self.unless.push(Arc::from(phrase.as_ref()));
        self
    }
}

impl From<&str> for Alias {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// How the case of a text must agree with an alias.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Case {
    /// `Exact` for aliases of at most four letters that are all capitals (`US`, `AMD`; not with a digit in three or more characters: `H100`)
    /// and for those made of ordinary English words (`Apple`, `The Information`), `Ignore` for all others: `us` is not the country, `meta`
    /// is not the firm, `NVIDIA` is Nvidia.
    #[default]
    Smart,
    /// Every letter as listed.
    Exact,
    /// Upper and lower case are the same.
    Ignore,
}

/// Where an alias may begin and end.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Boundary {
    /// On word borders only: `intel` is not in `intelligent`. Scripts without spaces have no word borders; there it may stand anywhere.
    #[default]
    Word,
    /// Anywhere, inside words too.
    None,
}
