//! A profile itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::file;
use crate::dictionary::Dictionary;
use crate::error::Result;

/// What a corpus taught about the names of a dictionary, once, so that a mention is still decided by its document alone: the document, the
/// dictionary, the options and the profile. Cheap to clone; one that knows nothing is [`Profile::default`].
///
/// # The file
/// TOML, made by `dict learn` and meant to be read and changed. Only what is named here decides; the numbers of `words` and `context` are
/// there for people, who may leave them out. Names and ids stand in the order of their bytes.
///
/// ```toml
/// version = 1
///
/// # Names that are ordinary words too. Written small they are not names; where one begins a sentence, something else has to show that
/// # it is meant. As for the ordinary words of English that are known without a profile, but in any language.
/// [words]
/// Voima = { small = 40, first = 3, inside = 1 }
/// Target = {}
///
/// # Words that speak for an entity, by its id, where it shares a name with others: how many documents have the word with the entity,
/// # how many without it, and the log-likelihood ratio of that.
/// [context.acme]
/// anvil = { with = 12, without = 1, g2 = 90 }
///
/// # Names that several entities share: in how many documents each of them was meant, by its id.
/// [prior.Shared]
/// acme = 12
/// beta = 3
/// ```
///
/// - A table of `words` is a name, without regard to case. What it says of it is how often it was written small, with a capital as the first
///   word of a sentence, and with a capital inside one.
/// - Words of `context` are worth a point each, three at most: as much as one word of the `context` that a dictionary gives.
/// - The shares of `prior` are worth points as the table in ARCHITECTURE.md of evidence says; a name that has some here is not looked up among
///   those of the dictionary (`prior = N` of an alias).
/// - Ids that the dictionary does not hold teach nothing: see [`Profile::unknown_ids`].
///
/// # Example
/// ```
/// use comention::mention::Profile;
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let text = "[[entity]]\nname = 'Voima'\ntype = 'organization'\n";
/// let dictionary = Dictionary::builder().text(text, comention::dictionary::DictionaryFormat::Toml, "firms")?.build()?;
/// let document = Document::new("memo", "Voima riittää.");
/// let found = |profile: &Profile| -> comention::Result<usize> {
///     let annotator = Annotator::with_profile(&dictionary, Default::default(), profile)?;
///     let annotation = annotator.annotate(&document);
///     Ok(annotation.mentions().filter(|mention| mention.is_accepted()).count())
/// };
/// assert_eq!(found(&Profile::default())?, 1);
/// assert_eq!(found(&Profile::parse("words.Voima = {}", "profile.toml")?)?, 0);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Content", into = "Content")]
pub struct Profile(Arc<Content>);

/// What a profile says, as files write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Content {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) words: BTreeMap<String, WordUses>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) context: BTreeMap<String, BTreeMap<String, ContextWord>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) prior: BTreeMap<String, BTreeMap<String, u32>>,
}

/// How often a name that is an ordinary word too stands in a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WordUses {
    /// Written small.
    pub small: u64,
    /// With a capital, as the first word of a sentence.
    pub first: u64,
    /// With a capital, inside a sentence.
    pub inside: u64,
}

/// How often a word stands in documents that have an entity, and in others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContextWord {
    /// Documents that have the word and the entity.
    pub with: u64,
    /// Documents that have the word without the entity.
    pub without: u64,
    /// The log-likelihood ratio of the two, rounded.
    pub g2: u64,
}

impl From<Content> for Profile {
    fn from(content: Content) -> Self {
        Self(Arc::new(content))
    }
}

impl From<Profile> for Content {
    fn from(profile: Profile) -> Self {
        Arc::unwrap_or_clone(profile.0)
    }
}

impl Profile {
    /// Makes one of what was learnt: names that are words, words that speak for entities, and how often shared names mean each.
    pub(crate) fn of(
        words: BTreeMap<String, WordUses>,
        context: BTreeMap<String, BTreeMap<String, ContextWord>>,
        prior: BTreeMap<String, BTreeMap<String, u32>>,
    ) -> Self {
        Self::from(Content {
            words,
            context,
            prior,
        })
    }

    /// Reads one. `name` is what messages call it.
    ///
    /// # Errors
    /// With the line, if it is not of the form described above; if it is of a newer version.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        file::parse(text, name).map(Self::from)
    }

    /// The file, as [`Profile::parse`] reads it. Equal profiles give equal bytes.
    pub fn to_toml(&self) -> String {
        file::write(&self.0)
    }

    /// A hash of all that it says; comments and the order of the file play no part.
    ///
    /// # Panics
    /// Never: a profile is plain data.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(&*self.0).expect("a profile is plain data");
        format!("{:032x}", xxh3_128(&json))
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self.0 == Content::default()
    }

    /// The names that are ordinary words too.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordUses)> {
        self.0
            .words
            .iter()
            .map(|(name, uses)| (name.as_str(), *uses))
    }

    /// The words that speak for entities: of each id its words.
    pub fn context(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, ContextWord>)> {
        self.0
            .context
            .iter()
            .map(|(id, words)| (id.as_str(), words))
    }

    /// The names that several entities share: of each, by id, how often an entity was meant.
    pub fn priors(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, u32>)> {
        self.0
            .prior
            .iter()
            .map(|(name, counts)| (name.as_str(), counts))
    }

    /// The ids it names that a dictionary does not hold, sorted. They teach nothing.
    pub fn unknown_ids<'p>(&'p self, dictionary: &Dictionary) -> Vec<&'p str> {
        let priors = self.0.prior.values().flat_map(BTreeMap::keys);
        let ids = self.0.context.keys().chain(priors).map(String::as_str);
        let mut unknown: Vec<&str> = ids.filter(|id| dictionary.get(id).is_none()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        unknown
    }
}
