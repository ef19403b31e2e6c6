//! What a format has no room for, counted over a dictionary before it is written.

use std::collections::BTreeMap;
use std::fmt;

use super::{forms, gate, jensen_lab, on_a_line, spacy, table};
use crate::dictionary::ids::slug;
use crate::dictionary::importers::jensen_lab::TAXON;
use crate::dictionary::{Alias, Boundary, Dictionary, DictionaryFormat, EntityRef};

/// Something that entities or names have and a format has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Loss {
    /// Ids other than those that the names give.
    Ids,
    /// Types, or their names.
    Types,
    /// Parents.
    Parents,
    /// Words that speak for entities.
    Context,
    /// Attributes.
    Attributes,
    /// Entities told apart from others of the same name.
    SharedNames,
    /// Aliases.
    Aliases,
    /// The case in which forms are to be found.
    Case,
    /// That a form may stand inside words.
    Boundaries,
    /// Words that forms need or that forbid them.
    Conditions,
    /// How often forms mean each of the entities that share them.
    Priors,
    /// Tabs, line ends and outer white space.
    Spacing,
}

impl Loss {
    /// What is counted: entities or names.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Ids
            | Self::Types
            | Self::Parents
            | Self::Context
            | Self::Attributes
            | Self::SharedNames => "entity",
            Self::Aliases
            | Self::Case
            | Self::Boundaries
            | Self::Conditions
            | Self::Priors
            | Self::Spacing => "name",
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Ids => "ids",
            Self::Types => "types",
            Self::Parents => "parents",
            Self::Context => "context",
            Self::Attributes => "attributes",
            Self::SharedNames => "difference from others of the same name",
            Self::Aliases => "aliases",
            Self::Case => "case rules",
            Self::Boundaries => "missing word borders",
            Self::Conditions => "conditions",
            Self::Priors => "priors",
            Self::Spacing => "tabs, line ends and outer spaces",
        })
    }
}

impl Dictionary {
    /// What would be lost of this dictionary in a file of a format: of how many entities or names.
    ///
    /// # Example
    /// ```
    /// use comention::{Dictionary, dictionary::{DictionaryFormat, Loss}};
    ///
    /// let text = "[[entity]]\nname = 'Acme'\ncontext = ['anvil']\n";
    /// let dictionary = Dictionary::builder().text(text, DictionaryFormat::Toml, "firms")?.build()?;
    /// assert_eq!(dictionary.losses(DictionaryFormat::Csv), [(Loss::Context, 1)]);
    /// assert_eq!(dictionary.losses(DictionaryFormat::JsonLines), []);
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn losses(&self, format: DictionaryFormat) -> Vec<(Loss, u64)> {
        if matches!(format, DictionaryFormat::Toml | DictionaryFormat::JsonLines) {
            return Vec::new();
        }
        let mut losses = Losses {
            format,
            counts: BTreeMap::new(),
        };
        for entity in self.entities() {
            losses.count(entity);
        }
        if format == DictionaryFormat::Flashtext {
            let mut names: Vec<&str> = self.entities().map(EntityRef::name).collect();
            names.sort_unstable();
            let shared = names.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
            let shared = shared.map(|same| same.len() as u64).sum();
            losses.add(Loss::SharedNames, shared);
        }
        losses.counts.into_iter().collect()
    }
}

struct Losses {
    format: DictionaryFormat,
    counts: BTreeMap<Loss, u64>,
}

impl Losses {
    fn add(&mut self, loss: Loss, count: u64) {
        if count > 0 {
            *self.counts.entry(loss).or_default() += count;
        }
    }

    fn add_if(&mut self, loss: Loss, is_lost: bool) {
        self.add(loss, u64::from(is_lost));
    }

    fn count(&mut self, view: EntityRef<'_>) {
        use DictionaryFormat as F;
        let entity = view.to_entity();
        let format = self.format;
        if matches!(format, F::Names | F::Flashtext) {
            let mut derived = String::new();
            slug(&entity.name, &mut derived);
            self.add_if(Loss::Ids, derived != entity.id.as_str());
        }
        let entity_type = entity.entity_type.as_str();
        let keeps_type = match format {
            F::Names | F::Flashtext => entity_type.is_empty(),
            // spaCy wants a label.
            F::Spacy => !entity_type.is_empty(),
            F::JensenLab => jensen_lab::keeps_type(view),
            F::Gate => !entity_type.contains([':', '\t', '\n', '\r']),
            _ => true,
        };
        self.add_if(Loss::Types, !keeps_type);
        let keeps_parent = matches!(format, F::Csv | F::Tsv | F::JensenLab);
        self.add_if(Loss::Parents, entity.parent.is_some() && !keeps_parent);
        self.add_if(Loss::Context, !entity.context.is_empty());
        let keeps_attribute = |key: &str, value: &str| match format {
            F::Csv => table::has_column(key) && value == value.trim() && !value.is_empty(),
            F::Tsv => table::has_column(key) && value == on_a_line(value) && !value.is_empty(),
            F::Gate => gate::is_feature(key) && value == on_a_line(value) && !value.is_empty(),
            F::JensenLab => {
                key == TAXON && jensen_lab::number_of(view).is_some_and(|number| number > 0)
            }
            _ => false,
        };
        let mut attributes = entity.attributes.iter();
        let is_lost = attributes.any(|(key, value)| !keeps_attribute(key, value));
        self.add_if(Loss::Attributes, is_lost);

        for form in forms(&entity) {
            let is_name = form.text == entity.name;
            if format == F::Names && !is_name {
                self.add(Loss::Aliases, 1);
                continue;
            }
            self.count_form(&form, is_name);
        }
    }

    fn count_form(&mut self, form: &Alias, is_name: bool) {
        use DictionaryFormat as F;
        let keeps_case = match self.format {
            F::Spacy => spacy::carries_case(form, is_name),
            _ => form.case.is_none(),
        };
        self.add_if(Loss::Case, !keeps_case);
        self.add_if(Loss::Boundaries, form.boundary != Boundary::Word);
        self.add_if(
            Loss::Conditions,
            !form.needs.is_empty() || !form.unless.is_empty(),
        );
        self.add_if(Loss::Priors, form.prior.is_some());
        let keeps_spacing = match self.format {
            F::Spacy | F::Flashtext => true,
            F::Csv => form.text.trim() == &*form.text,
            _ => on_a_line(&form.text) == *form.text,
        };
        self.add_if(Loss::Spacing, !keeps_spacing);
    }
}
