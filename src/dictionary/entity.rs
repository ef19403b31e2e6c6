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
    /// Which forms that follow from its aliases are found too; `None` follows the options of the run. Aliases may say otherwise.
    pub variants: Option<Variants>,
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
            variants: None,
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

    /// Sets which forms that follow from its aliases are found too.
    #[must_use]
    pub fn with_variants(mut self, variants: Variants) -> Self {
        self.variants = Some(variants);
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
///
/// # Example
/// ```
/// use comention::{Annotator, Dictionary, dictionary::{Alias, Entity}, document::Document};
///
/// let chips = Entity::new("chips", "Hopper chips").with_alias(Alias::pattern(r"[HB]\d{3}"));
/// let annotator = Annotator::new(&Dictionary::builder().entity(&chips).build()?)?;
/// let document = Document::new("d", "The H100, the B200, but not the H1000.");
/// let annotation = annotator.annotate(&document);
/// let found: Vec<_> = annotation.mentions().map(|mention| mention.surface()).collect();
/// assert_eq!(found, ["H100", "B200"]);
/// # Ok::<(), comention::Error>(())
/// ```
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
    /// It is a regular expression of the crate [`regex`](https://docs.rs/regex/latest/regex/#syntax), which is held against the text that a
    /// reader sees. Its case is its own, unless [`Alias::case`] is [`Case::Ignore`].
    pub regex: bool,
    /// It is never found for this entity, whether another file lists it, it is the entity's name or a form made by rule.
    pub blocked: bool,
    /// Which forms that follow from it are found too; `None` follows the entity, then the options of the run.
    pub variants: Option<Variants>,
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
            regex: false,
            blocked: false,
            variants: None,
        }
    }

    /// Makes an alias that is a regular expression.
    pub fn pattern(regex: impl AsRef<str>) -> Self {
        Self {
            regex: true,
            ..Self::new(regex)
        }
    }

    /// Makes an alias that is never found for its entity.
    pub fn blocked(text: impl AsRef<str>) -> Self {
        Self {
            blocked: true,
            ..Self::new(text)
        }
    }

    /// Whether it is a form to be found as it is written.
    pub(crate) const fn is_form(&self) -> bool {
        !self.regex && !self.blocked
    }

    /// Sets which forms that follow from it are found too.
    #[must_use]
    pub fn with_variants(mut self, variants: Variants) -> Self {
        self.variants = Some(variants);
        self
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

/// A surface that is no name, whoever lists it: neither it nor a name inside it is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Block {
    /// The surface.
    pub text: Arc<str>,
    /// How its case must agree with the text; `None` follows the options of the run.
    pub case: Option<Case>,
}

impl Block {
    /// Makes a block that follows the options of the run.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self {
            text: Arc::from(text.as_ref()),
            case: None,
        }
    }

    /// Sets how its case must agree.
    #[must_use]
    pub fn with_case(mut self, case: Case) -> Self {
        self.case = Some(case);
        self
    }
}

/// Which forms that the dictionary does not list are found too.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Variants {
    /// Listed forms only.
    None,
    /// Those that practically never err, each by a [rule](crate::mention::Rule) of its own:
    /// - terms in another number or order of words, their adjectives, and names spelt otherwise: `brain tumours` for `brain tumor`, `U.S.` for
    ///   `US`. They have the same words, so they mean the same; what would make a form of other words is not derived.
    /// - names of firms with or without `Inc.` and the like, if more is left than an ordinary word.
    /// - species with the first word cut down to a letter, names of people with a middle name or turned round.
    /// - initials of a name, and short forms that are defined in brackets, where the same document has the name in full.
    /// - the last word of a person's name, where the same document has the full name. "Sam Altman arrived. Altman spoke." names him twice.
    /// - inflected forms, in documents whose `lang` is Bulgarian, Czech, Finnish, German, Polish, Russian, Slovene or Ukrainian. With
    ///   `Uniwersytet Warszawski` listed, "na Uniwersytecie Warszawskim" names it. Endings alone say little; but few words of a text lead
    ///   to a name that is listed without being one: in news with marked names, 99 inflected forms of 100 were right.
    /// - names with a particle of Korean written on: "삼성전자는" names `삼성전자`.
    #[default]
    Safe,
    /// Those that err now and then, too: names in Arabic with a short word written before them, such as the article.
    All,
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
